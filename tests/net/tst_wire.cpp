// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/connectto.h"
#include "net/tlsroots.h"
#include "net/wire.h"
#include "tests/support/coroutine.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QtTest>

#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using core::Security;
using net::Wire;
using test::ScriptedServer;

namespace
{
core::ServerSettings settings(quint16 port, Security security = Security::None, const QString &host = u"127.0.0.1"_s)
{
    return {.host = host, .port = port, .security = security};
}

core::Result<> opened(Wire &wire, const core::ServerSettings &server)
{
    return test::waitFor(wire.open(server, {}), 5000);
}

async::Task<QByteArray> readToEnd(Wire *wire)
{
    QByteArray all;
    for (;;) {
        auto some = co_await wire->readSome().asResult();
        if (!some)
            co_return all;
        all += *some;
    }
}

async::Task<> openThenWrite(Wire *wire, core::ServerSettings server, QByteArray bytes)
{
    co_await wire->open(server, {});
    co_await wire->write(bytes);
    co_await wire->flush();
}

async::Task<> lineThenDelete(std::unique_ptr<Wire> *wire)
{
    auto line = co_await (*wire)->readLine(100).asResult();
    Q_UNUSED(line);
    wire->reset(); // in the middle of its own signal
}

/** Takes what comes, a piece at a time, or nothing at all. */
class SlowReader : public QTcpServer
{
public:
    SlowReader(bool tls, int bytesPerTick)
        : m_tls(tls)
        , m_piece(bytesPerTick)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
        const int small = 8192;
        ::setsockopt(int(socketDescriptor()), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    }
    qint64 received() const { return m_received; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_socket = std::make_unique<QSslSocket>();
        m_socket->setSocketDescriptor(descriptor);
        m_socket->setReadBufferSize(m_piece > 0 ? m_piece : 1);
        if (m_tls) {
            const test::Identity identity = test::Identities::shared().issued();
            m_socket->setLocalCertificateChain(identity.chain);
            m_socket->setPrivateKey(identity.key);
            m_socket->startServerEncryption();
        }
        if (m_piece > 0) {
            connect(&m_tick, &QTimer::timeout, this, [this] { m_received += m_socket->read(m_piece).size(); });
            m_tick.start(5);
        }
    }

private:
    bool m_tls;
    int m_piece;
    std::unique_ptr<QSslSocket> m_socket;
    QTimer m_tick;
    qint64 m_received = 0;
};
} // namespace

class WireTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("HIKYAKU_LOG_DIR");
        QVERIFY(test::Identities::shared().isGood());
        QVERIFY(net::TlsRoots::addFromFile(test::Identities::shared().caFile()));
    }

    void failsToConnect_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QList<Errc>>("codes");
        QTest::newRow("closed port") << u"127.0.0.1"_s << QList{Errc::ConnectionRefused};
        QTest::newRow("unknown host") << u"no-such-host.invalid"_s << QList{Errc::HostNotFound};
        // Fails within connectToHost(), before anybody could listen.
        QTest::newRow("not an address to connect to")
            << u"255.255.255.255"_s << QList{Errc::ConnectionLost, Errc::ConnectionRefused};
    }
    void failsToConnect()
    {
        QFETCH(QString, host);
        QFETCH(QList<Errc>, codes);
        QTcpServer unused;
        QVERIFY(unused.listen(QHostAddress::LocalHost));
        const quint16 port = unused.serverPort();
        unused.close();
        Wire wire;
        const auto result = opened(wire, settings(port, Security::Tls, host));
        QVERIFY(!result);
        QVERIFY2(codes.contains(result.error().code), qPrintable(core::errcName(result.error().code)));
        QCOMPARE(result.error().context, u"%1:%2"_s.arg(host).arg(port));
        QVERIFY(!wire.isOpen());
        QCOMPARE(test::waitFor(wire.write("x"), 1000).error().code, result.error().code);
    }

    void readsLines()
    {
        ScriptedServer server("S| one\\r\\ntwo\\n\\r\\nlong line\\r\\nrest\nCLOSE");
        Wire wire;
        QVERIFY(opened(wire, settings(server.port())));
        QCOMPARE(test::waitFor(wire.readLine(100)).value(), "one");
        QCOMPARE(test::waitFor(wire.readLine(100)).value(), "two");
        QCOMPARE(test::waitFor(wire.readLine(100)).value(), "");
        QCOMPARE(test::waitFor(wire.readLine(9)).value(), "long line");
        const auto end = test::waitFor(wire.readLine(100));
        QCOMPARE(end.error().code, Errc::ConnectionLost);
    }

    void endlessLineIsCutOff()
    {
        ScriptedServer server("S| aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nGOTO more\nmore:\nS| aaaaaaaaa\nWAIT 1\nGOTO more");
        Wire wire;
        QVERIFY(opened(wire, settings(server.port())));
        QCOMPARE(test::waitFor(wire.readLine(1000)).error().code, Errc::ProtocolViolation);
        QVERIFY(!wire.isOpen());
    }

    void silenceIsATimeoutAndProgressIsNot()
    {
        ScriptedServer server("S| a\nWAIT 120\nS| b\nWAIT 120\nS| c\nWAIT 120\nS| d\\r\\n");
        Wire wire;
        wire.setProgressTimeout(250ms);
        QVERIFY(opened(wire, settings(server.port())));
        QCOMPARE(test::waitFor(wire.readLine(100)).value(), "abcd");
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(test::waitFor(wire.readLine(100), 5000).error().code, Errc::Timeout);
        QVERIFY(clock.elapsed() >= 200 && clock.elapsed() < 2000);
    }

    void totalTimeIsLimitedTooWhenAsked()
    {
        ScriptedServer server("more:\nS| a\nWAIT 20\nGOTO more");
        Wire wire;
        wire.setTotalTimeout(300ms);
        QVERIFY(opened(wire, settings(server.port())));
        QCOMPARE(test::waitFor(wire.readLine(10000), 5000).error().code, Errc::Timeout);
        ScriptedServer other("WAIT 400\nS: late");
        Wire patient;
        patient.setTotalTimeout(100ms);
        patient.setTotalTimeout(0ms);
        QVERIFY(opened(patient, settings(other.port())));
        QCOMPARE(test::waitFor(patient.readLine(100)).value(), "late");
    }

    void handshakeThatNeverComesIsGivenUp()
    {
        ScriptedServer server("WAIT 10000");
        Wire wire;
        wire.setConnectTimeout(200ms);
        // The line's fault, perhaps, and not the server's: what waits to be sent is tried again.
        QCOMPARE(opened(wire, settings(server.port(), Security::Tls)).error().code, Errc::Timeout);
        QCOMPARE(server.received().left(1), "\x16"); // the ClientHello and nothing of ours
    }

    void bigAnswerArrivesWhole_data()
    {
        QTest::addColumn<Security>("security");
        QTest::newRow("plain") << Security::None;
        QTest::newRow("TLS") << Security::Tls;
    }
    void bigAnswerArrivesWhole()
    {
        QFETCH(Security, security);
        ScriptedServer server("S*100000: 0123456789012345678901234567890123456789\nCLOSE",
            test::Identities::shared().issued(), security == Security::Tls);
        Wire wire;
        QVERIFY(opened(wire, settings(server.port(), security)));
        const QByteArray all = test::waitFor(readToEnd(&wire)).value();
        QCOMPARE(all, "0123456789012345678901234567890123456789\r\n"_ba.repeated(100000));
        QCOMPARE(wire.bytesRead(), all.size());
    }

    void slowReaderIsWaitedForAsLongAsItReads_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("reads");
        QTest::newRow("plain, slow") << false << true;
        QTest::newRow("plain, stuck") << false << false;
        QTest::newRow("TLS, slow") << true << true;
        QTest::newRow("TLS, stuck") << true << false;
    }
    void slowReaderIsWaitedForAsLongAsItReads()
    {
        QFETCH(bool, tls);
        QFETCH(bool, reads);
        const qint64 size = 8 << 20;
        SlowReader server(tls, reads ? 64 * 1024 : 0);
        Wire wire;
        wire.setProgressTimeout(200ms);
        const auto server1 = settings(server.serverPort(), tls ? Security::Tls : Security::None);
        const auto result = test::waitFor(openThenWrite(&wire, server1, QByteArray(size, 'x')));
        if (reads) {
            QVERIFY2(result, qPrintable(core::errcName(result ? Errc::Internal : result.error().code)));
            QTRY_COMPARE(server.received(), size);
        } else {
            QVERIFY2(!result, "the last bytes have not left");
            QCOMPARE(result.error().code, Errc::Timeout);
        }
    }

    void startTlsWorks()
    {
        ScriptedServer server(
            "S: hello\nC: STARTTLS\nS: go\nTLS\nC: inside\nS: secret", test::Identities::shared().issued());
        Wire wire;
        QVERIFY(opened(wire, settings(server.port(), Security::StartTls)));
        QCOMPARE(test::waitFor(wire.readLine(100)).value(), "hello");
        QVERIFY(!wire.isEncrypted());
        QVERIFY(wire.peerChain().isEmpty());
        QVERIFY(test::waitFor(wire.write("STARTTLS\r\n")));
        QCOMPARE(test::waitFor(wire.readLine(100)).value(), "go");
        QVERIFY(test::waitFor(wire.startTls()));
        QVERIFY(wire.isEncrypted());
        QCOMPARE(wire.peerChain().first().names, (QStringList{u"127.0.0.1"_s, u"localhost"_s}));
        QVERIFY(test::waitFor(wire.write("inside\r\n")));
        QCOMPARE(test::waitFor(wire.readLine(100)).value(), "secret");
        QVERIFY(!server.receivedInClear().contains("inside"));
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void startTlsGoesWrong_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Errc>("code");
        QTest::newRow("a line behind the OK") << "C: STARTTLS\nS: go\nS: injected"_ba << Errc::ProtocolViolation;
        QTest::newRow("a byte behind the OK") << "C: STARTTLS\nS: go\nS| x"_ba << Errc::ProtocolViolation;
        QTest::newRow("plain text goes on")
            << "C: STARTTLS\nS: go\nWAIT 50\nS*50: go on in clear"_ba << Errc::TlsFailed;
        QTest::newRow("closed") << "C: STARTTLS\nS: go\nWAIT 20\nCLOSE"_ba << Errc::ConnectionLost;
    }
    void startTlsGoesWrong()
    {
        QFETCH(QByteArray, script);
        ScriptedServer server(script, test::Identities::shared().issued());
        Wire wire;
        QVERIFY(opened(wire, settings(server.port(), Security::StartTls)));
        QVERIFY(test::waitFor(wire.write("STARTTLS\r\n")));
        QCOMPARE(test::waitFor(wire.readLine(100)).value(), "go");
        const auto result = test::waitFor(wire.startTls(), 5000);
        QVERIFY(!result);
        QTEST(result.error().code, "code");
        QVERIFY(!wire.isOpen());
        QVERIFY(!test::waitFor(wire.write("password\r\n")));
        QTest::qWait(30);
        QVERIFY(!server.received().contains("password"));
    }

    void mayDieAtAnyTime()
    {
        ScriptedServer server("S: line\nCLOSE");
        {
            Wire opening;
            async::TaskScope scope;
            scope.launch(opening.open(settings(server.port(), Security::Tls), {}));
        }
        auto wire = std::make_unique<Wire>();
        QVERIFY(opened(*wire, settings(server.port())));
        QVERIFY(test::waitFor(lineThenDelete(&wire)));
        QVERIFY(!wire);
        auto closing = std::make_unique<Wire>();
        QVERIFY(opened(*closing, settings(server.port())));
        connect(closing.get(), &Wire::closed, this, [&] { closing.reset(); });
        closing->close();
        QVERIFY(!closing);
        QTest::qWait(20);
    }

    void connectToKeepsTheName()
    {
        const test::Identity identity = test::Identities::shared().issued(u"DNS:mail.example.test"_s);
        ScriptedServer server("S: here", identity, true);
        QVERIFY(net::ConnectTo::add(u"Mail.Example.test:993=127.0.0.1:%1"_s.arg(server.port())));
        Wire wire;
        QVERIFY(opened(wire, settings(993, Security::Tls, u"mail.example.test"_s)));
        QCOMPARE(test::waitFor(wire.readLine(100)).value(), "here");
        const std::pair<QString, quint16> other(u"mail.example.test"_s, quint16(143));
        QCOMPARE(net::ConnectTo::resolve(u"mail.example.test"_s, 143), other);
    }

    void connectToRules_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("good");
        QTest::newRow("names") << u"a.example:1=b.example:2"_s << true;
        QTest::newRow("IPv6") << u"a6.example:1=[::1]:2"_s << true;
        QTest::newRow("no port") << u"a.example=b.example:2"_s << false;
        QTest::newRow("port 0") << u"a.example:1=b.example:0"_s << false;
        QTest::newRow("port too big") << u"a.example:1=b.example:65536"_s << false;
        QTest::newRow("no host") << u":1=b.example:2"_s << false;
        QTest::newRow("one side") << u"a.example:1"_s << false;
        QTest::newRow("three sides") << u"a.example:1=b:2=c:3"_s << false;
        QTest::newRow("empty") << u""_s << false;
    }
    void connectToRules()
    {
        QFETCH(QString, rule);
        QFETCH(bool, good);
        const auto added = net::ConnectTo::add(rule);
        QCOMPARE(bool(added), good);
        if (!good)
            QCOMPARE(added.error().code, Errc::InvalidInput);
        if (rule.contains(u'['))
            QCOMPARE(net::ConnectTo::resolve(u"A6.example"_s, 1).first, u"::1"_s);
    }

    void logIsOffByDefault() { QVERIFY(!net::WireLog::open(u"x"_s)); }

    void logHasNoSecretAndNoMail()
    {
        QTemporaryDir folder;
        qputenv("HIKYAKU_LOG_DIR", folder.path().toLocal8Bit());
        ScriptedServer server("S: * OK hi\nC: $ LOGIN *\nS: $ OK in\nC: $ APPEND *\nS: + go\nC: *\nC: *\n"
                              "S: * 1 FETCH (BODY[] {16}\nS: Dear incoming x!)\nS: $ OK done");
        Wire wire;
        wire.setLogName(u"taro/../etc"_s);
        QVERIFY(opened(wire, settings(server.port())));
        qunsetenv("HIKYAKU_LOG_DIR");
        QVERIFY(test::waitFor(wire.readLine(100)));
        QVERIFY(test::waitFor(wire.writeSecret("a LOGIN taro canary\r\n")));
        QVERIFY(test::waitFor(wire.readLine(100)));
        QVERIFY(test::waitFor(wire.write("b APPEND INBOX {15}\r\n")));
        QVERIFY(test::waitFor(wire.readLine(100)));
        QVERIFY(test::waitFor(wire.write("Dear outgoing x\r\n\r\n")));
        QVERIFY(test::waitFor(wire.readLine(100)));
        QVERIFY(test::waitFor(wire.readLine(100)));
        QVERIFY(test::waitFor(wire.readLine(100)));
        wire.close();
        const QStringList files = QDir(folder.path()).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QFile file(folder.filePath(files.first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const QByteArray log = file.readAll();
        QVERIFY2(!log.contains("canary") && log.contains("C: ***\n"), log);
        QVERIFY2(!log.contains("Dear"), log);
        QVERIFY2(log.contains("C: b APPEND INBOX {15}\n"), log);
        QVERIFY2(log.contains("S: a OK in\n"), log);
        QVERIFY2(log.contains("S: * 1 FETCH (BODY[] {16}\nS: )\n"), log);
    }
};

QTEST_GUILESS_MAIN(WireTest)
#include "tst_wire.moc"
