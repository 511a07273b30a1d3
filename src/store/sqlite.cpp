// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sqlite.h"

#include "core/dieat.h"
#include "core/log.h"

#include <QAtomicInteger>
#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QStorageInfo>
#include <QUrl>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace store
{

namespace
{
constexpr qint64 kHardlyAnything = 64 * 1024; ///< bytes: too few for a page and its place in the log

QString pathOf(const QString &databaseName)
{
    if (!databaseName.startsWith("file:"_L1))
        return databaseName;
    return QUrl::fromPercentEncoding(databaseName.mid(5).section(u'?', 0, 0).toLatin1());
}
} // namespace

core::Error errorOf(const QSqlDatabase &database, const QSqlError &error)
{
    constexpr int ioError = 10, corrupt = 11, full = 13, cannotOpen = 14, notADatabase = 26;
    const int code = error.nativeErrorCode().toInt() & 0xff; // without the extended part
    const QFileInfo file(pathOf(database.databaseName()));
    const QByteArray words = error.text().toUtf8();
    if (code == corrupt || code == notADatabase)
        return {Errc::StoreCorrupt, file.fileName(), words};
    // Not every way of not getting another block is called "full".
    const bool mayBeFull = code == ioError || code == cannotOpen;
    if (code == full || (mayBeFull && QStorageInfo(file.absolutePath()).bytesAvailable() < kHardlyAnything))
        return {Errc::StoreFull, file.fileName(), words};
    return {Errc::StoreFailed, file.filePath(), words};
}

QString suspicionOf(const QString &path)
{
    return path + u".suspect"_s;
}

Sqlite::Sqlite(const QString &connection, const QString &path)
    : m_connection(connection)
    , m_path(path)
    , m_fileName(QFileInfo(path).fileName())
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

core::Error Sqlite::failed(const QSqlError &sqlError) const
{
    constexpr int constraint = 19; // where servers' data goes nothing can break one but a damaged search tree
    const core::Error error = errorOf(m_database, sqlError);
    const bool isOdd = (sqlError.nativeErrorCode().toInt() & 0xff) == constraint;
    if (error.code == Errc::StoreCorrupt || isOdd)
        suspect();
    return error;
}

void Sqlite::suspect() const
{
    QFile mark(suspicionOf(m_path));
    if (!mark.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner))
        qCWarning(core::lcStore) << mark.fileName() << mark.errorString();
}

Result<> Sqlite::open(const QString &name, const QString &options)
{
    m_database.setDatabaseName(name);
    m_database.setConnectOptions(options);
    if (!m_database.open())
        return std::unexpected(failed(m_database.lastError()));
    return {};
}

Result<std::unique_ptr<Sqlite>> Sqlite::open(const QString &path, Mode mode, const QStringList &pragmas)
{
    static QAtomicInteger<quint64> number = 0;
    std::unique_ptr<Sqlite> sqlite(new Sqlite(u"hikyaku-%1"_s.arg(++number), path));
    const QString options = mode == Mode::ReadOnly ? u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s
                                                   : u"QSQLITE_BUSY_TIMEOUT=5000"_s;
    if (auto opened = sqlite->open(path, options); !opened)
        return std::unexpected(opened.error());
    // Without its -shm file, which it cannot make here, SQLite refuses to read; nobody writes here either.
    const QFileInfo file(path);
    const auto readable = sqlite->value(u"SELECT count(*) FROM sqlite_schema"_s);
    const bool mayNotWrite
        = !QFileInfo(file.absolutePath()).isWritable() || (!readable && readable.error().code == Errc::StoreFull);
    if (mode == Mode::ReadOnly && file.exists() && !readable && mayNotWrite) {
        if (QFileInfo(path + u"-wal"_s).size() > 0)
            qCWarning(core::lcStore) << path << "is read without its latest changes";
        sqlite->m_prepared.clear();
        sqlite->m_database.close();
        const QString uri = u"file:"_s + QString::fromLatin1(QUrl::toPercentEncoding(file.absoluteFilePath(), "/"))
            + u"?immutable=1"_s;
        if (auto opened = sqlite->open(uri, options + u";QSQLITE_OPEN_URI"_s); !opened)
            return std::unexpected(opened.error());
    }
    for (const QString &pragma : pragmas) {
        if (auto set = sqlite->value(u"PRAGMA "_s + pragma); !set)
            return std::unexpected(set.error());
    }
    return sqlite;
}

std::optional<core::Error> Sqlite::endedEarly(const QSqlQuery &query) const
{
    const bool isOurs = query.driver() == m_database.driver();
    return isOurs && query.lastError().isValid() ? std::optional(failed(query.lastError())) : std::nullopt;
}

Result<QSqlQuery *> Sqlite::run(const QString &sql, const QVariantList &values)
{
    auto &prepared = m_prepared[sql];
    if (!prepared) {
        prepared = std::make_shared<QSqlQuery>(m_database);
        prepared->setForwardOnly(true);
        if (!prepared->prepare(sql)) {
            qCDebug(core::lcStore) << prepared->lastError().text() << sql;
            const core::Error error = failed(prepared->lastError());
            m_prepared.remove(sql);
            return std::unexpected(error);
        }
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        prepared->bindValue(int(i), values[i]);
    if (!prepared->exec()) {
        qCDebug(core::lcStore) << prepared->lastError().text() << sql;
        const core::Error error = failed(prepared->lastError());
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
    else if (const auto why = endedEarly(**query))
        return std::unexpected(*why);
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
            return std::unexpected(failed(query.lastError()));
    }
    return {};
}

} // namespace store
