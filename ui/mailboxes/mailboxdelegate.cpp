// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxdelegate.h"

#include "core/mailbox.h"
#include "mailboxview.h"
#include "models/mailboxtreemodel.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QPainterPath>

using core::MailboxRole;
using Tree = models::MailboxTreeModel;

namespace ui
{

namespace
{
constexpr int kMargin = 8; ///< between the edge of the pane and the ground of a selected row
constexpr int kIcon = 16;
constexpr int kArrow = 10;
constexpr int kStep = 14; ///< of a nested folder

bool isHeading(const QModelIndex &index)
{
    return index.data(Tree::KindRole).value<Tree::NodeKind>() == Tree::NodeKind::Account;
}

int depthOf(const QModelIndex &index)
{
    int depth = 0;
    for (QModelIndex parent = index.parent(); parent.isValid() && !isHeading(parent); parent = parent.parent())
        ++depth;
    return depth;
}

void paintArrow(QPainter &painter, const QRect &rect, bool isOpen, const QColor &color)
{
    painter.save();
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.translate(QRectF(rect).center());
    painter.rotate(isOpen ? 90 : 0);
    QPainterPath path;
    path.moveTo(-1.5, -3.5);
    path.lineTo(2, 0);
    path.lineTo(-1.5, 3.5);
    painter.drawPath(path);
    painter.restore();
}
/** The number at the right edge, or an alarm; where what stands left of it must end. */
int paintBadge(QPainter &painter, const QRect &ground, const QModelIndex &index, bool isActive)
{
    const Theme &theme = Theme::current();
    const int edge = ground.right() - space::small;
    const bool alarms = index.data(Tree::NeedsAttentionRole).toBool();
    const int badge = index.data(Tree::BadgeRole).toInt();
    if (badge <= 0 && !alarms)
        return edge;
    const QString number = alarms && badge == 0 ? QStringLiteral("!") : QLocale().toString(badge);
    painter.setFont(uiFont(-1, alarms ? QFont::Bold : QFont::Medium));
    const int width = std::max(QFontMetrics(painter.font()).horizontalAdvance(number), 6) + (alarms ? 12 : 0);
    const QRect place(edge - width, ground.top(), width, ground.height());
    if (alarms) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.danger);
        painter.drawRoundedRect(QRect(place.left(), place.center().y() - 8, place.width(), 18), 9, 9);
        painter.setPen(theme.base);
    } else {
        painter.setPen(isActive ? theme.onAccent : theme.secondary);
    }
    painter.drawText(place, Qt::AlignCenter | Qt::TextSingleLine, number);
    return place.left() - space::small;
}
} // namespace

const char *mailboxIcon(const QModelIndex &index)
{
    if (index.data(Tree::KindRole).value<Tree::NodeKind>() == Tree::NodeKind::Outbox)
        return "outbox";
    switch (index.data(Tree::RoleRole).value<MailboxRole>()) {
    case MailboxRole::Inbox:
        return "inbox";
    case MailboxRole::Sent:
        return "sent";
    case MailboxRole::Drafts:
        return "drafts";
    case MailboxRole::Trash:
        return "trash";
    case MailboxRole::Junk:
        return "junk";
    case MailboxRole::Archive:
        return "archive";
    case MailboxRole::All:
        return "all";
    case MailboxRole::Flagged:
        return "star";
    case MailboxRole::None:
        break;
    }
    return "folder";
}

QRect MailboxDelegate::arrowRect(const QRect &row, const QModelIndex &index)
{
    if (!index.model() || !index.model()->hasChildren(index))
        return {};
    if (isHeading(index))
        return {row.right() - kMargin - kArrow - space::small, row.bottom() - 4 - kIcon, kArrow, kIcon};
    const int left = row.left() + kMargin + space::hair + depthOf(index) * kStep;
    return {left, row.center().y() - kIcon / 2, kArrow, kIcon};
}

QSize MailboxDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int text = QFontMetrics(uiFont()).height();
    if (isHeading(index))
        return {option.rect.width(), text + (index.row() == 0 ? space::medium : space::huge)};
    return {option.rect.width(), std::max(30, text + space::medium)};
}

void MailboxDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isHeading(index))
        paintHeading(*painter, option, index);
    else
        paintFolder(*painter, option, index);
    painter->restore();
}

void MailboxDelegate::paintHeading(
    QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const bool isCurrent = option.state & QStyle::State_HasFocus;
    painter.setFont(uiFont(-1, QFont::DemiBold));
    painter.setPen(isCurrent ? theme.accent : theme.secondary);
    const QFontMetrics metrics(painter.font());
    QRect text = option.rect.adjusted(kMargin + space::small, 0, -kMargin - space::huge, -4);
    text.setTop(text.bottom() - metrics.height() + 1);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(index.data(Tree::NameRole).toString(), Qt::ElideMiddle, text.width()));
    const bool isOpen = option.state & QStyle::State_Open;
    if (!isOpen || isCurrent || (option.state & QStyle::State_MouseOver))
        paintArrow(painter, arrowRect(option.rect, index), isOpen, painter.pen().color());
}

void MailboxDelegate::paintFolder(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isActive = isSelected && (option.state & QStyle::State_HasFocus);
    const bool isUsable = index.flags().testFlag(Qt::ItemIsSelectable) && index.data(Tree::SubscribedRole).toBool();
    const auto *view = qobject_cast<const MailboxView *>(option.widget);
    const bool isTarget = view && view->dropTarget() == index && isUsable;
    const QRect ground = option.rect.adjusted(kMargin, 1, -kMargin, -1);
    if (isSelected || (option.state & QStyle::State_MouseOver)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isActive ? theme.accent : isSelected ? theme.accentSoft : theme.hover);
        painter.drawRoundedRect(ground, space::radius, space::radius);
    }
    if (isTarget) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(ground).adjusted(1, 1, -1, -1), space::radius, space::radius);
    }
    const QColor ink = isActive ? theme.onAccent : isUsable ? theme.text : theme.secondary;
    if (const QRect arrow = arrowRect(option.rect, index); arrow.isValid())
        paintArrow(painter, arrow, option.state & QStyle::State_Open, isActive ? theme.onAccent : theme.secondary);

    const int left = ground.left() + kArrow + space::tiny + depthOf(index) * kStep;
    const QRect picture(left, ground.center().y() - kIcon / 2 + 1, kIcon, kIcon);
    paintIcon(painter, picture, mailboxIcon(index),
        isActive       ? theme.onAccent
            : isUsable ? theme.accent
                       : theme.secondary);

    const int right = paintBadge(painter, ground, index, isActive);
    const int unread = index.data(Tree::UnreadRole).toInt();
    painter.setFont(uiFont(0, unread > 0 ? QFont::DemiBold : QFont::Normal));
    painter.setPen(ink);
    const int textLeft = picture.right() + space::small + 1;
    const QRect text(textLeft, ground.top(), right - textLeft, ground.height());
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(painter.font()).elidedText(index.data(Tree::NameRole).toString(), Qt::ElideRight, text.width()));
}

} // namespace ui
