// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountform.h"

#include "directorycard.h"
#include "removalcard.h"
#include "signincard.h"
#include "ui/accounts/formfield.h"
#include "ui/accounts/identitypage.h"
#include "ui/accounts/networkform.h"
#include "ui/accounts/passwordedit.h"
#include "ui/accounts/serverform.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using core::ServerPurpose;
using models::AccountEditor;
using Flaw = models::AccountSetup::Flaw;

namespace ui
{

AccountForm::AccountForm(AccountEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_receive(new ServerForm(ServerPurpose::Receive, tr("Receiving (IMAP)")))
    , m_send(new ServerForm(ServerPurpose::Send, tr("Sending (SMTP)")))
    , m_network(new NetworkForm(editor.certificates()))
    , m_bar(new MessageBar(MessageBar::Tone::Info))
    , m_directory(new DirectoryCard(editor))
    , m_signIn(new SignInCard(editor))
    , m_removal(new RemovalCard(editor))
    , m_passwordBox(makePassword())
{
    setObjectName(u"accountForm"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, space::medium, space::large);
    column->setSpacing(space::large);
    column->addWidget(makeIdentity());
    auto *servers = new QHBoxLayout;
    servers->setSpacing(space::large);
    servers->addWidget(m_receive, 1);
    servers->addWidget(m_send, 1);
    column->addLayout(servers);
    column->addWidget(m_passwordBox);
    column->addWidget(m_network);
    column->addWidget(m_bar);
    column->addWidget(makeButtons());
    column->addSpacing(space::medium);
    column->addWidget(m_signIn);
    column->addSpacing(space::medium);
    column->addWidget(m_directory);
    column->addWidget(m_removal);
    column->addStretch();
    m_bar->hide();
    for (QLineEdit *edit : findChildren<QLineEdit *>())
        connect(edit, &QLineEdit::textChanged, this, &AccountForm::updateButtons);
    for (QComboBox *box : findChildren<QComboBox *>())
        connect(box, &QComboBox::currentIndexChanged, this, &AccountForm::updateButtons);
    for (QSpinBox *number : findChildren<QSpinBox *>())
        connect(number, &QSpinBox::valueChanged, this, &AccountForm::updateButtons);
    connect(m_network, &NetworkForm::changed, this, &AccountForm::updateButtons);
    connect(&editor, &AccountEditor::busyChanged, this, &AccountForm::updateButtons);
    connect(&editor, &AccountEditor::tested, this, &AccountForm::tellTested);
    connect(&editor, &AccountEditor::saved, this, [this](core::AccountId id) {
        show(id);
        tell(int(MessageBar::Tone::Info), tr("Saved."));
    });
    connect(&editor, &AccountEditor::failed, this, [this](const core::Error &error) {
        const ErrorWords words = wordsFor(error);
        tell(int(MessageBar::Tone::Danger), words.headline, words.advice);
    });
}

QWidget *AccountForm::makeIdentity()
{
    m_name = new QLineEdit;
    m_name->setObjectName(u"accountName"_s);
    m_fullName = new QLineEdit;
    m_fullName->setObjectName(u"accountFullName"_s);
    m_address = new QLineEdit;
    m_address->setObjectName(u"accountAddress"_s);
    m_address->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_nameField = new FormField(tr("Name of the account"), m_name);
    m_addressField = new FormField(tr("Mail address"), m_address);
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(m_nameField);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    row->addWidget(new FormField(tr("Your name"), m_fullName), 1, Qt::AlignTop);
    row->addWidget(m_addressField, 1, Qt::AlignTop);
    column->addLayout(row);
    return box;
}

QWidget *AccountForm::makePassword()
{
    m_password = new PasswordEdit;
    m_password->setObjectName(u"accountPassword"_s);
    m_password->setPlaceholderText(tr("Unchanged"));
    m_passwordField = new FormField(tr("Password"), m_password);
    m_ownForSending = new QCheckBox(tr("Another password for sending"));
    m_ownForSending->setObjectName(u"ownForSending"_s);
    m_sendPassword = new PasswordEdit;
    m_sendPassword->setObjectName(u"accountSendPassword"_s);
    m_sendPassword->setPlaceholderText(tr("Unchanged"));
    m_sendPasswordField = new FormField(tr("Password for sending"), m_sendPassword);
    connect(m_ownForSending, &QCheckBox::toggled, this, [this](bool isOwn) {
        m_sendPasswordField->setVisible(isOwn);
        m_sendPassword->clear();
    });
    m_keep = new QCheckBox(tr("Keep the new password in the keyring"));
    m_keep->setObjectName(u"keepPassword"_s);
    m_keep->setChecked(true);
    for (const PasswordEdit *edit : {m_password, m_sendPassword})
        connect(edit, &QLineEdit::textChanged, m_keep,
            [this] { m_keep->setEnabled(!m_password->text().isEmpty() || !m_sendPassword->text().isEmpty()); });
    m_keep->setEnabled(false);
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(m_passwordField);
    column->addWidget(m_ownForSending);
    column->addWidget(m_sendPasswordField);
    column->addWidget(m_keep);
    return box;
}

QWidget *AccountForm::makeButtons()
{
    m_test = new QPushButton(tr("Test"));
    m_test->setObjectName(u"testAccount"_s);
    m_test->setToolTip(tr("Signs in to both servers and keeps nothing"));
    m_revert = new QPushButton(tr("Undo changes"));
    m_revert->setObjectName(u"revertAccount"_s);
    m_save = new QPushButton(tr("Save"));
    m_save->setObjectName(u"saveAccount"_s);
    setLook(m_save, ButtonLook::Primary);
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (!check(true))
            return;
        tell(int(MessageBar::Tone::Info), tr("Signing in to both servers…"));
        m_editor.test(account(), secrets());
    });
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (!check(false))
            return;
        core::Account wanted = account();
        wanted.directory = m_editor.account(wanted.id).value_or(wanted).directory; // has a button of its own
        m_editor.save(wanted, secrets(), m_keep->isChecked());
    });
    connect(m_revert, &QPushButton::clicked, this, [this] { show(m_stored.id); });
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_test);
    row->addStretch();
    row->addWidget(m_revert);
    row->addWidget(m_save);
    return box;
}

