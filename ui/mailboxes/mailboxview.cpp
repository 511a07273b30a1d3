// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxview.h"

#include "mailboxdelegate.h"
#include "models/mailboxtreemodel.h"
#include "ui/messagelist/messagesdrag.h"

#include <QDragMoveEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

using Tree = models::MailboxTreeModel;
using namespace Qt::StringLiterals;

namespace ui
{

MailboxView::MailboxView(models::MailboxTreeModel &mailboxes, QWidget *parent)
    : QTreeView(parent)
    , m_mailboxes(mailboxes)
{
    setObjectName(u"mailboxes"_s);
    setAccessibleName(tr("Mailboxes"));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0); // the delegate indents, so that the ground of a row spans the pane
    setItemDelegate(new MailboxDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setExpandsOnDoubleClick(false);
    setMouseTracking(true);
    setTextElideMode(Qt::ElideRight);
    viewport()->setAutoFillBackground(false);
    connect(this, &QTreeView::collapsed, this,
        [this](const QModelIndex &index) { m_folded.insert(nameForFolding(index)); });
    connect(
        this, &QTreeView::expanded, this, [this](const QModelIndex &index) { m_folded.remove(nameForFolding(index)); });
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    m_unfold.setSingleShot(true);
    m_unfold.setInterval(700);
    connect(&m_unfold, &QTimer::timeout, this, [this] { setExpanded(m_dropTarget, true); });
    setModel(&mailboxes);
    unfold({});
}

void MailboxView::choose(core::MailboxId mailbox)
{
    if (const QModelIndex index = m_mailboxes.indexOf(mailbox); index.isValid())
        setCurrentIndex(index);
}

bool MailboxView::isOutboxChosen() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() && index.data(Tree::KindRole).value<Tree::NodeKind>() == Tree::NodeKind::Outbox;
}

core::MailboxId MailboxView::chosen() const
{
    return currentIndex().data(Tree::MailboxIdRole).value<core::MailboxId>();
}

core::AccountId MailboxView::chosenAccount() const
{
    return currentIndex().data(Tree::AccountIdRole).value<core::AccountId>();
}

void MailboxView::setFolded(const QStringList &rows)
{
    m_folded = QSet<QString>(rows.begin(), rows.end());
    unfold({});
}

/** By what the server calls it: ids do not outlive an index. */
QString MailboxView::nameForFolding(const QModelIndex &index)
{
    const QByteArray raw = index.data(Tree::RawNameRole).toByteArray();
    return u"%1:%2"_s.arg(index.data(Tree::AccountIdRole).value<core::AccountId>().value())
        .arg(raw.isEmpty() ? index.data(Tree::NameRole).toString() : QString::fromLatin1(raw));
}

void MailboxView::unfold(const QModelIndex &parent)
{
    for (int row = 0; row < model()->rowCount(parent); ++row) {
        const QModelIndex index = model()->index(row, 0, parent);
        setExpanded(index, !m_folded.contains(nameForFolding(index)));
        unfold(index);
    }
}

void MailboxView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    if (parent.isValid() && !m_folded.contains(nameForFolding(parent)))
        expand(parent);
}

void MailboxView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::RightButton)
        return; // its menu is about that row; the mailbox that is shown stays
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid()) {
        const bool isHeading = index.data(Tree::KindRole).value<Tree::NodeKind>() == Tree::NodeKind::Account;
        const QRect arrow = MailboxDelegate::arrowRect(visualRect(index), index).adjusted(-4, -4, 4, 4);
        if (isHeading || (model()->hasChildren(index) && arrow.contains(event->pos()))) {
            setExpanded(index, !isExpanded(index));
            return;
        }
        if (!index.flags().testFlag(Qt::ItemIsSelectable))
            return; // the mailbox that is shown stays the current one
    }
    QTreeView::mousePressEvent(event);
}

void MailboxView::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
}

void MailboxView::drawBranches(QPainter *, const QRect &, const QModelIndex &) const { }

void MailboxView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (current.isValid() && current.flags().testFlag(Qt::ItemIsSelectable))
        tellChosen();
}

