// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task.h"

#include <memory>

namespace async
{

/**
 * A one-shot value that a coroutine awaits and plain code delivers (a slot, a timer, another thread via a queued
 * call). One waiter at a time; delivering before awaiting is fine; delivering twice keeps the first. Copies share
 * the state. When the waiter is cancelled the delivery goes nowhere. Single-threaded.
 */
template <class T = void>
class Completion
{
    struct State {
        std::optional<core::Result<T>> result;
        std::coroutine_handle<> waiter;
        detail::PromiseBase *promise = nullptr;
    };

public:
    Completion()
        : m_state(std::make_shared<State>())
    {
    }

    /** Delivers and resumes the waiter before returning. */
    void set(core::Result<T> result) const
    {
        const auto state = m_state; // the waiter may destroy *this
        if (state->result)
            return;
        state->result.emplace(std::move(result));
        if (!state->waiter)
            return;
        const auto waiter = std::exchange(state->waiter, nullptr);
        auto *promise = std::exchange(state->promise, nullptr);
        if (!*state->result && promise)
            promise->fail(state->result->error());
        else
            waiter.resume();
    }
    bool isSet() const { return m_state->result.has_value(); }

    template <bool Unwind>
    class Awaiter
    {
    public:
        explicit Awaiter(std::shared_ptr<State> state)
            : m_state(std::move(state))
        {
        }
        Awaiter(Awaiter &&) = delete;
        ~Awaiter()
        {
            if (m_registered) {
                m_state->waiter = nullptr;
                m_state->promise = nullptr;
            }
        }
        bool await_ready() const { return m_state->result && (!Unwind || m_state->result->has_value()); }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> handle)
        {
            if (m_state->result) {
                handle.promise().fail(m_state->result->error());
                return;
            }
            m_registered = true;
            m_state->waiter = handle;
            m_state->promise = Unwind ? &handle.promise() : nullptr;
        }
        auto await_resume()
        {
            m_registered = false;
            if constexpr (!Unwind)
                return std::move(*m_state->result);
            else if constexpr (!std::is_void_v<T>)
                return std::move(**m_state->result);
        }

    private:
        std::shared_ptr<State> m_state;
        bool m_registered = false;
    };

    /** `co_await c.wait()`: the value, or the awaiting coroutine ends with the delivered error. */
    Awaiter<true> wait() const { return Awaiter<true>(m_state); }
    /** `co_await c.result()`: a core::Result. */
    Awaiter<false> result() const { return Awaiter<false>(m_state); }

private:
    std::shared_ptr<State> m_state;
};

} // namespace async
