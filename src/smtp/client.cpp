// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client.h"

#include "core/log.h"
#include "net/sasldialogue.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace smtp
{

namespace
{
constexpr int kContentPatience = 10; ///< times the usual: RFC 5321 4.5.3.2.6, the reply to the final dot
constexpr int kOpenPatience = 3; ///< times the usual: for everything up to the end of sign-in

bool isEightBit(const QByteArray &bytes)
{
    return std::ranges::any_of(bytes, [](char c) { return c & '\x80'; });
}
} // namespace

QByteArray dotStuffed(const QByteArray &bytes)
{
    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 40 + 5);
    bool lineStart = true;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '\r' || c == '\n') {
            // CRLF, lone CR and lone LF each end one line: a lone one must never reach another server (smuggling).
            out += "\r\n";
            if (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n')
                ++i;
            lineStart = true;
            continue;
        }
        if (lineStart && c == '.')
            out += '.';
        out += c;
        lineStart = false;
    }
    if (!lineStart)
        out += "\r\n";
    out += ".\r\n";
    return out;
}

bool isSafePath(const QString &address)
{
    if (address.isEmpty() || address.size() > 320)
        return false;
    return std::ranges::all_of(address, [](QChar c) { return c > u' ' && c < u'\x7f' && c != u'<' && c != u'>'; });
}

Client::Client() = default;

QString Client::place() const
{
    return u"%1:%2"_s.arg(m_login.server.host).arg(m_login.server.port);
}

async::Task<Reply> Client::readReply()
{
    ReplyParser parser;
    for (;;) {
        const QByteArray line = co_await m_wire.readLine(ReplyParser::kLineLimit);
        auto parsed = parser.feed(line);
        if (!parsed)
            m_wire.close();
        const std::optional<Reply> reply = co_await std::move(parsed);
        if (!reply)
            continue;
        if (reply->code == 421) { // RFC 5321 3.8: at any time, and the connection ends
            m_wire.close();
            co_await core::failure(Errc::ServerBusy, place(), reply->text());
        }
        co_return *reply;
    }
}

async::Task<Reply> Client::command(QByteArray line)
{
    co_await m_wire.write(line + "\r\n");
    co_return co_await readReply();
}

async::Task<> Client::open(Login login)
{
    m_login = std::move(login);
    m_wire.setLogName(m_login.logName);
    m_wire.setProxy(m_login.proxy);
    m_wire.setProgressTimeout(m_login.patience);
    m_wire.setTotalTimeout(m_login.patience * kOpenPatience);
    co_await m_wire.open(m_login.server, m_login.policy);
    const Reply greeting = co_await readReply();
    if (greeting.code != 220)
        co_await std::unexpected(errorOf(greeting, "greeting", place()));
    co_await ehlo();
    if (m_login.server.security == core::Security::StartTls) {
        co_await startTls();
        co_await ehlo();
    }
    co_await authenticate();
    m_wire.setTotalTimeout(std::chrono::milliseconds(0));
}

async::Task<> Client::ehlo()
{
    m_extensions = {};
    const Reply reply = co_await command("EHLO [127.0.0.1]");
    // No HELO: a server without extensions can neither sign in nor bring up TLS.
    if (!reply.isOk())
        co_await std::unexpected(errorOf(reply, "EHLO", place()));
    m_extensions = Extensions::fromEhlo(reply);
}

async::Task<> Client::startTls()
{
    if (!m_extensions.has("STARTTLS"))
        co_await core::failure(Errc::TlsNotOffered, place());
    const Reply reply = co_await command("STARTTLS");
    if (reply.code != 220)
        co_await core::failure(Errc::TlsNotOffered, place(), reply.text());
    m_extensions = {};
    co_await m_wire.startTls();
}

async::Task<> Client::authenticate()
{
    if (m_login.server.user.isEmpty())
        co_return; // a relay that knows us by our address
    const bool encrypted = m_wire.isEncrypted() || m_login.server.security == core::Security::None;
    const QByteArrayList offered = m_extensions.mechanisms();
    auto login = net::SaslLogin::on(m_wire, m_login.server, m_login.password, "smtp");
    const QStringList usable
        = net::SaslClient::preferred(offered, m_login.server.auth, encrypted, !login.endPoint.isEmpty());
    if (usable.isEmpty())
        co_await core::failure(Errc::NoCommonMechanism, place(), offered.join(' '));
    co_await authenticateWith(usable.first(), std::move(login));
}

async::Task<> Client::authenticateWith(QString mechanism, net::SaslLogin login)
{
    net::SaslDialogue dialogue = co_await net::SaslDialogue::begin(mechanism, std::move(login));
    co_await m_wire.writeSecret(dialogue.firstLine("AUTH", net::SaslDialogue::kAnyLength) + "\r\n");
    for (;;) {
        const Reply reply = co_await readReply();
        if (reply.code == 235) {
            auto end = dialogue.accepted(reply.text());
            if (!end)
                m_wire.close();
            co_await std::move(end);
            co_return;
        }
        if (reply.code != 334) {
            core::Error error = errorOf(reply, "AUTH", place());
            error.serverText = dialogue.refusal(error.serverText);
            co_await std::unexpected(std::move(error));
        }
        auto answer = dialogue.respond(reply.lines.value(0));
        if (!answer) {
            co_await m_wire.write("*\r\n"); // RFC 4954 4: cancel
            m_wire.close();
        }
        const QByteArray response = co_await std::move(answer);
        co_await m_wire.writeSecret(response + "\r\n");
    }
}

