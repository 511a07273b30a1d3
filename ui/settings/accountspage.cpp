// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountspage.h"

#include "accountform.h"
#include "models/accounteditor.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/quietpage.h"
#include "ui/shared/scrollpage.h"
#include "ui/shared/theme.h"

#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kListWidth = 170;
} // namespace

AccountsPage::AccountsPage(models::AccountEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_list(new QListWidget)
    , m_stack(new QStackedWidget)
    , m_form(new AccountForm(editor))
{
    setObjectName(u"accountsPage"_s);
    m_list->setObjectName(u"accounts"_s);
    m_list->setAccessibleName(tr("Accounts"));
    m_list->setProperty("framed", true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setIconSize({18, 18});
    auto *add = new QPushButton(icon("add"), tr("Add account…"));
    add->setObjectName(u"addAccount"_s);
    connect(add, &QPushButton::clicked, this, &AccountsPage::addRequested);
    auto *side = new QVBoxLayout;
    side->setSpacing(space::medium);
    side->addWidget(m_list, 1);
    side->addWidget(add);
    auto *nothing = new QuietPage;
    nothing->show("account", tr("No account is set up"), tr("Add one, and its mail appears here."));
    m_stack->addWidget(new ScrollPage(m_form));
    m_stack->addWidget(nothing);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    auto *sidePane = new QWidget;
    sidePane->setFixedWidth(kListWidth);
    side->setContentsMargins(0, 0, 0, 0);
    sidePane->setLayout(side);
    row->addWidget(sidePane);
    row->addWidget(m_stack, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::large, space::large);
    column->setSpacing(space::large);
    column->addWidget(titleLabel(tr("Accounts"), 5));
    column->addLayout(row, 1);
    connect(m_list, &QListWidget::currentItemChanged, this, [this] { m_form->show(chosen()); });
    connect(&editor, &models::AccountEditor::accountsChanged, this, &AccountsPage::refresh);
    refresh();
}

core::AccountId AccountsPage::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).value<core::AccountId>() : core::AccountId{};
}

void AccountsPage::choose(core::AccountId account)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).value<core::AccountId>() == account)
            m_list->setCurrentRow(row);
    }
}

void AccountsPage::refresh()
{
    const core::AccountId before = chosen();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const core::Account &account : m_editor.accounts()) {
        auto *item = new QListWidgetItem(icon("account"), account.name, m_list);
        item->setData(Qt::UserRole, QVariant::fromValue(account.id));
        item->setToolTip(account.address);
        item->setSizeHint({0, std::max(32, fontMetrics().height() + 2 * space::small)});
    }
    choose(before);
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
    m_stack->setCurrentIndex(m_list->count() == 0 ? 1 : 0);
    m_form->refresh(chosen());
}

} // namespace ui
