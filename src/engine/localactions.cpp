// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "localactions.h"

#include "imap/mailboxname.h"

#include <map>

using core::Result;
using Inverse = Result<QList<core::MailAction>>;

namespace engine
{

namespace
{
/** A message as the index has it. */
struct Place {
    core::MailboxId mailbox;
    core::Uid uid;
    store::MessageRow row;
};

/** Nothing when the index has no such message. */
Result<std::optional<Place>> find(store::Transaction &tx, const core::MessageTarget &target)
{
    const auto mailbox = tx.mailboxNamed(target.key.account, target.key.mailbox);
    if (!mailbox)
        return std::unexpected(mailbox.error());
    if (!*mailbox)
        return std::nullopt;
    Result<core::Uid> uid = target.key.uid;
    if (!target.key.uid.isValid()) // moved to where the server does not tell UIDs
        uid = tx.uidLike((*mailbox)->id, target);
    else if ((*mailbox)->uidValidity != target.key.uidValidity)
        return std::nullopt;
    if (!uid)
        return std::unexpected(uid.error());
    const auto row = tx.row((*mailbox)->id, *uid);
    if (!row)
        return std::unexpected(row.error());
    return *row ? std::optional(Place{(*mailbox)->id, *uid, **row}) : std::nullopt;
}

Inverse apply(store::Transaction &tx, const core::SetFlags &action)
{
    std::map<std::pair<quint32, quint32>, core::SetFlags> back; // by what was added and removed
    for (const core::MessageTarget &target : action.messages) {
        const auto place = find(tx, target);
        if (!place)
            return std::unexpected(place.error());
        if (!*place)
            continue;
        const core::SystemFlags before = (*place)->row.flags;
        const core::SystemFlags added = action.add & ~before, removed = action.remove & before & ~action.add;
        if (!added && !removed)
            continue;
        if (auto changed = tx.changeFlags((*place)->mailbox, (*place)->uid, action.add, action.remove); !changed)
            return std::unexpected(changed.error());
        core::SetFlags &inverse = back[{added.toInt(), removed.toInt()}];
        inverse.add = removed;
        inverse.remove = added;
        inverse.messages.append(target);
    }
    QList<core::MailAction> inverse;
    for (const auto &[key, one] : back)
        inverse.append(one);
    return inverse;
}

/** Lists the messages in `in`; tells which were listed where before. */
Result<std::map<core::MailboxId, QList<core::MessageTarget>>> show(
    store::Transaction &tx, const QList<core::MessageTarget> &messages, core::MailboxId in)
{
    std::map<core::MailboxId, QList<core::MessageTarget>> before;
    for (const core::MessageTarget &target : messages) {
        const auto place = find(tx, target);
        if (!place)
            return std::unexpected(place.error());
        if (!*place || (*place)->row.shownIn == in)
            continue;
        if (auto shown = tx.show((*place)->mailbox, (*place)->uid, in); !shown)
            return std::unexpected(shown.error());
        before[(*place)->row.shownIn].append(target);
    }
    return before;
}

Inverse apply(store::Transaction &tx, const core::MoveMessages &action)
{
    if (action.messages.isEmpty())
        return {};
    const auto destination = tx.mailboxNamed(action.messages.first().key.account, action.destination);
    if (!destination)
        return std::unexpected(destination.error());
    const auto before = show(tx, action.messages, *destination ? (*destination)->id : core::MailboxId{});
    if (!before)
        return std::unexpected(before.error());
    QList<core::MailAction> inverse;
    for (const auto &[mailbox, targets] : *before) {
        const auto name = tx.rawNameOf(mailbox);
        if (!name)
            return std::unexpected(name.error());
        if (!name->isEmpty())
            inverse.append(core::MoveMessages{targets, *name});
    }
    return inverse;
}

Inverse apply(store::Transaction &tx, const core::DeleteMessages &action)
{
    const auto before = show(tx, action.messages, {});
    return before ? Inverse() : std::unexpected(before.error());
}

Inverse apply(store::Transaction &tx, const core::EmptyMailbox &action)
{
    const auto mailbox = tx.mailboxNamed(action.account, action.mailbox);
    if (!mailbox)
        return std::unexpected(mailbox.error());
    if (!*mailbox || (*mailbox)->uidValidity != action.uidValidity)
        return {};
    const auto hidden = tx.showUpTo((*mailbox)->id, action.upTo, (*mailbox)->id, {});
    return hidden ? Inverse() : std::unexpected(hidden.error());
}

Inverse apply(store::Transaction &, const core::AppendSentCopy &)
{
    return {}; // the copy appears when the server has it
}

Inverse apply(store::Transaction &, const core::CopyMessages &)
{
    return {}; // likewise; what takes it back is known when the server has told the UIDs
}

Inverse apply(store::Transaction &tx, const core::CreateMailbox &action)
{
    const auto known = tx.mailboxNamed(action.account, action.rawName);
    const auto delimiter = tx.delimiterOf(action.account);
    if (!known || !delimiter)
        return std::unexpected(known ? delimiter.error() : known.error());
    if (*known)
        return {};
    const core::Mailbox made{.account = action.account,
        .rawName = action.rawName,
        .name = imap::MailboxName::forDisplay(action.rawName),
        .delimiter = *delimiter};
    if (const auto put = tx.upsertMailbox(made); !put)
        return std::unexpected(put.error());
    return QList<core::MailAction>{core::DeleteMailbox{action.account, action.rawName, true}};
}

Inverse apply(store::Transaction &tx, const core::RenameMailbox &action)
{
    const auto from = tx.mailboxNamed(action.account, action.mailbox);
    if (!from)
        return std::unexpected(from.error());
    if (!*from)
        return {};
    const core::Mailbox to{.rawName = action.rawName, .name = imap::MailboxName::forDisplay(action.rawName)};
    if (const auto renamed = tx.renameMailbox(action.account, **from, to); !renamed)
        return std::unexpected(renamed.error());
    core::RenameMailbox inverse{.account = action.account, .mailbox = action.rawName, .rawName = action.mailbox};
    const qsizetype leaf = (*from)->delimiter.isNull() ? -1 : (*from)->name.lastIndexOf((*from)->delimiter);
    inverse.name = (*from)->name.mid(leaf + 1);
    if (leaf > 0)
        inverse.parent = action.mailbox.first(action.mailbox.lastIndexOf((*from)->delimiter.toLatin1()));
    return QList<core::MailAction>{inverse};
}

Inverse apply(store::Transaction &tx, const core::DeleteMailbox &action)
{
    const auto hidden = tx.hideMailbox(action.account, action.mailbox, true);
    return hidden ? Inverse() : std::unexpected(hidden.error());
}

Inverse apply(store::Transaction &tx, const core::SetSubscribed &action)
{
    if (const auto set = tx.setSubscribed(action.account, action.mailbox, action.subscribed); !set)
        return std::unexpected(set.error());
    return QList<core::MailAction>{core::SetSubscribed{action.account, action.mailbox, !action.subscribed}};
}
} // namespace

Inverse applyLocally(store::Transaction &tx, const core::MailAction &action)
{
    return std::visit([&](const auto &a) { return apply(tx, a); }, action);
}

Result<core::ActionId> journalAction(store::Transaction &tx, core::QueuedAction action)
{
    auto inverse = applyLocally(tx, action.action);
    if (!inverse)
        return std::unexpected(inverse.error());
    action.inverse = *std::move(inverse);
    return tx.queueAction(action);
}

QList<core::MessageTarget> targetsOf(const core::MailAction &action)
{
    return std::visit(
        [](const auto &a) -> QList<core::MessageTarget> {
            if constexpr (requires { a.messages; })
                return a.messages;
            else
                return {};
        },
        action);
}

std::optional<core::MailAction> restrictedTo(
    const core::MailAction &action, const std::function<bool(const core::MessageKey &)> &concerns)
{
    core::MailAction part = action;
    const bool any = std::visit(
        [&](auto &a) {
            if constexpr (requires { a.messages; }) {
                a.messages.removeIf([&](const core::MessageTarget &target) { return !concerns(target.key); });
                return !a.messages.isEmpty();
            } else {
                return false;
            }
        },
        part);
    return any ? std::optional(part) : std::nullopt;
}

namespace
{
/** What the other queued actions show of these messages, once more. */
Result<> showOthers(store::Transaction &tx, const core::QueuedAction &except, const QSet<core::MessageKey> &messages)
{
    const auto queue = tx.actions(except.account);
    if (!queue)
        return std::unexpected(queue.error());
    for (const core::QueuedAction &queued : *queue) {
        if (queued.id == except.id || queued.state != core::ActionState::Queued)
            continue;
        const auto part
            = restrictedTo(queued.action, [&](const core::MessageKey &key) { return messages.contains(key); });
        if (!part)
            continue;
        if (const auto applied = applyLocally(tx, *part); !applied)
            return std::unexpected(applied.error());
    }
    return {};
}

/** Each message where the server has it. */
Result<> showAtHome(store::Transaction &tx, const core::QueuedAction &action)
{
    QSet<core::MessageKey> messages;
    for (const core::MessageTarget &target : targetsOf(action.action)) {
        messages.insert(target.key);
        const auto place = find(tx, target);
        if (!place)
            return std::unexpected(place.error());
        if (!*place)
            continue;
        if (const auto shown = tx.show((*place)->mailbox, (*place)->uid, (*place)->mailbox); !shown)
            return shown;
    }
    return showOthers(tx, action, messages);
}
} // namespace

Result<> takeBackLocally(store::Transaction &tx, const core::QueuedAction &action)
{
    if (std::holds_alternative<core::MoveMessages>(action.action)
        || std::holds_alternative<core::DeleteMessages>(action.action))
        return showAtHome(tx, action);
    if (const auto *empty = std::get_if<core::EmptyMailbox>(&action.action)) {
        const auto mailbox = tx.mailboxNamed(empty->account, empty->mailbox);
        if (!mailbox || !*mailbox)
            return mailbox ? Result<>() : std::unexpected(mailbox.error());
        return tx.showUpTo((*mailbox)->id, empty->upTo, {}, (*mailbox)->id);
    }
    if (const auto *gone = std::get_if<core::DeleteMailbox>(&action.action))
        return tx.hideMailbox(gone->account, gone->mailbox, false);
    if (const auto *made = std::get_if<core::CreateMailbox>(&action.action)) {
        const auto mailbox = tx.mailboxNamed(made->account, made->rawName);
        if (!mailbox || !*mailbox || action.inverse.isEmpty())
            return mailbox ? Result<>() : std::unexpected(mailbox.error());
        return tx.removeMailbox((*mailbox)->id);
    }
    for (const core::MailAction &inverse : action.inverse) {
        if (const auto applied = applyLocally(tx, inverse); !applied)
            return std::unexpected(applied.error());
    }
    return {};
}

Result<> showQueued(store::Transaction &tx, core::AccountId account)
{
    const auto queue = tx.actions(account);
    if (!queue)
        return std::unexpected(queue.error());
    for (const core::QueuedAction &queued : *queue) {
        if (queued.state != core::ActionState::Queued)
            continue;
        if (const auto applied = applyLocally(tx, queued.action); !applied)
            return std::unexpected(applied.error());
    }
    return {};
}

Result<> showAllQueued(store::Transaction &tx)
{
    return showQueued(tx, {}); // without an account the journal gives those of all
}

bool isUndoable(const core::QueuedAction &action)
{
    const bool mayBe = action.state == core::ActionState::Queued || action.state == core::ActionState::Done;
    const bool isHeld = action.state == core::ActionState::Queued && action.attempts == 0 && action.notBefore.isValid();
    return mayBe && (isHeld || !action.inverse.isEmpty());
}

Result<> undoAction(store::Transaction &tx, core::ActionId id)
{
    const auto action = tx.action(id);
    if (!action)
        return std::unexpected(action.error());
    if (!*action || !isUndoable(**action))
        return core::failure(core::Errc::NoSuchMessage);
    if ((*action)->state == core::ActionState::Queued && (*action)->attempts == 0)
        return takeBackLocally(tx, **action).and_then([&] { return tx.finishAction(id, core::ActionState::Undone); });
    for (const core::MailAction &inverse : (*action)->inverse) {
        const core::QueuedAction back{
            .account = (*action)->account, .action = inverse, .queuedAt = QDateTime::currentDateTimeUtc()};
        const auto queued = journalAction(tx, back);
        if (!queued)
            return std::unexpected(queued.error());
        // Undoing twice goes back two steps, not to and fro.
        if (const auto last = tx.setInverse(*queued, {}); !last)
            return last;
    }
    return tx.setInverse(id, {});
}

} // namespace engine
