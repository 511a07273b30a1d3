// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QWidget>

class QListWidget;
class QStackedWidget;

namespace models
{
class Workspace;
}

namespace ui
{

class AccountsPage;

/** Everything that can be set, a page for each subject. Nothing in it blocks the main window. */
class SettingsWindow : public QWidget
{
    Q_OBJECT

public:
    enum class Page { Accounts, Certificates, Computer };

    /** `workspace` must outlive the window. Deletes itself when closed. */
    explicit SettingsWindow(models::Workspace &workspace, QWidget *parent = nullptr);

    void showPage(Page page);
    void showAccount(core::AccountId account);

Q_SIGNALS:
    void addAccountRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void add(Page page, const char *picture, const QString &name, QWidget *widget);
    void paintPictures();

    QListWidget *m_list;
    QStackedWidget *m_pages;
    AccountsPage *m_accounts;
    QList<const char *> m_pictures; ///< by row
};

} // namespace ui
