// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "awaiters.h"

#include <QMutex>

namespace async
{

Deadline::Deadline(std::chrono::milliseconds delay, std::function<void()> expired)
    : m_timer(new QTimer)
{
    m_timer->setSingleShot(true);
    QObject::connect(m_timer, &QTimer::timeout, m_timer, [expired = std::move(expired)] {
        const auto call = expired; // the Deadline may die in it
        call();
    });
    m_timer->start(delay);
}

Deadline::~Deadline()
{
    m_timer->stop();
    m_timer->disconnect();
    m_timer->deleteLater();
}

Task<> delay(std::chrono::milliseconds delay)
{
    const Completion<> done;
    const Deadline deadline(delay, [done] { done.set({}); });
    co_await done.wait();
}

Task<> yieldToEventLoop()
{
    return delay(std::chrono::milliseconds(0));
}

struct ThreadBridge::State {
    QMutex mutex;
    std::unique_ptr<QObject> receiver;
};

ThreadBridge::ThreadBridge()
    : m_state(std::make_shared<State>())
{
    m_state->receiver = std::make_unique<QObject>();
}

ThreadBridge::~ThreadBridge()
{
    const QMutexLocker lock(&m_state->mutex);
    m_state->receiver.reset();
}

ThreadBridge::Post ThreadBridge::poster() const
{
    return [state = m_state](std::function<void()> call) {
        const QMutexLocker lock(&state->mutex);
        if (state->receiver)
            QMetaObject::invokeMethod(state->receiver.get(), std::move(call), Qt::QueuedConnection);
    };
}

Task<Lock::Held> Lock::acquire()
{
    if (m_held) {
        // Shared so that a waiter that was cancelled is skipped.
        const auto turn = std::make_shared<Completion<>>();
        m_waiters.push_back(turn);
        co_await turn->wait();
        co_return Held(this); // m_held stayed set: it was handed over
    }
    m_held = true;
    co_return Held(this);
}

void Lock::release()
{
    while (!m_waiters.empty()) {
        const auto next = m_waiters.front().lock();
        m_waiters.pop_front();
        if (next) {
            next->set({});
            return;
        }
    }
    m_held = false;
}

} // namespace async
