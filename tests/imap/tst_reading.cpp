// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dovecot.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using core::Flag;
using core::ModSeq;
using core::Uid;
using imap::CommandConnection;
using imap::ReadingConnection;
using imap::SummaryData;
using imap::UidSet;
using test::plainMessage;
using test::waitFor;

namespace
{
const UidSet kAll = UidSet::fromRange(Uid{1}, Uid{});

UidSet one(quint32 uid)
{
    return UidSet::fromRange(Uid{uid}, Uid{uid});
}

QList<quint32> numbers(const QList<Uid> &uids)
{
    QList<quint32> list;
    for (const Uid uid : uids)
        list.append(uid.value());
    return list;
}

async::Task<> keepIdling(ReadingConnection *connection, int *turns)
{
    for (;;) {
        co_await connection->idle();
        ++*turns;
    }
}
} // namespace

/** ReadingConnection against Dovecot. */
class ReadingTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<ReadingConnection> opened(const QString &user, const QByteArray &mailbox = "INBOX")
    {
        auto connection = test::connectedAs<ReadingConnection>(user);
        if (connection && !waitFor(connection->select(mailbox)))
            return nullptr;
        return connection;
    }

    QString fill(const QString &user, int count)
    {
        QString error;
        for (int i = 1; i <= count && error.isEmpty(); ++i)
            error = stack->store(user, u"INBOX"_s, plainMessage(i), i % 2 ? "S" : "");
        return error;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString error = test::prepareDovecot();
        QVERIFY2(error.isEmpty(), qPrintable(error));
        stack = test::MailStack::shared();
    }

    void selectTellsTheMailbox()
    {
        QCOMPARE(fill(u"user13"_s, 3), QString());
        const auto connection = test::connectedAs<ReadingConnection>(u"user13"_s);
        QVERIFY(connection);
        QCOMPARE(waitFor(connection->uidsFrom(Uid{1})).error().code, Errc::NoSuchMailbox);
        const auto selected = waitFor(connection->select("INBOX"));
        QVERIFY(selected);
        QCOMPARE(selected->exists, 3u);
        QCOMPARE(selected->uidNext, Uid{4});
        QVERIFY(selected->uidValidity.isValid() && selected->highestModSeq.isValid() && !selected->readOnly);
        QCOMPARE(waitFor(connection->select("Nowhere")).error().code, Errc::NoSuchMailbox);
        QCOMPARE(waitFor(connection->uidsFrom(Uid{1})).error().code, Errc::NoSuchMailbox);
        const auto again = waitFor(connection->select("INBOX"));
        QVERIFY(again && again->epoch > selected->epoch && again->uidValidity == selected->uidValidity);
    }

    void summariesComeNewestFirstInBoundedLists()
    {
        constexpr int count = 2300;
        QCOMPARE(fill(u"user14"_s, count), QString());
        const auto connection = opened(u"user14"_s);
        QVERIFY(connection);
        QList<SummaryData> all;
        QList<qsizetype> sizes;
        int stops = 0;
        QVERIFY(waitFor(connection->fetchSummaries(
            UidSet::fromRange(Uid{1}, Uid{count + 50}), // the last fifty do not exist: proved, not reported
            [&](QList<SummaryData> list) {
                sizes.append(list.size());
                all += list;
            },
            [&] { return ++stops % 3 != 0; })));
        QCOMPARE(all.size(), count);
        QVERIFY(std::ranges::all_of(sizes, [](qsizetype size) { return size <= 1000; }));
        // Commands go from the newest thousand to the oldest.
        QVERIFY(std::ranges::all_of(all.first(950), [](const SummaryData &s) { return s.uid.value() > 1350; }));
        QSet<quint32> seen;
        QSet<int> contents;
        for (const SummaryData &summary : std::as_const(all)) {
            seen.insert(summary.uid.value());
            const qsizetype at = summary.header.indexOf("Subject: number ") + 16;
            const int n = summary.header.mid(at, summary.header.indexOf('\r', at) - at).toInt();
            contents.insert(n);
            QVERIFY2(summary.header.contains("Message-ID: <m" + QByteArray::number(n) + "@example.test>\r\n"),
                summary.header);
            QVERIFY(!summary.header.contains("body"));
            QCOMPARE(summary.flags.has(Flag::Seen), n % 2 == 1);
            QCOMPARE(summary.size, quint32(plainMessage(n).size()));
            QVERIFY(summary.modSeq.isValid() && summary.internalDate.isValid());
            QVERIFY(!summary.hasAttachment);
        }
        QCOMPARE(seen.size(), count);
        QCOMPARE(contents.size(), count);
    }

    void uidLists()
    {
        const auto connection = opened(u"user14"_s); // 1 … 2300
        QVERIFY(connection);
        QCOMPARE(numbers(waitFor(connection->uidsFrom(Uid{2298})).value()), (QList<quint32>{2298, 2299, 2300}));
        QCOMPARE(waitFor(connection->uidsFrom(Uid{2301})).value(), QList<Uid>{}); // n:* also names the highest
        QCOMPARE(waitFor(connection->uidsFrom(Uid{1})).value().size(), 2300);
        QCOMPARE(numbers(waitFor(connection->newestUids(2, {})).value()), (QList<quint32>{2299, 2300}));
        QCOMPARE(numbers(waitFor(connection->newestUids(2, Uid{100})).value()), (QList<quint32>{98, 99}));
        QCOMPARE(numbers(waitFor(connection->newestUids(50, Uid{3})).value()), (QList<quint32>{1, 2}));
        QCOMPARE(waitFor(connection->newestUids(50, Uid{1})).value(), QList<Uid>{});
        QCOMPARE(waitFor(connection->newestUids(10'000, {})).value().size(), 2300);
    }

    void newestUidsWithHoles()
    {
        QCOMPARE(fill(u"user15"_s, 60), QString());
        stack->doveadm({u"expunge"_s, u"-u"_s, u"user15"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s, u"5:60"_s});
        const auto connection = opened(u"user15"_s);
        QVERIFY(connection);
        QCOMPARE(numbers(waitFor(connection->newestUids(3, {})).value()), (QList<quint32>{2, 3, 4}));
    }

    void bodyIsByteExact_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("8-bit") << plainMessage(1, "日本語\r\n.\r\n\r\n \ttrailing \r\n");
        QTest::newRow("no last line end") << plainMessage(2, "end");
        QTest::newRow("raw Shift_JIS") << plainMessage(3, "\x93\xfa\x96\x7b\x8c\xea\r\n");
        QTest::newRow("looks like protocol") << plainMessage(4, ")\r\n* 1 FETCH (UID 1)\r\nA1 OK done\r\n{5}\r\n");
        QTest::newRow("7 MB") << plainMessage(5, QByteArray("0123456789abcdef\r\n").repeated(400'000));
    }
    void bodyIsByteExact()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(stack->store(u"user16"_s, u"INBOX"_s, bytes), QString());
        const auto connection = opened(u"user16"_s);
        QVERIFY(connection);
        const Uid uid = waitFor(connection->newestUids(1, {})).value().first();
        qint64 most = 0;
        qint64 total = 0;
        const auto body = waitFor(connection->fetchBody(uid, [&](qint64 done, qint64 all) {
            QVERIFY(done >= most && done <= all);
            most = done;
            total = all;
        }));
        QVERIFY(body);
        QVERIFY(*body == bytes);
        if (bytes.size() > 1'000'000)
            QVERIFY(total == bytes.size() && most > 0);
        // Reading leaves no trace.
        QList<imap::FlagsData> flags = waitFor(connection->fetchFlags(UidSet::fromRange(uid, uid), {})).value();
        QVERIFY(!flags.first().flags.has(Flag::Seen));
    }

    /** Dovecot sends such a name as a literal within BODYSTRUCTURE: legal, rare, and what others hang on (K4). */
    void rawFileNamesInBodystructure_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("8-bit and a bracket") << "\xe4\xbc\x9a\xe8\xad\xb0(.pdf"_ba;
        QTest::newRow("8-bit and a closing bracket") << "\xe4\xbc\x9a)\xe8\xad\xb0.pdf"_ba;
        QTest::newRow("Shift_JIS") << "\x89\xef\x8b\x63.pdf"_ba;
        QTest::newRow("quotes") << "a\\\"\\\"\\\"b.pdf"_ba;
    }
    void rawFileNamesInBodystructure()
    {
        QFETCH(QByteArray, name);
        const QByteArray bytes
            = "From: a@example.test\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
              "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: application/pdf; name=\""
            + name + "\"\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\n\r\nx\r\n--b--\r\n";
        QCOMPARE(stack->store(u"user16"_s, u"INBOX"_s, bytes), QString());
        const auto connection = opened(u"user16"_s);
        QVERIFY(connection);
        const Uid uid = waitFor(connection->newestUids(1, {})).value().first();
        QList<SummaryData> list;
        QVERIFY(waitFor(connection->fetchSummaries(
            UidSet::fromRange(uid, uid), [&](QList<SummaryData> some) { list += some; }, {})));
        QCOMPARE(list.size(), 1);
        QVERIFY(list.first().hasAttachment);
        QCOMPARE(waitFor(connection->fetchBody(uid)).value(), bytes);
    }

    void absentMessageIsProvedAbsent()
    {
        const auto connection = opened(u"user16"_s);
        QVERIFY(connection);
        QCOMPARE(waitFor(connection->fetchBody(Uid{4'000'000'000})).error().code, Errc::NoSuchMessage);
        QVERIFY(connection->isOpen());
    }

    void cancelledVerbLeavesTheConnectionUsable()
    {
        const auto connection = opened(u"user14"_s);
        QVERIFY(connection);
        const QByteArray seventh = waitFor(connection->fetchBody(Uid{7})).value();
        {
            async::TaskScope scope;
            scope.launch(connection->fetchSummaries(kAll, [](QList<SummaryData>) { }, {}));
            QTest::qWait(5);
        }
        QVERIFY(waitFor(connection->fetchBody(Uid{7})).value() == seventh);
        {
            async::TaskScope scope;
            scope.launch(connection->idle());
            QTest::qWait(30);
        }
        QCOMPARE(waitFor(connection->uidsFrom(Uid{2300})).value().size(), 1);
    }

    void flagsSinceAModSeq()
    {
        QCOMPARE(fill(u"user17"_s, 5), QString());
        const auto connection = opened(u"user17"_s);
        const auto command = test::connectedAs<CommandConnection>(u"user17"_s);
        QVERIFY(connection && command);
        const imap::SelectedMailbox before = waitFor(connection->select("INBOX")).value();
        QVERIFY(waitFor(command->storeFlags("INBOX", before.uidValidity, one(2), Flag::Flagged, {})));
        QCOMPARE(waitFor(connection->fetchFlags(kAll, {})).value().size(), 5);
        const auto changed = waitFor(connection->fetchFlags(kAll, before.highestModSeq)).value();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().uid, Uid{2});
        QVERIFY(changed.first().flags.has(Flag::Flagged));
        QVERIFY(changed.first().modSeq > before.highestModSeq);
    }

    void searchByMessageId()
    {
        const auto connection = opened(u"user17"_s);
        QVERIFY(connection);
        QCOMPARE(numbers(waitFor(connection->searchMessageId(u"m3@example.test"_s)).value()), (QList<quint32>{3}));
        QCOMPARE(waitFor(connection->searchMessageId(u"nobody@example.test"_s)).value(), QList<Uid>{});
        // Neither quotes nor line ends nor 8-bit become protocol.
        QCOMPARE(waitFor(connection->searchMessageId(u"a\"\\\r\nx LOGOUT\r\n日本"_s)).value(), QList<Uid>{});
        QVERIFY(connection->isOpen());
    }

    void idleTellsWhatOthersDo()
    {
        QCOMPARE(fill(u"user18"_s, 3), QString());
        const auto connection = opened(u"user18"_s);
        const auto command = test::connectedAs<CommandConnection>(u"user18"_s);
        const auto other = opened(u"user18"_s);
        QVERIFY(connection && command && other);
        imap::MailboxHint hint;
        connect(connection.get(), &ReadingConnection::hint, this, [&](const imap::MailboxHint &h) {
            hint.mailbox = h.mailbox;
            hint.newMessages |= h.newMessages;
            hint.flagsChanged |= h.flagsChanged;
            hint.expunged |= h.expunged;
        });
        async::TaskScope scope;
        int turns = 0;
        scope.launch(keepIdling(connection.get(), &turns));
        const core::UidValidity now = waitFor(command->status("INBOX")).value().uidValidity;
        QCOMPARE(stack->deliver(u"user18"_s, plainMessage(4)), QString());
        QTRY_VERIFY_WITH_TIMEOUT(hint.newMessages, 10000);
        QCOMPARE(hint.mailbox, "INBOX");
        QVERIFY(!hint.flagsChanged && !hint.expunged);
        QVERIFY(waitFor(command->storeFlags("INBOX", now, one(2), Flag::Flagged, {})));
        QTRY_VERIFY_WITH_TIMEOUT(hint.flagsChanged, 10000);
        QVERIFY(waitFor(command->storeFlags("INBOX", now, one(1), Flag::Deleted, {})));
        QVERIFY(!hint.expunged);
        QVERIFY(waitFor(other->uidExpunge(one(1))));
        QTRY_VERIFY_WITH_TIMEOUT(hint.expunged, 10000);
        QVERIFY(turns >= 2);
    }

    void idleEndsOnDemandAndByItself()
    {
        const auto connection = opened(u"user19"_s);
        QVERIFY(connection);
        async::TaskScope scope;
        bool ended = false;
        scope.launch(connection->idle(), [&](const core::Result<> &result) { ended = bool(result); });
        QTest::qWait(50);
        QVERIFY(!ended);
        connection->stopIdle();
        QTRY_VERIFY(ended);
        connection->setIdleTimes(100ms, 100ms);
        QVERIFY(waitFor(connection->idle(), 5000));
        QVERIFY(connection->isOpen());
    }

    void verbBehindIdleGetsItsTurn()
    {
        const auto connection = opened(u"user19"_s);
        QVERIFY(connection);
        async::TaskScope scope;
        scope.launch(connection->idle());
        QTest::qWait(30);
        async::Completion<QList<Uid>> uids = async::spawn(scope, connection->uidsFrom(Uid{1}));
        QTest::qWait(30);
        QVERIFY(!uids.isSet());
        connection->stopIdle();
        QTRY_VERIFY(uids.isSet());
    }

    void uidExpungeTakesNoOther()
    {
        QCOMPARE(fill(u"user20"_s, 3), QString());
        const auto connection = opened(u"user20"_s);
        const auto command = test::connectedAs<CommandConnection>(u"user20"_s);
        QVERIFY(connection && command);
        const core::UidValidity now = waitFor(command->status("INBOX")).value().uidValidity;
        QVERIFY(waitFor(command->storeFlags("INBOX", now, UidSet::fromRange(Uid{1}, Uid{2}), Flag::Deleted, {})));
        QVERIFY(waitFor(connection->uidExpunge(one(2))));
        QCOMPARE(numbers(waitFor(connection->uidsFrom(Uid{1})).value()), (QList<quint32>{1, 3}));
    }

    void dyingConnectionEndsItsVerbs()
    {
        auto connection = opened(u"user19"_s);
        QVERIFY(connection);
        async::TaskScope scope;
        QList<Errc> errors;
        const auto note = [&](const core::Result<> &result) {
            errors.append(result ? Errc::Internal : result.error().code);
        };
        scope.launch(connection->idle(), note);
        scope.launch(connection->uidExpunge(one(1)), note);
        scope.launch(connection->idle(), note);
        QTest::qWait(20);
        connection.reset();
        QCOMPARE(errors, (QList{Errc::Cancelled, Errc::Cancelled, Errc::Cancelled}));
    }

private:
    test::MailStack *stack = nullptr;
};

QTEST_GUILESS_MAIN(ReadingTest)
#include "tst_reading.moc"
