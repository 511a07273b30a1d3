// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profilepaths.h"
#include "sqlite.h"

namespace store
{

/** What a close look at one store found. Nothing is changed, not even by a damaged page. */
struct Verified {
    QString store; ///< "index", "bodies", "journal"
    std::optional<core::Error> unreadable; ///< it could not be opened
    QStringList problems; ///< SQLite's own words, a few; empty: the file is sound
    qint64 rows = 0; ///< messages, bodies, or only copies (accounts, trust, actions, submissions, drafts)
    qint64 damaged = 0; ///< of them: bodies that do not fit their hash, copies that cannot be understood

    bool isSound() const { return !unreadable && problems.isEmpty() && damaged == 0; }
};

/** Reads every page, body and copy: minutes for many gigabytes. Any thread; an engine may be at work meanwhile. */
QList<Verified> verify(const ProfilePaths &paths);

} // namespace store
