// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "selectioncommands.h"

#include "models/mailactions.h"
#include "models/mailboxtreemodel.h"
#include "models/messagelistmodel.h"
#include "ui/messagelist/messagelistview.h"
#include "windowactions.h"

#include <QAction>
#include <QMenu>

using List = models::MessageListModel;
using models::MailActions;
using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kLookedAt = 500; ///< selected messages asked before an action is offered: each may be read from the store
} // namespace

SelectionCommands::SelectionCommands(
    WindowActions &actions, MessageListView &list, List &messages, MailActions &mail, QObject *parent)
    : QObject(parent)
    , m_actions(actions)
    , m_list(list)
    , m_messages(messages)
    , m_mail(mail)
{
    connect(actions.toggleRead, &QAction::triggered, this, &SelectionCommands::toggleRead);
    connect(actions.toggleStar, &QAction::triggered, this, &SelectionCommands::toggleStar);
    connect(actions.trash, &QAction::triggered, this,
        [this] { moveAway([this](const auto &chosen) { m_mail.moveToTrash(chosen); }); });
    connect(actions.archive, &QAction::triggered, this,
        [this] { moveAway([this](const auto &chosen) { m_mail.archive(chosen); }); });
    connect(actions.junk, &QAction::triggered, this,
        [this] { moveAway([this](const auto &chosen) { m_mail.markJunk(chosen); }); });
    connect(actions.nextMessage, &QAction::triggered, this, [this] { m_list.moveBy(1); });
    connect(actions.previousMessage, &QAction::triggered, this, [this] { m_list.moveBy(-1); });
    connect(actions.nextUnread, &QAction::triggered, this, &SelectionCommands::goToNextUnread);
    connect(&list, &MessageListView::selectionSettled, this, &SelectionCommands::refresh);
    connect(&messages, &List::dataChanged, this, &SelectionCommands::refresh);
    connect(&list, &MessageListView::starClicked, &m_mail,
        [this](core::MessageId message, bool flagged) { m_mail.setFlagged({message}, flagged); });
    refresh();
}

bool SelectionCommands::all(int role, bool wanted) const
{
    int looked = 0;
    for (const QItemSelectionRange &range : m_list.selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && looked < kLookedAt; ++row, ++looked) {
            if (m_messages.index(row).data(role).toBool() != wanted)
                return false;
        }
    }
    return true;
}

void SelectionCommands::refresh()
{
    const int count = m_list.selectedCount();
    m_actions.setSelection(count, all(List::UnreadRole, false), all(List::FlaggedRole, true));
    if (count == 0 || count > kLookedAt)
        return;
    const QList<core::MessageId> messages = m_list.selectedMessages();
    m_actions.trash->setEnabled(m_mail.canMoveToTrash(messages));
    m_actions.archive->setEnabled(m_mail.canArchive(messages));
}

void SelectionCommands::toggleRead()
{
    m_mail.setRead(m_list.selectedMessages(), !all(List::UnreadRole, false));
}

void SelectionCommands::toggleStar()
{
    m_mail.setFlagged(m_list.selectedMessages(), !all(List::FlaggedRole, true));
}

void SelectionCommands::moveAway(const std::function<void(const QList<core::MessageId> &)> &move)
{
    const QList<core::MessageId> messages = m_list.selectedMessages();
    if (messages.isEmpty())
        return;
    const int next = m_list.rowAfterSelection();
    if (next >= 0)
        m_list.selectRow(next);
    else
        m_list.clearSelection();
    move(messages);
}

void SelectionCommands::addMoveMenu(QMenu &menu, const models::MailboxTreeModel &mailboxes)
{
    auto *destinations = new QMenu(tr("Move to"), &menu);
    menu.insertMenu(m_actions.archive, destinations);
    QModelIndex heading = mailboxes.indexOf(m_messages.mailbox());
    while (heading.parent().isValid())
        heading = heading.parent();
    addDestinations(*destinations, heading, 0);
    destinations->setEnabled(!destinations->isEmpty());
}

void SelectionCommands::addDestinations(QMenu &menu, const QModelIndex &parent, int depth)
{
    using Tree = models::MailboxTreeModel;
    const QAbstractItemModel *model = parent.model();
    for (int row = 0; model && row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        QString name = index.data(Tree::NameRole).toString();
        const auto mailbox = index.data(Tree::MailboxIdRole).value<core::MailboxId>();
        QAction *action = menu.addAction(QString(depth * 4, u' ') + name.replace(u'&', "&&"_L1));
        action->setEnabled(mailbox.isValid() && mailbox != m_messages.mailbox());
        connect(action, &QAction::triggered, this,
            [this, mailbox] { moveAway([this, mailbox](const auto &messages) { m_mail.moveTo(messages, mailbox); }); });
        addDestinations(menu, index, depth + 1);
    }
}

void SelectionCommands::goToNextUnread()
{
    if (const int row = m_list.nextUnreadRow(); row >= 0)
        m_list.selectRow(row);
}

} // namespace ui
