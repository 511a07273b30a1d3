// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "database.h"

#include "core/log.h"
#include "salvage.h"
#include "statements.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

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

} // namespace

Result<> createPrivate(const QString &path)
{
    QFile file(path);
    if (file.exists())
        return {};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return core::failure(Errc::StoreFailed, path, file.errorString().toUtf8());
    return {};
}

QString setAside(const QString &path)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmsszzz"_s);
    const QString aside = path + u".damaged-"_s + stamp;
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(path + suffix) && !QFile::rename(path + suffix, aside + suffix))
            qCWarning(core::lcStore) << "cannot set aside" << path + suffix;
    }
    QFile::remove(suspicionOf(path));
    return aside;
}

/** With a connection that cannot write, not even when it closes: a damaged journal must stay as it is. */
Result<> lookAtJournal(const QString &path)
{
    auto opened = Sqlite::open(path, Sqlite::Mode::ReadOnly, {});
    if (!opened)
        return std::unexpected(opened.error());
    auto version = (*opened)->value(u"PRAGMA user_version"_s);
    if (version && version->toInt() > kJournal.version)
        return core::failure(Errc::StoreFailed, u"journal.db was written by a newer program"_s);
    auto sound = version.and_then([&](const QVariant &) { return (*opened)->value(u"PRAGMA quick_check(1)"_s); });
    if (!sound)
        return std::unexpected(sound.error());
    if (sound->toString() != "ok"_L1)
        return core::failure(Errc::StoreCorrupt, u"journal.db"_s, sound->toByteArray());
    return {};
}

Result<> lockProfile(QLockFile &file)
{
    file.setStaleLockTime(0);
    if (file.tryLock(0))
        return {};
    const QString path = file.fileName();
    if (file.error() == QLockFile::PermissionError)
        return core::failure(Errc::StoreFailed, QFileInfo(path).absolutePath(), "cannot be written");
    if (file.error() == QLockFile::UnknownError)
        return core::failure(
            QStorageInfo(QFileInfo(path).absolutePath()).bytesAvailable() > 0 ? Errc::StoreFailed : Errc::StoreFull,
            path);
    // A dead process that nobody has waited for yet seems to live, but holds no lock any more. Only when the file is
    // written through: its maker may be about to lock it.
    qint64 owner = 0;
    QString host, program;
    if (file.getLockInfo(&owner, &host, &program) && file.removeStaleLockFile() && file.tryLock(0))
        return {};
    return core::failure(Errc::StoreFailed, kProfileInUse);
}

namespace
{
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

bool isSound(Sqlite &db, bool isSuspect)
{
    const auto said = db.value(isSuspect ? u"PRAGMA integrity_check(1)"_s : u"PRAGMA quick_check(1)"_s);
    return said && said->toString() == "ok"_L1;
}
} // namespace

