// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "uidset.h"

#include <algorithm>

using core::Uid;

namespace imap
{

UidSet UidSet::fromRange(Uid first, Uid last)
{
    UidSet set;
    if (first.isValid() && (!last.isValid() || first <= last))
        set.m_ranges.append({first.value(), last.value()});
    return set;
}

UidSet UidSet::fromList(const QList<Uid> &uids)
{
    QList<Uid> sorted = uids;
    std::ranges::sort(sorted);
    UidSet set;
    for (const Uid uid : std::as_const(sorted)) {
        if (!uid.isValid())
            continue;
        if (set.m_ranges.isEmpty() || uid.value() - set.m_ranges.last().last > 1)
            set.m_ranges.append({uid.value(), uid.value()});
        else
            set.m_ranges.last().last = uid.value();
    }
    return set;
}

quint64 UidSet::count() const
{
    quint64 sum = 0;
    for (const Range &range : m_ranges) {
        if (range.last != 0)
            sum += quint64(range.last) - range.first + 1;
    }
    return sum;
}

bool UidSet::contains(Uid uid) const
{
    const auto after = std::ranges::upper_bound(m_ranges, uid.value(), {}, &Range::first);
    if (after == m_ranges.begin())
        return false;
    const Range &range = *std::prev(after);
    return range.last == 0 || uid.value() <= range.last;
}

QList<Uid> UidSet::toList() const
{
    Q_ASSERT(!isOpen());
    QList<Uid> list;
    list.reserve(qsizetype(count()));
    for (const Range &range : m_ranges) {
        for (quint64 uid = range.first; uid <= range.last; ++uid)
            list.append(Uid{quint32(uid)});
    }
    return list;
}

namespace
{
void appendRange(QByteArray &text, const UidSet::Range &range)
{
    if (!text.isEmpty())
        text += ',';
    text += QByteArray::number(range.first);
    if (range.last == 0)
        text += ":*";
    else if (range.last != range.first)
        text += ':' + QByteArray::number(range.last);
}
} // namespace

QByteArray UidSet::toImap() const
{
    QByteArray text;
    for (const Range &range : m_ranges)
        appendRange(text, range);
    return text;
}

QList<UidSet> UidSet::newestFirst(quint32 perPiece) const
{
    constexpr qsizetype kRangesPerPiece = 4000 / 22; // "4294967295:4294967295," is the longest
    QList<UidSet> pieces;
    UidSet piece;
    quint32 room = perPiece;
    const auto finishPiece = [&] {
        if (piece.isEmpty())
            return;
        std::ranges::reverse(piece.m_ranges);
        pieces.append(std::exchange(piece, {}));
        room = perPiece;
    };
    for (auto range = m_ranges.crbegin(); range != m_ranges.crend(); ++range) {
        if (range->last == 0) {
            piece.m_ranges.append(*range);
            finishPiece();
            continue;
        }
        for (quint32 last = range->last;;) {
            const quint32 length = std::min(room, last - range->first + 1);
            const quint32 first = last - length + 1;
            piece.m_ranges.append({first, last});
            room -= length;
            if (room == 0 || piece.m_ranges.size() == kRangesPerPiece)
                finishPiece();
            if (first == range->first)
                break;
            last = first - 1;
        }
    }
    finishPiece();
    return pieces;
}

} // namespace imap
