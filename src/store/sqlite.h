// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <memory>
#include <optional>

namespace store
{

/**
 * The error of a failed statement, with SQLite's words: StoreFull and StoreCorrupt with the file's name, StoreFailed
 * with its path.
 */
core::Error errorOf(const QSqlDatabase &database, const QSqlError &error);

/** Beside a store whose damage somebody met: the next writer that opens it looks closely. */
QString suspicionOf(const QString &path);

/**
 * One SQLite connection of one thread. Statements are prepared once and kept. Closes on destruction, on the thread
 * that opened it. Damage that it meets leaves the mark of suspicionOf() beside the file.
 *
 * ReadOnly also reads what lies in a folder that cannot be written, or on a full disk; without the -shm file it then
 * sees what was last checkpointed.
 */
class Sqlite
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    static core::Result<std::unique_ptr<Sqlite>> open(const QString &path, Mode mode, const QStringList &pragmas);
    ~Sqlite();
    Sqlite(Sqlite &&) = delete;

    /** Runs a statement with its values bound in order. The query is valid until the next run of the same text. */
    core::Result<QSqlQuery *> run(const QString &sql, const QVariantList &values = {});
    /** After next() said no: why the rows ended, unless that was the last one. A damaged page looks like the end.
     * Nothing for a query of another connection. */
    std::optional<core::Error> endedEarly(const QSqlQuery &query) const;
    /** COMMIT; a point of core::DieAt. */
    core::Result<> commit();
    /** The first column of the first row; an invalid QVariant when there is none. */
    core::Result<QVariant> value(const QString &sql, const QVariantList &values = {});
    /** Runs every statement of a schema file. */
    core::Result<> script(const QString &sql);

    QSqlDatabase &database() { return m_database; }
    void suspect() const; ///< leaves the mark of suspicionOf()

private:
    Sqlite(const QString &connection, const QString &path);
    core::Result<> open(const QString &name, const QString &options);
    core::Error failed(const QSqlError &error) const;

    QString m_connection;
    QString m_path;
    QString m_fileName; ///< without its folder
    QSqlDatabase m_database;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_prepared;
};

} // namespace store
