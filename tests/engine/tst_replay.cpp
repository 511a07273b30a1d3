// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::Flag;
using test::EngineOnTest;
using test::MailStack;

/** What the person did, carried to real servers: once, twice, late, or to messages that are no longer there. */
class ReplayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replayedTwiceItChangesNothingMore();
    void anActionForMessagesThatAreGoneEnds();
    void afterAChangeOfUidValidityTheMessageIsFoundAgain();
    void whatTheServerRefusesDoesNotBlockTheRest();
    void anOldAnswerDoesNotUndoANewDecision();
    void whatTheNetworkDoesIsNoRefusal();
    void whatAnEarlierLieTookOutComesBack();
    void aMailboxThatIsGoneDoesNotKeepTheOthersFromTheirs();
};

namespace
{
MailStack &stack()
{
    return *MailStack::shared();
}

void fill(const QString &user, int count)
{
    for (int i = 1; i <= count; ++i)
        QVERIFY(stack()
                .store(user, u"INBOX"_s, test::letterWithId("m" + QByteArray::number(i) + "@example.test"))
                .isEmpty());
}

core::Result<> queue(store::Transaction &tx, core::AccountId account, const QList<core::MailAction> &actions)
{
    for (const core::MailAction &action : actions) {
        core::QueuedAction queued;
        queued.account = account;
        queued.action = action;
        if (auto done = tx.queueAction(queued); !done)
            return std::unexpected(done.error());
    }
    return {};
}

QByteArray flagsOf(const QString &user, const QByteArray &messageId, const QString &mailbox = u"INBOX"_s)
{
    for (const MailStack::StoredMessage &message : stack().serverFiles(user, mailbox)) {
        if (message.bytes.contains('<' + messageId + '>'))
            return message.flags;
    }
    return "gone";
}
} // namespace

void ReplayTest::replayedTwiceItChangesNothingMore()
{
    fill(u"user16"_s, 3);
    EngineOnTest on(u"user16"_s);
    QVERIFY(on.sync());
    const core::MailAction flag
        = core::SetFlags{{on.target(u"m1@example.test"_s), on.target(u"m2@example.test"_s)}, Flag::Flagged, {}};
    const core::MailAction move = core::MoveMessages{{on.target(u"m2@example.test"_s)}, "Archive"};
    // As after a crash between the server's answer and the journal: everything comes twice.
    on.whileStopped([&](store::Transaction &tx) { return queue(tx, on.account().id, {flag, flag, move, move, flag}); });
    on.restart();
    const auto synced = on.sync();
    QVERIFY2(synced, synced ? "" : qPrintable(core::errcName(synced.error().code)));
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(flagsOf(u"user16"_s, "m1@example.test"), "F");
    QCOMPARE(flagsOf(u"user16"_s, "m2@example.test", u"Archive"_s), "F");
    QCOMPARE(stack().serverFiles(u"user16"_s).size(), 2);
    QCOMPARE(stack().serverFiles(u"user16"_s, u"Archive"_s).size(), 1);
    QCOMPARE(on.reader().messageCount(on.mailbox("Archive").id), 1U);
    QCOMPARE(on.reader().messageCount(on.mailbox("INBOX").id), 2U);
}

void ReplayTest::anActionForMessagesThatAreGoneEnds()
{
    fill(u"user17"_s, 2);
    EngineOnTest on(u"user17"_s);
    QVERIFY(on.sync());
    const core::MessageTarget first = on.target(u"m1@example.test"_s);
    QVERIFY(!stack()
            .doveadm({u"expunge"_s, u"-u"_s, u"user17"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s,
                QString::number(first.key.uid.value())})
            .isNull());
    QVERIFY(test::waitFor(on.engine().act(core::SetFlags{{first}, Flag::Seen, {}})));
    QVERIFY(test::waitFor(on.engine().act(core::MoveMessages{{first}, "Archive"})));
    QVERIFY(on.sync());
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(stack().serverFiles(u"user17"_s, u"Archive"_s).size(), 0);
    QCOMPARE(on.reader().messageCount(on.mailbox("INBOX").id), 1U);
}

void ReplayTest::afterAChangeOfUidValidityTheMessageIsFoundAgain()
{
    fill(u"user18"_s, 3);
    EngineOnTest on(u"user18"_s);
    QVERIFY(on.sync());
    core::MessageTarget second = on.target(u"m2@example.test"_s), stranger = on.target(u"m3@example.test"_s);
    // UIDs of another life: number 1 then is not number 1 now.
    for (core::MessageTarget *target : {&second, &stranger}) {
        target->key.uidValidity = core::UidValidity{target->key.uidValidity.value() - 1};
        target->key.uid = core::Uid{1};
    }
    stranger.messageId = u"3@example.test"_s; // SEARCH finds it within m3@example.test
    on.whileStopped([&](store::Transaction &tx) {
        return queue(tx, on.account().id,
            {core::SetFlags{{second}, Flag::Flagged, {}}, core::SetFlags{{stranger}, Flag::Answered, {}},
                core::MoveMessages{{stranger}, "Trash"}});
    });
    on.restart();
    QVERIFY(on.sync());
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(flagsOf(u"user18"_s, "m1@example.test"), "");
    QCOMPARE(flagsOf(u"user18"_s, "m2@example.test"), "F");
    QCOMPARE(flagsOf(u"user18"_s, "m3@example.test"), "");
    QCOMPARE(stack().serverFiles(u"user18"_s, u"Trash"_s).size(), 0);
}

