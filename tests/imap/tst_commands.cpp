// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dovecot.h"
#include "imap/mailboxname.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Flag;
using core::Uid;
using core::UidValidity;
using imap::CommandConnection;
using imap::MailboxName;
using imap::UidSet;
using test::plainMessage;
using test::waitFor;

namespace
{
UidSet set(std::initializer_list<quint32> uids)
{
    QList<Uid> list;
    for (const quint32 uid : uids)
        list.append(Uid{uid});
    return UidSet::fromList(list);
}
async::Task<> openAndAsk(int *good)
{
    const auto connection = co_await CommandConnection::open(test::dovecotLogin(u"user12"_s));
    co_await connection->status("INBOX");
    ++*good;
}
} // namespace

/** CommandConnection against Dovecot: what the changes do to the server's own files. */
class CommandsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<CommandConnection> open(const QString &user) { return test::connectedAs<CommandConnection>(user); }

    UidValidity validity(CommandConnection &connection, const QByteArray &mailbox)
    {
        const auto status = waitFor(connection.status(mailbox));
        return status ? status->uidValidity : UidValidity{};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString error = test::prepareDovecot();
        QVERIFY2(error.isEmpty(), qPrintable(error));
        stack = test::MailStack::shared();
    }

    void listTellsNamesRolesAndSubscriptions()
    {
        const auto connection = open(u"user01"_s);
        QVERIFY(connection);
        const QString name = u"議事録(2026)"_s;
        const QByteArray raw = MailboxName::encode(name);
        QVERIFY(waitFor(connection->create(raw)));
        QVERIFY2(waitFor(connection->create(raw)), "an existing one is no error");
        QVERIFY(waitFor(connection->subscribe(raw)));
        QVERIFY(waitFor(connection->create(MailboxName::encode(u"Work & Play/1 %*"_s))));
        QVERIFY(waitFor(connection->create(MailboxName::encode(u"R&D/絵文字😀"_s))));
        for (const char *odd : {"a{3}", "b(", "c]", "{2+}", "d)(", "]"})
            QVERIFY2(waitFor(connection->create(odd)), odd);
        const auto list = waitFor(connection->list());
        QVERIFY(list);
        for (const char *odd : {"a{3}", "b(", "c]", "{2+}", "d)(", "]"})
            QVERIFY2(std::ranges::count(*list, QByteArray(odd), &imap::ListEntry::rawName) == 1, odd);
        QHash<QString, imap::ListEntry> byName;
        for (const imap::ListEntry &entry : *list)
            byName.insert(entry.name, entry);
        QCOMPARE(list->first().role, core::MailboxRole::Inbox);
        QCOMPARE(byName.value(u"Sent"_s).role, core::MailboxRole::Sent);
        QCOMPARE(byName.value(u"Drafts"_s).role, core::MailboxRole::Drafts);
        QCOMPARE(byName.value(u"Trash"_s).role, core::MailboxRole::Trash);
        QCOMPARE(byName.value(u"Junk"_s).role, core::MailboxRole::Junk);
        QCOMPARE(byName.value(u"Archive"_s).role, core::MailboxRole::Archive);
        QVERIFY(byName.contains(name));
        QCOMPARE(byName.value(name).rawName, raw);
        QCOMPARE(byName.value(name).delimiter, u'/');
        QVERIFY(byName.value(name).subscribed && byName.value(name).selectable);
        QVERIFY(byName.contains(u"R&D/絵文字😀"_s));
        QVERIFY(!byName.value(u"R&D/絵文字😀"_s).subscribed);
        for (const imap::ListEntry &entry : *list) {
            if (entry.selectable)
                QVERIFY2(waitFor(connection->status(entry.rawName)), entry.rawName);
        }
    }

    void statusCounts()
    {
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(stack->store(u"user02"_s, u"INBOX"_s, plainMessage(i), i == 1 ? "S" : ""), QString());
        const auto connection = open(u"user02"_s);
        QVERIFY(connection);
        const auto status = waitFor(connection->status("INBOX"));
        QVERIFY(status);
        QCOMPARE(status->messages, 3u);
        QCOMPARE(status->unseen, 2u);
        QCOMPARE(status->uidNext, Uid{4});
        QVERIFY(status->uidValidity.isValid() && status->highestModSeq.isValid());
        QCOMPARE(waitFor(connection->status("Nowhere")).error().code, Errc::NoSuchMailbox);
        QVERIFY(connection->isOpen());
    }

    void flagsAreAddedAndRemoved()
    {
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(stack->store(u"user03"_s, u"INBOX"_s, plainMessage(i)), QString());
        const auto connection = open(u"user03"_s);
        QVERIFY(connection);
        const UidValidity now = validity(*connection, "INBOX");
        QVERIFY(waitFor(connection->storeFlags("INBOX", now, set({1, 3}), Flag::Seen | Flag::Flagged, {})));
        QVERIFY(waitFor(connection->storeFlags("INBOX", now, set({3}), Flag::Answered, Flag::Seen)));
        const auto files = stack->serverFiles(u"user03"_s);
        QCOMPARE(files.size(), 3);
        QHash<quint32, QByteArray> flags;
        for (const auto &file : files)
            flags.insert(file.uid, file.flags);
        QCOMPARE(flags.value(1), "FS");
        QCOMPARE(flags.value(2), "");
        QCOMPARE(flags.value(3), "FR");
    }

    void whatCameSinceIsChangedToo()
    {
        const QString user = u"user29"_s;
        QCOMPARE(stack->store(user, u"INBOX"_s, plainMessage(1)), QString());
        const auto connection = open(user);
        QVERIFY(connection);
        const UidValidity now = validity(*connection, "INBOX");
        for (const auto change : {0, 1, 2}) {
            const auto uid = quint32(change + 2);
            QVERIFY(waitFor(connection->storeFlags("INBOX", now, set({1}), Flag::Seen, {}))); // it is selected
            QCOMPARE(stack->store(user, u"INBOX"_s, plainMessage(int(uid))), QString());
            if (change == 0)
                QVERIFY(waitFor(connection->storeFlags("INBOX", now, set({uid}), Flag::Flagged, {})));
            else if (change == 1)
                QVERIFY(waitFor(connection->copy("INBOX", now, set({uid}), "Archive")));
            else
                QVERIFY(waitFor(connection->move("INBOX", now, set({uid}), "Archive")));
        }
        const auto files = stack->serverFiles(user);
        QCOMPARE(files.size(), 3);
        for (const auto &file : files)
            QCOMPARE(file.flags, file.uid == 1 ? "S" : file.uid == 2 ? "F" : "");
        QCOMPARE(stack->serverFiles(user, u"Archive"_s).size(), 2);
    }

    void manyPiecesOfAScatteredSet()
    {
        for (int i = 1; i <= 7; ++i)
            QCOMPARE(stack->store(u"user04"_s, u"INBOX"_s, plainMessage(i)), QString());
        const auto connection = open(u"user04"_s);
        QVERIFY(connection);
        QList<Uid> odd;
        for (quint32 uid = 1; uid < 2000; uid += 2)
            odd.append(Uid{uid});
        const auto stored = waitFor(
            connection->storeFlags("INBOX", validity(*connection, "INBOX"), UidSet::fromList(odd), Flag::Flagged, {}));
        QVERIFY(stored);
        int flagged = 0;
        const auto files = stack->serverFiles(u"user04"_s);
        for (const auto &file : files)
            flagged += file.flags == "F" ? 1 : 0;
        QCOMPARE(flagged, 4);
    }

    void copiesAndMovesByteForByte()
    {
        QByteArrayList bytes;
        for (int i = 1; i <= 3; ++i) {
            bytes.append(plainMessage(i, "日本語\r\n.\r\n\r\ntrailing  \r\n"));
            QCOMPARE(stack->store(u"user05"_s, u"INBOX"_s, bytes.last()), QString());
        }
        const auto connection = open(u"user05"_s);
        QVERIFY(connection);
        const QByteArray target = MailboxName::encode(u"保管/議事録(2026)"_s);
        QVERIFY(waitFor(connection->create(target)));
        const UidValidity now = validity(*connection, "INBOX");
        QVERIFY(waitFor(connection->copy("INBOX", now, set({1}), target)));
        const auto moved = waitFor(connection->move("INBOX", now, set({2, 3}), target));
        QVERIFY(moved);
        QVERIFY(!moved->needsExpunge);
        QCOMPARE(waitFor(connection->status(target)).value().messages, 3u);
        QCOMPARE(waitFor(connection->status("INBOX")).value().messages, 1u);
        const auto reading = test::connectedAs<imap::ReadingConnection>(u"user05"_s);
        QVERIFY(reading && waitFor(reading->select(target)));
        for (quint32 uid = 1; uid <= 3; ++uid)
            QCOMPARE(waitFor(reading->fetchBody(Uid{uid})).value(), bytes[uid - 1]);
        QCOMPARE(waitFor(connection->move("INBOX", now, set({1}), "Nowhere")).error().code, Errc::NoSuchMailbox);
        QCOMPARE(waitFor(connection->status("INBOX")).value().messages, 1u);
    }

    void appendIsByteExact_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("8-bit") << plainMessage(1, "日本語の本文\r\n.\r\n\r\n  blanks  \r\n");
        QTest::newRow("no last line end") << plainMessage(2, "end");
        QTest::newRow("one letter") << "x"_ba;
        QTest::newRow("looks like protocol") << plainMessage(3, "A1 OK done\r\n+ go\r\n{10}\r\n* BYE\r\n(\"\r\n");
        QTest::newRow("1 MB") << plainMessage(4, QByteArray("0123456789\r\n").repeated(90'000));
    }
    void appendIsByteExact()
    {
        QFETCH(QByteArray, bytes);
        const auto connection = open(u"user06"_s);
        QVERIFY(connection);
        const QDateTime date(QDate(2020, 2, 29), QTime(23, 59, 58), QTimeZone(9 * 3600));
        const auto uid = waitFor(connection->append("Sent", Flag::Seen | Flag::Draft, date, bytes));
        QVERIFY(uid && uid->has_value());
        const auto reading = test::connectedAs<imap::ReadingConnection>(u"user06"_s);
        QVERIFY(reading && waitFor(reading->select("Sent")));
        QCOMPARE(waitFor(reading->fetchBody(**uid)).value(), bytes);
        QList<imap::SummaryData> summaries;
        QVERIFY(waitFor(reading->fetchSummaries(
            UidSet::fromRange(**uid, **uid), [&](QList<imap::SummaryData> list) { summaries += list; }, {})));
        QCOMPARE(summaries.size(), 1);
        QCOMPARE(summaries.first().internalDate, date.toUTC());
        QCOMPARE(summaries.first().flags.system, Flag::Seen | Flag::Draft);
    }

    void appendToNowhere()
    {
        const auto connection = open(u"user07"_s);
        QVERIFY(connection);
        QCOMPARE(waitFor(connection->append("Nowhere", {}, {}, plainMessage(1))).error().code, Errc::NoSuchMailbox);
        QVERIFY(waitFor(connection->append("INBOX", {}, {}, plainMessage(1))));
    }

    void otherUidValidityChangesNothing()
    {
        QCOMPARE(stack->store(u"user08"_s, u"INBOX"_s, plainMessage(1)), QString());
        const auto connection = open(u"user08"_s);
        QVERIFY(connection);
        const UidValidity now = validity(*connection, "INBOX");
        const UidValidity other{now.value() + 1};
        QCOMPARE(waitFor(connection->storeFlags("INBOX", other, set({1}), Flag::Deleted, {})).error().code,
            Errc::UidValidityChanged);
        QCOMPARE(waitFor(connection->move("INBOX", other, set({1}), "Trash")).error().code, Errc::UidValidityChanged);
        QCOMPARE(stack->serverFiles(u"user08"_s).first().flags, "");
        QVERIFY(waitFor(connection->storeFlags("INBOX", now, set({1}), Flag::Seen, {})));
    }

    void namesThatKimapWouldChangeAreRefused_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::newRow("broken UTF-7") << "bad&zzz"_ba;
        QTest::newRow("backslashes") << "a\\\\b"_ba;
        QTest::newRow("quote") << "a\"b"_ba;
        QTest::newRow("line end") << "a\r\nx LOGOUT"_ba;
        QTest::newRow("NUL") << "a\0b"_ba;
        QTest::newRow("UTF-8") << "日本"_ba;
        QTest::newRow("empty") << ""_ba;
    }
    void namesThatKimapWouldChangeAreRefused()
    {
        QFETCH(QByteArray, raw);
        const auto connection = open(u"user09"_s);
        QVERIFY(connection);
        QCOMPARE(waitFor(connection->create(raw)).error().code, Errc::InvalidInput);
        QCOMPARE(waitFor(connection->status(raw)).error().code, Errc::InvalidInput);
        QVERIFY(connection->isOpen());
        QVERIFY(waitFor(connection->status("INBOX")));
    }

    void verbsWaitForEachOther()
    {
        const auto connection = open(u"user10"_s);
        QVERIFY(connection);
        async::TaskScope scope;
        QList<async::Completion<imap::StatusData>> done;
        for (int i = 0; i < 20; ++i)
            done.append(async::spawn(scope, connection->status(i % 2 ? "INBOX" : "Sent")));
        QTRY_VERIFY(std::ranges::all_of(done, [](const auto &d) { return d.isSet(); }));
        QVERIFY(connection->isOpen());
    }

    void dyingConnectionEndsItsVerbsAtOnce()
    {
        auto connection = open(u"user10"_s);
        QVERIFY(connection);
        async::TaskScope scope;
        QList<Errc> errors;
        const auto note = [&errors](const core::Result<> &result) {
            errors.append(result ? Errc::Internal : result.error().code);
        };
        scope.launch(connection->create("One"), note);
        scope.launch(connection->create("Two"), note);
        scope.launch(connection->create("Three"), note);
        QElapsedTimer clock;
        clock.start();
        connection.reset();
        QCoreApplication::processEvents();
        QVERIFY2(clock.elapsed() < 1000, "KIMAP's session freezes its destructor");
        QCOMPARE(errors, (QList{Errc::Cancelled, Errc::Cancelled, Errc::Cancelled}));
    }

    void abandonedVerbClosesTheConnection()
    {
        const auto connection = open(u"user10"_s);
        QVERIFY(connection);
        QSignalSpy closed(connection.get(), &CommandConnection::closed);
        {
            async::TaskScope scope;
            scope.launch(connection->create("Left alone"));
        }
        QVERIFY(!waitFor(connection->status("INBOX")));
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!connection->isOpen());
    }

    void changesOfOthersAreHints()
    {
        QCOMPARE(stack->store(u"user11"_s, u"INBOX"_s, plainMessage(1)), QString());
        const auto connection = open(u"user11"_s);
        QVERIFY(connection);
        imap::MailboxHint hint;
        connect(connection.get(), &CommandConnection::hint, this, [&](const imap::MailboxHint &h) { hint = h; });
        const UidValidity now = validity(*connection, "INBOX");
        QVERIFY(waitFor(connection->storeFlags("INBOX", now, set({1}), Flag::Seen, {})));
        QCOMPARE(stack->deliver(u"user11"_s, plainMessage(2)), QString());
        QVERIFY(waitFor(connection->storeFlags("INBOX", now, set({1}), Flag::Flagged, {})));
        QTRY_VERIFY(hint.newMessages);
        QCOMPARE(hint.mailbox, "INBOX");
    }

    void oftenAndAtTheSameTime()
    {
        // KIMAP loses its own connection now and then while it is being constructed; nobody may notice.
        int good = 0;
        for (int round = 1; round <= 10; ++round) {
            async::TaskScope scope;
            for (int i = 0; i < 6; ++i)
                scope.launch(openAndAsk(&good));
            QTRY_VERIFY_WITH_TIMEOUT(scope.isEmpty(), 20000);
            QCOMPARE(good, 6 * round);
        }
    }

private:
    test::MailStack *stack = nullptr;
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "tst_commands.moc"
