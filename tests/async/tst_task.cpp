// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "async/awaiters.h"
#include "async/taskscope.h"
#include "tests/support/coroutine.h"

#include <QtTest>

using namespace async;
using namespace Qt::StringLiterals;
using core::Errc;

namespace
{

struct Counted {
    explicit Counted(int *alive)
        : m_alive(alive)
    {
        ++*m_alive;
    }
    Counted(const Counted &) = delete;
    ~Counted() { --*m_alive; }
    int *m_alive;
};

Task<int> seven()
{
    co_return 7;
}

Task<int> sevenLater()
{
    co_await delay(std::chrono::milliseconds(1));
    co_return 7;
}

Task<int> failing(bool later, int *alive)
{
    const Counted local(alive);
    if (later)
        co_await delay(std::chrono::milliseconds(1));
    co_await core::failure(Errc::ConnectionLost, u"deep"_s);
    co_return 1;
}

Task<int> middle(bool later, int *alive, bool *reached)
{
    const Counted local(alive);
    const int value = co_await failing(later, alive);
    *reached = true;
    co_return value;
}

Task<> waitsForEver(Completion<> never, int *alive)
{
    const Counted local(alive);
    co_await never.wait();
}

Task<qint64> manyAwaits(bool completion)
{
    qint64 sum = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        if (completion) {
            Completion<int> ready;
            ready.set(1);
            const int one = co_await ready.wait();
            sum += one;
        } else {
            const int value = co_await seven();
            sum += value;
        }
    }
    co_return sum;
}

Task<int> sumOfTwo()
{
    TaskScope scope;
    const auto slow = spawn(scope, sevenLater());
    const auto fast = spawn(scope, seven());
    const int one = co_await slow.wait();
    const int other = co_await fast.wait();
    co_return one + other;
}

Task<> holds(Lock *lock, QList<int> *order, int name)
{
    const auto held = co_await lock->acquire();
    order->append(name);
    co_await delay(std::chrono::milliseconds(2));
}

} // namespace

class TaskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valueComesBack()
    {
        QCOMPARE(test::waitFor(seven()).value(), 7);
        QCOMPARE(test::waitFor(sevenLater()).value(), 7);
    }

    void errorUnwindsEveryLevelAndItsLocals_data()
    {
        QTest::addColumn<bool>("later");
        QTest::newRow("at once") << false;
        QTest::newRow("after suspension") << true;
    }
    void errorUnwindsEveryLevelAndItsLocals()
    {
        QFETCH(bool, later);
        int alive = 0;
        bool reached = false;
        const auto result = test::waitFor(middle(later, &alive, &reached));
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::ConnectionLost);
        QCOMPARE(result.error().context, u"deep"_s);
        QVERIFY(!reached);
        QCOMPARE(alive, 0);
    }

    void destroyedScopeDestroysFrames()
    {
        int alive = 0;
        Completion<> never;
        {
            TaskScope scope;
            scope.launch(waitsForEver(never, &alive));
            QCOMPARE(alive, 1);
        }
        QCOMPARE(alive, 0);
        never.set({}); // goes nowhere
    }

    void aMillionAwaitsDoNotGrowTheStack()
    {
        QCOMPARE(test::waitFor(manyAwaits(false)).value(), 7'000'000);
        QCOMPARE(test::waitFor(manyAwaits(true)).value(), 1'000'000);
    }

    void completionDeliversErrors()
    {
        int alive = 0;
        Completion<> broken;
        TaskScope scope;
        std::optional<core::Result<void>> ended;
        scope.launch(waitsForEver(broken, &alive), [&](core::Result<void> r) { ended = r; });
        QVERIFY(!ended);
        broken.set(core::failure(Errc::Cancelled));
        QVERIFY(ended && !*ended);
        QCOMPARE(ended->error().code, Errc::Cancelled);
        QCOMPARE(alive, 0);
        QVERIFY(scope.isEmpty());
    }

    void threadPoolFunctionRunsElsewhereAndComesBack()
    {
        QThread *here = QThread::currentThread();
        const auto elsewhere
            = test::waitFor(onThreadPool(QThreadPool::globalInstance(), [] { return QThread::currentThread(); }));
        QVERIFY(elsewhere.value() != here);
        const auto failed = test::waitFor(onThreadPool(
            QThreadPool::globalInstance(), []() -> core::Result<int> { return core::failure(Errc::StoreFull); }));
        QCOMPARE(failed.error().code, Errc::StoreFull);
    }

    void poolCallAfterCancelIsUnheard()
    {
        TaskScope scope;
        bool resumed = false;
        scope.launch(
            onThreadPool(QThreadPool::globalInstance(), [] { QThread::msleep(20); }), [&](auto) { resumed = true; });
        scope.cancelAll();
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(20);
        QVERIFY(!resumed);
    }

    void spawnedTasksRunSideBySideAndTheirScopeMayDieWithTheWaiter()
    {
        QCOMPARE(test::waitFor(sumOfTwo()).value(), 14);
    }

    void whoeverWaitsForASpawnedTaskHearsThatItsScopeWent()
    {
        std::optional<TaskScope> scope(std::in_place);
        const auto answer = spawn(*scope, sevenLater());
        TaskScope waiters;
        std::optional<core::Result<>> heard;
        auto waits = [](Completion<int> one) -> Task<> {
            co_await one.wait();
        };
        waiters.launch(waits(answer), [&](const core::Result<> &done) { heard = done; });
        QVERIFY(!heard);
        scope.reset();
        QVERIFY(heard && !*heard);
        QCOMPARE(heard->error().code, Errc::Cancelled);
    }

    void lockIsFairAndSkipsTheCancelled()
    {
        Lock lock;
        QList<int> order;
        TaskScope scope;
        {
            TaskScope gone;
            scope.launch(holds(&lock, &order, 1));
            gone.launch(holds(&lock, &order, 2));
            scope.launch(holds(&lock, &order, 3));
        }
        QTRY_VERIFY(scope.isEmpty());
        QCOMPARE(order, (QList{1, 3}));
        QVERIFY(!lock.isHeld());
    }
};

QTEST_GUILESS_MAIN(TaskTest)
#include "tst_task.moc"
