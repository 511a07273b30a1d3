// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QByteArray>
#include <QList>

namespace imap
{

/**
 * A set of UIDs as ranges (`sequence-set` of RFC 3501 section 9, restricted to UIDs). An open range reaches up to
 * the highest UID there is.
 */
class UidSet
{
public:
    struct Range {
        quint32 first = 0;
        quint32 last = 0; ///< inclusive; 0: open, to the highest UID

        friend bool operator==(const Range &, const Range &) = default;
    };

    UidSet() = default;
    /** All from `first` to `last`, both included; an invalid `last` means no upper end. Empty when first > last or 0.
     */
    static UidSet fromRange(core::Uid first, core::Uid last);
    /** In any order, duplicates allowed; UID 0 is dropped. */
    static UidSet fromList(const QList<core::Uid> &uids);

    bool isEmpty() const { return m_ranges.isEmpty(); }
    /** True when it has no upper end, so that its members cannot be counted. */
    bool isOpen() const { return !m_ranges.isEmpty() && m_ranges.last().last == 0; }
    /** How many UIDs, an open range counting as none. */
    quint64 count() const;
    bool contains(core::Uid uid) const;
    /** Every member, ascending. Not for open sets. */
    QList<core::Uid> toList() const;
    /** `1:5,9,20:*`; empty for the empty set, which must not be sent. */
    QByteArray toImap() const;
    /**
     * Cut into pieces of at most `perPiece` UIDs, the piece with the highest UIDs first; an open range is a piece of
     * its own. No piece is longer than 4000 bytes in IMAP form, since servers limit the command line.
     */
    QList<UidSet> newestFirst(quint32 perPiece) const;

    const QList<Range> &ranges() const { return m_ranges; } ///< ascending, neither touching nor overlapping
    friend bool operator==(const UidSet &, const UidSet &) = default;

private:
    QList<Range> m_ranges;
};

} // namespace imap
