// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secret.h"

#include <QByteArrayList>
#include <QMap>
#include <QString>

#include <memory>

namespace net
{

class NtlmClient;

/** What RFC 7616 makes a response of. */
struct DigestInput {
    QByteArray method, target, user, password, realm, nonce, clientNonce;
    bool isSha256 = false;
    bool hasQop = true; ///< "auth"; else as RFC 2069
};
QByteArray digestResponse(const DigestInput &input);

/**
 * Says to an HTTP proxy who we are: Digest (RFC 7616), NTLM (NTLMv2 responses only) or Basic (RFC 7617), the strongest
 * that the proxy offers, and after its refusal no weaker one. Nothing is said before the proxy asks.
 */
class ProxySignIn
{
public:
    ProxySignIn(const QString &user, const core::Secret &password);
    ~ProxySignIn();
    Q_DISABLE_COPY_MOVE(ProxySignIn)

    enum class Next {
        Ask, ///< with what header() says now, on a new connection
        AskHere, ///< the same, but on this one: NTLM
        Refused,
        NoCommonScheme,
    };
    /** The values of Proxy-Authenticate in a 407. */
    Next take(const QByteArrayList &challenges);

    /** The value of Proxy-Authorization for CONNECT to `target` ("host:port"); empty: none. */
    QByteArray header(const QByteArray &target);

private:
    enum class Scheme { None, Basic, Ntlm, Digest };
    Next continued(const QByteArrayList &challenges);
    bool adoptDigest(const QByteArrayList &challenges);

    QString m_user;
    core::Secret m_password;
    Scheme m_scheme = Scheme::None;
    QMap<QByteArray, QByteArray> m_digest; ///< the challenge, by parameter
    std::unique_ptr<NtlmClient> m_ntlm;
    QByteArray m_ntlmMessage; ///< to be sent
    bool m_wasStale = false;
};

} // namespace net
