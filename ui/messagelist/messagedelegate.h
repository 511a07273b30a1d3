// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace ui
{

/**
 * Paints a message in two lines: who and when; subject and first words. All rows are equally high. Reads only the
 * roles of MessageListModel that are meant for painting.
 */
class MessageDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    static int rowHeight();
    /** Where a click stars the message. */
    static QRect starRect(const QRect &row);

private:
    struct Inks;
    void paintGround(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintTop(QPainter &painter, QRect line, const Inks &inks, const QModelIndex &index) const;
    void paintBottom(QPainter &painter, QRect line, const Inks &inks, const QStyleOptionViewItem &option,
        const QModelIndex &index) const;
};

} // namespace ui
