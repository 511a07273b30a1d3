// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QToolButton;

namespace models
{
class Workspace;
}

namespace ui
{

class MailboxView;
class WindowActions;

/** The first column: writing a message, the menu, the mailboxes, and what the program is doing. */
class Sidebar : public QWidget
{
    Q_OBJECT

public:
    Sidebar(models::Workspace &workspace, WindowActions &actions, QWidget *parent = nullptr);

    MailboxView *mailboxes() { return m_mailboxes; }
    void openMenu();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    MailboxView *m_mailboxes;
    QToolButton *m_menu;
};

} // namespace ui
