// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "passworddialog.h"

#include "formfield.h"
#include "passwordedit.h"
#include "providernotice.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
bool isPassphrase(const core::PasswordQuestion &question)
{
    return question.purpose == core::PasswordPurpose::Certificate || question.purpose == core::PasswordPurpose::Secrets;
}

bool isMails(const core::PasswordQuestion &question)
{
    return question.purpose == core::PasswordPurpose::Receive || question.purpose == core::PasswordPurpose::Send;
}

/** The refusal as the engine met it, to be explained. */
core::Error refusalIn(const core::PasswordQuestion &question)
{
    return {core::Errc::AuthenticationFailed, question.user + u" @ "_s + question.host, question.serverText};
}

providers::Circumstances aroundOf(const core::PasswordQuestion &question, models::BrowserWay browser)
{
    const bool isSending = question.purpose == core::PasswordPurpose::Send;
    return {.purpose = isSending ? core::ServerPurpose::Send : core::ServerPurpose::Receive,
        .address = question.user.contains(u'@') ? question.user : QString(),
        .browser = browser};
}
} // namespace

QString PasswordDialog::titleOf(const core::PasswordQuestion &question)
{
    switch (question.purpose) {
    case core::PasswordPurpose::Proxy:
        return tr("Password for the proxy");
    case core::PasswordPurpose::Certificate:
        return tr("Passphrase of your certificate");
    case core::PasswordPurpose::Secrets:
        return tr("Passphrase of your passwords");
    case core::PasswordPurpose::Directory:
        return tr("Password for the directory");
    default:
        return tr("Password for %1").arg(question.accountName);
    }
}

QString PasswordDialog::reasonOf(const core::PasswordQuestion &question) const
{
    const bool isRefusal = isMails(question) && question.wasRefused;
    if (isRefusal && !models::explain(refusalIn(question), aroundOf(question, m_browser)).headline.isEmpty())
        return wordsFor(refusalIn(question), aroundOf(question, m_browser)).headline;
    switch (question.purpose) {
    case core::PasswordPurpose::Proxy:
        return question.wasRefused
            ? tr("The proxy refused the password. The password of your mail is another one.")
            : tr("The proxy lets nobody through to %1 without its own password.").arg(question.accountName);
    case core::PasswordPurpose::Certificate:
        return question.wasRefused
            ? tr("The passphrase does not open the certificate.")
            : tr("The certificate with which %1 signs in is encrypted on this computer.").arg(question.accountName);
    case core::PasswordPurpose::Secrets:
        return question.wasRefused ? tr("This passphrase does not open them.")
                                   : tr("Your passwords are encrypted on this computer. One passphrase opens all.");
    case core::PasswordPurpose::Directory:
        return question.wasRefused
            ? tr("The directory refused the password.")
            : tr("The directory of %1 shows people only to those who sign in.").arg(question.accountName);
    case core::PasswordPurpose::Send:
        if (question.wasRefused)
            return tr("The server for sending refused the password.");
        break;
    default:
        if (question.wasRefused)
            return tr("The server for receiving refused the password.");
    }
    return tr("There is no password for this account on this computer.");
}

PasswordDialog::PasswordDialog(const core::PasswordQuestion &question, QWidget *parent, models::BrowserWay browser)
    : QDialog(parent)
    , m_browser(browser)
    , m_password(new PasswordEdit)
    , m_keep(new QCheckBox(tr("Keep the password in the system keyring")))
{
    setObjectName(u"passwordDialog"_s);
    setWindowTitle(titleOf(question));
    m_password->setObjectName(u"askedPassword"_s);
    m_keep->setChecked(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::large);
    layout->addWidget(makeHead(question));
    if (QWidget *reason = makeReason(question))
        layout->addWidget(reason);
    layout->addWidget(new FormField(isPassphrase(question) ? tr("Passphrase") : tr("Password"), m_password));
    layout->addWidget(m_keep);
    if (isPassphrase(question))
        m_keep->setText(tr("Keep the passphrase in the system keyring"));
    m_keep->setVisible(question.purpose != core::PasswordPurpose::Secrets); // it stands in for the keyring
    layout->addStretch();
    layout->addWidget(makeButtons(isPassphrase(question) ? tr("Open") : tr("Sign in")));
    resize(460, layout->totalHeightForWidth(460));
    m_password->setFocus();
}

/** What the refusal means and what to do, where the server's reply or the provider tells; null: neither does. */
QWidget *PasswordDialog::makeReason(const core::PasswordQuestion &question) const
{
    if (!isMails(question))
        return nullptr;
    const models::Explanation told = models::explain(refusalIn(question), aroundOf(question, m_browser));
    QString advice = question.wasRefused ? told.advice : QString();
    if (question.wasRefused && told.helpsBrowser)
        advice = sentences({advice, tr("The button for it is in Settings, under Accounts.")});
    const QString words = QStringList{advice, told.note}.join(u'\n').trimmed();
    if (words.isEmpty())
        return nullptr;
    auto *notice = new ProviderNotice;
    notice->setObjectName(u"passwordReason"_s);
    notice->tell(MessageBar::Tone::Info, words, told.page);
    return notice;
}

QWidget *PasswordDialog::makeHead(const core::PasswordQuestion &question) const
{
    auto *box = new QWidget;
    auto *head = new QHBoxLayout(box);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(space::medium);
    auto *sign = iconLabel("key", 28);
    setIcon(sign, "key", 28, Theme::current().accent);
    head->addWidget(sign, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::tiny);
    words->addWidget(titleLabel(titleOf(question), 3));
    words->addWidget(plainLabel(reasonOf(question), question.wasRefused ? Tone::Danger : Tone::Normal));
    if (const QString said = cleaned(question.serverText); question.wasRefused && !said.isEmpty())
        words->addWidget(selectableLabel(
            (question.purpose == core::PasswordPurpose::Proxy ? tr("The proxy said: %1") : tr("The server said: %1"))
                .arg(said),
            Tone::Secondary));
    const bool isNamed = question.user == question.accountName || question.user.isEmpty(); // in the title
    const QString who = question.host.isEmpty() ? question.user
        : isNamed                               ? question.host
                                                : tr("%1 at %2", "user at server").arg(question.user, question.host);
    if (!who.isEmpty())
        words->addWidget(selectableLabel(who, Tone::Secondary));
    head->addLayout(words, 1);
    return box;
}

QWidget *PasswordDialog::makeButtons(const QString &go)
{
    auto *later = new QPushButton(tr("Not now"));
    later->setObjectName(u"notNow"_s);
    later->setToolTip(tr("The account stays offline until the password is asked for again"));
    later->setAutoDefault(false);
    auto *signIn = new QPushButton(go);
    signIn->setObjectName(u"signIn"_s);
    setLook(signIn, ButtonLook::Primary);
    signIn->setDefault(true);
    signIn->setEnabled(false);
    connect(m_password, &QLineEdit::textChanged, signIn,
        [signIn](const QString &text) { signIn->setEnabled(!text.isEmpty()); });
    connect(later, &QPushButton::clicked, this, [this] {
        Q_EMIT declined();
        reject();
    });
    connect(signIn, &QPushButton::clicked, this, &QDialog::accept);
    auto *box = new QWidget;
    auto *buttons = new QHBoxLayout(box);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(space::small);
    buttons->addStretch();
    buttons->addWidget(later);
    buttons->addWidget(signIn);
    return box;
}

core::Secret PasswordDialog::password() const
{
    return m_password->secret();
}

bool PasswordDialog::keep() const
{
    return m_keep->isChecked();
}

} // namespace ui
