// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/envelope.h"
#include "core/flags.h"
#include "core/ids.h"

namespace store
{

/** One message as the index takes it in. */
struct IndexedMessage {
    core::Uid uid;
    core::ModSeq modSeq; ///< 0 without CONDSTORE
    core::Envelope envelope;
    QDateTime internalDate;
    quint32 size = 0; ///< RFC822.SIZE
    core::Flags flags;
    bool hasAttachment = false;
};

/**
 * The time a list sorts by: the Date field, unless it is missing, before 1980 or more than a day after the server
 * received the message; then INTERNALDATE. So a spammer's year 2038 does not stay on top.
 */
QDateTime sortDate(const IndexedMessage &message);

} // namespace store
