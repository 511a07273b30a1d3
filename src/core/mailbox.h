// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "flags.h"
#include "ids.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <compare>
#include <optional>

namespace core
{

/** SPECIAL-USE of RFC 6154. The values are stored: never renumber. */
enum class MailboxRole {
    None = 0,
    Inbox = 1,
    Sent = 2,
    Drafts = 3,
    Trash = 4,
    Junk = 5,
    Archive = 6,
    All = 7,
    Flagged = 8
};

QString mailboxRoleName(MailboxRole role); ///< "inbox", "sent" …; "none"

/** One mailbox of an account as the store knows it. */
struct Mailbox {
    MailboxId id;
    AccountId account;
    QByteArray rawName; ///< exactly the bytes of the server (modified UTF-7 or UTF-8); sent back unchanged
    QString name; ///< decoded for people; the raw bytes where they do not decode
    QChar delimiter; ///< null for a flat name
    MailboxRole role = MailboxRole::None;
    bool selectable = true;
    bool subscribed = true;
    UidValidity uidValidity;
    Uid uidNext; ///< lowest UID that the store has not seen yet
    ModSeq highestModSeq;
    Uid backfilledTo; ///< every UID from here up is in the store; 1 or 0-exists means complete
    quint32 total = 0; ///< messages on the server at the last look
    quint32 unread = 0;

    QString leafName() const;
    friend bool operator==(const Mailbox &, const Mailbox &) = default;
};

/** Names a message for ever: the same after an index rebuild. (RFC 3501 2.3.1.1) */
struct MessageKey {
    AccountId account;
    QByteArray mailbox; ///< raw name
    UidValidity uidValidity;
    Uid uid;

    /** `1:INBOX:1700000000:17`, the mailbox percent-encoded; the form of ids in hikyakuctl. */
    QString toString() const;
    static std::optional<MessageKey> fromString(const QString &text);
    friend auto operator<=>(const MessageKey &, const MessageKey &) = default;
    friend size_t qHash(const MessageKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.account, key.mailbox, key.uidValidity, key.uid);
    }
};

/** One row of a message list, as stored in the index. */
struct MessageSummary {
    MessageId id;
    MailboxId mailbox;
    Uid uid;
    QString subject;
    QString fromName; ///< as Address::displayName of the first From
    QString fromAddress;
    QString toNames; ///< display names of To, joined by ", ": for Sent
    QDateTime date; ///< INTERNALDATE unless the Date field is sane; UTC
    quint32 size = 0; ///< RFC822.SIZE, a hint only
    Flags flags;
    bool hasAttachment = false;
    QString preview; ///< first words, empty until known

    friend bool operator==(const MessageSummary &, const MessageSummary &) = default;
};

} // namespace core
