// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxtreemodel.h"

#include "mailboxtree.h"

#include <ranges>

using core::MailboxRole;

namespace models
{

MailboxTreeModel::MailboxTreeModel(const store::Reader &reader, QObject *parent)
    : QAbstractItemModel(parent)
    , m_reader(reader)
    , m_root(std::make_unique<Node>())
{
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(kRefreshInterval);
    connect(&m_refreshTimer, &QTimer::timeout, this, &MailboxTreeModel::refresh);
    refresh();
}

MailboxTreeModel::~MailboxTreeModel() = default;

QString MailboxTreeModel::roleTitle(MailboxRole role)
{
    switch (role) {
    case MailboxRole::None:
        break;
    case MailboxRole::Inbox:
        return tr("Inbox");
    case MailboxRole::Sent:
        return tr("Sent");
    case MailboxRole::Drafts:
        return tr("Drafts");
    case MailboxRole::Trash:
        return tr("Trash");
    case MailboxRole::Junk:
        return tr("Junk");
    case MailboxRole::Archive:
        return tr("Archive");
    case MailboxRole::All:
        return tr("All Mail");
    case MailboxRole::Flagged:
        return tr("Starred");
    }
    return {};
}

// --- reading the tree

MailboxTreeModel::Node *MailboxTreeModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex MailboxTreeModel::indexFor(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row(), 0, node);
}

QModelIndex MailboxTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeAt(parent)->children[size_t(row)].get());
}

QModelIndex MailboxTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexFor(nodeAt(child)->parent) : QModelIndex();
}

int MailboxTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent)->children.size());
}

int MailboxTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant MailboxTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeAt(index);
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return node.name;
    case Qt::AccessibleTextRole:
        return node.unread > 0 ? tr("%1, %Ln unread", nullptr, node.unread).arg(node.name) : node.name;
    case KindRole:
        return QVariant::fromValue(node.kind);
    case UnreadRole:
        return node.unread;
    case BadgeRole:
        return node.badge;
    case RoleRole:
        return QVariant::fromValue(node.mailbox.role);
    case MailboxIdRole:
        return QVariant::fromValue(node.mailbox.selectable ? node.mailbox.id : core::MailboxId{});
    case AccountIdRole:
        return QVariant::fromValue(node.account);
    case TotalRole:
        return node.total;
    case RawNameRole:
        return node.mailbox.rawName;
    case NeedsAttentionRole:
        return node.needsAttention;
    case MailboxRowRole:
        return QVariant::fromValue(node.mailbox.id);
    case SubscribedRole:
        return node.mailbox.subscribed;
    default:
        return {};
    }
}

Qt::ItemFlags MailboxTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Node &node = *nodeAt(index);
    const bool opens = node.kind == NodeKind::Outbox
        || (node.kind == NodeKind::Mailbox && node.mailbox.selectable && node.mailbox.id.isValid());
    return opens ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemFlags(Qt::ItemIsEnabled);
}

QHash<int, QByteArray> MailboxTreeModel::roleNames() const
{
    return {{NameRole, "name"}, {KindRole, "kind"}, {UnreadRole, "unread"}, {BadgeRole, "badge"}, {RoleRole, "role"},
        {MailboxIdRole, "mailboxId"}, {AccountIdRole, "accountId"}, {TotalRole, "total"}, {RawNameRole, "rawName"},
        {NeedsAttentionRole, "needsAttention"}, {MailboxRowRole, "mailboxRow"}, {SubscribedRole, "subscribed"}};
}

namespace
{
template <class Node, class Predicate>
const Node *findIn(const Node &node, const Predicate &matches)
{
    for (const auto &child : node.children) {
        if (matches(*child))
            return child.get();
        if (const Node *found = findIn<Node>(*child, matches))
            return found;
    }
    return nullptr;
}
} // namespace

QModelIndex MailboxTreeModel::indexOf(core::MailboxId mailbox) const
{
    const Node *found = mailbox.isValid()
        ? findIn<Node>(*m_root, [mailbox](const Node &node) { return node.mailbox.id == mailbox; })
        : nullptr;
    return found ? indexFor(found) : QModelIndex();
}

core::MailboxId MailboxTreeModel::mailboxWithRole(core::AccountId account, MailboxRole role) const
{
    const Node *found = findIn<Node>(*m_root, [account, role](const Node &node) {
        return node.mailbox.role == role && node.mailbox.id.isValid()
            && (!account.isValid() || node.account == account);
    });
    return found && role != MailboxRole::None ? found->mailbox.id : core::MailboxId{};
}

core::MailboxId MailboxTreeModel::inbox(core::AccountId account) const
{
    return mailboxWithRole(account, MailboxRole::Inbox);
}

bool MailboxTreeModel::hasAccounts() const
{
    return !m_root->children.empty() && m_root->children.front()->kind == NodeKind::Account;
}

// --- changes

