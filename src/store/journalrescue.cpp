// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/cbor.h"
#include "core/draft.h"
#include "core/submission.h"
#include "database.h"
#include "salvage.h"
#include "statements.h"

#include <QFile>
#include <QFileInfo>

#include <filesystem>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace store
{

namespace
{
constexpr int kGenerations = 100; ///< an old copy may know that many fewer lives of the index

Result<> salvageTables(Sqlite *damaged, Sqlite *snapshot, Sqlite &fresh, Rescue &rescue)
{
    const std::pair<QString, qint64 Rescue::*> tables[] = {{u"setting"_s, nullptr}, {u"account"_s, &Rescue::accounts},
        {u"trust"_s, nullptr}, {u"trust_event"_s, nullptr}, {u"action"_s, &Rescue::actions},
        {u"submission"_s, &Rescue::submissions}, {u"draft"_s, &Rescue::drafts}};
    for (const auto &[table, count] : tables) {
        Salvaged sum;
        for (Sqlite *from : {damaged, snapshot}) {
            // What was done since then must not be done again. The rest is never complete without the copy: a page may
            // have lost rows without a sign.
            if (!from || (from == snapshot && table == "action"_L1))
                continue;
            const auto read = salvage(*from, fresh, table);
            if (!read)
                return std::unexpected(read.error());
            sum.rows += read->rows;
            rescue.fromSnapshot += from == snapshot ? read->rows : 0;
        }
        if (count)
            rescue.*count = sum.rows;
    }
    return {};
}

/** Which of these have been sent meanwhile, nobody can know. */
Result<> doubtSubmissions(Sqlite &fresh)
{
    QList<core::Submission> doubtful;
    auto rows = fresh.run(statement(u"submissions"_s));
    while (rows && (*rows)->next()) {
        auto one = core::cbor::fromBytes<core::Submission>((*rows)->value(1).toByteArray());
        if (!one || (one->state != core::SubmissionState::Queued && one->state != core::SubmissionState::Sending))
            continue;
        one->id = core::SubmissionId{(*rows)->value(0).toLongLong()};
        one->state = core::SubmissionState::Unknown;
        one->lastError = core::Error{Errc::DeliveryUnknown, u"restart"_s, {}};
        doubtful.append(*one);
    }
    for (const core::Submission &one : doubtful) {
        auto updated
            = fresh.run(statement(u"submission-update"_s), {int(one.state), core::cbor::toBytes(one), one.id.value()});
        if (!updated)
            return std::unexpected(updated.error());
    }
    return rows ? Result<>() : std::unexpected(rows.error());
}

/** The copy may have as a draft what is in the outbox by now. */
Result<> dropSubmittedDrafts(Sqlite &fresh, Rescue &rescue)
{
    QList<std::pair<qint64, QString>> drafts;
    auto rows = fresh.run(statement(u"drafts"_s));
    while (rows && (*rows)->next()) {
        if (const auto one = core::cbor::fromBytes<core::Draft>((*rows)->value(1).toByteArray()))
            drafts.append({(*rows)->value(0).toLongLong(), one->token});
    }
    for (const auto &[id, token] : std::as_const(drafts)) {
        if (token.isEmpty())
            continue;
        const auto submitted = fresh.value(statement(u"submission-with-token"_s), {token.toUtf8()});
        if (submitted && submitted->toLongLong() != 0 && fresh.run(statement(u"draft-remove"_s), {id}))
            --rescue.drafts;
    }
    return rows ? Result<>() : std::unexpected(rows.error());
}

Result<> finish(Sqlite *damaged, Sqlite &fresh, Rescue &rescue)
{
    for (int i = 0; i < kGenerations; ++i) {
        if (auto raised = fresh.run(statement(u"index-generation-raise"_s)); !raised)
            return std::unexpected(raised.error());
    }
    if (const auto count = damaged ? damaged->value(u"PRAGMA application_id"_s) : Result<QVariant>())
        (void)fresh.value(u"PRAGMA application_id = %1"_s.arg(count->toInt()));
    return doubtSubmissions(fresh).and_then([&] { return dropSubmittedDrafts(fresh, rescue); });
}

Result<> takePlace(const ProfilePaths &paths, const QString &fresh, Rescue &rescue)
{
    const QString journal = paths.journal();
    if (QFile::exists(journal)) {
        const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmsszzz"_s);
        rescue.aside = journal + u".damaged-"_s + stamp;
        // A copy: at no moment there is neither.
        if (!QFile::copy(journal, rescue.aside))
            return core::failure(Errc::StoreFailed, rescue.aside, "cannot be written");
        for (const QString &suffix : {u"-wal"_s, u"-shm"_s})
            QFile::rename(journal + suffix, rescue.aside + suffix);
    }
    std::error_code error;
    std::filesystem::rename(fresh.toStdU16String(), journal.toStdU16String(), error);
    if (error)
        return core::failure(Errc::StoreFailed, journal, QByteArray::fromStdString(error.message()));
    QFile::remove(suspicionOf(journal));
    return {};
}
} // namespace

Result<Rescue> rescueJournal(const ProfilePaths &paths)
{
    QLockFile lock(paths.lock());
    if (auto locked = lockProfile(lock); !locked)
        return std::unexpected(locked.error());
    Rescue rescue;
    if (QFileInfo(paths.journal()).size() > 0 && lookAtJournal(paths.journal()))
        return rescue;
    const QString path = paths.journal() + u".rescued"_s;
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path + suffix);
    {
        const auto damaged = Sqlite::open(paths.journal(), Sqlite::Mode::ReadOnly, {});
        const auto snapshot = Sqlite::open(snapshotOf(paths), Sqlite::Mode::ReadOnly, {});
        auto fresh = createStore(u"journal"_s, path);
        if (!fresh)
            return std::unexpected(fresh.error());
        Sqlite *old = damaged ? damaged->get() : nullptr;
        const auto done = salvageTables(old, snapshot ? snapshot->get() : nullptr, **fresh, rescue).and_then([&] {
            return finish(old, **fresh, rescue);
        });
        if (!done)
            return std::unexpected(done.error());
    }
    return takePlace(paths, path, rescue).transform([&] { return rescue; });
}

} // namespace store
