// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QObject>

class QAction;
class QMenu;
class QModelIndex;
class QPoint;

namespace models
{
class MailboxActions;
class MailboxTreeModel;
} // namespace models

namespace ui
{

class MailboxView;

/** What can be done to the folders of the sidebar: their menu, their keys, the dialog for a name. */
class MailboxCommands : public QObject
{
    Q_OBJECT

public:
    /** `showAll`: a checkable action that the window's menu has, too. Its state is kept in QSettings. */
    MailboxCommands(MailboxView &view, models::MailboxTreeModel &tree, models::MailboxActions &actions,
        QAction &showAll, QObject *parent = nullptr);

    /** At the top level of the account that is looked at. */
    void createAtTop();

Q_SIGNALS:
    void settingsRequested(core::AccountId account);

private:
    void openMenu(const QModelIndex &index, const QPoint &place);
    void addMailboxEntries(QMenu &menu, const QModelIndex &index);
    void create(core::AccountId account, core::MailboxId parent);
    void rename(const QModelIndex &index);
    void remove(const QModelIndex &index);
    QString nameOf(core::MailboxId mailbox) const;

    MailboxView &m_view;
    models::MailboxTreeModel &m_tree;
    models::MailboxActions &m_actions;
    QAction &m_showAll;
};

} // namespace ui
