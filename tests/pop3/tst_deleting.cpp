// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using pop3::Farewell;
using test::Given;
using test::listScript;
using test::Session;
using test::waitFor;
using Deletions = pop3::Farewell::Deletions;

namespace
{
const QByteArray kThree = listScript({"1 10", "2 20", "3 30"}, {"1 a", "2 b", "3 c"});
const QList<pop3::Remembered> kAll{{"a", 10}, {"b", 20}, {"c", 30}};

QList<Errc> codes(const QList<core::Result<>> &results)
{
    QList<Errc> list;
    for (const core::Result<> &result : results)
        list.append(result ? Errc::Internal : result.error().code);
    return list;
}
constexpr Errc kMarked = Errc::Internal;
} // namespace

/** Nothing is deleted but what was meant, and what became of it is never guessed. */
class DeletingTest : public QObject
{
    Q_OBJECT

    core::Result<QList<Errc>> dele(Session &session, const QList<pop3::Remembered> &messages)
    {
        if (const auto listed = waitFor(session.connection.list()); !listed)
            return std::unexpected(listed.error());
        return waitFor(session.connection.dele(messages)).transform(codes);
    }

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    void deletesAtQuit()
    {
        Session session(kThree + "C: DELE 3\nS: +OK\nC: DELE 1\nS: +OK marked\nC: QUIT\nS: +OK bye, 1 left\nCLOSE");
        QCOMPARE(dele(session, {{"c", 30}, {"a", 10}}), (QList<Errc>{kMarked, kMarked}));
        const auto end = waitFor(session.connection.quit());
        QCOMPARE(end->deletions, Deletions::Done);
        QCOMPARE(end->serverText, "+OK bye, 1 left");
        QCOMPARE(session.server.complaints(), QByteArrayList());
        QVERIFY(!session.connection.isOpen());
    }

    void manyAhead()
    {
        Session session(listScript({"1 10", "2 20", "3 30"}, {"1 a", "2 b", "3 c"}, true)
                + "C: DELE 1\nC: DELE 2\nC: DELE 3\nS: +OK\nS: -ERR no\nS: +OK\nC: QUIT\nS: +OK\nCLOSE",
            "UIDL\nPIPELINING");
        QCOMPARE(dele(session, kAll), (QList<Errc>{kMarked, Errc::ServerRefused, kMarked}));
        QCOMPARE(waitFor(session.connection.quit())->deletions, Deletions::Done);
        QCOMPARE(session.server.complaints(), QByteArrayList());
    }

    /** uidl-…: whatever UIDL says, what is not certain is not deleted. */
    void uncertainOnesStay_data()
    {
        QTest::addColumn<QByteArrayList>("uids");
        QTest::addColumn<QList<Errc>>("codes"); // of deleting a, b and c
        QTest::addColumn<QByteArray>("commands"); // DELE, and no other
        const Errc faulty = Errc::ProtocolViolation;
        const Errc gone = Errc::NoSuchMessage;
        const auto row
            = [](const char *name, const QByteArrayList &uids, const QList<Errc> &codes, const QByteArray &commands) {
                  QTest::newRow(name) << uids << codes << commands;
              };
        row("uidl-good", {"1 a", "2 b", "3 c"}, {kMarked, kMarked, kMarked}, "123");
        row("uidl-empty", {"1 a", "2 ", "3 c"}, {kMarked, gone, kMarked}, "13");
        row("uidl-empty-answer", {}, {faulty, faulty, faulty}, "");
        row("uidl-space", {"1 a", "2 b b", "3 c"}, {kMarked, gone, kMarked}, "13");
        row("uidl-long", {"1 a", "2 " + QByteArray(71, 'b'), "3 c"}, {kMarked, gone, kMarked}, "13");
        row("uidl-doubled", {"1 a", "2 b", "3 b"}, {kMarked, faulty, gone}, "1");
        row("uidl-all-equal", {"1 a", "2 a", "3 a"}, {faulty, gone, gone}, "");
        row("uidl-unordered", {"2 b", "1 a", "3 c"}, {faulty, faulty, faulty}, "");
        row("uidl-number-twice", {"1 a", "1 b", "2 b", "3 c"}, {faulty, faulty, faulty}, "");
        row("uidl-missing", {"1 a", "3 c"}, {faulty, faulty, faulty}, "");
        row("uidl-beyond", {"1 a", "2 b", "3 c", "4 d"}, {faulty, faulty, faulty}, "");
        row("uidl-garbage", {"1 a", "x", "2 b", "3 c"}, {faulty, faulty, faulty}, "");
        row("uidl-changed", {"1 x", "2 y", "3 z"}, {gone, gone, gone}, "");
        row("uidl-reused", {"1 b", "2 c", "3 a"}, QList<Errc>(3, Errc::UidValidityChanged), "");
        row("uidl-moved up", {"1 x", "2 b", "3 y"}, {gone, kMarked, gone}, "2");
    }
    void uncertainOnesStay()
    {
        QFETCH(QByteArrayList, uids);
        QFETCH(QByteArray, commands);
        Session session(listScript({"1 10", "2 20", "3 30"}, uids) + "more:\nC: DELE *\nS: +OK\nGOTO more");
        const auto results = dele(session, kAll);
        QVERIFY(results);
        QTEST(*results, "codes");
        QByteArray sent;
        for (const QByteArray &line : session.commands().split('\n')) {
            if (line.startsWith("DELE "))
                sent += line.sliced(5).trimmed();
        }
        QCOMPARE(sent, commands);
        QVERIFY(session.connection.isOpen());
    }