async::Task<> Client::envelope(core::Submission submission, qsizetype size, bool eightBit)
{
    QByteArray mail = "MAIL FROM:<" + submission.reversePath.toLatin1() + '>';
    if (m_extensions.has("SIZE"))
        mail += " SIZE=" + QByteArray::number(size);
    if (eightBit)
        mail += " BODY=8BITMIME";
    const Reply sender = co_await command(mail);
    if (!sender.isOk())
        co_await std::unexpected(errorOf(sender, "MAIL", submission.reversePath));
    std::optional<core::Error> refused;
    for (const QString &recipient : submission.recipients) {
        const Reply reply = co_await command("RCPT TO:<" + recipient.toLatin1() + '>');
        m_results.append({recipient, reply.isOk(), reply.text()});
        if (!reply.isOk() && !refused)
            refused = errorOf(reply, "RCPT", recipient);
    }
    if (refused && refused->code == Errc::SenderRefused)
        refused->context = submission.reversePath;
    if (refused) {
        auto reset = co_await command("RSET").asResult(); // the refusal counts, whatever RSET says
        Q_UNUSED(reset);
        co_await std::unexpected(*refused);
    }
}

async::Task<> Client::sendContent(QByteArray content)
{
    constexpr qsizetype step = 64 * 1024;
    for (qsizetype at = 0; at < content.size(); at += step)
        co_await m_wire.write(content.mid(at, step));
    co_await noEarlyReply();
}

/** The link stands, all of it has left, and the server waits for the rest. */
async::Task<> Client::noEarlyReply()
{
    co_await m_wire.flush();
    if (!m_wire.hasUnread())
        co_return;
    // A reply that nobody waits for: the server gave up in the middle, or we no longer know which reply is which.
    const Reply early = co_await readReply();
    m_wire.close();
    if (early.code >= 400)
        co_await std::unexpected(errorOf(early, "DATA", place()));
    co_await core::failure(Errc::ProtocolViolation, place() + u": reply before the end of the message"_s, early.text());
}

async::Task<Reply> Client::finalReply()
{
    m_wire.setProgressTimeout(m_login.patience * kContentPatience);
    auto ended = co_await m_wire.write(".\r\n").asResult();
    if (!ended)
        co_await core::failure(Errc::DeliveryUnknown, place(), ended.error().serverText);
    auto reply = co_await readReply().asResult();
    m_wire.setProgressTimeout(m_login.patience);
    if (!reply && reply.error().code != Errc::ServerBusy) // 421 in place of the reply: not accepted
        co_await core::failure(Errc::DeliveryUnknown, place(), reply.error().serverText);
    const Reply last = co_await std::move(reply);
    if (last.code < 400 && !last.isOk()) {
        m_wire.close();
        co_await core::failure(Errc::DeliveryUnknown, place(), last.text());
    }
    if (!last.isOk())
        co_await std::unexpected(errorOf(last, "DATA", place()));
    co_return last;
}

async::Task<Receipt> Client::submit(core::Submission submission, QByteArray bytes, BeforeDot beforeDot)
{
    m_results.clear();
    if (!isSafePath(submission.reversePath))
        co_await core::failure(Errc::InvalidInput, submission.reversePath);
    for (const QString &recipient : submission.recipients) {
        if (!isSafePath(recipient))
            co_await core::failure(Errc::InvalidInput, recipient);
    }
    if (submission.recipients.isEmpty())
        co_await core::failure(Errc::InvalidInput, u"no recipient"_s);
    const QByteArray content = dotStuffed(bytes);
    const bool eightBit = isEightBit(content);
    if (eightBit && !m_extensions.has("8BITMIME"))
        co_await core::failure(Errc::ServerRefused, place() + u": no 8BITMIME"_s);
    if (m_extensions.sizeLimit() > 0 && content.size() > m_extensions.sizeLimit())
        co_await core::failure(Errc::MessageTooLarge, u"%1 > %2"_s.arg(content.size()).arg(m_extensions.sizeLimit()));
    co_await envelope(submission, content.size(), eightBit);
    const Reply go = co_await command("DATA");
    if (go.code != 354)
        co_await std::unexpected(errorOf(go, "DATA", place()));
    // Everything but the final dot first: until that has left, nothing can have been accepted.
    co_await sendContent(content.chopped(3));
    if (beforeDot) {
        auto mayEnd = co_await beforeDot().asResult();
        if (!mayEnd)
            m_wire.close(); // RFC 5321 4.1.1.4: without its end the server throws it away
        co_await std::move(mayEnd);
        co_await noEarlyReply(); // the link may have been lost meanwhile, and no dot has left
    }
    const Reply last = co_await finalReply();
    co_return Receipt{last.text(), m_results};
}

async::Task<> Client::quit()
{
    m_wire.setProgressTimeout(std::chrono::seconds(5));
    const Reply reply = co_await command("QUIT");
    Q_UNUSED(reply);
    m_wire.close();
}

} // namespace smtp
