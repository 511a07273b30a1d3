// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Transaction that writes journal.db and bodies.db.

#include "actionfollow.h"
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

Result<> Transaction::recordTrust(const core::TrustEvent &event)
{
    return change(Journal, statement(u"trust-event-add"_s), {core::cbor::toBytes(event)});
}

// --- bodies

namespace
{
QVariantList valuesOf(const core::MessageKey &key)
{
    return {key.account.value(), key.mailbox, key.uidValidity.value(), key.uid.value()};
}
} // namespace

Result<> Transaction::putBody(const core::MessageKey &key, const QByteArray &raw)
{
    const QByteArray hash = QCryptographicHash::hash(raw, QCryptographicHash::Sha256);
    if (auto dropped = dropDamagedBody(key, raw); !dropped)
        return dropped;
    return change(Bodies, statement(u"body-put"_s),
        {key.account.value(), key.mailbox, key.uidValidity.value(), key.uid.value(), hash, raw.size(),
            QDateTime::currentSecsSinceEpoch(), compressed(raw)});
}

/** One whose hash is damaged, and not its bytes, would keep itself out for ever. */
Result<> Transaction::dropDamagedBody(const core::MessageKey &key, const QByteArray &raw)
{
    auto query = write(Bodies, statement(u"body"_s), valuesOf(key));
    if (!query)
        return std::unexpected(query.error());
    bool isDamaged = false;
    if (next(**query)) {
        const auto stored = decompressed((*query)->value(0).toByteArray());
        const QByteArray hash = (*query)->value(1).toByteArray();
        const core::MessageKey found{core::AccountId{(*query)->value(2).toLongLong()}, (*query)->value(3).toByteArray(),
            core::UidValidity{(*query)->value(4).toUInt()}, core::Uid{(*query)->value(5).toUInt()}};
        if (found != key) { // no row can be trusted to be the one it is found as
            (*query)->finish();
            at(Bodies).suspect();
            m_failed = core::Error{Errc::StoreCorrupt, u"bodies.db"_s, {}};
            return std::unexpected(*m_failed);
        }
        isDamaged = stored && *stored == raw && QCryptographicHash::hash(raw, QCryptographicHash::Sha256) != hash;
    }
    (*query)->finish();
    return isDamaged ? removeBody(key) : Result<>();
}

Result<> Transaction::moveBody(const core::MessageKey &from, const core::MessageKey &to)
{
    if (!to.uid.isValid() || !to.uidValidity.isValid())
        return removeBody(from); // the server has it, and will give it again
    return change(Bodies, statement(u"body-rekey"_s),
        QVariantList{to.mailbox, to.uidValidity.value(), to.uid.value()} + valuesOf(from));
}

Result<> Transaction::keepGone(const core::MessageKey &key)
{
    return change(Bodies, statement(u"body-gone"_s), QVariantList{QDateTime::currentSecsSinceEpoch()} + valuesOf(key));
}

Result<> Transaction::keepGoneOf(core::AccountId account, const QByteArray &mailbox)
{
    return change(
        Bodies, statement(u"bodies-of-mailbox-gone"_s), {QDateTime::currentSecsSinceEpoch(), account.value(), mailbox});
}

Result<> Transaction::removeBody(const core::MessageKey &key)
{
    return change(Bodies, statement(u"body-remove"_s), valuesOf(key));
}

Result<> Transaction::forgetGone(const QDateTime &before)
{
    return change(Bodies, statement(u"bodies-gone-remove"_s), {before.toSecsSinceEpoch()});
}

// --- actions

Result<core::ActionId> Transaction::queueAction(const core::QueuedAction &action)
{
    m_changes.actions = true;
    return insertedId<core::ActionId>(write(Journal, statement(u"action-queue"_s),
        {action.account.value(), action.queuedAt.toMSecsSinceEpoch(), core::cbor::toBytes(action)}));
}

