// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontest.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Flag;
using test::EngineOnTest;
using test::MailStack;

/** The same with a server that offers no MOVE, CONDSTORE, ESEARCH or SPECIAL-USE. */
class PlainServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatOthersChangeArrives();
    void aMoveLeavesNothingBehind();
    void aMoveCutOffBetweenItsStepsEndsOnce_data();
    void aMoveCutOffBetweenItsStepsEndsOnce();
    void twoLettersWithOneMessageIdBothArrive_data();
    void twoLettersWithOneMessageIdBothArrive();
    void theSentFolderIsKnownByItsName();
};

namespace
{
MailStack &stack()
{
    return *MailStack::shared();
}

void fill(const QString &user, int count)
{
    for (int i = 1; i <= count; ++i) {
        const QByteArray letter = test::letterWithId("p" + QByteArray::number(i) + "@example.test");
        QVERIFY(stack().store(user, u"INBOX"_s, letter).isEmpty());
    }
}
} // namespace

void PlainServerTest::whatOthersChangeArrives()
{
    fill(u"user21"_s, 3);
    EngineOnTest on(u"user21"_s, u"plain.example.test"_s);
    QVERIFY(on.sync());
    QVERIFY(!on.mailbox("INBOX").highestModSeq.isValid());
    QCOMPARE(on.reader().messageCount(on.mailbox("INBOX").id), 3U);
    const core::MessageTarget first = on.target(u"p1@example.test"_s), second = on.target(u"p2@example.test"_s);
    const auto uid = [](const core::MessageTarget &target) {
        return QString::number(target.key.uid.value());
    };
    const QStringList where{u"-u"_s, u"user21"_s};
    QVERIFY(!stack()
            .doveadm(QStringList{u"flags"_s, u"add"_s} + where
                + QStringList{u"\\Flagged"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s, uid(first)})
            .isNull());
    QVERIFY(!stack()
            .doveadm(QStringList{u"expunge"_s} + where + QStringList{u"mailbox"_s, u"INBOX"_s, u"uid"_s, uid(second)})
            .isNull());
    QVERIFY(stack().deliver(u"user21"_s, test::letterWithId("p4@example.test")).isEmpty());
    QVERIFY(on.sync());
    QCOMPARE(on.reader().messageCount(on.mailbox("INBOX").id), 3U);
    QVERIFY(on.reader().find(first.key)->flags.has(Flag::Flagged));
    QVERIFY(!on.reader().find(second.key).has_value());
    QCOMPARE(on.target(u"p4@example.test"_s).messageId, u"p4@example.test"_s);
}

void PlainServerTest::aMoveLeavesNothingBehind()
{
    fill(u"user22"_s, 3);
    EngineOnTest on(u"user22"_s, u"plain.example.test"_s);
    QVERIFY(on.sync());
    // Somebody else has marked another one \Deleted; it is theirs to expunge.
    const QString other = QString::number(on.target(u"p3@example.test"_s).key.uid.value());
    QVERIFY(!stack()
            .doveadm(
                {u"flags"_s, u"add"_s, u"-u"_s, u"user22"_s, u"\\Deleted"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s, other})
            .isNull());
    QVERIFY(test::waitFor(on.engine().act(core::MoveMessages{{on.target(u"p1@example.test"_s)}, "Archive"})));
    QVERIFY(on.sync());
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(stack().serverFiles(u"user22"_s).size(), 2);
    QCOMPARE(stack().serverFiles(u"user22"_s, u"Archive"_s).size(), 1);
    QVERIFY(!stack().serverFiles(u"user22"_s, u"Archive"_s).first().flags.contains('T'));
    QCOMPARE(on.reader().messageCount(on.mailbox("INBOX").id), 2U);
    QCOMPARE(on.reader().messageCount(on.mailbox("Archive").id), 1U);
}

namespace
{
QString uidNextOf(const QString &user, const QString &mailbox)
{
    const QByteArray status
        = stack().doveadm({u"mailbox"_s, u"status"_s, u"-u"_s, user, u"uidvalidity uidnext"_s, mailbox});
    const auto number = [&](const QString &name) {
        return QRegularExpression(name + u"=(\\d+)"_s).match(QString::fromUtf8(status)).captured(1);
    };
    return number(u"uidvalidity"_s) + u' ' + number(u"uidnext"_s);
}

/** A move in the journal as a killed program leaves it. */
core::Result<> queueMove(
    store::Transaction &tx, core::AccountId account, const core::MoveMessages &move, const QString &stage)
{
    core::QueuedAction queued;
    queued.account = account;
    queued.action = move;
    return tx.queueAction(queued).and_then([&](core::ActionId id) { return tx.setActionStage(id, stage); });
}
} // namespace

