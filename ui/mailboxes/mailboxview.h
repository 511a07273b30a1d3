// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QPersistentModelIndex>
#include <QSet>
#include <QTimer>
#include <QTreeView>

namespace models
{
class MailboxTreeModel;
}

namespace ui
{

/** The sidebar: accounts and their mailboxes, and the Outbox while something waits in it. */
class MailboxView : public QTreeView
{
    Q_OBJECT

public:
    explicit MailboxView(models::MailboxTreeModel &mailboxes, QWidget *parent = nullptr);

    /** Selects it, as a click would; nothing when it is not there. */
    void choose(core::MailboxId mailbox);
    bool isOutboxChosen() const;
    core::MailboxId chosen() const; ///< invalid for the Outbox and for nothing
    /** The account that the selected row belongs to; invalid for the Outbox. */
    core::AccountId chosenAccount() const;
    QModelIndex dropTarget() const { return m_dropTarget; }

    /** Which rows are folded; a list that setFolded() takes. */
    QStringList folded() const { return m_folded.values(); }
    void setFolded(const QStringList &rows);

Q_SIGNALS:
    void mailboxChosen(core::MailboxId mailbox);
    void outboxChosen();
    /** For the row that was clicked, or the current one; `index` may be invalid: none. */
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);
    void renameRequested(const QModelIndex &index); ///< F2
    void removeRequested(const QModelIndex &index); ///< Delete
    void messagesDropped(const QList<core::MessageId> &messages, core::MailboxId mailbox, bool copy);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles = {}) override;
    void changeEvent(QEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    static QString nameForFolding(const QModelIndex &index);
    void unfold(const QModelIndex &parent);
    void tellChosen();
    void openMenu();
    void setDropTarget(const QModelIndex &index);
    bool takes(const QModelIndex &index) const; ///< messages of the account that is shown

    models::MailboxTreeModel &m_mailboxes;
    QSet<QString> m_folded;
    core::MailboxId m_told; ///< the last that mailboxChosen() named
    QPersistentModelIndex m_dropTarget;
    QTimer m_unfold; ///< messages are held over a folded row
};

} // namespace ui
