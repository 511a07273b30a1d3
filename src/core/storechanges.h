// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ids.h"

#include <QList>
#include <QSet>

namespace core
{

/**
 * What one committed transaction changed in the index; the models re-read exactly this. Emitted after the commit,
 * never before.
 */
struct StoreChanges {
    struct InMailbox {
        MailboxId mailbox;
        QList<MessageId> inserted;
        QList<MessageId> updated;
        QList<MessageId> removed;
        bool many = false; ///< too many to list (over 2000): re-read the mailbox

        friend bool operator==(const InMailbox &, const InMailbox &) = default;
    };
    QList<InMailbox> mailboxes;
    bool mailboxList = false; ///< mailboxes came, went, or changed counts
    bool accounts = false;
    bool outbox = false;
    bool trust = false;
    bool actions = false; ///< the queue of actions

    bool isEmpty() const { return mailboxes.isEmpty() && !mailboxList && !accounts && !outbox && !trust && !actions; }
    friend bool operator==(const StoreChanges &, const StoreChanges &) = default;
};

} // namespace core
