// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of ActionReplayer that moves, copies and removes messages.

#include "actionreplayer.h"
#include "async/awaiters.h"
#include "core/log.h"
#include "replaylookup.h"

#include <algorithm>

using core::Errc;

namespace engine
{

namespace
{
constexpr std::chrono::seconds kSlowCopy{2}; ///< between two looks for copies whose COPY was cut off

/** What the person has removed for good leaves nothing behind here. */
core::Result<> forget(store::Transaction &tx, const core::MessageKey &key)
{
    const auto mailbox = tx.mailboxOf(key);
    return tx.removeBody(key).and_then(
        [&] { return mailbox ? tx.removeMessages(*mailbox, {key.uid}) : core::Result<>(); });
}
} // namespace

async::Task<> ActionReplayer::replayMove(core::QueuedAction queued)
{
    const core::MoveMessages action = std::get<core::MoveMessages>(queued.action);
    const MoveStage stage = MoveStage::fromText(queued.stage);
    QList<core::MessageTarget> messages = action.messages;
    // What is there already: undone before it was done, or somebody else's move.
    messages.removeIf([&](const core::MessageTarget &target) { return target.key.mailbox == action.destination; });
    const QList<Batch> all = batches(messages);
    std::optional<core::Error> refusal;
    for (int i = stage.batch; i < all.size(); ++i) {
        const MoveStage here = i == stage.batch ? stage : MoveStage{.batch = i};
        const auto moved = co_await moveFrom(queued.id, all[i], action.destination, here).asResult();
        if (!moved && !isRefusal(moved.error()))
            co_await std::unexpected(moved.error());
        if (!moved && !refusal)
            refusal = moved.error();
    }
    if (refusal)
        co_await std::unexpected(*refusal);
}

async::Task<> ActionReplayer::moveFrom(core::ActionId action, Batch batch, QByteArray destination, MoveStage stage)
{
    m_touched << batch.mailbox << destination;
    imap::CommandConnection *command = co_await m_connections.command();
    if (stage.step != MoveStage::Step::Begun || !command->hasCapability("MOVE"))
        co_return co_await moveInSteps(action, batch, destination, stage);
    if (!batch.uidValidity.isValid())
        batch = co_await rematched(batch);
    auto moved
        = co_await command->move(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), destination).asResult();
    if (!moved && moved.error().code == Errc::UidValidityChanged) {
        batch = co_await rematched(batch);
        moved = co_await command->move(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), destination).asResult();
    }
    const imap::MoveOutcome outcome = co_await std::move(moved);
    relocateAtFinish(batch, destination, outcome.copied);
}

async::Task<> ActionReplayer::moveInSteps(core::ActionId action, Batch batch, QByteArray destination, MoveStage stage)
{
    imap::CommandConnection *command = co_await m_connections.command();
    imap::ReadingConnection *reading = co_await m_connections.reading();
    const imap::SelectedMailbox source = co_await reading->select(batch.mailbox);
    if (source.uidValidity != batch.uidValidity)
        batch = co_await rematched(batch);
    m_copied = {};
    std::optional<core::Error> refusal;
    if (stage.step != MoveStage::Step::Copied)
        refusal = co_await copyOnce(action, &batch, destination, &stage);
    if (!batch.targets.isEmpty()) {
        const imap::UidSet uids = uidsOf(batch.targets);
        co_await command->storeFlags(batch.mailbox, batch.uidValidity, uids, core::Flag::Deleted, {});
        co_await expunge(batch.mailbox, batch.uidValidity, uids);
    }
    // Now a COPY that is still under way finds nothing to copy any more.
    if (stage.mayHaveTwins)
        co_await removeTwins(destination, stage.uidValidity, stage.uidNext, batch.targets);
    relocateAtFinish(batch, destination, std::exchange(m_copied, {}));
    if (refusal)
        co_await std::unexpected(*refusal);
}

/**
 * COPY, done once however often it is begun; where the copies went is m_copied, as far as the server tells. Of a long
 * list a piece may be refused: then the batch is what stands at the destination all the same.
 */
