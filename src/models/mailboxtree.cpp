// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxtree.h"

#include <QCollator>
#include <QHash>

#include <array>

using namespace Qt::StringLiterals;
using core::MailboxRole;

namespace models
{

namespace
{
using Node = MailboxTreeModel::Node;

constexpr std::array kOrder{MailboxRole::Inbox, MailboxRole::Drafts, MailboxRole::Sent, MailboxRole::Archive,
    MailboxRole::Junk, MailboxRole::Trash, MailboxRole::All, MailboxRole::Flagged};

/** Special mailboxes first, in this order, then the others. */
int rankOf(MailboxRole role)
{
    return int(std::find(kOrder.begin(), kOrder.end(), role) - kOrder.begin());
}

bool isInboxName(const QString &name)
{
    return name.compare(u"INBOX"_s, Qt::CaseInsensitive) == 0; // RFC 3501 5.1: in any case
}

std::unique_ptr<Node> nodeFor(const core::Mailbox &mailbox)
{
    auto node = std::make_unique<Node>();
    node->kind = MailboxTreeModel::NodeKind::Mailbox;
    node->account = mailbox.account;
    node->mailbox = mailbox;
    node->unread = int(mailbox.unread);
    node->total = int(mailbox.total);
    switch (mailbox.role) {
    case MailboxRole::Drafts:
        node->badge = node->total;
        break;
    case MailboxRole::Sent:
    case MailboxRole::Trash:
    case MailboxRole::All:
    case MailboxRole::Flagged:
        break; // a number there would ask for attention that nothing needs
    case MailboxRole::None:
    case MailboxRole::Inbox:
    case MailboxRole::Junk:
    case MailboxRole::Archive:
        node->badge = node->unread;
        break;
    }
    return node;
}

void sortChildren(Node &node, const QCollator &collator)
{
    std::stable_sort(node.children.begin(), node.children.end(), [&](const auto &one, const auto &other) {
        const int rank = rankOf(one->mailbox.role), otherRank = rankOf(other->mailbox.role);
        return rank != otherRank ? rank < otherRank : collator.compare(one->name, other->name) < 0;
    });
    for (const auto &child : node.children)
        sortChildren(*child, collator);
}

/** Builds the tree of one account. */
class Grower
{
public:
    explicit Grower(Node &account)
        : m_account(account)
    {
    }

    void addSpecial(const core::Mailbox &mailbox)
    {
        auto node = nodeFor(mailbox);
        node->name = MailboxTreeModel::roleTitle(mailbox.role);
        m_byPath.insert(mailbox.name, m_account.append(std::move(node)));
    }

    /** `stripped`: how much of its path the server's prefix for personal mailboxes is. */
    void addOrdinary(const core::Mailbox &mailbox, qsizetype stripped)
    {
        auto node = nodeFor(mailbox);
        node->mailbox.role = MailboxRole::None; // a second Sent is an ordinary mailbox
        node->name = mailbox.leafName();
        Node *parent = parentOf(mailbox.name, mailbox.delimiter, stripped);
        m_byPath.insert(mailbox.name, parent->append(std::move(node)));
    }

private:
    Node *parentOf(const QString &path, QChar delimiter, qsizetype stripped)
    {
        const qsizetype cut = delimiter.isNull() ? -1 : path.lastIndexOf(delimiter);
        if (cut <= stripped)
            return &m_account;
        const QString parentPath = path.left(cut);
        if (Node *known = m_byPath.value(parentPath))
            return known;
        // The server names a child of a mailbox that does not exist (RFC 3501 6.3.8).
        core::Mailbox missing{.account = m_account.account, .name = parentPath, .delimiter = delimiter};
        missing.selectable = false;
        auto node = nodeFor(missing);
        node->name = missing.leafName();
        Node *added = parentOf(parentPath, delimiter, stripped)->append(std::move(node));
        m_byPath.insert(parentPath, added);
        return added;
    }

    Node &m_account;
    QHash<QString, Node *> m_byPath;
};
} // namespace

int MailboxTreeModel::Node::row() const
{
    const auto &siblings = parent->children;
    return int(std::find_if(siblings.begin(), siblings.end(), [this](const auto &one) { return one.get() == this; })
        - siblings.begin());
}

MailboxTreeModel::Node *MailboxTreeModel::Node::append(std::unique_ptr<Node> child)
{
    child->parent = this;
    children.push_back(std::move(child));
    return children.back().get();
}

QList<core::Mailbox> shownOf(QList<core::Mailbox> mailboxes)
{
    // A server without subscriptions, or a person who never made one, wants nothing hidden.
    if (std::ranges::any_of(mailboxes, &core::Mailbox::subscribed)) {
        mailboxes.removeIf([](const core::Mailbox &mailbox) {
            return !mailbox.subscribed && mailbox.role == MailboxRole::None && !isInboxName(mailbox.name);
        });
    }
    return mailboxes;
}

void growMailboxes(Node &account, const QList<core::Mailbox> &mailboxes)
{
    Grower grower(account);
    QList<core::Mailbox> ordinary;
    QSet<MailboxRole> taken;
    for (const core::Mailbox &mailbox : mailboxes) {
        const bool isSpecial = mailbox.role != MailboxRole::None && mailbox.selectable && !taken.contains(mailbox.role);
        if (isSpecial) {
            taken.insert(mailbox.role);
            grower.addSpecial(mailbox);
        } else {
            ordinary.append(mailbox);
        }
    }
    // Where a server keeps everything below INBOX that is its prefix for personal mailboxes, not the person's order.
    const bool allBelowInbox = std::all_of(ordinary.cbegin(), ordinary.cend(), [](const core::Mailbox &mailbox) {
        return !mailbox.delimiter.isNull() && isInboxName(mailbox.name.section(mailbox.delimiter, 0, 0));
    });
    const bool specialsToo = std::all_of(mailboxes.cbegin(), mailboxes.cend(), [](const core::Mailbox &mailbox) {
        return isInboxName(mailbox.name)
            || (!mailbox.delimiter.isNull() && isInboxName(mailbox.name.section(mailbox.delimiter, 0, 0)));
    });
    // Parents before their children.
    std::sort(ordinary.begin(), ordinary.end(),
        [](const core::Mailbox &one, const core::Mailbox &other) { return one.name < other.name; });
    for (const core::Mailbox &mailbox : std::as_const(ordinary))
        grower.addOrdinary(mailbox, allBelowInbox && specialsToo ? 5 : 0);
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    sortChildren(account, collator);
    for (const auto &child : account.children) {
        if (child->mailbox.role == MailboxRole::Inbox)
            account.unread = child->unread;
    }
}

} // namespace models
