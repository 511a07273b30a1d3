// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hostile.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace hostile;
using core::Uid;
using imap::CommandConnection;
using imap::ReadingConnection;
using test::ScriptedServer;
using test::waitFor;

namespace
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 kMostMemory = 1200; // shadow memory and a quarantine of freed blocks are not ours
constexpr int kPatience = 60'000;
#else
constexpr qint64 kMostMemory = 150; // MiB of the whole process, which is server and client here
constexpr int kPatience = 5'000; // ms
#endif

qint64 residentMiB()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        qFatal("no /proc");
    const QByteArray all = status.readAll();
    const qsizetype at = all.indexOf("VmRSS:");
    return all.mid(at + 6, 20).simplified().split(' ').first().toLongLong() / 1024;
}

/** Signs in, answers SELECT, and to the first other command says the same for ever, as fast as it is taken. */
class FloodServer : public QTcpServer
{
public:
    explicit FloodServer(std::function<QByteArray(quint64)> piece)
        : m_piece(std::move(piece))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
    }
    qint64 sent() const { return m_sent; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_socket = std::make_unique<QTcpSocket>();
        m_socket->setSocketDescriptor(descriptor);
        connect(m_socket.get(), &QTcpSocket::readyRead, this, &FloodServer::take);
        connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &FloodServer::pour);
        m_socket->write("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\r\n");
    }

private:
    void take()
    {
        const QByteArray line = m_socket->readAll();
        const QByteArray tag = line.first(std::max<qsizetype>(0, line.indexOf(' ')));
        if (line.contains("AUTHENTICATE"))
            m_socket->write(tag + " OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS IDLE] in\r\n");
        else if (line.contains("SELECT"))
            m_socket->write("* 3 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\n* OK [UIDNEXT 4] x\r\n" + tag + " OK in\r\n");
        else if (!std::exchange(m_pouring, true))
            pour();
    }

    void pour()
    {
        while (m_pouring && m_socket->bytesToWrite() < 256 * 1024 && m_socket->isOpen()) {
            const QByteArray bytes = m_piece(m_count++);
            m_sent += bytes.size();
            m_socket->write(bytes);
        }
    }

    std::function<QByteArray(quint64)> m_piece;
    std::unique_ptr<QTcpSocket> m_socket;
    bool m_pouring = false;
    quint64 m_count = 0;
    qint64 m_sent = 0;
};

imap::Login loginTo(const QTcpServer &server)
{
    return {.server
        = {.host = u"127.0.0.1"_s, .port = server.serverPort(), .security = core::Security::None, .user = u"taro"_s},
        .password = core::Secret("pw"_ba),
        .policy = {},
        .logName = {}};
}

async::Task<> pages(ReadingConnection *connection)
{
    co_await connection->fetchSummaries(
        imap::UidSet::fromRange(Uid{3'999'000'001}, Uid{4'000'000'000}), [](QList<imap::SummaryData>) { }, {});
}

QByteArray line(quint64 i, const char *rest)
{
    return ("* " + QByteArray::number(i % 1000 + 1) + ' ' + rest + "\r\n").repeated(200);
}
} // namespace

/** Servers that talk without end: the verb ends, and memory stays bounded (T8, kimap 7, security 2.2 floods). */
class FloodsTest : public QObject
{
    Q_OBJECT