    void withoutUidlNothingIsDeleted()
    {
        Session session("C: STAT\nS: +OK 1 10\nC: LIST\nS: +OK\nS: 1 10\nS: .\nC: UIDL\nS: -ERR unknown\nC: *", "TOP");
        QCOMPARE(dele(session, {{"a", 10}, {"", 10}}), QList<Errc>(2, Errc::ProtocolViolation));
        QVERIFY(!session.connection.maildrop().hasUids());
        QVERIFY(!session.commands().contains("DELE"));
    }

    void withoutAListingNothingIsDeleted()
    {
        Session session("C: *");
        QCOMPARE(waitFor(session.connection.dele(kAll)).transform(codes), QList<Errc>(3, Errc::ProtocolViolation));
        QCOMPARE(session.commands(), "");
    }

    void namedTwiceIsSentOnce()
    {
        Session session(kThree + "C: DELE 1\nS: +OK\nC: QUIT\nS: +OK\nCLOSE");
        QCOMPARE(dele(session, {{"a", 10}, {"a", 10}}), (QList<Errc>{kMarked, Errc::InvalidInput}));
        QCOMPARE(waitFor(session.connection.dele({{"a", 10}})).transform(codes), QList<Errc>{Errc::NoSuchMessage});
        Given given;
        QVERIFY(waitFor(session.connection.retr({1}, 1000, given.taken())));
        QCOMPARE(given.bytes[1].error().code, Errc::NoSuchMessage);
        QCOMPARE(waitFor(session.connection.quit())->deletions, Deletions::Done);
        QCOMPARE(session.server.complaints(), QByteArrayList());
    }

    void listedAgainWithMarks()
    {
        Session session(kThree + "C: DELE 2\nS: +OK\n" + listScript({"1 10", "3 30"}, {"1 a", "3 c"})
            + "C: DELE 3\nS: +OK\nC: QUIT\nS: +OK\nCLOSE");
        QCOMPARE(dele(session, {{"b", 20}}), QList<Errc>{kMarked});
        QVERIFY(waitFor(session.connection.list()));
        QVERIFY(session.connection.maildrop().isOrderly());
        QCOMPARE(waitFor(session.connection.dele({{"c", 30}})).transform(codes), QList<Errc>{kMarked});
        QCOMPARE(waitFor(session.connection.quit())->deletions, Deletions::Done);
        QCOMPARE(session.server.complaints(), QByteArrayList());
    }

