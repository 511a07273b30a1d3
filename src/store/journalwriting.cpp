// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Transaction that writes journal.db and bodies.db.

#include "compression.h"
#include "core/cbor.h"
#include "transaction.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace store
{

namespace
{
template <class Id>
Result<Id> insertedId(const Result<QSqlQuery *> &query)
{
    if (!query)
        return std::unexpected(query.error());
    return Id{(*query)->lastInsertId().toLongLong()};
}
} // namespace

Result<core::AccountId> Transaction::addAccount(const core::Account &account)
{
    m_changes.accounts = true;
    auto taken = begin(Journal).and_then(
        [&] { return at(Journal).value(u"SELECT 1 FROM account WHERE name = ?"_s, {account.name}); });
    if (!taken)
        return std::unexpected(taken.error());
    if (taken->isValid())
        return core::failure(Errc::InvalidInput, account.name);
    auto id = insertedId<core::AccountId>(write(
        Journal, u"INSERT INTO account (name, value) VALUES (?, ?)"_s, {account.name, core::cbor::toBytes(account)}));
    if (!id)
        return id;
    core::Account stored = account;
    stored.id = *id;
    return updateAccount(stored).transform([&] { return *id; });
}

Result<> Transaction::updateAccount(const core::Account &account)
{
    m_changes.accounts = true;
    return change(Journal, u"UPDATE account SET name = ?, value = ? WHERE id = ?"_s,
        {account.name, core::cbor::toBytes(account), account.id.value()});
}

Result<> Transaction::removeAccount(core::AccountId account, bool erase)
{
    m_changes.accounts = m_changes.mailboxList = m_changes.outbox = true;
    const qint64 id = account.value();
    for (const QString &table : {u"action"_s, u"submission"_s, u"draft"_s}) {
        if (auto removed = change(Journal, u"DELETE FROM %1 WHERE account = ?"_s.arg(table), {id}); !removed)
            return removed;
    }
    return change(Journal, u"DELETE FROM account WHERE id = ?"_s, {id})
        .and_then([&] {
            return change(
                Index, u"DELETE FROM message WHERE mailbox IN (SELECT id FROM mailbox WHERE account = ?)"_s, {id});
        })
        .and_then([&] { return change(Index, u"DELETE FROM mailbox WHERE account = ?"_s, {id}); })
        .and_then([&] { return erase ? change(Bodies, u"DELETE FROM body WHERE account = ?"_s, {id}) : Result<>(); });
}

Result<> Transaction::setSetting(const QString &key, const QString &value)
{
    return change(Journal,
        u"INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s,
        {key, value + u""_s});
}

Result<> Transaction::putTrust(const core::TrustException &exception)
{
    m_changes.trust = true;
    return change(Journal,
        u"INSERT INTO trust VALUES (?, ?, ?) ON CONFLICT (host, port) DO UPDATE SET value = excluded.value"_s,
        {exception.host, exception.port, core::cbor::toBytes(exception)});
}

Result<> Transaction::removeTrust(const QString &host, quint16 port)
{
    m_changes.trust = true;
    return change(Journal, u"DELETE FROM trust WHERE host = ? AND port = ?"_s, {host, port});
}

Result<> Transaction::putBody(const core::MessageKey &key, const QByteArray &raw)
{
    const QByteArray hash = QCryptographicHash::hash(raw, QCryptographicHash::Sha256);
    return change(Bodies, u"INSERT INTO body VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"_s,
        {key.account.value(), key.mailbox, key.uidValidity.value(), key.uid.value(), hash, raw.size(),
            QDateTime::currentSecsSinceEpoch(), compressed(raw)});
}

Result<core::ActionId> Transaction::queueAction(const core::QueuedAction &action)
{
    return insertedId<core::ActionId>(
        write(Journal, u"INSERT INTO action (account, queued_at, value) VALUES (?, ?, ?)"_s,
            {action.account.value(), action.queuedAt.toMSecsSinceEpoch(), core::cbor::toBytes(action)}));
}

Result<> Transaction::finishAction(core::ActionId action)
{
    return change(Journal, u"DELETE FROM action WHERE id = ?"_s, {action.value()});
}

Result<core::SubmissionId> Transaction::queueSubmission(const core::Submission &submission, const QByteArray &bytes)
{
    m_changes.outbox = true;
    return insertedId<core::SubmissionId>(
        write(Journal, u"INSERT INTO submission (account, state, value, bytes) VALUES (?, ?, ?, ?)"_s,
            {submission.account.value(), int(submission.state), core::cbor::toBytes(submission), compressed(bytes)}));
}

Result<> Transaction::updateSubmission(const core::Submission &submission)
{
    m_changes.outbox = true;
    auto updated = write(Journal, u"UPDATE submission SET state = ?, value = ? WHERE id = ?"_s,
        {int(submission.state), core::cbor::toBytes(submission), submission.id.value()});
    if (!updated)
        return std::unexpected(updated.error());
    if ((*updated)->numRowsAffected() != 1)
        return core::failure(Errc::NoSuchMessage, submission.subject);
    return {};
}

Result<> Transaction::removeSubmission(core::SubmissionId submission)
{
    m_changes.outbox = true;
    return change(Journal, u"DELETE FROM submission WHERE id = ?"_s, {submission.value()});
}

Result<core::DraftId> Transaction::saveDraft(const core::Draft &draft)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!draft.id.isValid())
        return insertedId<core::DraftId>(
            write(Journal, u"INSERT INTO draft (account, saved_at, value) VALUES (?, ?, ?)"_s,
                {draft.account.value(), now, core::cbor::toBytes(draft)}));
    return change(Journal,
        u"INSERT INTO draft (id, account, saved_at, value) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET account = excluded.account, saved_at = excluded.saved_at, value = excluded.value"_s,
        {draft.id.value(), draft.account.value(), now, core::cbor::toBytes(draft)})
        .transform([&] { return draft.id; });
}

Result<> Transaction::removeDraft(core::DraftId draft)
{
    return change(Journal, u"DELETE FROM draft WHERE id = ?"_s, {draft.value()});
}

} // namespace store
