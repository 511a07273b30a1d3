// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/messagelistmodel.h"
#include "store/database.h"
#include "ui/messagelist/messagedelegate.h"
#include "ui/messagelist/messagelistview.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using models::MessageListModel;

namespace
{
/** Any number of rows that exist only when they are asked for; remembers what was asked. */
class ManyRows : public MessageListModel
{
public:
    using MessageListModel::MessageListModel;
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : count; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        rows.insert(index.row());
        roles.insert(role);
        switch (role) {
        case SubjectRole:
            return u"件名 %1"_s.arg(index.row());
        case FromRole:
            return u"山田 太郎"_s;
        case DateRole:
            return QDateTime::currentDateTime().addSecs(-index.row());
        case UnreadRole:
            return index.row() % 7 == 3;
        default:
            return {};
        }
    }
    void insert(int first, int number)
    {
        beginInsertRows({}, first, first + number - 1);
        count += number;
        endInsertRows();
    }
    void remove(int first, int number)
    {
        beginRemoveRows({}, first, first + number - 1);
        count -= number;
        endRemoveRows();
    }

    int count = 0;
    mutable QSet<int> rows, roles;
};

struct Fixture {
    QTemporaryDir folder;
    store::ProfilePaths paths{folder.path() + u"/profile"_s};
    std::unique_ptr<store::Database> database = std::move(store::Database::open(paths).value());
    std::unique_ptr<store::Reader> reader = std::move(store::Reader::open(paths).value());
    ManyRows model{*reader, paths};
    ui::MessageListView view{model};

    explicit Fixture(int count)
    {
        model.count = count;
        view.resize(360, 800);
        view.show();
        view.doItemsLayout();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("no window");
        QTest::qWait(50);
    }
    int visible() const { return view.viewport()->height() / ui::MessageDelegate::rowHeight() + 2; }
    /** Jumps over the whole list in 200 steps and paints each place. */
    qint64 scrollThrough()
    {
        QElapsedTimer timer;
        timer.start();
        QScrollBar *bar = view.verticalScrollBar();
        for (int step = 0; step <= 200; ++step) {
            bar->setValue(int(qint64(bar->maximum()) * step / 200));
            view.viewport()->repaint();
        }
        return timer.nsecsElapsed();
    }
};
} // namespace

class MessageListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paintingAsksForTheRowsInSightOnlyAndNeverReadsTheStore()
    {
        Fixture f(1'000'000);
        f.view.verticalScrollBar()->setValue(f.view.verticalScrollBar()->maximum() / 2);
        f.model.rows.clear();
        f.view.viewport()->repaint();
        QVERIFY(!f.model.rows.isEmpty());
        QVERIFY2(f.model.rows.size() <= f.visible(), qPrintable(QString::number(f.model.rows.size())));
        QVERIFY(!f.model.roles.contains(MessageListModel::KeyRole));
    }

    void aMillionRowsScrollLikeAHundred()
    {
        Fixture few(100), many(1'000'000);
        few.scrollThrough(); // fonts and pictures are loaded
        const qint64 small = few.scrollThrough();
        const qint64 large = many.scrollThrough();
        QVERIFY2(large < 5 * small, qPrintable(u"%1 ms against %2 ms"_s.arg(large / 1e6).arg(small / 1e6)));
    }

    void aChangeOfAMillionRowsCostsNoWalkOverThem()
    {
        Fixture few(100), many(1'000'000);
        const auto change = [](Fixture &f) {
            QElapsedTimer timer;
            timer.start();
            for (int round = 0; round < 50; ++round) {
                f.model.insert(0, 1);
                f.view.viewport()->repaint();
                f.model.remove(0, 1);
                f.view.doItemsLayout();
            }
            return timer.nsecsElapsed();
        };
        change(few);
        const qint64 small = change(few);
        const qint64 large = change(many);
        QVERIFY2(large < 5 * small, qPrintable(u"%1 ms against %2 ms"_s.arg(large / 1e6).arg(small / 1e6)));
    }

    void scrollingAFewPixelsPaintsEveryRowInSight()
    {
        Fixture f(1000);
        f.model.rows.clear();
        f.view.verticalScrollBar()->setValue(7);
        QTRY_VERIFY(f.model.rows.size() >= f.visible() - 2);
    }

    void theLastRowIsReachedAndStandsAtTheEnd()
    {
        Fixture f(1'000'000);
        f.view.setFocus();
        QTest::keyClick(&f.view, Qt::Key_End);
        QCOMPARE(f.view.currentIndex().row(), 999'999);
        const QRect last = f.view.visualRect(f.view.currentIndex());
        QCOMPARE(last.bottom(), f.view.viewport()->height() - 1);
        QCOMPARE(f.view.indexAt(last.center()).row(), 999'999);
    }

    void rowsInSightStayWhenMailArrivesAbove()
    {
        Fixture f(1000);
        f.view.verticalScrollBar()->setValue(5000);
        const QModelIndex seen = f.view.indexAt({20, 100});
        const QPersistentModelIndex same(seen);
        const QRect before = f.view.visualRect(seen);
        f.model.insert(0, 3);
        QCOMPARE(f.view.visualRect(same), before);
        f.model.remove(0, 2);
        QCOMPARE(f.view.visualRect(same), before);
    }

    void atTheTopNewMailIsSeen()
    {
        Fixture f(1000);
        f.model.insert(0, 1);
        QCOMPARE(f.view.verticalScrollBar()->value(), 0);
        QCOMPARE(f.view.indexAt({20, 5}).row(), 0);
    }

    void shiftSelectsRangesAndAllIsCountedWithoutListing()
    {
        Fixture f(1'000'000);
        f.view.selectRow(10);
        QTest::keyClick(&f.view, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&f.view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(f.view.selectedCount(), 3);
        QCOMPARE(f.view.rowAfterSelection(), 13);
        QTest::mouseClick(
            f.view.viewport(), Qt::LeftButton, Qt::NoModifier, f.view.visualRect(f.model.index(4)).center());
        QTest::mouseClick(
            f.view.viewport(), Qt::LeftButton, Qt::ShiftModifier, f.view.visualRect(f.model.index(8)).center());
        QCOMPARE(f.view.selectedCount(), 5);
        f.view.selectAll();
        QCOMPARE(f.view.selectedCount(), 1'000'000);
        QCOMPARE(f.view.rowAfterSelection(), -1);
    }

    void lettersAreNoSearchThroughTheStore()
    {
        Fixture f(1'000'000);
        f.view.selectRow(0);
        f.view.viewport()->repaint();
        f.model.rows.clear();
        QTest::keyClick(&f.view, Qt::Key_Z);
        QCOMPARE(f.view.currentIndex().row(), 0);
        QVERIFY(f.model.rows.size() <= f.visible());
    }

    void theNextUnreadIsBelowThenFromTheTop()
    {
        Fixture f(20);
        f.view.selectRow(5);
        QCOMPARE(f.view.nextUnreadRow(), 10);
        f.view.selectRow(17);
        QCOMPARE(f.view.nextUnreadRow(), 3);
    }
};

QTEST_MAIN(MessageListTest)
#include "tst_messagelist.moc"
