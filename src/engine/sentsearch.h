// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "imap/readingconnection.h"

namespace engine
{

/**
 * True when a message with this Message-ID lies in one of the mailboxes that hold what was sent: some servers file a
 * copy by themselves, and then it is certain that they took the message. False proves nothing.
 */
async::Task<bool> liesInSent(imap::ReadingConnection *reading, QList<core::Mailbox> mailboxes, QString messageId);

} // namespace engine