void AccountForm::show(core::AccountId id)
{
    m_stored = m_editor.account(id).value_or(core::Account{});
    m_name->setText(m_stored.name);
    m_fullName->setText(m_stored.fullName);
    m_address->setText(m_stored.address);
    m_receive->setServer(m_stored.receive);
    m_send->setServer(m_stored.send);
    m_network->setAccount(m_stored);
    m_password->clear();
    m_sendPassword->clear();
    // Whoever is called otherwise there will hardly have the same password, and it must not be written over.
    m_ownForSending->setChecked(m_stored.send.user != m_stored.receive.user && !m_stored.send.user.isEmpty());
    m_sendPasswordField->setVisible(m_ownForSending->isChecked());
    for (FormField *field : {m_nameField, m_addressField, m_passwordField, m_sendPasswordField})
        field->setFlaw({});
    m_receive->clearFlaws();
    m_send->clearFlaws();
    m_bar->hide();
    m_directory->setAccount(m_stored);
    m_signIn->setAccount(m_stored);
    m_removal->setAccount(m_stored);
    m_passwordBox->setVisible(m_stored.issuer.isEmpty());
    m_test->setVisible(m_stored.issuer.isEmpty());
    updateButtons();
}

void AccountForm::refresh(core::AccountId id)
{
    const bool isSame = id == m_stored.id && m_editor.account(id) == m_stored;
    if (id != m_stored.id || !(isSame || isChanged()))
        show(id);
}

/** As the fields say; what has no field stays as it was. */
core::Account AccountForm::account() const
{
    core::Account account = m_stored;
    account.name = m_name->text().simplified();
    account.fullName = m_fullName->text().simplified();
    account.address = m_address->text().trimmed();
    account.receive = m_receive->server();
    account.send = m_send->server();
    m_network->writeTo(account);
    return account;
}

