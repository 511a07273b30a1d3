// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncplan.h"

namespace engine
{

SyncPlan planSync(const LocalMailboxState &local, const RemoteMailboxState &remote)
{
    SyncPlan plan;
    plan.discardLocal = local.uidValidity.isValid() && local.uidValidity != remote.uidValidity;
    // Messages and not one row: an earlier "0 EXISTS" or list was wrong, whatever we vouched for on its word.
    const bool isBare = local.stored == 0 && remote.exists > 0;
    if (!local.uidValidity.isValid() || plan.discardLocal || !local.backfilledTo.isValid() || isBare) {
        plan.firstWindow = true;
        plan.backfill = remote.exists > 0;
        return plan;
    }
    const bool mayHaveNew = !remote.uidNext.isValid() || local.uidNext < remote.uidNext;
    if (mayHaveNew)
        plan.newFrom = local.uidNext;
    plan.backfill = local.backfilledTo.value() > 1;

    const bool condstore = remote.highestModSeq.isValid();
    if (condstore && local.highestModSeq.isValid()) {
        if (remote.highestModSeq > local.highestModSeq)
            plan.flagsSince = local.highestModSeq;
    } else if (local.stored > 0) {
        plan.flagsSince = core::ModSeq{0};
    }
    // With everything stored and no new mail the counts must agree; in every other case only the lists can tell.
    const bool countsAgree = !mayHaveNew && !plan.backfill && local.stored == remote.exists;
    plan.compareUids = local.stored > 0 && !countsAgree;
    return plan;
}

} // namespace engine
