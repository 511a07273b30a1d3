// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "actionreplayer.h"

#include "core/log.h"

#include <algorithm>

using core::Errc;

namespace engine
{

QList<ActionReplayer::Batch> ActionReplayer::batches(const QList<core::MessageTarget> &targets)
{
    QList<Batch> list;
    for (const core::MessageTarget &target : targets) {
        const auto same = std::ranges::find_if(list,
            [&](const Batch &b) { return b.mailbox == target.key.mailbox && b.uidValidity == target.key.uidValidity; });
        if (same == list.end())
            list.append({target.key.mailbox, target.key.uidValidity, {target}});
        else
            same->targets.append(target);
    }
    return list;
}

async::Task<> ActionReplayer::replayAll()
{
    for (;;) {
        const QList<core::QueuedAction> queue = m_reader.actions(m_account);
        if (queue.isEmpty())
            co_return;
        const core::QueuedAction next = queue.first();
        const auto outcome = co_await replay(next).asResult();
        if (!outcome) {
            const core::Error error = outcome.error();
            const core::NextStep step = core::nextStep(error);
            const bool curable = step == core::NextStep::RetryLater || step == core::NextStep::AskPassword
                || step == core::NextStep::AskTrust || error.code == Errc::ProtocolViolation
                || error.code == Errc::Cancelled;
            qCWarning(core::lcEngine) << "action" << next.id.value() << core::errcName(error.code) << error.context;
            if (curable)
                co_await std::unexpected(error);
            m_refused.append({next, error});
        }
        co_await m_writer.write([id = next.id](store::Transaction &tx) { return tx.finishAction(id); });
    }
}

async::Task<> ActionReplayer::replay(core::QueuedAction queued)
{
    if (auto *set = std::get_if<core::SetFlags>(&queued.action))
        return replaySetFlags(std::move(*set));
    if (auto *move = std::get_if<core::MoveMessages>(&queued.action))
        return replayMove(std::move(*move));
    return replaySentCopy(std::move(std::get<core::AppendSentCopy>(queued.action)));
}

async::Task<ActionReplayer::Batch> ActionReplayer::rematched(Batch batch)
{
    // UIDs of an earlier life mean other messages now: only a single match of Message-ID and size will do.
    imap::ReadingConnection *reading = co_await m_connections.reading();
    const imap::SelectedMailbox selected = co_await reading->select(batch.mailbox);
    Batch fresh{batch.mailbox, selected.uidValidity, {}};
    for (core::MessageTarget target : batch.targets) {
        if (target.messageId.isEmpty())
            continue;
        const QList<core::Uid> found = co_await reading->searchMessageId(target.messageId);
        if (found.size() != 1)
            continue;
        target.key.uid = found.first();
        target.key.uidValidity = selected.uidValidity;
        fresh.targets.append(target);
    }
    qCInfo(core::lcEngine) << "re-matched" << fresh.targets.size() << "of" << batch.targets.size()
                           << "after UIDVALIDITY change";
    co_return fresh;
}

namespace
{
imap::UidSet uidsOf(const QList<core::MessageTarget> &targets)
{
    QList<core::Uid> uids;
    for (const core::MessageTarget &target : targets)
        uids.append(target.key.uid);
    return imap::UidSet::fromList(uids);
}
} // namespace

async::Task<> ActionReplayer::replaySetFlags(core::SetFlags action)
{
    for (Batch batch : batches(action.messages)) {
        imap::CommandConnection *command = co_await m_connections.command();
        auto stored
            = co_await command
                  ->storeFlags(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), action.add, action.remove)
                  .asResult();
        if (!stored && stored.error().code == Errc::UidValidityChanged) {
            batch = co_await rematched(batch);
            if (batch.targets.isEmpty())
                continue;
            stored
                = co_await command
                      ->storeFlags(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), action.add, action.remove)
                      .asResult();
        }
        co_await std::move(stored);
    }
}

async::Task<> ActionReplayer::replayMove(core::MoveMessages action)
{
    for (Batch batch : batches(action.messages)) {
        imap::CommandConnection *command = co_await m_connections.command();
        auto moved = co_await command->move(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), action.destination)
                         .asResult();
        if (!moved && moved.error().code == Errc::UidValidityChanged) {
            batch = co_await rematched(batch);
            if (batch.targets.isEmpty())
                continue;
            moved = co_await command->move(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), action.destination)
                        .asResult();
        }
        const imap::MoveOutcome outcome = co_await std::move(moved);
        m_touched << batch.mailbox << action.destination;
        if (outcome.needsExpunge)
            co_await expunge(batch);
    }
}

/** Ends a move on a server without MOVE: the copies are there, the originals bear \Deleted. */
async::Task<> ActionReplayer::expunge(Batch batch)
{
    imap::ReadingConnection *reading = co_await m_connections.reading();
    const imap::SelectedMailbox selected = co_await reading->select(batch.mailbox);
    if (selected.uidValidity != batch.uidValidity)
        co_return;
    const auto expunged = co_await reading->uidExpunge(uidsOf(batch.targets)).asResult();
    // Without UIDPLUS they stay as they are; a plain EXPUNGE would take other people's with them.
    if (!expunged && expunged.error().code != Errc::ServerRefused)
        co_await std::unexpected(expunged.error());
}

async::Task<> ActionReplayer::replaySentCopy(core::AppendSentCopy action)
{
    const auto bytes = m_reader.submissionBytes(action.submission);
    const auto submission = m_reader.submission(action.submission);
    if (!bytes || !submission)
        co_return; // its submission was discarded: there is nothing left to file
    QByteArray sent;
    for (const core::Mailbox &mailbox : m_reader.mailboxes(m_account)) {
        if (mailbox.role == core::MailboxRole::Sent && mailbox.selectable)
            sent = mailbox.rawName;
    }
    imap::CommandConnection *command = co_await m_connections.command();
    if (sent.isEmpty()) {
        sent = "Sent";
        co_await command->create(sent);
        co_await command->subscribe(sent);
    }
    // The server may have filed its own copy, or an earlier APPEND may have worked with its answer lost.
    imap::ReadingConnection *reading = co_await m_connections.reading();
    co_await reading->select(sent);
    const QList<core::Uid> there = co_await reading->searchMessageId(action.messageId);
    if (there.isEmpty())
        co_await command->append(
            sent, core::Flag::Seen, QDateTime::currentDateTime(), submission->ownCopyHeader + *bytes);
    m_touched << sent;
}

} // namespace engine
