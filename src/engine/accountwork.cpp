// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What an account does because somebody asked: replaying, delivering, a synchronisation now.

#include "accountservice.h"

#include "sentsearch.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;

namespace engine
{

namespace
{
constexpr std::chrono::minutes kWorthWaiting{1}; ///< for a submission to be due, with no window open
}

// --- actions and outbox

async::Task<> AccountService::replay(Asking asking, ActionReplayer::Held which)
{
    const auto held = co_await m_replayLock.acquire();
    const auto commandHeld = co_await m_commandLock.acquire();
    const auto readingHeld = co_await m_interactiveLock.acquire();
    ActionReplayer replayer(account().id, m_around.writer, m_reader, m_around.crashes,
        {[this, asking] { return command(asking); },
            [this, asking] {
                return interactive(asking);
            }},
        m_acknowledged);
    const auto outcome = co_await replayer.replayAll(which).asResult();
    for (const auto &refusal : replayer.refused()) {
        report({.kind = core::ActivityKind::ReplayingActions, .error = refusal.error});
        if (refusal.error.code == Errc::SetAside)
            m_aside = refusal.error;
    }
    m_keptActions = replayer.kept();
    m_worthALook += replayer.touched();
    if (!replayer.touched().isEmpty())
        stir();
    co_await core::Result<>(outcome);
    co_await lookForUnknown();
}

async::Task<> AccountService::lookForUnknown()
{
    for (const core::Submission &submission : m_reader.submissions()) {
        if (submission.account != account().id || submission.state != core::SubmissionState::Unknown)
            continue;
        imap::ReadingConnection *reading = co_await interactive(asking());
        const bool isThere = co_await liesInSent(reading, m_reader.mailboxes(account().id), submission.messageId);
        if (isThere)
            co_await m_outbox.confirm(submission.id);
    }
}

/** Until nothing is left that can be done now or soon. */
async::Task<> AccountService::replayDue()
{
    for (;;) {
        co_await replay(asking(), ActionReplayer::Held::Wait);
        QList<core::QueuedAction> left = m_reader.actions(account().id);
        left.removeIf([this](const core::QueuedAction &queued) { return m_keptActions.contains(queued.id); });
        if (left.isEmpty())
            co_return;
        const async::Completion<> over;
        m_replayPause = over;
        const std::chrono::milliseconds until(QDateTime::currentDateTimeUtc().msecsTo(left.first().notBefore));
        const async::Deadline deadline(
            std::clamp<std::chrono::milliseconds>(until, 50ms, 10min), [over] { over.set({}); });
        co_await over.wait();
        m_replayPause.reset();
    }
}

void AccountService::replaySoon()
{
    if (std::exchange(m_replaying, true)) {
        if (m_replayPause) // what was held back may be undone
            std::exchange(m_replayPause, std::nullopt)->set({});
        m_replayAgain = true;
        return;
    }
    m_replayAgain = false;
    m_tasks.launch(replayDue(), [this](const core::Result<> &outcome) {
        m_replaying = false;
        // Queued while the last round was ending; after a failure the background loop comes back to it.
        if (outcome && m_replayAgain)
            replaySoon();
    });
}

async::Task<> AccountService::deliver()
{
    for (;;) {
        const bool isSending = m_outbox.isDue(); // what is held is not being sent
        if (isSending)
            report({.kind = core::ActivityKind::Sending, .error = {}});
        auto delivered = co_await m_outbox.deliverDue(asking()).asResult();
        if (isSending && delivered)
            report({.kind = core::ActivityKind::Idle, .error = {}});
        const QDateTime next = m_outbox.nextDue();
        const std::chrono::milliseconds until(QDateTime::currentDateTimeUtc().msecsTo(next));
        const bool isHopeless = !delivered && core::nextStep(delivered.error()) != core::NextStep::RetryLater;
        if (!next.isValid() || (!m_running && (isHopeless || until > kWorthWaiting)))
            co_return co_await std::move(delivered);
        const async::Completion<> over;
        m_deliveryPause = over;
        const async::Deadline deadline(
            std::clamp<std::chrono::milliseconds>(until, 500ms, 10min), [over] { over.set({}); });
        co_await over.wait();
        m_deliveryPause.reset();
    }
}

void AccountService::deliverSoon()
{
    if (std::exchange(m_delivering, true)) {
        if (m_deliveryPause) // for another one, that is due later
            std::exchange(m_deliveryPause, std::nullopt)->set({});
        return;
    }
    m_tasks.launch(deliver(), [this](const core::Result<> &outcome) {
        m_delivering = false;
        core::Activity done{.kind = core::ActivityKind::Idle};
        if (!outcome)
            done.error = outcome.error();
        report(done);
    });
}

async::Task<> AccountService::synchronise(QList<QByteArray> mailboxes, Bodies bodies)
{
    const Asking asking = this->asking();
    // A sending server that does not answer must not keep mail from coming in; it is told at the end.
    core::Result<> delivered;
    if (m_running)
        deliverSoon();
    else
        delivered = co_await m_outbox.deliverDue(asking).asResult();
    m_aside.reset();
    co_await replay(asking, ActionReplayer::Held::Now);
    stir(); // before each turn on the background connection: its loop holds it for as long as it idles
    co_await listMailboxes(asking);
    {
        stir();
        const auto held = co_await m_backgroundLock.acquire();
        if (!m_background || !m_background->isOpen())
            m_background = co_await m_connections.reading(u"sync"_s, asking);
    }
    m_busy.reset();
    for (const core::Mailbox &mailbox : inOrder()) {
        if (!mailbox.selectable || (!mailboxes.isEmpty() && !mailboxes.contains(mailbox.rawName)))
            continue;
        stir(); // the loop takes its turns in between, and would begin to idle
        co_await syncMailbox(mailbox.id, MailboxSync::Extent::Complete);
        stir();
        co_await fetchBodies(mailbox.id, bodies);
    }
    report({.kind = core::ActivityKind::Idle, .error = m_aside});
    if (m_busy) // the others came; this one is told
        co_await std::unexpected(*std::exchange(m_busy, std::nullopt));
    if (m_aside)
        co_await std::unexpected(*m_aside);
    co_await std::move(delivered);
}

// --- questions of the faces

async::Completion<> AccountService::syncNow(QList<QByteArray> mailboxes, Bodies bodies)
{
    return async::spawn(m_tasks, synchronise(std::move(mailboxes), bodies));
}

async::Completion<> AccountService::checkSending()
{
    return async::spawn(m_tasks, m_connections.checkSubmission(asking()));
}

async::Completion<core::PeopleFound> AccountService::people(QString text, int limit, QString language, bool mayAsk)
{
    const Asking asking = mayAsk ? Asking::WhenNeeded : Asking::Never;
    return async::spawn(m_tasks, m_directory.search(std::move(text), limit, std::move(language), asking));
}

async::Completion<> AccountService::confirmSent(core::SubmissionId submission)
{
    return async::spawn(m_tasks, m_outbox.confirm(submission));
}

async::Completion<QByteArray> AccountService::fetchRaw(core::MessageKey key)
{
    return async::spawn(m_tasks, rawMessage(std::move(key)));
}

} // namespace engine
