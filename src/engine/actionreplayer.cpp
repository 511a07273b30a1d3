// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "actionreplayer.h"

#include "core/log.h"
#include "localactions.h"
#include "mime/envelope.h"

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

namespace
{
constexpr qsizetype kMatchesLookedAt = 1000; ///< of one SEARCH; a server may answer with everything

/** True when the server said no to the action itself; every other error says nothing about it. */
bool isRefusal(const core::Error &error)
{
    switch (error.code) {
    case Errc::ServerRefused:
    case Errc::NoSuchMailbox:
    case Errc::NoSuchMessage:
    case Errc::UidValidityChanged:
    case Errc::OverQuota:
    case Errc::MessageTooLarge:
    case Errc::InvalidInput:
    case Errc::Internal:
        return true;
    default:
        return false;
    }
}

imap::UidSet uidsOf(const QList<core::MessageTarget> &targets)
{
    QList<core::Uid> uids;
    for (const core::MessageTarget &target : targets)
        uids.append(target.key.uid);
    return imap::UidSet::fromList(uids);
}

struct Found {
    core::Uid uid;
    QString messageId;
    quint32 size = 0;
};

/** What these UIDs of the selected mailbox are. */
async::Task<QList<Found>> lookAt(imap::ReadingConnection *reading, QList<core::Uid> uids)
{
    QList<Found> found;
    if (uids.isEmpty())
        co_return found;
    const auto sink = [&found](const QList<imap::SummaryData> &list) {
        for (const imap::SummaryData &data : list)
            found.append({data.uid, mime::parseEnvelope(data.header).messageId, data.size});
    };
    co_await reading->fetchSummaries(imap::UidSet::fromList(uids), sink, {});
    co_return found;
}

/** Messages of the selected mailbox with exactly this Message-ID: SEARCH finds it also as a part of another one. */
async::Task<QList<Found>> withMessageId(imap::ReadingConnection *reading, QString messageId)
{
    const QList<core::Uid> matches = co_await reading->searchMessageId(messageId);
    QList<Found> found = co_await lookAt(reading, matches.last(std::min(matches.size(), kMatchesLookedAt)));
    found.removeIf([&](const Found &one) { return one.messageId != messageId; });
    co_return found;
}
} // namespace

async::Task<> ActionReplayer::replayAll()
{
    for (;;) {
        QList<core::QueuedAction> queue = m_reader.actions(m_account);
        queue.removeIf([this](const core::QueuedAction &queued) { return m_kept.contains(queued.id); });
        if (queue.isEmpty())
            co_return;
        const core::QueuedAction next = queue.first();
        const auto *connection = co_await m_connections.command(); // its errors are none of the action
        Q_UNUSED(connection);
        const auto outcome = co_await replay(next).asResult();
        if (!outcome) {
            const core::Error error = outcome.error();
            qCWarning(core::lcEngine) << "action" << next.id.value() << core::errcName(error.code) << error.context;
            const bool isCopy = std::holds_alternative<core::AppendSentCopy>(next.action);
            if (!isRefusal(error) && !(isCopy && error.code == Errc::ServerBusy))
                co_await std::unexpected(error);
            m_refused.append({next, error});
            if (isCopy) { // perhaps the only one: neither given up, nor does it block the rest
                m_kept.insert(next.id);
                continue;
            }
        }
        const bool done = outcome.has_value();
        co_await m_writer.write([next, done](store::Transaction &tx) {
            if (done)
                return tx.finishAction(next.id, core::ActionState::Done);
            return takeBackLocally(tx, next).and_then(
                [&] { return tx.finishAction(next.id, core::ActionState::Refused); });
        });
    }
}

async::Task<> ActionReplayer::replay(core::QueuedAction queued)
{
    if (auto *set = std::get_if<core::SetFlags>(&queued.action))
        return replaySetFlags(std::move(*set));
    if (auto *copy = std::get_if<core::AppendSentCopy>(&queued.action))
        return replaySentCopy(std::move(*copy));
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
    qCInfo(core::lcEngine) << "re-matched" << fresh.targets.size() << "of" << batch.targets.size()
                           << "after UIDVALIDITY change";
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
    const auto stored
        = co_await command->storeFlags(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), add, remove).asResult();
    if (stored || stored.error().code != Errc::UidValidityChanged)
        co_return co_await core::Result<>(stored);
    batch = co_await rematched(batch);
    if (!batch.targets.isEmpty())
        co_await command->storeFlags(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), add, remove);
}

// --- moving

