// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/messagelistmodel.h"
#include "profile.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::MailboxRole;
using models::MessageListModel;
using models::MessageOrder;

namespace
{
struct Fixture {
    Profile profile;
    core::AccountId account = profile.addAccount(u"自宅"_s);
    core::MailboxId inbox = profile.addMailbox(account, u"INBOX"_s, MailboxRole::Inbox);
    MessageListModel model{profile.reader(), profile.paths()};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy completed{&model, &MessageListModel::completed};
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};

    QList<core::MessageId> rows() const
    {
        QList<core::MessageId> ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids.append(model.messageAt(row));
        return ids;
    }
    bool isAsStored() const { return rows() == profile.reader().messageOrder(model.mailbox()); }
    QVariant data(int row, int role) const { return model.index(row).data(role); }
};

MessageOrder::Row row(qint64 id, qint64 date)
{
    return {core::MessageId{id}, date, core::Uid{quint32(id)}};
}

MessageOrder randomOrder(QRandomGenerator &random)
{
    QList<MessageOrder::Row> rows;
    for (int id = 1; id <= 40; ++id) {
        if (random.bounded(3) > 0)
            rows.append(row(id, random.bounded(10) == 0 ? 500 : id)); // now and then one has moved
    }
    std::ranges::sort(rows, [](const auto &one, const auto &other) { return one.comesBefore(other); });
    return MessageOrder(rows);
}
} // namespace

class MessageListModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAMailboxNewestFirst()
    {
        Fixture f;
        f.profile.addMessages(f.inbox, 1, 3);
        f.profile.addFlag(f.inbox, 3, core::Flag::Seen);
        f.profile.addFlag(f.inbox, 3, core::Flag::Flagged);
        f.model.showMailbox(f.inbox);
        QCOMPARE(f.model.rowCount(), 3);
        QVERIFY(f.model.isComplete());
        QCOMPARE(f.completed.size(), 1);
        QCOMPARE(f.data(0, Qt::DisplayRole).toString(), u"件名 3"_s);
        QCOMPARE(f.data(0, MessageListModel::FromRole).toString(), u"佐藤 花子"_s);
        QCOMPARE(f.data(0, MessageListModel::FromAddressRole).toString(), u"hanako@example.test"_s);
        QCOMPARE(f.data(0, MessageListModel::ToRole).toString(), u"山田 太郎"_s);
        QCOMPARE(f.data(0, MessageListModel::UnreadRole).toBool(), false);
        QCOMPARE(f.data(0, MessageListModel::FlaggedRole).toBool(), true);
        QCOMPARE(f.data(1, MessageListModel::UnreadRole).toBool(), true);
        QCOMPARE(f.data(0, MessageListModel::SizeRole).toLongLong(), 1003);
        QCOMPARE(f.data(0, MessageListModel::DateRole).toDateTime(),
            QDateTime(QDate(2026, 1, 5), QTime(9, 3), QTimeZone::UTC));
        QCOMPARE(f.data(0, MessageListModel::KeyRole).value<core::MessageKey>().uid, core::Uid{3});
        QCOMPARE(f.model.rowForMessage(f.profile.idOf(f.inbox, 1)), 2);
        QCOMPARE(f.model.rowForMessage(core::MessageId{1}), -1);
        QCOMPARE(f.model.messagesAt({f.model.index(2), f.model.index(0), f.model.index(2)}),
            QList({f.model.messageAt(0), f.model.messageAt(2)}));
        f.model.showMailbox({});
        QCOMPARE(f.model.rowCount(), 0);
    }

    void inSentTheRecipientsAreShown()
    {
        Fixture f;
        const auto sent = f.profile.addMailbox(f.account, u"Sent"_s, MailboxRole::Sent);
        f.profile.addMessages(sent, 1);
        f.model.showMailbox(sent);
        QCOMPARE(f.data(0, MessageListModel::FromRole).toString(), u"山田 太郎"_s);
    }

    void smallChangesComeAsRows()
    {
        Fixture f;
        f.profile.addMessages(f.inbox, 10, 5);
        f.model.showMailbox(f.inbox);
        f.resets.clear();
        const QPersistentModelIndex kept = f.model.index(0);
        f.model.apply(f.profile.addMessages(f.inbox, 20, 2)); // newer
        f.model.apply(f.profile.addMessages(f.inbox, 5, 2)); // older
        QCOMPARE(f.model.rowCount(), 9);
        QCOMPARE(kept.row(), 2);
        QVERIFY(f.isAsStored());
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.model.apply(f.profile.addFlag(f.inbox, 14, core::Flag::Seen));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex(), QModelIndex(kept));
        QCOMPARE(kept.data(MessageListModel::UnreadRole).toBool(), false);
        f.model.apply(f.profile.removeMessages(f.inbox, {core::Uid{14}, core::Uid{6}, core::Uid{21}}));
        QVERIFY(!kept.isValid());
        QVERIFY(f.isAsStored());
        QCOMPARE(f.resets.size(), 0);
    }

    void anotherMailboxDoesNotConcernUs()
    {
        Fixture f;
        const auto other = f.profile.addMailbox(f.account, u"other"_s);
        f.profile.addMessages(f.inbox, 1, 2);
        f.model.showMailbox(f.inbox);
        f.model.apply(f.profile.addMessages(other, 1, 2));
        QCOMPARE(f.model.rowCount(), 2);
    }

    void aMessageWhoseDateChangedMoves()
    {
        Fixture f;
        f.profile.addMessages(f.inbox, 1, 4);
        f.model.showMailbox(f.inbox);
        auto moved = Profile::message(1);
        moved.internalDate = moved.internalDate.addDays(1);
        f.model.apply(f.profile.write([&](store::Transaction &tx) { return tx.upsertMessages(f.inbox, {moved}); }));
        QCOMPARE(f.model.messageAt(0), f.profile.idOf(f.inbox, 1));
        QVERIFY(f.isAsStored());
    }

    void aMailboxThatWentIsShownNoMore()
    {
        Fixture f;
        f.profile.addMessages(f.inbox, 1, 2);
        f.model.showMailbox(f.inbox);
        f.model.apply(f.profile.write([&](store::Transaction &tx) { return tx.removeMailbox(f.inbox); }));
        QCOMPARE(f.model.rowCount(), 0);
        QVERIFY(!f.model.mailbox().isValid());
    }

    /** What arrives while the order is being read is there in the end, too. */
    void changesWhileReading()
    {
        Fixture f;
        f.profile.addMessages(f.inbox, 1000, 5000);
        f.model.showMailbox(f.inbox);
        QCOMPARE(f.model.rowCount(), MessageListModel::kFirstPage);
        QVERIFY(!f.model.isComplete());
        f.resets.clear();
        QRandomGenerator random(7);
        for (quint32 round = 0; round < 40; ++round) {
            f.model.apply(f.profile.addMessages(f.inbox, round % 2 == 0 ? 7000 + round : 100 + round));
            f.model.apply(f.profile.removeMessages(f.inbox, {core::Uid{1000 + random.bounded(5000U)}}));
            if (round % 10 == 0)
                f.model.apply(f.profile.addMessages(f.inbox, 10'000 + round * 1000, 2500)); // "many"
            QTest::qWait(1);
        }
        QTRY_VERIFY(f.isAsStored());
        QCOMPARE(f.completed.size(), 1);
        QCOMPARE(f.resets.size(), 0);
        QVERIFY(f.model.isComplete());
    }

    void anotherMailboxWhileReading()
    {
        Fixture f;
        const auto other = f.profile.addMailbox(f.account, u"other"_s);
        f.profile.addMessages(f.inbox, 1, 30'000);
        f.profile.addMessages(other, 1, 150);
        for (int round = 0; round < 5; ++round) {
            f.model.showMailbox(f.inbox);
            f.model.showMailbox(other);
        }
        QTRY_VERIFY(f.model.isComplete());
        QTest::qWait(200); // a reading of the other one must not come after it
        QCOMPARE(f.model.rowCount(), 150);
        QVERIFY(f.isAsStored());
    }

    /** The first page at once, then everything; and the thread of the window is never held for long. */
    void twoHundredThousandRows()
    {
        Fixture f;
        constexpr quint32 kCount = 200'000;
        for (quint32 first = 1; first < kCount; first += 20'000)
            f.profile.addMessages(f.inbox, first, 20'000);
        QElapsedTimer clock;
        clock.start();
        f.model.showMailbox(f.inbox);
        const qint64 firstPage = clock.elapsed();
        QCOMPARE(f.model.rowCount(), MessageListModel::kFirstPage);
        QCOMPARE(f.data(0, Qt::DisplayRole).toString(), u"件名 200000"_s);
        QVERIFY2(firstPage < 100, qPrintable(QString::number(firstPage)));
        qint64 longest = 0;
        QElapsedTimer turn;
        turn.start();
        QTimer ticks;
        connect(&ticks, &QTimer::timeout, this, [&] { longest = std::max(longest, turn.restart()); });
        ticks.start(0);
        QTRY_COMPARE_WITH_TIMEOUT(f.completed.size(), 1, 20'000);
        qInfo() << "first page" << firstPage << "ms, complete after" << clock.elapsed() << "ms, longest turn" << longest
                << "ms";
        QCOMPARE(f.model.rowCount(), int(kCount));
        QVERIFY(f.isAsStored());
        clock.restart();
        f.model.apply(f.profile.addMessages(f.inbox, kCount + 1));
        QCOMPARE(f.model.rowCount(), int(kCount) + 1);
        QCOMPARE(f.data(int(kCount), Qt::DisplayRole).toString(), u"件名 1"_s);
        QCOMPARE(f.model.rowForMessage(f.profile.idOf(f.inbox, 1)), int(kCount));
        QCOMPARE(f.resets.size(), 1);
    }

    void stepsLeadFromOneOrderToAnother()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 3000; ++round) {
            const MessageOrder before = randomOrder(random), after = randomOrder(random);
            MessageOrder now = before;
            for (const MessageOrder::Step &step : MessageOrder::steps(before, after)) {
                QVERIFY((step.removed > 0) != (step.inserted > 0));
                now.apply(step, after);
            }
            QCOMPARE(now.rows(), after.rows());
        }
        const MessageOrder same = randomOrder(random);
        QVERIFY(MessageOrder::steps(same, same).isEmpty());
    }

    void placesAreFound()
    {
        const MessageOrder order({row(5, 50), row(4, 40), row(3, 40), row(1, 10)});
        QCOMPARE(order.find(row(4, 40)), 1);
        QCOMPARE(order.find(row(4, 41)), -1);
        QCOMPARE(order.find(row(9, 40)), -1);
        QCOMPARE(order.find(core::MessageId{1}), 3);
        QCOMPARE(order.positionFor(row(6, 60)), 0);
        QCOMPARE(order.positionFor(row(2, 20)), 3);
        QCOMPARE(order.positionFor(row(7, 1)), 4);
    }
};

QTEST_GUILESS_MAIN(MessageListModelTest)
#include "tst_messagelistmodel.moc"