async::Task<std::optional<core::Error>> ActionReplayer::copyOnce(
    core::ActionId action, Batch *batch, QByteArray destination, MoveStage *stage)
{
    imap::CommandConnection *command = co_await m_connections.command();
    imap::ReadingConnection *reading = co_await m_connections.reading();
    QList<core::MessageTarget> left = batch->targets;
    if (stage->step == MoveStage::Step::Copying) {
        left = co_await notCopied(left, destination, *stage);
        // The server may still be at the COPY whose answer we did not wait for.
        if (!left.isEmpty()) {
            co_await async::delay(kSlowCopy);
            left = co_await notCopied(batch->targets, destination, *stage);
        }
        stage->mayHaveTwins = stage->mayHaveTwins || !left.isEmpty();
    } else {
        const imap::SelectedMailbox before = co_await reading->select(destination);
        *stage = {stage->batch, MoveStage::Step::Copying, before.uidValidity, before.uidNext};
    }
    co_await record(action, stage->toText());
    if (!left.isEmpty()) {
        const auto copied
            = co_await command->copy(batch->mailbox, batch->uidValidity, uidsOf(left), destination).asResult();
        if (!copied && isRefusal(copied.error())) {
            const auto absent = co_await notCopied(batch->targets, destination, *stage).asResult();
            if (!absent && isRefusal(absent.error())) // there is no such mailbox
                co_await std::unexpected(copied.error());
            const QList<core::MessageTarget> none = co_await core::Result<QList<core::MessageTarget>>(absent);
            batch->targets.removeIf([&](const core::MessageTarget &target) { return none.contains(target); });
            co_return copied.error(); // Copied would be said of those, too, that were refused
        }
        m_copied = co_await core::Result<imap::CopiedUids>(copied);
    }
    stage->step = MoveStage::Step::Copied;
    co_await record(action, stage->toText());
    co_return std::nullopt;
}

/** What two commands have put there, of which only one was answered, stands there once again. */
async::Task<> ActionReplayer::removeTwins(
    QByteArray mailbox, core::UidValidity uidValidity, core::Uid since, QList<core::MessageTarget> originals)
{
    imap::ReadingConnection *reading = co_await m_connections.reading();
    imap::CommandConnection *command = co_await m_connections.command();
    const imap::SelectedMailbox now = co_await reading->select(mailbox);
    // Without UIDPLUS (RFC 4315) nothing would take away these and only these.
    if (!since.isValid() || now.uidValidity != uidValidity || !command->hasCapability("UIDPLUS"))
        co_return;
    const QList<core::Uid> uids = co_await reading->uidsFrom(since);
    const QList<Found> there = co_await lookAt(reading, uids);
    const imap::UidSet surplus = imap::UidSet::fromList(twins(there, originals));
    if (surplus.isEmpty())
        co_return;
    qCInfo(core::lcEngine) << surplus.count() << "twins, whose answer was lost, are taken away";
    co_await command->storeFlags(mailbox, uidValidity, surplus, core::Flag::Deleted, {});
    co_await expunge(mailbox, uidValidity, surplus);
}

/** The rows of the moved messages, and what is queued for them, follow to where the server has put them. */
void ActionReplayer::relocateAtFinish(const Batch &batch, const QByteArray &destination, const imap::CopiedUids &copied)
{
    QHash<core::Uid, core::Uid> places;
    for (const auto &[original, copy] : copied.uids)
        places.insert(original, copy);
    for (const core::MessageTarget &target : batch.targets) {
        core::MessageKey to{m_account, destination, {}, {}};
        if (const auto place = places.constFind(target.key.uid); place != places.constEnd()) {
            to.uidValidity = copied.uidValidity;
            to.uid = *place;
        }
        m_acknowledged.gone.insert(target.key);
        m_atFinish.append([target, to](store::Transaction &tx) { return tx.relocate(target, to); });
    }
}

// --- copying

async::Task<> ActionReplayer::replayCopy(core::QueuedAction queued)
{
    const core::CopyMessages action = std::get<core::CopyMessages>(queued.action);
    const MoveStage stage = MoveStage::fromText(queued.stage);
    const QList<Batch> all = batches(action.messages);
    QList<core::MessageTarget> copies;
    m_touched << action.destination;
    for (int i = stage.batch; i < all.size(); ++i) {
        MoveStage here = i == stage.batch ? stage : MoveStage{.batch = i};
        imap::ReadingConnection *reading = co_await m_connections.reading();
        const imap::SelectedMailbox source = co_await reading->select(all[i].mailbox);
        Batch batch = all[i];
        if (source.uidValidity != batch.uidValidity)
            batch = co_await rematched(batch);
        m_copied = {};
        std::optional<core::Error> refusal;
        if (here.step != MoveStage::Step::Copied)
            refusal = co_await copyOnce(queued.id, &batch, action.destination, &here);
        if (here.mayHaveTwins)
            co_await removeTwins(action.destination, here.uidValidity, here.uidNext, batch.targets);
        if (refusal)
            co_await std::unexpected(*refusal);
        const imap::CopiedUids copied = std::exchange(m_copied, {});
        for (const auto &[original, copy] : copied.uids) {
            const auto of = std::ranges::find(
                batch.targets, original, [](const core::MessageTarget &target) { return target.key.uid; });
            if (of != batch.targets.end())
                copies.append({{m_account, action.destination, copied.uidValidity, copy}, of->messageId, of->size});
        }
    }
    if (copies.isEmpty())
        co_return; // nobody can tell which they are
    m_atFinish.append(
        [id = queued.id, copies](store::Transaction &tx) { return tx.setInverse(id, {core::DeleteMessages{copies}}); });
}

