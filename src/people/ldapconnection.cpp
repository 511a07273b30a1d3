// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ldapconnection.h"

#include "ldapentry.h"
#include "net/saslclient.h"

#include <ldap.h>
#include <openldap.h>

#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using core::Errc;

namespace people
{

namespace
{
constexpr qsizetype kMostMessage
    = 1 << 20; ///< bytes of one answer; a person's entry without its photo is a few hundred
constexpr int kMostMessages = 2000; ///< answers to one search: who sends more than was asked for is cut off
constexpr int kSaslRounds = 10;
constexpr timeval kNoWait{0, 0};

berval asBerval(const QByteArray &bytes)
{
    return {static_cast<ber_len_t>(bytes.size()), const_cast<char *>(bytes.constData())};
}

/** How long the message is that begins here (X.690 8.1.3); one more than there is while that is not known; 0: none. */
qsizetype messageSize(const QByteArray &bytes)
{
    if (bytes.size() < 2)
        return bytes.size() + 1;
    const auto first = quint8(bytes[1]);
    const int more = first & 0x7f;
    if (first < 0x80)
        return 2 + more;
    if (more < 1 || more > 3)
        return 0;
    if (bytes.size() < 2 + more)
        return bytes.size() + 1;
    qsizetype length = 0;
    for (int i = 0; i < more; ++i)
        length = length * 256 + quint8(bytes[2 + i]);
    return length > kMostMessage ? 0 : 2 + more + length;
}

/** RFC 4511 A.1: what the program does about a result code. */
Errc errcOf(int code)
{
    switch (code) {
    case LDAP_INVALID_CREDENTIALS:
    case LDAP_INVALID_DN_SYNTAX: // of a bind: the name is no DN
        return Errc::AuthenticationFailed;
    case LDAP_AUTH_METHOD_NOT_SUPPORTED:
    case LDAP_STRONG_AUTH_REQUIRED:
    case LDAP_CONFIDENTIALITY_REQUIRED:
    case LDAP_INAPPROPRIATE_AUTH:
        return Errc::NoCommonMechanism;
    case LDAP_BUSY:
    case LDAP_UNAVAILABLE:
        return Errc::ServerBusy;
    default:
        return Errc::ServerRefused;
    }
}
} // namespace

void LdapConnection::Freed::operator()(ldap *handle) const
{
    ldap_unbind_ext(handle, nullptr, nullptr); // closes its end; nobody reads what it says
}

void LdapConnection::Freed::operator()(ldapmsg *message) const
{
    ldap_msgfree(message);
}

LdapConnection::LdapConnection() = default;

LdapConnection::~LdapConnection()
{
    m_ldap.reset();
    if (m_end >= 0)
        ::close(m_end);
}

QString LdapConnection::place() const
{
    return u"%1:%2"_s.arg(m_login.server.host).arg(m_login.server.port);
}

/** The directory is not to be trusted with another word. */
core::Error LdapConnection::broken(const QString &what)
{
    m_wire.close();
    return {Errc::ProtocolViolation, place() + u": "_s + what, {}};
}

core::Result<> LdapConnection::begin()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        return core::failure(Errc::Internal, u"socketpair"_s);
    m_end = ends[0];
    ldap *handle = nullptr;
    if (ldap_init_fd(ends[1], LDAP_PROTO_TCP, "ldap://directory", &handle) != LDAP_SUCCESS) {
        ::close(ends[1]);
        return core::failure(Errc::Internal, u"ldap_init_fd"_s);
    }
    m_ldap.reset(handle);
    const int version = LDAP_VERSION3;
    ldap_set_option(handle, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    ldap_set_option(handle, LDAP_OPT_RESTART, LDAP_OPT_OFF);
    Sockbuf *buffer = nullptr;
    auto most = ber_len_t(kMostMessage);
    if (ldap_get_option(handle, LDAP_OPT_SOCKBUF, &buffer) == LDAP_OPT_SUCCESS && buffer)
        ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &most);
    return {};
}

/** Sends what libldap has put into its end of the pair. A request is far smaller than the pair's buffer. */
async::Task<> LdapConnection::send()
{
    QByteArray bytes(64 * 1024, Qt::Uninitialized);
    const ssize_t count = ::read(m_end, bytes.data(), size_t(bytes.size()));
    if (count <= 0)
        co_await std::unexpected(broken(u"no request"_s));
    bytes.truncate(count);
    co_await m_wire.writeSecret(std::move(bytes)); // a bind shows the password, a search whom one thinks of
}

/** Hands on as much as the pair takes. */
core::Result<> LdapConnection::feed()
{
    const ssize_t count = ::write(m_end, m_unread.constData(), size_t(m_unread.size()));
    if (count <= 0) // libldap has read all that it could, and still there is no room
        return std::unexpected(broken(u"endless answer"_s));
    m_unread.remove(0, count);
    return {};
}

