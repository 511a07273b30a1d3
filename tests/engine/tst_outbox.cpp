// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontest.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Submission;
using core::SubmissionState;
using test::EngineOnTest;
using test::MailStack;

/** The outbox against real servers: nothing is lost, nothing goes out twice, the copy in Sent is one. */
class OutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerIsSentFiledAndMarked();
    void unknownIsNeverSentByItself();
    void theCopyIsFiledOnceAlsoAfterARestart();
    void theCopyIsFiledAfterARestartWhenItIsNotThere();
    void anAppendThatWasDoneLateLeavesOneCopy();
    void queuedBeforeARestartIsSentAfterIt();
    void aForwardedMessageIsMarkedToo();
    void whatIsUnderWayIsNotDiscarded();
    void anOutcomeThatTheDiskRefusesIsNotForgotten();
    void oneDraftSubmittedByTwoFacesIsSentOnce();
    void theCopyIsFiledThoughSentIsGone();
    void theCopyStaysInTheJournalWhileItIsRefused();
    void unknownThatLiesInSentWasSent();
    void unknownThatThePersonKnowsToHaveArrivedCountsAsSent();
    void aHeldMessageIsTakenBackAsItsDraft();
    void oneMessageGivenTwiceIsSentOnce();
    void whatKeepsUsFromTheServerKeepsTheMessageQueued();
};

namespace
{
MailStack &stack()
{
    return *MailStack::shared();
}

core::Draft draftTo(const EngineOnTest &on, const QString &user, const QString &subject)
{
    core::Draft draft;
    draft.account = on.account().id;
    draft.from = {u"山田 太郎"_s, on.account().address};
    draft.to = {{{}, user + u"@example.test"_s}};
    draft.subject = subject;
    draft.text = u"本文\n"_s;
    return draft;
}

/** A submission as the journal holds it, and its bytes. */
Submission submission(const EngineOnTest &on, const QString &user, const QString &messageId, SubmissionState state)
{
    Submission one{.account = on.account().id,
        .messageId = messageId,
        .reversePath = on.account().address,
        .recipients = {user + u"@example.test"_s},
        .subject = u"journal"_s,
        .state = state};
    one.queuedAt = one.notBefore = QDateTime::currentDateTimeUtc();
    return one;
}

qsizetype copies(const QString &user, const QByteArray &messageId, const QString &mailbox = u"Sent"_s)
{
    return std::ranges::count_if(stack().serverFiles(user, mailbox),
        [&](const MailStack::StoredMessage &message) { return message.bytes.contains(messageId); });
}
} // namespace

