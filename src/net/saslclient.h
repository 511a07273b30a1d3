// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/task.h"
#include "core/account.h"
#include "core/error.h"
#include "core/secret.h"

#include <QByteArrayList>
#include <QStringList>

#include <memory>
#include <optional>

namespace net
{

class Wire;

/** Who signs in, where, and over which connection. */
struct SaslLogin {
    static SaslLogin on(
        const Wire &wire, const core::ServerSettings &server, const core::Secret &secret, const QByteArray &service);

    QString user;
    core::Secret secret; ///< the password; for XOAUTH2 and OAUTHBEARER the access token
    QByteArray service; ///< "imap", "pop" or "smtp" (RFC 4422 4), for mechanisms that name what they sign in to
    QString host;
    quint16 port = 0;
    QByteArray endPoint; ///< Wire::endPoint(); empty: the connection cannot be bound to
};

/**
 * One SASL exchange (RFC 4422) of one mechanism, see preferred(). The caller carries base64 and the protocol around it,
 * and limits the rounds. Not reusable.
 */
class SaslClient
{
public:
    virtual ~SaslClient() = default;

    /**
     * The mechanisms of `offered` that may be used, strongest first. `requested`: "auto" or one lower-case name.
     * `canBind`: the connection has an end point to bind to. What shows the password or a token only when `encrypted`.
     * Try the first only: after a refusal a weaker one gives the password to whoever made the stronger one fail.
     *
     * The order: first what makes the server prove that it knows the password too (SCRAM, salted and slow to guess;
     * DIGEST-MD5); then what answers a challenge without showing the password, with a nonce of ours (NTLMv2) and
     * without (CRAM-MD5); last what shows it. "auto" means a password: EXTERNAL, GSSAPI, XOAUTH2 and OAUTHBEARER, which
     * need something else, are chosen by name; so is SCRAM-…-PLUS, since no server says to what it can bind
     * (docs/adr/0004).
     */
    static QStringList preferred(
        const QByteArrayList &offered, const QString &requested, bool encrypted, bool canBind = false);

    /** Null for a mechanism that is not known. */
    static std::unique_ptr<SaslClient> create(const QString &mechanism, const SaslLogin &login);
    /** The same; who has to ask a third party first (GSSAPI: the KDC) waits for it on another thread. */
    static async::Task<std::shared_ptr<SaslClient>> begin(QString mechanism, SaslLogin login);

    /** What the client says first, where the mechanism starts with the client. */
    virtual std::optional<QByteArray> initialResponse() = 0;
    /** The answer to a challenge (decoded); AuthenticationFailed when the server cannot be right. */
    virtual core::Result<QByteArray> respond(const QByteArray &challenge) = 0;
    /** False while a success of the server must not be believed: SCRAM has not seen its signature yet. */
    virtual bool isComplete() const = 0;
    /** Why the server refuses, when it said so inside the exchange (RFC 7628 3.2.2); its own words, bounded. */
    virtual QByteArray refusal() const { return {}; }
};

} // namespace net