async::Task<LdapConnection::Message> LdapConnection::answerTo(int id)
{
    for (;;) {
        timeval wait = kNoWait;
        ldapmsg *message = nullptr;
        const int kind = ldap_result(m_ldap.get(), id, LDAP_MSG_ONE, &wait, &message);
        Message answer(message);
        if (kind > 0)
            co_return answer;
        if (kind < 0)
            co_await std::unexpected(broken(u"not LDAP"_s));
        if (m_unread.isEmpty())
            m_unread = co_await m_wire.readSome();
        co_await feed();
    }
}

/** The result code in a message that ends an operation, as an error. */
core::Result<> LdapConnection::checked(ldapmsg *message, QByteArray *serverCredentials)
{
    int code = LDAP_OTHER;
    char *words = nullptr;
    berval *credentials = nullptr;
    const int parsed
        = serverCredentials ? ldap_parse_sasl_bind_result(m_ldap.get(), message, &credentials, 0) : LDAP_SUCCESS;
    const int also = ldap_parse_result(m_ldap.get(), message, &code, nullptr, &words, nullptr, nullptr, 0);
    const QByteArray told(words);
    ldap_memfree(words);
    if (credentials) {
        *serverCredentials = QByteArray(credentials->bv_val, qsizetype(credentials->bv_len));
        ber_bvfree(credentials);
    }
    // ldap_parse_sasl_bind_result() repeats the server's code; only its own failures are below zero.
    if (parsed < 0 || also != LDAP_SUCCESS)
        return std::unexpected(broken(u"malformed result"_s));
    if (code == LDAP_SUCCESS || code == LDAP_SASL_BIND_IN_PROGRESS)
        return {};
    return core::failure(
        errcOf(code), place(), QByteArray(ldap_err2string(code)) + (told.isEmpty() ? "" : ": ") + told);
}

async::Task<> LdapConnection::open(DirectoryLogin login)
{
    m_login = std::move(login);
    m_wire.setLogName(m_login.logName);
    m_wire.setProxy(m_login.proxy);
    m_wire.setProgressTimeout(m_login.patience);
    m_wire.setTotalTimeout(m_login.patience);
    co_await m_wire.open(m_login.server, m_login.policy);
    co_await begin();
    if (m_login.server.security == core::Security::StartTls)
        co_await startTls();
    if (!m_login.server.user.isEmpty()) {
        const bool simple = m_login.server.auth == u"auto"_s || m_login.server.auth == u"simple"_s;
        auto signedIn = simple ? co_await simpleBind().asResult() : co_await saslBind().asResult();
        if (!signedIn)
            m_wire.close();
        co_await std::move(signedIn);
    }
    m_wire.setTotalTimeout(std::chrono::milliseconds(0));
}

async::Task<> LdapConnection::startTls()
{
    int id = 0;
    if (ldap_extended_operation(m_ldap.get(), LDAP_EXOP_START_TLS, nullptr, nullptr, nullptr, &id) != LDAP_SUCCESS)
        co_await std::unexpected(broken(u"StartTLS"_s));
    co_await send();
    // Alone, or what stands behind it was sent before TLS and may be anybody's (RFC 4511 4.14.2).
    while (messageSize(m_unread) > m_unread.size())
        m_unread += co_await m_wire.readSome();
    if (messageSize(m_unread) != m_unread.size())
        co_await std::unexpected(broken(u"text after StartTLS"_s));
    const Message answer = co_await answerTo(id);
    if (auto agreed = checked(answer.get()); !agreed) {
        m_wire.close();
        co_await core::failure(Errc::TlsNotOffered, place(), agreed.error().serverText);
    }
    co_await m_wire.startTls();
}

async::Task<> LdapConnection::simpleBind()
{
    if (!m_wire.isEncrypted())
        co_await core::failure(Errc::NoCommonMechanism, place());
    // Without a password a bind succeeds and means nothing (RFC 4513 5.1.2).
    if (m_login.password.isEmpty())
        co_await core::failure(Errc::AuthenticationFailed, place());
    const QByteArray name = m_login.server.user.toUtf8();
    const berval password = asBerval(m_login.password.reveal());
    int id = 0;
    if (ldap_sasl_bind(
            m_ldap.get(), name.constData(), LDAP_SASL_SIMPLE, const_cast<berval *>(&password), nullptr, nullptr, &id)
        != LDAP_SUCCESS)
        co_await std::unexpected(broken(u"bind"_s));
    co_await send();
    const Message answer = co_await answerTo(id);
    co_await checked(answer.get());
}

async::Task<int> LdapConnection::saslStep(QByteArray mechanism, std::optional<QByteArray> response)
{
    berval credentials = response ? asBerval(*response) : berval{};
    int id = 0;
    if (ldap_sasl_bind(
            m_ldap.get(), "", mechanism.constData(), response ? &credentials : nullptr, nullptr, nullptr, &id)
        != LDAP_SUCCESS)
        co_await std::unexpected(broken(u"bind"_s));
    co_await send();
    co_return id;
}

