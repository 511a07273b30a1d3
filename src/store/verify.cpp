// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "verify.h"

#include "compression.h"
#include "core/account.h"
#include "core/cbor.h"
#include "core/draft.h"
#include "core/mailaction.h"
#include "core/question.h"
#include "core/submission.h"

#include <QCryptographicHash>

#include <functional>

using namespace Qt::StringLiterals;

namespace store
{

namespace
{
void addProblem(Verified &found, const QString &words)
{
    constexpr qsizetype enough = 5;
    if (found.problems.size() < enough)
        found.problems.append(words);
}

/** Runs through the rows of a query; `isGood` looks at one. */
void count(Verified &found, Sqlite &db, const QString &sql, const std::function<bool(const QSqlQuery &)> &isGood)
{
    auto rows = db.run(sql);
    if (!rows)
        return addProblem(found, QString::fromUtf8(rows.error().serverText));
    while ((*rows)->next()) {
        ++found.rows;
        if (!isGood(**rows))
            ++found.damaged;
    }
    if (const auto why = db.endedEarly(**rows))
        addProblem(found, QString::fromUtf8(why->serverText));
}

template <class T>
bool isA(const QSqlQuery &row)
{
    return core::cbor::fromBytes<T>(row.value(0).toByteArray()).has_value();
}

bool isBodyGood(const QSqlQuery &row)
{
    const auto raw = decompressed(row.value(0).toByteArray());
    return raw && QCryptographicHash::hash(*raw, QCryptographicHash::Sha256) == row.value(1).toByteArray();
}

void countRows(Verified &found, Sqlite &db)
{
    if (found.store == "bodies"_L1)
        return count(found, db, u"SELECT bytes, sha256 FROM body"_s, isBodyGood);
    if (found.store == "index"_L1)
        return count(found, db, u"SELECT id FROM message"_s, [](const QSqlQuery &) { return true; });
    count(found, db, u"SELECT value FROM account"_s, isA<core::Account>);
    count(found, db, u"SELECT value FROM trust"_s, isA<core::TrustException>);
    count(found, db, u"SELECT value FROM action"_s, isA<core::QueuedAction>);
    count(found, db, u"SELECT value FROM draft"_s, isA<core::Draft>);
    count(found, db, u"SELECT value, bytes FROM submission"_s,
        [](const QSqlQuery &row) { return isA<core::Submission>(row) && decompressed(row.value(1).toByteArray()); });
}

Verified look(const QString &store, const QString &path)
{
    Verified found{.store = store, .unreadable = {}, .problems = {}};
    const auto db = Sqlite::open(path, Sqlite::Mode::ReadOnly, {u"query_only = 1"_s});
    if (!db) {
        found.unreadable = db.error();
        return found;
    }
    auto said = (*db)->run(u"PRAGMA integrity_check(5)"_s);
    if (!said) {
        found.unreadable = said.error();
        return found;
    }
    while ((*said)->next()) {
        if (const QString words = (*said)->value(0).toString(); words != "ok"_L1)
            addProblem(found, words);
    }
    if (const auto why = (*db)->endedEarly(**said))
        addProblem(found, QString::fromUtf8(why->serverText));
    countRows(found, **db);
    return found;
}
} // namespace

QList<Verified> verify(const ProfilePaths &paths)
{
    return {look(u"journal"_s, paths.journal()), look(u"index"_s, paths.index()), look(u"bodies"_s, paths.bodies())};
}

} // namespace store
