// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "completion.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <functional>
#include <list>
#include <memory>

namespace async
{

/** Resumes after `delay` on this thread's event loop; cancelled with its frame. */
Task<> delay(std::chrono::milliseconds delay);

/**
 * Calls `expired` once after `delay`, unless it dies first. The call may destroy the Deadline (and the frame that
 * holds it): use it to deliver a time-out to a Completion. Never race a task of a local TaskScope against its frame.
 */
class Deadline
{
public:
    Deadline(std::chrono::milliseconds delay, std::function<void()> expired);
    Deadline(Deadline &&) = delete;
    ~Deadline();

private:
    QTimer *m_timer; ///< deleted later: it may be the one that is calling
};

/** Resumes on the next turn of the event loop. */
Task<> yieldToEventLoop();

namespace detail
{
template <class R>
struct Flatten {
    using Value = R;
};
template <class T>
struct Flatten<core::Result<T>> {
    using Value = T;
};
} // namespace detail

/**
 * Lets another thread call back into this one for as long as the owner lives. post() is safe from any thread at any
 * time: after the owner's death it does nothing.
 */
class ThreadBridge
{
public:
    ThreadBridge();
    ~ThreadBridge();
    ThreadBridge(ThreadBridge &&) = delete;

    /** A copyable handle for the other thread. */
    using Post = std::function<void(std::function<void()>)>;
    Post poster() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/**
 * Runs a pure function on the pool and resumes here with its value; a function that returns core::Result<T> gives
 * Task<T>. It takes what it needs by value and must not touch objects of this thread. When the awaiting frame dies,
 * the function still runs to its end, unheard.
 */
template <class Function>
auto onThreadPool(QThreadPool *pool, Function function)
    -> Task<typename detail::Flatten<std::invoke_result_t<Function>>::Value>
{
    using T = typename detail::Flatten<std::invoke_result_t<Function>>::Value;
    const Completion<T> done;
    const ThreadBridge bridge;
    pool->start([post = bridge.poster(), done, function = std::move(function)]() mutable {
        if constexpr (std::is_void_v<std::invoke_result_t<Function>>) {
            function();
            post([done] { done.set({}); });
        } else {
            auto value = std::make_shared<core::Result<T>>(function());
            post([done, value] { done.set(std::move(*value)); });
        }
    });
    if constexpr (std::is_void_v<T>)
        co_await done.wait();
    else
        co_return co_await done.wait();
}

/**
 * Mutual exclusion between coroutines of one thread, first come first served. `const auto held = co_await
 * lock.acquire();` holds it until `held` dies.
 */
class Lock
{
public:
    class Held
    {
    public:
        explicit Held(Lock *lock)
            : m_lock(lock)
        {
        }
        Held(Held &&other) noexcept
            : m_lock(std::exchange(other.m_lock, nullptr))
        {
        }
        Held &operator=(Held &&other) noexcept
        {
            std::swap(m_lock, other.m_lock);
            return *this;
        }
        ~Held()
        {
            if (m_lock)
                m_lock->release();
        }

    private:
        Lock *m_lock;
    };

    /** The lock must outlive the waiter. */
    Task<Held> acquire();
    bool isHeld() const { return m_held; }

private:
    void release();
    bool m_held = false;
    std::list<std::weak_ptr<Completion<>>> m_waiters;
};

} // namespace async
