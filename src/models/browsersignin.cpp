// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "browsersignin.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace models
{

BrowserSignIn::BrowserSignIn(ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

BrowserSignIn::~BrowserSignIn()
{
    cancel();
}

core::SignInWords BrowserSignIn::words()
{
    return {QLocale().language() == QLocale::Japanese ? u"ja"_s : u"en"_s, tr("Hikyaku"),
        tr("Your answer has reached Hikyaku. You can close this page and go back to Hikyaku."),
        tr("You were not signed in. You can close this page and go back to Hikyaku."),
        tr("Hikyaku is not waiting for this answer. Go back to Hikyaku and begin signing in there.")};
}

void BrowserSignIn::begin(const QString &issuer, const QString &user, core::AccountId account, bool keep,
    const core::NetworkSettings &network, const core::Secret &proxyPassword)
{
    cancel();
    m_isUnderWay = true;
    m_client.call(ipc::BeginSignIn{issuer, user, words(), account, network, proxyPassword}, this,
        [this, count = m_count, account, keep](const core::Result<core::SignInStart> &begun) {
            if (count != m_count) {
                if (begun)
                    m_client.post(ipc::CancelSignIn{begun->id});
                return;
            }
            if (!begun)
                return end(std::unexpected(begun.error()));
            m_signIn = begun->id;
            m_page = QUrl(begun->url, QUrl::StrictMode);
            m_client.call(ipc::FinishSignIn{begun->id, account, keep}, this,
                [this, count, id = begun->id](const core::Result<ipc::Nothing> &finished) {
                    if (count != m_count)
                        return;
                    m_signIn = 0;
                    end(finished ? core::Result<qint64>(id) : std::unexpected(finished.error()));
                });
            if (m_page.scheme() == "https"_L1)
                Q_EMIT pageReady(m_page);
        });
}

void BrowserSignIn::end(const core::Result<qint64> &outcome)
{
    ++m_count;
    m_isUnderWay = false;
    m_page = {};
    Q_EMIT ended(outcome);
}

void BrowserSignIn::cancel()
{
    ++m_count;
    m_isUnderWay = false;
    m_page = {};
    if (const qint64 signIn = std::exchange(m_signIn, 0); signIn != 0)
        m_client.post(ipc::CancelSignIn{signIn});
}

} // namespace models
