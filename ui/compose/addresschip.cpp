// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "addresschip.h"

#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kWidest = 320; ///< then the text is cut in the middle
constexpr int kCross = 12;
} // namespace

AddressChip::AddressChip(const models::TypedAddress &address, QWidget *parent)
    : QWidget(parent)
    , m_address(address)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::ArrowCursor);
    const QString whole = models::addressText(address.address);
    setToolTip(address.isPlausible ? whole : tr("%1 is not a complete mail address").arg(address.text));
    setAccessibleName(address.isPlausible ? whole : toolTip());
}

QString AddressChip::label() const
{
    const QString name = m_address.address.displayName();
    return m_address.isPlausible && !name.isEmpty() ? name : m_address.text;
}

QSize AddressChip::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(label());
    return {qMin(text + 2 * space::small + space::tiny + kCross + 2, kWidest), fontMetrics().height() + 6};
}

QRect AddressChip::crossRect() const
{
    const QRect place(width() - space::small - kCross + 2, (height() - kCross) / 2, kCross, kCross);
    return QStyle::visualRect(layoutDirection(), rect(), place);
}

void AddressChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const bool isBad = !m_address.isPlausible;
    const QColor back = hasFocus() ? theme.accent : isBad ? theme.dangerSoft : theme.accentSoft;
    const QColor front = hasFocus() ? theme.onAccent : isBad ? theme.danger : theme.text;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(isBad && !hasFocus() ? QPen(theme.danger) : QPen(Qt::NoPen));
    painter.setBrush(back);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), height() / 2., height() / 2.);
    painter.setPen(front);
    const QRect text = QStyle::visualRect(
        layoutDirection(), rect(), rect().adjusted(space::small + 2, 0, -(space::small + kCross + space::tiny - 2), 0));
    painter.drawText(
        text, Qt::AlignVCenter | Qt::AlignLeading, fontMetrics().elidedText(label(), Qt::ElideMiddle, text.width()));
    icon("close", hasFocus() ? theme.onAccent : theme.secondary).paint(&painter, crossRect());
}

void AddressChip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
        Q_EMIT removeRequested();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        if (event->modifiers() & Qt::ControlModifier)
            break; // that sends
        Q_EMIT editRequested();
        return;
    case Qt::Key_Left:
        Q_EMIT moveRequested(layoutDirection() == Qt::LeftToRight ? -1 : 1);
        return;
    case Qt::Key_Right:
        Q_EMIT moveRequested(layoutDirection() == Qt::LeftToRight ? 1 : -1);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void AddressChip::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

void AddressChip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && crossRect().adjusted(-4, -4, 4, 4).contains(event->position().toPoint()))
        Q_EMIT removeRequested();
}

void AddressChip::mouseDoubleClickEvent(QMouseEvent *)
{
    Q_EMIT editRequested();
}

void AddressChip::focusInEvent(QFocusEvent *event)
{
    update();
    QWidget::focusInEvent(event);
}

void AddressChip::focusOutEvent(QFocusEvent *event)
{
    update();
    QWidget::focusOutEvent(event);
}

} // namespace ui
