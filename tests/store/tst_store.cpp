// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/database.h"
#include "store/reader.h"
#include "store/statements.h"
#include "store/transaction.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QtTest>

using namespace store;
using namespace Qt::StringLiterals;
using core::Errc;
using core::Flag;
using core::Uid;

namespace
{
IndexedMessage message(quint32 uid, const QString &subject, int minute = 0)
{
    IndexedMessage m;
    m.uid = Uid{uid};
    m.envelope.subject = subject;
    m.envelope.from = {{u"山田 太郎"_s, u"taro@example.test"_s}};
    m.envelope.messageId = u"m%1@example.test"_s.arg(uid);
    m.internalDate = QDateTime(QDate(2026, 11, 24), QTime(9, minute), QTimeZone::UTC);
    m.size = 1000 + uid;
    return m;
}
} // namespace

class StoreTest : public QObject
{
    Q_OBJECT

    struct Fixture {
        QTemporaryDir folder;
        ProfilePaths paths{folder.path() + u"/profile"_s};
        std::unique_ptr<Database> database;
        std::unique_ptr<Reader> reader;
        core::MailboxId inbox;
        Fixture()
        {
            reopen();
            Transaction tx(*database);
            inbox = tx.upsertMailbox({.account = core::AccountId{1},
                                         .rawName = "INBOX",
                                         .name = u"INBOX"_s,
                                         .delimiter = u'/',
                                         .role = core::MailboxRole::Inbox})
                        .value();
            tx.setSyncState(inbox, core::UidValidity{7}, Uid{1}, {}, Uid{1}).value();
            tx.commit().value();
        }
        void reopen()
        {
            reader.reset();
            database.reset();
            auto opened = Database::open(paths);
            if (!opened)
                qFatal("open: %s", opened.error().serverText.constData());
            database = std::move(*opened);
            reader = std::move(Reader::open(paths).value());
        }
        core::MessageKey key(quint32 uid) const
        {
            return {core::AccountId{1}, "INBOX", core::UidValidity{7}, Uid{uid}};
        }
    };

private Q_SLOTS:
    void messagesRoundTripNewestFirstAndUpsertIsIdempotent()
    {
        Fixture f;
        for (int round = 0; round < 2; ++round) {
            Transaction tx(*f.database);
            auto second = message(2, u"二"_s, 5);
            second.flags = {Flag::Seen, {"work"}};
            QVERIFY(tx.upsertMessages(f.inbox, {message(1, u"一"_s, 1), second}));
            const auto changes = tx.commit().value();
            QCOMPARE(changes.mailboxes.size(), 1);
            QCOMPARE(changes.mailboxes[0].inserted.size(), round == 0 ? 2 : 0);
            QCOMPARE(changes.mailboxes[0].updated.size(), round == 0 ? 0 : 2);
        }
        const auto page = f.reader->firstPage(f.inbox, 10);
        QCOMPARE(page.size(), 2);
        QCOMPARE(page[0].subject, u"二"_s);
        QCOMPARE(page[0].flags, (core::Flags{Flag::Seen, {"work"}}));
        QCOMPARE(page[1].fromName, u"山田 太郎"_s);
        QCOMPARE(f.reader->messageOrder(f.inbox), (QList{page[0].id, page[1].id}));
        QCOMPARE(f.reader->mailbox(f.inbox)->unread, 1U);
        QCOMPARE(f.reader->target(page[0].id)->messageId, u"m2@example.test"_s);
        QCOMPARE(f.reader->find(f.key(1))->id, page[1].id);
    }

