// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QString>

namespace engine
{

/**
 * How far a move got on a server without MOVE: kept as QueuedAction::stage, so that no message is copied twice and no
 * original marked before its copy is certain. Where a move stands in several mailboxes, one after the other.
 */
struct MoveStage {
    enum class Step {
        Begun, ///< nothing was sent
        Copying, ///< COPY may have been done; whatever is copied has a UID from uidNext up
        Copied, ///< the copies stand; \Deleted and UID EXPUNGE may be repeated
    };
    int batch = 0; ///< which of the action's source mailboxes; those before it are finished
    Step step = Step::Begun;
    core::UidValidity uidValidity; ///< of the destination before COPY
    core::Uid uidNext; ///< of the destination before COPY; invalid when the server did not tell
    bool mayHaveTwins = false; ///< a first COPY, whose answer was lost, may have been done after we sent another

    QString toText() const; ///< is on disk
    static MoveStage fromText(const QString &text); ///< Begun for what it does not know
};

} // namespace engine
