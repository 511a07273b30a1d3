// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::Submission;
using core::SubmissionState;
using test::EngineOnTest;
using test::MailStack;

namespace
{
qsizetype arrived(const QString &user, const QByteArray &words)
{
    return std::ranges::count_if(MailStack::shared()->serverFiles(user),
        [&](const MailStack::StoredMessage &message) { return message.bytes.contains(words); });
}
} // namespace

/** Until the final dot nothing can have been sent, and it leaves only when that is on the disk (RFC 5321 4.1.1.4). */
class FinalDotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatEndedBeforeTheFinalDotIsSentAgain();
    void theFinalDotLeavesOnlyWhenTheDiskKnows();
};

void FinalDotTest::whatEndedBeforeTheFinalDotIsSentAgain()
{
    EngineOnTest on(u"user01"_s);
    const QByteArray bytes = test::letterWithId("undotted@example.test");
    core::SubmissionId first, often;
    on.whileStopped([&](store::Transaction &tx) -> core::Result<> {
        Submission one{.account = on.account().id,
            .messageId = u"undotted@example.test"_s,
            .reversePath = on.account().address,
            .recipients = {u"user02@example.test"_s},
            .subject = u"journal"_s,
            .state = SubmissionState::Sending,
            .attempts = 1};
        one.queuedAt = one.notBefore = QDateTime::currentDateTimeUtc();
        one.lastError = core::Error{core::Errc::ConnectionLost, u"restart"_s, {}};
        first = tx.queueSubmission(one, bytes).value();
        one.messageId = u"often@example.test"_s;
        one.attempts = 9; // whatever it is: not at each start
        often = tx.queueSubmission(one, test::letterWithId("often@example.test")).value();
        return {};
    });
    on.restart();
    QVERIFY(on.sync()); // the first thing that is asked: it is due by then
    QCOMPARE(on.state(first), SubmissionState::Sent);
    QCOMPARE(on.state(often), SubmissionState::Queued);
    QVERIFY(on.reader().submission(often)->notBefore > QDateTime::currentDateTimeUtc().addSecs(60));
    QTRY_COMPARE_WITH_TIMEOUT(arrived(u"user02"_s, "undotted@example.test"), 1, 20000);
    QCOMPARE(arrived(u"user02"_s, "often@example.test"), 0);
}

void FinalDotTest::theFinalDotLeavesOnlyWhenTheDiskKnows()
{
    EngineOnTest on(u"user03"_s);
    const auto journal = store::Sqlite::open(on.paths().journal(), store::Sqlite::Mode::ReadWrite, {});
    QVERIFY(journal);
    // It may set out, and its end may not.
    QVERIFY((*journal)->run(u"CREATE TRIGGER full BEFORE UPDATE ON submission WHEN new.state = 1 AND old.state = 1 "
                            "BEGIN SELECT RAISE(ABORT, 'full'); END"_s));
    core::Draft draft{.account = on.account().id, .from = {{}, on.account().address}, .subject = u"no end"_s};
    draft.to = {{{}, u"user04@example.test"_s}};
    draft.text = u"text"_s;
    const auto id = test::waitFor(on.engine().submit(draft));
    QTRY_VERIFY_WITH_TIMEOUT(on.state(*id) == SubmissionState::Queued && on.reader().submission(*id)->lastError, 20000);
    QCOMPARE(on.reader().submission(*id)->lastError->code, core::Errc::StoreFailed);
    QCOMPARE(on.reader().submission(*id)->attempts, 1);
    QTest::qWait(500);
    QCOMPARE(arrived(u"user04"_s, "no end"), 0);
    QVERIFY((*journal)->run(u"DROP TRIGGER full"_s));
    QVERIFY(test::waitFor(on.engine().retrySubmission(*id)));
    QTRY_COMPARE_WITH_TIMEOUT(on.state(*id), SubmissionState::Sent, 20000);
    QTRY_COMPARE_WITH_TIMEOUT(arrived(u"user04"_s, "no end"), 1, 20000);
}

QTEST_GUILESS_MAIN(FinalDotTest)
#include "tst_finaldot.moc"
