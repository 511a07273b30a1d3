// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <memory>

namespace store
{

/** The error of a failed statement: StoreFull, StoreCorrupt or StoreFailed, with the file and SQLite's words. */
core::Error errorOf(const QSqlDatabase &database, const QSqlError &error);

/**
 * One SQLite connection of one thread. Statements are prepared once and kept. Closes on destruction, on the thread
 * that opened it.
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
    /** COMMIT; a point of core::DieAt. */
    core::Result<> commit();
    /** The first column of the first row; an invalid QVariant when there is none. */
    core::Result<QVariant> value(const QString &sql, const QVariantList &values = {});
    /** Runs every statement of a schema file. */
    core::Result<> script(const QString &sql);

    QSqlDatabase &database() { return m_database; }

private:
    explicit Sqlite(const QString &connection);
    QString m_connection;
    QString m_fileName; ///< without its folder
    QSqlDatabase m_database;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_prepared;
};

} // namespace store
