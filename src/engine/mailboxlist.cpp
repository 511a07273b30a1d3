// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxlist.h"

#include "imap/mailboxname.h"

#include <algorithm>

namespace engine
{

namespace
{
/** A name as it will be once the queued renames are done. */
void rename(imap::ListEntry &entry, const core::RenameMailbox &action)
{
    const QByteArray below
        = entry.delimiter.isNull() ? QByteArray() : action.mailbox + QString(entry.delimiter).toLatin1();
    if (entry.rawName != action.mailbox && (below.isEmpty() || !entry.rawName.startsWith(below)))
        return;
    entry.rawName = action.rawName + entry.rawName.mid(action.mailbox.size());
    entry.name = imap::MailboxName::forDisplay(entry.rawName);
}

/** Lays one queued action over the list. */
void apply(const core::MailAction &action, QList<imap::ListEntry> &entries, QSet<QByteArray> &listed)
{
    if (const auto *create = std::get_if<core::CreateMailbox>(&action))
        listed.insert(create->rawName);
    const auto *renamed = std::get_if<core::RenameMailbox>(&action);
    const auto *subscribed = std::get_if<core::SetSubscribed>(&action);
    for (imap::ListEntry &entry : entries) {
        if (renamed)
            rename(entry, *renamed);
        if (subscribed && subscribed->mailbox == entry.rawName)
            entry.subscribed = subscribed->subscribed;
    }
}

core::Result<> put(store::Transaction &tx, core::AccountId account, const imap::ListEntry &entry)
{
    core::Mailbox mailbox{
        .account = account, .rawName = entry.rawName, .name = entry.name, .delimiter = entry.delimiter};
    mailbox.role = entry.role;
    mailbox.selectable = entry.selectable;
    mailbox.subscribed = entry.subscribed;
    const auto done = tx.upsertMailbox(mailbox);
    return done ? core::Result<>() : std::unexpected(done.error());
}
} // namespace

bool lacks(const QList<imap::ListEntry> &entries, const QList<core::Mailbox> &known)
{
    return std::ranges::any_of(known, [&](const core::Mailbox &mailbox) {
        return std::ranges::find(entries, mailbox.rawName, &imap::ListEntry::rawName) == entries.end();
    });
}

core::Result<> storeMailboxList(store::Transaction &tx, core::AccountId account, const QList<imap::ListEntry> &told,
    const Acknowledged &acknowledged)
{
    QList<imap::ListEntry> entries = told;
    entries.removeIf([&](const imap::ListEntry &entry) { return acknowledged.mailboxesGone.contains(entry.rawName); });
    const auto pending = pendingActions(tx, account, acknowledged);
    const auto before = tx.mailboxNames(account);
    if (!pending || !before)
        return std::unexpected(pending ? before.error() : pending.error());
    QSet<QByteArray> listed;
    for (const core::QueuedAction &queued : *pending)
        apply(queued.action, entries, listed);
    for (const imap::ListEntry &entry : entries) {
        listed.insert(entry.rawName);
        if (auto done = put(tx, account, entry); !done)
            return done;
    }
    for (const auto &[id, rawName] : *before) {
        if (listed.contains(rawName))
            continue;
        const auto removed = tx.keepGoneOf(account, rawName).and_then([&, id = id] { return tx.removeMailbox(id); });
        if (!removed)
            return removed;
    }
    return {};
}

} // namespace engine
