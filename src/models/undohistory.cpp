// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "undohistory.h"

namespace models
{

namespace
{
bool endsWithItsHold(const UndoHistory::Step &step)
{
    return step.submission.isValid() || std::ranges::any_of(step.deed.actions, isForGood);
}
} // namespace

UndoHistory::UndoHistory(ipc::Client &client, MailActions &actions, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    connect(&actions, &MailActions::done, this, &UndoHistory::add);
    m_expiry.setSingleShot(true);
    connect(&m_expiry, &QTimer::timeout, this, &UndoHistory::expire);
}

void UndoHistory::add(const Deed &deed)
{
    push({.deed = deed, .submission = {}, .until = QDeadlineTimer(kOffered)});
}

void UndoHistory::addSubmission(core::SubmissionId submission, std::chrono::milliseconds hold)
{
    push({.deed = {}, .submission = submission, .until = QDeadlineTimer(hold)});
}

void UndoHistory::push(Step step)
{
    m_steps.append(std::move(step));
    if (m_steps.size() > kRemembered)
        m_steps.removeFirst();
    expire();
    if (!m_steps.isEmpty())
        Q_EMIT offered();
}

/** Forgets everything up to the last step whose hold is over; waits for the next one. */
void UndoHistory::expire()
{
    const qsizetype before = m_steps.size();
    qint64 next = -1;
    for (qsizetype at = m_steps.size() - 1; at >= 0; --at) {
        const Step &step = m_steps.at(at);
        if (!endsWithItsHold(step))
            continue;
        if (step.until.hasExpired()) {
            m_steps.remove(0, at + 1);
            break;
        }
        next = next < 0 ? step.until.remainingTime() : std::min(next, step.until.remainingTime());
    }
    if (next >= 0)
        m_expiry.start(int(next) + 1);
    if (m_steps.size() != before)
        Q_EMIT changed();
}

void UndoHistory::undo()
{
    expire();
    if (m_steps.isEmpty())
        return;
    const Step step = m_steps.takeLast();
    Q_EMIT changed();
    if (step.submission.isValid()) {
        m_client.call(ipc::TakeBack{step.submission}, this, [this](const core::Result<core::Draft> &outcome) {
            if (!outcome) {
                Q_EMIT failed(outcome.error());
                return;
            }
            Q_EMIT draftReturned(*outcome);
            Q_EMIT undone();
        });
        return;
    }
    m_client.call(ipc::Undo{step.deed.ids}, this, [this](const core::Result<ipc::Nothing> &outcome) {
        if (outcome)
            Q_EMIT undone();
        else
            Q_EMIT failed(outcome.error());
    });
}

} // namespace models
