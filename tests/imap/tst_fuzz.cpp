// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/commandconnection.h"
#include "imap/initialize.h"
#include "net/initialize.h"
#include "tests/support/coroutine.h"
#include "tests/support/fuzzing.h"

#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using imap::CommandConnection;

namespace
{
QByteArray goodAnswer(const QByteArray &command)
{
    if (command.startsWith("LIST"))
        return "* LIST (\\HasNoChildren \\Sent) \"/\" \"&kAFP4W4IMH8-\"\r\n* LIST () \"/\" {5}\r\na (b)\r\n* LIST () "
               "\"/\" INBOX\r\n";
    if (command.startsWith("LSUB"))
        return "* LSUB () \"/\" INBOX\r\n";
    if (command.startsWith("STATUS"))
        return "* STATUS INBOX (MESSAGES 3 UNSEEN 1 UIDNEXT 4 UIDVALIDITY 5 HIGHESTMODSEQ 77)\r\n";
    if (command.startsWith("SELECT"))
        return "* FLAGS (\\Seen \\Deleted)\r\n* 3 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 5] x\r\n* OK [UIDNEXT 4] "
               "x\r\n"
               "* OK [HIGHESTMODSEQ 77] x\r\n";
    if (command.startsWith("UID STORE"))
        return "* 1 FETCH (UID 1 MODSEQ (78) FLAGS (\\Seen work))\r\n* 2 FETCH (UID 2 FLAGS (\\Seen))\r\n";
    return "* 2 EXPUNGE\r\n* 2 EXISTS\r\n";
}

/** Signs everybody in and answers every command with something close to the right answer. */
class FuzzServer : public QTcpServer
{
public:
    FuzzServer()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
        // What waits for the rest of a literal would wait for ever: the link ends instead.
        m_silence.setInterval(15);
        m_silence.setSingleShot(true);
        connect(&m_silence, &QTimer::timeout, this, [this] {
            if (m_socket)
                m_socket->disconnectFromHost();
        });
    }
    void seed(quint32 value) { m_random.seed(value); }
    /** What it said on this connection since its sign-in, an answer each. */
    const QByteArrayList &said() const { return m_said; }
    /** Says these and nothing of its own. */
    void replay(const QByteArrayList &answers) { m_replay = answers; }
    std::function<void()> aboutToSay;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_silence.stop();
        m_input.clear();
        m_said.clear();
        m_socket = std::make_unique<QTcpSocket>();
        m_socket->setSocketDescriptor(descriptor);
        connect(m_socket.get(), &QTcpSocket::readyRead, this, &FuzzServer::take);
        m_socket->write("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\r\n");
    }

private:
    void take()
    {
        m_silence.stop();
        m_input += m_socket->readAll();
        while (m_input.contains('\n')) {
            const QByteArray line = m_input.first(m_input.indexOf('\n')).trimmed();
            m_input.remove(0, m_input.indexOf('\n') + 1);
            answer(line);
        }
    }

    void answer(const QByteArray &line)
    {
        const QByteArray tag = line.first(std::max<qsizetype>(0, line.indexOf(' ')));
        const QByteArray command = line.mid(tag.size() + 1);
        if (command.startsWith("AUTHENTICATE")) {
            m_socket->write(tag + " OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS CONDSTORE] in\r\n");
            return;
        }
        if (command.startsWith("APPEND")) {
            m_appendTag = tag;
            say(changed("+ go\r\n"), tag);
            return;
        }
        const bool appended = tag.isEmpty() || line == "Subject: x";
        if (appended && m_appendTag.isEmpty())
            return;
        const QByteArray to = appended ? std::exchange(m_appendTag, {}) : tag;
        say(appended ? changed("$ OK [APPENDUID 5 9] x\r\n") : changed(goodAnswer(command)) + "$ OK done\r\n", to);
    }

    /** Half of them are good answers, in odd pieces all the same. */
    QByteArray changed(const QByteArray &bytes)
    {
        return test::mutated(bytes, test::imapBricks(), m_random, std::max(0, m_random.bounded(6) - 2));
    }

    void say(QByteArray bytes, const QByteArray &tag)
    {
        if (!m_replay.isEmpty())
            bytes = m_replay.takeFirst();
        m_said.append(bytes);
        if (aboutToSay)
            aboutToSay();
        bytes.replace('$', tag);
        while (!bytes.isEmpty()) { // in pieces that end anywhere
            const qsizetype size = std::min<qsizetype>(bytes.size(), 1 + m_random.bounded(200));
            m_socket->write(bytes.first(size));
            if (m_random.bounded(4) == 0)
                m_socket->flush();
            bytes.remove(0, size);
        }
        m_silence.start();
    }

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_input, m_appendTag;
    QByteArrayList m_said, m_replay;
    QRandomGenerator m_random;
    QTimer m_silence;
};

