// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace async
{

template <class T>
class Task;

namespace detail
{

/** How a finished or failed frame reaches whoever awaits it. One per suspended `co_await`. */
class Continuation
{
public:
    /** Called when the awaited frame has its result. May destroy that frame. */
    virtual void childFinished() = 0;

protected:
    ~Continuation() = default;
};

class PromiseBase
{
public:
    std::suspend_always initial_suspend() noexcept { return {}; }

    struct FinalAwaiter {
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> handle) const noexcept
        {
            // Nothing of the frame may be touched after this call: the continuation may destroy it.
            handle.promise().finish();
        }
        void await_resume() const noexcept { }
    };
    FinalAwaiter final_suspend() noexcept { return {}; }
    [[noreturn]] void unhandled_exception() noexcept { std::terminate(); }

    /** Ends the frame with an error while it is suspended: its caller goes on, its locals die with the frame. */
    virtual void fail(core::Error error) = 0;

    void finish() noexcept
    {
        m_finished = true;
        if (m_continuation)
            std::exchange(m_continuation, nullptr)->childFinished();
    }
    bool isFinished() const { return m_finished; }
    void setContinuation(Continuation *continuation) { m_continuation = continuation; }

protected:
    ~PromiseBase() = default;

private:
    Continuation *m_continuation = nullptr;
    bool m_finished = false;
};

/** `co_await task`: the value, or the awaiting coroutine ends with the task's error. */
template <class T, bool Unwind>
class TaskAwaiter final : Continuation
{
public:
    explicit TaskAwaiter(Task<T> &&task)
        : m_task(std::move(task))
    {
    }
    TaskAwaiter(TaskAwaiter &&) = delete;
    bool await_ready() const noexcept { return false; }

    // Resuming inside await_suspend and returning bool: with symmetric transfer GCC grew the stack in loops.
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> parent)
    {
        m_task.m_handle.resume();
        if (m_task.m_handle.promise().isFinished()) {
            if constexpr (Unwind) {
                if (auto &result = *m_task.m_handle.promise().result; !result) {
                    parent.promise().fail(std::move(result.error()));
                    return true;
                }
            }
            return false;
        }
        m_parent = parent;
        m_parentPromise = &parent.promise();
        m_task.m_handle.promise().setContinuation(this);
        return true;
    }

    auto await_resume()
    {
        auto &result = *m_task.m_handle.promise().result;
        if constexpr (!Unwind)
            return std::move(result);
        else if constexpr (!std::is_void_v<T>)
            return std::move(*result);
    }

private:
    void childFinished() override
    {
        if constexpr (Unwind) {
            if (auto &result = *m_task.m_handle.promise().result; !result) {
                m_parentPromise->fail(std::move(result.error()));
                return;
            }
        }
        m_parent.resume();
    }

    Task<T> m_task;
    std::coroutine_handle<> m_parent;
    PromiseBase *m_parentPromise = nullptr;
};

/** `co_await result`: the value, or the awaiting coroutine ends with the error. */
template <class T>
class ResultAwaiter
{
public:
    explicit ResultAwaiter(core::Result<T> &&result)
        : m_result(std::move(result))
    {
    }
    bool await_ready() const noexcept { return m_result.has_value(); }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> parent)
    {
        parent.promise().fail(std::move(m_result.error()));
    }
    auto await_resume()
    {
        if constexpr (!std::is_void_v<T>)
            return std::move(*m_result);
    }

private:
    core::Result<T> m_result;
};

template <class T>
class Promise final : public PromiseBase
{
public:
    std::optional<core::Result<T>> result;

    Task<T> get_return_object();
    template <class U>
        requires std::is_constructible_v<core::Result<T>, U>
    void return_value(U &&value)
    {
        result.emplace(std::forward<U>(value));
    }
    void fail(core::Error error) override
    {
        result.emplace(std::unexpected(std::move(error)));
        finish();
    }
    template <class U>
    auto await_transform(Task<U> &&task)
    {
        return TaskAwaiter<U, true>(std::move(task));
    }
    template <class U>
    auto await_transform(core::Result<U> value)
    {
        return ResultAwaiter<U>(std::move(value));
    }
    auto await_transform(std::unexpected<core::Error> error) { return ResultAwaiter<void>(std::move(error)); }
    template <class Awaiter>
        requires requires(Awaiter &a) { a.await_ready(); }
    Awaiter &&await_transform(Awaiter &&awaiter)
    {
        return std::forward<Awaiter>(awaiter);
    }
};

template <>
class Promise<void> final : public PromiseBase
{
public:
    std::optional<core::Result<void>> result;

    Task<void> get_return_object();
    void return_void() { result.emplace(); }
    void fail(core::Error error) override
    {
        result.emplace(std::unexpected(std::move(error)));
        finish();
    }
    template <class U>
    auto await_transform(Task<U> &&task)
    {
        return TaskAwaiter<U, true>(std::move(task));
    }
    template <class U>
    auto await_transform(core::Result<U> value)
    {
        return ResultAwaiter<U>(std::move(value));
    }
    auto await_transform(std::unexpected<core::Error> error) { return ResultAwaiter<void>(std::move(error)); }
    template <class Awaiter>
        requires requires(Awaiter &a) { a.await_ready(); }
    Awaiter &&await_transform(Awaiter &&awaiter)
    {
        return std::forward<Awaiter>(awaiter);
    }
};

} // namespace detail

/**
 * A lazy coroutine: it runs when awaited, or when TaskScope::launch starts it, on the thread that does so, and stays
 * there. Destroying a suspended Task destroys its locals and thereby cancels what it awaits.
 *
 * Rules: parameters by value; one `co_await` a statement, never in a macro, `?:` or beside a capturing lambda; no
 * coroutine lambdas that capture; never delete the owner of a scope from within its own task (use deleteLater).
 *
 * Errors: `co_await task` gives the value or ends the awaiting coroutine with the same error; `co_await
 * std::move(task).asResult()` gives a core::Result to look at; `co_await core::failure(…)` ends with an error;
 * `co_await someResult` unwraps a core::Result. Exceptions end the program.
 */
template <class T = void>
class [[nodiscard]] Task
{
public:
    using promise_type = detail::Promise<T>;

    Task(Task &&other) noexcept
        : m_handle(std::exchange(other.m_handle, nullptr))
    {
    }
    Task &operator=(Task &&other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~Task()
    {
        if (m_handle)
            m_handle.destroy();
    }

    /** Awaitable that yields core::Result<T> instead of ending the awaiting coroutine. */
    auto asResult() && { return detail::TaskAwaiter<T, false>(std::move(*this)); }

private:
    friend promise_type;
    friend class TaskScope;
    template <class U, bool Unwind>
    friend class detail::TaskAwaiter;
    explicit Task(std::coroutine_handle<promise_type> handle)
        : m_handle(handle)
    {
    }
    std::coroutine_handle<promise_type> m_handle;
};

template <class T>
Task<T> detail::Promise<T>::get_return_object()
{
    return Task<T>(std::coroutine_handle<Promise<T>>::from_promise(*this));
}

inline Task<void> detail::Promise<void>::get_return_object()
{
    return Task<void>(std::coroutine_handle<Promise<void>>::from_promise(*this));
}

} // namespace async