Result<std::unique_ptr<Sqlite>> createStore(const QString &name, const QString &path)
{
    pullInSchemas();
    for (const Schema &schema : {kIndex, kBodies, kJournal}) {
        if (schema.name != name)
            continue;
        if (auto created = createPrivate(path); !created)
            return std::unexpected(created.error());
        auto opened = Sqlite::open(path, Sqlite::Mode::ReadWrite, {u"journal_mode = WAL"_s, u"synchronous = FULL"_s});
        if (!opened)
            return opened;
        if (auto raised = raiseSchema(**opened, schema, 0); !raised)
            return std::unexpected(raised.error());
        return opened;
    }
    return core::failure(Errc::Internal, name);
}

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
        return core::failure(Errc::StoreFailed, paths.directory, "cannot be made");
    QFile::setPermissions(paths.directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    std::unique_ptr<Database> db(new Database);
    db->m_endedBadly = QFile::exists(paths.lock());
    db->m_lock = std::make_unique<QLockFile>(paths.lock());
    if (auto locked = lockProfile(*db->m_lock); !locked)
        return std::unexpected(locked.error());
    if (auto journal = db->openJournal(paths); !journal)
        return std::unexpected(journal.error());

    QString aside;
    auto bodies = db->openRebuildable(paths.bodies(), kBodies,
        {u"auto_vacuum = INCREMENTAL"_s, u"journal_mode = WAL"_s, u"synchronous = NORMAL"_s}, &aside);
    if (!bodies)
        return std::unexpected(bodies.error());
    db->m_bodies = std::move(*bodies);
    if (!aside.isEmpty())
        db->takeOverBodies(aside);
    auto index = db->openRebuildable(
        paths.index(), kIndex, {u"journal_mode = WAL"_s, u"synchronous = NORMAL"_s, u"cache_size = -8000"_s}, &aside);
    if (!index)
        return std::unexpected(index.error());
    db->m_index = std::move(*index);
    auto known = db->compareCounts();
    auto generation
        = known.and_then([&] { return db->m_journal->value(statement(u"setting"_s), {u"index-generation"_s}); });
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

/** Transaction::countUp() counts in both files what was written to both. */
Result<> Database::compareCounts()
{
    auto journal = m_journal->value(u"PRAGMA application_id"_s);
    auto index = m_index->value(u"PRAGMA application_id"_s);
    if (!journal || !index)
        return std::unexpected(journal ? index.error() : journal.error());
    if (*index == *journal)
        return {};
    m_indexBehind = core::Error{Errc::StoreFailed, u"index.db"_s, {}};
    if (index->toInt() > journal->toInt())
        m_notices.append({StoreNotice::What::JournalLost, kJournal.name, {}});
    return {};
}

Result<> Database::openJournal(const ProfilePaths &paths)
{
    const bool exists = QFileInfo(paths.journal()).size() > 0;
    if (!exists && QFile::exists(snapshotOf(paths))) // to begin anew would bury what the copy still has
        return core::failure(Errc::StoreCorrupt, u"journal.db"_s, "it is empty or missing");
    if (exists) {
        if (auto sound = lookAtJournal(paths.journal()); !sound)
            return sound;
    }
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
    if (version->toInt() == 0)
        return raiseSchema(*m_journal, kJournal, 0);
    QFile::remove(suspicionOf(paths.journal()));
    if (version->toInt() == kJournal.version) {
        m_isNewDay = keepSnapshot(*m_journal, paths);
        return {};
    }
    // Only copies: whatever happens below, what was there stays as a file.
    const QString before = paths.journal() + u".v%1"_s.arg(version->toInt());
    QFile::remove(before);
    return createPrivate(before)
        .and_then([&] { return m_journal->run(u"VACUUM INTO ?"_s, {before}); })
        .and_then([&](QSqlQuery *) { return raiseSchema(*m_journal, kJournal, version->toInt()); });
}

/** `aside`: where the old file went, if any did. */
Result<std::unique_ptr<Sqlite>> Database::openRebuildable(
    const QString &path, const Schema &schema, const QStringList &pragmas, QString *aside)
{
    aside->clear();
    for (int attempt = 0; attempt < 2; ++attempt) {
        // Bodies are checked one by one when they are read, and may be many gigabytes.
        const bool isSuspect = QFile::exists(suspicionOf(path));
        const bool lookClosely = isSuspect || ((m_endedBadly || m_isNewDay) && schema.name == kIndex.name);
        bool fresh = !QFile::exists(path);
        if (auto created = createPrivate(path); !created)
            return std::unexpected(created.error());
        auto opened = Sqlite::open(path, Sqlite::Mode::ReadWrite, pragmas);
        auto version
            = opened ? (*opened)->value(u"PRAGMA user_version"_s) : Result<QVariant>(std::unexpected(opened.error()));
        bool isUsable = false;
        if (version && version->toInt() == 0) {
            fresh = true;
            auto made = raiseSchema(**opened, schema, 0);
            if (!made && made.error().code != Errc::StoreCorrupt && made.error().code != Errc::StoreFailed)
                return std::unexpected(made.error());
            isUsable = made.has_value();
        } else if (version && version->toInt() >= schema.first && version->toInt() < schema.version) {
            isUsable = raiseSchema(**opened, schema, version->toInt()).has_value();
        } else if (version && version->toInt() == schema.version) {
            isUsable = (*opened)->value(u"SELECT count(*) FROM sqlite_schema"_s).has_value();
        }
        if (isUsable && (!lookClosely || isSound(**opened, isSuspect || m_isNewDay))) {
            if (isSuspect)
                QFile::remove(suspicionOf(path));
            if (fresh && schema.name == kIndex.name) {
                if (auto started = startGeneration(); !started)
                    return std::unexpected(started.error());
            }
            return opened;
        }
        // What is only not to be had now is no reason to throw it away.
        if (!version && version.error().code != Errc::StoreCorrupt)
            return std::unexpected(version.error());
        if (opened)
            opened->reset();
        qCWarning(core::lcStore) << path << "is damaged or of another version; set aside and made anew";
        *aside = setAside(path);
        m_notices.append({StoreNotice::What::Renewed, schema.name, *aside});
    }
    return core::failure(Errc::StoreFailed, path);
}

/** The server gives most of them again, but not those that it has lost itself. */
void Database::takeOverBodies(const QString &aside)
{
    const auto old = Sqlite::open(aside, Sqlite::Mode::ReadOnly, {});
    const auto salvaged = old ? salvage(**old, *m_bodies, u"body"_s) : Result<Salvaged>(std::unexpected(old.error()));
    if (salvaged && salvaged->rows > 0)
        m_notices.last().what = StoreNotice::What::Rescued;
}

} // namespace store