async::Task<> verb(CommandConnection *connection, int which)
{
    const imap::UidSet uids = imap::UidSet::fromRange(core::Uid{1}, core::Uid{3});
    const core::UidValidity validity{5};
    switch (which) {
    case 0:
        co_await connection->list();
        break;
    case 1:
        co_await connection->status("INBOX");
        break;
    case 2:
        co_await connection->storeFlags("INBOX", validity, uids, core::Flag::Seen, {});
        break;
    case 3:
        co_await connection->append("INBOX", {}, {}, "Subject: x\r\n");
        break;
    default:
        co_await connection->move("INBOX", validity, uids, "Trash");
    }
}
} // namespace

/**
 * Hostile answers against a living KIMAP session behind the Gate: it must neither crash nor freeze, and every verb must
 * end. An input is everything that the server said on one connection; its seed is the number of the first execution.
 */
class FuzzTest : public QObject
{
    Q_OBJECT

    core::Error opened(const FuzzServer &server)
    {
        m_connection.reset();
        // Here is no event loop that would do it: the session ends, and must not freeze.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const imap::Login login{.server = {.host = u"127.0.0.1"_s,
                                    .port = server.serverPort(),
                                    .security = core::Security::None,
                                    .user = u"taro"_s},
            .password = core::Secret("pw"_ba),
            .policy = {},
            .logName = {},
            .patience = std::chrono::seconds(3)};
        auto next = test::waitFor(CommandConnection::open(login), 20000);
        if (!next)
            return next.error();
        m_connection = std::move(*next);
        ++m_opened;
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        imap::initialize();
    }

    void hostileAnswers()
    {
        if (!qEnvironmentVariableIsSet("QT_LOGGING_RULES"))
            QLoggingCategory::setFilterRules(u"hikyaku.*=false\norg.kde.pim.kimap=false"_s);
        test::Fuzzing fuzzing(u"gate"_s, test::usual::gate);
        FuzzServer server;
        quint32 first = 0;
        server.aboutToSay = [&] {
            fuzzing.trying({first, server.said()});
        };
        int runs = fuzzing.runs();
        if (fuzzing.given()) {
            first = fuzzing.given()->seed;
            runs = int(fuzzing.given()->bytes.size());
            server.replay(fuzzing.given()->bytes);
        }
        QHash<Errc, int> errors;
        int good = 0;
        qint64 longest = 0;
        for (int run = 0; run < runs; ++run) {
            QElapsedTimer clock;
            clock.start();
            const quint32 seed = fuzzing.given() ? fuzzing.given()->seed + quint32(run) : fuzzing.seedOf(run);
            server.seed(seed);
            if (!m_connection || !m_connection->isOpen()) {
                first = seed;
                const core::Error why = opened(server);
                QVERIFY2(
                    m_connection, qPrintable(u"seed %1: %2 %3"_s.arg(seed).arg(core::errcName(why.code), why.context)));
            }
            const auto result = test::waitFor(verb(m_connection.get(), int(seed % 5)), 10000);
            if (result)
                ++good;
            else
                ++errors[result.error().code];
            const core::Error error = result ? core::Error{Errc::Cancelled, {}, {}} : result.error();
            QVERIFY2(error.context != "test::waitFor"_L1, qPrintable(u"seed %1 hangs"_s.arg(seed)));
            QVERIFY2(error.code != Errc::Internal, // KIMAP took something for something else
                qPrintable(u"seed %1: %2"_s.arg(seed).arg(error.context)));
            longest = std::max(longest, clock.elapsed());
            QVERIFY2(longest < 9000, "KIMAP froze");
        }
        m_connection.reset();
        QStringList words;
        for (auto it = errors.cbegin(); it != errors.cend(); ++it)
            words.append(u"%1 %2"_s.arg(core::errcName(it.key())).arg(it.value()));
        words.sort();
        if (!fuzzing.given())
            QVERIFY(good > runs / 3 && m_opened > runs / 20);
        fuzzing.passed(u"%1 good, %2 connections, longest %3 ms; %4"_s.arg(good).arg(m_opened).arg(longest).arg(
            words.join(u", "_s)));
    }

private:
    std::unique_ptr<CommandConnection> m_connection;
    int m_opened = 0;
};

QTEST_GUILESS_MAIN(FuzzTest)
#include "tst_fuzz.moc"
