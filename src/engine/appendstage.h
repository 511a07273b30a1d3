// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QDateTime>
#include <QString>

namespace engine
{

/**
 * How far the copy of a sent message got: kept as QueuedAction::stage. An APPEND whose answer was lost may still be
 * under way when we have come again and filed the copy anew, on a slow server for minutes; so long it is watched.
 */
struct AppendStage {
    enum class Step {
        Begun, ///< nothing was sent
        Appending, ///< APPEND may have been done, or may be done any time; the copy gets a UID from uidNext up
        Filed, ///< the copy stands; a second one of an earlier APPEND is taken away until `until`
    };
    Step step = Step::Begun;
    core::UidValidity uidValidity; ///< of the mailbox before the first APPEND
    core::Uid uidNext; ///< likewise; invalid when the server did not tell
    QDateTime until; ///< UTC

    QString toText() const; ///< is on disk
    static AppendStage fromText(const QString &text); ///< Begun for what it does not know
};

} // namespace engine
