// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "capabilities.h"
#include "core/secret.h"
#include "maildrop.h"
#include "net/patience.h"
#include "net/wire.h"
#include "reply.h"

#include <QSet>

#include <functional>

namespace pop3
{

class Pipeline;

/** What is needed to open one authenticated connection. */
struct Login {
    core::ServerSettings server; ///< `auth` may also be "apop"
    core::Secret password;
    net::TlsPolicy policy;
    QString logName; ///< "account/session"
    std::chrono::milliseconds patience = net::patience(); ///< how long the server may be silent when it owes an answer
    net::Proxy proxy = {}; ///< the system's, unless another one is named
};

/** What became of the messages that were marked with DELE. */
struct Farewell {
    enum class Deletions {
        None, ///< none was marked
        Done,
        NotDone, ///< QUIT did not leave: RFC 1939 6 keeps them all
        Partly, ///< the server says that it could not remove some, and not which
        Unknown, ///< QUIT has left and its answer is lost: only the next session's UIDL can tell
    };
    Deletions deletions = Deletions::None;
    QByteArray serverText; ///< to QUIT, as the server said it
};

/**
 * One POP3 session: RFC 1939, 2449 (CAPA, response codes), 2595 (STLS), 3206, 5034 (AUTH). The server gives the
 * maildrop to one session at a time and holds it still; what another program does is seen in the next one.
 *
 * Any error but a refusal means that the connection is closed, and then nothing was deleted. One thread; one call at a
 * time; not to be destroyed by its own coroutine. A call that is given up before its end leaves an answer behind that
 * nobody can tell from the next one: the next call closes the connection. Without quit() nothing is deleted.
 */
class Connection
{
public:
    /**
     * Once. Greeting, TLS where the settings want it, and the one way to sign in that chosenSignIn() names. Nothing
     * that was said before TLS is believed after it, the greeting's timestamp neither: after STLS there is no APOP.
     *
     * Errors: those of net::Wire::open; TlsNotOffered, NoCommonMechanism, AuthenticationFailed,
     * AuthenticationUnavailable ([IN-USE], [LOGIN-DELAY], [SYS/TEMP]), ServerRefused ([SYS/PERM]; a server with
     * AUTH-RESP-CODE that does not say [AUTH]), ServerBusy (-ERR as greeting), ProtocolViolation, InvalidInput.
     */
    async::Task<> open(Login login);

    const Capabilities &capabilities() const { return m_capabilities; } ///< as asked after sign-in
    const std::optional<core::TrustQuestion> &trustQuestion() const { return m_wire.trustQuestion(); }
    bool isOpen() const { return m_wire.isOpen(); }
    bool isEncrypted() const { return m_wire.isEncrypted(); }

    /** STAT, LIST and UIDL. What is wrong with the answers stands in it. ProtocolViolation above kMostMessages. */
    async::Task<> list();
    static constexpr qint64 kMostMessages = 2'000'000;
    /** LIST and UIDL of one message, as the server says it now; deletable only when that is what list() has heard. */
    async::Task<Message> look(quint32 number);
    /** As listed last. */
    const Maildrop &maildrop() const { return m_maildrop; }

    /**
     * Awaited with each message, before the next one is looked at; not called for what was not reached when the
     * connection is lost. Its own error closes the connection. Refusals come as `bytes`: NoSuchMessage for what list()
     * has not told of or dele() has marked, MessageTooLarge for what is listed above the limit, both without asking.
     */
    using Taken = std::function<async::Task<>(quint32 number, core::Result<QByteArray> bytes)>;
    /** How much of a message is there; `octets` as listed, so a hint. */
    using Progress = std::function<void(quint32 number, qint64 bytes, qint64 octets)>;

    /**
     * RETR: whole messages, byte for byte as the server has them, always with their last CRLF. One that is longer than
     * `limit` bytes, whatever LIST said, ends the connection with MessageTooLarge.
     */
    async::Task<> retr(QList<quint32> numbers, qint64 limit, Taken taken, Progress progress = {});

    /**
     * TOP: the header and `lines` of the text, at most `limit` bytes of it; a server that sends the whole message all
     * the same is read to its end, up to kMostDropped.
     */
    async::Task<> top(QList<quint32> numbers, int lines, qint64 limit, Taken taken);
    static constexpr qint64 kMostDropped = 64LL * 1024 * 1024;

    /**
     * DELE: marks messages to be deleted at quit(). Each is named by what is remembered of it, and marked only when
     * list() has seen it in this session: alone with its uid, in an orderly listing, with the same octets. Otherwise,
     * without asking: NoSuchMessage (no such uid), UidValidityChanged (another size: another message),
     * ProtocolViolation (the listing does not say beyond doubt which number it is). In the order of `messages`.
     */
    async::Task<QList<core::Result<>>> dele(QList<Remembered> messages);

    /** Takes all marks back. */
    async::Task<> rset();
    async::Task<> noop();

    /** Only here does the server delete. Never fails: what became of the marked ones is its result. Closes. */
    async::Task<Farewell> quit();

private:
    async::Task<QByteArray> readLine();
    async::Task<Reply> readReply(bool inSignIn = false);
    async::Task<QByteArrayList> readLines();
    async::Task<QByteArray> readContent(qint64 keep, qint64 most, qint64 octets, std::function<void(qint64)> progress);
    async::Task<> nothingUnread();
    async::Task<> say(QByteArray line, bool isSecret = false);
    async::Task<Reply> command(QByteArray line);

    async::Task<> negotiate();
    async::Task<> greeting();
    async::Task<> learnCapabilities();
    async::Task<> startTls();
    async::Task<> signIn();
    async::Task<> sasl(QString mechanism);
    async::Task<> apop();
    async::Task<> userPass();
    async::Task<> secretCommand(QByteArray line);

    async::Task<> advance(Pipeline *pipeline, qsizetype answer);
    async::Task<> done(QByteArray line);
    async::Task<QByteArray> listing(Reply reply, qint64 most);
    async::Task<> fetch(
        QList<quint32> numbers, QByteArrayList commands, qint64 keep, qint64 most, Taken taken, Progress progress);
    async::Task<> give(Taken taken, quint32 number, core::Result<QByteArray> bytes);
    core::Result<> mayFetch(quint32 number) const;
    core::Result<quint32> deletable(const Remembered &message) const;
    core::Error refusedSignIn(const Reply &reply) const;
    core::Error violation(const QString &what, const QByteArray &line = {});
    qsizetype ahead() const;
    QString place() const;

    net::Wire m_wire;
    Login m_login;
    Capabilities m_capabilities;
    QByteArray m_timestamp; ///< of a greeting that may be believed
    QByteArray m_ahead; ///< read behind the end of a multi-line answer
    qsizetype m_owed = 0; ///< answers, and parts of one, that the server still owes
    Maildrop m_maildrop;
    QSet<quint32> m_marked;
};

} // namespace pop3
