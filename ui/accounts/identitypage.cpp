// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "identitypage.h"

#include "formfield.h"
#include "passwordedit.h"
#include "providernotice.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using Flaw = models::AccountSetup::Flaw;

namespace ui
{

namespace
{
struct FlawText {
    Q_DECLARE_TR_FUNCTIONS(ui::FlawWords)
};
} // namespace

QString flawWords(Flaw flaw)
{
    switch (flaw) {
    case Flaw::AddressMissing:
        return FlawText::tr("Type your mail address.");
    case Flaw::AddressMalformed:
        return FlawText::tr("This is not a complete mail address. It looks like name@example.com.");
    case Flaw::PasswordMissing:
        return FlawText::tr("Type the password of this mail account.");
    case Flaw::UserNameMissing:
        return FlawText::tr("Type what your provider gave you to sign in with. It is not the mail address.");
    case Flaw::ReceiveHostMissing:
    case Flaw::SendHostMissing:
        return FlawText::tr("Type the name of the server.");
    case Flaw::ReceivePortMissing:
    case Flaw::SendPortMissing:
        return FlawText::tr("Type the port, a number up to 65535.");
    case Flaw::ReceiveUserMissing:
    case Flaw::SendUserMissing:
        return FlawText::tr("Type the user name. Often it is the whole mail address.");
    case Flaw::ProxyHostMissing:
        return FlawText::tr("Type the name of the proxy.");
    case Flaw::ProxyPortMissing:
        return FlawText::tr("Type the port of the proxy.");
    case Flaw::Pop3NotYet:
        return FlawText::tr("This version receives over IMAP only.");
    }
    return {};
}

IdentityPage::IdentityPage(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit)
    , m_address(new QLineEdit)
    , m_userName(new QLineEdit)
    , m_password(new PasswordEdit)
    , m_keep(new QCheckBox(tr("Keep the password in the system keyring")))
    , m_notice(new ProviderNotice)
{
    m_name->setObjectName(u"fullName"_s);
    m_name->setPlaceholderText(tr("As others will see it"));
    m_address->setObjectName(u"address"_s);
    m_address->setPlaceholderText(u"name@example.com"_s);
    m_address->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_userName->setObjectName(u"userName"_s);
    m_userName->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_password->setObjectName(u"password"_s);
    m_keep->setObjectName(u"keepPassword"_s);
    m_keep->setChecked(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    m_addressField = new FormField(tr("Mail address"), m_address);
    m_passwordField = new FormField(tr("Password"), m_password);
    layout->addWidget(new FormField(tr("Your name"), m_name));
    m_userNameField = new FormField(tr("User name"), m_userName);
    layout->addWidget(m_addressField);
    layout->addWidget(m_notice);
    layout->addWidget(m_userNameField);
    layout->addWidget(m_passwordField);
    layout->addWidget(m_keep);
    layout->addStretch();
    connect(m_address, &QLineEdit::textChanged, this, &IdentityPage::meetProvider);
    meetProvider();
    // A field that was left empty is not wrong before the person wants to go on.
    connect(m_addressField, &FormField::left, this, [this] {
        const bool isWrong = !address().isEmpty() && !models::AccountSetup::isPlausibleAddress(address());
        m_addressField->setFlaw(isWrong ? flawWords(Flaw::AddressMalformed) : QString());
    });
}

void IdentityPage::meetProvider()
{
    const providers::Provider *provider = models::AccountSetup::providerOf(address());
    m_notice->setProvider(provider);
    const bool isIssued = models::AccountSetup::wantsUserName(address());
    m_userNameField->setVisible(isIssued);
    if (isIssued)
        m_userNameField->setCaption(ProviderNotice::inThisLanguage(provider->issuedName));
}

QString IdentityPage::fullName() const
{
    return m_name->text().simplified();
}

QString IdentityPage::address() const
{
    return m_address->text().trimmed();
}

QString IdentityPage::userName() const
{
    return models::AccountSetup::wantsUserName(address()) ? m_userName->text().trimmed() : QString();
}

core::Secret IdentityPage::password() const
{
    return m_password->secret();
}

bool IdentityPage::keepPassword() const
{
    return m_keep->isChecked();
}

void IdentityPage::showFlaws()
{
    QString wrongAddress, wrongUserName, wrongPassword;
    for (const Flaw flaw : models::AccountSetup::flawsOf(address(), password(), userName())) {
        QString &words = flaw == Flaw::PasswordMissing ? wrongPassword
            : flaw == Flaw::UserNameMissing            ? wrongUserName
                                                       : wrongAddress;
        words = flawWords(flaw);
    }
    m_addressField->setFlaw(wrongAddress);
    m_userNameField->setFlaw(wrongUserName);
    m_passwordField->setFlaw(wrongPassword);
}

bool IdentityPage::check()
{
    showFlaws();
    const auto flaws = models::AccountSetup::flawsOf(address(), password(), userName());
    if (flaws.isEmpty())
        return true;
    QWidget *first = flaws.first() == Flaw::PasswordMissing ? static_cast<QWidget *>(m_password)
        : flaws.first() == Flaw::UserNameMissing            ? m_userName
                                                            : m_address;
    first->setFocus(Qt::OtherFocusReason);
    return false;
}

void IdentityPage::focusFirst()
{
    for (QLineEdit *field : {m_name, m_address, m_userName, static_cast<QLineEdit *>(m_password)}) {
        const bool isAsked = field != m_userName || models::AccountSetup::wantsUserName(address());
        if (isAsked && field->text().isEmpty()) {
            field->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    m_password->setFocus(Qt::OtherFocusReason);
    m_password->selectAll();
}

} // namespace ui
