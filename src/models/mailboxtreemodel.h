// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mailbox.h"
#include "core/storechanges.h"
#include "store/reader.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <memory>

namespace models
{

/**
 * Accounts, under each its mailboxes: special ones first and by their role's name in the person's language, then the
 * others by name, nested by the server's delimiter. An Outbox stands at the end while something is waiting in it.
 * One column. Changes arrive as inserted, removed and changed rows, never as a reset. GUI thread.
 */
class MailboxTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class NodeKind { Account, Mailbox, Outbox };
    Q_ENUM(NodeKind)

    enum Role {
        NameRole = Qt::UserRole, ///< QString, plain text; also Qt::DisplayRole
        KindRole, ///< NodeKind
        UnreadRole, ///< int: unread messages; of an account: of its Inbox
        BadgeRole, ///< int: the number to show, 0 for none: unread, in Drafts and Outbox all
        RoleRole, ///< core::MailboxRole; None for accounts and the Outbox
        MailboxIdRole, ///< core::MailboxId; invalid for accounts, the Outbox, and parents that hold no mail
        AccountIdRole, ///< core::AccountId; invalid for the Outbox
        TotalRole, ///< int: messages
        RawNameRole, ///< QByteArray: the server's name
        NeedsAttentionRole, ///< bool: the Outbox holds a message that failed or may not have arrived
        MailboxRowRole, ///< core::MailboxId: as MailboxIdRole, but also of one that holds no mail
        SubscribedRole, ///< bool: false for what is only there because all are shown
    };

    struct Node; ///< in mailboxtree.h, for this model only

    static constexpr std::chrono::milliseconds kRefreshInterval{100};

    /** `reader` must outlive the model. Starts filled. */
    explicit MailboxTreeModel(const store::Reader &reader, QObject *parent = nullptr);
    ~MailboxTreeModel() override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override; ///< not selectable: parents without mail
    QHash<int, QByteArray> roleNames() const override;

    QModelIndex indexOf(core::MailboxId mailbox) const; ///< invalid when it is not there
    /** The Inbox of an account; of the first account that has one when `account` is invalid. */
    core::MailboxId inbox(core::AccountId account = {}) const;
    /** The mailbox with this role; invalid when the account has none. */
    core::MailboxId mailboxWithRole(core::AccountId account, core::MailboxRole role) const;
    bool hasAccounts() const;
    /** Whether mailboxes that are not subscribed are there, too; false at first. */
    bool showsAll() const { return m_showsAll; }

    /** The name of a role in the person's language ("Inbox"); empty for MailboxRole::None. */
    static QString roleTitle(core::MailboxRole role);

public Q_SLOTS:
    void apply(const core::StoreChanges &changes); ///< at most kRefreshInterval later
    void setShowsAll(bool all);
    void refresh(); ///< re-reads everything and shows the difference

Q_SIGNALS:
    /** Accounts came, went or changed. */
    void accountsChanged();

private:
    Node *nodeAt(const QModelIndex &index) const;
    QModelIndex indexFor(const Node *node) const;
    std::unique_ptr<Node> wantedTree() const;
    void reconcile(Node *node, const Node &wanted);
    void removeUnwanted(Node *node, const Node &wanted);
    void bringTo(Node *node, int row, const Node &wanted, const Node &wantedParent);

    const store::Reader &m_reader;
    std::unique_ptr<Node> m_root;
    QTimer m_refreshTimer; ///< counts change many times a second while mail arrives
    bool m_accountsChanged = false;
    bool m_showsAll = false;
};

} // namespace models
