// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailactions.h"

#include <QMap>

using core::Errc;
using core::MailboxRole;

namespace models
{

namespace
{
/** The account's mailbox with this role. */
std::optional<core::Mailbox> mailboxFor(const store::Reader &reader, core::AccountId account, MailboxRole role)
{
    for (const core::Mailbox &mailbox : reader.mailboxes(account)) {
        if (mailbox.role == role && mailbox.selectable)
            return mailbox;
    }
    return std::nullopt;
}

/** True when `holds` is true for the mailbox of one of the messages; asks once for each mailbox. */
template <class Predicate>
bool anyLiesWhere(const store::Reader &reader, const QList<core::MessageId> &messages, const Predicate &holds)
{
    QSet<core::MailboxId> seen;
    for (const core::MessageId id : messages) {
        const auto summary = reader.summary(id);
        if (!summary || seen.contains(summary->mailbox))
            continue;
        seen.insert(summary->mailbox);
        const auto mailbox = reader.mailbox(summary->mailbox);
        if (mailbox && holds(*mailbox))
            return true;
    }
    return false;
}
} // namespace

MailActions::MailActions(const store::Reader &reader, ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
    , m_client(client)
{
}

bool MailActions::canMoveToTrash(const QList<core::MessageId> &messages) const
{
    return anyLiesWhere(
        m_reader, messages, [](const core::Mailbox &mailbox) { return mailbox.role != MailboxRole::Trash; });
}

bool MailActions::canArchive(const QList<core::MessageId> &messages) const
{
    return anyLiesWhere(m_reader, messages, [this](const core::Mailbox &mailbox) {
        return mailbox.role != MailboxRole::Archive && mailboxFor(m_reader, mailbox.account, MailboxRole::Archive);
    });
}

void MailActions::setRead(const QList<core::MessageId> &messages, bool read)
{
    setFlag(messages, core::Flag::Seen, read);
}

void MailActions::setFlagged(const QList<core::MessageId> &messages, bool flagged)
{
    setFlag(messages, core::Flag::Flagged, flagged);
}

void MailActions::moveToTrash(const QList<core::MessageId> &messages)
{
    moveToRole(messages, MailboxRole::Trash);
}

void MailActions::archive(const QList<core::MessageId> &messages)
{
    moveToRole(messages, MailboxRole::Archive);
}

void MailActions::markJunk(const QList<core::MessageId> &messages)
{
    moveToRole(messages, MailboxRole::Junk);
}

void MailActions::moveTo(const QList<core::MessageId> &messages, core::MailboxId destination)
{
    transfer<core::MoveMessages>(messages, destination);
}

void MailActions::copyTo(const QList<core::MessageId> &messages, core::MailboxId destination)
{
    transfer<core::CopyMessages>(messages, destination);
}

template <class Transfer>
void MailActions::transfer(const QList<core::MessageId> &messages, core::MailboxId destination)
{
    const auto mailbox = m_reader.mailbox(destination);
    if (!mailbox || !mailbox->selectable) {
        Q_EMIT failed({Errc::NoSuchMailbox, mailbox ? mailbox->name : QString(), {}});
        return;
    }
    Transfer action{.messages = targetsOf(messages), .destination = mailbox->rawName};
    const bool elsewhere = std::ranges::any_of(
        action.messages, [&](const core::MessageTarget &target) { return target.key.account != mailbox->account; });
    if (elsewhere) {
        Q_EMIT failed({Errc::InvalidInput, mailbox->name, {}});
        return;
    }
    action.messages.removeIf([&](const core::MessageTarget &target) { return target.key.mailbox == mailbox->rawName; });
    if (!action.messages.isEmpty())
        act({action});
}

void MailActions::deleteForGood(const QList<core::MessageId> &messages)
{
    const core::DeleteMessages action{targetsOf(messages)};
    if (!action.messages.isEmpty())
        act({action});
}

void MailActions::empty(core::MailboxId mailbox)
{
    const auto box = m_reader.mailbox(mailbox);
    if (!box)
        return;
    QList<core::MailAction> actions;
    core::DeleteMessages underWay; // listed there, but the server does not know yet
    for (const core::QueuedAction &queued : m_reader.actions(box->account)) {
        const auto *move = std::get_if<core::MoveMessages>(&queued.action);
        if (move && move->destination == box->rawName)
            underWay.messages.append(move->messages);
    }
    if (!underWay.messages.isEmpty())
        actions.append(underWay);
    if (box->uidNext.value() > 1)
        actions.append(
            core::EmptyMailbox{box->account, box->rawName, box->uidValidity, core::Uid{box->uidNext.value() - 1}});
    act(actions);
}

QList<core::MessageTarget> MailActions::targetsOf(const QList<core::MessageId> &messages) const
{
    QList<core::MessageTarget> targets;
    targets.reserve(messages.size());
    for (const core::MessageId id : messages) {
        if (auto target = m_reader.target(id))
            targets.append(*std::move(target));
    }
    return targets;
}

void MailActions::act(const QList<core::MailAction> &actions)
{
    struct Gesture {
        Deed deed;
        qsizetype open;
    };
    auto gesture = std::make_shared<Gesture>(Deed{.words = deedWords(actions, m_reader)}, actions.size());
    for (const core::MailAction &action : actions) {
        m_client.call(
            ipc::Act{action}, this, [this, gesture, action](const core::Result<QList<core::ActionId>> &outcome) {
                if (outcome) {
                    gesture->deed.actions.append(action);
                    gesture->deed.ids.append(*outcome);
                } else {
                    Q_EMIT failed(outcome.error());
                }
                if (--gesture->open == 0 && !gesture->deed.actions.isEmpty())
                    Q_EMIT done(gesture->deed);
            });
    }
}

void MailActions::setFlag(const QList<core::MessageId> &messages, core::Flag flag, bool on)
{
    core::SetFlags change{.messages = targetsOf(messages)};
    (on ? change.add : change.remove) = flag;
    if (!change.messages.isEmpty())
        act({change});
}

void MailActions::moveToRole(const QList<core::MessageId> &messages, MailboxRole role)
{
    QMap<core::AccountId, QList<core::MessageTarget>> byAccount;
    for (const core::MessageTarget &target : targetsOf(messages))
        byAccount[target.key.account].append(target);
    QList<core::MailAction> moves;
    for (auto it = byAccount.begin(); it != byAccount.end(); ++it) {
        const auto destination = mailboxFor(m_reader, it.key(), role);
        if (!destination) {
            Q_EMIT failed({Errc::NoSuchMailbox, core::mailboxRoleName(role), {}});
            continue;
        }
        it->removeIf([&](const core::MessageTarget &target) { return target.key.mailbox == destination->rawName; });
        if (!it->isEmpty())
            moves.append(core::MoveMessages{*it, destination->rawName});
    }
    act(moves);
}

} // namespace models