    void looksAgainAtOne_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<bool>("deletable");
        const QByteArray same = "C: LIST 2\nS: +OK 2 20\nC: UIDL 2\nS: +OK 2 ";
        QTest::newRow("as it was") << same + "b" << kMarked << true;
        QTest::newRow("another uid") << same + "x" << kMarked << false;
        QTest::newRow("no uid") << same << kMarked << false;
        QTest::newRow("another size") << "C: LIST 2\nS: +OK 2 21\nC: UIDL 2\nS: +OK 2 b"_ba << kMarked << false;
        QTest::newRow("another message") << "C: LIST 2\nS: +OK 2 20\nC: UIDL 2\nS: +OK 3 b"_ba
                                         << Errc::ProtocolViolation << false;
        QTest::newRow("refused") << "C: LIST 2\nS: +OK 2 20\nC: UIDL 2\nS: -ERR no"_ba << Errc::ServerRefused << false;
    }
    void looksAgainAtOne()
    {
        QFETCH(QByteArray, script);
        QFETCH(Errc, code);
        Session session(kThree + script);
        QVERIFY(waitFor(session.connection.list()));
        const auto message = waitFor(session.connection.look(2));
        QCOMPARE(message ? kMarked : message.error().code, code);
        if (message)
            QTEST(message->isDeletable, "deletable");
        QCOMPARE(waitFor(session.connection.look(9)).error().code, Errc::NoSuchMessage);
    }

    void rsetTakesItBack()
    {
        Session session(
            kThree + "C: DELE 1\nS: +OK\nC: RSET\nS: +OK\nC: RETR 1\nS: +OK\nS: a\nS: .\nC: QUIT\nS: +OK\nCLOSE");
        QCOMPARE(dele(session, {{"a", 10}}), QList<Errc>{kMarked});
        QVERIFY(waitFor(session.connection.rset()));
        Given given;
        QVERIFY(waitFor(session.connection.retr({1}, 1000, given.taken())));
        QCOMPARE(given.bytes[1], "a\r\n");
        QCOMPARE(waitFor(session.connection.quit())->deletions, Deletions::None);
    }

    void farewells_data()
    {
        QTest::addColumn<QByteArray>("script"); // behind DELE
        QTest::addColumn<Deletions>("deletions");
        QTest::addColumn<QByteArray>("serverText");
        const QByteArray marked = "S: +OK\n";
        const auto row
            = [&](const char *name, const QByteArray &script, Deletions deletions, const QByteArray &serverText = {}) {
                  QTest::newRow(name) << marked + script << deletions << serverText;
              };
        row("done", "C: QUIT\nS: +OK bye\nCLOSE", Deletions::Done, "+OK bye");
        row("some not removed", "C: QUIT\nS: -ERR some deleted messages not removed\nCLOSE", Deletions::Partly,
            "-ERR some deleted messages not removed");
        row("drop-at-quit", "C: QUIT\nCLOSE", Deletions::Unknown);
        row("drop-before-quit-ok", "C: QUIT\nS| +O\nCLOSE", Deletions::Unknown);
        row("nonsense at QUIT", "C: QUIT\nS: bye\nCLOSE", Deletions::Unknown, "bye");
        row("silence at QUIT", "C: QUIT\nWAIT 20000", Deletions::Unknown);
        row("drip at QUIT", "C: QUIT\nmore:\nS| x\nWAIT 40\nGOTO more", Deletions::Unknown);
        row("drop-after-dele", "CLOSE", Deletions::NotDone);
        row("gives up after DELE", "S: -ERR idle\nCLOSE", Deletions::NotDone, "-ERR idle");
        row("a reply too many before QUIT", "S: +OK\nC: *", Deletions::NotDone, "+OK");
    }
    void farewells()
    {
        QFETCH(QByteArray, script);
        QFETCH(Deletions, deletions);
        Session session(kThree + "C: DELE 1\n" + script, "UIDL", 100ms);
        QCOMPARE(dele(session, {{"a", 10}}), QList<Errc>{kMarked});
        QTest::qWait(50); // what comes unasked is there
        const auto end = waitFor(session.connection.quit());
        QVERIFY(end);
        QCOMPARE(end->deletions, deletions);
        QTEST(end->serverText, "serverText");
        QTest::qWait(10);
        QCOMPARE(session.commands().contains("QUIT"), deletions != Deletions::NotDone);
    }

    void nothingMarkedIsNothingDeleted()
    {
        Session session(kThree + "C: QUIT\nCLOSE");
        QVERIFY(waitFor(session.connection.list()));
        QCOMPARE(waitFor(session.connection.quit())->deletions, Deletions::None);
    }

    void lostInTheMiddleOfDele()
    {
        Session session(kThree + "C: DELE 1\nS: +OK\nC: DELE 2\nCLOSE");
        QCOMPARE(dele(session, kAll).error().code, Errc::ConnectionLost);
        QCOMPARE(waitFor(session.connection.quit())->deletions, Deletions::NotDone);
    }

    /** The line is cut behind every byte of the server: nothing half is given, and nothing is said to be done. */
    void cutAnywhere()
    {
        const QByteArray script
            = kThree + "C: RETR 1\nS: +OK\nS: whole\nS: .\nC: DELE 1\nS: +OK\nC: QUIT\nS: +OK bye\n";
        QMap<Deletions, int> ends;
        int given = 0;
        for (qint64 cut = 1;; ++cut) {
            Session session(script, "UIDL", 600ms, cut);
            Given got;
            if (session.opened && waitFor(session.connection.list())) {
                const auto read = waitFor(session.connection.retr({1}, 1000, got.taken()));
                const auto marked = waitFor(session.connection.dele({{"a", 10}}));
                QVERIFY2(!marked || (read && got.bytes[1] == "whole\r\n"), "marked before it was there");
            }
            given += got.order.size();
            QVERIFY(got.order.isEmpty() || got.bytes[1] == "whole\r\n");
            const auto end = waitFor(session.connection.quit());
            ++ends[end->deletions];
            const bool quitArrived = session.server.received().endsWith("QUIT\r\n");
            QVERIFY(end->deletions != Deletions::Done || (quitArrived && session.server.isFinished()));
            QVERIFY(end->deletions != Deletions::NotDone || !quitArrived);
            if (end->deletions == Deletions::Done)
                break;
            QVERIFY(cut < 1000);
        }
        QVERIFY(ends[Deletions::Unknown] >= 8 && ends[Deletions::None] > 100);
        qInfo("cut at %d places: %d without a mark, %d not done, %d unknown; %d times given whole",
            ends[Deletions::None] + ends[Deletions::NotDone] + ends[Deletions::Unknown], ends[Deletions::None],
            ends[Deletions::NotDone], ends[Deletions::Unknown], given);
    }

    /** The answer to a call that was given up must not be taken for the one to QUIT. */
    void aCallThatIsGivenUpEndsTheSession_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("before its answer") << "C: RETR 2\nWAIT 150\nS: +OK bye\nC: *"_ba;
        QTest::newRow("in the middle of its answer") << "C: RETR 2\nS: +OK\nS: half\nWAIT 150\nS: +OK bye\nC: *"_ba;
    }
    void aCallThatIsGivenUpEndsTheSession()
    {
        QFETCH(QByteArray, script);
        Session session(kThree + "C: DELE 1\nS: +OK\n" + script);
        QCOMPARE(dele(session, {{"a", 10}}), QList<Errc>{kMarked});
        Given given;
        {
            async::TaskScope scope;
            scope.launch(session.connection.retr({2}, 1000, given.taken()));
            QTest::qWait(50);
        }
        QCOMPARE(waitFor(session.connection.quit())->deletions, Deletions::NotDone);
        QVERIFY(!session.commands().contains("QUIT") && session.commands().contains("RETR 2"));
        QVERIFY(!session.connection.isOpen());
    }

    /** Without quit() there is no QUIT. */
    void anAbandonedSessionDeletesNothing()
    {
        Session session(kThree + "C: DELE 1\nS: +OK\nC: *");
        QCOMPARE(dele(session, {{"a", 10}}), QList<Errc>{kMarked});
        session.held.reset();
        QTest::qWait(30);
        QVERIFY(session.commands().endsWith("DELE 1\r\n"));
    }
};

QTEST_GUILESS_MAIN(DeletingTest)
#include "tst_deleting.moc"
