// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "taskscope.h"

#include <algorithm>

namespace async
{

struct TaskScope::Entry final : detail::Continuation {
    Entry(TaskScope &owner, Task<> work, OnDone callback)
        : scope(owner)
        , task(std::move(work))
        , onDone(std::move(callback))
    {
    }
    void childFinished() override { scope.finished(this); }

    TaskScope &scope;
    Task<> task;
    OnDone onDone;
};

TaskScope::TaskScope() = default;

TaskScope::~TaskScope()
{
    cancelAll();
}

void TaskScope::launch(Task<> task, OnDone onDone)
{
    auto entry = std::make_unique<Entry>(*this, std::move(task), std::move(onDone));
    Entry *raw = entry.get();
    m_entries.push_back(std::move(entry));
    raw->task.m_handle.promise().setContinuation(raw);
    raw->task.m_handle.resume();
}

void TaskScope::cancelAll()
{
    // A dying frame may launch nothing, but its locals may own scopes of their own.
    auto entries = std::exchange(m_entries, {});
    entries.clear();
}

void TaskScope::finished(Entry *entry)
{
    const auto it = std::ranges::find(m_entries, entry, &std::unique_ptr<Entry>::get);
    if (it == m_entries.end())
        return;
    const std::unique_ptr<Entry> owned = std::move(*it);
    m_entries.erase(it);
    auto result = std::move(*owned->task.m_handle.promise().result);
    if (owned->onDone)
        owned->onDone(std::move(result));
}

} // namespace async
