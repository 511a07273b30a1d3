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

/**
 * What a command whose answer was lost has put into a mailbox beside the one that was sent instead of it: of the
 * messages that have come since, all that are one of `originals` by Message-ID and size and stand there more often
 * than among them. One of each always stays, the one that came first.
 */
QList<core::Uid> twins(const QList<Found> &since, const QList<core::MessageTarget> &originals);

} // namespace engine
