// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hostile.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace hostile;
using core::Flag;
using core::Uid;
using imap::CommandConnection;
using imap::UidSet;
using test::ScriptedServer;
using test::waitFor;

/** Servers that break the rules against a live KIMAP session behind the Gate; every end is quick, and the right one. */
class HostileTest : public QObject
{
    Q_OBJECT

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
        row("bracket in a list (K1)", statusOf, ask + "S: * OK (]\nS: * X (]\n" + done, kWorks, true);
        row("negative literal (K2)", statusOf, ask + "S: * STATUS {-6}\n" + done, Errc::ProtocolViolation, false);
        row("huge literal (K3)", statusOf, ask + "S: * STATUS {9999999999999}\n" + done, Errc::MessageTooLarge, false);
        row("literal that never comes (7)", statusOf, ask + "S: * STATUS {500}\nS: short", Errc::Timeout, false);
        row("literal with brackets (K4)", statusOf, ask + "S: * LIST () NIL ({3}\nS| )\"(\nS: )\n" + done, kWorks,
            true);
        row("10 000 brackets (K5)", statusOf, ask + "S: * STATUS " + QByteArray(10'000, '(') + "\n" + done, kWorks,
            true);
        row("unknown tag says OK (K6)", statusOf, ask + "S: A000002 OK done\n" + done, Errc::ProtocolViolation, false);
        row("plus nobody waits for (K7)", statusOf, ask + "S: + go\n" + done, Errc::ProtocolViolation, false);
        row("garbage line (7)", statusOf, ask + "S: )))]]]\n" + done, Errc::ProtocolViolation, false);
        row("NUL and CR (7)", statusOf, ask + "S| * OK a\\0b\\rc\\r\\n\n" + done, kWorks, true);
        row("empty lines", statusOf, ask + "S: \nS: \n" + done, kWorks, true);
        row("BYE (7)", statusOf, ask + "S: * BYE shutting down\n", Errc::ConnectionLost, false);
        row("PREAUTH (K16)", statusOf, ask + "S: * PREAUTH in\n" + done, Errc::ProtocolViolation, false);
        row("closed (7)", statusOf, ask + "CLOSE", Errc::ConnectionLost, false);
        row("never answers (K12)", statusOf, ask, Errc::Timeout, false);
        row("NO", statusOf, ask + "S: $ NO [INUSE] later\n", Errc::ServerBusy, true);
        row("NO, gone", statusOf, ask + "S: $ NO no such thing\n", Errc::NoSuchMailbox, true);
        row("BAD with brackets", statusOf, ask + "S: $ BAD (] {5}\n", Errc::NoSuchMailbox, true);
        row("OK without data", statusOf, ask + "S: $ OK done\n", kWorks, true);
        row("10 MB line (7)", statusOf, ask + "S: * X " + QByteArray(10'000'000, 'x') + "\n" + done,
            Errc::ProtocolViolation, false);
        row("literal beyond 2^64 (K3)", statusOf, ask + "S: * STATUS {99999999999999999999999}\n" + done,
            Errc::ProtocolViolation, false);
        row("{3000000000} (7)", statusOf, ask + "S: * STATUS {3000000000}\n" + done, Errc::MessageTooLarge, false);
        row("{2000000000} and silence (7)", statusOf, ask + "S: * STATUS {2000000000}\n", Errc::MessageTooLarge, false);
        row("{-5} (7)", statusOf, ask + "S: * STATUS {-5}\n" + done, Errc::ProtocolViolation, false);
        row("literal cut off, closed (7)", statusOf, ask + "S: * STATUS {500}\nS: short\nCLOSE", Errc::ConnectionLost,
            false);
        row("unbalanced list swallows nothing (7)", statusOf, ask + "S: * STATUS (INBOX\n" + done, kWorks, true);
        row("100 000 brackets (K5)", statusOf,
            ask + "S: * LIST " + QByteArray(100'000, '(') + QByteArray(100'000, ')') + "\n" + done, kWorks, true);
        row("failure without a code (K7)", statusOf, ask + "S: $ NO\n", Errc::NoSuchMailbox, true);
        row("server says STARTTLS again (K8)", statusOf,
            ask + "S: * CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED AUTH=PLAIN\n" + done, kWorks, true);
        row("CR and LF in different reads (7)", statusOf, ask + "CHOP 1\nS: * 7 EXISTS\n" + done, kWorks, true);
        row("byte by byte (K10)", listAll,
            hello
                + "C: $ LIST *\nCHOP 1\nS: * LIST () \"/\" {5}\nS: a (b)\nS: * LIST () \"/\" INBOX\nS: $ OK\nC: $ LSUB "
                  "*\n"
                  "S: $ OK",
            kWorks, true);
        row("two bytes at a time (K10)", listAll,
            hello
                + "C: $ LIST *\nCHOP 2\nS: * LIST () \"/\" {4}\nS: a(b)\nS: * LIST () \"/\" INBOX\nS: $ OK\nC: $ LSUB "
                  "*\n"
                  "S: $ OK",
            kWorks, true);
        row("backslashes (K13)", listAll,
            hello + "C: $ LIST *\nS: * LIST () \"/\" \"a\\\\\\\\b\"\nS: $ OK\nC: $ LSUB *\nS: $ OK", kWorks, true);
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
        row("* 2 FETCH (]UID 2) (7)", store,
            chosen + "C: $ UID STORE *\nS: * 2 FETCH (]UID 2)\nS: * 2 FETCH (UID\nS: * 2 FETCH (]\nS: $ OK", kWorks,
            true);
        row("literals in BODYSTRUCTURE during STORE (K4)", store,
            chosen
                + "C: $ UID STORE *\nS: * 2 FETCH (UID 2 BODYSTRUCTURE (\"A\" (\"NAME\" {3}\nS| )\"(\nS:  ) NIL) FLAGS "
                  "(\\Seen))\nS: $ OK",
            kWorks, true);
        row("10 MB of flags (7)", store,
            chosen + "C: $ UID STORE *\nS: * 2 FETCH (UID 2 FLAGS (" + QByteArray("flag ").repeated(200'000)
                + "x))\nS: $ OK",
            kWorks, true);
        row("MODSEQ and UID in any order (5)", store,
            chosen + "C: $ UID STORE *\nS: * 1 FETCH (MODSEQ (77) FLAGS (\\Seen) UID 1)\nS: $ OK", kWorks, true);
        row("unasked FETCH is no result (5)", store,
            chosen + "C: $ UID STORE *\nS: * 9 FETCH (FLAGS (\\Deleted))\nS: * 9 FETCH (UID 99 FLAGS ())\nS: $ OK",
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
        QFETCH(Errc, code);
        const Ended ended = outcome(server, verb, patienceFor(code));
        QVERIFY2(ended.code == code, qPrintable(core::errcName(ended.code) + u' ' + ended.context));
        QTEST(ended.isOpen, "open");
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void flatNamesAndNamesThatKimapWouldChange()
    {
        ScriptedServer server(signedIn("MOVE")
            + "C: $ LIST *\nS: * LIST (\\HasNoChildren) NIL INBOX\nS: * LIST (\\HasNoChildren) NIL bad&zzz\n"
              "S: * LIST (\\Sent) NIL NIL\nS: * LIST () \"/\" {6}\nS: a\"\\\\b(\nS: * LIST (\\Noselect) \".\" a.b\nS: "
              "$ OK\n"
              "C: $ LSUB *\nS: * LSUB () NIL INBOX\nS: * LIST () NIL INBOX\nS: * LSUB () NIL bad&zzz\nS: $ OK\nC: *");
        const auto connection = waitFor(CommandConnection::open(login(server, 5s))).value();
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

    void moveWithoutMoveIsNotQuiteDone()
    {
        ScriptedServer server(signedIn("UIDPLUS")
            + "C: $ SELECT *\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 5] x\nS: $ OK x\nC: $ UID COPY 1:3 \"Trash\"\nS: $ "
              "OK [COPYUID 9 1:3 4:6] x\n"
              "C: $ UID STORE 1:3 +FLAGS (*Deleted)\nS: $ OK x");
        const auto connection = waitFor(CommandConnection::open(login(server, 5s))).value();
        const auto moved = waitFor(connection->move("INBOX", core::UidValidity{5}, kThree, "Trash"));
        QVERIFY(moved && moved->needsExpunge);
        QCOMPARE(server.complaints(), QByteArrayList());
        QVERIFY2(!server.received().contains("EXPUNGE"), "KIMAP can only expunge everything");
    }

    /** KIMAP writes what it is told; a name from a person must not become a command (K15). */
    void noNameBecomesACommand_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (int c = 0; c < 0x20; ++c)
            QTest::newRow("control " + QByteArray::number(c)) << "a" + QByteArray(1, char(c)) + "b";
        QTest::newRow("CRLF and a command") << "a\r\nx1 DELETE INBOX"_ba;
        QTest::newRow("quote") << "a\" x"_ba;
        QTest::newRow("backslash") << "a\\"_ba;
        QTest::newRow("DEL") << "a\x7f"_ba;
    }
    void noNameBecomesACommand()
    {
        QFETCH(QByteArray, name);
        ScriptedServer server(signedIn("MOVE") + "more:\nC: $ *\nS: $ OK done\nGOTO more");
        const auto connection = waitFor(CommandConnection::open(login(server, 5s))).value();
        const QByteArray before = server.received();
        const auto created = waitFor(connection->create(name));
        const QByteArray sent = server.received().mid(before.size());
        // Refused, or one command on one line, with the name whole.
        if (created)
            QCOMPARE(sent.mid(sent.indexOf(' ') + 1), "CREATE \"" + name + "\"\r\n");
        else
            QCOMPARE(sent, QByteArray());
        QVERIFY(connection->isOpen());
    }

    void uidsBeyondIntAreStoredToo()
    {
        ScriptedServer server(signedIn("MOVE")
            + "C: $ SELECT *\nS: * OK [UIDVALIDITY 4294967295] x\nS: $ OK x\n"
              "C: $ UID STORE 4294967290:4294967295 +FLAGS (*Seen)\n"
              "S: * 1 FETCH (UID 4294967290 FLAGS (\\Seen))\nS: $ OK x");
        const auto connection = waitFor(CommandConnection::open(login(server, 5s))).value();
        QVERIFY(waitFor(connection->storeFlags("INBOX", core::UidValidity{4294967295},
            UidSet::fromRange(Uid{4294967290}, Uid{4294967295}), Flag::Seen, {})));
        QCOMPARE(server.complaints(), QByteArrayList());
    }
};

QTEST_GUILESS_MAIN(HostileTest)
#include "tst_hostile.moc"
