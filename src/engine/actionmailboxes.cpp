// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of ActionReplayer that makes, renames and removes mailboxes, and files the copy in Sent.

#include "actionreplayer.h"
#include "replaylookup.h"

#include <algorithm>

using core::Errc;

namespace engine
{

namespace
{
constexpr std::chrono::minutes kWatched{10}; ///< an APPEND that nobody waits for is done by then, or never
}

async::Task<> ActionReplayer::subscribeIfAllowed(QByteArray mailbox, bool subscribed)
{
    imap::CommandConnection *command = co_await m_connections.command();
    const auto done = co_await (subscribed ? command->subscribe(mailbox) : command->unsubscribe(mailbox)).asResult();
    if (!done && !isRefusal(done.error()))
        co_await std::unexpected(done.error());
}

async::Task<> ActionReplayer::replayCreate(core::CreateMailbox action)
{
    imap::CommandConnection *command = co_await m_connections.command();
    co_await command->create(action.rawName);
    co_await subscribeIfAllowed(action.rawName, true);
    m_touched << action.rawName;
}

async::Task<> ActionReplayer::replayRename(core::RenameMailbox action)
{
    imap::CommandConnection *command = co_await m_connections.command();
    co_await command->rename(action.mailbox, action.rawName);
    m_acknowledged.mailboxesGone.insert(action.mailbox);
    // RENAME does not touch subscriptions (RFC 3501 6.3.5), also of what lies below. A name that stands for nothing any
    // more stays among them (6.3.9): so what is left to do is seen again after an interruption.
    co_await subscribeIfAllowed(action.rawName, true);
    const auto subscriptions = co_await command->subscriptions().asResult();
    if (!subscriptions && !isRefusal(subscriptions.error()))
        co_await std::unexpected(subscriptions.error());
    const QList<imap::ListEntry> names = subscriptions.value_or(QList<imap::ListEntry>());
    for (const imap::ListEntry &old : names) {
        const QByteArray above = action.mailbox + QString(old.delimiter).toLatin1();
        if (old.delimiter.isNull() || !old.rawName.startsWith(above))
            continue;
        co_await subscribeIfAllowed(action.rawName + old.rawName.mid(action.mailbox.size()), true);
        co_await subscribeIfAllowed(old.rawName, false);
    }
    co_await subscribeIfAllowed(action.mailbox, false);
    m_touched << action.rawName;
}

async::Task<> ActionReplayer::replayDeleteMailbox(core::DeleteMailbox action)
{
    imap::CommandConnection *command = co_await m_connections.command();
    if (action.onlyEmpty) {
        const auto status = co_await command->status(action.mailbox).asResult();
        if (status && status->messages > 0)
            co_await core::failure(Errc::ServerRefused, QString::fromUtf8(action.mailbox));
        if (!status && status.error().code != Errc::NoSuchMailbox)
            co_await std::unexpected(status.error());
    }
    co_await subscribeIfAllowed(action.mailbox, false);
    co_await command->remove(action.mailbox);
    m_acknowledged.mailboxesGone.insert(action.mailbox);
    m_atFinish.append([account = m_account, name = action.mailbox](store::Transaction &tx) -> core::Result<> {
        const auto mailbox = tx.mailboxNamed(account, name);
        if (!mailbox || !*mailbox)
            return mailbox ? core::Result<>() : std::unexpected(mailbox.error());
        return tx.keepGoneOf(account, name).and_then([&] { return tx.removeMailbox((*mailbox)->id); });
    });
}

async::Task<> ActionReplayer::replaySubscribed(core::SetSubscribed action)
{
    imap::CommandConnection *command = co_await m_connections.command();
    co_await (action.subscribed ? command->subscribe(action.mailbox) : command->unsubscribe(action.mailbox));
}

// --- the copy in Sent

async::Task<> ActionReplayer::replaySentCopy(core::ActionId id, core::AppendSentCopy action, AppendStage stage)
{
    const auto bytes = m_reader.submissionBytes(action.submission);
    const auto submission = m_reader.submission(action.submission);
    if (!submission)
        co_return; // it was discarded: there is nothing left to file
    if (!bytes)
        co_await core::failure(Errc::StoreCorrupt, submission->subject);
    QByteArray sent;
    for (const core::Mailbox &mailbox : m_reader.mailboxes(m_account)) {
        if (mailbox.role == core::MailboxRole::Sent && mailbox.selectable)
            sent = mailbox.rawName;
    }
    imap::ReadingConnection *reading = co_await m_connections.reading();
    core::Result<imap::SelectedMailbox> selected = core::failure(Errc::NoSuchMailbox);
    if (!sent.isEmpty())
        selected = co_await reading->select(sent).asResult();
    if (!selected && selected.error().code == Errc::NoSuchMailbox) {
        sent = co_await findOrMakeSent();
        selected = co_await reading->select(sent).asResult();
    }
    const imap::SelectedMailbox before = co_await std::move(selected);
    m_touched << sent;
    // The server may have filed its own copy, or an earlier APPEND may have worked with its answer lost.
    const QList<Found> there = co_await withMessageId(reading, action.messageId);
    const bool isUncertain = stage.step != AppendStage::Step::Begun;
    if (there.isEmpty() && stage.step != AppendStage::Step::Filed) {
        if (!isUncertain) {
            stage = {AppendStage::Step::Appending, before.uidValidity, before.uidNext, {}};
            co_await record(id, stage.toText());
        }
        imap::CommandConnection *command = co_await m_connections.command();
        const QByteArray content = submission->ownCopyHeader + *bytes;
        const auto filed
            = co_await command->append(sent, core::Flag::Seen, QDateTime::currentDateTime(), content).asResult();
        if (!filed && command->isOpen() && !isUncertain)
            co_await record(id, {}); // it said no, so nothing is under way
        co_await core::Result<std::optional<core::Uid>>(filed);
    }
    if (isUncertain)
        co_await watchCopy(id, action, sent, stage);
}

/** The copy stands; an APPEND that we gave up waiting for may yet be done, and then it stands twice. */
async::Task<> ActionReplayer::watchCopy(
    core::ActionId id, core::AppendSentCopy action, QByteArray sent, AppendStage stage)
{
    imap::ReadingConnection *reading = co_await m_connections.reading();
    const imap::SelectedMailbox selected = co_await reading->select(sent);
    Q_UNUSED(selected); // it has to see what was appended
    QList<core::MessageTarget> once; // what has come since, each kind of it; an older one counts for nothing
    const QList<Found> there = co_await withMessageId(reading, action.messageId);
    for (const Found &one : there) {
        const core::MessageTarget target{.key = {}, .messageId = action.messageId, .size = one.size};
        if (one.uid >= stage.uidNext && !once.contains(target))
            once.append(target);
    }
    if (!once.isEmpty())
        co_await removeTwins(sent, stage.uidValidity, stage.uidNext, once);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (stage.step != AppendStage::Step::Filed) {
        stage.step = AppendStage::Step::Filed;
        stage.until = now.addDuration(kWatched);
        co_await record(id, stage.toText());
    }
    if (now < stage.until)
        m_kept.insert(id);
}

/** By what the server lists now: the index may be new, or older than the mailbox. */
async::Task<QByteArray> ActionReplayer::findOrMakeSent()
{
    imap::CommandConnection *command = co_await m_connections.command();
    const QList<imap::ListEntry> entries = co_await command->list();
    QByteArray made = "Sent", belowInbox;
    for (const imap::ListEntry &entry : entries) {
        if (entry.role == core::MailboxRole::Sent && entry.selectable)
            co_return entry.rawName;
        if (entry.role == core::MailboxRole::Inbox && !entry.delimiter.isNull())
            belowInbox = entry.rawName + entry.delimiter.toLatin1() + made;
    }
    const auto created = co_await command->create(made).asResult();
    if (!created && (!isRefusal(created.error()) || belowInbox.isEmpty()))
        co_await std::unexpected(created.error());
    if (!created) { // servers that keep everything below INBOX
        made = belowInbox;
        co_await command->create(made);
    }
    co_await subscribeIfAllowed(made, true); // the copy matters, not who sees the folder
    co_return made;
}

} // namespace engine
