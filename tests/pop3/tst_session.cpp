// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using test::Given;
using test::listScript;
using test::Session;
using test::waitFor;

namespace
{
const QByteArray kThree = listScript({"1 10", "2 20", "3 30"}, {"1 a", "2 b", "3 c"});
const QByteArray kThreeAhead = listScript({"1 10", "2 20", "3 30"}, {"1 a", "2 b", "3 c"}, true);
constexpr qint64 kLimit = 1'000'000;
constexpr auto kCanary = "CANARY-OF-THE-MAIL";
} // namespace

/** Listing and reading: what a server says wrongly is told, and the next answer is never taken for this one's. */
class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(logs.isValid());
        qputenv("HIKYAKU_LOG_DIR", logs.path().toLocal8Bit());
        net::initialize();
    }

    void lists()
    {
        Session session(kThree);
        QVERIFY(session.opened);
        QVERIFY(waitFor(session.connection.list()));
        QCOMPARE(session.connection.maildrop().messages().size(), 3);
        QCOMPARE(*session.connection.maildrop().byUid("b"), (pop3::Message{2, 20, "b", true}));
        QCOMPARE(session.server.complaints(), QByteArrayList());
    }

    void commandsGoAheadOnlyWhereTheServerReadsAhead()
    {
        Session ahead(kThreeAhead, "UIDL\nPIPELINING"); // its answers wait for all three
        QVERIFY(waitFor(ahead.connection.list()));
        QCOMPARE(ahead.connection.maildrop().messages().size(), 3);
        QCOMPARE(ahead.server.complaints(), QByteArrayList());
        Session alone("C: STAT\nWAIT 50\nCLOSE");
        QCOMPARE(waitFor(alone.connection.list()).error().code, Errc::ConnectionLost);
        QCOMPARE(alone.commands(), "STAT\r\n");
    }

    void listingGoesWrong_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Errc>("code");
        QTest::newRow("STAT refused") << "C: STAT\nS: -ERR no\nC: *"_ba << Errc::ServerRefused;
        QTest::newRow("STAT refused for now") << "C: STAT\nS: -ERR [SYS/TEMP] no\nC: *"_ba << Errc::ServerBusy;
        QTest::newRow("STAT without numbers") << "C: STAT\nS: +OK many\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("STAT with one number") << "C: STAT\nS: +OK 3\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("STAT below nothing") << "C: STAT\nS: +OK -1 5\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("STAT beyond reason") << "C: STAT\nS: +OK 9999999999 5\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("STAT as a challenge") << "C: STAT\nS: + 3 5\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("LIST refused") << "C: STAT\nS: +OK 1 5\nC: LIST\nS: -ERR no\nC: *"_ba << Errc::ServerRefused;
        QTest::newRow("list-huge") << "C: STAT\nS: +OK 1 5\nC: LIST\nS: +OK\nmore:\nS*1000: 1 5\nGOTO more"_ba
                                   << Errc::ProtocolViolation;
        QTest::newRow("LIST without an end")
            << "C: STAT\nS: +OK 1 5\nC: LIST\nS: +OK\nS: 1 5\nC: *"_ba << Errc::Timeout;
        QTest::newRow("LIST cut off") << "C: STAT\nS: +OK 1 5\nC: LIST\nS: +OK\nS: 1 5\nCLOSE"_ba
                                      << Errc::ConnectionLost;
        const QByteArray listed = "C: STAT\nS: +OK 1 5\nC: LIST\nS: +OK\nS: 1 5\nS: .\n";
        QTest::newRow("a reply too many") << listed + "S: +OK\nC: *" << Errc::ProtocolViolation;
        QTest::newRow("UIDL refused, though announced") << listed + "C: UIDL\nS: -ERR no\nC: *" << Errc::ServerRefused;
        QTest::newRow("UIDL refused for now") << listed + "C: UIDL\nS: -ERR [SYS/TEMP] no\nC: *" << Errc::ServerBusy;
    }
    void listingGoesWrong()
    {
        QFETCH(QByteArray, script);
        Session session(script, "UIDL", 100ms);
        const auto listed = waitFor(session.connection.list());
        QVERIFY(!listed);
        QTEST(listed.error().code, "code");
        QVERIFY(listed.error().context.startsWith("127.0.0.1"_L1));
        QVERIFY(session.connection.maildrop().messages().isEmpty());
        const bool refusal = listed.error().code == Errc::ServerRefused || listed.error().code == Errc::ServerBusy;
        QCOMPARE(session.connection.isOpen(), refusal);
    }

    void contents_data()
    {
        QTest::addColumn<QByteArray>("wire"); // as ScriptedServer sends it
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("usual") << "S: Subject: a\nS: \nS: body\nS: .\n"_ba << "Subject: a\r\n\r\nbody\r\n"_ba;
        QTest::newRow("nothing") << "S: .\n"_ba << ""_ba;
        QTest::newRow("dots") << "S: ..\nS: ...\nS: a.\nS: .\n"_ba << ".\r\n..\r\na.\r\n"_ba;
        QTest::newRow("lone LF and CR") << "S| a\\nb\\rc\\r\\n\nS: .\n"_ba << "a\nb\rc\r\n"_ba;
        QTest::newRow("without a last line end") << "S| a\\r\\nlast\\r\\n.\\r\\n\n"_ba << "a\r\nlast\r\n"_ba;
        QTest::newRow("an answer inside") << "S| a\\n.\\n+OK injected\\r\\n\nS: .\n"_ba
                                          << "a\n.\n+OK injected\r\n"_ba;
        QTest::newRow("a refusal inside") << "S: -ERR no\nS: .\n"_ba << "-ERR no\r\n"_ba;
        QTest::newRow("byte by byte") << "CHOP 1\nS: Subject: a\nS: ..\nS: .\n"_ba << "Subject: a\r\n.\r\n"_ba;
    }
    void contents()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, bytes);
        Session session(kThree + "C: RETR 2\nS: +OK 20 octets\n" + wire + "C: RETR 3\nS: +OK\nS: third\nS: .\n");
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        QVERIFY(waitFor(session.connection.retr({2, 3}, kLimit, given.taken())));
        QCOMPARE(given.bytes[2], bytes);
        QCOMPARE(given.bytes[3], "third\r\n"); // nothing of the one before was left over
        QCOMPARE(session.server.complaints(), QByteArrayList());
    }

    /** LIST is a hint: the message ends where it ends. */
    void sizesThatLie()
    {
        const QByteArray body(5000, 'x');
        Session session(listScript({"1 1", "2 4000000", "3 0"}, {"1 a", "2 b", "3 c"}) + "C: RETR 1\nS: +OK\nS: " + body
            + "\nS: .\nC: RETR 2\nS: +OK 7 octets\nS: " + body + "\nS: .\nC: RETR 3\nS: +OK\nS: " + body + "\nS: .\n");
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        QVERIFY(waitFor(session.connection.retr({1, 2, 3}, 5'000'000, given.taken())));
        for (const quint32 number : {1, 2, 3})
            QCOMPARE(given.bytes[number], body + "\r\n");
    }

    void aboveTheLimitIsNotAskedFor()
    {
        Session session(kThree + "C: RETR 1\nS: +OK\nS: a\nS: .\n");
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        QVERIFY(waitFor(session.connection.retr({1, 2, 9}, 15, given.taken())));
        QCOMPARE(given.bytes[1], "a\r\n");
        QCOMPARE(given.bytes[2].error().code, Errc::MessageTooLarge);
        QCOMPARE(given.bytes[9].error().code, Errc::NoSuchMessage);
        QVERIFY(session.connection.isOpen());
        QVERIFY(!session.commands().contains("RETR 2") && !session.commands().contains("RETR 9"));
    }

    void endlessRetr() // endless-retr: more than it may be, whatever LIST said
    {
        Session session(kThree + "C: RETR 1\nS: +OK\nmore:\nS*1000: more and more and more\nGOTO more");
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        const auto end = waitFor(session.connection.retr({1, 2}, kLimit, given.taken()));
        QCOMPARE(end.error().code, Errc::MessageTooLarge);
        QVERIFY(given.order.isEmpty() && !session.connection.isOpen());
    }

    void slowDrip()
    {
        Session session(kThree + "C: RETR 1\nS: +OK\nmore:\nS| x\nWAIT 40\nGOTO more", "UIDL", 100ms);
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        const auto end = waitFor(session.connection.retr({1}, kLimit, given.taken()));
        QCOMPARE(end.error().code, Errc::Timeout);
        QVERIFY2(end.error().context.startsWith("127.0.0.1"_L1), "not given up, only waited for too long");
    }

    void slowButMovingIsNotGivenUp()
    {
        const QByteArray piece = QByteArray("S: ") + QByteArray(40, 'x') + "\nWAIT 40\n";
        Session session(
            listScript({"1 2000"}, {"1 a"}) + "C: RETR 1\nS: +OK\n" + piece.repeated(45) + "S: .\n", "UIDL", 150ms);
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        QVERIFY(waitFor(session.connection.retr({1}, kLimit, given.taken())));
        QCOMPARE(given.bytes[1]->size(), 45 * 42);
    }

    void cutInTheMiddleIsNotGiven()
    {
        for (const QByteArray &rest : {"S: half\nCLOSE"_ba, "S: half\nS| .\\r\nCLOSE"_ba, "S: half\nS| .\nCLOSE"_ba}) {
            Session session(kThree + "C: RETR 1\nS: +OK\nS: whole\nS: .\nC: RETR 2\nS: +OK\n" + rest);
            QVERIFY(waitFor(session.connection.list()));
            Given given;
            const auto end = waitFor(session.connection.retr({1, 2, 3}, kLimit, given.taken()));
            QCOMPARE(end.error().code, Errc::ConnectionLost);
            QCOMPARE(given.order, QList<quint32>{1});
        }
    }

    void refusedOnesDoNotStopTheOthers()
    {
        Session session(kThree
            + "C: RETR 1\nS: -ERR [SYS/TEMP] locked\nC: RETR 2\nS: -ERR no\nC: RETR 3\nS: +OK\nS: third\nS: .\n");
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        QVERIFY(waitFor(session.connection.retr({1, 2, 3}, kLimit, given.taken())));
        QCOMPARE(given.bytes[1].error().code, Errc::ServerBusy);
        QCOMPARE(given.bytes[2].error().code, Errc::ServerRefused);
        QCOMPARE(given.bytes[2].error().serverText, "-ERR no");
        QCOMPARE(given.bytes[3], "third\r\n");
    }

    void manyAhead()
    {
        QByteArrayList scan, uids;
        QList<quint32> numbers;
        QByteArray answers;
        for (int i = 1; i <= 100; ++i) {
            const QByteArray n = QByteArray::number(i);
            scan.append(n + " 9");
            uids.append(n + " u" + n);
            numbers.append(quint32(i));
            answers += "C: RETR " + n + '\n';
            answers += i % 7 == 0 ? "S: -ERR no\n"_ba : "S: +OK\nS: message " + n + "\nS: .\n";
        }
        Session session(listScript(scan, uids, true) + answers, "UIDL\nPIPELINING");
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        QVERIFY(waitFor(session.connection.retr(numbers, kLimit, given.taken())));
        QCOMPARE(given.order, numbers);
        for (const quint32 number : std::as_const(numbers)) {
            QCOMPARE(given.bytes[number].has_value(), number % 7 != 0);
            if (number % 7 != 0)
                QCOMPARE(given.bytes[number], "message " + QByteArray::number(number) + "\r\n");
        }
        QCOMPARE(session.server.complaints(), QByteArrayList());
    }

    void topOfAServerThatSendsItAll()
    {
        const QByteArray all = "S*2000: line of the text\n";
        Session session(kThree + "C: TOP 1 0\nS: +OK\n" + all + "S: .\nC: TOP 2 5\nS: +OK\nS: Subject: b\nS: \nS: .\n");
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        QVERIFY(waitFor(session.connection.top({1}, 0, 100, given.taken())));
        QVERIFY(waitFor(session.connection.top({2}, 5, 100, given.taken())));
        QCOMPARE(given.bytes[1]->size(), 100);
        QCOMPARE(given.bytes[2], "Subject: b\r\n\r\n");
    }

    void progressIsTold()
    {
        Session session(kThree + "C: RETR 2\nS: +OK\nCHOP 3\nS: 0123456789\nS: .\n");
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        QList<qint64> seen;
        QVERIFY(
            waitFor(session.connection.retr({2}, kLimit, given.taken(), [&](quint32 number, qint64 bytes, qint64 of) {
                QVERIFY(number == 2 && of == 20);
                QVERIFY(seen.isEmpty() || bytes >= seen.last());
                seen.append(bytes);
            })));
        QCOMPARE(seen.last(), 12);
    }

    /** A full disk ends it: no QUIT, so nothing is deleted. */
    void receiverThatCannotKeepItEndsIt()
    {
        Session session(kThree + "C: RETR 1\nS: +OK\nS: one\nS: .\nC: *");
        QVERIFY(waitFor(session.connection.list()));
        Given given;
        given.refusal = core::Error{Errc::StoreFull, u"disk"_s, {}};
        const auto end = waitFor(session.connection.retr({1, 2}, kLimit, given.taken()));
        QCOMPARE(end.error().code, Errc::StoreFull);
        QVERIFY(!session.connection.isOpen());
        QVERIFY(!session.commands().contains("RETR 2"));
    }

    void serverThatGivesUpIsHeard()
    {
        Session session("C: NOOP\nS: +OK\nS: -ERR idle for too long\nCLOSE");
        QVERIFY(waitFor(session.connection.noop()));
        const auto end = waitFor(session.connection.noop());
        QCOMPARE(end.error().code, Errc::ConnectionLost);
        QCOMPARE(end.error().serverText, "-ERR idle for too long");
    }

    void replyToNothingIsNotTakenForTheNext()
    {
        Session session("C: NOOP\nS: +OK\nS: +OK\nC: *");
        QVERIFY(waitFor(session.connection.noop()));
        QCOMPARE(waitFor(session.connection.noop()).error().code, Errc::ProtocolViolation);
        QCOMPARE(session.commands(), "NOOP\r\n");
    }

    void logHasNoMail()
    {
        {
            Session session(kThreeAhead + "C: RETR 1\nC: RETR 2\nS: +OK\nS: " + kCanary + "\nS| \\n.\\n" + kCanary
                    + "\\r\\n\nS: .\nS: +OK\nS: " + kCanary + "\nS: .\nC: TOP 3 0\nS: +OK\nS: " + kCanary
                    + "\nS: .\nC: NOOP\nS: +OK seen\n",
                "UIDL\nPIPELINING");
            QVERIFY(waitFor(session.connection.list()));
            Given given;
            QVERIFY(waitFor(session.connection.retr({1, 2}, kLimit, given.taken())));
            QVERIFY(waitFor(session.connection.top({3}, 0, kLimit, given.taken())));
            QVERIFY(waitFor(session.connection.noop()));
            QVERIFY(given.bytes[3]->contains(kCanary));
        }
        const QDir folder(logs.path());
        bool isThere = false;
        const QStringList names = folder.entryList(QDir::Files);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            QVERIFY2(!text.contains(kCanary), text.constData());
            isThere = isThere || (text.contains("C: TOP 3 0") && text.contains("S: +OK seen"));
        }
        QVERIFY(isThere);
    }

private:
    QTemporaryDir logs;
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
