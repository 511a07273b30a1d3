// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontest.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Flag;
using test::EngineOnTest;
using test::MailStack;

/** What the person does shows at once, also offline, reaches a real server once, and can be taken back. */
class LocalFirstTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMovedMessageIsListedWhereItGoesAndReadThere();
    void whatIsDoneToAMovedMessageFollowsIt();
    void undoneBeforeTheServerKnowsItNeverHears();
    void undoneAfterwardsTheServerIsPutRight();
    void theLastOneIsTakenBackFirst();
    void deletedForGoodIsHeldBack();
    void emptyingTheTrashTakesWhatWasThere();
    void copiesAreMadeOnceAndTakenBack();
    void mailboxesAreMadeRenamedAndDeleted();
    void aFolderMadeOfflineCanBeMovedInto();
    void whatTakesItBackFollowsARenamedFolder();
    void anActionJournaledAndNotShownIsShownAtTheNextStart();
    void whatVanishesIsKeptForAWhile();
    void whatLayInAMailboxThatVanishesIsKept();
};

namespace
{
MailStack &stack()
{
    return *MailStack::shared();
}

void fill(const QString &user, int count, const QString &mailbox = u"INBOX"_s)
{
    for (int i = 1; i <= count; ++i)
        QVERIFY(
            stack().store(user, mailbox, test::letterWithId("m" + QByteArray::number(i) + "@example.test")).isEmpty());
}

QStringList shownIn(EngineOnTest &on, const QByteArray &mailbox)
{
    QStringList ids;
    for (const core::MessageSummary &summary : on.reader().firstPage(on.mailbox(mailbox).id, 100))
        ids.append(on.reader().target(summary.id)->messageId.section(u'@', 0, 0));
    ids.sort();
    return ids;
}

QStringList onServer(const QString &user, const QString &mailbox = u"INBOX"_s)
{
    QStringList ids;
    for (const MailStack::StoredMessage &message : stack().serverFiles(user, mailbox)) {
        const qsizetype from = message.bytes.indexOf("Message-ID: <") + 13;
        ids.append(QString::fromLatin1(message.bytes.mid(from, message.bytes.indexOf('@', from) - from)));
    }
    ids.sort();
    return ids;
}

QByteArray flagsOf(const QString &user, const QByteArray &messageId, const QString &mailbox = u"INBOX"_s)
{
    for (const MailStack::StoredMessage &message : stack().serverFiles(user, mailbox)) {
        if (message.bytes.contains('<' + messageId + "@example.test>"))
            return message.flags;
    }
    return "gone";
}

core::MessageTarget message(EngineOnTest &on, const QString &id, const QByteArray &mailbox = "INBOX")
{
    return on.target(id + u"@example.test"_s, mailbox);
}

QList<core::ActionId> act(EngineOnTest &on, const core::MailAction &action)
{
    return test::waitFor(on.engine().act(action)).value_or(QList<core::ActionId>{});
}
} // namespace

void LocalFirstTest::aMovedMessageIsListedWhereItGoesAndReadThere()
{
    fill(u"user01"_s, 3);
    EngineOnTest on(u"user01"_s);
    QVERIFY(on.sync());
    const core::MessageTarget first = message(on, u"m1"_s);
    const QByteArray bytes = test::waitFor(on.engine().raw(first.key)).value();
    QTRY_VERIFY(on.reader().hasBody(first.key));
    on.stop();
    on.restart(EngineOnTest::Password::None); // nothing reaches the server
    QCOMPARE(act(on, core::MoveMessages{{first}, "Archive"}).size(), 1);
    QCOMPARE(shownIn(on, "INBOX"), (QStringList{u"m2"_s, u"m3"_s}));
    QCOMPARE(shownIn(on, "Archive"), QStringList{u"m1"_s});
    QCOMPARE(on.mailbox("Archive").unread, 1U);
    QCOMPARE(test::waitFor(on.engine().raw(first.key)).value(), bytes);
    QCOMPARE(onServer(u"user01"_s).size(), 3);

    on.restart();
    QVERIFY(on.sync());
    QCOMPARE(onServer(u"user01"_s), (QStringList{u"m2"_s, u"m3"_s}));
    QCOMPARE(onServer(u"user01"_s, u"Archive"_s), QStringList{u"m1"_s});
    QCOMPARE(shownIn(on, "Archive"), QStringList{u"m1"_s});
    const core::MessageTarget there = message(on, u"m1"_s, "Archive");
    QVERIFY(there.key.uidValidity.isValid());
    QVERIFY(on.reader().hasBody(there.key)); // went along, not fetched again
    QVERIFY(!on.reader().hasBody(first.key));
    QVERIFY(on.reader().gone().isEmpty());
}

