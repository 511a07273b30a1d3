// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/activitymodel.h"
#include "models/outboxmodel.h"
#include "profile.h"
#include "scriptedengine.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::ActivityKind;
using core::Errc;
using core::SubmissionState;
using models::ActivityModel;
using models::OutboxModel;

namespace
{
struct Fixture {
    Profile profile;
    core::AccountId account = profile.addAccount(u"自宅"_s);
    ScriptedEngine engine{profile.socket()};
    ipc::Client client;
    OutboxModel outbox{profile.reader(), client};
    ActivityModel activity{profile.reader(), client};
    QAbstractItemModelTester outboxTester{&outbox, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester activityTester{&activity, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Fixture() { engine.connect(client); }
    core::StoreChanges queue(const QString &subject, SubmissionState state = SubmissionState::Queued, int attempts = 0)
    {
        return profile.write([&](store::Transaction &tx) {
            return tx
                .queueSubmission({.account = account,
                                     .recipients = {u"hanako@example.test"_s},
                                     .subject = subject,
                                     .queuedAt = QDateTime(QDate(2026, 1, 5), QTime(9, 0), QTimeZone::UTC),
                                     .state = state,
                                     .attempts = attempts},
                    "x")
                .transform([](core::SubmissionId) { });
        });
    }
    core::StoreChanges change(int row, const std::function<void(core::Submission &)> &how)
    {
        core::Submission submission = *outbox.submissionAt(row);
        how(submission);
        return profile.write([&](store::Transaction &tx) { return tx.updateSubmission(submission); });
    }
    QStringList subjects() const
    {
        QStringList list;
        for (int row = 0; row < outbox.rowCount(); ++row)
            list.append(outbox.index(row).data().toString());
        return list;
    }
    QString text(int row) const { return activity.index(row).data().toString(); }
};
} // namespace

class OutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOutboxFollowsTheJournal()
    {
        Fixture f;
        QSignalSpy count(&f.outbox, &OutboxModel::countChanged);
        QSignalSpy changed(&f.outbox, &QAbstractItemModel::dataChanged);
        f.outbox.apply(f.queue(u"一"_s));
        f.outbox.apply(f.queue(u"二"_s));
        f.outbox.apply(f.queue(u"sent"_s, SubmissionState::Sent));
        f.outbox.apply(f.queue(u"三"_s));
        QCOMPARE(f.subjects(), QStringList({u"一"_s, u"二"_s, u"三"_s}));
        QCOMPARE(count.size(), 3);
        const QPersistentModelIndex last = f.outbox.index(2);
        f.outbox.apply(f.change(1, [](core::Submission &one) { one.state = SubmissionState::Sent; }));
        QCOMPARE(f.subjects(), QStringList({u"一"_s, u"三"_s}));
        QCOMPARE(last.row(), 1);
        QCOMPARE(changed.size(), 0);
        f.outbox.apply(f.change(1, [](core::Submission &one) {
            one.state = SubmissionState::Failed;
            one.lastError = core::Error{Errc::RecipientRefused, {}, "550 no"};
            one.results = {{u"hanako@example.test"_s, false, "550 no"}};
        }));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(f.outbox.attentionCount(), 1);
        QCOMPARE(last.data(OutboxModel::StateRole).value<SubmissionState>(), SubmissionState::Failed);
        QCOMPARE(last.data(OutboxModel::ErrorRole).value<core::Error>().serverText, "550 no");
        QCOMPARE(last.data(OutboxModel::ResultsRole).value<QList<core::RecipientResult>>().size(), 1);
        QCOMPARE(last.data(OutboxModel::RecipientsRole).toStringList(), QStringList{u"hanako@example.test"_s});
        QCOMPARE(last.data(OutboxModel::AccountNameRole).toString(), u"自宅"_s);
        QCOMPARE(last.data(OutboxModel::QueuedAtRole).toDateTime(),
            QDateTime(QDate(2026, 1, 5), QTime(9, 0), QTimeZone::UTC));
        QVERIFY(!f.outbox.index(0).data(OutboxModel::ErrorRole).isValid());
        OutboxModel another(f.profile.reader(), f.client); // starts filled
        QCOMPARE(another.rowCount(), 2);
    }

    void whatCanBeDone_data()
    {
        QTest::addColumn<SubmissionState>("state");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<bool>("retry");
        QTest::addColumn<bool>("discard");
        QTest::newRow("queued") << SubmissionState::Queued << 0 << false << true;
        QTest::newRow("queued again") << SubmissionState::Queued << 2 << true << true;
        QTest::newRow("sending") << SubmissionState::Sending << 1 << false << false;
        QTest::newRow("failed") << SubmissionState::Failed << 1 << true << true;
        QTest::newRow("unknown") << SubmissionState::Unknown << 1 << true << true;
    }
    void whatCanBeDone()
    {
        QFETCH(const SubmissionState, state);
        QFETCH(const int, attempts);
        Fixture f;
        f.outbox.apply(f.queue(u"x"_s, state, attempts));
        QTEST(f.outbox.index(0).data(OutboxModel::CanRetryRole).toBool(), "retry");
        QTEST(f.outbox.index(0).data(OutboxModel::CanDiscardRole).toBool(), "discard");
    }

