// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dovecot.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using core::Flag;
using core::Uid;
using imap::CommandConnection;
using imap::ReadingConnection;
using imap::UidSet;
using test::ScriptedServer;
using test::waitFor;

namespace
{
constexpr Errc kWorks = Errc::Internal;

QByteArray signedIn(const QByteArray &capabilities)
{
    return "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\nC: $ AUTHENTICATE *\nS: $ OK [CAPABILITY IMAP4rev1 "
        + capabilities + "] in\n";
}

QByteArray selected(const QByteArray &capabilities = {})
{
    return signedIn(capabilities)
        + "C: $ SELECT \"INBOX\"*\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 5] x\nS: * OK [UIDNEXT 4] x\nS: $ OK "
          "[READ-WRITE] x\n";
}

imap::Login login(const ScriptedServer &server)
{
    return {
        .server = {.host = u"127.0.0.1"_s, .port = server.port(), .security = core::Security::None, .user = u"taro"_s},
        .password = core::Secret("pw"_ba),
        .policy = {},
        .logName = {},
        .patience = 800ms};
}

const UidSet kThree = UidSet::fromRange(Uid{1}, Uid{3});

async::Task<> store(CommandConnection *connection)
{
    co_await connection->storeFlags("INBOX", core::UidValidity{5}, kThree, Flag::Seen, {});
}
async::Task<> append(CommandConnection *connection)
{
    co_await connection->append("INBOX", {}, {}, "From: x\r\n\r\nbody\r\n");
}
async::Task<> listAll(CommandConnection *connection)
{
    co_await connection->list();
}
async::Task<> statusOf(CommandConnection *connection)
{
    co_await connection->status("INBOX");
}
using CommandVerb = async::Task<> (*)(CommandConnection *);

async::Task<> summaries(ReadingConnection *connection)
{
    co_await connection->fetchSummaries(kThree, [](QList<imap::SummaryData>) { }, {});
}
async::Task<> body(ReadingConnection *connection)
{
    co_await connection->fetchBody(Uid{2});
}
async::Task<> uids(ReadingConnection *connection)
{
    co_await connection->uidsFrom(Uid{1});
}
async::Task<> flags(ReadingConnection *connection)
{
    co_await connection->fetchFlags(kThree, {});
}
async::Task<> idle(ReadingConnection *connection)
{
    co_await connection->idle();
}
using ReadingVerb = async::Task<> (*)(ReadingConnection *);

QString summaryLine(int uid)
{
    return u"S: * %1 FETCH (UID %1 FLAGS () RFC822.SIZE 9 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1) BODY[HEADER.FIELDS (X)] {2}\nS: \nS: )\n"_s
        .arg(uid);
}
} // namespace
Q_DECLARE_METATYPE(CommandVerb)
Q_DECLARE_METATYPE(ReadingVerb)

/** Servers that break the rules, against both drivers; every end is quick, and the right one. */
class HostileTest : public QObject
{
    Q_OBJECT

