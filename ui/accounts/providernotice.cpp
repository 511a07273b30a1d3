// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providernotice.h"

#include <QDesktopServices>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;
using providers::Note;

namespace ui
{

ProviderNotice::ProviderNotice(QWidget *parent)
    : MessageBar(Tone::Info, parent)
    , m_open(addButton(tr("Open its page")))
    , m_clientId(addButton(tr("Enter a client ID…")))
{
    m_clientId->setObjectName(u"enterClientId"_s);
    m_clientId->setAutoDefault(false);
    connect(m_clientId, &QPushButton::clicked, this, &ProviderNotice::clientIdWanted);
    m_open->setAutoDefault(false);
    connect(m_open, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(m_page); });
    hide();
}

QString ProviderNotice::inThisLanguage(const providers::Provider::Words &words)
{
    return QLocale().language() == QLocale::Japanese ? words.japanese : words.english;
}

namespace
{
bool isPop3Only(const providers::Provider &provider)
{
    return !provider.receive.isEmpty() && std::ranges::all_of(provider.receive, [](const providers::Receiving &one) {
        return one.protocol == core::Protocol::Pop3;
    });
}

bool stopsHere(const providers::Provider &provider, ProviderNotice::Browser browser)
{
    return isPop3Only(provider) || provider.notes.contains(Note::NotForMailPrograms)
        || (provider.notes.contains(Note::BrowserSignInOnly) && browser != ProviderNotice::Browser::Only);
}
} // namespace

QString ProviderNotice::words(const providers::Provider &provider, Browser browser)
{
    const QString name = inThisLanguage(provider.name);
    QStringList sentences;
    for (const Note note : provider.notes) {
        switch (note) {
        case Note::SwitchOn:
            sentences.append(tr("%1 lets mail programs in only after you have allowed it in its settings.").arg(name));
            break;
        case Note::AppPassword:
            sentences.append(browser == Browser::Offered
                    ? tr("%1 refuses your usual password in mail programs. Sign in with the browser, or make an app "
                         "password there and type it here.")
                          .arg(name)
                    : tr("%1 refuses your usual password in mail programs. Make an app password there and type it "
                         "here.")
                          .arg(name));
            break;
        case Note::OwnPassword:
            sentences.append(tr("%1 has a password for mail programs only. Type that one here.").arg(name));
            break;
        case Note::BrowserSignInOnly:
            sentences.append(browser == Browser::Only
                    ? tr("%1 takes no password from mail programs. You sign in on its own page, in your browser.")
                          .arg(name)
                    : tr("%1 takes no password from mail programs, only a sign-in in the browser. For that this copy "
                         "of "
                         "Hikyaku needs a client ID, and none is set. Ask whoever provides Hikyaku to you, or enter "
                         "one of your own.")
                          .arg(name));
            break;
        case Note::ImapIsAnOption:
            sentences.append(tr("With %1, IMAP is an option that has to be ordered first.").arg(name));
            break;
        case Note::NotForMailPrograms:
            sentences.append(tr("Mail of %1 cannot be read with mail programs.").arg(name));
            break;
        }
    }
    if (isPop3Only(provider))
        sentences.append(tr("%1 offers POP3 only. This version receives over IMAP only.").arg(name));
    if (provider.confidence == u'C' && !stopsHere(provider, browser))
        sentences.append(tr("The servers of %1 are not known for certain. If the search finds none, likely ones stand "
                            "under “Set up by hand”.")
                .arg(name));
    return sentences.join(u'\n');
}

void ProviderNotice::setProvider(const providers::Provider *provider, Browser browser, const providers::Issuer *issuer)
{
    const QString text = provider ? words(*provider, browser)
        : issuer && browser == Browser::Only
        ? tr("You sign in in your browser, at %1.").arg(inThisLanguage(issuer->name))
        : QString();
    setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    setText(text);
    setTone(provider && stopsHere(*provider, browser) ? Tone::Warning : Tone::Info);
    m_clientId->setVisible(browser == Browser::NoClient);
    m_page = provider ? provider->page : QUrl();
    m_open->setVisible(!m_page.isEmpty());
}

} // namespace ui
