// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "address.h"
#include "mailbox.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace core
{

struct DraftAttachment {
    QString fileName; ///< as shown and as sent, without a path
    QString mimeType;
    QByteArray bytes; ///< decoded

    friend bool operator==(const DraftAttachment &, const DraftAttachment &) = default;
};

/** A message being written, before it has bytes. */
struct Draft {
    DraftId id; ///< 0 until it was saved
    QString token; ///< a UUID, its own for life also before it has an id; goes into no message
    AccountId account;
    Address from;
    AddressList to;
    AddressList cc;
    AddressList bcc; ///< goes to the SMTP envelope and to the own Sent copy, never to the transmitted header
    QString subject;
    QString text; ///< plain text, line ends LF
    QList<DraftAttachment> attachments;
    QString inReplyTo; ///< Message-ID without brackets
    QStringList references;
    std::optional<MessageKey> answers; ///< the message that gets \Answered when this one is sent
    std::optional<MessageKey> forwards; ///< the message that gets $Forwarded

    friend bool operator==(const Draft &, const Draft &) = default;
};

} // namespace core
