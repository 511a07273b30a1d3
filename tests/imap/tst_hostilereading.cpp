// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hostile.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace hostile;
using core::Flag;
using core::Uid;
using imap::ReadingConnection;
using imap::UidSet;
using test::ScriptedServer;
using test::waitFor;

/** The same against the connection that reads. */
class HostileReadingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        imap::initialize();
    }

    void reading_data()
    {
        QTest::addColumn<ReadingVerb>("verb");
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<bool>("open");
        const QByteArray hello = selected();
        const QByteArray gone = "C: $ UID SEARCH *\nS: * SEARCH\nS: $ OK x\n";
        const auto line = [](int uid) {
            return summaryLine(uid);
        };
        const auto row = [](const char *tag, ReadingVerb verb, const QByteArray &script, Errc code, bool open) {
            QTest::newRow(tag) << verb << script << code << open;
        };
        const QByteArray ask = hello + "C: $ UID FETCH 1:3 *\n";
        const QByteArray all = line(1) + line(3) + line(2) + "S: $ OK x\n";
        row("summaries", summaries, ask + all, kWorks, true);
        row("others' flags, foreign and doubled UIDs", summaries,
            ask + "S: * 9 FETCH (FLAGS (\\Seen))\n" + line(77) + line(1) + line(0) + all, kWorks, true);
        row("one missing, delivered when asked again", summaries,
            ask + line(1) + line(3) + "S: $ OK x\nC: $ UID FETCH 2 *\n" + line(2) + "S: $ OK x\n", kWorks, true);
        row("one missing, proved gone", summaries,
            ask + line(1) + line(3) + "S: $ OK x\nC: $ UID FETCH 2 *\nS: $ OK x\n" + gone, kWorks, true);
        row("one missing, but there (K11)", summaries,
            ask + line(1) + line(3)
                + "S: $ OK x\nC: $ UID FETCH 2 *\nS: $ NO x\nC: $ UID SEARCH *\nS: * SEARCH 2\nS: $ OK x\n",
            Errc::ServerRefused, true);
        row("one missing, and SEARCH says nothing", summaries,
            ask + line(1) + line(3) + "S: $ OK x\nC: $ UID FETCH 2 *\nS: $ OK x\nC: $ UID SEARCH *\nS: $ OK x\n",
            Errc::ServerRefused, true);
        row("malformed FETCH", summaries, ask + "S: * 1 FETCH (UID 1 FLAGS (\n", Errc::ProtocolViolation, false);
        row("nested 100 000 deep", summaries,
            ask + "S: * 1 FETCH (UID 1 BODYSTRUCTURE " + QByteArray(100'000, '(') + "\n", Errc::ProtocolViolation,
            false);
        row("strange, but balanced", summaries,
            ask + "S: * 1 FETCH (UID 1 BODYSTRUCTURE (what (is this)) X ())\n" + all, kWorks, true);
        row("* 2 FETCH (]UID 2) (7)", summaries, ask + "S: * 2 FETCH (]UID 2)\n" + all, kWorks, true);
        row("literal in BODYSTRUCTURE (K4)", summaries,
            ask
                + "S: * 1 FETCH (UID 1 BODYSTRUCTURE (\"APPLICATION\" \"PDF\" (\"NAME\" {11}\nS| "
                  "\xe4\xbc\x9a\xe8\xad\xb0(\".pd\nS: ) NIL "
                  "NIL \"BASE64\" 9) FLAGS () BODY[HEADER.FIELDS (X)] {2}\nS: \nS: )\n"
                + line(2) + line(3) + "S: $ OK x\n",
            kWorks, true);
        row("descending and twice (UID lies)", summaries, ask + line(3) + line(2) + line(2) + line(1) + "S: $ OK x\n",
            kWorks, true);
        row("{-5} (7)", summaries, ask + "S: * 1 FETCH (UID 1 BODY[] {-5}\n", Errc::ProtocolViolation, false);
        row("{3000000000} (7)", summaries, ask + "S: * 1 FETCH (UID 1 BODY[] {3000000000}\n", Errc::MessageTooLarge,
            false);
        row("{9999999999999} (7)", summaries, ask + "S: * 1 FETCH (UID 1 BODY[] {9999999999999}\n",
            Errc::MessageTooLarge, false);
        row("10 MB line (7)", summaries, ask + "S: * X " + QByteArray(10'000'000, 'x') + "\n", Errc::ProtocolViolation,
            false);
        row("byte by byte (K10)", summaries, ask + "CHOP 1\n" + all, kWorks, true);
        row("NUL bytes (7)", summaries, ask + "S| * OK a\\0b\\r\\n\n" + all, kWorks, true);
        row("unknown tag says OK (K6)", summaries, ask + "S: A000003 OK done\n", Errc::ProtocolViolation, false);
        row("PREAUTH (K16)", summaries, ask + "S: * PREAUTH in\n", Errc::ProtocolViolation, false);
        row("literal too big", summaries, ask + "S: * 1 FETCH (UID 1 BODY[] {70000000}\n", Errc::MessageTooLarge,
            false);
        row("BYE", summaries, ask + line(1) + "S: * BYE bad day\n", Errc::ConnectionLost, false);
        row("BAD", summaries, ask + "S: $ BAD what\n", Errc::ServerRefused, true);
        row("silent", summaries, ask + line(1), Errc::Timeout, false);
        row("UIDVALIDITY changed meanwhile", flags,
            hello + "C: $ UID FETCH *\nS: * OK [UIDVALIDITY 6] new\nS: $ OK x\n", kWorks, true);
        row("flags, one piece refused", flags,
            hello + "C: $ UID FETCH *\nS: * 1 FETCH (UID 1 FLAGS ())\nS: $ NO [SERVERBUG] x\n", Errc::ServerBusy, true);

        const QByteArray askBody = hello + "C: $ UID FETCH 2 (UID BODY.PEEK[[]])\n";
        const QByteArray fetchBody = hello + "C: $ UID FETCH 2 *\n";
        row("body", body, fetchBody + "S: * 2 FETCH (UID 2 BODY[] {4}\nS| hi\\r\\n)\\r\\n\nS: $ OK x\n", kWorks, true);
        row("body of another UID", body,
            fetchBody + "S: * 2 FETCH (UID 3 BODY[] {4}\nS| no\\r\\n)\\r\\n\nS: $ OK x\nC: $ UID FETCH 2 *\nS: $ OK x\n"
                + gone,
            Errc::NoSuchMessage, true);
        row("body, then NO", body,
            fetchBody
                + "S: * 2 FETCH (UID 2 BODY[] {4}\nS| ha\\r\\n)\\r\\n\nS: $ NO [SERVERBUG] cut short\nC: $ UID FETCH 2 "
                  "*\n"
                  "S: * 2 FETCH (UID 2 BODY[] {4}\nS| hi\\r\\n)\\r\\n\nS: $ OK x\n",
            kWorks, true);
        row("literal cut off, then silence (7)", body, fetchBody + "S: * 2 FETCH (UID 2 BODY[] {400}\nS| hi\nWAIT 9000",
            Errc::Timeout, false);
        row("body cut short", body, fetchBody + "S: * 2 FETCH (UID 2 BODY[] {400}\nS| hi\nCLOSE", Errc::ConnectionLost,
            false);
        row("body shorter than announced", body,
            fetchBody + "S: * 2 FETCH (UID 2 BODY[] {40}\nS| hi\\r\\n)\\r\\n\nS: $ OK x\nWAIT 9000", Errc::Timeout,
            false);
        row("body is NIL", body,
            fetchBody + "S: * 2 FETCH (UID 2 BODY[] NIL)\nS: $ OK x\nC: $ UID FETCH 2 *\nS: $ OK x\n" + gone,
            Errc::NoSuchMessage, true);

        row("search", uids, hello + "C: $ UID SEARCH UID 1:[*]\nS: * SEARCH 3 1 2 2\nS: $ OK x\n", kWorks, true);
        row("search without an answer proves nothing", uids, hello + "C: $ UID SEARCH *\nS: $ OK x\n",
            Errc::ServerRefused, true);
        row("search, malformed", uids, hello + "C: $ UID SEARCH *\nS: * SEARCH 1 (\nS: $ OK x\n",
            Errc::ProtocolViolation, false);

        const QByteArray sleep = selected("IDLE") + "C: $ IDLE\n";
        row("idle", idle, sleep + "S: + zzz\nS: * 4 EXISTS\nC: DONE\nS: $ OK x\n", kWorks, true);
        row("idle, something before the invitation", idle,
            sleep + "S: * 4 EXISTS\nWAIT 30\nS: + zzz\nC: DONE\nS: $ OK x\n", kWorks, true);
        row("idle, EXPUNGE (5)", idle, sleep + "S: + zzz\nS: * 2 EXPUNGE\nC: DONE\nS: $ OK x\n", kWorks, true);
        row("idle, VANISHED (5)", idle, sleep + "S: + zzz\nS: * VANISHED 1:2\nC: DONE\nS: $ OK x\n", kWorks, true);
        row("idle refused", idle, sleep + "S: $ NO not now\n", Errc::ServerRefused, true);
        row("idle ended by the server", idle, sleep + "S: + zzz\nS: $ OK enough\n", kWorks, true);
        row("idle, BYE", idle, sleep + "S: + zzz\nS: * BYE\n", Errc::ConnectionLost, false);
        row("idle, second invitation", idle, sleep + "S: + zzz\nS: + zzz\n", Errc::ProtocolViolation, false);
        row("idle, DONE unanswered", idle, sleep + "S: + zzz\nS: * 4 EXISTS\nC: DONE\nWAIT 9000", Errc::Timeout, false);
        row("idle, flood", idle, sleep + "S: + zzz\nS*100000: * 4 EXISTS\nC: DONE\nS: $ OK x\n", kWorks, true);
    }

    void reading()
    {
        QFETCH(ReadingVerb, verb);
        QFETCH(QByteArray, script);
        ScriptedServer server(script.replace("1:[*]", "1:*").replace("[[]]", "[]"));
        QFETCH(Errc, code);
        const Ended ended = outcome(server, verb, patienceFor(code), "INBOX");
        QVERIFY2(ended.code == code, qPrintable(core::errcName(ended.code) + u' ' + ended.context));
        QVERIFY(code != kWorks || server.isFinished()); // nothing was left out
        QTEST(ended.isOpen, "open");
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void uidValidityChangedInTheMiddleStopsEveryVerb()
    {
        ScriptedServer server(
            selected() + "C: $ UID SEARCH *\nS: * OK [UIDVALIDITY 6] new\nS: * SEARCH 1\nS: $ OK x\nC: *");
        const auto connection = waitFor(ReadingConnection::open(login(server, 5s))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        (void)waitFor(connection->uidsFrom(Uid{1}));
        QCOMPARE(waitFor(connection->fetchBody(Uid{1})).error().code, Errc::UidValidityChanged);
        QVERIFY(!server.received().contains("FETCH"));
    }

    void answerToACancelledSearchIsNotTheNextOnes()
    {
        ScriptedServer server(selected()
            + "C: $ UID SEARCH *\nWAIT 100\nS: * SEARCH 1 2 3\nS: $ OK x\nC: $ UID SEARCH HEADER *\nS: * SEARCH 7\nS: "
              "$ OK x");
        const auto connection = waitFor(ReadingConnection::open(login(server, 5s))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        {
            async::TaskScope scope;
            scope.launch(uids(connection.get()));
            QTest::qWait(20);
        }
        const auto found = waitFor(connection->searchMessageId(u"x@y"_s));
        QCOMPARE(found.value(), QList<Uid>{Uid{7}});
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void deadLinkInIdleIsNoticed()
    {
        // Nothing comes and nothing is refused: a half-open link. The renewal finds out.
        ScriptedServer server(selected("IDLE") + "C: $ IDLE\nS: + zzz\nC: DONE\nWAIT 30000");
        const auto connection = waitFor(ReadingConnection::open(login(server, 500ms))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        connection->setIdleTimes(300ms, 1min);
        QCOMPARE(waitFor(connection->idle(), 10000).error().code, Errc::Timeout);
        QVERIFY(!connection->isOpen());
    }

    /** Each command is answered at once, and never comes to an end: silence is not what is wrong. */
    void dripIsGivenUp()
    {
        ScriptedServer server(selected() + "C: $ UID SEARCH *\nmore:\nS| *\nWAIT 60\nGOTO more");
        const auto connection = waitFor(ReadingConnection::open(login(server, 300ms))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(waitFor(connection->uidsFrom(Uid{1}), 20000).error().code, Errc::Timeout);
        QVERIFY2(clock.elapsed() > 2500, "a slow line is not a drip yet");
        QVERIFY(!connection->isOpen());
    }

    void alertIsPlainAndToldOnce()
    {
        ScriptedServer server(selected()
            + "C: $ NOOP\nS: * OK [ALERT] <b>a\tb</b> http://x\nS: * OK [ALERT] <b>a b</b> http://x\nS: $ OK [ALERT] "
              "c\nC: *");
        const auto connection = waitFor(ReadingConnection::open(login(server, 5s))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        QSignalSpy told(connection.get(), &ReadingConnection::alert);
        connection->setIdleTimes(10ms, 5ms);
        (void)waitFor(connection->idle(), 5000);
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(told[0][0].toString(), u"<b>a b</b> http://x"_s);
        QCOMPARE(told[1][0].toString(), u"c"_s);
    }

    /** The round trips of big mailboxes are hidden: four commands are under way before the first is answered. */
    void commandsArePipelined()
    {
        ScriptedServer server(selected()
            + "C: $ UID FETCH 3001:4000 *\nC: $ UID FETCH 2001:3000 *\nC: $ UID FETCH 1001:2000 *\nC: $ UID FETCH "
              "1:1000 *\n"
              "S: $ OK x\nC: *");
        const auto connection = waitFor(ReadingConnection::open(login(server, 1500ms))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        async::TaskScope scope;
        scope.launch(
            connection->fetchSummaries(UidSet::fromRange(Uid{1}, Uid{4000}), [](QList<imap::SummaryData>) { }, {}));
        QTRY_COMPARE(server.received().count("UID FETCH"), 4);
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void literalsWithoutARoundTrip_data()
    {
        QTest::addColumn<QByteArray>("capabilities");
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("LITERAL+") << "LITERAL+"_ba << "C: $ SELECT {3+}\nC: \xe6\x97\xa5\nS: $ NO x"_ba;
        QTest::newRow("without") << ""_ba << "C: $ SELECT {3}\nS: + go\nC: \xe6\x97\xa5\nS: $ NO x"_ba;
    }
    void literalsWithoutARoundTrip()
    {
        QFETCH(QByteArray, capabilities);
        QFETCH(QByteArray, script);
        ScriptedServer server(signedIn(capabilities) + script);
        const auto connection = waitFor(ReadingConnection::open(login(server, 5s))).value();
        QVERIFY(!waitFor(connection->select("\xe6\x97\xa5")));
        QCOMPARE(server.complaints(), QByteArrayList());
        QVERIFY(server.isFinished());
    }

    void withoutUidplusNothingIsExpunged()
    {
        ScriptedServer server(selected() + "C: *");
        const auto connection = waitFor(ReadingConnection::open(login(server, 5s))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        QCOMPARE(waitFor(connection->uidExpunge(kThree)).error().code, Errc::ServerRefused);
        QVERIFY(!server.received().contains("EXPUNGE"));
    }

    void withoutIdleItAsksNowAndThen()
    {
        ScriptedServer server(selected() + "C: $ NOOP\nS: $ OK x\nC: $ NOOP\nS: * 4 EXISTS\nS: $ OK x\nC: *");
        const auto connection = waitFor(ReadingConnection::open(login(server, 5s))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        connection->setIdleTimes(10s, 20ms);
        QVERIFY(waitFor(connection->idle(), 5000));
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    /** Wherever the server's side of a reading dialogue ends, the verb ends with ConnectionLost and at once. */
    void cutAtEachByte()
    {
        const QByteArray script = selected() + "C: $ UID FETCH 1:3 *\n"
            + (summaryLine(1) + summaryLine(2) + summaryLine(3)) + "S: $ OK x\n";
        qint64 whole = 0;
        {
            ScriptedServer server(script);
            QCOMPARE(outcome(server, summaries, 5s, "INBOX").code, kWorks);
            whole = server.sent();
        }
        for (qint64 cut = 60; cut < whole - 10; ++cut) {
            ScriptedServer server(script);
            server.cutAfter(cut);
            const Errc code = outcome(server, summaries, 5s, "INBOX").code;
            QVERIFY2(code == Errc::ConnectionLost, qPrintable(u"%1: %2"_s.arg(cut).arg(core::errcName(code))));
        }
    }
};

QTEST_GUILESS_MAIN(HostileReadingTest)
#include "tst_hostilereading.moc"
