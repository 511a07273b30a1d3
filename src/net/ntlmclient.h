// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "saslclient.h"

namespace net
{

/**
 * NTLM with NTLMv2 responses (MS-NLMP 3.3.2), never LM or NTLMv1, for which a password is minutes of work. No signing
 * and no sealing: that is TLS's business. The MIC binds the three messages together where the server can check it.
 *
 * `user`: "DOMAIN\user", "user@domain" (sent as it is, without a domain), or "user": then the domain is the one that
 * the server names. The name of this computer is not sent.
 */
class NtlmClient final : public SaslClient
{
public:
    /** `clientChallenge` (8 bytes) and `time` (100 ns since 1601): for tests; random and now when empty. */
    NtlmClient(const QString &user, const core::Secret &password, const QByteArray &clientChallenge = {},
        std::optional<quint64> time = {});

    /** False where QCA cannot do MD4: OpenSSL 3 keeps it in its legacy provider, a package of its own. */
    static bool isPossible();

    std::optional<QByteArray> initialResponse() override;
    core::Result<QByteArray> respond(const QByteArray &challenge) override;
    bool isComplete() const override { return m_step == Step::Answered; }

private:
    enum class Step { Start, Negotiated, Answered };
    struct Challenge;
    static core::Result<Challenge> parsed(const QByteArray &message);
    core::Result<QByteArray> authenticate(const QByteArray &message, const Challenge &challenge) const;

    QString m_user;
    core::Secret m_password;
    QByteArray m_clientChallenge;
    std::optional<quint64> m_time;
    Step m_step = Step::Start;
};

} // namespace net
