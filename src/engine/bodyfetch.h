// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "imap/readingconnection.h"

namespace engine
{

/**
 * The raw message of the selected mailbox. A body that bears another Message-ID than `messageId` (the one of the list,
 * empty: unknown) is asked for once more: a server or a cache between mixed up two answers. The second answer counts.
 */
async::Task<QByteArray> fetchBody(imap::ReadingConnection *connection, core::Uid uid, QString messageId);

} // namespace engine
