// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messagedelegate.h"

#include "models/messagelistmodel.h"
#include "ui/shared/avatar.h"
#include "ui/shared/datewords.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

using List = models::MessageListModel;

namespace ui
{

namespace
{
constexpr int kMargin = 6; ///< between the edge of the pane and the ground of a selected row
constexpr int kDot = 8;
constexpr int kDotLeft = kMargin + 4;
constexpr int kAvatar = 36;
constexpr int kAvatarLeft = kDotLeft + kDot + 5;
constexpr int kTextLeft = kAvatarLeft + kAvatar + 10;
constexpr int kTextRight = kMargin + 5;
constexpr int kPadding = 10; ///< above and below the two lines
constexpr int kGap = 3; ///< between them
constexpr int kMark = 14;

int lineHeight()
{
    return QFontMetrics(uiFont(0, QFont::DemiBold)).height();
}

/** Draws one line and tells how wide it became. Never more than one line, never anything but plain text. */
int drawLine(QPainter &painter, const QRect &rect, const QString &text, Qt::Alignment alignment = Qt::AlignLeft)
{
    if (rect.width() <= 0)
        return 0;
    const QFontMetrics metrics(painter.font());
    // Nobody sees more than the first words, and measuring a megabyte takes time.
    const QString shown = metrics.elidedText(text.left(300), Qt::ElideRight, rect.width());
    painter.drawText(rect, int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine | Qt::TextDontClip, shown);
    return metrics.horizontalAdvance(shown);
}
} // namespace

struct MessageDelegate::Inks {
    QColor strong, quiet, accent, star;
};

int MessageDelegate::rowHeight()
{
    return std::max(kAvatar, 2 * lineHeight() + kGap) + 2 * kPadding;
}

QRect MessageDelegate::starRect(const QRect &row)
{
    const int bottom = row.bottom() - kPadding + 1;
    return {row.right() - kTextRight - kMark, bottom - lineHeight() / 2 - kMark / 2, kMark, kMark};
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), rowHeight()};
}

void MessageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const bool isActive = (option.state & QStyle::State_Selected) && (option.state & QStyle::State_Active);
    const Inks inks = isActive ? Inks{theme.onAccent, theme.onAccent, theme.onAccent, theme.onAccent}
                               : Inks{theme.text, theme.secondary, theme.accent, theme.star};
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintGround(*painter, option);
    const QRect row = option.rect;
    if (index.data(List::UnreadRole).toBool()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(inks.accent);
        painter->drawEllipse(QRect(row.left() + kDotLeft, row.center().y() - kDot / 2 + 1, kDot, kDot));
    }
    const QRect avatar(row.left() + kAvatarLeft, row.top() + (row.height() - kAvatar) / 2, kAvatar, kAvatar);
    const QString who = index.data(List::FromRole).toString();
    // In Sent the author is always the same; the colour, too, belongs to whoever is shown.
    const bool isRecipient = who == index.data(List::ToRole).toString();
    paintAvatar(*painter, avatar, who, isRecipient ? who : index.data(List::FromAddressRole).toString());
    const int lines = 2 * lineHeight() + kGap;
    const QRect top(row.left() + kTextLeft, row.top() + (row.height() - lines) / 2,
        row.width() - kTextLeft - kTextRight, lineHeight());
    paintTop(*painter, top, inks, index);
    paintBottom(*painter, top.translated(0, lineHeight() + kGap), inks, option, index);
    painter->restore();
}

void MessageDelegate::paintGround(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const Theme &theme = Theme::current();
    const bool isSelected = option.state & QStyle::State_Selected;
    const QRect ground = option.rect.adjusted(kMargin, 1, -kMargin, -1);
    painter.setPen(theme.hairline);
    if (!isSelected)
        painter.drawLine(option.rect.left() + kTextLeft, option.rect.bottom(), option.rect.right() - kTextRight,
            option.rect.bottom());
    painter.setPen(Qt::NoPen);
    if (isSelected || (option.state & QStyle::State_MouseOver)) {
        const bool isActive = option.state & QStyle::State_Active;
        painter.setBrush(isSelected ? (isActive ? theme.accent : theme.accentSoft) : theme.hover);
        painter.drawRoundedRect(ground, space::radius, space::radius);
    }
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange || !isSelected)) {
        painter.setPen(QPen(isSelected ? theme.onAccent : theme.accent, 1));
        painter.setBrush(Qt::NoBrush);
        const QRectF ring = QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.drawRoundedRect(isSelected ? ring.adjusted(2, 2, -2, -2) : ring, space::radius, space::radius);
    }
}

void MessageDelegate::paintTop(QPainter &painter, QRect line, const Inks &inks, const QModelIndex &index) const
{
    const bool isUnread = index.data(List::UnreadRole).toBool();
    painter.setFont(uiFont(-1));
    painter.setPen(inks.quiet);
    const QString date = shortDate(index.data(List::DateRole).toDateTime(), QDateTime::currentDateTime());
    line.setRight(line.right() - drawLine(painter, line, date, Qt::AlignRight) - space::small);
    painter.setFont(uiFont(0, isUnread ? QFont::Bold : QFont::Medium));
    painter.setPen(inks.strong);
    QString who = index.data(List::FromRole).toString();
    if (who.isEmpty())
        who = index.data(List::FromAddressRole).toString();
    if (who.isEmpty())
        who = tr("(nobody)", "a message without an author or without recipients");
    drawLine(painter, line, who);
}

void MessageDelegate::paintBottom(
    QPainter &painter, QRect line, const Inks &inks, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto markAt = [&](int x) {
        return QRect(x, line.center().y() - kMark / 2 + 1, kMark, kMark);
    };
    const bool isFlagged = index.data(List::FlaggedRole).toBool();
    if (isFlagged || (option.state & QStyle::State_MouseOver)) {
        paintIcon(
            painter, starRect(option.rect), isFlagged ? "star-filled" : "star", isFlagged ? inks.star : inks.quiet);
        line.setRight(starRect(option.rect).left() - space::small);
    }
    if (index.data(List::AttachmentRole).toBool()) {
        paintIcon(painter, markAt(line.right() - kMark + 1), "attachment", inks.quiet);
        line.setRight(line.right() - kMark - space::tiny);
    }
    for (const auto &[role, name] : {std::pair(List::AnsweredRole, "reply"), {List::ForwardedRole, "forward"}}) {
        if (!index.data(role).toBool())
            continue;
        paintIcon(painter, markAt(line.left()), name, inks.quiet);
        line.setLeft(line.left() + kMark + space::tiny);
    }
    const QString subject = index.data(List::SubjectRole).toString();
    // Bold is for who wrote, and the dot says unread: a bold subject as well would leave no room for the first words.
    painter.setFont(uiFont());
    painter.setPen(subject.isEmpty() ? inks.quiet : inks.strong);
    line.setLeft(line.left() + drawLine(painter, line, subject.isEmpty() ? tr("(no subject)") : subject));
    if (const QString preview = index.data(List::PreviewRole).toString(); !preview.isEmpty() && line.width() > 40) {
        painter.setFont(uiFont());
        painter.setPen(inks.quiet);
        drawLine(painter, line.adjusted(space::small, 0, 0, 0), preview.simplified());
    }
}

} // namespace ui
