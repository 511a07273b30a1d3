// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "accountconnections.h"
#include "core/draft.h"
#include "core/submission.h"
#include "store/reader.h"

namespace engine
{

/**
 * What becomes of a submission after an attempt. Pure; the one place that decides whether mail may be sent again.
 * RFC 5321 4.2.5, 6.1.
 */
core::Submission afterAttempt(core::Submission before, const core::Result<smtp::Receipt> &outcome, QDateTime now);

/**
 * Delivers the queued submissions of one account, one at a time, oldest first. `Queued → Sending → Sent | Failed |
 * Unknown`: Sending is committed before the first byte of the message leaves, the result after the last reply. Until
 * the final dot Sending has a lastError, which is cleared by a commit just before the dot may leave; what that means
 * when the program dies is at core::leftBehind(). Unknown is never sent again by itself. Engine's thread.
 */
class OutboxService : public QObject
{
    Q_OBJECT

public:
    OutboxService(AccountConnections &connections, StoreWriter &writer, store::Reader &reader);

    /** At start: turns Sending, which nobody is doing any more, into Queued or Unknown; drops old Sent rows. */
    async::Task<> recover();

    /** Delivers everything that is due; ends when nothing is, or with the error that stopped it. */
    async::Task<> deliverDue(Asking asking);

    /** The person knows that an Unknown one has arrived. NoSuchMessage when it is not Unknown. */
    async::Task<> confirm(core::SubmissionId submission);

    bool isDue() const { return !due().isEmpty(); } ///< something would be sent now
    /** When the next submission that waits is due, or an outcome is written again; invalid when none waits. */
    QDateTime nextDue() const;

Q_SIGNALS:
    /** The message stands at the server and its Sent copy is queued. */
    void sent(const core::Submission &submission);

private:
    async::Task<> deliver(core::Submission submission, Asking asking);
    async::Task<> allowDot(core::Submission submission);
    async::Task<> record(core::Submission submission);
    async::Task<> recordLate();
    QList<core::Submission> due() const;
    std::optional<core::MessageTarget> targetOf(const std::optional<core::MessageKey> &key) const;

    AccountConnections &m_connections;
    StoreWriter &m_writer;
    store::Reader &m_reader;
    QList<core::Submission> m_unrecorded; ///< outcomes that the journal would not take
    async::Lock m_lock; ///< one delivery at a time
};

} // namespace engine
