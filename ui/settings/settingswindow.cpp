// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settingswindow.h"

#include "accountspage.h"
#include "certificatespage.h"
#include "computerpage.h"
#include "models/workspace.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kListWidth = 190;
} // namespace

SettingsWindow::SettingsWindow(models::Workspace &workspace, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_list(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_accounts(new AccountsPage(workspace.accountEditor()))
{
    setObjectName(u"settingsWindow"_s);
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setObjectName(u"settingsPages"_s);
    m_list->setAccessibleName(tr("Settings"));
    m_list->setFixedWidth(kListWidth);
    m_list->setIconSize({18, 18});
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(m_pages, 1);
    add(Page::Accounts, "account", tr("Accounts"), m_accounts);
    add(Page::Certificates, "certificate", tr("Certificates"), new CertificatesPage(workspace.trustList()));
    add(Page::Computer, "save", tr("On this computer"), new ComputerPage(workspace));
    paintPictures();
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_accounts, &AccountsPage::addRequested, this, &SettingsWindow::addAccountRequested);
    m_list->setCurrentRow(0);
    setMinimumSize(940, 480);
    resize(980, 720);
    m_list->setFocus();
}

void SettingsWindow::add(Page page, const char *picture, const QString &name, QWidget *widget)
{
    m_pictures.append(picture);
    auto *item = new QListWidgetItem(name, m_list);
    item->setData(Qt::UserRole, int(page));
    item->setSizeHint({0, std::max(34, fontMetrics().height() + 2 * space::small)});
    m_pages->addWidget(widget);
}

void SettingsWindow::paintPictures()
{
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setIcon(icon(m_pictures.at(row)));
}

void SettingsWindow::showPage(Page page)
{
    m_list->setCurrentRow(int(page));
}

void SettingsWindow::showAccount(core::AccountId account)
{
    showPage(Page::Accounts);
    m_accounts->choose(account);
}

void SettingsWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close))
        close();
    else
        QWidget::keyPressEvent(event);
}

void SettingsWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().base);
    painter.fillRect(0, 0, kListWidth, height(), Theme::current().window);
    painter.fillRect(kListWidth, 0, 1, height(), Theme::current().hairline);
}

void SettingsWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintPictures();
}

} // namespace ui
