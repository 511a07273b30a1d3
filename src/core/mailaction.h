// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "flags.h"
#include "mailbox.h"

#include <QDateTime>
#include <QList>

#include <variant>

namespace core
{

/** What makes a message findable again when UIDs lie: checked before an action touches it on the server. */
struct MessageTarget {
    MessageKey key;
    QString messageId; ///< may be empty
    quint32 size = 0; ///< RFC822.SIZE as stored

    friend bool operator==(const MessageTarget &, const MessageTarget &) = default;
};

struct SetFlags {
    QList<MessageTarget> messages;
    SystemFlags add;
    SystemFlags remove;

    friend bool operator==(const SetFlags &, const SetFlags &) = default;
};

struct MoveMessages {
    QList<MessageTarget> messages;
    QByteArray destination; ///< raw mailbox name in the same account

    friend bool operator==(const MoveMessages &, const MoveMessages &) = default;
};

/** Files the copy of a sent message; skipped when a message with this Message-ID is already there. */
struct AppendSentCopy {
    AccountId account;
    SubmissionId submission; ///< whose bytes
    QString messageId;

    friend bool operator==(const AppendSentCopy &, const AppendSentCopy &) = default;
};

/** Copies within the account; shown when the server has made them. */
struct CopyMessages {
    QList<MessageTarget> messages;
    QByteArray destination; ///< raw mailbox name in the same account

    friend bool operator==(const CopyMessages &, const CopyMessages &) = default;
};

/** Removes for good (UID EXPUNGE, RFC 4315); held back for a while, so that it can be undone. */
struct DeleteMessages {
    QList<MessageTarget> messages;

    friend bool operator==(const DeleteMessages &, const DeleteMessages &) = default;
};

/** Removes for good what a mailbox held when the person said so; held back like DeleteMessages. */
struct EmptyMailbox {
    AccountId account;
    QByteArray mailbox;
    UidValidity uidValidity;
    Uid upTo; ///< the highest UID the person can have seen

    friend bool operator==(const EmptyMailbox &, const EmptyMailbox &) = default;
};

struct CreateMailbox {
    AccountId account;
    QByteArray parent; ///< raw name; empty: top level
    QString name; ///< for people, without the parent's
    QByteArray rawName; ///< of the new mailbox; the engine makes it from parent and name

    friend bool operator==(const CreateMailbox &, const CreateMailbox &) = default;
};

/** With everything below it; moves it, too, when the parent is another. */
struct RenameMailbox {
    AccountId account;
    QByteArray mailbox;
    QByteArray parent; ///< raw name; empty: top level
    QString name; ///< for people, without the parent's
    QByteArray rawName; ///< the new one; the engine makes it from parent and name

    friend bool operator==(const RenameMailbox &, const RenameMailbox &) = default;
};

/** With the messages in it, for good; held back like DeleteMessages. Mailboxes below it stay. */
struct DeleteMailbox {
    AccountId account;
    QByteArray mailbox;
    bool onlyEmpty = false; ///< refused when a message lies in it

    friend bool operator==(const DeleteMailbox &, const DeleteMailbox &) = default;
};

struct SetSubscribed {
    AccountId account;
    QByteArray mailbox;
    bool subscribed = true;

    friend bool operator==(const SetSubscribed &, const SetSubscribed &) = default;
};

/** Something a person did to mail: applied at once, journaled, replayed on the server, idempotent. On disk by the
 * order of the alternatives: add at the end. */
using MailAction = std::variant<SetFlags, MoveMessages, AppendSentCopy, CopyMessages, DeleteMessages, EmptyMailbox,
    CreateMailbox, RenameMailbox, DeleteMailbox, SetSubscribed>;

/** The values are stored: never renumber. */
enum class ActionState {
    Queued = 0, ///< not yet acknowledged by the server
    Done = 1, ///< acknowledged; kept for a while, so that it can be undone
    Refused = 2, ///< the server said no; its local effect was taken back
    Undone = 3,
};

struct QueuedAction {
    ActionId id;
    AccountId account;
    MailAction action;
    QDateTime queuedAt; ///< UTC
    QDateTime notBefore; ///< UTC; invalid: at once
    QList<MailAction> inverse; ///< what takes it back, made when it was applied; empty: nothing does
    ActionState state = ActionState::Queued;
    int attempts = 0; ///< times it was begun on a server; 0: the server cannot know of it
    QString stage; ///< progress marker of a composed action, empty at first

    friend bool operator==(const QueuedAction &, const QueuedAction &) = default;
};

} // namespace core