void MailboxTreeModel::apply(const core::StoreChanges &changes)
{
    m_accountsChanged = m_accountsChanged || changes.accounts;
    if ((changes.mailboxList || changes.accounts || changes.outbox) && !m_refreshTimer.isActive())
        m_refreshTimer.start();
}

std::unique_ptr<MailboxTreeModel::Node> MailboxTreeModel::wantedTree() const
{
    auto root = std::make_unique<Node>();
    QHash<core::AccountId, QList<core::Mailbox>> mailboxes;
    for (const core::Mailbox &mailbox : m_reader.mailboxes())
        mailboxes[mailbox.account].append(mailbox);
    for (const core::Account &account : m_reader.accounts()) {
        auto node = std::make_unique<Node>();
        node->name = account.name;
        node->account = account.id;
        const QList<core::Mailbox> all = mailboxes.value(account.id);
        growMailboxes(*root->append(std::move(node)), m_showsAll ? all : shownOf(all));
    }
    auto outbox = std::make_unique<Node>();
    outbox->kind = NodeKind::Outbox;
    outbox->name = tr("Outbox");
    for (const core::Submission &submission : m_reader.submissions()) {
        if (submission.state == core::SubmissionState::Sent)
            continue;
        ++outbox->total;
        outbox->needsAttention = outbox->needsAttention || submission.state == core::SubmissionState::Failed
            || submission.state == core::SubmissionState::Unknown;
    }
    outbox->badge = outbox->total;
    if (outbox->total > 0)
        root->append(std::move(outbox));
    return root;
}

void MailboxTreeModel::setShowsAll(bool all)
{
    if (std::exchange(m_showsAll, all) != all)
        refresh();
}

void MailboxTreeModel::refresh()
{
    m_refreshTimer.stop();
    const bool had = hasAccounts();
    const auto wanted = wantedTree();
    reconcile(m_root.get(), *wanted);
    if (std::exchange(m_accountsChanged, false) || had != hasAccounts())
        Q_EMIT accountsChanged();
}

namespace
{
/**
 * Which of these rows is `wanted`: by what it is on the server, else, for one that was renamed where it is, by its id;
 * not the other way round, since a rebuilt index gives ids anew. `children.end()` when there is none.
 */
template <class Children, class Node>
auto findSame(Children &&children, const Node &wanted, const Node &wantedParent)
{
    const auto found
        = std::find_if(children.begin(), children.end(), [&](const auto &child) { return child->isSameAs(wanted); });
    if (found != children.end() || !wanted.mailbox.id.isValid())
        return found;
    return std::find_if(children.begin(), children.end(), [&](const auto &child) {
        return child->mailbox.id == wanted.mailbox.id
            && std::ranges::none_of(wantedParent.children, [&](const auto &other) { return other->isSameAs(*child); });
    });
}
} // namespace

void MailboxTreeModel::removeUnwanted(Node *node, const Node &wanted)
{
    for (int row = int(node->children.size()) - 1; row >= 0; --row) {
        const Node &child = *node->children[size_t(row)];
        const bool stays = std::ranges::any_of(wanted.children, [&](const auto &one) {
            const auto same = findSame(node->children, *one, wanted);
            return same != node->children.end() && same->get() == &child;
        });
        if (stays)
            continue;
        beginRemoveRows(indexFor(node), row, row);
        node->children.erase(node->children.begin() + row);
        endRemoveRows();
    }
}

void MailboxTreeModel::bringTo(Node *node, int row, const Node &wanted, const Node &wantedParent)
{
    auto &children = node->children;
    const auto at = findSame(std::ranges::subrange(children.begin() + row, children.end()), wanted, wantedParent);
    if (at == children.end()) {
        beginInsertRows(indexFor(node), row, row);
        auto added = std::make_unique<Node>(); // children follow, one by one
        added->kind = wanted.kind;
        added->account = wanted.account;
        added->mailbox = wanted.mailbox;
        added->name = wanted.name;
        added->parent = node;
        children.insert(children.begin() + row, std::move(added));
        endInsertRows();
    } else if (at != children.begin() + row) {
        const int from = int(at - children.begin());
        beginMoveRows(indexFor(node), from, from, indexFor(node), row);
        std::rotate(children.begin() + row, at, at + 1);
        endMoveRows();
    }
}

void MailboxTreeModel::reconcile(Node *node, const Node &wanted)
{
    removeUnwanted(node, wanted);
    for (int row = 0; row < int(wanted.children.size()); ++row) {
        const auto &goal = wanted.children[size_t(row)];
        bringTo(node, row, *goal, wanted);
        Node *child = node->children[size_t(row)].get();
        if (!child->looksLike(*goal)) {
            child->name = goal->name;
            child->mailbox = goal->mailbox;
            child->unread = goal->unread;
            child->badge = goal->badge;
            child->total = goal->total;
            child->needsAttention = goal->needsAttention;
            Q_EMIT dataChanged(indexFor(child), indexFor(child));
        }
        reconcile(child, *goal);
    }
}

} // namespace models
