// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QObject>

#include <functional>

class QMenu;
class QModelIndex;

namespace models
{
class MailActions;
class MailboxTreeModel;
class MessageListModel;
} // namespace models

namespace ui
{

class MessageListView;
class WindowActions;

/** Brings the actions to the selected messages, and keeps their words and states in step with what is selected. */
class SelectionCommands : public QObject
{
    Q_OBJECT

public:
    SelectionCommands(WindowActions &actions, MessageListView &list, models::MessageListModel &messages,
        models::MailActions &mail, const models::MailboxTreeModel &mailboxes, QObject *parent = nullptr);

    void goToNextUnread();
    /** The mailboxes of the account as submenus; a choice moves the selected messages there, or copies them. */
    void addTransferMenus(QMenu &menu);
    /** Messages were dropped on a mailbox; if they are the selected ones, the selection goes on to the next. */
    void transfer(const QList<core::MessageId> &messages, core::MailboxId mailbox, bool copy);

private:
    QMenu *makeTransferMenu(QMenu &menu, bool copy);
    void addDestinations(QMenu &menu, const QModelIndex &parent, int depth, bool copy);
    void pick(bool copy);
    QModelIndex heading() const; ///< the account whose messages are shown
    bool isInTrash() const;
    void refresh();
    void toggleRead();
    void toggleStar();
    void moveAway(const std::function<void(const QList<core::MessageId> &)> &move);
    bool all(int role, bool wanted) const;

    WindowActions &m_actions;
    MessageListView &m_list;
    models::MessageListModel &m_messages;
    models::MailActions &m_mail;
    const models::MailboxTreeModel &m_mailboxes;
};

} // namespace ui