void OutboxTest::anAnswerIsSentFiledAndMarked()
{
    EngineOnTest on(u"user01"_s);
    QVERIFY(stack().store(u"user01"_s, u"INBOX"_s, test::letterWithId("question@example.test")).isEmpty());
    QVERIFY(on.sync());
    const core::MessageKey key = on.target(u"question@example.test"_s).key;
    auto reply = test::waitFor(on.engine().buildReply(key, engine::Engine::ReplyKind::Reply, {u"Bob wrote:"_s}));
    QVERIFY(reply.has_value());
    QCOMPARE(reply->answers, std::optional(key));
    reply->to = {{{}, u"user02@example.test"_s}};
    const auto id = test::waitFor(on.engine().submit(*reply));
    QVERIFY(id.has_value());
    QTRY_COMPARE_WITH_TIMEOUT(on.state(*id), SubmissionState::Sent, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(on.reader().actions(on.account().id).isEmpty(), 20000);
    const QByteArray messageId = on.reader().submission(*id)->messageId.toLatin1();
    QTRY_COMPARE_WITH_TIMEOUT(copies(u"user02"_s, messageId, u"INBOX"_s), 1, 20000);
    QVERIFY(copies(u"user02"_s, "In-Reply-To: <question@example.test>", u"INBOX"_s) == 1);
    QCOMPARE(copies(u"user01"_s, messageId), 1);
    QCOMPARE(stack().serverFiles(u"user01"_s).first().flags, "R");
    QVERIFY(on.reader().find(key)->flags.has(core::Flag::Answered));
    QVERIFY(on.sync());
    QVERIFY(on.reader().find(key)->flags.has(core::Flag::Answered));
    for (const core::QueuedAction &done : on.reader().allActions(on.account().id)) {
        if (const auto *mark = std::get_if<core::SetFlags>(&done.action))
            QCOMPARE(mark->messages.first().messageId, u"question@example.test"_s); // for a UIDVALIDITY that changes
    }
}

void OutboxTest::aForwardedMessageIsMarkedToo()
{
    EngineOnTest on(u"user03"_s);
    QVERIFY(stack().store(u"user03"_s, u"INBOX"_s, test::letterWithId("forward-me@example.test")).isEmpty());
    QVERIFY(on.sync());
    const core::MessageKey key = on.target(u"forward-me@example.test"_s).key;
    core::Draft draft = draftTo(on, u"user04"_s, u"Fwd"_s);
    draft.forwards = key;
    const auto id = test::waitFor(on.engine().submit(draft));
    QVERIFY(id.has_value());
    QTRY_COMPARE_WITH_TIMEOUT(on.state(*id), SubmissionState::Sent, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(on.reader().actions(on.account().id).isEmpty(), 20000);
    const QByteArray flags = stack().doveadm({u"fetch"_s, u"-u"_s, u"user03"_s, u"flags"_s, u"mailbox"_s, u"INBOX"_s});
    QVERIFY2(flags.contains("$Forwarded"), flags);
    QVERIFY(on.sync());
    QVERIFY(on.reader().find(key)->flags.has(core::Flag::Forwarded));
}

void OutboxTest::unknownIsNeverSentByItself()
{
    EngineOnTest on(u"user05"_s);
    const QByteArray bytes
        = "From: user05@example.test\r\nTo: user06@example.test\r\nMessage-ID: <half@example.test>\r\n\r\nx\r\n";
    core::SubmissionId id;
    on.whileStopped([&](store::Transaction &tx) -> core::Result<> {
        // The program died while this was on the wire.
        auto queued
            = tx.queueSubmission(submission(on, u"user06"_s, u"half@example.test"_s, SubmissionState::Sending), bytes);
        id = queued.value_or(core::SubmissionId{});
        return queued ? core::Result<>() : std::unexpected(queued.error());
    });
    on.restart();
    QTRY_COMPARE(on.state(id), SubmissionState::Unknown);
    QCOMPARE(on.reader().submission(id)->lastError->code, core::Errc::DeliveryUnknown);
    QVERIFY(on.sync());
    on.engine().goOnline();
    QTest::qWait(3000);
    QCOMPARE(on.state(id), SubmissionState::Unknown);
    QCOMPARE(stack().serverFiles(u"user06"_s).size(), 0);
    QCOMPARE(copies(u"user05"_s, "half@example.test"), 0);

    // Only the person may decide otherwise.
    QVERIFY(test::waitFor(on.engine().retrySubmission(id)));
    QTRY_COMPARE_WITH_TIMEOUT(on.state(id), SubmissionState::Sent, 20000);
    QTRY_COMPARE_WITH_TIMEOUT(stack().serverFiles(u"user06"_s).size(), 1, 20000);
}

void OutboxTest::theCopyIsFiledOnceAlsoAfterARestart()
{
    EngineOnTest on(u"user07"_s);
    const QByteArray bytes = test::letterWithId("filed@example.test");
    // The APPEND worked, its answer was lost, the action is still in the journal.
    QVERIFY(stack().store(u"user07"_s, u"Sent"_s, bytes, "S").isEmpty());
    on.whileStopped([&](store::Transaction &tx) -> core::Result<> {
        const auto id
            = tx.queueSubmission(submission(on, u"user08"_s, u"filed@example.test"_s, SubmissionState::Sent), bytes);
        if (!id)
            return std::unexpected(id.error());
        core::QueuedAction copy;
        copy.account = on.account().id;
        copy.action = core::AppendSentCopy{on.account().id, *id, u"filed@example.test"_s};
        const auto first = tx.queueAction(copy);
        const auto second = tx.queueAction(copy);
        return first && second ? core::Result<>() : core::failure(core::Errc::StoreFailed);
    });
    on.restart();
    QCOMPARE(on.reader().actions(on.account().id).size(), 2);
    QVERIFY(on.sync());
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(copies(u"user07"_s, "filed@example.test"), 1);
    QCOMPARE(stack().serverFiles(u"user08"_s).size(), 0); // and nothing was sent again
}

void OutboxTest::theCopyIsFiledAfterARestartWhenItIsNotThere()
{
    EngineOnTest on(u"user09"_s);
    on.whileStopped([&](store::Transaction &tx) -> core::Result<> {
        Submission sent = submission(on, u"user10"_s, u"unfiled@example.test"_s, SubmissionState::Sent);
        sent.queuedAt = sent.queuedAt.addDays(-3); // old Sent rows are dropped, but not before their copy is filed
        sent.ownCopyHeader = "Bcc: user11@example.test\r\n";
        const auto id = tx.queueSubmission(sent, test::letterWithId("unfiled@example.test"));
        if (!id)
            return std::unexpected(id.error());
        core::QueuedAction copy;
        copy.account = on.account().id;
        copy.action = core::AppendSentCopy{on.account().id, *id, u"unfiled@example.test"_s};
        const auto queued = tx.queueAction(copy);
        return queued ? core::Result<>() : std::unexpected(queued.error());
    });
    on.restart();
    QVERIFY(on.sync());
    QCOMPARE(copies(u"user09"_s, "unfiled@example.test"), 1);
    QCOMPARE(copies(u"user09"_s, "Bcc: user11@example.test\r\n"), 1);
    on.restart();
    QTRY_VERIFY(on.reader().submissions().isEmpty()); // now it may go
    QVERIFY(on.sync());
    QCOMPARE(copies(u"user09"_s, "unfiled@example.test"), 1);
}

void OutboxTest::anAppendThatWasDoneLateLeavesOneCopy()
{
    EngineOnTest on(u"user30"_s);
    QVERIFY(stack().store(u"user30"_s, u"Sent"_s, test::letterWithId("late@example.test")).isEmpty()); // another's
    QVERIFY(on.sync());
    core::Mailbox sent;
    for (const core::Mailbox &mailbox : on.reader().mailboxes(on.account().id)) {
        if (mailbox.role == core::MailboxRole::Sent)
            sent = mailbox;
    }
    const QByteArray bytes = test::letterWithId("late@example.test") + "ours\r\n";
    const auto arrives = [&] {
        return stack().store(u"user30"_s, u"Sent"_s, bytes, "S").isEmpty();
    };
    on.whileStopped([&](store::Transaction &tx) -> core::Result<> {
        const auto id
            = tx.queueSubmission(submission(on, u"user02"_s, u"late@example.test"_s, SubmissionState::Sent), bytes);
        core::QueuedAction copy{.account = on.account().id};
        copy.action = core::AppendSentCopy{on.account().id, *id, u"late@example.test"_s};
        return tx.queueAction(copy).and_then([&](core::ActionId action) {
            return tx.setActionStage(
                action, u"appending %1 %2"_s.arg(sent.uidValidity.value()).arg(sent.uidNext.value()));
        });
    });
    QVERIFY(arrives() && arrives()); // both: the one whose answer was lost, and the one sent in its place
    on.restart();
    QVERIFY(on.sync());
    QCOMPARE(copies(u"user30"_s, "ours"), 1);
    QVERIFY(arrives()); // it may still be done later
    QVERIFY(on.sync());
    QCOMPARE(copies(u"user30"_s, "ours"), 1);
    QCOMPARE(copies(u"user30"_s, "late@example.test"), 2); // what stood there before stays
    QVERIFY(on.reader().actions(on.account().id).value(0).stage.startsWith("filed"_L1));
}

namespace
{
/** A message that is sent and whose copy is still to be filed. */
core::Result<> queueCopy(store::Transaction &tx, const EngineOnTest &on, const QString &messageId)
{
    const auto id = tx.queueSubmission(
        submission(on, u"user08"_s, messageId, SubmissionState::Sent), test::letterWithId(messageId.toLatin1()));
    core::QueuedAction copy;
    copy.account = on.account().id;
    copy.action = core::AppendSentCopy{on.account().id, id.value_or(core::SubmissionId{}), messageId};
    const auto queued = tx.queueAction(copy);
    return id && queued ? core::Result<>() : core::failure(core::Errc::StoreFailed);
}
} // namespace

void OutboxTest::anOutcomeThatTheDiskRefusesIsNotForgotten()
{
    const QString user = u"user18"_s;
    EngineOnTest on(user);
    const auto journal = store::Sqlite::open(on.paths().journal(), store::Sqlite::Mode::ReadWrite, {});
    QVERIFY(journal);
    // From the moment at which it is on its way the journal takes no result.
    QVERIFY((*journal)->run(u"CREATE TRIGGER full BEFORE UPDATE ON submission WHEN new.state = 2 BEGIN "
                            "SELECT RAISE(ABORT, 'full'); END"_s));
    const auto id = test::waitFor(on.engine().submit(draftTo(on, u"user19"_s, u"taken"_s)));
    QVERIFY(id.has_value());
    QTRY_COMPARE_WITH_TIMEOUT(stack().serverFiles(u"user19"_s).size(), 1, 20000);
    QTest::qWait(500);
    QCOMPARE(on.state(*id), SubmissionState::Sending);
    QVERIFY(!on.sync());
    QCOMPARE(on.state(*id), SubmissionState::Sending);
    QVERIFY((*journal)->run(u"DROP TRIGGER full"_s));
    QVERIFY(on.sync());
    QCOMPARE(on.state(*id), SubmissionState::Sent);
    QTRY_VERIFY_WITH_TIMEOUT(on.reader().actions(on.account().id).isEmpty(), 20000);
    QCOMPARE(copies(user, on.reader().submission(*id)->messageId.toLatin1()), 1);
    QCOMPARE(stack().serverFiles(u"user19"_s).size(), 1);
}

void OutboxTest::oneDraftSubmittedByTwoFacesIsSentOnce()
{
    EngineOnTest on(u"user20"_s);
    core::Draft draft = draftTo(on, u"user21"_s, u"once"_s);
    draft.token = u"4f1c2a52-0a0e-4c53-9d1f-7a1f8f0e6a11"_s;
    const auto saved = test::waitFor(on.engine().saveDraft(draft));
    QVERIFY(saved.has_value());
    draft.id = *saved;
    QVERIFY(test::waitFor(on.engine().submit(draft)));
    const auto again = test::waitFor(on.engine().submit(draft));
    QVERIFY(!again);
    QCOMPARE(again.error().code, core::Errc::NoSuchMessage);
    QVERIFY(on.sync());
    QCOMPARE(on.reader().submissions().size(), 1);
    QCOMPARE(on.reader().drafts().size(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(stack().serverFiles(u"user21"_s).size(), 1, 20000);
}

void OutboxTest::theCopyIsFiledThoughSentIsGone()
{
    const QString user = u"user16"_s;
    // Contains the other's Message-ID, and is another message.
    QVERIFY(stack().store(user, u"Sent"_s, test::letterWithId("unlike@example.test"), "S").isEmpty());
    EngineOnTest on(user, u"plain.example.test"_s);
    QVERIFY(on.sync());
    QCOMPARE(on.mailbox("Sent").role, core::MailboxRole::Sent);
    on.whileStopped([&](store::Transaction &tx) { return queueCopy(tx, on, u"like@example.test"_s); });
    on.restart();
    QVERIFY(on.sync());
    QCOMPARE(copies(user, "<like@example.test>"), 1);

    QVERIFY(!stack().doveadm({u"mailbox"_s, u"delete"_s, u"-u"_s, user, u"-s"_s, u"Sent"_s}).isNull());
    on.whileStopped([&](store::Transaction &tx) { return queueCopy(tx, on, u"second@example.test"_s); });
    on.restart();
    QVERIFY(on.sync());
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(copies(user, "<second@example.test>"), 1);
}

void OutboxTest::theCopyStaysInTheJournalWhileItIsRefused()
{
    const QString user = u"user17"_s;
    QVERIFY(stack().store(user, u"INBOX"_s, test::letterWithId("read@example.test")).isEmpty());
    QVERIFY(stack().store(user, u"Sent"_s, test::letterWithId("old@example.test"), "S").isEmpty());
    EngineOnTest on(user, u"plain.example.test"_s);
    QVERIFY(on.sync());
    const core::MessageTarget other = on.target(u"read@example.test"_s);
    const QString tmp = stack().folder() + u"/mail/"_s + user + u"/Maildir/.Sent/tmp"_s;
    QVERIFY(QFile::setPermissions(tmp, QFile::ReadOwner | QFile::ExeOwner)); // so the server cannot write into it
    on.whileStopped([&](store::Transaction &tx) { return queueCopy(tx, on, u"kept@example.test"_s); });
    on.restart();
    QVERIFY(test::waitFor(on.engine().act(core::SetFlags{{other}, core::Flag::Flagged, {}})));
    const auto synced = on.sync();
    QVERIFY2(synced,
        synced ? "" : qPrintable(core::errcName(synced.error().code) + QString::fromUtf8(synced.error().serverText)));
    QCOMPARE(on.reader().actions(on.account().id).size(), 1);
    QCOMPARE(stack().serverFiles(user).first().flags, "F"); // what comes after it is not kept waiting
    QVERIFY(QFile::setPermissions(tmp, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(on.sync());
    QVERIFY(on.reader().actions(on.account().id).isEmpty());
    QCOMPARE(copies(user, "<kept@example.test>"), 1);
}

void OutboxTest::queuedBeforeARestartIsSentAfterIt()
{
    EngineOnTest on(u"user12"_s);
    const auto id = test::waitFor(on.engine().submit(draftTo(on, u"user13"_s, u"survives"_s)));
    QVERIFY(id.has_value());
    on.restart(); // whatever it was doing
    QVERIFY(on.sync());
    const SubmissionState state = on.state(*id);
    // Sent before or after the restart, or cut off in the middle: never twice, never silently gone.
    QVERIFY(state == SubmissionState::Sent || state == SubmissionState::Unknown);
    QTest::qWait(1000);
    const qsizetype arrived = stack().serverFiles(u"user13"_s).size();
    QVERIFY(arrived <= 1);
    QVERIFY(state == SubmissionState::Unknown || arrived == 1);
}

void OutboxTest::whatIsUnderWayIsNotDiscarded()
{
    EngineOnTest on(u"user14"_s);
    core::SubmissionId failed;
    on.whileStopped([&](store::Transaction &tx) -> core::Result<> {
        auto queued
            = tx.queueSubmission(submission(on, u"user15"_s, u"f@example.test"_s, SubmissionState::Failed), "x");
        failed = queued.value_or(core::SubmissionId{});
        return queued ? core::Result<>() : std::unexpected(queued.error());
    });
    on.restart();
    QVERIFY(test::waitFor(on.engine().discardSubmission(failed)));
    QVERIFY(!on.reader().submission(failed).has_value());
    QVERIFY(!test::waitFor(on.engine().discardSubmission(failed)));
    QVERIFY(!test::waitFor(on.engine().retrySubmission(failed)));
}

void OutboxTest::unknownThatLiesInSentWasSent()
{
    EngineOnTest on(u"user23"_s);
    const QByteArray bytes = test::letterWithId("saved@example.test");
    core::SubmissionId saved, lost;
    on.whileStopped([&](store::Transaction &tx) -> core::Result<> {
        saved
            = tx.queueSubmission(submission(on, u"user24"_s, u"saved@example.test"_s, SubmissionState::Sending), bytes)
                  .value();
        lost = tx.queueSubmission(submission(on, u"user24"_s, u"lost@example.test"_s, SubmissionState::Sending), bytes)
                   .value();
        return {};
    });
    QVERIFY(stack().store(u"user23"_s, u"Sent"_s, bytes, "S").isEmpty()); // the server files what it takes
    on.restart();
    QTRY_COMPARE(on.state(saved), SubmissionState::Unknown);
    QVERIFY(on.sync()); // learns which mailbox is Sent
    QVERIFY(on.sync());
    QCOMPARE(on.state(saved), SubmissionState::Sent);
    QCOMPARE(on.state(lost), SubmissionState::Unknown);
    QTRY_VERIFY_WITH_TIMEOUT(on.reader().actions(on.account().id).isEmpty(), 20000);
    QCOMPARE(copies(u"user23"_s, "saved@example.test"), 1);
    QCOMPARE(stack().serverFiles(u"user24"_s).size(), 0); // and nothing went out again
}

void OutboxTest::unknownThatThePersonKnowsToHaveArrivedCountsAsSent()
{
    EngineOnTest on(u"user25"_s);
    core::SubmissionId id;
    on.whileStopped([&](store::Transaction &tx) -> core::Result<> {
        id = tx.queueSubmission(submission(on, u"user26"_s, u"told@example.test"_s, SubmissionState::Sending),
                   test::letterWithId("told@example.test"))
                 .value();
        return {};
    });
    on.restart();
    QTRY_COMPARE(on.state(id), SubmissionState::Unknown);
    QVERIFY(test::waitFor(on.engine().confirmSent(id)));
    QCOMPARE(on.state(id), SubmissionState::Sent);
    QCOMPARE(test::waitFor(on.engine().confirmSent(id)).error().code, core::Errc::NoSuchMessage);
    QVERIFY(on.sync());
    QCOMPARE(copies(u"user25"_s, "told@example.test"), 1);
    QCOMPARE(stack().serverFiles(u"user26"_s).size(), 0);
}

void OutboxTest::aHeldMessageIsTakenBackAsItsDraft()
{
    EngineOnTest on(u"user27"_s);
    core::Draft draft = draftTo(on, u"user28"_s, u"まだ送らない"_s);
    draft.token = u"8c5ce1b4-0001-4000-8000-000000000001"_s;
    draft.bcc = {{u"控え"_s, u"user28@example.test"_s}};
    draft.attachments = {{u"見積.bin"_s, u"application/octet-stream"_s, QByteArray("\0\xff\r\n", 4)}};
    const auto saved = test::waitFor(on.engine().saveDraft(draft));
    draft.id = saved.value();
    const auto id = test::waitFor(on.engine().submit(draft, 3600));
    QVERIFY(on.reader().drafts().isEmpty());
    on.restart(); // held also over a restart
    QVERIFY(on.sync());
    QCOMPARE(on.state(*id), SubmissionState::Queued);
    core::Draft back = test::waitFor(on.engine().takeBack(*id)).value();
    QCOMPARE(on.reader().drafts(), QList{back});
    back.id = draft.id;
    QCOMPARE(back, draft);
    QVERIFY(!on.reader().submission(*id));
    QCOMPARE(test::waitFor(on.engine().takeBack(*id)).error().code, core::Errc::NoSuchMessage);
    QCOMPARE(stack().serverFiles(u"user28"_s).size(), 0);
    // And sent after all.
    const auto again = test::waitFor(on.engine().submit(on.reader().drafts().first(), 0));
    QTRY_COMPARE_WITH_TIMEOUT(on.state(*again), SubmissionState::Sent, 20000);
    QCOMPARE(test::waitFor(on.engine().takeBack(*again)).error().code, core::Errc::NoSuchMessage);
    QTRY_COMPARE_WITH_TIMEOUT(stack().serverFiles(u"user28"_s).size(), 1, 20000);
}

void OutboxTest::oneMessageGivenTwiceIsSentOnce()
{
    EngineOnTest on(u"user29"_s);
    const QByteArray eml = "From: user29@example.test\r\nTo: user30@example.test\r\nDate: Wed, 25 Nov 2026 09:00:00 "
                           "+0900\r\nMessage-ID: <twice@example.test>\r\nSubject: x\r\n\r\nx\r\n";
    const auto first = test::waitFor(on.engine().submitEml(on.account().id, eml));
    const auto second = test::waitFor(on.engine().submitEml(on.account().id, eml));
    QCOMPARE(first.value(), second.value());
    QTRY_COMPARE_WITH_TIMEOUT(on.state(*first), SubmissionState::Sent, 20000);
    const auto third = test::waitFor(on.engine().submitEml(on.account().id, eml));
    QCOMPARE(third.value(), first.value());
    QTest::qWait(500);
    QTRY_COMPARE_WITH_TIMEOUT(stack().serverFiles(u"user30"_s).size(), 1, 20000);
}

void OutboxTest::whatKeepsUsFromTheServerKeepsTheMessageQueued()
{
    EngineOnTest on(u"user22"_s);
    core::Account wrong = on.account();
    wrong.send.port = 25; // speaks no TLS before STARTTLS, as a sign-in page on the way would not
    wrong.send.security = core::Security::Tls;
    QVERIFY(test::waitFor(on.engine().updateAccount(wrong)));
    const auto id = test::waitFor(on.engine().submit(draftTo(on, u"user22"_s, u"behind a page"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(on.reader().submission(*id)->lastError.has_value(), 20000);
    QCOMPARE(on.state(*id), SubmissionState::Queued);
    QVERIFY(on.reader().submission(*id)->notBefore > QDateTime::currentDateTimeUtc());
    QVERIFY(test::waitFor(on.engine().updateAccount(on.account())));
    QVERIFY(test::waitFor(on.engine().retrySubmission(*id)));
    QTRY_COMPARE_WITH_TIMEOUT(on.state(*id), SubmissionState::Sent, 20000);
    QTRY_COMPARE_WITH_TIMEOUT(stack().serverFiles(u"user22"_s).size(), 1, 20000);
}

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
