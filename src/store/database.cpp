// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "database.h"

#include "core/log.h"
#include "statements.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

// In a static library nobody else pulls the resource in; the macro must stand outside the namespace.
static void pullInSchemas()
{
    Q_INIT_RESOURCE(store);
}

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace store
{

/** A store's schema: files NAME_first.sql … NAME_version.sql, one after the other. Older ones cannot be raised. */
struct Schema {
    QString name;
    int first;
    int version;
};

namespace
{
const Schema kIndex{u"index"_s, 2, 2}; ///< what an older one held is fetched again
const Schema kBodies{u"bodies"_s, 1, 2};
const Schema kJournal{u"journal"_s, 1, 2};
constexpr qint64 kGenerationSize = qint64(1) << 40; ///< ids per life of the index: 10^12 messages

QString schemaText(const QString &name, int version)
{
    QFile file(u":/store/schema/%1_%2.sql"_s.arg(name).arg(version, 4, 10, QChar(u'0')));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    return opened ? QString::fromUtf8(file.readAll()) : QString();
}

/** Makes the file with owner-only rights before SQLite does; -wal and -shm inherit them. */
Result<> createPrivate(const QString &path)
{
    QFile file(path);
    if (file.exists())
        return {};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return core::failure(Errc::StoreFailed, path, file.errorString().toUtf8());
    return {};
}

/** From nothing (0) or an older version, in one transaction. */
Result<> raiseSchema(Sqlite &db, const Schema &schema, int from)
{
    if (auto begun = db.run(u"BEGIN IMMEDIATE"_s); !begun)
        return std::unexpected(begun.error());
    Result<> made;
    for (int version = std::max(from + 1, schema.first); made && version <= schema.version; ++version)
        made = db.script(schemaText(schema.name, version));
    if (made)
        made = db.script(u"PRAGMA user_version = %1"_s.arg(schema.version));
    if (!made) {
        (void)db.run(u"ROLLBACK"_s);
        return made;
    }
    if (auto committed = db.commit(); !committed)
        return std::unexpected(committed.error());
    return {};
}

void setAside(const QString &path)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmsszzz"_s);
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(path + suffix))
            QFile::rename(path + suffix, path + u".damaged-"_s + stamp + suffix);
    }
}

bool lock(QLockFile &file)
{
    if (file.tryLock(0))
        return true;
    // A dead process that nobody has waited for yet seems to live, but holds no lock any more. Only when the file is
    // written through: its maker may be about to lock it.
    qint64 owner = 0;
    QString host, program;
    return file.getLockInfo(&owner, &host, &program) && file.removeStaleLockFile() && file.tryLock(0);
}
} // namespace

int currentSchema(const QString &name)
{
    for (const Schema &schema : {kIndex, kBodies, kJournal}) {
        if (schema.name == name)
            return schema.version;
    }
    return -1;
}

