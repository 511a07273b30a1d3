// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontest.h"

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