/** RFC 4511 4.2: one bind for each step; the server's last words may come with its success. */
async::Task<> LdapConnection::saslBind()
{
    const QByteArrayList offered = co_await rootDse("supportedSASLMechanisms");
    auto login = net::SaslLogin::on(m_wire, m_login.server, m_login.password, "ldap");
    const QStringList usable
        = net::SaslClient::preferred(offered, m_login.server.auth, m_wire.isEncrypted(), !login.endPoint.isEmpty());
    if (usable.isEmpty())
        co_await core::failure(Errc::NoCommonMechanism, place(), offered.join(' '));
    const auto sasl = co_await net::SaslClient::begin(usable.first(), std::move(login));
    std::optional<QByteArray> response = sasl->initialResponse();
    for (int round = 0; round < kSaslRounds; ++round) {
        const int id = co_await saslStep(usable.first().toLatin1(), std::move(response));
        const Message answer = co_await answerTo(id);
        QByteArray challenge;
        co_await checked(answer.get(), &challenge);
        int code = LDAP_OTHER;
        ldap_parse_result(m_ldap.get(), answer.get(), &code, nullptr, nullptr, nullptr, nullptr, 0);
        if (code == LDAP_SUCCESS && !challenge.isEmpty())
            co_await sasl->respond(challenge);
        if (code == LDAP_SUCCESS && sasl->isComplete())
            co_return;
        if (code == LDAP_SUCCESS)
            co_await std::unexpected(broken(u"success before the server proved itself"_s));
        response = co_await sasl->respond(challenge);
    }
    co_await std::unexpected(broken(u"endless sign-in"_s));
}

/** The values of one attribute of what the server says of itself (RFC 4512 5.1). */
async::Task<QByteArrayList> LdapConnection::rootDse(QByteArray attribute)
{
    char *wanted[] = {attribute.data(), nullptr};
    int id = 0;
    if (ldap_search_ext(
            m_ldap.get(), "", LDAP_SCOPE_BASE, "(objectClass=*)", wanted, 0, nullptr, nullptr, nullptr, 1, &id)
        != LDAP_SUCCESS)
        co_await std::unexpected(broken(u"search"_s));
    co_await send();
    QByteArrayList values;
    for (int i = 0; i < kMostMessages; ++i) {
        const Message answer = co_await answerTo(id);
        if (ldap_msgtype(answer.get()) == LDAP_RES_SEARCH_ENTRY)
            values += valuesOf(m_ldap.get(), answer.get(), attribute);
        if (ldap_msgtype(answer.get()) == LDAP_RES_SEARCH_RESULT)
            co_return values;
    }
    co_await std::unexpected(broken(u"endless answer"_s));
    co_return values;
}

async::Task<core::PeopleFound> LdapConnection::search(QString text, int limit, QString language)
{
    const QByteArray filter = filterFor(text);
    if (filter.isEmpty())
        co_return core::PeopleFound{};
    m_wire.setTotalTimeout(m_login.patience);
    if (m_login.base.isEmpty()) {
        const QByteArrayList bases = co_await rootDse("defaultNamingContext") + co_await rootDse("namingContexts");
        m_login.base = QString::fromUtf8(bases.value(0));
    }
    int id = 0;
    timeval patience{
        .tv_sec = std::chrono::duration_cast<std::chrono::seconds>(m_login.patience).count(), .tv_usec = 0};
    if (ldap_search_ext(m_ldap.get(), m_login.base.toUtf8().constData(), LDAP_SCOPE_SUBTREE, filter.constData(),
            personAttributes(), 0, nullptr, nullptr, &patience, limit, &id)
        != LDAP_SUCCESS)
        co_await std::unexpected(broken(u"search"_s));
    co_await send();
    core::PeopleFound found;
    for (int i = 0; i < kMostMessages; ++i) {
        const Message answer = co_await answerTo(id);
        const int kind = ldap_msgtype(answer.get());
        if (kind == LDAP_RES_SEARCH_ENTRY && found.people.size() < limit)
            found.people += peopleIn(m_ldap.get(), answer.get(), language);
        if (kind != LDAP_RES_SEARCH_RESULT)
            continue;
        int code = LDAP_OTHER;
        ldap_parse_result(m_ldap.get(), answer.get(), &code, nullptr, nullptr, nullptr, nullptr, 0);
        found.more
            = code == LDAP_SIZELIMIT_EXCEEDED || code == LDAP_TIMELIMIT_EXCEEDED || code == LDAP_ADMINLIMIT_EXCEEDED;
        if (!found.more)
            co_await checked(answer.get());
        m_wire.setTotalTimeout(std::chrono::milliseconds(0));
        co_return found;
    }
    co_await std::unexpected(broken(u"endless answer"_s));
    co_return found;
}

} // namespace people
