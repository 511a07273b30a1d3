// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <optional>

namespace engine
{

/** What the store knows of a mailbox. */
struct LocalMailboxState {
    core::UidValidity uidValidity; ///< invalid: never synchronised
    core::Uid uidNext; ///< every UID below it was looked at
    core::ModSeq highestModSeq; ///< 0: the server has no CONDSTORE, or the flags were never complete
    core::Uid backfilledTo; ///< every message from here up is in the store; 1: all
    quint32 stored = 0; ///< rows in the index, those included that are only shown elsewhere
};

/** What SELECT said (RFC 3501 6.3.1, RFC 7162). */
struct RemoteMailboxState {
    core::UidValidity uidValidity;
    core::Uid uidNext;
    core::ModSeq highestModSeq; ///< 0: no CONDSTORE
    quint32 exists = 0;
};

/** What has to be done so that both sides agree; made by planSync, carried out by MailboxSync. */
struct SyncPlan {
    bool discardLocal = false; ///< UIDVALIDITY changed: every UID is void (RFC 3501 2.3.1.1)
    bool firstWindow = false; ///< nothing is stored: newest messages first
    std::optional<core::Uid> newFrom; ///< fetch summaries from this UID up
    std::optional<core::ModSeq> flagsSince; ///< fetch changed flags; 0: of every stored message
    bool compareUids = false; ///< something may have been expunged: compare the complete lists
    bool backfill = false; ///< older messages are missing

    friend bool operator==(const SyncPlan &, const SyncPlan &) = default;
};

/** Pure. RFC 3501 2.3.1.1, RFC 7162 6, RFC 4549. */
SyncPlan planSync(const LocalMailboxState &local, const RemoteMailboxState &remote);

} // namespace engine