void LocalFirstTest::whatIsDoneToAMovedMessageFollowsIt()
{
    fill(u"user02"_s, 2);
    for (const bool hasMove : {true, false}) {
        EngineOnTest on(u"user02"_s, hasMove ? u"imap.example.test"_s : u"plain.example.test"_s);
        QVERIFY(on.sync());
        const QString id = hasMove ? u"m1"_s : u"m2"_s;
        on.restart(EngineOnTest::Password::None);
        const core::MessageTarget target = message(on, id);
        act(on, core::MoveMessages{{target}, "Archive"});
        // It still has the old key: the server has not given it a new one.
        QCOMPARE(message(on, id, "Archive").key, target.key);
        act(on, core::SetFlags{{target}, Flag::Flagged, {}});
        act(on, core::MoveMessages{{target}, "Trash"});
        QVERIFY(shownIn(on, "Archive").isEmpty() || !hasMove);
        on.restart();
        QVERIFY(on.sync());
        QVERIFY(on.reader().actions(on.account().id).isEmpty());
        QCOMPARE(flagsOf(u"user02"_s, id.toLatin1(), u"Trash"_s), "F");
        QVERIFY(!onServer(u"user02"_s).contains(id));
        QVERIFY(!onServer(u"user02"_s, u"Archive"_s).contains(id));
        QVERIFY(shownIn(on, "Trash").contains(id));
    }
}

void LocalFirstTest::undoneBeforeTheServerKnowsItNeverHears()
{
    fill(u"user03"_s, 2);
    QVERIFY(stack().store(u"user03"_s, u"INBOX"_s, test::letterWithId("seen@example.test"), "S").isEmpty());
    EngineOnTest on(u"user03"_s);
    QVERIFY(on.sync());
    on.restart(EngineOnTest::Password::None);
    const core::MessageTarget first = message(on, u"m1"_s), seen = message(on, u"seen"_s);
    const auto moved = act(on, core::MoveMessages{{first}, "Archive"});
    const auto read = act(on, core::SetFlags{{first, seen}, Flag::Seen, {}});
    QCOMPARE(shownIn(on, "Archive"), QStringList{u"m1"_s});
    QVERIFY(test::waitFor(on.engine().undo(moved)));
    QCOMPARE(shownIn(on, "INBOX"), (QStringList{u"m1"_s, u"m2"_s, u"seen"_s}));
    QVERIFY(on.reader().find(first.key)->flags.has(Flag::Seen)); // the other one stays
    QVERIFY(test::waitFor(on.engine().undo(read)));
    QVERIFY(!on.reader().find(first.key)->flags.has(Flag::Seen));
    QVERIFY(on.reader().find(seen.key)->flags.has(Flag::Seen)); // had been read before
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(test::waitFor(on.engine().undo(read)).error().code, core::Errc::NoSuchMessage);
    on.restart();
    QVERIFY(on.sync());
    QCOMPARE(flagsOf(u"user03"_s, "m1"), "");
    QCOMPARE(flagsOf(u"user03"_s, "seen"), "S");
    QCOMPARE(onServer(u"user03"_s).size(), 3);
}

void LocalFirstTest::undoneAfterwardsTheServerIsPutRight()
{
    fill(u"user04"_s, 2);
    for (const QString &host : {u"imap.example.test"_s, u"plain.example.test"_s}) {
        EngineOnTest on(u"user04"_s, host);
        QVERIFY(on.sync());
        const auto moved = act(on, core::MoveMessages{{message(on, u"m1"_s), message(on, u"m2"_s)}, "Archive"});
        const auto flagged = act(on, core::SetFlags{{message(on, u"m2"_s, "Archive")}, Flag::Flagged, {}});
        QVERIFY(on.sync());
        QCOMPARE(onServer(u"user04"_s, u"Archive"_s).size(), 2);
        QCOMPARE(flagsOf(u"user04"_s, "m2", u"Archive"_s), "F");
        QVERIFY(test::waitFor(on.engine().undo(moved + flagged)));
        QCOMPARE(shownIn(on, "INBOX"), (QStringList{u"m1"_s, u"m2"_s})); // at once
        QVERIFY(on.sync());
        QCOMPARE(onServer(u"user04"_s), (QStringList{u"m1"_s, u"m2"_s}));
        QCOMPARE(flagsOf(u"user04"_s, "m2"), "");
        QVERIFY(onServer(u"user04"_s, u"Archive"_s).isEmpty());
        QCOMPARE(shownIn(on, "INBOX"), (QStringList{u"m1"_s, u"m2"_s}));
        QVERIFY(shownIn(on, "Archive").isEmpty());
    }
}

