// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "identitypage.h"

#include "clientiddialog.h"
#include "formfield.h"
#include "models/providerwords.h"
#include "passwordedit.h"
#include "providernotice.h"
#include "signinwords.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QPushButton>
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

IdentityPage::IdentityPage(models::AccountSetup *setup, QWidget *parent)
    : QWidget(parent)
    , m_setup(setup)
    , m_name(new QLineEdit)
    , m_address(new QLineEdit)
    , m_userName(new QLineEdit)
    , m_password(new PasswordEdit)
    , m_keep(new QCheckBox(tr("Keep the password in the system keyring")))
    , m_notice(new ProviderNotice)
    , m_browser(makeBrowser())
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
    layout->addWidget(m_browser);
    layout->addStretch();
    connect(m_address, &QLineEdit::textChanged, this, &IdentityPage::meetProvider);
    connect(setup, &models::AccountSetup::meansChanged, this, &IdentityPage::meetProvider);
    connect(m_notice, &ProviderNotice::clientIdWanted, this, &IdentityPage::askClientId);
    meetProvider();
    // A field that was left empty is not wrong before the person wants to go on.
    connect(m_addressField, &FormField::left, this, [this] {
        const bool isWrong = !address().isEmpty() && !models::AccountSetup::isPlausibleAddress(address());
        m_addressField->setFlaw(isWrong ? flawWords(Flaw::AddressMalformed) : QString());
        m_setup->meet(address());
    });
}

QWidget *IdentityPage::makeBrowser()
{
    auto *button = new QPushButton(tr("Sign in with the browser"));
    button->setObjectName(u"browserSignIn"_s);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, &IdentityPage::browserWanted);
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(button);
    row->addStretch();
    return box;
}

void IdentityPage::askClientId()
{
    const providers::Issuer *issuer = m_setup->issuerFor(address());
    if (!issuer)
        return;
    auto *dialog = new ClientIdDialog(models::inThisLanguage(issuer->name), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    connect(dialog, &QDialog::accepted, m_setup,
        [setup = m_setup, dialog, id = issuer->id] { setup->setClient(id, dialog->clientId(), dialog->secret()); });
    dialog->show();
}

bool IdentityPage::isBrowserOnly() const
{
    return m_setup->browserFor(address()) == models::AccountSetup::Browser::Only;
}

void IdentityPage::meetProvider()
{
    using Browser = models::AccountSetup::Browser;
    const providers::Provider *provider = models::AccountSetup::providerOf(address());
    const Browser browser = m_setup->browserFor(address());
    m_notice->setProvider(provider, browser, m_setup->issuerFor(address()));
    const bool isIssued = models::AccountSetup::wantsUserName(address());
    m_userNameField->setVisible(isIssued);
    if (isIssued)
        m_userNameField->setCaption(models::inThisLanguage(provider->issuedName));
    const bool takesPassword = browser != Browser::Only
        && !(browser == Browser::NoClient && provider && provider->notes.contains(providers::Note::BrowserSignInOnly));
    m_passwordField->setVisible(takesPassword);
    m_keep->setVisible(takesPassword);
    m_browser->setVisible(browser == Browser::Offered);
    Q_EMIT changed();
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

/** True when there are none; else goes to the first field that has one. */
bool IdentityPage::showFlaws(const QList<Flaw> &flaws)
{
    QString wrongAddress, wrongUserName, wrongPassword;
    for (const Flaw flaw : flaws) {
        QString &words = flaw == Flaw::PasswordMissing ? wrongPassword
            : flaw == Flaw::UserNameMissing            ? wrongUserName
                                                       : wrongAddress;
        words = flawWords(flaw);
    }
    m_addressField->setFlaw(wrongAddress);
    m_userNameField->setFlaw(wrongUserName);
    m_passwordField->setFlaw(wrongPassword);
    if (flaws.isEmpty())
        return true;
    QWidget *first = flaws.first() == Flaw::PasswordMissing ? static_cast<QWidget *>(m_password)
        : flaws.first() == Flaw::UserNameMissing            ? m_userName
                                                            : m_address;
    first->setFocus(Qt::OtherFocusReason);
    return false;
}

bool IdentityPage::check()
{
    return showFlaws(models::AccountSetup::flawsOf(address(), password(), userName()));
}

bool IdentityPage::checkForBrowser()
{
    return showFlaws(models::AccountSetup::flawsOf(address()));
}

void IdentityPage::focusFirst()
{
    for (QLineEdit *field : {m_name, m_address, m_userName, static_cast<QLineEdit *>(m_password)}) {
        if (field->isVisibleTo(this) && field->text().isEmpty()) {
            field->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    QLineEdit *last = m_password->isVisibleTo(this) ? m_password : m_address;
    last->setFocus(Qt::OtherFocusReason);
    last->selectAll();
}

} // namespace ui
