// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxsync.h"

#include "bodyfetch.h"
#include "core/log.h"
#include "mime/document.h"
#include "mime/envelope.h"

#include <algorithm>

using core::Uid;

namespace engine
{

namespace
{
/** Header bytes become an Envelope on the writer thread: the second core would idle otherwise. */
store::IndexedMessage indexed(const imap::SummaryData &data)
{
    return {.uid = data.uid,
        .modSeq = data.modSeq,
        .envelope = mime::parseEnvelope(data.header),
        .internalDate = data.internalDate,
        .size = data.size,
        .flags = data.flags,
        .hasAttachment = data.hasAttachment};
}
} // namespace

LocalMailboxState MailboxSync::localState() const
{
    return {.uidValidity = m_mailbox.uidValidity,
        .uidNext = m_mailbox.uidNext,
        .highestModSeq = m_mailbox.highestModSeq,
        .backfilledTo = m_mailbox.backfilledTo,
        .stored = m_context.reader.storedCount(m_mailbox.id)};
}

core::Mailbox MailboxSync::known() const
{
    core::Mailbox mailbox = m_mailbox;
    mailbox.uidValidity = m_selected.uidValidity;
    return mailbox;
}

core::MessageKey MailboxSync::keyOf(Uid uid) const
{
    return {m_mailbox.account, m_mailbox.rawName, m_selected.uidValidity, uid};
}

void MailboxSync::report(qint64 done, qint64 total) const
{
    m_context.report({.account = m_mailbox.account,
        .kind = core::ActivityKind::ReceivingSummaries,
        .subject = m_mailbox.name,
        .done = done,
        .total = total,
        .error = {}});
}

async::Task<> MailboxSync::run(core::MailboxId mailbox, Extent extent)
{
    const auto stored = m_context.reader.mailbox(mailbox);
    if (!stored || !stored->selectable)
        co_await core::failure(core::Errc::NoSuchMailbox);
    m_mailbox = *stored;
    m_selected = co_await m_connection.select(m_mailbox.rawName);
    const SyncPlan plan = planSync(localState(),
        {.uidValidity = m_selected.uidValidity,
            .uidNext = m_selected.uidNext,
            .highestModSeq = m_selected.highestModSeq,
            .exists = m_selected.exists});
    if (plan.discardLocal) {
        qCInfo(core::lcEngine) << "UIDVALIDITY changed, rows void:" << m_mailbox.name;
        co_await m_context.writer.write([id = mailbox, old = m_mailbox](store::Transaction &tx) {
            return tx.keepGoneOf(old.account, old.rawName).and_then([&] { return tx.clearMailbox(id); });
        });
    }
    if (plan.firstWindow) {
        co_await firstWindow();
    } else {
        Uid uidNext = m_mailbox.uidNext;
        if (plan.newFrom) {
            const QList<Uid> fresh = co_await m_connection.uidsFrom(*plan.newFrom);
            co_await fetchSummaries(fresh, fresh.size() > 500);
            uidNext = std::max(uidNext, m_selected.uidNext);
            if (!fresh.isEmpty())
                uidNext = std::max(uidNext, Uid{std::ranges::max(fresh).value() + 1});
        }
        if (plan.flagsSince)
            co_await refreshFlags(*plan.flagsSince);
        // With everything stored, equal counts after the new mail came prove that nothing was expunged.
        const LocalMailboxState now = localState();
        const bool countsAgree = now.backfilledTo.value() <= 1 && now.stored == m_selected.exists;
        if (plan.compareUids && !countsAgree)
            co_await removeExpunged();
        co_await vouch(uidNext, m_selected.highestModSeq, m_mailbox.backfilledTo);
    }
    if (extent == Extent::Complete)
        co_await backfill();
}

async::Task<> MailboxSync::vouch(Uid uidNext, core::ModSeq modSeq, Uid backfilledTo)
{
    m_mailbox.uidValidity = m_selected.uidValidity;
    m_mailbox.uidNext = uidNext;
    m_mailbox.highestModSeq = modSeq;
    m_mailbox.backfilledTo = backfilledTo;
    co_await m_context.writer.write([mailbox = m_mailbox, exists = m_selected.exists](store::Transaction &tx) {
        return tx
            .setSyncState(mailbox.id, mailbox.uidValidity, mailbox.uidNext, mailbox.highestModSeq, mailbox.backfilledTo)
            .and_then([&] { return tx.setTotal(mailbox.id, exists); });
    });
    if (m_context.underWay)
        m_context.underWay->stepForward();
}

async::Task<> MailboxSync::firstWindow()
{
    if (m_selected.exists == 0) {
        const Uid next = m_selected.uidNext.isValid() ? m_selected.uidNext : Uid{1};
        co_await vouch(next, m_selected.highestModSeq, Uid{1});
        co_return;
    }
    const QList<Uid> newest = co_await m_connection.newestUids(kFirstWindow, Uid{});
    co_await fetchSummaries(newest, false);
    if (newest.isEmpty())
        co_return;
    const auto [lowest, highest] = std::ranges::minmax(newest);
    const bool all = quint32(newest.size()) >= m_selected.exists;
    const Uid uidNext = std::max(m_selected.uidNext, Uid{highest.value() + 1});
    co_await vouch(uidNext, m_selected.highestModSeq, all ? Uid{1} : lowest);
}

async::Task<> MailboxSync::fetchSummaries(QList<Uid> uids, bool reportProgress)
{
    if (uids.isEmpty())
        co_return;
    const qint64 total = uids.size();
    qint64 done = 0;
    const auto outcome = std::make_shared<PostOutcome>();
    // The sink runs inside this frame's await; the writer keeps the order, so waiting for the last list is enough.
    auto sink = [this, &done, total, reportProgress, outcome](QList<imap::SummaryData> list) {
        done += list.size();
        list.removeIf(
            [&](const imap::SummaryData &data) { return m_context.acknowledged.gone.contains(keyOf(data.uid)); });
        m_context.writer.post(
            [mailbox = known(), list = std::move(list), acknowledged = m_context.acknowledged](store::Transaction &tx) {
                QList<store::IndexedMessage> messages;
                QList<Uid> written;
                messages.reserve(list.size());
                for (const imap::SummaryData &data : list) {
                    messages.append(indexed(data));
                    written.append(data.uid);
                }
                return tx.upsertMessages(mailbox.id, messages).and_then([&] {
                    return overlayPending(tx, mailbox, written, acknowledged);
                });
            },
            outcome);
        if (reportProgress)
            report(done, total);
    };
    auto mayContinue = [this] {
        return m_context.writer.backlog() <= 4;
    };
    co_await m_connection.fetchSummaries(imap::UidSet::fromList(uids), sink, mayContinue);
    // A failed post must not be vouched for.
    co_await m_context.writer.settled(outcome);
}

async::Task<> MailboxSync::refreshFlags(core::ModSeq since)
{
    const auto stored = m_context.reader.uidsWithFlags(m_mailbox.id);
    if (stored.isEmpty())
        co_return;
    const Uid lowest = stored.first().first;
    const QList<imap::FlagsData> answers
        = co_await m_connection.fetchFlags(imap::UidSet::fromRange(lowest, Uid{}), since);
    QHash<Uid, core::Flags> before;
    before.reserve(stored.size());
    for (const auto &[uid, flags] : stored)
        before.insert(uid, flags);
    QList<std::pair<Uid, core::Flags>> changed;
    QList<Uid> uids;
    for (const imap::FlagsData &answer : answers) {
        const auto it = before.constFind(answer.uid);
        if (it == before.constEnd() || *it == answer.flags)
            continue;
        changed.append({answer.uid, answer.flags});
        uids.append(answer.uid);
    }
    if (changed.isEmpty())
        co_return;
    co_await m_context.writer.write(
        [mailbox = known(), changed, uids, acknowledged = m_context.acknowledged](store::Transaction &tx) {
            return tx.setFlags(mailbox.id, changed).and_then([&] {
                return overlayPending(tx, mailbox, uids, acknowledged);
            });
        });
}

async::Task<> MailboxSync::removeExpunged()
{
    const auto stored = m_context.reader.uidsWithFlags(m_mailbox.id);
    if (stored.isEmpty())
        co_return;
    // Down to where everything ought to be stored, also below the lowest row: an earlier list may have been a lie.
    const Uid lowest = std::min(stored.first().first, m_mailbox.backfilledTo);
    const QList<Uid> first = co_await m_connection.uidsFrom(lowest);
    const QSet<Uid> there(first.begin(), first.end());
    QList<Uid> missing;
    QSet<Uid> have;
    for (const auto &[uid, flags] : stored) {
        have.insert(uid);
        if (!there.contains(uid))
            missing.append(uid);
    }
    QList<Uid> unknown;
    for (const Uid uid : first) {
        if (uid >= m_mailbox.backfilledTo && !have.contains(uid))
            unknown.append(uid);
    }
    co_await fetchSummaries(unknown, false);
    if (missing.isEmpty())
        co_return;
    // Absence is not deletion: only what two complete lists agree on goes. The bodies stay in any case.
    const QList<Uid> second = co_await m_connection.uidsFrom(lowest);
    missing.removeIf([again = QSet<Uid>(second.begin(), second.end())](Uid uid) { return again.contains(uid); });
    co_await removeGone(missing);
}

/** The bodies are kept for a while: that a server lacks a message may be its mistake. */
async::Task<> MailboxSync::removeGone(QList<Uid> uids)
{
    qCInfo(core::lcEngine) << uids.size() << "messages are gone from" << m_mailbox.name;
    co_await m_context.writer.write([mailbox = known(), uids](store::Transaction &tx) -> core::Result<> {
        for (const Uid uid : uids) {
            const core::MessageKey key{mailbox.account, mailbox.rawName, mailbox.uidValidity, uid};
            if (auto kept = tx.keepGone(key); !kept)
                return kept;
        }
        return tx.removeMessages(mailbox.id, uids);
    });
}

async::Task<> MailboxSync::backfill()
{
    if (m_mailbox.backfilledTo.value() <= 1)
        co_return;
    // One list of everything older, then steps that are vouched for one by one.
    QList<Uid> older = co_await m_connection.newestUids(std::numeric_limits<quint32>::max(), m_mailbox.backfilledTo);
    std::ranges::sort(older, std::greater{});
    const qint64 total = older.size();
    for (qsizetype from = 0; from < older.size(); from += kBackfillStep) {
        const QList<Uid> step = older.mid(from, kBackfillStep);
        report(from, total);
        co_await fetchSummaries(step, true);
        co_await vouch(m_mailbox.uidNext, m_mailbox.highestModSeq, step.last());
    }
    co_await vouch(m_mailbox.uidNext, m_mailbox.highestModSeq, Uid{1});
}

async::Task<> MailboxSync::fetchBodies(core::MailboxId mailbox, QDateTime since, int limit)
{
    const auto stored = m_context.reader.mailbox(mailbox);
    if (!stored || !stored->selectable)
        co_return;
    m_mailbox = *stored;
    m_selected = co_await m_connection.select(m_mailbox.rawName);
    const auto page = m_context.reader.firstPage(mailbox, limit);
    for (const core::MessageSummary &summary : page) {
        if (summary.date < since)
            break;
        const auto key = m_context.reader.key(summary.id);
        if (!key || key->mailbox != m_mailbox.rawName || key->uidValidity != m_selected.uidValidity
            || m_context.reader.hasBody(*key))
            continue;
        const auto underWay = m_context.crashes.beginMessage(*key);
        if (!underWay)
            continue; // told when somebody opens it
        const auto target = m_context.reader.target(summary.id);
        auto raw = co_await fetchBody(&m_connection, summary.uid, target ? target->messageId : QString()).asResult();
        if (!raw && raw.error().code == core::Errc::NoSuchMessage)
            continue; // expunged meanwhile: the next look removes the row
        const QByteArray bytes = co_await std::move(raw);
        co_await m_context.writer.write([key = *key, id = mailbox, bytes](store::Transaction &tx) {
            const QString preview = mime::previewText(mime::parseDocument(bytes));
            return tx.putBody(key, bytes).and_then([&] { return tx.setPreview(id, key.uid, preview); });
        });
    }
}

} // namespace engine
