// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxcommands.h"

#include "mailboxnamedialog.h"
#include "mailboxview.h"
#include "models/mailboxactions.h"
#include "models/mailboxtreemodel.h"
#include "ui/shared/icons.h"

#include <QAction>
#include <QMenu>
#include <QSettings>

using namespace Qt::StringLiterals;
using core::MailboxRole;
using Tree = models::MailboxTreeModel;

namespace ui
{

namespace
{
constexpr const char *kShowAllKey = "window/allFolders";

core::MailboxId mailboxOf(const QModelIndex &index)
{
    return index.data(Tree::MailboxRowRole).value<core::MailboxId>();
}

core::AccountId accountOf(const QModelIndex &index)
{
    return index.data(Tree::AccountIdRole).value<core::AccountId>();
}
} // namespace

MailboxCommands::MailboxCommands(
    MailboxView &view, Tree &tree, models::MailboxActions &actions, QAction &showAll, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_tree(tree)
    , m_actions(actions)
    , m_showAll(showAll)
{
    connect(&view, &MailboxView::menuRequested, this, &MailboxCommands::openMenu);
    connect(&view, &MailboxView::renameRequested, this, &MailboxCommands::rename);
    connect(&view, &MailboxView::removeRequested, this, &MailboxCommands::remove);
    showAll.setCheckable(true);
    connect(&showAll, &QAction::toggled, this, [this](bool all) {
        m_tree.setShowsAll(all);
        QSettings().setValue(kShowAllKey, all);
    });
    showAll.setChecked(QSettings().value(kShowAllKey).toBool());
}

void MailboxCommands::openMenu(const QModelIndex &index, const QPoint &place)
{
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"mailboxMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const core::AccountId account = accountOf(index);
    if (index.data(Tree::KindRole).value<Tree::NodeKind>() == Tree::NodeKind::Mailbox && index.isValid()) {
        addMailboxEntries(*menu, index);
    } else if (account.isValid()) {
        connect(menu->addAction(icon("add"), tr("New folder…")), &QAction::triggered, this,
            [this, account] { create(account, m_actions.rootOf(account)); });
        connect(menu->addAction(icon("settings"), tr("Account settings…")), &QAction::triggered, this,
            [this, account] { Q_EMIT settingsRequested(account); });
    }
    if (!menu->isEmpty())
        menu->addSeparator();
    menu->addAction(&m_showAll);
    menu->popup(place);
}

void MailboxCommands::addMailboxEntries(QMenu &menu, const QModelIndex &index)
{
    const core::MailboxId mailbox = mailboxOf(index);
    const core::AccountId account = accountOf(index);
    const bool canChange = m_actions.canChange(mailbox);
    const core::MailboxId beside = canChange ? m_actions.parentOf(mailbox) : m_actions.rootOf(account);
    const auto add = [&](const char *picture, const QString &text, const QKeySequence &keys, bool enabled) {
        QAction *action = picture ? menu.addAction(icon(picture), text) : menu.addAction(text);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut); // shown only; the view knows its keys
        action->setEnabled(enabled);
        return action;
    };
    connect(add("add", tr("New folder…"), {}, true), &QAction::triggered, this,
        [this, account, beside] { create(account, beside); });
    connect(add(nullptr, tr("New folder in %1…").arg(index.data(Tree::NameRole).toString().replace(u'&', "&&"_L1)), {},
                m_actions.canHoldMailboxes(mailbox)),
        &QAction::triggered, this, [this, account, mailbox] { create(account, mailbox); });
    menu.addSeparator();
    const QPersistentModelIndex row(index);
    connect(add("compose", tr("Rename…"), QKeySequence(Qt::Key_F2), canChange), &QAction::triggered, this,
        [this, row] { rename(row); });
    connect(add("trash", tr("Delete"), QKeySequence(Qt::Key_Delete), canChange), &QAction::triggered, this,
        [this, row] { remove(row); });
    const bool isShown = index.data(Tree::SubscribedRole).toBool();
    connect(add(isShown ? "eye-off" : "eye", isShown ? tr("Hide") : tr("Show"), {}, canChange), &QAction::triggered,
        this, [this, mailbox, isShown] { m_actions.setShown(mailbox, !isShown); });
    const auto role = index.data(Tree::RoleRole).value<MailboxRole>();
    if (role == MailboxRole::Trash || role == MailboxRole::Junk) {
        menu.addSeparator();
        const QString text = role == MailboxRole::Trash ? tr("Empty Trash") : tr("Empty Junk");
        connect(add(nullptr, text, {}, m_actions.hasMessages(mailbox)), &QAction::triggered, this,
            [this, mailbox] { m_actions.empty(mailbox); });
    }
}

void MailboxCommands::createAtTop()
{
    core::AccountId account = m_view.chosenAccount();
    if (!account.isValid())
        account = accountOf(m_tree.indexOf(m_tree.inbox()));
    if (account.isValid())
        create(account, m_actions.rootOf(account));
}

QString MailboxCommands::nameOf(core::MailboxId mailbox) const
{
    return m_tree.indexOf(mailbox).data(Tree::NameRole).toString();
}

void MailboxCommands::create(core::AccountId account, core::MailboxId parent)
{
    const bool isTop = !parent.isValid() || parent == m_actions.rootOf(account);
    auto *dialog = new MailboxNameDialog(
        tr("New folder"), isTop ? QString() : tr("In %1.").arg(nameOf(parent)), tr("Create"), {},
        [this, account, parent](const QString &name) { return m_actions.flawOf(name, account, parent); },
        m_view.window());
    connect(dialog, &MailboxNameDialog::named, this,
        [this, account, parent](const QString &name) { m_actions.create(name, account, parent); });
    dialog->open();
}

void MailboxCommands::rename(const QModelIndex &index)
{
    const core::MailboxId mailbox = mailboxOf(index);
    if (!m_actions.canChange(mailbox))
        return;
    auto *dialog = new MailboxNameDialog(
        tr("Rename folder"), {}, tr("Rename"), index.data(Tree::NameRole).toString(),
        [this, account = accountOf(index), mailbox](
            const QString &name) { return m_actions.flawOf(name, account, m_actions.parentOf(mailbox), mailbox); },
        m_view.window());
    connect(dialog, &MailboxNameDialog::named, this,
        [this, mailbox](const QString &name) { m_actions.rename(mailbox, name); });
    dialog->open();
}

void MailboxCommands::remove(const QModelIndex &index)
{
    m_actions.remove(mailboxOf(index));
}

} // namespace ui
