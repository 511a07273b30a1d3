// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of CommandConnection that lists mailboxes and subscriptions.

#include "commandconnection.h"

#include "mailboxname.h"
#include "mailboxroles.h"

#include <QSet>

#include <kimap/listjob.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace imap
{

namespace
{
/** Equal for names of one mailbox: INBOX is INBOX in any case (RFC 3501 5.1). */
QByteArray identity(const QByteArray &rawName)
{
    return equalsIgnoreCase(rawName, "INBOX") ? QByteArray("INBOX") : rawName;
}
} // namespace

async::Task<QList<ListEntry>> CommandConnection::list()
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    QList<ListEntry> entries = co_await listOnce(Permit::Verb::List);
    const QList<ListEntry> subscriptions = co_await listOnce(Permit::Verb::Lsub);
    QSet<QByteArray> subscribed;
    for (const ListEntry &entry : subscriptions)
        subscribed.insert(identity(entry.rawName));
    QSet<QByteArray> seen; // each once, whatever the server says
    entries.removeIf([&](const ListEntry &entry) {
        const bool twice = seen.contains(identity(entry.rawName));
        seen.insert(identity(entry.rawName));
        return twice;
    });
    for (ListEntry &entry : entries)
        entry.subscribed = subscribed.contains(identity(entry.rawName));
    assignRolesByName(entries);
    std::ranges::stable_partition(entries, [](const ListEntry &e) { return e.role == core::MailboxRole::Inbox; });
    co_return entries;
}

async::Task<QList<ListEntry>> CommandConnection::subscriptions()
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_return co_await listOnce(Permit::Verb::Lsub);
}

async::Task<QList<ListEntry>> CommandConnection::listOnce(Permit::Verb verb)
{
    m_withheldRows.clear();
    m_listing = verb == Permit::Verb::List ? "LIST" : "LSUB";
    const auto entries = std::make_shared<QList<ListEntry>>();
    const auto makeJob = [verb, entries](KIMAP::Session *session) {
        auto *job = new KIMAP::ListJob(session);
        job->setOption(verb == Permit::Verb::List ? KIMAP::ListJob::IncludeUnsubscribed : KIMAP::ListJob::NoOption);
        QObject::connect(job, &KIMAP::ListJob::mailBoxesReceived, job,
            [entries](const QList<KIMAP::MailBoxDescriptor> &names, const QList<QList<QByteArray>> &flags) {
                for (qsizetype i = 0; i < names.size(); ++i)
                    entries->append(listEntry(MailboxName::encode(names[i].name), names[i].separator, flags.value(i)));
            });
        return job;
    };
    co_await m_kimap->run({.verb = verb}, makeJob, {}, u"LIST"_s);
    m_listing.clear();
    co_return *entries + std::exchange(m_withheldRows, {});
}

} // namespace imap
