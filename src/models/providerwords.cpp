// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providerwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;
using providers::Note;

namespace models
{

namespace
{
class ProviderText
{
    Q_DECLARE_TR_FUNCTIONS(models::ProviderWords)

public:
    static QString of(Note note, BrowserWay browser);
    static QString onlyBrowser(BrowserWay browser);
    static QString onlyPop3() { return tr("%1 offers POP3 only. This version receives over IMAP only."); }
    static QString uncertain()
    {
        return tr("The servers of %1 are not known for certain. If the search finds none, likely ones stand "
                  "under “Set up by hand”.");
    }
};

QString ProviderText::of(Note note, BrowserWay browser)
{
    switch (note) {
    case Note::SwitchOn:
        return tr("%1 lets mail programs in only after you have allowed it in its settings.");
    case Note::AppPassword:
        return browser == BrowserWay::Offered
            ? tr("%1 refuses your usual password in mail programs. Sign in with the browser, or make an app "
                 "password there and use that.")
            : tr("%1 refuses your usual password in mail programs. Make an app password there and use that.");
    case Note::OwnPassword:
        return tr("%1 has a password for mail programs only. Use that one.");
    case Note::BrowserSignInOnly:
        return onlyBrowser(browser);
    case Note::ImapIsAnOption:
        return tr("With %1, IMAP is an option that has to be ordered first.");
    case Note::NotForMailPrograms:
        return tr("Mail of %1 cannot be read with mail programs.");
    }
    std::unreachable();
}

QString ProviderText::onlyBrowser(BrowserWay browser)
{
    if (browser == BrowserWay::Only)
        return tr("%1 takes no password from mail programs. You sign in on its own page, in your browser.");
    if (browser == BrowserWay::NoClient)
        return tr("%1 takes no password from mail programs, only a sign-in in the browser. For that this copy of "
                  "Hikyaku needs a client ID, and none is set. Ask whoever provides Hikyaku to you, or enter one of "
                  "your own.");
    return tr("%1 takes no password from mail programs, only a sign-in in the browser.");
}

bool isPop3Only(const providers::Provider &provider)
{
    return !provider.receive.isEmpty() && std::ranges::all_of(provider.receive, [](const providers::Receiving &one) {
        return one.protocol == core::Protocol::Pop3;
    });
}
} // namespace

QString inThisLanguage(const providers::Provider::Words &words)
{
    return QLocale().language() == QLocale::Japanese ? words.japanese : words.english;
}

QString noteWords(const providers::Provider &provider, Note note, BrowserWay browser)
{
    return ProviderText::of(note, browser).replace("%1"_L1, inThisLanguage(provider.name));
}

bool stopsHere(const providers::Provider &provider, BrowserWay browser)
{
    return isPop3Only(provider) || provider.notes.contains(Note::NotForMailPrograms)
        || (provider.notes.contains(Note::BrowserSignInOnly) && browser != BrowserWay::Only);
}

QString providerWords(const providers::Provider &provider, BrowserWay browser)
{
    QStringList sentences;
    for (const Note note : provider.notes)
        sentences.append(noteWords(provider, note, browser));
    if (isPop3Only(provider))
        sentences.append(ProviderText::onlyPop3());
    if (provider.confidence == u'C' && !stopsHere(provider, browser))
        sentences.append(ProviderText::uncertain());
    return sentences.join(u'\n').replace("%1"_L1, inThisLanguage(provider.name));
}

} // namespace models
