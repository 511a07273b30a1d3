// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "peoplecompleter.h"

#include "addressedit.h"
#include "ui/shared/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;
using models::PeopleModel;

namespace ui
{

namespace
{
constexpr int kWidth = 380;

/** Who, and beneath it the address and where they work. */
class PersonDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {kWidth, QFontMetrics(uiFont(0)).height() + QFontMetrics(uiFont(-1)).height() + 2 * space::small};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::current();
        const auto person = index.data(PeopleModel::PersonRole).value<core::Person>();
        const bool selected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.accent);
            painter->drawRoundedRect(
                option.rect.adjusted(space::tiny, 1, -space::tiny, -1), space::radius, space::radius);
        }
        const QRect room = option.rect.adjusted(space::medium, space::small, -space::medium, -space::small);
        const bool named = !person.address.name.isEmpty();
        QStringList beneath{named ? person.address.address : QString(), person.organization};
        beneath.removeAll(QString());
        painter->setPen(selected ? theme.onAccent : theme.text);
        line(*painter, room, uiFont(0, QFont::DemiBold), Qt::AlignTop,
            named ? person.address.name : person.address.address);
        painter->setPen(selected ? theme.onAccent : theme.secondary);
        line(*painter, room, uiFont(-1), Qt::AlignBottom, beneath.join(u"  ·  "_s));
        painter->restore();
    }

private:
    static void line(QPainter &painter, const QRect &room, const QFont &font, Qt::Alignment where, const QString &text)
    {
        painter.setFont(font);
        const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, room.width());
        painter.drawText(room, int(where | Qt::AlignLeft), shown);
    }
};
} // namespace

PeopleCompleter::PeopleCompleter(models::PeopleModel *people, AddressInput *input)
    : QCompleter(people, input)
    , m_people(people)
    , m_input(input)
{
    setCompletionMode(UnfilteredPopupCompletion);
    setWidget(input);
    input->setOffer(popup());
    popup()->setObjectName(u"peoplePopup"_s);
    popup()->setItemDelegate(new PersonDelegate(popup()));
    popup()->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    popup()->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // there are never more rows than fit
    setMaxVisibleItems(PeopleModel::kMost);
    connect(people, &PeopleModel::answered, this, &PeopleCompleter::offer);
    connect(this, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &index) {
        Q_EMIT taken(index.data(PeopleModel::PersonRole).value<core::Person>().address);
    });
}

void PeopleCompleter::offer()
{
    if (m_people->rowCount() == 0 || !m_input->hasFocus() || m_input->isComposing()) {
        popup()->hide();
        return;
    }
    complete(QRect(-space::small, 0, kWidth + 2 * space::small, m_input->height() + space::tiny));
    popup()->setCurrentIndex(completionModel()->index(0, 0));
}

} // namespace ui
