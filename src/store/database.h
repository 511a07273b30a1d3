// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profilepaths.h"
#include "sqlite.h"

#include <QLockFile>
#include <QStringList>

#include <memory>

namespace store
{

struct Schema;

/** The version of a store's schema ("index", "bodies", "journal") that this program reads and writes. */
int currentSchema(const QString &name);

/**
 * The three stores with their writing connections; belongs to the one writer thread that opened it.
 *
 * index.db may be lost: when it is missing, damaged or of another schema it is set aside and made anew, and notices()
 * says so. bodies.db likewise, but kept aside as a file. journal.db holds only copies: damage is StoreCorrupt, a newer
 * schema StoreFailed, and the file is not touched. A second writer on the same profile is refused (StoreFailed).
 */
class Database
{
public:
    static core::Result<std::unique_ptr<Database>> open(const ProfilePaths &paths);

    QStringList notices() const { return m_notices; }

    Sqlite &index() { return *m_index; }
    Sqlite &bodies() { return *m_bodies; }
    Sqlite &journal() { return *m_journal; }

    /** First id of this life of the index; every message id of an earlier life is smaller. */
    qint64 idBase() const { return m_idBase; }

private:
    Database() = default;
    core::Result<> openJournal(const ProfilePaths &paths);
    core::Result<std::unique_ptr<Sqlite>> openRebuildable(
        const QString &path, const Schema &schema, const QStringList &pragmas, bool *fresh);
    core::Result<> startGeneration();

    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Sqlite> m_index, m_bodies, m_journal;
    QStringList m_notices;
    qint64 m_idBase = 0;
};

} // namespace store
