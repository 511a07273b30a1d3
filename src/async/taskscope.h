// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "completion.h"
#include "task.h"

#include <functional>
#include <list>
#include <memory>

namespace async
{

/**
 * Owns running tasks; destroying it (or cancelAll) destroys their frames, so nothing runs after its owner. Make it
 * the last member of the owner: it dies first. Single-threaded.
 */
class TaskScope
{
public:
    using OnDone = std::function<void(core::Result<void>)>;

    TaskScope();
    TaskScope(TaskScope &&) = delete;
    ~TaskScope();

    /** Runs the task up to its first suspension at once; `onDone` is called when it ends by itself, not on cancel. */
    void launch(Task<> task, OnDone onDone = {});
    /** Destroys every task. Not to be called from within one of them. */
    void cancelAll();
    bool isEmpty() const { return m_entries.empty(); }

private:
    struct Entry;
    void finished(Entry *entry);
    std::list<std::unique_ptr<Entry>> m_entries;
};

namespace detail
{
/** What a spawned task has to say, whichever way it ends. */
template <class T>
struct Answer {
    Answer() = default;
    Answer(Answer &&) = delete;
    ~Answer() { finished.set(core::failure(core::Errc::Cancelled)); }
    const Completion<T> finished;
    std::optional<core::Result<T>> result;
};

template <class T>
Task<> deliver(Task<T> task, std::shared_ptr<Answer<T>> answer)
{
    auto result = co_await std::move(task).asResult();
    answer->result.emplace(std::move(result));
}
} // namespace detail

/**
 * Starts a task side by side with the caller; the Completion gets its result, or Cancelled when the scope goes first:
 * who waits may outlive the scope. The frame is gone when the waiter resumes, so the waiter may destroy the scope.
 */
template <class T>
Completion<T> spawn(TaskScope &scope, Task<T> task)
{
    auto answer = std::make_shared<detail::Answer<T>>();
    const Completion<T> finished = answer->finished;
    scope.launch(detail::deliver(std::move(task), answer),
        [answer](const core::Result<void> &) { answer->finished.set(std::move(*answer->result)); });
    return finished;
}

} // namespace async