void LocalFirstTest::theLastOneIsTakenBackFirst()
{
    fill(u"user05"_s, 2);
    EngineOnTest on(u"user05"_s);
    QVERIFY(on.sync());
    on.restart(EngineOnTest::Password::None);
    act(on, core::SetFlags{{message(on, u"m1"_s)}, Flag::Seen, {}});
    act(on, core::SetFlags{{message(on, u"m2"_s)}, Flag::Flagged, {}});
    QVERIFY(test::waitFor(on.engine().undo({})));
    QVERIFY(on.reader().find(message(on, u"m1"_s).key)->flags.has(Flag::Seen));
    QVERIFY(!on.reader().find(message(on, u"m2"_s).key)->flags.has(Flag::Flagged));
    QVERIFY(test::waitFor(on.engine().undo({})));
    QVERIFY(!on.reader().find(message(on, u"m1"_s).key)->flags.has(Flag::Seen));
    QCOMPARE(test::waitFor(on.engine().undo({})).error().code, core::Errc::NoSuchMessage);
}

void LocalFirstTest::deletedForGoodIsHeldBack()
{
    fill(u"user06"_s, 3);
    EngineOnTest on(u"user06"_s);
    QVERIFY(on.sync());
    const core::MessageTarget first = message(on, u"m1"_s), second = message(on, u"m2"_s);
    QVERIFY(test::waitFor(on.engine().raw(second.key)));
    const auto deleted = act(on, core::DeleteMessages{{first}});
    QCOMPARE(shownIn(on, "INBOX"), (QStringList{u"m2"_s, u"m3"_s}));
    QTest::qWait(1500); // the replay has begun, and waits
    QCOMPARE(onServer(u"user06"_s).size(), 3);
    QVERIFY(test::waitFor(on.engine().undo(deleted)));
    QCOMPARE(shownIn(on, "INBOX").size(), 3);
    act(on, core::DeleteMessages{{second}});
    QVERIFY(on.sync()); // is asked to finish what waits
    QCOMPARE(onServer(u"user06"_s), (QStringList{u"m1"_s, u"m3"_s}));
    QCOMPARE(shownIn(on, "INBOX"), (QStringList{u"m1"_s, u"m3"_s}));
    QVERIFY(!on.reader().hasBody(second.key));
    QVERIFY(on.reader().gone().isEmpty());
}

void LocalFirstTest::emptyingTheTrashTakesWhatWasThere()
{
    fill(u"user07"_s, 2, u"Trash"_s);
    QVERIFY(stack().store(u"user07"_s, u"INBOX"_s, test::letterWithId("late@example.test")).isEmpty());
    EngineOnTest on(u"user07"_s);
    QVERIFY(on.sync());
    on.restart(EngineOnTest::Password::None);
    act(on, core::MoveMessages{{message(on, u"late"_s)}, "Trash"});
    QCOMPARE(shownIn(on, "Trash").size(), 3);
    const auto emptied = act(on, core::EmptyMailbox{.account = on.account().id, .mailbox = "Trash"});
    QCOMPARE(emptied.size(), 2); // and what the server does not know to be there
    QVERIFY(shownIn(on, "Trash").isEmpty());
    QVERIFY(test::waitFor(on.engine().undo(emptied)));
    QCOMPARE(shownIn(on, "Trash").size(), 3);
    act(on, core::EmptyMailbox{.account = on.account().id, .mailbox = "Trash"});
    // Comes in afterwards, from somewhere else: it was not seen when the order was given.
    QVERIFY(stack().store(u"user07"_s, u"Trash"_s, test::letterWithId("new@example.test")).isEmpty());
    on.restart();
    QVERIFY(on.sync());
    QCOMPARE(onServer(u"user07"_s, u"Trash"_s), QStringList{u"new"_s});
    QCOMPARE(shownIn(on, "Trash"), QStringList{u"new"_s});
    QVERIFY(onServer(u"user07"_s).isEmpty());
}

