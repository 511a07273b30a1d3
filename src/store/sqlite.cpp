// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sqlite.h"

#include "core/dieat.h"
#include "core/log.h"

#include <QAtomicInteger>
#include <QFileInfo>
#include <QSqlError>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace store
{

core::Error errorOf(const QSqlDatabase &database, const QSqlError &error)
{
    constexpr int full = 13, corrupt = 11, notADatabase = 26;
    const int code = error.nativeErrorCode().toInt() & 0xff; // without the extended part
    const QString place = QFileInfo(database.databaseName().section(u'?', 0, 0)).fileName();
    const QByteArray words = error.text().toUtf8();
    if (code == full)
        return {Errc::StoreFull, place, words};
    if (code == corrupt || code == notADatabase)
        return {Errc::StoreCorrupt, place, words};
    return {Errc::StoreFailed, place, words};
}

Sqlite::Sqlite(const QString &connection)
    : m_connection(connection)
    , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, connection))
{
}

Sqlite::~Sqlite()
{
    m_prepared.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Sqlite>> Sqlite::open(const QString &path, Mode mode, const QStringList &pragmas)
{
    static QAtomicInteger<quint64> number = 0;
    std::unique_ptr<Sqlite> sqlite(new Sqlite(u"hikyaku-%1"_s.arg(++number)));
    QSqlDatabase &db = sqlite->m_database;
    db.setDatabaseName(path);
    sqlite->m_fileName = QFileInfo(path).fileName();
    db.setConnectOptions(
        mode == Mode::ReadOnly ? u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s : u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!db.open())
        return std::unexpected(errorOf(db, db.lastError()));
    for (const QString &pragma : pragmas) {
        if (auto set = sqlite->value(u"PRAGMA "_s + pragma); !set)
            return std::unexpected(set.error());
    }
    return sqlite;
}

Result<QSqlQuery *> Sqlite::run(const QString &sql, const QVariantList &values)
{
    auto &prepared = m_prepared[sql];
    if (!prepared) {
        prepared = std::make_shared<QSqlQuery>(m_database);
        prepared->setForwardOnly(true);
        if (!prepared->prepare(sql)) {
            qCDebug(core::lcStore) << prepared->lastError().text() << sql;
            const core::Error error = errorOf(m_database, prepared->lastError());
            m_prepared.remove(sql);
            return std::unexpected(error);
        }
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        prepared->bindValue(int(i), values[i]);
    if (!prepared->exec()) {
        qCDebug(core::lcStore) << prepared->lastError().text() << sql;
        const core::Error error = errorOf(m_database, prepared->lastError());
        m_prepared.remove(sql);
        return std::unexpected(error);
    }
    return prepared.get();
}

Result<> Sqlite::commit()
{
    const core::DieAt dieAt(core::DieAt::Kind::Commit, m_fileName);
    auto committed = run(u"COMMIT"_s);
    if (dieAt.after())
        dieAt.die();
    return committed ? Result<>() : std::unexpected(committed.error());
}

Result<QVariant> Sqlite::value(const QString &sql, const QVariantList &values)
{
    auto query = run(sql, values);
    if (!query)
        return std::unexpected(query.error());
    QVariant first;
    if ((*query)->next())
        first = (*query)->value(0);
    (*query)->finish();
    return first;
}

Result<> Sqlite::script(const QString &sql)
{
    QString text;
    for (const QString &line : sql.split(u'\n')) {
        if (!line.trimmed().startsWith("--"_L1))
            text += line + u'\n';
    }
    for (const QString &statement : text.split(u';')) {
        if (statement.trimmed().isEmpty())
            continue;
        QSqlQuery query(m_database);
        if (!query.exec(statement))
            return std::unexpected(errorOf(m_database, query.lastError()));
    }
    return {};
}

} // namespace store
