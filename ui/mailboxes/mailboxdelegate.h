// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace ui
{

/** The line icon for a row of models::MailboxTreeModel, by its role. */
const char *mailboxIcon(const QModelIndex &index);

/** Paints the rows of MailboxView: headings of accounts, folders with the icon of their role and a badge. */
class MailboxDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /** Where the arrow of a row with children stands. */
    static QRect arrowRect(const QRect &row, const QModelIndex &index);

private:
    void paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintFolder(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace ui