    void whatIsJournaledIsDoneThoughTheIndexFails()
    {
        Fixture f;
        Sqlite &index = f.database->index();
        const auto failingIndex = [&](Transaction &tx) { // only at COMMIT, as a disk does
            QVERIFY(index.value(u"PRAGMA foreign_keys = ON"_s));
            QVERIFY(tx.upsertMessages(f.inbox, {message(1, u"x"_s)}));
            QVERIFY(index.value(u"PRAGMA defer_foreign_keys = ON"_s));
            QVERIFY(index.run(u"UPDATE message SET mailbox = 99"_s));
        };
        {
            Transaction tx(*f.database);
            failingIndex(tx);
            QVERIFY(!tx.commit()); // nothing of it has happened
        }
        Transaction tx(*f.database);
        failingIndex(tx);
        core::QueuedAction action{.account = core::AccountId{1}, .queuedAt = QDateTime::currentDateTimeUtc()};
        action.action = core::SetFlags{{{f.key(1), u"m1@example.test"_s, 1}}, Flag::Seen, {}};
        QVERIFY(tx.queueAction(action));
        const auto changes = tx.commit();
        QVERIFY(changes.has_value()); // else the person does it again
        QVERIFY(changes->mailboxes.value(0).many);
        QCOMPARE(f.reader->actions(core::AccountId{1}).size(), 1);
        QCOMPARE(f.reader->messageCount(f.inbox), 0U);
    }

    void aDateInTheFutureDoesNotStayOnTop()
    {
        auto spam = message(3, u"x"_s);
        spam.envelope.date = QDateTime(QDate(2038, 1, 1), QTime(0, 0), QTimeZone::UTC);
        QCOMPARE(sortDate(spam), spam.internalDate);
        spam.envelope.date = spam.internalDate.addSecs(-3600);
        QCOMPARE(sortDate(spam), spam.envelope.date);
    }

    void nothingIsLeftOfATransactionThatIsNotCommitted()
    {
        Fixture f;
        {
            Transaction tx(*f.database);
            QVERIFY(tx.upsertMessages(f.inbox, {message(1, u"x"_s)}));
            QVERIFY(tx.putBody(f.key(1), "raw"));
            QVERIFY(tx.queueAction({.account = core::AccountId{1}, .action = core::SetFlags{}}));
        }
        QCOMPARE(f.reader->messageCount(f.inbox), 0U);
        QVERIFY(!f.reader->hasBody(f.key(1)));
        QVERIFY(f.reader->actions(core::AccountId{1}).isEmpty());
    }

    void aSubmissionKeepsItsStory()
    {
        Fixture f;
        using core::SubmissionState;
        core::Submission submission{
            .account = core::AccountId{1}, .queuedAt = QDateTime::currentDateTimeUtc().addSecs(-60)};
        const core::Error busy{Errc::ServerBusy, u"smtp.example.test"_s, "451 later"};
        Transaction tx(*f.database);
        submission.id = tx.queueSubmission(submission, "bytes").value();
        const auto becomes = [&](SubmissionState state, const std::optional<core::Error> &error) {
            submission.state = state;
            submission.lastError = error;
            QVERIFY(tx.updateSubmission(submission)); // by somebody who does not carry the story along
        };
        becomes(SubmissionState::Sending, {});
        becomes(SubmissionState::Queued, busy);
        becomes(SubmissionState::Queued, busy); // one line for the same again
        for (int i = 0; i < 40; ++i) {
            becomes(SubmissionState::Sending, {});
            becomes(SubmissionState::Queued, busy);
        }
        becomes(SubmissionState::Unknown, core::Error{Errc::DeliveryUnknown, {}, {}});
        QVERIFY(tx.requeueSubmission(submission));
        tx.commit().value();
        const auto story = f.reader->submission(submission.id)->story;
        QVERIFY(story.size() > 10 && story.size() < 40);
        QCOMPARE(story.first().at.toSecsSinceEpoch(), submission.queuedAt.toSecsSinceEpoch());
        QCOMPARE(story.first().state, SubmissionState::Queued);
        QVERIFY(!story.first().error);
        QCOMPARE(story.at(story.size() - 2).state, SubmissionState::Unknown);
        QCOMPARE(story.at(story.size() - 3).error, busy);
        QCOMPARE(story.last().state, SubmissionState::Queued);
        for (qsizetype at = 2; at < story.size(); ++at)
            QVERIFY(story[at].state != story[at - 1].state || story[at].error != story[at - 1].error);
    }

