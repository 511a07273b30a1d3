// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/messageplace.h"

#include <QList>

namespace models
{

/** The rows of a message list as ids with their sort keys, newest first. A value; safe to hand to a pool thread. */
class MessageOrder
{
public:
    using Row = store::MessagePlace;
    /** One contiguous change: rows to take out, or rows to put in. */
    struct Step {
        qsizetype first = 0;
        qsizetype removed = 0;
        qsizetype inserted = 0;
        qsizetype from = 0; ///< where in the new order the inserted rows stand

        friend bool operator==(const Step &, const Step &) = default;
    };

    MessageOrder() = default;
    explicit MessageOrder(QList<Row> rows) ///< must be sorted
        : m_rows(std::move(rows))
    {
    }

    qsizetype size() const { return m_rows.size(); }
    const Row &at(qsizetype row) const { return m_rows.at(row); }
    const QList<Row> &rows() const { return m_rows; }
    /** The row of exactly this place, -1 when it is not there. O(log n). */
    qsizetype find(const Row &place) const;
    /** By id alone. O(n): a third of a millisecond for a million. */
    qsizetype find(core::MessageId message) const;
    /** Where `place` belongs. */
    qsizetype positionFor(const Row &place) const;
    void insert(qsizetype at, const Row &row) { m_rows.insert(at, row); }
    void remove(qsizetype at) { m_rows.removeAt(at); }
    /** One step of steps(*this, target), in their order. */
    void apply(const Step &step, const MessageOrder &target);

    /** What leads from `before` to `after`, last rows first, so that each step's `first` is right when it comes. O(n).
     */
    static QList<Step> steps(const MessageOrder &before, const MessageOrder &after);

private:
    QList<Row> m_rows;
};

} // namespace models
