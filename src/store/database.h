// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profilepaths.h"
#include "sqlite.h"

#include <QList>
#include <QLockFile>

#include <memory>

namespace store
{

struct Schema;

/** The version of a store's schema ("index", "bodies", "journal") that this program reads and writes. */
int currentSchema(const QString &name);

/** What somebody should know of who opened the stores. */
struct StoreNotice {
    enum class What {
        Renewed, ///< damaged or of another version: set aside and made anew
        Rescued, ///< likewise, with everything in it that could still be read
        JournalLost, ///< the index knows of changes that the journal has lost with its -wal file
    };
    What what = What::Renewed;
    QString store; ///< "index", "bodies", "journal"
    QString aside; ///< where the old file is

    friend bool operator==(const StoreNotice &, const StoreNotice &) = default;
};

/**
 * The three stores with their writing connections; belongs to the one writer thread that opened it.
 *
 * index.db may be lost: when it is missing, damaged or of another schema it is set aside and made anew, and notices()
 * says so. bodies.db likewise, but kept aside as a file, and what of it can be read is taken over. journal.db holds
 * only copies: damage is StoreCorrupt, a newer schema StoreFailed, and the file is not touched; see rescueJournal().
 * While it is sound a copy is kept, a day old at most when the program is used daily. Damage is looked for when the
 * last writer did not end well, when somebody met some (suspicionOf), and in the index once a day. A second writer on
 * the same profile is refused (StoreFailed).
 */
class Database
{
public:
    static core::Result<std::unique_ptr<Database>> open(const ProfilePaths &paths);

    QList<StoreNotice> notices() const { return m_notices; }

    Sqlite &index() { return *m_index; }
    Sqlite &bodies() { return *m_bodies; }
    Sqlite &journal() { return *m_journal; }

    /** First id of this life of the index; every message id of an earlier life is smaller. */
    qint64 idBase() const { return m_idBase; }

    /** The journal holds what the index does not show: Transaction::catchUp(), then show again what is queued. */
    bool isIndexBehind() const { return m_indexBehind.has_value(); }
    void setIndexBehind(const std::optional<core::Error> &why) { m_indexBehind = why; }
    std::optional<core::Error> whyIndexBehind() const { return m_indexBehind; }

private:
    Database() = default;
    core::Result<> openJournal(const ProfilePaths &paths);
    core::Result<std::unique_ptr<Sqlite>> openRebuildable(
        const QString &path, const Schema &schema, const QStringList &pragmas, QString *aside);
    core::Result<> startGeneration();
    core::Result<> compareCounts();
    void takeOverBodies(const QString &aside);

    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Sqlite> m_index, m_bodies, m_journal;
    QList<StoreNotice> m_notices;
    std::optional<core::Error> m_indexBehind;
    bool m_endedBadly = false; ///< the writer before us
    bool m_isNewDay = false;
    qint64 m_idBase = 0;
};

} // namespace store
