// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "actionreplayer.h"

#include "core/log.h"
#include "localactions.h"
#include "replaylookup.h"

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

async::Task<> ActionReplayer::replayAll(Held held)
{
    for (;;) {
        QList<core::QueuedAction> queue = m_reader.actions(m_account);
        queue.removeIf([this](const core::QueuedAction &queued) { return m_kept.contains(queued.id); });
        if (queue.isEmpty())
            co_return;
        const core::QueuedAction next = queue.first();
        if (held == Held::Wait && next.notBefore > QDateTime::currentDateTimeUtc())
            co_return;
        const auto *connection = co_await m_connections.command(); // its errors are none of the action
        Q_UNUSED(connection);
        auto underWay = m_crashes.beginAction(next.id, QStringLiteral("action %1").arg(next.id.value()));
        if (!underWay) {
            m_refused.append({next, underWay.error()});
            m_kept.insert(next.id);
            continue;
        }
        m_underWay = &*underWay;
        // From here on the server may know of it: undoing it takes more than forgetting it.
        const auto begun
            = co_await m_writer.write([id = next.id](store::Transaction &tx) { return tx.beginAction(id); }).asResult();
        if (!begun && begun.error().code == Errc::NoSuchMessage)
            continue; // it was undone just now
        if (!begun)
            co_await std::unexpected(begun.error());
        co_await replayNext(next);
    }
}

async::Task<> ActionReplayer::replayNext(core::QueuedAction next)
{
    m_atFinish.clear();
    const auto outcome = co_await replay(next).asResult();
    if (outcome && m_kept.contains(next.id))
        co_return;
    if (!outcome) {
        const core::Error error = outcome.error();
        qCWarning(core::lcEngine) << "action" << next.id.value() << core::errcName(error.code) << error.context;
        const bool isCopy = std::holds_alternative<core::AppendSentCopy>(next.action);
        const bool copyWaits = isCopy && (error.code == Errc::ServerBusy || error.code == Errc::StoreCorrupt);
        if (!isRefusal(error) && !copyWaits)
            co_await std::unexpected(error);
        m_refused.append({next, error});
        if (isCopy) { // perhaps the only one: neither given up, nor does it block the rest
            m_kept.insert(next.id);
            co_return;
        }
    }
    co_await finish(next, outcome ? core::ActionState::Done : core::ActionState::Refused);
}

async::Task<> ActionReplayer::finish(core::QueuedAction action, core::ActionState state)
{
    m_acknowledged.actions.insert(action.id);
    co_await m_writer.write([action, state, work = m_atFinish](store::Transaction &tx) -> core::Result<> {
        // Part of a refused one may have been done: what became of it counts, the rest is taken back.
        for (const AtFinish &one : work) {
            if (auto done = one(tx); !done)
                return done;
        }
        const auto now = tx.action(action.id); // its targets may have moved by what was done above
        if (!now)
            return std::unexpected(now.error());
        if (state == core::ActionState::Refused && *now) {
            if (auto back = takeBackLocally(tx, **now); !back)
                return back;
        }
        return tx.finishAction(action.id, state);
    });
}

async::Task<> ActionReplayer::replay(core::QueuedAction queued)
{
    core::MailAction &action = queued.action;
    if (auto *set = std::get_if<core::SetFlags>(&action))
        return replaySetFlags(std::move(*set));
    if (auto *copy = std::get_if<core::AppendSentCopy>(&action))
        return replaySentCopy(queued.id, std::move(*copy), AppendStage::fromText(queued.stage));
    if (auto *gone = std::get_if<core::DeleteMessages>(&action))
        return replayDelete(std::move(*gone));
    if (auto *empty = std::get_if<core::EmptyMailbox>(&action))
        return replayEmpty(std::move(*empty));
    if (auto *create = std::get_if<core::CreateMailbox>(&action))
        return replayCreate(std::move(*create));
    if (auto *rename = std::get_if<core::RenameMailbox>(&action))
        return replayRename(std::move(*rename));
    if (auto *remove = std::get_if<core::DeleteMailbox>(&action))
        return replayDeleteMailbox(std::move(*remove));
    if (auto *subscribed = std::get_if<core::SetSubscribed>(&action))
        return replaySubscribed(std::move(*subscribed));
    if (std::holds_alternative<core::CopyMessages>(action))
        return replayCopy(std::move(queued));
    return replayMove(std::move(queued));
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
        QList<Found> found = co_await withMessageId(reading, target.messageId);
        found.removeIf([&](const Found &one) { return target.size != 0 && one.size != target.size; });
        if (found.size() != 1)
            continue;
        target.key.uid = found.first().uid;
        target.key.uidValidity = selected.uidValidity;
        fresh.targets.append(target);
    }
    qCInfo(core::lcEngine) << "re-matched" << fresh.targets.size() << "of" << batch.targets.size() << "by Message-ID";
    if (fresh.targets.isEmpty() && !batch.targets.isEmpty())
        co_await core::failure(Errc::NoSuchMessage, QString::fromUtf8(batch.mailbox));
    co_return fresh;
}

// --- flags

async::Task<> ActionReplayer::replaySetFlags(core::SetFlags action)
{
    std::optional<core::Error> refusal; // by one mailbox: the others still get theirs
    for (const Batch &batch : batches(action.messages)) {
        const auto set = co_await setFlagsIn(batch, action.add, action.remove).asResult();
        if (!set && !isRefusal(set.error()))
            co_await std::unexpected(set.error());
        if (!set && !refusal)
            refusal = set.error();
    }
    if (refusal)
        co_await std::unexpected(*refusal);
}

async::Task<> ActionReplayer::setFlagsIn(Batch batch, core::SystemFlags add, core::SystemFlags remove)
{
    imap::CommandConnection *command = co_await m_connections.command();
    if (!batch.uidValidity.isValid())
        batch = co_await rematched(batch);
    const auto stored
        = co_await command->storeFlags(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), add, remove).asResult();
    if (stored || stored.error().code != Errc::UidValidityChanged)
        co_return co_await core::Result<>(stored);
    batch = co_await rematched(batch);
    co_await command->storeFlags(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), add, remove);
}

} // namespace engine
