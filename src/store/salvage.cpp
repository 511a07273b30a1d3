// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "salvage.h"

#include "core/log.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using core::Result;

namespace store
{

namespace
{
constexpr qint64 kMostProbes = 200'000; ///< rows looked for one by one between two readable ends
constexpr qint64 kBeyond = 1000; ///< and so far when the end is not known

QStringList columnsOf(Sqlite &db, const QString &table)
{
    QStringList names;
    auto query = db.run(u"SELECT name FROM pragma_table_info(?) ORDER BY cid"_s, {table});
    while (query && (*query)->next())
        names.append((*query)->value(0).toString());
    return names;
}

/** Copies the rows of one table. */
class TableRescue
{
public:
    TableRescue(Sqlite &damaged, Sqlite &sound, const QString &table)
        : m_damaged(damaged)
        , m_sound(sound)
        , m_table(table)
        , m_columns(columnsOf(sound, table))
    {
        const QStringList there = columnsOf(damaged, table); // an older schema has fewer
        m_columns.removeIf([&](const QString &name) { return !there.contains(name); });
        m_hasRowId = damaged.value(u"SELECT max(rowid) FROM %1 WHERE 0"_s.arg(table)).has_value();
        QStringList marks;
        for (qsizetype i = 0; i < m_columns.size(); ++i)
            marks.append(u"?"_s);
        m_insert = u"INSERT OR IGNORE INTO %1 (%2) VALUES (%3)"_s.arg(table, m_columns.join(u','), marks.join(u','));
    }

    Result<Salvaged> run()
    {
        if (m_columns.isEmpty())
            return m_salvaged; // not even the table's name could be read
        if (auto front = scan(u""_s, 0); !front)
            return std::unexpected(front.error());
        if (m_salvaged.reachedEnd)
            return m_salvaged;
        const qint64 front = m_last;
        m_last = 0;
        auto back = scan(m_hasRowId ? u"ORDER BY rowid DESC"_s : u""_s, front);
        m_salvaged.reachedEnd = false;
        if (!back || !m_hasRowId)
            return back.transform([&] { return m_salvaged; });
        const qint64 end = m_last > 0 ? m_last : front + kBeyond;
        for (qint64 row = front + 1; row < std::min(end, front + kMostProbes); ++row) {
            if (auto one = read(u"WHERE rowid = ?"_s, {row}, 0); !one)
                return std::unexpected(one.error());
        }
        return m_salvaged;
    }

private:
    /** To the end of the table, a row that cannot be read, or the row `until`. */
    Result<> scan(const QString &order, qint64 until) { return read(order, {}, until); }

    Result<> read(const QString &which, const QVariantList &values, qint64 until)
    {
        const QString key = m_hasRowId ? u"rowid"_s : u"0"_s;
        auto rows = m_damaged.run(u"SELECT %1,%2 FROM %3 %4"_s.arg(key, m_columns.join(u','), m_table, which), values);
        if (!rows)
            return {};
        while ((*rows)->next()) {
            m_last = (*rows)->value(0).toLongLong();
            if (until > 0 && m_last <= until)
                return {};
            QVariantList row;
            for (int i = 1; i <= int(m_columns.size()); ++i)
                row.append((*rows)->value(i));
            auto written = m_sound.run(m_insert, row);
            if (!written)
                return std::unexpected(written.error());
            m_salvaged.rows += (*written)->numRowsAffected();
        }
        m_salvaged.reachedEnd = !m_damaged.endedEarly(**rows);
        return {};
    }

    Sqlite &m_damaged, &m_sound;
    QString m_table;
    QStringList m_columns;
    QString m_insert;
    bool m_hasRowId = false;
    qint64 m_last = 0; ///< the row id that was read last
    Salvaged m_salvaged;
};
} // namespace

Result<Salvaged> salvage(Sqlite &damaged, Sqlite &sound, const QString &table)
{
    if (auto begun = sound.run(u"BEGIN IMMEDIATE"_s); !begun)
        return std::unexpected(begun.error());
    auto salvaged = TableRescue(damaged, sound, table).run();
    if (salvaged) {
        if (auto committed = sound.commit(); !committed)
            salvaged = std::unexpected(committed.error());
    }
    if (!salvaged)
        (void)sound.run(u"ROLLBACK"_s);
    else
        qCWarning(core::lcStore) << "rescued" << salvaged->rows << "rows of" << table
                                 << (salvaged->reachedEnd ? "to the end" : "with gaps");
    return salvaged;
}

QString snapshotOf(const ProfilePaths &paths)
{
    return paths.journal() + u".snapshot"_s;
}

QStringList snapshotsOf(const ProfilePaths &paths)
{
    return {snapshotOf(paths), snapshotOf(paths) + u".1"_s};
}

bool keepSnapshot(Sqlite &journal, const ProfilePaths &paths)
{
    const QString path = snapshotOf(paths);
    const QFileInfo latest(path);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    // A date in the future is a clock that was set back.
    if (latest.exists() && latest.lastModified() > now.addDays(-1) && latest.lastModified() <= now.addSecs(60))
        return false;
    const QString fresh = path + u".new"_s;
    QFile::remove(fresh);
    const auto made = createPrivate(fresh).and_then([&] { return journal.run(u"VACUUM INTO ?"_s, {fresh}); });
    if (!made) {
        qCWarning(core::lcStore) << "no copy of the journal today:" << made.error().context << made.error().serverText;
        QFile::remove(fresh);
        return true;
    }
    if (latest.exists()) {
        QFile::remove(path + u".1"_s);
        QFile::rename(path, path + u".1"_s);
    }
    QFile::rename(fresh, path);
    return true;
}

} // namespace store
