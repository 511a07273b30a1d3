// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secret.h"
#include "core/submission.h"
#include "net/patience.h"
#include "net/saslclient.h"
#include "net/wire.h"
#include "reply.h"

#include <functional>

namespace smtp
{

/** What is needed to open one submission connection. */
struct Login {
    core::ServerSettings server;
    core::Secret password;
    net::TlsPolicy policy;
    QString logName; ///< "account/session"
    std::chrono::milliseconds patience = net::patience(); ///< how long the server may be silent when it owes an answer
    net::Proxy proxy = {}; ///< the system's, unless another one is named
};

/** The server has taken responsibility for the message (RFC 5321 4.2.5). */
struct Receipt {
    QByteArray serverText; ///< the reply to the final dot
    QList<core::RecipientResult> recipients;
};

/**
 * One submission connection: RFC 6409, 5321, 4954 (AUTH), 3207 (STARTTLS), 1870 (SIZE), 6152 (8BITMIME), 2034.
 * Any error but a refusal means that the connection is closed. One thread; not to be destroyed by its own coroutine.
 */
class Client
{
public:
    Client();

    /**
     * Connects, says EHLO with an address literal (never the computer's name), brings up TLS where the settings want
     * it, and signs in. What the server said before TLS is forgotten.
     */
    async::Task<> open(Login login);

    /** Awaited when all of the message but the final dot has left. An error: the dot is never sent. */
    using BeforeDot = std::function<async::Task<>()>;

    /**
     * Hands over one message. `bytes` goes out with CRLF line ends, whatever it came with. All recipients must be
     * accepted, else nothing is sent (RSET) and the error is RecipientRefused; recipientResults() says which.
     * DeliveryUnknown when the link is lost after the final dot; ConnectionLost before it; the error of `beforeDot`.
     */
    async::Task<Receipt> submit(core::Submission submission, QByteArray bytes, BeforeDot beforeDot = {});
    const QList<core::RecipientResult> &recipientResults() const { return m_results; }

    async::Task<> quit();

    const std::optional<core::TrustQuestion> &trustQuestion() const { return m_wire.trustQuestion(); }

private:
    async::Task<Reply> readReply();
    async::Task<Reply> command(QByteArray line);
    async::Task<> ehlo();
    async::Task<> startTls();
    async::Task<> authenticate();
    async::Task<> authenticateWith(QString mechanism, net::SaslLogin login);
    async::Task<> envelope(core::Submission submission, qsizetype size, bool eightBit);
    async::Task<> sendContent(QByteArray content);
    async::Task<> noEarlyReply();
    async::Task<Reply> finalReply();
    QString place() const;

    net::Wire m_wire;
    Login m_login;
    Extensions m_extensions;
    QList<core::RecipientResult> m_results;
};

/** Message content as it goes on the wire after DATA: only CRLF line ends, dots stuffed, the final dot included. */
QByteArray dotStuffed(const QByteArray &bytes);

/** False for an address that could break out of `<…>`: controls, spaces, angle brackets, 8-bit, empty. */
bool isSafePath(const QString &address);

} // namespace smtp
