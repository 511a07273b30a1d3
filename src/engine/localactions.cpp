// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "localactions.h"

namespace engine
{

namespace
{
/** The mailbox of a target, nothing when the index knows no such mailbox under this UIDVALIDITY. */
core::Result<std::optional<core::MailboxId>> mailboxOf(store::Transaction &tx, const core::MessageKey &key)
{
    auto mailbox = tx.mailboxOf(key);
    if (mailbox)
        return *mailbox;
    if (mailbox.error().code == core::Errc::NoSuchMailbox || mailbox.error().code == core::Errc::UidValidityChanged)
        return std::nullopt;
    return std::unexpected(mailbox.error());
}

core::Result<> apply(store::Transaction &tx, const core::SetFlags &action)
{
    for (const core::MessageTarget &target : action.messages) {
        const auto mailbox = mailboxOf(tx, target.key);
        if (!mailbox)
            return std::unexpected(mailbox.error());
        if (!*mailbox)
            continue;
        if (auto changed = tx.changeFlags(**mailbox, target.key.uid, action.add, action.remove); !changed)
            return changed;
    }
    return {};
}

core::Result<> apply(store::Transaction &tx, const core::MoveMessages &action)
{
    for (const core::MessageTarget &target : action.messages) {
        const auto mailbox = mailboxOf(tx, target.key);
        if (!mailbox)
            return std::unexpected(mailbox.error());
        if (!*mailbox)
            continue;
        if (auto removed = tx.removeMessages(**mailbox, {target.key.uid}); !removed)
            return removed;
    }
    return {};
}

core::Result<> apply(store::Transaction &, const core::AppendSentCopy &)
{
    return {}; // the copy appears when the server has it
}
} // namespace

core::Result<> applyLocally(store::Transaction &tx, const core::MailAction &action)
{
    return std::visit([&](const auto &a) { return apply(tx, a); }, action);
}

} // namespace engine