    template <class Connection>
    Errc outcome(ScriptedServer &server, async::Task<> (*verb)(Connection *), QByteArray mailbox = {})
    {
        auto opened = waitFor(Connection::open(login(server)), 8000);
        if (!opened)
            return opened.error().code;
        if constexpr (std::is_same_v<Connection, ReadingConnection>) {
            if (!mailbox.isEmpty()) {
                if (const auto there = waitFor((*opened)->select(mailbox)); !there)
                    return there.error().code;
            }
        }
        const auto result = waitFor(verb(opened->get()), 30000);
        stillOpen = (*opened)->isOpen();
        QElapsedTimer clock;
        clock.start();
        opened->reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QTest::qWait(1);
        if (clock.elapsed() > 2000)
            return Errc::Timeout; // frozen in a destructor
        return result ? kWorks : result.error().code;
    }

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        imap::initialize();
    }

    void commands_data()
    {
        QTest::addColumn<CommandVerb>("verb");
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<bool>("open");
        const QByteArray hello = signedIn("MOVE UIDPLUS");
        const QByteArray ask = hello + "C: $ STATUS *\n";
        const QByteArray done = "S: * STATUS INBOX (MESSAGES 1 UNSEEN 0 UIDNEXT 2 UIDVALIDITY 5)\nS: $ OK done\n";
        const auto row = [](const char *tag, CommandVerb verb, const QByteArray &script, Errc code, bool open) {
            QTest::newRow(tag) << verb << script << code << open;
        };
        row("good", statusOf, ask + done, kWorks, true);
        row("unasked-for chatter", statusOf,
            ask + "S: * OK [ALERT] hi\nS: * 7 EXISTS\nS: * X-NEW (a (b\nS: * LIST () NIL x\n" + done, kWorks, true);
        row("a bracket that crashes KIMAP (K1)", statusOf, ask + "S: * OK (]\nS: * X (]\n" + done, kWorks, true);
        row("negative literal (K2)", statusOf, ask + "S: * STATUS {-6}\n" + done, Errc::ProtocolViolation, false);
        row("huge literal (K3)", statusOf, ask + "S: * STATUS {9999999999999}\n" + done, Errc::MessageTooLarge, false);
        row("literal that never comes", statusOf, ask + "S: * STATUS {500}\nS: short", Errc::Timeout, false);
        row("literal with brackets (K4)", statusOf, ask + "S: * LIST () NIL ({3}\nS| )\"(\nS: )\n" + done, kWorks,
            true);
        row("10 000 brackets (K5)", statusOf, ask + "S: * STATUS " + QByteArray(10'000, '(') + "\n" + done, kWorks,
            true);
        row("unknown tag says OK (K6)", statusOf, ask + "S: A000002 OK done\n" + done, Errc::ProtocolViolation, false);
        row("plus nobody waits for (K7)", statusOf, ask + "S: + go\n" + done, Errc::ProtocolViolation, false);
        row("garbage", statusOf, ask + "S: )))]]]\n" + done, Errc::ProtocolViolation, false);
        row("NUL and CR", statusOf, ask + "S| * OK a\\0b\\rc\\r\\n\n" + done, kWorks, true);
        row("empty lines", statusOf, ask + "S: \nS: \n" + done, kWorks, true);
        row("BYE", statusOf, ask + "S: * BYE shutting down\n", Errc::ConnectionLost, false);
        row("PREAUTH (K16)", statusOf, ask + "S: * PREAUTH in\n" + done, Errc::ProtocolViolation, false);
        row("closed", statusOf, ask + "CLOSE", Errc::ConnectionLost, false);
        row("never answers (K12)", statusOf, ask, Errc::Timeout, false);
        row("NO", statusOf, ask + "S: $ NO [INUSE] later\n", Errc::ServerBusy, true);
        row("NO, gone", statusOf, ask + "S: $ NO no such thing\n", Errc::NoSuchMailbox, true);
        row("BAD with brackets", statusOf, ask + "S: $ BAD (] {5}\n", Errc::NoSuchMailbox, true);
        row("OK without data", statusOf, ask + "S: $ OK done\n", kWorks, true);
        row("10 MB line", statusOf, ask + "S: * X " + QByteArray(10'000'000, 'x') + "\n" + done,
            Errc::ProtocolViolation, false);
        row("20 000 lines", statusOf, ask + "S*20000: * 5 EXISTS\n" + done, kWorks, true);

        row("LIST floods", listAll,
            hello + "C: $ LIST *\nmore:\nS*1000: * LIST () \"/\" " + QByteArray(2000, 'a') + "\nGOTO more",
            Errc::MessageTooLarge, false);
        const QByteArray chosen
            = hello + "C: $ SELECT *\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 5] x\nS: $ OK [READ-ONLY] x\n";
        row("STORE", store,
            chosen
                + "C: $ UID STORE 1:3 +FLAGS *\nS: * 1 FETCH (UID 1 FLAGS (\\Seen))\nS: * 2 FETCH (FLAGS (]))\nS: $ OK",
            kWorks, true);
        row("STORE refused", store, chosen + "C: $ UID STORE *\nS: $ NO read-only", Errc::ServerRefused, true);
        row("other UIDVALIDITY", store, hello + "C: $ SELECT *\nS: * OK [UIDVALIDITY 6] x\nS: $ OK x\nC: *",
            Errc::UidValidityChanged, true);
        row("no UIDVALIDITY", store, hello + "C: $ SELECT *\nS: * 3 EXISTS\nS: $ OK x\nC: *", Errc::UidValidityChanged,
            true);

        row("APPEND", append,
            hello + "C: $ APPEND \"INBOX\"* {17}\nS: + go\nC: From: x\nC: \nC: body\nC: \nS: $ OK [APPENDUID 5 9] x",
            kWorks, true);
        row("APPEND refused", append, hello + "C: $ APPEND *\nS: $ NO [OVERQUOTA] full\nC: *", Errc::OverQuota, true);
        row("APPEND taken before it was sent", append, hello + "C: $ APPEND *\nS: $ OK [APPENDUID 5 9] taken\nC: *",
            Errc::ProtocolViolation, false);
        row("APPEND, no invitation", append, hello + "C: $ APPEND *\nWAIT 9000", Errc::Timeout, false);
        row("APPEND, closed in the middle", append, hello + "C: $ APPEND *\nS: + go\nC: *\nCLOSE", Errc::ConnectionLost,
            false);
        row("APPEND, two invitations", append, hello + "C: $ APPEND *\nS: + go\nS: + go\nC: *", Errc::ProtocolViolation,
            false);
    }
    void commands()
    {
        QFETCH(CommandVerb, verb);
        QFETCH(QByteArray, script);
        ScriptedServer server(script);
        QTEST(outcome(server, verb), "code");
        QTEST(stillOpen, "open");
        QCOMPARE(server.complaints(), QByteArrayList());
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
            return summaryLine(uid).toLatin1();
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
        QCOMPARE(outcome(server, verb, "INBOX"), code);
        QVERIFY(code != kWorks || server.isFinished()); // nothing was left out
        QTEST(stillOpen, "open");
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void flatNamesAndNamesThatKimapWouldChange()
    {
        ScriptedServer server(signedIn("MOVE")
            + "C: $ LIST *\nS: * LIST (\\HasNoChildren) NIL INBOX\nS: * LIST (\\HasNoChildren) NIL bad&zzz\n"
              "S: * LIST (\\Sent) NIL NIL\nS: * LIST () \"/\" {6}\nS: a\"\\\\b(\nS: * LIST (\\Noselect) \".\" a.b\nS: "
              "$ OK\n"
              "C: $ LSUB *\nS: * LSUB () NIL INBOX\nS: * LIST () NIL INBOX\nS: * LSUB () NIL bad&zzz\nS: $ OK\nC: *");
        const auto connection = waitFor(CommandConnection::open(login(server))).value();
        const auto list = waitFor(connection->list());
        QVERIFY(list);
        QCOMPARE(list->size(), 5);
        QHash<QByteArray, imap::ListEntry> byName;
        for (const imap::ListEntry &entry : *list)
            byName.insert(entry.rawName, entry);
        QCOMPARE(byName.value("INBOX").delimiter, QChar());
        QVERIFY(byName.value("INBOX").subscribed);
        QVERIFY(byName.value("bad&zzz").subscribed && byName.value("bad&zzz").delimiter.isNull());
        QCOMPARE(byName.value("bad&zzz").name, u"bad&zzz"_s);
        QCOMPARE(byName.value("NIL").role, core::MailboxRole::Sent);
        QCOMPARE(byName.value("a.b").delimiter, u'.');
        QVERIFY(!byName.value("a.b").selectable && !byName.value("a.b").subscribed);
        QVERIFY(byName.contains("a\"\\\\b("));
        // What KIMAP would change is refused before anything is sent.
        QCOMPARE(waitFor(connection->status("bad&zzz")).error().code, Errc::InvalidInput);
        QVERIFY(!server.received().contains("zzz"));
    }

    void uidValidityChangedInTheMiddleStopsEveryVerb()
    {
        ScriptedServer server(
            selected() + "C: $ UID SEARCH *\nS: * OK [UIDVALIDITY 6] new\nS: * SEARCH 1\nS: $ OK x\nC: *");
        const auto connection = waitFor(ReadingConnection::open(login(server))).value();
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
        const auto connection = waitFor(ReadingConnection::open(login(server))).value();
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

    void moveWithoutMoveIsNotQuiteDone()
    {
        ScriptedServer server(signedIn("UIDPLUS")
            + "C: $ SELECT *\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 5] x\nS: $ OK x\nC: $ UID COPY 1:3 \"Trash\"\nS: $ "
              "OK [COPYUID 9 1:3 4:6] x\n"
              "C: $ UID STORE 1:3 +FLAGS (*Deleted)\nS: $ OK x");
        const auto connection = waitFor(CommandConnection::open(login(server))).value();
        const auto moved = waitFor(connection->move("INBOX", core::UidValidity{5}, kThree, "Trash"));
        QVERIFY(moved && moved->needsExpunge);
        QCOMPARE(server.complaints(), QByteArrayList());
        QVERIFY2(!server.received().contains("EXPUNGE"), "KIMAP can only expunge everything");
    }

    void uidsBeyondIntAreStoredToo()
    {
        ScriptedServer server(signedIn("MOVE")
            + "C: $ SELECT *\nS: * OK [UIDVALIDITY 4294967295] x\nS: $ OK x\n"
              "C: $ UID STORE 4294967290:4294967295 +FLAGS (*Seen)\n"
              "S: * 1 FETCH (UID 4294967290 FLAGS (\\Seen))\nS: $ OK x");
        const auto connection = waitFor(CommandConnection::open(login(server))).value();
        QVERIFY(waitFor(connection->storeFlags("INBOX", core::UidValidity{4294967295},
            UidSet::fromRange(Uid{4294967290}, Uid{4294967295}), Flag::Seen, {})));
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void withoutUidplusNothingIsExpunged()
    {
        ScriptedServer server(selected() + "C: *");
        const auto connection = waitFor(ReadingConnection::open(login(server))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        QCOMPARE(waitFor(connection->uidExpunge(kThree)).error().code, Errc::ServerRefused);
        QVERIFY(!server.received().contains("EXPUNGE"));
    }

    void withoutIdleItAsksNowAndThen()
    {
        ScriptedServer server(selected() + "C: $ NOOP\nS: $ OK x\nC: $ NOOP\nS: * 4 EXISTS\nS: $ OK x\nC: *");
        const auto connection = waitFor(ReadingConnection::open(login(server))).value();
        QVERIFY(waitFor(connection->select("INBOX")));
        connection->setIdleTimes(10s, 20ms);
        QVERIFY(waitFor(connection->idle(), 5000));
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    /** Wherever the server's side of a reading dialogue ends, the verb ends with ConnectionLost and at once. */
    void cutAtEachByte()
    {
        const QByteArray script = selected() + "C: $ UID FETCH 1:3 *\n"
            + (summaryLine(1) + summaryLine(2) + summaryLine(3)).toLatin1() + "S: $ OK x\n";
        qint64 whole = 0;
        {
            ScriptedServer server(script);
            QCOMPARE(outcome(server, summaries, "INBOX"), kWorks);
            whole = server.sent();
        }
        for (qint64 cut = 60; cut < whole - 10; ++cut) {
            ScriptedServer server(script);
            server.cutAfter(cut);
            const Errc code = outcome(server, summaries, "INBOX");
            QVERIFY2(code == Errc::ConnectionLost, qPrintable(u"%1: %2"_s.arg(cut).arg(core::errcName(code))));
        }
    }

private:
    bool stillOpen = false;
};

QTEST_GUILESS_MAIN(HostileTest)
#include "tst_hostile.moc"