void PlainServerTest::aMoveCutOffBetweenItsStepsEndsOnce_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("stage"); ///< %1: UIDVALIDITY and UIDNEXT of the destination before COPY
    QTest::addColumn<bool>("isCopied");
    QTest::newRow("before COPY") << u"user25"_s << u"0 copying %1"_s << false;
    QTest::newRow("COPY done, its answer lost") << u"user26"_s << u"0 copying %1"_s << true;
    QTest::newRow("the same, UIDNEXT unknown") << u"user27"_s << u"0 copying 0 0"_s << true;
    QTest::newRow("before STORE and EXPUNGE") << u"user28"_s << u"0 copied"_s << true;
}

void PlainServerTest::aMoveCutOffBetweenItsStepsEndsOnce()
{
    QFETCH(QString, user);
    QFETCH(QString, stage);
    QFETCH(bool, isCopied);
    fill(user, 3);
    QVERIFY(stack().store(user, u"Archive"_s, test::letterWithId("xp1@example.test")).isEmpty()); // contains p1@
    const QString before = uidNextOf(user, u"Archive"_s);
    EngineOnTest on(user, u"plain.example.test"_s);
    QVERIFY(on.sync());
    const core::MoveMessages move{{on.target(u"p1@example.test"_s), on.target(u"p2@example.test"_s)}, "Archive"};
    on.whileStopped([&](store::Transaction &tx) {
        return queueMove(tx, on.account().id, move, stage.contains(u'%') ? stage.arg(before) : stage);
    });
    if (isCopied) {
        QVERIFY(!stack()
                .doveadm({u"copy"_s, u"-u"_s, user, u"Archive"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s, u"1:2"_s})
                .isNull());
        QCOMPARE(stack().serverFiles(user, u"Archive"_s).size(), 3);
    }
    on.restart();
    QVERIFY(on.sync());
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(stack().serverFiles(user, u"Archive"_s).size(), 3);
    QCOMPARE(stack().serverFiles(user).size(), 1);
    QVERIFY(stack().serverFiles(user).first().bytes.contains("<p3@example.test>"));
    QCOMPARE(on.reader().messageCount(on.mailbox("INBOX").id), 1U);
    QCOMPARE(on.reader().messageCount(on.mailbox("Archive").id), 3U);
}

void PlainServerTest::twoLettersWithOneMessageIdBothArrive_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("isFenced");
    QTest::newRow("UIDNEXT known") << u"user29"_s << true;
    QTest::newRow("UIDNEXT unknown") << u"user30"_s << false;
}

void PlainServerTest::twoLettersWithOneMessageIdBothArrive()
{
    QFETCH(QString, user);
    fill(user, 1);
    fill(user, 1); // the same Message-ID once more
    QFETCH(bool, isFenced);
    if (isFenced) // without UIDNEXT it could not be told from a copy
        QVERIFY(stack().store(user, u"Archive"_s, test::letterWithId("p1@example.test")).isEmpty());
    const QString before = isFenced ? uidNextOf(user, u"Archive"_s) : u"0 0"_s;
    EngineOnTest on(user, u"plain.example.test"_s);
    QVERIFY(on.sync());
    core::MoveMessages move{{on.target(u"p1@example.test"_s)}, "Archive"};
    move.messages.append(move.messages.first());
    move.messages[0].key.uid = core::Uid{1};
    move.messages[1].key.uid = core::Uid{2};
    on.whileStopped(
        [&](store::Transaction &tx) { return queueMove(tx, on.account().id, move, u"0 copying "_s + before); });
    // Of the two only one was copied; what else is in Archive is older than the move.
    QVERIFY(!stack()
            .doveadm({u"copy"_s, u"-u"_s, user, u"Archive"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s, u"1"_s})
            .isNull());
    on.restart();
    QVERIFY(on.sync());
    QCOMPARE(stack().serverFiles(user, u"Archive"_s).size(), isFenced ? 3 : 2);
    QCOMPARE(stack().serverFiles(user).size(), 0);
}

void PlainServerTest::theSentFolderIsKnownByItsName()
{
    EngineOnTest on(u"user23"_s, u"plain.example.test"_s);
    QVERIFY(on.sync());
    core::Draft draft;
    draft.account = on.account().id;
    draft.from = {{}, on.account().address};
    draft.to = {{{}, u"user24@example.test"_s}};
    const auto id = test::waitFor(on.engine().submit(draft));
    QVERIFY(id.has_value());
    QTRY_COMPARE_WITH_TIMEOUT(on.state(*id), core::SubmissionState::Sent, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(on.reader().actions(on.account().id).isEmpty(), 20000);
    QCOMPARE(stack().serverFiles(u"user23"_s, u"Sent"_s).size(), 1);
    QVERIFY(on.sync());
    QCOMPARE(on.mailbox("Sent").role, core::MailboxRole::Sent);
    QCOMPARE(on.reader().messageCount(on.mailbox("Sent").id), 1U);
}

QTEST_GUILESS_MAIN(PlainServerTest)
#include "tst_plainserver.moc"