async::Task<> ActionReplayer::replayMove(core::QueuedAction queued)
{
    const core::MoveMessages action = std::get<core::MoveMessages>(queued.action);
    const MoveStage stage = MoveStage::fromText(queued.stage);
    const QList<Batch> all = batches(action.messages);
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
    const auto moved
        = co_await command->move(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), destination).asResult();
    if (moved)
        co_return;
    if (moved.error().code != Errc::UidValidityChanged)
        co_await std::unexpected(moved.error());
    batch = co_await rematched(batch);
    if (!batch.targets.isEmpty())
        co_await command->move(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), destination);
}

async::Task<> ActionReplayer::moveInSteps(core::ActionId action, Batch batch, QByteArray destination, MoveStage stage)
{
    imap::CommandConnection *command = co_await m_connections.command();
    imap::ReadingConnection *reading = co_await m_connections.reading();
    const imap::SelectedMailbox source = co_await reading->select(batch.mailbox);
    if (source.uidValidity != batch.uidValidity)
        batch = co_await rematched(batch);
    if (batch.targets.isEmpty())
        co_return;
    if (stage.step != MoveStage::Step::Copied) {
        QList<core::MessageTarget> left = batch.targets;
        if (stage.step == MoveStage::Step::Copying) {
            left = co_await notCopied(left, destination, stage);
        } else {
            const imap::SelectedMailbox before = co_await reading->select(destination);
            stage = {stage.batch, MoveStage::Step::Copying, before.uidValidity, before.uidNext};
            co_await record(action, stage);
        }
        if (!left.isEmpty())
            co_await command->copy(batch.mailbox, batch.uidValidity, uidsOf(left), destination);
        stage.step = MoveStage::Step::Copied;
        co_await record(action, stage);
    }
    co_await command->storeFlags(batch.mailbox, batch.uidValidity, uidsOf(batch.targets), core::Flag::Deleted, {});
    co_await expunge(batch);
}

async::Task<> ActionReplayer::record(core::ActionId action, MoveStage stage)
{
    co_await m_writer.write(
        [action, text = stage.toText()](store::Transaction &tx) { return tx.setActionStage(action, text); });
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

/** Ends a move on a server without MOVE: the copies are there, the originals bear \Deleted. */
async::Task<> ActionReplayer::expunge(Batch batch)
{
    imap::ReadingConnection *reading = co_await m_connections.reading();
    const imap::SelectedMailbox selected = co_await reading->select(batch.mailbox);
    if (selected.uidValidity != batch.uidValidity)
        co_await core::failure(Errc::ConnectionLost, QString::fromUtf8(batch.mailbox)); // it changed under us: again
    const auto expunged = co_await reading->uidExpunge(uidsOf(batch.targets)).asResult();
    if (!expunged && expunged.error().code != Errc::ServerRefused)
        co_await std::unexpected(expunged.error());
}

// --- the copy in Sent

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
    imap::ReadingConnection *reading = co_await m_connections.reading();
    core::Result<imap::SelectedMailbox> selected = core::failure(Errc::NoSuchMailbox);
    if (!sent.isEmpty())
        selected = co_await reading->select(sent).asResult();
    if (!selected && selected.error().code == Errc::NoSuchMailbox) {
        sent = co_await findOrMakeSent();
        selected = co_await reading->select(sent).asResult();
    }
    co_await std::move(selected);
    // The server may have filed its own copy, or an earlier APPEND may have worked with its answer lost.
    const QList<Found> there = co_await withMessageId(reading, action.messageId);
    imap::CommandConnection *command = co_await m_connections.command();
    if (there.isEmpty())
        co_await command->append(
            sent, core::Flag::Seen, QDateTime::currentDateTime(), submission->ownCopyHeader + *bytes);
    m_touched << sent;
}

/** By what the server lists now: the index may be new, or older than the mailbox. */
async::Task<QByteArray> ActionReplayer::findOrMakeSent()
{
    imap::CommandConnection *command = co_await m_connections.command();
    const QList<imap::ListEntry> entries = co_await command->list();
    QByteArray made = "Sent", belowInbox;
    for (const imap::ListEntry &entry : entries) {
        if (entry.role == core::MailboxRole::Sent && entry.selectable)
            co_return entry.rawName;
        if (entry.role == core::MailboxRole::Inbox && !entry.delimiter.isNull())
            belowInbox = entry.rawName + entry.delimiter.toLatin1() + made;
    }
    const auto created = co_await command->create(made).asResult();
    if (!created && (!isRefusal(created.error()) || belowInbox.isEmpty()))
        co_await std::unexpected(created.error());
    if (!created) { // servers that keep everything below INBOX
        made = belowInbox;
        co_await command->create(made);
    }
    const auto subscribed = co_await command->subscribe(made).asResult(); // the copy matters, not who sees the folder
    if (!subscribed && !isRefusal(subscribed.error()))
        co_await std::unexpected(subscribed.error());
    co_return made;
}

} // namespace engine
