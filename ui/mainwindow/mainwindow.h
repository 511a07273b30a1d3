// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/workspace.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace ui
{

class MailboxCommands;
class MessageListPane;
class MessagePane;
class OutboxPage;
class QuietPage;
class SelectionCommands;
class Sidebar;
class StateBanner;
class WindowActions;

/**
 * Folders, messages and the reading pane, or the Outbox, or a welcome while there is no account. It wires views to the
 * workspace's models; what needs another window is asked for by signals.
 */
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /** `workspace` must outlive the window. Geometry and folded rows are kept in QSettings. */
    explicit MainWindow(models::Workspace &workspace, QWidget *parent = nullptr);

    /** A bar above the columns, beneath those that are there; the window owns it. */
    void addNotice(QWidget *notice);

Q_SIGNALS:
    /** A new message from the account that is looked at; an invalid id: the first one. */
    void composeRequested(core::AccountId account);
    /** As composeRequested(), to these; a mail address in a text was clicked. */
    void composeToRequested(core::AccountId account, const core::AddressList &to);
    void replyRequested(const core::MessageKey &message, ipc::ReplyKind kind);
    void addAccountRequested();
    void settingsRequested(core::AccountId account); ///< invalid: the first page

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void wireMailboxes();
    void wireMessages();
    void wireActions();
    void wireUndo();
    void openMailbox(core::MailboxId mailbox);
    void openOutbox();
    void openFirst();
    void showSelection();
    void refreshPages();
    void refreshTitle();
    void readOn(int pages);
    void cyclePanes(int direction);
    void restoreState();
    void saveState() const;

    models::Workspace &m_workspace;
    WindowActions *m_actions;
    Sidebar *m_sidebar;
    MessageListPane *m_list;
    MessagePane *m_message;
    OutboxPage *m_outbox;
    StateBanner *m_banner;
    QVBoxLayout *m_notices;
    QuietPage *m_welcome;
    QStackedWidget *m_pages; ///< the columns, or the welcome
    QStackedWidget *m_content; ///< messages and reading pane, or the Outbox
    QSplitter *m_columns;
    QSplitter *m_mail;
    SelectionCommands *m_commands = nullptr;
    MailboxCommands *m_folders = nullptr;
    core::MailboxId m_last; ///< where to go when the Outbox is empty again
};

} // namespace ui
