// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/mailbox.h"
#include "mailboxtreemodel.h"

#include <memory>
#include <vector>

namespace models
{

/** One row of the mailbox tree. */
struct MailboxTreeModel::Node {
    NodeKind kind = NodeKind::Account;
    QString name; ///< as shown
    core::Mailbox mailbox; ///< kind Mailbox; without an id: a parent that holds no mail
    core::AccountId account;
    int unread = 0;
    int badge = 0;
    int total = 0;
    bool needsAttention = false;
    Node *parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;

    /** The same row before and after: by what a mailbox is on the server, since its id does not outlive an index. */
    bool isSameAs(const Node &other) const
    {
        return kind == other.kind && account == other.account && mailbox.rawName == other.mailbox.rawName
            && (!mailbox.rawName.isEmpty() || mailbox.name == other.mailbox.name);
    }
    bool looksLike(const Node &other) const
    {
        return name == other.name && mailbox == other.mailbox && unread == other.unread && badge == other.badge
            && total == other.total && needsAttention == other.needsAttention;
    }
    int row() const;
    Node *append(std::unique_ptr<Node> child);
};

/** What the person wants to see of an account: subscribed ones and those with a role; all where nothing is subscribed.
 */
QList<core::Mailbox> shownOf(QList<core::Mailbox> mailboxes);

/** Fills an account's node with its mailboxes, as MailboxTreeModel shows them. */
void growMailboxes(MailboxTreeModel::Node &account, const QList<core::Mailbox> &mailboxes);

} // namespace models
