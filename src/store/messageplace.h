// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

namespace store
{

/** A message and where it stands in its mailbox's order: newest first, then the higher UID. */
struct MessagePlace {
    core::MessageId id;
    qint64 date = 0; ///< ms since 1970 UTC
    core::Uid uid;

    bool comesBefore(const MessagePlace &other) const
    {
        return date != other.date ? date > other.date : uid > other.uid;
    }
    friend bool operator==(const MessagePlace &, const MessagePlace &) = default;
};

} // namespace store
