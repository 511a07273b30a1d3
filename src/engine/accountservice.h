// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "accountconnections.h"
#include "actionreplayer.h"
#include "async/taskscope.h"
#include "directoryservice.h"
#include "mailboxsync.h"
#include "outboxservice.h"

namespace engine
{

/** Which bodies a synchronisation fetches besides the summaries. */
enum class Bodies { None, Recent, All };

/**
 * One account at work: keeps it in step with its server in the background, replays what the person did, delivers the
 * outbox, and fetches what the person waits for on a connection of its own. Engine's thread.
 */
class AccountService : public QObject
{
    Q_OBJECT

public:
    AccountService(core::Account account, Surroundings surroundings, store::Reader &reader);
    ~AccountService() override;

    const core::Account &account() const { return m_connections.account(); }
    void setAccount(const core::Account &account);

    /** Works in the background from now on, until stop(). */
    void start();
    /** Finishes the mailbox at hand and what is due within a minute, asks nobody any more, and rests. */
    void stop();
    bool isBusy() const { return m_looping || m_replaying || m_delivering; }
    /** Something was queued (actions) or is due (outbox): do it soon. Works without start(), too. */
    void replaySoon();
    void deliverSoon();
    /** The person looks at this mailbox: it goes first and is watched. */
    void open(core::MailboxId mailbox);

    // Whoever asks may outlive the account: each ends with Cancelled when it goes first.

    /** Replays, lists and synchronises completely; without start(), never asks. `mailboxes` empty: all of them. */
    async::Completion<> syncNow(QList<QByteArray> mailboxes, Bodies bodies);
    /** Signs in to the sending server, and no more; without start(), never asks. */
    async::Completion<> checkSending();
    /** People in the account's directory, which it must have. */
    async::Completion<core::PeopleFound> people(QString text, int limit, QString language, bool mayAsk);
    /** An Unknown submission has arrived, says the person. */
    async::Completion<> confirmSent(core::SubmissionId submission);
    /** The raw message: from the store, else from the server, then kept. */
    async::Completion<QByteArray> fetchRaw(core::MessageKey key);

Q_SIGNALS:
    void activityChanged(const core::Activity &activity);
    /** Another port answered for sending; to be remembered. */
    void accountChanged(const core::Account &account);

private:
    async::Task<> background();
    async::Task<> onlineSession();
    async::Task<> synchronise(QList<QByteArray> mailboxes, Bodies bodies);
    async::Task<QByteArray> rawMessage(core::MessageKey key);
    async::Task<> listMailboxes(Asking asking);
    async::Task<> syncMailbox(core::MailboxId mailbox, MailboxSync::Extent extent);
    async::Task<> fetchBodies(core::MailboxId mailbox, Bodies bodies);
    async::Task<> syncAll(MailboxSync::Extent extent, Bodies bodies);
    async::Task<> lookAtOthers(Asking asking);
    async::Task<> waitForNews();
    async::Task<> idle();
    async::Task<imap::SelectedMailbox> lookInto(core::Mailbox mailbox);
    core::Mailbox watched() const; ///< what IDLE watches: the open mailbox, else the inbox
    bool isNews(const core::Mailbox &known, const imap::SelectedMailbox &selected);
    async::Task<> replay(Asking asking, ActionReplayer::Held which);
    async::Task<> replayDue();
    async::Task<> lookForUnknown(); ///< submissions, among what the server has in Sent
    async::Task<> deliver();
    async::Task<imap::ReadingConnection *> interactive(Asking asking);
    async::Task<imap::CommandConnection *> command(Asking asking);
    Asking asking() const { return m_running ? Asking::WhenNeeded : Asking::Never; }
    QList<core::Mailbox> inOrder() const;
    SyncContext context(CrashRecord::Entry *underWay = nullptr);
    async::Task<> rest(std::chrono::milliseconds time); ///< until wake()
    void report(core::Activity activity);
    void wake(); ///< out of the pause between two tries, and out of IDLE
    void stir(); ///< out of IDLE

    using RemoteState = std::tuple<QByteArray, core::UidValidity, core::Uid, core::ModSeq, quint32>;

    AccountConnections m_connections;
    DirectoryService m_directory{m_connections};
    Surroundings m_around;
    store::Reader &m_reader;
    OutboxService m_outbox;
    std::unique_ptr<imap::ReadingConnection> m_background;
    std::unique_ptr<imap::ReadingConnection> m_interactive;
    std::unique_ptr<imap::CommandConnection> m_command;
    async::Lock m_backgroundLock, m_interactiveLock, m_commandLock, m_replayLock;
    std::optional<async::Completion<>> m_pause; ///< waits between two tries
    std::optional<async::Completion<>> m_replayPause; ///< waits for what is held back
    std::optional<async::Completion<>> m_deliveryPause; ///< waits for the next submission to be due
    core::MailboxId m_open;
    QSet<QByteArray> m_worthALook;
    Acknowledged m_acknowledged;
    QSet<core::ActionId> m_keptActions; ///< refused and kept: not tried again at once
    std::optional<RemoteState> m_lastSeen; ///< of the watched mailbox
    bool m_stirred = false; ///< what IDLE would wait for has happened already
    std::optional<core::Error> m_aside; ///< something that the engine died over twice is passed over
    std::optional<core::Error> m_busy; ///< why a mailbox was passed over for now
    bool m_running = false;
    bool m_looping = false; ///< background() is alive
    bool m_replaying = false;
    bool m_replayAgain = false; ///< something was queued while replaying
    bool m_delivering = false;
    async::TaskScope m_tasks;
};

} // namespace engine
