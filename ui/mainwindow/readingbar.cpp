// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "readingbar.h"

#include "ui/shared/quietpage.h"
#include "ui/shared/theme.h"
#include "windowactions.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui
{

ReadingBar::ReadingBar(WindowActions &actions, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"readingBar"_s);
    setAccessibleName(tr("Message actions"));
    setFixedHeight(kBarHeight);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::large, 0, space::medium, 0);
    row->setSpacing(2);
    const auto add = [&](QAction *action) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setIconSize({20, 20});
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text());
        connect(action, &QAction::changed, button, [button, action] { button->setAccessibleName(action->text()); });
        row->addWidget(button);
    };
    for (QAction *action : {actions.reply, actions.replyAll, actions.forward})
        add(action);
    row->addStretch();
    for (QAction *action : {actions.toggleRead, actions.archive, actions.junk, actions.moveTo, actions.trash})
        add(action);
}

void ReadingBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().base);
    painter.setPen(Theme::current().hairline);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace ui
