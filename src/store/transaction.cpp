// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "transaction.h"
#include "core/log.h"
#include "statements.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;
using core::Errc;
using core::MailboxId;
using core::MessageId;
using core::Result;
using core::Uid;

namespace store
{

namespace
{
constexpr qsizetype kListed = 2000; ///< above this the reader re-reads the mailbox
}

Transaction::Transaction(Database &database)
    : m_database(database)
{
}

Transaction::~Transaction()
{
    if (!m_done)
        rollback();
}

Sqlite &Transaction::at(File file)
{
    switch (file) {
    case Journal:
        return m_database.journal();
    case Bodies:
        return m_database.bodies();
    case Index:
    case FileCount:
        break;
    }
    return m_database.index();
}

Result<> Transaction::begin(File file)
{
    if (m_begun[file])
        return {};
    if (m_failed)
        return std::unexpected(*m_failed);
    auto begun = at(file).run(u"BEGIN IMMEDIATE"_s);
    if (!begun) {
        m_failed = begun.error();
        return std::unexpected(*m_failed);
    }
    m_begun[file] = true;
    return {};
}

void Transaction::rollback()
{
    m_done = true;
    for (const File file : {Journal, Bodies, Index}) {
        if (std::exchange(m_begun[file], false))
            (void)at(file).run(u"ROLLBACK"_s);
    }
}

Result<QSqlQuery *> Transaction::write(File file, const QString &sql, const QVariantList &values)
{
    if (auto begun = begin(file); !begun)
        return std::unexpected(begun.error());
    if (m_failed)
        return std::unexpected(*m_failed);
    m_written[file] |= !sql.startsWith("SELECT"_L1);
    auto done = at(file).run(sql, values);
    if (!done)
        m_failed = done.error();
    return done;
}

bool Transaction::next(QSqlQuery &query)
{
    if (query.next())
        return true;
    for (const File file : {Journal, Bodies, Index}) {
        if (const auto why = at(file).endedEarly(query))
            m_failed = why;
    }
    return false;
}

/** Read by nobody else: what the index is compared with after a crash between two commits. */
Result<> Transaction::countUp()
{
    for (const File file : {Journal, Index}) {
        auto count = at(file).value(u"PRAGMA application_id"_s);
        if (!count)
            return std::unexpected(count.error());
        const int next = (count->toInt() + 1) & 0x7fffffff;
        if (auto set = at(file).value(u"PRAGMA application_id = %1"_s.arg(next)); !set)
            return std::unexpected(set.error());
    }
    return {};
}

Result<> Transaction::change(File file, const QString &sql, const QVariantList &values)
{
    auto done = write(file, sql, values);
    return done ? Result<>() : std::unexpected(done.error());
}

Result<core::StoreChanges> Transaction::commit()
{
    Result<> ready = refreshUnread();
    const bool both = m_written[Journal] && m_written[Index];
    if (ready && both)
        ready = countUp();
    if (ready && m_failed)
        ready = std::unexpected(*m_failed);
    if (!ready) {
        rollback();
        return std::unexpected(ready.error());
    }
    for (const File file : {Journal, Bodies, Index}) {
        if (!m_begun[file])
            continue;
        if (auto committed = at(file).commit(); !committed) {
            const bool isDone = file != Journal && m_written[Journal];
            rollback();
            if (!isDone)
                return std::unexpected(committed.error());
            // It is in the journal, where it counts: to say "failed" would make the person do it twice.
            qCWarning(core::lcStore) << "not shown yet:" << committed.error().context << committed.error().serverText;
            m_database.setIndexBehind(committed.error());
            for (auto &changes : m_inMailbox)
                changes = {.mailbox = changes.mailbox, .many = true};
            break;
        }
        m_begun[file] = false;
    }
    m_done = true;
    m_changes.mailboxes = m_inMailbox.values();
    return m_changes;
}

Result<> Transaction::catchUp()
{
    m_changes.mailboxList = true;
    auto names = write(Index, u"SELECT id FROM mailbox"_s, {});
    if (!names)
        return std::unexpected(names.error());
    while (next(**names)) {
        const MailboxId mailbox{(*names)->value(0).toLongLong()};
        m_inMailbox[mailbox] = {.mailbox = mailbox, .many = true};
    }
    auto count = begin(Journal).and_then([&] { return at(Journal).value(u"PRAGMA application_id"_s); });
    if (!count)
        return std::unexpected(count.error());
    return change(Index, statement(u"messages-show-all-home"_s), {})
        .and_then([&] { return change(Index, statement(u"mailboxes-look-again"_s), {}); })
        .and_then([&] { return change(Index, u"PRAGMA application_id = %1"_s.arg(count->toInt()), {}); });
}

core::StoreChanges::InMailbox &Transaction::changesIn(MailboxId mailbox)
{
    auto &changes = m_inMailbox[mailbox];
    changes.mailbox = mailbox;
    return changes;
}

void Transaction::note(QList<MessageId> core::StoreChanges::InMailbox::*list, MailboxId mailbox, MessageId id)
{
    if (!mailbox.isValid())
        return; // no mailbox lists it
    auto &changes = changesIn(mailbox);
    if (changes.many)
        return;
    (changes.*list).append(id);
    if ((changes.*list).size() > kListed)
        changes = {.mailbox = mailbox, .many = true};
}

Result<> Transaction::refreshUnread()
{
    for (const MailboxId mailbox : m_inMailbox.keys()) {
        m_changes.mailboxList = true;
        auto counted = change(Index, statement(u"mailbox-count-unread"_s), {mailbox.value()});
        if (!counted)
            return counted;
    }
    return {};
}

// --- messages

Result<std::optional<MessageRow>> Transaction::row(MailboxId mailbox, Uid uid)
{
    auto query = write(Index, statement(u"message-row"_s), {mailbox.value(), uid.value()});
    if (!query)
        return std::unexpected(query.error());
    std::optional<MessageRow> row;
    if (next(**query))
        row = MessageRow{MessageId{(*query)->value(0).toLongLong()},
            core::SystemFlags::fromInt((*query)->value(1).toUInt()), MailboxId{(*query)->value(2).toLongLong()}};
    (*query)->finish();
    return row;
}

Result<Uid> Transaction::uidLike(MailboxId mailbox, const core::MessageTarget &target)
{
    if (target.messageId.isEmpty())
        return Uid{};
    auto query = write(Index, statement(u"message-row-like"_s), {mailbox.value(), target.messageId, target.size});
    if (!query)
        return std::unexpected(query.error());
    Uid uid;
    if (next(**query))
        uid = Uid{(*query)->value(0).toUInt()};
    if (next(**query))
        uid = {};
    (*query)->finish();
    return uid;
}

Result<> Transaction::upsertMessages(MailboxId mailbox, const QList<IndexedMessage> &messages)
{
    for (const IndexedMessage &m : messages) {
        auto known = row(mailbox, m.uid);
        if (!known)
            return std::unexpected(known.error());
        const core::Envelope &e = m.envelope;
        QStringList to;
        for (const core::Address &address : e.to.first(std::min<qsizetype>(e.to.size(), 20)))
            to.append(address.displayName());
        const core::Address from = e.from.isEmpty() ? core::Address() : e.from.first();
        QVariantList values{sortDate(m).toMSecsSinceEpoch(), m.flags.system.toInt(), m.size, m.hasAttachment,
            qint64(m.modSeq.value()), e.subject, from.displayName(), from.address, to.join(u", "_s), e.messageId,
            e.inReplyTo.isEmpty() ? QString() : e.inReplyTo.last(), QString::fromUtf8(m.flags.keywords.join(' '))};
        for (QVariant &value : values) {
            if (value.typeId() == QMetaType::QString && value.toString().isNull())
                value = u""_s; // a null string would be SQL NULL
        }
        if (*known) {
            values << (*known)->id.value();
            if (auto updated = change(Index, statement(u"message-update"_s), values); !updated)
                return updated;
            note(&core::StoreChanges::InMailbox::updated, (*known)->shownIn, (*known)->id);
            continue;
        }
        values << mailbox.value() << m.uid.value() << mailbox.value() << m_database.idBase();
        auto inserted = write(Index, statement(u"message-insert"_s), values);
        if (!inserted)
            return std::unexpected(inserted.error());
        note(&core::StoreChanges::InMailbox::inserted, mailbox, MessageId{(*inserted)->lastInsertId().toLongLong()});
    }
    return {};
}

Result<> Transaction::setFlags(MailboxId mailbox, const QList<std::pair<Uid, core::Flags>> &flags)
{
    for (const auto &[uid, now] : flags) {
        auto known = row(mailbox, uid);
        if (!known)
            return std::unexpected(known.error());
        if (!*known)
            continue;
        if (auto set = change(Index, statement(u"message-set-flags"_s),
                {now.system.toInt(), QString::fromUtf8(now.keywords.join(' ')) + u""_s, (*known)->id.value()});
            !set)
            return set;
        note(&core::StoreChanges::InMailbox::updated, (*known)->shownIn, (*known)->id);
    }
    return {};
}

Result<> Transaction::changeFlags(MailboxId mailbox, Uid uid, core::SystemFlags add, core::SystemFlags remove)
{
    auto known = row(mailbox, uid);
    if (!known)
        return std::unexpected(known.error());
    if (!*known)
        return {};
    const core::SystemFlags now = ((*known)->flags & ~remove) | add;
    if (now == (*known)->flags)
        return {};
    note(&core::StoreChanges::InMailbox::updated, (*known)->shownIn, (*known)->id);
    return change(Index, statement(u"message-set-system-flags"_s), {now.toInt(), (*known)->id.value()});
}

Result<> Transaction::removeMessages(MailboxId mailbox, const QList<Uid> &uids)
{
    for (const Uid uid : uids) {
        auto known = row(mailbox, uid);
        if (!known)
            return std::unexpected(known.error());
        if (!*known)
            continue;
        if (auto removed = change(Index, statement(u"message-remove"_s), {(*known)->id.value()}); !removed)
            return removed;
        note(&core::StoreChanges::InMailbox::removed, (*known)->shownIn, (*known)->id);
    }
    return {};
}

Result<> Transaction::showRow(MessageId id, MailboxId from, MailboxId in)
{
    if (from == in)
        return {};
    note(&core::StoreChanges::InMailbox::removed, from, id);
    note(&core::StoreChanges::InMailbox::inserted, in, id);
    return change(Index, statement(u"message-show"_s), {in.value(), id.value()});
}

Result<> Transaction::show(MailboxId mailbox, Uid uid, MailboxId in)
{
    auto known = row(mailbox, uid);
    if (!known)
        return std::unexpected(known.error());
    return *known ? showRow((*known)->id, (*known)->shownIn, in) : Result<>();
}

Result<> Transaction::showUpTo(MailboxId mailbox, Uid upTo, MailboxId from, MailboxId in)
{
    auto query = write(Index, statement(u"message-rows-up-to"_s), {mailbox.value(), upTo.value(), from.value()});
    if (!query)
        return std::unexpected(query.error());
    QList<MessageId> ids;
    while (next(**query))
        ids.append(MessageId{(*query)->value(0).toLongLong()});
    for (const MessageId id : ids) {
        if (auto shown = showRow(id, from, in); !shown)
            return shown;
    }
    return {};
}

Result<> Transaction::relocate(const core::MessageTarget &target, const core::MessageKey &to)
{
    const auto followed = retarget(target, to).and_then([&] { return moveBody(target.key, to); });
    const auto from = mailboxOf(target.key);
    if (!followed || !from)
        return followed;
    const auto destination = mailboxOf(to);
    const auto known = row(*from, target.key.uid);
    if (!known)
        return std::unexpected(known.error());
    if (!*known)
        return {};
    const auto there = to.uid.isValid() && destination ? row(*destination, to.uid) : known;
    if (!there)
        return std::unexpected(there.error());
    if (!destination || *there) // the index does not know the place yet, or a synchronisation was quicker
        return removeMessages(*from, {target.key.uid});
    // A later action may have put it elsewhere on the screen.
    const MailboxId shown = (*known)->shownIn == *from ? *destination : (*known)->shownIn;
    if (shown == (*known)->shownIn) {
        note(&core::StoreChanges::InMailbox::updated, shown, (*known)->id);
    } else {
        note(&core::StoreChanges::InMailbox::removed, *from, (*known)->id);
        note(&core::StoreChanges::InMailbox::inserted, shown, (*known)->id);
    }
    return change(Index, statement(u"message-rekey"_s),
        {destination->value(), to.uid.value(), shown.value(), (*known)->id.value()});
}

Result<> Transaction::setPreview(MailboxId mailbox, Uid uid, const QString &preview)
{
    auto known = row(mailbox, uid);
    if (!known)
        return std::unexpected(known.error());
    if (!*known)
        return {};
    note(&core::StoreChanges::InMailbox::updated, (*known)->shownIn, (*known)->id);
    return change(Index, statement(u"message-set-preview"_s), {preview + u""_s, (*known)->id.value()});
}

QDateTime sortDate(const IndexedMessage &m)
{
    const QDateTime &date = m.envelope.date;
    if (!m.internalDate.isValid())
        return date.isValid() ? date.toUTC() : QDateTime::fromMSecsSinceEpoch(0, QTimeZone::UTC);
    const bool sane = date.isValid() && date.date().year() >= 1980 && date <= m.internalDate.addDays(1);
    return (sane ? date : m.internalDate).toUTC();
}

} // namespace store
