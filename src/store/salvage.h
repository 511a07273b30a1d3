// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profilepaths.h"
#include "sqlite.h"

#include <QLockFile>

namespace store
{

/** StoreCorrupt, or StoreFailed when it is of a newer program. Cannot change the file. */
core::Result<> lookAtJournal(const QString &path);
/** Makes this process the only writer; StoreFailed, StoreFull. Only a dead process makes a lock stale. */
core::Result<> lockProfile(QLockFile &file);

/** Makes the file with owner-only rights before SQLite does; -wal and -shm inherit them. */
core::Result<> createPrivate(const QString &path);
/** Renames a store with its -wal and -shm; gives the new path. */
QString setAside(const QString &path);
/** A new, empty store: "index", "bodies", "journal". */
core::Result<std::unique_ptr<Sqlite>> createStore(const QString &name, const QString &path);

/** What of a table could be read. */
struct Salvaged {
    qint64 rows = 0; ///< that were copied
    bool reachedEnd = false;
};

/**
 * Copies the rows of a table that can still be read into the table of that name of a sound store; rows that are there
 * already stay. Reads from the front, from the back, and what lies between row by row. An error is one of writing.
 */
core::Result<Salvaged> salvage(Sqlite &damaged, Sqlite &sound, const QString &table);

/** The latest copy of a sound journal; it and the one before (".1") are a day old at most, each. */
QString snapshotOf(const ProfilePaths &paths);
QStringList snapshotsOf(const ProfilePaths &paths); ///< both
/** Once a day; true when it was time. That it cannot be made, on a full disk say, stops nobody. */
bool keepSnapshot(Sqlite &journal, const ProfilePaths &paths);

/** How the journal was made anew; counts are rows. Nothing was done while `aside` is empty: it was sound. */
struct Rescue {
    QString aside; ///< where the damaged one is
    qint64 accounts = 0, drafts = 0, submissions = 0, actions = 0;
    qint64 fromSnapshot = 0; ///< of all of them, those that the damaged one did not give
};

/**
 * Makes a damaged journal anew: from its readable rows, and what is missing from the snapshot. What was to be sent
 * becomes Unknown, since it may have been sent meanwhile. Queued actions are never taken from the snapshot. The damaged
 * file stays, beside. StoreFailed while an engine has the profile; on an error nothing is changed.
 */
core::Result<Rescue> rescueJournal(const ProfilePaths &paths);

} // namespace store
