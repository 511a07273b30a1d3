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

/** Something a person did to mail: applied at once, journaled, replayed on the server, idempotent. */
using MailAction = std::variant<SetFlags, MoveMessages, AppendSentCopy>;

struct QueuedAction {
    ActionId id;
    AccountId account;
    MailAction action;
    QDateTime queuedAt; ///< UTC
    int attempts = 0;
    QString stage; ///< progress marker of a composed action, empty at first

    friend bool operator==(const QueuedAction &, const QueuedAction &) = default;
};

} // namespace core
