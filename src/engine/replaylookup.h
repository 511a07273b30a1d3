// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mailaction.h"
#include "imap/readingconnection.h"

namespace engine
{

/** True when the server said no to the action itself; every other error says nothing about it. */
bool isRefusal(const core::Error &error);

imap::UidSet uidsOf(const QList<core::MessageTarget> &targets);

/** A message that stands on the server. */
struct Found {
    core::Uid uid;
    QString messageId;
    quint32 size = 0;
};

/** What these UIDs of the selected mailbox are. */
async::Task<QList<Found>> lookAt(imap::ReadingConnection *reading, QList<core::Uid> uids);
/** Messages of the selected mailbox with exactly this Message-ID: SEARCH finds it also as a part of another one. */
async::Task<QList<Found>> withMessageId(imap::ReadingConnection *reading, QString messageId);

} // namespace engine
