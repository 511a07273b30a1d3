// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/flags.h"
#include "core/ids.h"

namespace store
{

/** What a transaction has to know of a message's row before it changes it. */
struct MessageRow {
    core::MessageId id;
    core::SystemFlags flags;
    core::MailboxId shownIn; ///< the mailbox that lists it; invalid: none
};

} // namespace store
