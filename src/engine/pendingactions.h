// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mailaction.h"
#include "store/transaction.h"

#include <QSet>

namespace engine
{

/**
 * What the server has acknowledged while a synchronisation was reading: answers it gave before may still be on their
 * way into the store. Emptied when the next synchronisation of the account begins. Engine's thread; copied into work
 * for the writer.
 */
struct Acknowledged {
    QSet<core::ActionId> actions;
    QSet<core::MessageKey> gone; ///< moved away or removed
    QSet<QByteArray> mailboxesGone; ///< deleted or renamed
};

/**
 * Lays what the person has changed, and the server's answer may not know yet, over rows that were just written from
 * that answer: so an old answer never undoes a newer decision. In the answer's own transaction, so that nothing can
 * come in between.
 */
core::Result<> overlayPending(store::Transaction &tx, const core::Mailbox &mailbox, const QList<core::Uid> &uids,
    const Acknowledged &acknowledged);

/** Queued, or acknowledged too lately to be in every answer; in order. */
core::Result<QList<core::QueuedAction>> pendingActions(
    store::Transaction &tx, core::AccountId account, const Acknowledged &acknowledged);

} // namespace engine