Result<> Transaction::setActionStage(core::ActionId action, const QString &stage)
{
    return change(Journal, statement(u"action-stage"_s), {stage + u""_s, action.value()});
}

Result<> Transaction::beginAction(core::ActionId action)
{
    auto begun = write(Journal, statement(u"action-attempt"_s), {action.value()});
    if (!begun)
        return std::unexpected(begun.error());
    return (*begun)->numRowsAffected() == 1 ? Result<>() : core::failure(Errc::NoSuchMessage);
}

Result<> Transaction::setInverse(core::ActionId action, const QList<core::MailAction> &inverse)
{
    return this->action(action).and_then([&](std::optional<core::QueuedAction> known) -> Result<> {
        if (!known)
            return {};
        known->inverse = inverse;
        return change(Journal, statement(u"action-put"_s), {core::cbor::toBytes(*known), action.value()});
    });
}

Result<> Transaction::finishAction(core::ActionId action, core::ActionState state)
{
    constexpr qint64 day = 24 * 3600 * 1000;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_changes.actions = true;
    return change(Journal, statement(u"action-finish"_s), {int(state), now, action.value()}).and_then([&] {
        return change(Journal, statement(u"actions-forget"_s), {now - day});
    });
}

namespace
{
Result<core::QueuedAction> actionFrom(const QSqlQuery &q)
{
    auto action = core::cbor::fromBytes<core::QueuedAction>(q.value(1).toByteArray());
    if (!action)
        return core::failure(Errc::StoreCorrupt, u"journal.db"_s, "an unreadable action");
    action->id = core::ActionId{q.value(0).toLongLong()};
    action->attempts = q.value(2).toInt();
    action->stage = q.value(3).toString();
    action->state = core::ActionState(q.value(4).toInt());
    return *std::move(action);
}
} // namespace

Result<std::optional<core::QueuedAction>> Transaction::action(core::ActionId action)
{
    auto query = write(Journal, statement(u"action"_s), {action.value()});
    if (!query)
        return std::unexpected(query.error());
    Result<std::optional<core::QueuedAction>> found;
    if (next(**query))
        found = actionFrom(**query);
    (*query)->finish();
    return found;
}

Result<QList<core::QueuedAction>> Transaction::actions(core::AccountId account)
{
    auto query = write(Journal, statement(u"actions-all"_s), {account.value()});
    if (!query)
        return std::unexpected(query.error());
    QList<core::QueuedAction> list;
    while (next(**query)) {
        auto action = actionFrom(**query);
        if (action) // a damaged one must not keep the others from being carried out
            list.append(*std::move(action));
    }
    (*query)->finish();
    return list;
}

Result<> Transaction::rewriteActions(core::AccountId account, const std::function<bool(core::QueuedAction &)> &rewrite)
{
    auto all = actions(account);
    if (!all)
        return std::unexpected(all.error());
    for (core::QueuedAction &one : *all) {
        if (!rewrite(one))
            continue;
        if (auto put = change(Journal, statement(u"action-put"_s), {core::cbor::toBytes(one), one.id.value()}); !put)
            return put;
    }
    return {};
}

Result<> Transaction::retarget(const core::MessageTarget &target, const core::MessageKey &to)
{
    return rewriteActions(target.key.account, [&](core::QueuedAction &one) {
        bool changed = follow(one.action, target, to);
        for (core::MailAction &inverse : one.inverse)
            changed |= follow(inverse, target, to);
        return changed;
    });
}

/** What is queued goes to the server before the renaming, under the old name; what takes it back comes after. */
Result<> Transaction::renameInInverses(const core::Mailbox &from, const QByteArray &to)
{
    return rewriteActions(from.account, [&](core::QueuedAction &one) {
        bool changed = false;
        for (core::MailAction &inverse : one.inverse)
            changed |= follow(inverse, from, to);
        return changed;
    });
}

// --- outbox and drafts

