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
    bool isJournaled = false;
    for (const File file : {Journal, Bodies, Index}) {
        if (!m_begun[file])
            continue;
        if (auto committed = at(file).commit(); !committed) {
            rollback();
            if (!isJournaled)
                return std::unexpected(committed.error());
            // It is going to happen: who heard of a failure would say it again. The next look shows it.
            qCWarning(core::lcStore) << "journaled, but not shown:" << committed.error().serverText;
            for (auto &changes : m_inMailbox)
                changes = {.mailbox = changes.mailbox, .many = true};
            break;
        }
        m_begun[file] = false;
        isJournaled = isJournaled || file == Journal;
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

/** Before the rows of a mailbox go: whoever lists some of them must read again. */
Result<> Transaction::noteShownAway(MailboxId mailbox)
{
    auto query = write(Index, statement(u"messages-shown-away"_s), {mailbox.value()});
    if (!query)
        return std::unexpected(query.error());
    while ((*query)->next()) {
        const MailboxId lister{(*query)->value(0).toLongLong()};
        m_inMailbox[lister] = {.mailbox = lister, .many = true};
    }
    (*query)->finish();
    return {};
}

Result<> Transaction::removeMailbox(MailboxId mailbox)
{
    m_changes.mailboxList = true;
    return noteShownAway(mailbox)
        .and_then([&] { return change(Index, statement(u"messages-of-mailbox-remove"_s), {mailbox.value()}); })
        .and_then([&] { return change(Index, statement(u"messages-shown-home"_s), {mailbox.value()}); })
        .and_then([&] { return change(Index, statement(u"mailbox-remove"_s), {mailbox.value()}); });
}

Result<> Transaction::hideMailbox(core::AccountId account, const QByteArray &rawName, bool hidden)
{
    m_changes.mailboxList = true;
    return change(Index, statement(u"mailbox-hide"_s), {hidden, account.value(), rawName});
}

Result<> Transaction::setSubscribed(core::AccountId account, const QByteArray &rawName, bool subscribed)
{
    m_changes.mailboxList = true;
    return change(Index, statement(u"mailbox-set-subscribed"_s), {subscribed, account.value(), rawName});
}

Result<> Transaction::renameMailbox(core::AccountId account, const core::Mailbox &from, const core::Mailbox &to)
{
    m_changes.mailboxList = true;
    struct Name {
        qint64 id;
        QByteArray raw;
        QString shown;
    };
    QList<Name> names;
    auto query = write(Index, statement(u"mailbox-names"_s), {account.value()});
    if (!query)
        return std::unexpected(query.error());
    while ((*query)->next())
        names.append(
            {(*query)->value(0).toLongLong(), (*query)->value(1).toByteArray(), (*query)->value(2).toString()});
    if (auto followed = renameInInverses(from, to.rawName); !followed)
        return followed;
    const QByteArray below = from.delimiter.isNull() ? QByteArray() : from.rawName + QString(from.delimiter).toLatin1();
    for (const Name &name : names) {
        if (name.raw != from.rawName && (below.isEmpty() || !name.raw.startsWith(below)))
            continue;
        const QByteArray raw = to.rawName + name.raw.mid(from.rawName.size());
        const QString shown = to.name + name.shown.mid(from.name.size());
        auto renamed = change(Index, statement(u"mailbox-rename"_s), {raw, shown, name.id}).and_then([&] {
            return change(Bodies, statement(u"bodies-rename-mailbox"_s), {raw, account.value(), name.raw});
        });
        if (!renamed)
            return renamed;
    }
    return {};
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
    return noteShownAway(mailbox)
        .and_then([&] { return change(Index, statement(u"messages-of-mailbox-remove"_s), {mailbox.value()}); })
        .and_then([&] { return setSyncState(mailbox, {}, {}, {}, {}); });
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

Result<std::optional<core::Mailbox>> Transaction::mailboxNamed(core::AccountId account, const QByteArray &rawName)
{
    auto query = write(Index, statement(u"mailbox-named"_s), {account.value(), rawName});
    if (!query)
        return std::unexpected(query.error());
    std::optional<core::Mailbox> found;
    if ((*query)->next()) {
        const QString delimiter = (*query)->value(3).toString();
        found = core::Mailbox{.id = MailboxId{(*query)->value(0).toLongLong()},
            .account = account,
            .rawName = rawName,
            .name = (*query)->value(2).toString(),
            .delimiter = delimiter.isEmpty() ? QChar() : delimiter.at(0)};
        found->uidValidity = core::UidValidity{(*query)->value(1).toUInt()};
    }
    (*query)->finish();
    return found;
}

Result<QList<std::pair<MailboxId, QByteArray>>> Transaction::mailboxNames(core::AccountId account)
{
    auto query = write(Index, statement(u"mailbox-names"_s), {account.value()});
    if (!query)
        return std::unexpected(query.error());
    QList<std::pair<MailboxId, QByteArray>> names;
    while ((*query)->next())
        names.append({MailboxId{(*query)->value(0).toLongLong()}, (*query)->value(1).toByteArray()});
    return names;
}

Result<QByteArray> Transaction::rawNameOf(MailboxId mailbox)
{
    return begin(Index)
        .and_then([&] { return at(Index).value(statement(u"mailbox-raw-name"_s), {mailbox.value()}); })
        .transform([](const QVariant &name) { return name.toByteArray(); });
}

Result<QChar> Transaction::delimiterOf(core::AccountId account)
{
    return begin(Index)
        .and_then([&] { return at(Index).value(statement(u"mailbox-delimiter"_s), {account.value()}); })
        .transform([](const QVariant &text) { return text.toString().isEmpty() ? QChar() : text.toString().at(0); });
}

// --- messages

Result<std::optional<MessageRow>> Transaction::row(MailboxId mailbox, Uid uid)
{
    auto query = write(Index, statement(u"message-row"_s), {mailbox.value(), uid.value()});
    if (!query)
        return std::unexpected(query.error());
    std::optional<MessageRow> row;
    if ((*query)->next())
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
    if ((*query)->next())
        uid = Uid{(*query)->value(0).toUInt()};
    if ((*query)->next())
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
    while ((*query)->next())
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
