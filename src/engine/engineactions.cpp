// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of Engine that takes what a person does to mail, and takes it back.

#include "engine.h"
#include "imap/mailboxname.h"
#include "localactions.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace engine
{

namespace
{
constexpr int kHoldSeconds = 10; ///< so long what cannot be undone afterwards waits

/** One queue an account: a selection over several accounts becomes several actions. */
template <class Action>
QList<core::MailAction> divided(const Action &whole)
{
    QMap<core::AccountId, Action> parts;
    for (const core::MessageTarget &target : whole.messages) {
        auto part = parts.find(target.key.account);
        if (part == parts.end()) {
            part = parts.insert(target.key.account, whole);
            part->messages.clear();
        }
        part->messages.append(target);
    }
    QList<core::MailAction> actions;
    for (const Action &part : parts)
        actions.append(part);
    return actions;
}

core::AccountId accountOf(const core::MailAction &action)
{
    return std::visit(
        [](const auto &a) {
            if constexpr (requires { a.messages; })
                return a.messages.isEmpty() ? core::AccountId{} : a.messages.first().key.account;
            else
                return a.account;
        },
        action);
}

bool isHeld(const core::MailAction &action)
{
    const auto *mailbox = std::get_if<core::DeleteMailbox>(&action);
    return std::holds_alternative<core::DeleteMessages>(action) || std::holds_alternative<core::EmptyMailbox>(action)
        || (mailbox && !mailbox->onlyEmpty);
}

std::optional<core::Mailbox> mailboxNamed(
    const store::Reader &reader, core::AccountId account, const QByteArray &rawName)
{
    const QList<core::Mailbox> all = reader.mailboxes(account);
    const auto found = std::ranges::find(all, rawName, &core::Mailbox::rawName);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

/** The raw name of a mailbox that is made or renamed. */
Result<QByteArray> newName(
    const store::Reader &reader, core::AccountId account, const QByteArray &parent, const QString &name)
{
    QChar delimiter;
    for (const core::Mailbox &mailbox : reader.mailboxes(account)) {
        if (delimiter.isNull())
            delimiter = mailbox.delimiter;
    }
    const bool isBad = name.trimmed().isEmpty() || (!delimiter.isNull() && name.contains(delimiter))
        || std::ranges::any_of(name, [](QChar c) { return c.category() == QChar::Other_Control; });
    if (isBad || (delimiter.isNull() && !parent.isEmpty()))
        return core::failure(Errc::InvalidInput, name);
    QByteArray rawName = imap::MailboxName::encode(name.trimmed());
    if (!parent.isEmpty())
        rawName = parent + QString(delimiter).toLatin1() + rawName;
    if (mailboxNamed(reader, account, rawName))
        return core::failure(Errc::AlreadyExists, name);
    return rawName;
}

/** With what only the engine knows: raw names, UIDs. One action may become several. */
Result<QList<core::MailAction>> completed(const store::Reader &reader, core::MailAction action)
{
    if (auto *create = std::get_if<core::CreateMailbox>(&action)) {
        const auto name = newName(reader, create->account, create->parent, create->name);
        if (!name)
            return std::unexpected(name.error());
        create->rawName = *name;
    } else if (auto *rename = std::get_if<core::RenameMailbox>(&action)) {
        const auto from = mailboxNamed(reader, rename->account, rename->mailbox);
        if (!from || from->role == core::MailboxRole::Inbox)
            return core::failure(Errc::NoSuchMailbox, QString::fromUtf8(rename->mailbox));
        const auto name = newName(reader, rename->account, rename->parent, rename->name);
        if (!name)
            return std::unexpected(name.error());
        if (name->startsWith(rename->mailbox + QString(from->delimiter).toLatin1()))
            return core::failure(Errc::InvalidInput, rename->name); // below itself
        rename->rawName = *name;
    } else if (auto *empty = std::get_if<core::EmptyMailbox>(&action)) {
        const auto mailbox = mailboxNamed(reader, empty->account, empty->mailbox);
        if (!mailbox || mailbox->role == core::MailboxRole::Inbox)
            return core::failure(Errc::NoSuchMailbox, QString::fromUtf8(empty->mailbox));
        empty->upTo = reader.highestUid(mailbox->id);
        // Moved here, and the server does not know yet.
        const core::DeleteMessages onTheWay{reader.targetsFromElsewhere(mailbox->id)};
        empty->uidValidity = mailbox->uidValidity;
        QList<core::MailAction> both;
        if (empty->upTo.isValid())
            both.append(action);
        if (!onTheWay.messages.isEmpty())
            both.append(onTheWay);
        return both;
    }
    return QList{action};
}

Result<QList<core::MailAction>> prepared(const store::Reader &reader, const core::MailAction &action)
{
    if (std::holds_alternative<core::AppendSentCopy>(action))
        return core::failure(Errc::InvalidInput, u"action"_s);
    return std::visit(
        [&](const auto &a) -> Result<QList<core::MailAction>> {
            if constexpr (requires { a.messages; })
                return divided(a);
            else
                return completed(reader, a);
        },
        action);
}
} // namespace

async::Task<QList<core::ActionId>> Engine::act(core::MailAction action)
{
    const QList<core::MailAction> parts = co_await prepared(*m_reader, action);
    QList<core::ActionId> ids;
    for (const core::MailAction &part : parts) {
        co_await serviceOf(accountOf(part));
        core::QueuedAction queued{
            .account = accountOf(part), .action = part, .queuedAt = QDateTime::currentDateTimeUtc()};
        if (isHeld(part))
            queued.notBefore = queued.queuedAt.addSecs(kHoldSeconds);
        const auto id = std::make_shared<core::ActionId>();
        co_await m_writer->write([queued, id](store::Transaction &tx) {
            return journalAction(tx, queued).transform([&](core::ActionId given) { *id = given; });
        });
        ids.append(*id);
        replaySoon(queued.account);
    }
    co_return ids;
}

async::Task<> Engine::undo(QList<core::ActionId> actions)
{
    const QList<core::QueuedAction> all = m_reader->allActions();
    if (actions.isEmpty()) {
        const auto last = std::find_if(all.rbegin(), all.rend(), isUndoable);
        if (last != all.rend())
            actions.append(last->id);
    }
    std::ranges::sort(actions, std::greater{});
    if (actions.isEmpty())
        co_await core::failure(Errc::NoSuchMessage);
    for (const core::ActionId id : std::as_const(actions)) {
        const auto known = std::ranges::find(all, id, &core::QueuedAction::id);
        if (known == all.end())
            co_await core::failure(Errc::NoSuchMessage);
        co_await serviceOf(known->account);
        co_await m_writer->write([id](store::Transaction &tx) { return undoAction(tx, id); });
        replaySoon(known->account);
    }
}

} // namespace engine
