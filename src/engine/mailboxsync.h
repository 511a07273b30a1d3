// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/activity.h"
#include "crashrecord.h"
#include "imap/readingconnection.h"
#include "pendingactions.h"
#include "store/reader.h"
#include "storewriter.h"
#include "syncplan.h"

#include <functional>

namespace engine
{

/** What a synchronisation needs of its surroundings. All of it outlives the MailboxSync. */
struct SyncContext {
    StoreWriter &writer;
    store::Reader &reader;
    std::function<void(core::Activity)> report;
    const Acknowledged &acknowledged;
    CrashRecord &crashes;
    CrashRecord::Entry *underWay = nullptr; ///< this synchronisation
};

/**
 * Brings one mailbox of the store in line with the server over one reading connection: first the newest window, then
 * what changed, then, when asked, everything older. Every step commits as a whole and vouches only for rows already
 * stored, so a kill at any moment only costs a repeated fetch. Lives on the engine's thread, for one run.
 */
class MailboxSync
{
public:
    enum class Extent {
        Window, ///< what the person sees first, and what changed
        Complete, ///< every summary
    };
    static constexpr quint32 kFirstWindow = 100; ///< messages: more than a screen, little enough for one round trip
    static constexpr qsizetype kBackfillStep = 10'000; ///< UIDs vouched for at once

    MailboxSync(imap::ReadingConnection &connection, SyncContext context)
        : m_connection(connection)
        , m_context(std::move(context))
    {
    }

    /** Ends with the connection's error; the mailbox stays selected. */
    async::Task<> run(core::MailboxId mailbox, Extent extent);

    /** Fetches bodies that are missing of the newest messages, at most `limit`, none older than `since`. */
    async::Task<> fetchBodies(core::MailboxId mailbox, QDateTime since, int limit);

private:
    LocalMailboxState localState() const;
    core::Mailbox known() const; ///< with the UIDVALIDITY that the server has now
    core::MessageKey keyOf(core::Uid uid) const;
    async::Task<> removeGone(QList<core::Uid> uids);
    async::Task<> firstWindow();
    async::Task<> fetchSummaries(QList<core::Uid> uids, bool reportProgress);
    async::Task<> refreshFlags(core::ModSeq since);
    async::Task<> removeExpunged();
    async::Task<> backfill();
    async::Task<> vouch(core::Uid uidNext, core::ModSeq modSeq, core::Uid backfilledTo);
    void report(qint64 done, qint64 total) const;

    imap::ReadingConnection &m_connection;
    SyncContext m_context;
    core::Mailbox m_mailbox;
    imap::SelectedMailbox m_selected;
};

} // namespace engine
