// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messagelistview.h"

#include "core/log.h"
#include "messagedelegate.h"
#include "messagesdrag.h"
#include "models/messagelistmodel.h"
#include "ui/shared/theme.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QKeyEvent>
#include <QScrollBar>

#include <chrono>

using namespace Qt::StringLiterals;
using List = models::MessageListModel;

namespace ui
{

namespace
{
constexpr int kUnreadLookahead = 2000; ///< rows; each may have to be read from the store
} // namespace

MessageListView::MessageListView(List &messages, QWidget *parent)
    : QListView(parent)
    , m_messages(messages)
    , m_rowHeight(MessageDelegate::rowHeight())
{
    setObjectName(u"messages"_s);
    setAccessibleName(tr("Messages"));
    setItemDelegate(new MessageDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ExtendedSelection);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setDragDropMode(DragOnly);
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &MessageListView::selectionSettled);
    // "14:05" becomes "Yesterday" while one looks.
    connect(&m_dates, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
    m_dates.start(std::chrono::minutes(1));
    setModel(&messages);
    connect(&messages, &List::modelReset, this, [this] {
        verticalScrollBar()->setValue(0);
        m_settle.start(0);
    });
    connect(&messages, &List::rowsRemoved, &m_settle, qOverload<>(&QTimer::start));
}

// --- where rows are

int MessageListView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

int MessageListView::rowAt(int y) const
{
    return (y + verticalOffset()) / m_rowHeight;
}

QRect MessageListView::visualRect(const QModelIndex &index) const
{
    return index.isValid() ? QRect(0, index.row() * m_rowHeight - verticalOffset(), viewport()->width(), m_rowHeight)
                           : QRect();
}

QModelIndex MessageListView::indexAt(const QPoint &point) const
{
    const int row = rowAt(point.y());
    return point.y() + verticalOffset() >= 0 && row < m_messages.rowCount() ? m_messages.index(row) : QModelIndex();
}

void MessageListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * m_rowHeight;
    const int bottom = top + m_rowHeight - viewport()->height();
    if (hint == PositionAtTop || (hint == EnsureVisible && top < verticalOffset()))
        verticalScrollBar()->setValue(top);
    else if (hint == PositionAtBottom || (hint == EnsureVisible && bottom > verticalOffset()))
        verticalScrollBar()->setValue(bottom);
    else if (hint == PositionAtCenter)
        verticalScrollBar()->setValue((top + bottom) / 2);
}

void MessageListView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout(); // not QListView's, which looks at every row
}

void MessageListView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
}

void MessageListView::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    const int page = viewport()->height();
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(m_rowHeight / 2);
    verticalScrollBar()->setRange(0, std::max(0, m_messages.rowCount() * m_rowHeight - page));
}

void MessageListView::scrollContentsBy(int, int)
{
    // QListView moves what it painted by its own idea of where rows are.
    viewport()->update();
}

void MessageListView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const bool isAbove = verticalOffset() > 0 && start <= rowAt(0);
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    if (isAbove)
        verticalScrollBar()->setValue(verticalOffset() + (end - start + 1) * m_rowHeight);
    viewport()->update();
}

void MessageListView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
    const int above = std::min(end + 1, rowAt(0)) - start;
    if (above > 0)
        verticalScrollBar()->setValue(verticalOffset() - above * m_rowHeight);
    scheduleDelayedItemsLayout();
}

// --- selection

QList<core::MessageId> MessageListView::selectedMessages() const
{
    return m_messages.messagesAt(selectionModel()->selectedRows());
}

int MessageListView::selectedCount() const
{
    int count = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        count += range.height();
    return count;
}

void MessageListView::selectRow(int row)
{
    if (row >= 0 && row < m_messages.rowCount())
        selectionModel()->setCurrentIndex(m_messages.index(row), QItemSelectionModel::ClearAndSelect);
}

int MessageListView::rowAfterSelection() const
{
    int first = m_messages.rowCount();
    int last = -1;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        first = std::min(first, range.top());
        last = std::max(last, range.bottom());
    }
    return last + 1 < m_messages.rowCount() && last >= 0 ? last + 1 : first - 1 < last ? first - 1 : -1;
}

int MessageListView::nextUnreadRow() const
{
    const int count = m_messages.rowCount();
    const int current = currentIndex().row();
    for (int step = 1; step <= std::min(count, kUnreadLookahead); ++step) {
        const int row = (current + step) % count;
        if (m_messages.index(row).data(List::UnreadRole).toBool())
            return row == current ? -1 : row;
    }
    return -1;
}

void MessageListView::moveBy(int rows)
{
    const int last = m_messages.rowCount() - 1;
    const bool isFirst = !selectionModel()->hasSelection();
    selectRow(isFirst ? std::max(0, currentIndex().row()) : std::clamp(currentIndex().row() + rows, 0, last));
}