models::NewSecrets AccountForm::secrets() const
{
    const auto sending = m_ownForSending->isChecked() ? std::optional(m_sendPassword->secret()) : std::nullopt;
    return {m_password->secret(), m_network->proxyPassword(), m_network->passphrase(), sending};
}

bool AccountForm::isChanged() const
{
    return m_stored.id.isValid() && (account() != m_stored || !secrets().isEmpty());
}

void AccountForm::setFlaw(Flaw flaw)
{
    FormField *field = flaw == Flaw::AddressMissing || flaw == Flaw::AddressMalformed ? m_addressField
        : flaw == Flaw::PasswordMissing                                               ? m_passwordField
                                                                                      : m_receive->fieldOf(flaw);
    if (!field)
        field = m_send->fieldOf(flaw);
    if (!field)
        field = m_network->fieldOf(flaw);
    if (field)
        field->setFlaw(flawWords(flaw));
}

bool AccountForm::check(bool needsPassword)
{
    m_bar->hide();
    const core::Account wanted = account();
    const QList<Flaw> flaws = models::AccountSetup::flawsOf(wanted);
    for (const Flaw flaw : flaws)
        setFlaw(flaw);
    const bool isNamed = !wanted.name.isEmpty();
    const bool isTaken = isNamed && m_editor.isNameTaken(wanted);
    if (!isNamed)
        m_nameField->setFlaw(tr("The account needs a name."));
    else if (isTaken)
        m_nameField->setFlaw(tr("Another account already has this name."));
    const bool lacksPassword = needsPassword && m_password->text().isEmpty() && wanted.receive.auth != "external"_L1;
    if (lacksPassword)
        m_passwordField->setFlaw(tr("Enter the password here to test signing in."));
    const bool lacksOther = needsPassword && m_ownForSending->isChecked() && m_sendPassword->text().isEmpty()
        && wanted.send.auth != "external"_L1;
    if (lacksOther)
        m_sendPasswordField->setFlaw(tr("Enter the password here to test signing in."));
    if (flaws.isEmpty() && isNamed && !isTaken && !lacksPassword && !lacksOther)
        return true;
    for (QLineEdit *edit : findChildren<QLineEdit *>()) {
        if (edit->property("flawed").toBool()) {
            edit->setFocus(Qt::OtherFocusReason);
            break;
        }
    }
    return false;
}

void AccountForm::tell(int tone, const QString &text, const QString &details)
{
    m_bar->setTone(MessageBar::Tone(tone));
    m_bar->setText(text);
    m_bar->setDetails(details);
    m_bar->show();
}

void AccountForm::tellTested(const core::DiscoveryResult &result)
{
    const providers::SignInMeans means = m_editor.signInMeans();
    QStringList lines;
    for (const auto &[purpose, error] :
        {std::pair(ServerPurpose::Receive, result.receiveError), std::pair(ServerPurpose::Send, result.sendError)}) {
        if (!error)
            continue;
        const bool isSending = purpose == ServerPurpose::Send;
        const ErrorWords words = wordsFor(*error,
            {.purpose = purpose,
                .address = result.account.address,
                .user = isSending ? account().send.user : account().receive.user,
                .browser = means.way(means.forAccount(result.account.address, account().receive.host))});
        lines.append(sentences({words.headline, words.advice, words.note}));
    }
    if (result.receiveFound && result.sendFound)
        tell(int(MessageBar::Tone::Info), tr("Both servers took the password."));
    else if (result.receiveFound)
        tell(int(MessageBar::Tone::Warning), tr("Receiving works, sending does not."), lines.join(u'\n'));
    else if (result.sendFound)
        tell(int(MessageBar::Tone::Warning), tr("Sending works, receiving does not."), lines.join(u'\n'));
    else
        tell(int(MessageBar::Tone::Danger), tr("Neither server works."), lines.join(u'\n'));
}

void AccountForm::updateButtons()
{
    const bool isFree = !m_editor.isBusy();
    m_test->setEnabled(isFree);
    m_save->setEnabled(isFree && isChanged());
    m_revert->setEnabled(isFree && isChanged());
}

} // namespace ui