Result<std::unique_ptr<Database>> Database::open(const ProfilePaths &paths)
{
    pullInSchemas();
    if (!QDir().mkpath(paths.directory))
        return core::failure(Errc::StoreFailed, paths.directory);
    QFile::setPermissions(paths.directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    std::unique_ptr<Database> db(new Database);
    db->m_lock = std::make_unique<QLockFile>(paths.lock());
    db->m_lock->setStaleLockTime(0); // only a dead process makes it stale
    if (!lock(*db->m_lock))
        return core::failure(Errc::StoreFailed, kProfileInUse);
    if (auto journal = db->openJournal(paths); !journal)
        return std::unexpected(journal.error());

    bool fresh = false;
    auto bodies = db->openRebuildable(paths.bodies(), kBodies,
        {u"auto_vacuum = INCREMENTAL"_s, u"journal_mode = WAL"_s, u"synchronous = NORMAL"_s}, &fresh);
    if (!bodies)
        return std::unexpected(bodies.error());
    db->m_bodies = std::move(*bodies);
    auto index = db->openRebuildable(
        paths.index(), kIndex, {u"journal_mode = WAL"_s, u"synchronous = NORMAL"_s, u"cache_size = -16000"_s}, &fresh);
    if (!index)
        return std::unexpected(index.error());
    db->m_index = std::move(*index);
    if (fresh) {
        if (auto started = db->startGeneration(); !started)
            return std::unexpected(started.error());
    }
    auto generation = db->m_journal->value(statement(u"setting"_s), {u"index-generation"_s});
    if (!generation)
        return std::unexpected(generation.error());
    db->m_idBase = generation->toLongLong() * kGenerationSize;
    return db;
}

Result<> Database::startGeneration()
{
    auto raised = m_journal->run(statement(u"index-generation-raise"_s));
    return raised ? Result<>() : std::unexpected(raised.error());
}

Result<> Database::openJournal(const ProfilePaths &paths)
{
    if (auto created = createPrivate(paths.journal()); !created)
        return created;
    auto opened
        = Sqlite::open(paths.journal(), Sqlite::Mode::ReadWrite, {u"journal_mode = WAL"_s, u"synchronous = FULL"_s});
    if (!opened)
        return std::unexpected(opened.error());
    m_journal = std::move(*opened);
    auto version = m_journal->value(u"PRAGMA user_version"_s);
    if (!version)
        return std::unexpected(version.error());
    if (version->toInt() > kJournal.version)
        return core::failure(Errc::StoreFailed, u"journal.db was written by a newer program"_s);
    if (version->toInt() == 0)
        return raiseSchema(*m_journal, kJournal, 0);
    auto sound = m_journal->value(u"PRAGMA quick_check(1)"_s);
    if (!sound)
        return std::unexpected(sound.error());
    if (sound->toString() != "ok"_L1)
        return core::failure(Errc::StoreCorrupt, u"journal.db"_s, sound->toByteArray());
    if (version->toInt() == kJournal.version)
        return {};
    // Only copies: whatever happens below, what was there stays as a file.
    const QString before = paths.journal() + u".v%1"_s.arg(version->toInt());
    QFile::remove(before);
    return createPrivate(before)
        .and_then([&] { return m_journal->run(u"VACUUM INTO ?"_s, {before}); })
        .and_then([&](QSqlQuery *) { return raiseSchema(*m_journal, kJournal, version->toInt()); });
}

Result<std::unique_ptr<Sqlite>> Database::openRebuildable(
    const QString &path, const Schema &schema, const QStringList &pragmas, bool *fresh)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        *fresh = !QFile::exists(path);
        if (auto created = createPrivate(path); !created)
            return std::unexpected(created.error());
        auto opened = Sqlite::open(path, Sqlite::Mode::ReadWrite, pragmas);
        auto version
            = opened ? (*opened)->value(u"PRAGMA user_version"_s) : Result<QVariant>(std::unexpected(opened.error()));
        if (version && version->toInt() == 0) {
            *fresh = true;
            if (auto made = raiseSchema(**opened, schema, 0); !made)
                return std::unexpected(made.error());
            return opened;
        }
        if (version && version->toInt() >= schema.first && version->toInt() < schema.version) {
            if (raiseSchema(**opened, schema, version->toInt()))
                return opened;
        }
        // A damaged page shows later as StoreCorrupt; a full check of a million rows would delay every start.
        auto readable = version ? (*opened)->value(u"SELECT count(*) FROM sqlite_schema"_s) : version;
        if (readable && version->toInt() == schema.version)
            return opened;
        if (version.has_value() == false && version.error().code == Errc::StoreFull)
            return std::unexpected(version.error());
        if (opened)
            opened->reset();
        qCWarning(core::lcStore) << path << "is damaged or of another version; set aside and made anew";
        m_notices.append(schema.name);
        setAside(path);
    }
    return core::failure(Errc::StoreFailed, path);
}

} // namespace store
