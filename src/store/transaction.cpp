// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "transaction.h"
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
    auto begun = at(file).run(u"BEGIN IMMEDIATE"_s);
    if (!begun)
        return std::unexpected(begun.error());
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
    return at(file).run(sql, values);
}

Result<> Transaction::change(File file, const QString &sql, const QVariantList &values)
{
    auto done = write(file, sql, values);
    return done ? Result<>() : std::unexpected(done.error());
}

Result<core::StoreChanges> Transaction::commit()
{
    if (auto counted = refreshUnread(); !counted) {
        rollback();
        return std::unexpected(counted.error());
    }
    for (const File file : {Journal, Bodies, Index}) {
        if (!m_begun[file])
            continue;
        if (auto committed = at(file).commit(); !committed) {
            rollback();
            return std::unexpected(committed.error());
        }
        m_begun[file] = false;
    }
    m_done = true;
    m_changes.mailboxes = m_inMailbox.values();
    return m_changes;
}

core::StoreChanges::InMailbox &Transaction::changesIn(MailboxId mailbox)
{
    auto &changes = m_inMailbox[mailbox];
    changes.mailbox = mailbox;
    return changes;
}

void Transaction::note(QList<MessageId> core::StoreChanges::InMailbox::*list, MailboxId mailbox, MessageId id)
{
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

// --- mailboxes

Result<MailboxId> Transaction::upsertMailbox(const core::Mailbox &m)
{
    const QString delimiter = m.delimiter.isNull() ? u""_s : QString(m.delimiter);
    auto done = change(Index, statement(u"mailbox-put"_s),
        {m.account.value(), m.rawName, m.name, delimiter, int(m.role), m.selectable, m.subscribed});
    if (!done)
        return std::unexpected(done.error());
    m_changes.mailboxList = true;
    auto id = at(Index).value(statement(u"mailbox-id"_s), {m.account.value(), m.rawName});
    return id.transform([](const QVariant &v) { return MailboxId{v.toLongLong()}; });
}

Result<> Transaction::removeMailbox(MailboxId mailbox)
{
    m_changes.mailboxList = true;
    return change(Index, statement(u"messages-of-mailbox-remove"_s), {mailbox.value()}).and_then([&] {
        return change(Index, statement(u"mailbox-remove"_s), {mailbox.value()});
    });
}

Result<> Transaction::setSyncState(
    MailboxId mailbox, core::UidValidity uidValidity, Uid uidNext, core::ModSeq modSeq, Uid backfilledTo)
{
    return change(Index, statement(u"mailbox-set-sync-state"_s),
        {uidValidity.value(), uidNext.value(), qint64(modSeq.value()), backfilledTo.value(), mailbox.value()});
}

Result<> Transaction::setTotal(MailboxId mailbox, quint32 total)
{
    m_changes.mailboxList = true;
    return change(Index, statement(u"mailbox-set-total"_s), {total, mailbox.value()});
}

Result<> Transaction::setUnread(MailboxId mailbox, quint32 unread)
{
    m_changes.mailboxList = true;
    return change(Index, statement(u"mailbox-set-unread"_s), {unread, mailbox.value()});
}

Result<> Transaction::clearMailbox(MailboxId mailbox)
{
    changesIn(mailbox) = {.mailbox = mailbox, .many = true};
    return change(Index, statement(u"messages-of-mailbox-remove"_s), {mailbox.value()}).and_then([&] {
        return setSyncState(mailbox, {}, {}, {}, {});
    });
}

Result<MailboxId> Transaction::mailboxOf(const core::MessageKey &key)
{
    auto query = write(Index, statement(u"mailbox-id"_s), {key.account.value(), key.mailbox});
    if (!query)
        return std::unexpected(query.error());
    if (!(*query)->next())
        return core::failure(Errc::NoSuchMailbox, QString::fromUtf8(key.mailbox));
    const MailboxId id{(*query)->value(0).toLongLong()};
    const core::UidValidity now{(*query)->value(1).toUInt()};
    (*query)->finish();
    if (now != key.uidValidity)
        return core::failure(Errc::UidValidityChanged, QString::fromUtf8(key.mailbox));
    return id;
}

// --- messages

Result<std::pair<qint64, quint32>> Transaction::rowOf(MailboxId mailbox, Uid uid)
{
    auto query = write(Index, statement(u"message-row"_s), {mailbox.value(), uid.value()});
    if (!query)
        return std::unexpected(query.error());
    std::pair<qint64, quint32> row{0, 0};
    if ((*query)->next())
        row = {(*query)->value(0).toLongLong(), (*query)->value(1).toUInt()};
    (*query)->finish();
    return row;
}

Result<> Transaction::upsertMessages(MailboxId mailbox, const QList<IndexedMessage> &messages)
{
    for (const IndexedMessage &m : messages) {
        auto known = rowOf(mailbox, m.uid);
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
        if (known->first != 0) {
            values << known->first;
            if (auto updated = change(Index, statement(u"message-update"_s), values); !updated)
                return updated;
            note(&core::StoreChanges::InMailbox::updated, mailbox, MessageId{known->first});
            continue;
        }
        values << mailbox.value() << m.uid.value() << m_database.idBase();
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
        auto row = rowOf(mailbox, uid);
        if (!row)
            return std::unexpected(row.error());
        if (row->first == 0)
            continue;
        if (auto set = change(Index, statement(u"message-set-flags"_s),
                {now.system.toInt(), QString::fromUtf8(now.keywords.join(' ')) + u""_s, row->first});
            !set)
            return set;
        note(&core::StoreChanges::InMailbox::updated, mailbox, MessageId{row->first});
    }
    return {};
}

Result<> Transaction::changeFlags(MailboxId mailbox, Uid uid, core::SystemFlags add, core::SystemFlags remove)
{
    auto row = rowOf(mailbox, uid);
    if (!row)
        return std::unexpected(row.error());
    const quint32 now = (row->second & ~remove.toInt()) | add.toInt();
    if (row->first == 0 || now == row->second)
        return {};
    note(&core::StoreChanges::InMailbox::updated, mailbox, MessageId{row->first});
    return change(Index, statement(u"message-set-system-flags"_s), {now, row->first});
}

Result<> Transaction::removeMessages(MailboxId mailbox, const QList<Uid> &uids)
{
    for (const Uid uid : uids) {
        auto row = rowOf(mailbox, uid);
        if (!row)
            return std::unexpected(row.error());
        if (row->first == 0)
            continue;
        if (auto removed = change(Index, statement(u"message-remove"_s), {row->first}); !removed)
            return removed;
        note(&core::StoreChanges::InMailbox::removed, mailbox, MessageId{row->first});
    }
    return {};
}

Result<> Transaction::setPreview(MailboxId mailbox, Uid uid, const QString &preview)
{
    auto row = rowOf(mailbox, uid);
    if (!row)
        return std::unexpected(row.error());
    if (row->first == 0)
        return {};
    note(&core::StoreChanges::InMailbox::updated, mailbox, MessageId{row->first});
    return change(Index, statement(u"message-set-preview"_s), {preview + u""_s, row->first});
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
