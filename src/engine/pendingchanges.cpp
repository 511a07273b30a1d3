// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pendingchanges.h"

namespace engine
{

PendingChanges PendingChanges::from(
    const QList<core::QueuedAction> &actions, const QByteArray &mailbox, core::UidValidity uidValidity)
{
    PendingChanges pending;
    const auto concerns = [&](const core::MessageTarget &target) {
        return target.key.mailbox == mailbox && target.key.uidValidity == uidValidity;
    };
    for (const core::QueuedAction &queued : actions) {
        if (const auto *set = std::get_if<core::SetFlags>(&queued.action)) {
            for (const core::MessageTarget &target : set->messages) {
                if (!concerns(target))
                    continue;
                FlagChange &change = pending.m_flags[target.key.uid];
                change.add = (change.add & ~set->remove) | set->add;
                change.remove = (change.remove & ~set->add) | set->remove;
            }
        } else if (const auto *move = std::get_if<core::MoveMessages>(&queued.action)) {
            for (const core::MessageTarget &target : move->messages) {
                if (concerns(target))
                    pending.m_gone.insert(target.key.uid);
            }
        }
    }
    return pending;
}

core::Flags PendingChanges::overlay(core::Uid uid, core::Flags flags) const
{
    if (const auto it = m_flags.constFind(uid); it != m_flags.constEnd())
        flags.system = (flags.system & ~it->remove) | it->add;
    return flags;
}

} // namespace engine
