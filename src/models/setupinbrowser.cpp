// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// AccountSetup's sign-in in the browser.
#include "accountsetup.h"

using namespace Qt::StringLiterals;
using core::ServerPurpose;

namespace models
{

void AccountSetup::signIn()
{
    const bool isAllowed = m_step == Step::WhoYouAre || (m_step == Step::Searching && !m_busy);
    const Browser browser = browserFor(m_address);
    if (!isAllowed || !flawsOf(m_address).isEmpty() || (browser != Browser::Offered && browser != Browser::Only))
        return;
    m_byHand = m_byHand && m_step == Step::Searching; // servers that were typed stay
    m_password = m_sendPassword = {};
    if (m_signIn != 0) { // it was only the search that failed
        discover();
        return;
    }
    m_attempts.clear();
    m_isBrowsersError = false;
    setError({});
    setBusy(true);
    setStep(Step::Browser);
    const core::NetworkSettings network = m_byHand ? m_account.network : core::NetworkSettings{};
    m_browser.begin(issuerFor(m_address)->id, m_address, {}, true, network, m_proxyPassword);
}

void AccountSetup::signedIn(const core::Result<qint64> &outcome)
{
    if (m_step != Step::Browser)
        return;
    if (!outcome) {
        m_isBrowsersError = true;
        fail(outcome.error(), ServerPurpose::Receive);
        return;
    }
    m_signIn = *outcome;
    discover();
}

// --- domains that somebody else runs the mail of

const providers::Issuer *AccountSetup::issuerFor(const QString &address) const
{
    if (const providers::Issuer *issuer = m_means.forAddress(address))
        return issuer;
    return address.trimmed() == m_hosted ? m_means.find(m_host) : nullptr;
}

void AccountSetup::noteIssuer(const QString &address, const providers::Issuer *issuer)
{
    if (!issuer || (m_hosted == address && m_host == issuer->id))
        return;
    m_hosted = address;
    m_host = issuer->id;
    Q_EMIT meansChanged();
}

void AccountSetup::meet(const QString &address)
{
    const QString whole = address.trimmed();
    const bool isKnown = m_means.forAddress(whole) || issuerFor(whole) || providerOf(whole);
    if (isKnown || !isPlausibleAddress(whole) || m_met == whole)
        return;
    m_met = whole;
    m_client.call(ipc::FindIssuer{.address = whole, .network = {}, .proxyPassword = {}}, this,
        [this, whole](const core::Result<QString> &found) {
            if (found && m_met == whole)
                noteIssuer(whole, m_means.find(*found));
        });
}

void AccountSetup::noteFoundServers()
{
    for (const core::DiscoveryAttempt &attempt : m_attempts.attempts()) {
        const bool isReceiving = attempt.purpose == ServerPurpose::Receive;
        if (isReceiving && attempt.source != "suggestion"_L1)
            noteIssuer(m_address, m_means.forHost(attempt.server.host));
    }
}

void AccountSetup::dropSignIn()
{
    if (const qint64 signIn = std::exchange(m_signIn, 0); signIn != 0)
        m_client.post(ipc::CancelSignIn{signIn});
}

void AccountSetup::setClient(const QString &issuer, const QString &clientId, const core::Secret &secret)
{
    m_client.call(ipc::SetSignInClient{issuer, clientId, secret}, this, [this](const core::Result<ipc::Nothing> &set) {
        if (!set)
            return setError(set.error());
        m_means = m_readMeans ? m_readMeans() : providers::SignInMeans();
        Q_EMIT meansChanged();
    });
}

// --- trust

} // namespace models
