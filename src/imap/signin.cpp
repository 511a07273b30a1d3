// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signin.h"

#include "command.h"
#include "core/log.h"
#include "dialogue.h"
#include "net/sasldialogue.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using core::Errc;

namespace imap
{

namespace
{
constexpr qsizetype kLongestLine = 64 * 1024;
constexpr int kMostLines = 200; ///< of untagged chatter before one tagged reply
constexpr qsizetype kMostCode = 300; ///< of a response code is repeated
constexpr int kTotalPatience = 3; ///< times the usual: for everything up to the end of sign-in

/** One attempt to sign in; its Tasks live in the frame of signIn(). */
class Attempt
{
public:
    explicit Attempt(Login login)
        : m_login(std::move(login))
        , m_wire(std::make_unique<net::Wire>())
        , m_tagPrefix('h' + QByteArray::number(QRandomGenerator::system()->generate(), 36))
    {
    }
    async::Task<SignedIn> run();

private:
    async::Task<> connectToServer();
    async::Task<> greeting();
    async::Task<> startTls();
    async::Task<> authenticate();
    async::Task<> sasl(QString mechanism, net::SaslLogin login);
    async::Task<> loginCommand();
    async::Task<> learnCapabilities();

    async::Task<QByteArray> send(QByteArray command, bool secret); ///< gives the tag
    /** The next tagged reply to `tag`, or a continuation (Status::None, text: the challenge). */
    async::Task<Reply> answer(QByteArray tag, bool continuationWanted);
    async::Task<Reply> exchange(QByteArray command);
    core::Error violation(const QString &what, QByteArrayView bytes = {}) const;
    core::Error authenticationError(const Reply &reply) const;
    bool has(QByteArrayView capability) const { return m_capabilities.contains(capability); }
    bool mayReveal() const { return m_wire->isEncrypted() || m_login.server.security == core::Security::None; }
    QString place() const { return u"%1:%2"_s.arg(m_login.server.host).arg(m_login.server.port); }

