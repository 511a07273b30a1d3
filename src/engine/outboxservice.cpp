// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outboxservice.h"

#include "core/log.h"
#include "localactions.h"
#include "retrypolicy.h"

#include <algorithm>

using core::Errc;
using core::Submission;
using core::SubmissionState;

namespace engine
{

Submission afterAttempt(Submission before, const core::Result<smtp::Receipt> &outcome, QDateTime now)
{
    Submission after = std::move(before);
    if (outcome) {
        after.state = SubmissionState::Sent;
        after.results = outcome->recipients;
        after.lastError.reset();
        return after;
    }
    after.lastError = outcome.error();
    if (outcome.error().code == Errc::DeliveryUnknown) {
        after.state = SubmissionState::Unknown;
        return after;
    }
    // The disk would not take that the final dot leaves, so it did not: no server has refused anything.
    if (outcome.error().code == Errc::StoreFull || outcome.error().code == Errc::StoreFailed) {
        after.state = SubmissionState::Queued;
        after.notBefore = now.addDuration(retryDelay(after.attempts + 3));
        return after;
    }
    switch (core::nextStep(outcome.error())) {
    case core::NextStep::RetryLater:
    case core::NextStep::AskPassword:
    case core::NextStep::AskTrust:
        after.state = SubmissionState::Queued;
        after.notBefore = now.addMSecs(retryDelay(after.attempts + 3).count());
        break;
    case core::NextStep::Resync:
    case core::NextStep::TellUser:
    case core::NextStep::GiveUp:
        after.state = SubmissionState::Failed;
        break;
    }
    return after;
}

namespace
{
constexpr int kRecordAgain = 5; ///< seconds until the journal is asked again to take an outcome

constexpr int kAtOnce = 3; ///< attempts after which what ended here waits: it may be what ends us
} // namespace

OutboxService::OutboxService(AccountConnections &connections, StoreWriter &writer, store::Reader &reader)
    : m_connections(connections)
    , m_writer(writer)
    , m_reader(reader)
{
}

async::Task<> OutboxService::recover()
{
    const auto held = co_await m_lock.acquire(); // what becomes Queued is due for the first delivery
    const core::AccountId account = m_connections.account().id;
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    QList<core::SubmissionId> unfiled;
    for (const core::QueuedAction &queued : m_reader.actions(account)) {
        if (const auto *copy = std::get_if<core::AppendSentCopy>(&queued.action))
            unfiled.append(copy->submission);
    }
    for (Submission submission : m_reader.submissions()) {
        if (submission.account != account)
            continue;
        if (submission.state == SubmissionState::Sending) {
            submission = core::leftBehind(std::move(submission));
            const QDateTime now = QDateTime::currentDateTimeUtc();
            if (submission.state == SubmissionState::Queued)
                submission.notBefore
                    = submission.attempts <= kAtOnce ? now : now.addDuration(retryDelay(submission.attempts));
            co_await m_writer.write([submission](store::Transaction &tx) { return tx.updateSubmission(submission); });
        } else if (submission.state == SubmissionState::Sent && submission.queuedAt < yesterday
            && !unfiled.contains(submission.id)) {
            co_await m_writer.write([id = submission.id](store::Transaction &tx) { return tx.removeSubmission(id); });
        }
    }
}

QList<Submission> OutboxService::due() const
{
    QList<Submission> list = m_reader.submissions();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    list.removeIf([&](const Submission &s) {
        return s.account != m_connections.account().id || s.state != SubmissionState::Queued || s.notBefore > now;
    });
    std::ranges::sort(list, {}, &Submission::id);
    return list;
}

QDateTime OutboxService::nextDue() const
{
    QDateTime next;
    if (!m_unrecorded.isEmpty())
        next = QDateTime::currentDateTimeUtc().addSecs(kRecordAgain);
    for (const Submission &s : m_reader.submissions()) {
        if (s.account == m_connections.account().id && s.state == SubmissionState::Queued
            && (!next.isValid() || s.notBefore < next))
            next = s.notBefore;
    }
    return next;
}

async::Task<> OutboxService::deliverDue(Asking asking)
{
    const auto held = co_await m_lock.acquire();
    co_await recordLate();
    for (;;) {
        const QList<Submission> list = due();
        if (list.isEmpty())
            co_return;
        co_await deliver(list.first(), asking);
    }
}

/** The server has answered and the disk was full: the answer must not be lost, a person would send it again. */
async::Task<> OutboxService::recordLate()
{
    while (!m_unrecorded.isEmpty()) {
        const Submission submission = m_unrecorded.first();
        const auto recorded = co_await record(submission).asResult();
        if (!recorded && recorded.error().code != Errc::NoSuchMessage) // its account is removed
            co_await std::unexpected(recorded.error());
        m_unrecorded.removeFirst();
        if (submission.state == SubmissionState::Sent)
            Q_EMIT sent(submission);
    }
}

/** With Message-ID and size, so that it is found again when its UID means something else one day. */
std::optional<core::MessageTarget> OutboxService::targetOf(const std::optional<core::MessageKey> &key) const
{
    if (!key)
        return std::nullopt;
    const auto summary = m_reader.find(*key);
    const auto known = summary ? m_reader.target(summary->id) : std::nullopt;
    return known ? known : core::MessageTarget{.key = *key, .messageId = {}};
}

async::Task<> OutboxService::record(Submission submission)
{
    const std::optional<core::MessageTarget> answers = targetOf(submission.answers);
    const std::optional<core::MessageTarget> forwards = targetOf(submission.forwards);
    co_await m_writer.write([submission, answers, forwards](store::Transaction &tx) -> core::Result<> {
        if (auto updated = tx.updateSubmission(submission); !updated)
            return updated;
        if (submission.state != SubmissionState::Sent)
            return {};
        // In one transaction with the state: the copy and the mark follow from it, however often we die.
        core::QueuedAction copy;
        copy.account = submission.account;
        copy.action = core::AppendSentCopy{submission.account, submission.id, submission.messageId};
        copy.queuedAt = QDateTime::currentDateTimeUtc();
        if (auto queued = tx.queueAction(copy); !queued)
            return std::unexpected(queued.error());
        const auto mark = [&](const std::optional<core::MessageTarget> &message, core::Flag flag) -> core::Result<> {
            if (!message)
                return {};
            core::QueuedAction set;
            set.account = submission.account;
            set.action = core::SetFlags{{*message}, flag, {}};
            set.queuedAt = copy.queuedAt;
            auto queued = journalAction(tx, set);
            // Nobody would mean this by "undo".
            return queued ? tx.setInverse(*queued, {}) : std::unexpected(queued.error());
        };
        return mark(answers, core::Flag::Answered).and_then([&] { return mark(forwards, core::Flag::Forwarded); });
    });
}

async::Task<> OutboxService::confirm(core::SubmissionId submission)
{
    auto known = m_reader.submission(submission);
    if (!known || known->state != SubmissionState::Unknown)
        co_await core::failure(Errc::NoSuchMessage);
    known->state = SubmissionState::Sent;
    known->lastError.reset();
    co_await record(*known);
    Q_EMIT sent(*known);
}

/** From here on nobody but the server knows, whatever happens to us. */
async::Task<> OutboxService::allowDot(Submission submission)
{
    submission.lastError.reset();
    co_await m_writer.write([submission](store::Transaction &tx) { return tx.updateSubmission(submission); });
}

async::Task<> OutboxService::deliver(Submission submission, Asking asking)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto stored = m_reader.submissionBytes(submission.id);
    if (!stored) {
        co_await record(afterAttempt(submission, core::failure(Errc::StoreCorrupt, submission.subject), now));
        co_return;
    }
    ++submission.attempts;
    // Connecting and signing in come first, while the message is still Queued: nothing of it can have left.
    auto client = co_await m_connections.submission(asking).asResult();
    if (!client) {
        Submission waiting = afterAttempt(submission, std::unexpected(client.error()), now);
        // Nothing was offered yet, so nothing was refused: behind the sign-in page of a hotel TLS fails, too.
        if (waiting.state == SubmissionState::Failed) {
            waiting.state = SubmissionState::Queued;
            waiting.notBefore = now.addDuration(retryDelay(waiting.attempts + 3));
        }
        co_await record(waiting);
        co_await std::unexpected(client.error());
    }
    submission.state = SubmissionState::Sending;
    submission.lastError = core::Error{Errc::ConnectionLost, QStringLiteral("restart"), {}}; // see allowDot()
    co_await m_writer.write([submission](store::Transaction &tx) { return tx.updateSubmission(submission); });
    const auto allow = [this, submission] {
        return allowDot(submission);
    };
    const auto outcome = co_await (*client)->submit(submission, *stored, allow).asResult();
    submission.results = (*client)->recipientResults(); // also of a refusal: which recipient it was
    const Submission after = afterAttempt(submission, outcome, QDateTime::currentDateTimeUtc());
    qCInfo(core::lcEngine) << "submission" << after.id.value() << core::submissionStateName(after.state);
    const auto recorded = co_await record(after).asResult();
    if (!recorded) {
        m_unrecorded.append(after);
        co_await std::unexpected(recorded.error());
    }
    if (after.state == SubmissionState::Sent) {
        auto left = co_await (*client)->quit().asResult(); // the message is taken, whatever QUIT says
        Q_UNUSED(left);
        Q_EMIT sent(after);
    }
    if (after.state == SubmissionState::Queued)
        co_await std::unexpected(outcome.error());
}

} // namespace engine
