// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sidebar.h"

#include "activityline.h"
#include "models/workspace.h"
#include "ui/mailboxes/mailboxview.h"
#include "ui/shared/icons.h"
#include "ui/shared/quietpage.h"
#include "ui/shared/theme.h"
#include "windowactions.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui
{

Sidebar::Sidebar(models::Workspace &workspace, WindowActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_mailboxes(new MailboxView(workspace.mailboxes(), this))
    , m_menu(new QToolButton(this))
{
    setObjectName(u"sidebar"_s);
    auto *compose = new QPushButton(actions.compose->text(), this);
    compose->setObjectName(u"composeButton"_s);
    compose->setToolTip(actions.compose->toolTip());
    compose->setIcon(icon("compose", Theme::current().onAccent));
    compose->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLook(compose, ButtonLook::Primary);
    connect(compose, &QPushButton::clicked, actions.compose, &QAction::trigger);
    m_menu->setObjectName(u"menuButton"_s);
    m_menu->setIcon(icon("menu"));
    m_menu->setIconSize({20, 20});
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu (F10)"));
    m_menu->setFocusPolicy(Qt::TabFocus);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setMenu(actions.makeMenu(m_menu));
    auto *bar = new QWidget(this);
    bar->setFixedHeight(kBarHeight);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::small, 0, space::small, 0);
    row->setSpacing(space::small);
    row->addWidget(m_menu);
    row->addWidget(compose, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addSpacing(space::tiny);
    column->addWidget(m_mailboxes, 1);
    column->addWidget(new ActivityLine(workspace.activity(), this));
    setFocusProxy(m_mailboxes);
}

void Sidebar::openMenu()
{
    m_menu->showMenu();
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::current().window);
}

void Sidebar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_menu->setIcon(icon("menu"));
}

} // namespace ui
