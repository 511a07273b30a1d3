// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// AccountSetup's sign-in in the browser.
#include "accountsetup.h"

using core::ServerPurpose;

namespace models
{

void AccountSetup::signIn()
{
    const bool isAllowed = m_step == Step::WhoYouAre || (m_step == Step::Searching && !m_busy);
    const Browser browser = browserFor(m_address);
    if (!isAllowed || !flawsOf(m_address).isEmpty() || (browser != Browser::Offered && browser != Browser::Only))
        return;
    m_byHand = false;
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
    m_browser.begin(m_means.forAddress(m_address)->id, m_address);
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
