// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/draft.h"
#include "core/mailaction.h"
#include "core/mailbox.h"
#include "core/question.h"
#include "core/submission.h"
#include "messageplace.h"
#include "profilepaths.h"
#include "sqlite.h"

namespace store
{

/**
 * A read-only view of the stores for one thread; never waits for the writer (WAL) and never holds a transaction
 * beyond a call. Sees what is committed. A query that fails is logged and reads as empty.
 */
class Reader
{
public:
    /** The stores must exist: Database::open has made them. StoreFailed when they are of another version. */
    static core::Result<std::unique_ptr<Reader>> open(const ProfilePaths &paths);
    /** After another engine has taken over: it may have made a store anew. On an error all stays as it was. */
    core::Result<> reopen();

    QList<core::Account> accounts() const;
    std::optional<core::Account> account(core::AccountId id) const;
    QString setting(const QString &key) const;
    QList<core::TrustException> trust() const;
    QList<core::TrustEvent> trustEvents() const; ///< oldest first

    QList<core::Mailbox> mailboxes(core::AccountId account = {}) const; ///< of all accounts without one
    std::optional<core::Mailbox> mailbox(core::MailboxId id) const;

    quint32 messageCount(core::MailboxId mailbox) const; ///< that it lists
    quint32 storedCount(core::MailboxId mailbox) const; ///< that it has on the server, as far as the index knows
    /** Newest first: date, then UID, descending. -1: all. */
    QList<core::MessageId> messageOrder(core::MailboxId mailbox, int limit = -1) const;
    /** The same order with its sort keys, in slices: at most `limit` places after `after`, from the top without one. */
    QList<MessagePlace> messagePlaces(
        core::MailboxId mailbox, const std::optional<MessagePlace> &after, int limit) const;
    QList<core::MessageSummary> firstPage(
        core::MailboxId mailbox, int limit, int offset = 0) const; ///< in the same order
    QList<core::MessageSummary> summaries(
        const QList<core::MessageId> &ids) const; ///< in the given order, missing ones left out
    std::optional<core::MessageSummary> summary(core::MessageId id) const;
    std::optional<core::MessageKey> key(core::MessageId id) const;
    std::optional<core::MessageSummary> find(const core::MessageKey &key) const;
    std::optional<core::MessageTarget> target(core::MessageId id) const;
    core::Uid highestUid(core::MailboxId mailbox) const; ///< of what it has and lists; invalid: nothing
    /** What it lists though another mailbox still has it on the server. */
    QList<core::MessageTarget> targetsFromElsewhere(core::MailboxId mailbox) const;
    QList<std::pair<core::Uid, core::Flags>> uidsWithFlags(core::MailboxId mailbox) const; ///< ascending

    bool hasBody(const core::MessageKey &key) const;
    /** Verified against its hash; a damaged one is logged and reads as absent, so that it is fetched again. */
    std::optional<QByteArray> body(const core::MessageKey &key) const;

    /** A message that the server stopped having, and whose bytes are kept for a while. */
    struct Gone {
        core::MessageKey key;
        QDateTime since;
    };
    QList<Gone> gone() const;

    QList<core::QueuedAction> actions(core::AccountId account) const; ///< not yet acknowledged, in order
    /** Finished ones too, as far as they can be undone; of all accounts without one. In order. */
    QList<core::QueuedAction> allActions(core::AccountId account = {}) const;
    QList<core::Submission> submissions() const; ///< of all accounts, oldest first
    std::optional<core::Submission> submission(core::SubmissionId id) const;
    std::optional<QByteArray> submissionBytes(core::SubmissionId id) const;
    QList<core::Draft> drafts() const;

private:
    explicit Reader(const ProfilePaths &paths)
        : m_paths(paths)
    {
    }
    bool next(QSqlQuery *query) const;
    QList<core::QueuedAction> actionsBy(const QString &statement, core::AccountId account) const;
    QSqlQuery *query(Sqlite &db, const QString &sql, const QVariantList &values = {}) const;

    ProfilePaths m_paths;
    std::unique_ptr<Sqlite> m_index, m_bodies, m_journal;
};

} // namespace store
