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
    /** One contiguous step from one order to another. */
    struct Step {
        qsizetype first = 0;
        qsizetype removed = 0; ///< rows to take out at `first`, or
        QList<Row> inserted; ///< rows to put in at `first`
    };
    /** Applied from front to back of the list, each step's `first` is right: they run from the end of the rows. */
    using Difference = QList<Step>;

    MessageOrder() = default;
    explicit MessageOrder(QList<Row> rows) ///< must be sorted
        : m_rows(std::move(rows))
    {
    }

    qsizetype size() const { return m_rows.size(); }
    const Row &at(qsizetype row) const { return m_rows.at(row); }
    /** The row of exactly this place, -1 when it is not there. O(log n). */
    qsizetype find(const Row &place) const;
    /** By id alone. O(n). */
    qsizetype find(core::MessageId message) const;
    /** Where `place` belongs. */
    qsizetype positionFor(const Row &place) const;
    void insert(qsizetype at, const Row &row) { m_rows.insert(at, row); }
    void remove(qsizetype at) { m_rows.removeAt(at); }
    void apply(const Step &step);

    /** The steps from `before` to `after`. O(n). */
    static Difference difference(const MessageOrder &before, const MessageOrder &after);

private:
    QList<Row> m_rows;
};

} // namespace models
