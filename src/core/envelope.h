// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "address.h"

#include <QDateTime>
#include <QStringList>

namespace core
{

/** The header fields a list and a reply need (RFC 5322 3.6), decoded. Message-IDs are without angle brackets. */
struct Envelope {
    QString subject; ///< one line, decoded; empty when there is none
    QDateTime date; ///< the Date field with its own offset; invalid when missing or unreadable
    AddressList from;
    AddressList sender;
    AddressList replyTo;
    AddressList to;
    AddressList cc;
    AddressList bcc;
    QString messageId;
    QStringList inReplyTo;
    QStringList references; ///< oldest first, at most the last 100

    friend bool operator==(const Envelope &, const Envelope &) = default;
};

} // namespace core