void LocalFirstTest::copiesAreMadeOnceAndTakenBack()
{
    fill(u"user08"_s, 2);
    EngineOnTest on(u"user08"_s);
    QVERIFY(on.sync());
    const auto copied = act(on, core::CopyMessages{{message(on, u"m1"_s), message(on, u"m2"_s)}, "Archive"});
    QVERIFY(on.sync());
    QCOMPARE(onServer(u"user08"_s).size(), 2);
    QCOMPARE(onServer(u"user08"_s, u"Archive"_s), (QStringList{u"m1"_s, u"m2"_s}));
    QCOMPARE(shownIn(on, "Archive").size(), 2);
    QVERIFY(test::waitFor(on.engine().undo(copied)));
    QVERIFY(shownIn(on, "Archive").isEmpty());
    QVERIFY(on.sync());
    QVERIFY(onServer(u"user08"_s, u"Archive"_s).isEmpty());
    QCOMPARE(onServer(u"user08"_s).size(), 2);
}

void LocalFirstTest::mailboxesAreMadeRenamedAndDeleted()
{
    EngineOnTest on(u"user09"_s);
    QVERIFY(on.sync());
    const core::AccountId account = on.account().id;
    const auto has = [&](const QByteArray &name) {
        return std::ranges::contains(on.reader().mailboxes(account), name, &core::Mailbox::rawName);
    };
    const auto listed = [&] {
        return stack().doveadm({u"mailbox"_s, u"list"_s, u"-u"_s, u"user09"_s});
    };
    act(on, core::CreateMailbox{.account = account, .name = u"議事録"_s});
    const QByteArray minutes = "&i3BOi5My-";
    QVERIFY(has(minutes));
    act(on, core::CreateMailbox{.account = account, .parent = minutes, .name = u"2026"_s});
    QVERIFY(on.sync());
    QVERIFY(listed().contains("議事録/2026"));
    QVERIFY(stack().store(u"user09"_s, QString::fromLatin1(minutes), test::letterWithId("m1@example.test")).isEmpty());
    QVERIFY(on.sync());
    const core::MessageTarget letter = message(on, u"m1"_s, minutes);
    QVERIFY(test::waitFor(on.engine().raw(letter.key)));

    const auto renamed = act(on, core::RenameMailbox{.account = account, .mailbox = minutes, .name = u"Minutes"_s});
    QVERIFY(has("Minutes") && has("Minutes/2026") && !has(minutes));
    QVERIFY(on.reader().hasBody(message(on, u"m1"_s, "Minutes").key));
    QVERIFY(on.sync());
    QVERIFY(listed().contains("Minutes/2026") && !listed().contains("議事録"));
    const QByteArray subscribed = stack().doveadm({u"mailbox"_s, u"list"_s, u"-s"_s, u"-u"_s, u"user09"_s});
    QVERIFY2(subscribed.contains("Minutes/2026") && !subscribed.contains("議事録"), subscribed.constData());
    QCOMPARE(shownIn(on, "Minutes"), QStringList{u"m1"_s});
    QVERIFY(test::waitFor(on.engine().undo(renamed)));
    QVERIFY(on.sync());
    QVERIFY(has(minutes) && !has("Minutes"));
    QVERIFY(listed().contains("議事録/2026") && !listed().contains("Minutes"));

    const QByteArray below = minutes + "/2026";
    const auto deleted = act(on, core::DeleteMailbox{.account = account, .mailbox = below});
    QVERIFY(!has(below));
    QVERIFY(test::waitFor(on.engine().undo(deleted)));
    QVERIFY(has(below));
    act(on, core::DeleteMailbox{.account = account, .mailbox = below});
    QVERIFY(on.sync());
    QVERIFY(!has(below) && !listed().contains("議事録/2026"));

    const auto again = test::waitFor(on.engine().act(core::CreateMailbox{.account = account, .name = u"Archive"_s}));
    QCOMPARE(again.error().code, core::Errc::AlreadyExists);
    const auto bad = test::waitFor(on.engine().act(core::CreateMailbox{.account = account, .name = u"a/b"_s}));
    QCOMPARE(bad.error().code, core::Errc::InvalidInput);
}

void LocalFirstTest::aFolderMadeOfflineCanBeMovedInto()
{
    fill(u"user10"_s, 2);
    EngineOnTest on(u"user10"_s);
    QVERIFY(on.sync());
    on.restart(EngineOnTest::Password::None);
    const auto made = act(on, core::CreateMailbox{.account = on.account().id, .name = u"New"_s});
    act(on, core::MoveMessages{{message(on, u"m1"_s)}, "New"});
    QCOMPARE(shownIn(on, "New"), QStringList{u"m1"_s});
    on.restart();
    QVERIFY(on.sync());
    QCOMPARE(onServer(u"user10"_s, u"New"_s), QStringList{u"m1"_s});
    QCOMPARE(shownIn(on, "New"), QStringList{u"m1"_s});
    // Making it is undone only while nothing lies in it.
    QVERIFY(test::waitFor(on.engine().undo(made)));
    QVERIFY(on.sync());
    QCOMPARE(onServer(u"user10"_s, u"New"_s), QStringList{u"m1"_s});
    QCOMPARE(shownIn(on, "New"), QStringList{u"m1"_s});
}

