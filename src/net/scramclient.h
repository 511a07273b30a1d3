// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "saslclient.h"

namespace net
{

/** SCRAM, with and without channel binding: RFC 5802, RFC 7677. Checks the server's signature. */
class ScramClient final : public SaslClient
{
public:
    enum Hash { Sha1, Sha256 };
    static constexpr int kMinimumIterations
        = 1000; ///< less is no protection; RFC 7677 wants 4096, old accounts have less
    static constexpr int kMaximumIterations = 1'000'000; ///< more is an attack on our time

    /**
     * `endPoint`: what to bind to, for -PLUS (RFC 5929 4); empty: without. `nonce`: for tests; a random one when empty.
     * Without it the client says "n", I cannot bind, and not "y", I could: we bind only when asked to by name, and then
     * nothing else will do (docs/adr/0004).
     */
    ScramClient(Hash hash, const QString &user, const core::Secret &password, const QByteArray &endPoint = {},
        const QByteArray &nonce = {});

    std::optional<QByteArray> initialResponse() override;
    core::Result<QByteArray> respond(const QByteArray &challenge) override;
    bool isComplete() const override { return m_step == Step::Verified; }

private:
    enum class Step { Start, First, Final, Verified };
    core::Result<QByteArray> serverFirst(const QByteArray &message);
    core::Result<QByteArray> serverFinal(const QByteArray &message);
    QByteArray hmac(const QByteArray &key, const QByteArray &message) const;
    QByteArray hashed(const QByteArray &message) const;

    Hash m_hash;
    QByteArray m_header; ///< gs2-header
    QByteArray m_endPoint;
    QByteArray m_firstBare;
    QByteArray m_nonce;
    core::Secret m_password;
    QByteArray m_serverSignature;
    Step m_step = Step::Start;
};

} // namespace net
