// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "saslclient.h"

#include <limits>

namespace net
{

/**
 * One SASL exchange as the lines of IMAP, POP3 and SMTP carry it (RFC 9051 6.2.2, RFC 5034, RFC 4954), apart from
 * reading and writing them: base64, the initial response, how many rounds there may be, and when a success counts. Not
 * reusable.
 */
class SaslDialogue
{
public:
    static constexpr int kMostRounds = 10;
    static constexpr qsizetype kAnyLength = std::numeric_limits<qsizetype>::max();

    /** `mechanism`: one of SaslClient::preferred(); NoCommonMechanism when it is not known. */
    static async::Task<SaslDialogue> begin(QString mechanism, SaslLogin login);

    /**
     * What begins it, without CRLF: "AUTH PLAIN dGVzdA==". Without the initial response where the line with it, CRLF
     * counted, is longer than `longest` bytes; then it answers the first, empty challenge. 0: the server wants it so.
     */
    QByteArray firstLine(const QByteArray &command, qsizetype longest);

    /**
     * The line that answers a challenge, both base64, without CRLF. AuthenticationFailed when the server cannot be
     * right, ProtocolViolation after kMostRounds: what follows is the protocol's way to cancel, "*".
     */
    core::Result<QByteArray> respond(const QByteArray &challenge);

    /** What the server's success is worth: ProtocolViolation while it has not proved itself. */
    core::Result<> accepted(const QByteArray &serverText = {}) const;

    /** The server's words of a refusal, and behind them what it said inside the exchange. */
    QByteArray refusal(const QByteArray &serverText) const;

private:
    SaslDialogue(std::shared_ptr<SaslClient> client, const QString &mechanism, const QString &place);

    std::shared_ptr<SaslClient> m_client;
    QByteArray m_mechanism;
    QString m_place;
    std::optional<QByteArray> m_initial; ///< not said yet
    int m_rounds = 0;
};

} // namespace net