void MailboxView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QTreeView::dataChanged(topLeft, bottomRight, roles);
    // A rebuilt index gives the same mailbox another id.
    if (topLeft == currentIndex() && chosen().isValid() && chosen() != m_told)
        tellChosen();
}

void MailboxView::tellChosen()
{
    m_told = chosen();
    if (isOutboxChosen())
        Q_EMIT outboxChosen();
    else if (m_told.isValid())
        Q_EMIT mailboxChosen(m_told);
}

/** Past open headings and folders without mail. */
QModelIndex MailboxView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex target = QTreeView::moveCursor(action, modifiers);
    if (action != MoveUp && action != MoveDown)
        return target;
    for (QModelIndex index = target; index.isValid();
        index = action == MoveUp ? indexAbove(index) : indexBelow(index)) {
        // A folded heading is a stop: the right arrow opens it.
        const bool isFolded = model()->hasChildren(index) && !isExpanded(index);
        if (isFolded || index.flags().testFlag(Qt::ItemIsSelectable))
            return index;
    }
    return currentIndex();
}

// --- menu and keys

bool MailboxView::event(QEvent *event)
{
    // Delete is a command of the whole window; here it is about the folder.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier && (key->key() == Qt::Key_Delete || key->key() == Qt::Key_F2)) {
            event->accept();
            return true;
        }
    }
    return QTreeView::event(event);
}

void MailboxView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier)
        openMenu();
    else if (event->key() == Qt::Key_F2 && currentIndex().isValid())
        Q_EMIT renameRequested(currentIndex());
    else if (event->key() == Qt::Key_Delete && currentIndex().isValid())
        Q_EMIT removeRequested(currentIndex());
    else
        QTreeView::keyPressEvent(event);
}

void MailboxView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard)
        openMenu();
    else
        Q_EMIT menuRequested(indexAt(event->pos()), event->globalPos());
}

void MailboxView::openMenu()
{
    const QModelIndex index = currentIndex();
    scrollTo(index);
    Q_EMIT menuRequested(index, viewport()->mapToGlobal(visualRect(index).center()));
}

// --- messages dropped on a mailbox

bool MailboxView::takes(const QModelIndex &index) const
{
    const auto mailbox = index.data(Tree::MailboxIdRole).value<core::MailboxId>();
    return mailbox.isValid() && mailbox != chosen()
        && index.data(Tree::AccountIdRole).value<core::AccountId>() == chosenAccount();
}

void MailboxView::setDropTarget(const QModelIndex &index)
{
    if (m_dropTarget == index)
        return;
    m_dropTarget = index;
    m_unfold.stop();
    if (index.isValid() && !isExpanded(index) && model()->hasChildren(index))
        m_unfold.start();
    viewport()->update();
}

void MailboxView::dragEnterEvent(QDragEnterEvent *event)
{
    if (!messagesFromMime(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MailboxView::dragMoveEvent(QDragMoveEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    constexpr int edge = 24;
    if (event->position().y() < edge)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - edge / 4);
    else if (event->position().y() > viewport()->height() - edge)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + edge / 4);
    setDropTarget(index);
    if (!takes(index) || messagesFromMime(event->mimeData()).isEmpty()) {
        event->ignore();
        return;
    }
    event->setDropAction(event->modifiers().testFlag(Qt::ControlModifier) ? Qt::CopyAction : Qt::MoveAction);
    event->accept();
}

void MailboxView::dragLeaveEvent(QDragLeaveEvent *)
{
    setDropTarget({});
}

void MailboxView::dropEvent(QDropEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const QList<core::MessageId> messages = messagesFromMime(event->mimeData());
    setDropTarget({});
    if (!takes(index) || messages.isEmpty()) {
        event->ignore();
        return;
    }
    const bool copy = event->modifiers().testFlag(Qt::ControlModifier);
    event->setDropAction(copy ? Qt::CopyAction : Qt::MoveAction);
    event->accept();
    Q_EMIT messagesDropped(messages, index.data(Tree::MailboxIdRole).value<core::MailboxId>(), copy);
}

void MailboxView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        scheduleDelayedItemsLayout();
}

} // namespace ui
