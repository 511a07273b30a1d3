// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "byhandpage.h"

#include "formfield.h"
#include "identitypage.h"
#include "networkform.h"
#include "passwordedit.h"
#include "serverform.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using Flaw = models::AccountSetup::Flaw;

namespace ui
{

ByHandPage::ByHandPage(models::CertificateReader &reader, QWidget *parent)
    : QWidget(parent)
    , m_receive(new ServerForm(core::ServerPurpose::Receive, tr("Receiving (IMAP)")))
    , m_send(new ServerForm(core::ServerPurpose::Send, tr("Sending (SMTP)")))
    , m_network(new NetworkForm(reader))
    , m_showNetwork(new QPushButton(tr("Network…")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    makeIdentity();
    makeSending();
    auto *servers = new QHBoxLayout;
    servers->setSpacing(space::large);
    servers->addWidget(m_receive, 1);
    servers->addWidget(m_send, 1);
    layout->addLayout(servers);
    makeNetwork();
    layout->addStretch();
    connect(m_addressField, &FormField::left, this, [this] {
        const bool isWrong = flaws().contains(Flaw::AddressMalformed);
        m_addressField->setFlaw(isWrong ? flawWords(Flaw::AddressMalformed) : QString());
    });
}

void ByHandPage::makeIdentity()
{
    m_name = new QLineEdit;
    m_name->setObjectName(u"byHandName"_s);
    m_address = new QLineEdit;
    m_address->setObjectName(u"byHandAddress"_s);
    m_address->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_password = new PasswordEdit;
    m_password->setObjectName(u"byHandPassword"_s);
    m_addressField = new FormField(tr("Mail address"), m_address);
    m_passwordField = new FormField(tr("Password"), m_password);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    for (FormField *field : {new FormField(tr("Your name"), m_name), m_addressField, m_passwordField})
        row->addWidget(field, 1, Qt::AlignTop);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

void ByHandPage::makeSending()
{
    m_same = new QCheckBox(tr("Same user name and password"));
    m_same->setObjectName(u"sameSignIn"_s);
    m_sendPassword = new PasswordEdit;
    m_sendPassword->setObjectName(u"sendPassword"_s);
    m_sendPasswordField = new FormField(tr("Password for sending"), m_sendPassword);
    m_send->add(m_sendPasswordField);
    m_send->add(m_same);
    connect(m_same, &QCheckBox::toggled, this, [this](bool same) {
        m_send->setUserVisible(!same);
        m_sendPasswordField->setVisible(!same);
    });
    m_same->setChecked(true);
}

/** Folded: few need it, and who does has been told so. */
void ByHandPage::makeNetwork()
{
    m_showNetwork->setObjectName(u"showNetwork"_s);
    m_showNetwork->setToolTip(tr("A proxy, the certificate of a company, your own certificate"));
    setLook(m_showNetwork, ButtonLook::Plain);
    m_showNetwork->setProperty("flush", true);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_showNetwork, 0, Qt::AlignLeft);
    layout()->addWidget(m_network);
    m_network->hide();
    connect(m_showNetwork, &QPushButton::clicked, this, [this] {
        m_showNetwork->hide();
        m_network->show();
        m_network->setFocus(Qt::OtherFocusReason);
    });
}

void ByHandPage::setAccount(const core::Account &account, const core::Secret &password)
{
    m_name->setText(account.fullName);
    m_address->setText(account.address);
    m_password->setText(QString::fromUtf8(password.reveal()));
    m_receive->setServer(account.receive);
    m_send->setServer(account.send);
    m_network->setAccount(account);
    m_receive->clearFlaws();
    m_send->clearFlaws();
    if (account.send.user != account.receive.user)
        m_same->setChecked(false);
}

core::Account ByHandPage::account() const
{
    core::Account account{.name = m_address->text().trimmed(),
        .address = m_address->text().trimmed(),
        .fullName = m_name->text().simplified(),
        .receive = m_receive->server(),
        .send = m_send->server()};
    if (m_same->isChecked())
        account.send.user = account.receive.user;
    m_network->writeTo(account);
    return account;
}

core::Secret ByHandPage::password() const
{
    return m_password->secret();
}

core::Secret ByHandPage::sendPassword() const
{
    return m_same->isChecked() ? core::Secret() : m_sendPassword->secret();
}

core::Secret ByHandPage::proxyPassword() const
{
    return m_network->proxyPassword();
}

core::Secret ByHandPage::passphrase() const
{
    return m_network->passphrase();
}

FormField *ByHandPage::fieldOf(Flaw flaw) const
{
    if (flaw == Flaw::AddressMissing || flaw == Flaw::AddressMalformed)
        return m_addressField;
    if (flaw == Flaw::PasswordMissing)
        return m_passwordField;
    for (FormField *field : {m_receive->fieldOf(flaw), m_network->fieldOf(flaw)}) {
        if (field)
            return field;
    }
    return flaw == Flaw::SendUserMissing && m_same->isChecked() ? m_receive->fieldOf(Flaw::ReceiveUserMissing)
                                                                : m_send->fieldOf(flaw);
}

QList<Flaw> ByHandPage::flaws() const
{
    QList<Flaw> flaws = models::AccountSetup::flawsOf(account());
    if (m_password->text().isEmpty() && account().receive.auth != "external"_L1)
        flaws.append(Flaw::PasswordMissing);
    return flaws;
}

bool ByHandPage::check()
{
    m_addressField->setFlaw({});
    m_passwordField->setFlaw({});
    m_receive->clearFlaws();
    m_send->clearFlaws();
    m_network->clearFlaws();
    const QList<Flaw> found = flaws();
    for (const Flaw flaw : found)
        fieldOf(flaw)->setFlaw(flawWords(flaw));
    if (found.isEmpty())
        return true;
    fieldOf(found.first())->field()->setFocus(Qt::OtherFocusReason);
    return false;
}

void ByHandPage::focusFirst()
{
    QLineEdit *first = m_address->text().isEmpty() ? m_address : m_password->text().isEmpty() ? m_password : nullptr;
    if (!first)
        first = m_receive->findChild<QLineEdit *>(u"receiveHost"_s);
    first->setFocus(Qt::OtherFocusReason);
    first->selectAll();
}

} // namespace ui