void ReplayTest::whatTheServerRefusesDoesNotBlockTheRest()
{
    fill(u"user19"_s, 2);
    EngineOnTest on(u"user19"_s);
    QVERIFY(on.sync());
    const core::MessageTarget first = on.target(u"m1@example.test"_s), second = on.target(u"m2@example.test"_s);
    QVERIFY(test::waitFor(on.engine().act(core::MoveMessages{{first}, "No/Such/Folder"})));
    QVERIFY(test::waitFor(on.engine().act(core::SetFlags{{second}, Flag::Seen, {}})));
    QVERIFY(on.sync());
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(flagsOf(u"user19"_s, "m2@example.test"), "S");
    QCOMPARE(flagsOf(u"user19"_s, "m1@example.test"), "");
    QCOMPARE(on.reader().messageCount(on.mailbox("INBOX").id), 2U); // it is back
}

void ReplayTest::anOldAnswerDoesNotUndoANewDecision()
{
    fill(u"user20"_s, 2);
    EngineOnTest on(u"user20"_s);
    QVERIFY(on.sync());
    const core::MessageTarget first = on.target(u"m1@example.test"_s);
    // Somebody else marks it read while our "unread, starred" is not yet there.
    QVERIFY(!stack()
            .doveadm({u"flags"_s, u"add"_s, u"-u"_s, u"user20"_s, u"\\Seen"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s,
                QString::number(first.key.uid.value())})
            .isNull());
    QVERIFY(test::waitFor(on.engine().act(core::SetFlags{{first}, Flag::Flagged, Flag::Seen})));
    QCOMPARE(on.reader().find(first.key)->flags.system, core::SystemFlags(Flag::Flagged));
    QVERIFY(on.sync());
    QCOMPARE(on.reader().find(first.key)->flags.system, core::SystemFlags(Flag::Flagged));
    QCOMPARE(flagsOf(u"user20"_s, "m1@example.test"), "F");
}

void ReplayTest::whatTheNetworkDoesIsNoRefusal()
{
    fill(u"user21"_s, 1);
    EngineOnTest on(u"user21"_s);
    QVERIFY(on.sync());
    const core::MessageTarget first = on.target(u"m1@example.test"_s);
    // As behind a hotel's login page: something answers, and it is not TLS.
    core::Account elsewhere = on.account();
    elsewhere.receive.host = u"smtp.example.test"_s;
    elsewhere.receive.port = 587;
    on.whileStopped([&](store::Transaction &tx) {
        return tx.updateAccount(elsewhere).and_then(
            [&] { return queue(tx, on.account().id, {core::SetFlags{{first}, Flag::Flagged, {}}}); });
    });
    on.restart();
    const auto failed = on.sync();
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, core::Errc::TlsFailed);
    QCOMPARE(on.reader().actions(on.account().id).size(), 1);
    QVERIFY(test::waitFor(on.engine().updateAccount(on.account())));
    QVERIFY(on.sync());
    QCOMPARE(flagsOf(u"user21"_s, "m1@example.test"), "F");
}

void ReplayTest::whatAnEarlierLieTookOutComesBack()
{
    fill(u"user23"_s, 5);
    EngineOnTest on(u"user23"_s);
    QVERIFY(on.sync());
    const core::MailboxId inbox = on.mailbox("INBOX").id;
    QCOMPARE(on.reader().messageCount(inbox), 5U);
    // As after two agreeing lists without them: the oldest, then all.
    for (const QList<core::Uid> &lost : {QList{core::Uid{1}, core::Uid{2}},
             QList{core::Uid{1}, core::Uid{2}, core::Uid{3}, core::Uid{4}, core::Uid{5}}}) {
        on.whileStopped([&](store::Transaction &tx) { return tx.removeMessages(inbox, lost); });
        on.restart();
        QCOMPARE(on.reader().messageCount(inbox), quint32(5 - lost.size()));
        QVERIFY(on.sync());
        QCOMPARE(on.reader().messageCount(inbox), 5U);
    }
}

void ReplayTest::aMailboxThatIsGoneDoesNotKeepTheOthersFromTheirs()
{
    fill(u"user22"_s, 1);
    EngineOnTest on(u"user22"_s);
    QVERIFY(on.sync());
    const core::MessageTarget first = on.target(u"m1@example.test"_s);
    core::MessageTarget lost = first;
    lost.key.mailbox = "Gone";
    QVERIFY(test::waitFor(on.engine().act(core::SetFlags{{lost, first}, Flag::Flagged, {}})));
    QVERIFY(test::waitFor(on.engine().act(core::MoveMessages{{lost, first}, "Archive"})));
    QVERIFY(on.sync());
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(flagsOf(u"user22"_s, "m1@example.test", u"Archive"_s), "F");
}

QTEST_GUILESS_MAIN(ReplayTest)
#include "tst_replay.moc"