    void whatIsOnItsWayIsNeitherQueuedAgainNorTakenBack()
    {
        Fixture f;
        using core::SubmissionState;
        for (const auto state : {SubmissionState::Queued, SubmissionState::Sending, SubmissionState::Sent,
                 SubmissionState::Failed, SubmissionState::Unknown}) {
            core::Submission submission{.account = core::AccountId{1}, .state = state};
            Transaction tx(*f.database);
            submission.id = tx.queueSubmission(submission, "bytes").value();
            const bool may = state != SubmissionState::Sending && state != SubmissionState::Sent;
            QCOMPARE(tx.requeueSubmission(submission).has_value(), may);
            QVERIFY(tx.updateSubmission(submission)); // as before
            QCOMPARE(tx.discardSubmission(submission.id).has_value(), may);
            tx.commit().value();
            QCOMPARE(f.reader->submission(submission.id).has_value(), !may);
        }
    }

    void aDraftIsOneAndIsSubmittedOnce()
    {
        Fixture f;
        core::Draft draft{
            .token = u"4f1c2a52-0a0e-4c53-9d1f-7a1f8f0e6a11"_s, .account = core::AccountId{1}, .text = u"一"_s};
        core::Draft other = draft;
        other.token = u"00000000-0a0e-4c53-9d1f-7a1f8f0e6a11"_s;
        const core::Submission submission{.account = draft.account, .draftToken = draft.token};
        Transaction tx(*f.database);
        const auto first = tx.saveDraft(draft).value();
        draft.text = u"二"_s; // saved again by somebody who never heard its number
        QCOMPARE(tx.saveDraft(draft).value(), first);
        QVERIFY(tx.saveDraft(other).value() != first);
        const auto submitted = tx.queueSubmission(submission, "bytes").value();
        QCOMPARE(tx.queueSubmission(submission, "bytes").error().code, Errc::NoSuchMessage);
        QVERIFY(tx.removeDraft(first));
        draft.id = first;
        QCOMPARE(tx.saveDraft(draft).error().code, Errc::NoSuchMessage); // would be sent a second time one day
        QVERIFY(tx.discardSubmission(submitted));
        QCOMPARE(tx.saveDraft(draft).value(), first);
        QVERIFY(tx.queueSubmission(submission, "bytes"));
        tx.commit().value();
        QCOMPARE(f.reader->drafts().size(), 2);
        QCOMPARE(f.reader->submissions().size(), 1);
    }

    void bodiesAreByteExactAndADamagedOneReadsAsAbsent()
    {
        Fixture f;
        const QByteArray raw("Subject: x\r\n\r\n\0bin\xff\r\n"_ba.append(char(0)));
        {
            Transaction tx(*f.database);
            QVERIFY(tx.putBody(f.key(1), raw));
            QVERIFY(tx.putBody(f.key(1), "another"));
            tx.commit().value();
        }
        QCOMPARE(f.reader->body(f.key(1)), raw);
        QVERIFY(f.database->bodies().run(u"UPDATE body SET bytes = substr(bytes, 1, 9)"_s));
        QVERIFY(!f.reader->body(f.key(1)));
        {
            Transaction tx(*f.database);
            QVERIFY(tx.putBody(f.key(1), "another"));
            QVERIFY(tx.putBody(f.key(1), raw)); // fetched again
            tx.commit().value();
        }
        QCOMPARE(f.reader->body(f.key(1)), raw);
        QVERIFY(f.database->bodies().run(u"UPDATE body SET sha256 = x'00'"_s));
        QVERIFY(!f.reader->body(f.key(1)));
    }

