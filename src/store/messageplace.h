// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

namespace store
{

/** A message and where it stands in its mailbox's order: newest first, then the higher UID, then the older row. */
struct MessagePlace {
    core::MessageId id;
    qint64 date = 0; ///< ms since 1970 UTC
    core::Uid uid;

    bool comesBefore(const MessagePlace &other) const
    {
        if (date != other.date)
            return date > other.date;
        return uid != other.uid ? uid > other.uid : id < other.id;
    }
    friend bool operator==(const MessagePlace &, const MessagePlace &) = default;
};

} // namespace store