    Login m_login;
    std::unique_ptr<net::Wire> m_wire;
    QByteArrayList m_capabilities;
    QByteArray m_tagPrefix;
    int m_tagCount = 0;
};

/** As the server said it: the response code often tells what the words do not. */
QByteArray verbatim(const QByteArray &code, const QByteArray &text)
{
    return code.isEmpty() ? text : '[' + code.left(kMostCode) + "] " + text;
}

core::Error Attempt::violation(const QString &what, QByteArrayView bytes) const
{
    return {Errc::ProtocolViolation, place() + u": "_s + what,
        bytes.first(std::min<qsizetype>(200, bytes.size())).toByteArray()};
}

async::Task<QByteArray> Attempt::send(QByteArray command, bool secret)
{
    const QByteArray tag = m_tagPrefix + QByteArray::number(++m_tagCount);
    const QByteArray line = tag + ' ' + command + "\r\n";
    if (secret)
        co_await m_wire->writeSecret(line);
    else
        co_await m_wire->write(line);
    co_return tag;
}

async::Task<Reply> Attempt::answer(QByteArray tag, bool continuationWanted)
{
    for (int lines = 0; lines < kMostLines; ++lines) {
        const QByteArray line = co_await m_wire->readLine(kLongestLine);
        const auto parsed = parseResponse(line);
        if (!parsed)
            co_await std::unexpected(violation(u"response"_s, line));
        const Response &response = *parsed;
        switch (response.kind) {
        case Response::Kind::Continuation:
            if (!continuationWanted)
                co_await std::unexpected(violation(u"unexpected continuation"_s, line));
            co_return Reply{Response::Status::None, {}, response.text.toByteArray()};
        case Response::Kind::Tagged:
            if (response.tag != tag)
                co_await std::unexpected(violation(u"unknown tag"_s, line));
            if (response.hasCode("CAPABILITY"))
                m_capabilities = parseCapabilities(response.codeArguments());
            co_return Reply{response.status, response.code.toByteArray(), response.text.toByteArray()};
        case Response::Kind::Untagged:
            // Nothing else is looked at before authentication: it may be anybody's.
            if (response.status == Response::Status::Bye)
                co_await core::failure(
                    Errc::ConnectionLost, place(), verbatim(response.code.toByteArray(), response.text.toByteArray()));
            if (response.is("CAPABILITY"))
                m_capabilities = parseCapabilities(response.rest);
            break;
        }
    }
    co_await std::unexpected(violation(u"endless untagged responses"_s));
    co_return Reply(); // not reached
}

async::Task<Reply> Attempt::exchange(QByteArray command)
{
    const QByteArray tag = co_await send(std::move(command), false);
    co_return co_await answer(tag, false);
}

async::Task<> Attempt::connectToServer()
{
    m_wire->setLogName(m_login.logName);
    m_wire->setProxy(m_login.proxy);
    m_wire->setProgressTimeout(m_login.patience);
    m_wire->setTotalTimeout(m_login.patience * kTotalPatience);
    auto opened = co_await m_wire->open(m_login.server, m_login.policy).asResult();
    if (!opened && opened.error().code == Errc::CertificateUntrusted && m_wire->trustQuestion() && m_login.onUntrusted)
        m_login.onUntrusted(*m_wire->trustQuestion());
    co_await std::move(opened);
}

async::Task<> Attempt::greeting()
{
    const QByteArray line = co_await m_wire->readLine(kLongestLine);
    const auto response = parseResponse(line);
    if (!response || response->kind != Response::Kind::Untagged)
        co_await std::unexpected(violation(u"no IMAP greeting"_s, line));
    switch (response->status) {
    case Response::Status::Ok:
        break;
    case Response::Status::Bye:
        co_await core::failure(
            Errc::ServerBusy, place(), verbatim(response->code.toByteArray(), response->text.toByteArray()));
        break;
    case Response::Status::Preauth: // makes STARTTLS impossible and puts us in a stranger's account
        co_await std::unexpected(violation(u"PREAUTH"_s, line));
        break;
    default:
        co_await std::unexpected(violation(u"no IMAP greeting"_s, line));
    }
    if (response->hasCode("CAPABILITY"))
        m_capabilities = parseCapabilities(response->codeArguments());
}

async::Task<> Attempt::learnCapabilities()
{
    if (!m_capabilities.isEmpty())
        co_return;
    const Reply reply = co_await exchange("CAPABILITY");
    co_await accepted(reply, place());
}

async::Task<> Attempt::startTls()
{
    if (!has("STARTTLS"))
        co_await core::failure(Errc::TlsNotOffered, place());
    const Reply reply = co_await exchange("STARTTLS");
    if (reply.status != Response::Status::Ok)
        co_await core::failure(Errc::TlsNotOffered, place(), reply.text);
    auto secured = co_await m_wire->startTls().asResult();
    if (!secured && secured.error().code == Errc::CertificateUntrusted && m_wire->trustQuestion()
        && m_login.onUntrusted)
        m_login.onUntrusted(*m_wire->trustQuestion());
    co_await std::move(secured);
    m_capabilities.clear(); // what was learned in clear is forgotten (RFC 9051 6.2.1)
    co_await learnCapabilities();
}

core::Error Attempt::authenticationError(const Reply &reply) const
{
    const QByteArray code = reply.code.split(' ').first().toUpper();
    core::Error error{
        Errc::AuthenticationFailed, m_login.server.user + u" @ "_s + place(), verbatim(reply.code, reply.text)};
    static constexpr const char *kPassing[] = {"UNAVAILABLE", "INUSE", "IN-USE", "LIMIT", "SERVERBUG", "CONTACTADMIN"};
    for (const char *passing : kPassing) {
        if (code == passing)
            error.code = Errc::AuthenticationUnavailable;
    }
    if (code == "PRIVACYREQUIRED")
        error.code = Errc::NoCommonMechanism;
    if (reply.status == Response::Status::Bad)
        error.code = Errc::ServerRefused;
    return error;
}

async::Task<> Attempt::authenticate()
{
    QByteArrayList offered;
    for (const QByteArray &capability : std::as_const(m_capabilities)) {
        if (capability.startsWith("AUTH="))
            offered.append(capability.mid(5));
    }
    const QString requested = m_login.server.auth;
    auto login = net::SaslLogin::on(*m_wire, m_login.server, m_login.password, "imap");
    const QStringList mechanisms
        = net::SaslClient::preferred(offered, requested, mayReveal(), !login.endPoint.isEmpty());
    // The strongest only: after its refusal a weaker one would hand the password to whoever refused.
    if (!mechanisms.isEmpty()) {
        co_await sasl(mechanisms.first(), std::move(login));
        co_return;
    }
    const bool plainWanted = requested == "auto"_L1 || requested == "plain"_L1 || requested == "login"_L1;
    if (!plainWanted || !mayReveal() || has("LOGINDISABLED"))
        co_await core::failure(Errc::NoCommonMechanism, place(), offered.join(' '));
    co_await loginCommand();
}

async::Task<> Attempt::sasl(QString mechanism, net::SaslLogin login)
{
    net::SaslDialogue dialogue = co_await net::SaslDialogue::begin(mechanism, std::move(login));
    const qsizetype longest = has("SASL-IR") ? net::SaslDialogue::kAnyLength : 0;
    m_capabilities.clear();
    const QByteArray tag = co_await send(dialogue.firstLine("AUTHENTICATE", longest), true);
    for (;;) {
        const Reply reply = co_await answer(tag, true);
        if (reply.status == Response::Status::Ok) {
            co_await dialogue.accepted();
            co_return;
        }
        if (reply.status != Response::Status::None) {
            core::Error error = authenticationError(reply);
            error.serverText = dialogue.refusal(error.serverText);
            co_await std::unexpected(std::move(error));
        }
        const QByteArray next = co_await dialogue.respond(reply.text);
        co_await m_wire->writeSecret(next + "\r\n");
    }
}

async::Task<> Attempt::loginCommand()
{
    Command command("LOGIN");
    command.string(m_login.server.user.toUtf8()).string(m_login.password.reveal());
    if (command.error())
        co_await std::unexpected(*command.error());
    m_capabilities.clear();
    QByteArrayList chunks = command.chunks();
    chunks.last().chop(2); // send() adds the CRLF of the first, the loop that of the others
    QByteArray first = chunks.takeFirst();
    if (!chunks.isEmpty())
        first.chop(2);
    const QByteArray tag = co_await send(first, true);
    for (;;) {
        const Reply reply = co_await answer(tag, !chunks.isEmpty());
        if (reply.status == Response::Status::Ok)
            co_return;
        if (reply.status != Response::Status::None)
            co_await std::unexpected(authenticationError(reply));
        const QByteArray chunk = chunks.takeFirst();
        co_await m_wire->writeSecret(chunks.isEmpty() ? chunk + "\r\n" : chunk);
    }
}

async::Task<SignedIn> Attempt::run()
{
    co_await connectToServer();
    co_await greeting();
    co_await learnCapabilities();
    if (m_login.server.security == core::Security::StartTls)
        co_await startTls();
    co_await authenticate();
    co_await learnCapabilities();
    m_wire->setTotalTimeout(std::chrono::milliseconds(0));
    co_return SignedIn{std::move(m_wire), m_capabilities};
}
} // namespace

async::Task<SignedIn> signIn(Login login)
{
    Attempt attempt(std::move(login));
    auto result = co_await attempt.run().asResult();
    if (!result)
        qCInfo(core::lcImap) << "sign-in:" << core::errcName(result.error().code) << result.error().context;
    co_return std::move(result);
}

} // namespace imap
