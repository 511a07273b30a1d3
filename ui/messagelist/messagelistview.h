// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QListView>
#include <QTimer>

namespace models
{
class MessageListModel;
}

namespace ui
{

/**
 * The rows of a mailbox. Every row is equally high and its place is arithmetic, so that a million rows are laid out,
 * scrolled and changed in the time of a hundred; QListView walks over all of them. The rows in sight stay where they
 * are when mail arrives above them.
 */
class MessageListView : public QListView
{
    Q_OBJECT

public:
    explicit MessageListView(models::MessageListModel &messages, QWidget *parent = nullptr);

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void doItemsLayout() override;
    void keyboardSearch(const QString &search) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles = {}) override;

    QList<core::MessageId> selectedMessages() const; ///< in the order of the list
    int selectedCount() const; ///< cheap, also for a million
    /** Selects this row alone and brings it into sight. */
    void selectRow(int row);
    /** The row that takes over when the selected ones go: the one below them, else above; -1: none. */
    int rowAfterSelection() const;
    /** The next unread message below the current one, then from the top; -1: none near. */
    int nextUnreadRow() const;
    void moveBy(int rows);

Q_SIGNALS:
    void selectionSettled(); ///< once after any number of changes at a time
    void openRequested(); ///< Enter or a double click
    void pageRequested(); ///< Space: read on
    void pageBackRequested(); ///< Shift and Space
    void starClicked(core::MessageId message, bool flagged);
    void menuRequested(const QPoint &globalPosition);

protected:
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int rowAt(int y) const; ///< may lie outside the list
    bool isStar(const QPoint &position) const;
    void openMenu();
    QPixmap dragPicture(const QString &words) const;

    models::MessageListModel &m_messages;
    int m_rowHeight = 0;
    bool m_hasPainted = false;
    QTimer m_settle, m_dates;
};

} // namespace ui
