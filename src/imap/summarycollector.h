// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "fetchresponse.h"
#include "uidset.h"
#include "values.h"

#include <QSet>

#include <functional>

namespace imap
{

/** Collects the answers to FETCH commands for summaries: what was asked for, each once, in lists of a bounded size. */
class SummaryCollector
{
public:
    static constexpr qsizetype kListSize = 1000;

    SummaryCollector(const UidSet &wanted, std::function<void(QList<SummaryData>)> sink);

    /** True when these were the asked-for items of a wanted message that had not come yet. */
    bool take(const FetchItems &items);
    /** Hands over what is there. */
    void flush();
    /** Wanted and not there yet; empty for an open set, whose members are unknown. */
    UidSet missing() const;

private:
    UidSet m_wanted;
    std::function<void(QList<SummaryData>)> m_sink;
    QSet<quint32> m_arrived;
    QList<SummaryData> m_list;
};

} // namespace imap
