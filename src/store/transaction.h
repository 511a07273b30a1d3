// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/draft.h"
#include "core/mailaction.h"
#include "core/mailbox.h"
#include "core/question.h"
#include "core/storechanges.h"
#include "core/submission.h"
#include "database.h"
#include "indexedmessage.h"
#include "messagerow.h"

#include <QMap>

#include <functional>
#include <optional>

namespace store
{

/**
 * One change of the stores as a whole; rolled back unless committed. Only one at a time, on the writer thread.
 *
 * The files commit one after another: journal, bodies, index. A crash in between leaves an action journaled but not
 * yet shown (replayed over the index at the next look), or a body stored that no row knows (found by its key): never
 * a row that vouches for something missing.
 */
class Transaction
{
public:
    explicit Transaction(Database &database);
    ~Transaction();
    Transaction(Transaction &&) = delete;

    /**
     * Commits what was touched and tells what changed. After an error nothing is changed of what the caller wrote to
     * the journal or the index. What is in the journal is done, even when the index could not follow:
     * Database::isIndexBehind().
     */
    core::Result<core::StoreChanges> commit();

    /** After the index missed something: all is shown where the server has it, and looked at again by the next
     * synchronisation. What is queued has to be shown once more. */
    core::Result<> catchUp();

    // Accounts, settings, trust: journal
    core::Result<core::AccountId> addAccount(const core::Account &account); ///< AlreadyExists when the name is taken
    core::Result<> updateAccount(const core::Account &account);
    core::Result<> removeAccount(core::AccountId account, bool erase); ///< erase: its mail on this computer too
    core::Result<> setSetting(const QString &key, const QString &value);
    core::Result<> putTrust(const core::TrustException &exception);
    core::Result<> removeTrust(const QString &host, quint16 port);
    core::Result<> recordTrust(const core::TrustEvent &event);

    // Mailboxes: index
    core::Result<core::MailboxId> upsertMailbox(
        const core::Mailbox &mailbox); ///< by account and raw name; sync state untouched
    /** Its rows go, its bodies are kept for a while, see forgetGone(). */
    core::Result<> removeMailbox(core::MailboxId mailbox);
    /** Neither listed nor counted any more, or again: deleted here, and the server does not know yet. */
    core::Result<> hideMailbox(core::AccountId account, const QByteArray &rawName, bool hidden);
    /** With everything below it, and its bodies. */
    core::Result<> renameMailbox(core::AccountId account, const core::Mailbox &from, const core::Mailbox &to);
    core::Result<> setSubscribed(core::AccountId account, const QByteArray &rawName, bool subscribed);
    core::Result<> setSyncState(core::MailboxId mailbox, core::UidValidity uidValidity, core::Uid uidNext,
        core::ModSeq modSeq, core::Uid backfilledTo);
    core::Result<> setTotal(core::MailboxId mailbox, quint32 total);
    core::Result<> setUnread(core::MailboxId mailbox, quint32 unread); ///< from STATUS, for mailboxes without rows
    core::Result<> clearMailbox(core::MailboxId mailbox); ///< all rows and the sync state; bodies stay
    core::Result<core::MailboxId> mailboxOf(
        const core::MessageKey &key); ///< NoSuchMailbox; UidValidityChanged when stale
    /** Id, names, delimiter and UIDVALIDITY only; hidden ones too. */
    core::Result<std::optional<core::Mailbox>> mailboxNamed(core::AccountId account, const QByteArray &rawName);
    core::Result<QList<std::pair<core::MailboxId, QByteArray>>> mailboxNames(core::AccountId account);
    core::Result<QByteArray> rawNameOf(core::MailboxId mailbox); ///< empty: no such mailbox
    core::Result<QChar> delimiterOf(core::AccountId account); ///< of any of its mailboxes; null: none has one

    // Messages: index
    core::Result<> upsertMessages(core::MailboxId mailbox, const QList<IndexedMessage> &messages); ///< keeps preview
    core::Result<> setFlags(core::MailboxId mailbox, const QList<std::pair<core::Uid, core::Flags>> &flags);
    core::Result<> changeFlags(core::MailboxId mailbox, core::Uid uid, core::SystemFlags add, core::SystemFlags remove);
    /** Nothing when there is no such row. */
    core::Result<std::optional<MessageRow>> row(core::MailboxId mailbox, core::Uid uid);
    /** The only row of the mailbox with this Message-ID and size; an invalid UID when there is none or are several. */
    core::Result<core::Uid> uidLike(core::MailboxId mailbox, const core::MessageTarget &target);
    core::Result<> removeMessages(core::MailboxId mailbox, const QList<core::Uid> &uids);
    /** Lists the message in this mailbox, wherever the server has it; nowhere without one. */
    core::Result<> show(core::MailboxId mailbox, core::Uid uid, core::MailboxId in);
    /** The same for all messages of `mailbox` up to this UID that `from` lists. */
    core::Result<> showUpTo(core::MailboxId mailbox, core::Uid upTo, core::MailboxId from, core::MailboxId in);
    /** The server has the message at another place now: row and body go along, and queued actions follow it. An
     * invalid UID: nobody knows where; the row goes, and actions look for it by Message-ID and size. */
    core::Result<> relocate(const core::MessageTarget &target, const core::MessageKey &to);
    core::Result<> setPreview(core::MailboxId mailbox, core::Uid uid, const QString &preview);

