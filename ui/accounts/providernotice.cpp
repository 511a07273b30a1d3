// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providernotice.h"

#include "models/providerwords.h"

#include <QDesktopServices>
#include <QPushButton>

using namespace Qt::StringLiterals;

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

void ProviderNotice::setProvider(const providers::Provider *provider, Browser browser, const providers::Issuer *issuer)
{
    const QString text = provider ? models::providerWords(*provider, browser)
        : issuer && browser == Browser::Only
        ? tr("You sign in in your browser, at %1.").arg(models::inThisLanguage(issuer->name))
        : issuer && browser == Browser::Offered
        ? tr("The mail of this address is kept by %1. You can sign in there with the browser.")
              .arg(models::inThisLanguage(issuer->name))
        : QString();
    const bool stops = provider && models::stopsHere(*provider, browser);
    tell(stops ? Tone::Warning : Tone::Info, text, provider ? provider->page : QUrl());
    m_clientId->setVisible(browser == Browser::NoClient);
}

void ProviderNotice::tell(Tone tone, const QString &words, const QUrl &page)
{
    setVisible(!words.isEmpty());
    setText(words);
    setTone(tone);
    m_page = page;
    m_open->setVisible(!page.isEmpty());
    m_clientId->hide();
}

} // namespace ui
