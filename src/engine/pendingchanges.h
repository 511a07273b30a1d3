// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mailaction.h"

#include <QHash>
#include <QSet>

namespace engine
{

/**
 * What the person has changed and the server does not know yet, per mailbox: laid over everything the server says,
 * so that an old answer never undoes a newer decision. Built from the journal's queued actions.
 */
class PendingChanges
{
public:
    struct FlagChange {
        core::SystemFlags add;
        core::SystemFlags remove;
    };

    static PendingChanges from(
        const QList<core::QueuedAction> &actions, const QByteArray &mailbox, core::UidValidity uidValidity);

    /** `flags` as the person sees them. */
    core::Flags overlay(core::Uid uid, core::Flags flags) const;
    /** True when the message was moved away here and still stands on the server. */
    bool isGone(core::Uid uid) const { return m_gone.contains(uid); }
    quint32 goneCount() const { return quint32(m_gone.size()); }

private:
    QHash<core::Uid, FlagChange> m_flags;
    QSet<core::Uid> m_gone;
};

} // namespace engine
