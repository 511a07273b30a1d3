// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection.h"

#include "net/sasldialogue.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using core::Errc;

namespace pop3
{

namespace
{
Q_LOGGING_CATEGORY(lcPop3, "hikyaku.pop3", QtInfoMsg)

constexpr int kOpenPatience = 3; ///< times the usual: for everything up to the end of sign-in
constexpr qsizetype kLongestAuth = 255; ///< RFC 5034 4: with the initial response in it, CRLF counted

/** It stays one line. */
bool isSafe(const QByteArray &argument)
{
    return std::ranges::none_of(argument, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}
} // namespace

QString Connection::place() const
{
    return u"%1:%2"_s.arg(m_login.server.host).arg(m_login.server.port);
}

core::Error Connection::violation(const QString &what, const QByteArray &line)
{
    m_wire.close();
    return {Errc::ProtocolViolation, place() + u": "_s + what, line.first(std::min<qsizetype>(line.size(), 200))};
}

core::Error Connection::refusedSignIn(const Reply &reply) const
{
    return errorOf(reply, Step::SignIn, m_login.server.user + u" @ "_s + place(), m_capabilities.has("AUTH-RESP-CODE"));
}

async::Task<QByteArray> Connection::readLine()
{
    if (m_ahead.isEmpty())
        co_return co_await m_wire.readLine(kReplyLimit);
    const qsizetype end = m_ahead.indexOf('\n');
    QByteArray line = m_ahead.first(end < 0 ? m_ahead.size() : end);
    m_ahead.remove(0, end < 0 ? m_ahead.size() : end + 1);
    if (end < 0)
        line += co_await m_wire.readLine(kReplyLimit);
    if (line.endsWith('\r'))
        line.chop(1);
    co_return line;
}

async::Task<Reply> Connection::readReply(bool inSignIn)
{
    const QByteArray line = co_await readLine();
    const std::optional<Reply> reply = parseReply(line);
    if (!reply || (reply->kind == Reply::Kind::Challenge && !inSignIn))
        co_await std::unexpected(violation(u"no POP3 reply"_s, line));
    --m_owed;
    co_return *reply;
}

/** The few lines of CAPA; what may be long is read by readContent(). */
async::Task<QByteArrayList> Connection::readLines()
{
    QByteArrayList lines;
    ++m_owed;
    while (lines.size() <= Capabilities::kMostLines) {
        const QByteArray line = co_await readLine();
        if (line == ".") {
            --m_owed;
            co_return lines;
        }
        lines.append(line.startsWith('.') ? line.sliced(1) : line);
    }
    co_await std::unexpected(violation(u"endless answer"_s));
    co_return lines; // not reached
}

/** A reply that nobody has asked for would be taken for the answer to what is asked next. */
async::Task<> Connection::nothingUnread()
{
    if (m_owed > 0) { // by a call that was given up
        m_wire.close();
        co_await core::failure(Errc::ConnectionLost, place());
    }
    if (m_ahead.isEmpty() && !m_wire.hasUnread())
        co_return;
    const QByteArray line = co_await readLine();
    const std::optional<Reply> reply = parseReply(line);
    const core::Error error = violation(u"reply to nothing"_s, line);
    if (reply && reply->kind == Reply::Kind::Err) // a server that gives up says why
        co_await core::failure(Errc::ConnectionLost, place(), reply->line);
    co_await std::unexpected(error);
}

async::Task<> Connection::say(QByteArray line, bool isSecret)
{
    co_await nothingUnread();
    ++m_owed;
    if (isSecret)
        co_await m_wire.writeSecret(line + "\r\n");
    else
        co_await m_wire.write(line + "\r\n");
}

async::Task<Reply> Connection::command(QByteArray line)
{
    co_await say(std::move(line));
    co_return co_await readReply();
}

async::Task<> Connection::open(Login login)
{
    m_login = std::move(login);
    auto opened = co_await negotiate().asResult();
    if (!opened) {
        qCInfo(lcPop3) << "sign-in:" << core::errcName(opened.error().code) << opened.error().context;
        m_wire.close();
    }
    co_await std::move(opened);
}

async::Task<> Connection::negotiate()
{
    m_wire.setLogName(m_login.logName);
    m_wire.setProxy(m_login.proxy);
    m_wire.setProgressTimeout(m_login.patience);
    m_wire.setTotalTimeout(m_login.patience * kOpenPatience);
    co_await m_wire.open(m_login.server, m_login.policy);
    co_await greeting();
    co_await learnCapabilities();
    if (m_login.server.security == core::Security::StartTls) {
        co_await startTls();
        co_await learnCapabilities();
    }
    co_await signIn();
    co_await learnCapabilities(); // some of it holds for this user only (RFC 2449 5)
    m_wire.setTotalTimeout(std::chrono::milliseconds(0));
}

async::Task<> Connection::greeting()
{
    ++m_owed;
    const Reply reply = co_await readReply();
    if (!reply.isOk())
        co_await std::unexpected(errorOf(reply, Step::Greeting, place()));
    m_timestamp = apopTimestamp(reply.line);
}

/** A server that knows no CAPA any more after sign-in has said what it knows before; nothing is asked again. */
async::Task<> Connection::learnCapabilities()
{
    const Reply reply = co_await command("CAPA");
    if (!reply.isOk())
        co_return;
    const QByteArrayList lines = co_await readLines();
    m_capabilities = Capabilities::fromLines(lines);
}

async::Task<> Connection::startTls()
{
    if (!m_capabilities.has("STLS"))
        co_await core::failure(Errc::TlsNotOffered, place());
    const Reply reply = co_await command("STLS");
    if (!reply.isOk())
        co_await core::failure(Errc::TlsNotOffered, place(), reply.line);
    m_capabilities = {};
    m_timestamp.clear();
    co_await m_wire.startTls();
}

async::Task<> Connection::signIn()
{
    if (m_login.server.user.isEmpty() || !isSafe(m_login.server.user.toUtf8()) || !isSafe(m_login.password.reveal()))
        co_await core::failure(Errc::InvalidInput, place() + u": user or password"_s);
    const bool inClear = !m_wire.isEncrypted();
    const SignInOffer offer{.capabilities = m_capabilities,
        .timestamp = m_timestamp,
        .mayReveal = !inClear || m_login.server.security == core::Security::None,
        .inClear = inClear,
        .canBind = !m_wire.endPoint().isEmpty()};
    const std::optional<SignInWay> way = chosenSignIn(offer, m_login.server.auth);
    if (!way)
        co_await core::failure(Errc::NoCommonMechanism, place(), m_capabilities.mechanisms().join(' '));
    switch (way->kind) {
    case SignInWay::Kind::Sasl:
        co_await sasl(way->mechanism);
        break;
    case SignInWay::Kind::Apop:
        co_await apop();
        break;
    case SignInWay::Kind::UserPass:
        co_await userPass();
        break;
    }
}

async::Task<> Connection::sasl(QString mechanism)
{
    auto login = net::SaslLogin::on(m_wire, m_login.server, m_login.password, "pop");
    net::SaslDialogue dialogue = co_await net::SaslDialogue::begin(mechanism, std::move(login));
    co_await say(dialogue.firstLine("AUTH", kLongestAuth), true);
    for (;;) {
        const Reply reply = co_await readReply(true);
        if (reply.isOk()) {
            co_await dialogue.accepted(reply.line);
            co_return;
        }
        if (reply.kind == Reply::Kind::Err) {
            core::Error error = refusedSignIn(reply);
            error.serverText = dialogue.refusal(error.serverText);
            co_await std::unexpected(std::move(error));
        }
        auto answer = dialogue.respond(reply.text);
        if (!answer)
            co_await m_wire.write("*\r\n"); // RFC 5034 4: cancel
        const QByteArray response = co_await std::move(answer);
        co_await say(response, true);
    }
}

async::Task<> Connection::apop()
{
    const QByteArray digest = apopDigest(m_timestamp, m_login.password.reveal());
    co_await secretCommand("APOP " + m_login.server.user.toUtf8() + ' ' + digest);
}

async::Task<> Connection::userPass()
{
    co_await secretCommand("USER " + m_login.server.user.toUtf8());
    co_await secretCommand("PASS " + m_login.password.reveal());
}

async::Task<> Connection::secretCommand(QByteArray line)
{
    co_await say(std::move(line), true);
    const Reply reply = co_await readReply();
    if (!reply.isOk())
        co_await std::unexpected(refusedSignIn(reply));
}

} // namespace pop3