async::Task<> ActionReplayer::record(core::ActionId action, QString stage)
{
    co_await m_writer.write([action, stage](store::Transaction &tx) { return tx.setActionStage(action, stage); });
    m_underWay->stepForward();
}

/** After a COPY whose answer was lost: the targets that did not reach the destination, at the worst too many. */
async::Task<QList<core::MessageTarget>> ActionReplayer::notCopied(
    QList<core::MessageTarget> targets, QByteArray destination, MoveStage stage)
{
    imap::ReadingConnection *reading = co_await m_connections.reading();
    const imap::SelectedMailbox now = co_await reading->select(destination);
    const bool isFenced = stage.uidNext.isValid() && now.uidValidity == stage.uidValidity;
    QList<Found> there;
    if (isFenced) {
        const QList<core::Uid> since = co_await reading->uidsFrom(stage.uidNext);
        there = co_await lookAt(reading, since);
    } else {
        QSet<QString> ids;
        for (const core::MessageTarget &target : targets)
            ids.insert(target.messageId);
        ids.remove({});
        for (const QString &id : std::as_const(ids)) {
            const QList<Found> found = co_await withMessageId(reading, id);
            there += found;
        }
    }
    QList<core::MessageTarget> left;
    for (const core::MessageTarget &target : targets) {
        const bool sizeCounts = !isFenced || target.messageId.isEmpty();
        const auto copy = std::ranges::find_if(there, [&](const Found &one) {
            return one.messageId == target.messageId && (!sizeCounts || one.size == target.size);
        });
        if (copy == there.end())
            left.append(target);
        else
            there.erase(copy); // each copy stands for one original
    }
    co_return left;
}

// --- removing

async::Task<> ActionReplayer::replayDelete(core::DeleteMessages action)
{
    imap::CommandConnection *command = co_await m_connections.command();
    imap::ReadingConnection *reading = co_await m_connections.reading();
    const QList<Batch> all = batches(action.messages);
    for (Batch batch : all) {
        const imap::SelectedMailbox source = co_await reading->select(batch.mailbox);
        if (source.uidValidity != batch.uidValidity)
            batch = co_await rematched(batch);
        m_touched << batch.mailbox;
        co_await command->storeFlags(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), core::Flag::Deleted, {});
        co_await expunge(batch.mailbox, batch.uidValidity, uidsOf(batch.targets));
        for (const core::MessageTarget &target : batch.targets) {
            m_acknowledged.gone.insert(target.key);
            m_atFinish.append([key = target.key](store::Transaction &tx) { return forget(tx, key); });
        }
    }
}

async::Task<> ActionReplayer::replayEmpty(core::EmptyMailbox action)
{
    imap::CommandConnection *command = co_await m_connections.command();
    const imap::UidSet all = imap::UidSet::fromRange(core::Uid{1}, action.upTo);
    m_touched << action.mailbox;
    // Other UIDs are other messages: with a new UIDVALIDITY the order is void.
    co_await command->storeFlags(action.mailbox, action.uidValidity, all, core::Flag::Deleted, {});
    co_await expunge(action.mailbox, action.uidValidity, all);
    for (const core::Mailbox &mailbox : m_reader.mailboxes(m_account)) {
        if (mailbox.rawName != action.mailbox)
            continue;
        for (const auto &[uid, flags] : m_reader.uidsWithFlags(mailbox.id)) {
            if (uid > action.upTo)
                continue;
            const core::MessageKey key{m_account, action.mailbox, action.uidValidity, uid};
            m_acknowledged.gone.insert(key);
            m_atFinish.append([key](store::Transaction &tx) { return forget(tx, key); });
        }
    }
}

/** Takes out what bears \Deleted among these, and nothing else. Without UIDPLUS (RFC 4315) it stays, marked. */
async::Task<> ActionReplayer::expunge(QByteArray mailbox, core::UidValidity uidValidity, imap::UidSet uids)
{
    imap::ReadingConnection *reading = co_await m_connections.reading();
    const imap::SelectedMailbox selected = co_await reading->select(mailbox);
    if (selected.uidValidity != uidValidity)
        co_await core::failure(Errc::ConnectionLost, QString::fromUtf8(mailbox)); // it changed under us: again
    const auto expunged = co_await reading->uidExpunge(uids).asResult();
    if (!expunged && expunged.error().code != Errc::ServerRefused)
        co_await std::unexpected(expunged.error());
}

} // namespace engine