    // Bodies
    /** The server has it no more, without being told to: kept until forgetGone(). */
    core::Result<> keepGone(const core::MessageKey &key);
    core::Result<> keepGoneOf(core::AccountId account, const QByteArray &mailbox); ///< all of a mailbox
    core::Result<> removeBody(const core::MessageKey &key);
    core::Result<> forgetGone(const QDateTime &before); ///< what was gone by then
    core::Result<> putBody(const core::MessageKey &key, const QByteArray &raw); ///< immutable: a second one is ignored

    // Actions, outbox, drafts: journal
    core::Result<core::ActionId> queueAction(const core::QueuedAction &action);
    core::Result<> setActionStage(core::ActionId action, const QString &stage); ///< see QueuedAction::stage
    /** Counts QueuedAction::attempts; NoSuchMessage when it is no longer queued. */
    core::Result<> beginAction(core::ActionId action);
    core::Result<> setInverse(core::ActionId action, const QList<core::MailAction> &inverse);
    core::Result<> finishAction(core::ActionId action, core::ActionState state);
    core::Result<std::optional<core::QueuedAction>> action(core::ActionId action);
    core::Result<QList<core::QueuedAction>> actions(core::AccountId account); ///< in order, finished ones too
    /**
     * NoSuchMessage when its draft was submitted already: two faces, or a link that broke before the answer. With the
     * draft it can be taken back.
     */
    core::Result<core::SubmissionId> queueSubmission(
        const core::Submission &submission, const QByteArray &bytes, const std::optional<core::Draft> &draft = {});
    /** Its draft again, saved; the submission goes. NoSuchMessage when it has set out. */
    core::Result<core::Draft> takeBackSubmission(core::SubmissionId submission);
    core::Result<> updateSubmission(const core::Submission &submission);
    /** Queues it again with its new values; NoSuchMessage when it is on its way or sent by now. */
    core::Result<> requeueSubmission(const core::Submission &submission);
    /** Takes it back; NoSuchMessage when it is on its way or sent by now: its bytes are still needed. */
    core::Result<> discardSubmission(core::SubmissionId submission);
    core::Result<> removeSubmission(core::SubmissionId submission);
    /** Without an id it finds its row by its token; NoSuchMessage when it was submitted already. */
    core::Result<core::DraftId> saveDraft(const core::Draft &draft);
    core::Result<> removeDraft(core::DraftId draft);

private:
    enum File { Journal, Bodies, Index, FileCount };
    Sqlite &at(File file);
    core::Result<> begin(File file);
    bool next(QSqlQuery &query); ///< the next row; a page that cannot be read fails the transaction
    core::Result<> countUp();
    core::Result<QSqlQuery *> write(File file, const QString &sql, const QVariantList &values);
    core::Result<> change(File file, const QString &sql, const QVariantList &values);
    core::Result<> rewriteActions(core::AccountId account, const std::function<bool(core::QueuedAction &)> &rewrite);
    core::Result<> renameInInverses(const core::Mailbox &from, const QByteArray &to);
    core::Result<> retarget(const core::MessageTarget &target, const core::MessageKey &to);
    core::Result<> dropDamagedBody(const core::MessageKey &key, const QByteArray &raw);
    core::Result<> moveBody(const core::MessageKey &from, const core::MessageKey &to);
    core::Result<> showRow(core::MessageId id, core::MailboxId from, core::MailboxId in);
    core::Result<> noteShownAway(core::MailboxId mailbox);
    core::Result<core::Submission> goneOn(core::Submission submission); ///< with the story that is stored, and a step
    core::Result<qint64> rowWithToken(const QString &query, const QString &token); ///< 0: none
    core::StoreChanges::InMailbox &changesIn(core::MailboxId mailbox);
    void note(QList<core::MessageId> core::StoreChanges::InMailbox::*list, core::MailboxId mailbox, core::MessageId id);
    core::Result<> refreshUnread();
    void rollback();

    Database &m_database;
    bool m_begun[FileCount] = {};
    bool m_written[FileCount] = {};
    /** SQLite may have rolled back what came before the statement that failed: nothing after it may be kept. */
    std::optional<core::Error> m_failed;
    bool m_done = false;
    QMap<core::MailboxId, core::StoreChanges::InMailbox> m_inMailbox;
    core::StoreChanges m_changes;
};

} // namespace store
