// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/flags.h"
#include "core/ids.h"
#include "core/mailbox.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace imap
{

/** What SELECT told (RFC 3501 6.3.1, RFC 7162 3.1.2). */
struct SelectedMailbox {
    core::UidValidity uidValidity;
    core::Uid uidNext; ///< invalid when the server did not tell
    core::ModSeq highestModSeq; ///< invalid without CONDSTORE
    quint32 exists = 0;
    bool readOnly = false;
    quint64 epoch = 0; ///< counts the selections of this connection; never repeats
};

/** One message as the message list needs it. */
struct SummaryData {
    core::Uid uid;
    core::Flags flags;
    core::ModSeq modSeq; ///< invalid without CONDSTORE
    quint32 size = 0; ///< RFC822.SIZE: a hint, servers lie
    QDateTime internalDate; ///< UTC; invalid when the server sent none that can be read
    bool hasAttachment = false; ///< by BODYSTRUCTURE
    QByteArray header; ///< raw bytes of the header fields asked for
};

struct FlagsData {
    core::Uid uid;
    core::Flags flags;
    core::ModSeq modSeq;
};

/** The server mentioned that something changed; what exactly has to be asked. */
struct MailboxHint {
    QByteArray mailbox; ///< raw name
    bool newMessages = false;
    bool flagsChanged = false;
    bool expunged = false;
};

/** One mailbox as LIST told it (RFC 3501 7.2.2, RFC 6154). */
struct ListEntry {
    QByteArray rawName; ///< exactly as the server wrote it
    QString name; ///< decoded for people; the raw bytes read as Latin-1 where they do not decode
    QChar delimiter; ///< null for a flat name
    core::MailboxRole role = core::MailboxRole::None;
    bool selectable = true;
    bool subscribed = false;
};

/** Where copies went (COPYUID, RFC 4315 section 3); empty when the server does not tell. */
struct CopiedUids {
    core::UidValidity uidValidity; ///< of the destination
    QList<std::pair<core::Uid, core::Uid>> uids; ///< of the original and of its copy
};

struct StatusData {
    quint32 messages = 0;
    quint32 unseen = 0;
    core::Uid uidNext;
    core::UidValidity uidValidity;
    core::ModSeq highestModSeq;
};

} // namespace imap