    void aRefusalIsTold()
    {
        Fixture f;
        QSignalSpy failed(&f.outbox, &OutboxModel::failed);
        f.outbox.retry(core::SubmissionId{3});
        f.outbox.discard(core::SubmissionId{4});
        const auto retry = f.engine.next<ipc::RetrySubmission>();
        QCOMPARE(retry.request.submission, core::SubmissionId{3});
        const auto discard = f.engine.next<ipc::DiscardSubmission>();
        QCOMPARE(discard.request.submission, core::SubmissionId{4});
        retry.succeed();
        discard.fail(Errc::NoSuchMessage);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().at(0).value<core::SubmissionId>(), core::SubmissionId{4});
    }

    /** What a server wants to be read is an event and no state: it replaces nothing, and nothing replaces it. */
    void wordsOfAServerAreNoRow()
    {
        Fixture f;
        f.activity.apply({.accounts = true});
        QSignalSpy noticed(&f.activity, &ActivityModel::noticed);
        f.activity.put({.account = f.account, .kind = ActivityKind::Sending});
        f.engine.tell(
            core::Activity{.account = f.account, .kind = ActivityKind::ServerNotice, .subject = u"<b>pay</b>"_s});
        QTRY_COMPARE(noticed.size(), 1);
        QCOMPARE(noticed[0], (QVariantList{u"自宅"_s, u"<b>pay</b>"_s}));
        QCOMPARE(f.activity.rowCount(), 1);
        QCOMPARE(f.activity.summary(), u"Sending…"_s);
    }

    void activityOfEachAccount()
    {
        Fixture f;
        const auto second = f.profile.addAccount(u"会社"_s);
        f.activity.apply({.accounts = true});
        QSignalSpy summary(&f.activity, &ActivityModel::summaryChanged);
        QVERIFY(f.activity.summary().isEmpty());
        f.engine.tell(core::Activity{.account = second, .kind = ActivityKind::Connecting, .subject = u"mx"_s});
        f.engine.tell(core::Activity{.account = f.account, .kind = ActivityKind::Idle});
        QTRY_COMPARE(f.activity.rowCount(), 2);
        QCOMPARE(f.activity.index(0).data(ActivityModel::AccountNameRole).toString(), u"自宅"_s);
        QCOMPARE(f.text(0), u"Up to date"_s);
        QCOMPARE(f.text(1), u"Connecting to mx…"_s);
        QCOMPARE(f.activity.summary(), u"会社: Connecting to mx…"_s);
        QVERIFY(f.activity.isBusy());
        f.activity.put({.account = f.account,
            .kind = ActivityKind::ReceivingSummaries,
            .subject = u"INBOX"_s,
            .done = 200,
            .total = 900});
        QCOMPARE(f.activity.rowCount(), 2);
        QCOMPARE(f.activity.summary(), u"自宅: Receiving INBOX: 200 of 900"_s);
        f.activity.put({.account = f.account,
            .kind = ActivityKind::Waiting,
            .error = core::Error{Errc::Timeout, u"mx"_s, {}},
            .retryInSeconds = 60});
        f.activity.put({.account = second, .kind = ActivityKind::Idle});
        QVERIFY(!f.activity.isBusy());
        QCOMPARE(f.activity.firstError()->code, Errc::Timeout);
        const QDateTime retryAt = f.activity.index(0).data(ActivityModel::RetryAtRole).toDateTime();
        QVERIFY(std::abs(QDateTime::currentDateTime().secsTo(retryAt) - 60) <= 1);
        QVERIFY(f.activity.summary().startsWith(u"自宅: Waiting"_s));
        f.activity.put({.account = f.account, .kind = ActivityKind::Idle});
        QVERIFY(f.activity.summary().isEmpty());
        QVERIFY(!f.activity.firstError());
        QVERIFY(summary.size() >= 6);
    }

    void anAccountThatWentDoesNothing()
    {
        Fixture f;
        f.activity.put({.kind = ActivityKind::Waiting, .error = core::Error{Errc::StoreFull, {}, {}}});
        f.activity.put({.account = f.account, .kind = ActivityKind::Sending});
        f.activity.apply(f.profile.write([&](store::Transaction &tx) { return tx.removeAccount(f.account, true); }));
        QCOMPARE(f.activity.rowCount(), 1); // the program's own row stays
        QCOMPARE(f.activity.firstError()->code, Errc::StoreFull);
        f.engine.stop();
        QTRY_COMPARE(f.activity.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
