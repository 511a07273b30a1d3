// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Transaction that writes journal.db and bodies.db.

#include "compression.h"
#include "core/cbor.h"
#include "statements.h"
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
        [&] { return at(Journal).value(statement(u"account-name-taken"_s), {account.name}); });
    if (!taken)
        return std::unexpected(taken.error());
    if (taken->isValid())
        return core::failure(Errc::AlreadyExists, account.name);
    auto id = insertedId<core::AccountId>(
        write(Journal, statement(u"account-add"_s), {account.name, core::cbor::toBytes(account)}));
    if (!id)
        return id;
    core::Account stored = account;
    stored.id = *id;
    return updateAccount(stored).transform([&] { return *id; });
}

Result<> Transaction::updateAccount(const core::Account &account)
{
    m_changes.accounts = true;
    return change(
        Journal, statement(u"account-update"_s), {account.name, core::cbor::toBytes(account), account.id.value()});
}

Result<> Transaction::removeAccount(core::AccountId account, bool erase)
{
    m_changes.accounts = m_changes.mailboxList = m_changes.outbox = true;
    const qint64 id = account.value();
    for (const QString &what : {u"actions"_s, u"submissions"_s, u"drafts"_s}) {
        if (auto removed = change(Journal, statement(what + u"-of-account-remove"_s), {id}); !removed)
            return removed;
    }
    return change(Journal, statement(u"account-remove"_s), {id})
        .and_then([&] { return change(Index, statement(u"messages-of-account-remove"_s), {id}); })
        .and_then([&] { return change(Index, statement(u"mailboxes-of-account-remove"_s), {id}); })
        .and_then([&] { return erase ? change(Bodies, statement(u"bodies-of-account-remove"_s), {id}) : Result<>(); });
}

Result<> Transaction::setSetting(const QString &key, const QString &value)
{
    return change(Journal, statement(u"setting-put"_s), {key, value + u""_s});
}

Result<> Transaction::putTrust(const core::TrustException &exception)
{
    m_changes.trust = true;
    return change(Journal, statement(u"trust-put"_s), {exception.host, exception.port, core::cbor::toBytes(exception)});
}

Result<> Transaction::removeTrust(const QString &host, quint16 port)
{
    m_changes.trust = true;
    return change(Journal, statement(u"trust-remove"_s), {host, port});
}

Result<> Transaction::putBody(const core::MessageKey &key, const QByteArray &raw)
{
    const QByteArray hash = QCryptographicHash::hash(raw, QCryptographicHash::Sha256);
    return change(Bodies, statement(u"body-put"_s),
        {key.account.value(), key.mailbox, key.uidValidity.value(), key.uid.value(), hash, raw.size(),
            QDateTime::currentSecsSinceEpoch(), compressed(raw)});
}

Result<core::ActionId> Transaction::queueAction(const core::QueuedAction &action)
{
    return insertedId<core::ActionId>(write(Journal, statement(u"action-queue"_s),
        {action.account.value(), action.queuedAt.toMSecsSinceEpoch(), core::cbor::toBytes(action)}));
}

Result<> Transaction::setActionStage(core::ActionId action, const QString &stage)
{
    return change(Journal, statement(u"action-stage"_s), {stage, action.value()});
}

Result<> Transaction::finishAction(core::ActionId action)
{
    return change(Journal, statement(u"action-finish"_s), {action.value()});
}

Result<qint64> Transaction::rowWithToken(const QString &query, const QString &token)
{
    if (token.isEmpty())
        return 0;
    return begin(Journal)
        .and_then([&] { return at(Journal).value(statement(query), {token.toUtf8()}); })
        .transform([](const QVariant &id) { return id.toLongLong(); });
}

Result<core::SubmissionId> Transaction::queueSubmission(const core::Submission &submission, const QByteArray &bytes)
{
    m_changes.outbox = true;
    const auto before = rowWithToken(u"submission-with-token"_s, submission.draftToken);
    if (!before)
        return std::unexpected(before.error());
    if (*before != 0)
        return core::failure(Errc::NoSuchMessage, submission.subject);
    return insertedId<core::SubmissionId>(write(Journal, statement(u"submission-queue"_s),
        {submission.account.value(), int(submission.state), core::cbor::toBytes(submission), compressed(bytes)}));
}

Result<> Transaction::updateSubmission(const core::Submission &submission)
{
    m_changes.outbox = true;
    auto updated = write(Journal, statement(u"submission-update"_s),
        {int(submission.state), core::cbor::toBytes(submission), submission.id.value()});
    if (!updated)
        return std::unexpected(updated.error());
    if ((*updated)->numRowsAffected() != 1)
        return core::failure(Errc::NoSuchMessage, submission.subject);
    return {};
}

// The statements below know these two as "on its way or sent".
static_assert(int(core::SubmissionState::Sending) == 1 && int(core::SubmissionState::Sent) == 2);

Result<> Transaction::requeueSubmission(const core::Submission &submission)
{
    m_changes.outbox = true;
    core::Submission queued = submission;
    queued.state = core::SubmissionState::Queued;
    auto updated = write(Journal, statement(u"submission-requeue"_s),
        {int(queued.state), core::cbor::toBytes(queued), queued.id.value()});
    if (!updated)
        return std::unexpected(updated.error());
    return (*updated)->numRowsAffected() == 1 ? Result<>() : core::failure(Errc::NoSuchMessage, queued.subject);
}

Result<> Transaction::discardSubmission(core::SubmissionId submission)
{
    m_changes.outbox = true;
    auto removed = write(Journal, statement(u"submission-discard"_s), {submission.value()});
    if (!removed)
        return std::unexpected(removed.error());
    return (*removed)->numRowsAffected() == 1 ? Result<>() : core::failure(Errc::NoSuchMessage);
}

Result<> Transaction::removeSubmission(core::SubmissionId submission)
{
    m_changes.outbox = true;
    return change(Journal, statement(u"submission-remove"_s), {submission.value()});
}

Result<core::DraftId> Transaction::saveDraft(const core::Draft &draft)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const auto submitted = rowWithToken(u"submission-with-token"_s, draft.token);
    if (!submitted)
        return std::unexpected(submitted.error());
    if (*submitted != 0)
        return core::failure(Errc::NoSuchMessage, draft.subject);
    Result<qint64> row = draft.id.value();
    if (*row == 0)
        row = rowWithToken(u"draft-with-token"_s, draft.token);
    if (!row)
        return std::unexpected(row.error());
    if (*row == 0)
        return insertedId<core::DraftId>(
            write(Journal, statement(u"draft-insert"_s), {draft.account.value(), now, core::cbor::toBytes(draft)}));
    return change(Journal, statement(u"draft-put"_s), {*row, draft.account.value(), now, core::cbor::toBytes(draft)})
        .transform([&] { return core::DraftId{*row}; });
}

Result<> Transaction::removeDraft(core::DraftId draft)
{
    return change(Journal, statement(u"draft-remove"_s), {draft.value()});
}

} // namespace store
