// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pendingactions.h"

#include "localactions.h"

namespace engine
{

core::Result<QList<core::QueuedAction>> pendingActions(
    store::Transaction &tx, core::AccountId account, const Acknowledged &acknowledged)
{
    auto actions = tx.actions(account);
    if (actions)
        actions->removeIf([&](const core::QueuedAction &queued) {
            return queued.state != core::ActionState::Queued && !acknowledged.actions.contains(queued.id);
        });
    return actions;
}

core::Result<> overlayPending(store::Transaction &tx, const core::Mailbox &mailbox, const QList<core::Uid> &uids,
    const Acknowledged &acknowledged)
{
    const auto actions = pendingActions(tx, mailbox.account, acknowledged);
    if (!actions)
        return std::unexpected(actions.error());
    const QSet<core::Uid> written(uids.begin(), uids.end());
    const auto concerns = [&](const core::MessageKey &key) {
        return key.mailbox == mailbox.rawName && key.uidValidity == mailbox.uidValidity && written.contains(key.uid);
    };
    for (const core::QueuedAction &queued : *actions) {
        std::optional<core::MailAction> part = restrictedTo(queued.action, concerns);
        if (const auto *empty = std::get_if<core::EmptyMailbox>(&queued.action);
            empty && empty->mailbox == mailbox.rawName)
            part = queued.action;
        if (!part)
            continue;
        if (const auto applied = applyLocally(tx, *part); !applied)
            return std::unexpected(applied.error());
    }
    return {};
}

} // namespace engine