void LocalFirstTest::whatTakesItBackFollowsARenamedFolder()
{
    fill(u"user14"_s, 1, u"Old"_s);
    EngineOnTest on(u"user14"_s);
    QVERIFY(on.sync());
    const auto moved = act(on, core::MoveMessages{{message(on, u"m1"_s, "Old")}, "Archive"});
    QVERIFY(on.sync());
    const auto renamed = act(on, core::RenameMailbox{.account = on.account().id, .mailbox = "Old", .name = u"Older"_s});
    QVERIFY(test::waitFor(on.engine().undo(moved)));
    QVERIFY(on.sync());
    QCOMPARE(onServer(u"user14"_s, u"Older"_s), QStringList{u"m1"_s});
    QVERIFY(test::waitFor(on.engine().undo(renamed)));
    QVERIFY(on.sync());
    QCOMPARE(onServer(u"user14"_s, u"Old"_s), QStringList{u"m1"_s});
    QCOMPARE(shownIn(on, "Old"), QStringList{u"m1"_s});
}

void LocalFirstTest::anActionJournaledAndNotShownIsShownAtTheNextStart()
{
    fill(u"user11"_s, 2);
    EngineOnTest on(u"user11"_s);
    QVERIFY(on.sync());
    const core::MessageTarget first = message(on, u"m1"_s);
    on.whileStopped([&](store::Transaction &tx) { // as after a crash between the two commits
        core::QueuedAction queued;
        queued.account = on.account().id;
        queued.action = core::MoveMessages{{first}, "Archive"};
        const auto done = tx.queueAction(queued);
        return done ? core::Result<>() : std::unexpected(done.error());
    });
    QCOMPARE(shownIn(on, "INBOX").size(), 2);
    on.restart(EngineOnTest::Password::None);
    QTRY_COMPARE(shownIn(on, "Archive"), QStringList{u"m1"_s});
    QCOMPARE(shownIn(on, "INBOX"), QStringList{u"m2"_s});
}

void LocalFirstTest::whatVanishesIsKeptForAWhile()
{
    fill(u"user12"_s, 3);
    EngineOnTest on(u"user12"_s);
    QVERIFY(on.sync());
    const core::MessageTarget first = message(on, u"m1"_s), second = message(on, u"m2"_s);
    const QByteArray bytes = test::waitFor(on.engine().raw(first.key)).value();
    QVERIFY(test::waitFor(on.engine().raw(second.key)));
    QVERIFY(
        !stack().doveadm({u"expunge"_s, u"-u"_s, u"user12"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s, u"1:2"_s}).isNull());
    QVERIFY(on.sync());
    QCOMPARE(shownIn(on, "INBOX"), QStringList{u"m3"_s});
    QCOMPARE(on.reader().gone().size(), 2);
    QCOMPARE(on.reader().gone().first().key, first.key);
    QCOMPARE(on.reader().body(first.key), bytes);
    on.whileStopped([](store::Transaction &tx) { return tx.forgetGone(QDateTime::currentDateTimeUtc().addSecs(5)); });
    QVERIFY(on.reader().gone().isEmpty());
    QVERIFY(!on.reader().hasBody(first.key));
}

void LocalFirstTest::whatLayInAMailboxThatVanishesIsKept()
{
    fill(u"user13"_s, 1, u"Old"_s);
    EngineOnTest on(u"user13"_s);
    QVERIFY(on.sync());
    const core::MessageTarget letter = message(on, u"m1"_s, "Old");
    QVERIFY(test::waitFor(on.engine().raw(letter.key)));
    QVERIFY(!stack().doveadm({u"mailbox"_s, u"delete"_s, u"-u"_s, u"user13"_s, u"Old"_s}).isNull());
    QVERIFY(on.sync());
    QVERIFY(!on.mailbox("Old").id.isValid());
    QCOMPARE(on.reader().gone().size(), 1); // its bytes are not gone with it
}

QTEST_GUILESS_MAIN(LocalFirstTest)
#include "tst_localfirst.moc"