namespace
{
constexpr qsizetype kStory = 24; ///< steps kept of a submission

void addStep(QList<core::SubmissionStep> &story, const core::Submission &submission, const QDateTime &at)
{
    const core::SubmissionStep step{at, submission.state, submission.lastError};
    if (!story.isEmpty() && story.last().state == step.state && story.last().error == step.error)
        story.last().at = at; // the same again
    else
        story.append(step);
    if (story.size() > kStory)
        story.removeAt(1);
}
} // namespace

Result<core::Submission> Transaction::goneOn(core::Submission submission)
{
    auto query = write(Journal, statement(u"submission-value"_s), {submission.id.value()});
    if (!query)
        return std::unexpected(query.error());
    const QByteArray bytes = next(**query) ? (*query)->value(0).toByteArray() : QByteArray();
    (*query)->finish();
    if (const auto stored = core::cbor::fromBytes<core::Submission>(bytes))
        submission.story = stored->story;
    addStep(submission.story, submission, QDateTime::currentDateTimeUtc());
    return submission;
}

Result<qint64> Transaction::rowWithToken(const QString &query, const QString &token)
{
    if (token.isEmpty())
        return 0;
    return begin(Journal)
        .and_then([&] { return at(Journal).value(statement(query), {token.toUtf8()}); })
        .transform([](const QVariant &id) { return id.toLongLong(); });
}

Result<core::SubmissionId> Transaction::queueSubmission(
    const core::Submission &submission, const QByteArray &bytes, const std::optional<core::Draft> &draft)
{
    m_changes.outbox = true;
    const auto before = rowWithToken(u"submission-with-token"_s, submission.draftToken);
    if (!before)
        return std::unexpected(before.error());
    if (*before != 0)
        return core::failure(Errc::NoSuchMessage, submission.subject);
    core::Submission told = submission;
    addStep(told.story, told, told.queuedAt);
    return insertedId<core::SubmissionId>(write(Journal, statement(u"submission-queue"_s),
        {told.account.value(), int(told.state), core::cbor::toBytes(told), compressed(bytes),
            draft ? QVariant(core::cbor::toBytes(*draft)) : QVariant()}));
}

Result<> Transaction::updateSubmission(const core::Submission &submission)
{
    m_changes.outbox = true;
    const auto told = goneOn(submission);
    if (!told)
        return std::unexpected(told.error());
    auto updated = write(
        Journal, statement(u"submission-update"_s), {int(told->state), core::cbor::toBytes(*told), told->id.value()});
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
    core::Submission again = submission;
    again.state = core::SubmissionState::Queued;
    const auto queued = goneOn(again);
    if (!queued)
        return std::unexpected(queued.error());
    auto updated = write(Journal, statement(u"submission-requeue"_s),
        {int(queued->state), core::cbor::toBytes(*queued), queued->id.value()});
    if (!updated)
        return std::unexpected(updated.error());
    return (*updated)->numRowsAffected() == 1 ? Result<>() : core::failure(Errc::NoSuchMessage, queued->subject);
}

Result<> Transaction::discardSubmission(core::SubmissionId submission)
{
    m_changes.outbox = true;
    auto removed = write(Journal, statement(u"submission-discard"_s), {submission.value()});
    if (!removed)
        return std::unexpected(removed.error());
    return (*removed)->numRowsAffected() == 1 ? Result<>() : core::failure(Errc::NoSuchMessage);
}

Result<core::Draft> Transaction::takeBackSubmission(core::SubmissionId submission)
{
    auto query = write(Journal, statement(u"submission-draft"_s), {submission.value()});
    if (!query)
        return std::unexpected(query.error());
    const QByteArray bytes = next(**query) ? (*query)->value(0).toByteArray() : QByteArray();
    (*query)->finish();
    auto draft = core::cbor::fromBytes<core::Draft>(bytes);
    if (!draft)
        return core::failure(Errc::NoSuchMessage);
    draft->id = {};
    return removeSubmission(submission).and_then([&] { return saveDraft(*draft); }).transform([&](core::DraftId id) {
        draft->id = id;
        return *draft;
    });
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
