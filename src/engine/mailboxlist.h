// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "imap/values.h"
#include "pendingactions.h"

namespace engine
{

/** True when a known mailbox is not in the list. */
bool lacks(const QList<imap::ListEntry> &entries, const QList<core::Mailbox> &known);

/**
 * Takes in what LIST told (RFC 3501 6.3.8), under what the person has changed and the server may not know yet. A
 * mailbox that is not listed goes; its bodies are kept for a while.
 */
core::Result<> storeMailboxList(store::Transaction &tx, core::AccountId account, const QList<imap::ListEntry> &entries,
    const Acknowledged &acknowledged);

} // namespace engine
