// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "summarycollector.h"

#include <limits>

namespace imap
{

namespace
{
constexpr quint64 kMostTracked = 10'000'000; ///< a bigger set is a range somebody guessed, not a list of messages
}

SummaryCollector::SummaryCollector(const UidSet &wanted, std::function<void(QList<SummaryData>)> sink)
    : m_wanted(wanted)
    , m_sink(std::move(sink))
{
    m_arrived.reserve(qsizetype(std::min<quint64>(wanted.count(), 1 << 20)));
}

bool SummaryCollector::take(const FetchItems &items)
{
    // An unasked-for flags update of a wanted message has no header and must not take its place.
    if (!items.header || !items.uid.isValid() || !m_wanted.contains(items.uid))
        return false;
    const auto before = m_arrived.size();
    m_arrived.insert(items.uid.value());
    if (m_arrived.size() == before)
        return false;
    if (m_list.isEmpty())
        m_list.reserve(kListSize);
    SummaryData &summary = m_list.emplaceBack();
    summary.uid = items.uid;
    if (items.flags)
        summary.flags = *items.flags;
    summary.modSeq = items.modSeq;
    summary.size = quint32(std::min<quint64>(items.size.value_or(0), std::numeric_limits<quint32>::max()));
    summary.internalDate = items.internalDate;
    summary.hasAttachment = items.hasAttachment;
    summary.header = items.headerToken.toByteArray();
    if (m_list.size() == kListSize)
        flush();
    return true;
}

void SummaryCollector::flush()
{
    if (!m_list.isEmpty())
        m_sink(std::exchange(m_list, {}));
}

UidSet SummaryCollector::missing() const
{
    if (m_wanted.isOpen() || m_wanted.count() > kMostTracked || quint64(m_arrived.size()) == m_wanted.count())
        return {};
    QList<core::Uid> uids;
    for (const UidSet::Range &range : m_wanted.ranges()) {
        for (quint64 uid = range.first; uid <= range.last; ++uid) {
            if (!m_arrived.contains(quint32(uid)))
                uids.append(core::Uid{quint32(uid)});
        }
    }
    return UidSet::fromList(uids);
}

} // namespace imap
