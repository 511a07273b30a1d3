// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "selectioncommands.h"

#include "models/mailactions.h"
#include "models/mailboxtreemodel.h"
#include "models/messagelistmodel.h"
#include "ui/mailboxes/mailboxpicker.h"
#include "ui/messagelist/messagelistview.h"
#include "windowactions.h"

#include <QAction>
#include <QMenu>

using List = models::MessageListModel;
using Tree = models::MailboxTreeModel;
using models::MailActions;
using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kLookedAt = 500; ///< selected messages asked before an action is offered: each may be read from the store
} // namespace

SelectionCommands::SelectionCommands(WindowActions &actions, MessageListView &list, List &messages, MailActions &mail,
    const Tree &mailboxes, QObject *parent)
    : QObject(parent)
    , m_actions(actions)
    , m_list(list)
    , m_messages(messages)
    , m_mail(mail)
    , m_mailboxes(mailboxes)
{
    connect(actions.toggleRead, &QAction::triggered, this, &SelectionCommands::toggleRead);
    connect(actions.toggleStar, &QAction::triggered, this, &SelectionCommands::toggleStar);
    connect(actions.trash, &QAction::triggered, this, [this] {
        moveAway([this](const auto &chosen) {
            if (isInTrash())
                m_mail.deleteForGood(chosen);
            else
                m_mail.moveToTrash(chosen);
        });
    });
    connect(actions.deleteForGood, &QAction::triggered, this,
        [this] { moveAway([this](const auto &chosen) { m_mail.deleteForGood(chosen); }); });
    connect(actions.moveTo, &QAction::triggered, this, [this] { pick(false); });
    connect(actions.copyTo, &QAction::triggered, this, [this] { pick(true); });
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
    m_actions.setInTrash(isInTrash());
    m_actions.setSelection(count, all(List::UnreadRole, false), all(List::FlaggedRole, true));
    if (count == 0 || count > kLookedAt)
        return;
    const QList<core::MessageId> messages = m_list.selectedMessages();
    m_actions.trash->setEnabled(isInTrash() || m_mail.canMoveToTrash(messages));
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

bool SelectionCommands::isInTrash() const
{
    return m_messages.shownMailbox().role == core::MailboxRole::Trash;
}

QModelIndex SelectionCommands::heading() const
{
    QModelIndex heading = m_mailboxes.indexOf(m_messages.mailbox());
    while (heading.parent().isValid())
        heading = heading.parent();
    return heading;
}

void SelectionCommands::transfer(const QList<core::MessageId> &messages, core::MailboxId mailbox, bool copy)
{
    if (copy)
        m_mail.copyTo(messages, mailbox);
    else if (messages == m_list.selectedMessages())
        moveAway([this, mailbox](const auto &chosen) { m_mail.moveTo(chosen, mailbox); });
    else
        m_mail.moveTo(messages, mailbox);
}

void SelectionCommands::pick(bool copy)
{
    const QModelIndex account = heading();
    if (!account.isValid() || m_list.selectedCount() == 0)
        return;
    auto *picker = new MailboxPicker(copy ? tr("Copy to folder") : tr("Move to folder"), m_mailboxes,
        account.data(Tree::AccountIdRole).value<core::AccountId>(), m_messages.mailbox(), m_list.window());
    connect(picker, &MailboxPicker::chosen, this,
        [this, copy](core::MailboxId mailbox) { transfer(m_list.selectedMessages(), mailbox, copy); });
    picker->show();
}

void SelectionCommands::addTransferMenus(QMenu &menu)
{
    menu.insertMenu(m_actions.archive, makeTransferMenu(menu, false));
    menu.insertMenu(m_actions.archive, makeTransferMenu(menu, true));
    menu.insertSeparator(m_actions.archive);
}

QMenu *SelectionCommands::makeTransferMenu(QMenu &menu, bool copy)
{
    auto *destinations = new QMenu(copy ? tr("Copy to") : tr("Move to"), &menu);
    destinations->setObjectName(copy ? u"copyMenu"_s : u"moveMenu"_s);
    addDestinations(*destinations, heading(), 0, copy);
    destinations->setEnabled(!destinations->isEmpty());
    return destinations;
}

void SelectionCommands::addDestinations(QMenu &menu, const QModelIndex &parent, int depth, bool copy)
{
    const QAbstractItemModel *model = parent.model();
    for (int row = 0; model && row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        QString name = index.data(Tree::NameRole).toString();
        const auto mailbox = index.data(Tree::MailboxIdRole).value<core::MailboxId>();
        QAction *action = menu.addAction(QString(depth * 4, u' ') + name.replace(u'&', "&&"_L1));
        action->setEnabled(mailbox.isValid() && mailbox != m_messages.mailbox());
        connect(action, &QAction::triggered, this,
            [this, mailbox, copy] { transfer(m_list.selectedMessages(), mailbox, copy); });
        addDestinations(menu, index, depth + 1, copy);
    }
}

void SelectionCommands::goToNextUnread()
{
    if (const int row = m_list.nextUnreadRow(); row >= 0)
        m_list.selectRow(row);
}

} // namespace ui
