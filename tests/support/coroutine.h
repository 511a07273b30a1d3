// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/taskscope.h"

#include <QElapsedTimer>
#include <QTest>

namespace test
{

/** Runs a task to its end on this thread's event loop; Errc::Timeout when it takes longer than `milliseconds`. */
template <class T>
core::Result<T> waitFor(async::Task<T> task, int milliseconds = 20000)
{
    std::optional<core::Result<T>> result;
    async::TaskScope scope;
    // Parameters by value: a coroutine must not hold a capturing lambda.
    auto run = [](async::Task<T> work, std::optional<core::Result<T>> *out) -> async::Task<> {
        auto outcome = co_await std::move(work).asResult();
        out->emplace(std::move(outcome));
    };
    scope.launch(run(std::move(task), &result));
    QElapsedTimer clock;
    clock.start();
    while (!result && clock.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 50);
    // What deletes itself later waits for an event loop, and here is none.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    if (!result)
        return core::failure(core::Errc::Timeout, QStringLiteral("test::waitFor"));
    return std::move(*result);
}

} // namespace test