    void aChangedUidValidityIsNoticed()
    {
        Fixture f;
        Transaction tx(*f.database);
        auto stale = f.key(1);
        stale.uidValidity = core::UidValidity{8};
        QCOMPARE(tx.mailboxOf(stale).error().code, Errc::UidValidityChanged);
        QCOMPARE(tx.mailboxOf(f.key(1)).value(), f.inbox);
        QVERIFY(tx.upsertMessages(f.inbox, {message(1, u"x"_s)}));
        QVERIFY(tx.clearMailbox(f.inbox));
        tx.commit().value();
        QCOMPARE(f.reader->messageCount(f.inbox), 0U);
        QVERIFY(!f.reader->mailbox(f.inbox)->uidValidity.isValid());
    }

    void journalRoundTripsAndKeepsOrder()
    {
        Fixture f;
        const core::Account account{.name = u"会社"_s,
            .address = u"taro@example.test"_s,
            .receive = {.host = u"imap.example.test"_s, .port = 993}};
        Transaction tx(*f.database);
        const auto id = tx.addAccount(account).value();
        QCOMPARE(tx.addAccount(account).error().code, Errc::AlreadyExists);
        const core::MailAction first = core::SetFlags{{{f.key(1), u"a@b"_s, 1}}, Flag::Seen, {}};
        const core::MailAction second = core::MoveMessages{{{f.key(2), {}, 1}}, "Trash"};
        const auto firstId = tx.queueAction({.account = id, .action = first}).value();
        tx.queueAction({.account = id, .action = second}).value();
        core::Submission submission{.account = id, .messageId = u"s@x"_s, .subject = u"件"_s};
        submission.id = tx.queueSubmission(submission, "bytes").value();
        submission.state = core::SubmissionState::Unknown;
        QVERIFY(tx.updateSubmission(submission));
        core::Draft draft{.account = id, .subject = u"下書き"_s};
        draft.id = tx.saveDraft(draft).value();
        draft.text = u"本文"_s;
        QCOMPARE(tx.saveDraft(draft).value(), draft.id);
        QVERIFY(tx.putTrust(
            {.host = u"h"_s, .port = 993, .spkiSha256 = "k", .problems = {core::CertificateProblem::Expired}}));
        const auto changes = tx.commit().value();
        QVERIFY(changes.accounts && changes.outbox && changes.trust);

        QCOMPARE(f.reader->accounts().first().name, u"会社"_s);
        QCOMPARE(f.reader->accounts().first().id, id);
        QCOMPARE(f.reader->actions(id).size(), 2);
        QCOMPARE(f.reader->actions(id)[0].action, first);
        QCOMPARE(f.reader->actions(id)[1].action, second);
        submission.story = f.reader->submissions().value(0).story;
        QCOMPARE(submission.story.size(), 2);
        QCOMPARE(f.reader->submissions(), QList{submission});
        QCOMPARE(f.reader->submissionBytes(submission.id), "bytes"_ba);
        QCOMPARE(f.reader->drafts(), QList{draft});
        QCOMPARE(f.reader->trust().first().problems.first(), core::CertificateProblem::Expired);
        {
            Transaction more(*f.database);
            QVERIFY(more.finishAction(firstId, core::ActionState::Done));
            QVERIFY(more.removeSubmission(submission.id));
            QCOMPARE(more.updateSubmission(submission).error().code, Errc::NoSuchMessage);
            more.commit().value();
        }
        QCOMPARE(f.reader->actions(id)[0].action, second);
    }

    void manyChangesAreToldAsMany()
    {
        Fixture f;
        QList<IndexedMessage> list;
        for (quint32 i = 1; i <= 2001; ++i)
            list.append(message(i, u"x"_s));
        Transaction tx(*f.database);
        QVERIFY(tx.upsertMessages(f.inbox, list));
        const auto changes = tx.commit().value();
        QVERIFY(changes.mailboxes[0].many);
        QVERIFY(changes.mailboxes[0].inserted.isEmpty());
    }

