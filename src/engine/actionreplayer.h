// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "appendstage.h"
#include "core/mailaction.h"
#include "crashrecord.h"
#include "imap/commandconnection.h"
#include "imap/readingconnection.h"
#include "movestage.h"
#include "pendingactions.h"
#include "store/reader.h"
#include "storewriter.h"

#include <functional>

namespace engine
{

/** Connections as the replayer needs them; each call gives the open one or opens it. */
struct ReplayConnections {
    std::function<async::Task<imap::CommandConnection *>()> command;
    std::function<async::Task<imap::ReadingConnection *>()> reading;
};

/**
 * Carries the queued actions of one account to the server, in order. Each is idempotent: done twice it changes
 * nothing the second time. An action leaves the journal only when the server has acknowledged or refused it, or when
 * its messages are proved to be gone. Engine's thread; for one run.
 *
 * Without MOVE (RFC 6851) a move is COPY, STORE \\Deleted, UID EXPUNGE, with a MoveStage journaled in between. Without
 * UIDPLUS (RFC 4315) too it ends after the second: the originals stay, marked \\Deleted, since a plain EXPUNGE would
 * take along what others have marked.
 */
class ActionReplayer
{
public:
    /** Which actions to carry out: those that are held back (QueuedAction::notBefore) only when they are due, or all.
     */
    enum class Held { Wait, Now };

    /** `acknowledged` is told what the server has taken, and outlives the replayer. */
    ActionReplayer(core::AccountId account, StoreWriter &writer, store::Reader &reader, CrashRecord &crashes,
        ReplayConnections connections, Acknowledged &acknowledged)
        : m_account(account)
        , m_writer(writer)
        , m_reader(reader)
        , m_crashes(crashes)
        , m_connections(std::move(connections))
        , m_acknowledged(acknowledged)
    {
    }

    /**
     * Replays until the journal has no action left, or the next one is held back: the order is kept. Ends with the
     * first error that is not about the action itself: the network, TLS, a full disk. An action that the server refuses
     * for good is taken out, its local effect is taken back, and refused() tells. A refused Sent copy is kept(): it may
     * be the only one; so is what the engine died over twice.
     */
    async::Task<> replayAll(Held held);

    struct Refusal {
        core::QueuedAction action;
        core::Error error;
    };
    const QList<Refusal> &refused() const { return m_refused; }
    /** Refused and still in the journal, to be tried another time; or a filed copy that is watched (AppendStage). */
    const QSet<core::ActionId> &kept() const { return m_kept; }
    /** Mailboxes whose contents the replay changed: worth a look. */
    const QSet<QByteArray> &touched() const { return m_touched; }

private:
    /** The UIDs of one mailbox under one UIDVALIDITY. */
    struct Batch {
        QByteArray mailbox;
        core::UidValidity uidValidity;
        QList<core::MessageTarget> targets;
    };
    static QList<Batch> batches(const QList<core::MessageTarget> &targets);

    /** Done in the transaction that takes the action out of the queue. */
    using AtFinish = std::function<core::Result<>(store::Transaction &)>;

    async::Task<> replayNext(core::QueuedAction next);
    async::Task<> finish(core::QueuedAction action, core::ActionState state);
    async::Task<> replay(core::QueuedAction queued);
    async::Task<> replaySetFlags(core::SetFlags action);
    async::Task<> setFlagsIn(Batch batch, core::SystemFlags add, core::SystemFlags remove);
    async::Task<Batch> rematched(Batch batch);

    // actionmoves.cpp
    async::Task<> replayMove(core::QueuedAction queued);
    async::Task<> moveFrom(core::ActionId action, Batch batch, QByteArray destination, MoveStage stage);
    async::Task<> moveInSteps(core::ActionId action, Batch batch, QByteArray destination, MoveStage stage);
    async::Task<> replayCopy(core::QueuedAction queued);
    async::Task<std::optional<core::Error>> copyOnce(
        core::ActionId action, Batch *batch, QByteArray destination, MoveStage *stage);
    async::Task<> removeTwins(
        QByteArray mailbox, core::UidValidity uidValidity, core::Uid since, QList<core::MessageTarget> originals);
    async::Task<> record(core::ActionId action, QString stage);
    async::Task<QList<core::MessageTarget>> notCopied(
        QList<core::MessageTarget> targets, QByteArray destination, MoveStage stage);
    async::Task<> replayDelete(core::DeleteMessages action);
    async::Task<> replayEmpty(core::EmptyMailbox action);
    async::Task<> expunge(QByteArray mailbox, core::UidValidity uidValidity, imap::UidSet uids);
    void relocateAtFinish(const Batch &batch, const QByteArray &destination, const imap::CopiedUids &copied);

    // actionmailboxes.cpp
    async::Task<> replayCreate(core::CreateMailbox action);
    async::Task<> replayRename(core::RenameMailbox action);
    async::Task<> replayDeleteMailbox(core::DeleteMailbox action);
    async::Task<> replaySubscribed(core::SetSubscribed action);
    async::Task<> replaySentCopy(core::ActionId id, core::AppendSentCopy action, AppendStage stage);
    async::Task<> watchCopy(core::ActionId id, core::AppendSentCopy action, QByteArray sent, AppendStage stage);
    async::Task<QByteArray> findOrMakeSent();
    async::Task<> subscribeIfAllowed(QByteArray mailbox, bool subscribed);

    core::AccountId m_account;
    StoreWriter &m_writer;
    store::Reader &m_reader;
    CrashRecord &m_crashes;
    CrashRecord::Entry *m_underWay = nullptr; ///< the action at hand
    ReplayConnections m_connections;
    QList<Refusal> m_refused;
    QSet<core::ActionId> m_kept;
    QSet<QByteArray> m_touched;
    Acknowledged &m_acknowledged;
    QList<AtFinish> m_atFinish; ///< of the action under way
    imap::CopiedUids m_copied; ///< by the copying under way
};

} // namespace engine
