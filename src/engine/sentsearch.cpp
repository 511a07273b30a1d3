// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sentsearch.h"

#include "replaylookup.h"

namespace engine
{

async::Task<bool> liesInSent(imap::ReadingConnection *reading, QList<core::Mailbox> mailboxes, QString messageId)
{
    for (const core::Mailbox &mailbox : mailboxes) {
        if (!mailbox.selectable || (mailbox.role != core::MailboxRole::Sent && mailbox.role != core::MailboxRole::All))
            continue;
        const auto selected = co_await reading->select(mailbox.rawName).asResult();
        if (!selected && isRefusal(selected.error()))
            continue;
        co_await core::Result<imap::SelectedMailbox>(selected);
        const QList<Found> found = co_await withMessageId(reading, messageId);
        if (!found.isEmpty())
            co_return true;
    }
    co_return false;
}

} // namespace engine