    void aDamagedIndexIsRebuiltAndItsIdsAreNeverUsedAgain()
    {
        Fixture f;
        core::MessageId before;
        {
            Transaction tx(*f.database);
            QVERIFY(tx.upsertMessages(f.inbox, {message(1, u"x"_s)}));
            before = tx.commit().value().mailboxes[0].inserted[0];
        }
        f.reader.reset();
        f.database.reset();
        QFile file(f.paths.index());
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(8192, 'x'));
        file.close();
        QFile::remove(f.paths.index() + u"-wal"_s);
        f.reopen();
        QCOMPARE(f.database->notices().size(), 1);
        QCOMPARE(f.database->notices().first().store, u"index"_s);
        Transaction tx(*f.database);
        const auto inbox
            = tx.upsertMailbox({.account = core::AccountId{1}, .rawName = "INBOX", .name = u"INBOX"_s}).value();
        QVERIFY(tx.upsertMessages(inbox, {message(1, u"x"_s)}));
        QVERIFY(tx.commit().value().mailboxes[0].inserted[0] > before);
    }

    void aDamagedOrNewerJournalIsRefusedAndLeftAlone()
    {
        Fixture f;
        QVERIFY(f.database->journal().script(u"PRAGMA user_version = 99"_s));
        f.reader.reset();
        f.database.reset();
        QCOMPARE(Database::open(f.paths).error().code, Errc::StoreFailed);
        QFile file(f.paths.journal());
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(200, 'x'));
        const QByteArray damaged = (file.seek(0), file.readAll());
        file.close();
        QCOMPARE(Database::open(f.paths).error().code, Errc::StoreCorrupt);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), damaged);
    }

    void aFullDiskIsToldAndLeavesNothingHalfWritten()
    {
        Fixture f;
        QVERIFY(f.database->index().value(u"PRAGMA max_page_count = 40"_s));
        QList<IndexedMessage> list;
        for (quint32 i = 1; i <= 5000; ++i)
            list.append(message(i, u"長い件名"_s.repeated(20)));
        {
            Transaction tx(*f.database);
            auto written = tx.upsertMessages(f.inbox, list);
            auto committed = written ? tx.commit().transform([](const auto &) { }) : written;
            QCOMPARE(committed.error().code, Errc::StoreFull);
        }
        QCOMPARE(f.reader->messageCount(f.inbox), 0U);
        QVERIFY(f.database->index().value(u"PRAGMA max_page_count = 100000"_s));
        Transaction tx(*f.database);
        QVERIFY(tx.upsertMessages(f.inbox, {message(1, u"x"_s)}));
        QVERIFY(tx.commit());
    }

    void everyStatementOfTheQueriesIsOneThatItsFileUnderstands()
    {
        Fixture f;
        const std::pair<QString, Sqlite *> files[] = {{u"index"_s, &f.database->index()},
            {u"bodies"_s, &f.database->bodies()}, {u"journal"_s, &f.database->journal()}};
        for (const auto &[file, sqlite] : files) {
            const QStringList names = statementNames(file);
            QVERIFY2(names.size() >= 4, qPrintable(file));
            for (const QString &name : names) {
                QSqlQuery query(sqlite->database());
                QVERIFY2(query.prepare(statement(name)),
                    qPrintable(name + u": "_s + query.lastError().text() + u"\n"_s + statement(name)));
            }
        }
    }
    void onlyOneWriterAndOnlyForItsOwner()
    {
        Fixture f;
        QCOMPARE(Database::open(f.paths).error().code, Errc::StoreFailed);
        for (const QString &file : {f.paths.index(), f.paths.bodies(), f.paths.journal()}) {
            const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
            QVERIFY2(!(QFile::permissions(file) & others), qPrintable(file));
        }
    }
};

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