QModelIndex MessageListView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int count = m_messages.rowCount();
    if (count == 0)
        return {};
    const int row = currentIndex().row(); // -1: none yet
    const int page = std::max(1, viewport()->height() / m_rowHeight - 1);
    // The first key after a mailbox was opened selects its first row instead of passing over it.
    if (!selectionModel()->hasSelection() && modifiers == Qt::NoModifier && (action == MoveDown || action == MoveUp))
        return m_messages.index(std::max(0, row));
    const auto at = [&](int wanted) {
        return m_messages.index(std::clamp(wanted, 0, count - 1));
    };
    switch (action) {
    case MoveUp:
    case MovePrevious:
        return at(row - 1);
    case MoveDown:
    case MoveNext:
        return at(row + 1);
    case MovePageUp:
        return at(row - page);
    case MovePageDown:
        return at(row + page);
    case MoveHome:
        return at(0);
    case MoveEnd:
        return at(count - 1);
    case MoveLeft:
    case MoveRight:
        break;
    }
    return currentIndex();
}

void MessageListView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const QRect normal = rect.normalized();
    const int first = std::max(0, rowAt(normal.top()));
    const int last = std::min(m_messages.rowCount() - 1, rowAt(normal.bottom()));
    if (first <= last)
        selectionModel()->select(QItemSelection(m_messages.index(first), m_messages.index(last)), command);
}

QRegion MessageListView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        const QRect rows = visualRect(range.topLeft()).united(visualRect(range.bottomRight()));
        region += rows & viewport()->rect();
    }
    return region;
}

void MessageListView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    m_settle.start(0);
}

// --- painting and input

void MessageListView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    QStyleOptionViewItem base;
    initViewItemOption(&base);
    const bool isActive = hasFocus() && window()->isActiveWindow();
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const bool hovers = viewport()->underMouse();
    const bool isOneOfMany = selectedCount() > 1;
    const int last = std::min(m_messages.rowCount() - 1, rowAt(event->rect().bottom()));
    for (int row = std::max(0, rowAt(event->rect().top())); row <= last; ++row) {
        const QModelIndex index = m_messages.index(row);
        QStyleOptionViewItem option = base;
        option.rect = visualRect(index);
        option.state.setFlag(QStyle::State_Active, isActive);
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        option.state.setFlag(QStyle::State_MouseOver, hovers && option.rect.contains(mouse));
        option.state.setFlag(QStyle::State_KeyboardFocusChange, isOneOfMany);
        itemDelegate()->paint(&painter, option, index);
    }
    if (last >= 0 && !std::exchange(m_hasPainted, true))
        qCDebug(core::lcUi) << "first row painted"; // what ./dev bench waits for
}

bool MessageListView::isStar(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    return index.isValid() && MessageDelegate::starRect(visualRect(index)).adjusted(-5, -5, 5, 5).contains(position);
}

void MessageListView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isPlain && event->key() == Qt::Key_Space) {
        if (event->modifiers() & Qt::ShiftModifier)
            Q_EMIT pageBackRequested();
        else
            Q_EMIT pageRequested();
    } else if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT openRequested();
    } else if (event->key() == Qt::Key_Escape) {
        clearSelection();
    } else if (isPlain && event->key() == Qt::Key_F10 && (event->modifiers() & Qt::ShiftModifier)) {
        openMenu(); // what Qt makes of the Menu key alone
    } else {
        QListView::keyPressEvent(event);
    }
}

void MessageListView::keyboardSearch(const QString &)
{
    // Letters are commands here, and a search would read every row of the store.
}

void MessageListView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && isStar(event->pos())) {
        const QModelIndex index = indexAt(event->pos());
        Q_EMIT starClicked(m_messages.messageAt(index.row()), !index.data(List::FlaggedRole).toBool());
        return;
    }
    QListView::mousePressEvent(event);
}

void MessageListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !isStar(event->pos()) && indexAt(event->pos()).isValid())
        Q_EMIT openRequested();
}

void MessageListView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard)
        openMenu();
    else if (selectionModel()->hasSelection())
        Q_EMIT menuRequested(event->globalPos());
}

void MessageListView::openMenu()
{
    if (!selectionModel()->hasSelection())
        return;
    const QRect row = visualRect(currentIndex()) & viewport()->rect();
    Q_EMIT menuRequested(viewport()->mapToGlobal(row.isValid() ? row.center() : viewport()->rect().center()));
}

void MessageListView::startDrag(Qt::DropActions)
{
    const QList<core::MessageId> messages = selectedMessages();
    if (messages.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(messagesAsMime(messages));
    const QPixmap picture = dragPicture(tr("%Ln message(s)", nullptr, int(messages.size())));
    drag->setPixmap(picture);
    drag->setHotSpot({-space::small, picture.deviceIndependentSize().toSize().height() / 2});
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
}

QPixmap MessageListView::dragPicture(const QString &words) const
{
    const QFont font = uiFont(0, QFont::DemiBold);
    const QFontMetrics metrics(font);
    const QSize size(metrics.horizontalAdvance(words) + 2 * space::medium, metrics.height() + 2 * space::tiny);
    QPixmap picture(size * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current().accent);
    painter.drawRoundedRect(QRect(QPoint(), size), size.height() / 2.0, size.height() / 2.0);
    painter.setPen(Theme::current().onAccent);
    painter.setFont(font);
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, words);
    return picture;
}

void MessageListView::focusInEvent(QFocusEvent *event)
{
    // QAbstractItemView makes the first row current and selected; here nothing is opened that nobody chose.
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void MessageListView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::StyleChange) {
        m_rowHeight = MessageDelegate::rowHeight();
        updateGeometries();
        viewport()->update();
    }
}

} // namespace ui
