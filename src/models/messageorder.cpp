// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messageorder.h"

#include <algorithm>

namespace models
{

qsizetype MessageOrder::positionFor(const Row &place) const
{
    const auto at = std::lower_bound(
        m_rows.cbegin(), m_rows.cend(), place, [](const Row &one, const Row &other) { return one.comesBefore(other); });
    return at - m_rows.cbegin();
}

qsizetype MessageOrder::find(const Row &place) const
{
    const qsizetype at = positionFor(place);
    return at < m_rows.size() && m_rows.at(at) == place ? at : -1;
}

qsizetype MessageOrder::find(core::MessageId message) const
{
    const auto at
        = std::find_if(m_rows.cbegin(), m_rows.cend(), [message](const Row &row) { return row.id == message; });
    return at == m_rows.cend() ? -1 : at - m_rows.cbegin();
}

void MessageOrder::apply(const Step &step, const MessageOrder &target)
{
    m_rows.remove(step.first, step.removed);
    if (step.inserted == 0)
        return;
    m_rows.insert(step.first, step.inserted, Row{});
    const auto from = target.m_rows.cbegin() + step.from;
    std::copy(from, from + step.inserted, m_rows.begin() + step.first);
}

QList<MessageOrder::Step> MessageOrder::steps(const MessageOrder &before, const MessageOrder &after)
{
    QList<Step> steps;
    qsizetype i = before.size() - 1;
    qsizetype j = after.size() - 1;
    const auto removeOne = [&] {
        if (!steps.isEmpty() && steps.last().removed > 0 && steps.last().first == i + 1)
            steps.last() = {.first = i, .removed = steps.last().removed + 1};
        else
            steps.append({.first = i, .removed = 1});
        --i;
    };
    const auto insertOne = [&] {
        Step *last = steps.isEmpty() ? nullptr : &steps.last();
        if (last && last->inserted > 0 && last->first == i + 1 && last->from == j + 1)
            *last = {.first = i + 1, .inserted = last->inserted + 1, .from = j};
        else
            steps.append({.first = i + 1, .inserted = 1, .from = j});
        --j;
    };
    while (i >= 0 || j >= 0) {
        if (i < 0) {
            insertOne();
        } else if (j < 0) {
            removeOne();
        } else if (before.at(i) == after.at(j)) {
            --i;
            --j;
        } else if (before.at(i).comesBefore(after.at(j))) {
            insertOne();
        } else { // behind it, or another message at the same place
            removeOne();
        }
    }
    return steps;
}

} // namespace models
