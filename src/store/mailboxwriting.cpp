// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of Transaction that writes the mailboxes of index.db.

#include "statements.h"
#include "transaction.h"

using namespace Qt::StringLiterals;
using core::Errc;
using core::MailboxId;
using core::Result;
using core::Uid;

namespace store
{

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
    while (next(**query)) {
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
    while (next(**query))
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
    if (!next(**query))
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
    if (next(**query)) {
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
    while (next(**query))
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

} // namespace store