    /** Runs the verb until it ends or nobody waits any more; the most memory that was seen, in MiB. */
    template <class Connection>
    qint64 flooded(QTcpServer &server, async::Task<> (*verb)(Connection *))
    {
        qint64 most = 0;
        QTimer watch;
        connect(&watch, &QTimer::timeout, this, [&most] { most = std::max(most, residentMiB()); });
        watch.start(20);
        auto connection = waitFor(Connection::open(loginTo(server))).value();
        if constexpr (std::is_same_v<Connection, ReadingConnection>)
            m_selected = bool(waitFor(connection->select("INBOX")));
        const auto ended = waitFor(verb(connection.get()), kPatience);
        m_code = ended ? kWorks : ended.error().context == "test::waitFor"_L1 ? Errc::Cancelled : ended.error().code;
        return std::max(most, residentMiB());
    }

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        imap::initialize();
        // Begun first and looked at last: KIMAP's own timer counts thirty seconds of silence (T12).
        m_slow = std::make_unique<ScriptedServer>(signedIn("MOVE")
            + "C: $ STATUS *\nWAIT 32000\nS: * STATUS INBOX (MESSAGES 1 UNSEEN 0 UIDNEXT 2 UIDVALIDITY 5)\nS: $ OK "
              "done\n");
        auto opened = waitFor(CommandConnection::open(login(*m_slow, 60s)));
        QVERIFY(opened);
        m_waiting = std::move(*opened);
        m_scope.launch(statusOf(m_waiting.get()), [this](const core::Result<> &result) { m_slowResult = result; });
    }

    void reading_data()
    {
        QTest::addColumn<ReadingVerb>("verb");
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<Errc>("code"); ///< Cancelled: still at it, on what it was asked for
        QTest::newRow("foreign FETCH") << ReadingVerb(summaries) << "FETCH (UID 99 FLAGS (\\Seen))"_ba
                                       << Errc::MessageTooLarge;
        QTest::newRow("FETCH without UID")
            << ReadingVerb(flags) << "FETCH (FLAGS (\\Seen))"_ba << Errc::MessageTooLarge;
        QTest::newRow("EXISTS") << ReadingVerb(uids) << "EXISTS"_ba << Errc::MessageTooLarge;
        QTest::newRow("unknown data") << ReadingVerb(body) << "X-NOISE (a (b (c)))"_ba << Errc::MessageTooLarge;
    }
    void reading()
    {
        QFETCH(ReadingVerb, verb);
        QFETCH(QByteArray, piece);
        FloodServer server([piece](quint64 i) { return line(i, piece.constData()); });
        const qint64 most = flooded<ReadingConnection>(server, verb);
        QVERIFY(m_selected);
        qInfo("%lld MB poured, at most %lld MiB", server.sent() / 1'000'000, most);
        QVERIFY(most < kMostMemory);
        QTEST(m_code, "code");
    }

    /** Everything it says was asked for: back-pressure is all there is. */
    void endlessSummaries()
    {
        FloodServer server([](quint64 i) {
            QByteArray all;
            for (quint64 k = 0; k < 100; ++k)
                all += "* 1 FETCH (UID " + QByteArray::number(4'000'000'000 - i * 100 - k)
                    + " FLAGS () RFC822.SIZE 9 BODY[HEADER.FIELDS (X)] {23}\r\nSubject: a long one\r\n\r\n)\r\n";
            return all;
        });
        const qint64 most = flooded<ReadingConnection>(server, pages);
        qInfo("%lld MB poured, at most %lld MiB", server.sent() / 1'000'000, most);
        QVERIFY(server.sent() > 1'000'000);
        QVERIFY(most < kMostMemory);
    }

    void commands_data()
    {
        QTest::addColumn<CommandVerb>("verb");
        QTest::addColumn<QByteArray>("piece");
        QTest::newRow("FETCH during STATUS") << CommandVerb(statusOf) << "1 FETCH (UID 1 FLAGS ())"_ba;
        QTest::newRow("STATUS") << CommandVerb(statusOf)
                                << "STATUS INBOX (MESSAGES 1 UNSEEN 0 UIDNEXT 2 UIDVALIDITY 5)"_ba;
        QTest::newRow("LIST") << CommandVerb(listAll) << "LIST (\\HasNoChildren) \"/\" a/b/c/d/e/f"_ba;
        QTest::newRow("LIST of names that KIMAP would change") << CommandVerb(listAll) << "LIST () \"/\" bad&zzz"_ba;
    }
    void commands()
    {
        QFETCH(CommandVerb, verb);
        QFETCH(QByteArray, piece);
        FloodServer server([piece](quint64) { return ("* " + piece + "\r\n").repeated(200); });
        const qint64 most = flooded<CommandConnection>(server, verb);
        qInfo("%lld MB poured, at most %lld MiB, %s", server.sent() / 1'000'000, most,
            qPrintable(core::errcName(m_code)));
        QVERIFY(most < kMostMemory);
        QCOMPARE(m_code, Errc::MessageTooLarge);
    }

    void tenThousandFolders()
    {
        QByteArray lines;
        for (int i = 0; i < 10'000; ++i)
            lines += "S: * LIST (\\HasNoChildren) \"/\" Folder/" + QByteArray::number(i) + '\n';
        ScriptedServer server(signedIn("MOVE") + "C: $ LIST *\n" + lines + "S: $ OK\nC: $ LSUB *\n"
            + QByteArray(lines).replace("LIST", "LSUB") + "S: $ OK");
        const auto connection = waitFor(CommandConnection::open(login(server, 10s))).value();
        QElapsedTimer clock;
        clock.start();
        const auto list = waitFor(connection->list());
        QVERIFY(list);
        QCOMPARE(list->size(), 10'000);
        QVERIFY(std::ranges::all_of(*list, &imap::ListEntry::subscribed));
        qInfo("10000 folders in %lld ms", clock.elapsed());
        QVERIFY(clock.elapsed() < 10'000);
    }

    /** Last. */
    void slowAnswerOutlivesKimapsOwnTimer()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_slowResult.has_value(), 40000);
        QVERIFY2(*m_slowResult, qPrintable(core::errcName(m_slowResult->error().code)));
    }

private:
    bool m_selected = false;
    Errc m_code = kWorks;
    std::unique_ptr<ScriptedServer> m_slow;
    std::unique_ptr<CommandConnection> m_waiting;
    std::optional<core::Result<>> m_slowResult;
    async::TaskScope m_scope;
};

QTEST_GUILESS_MAIN(FloodsTest)
#include "tst_floods.moc"
