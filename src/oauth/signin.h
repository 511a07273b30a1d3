// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "core/signin.h"
#include "net/proxy.h"
#include "providers/signinmeans.h"
#include "redirectlistener.h"

#include <chrono>

class QOAuth2AuthorizationCodeFlow;

namespace oauth
{

/** With whom, and as whom. */
struct Party {
    providers::Issuer issuer;
    providers::SignInClient client;
    net::Proxy proxy{{.kind = core::ProxyKind::None}, {}}; ///< settled: net::proxyFor()
    QList<core::CertificateInfo> authorities{}; ///< vouch for it, besides the system's
    std::chrono::milliseconds patience = std::chrono::seconds(30); ///< that the issuer may take for a token
};

/**
 * One sign-in in the system's browser: authorization code with PKCE (RFC 6749 4.1, 7636, 8252), by QtNetworkAuth. The
 * engine's thread. Not reusable.
 */
class BrowserSignIn : public QObject
{
    Q_OBJECT

public:
    /** How long the person may take. */
    static constexpr std::chrono::minutes kPersonsPatience{10};

    BrowserSignIn(Party party, const core::SignInWords &words);
    ~BrowserSignIn() override;

    /** Listens from now on; gives the page for the browser. `user`: whom it should expect; may be empty. */
    core::Result<QUrl> begin(const QString &user);

    /**
     * When the browser has come back and the issuer has changed its code for tokens. Errors as parseTokens, those of
     * the network, Timeout when nobody came, Cancelled after cancel(). Once.
     */
    async::Task<Tokens> finished(std::chrono::milliseconds patience = kPersonsPatience);
    void cancel();

private:
    Party m_party;
    IssuersNetwork m_network;
    RedirectListener m_listener;
    std::unique_ptr<QOAuth2AuthorizationCodeFlow> m_flow;
    std::optional<async::Deadline> m_issuersTime; ///< once the browser has come, it is the issuer that is waited for
};

/** New tokens for a refresh token (RFC 6749 6); errors as above. */
async::Task<Tokens> renewed(Party party, core::Secret refresh);

/** Tells the issuer that a token is not used any more (RFC 7009); nothing where it has no way to be told. */
async::Task<> revoked(Party party, core::Secret token);

} // namespace oauth
