// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "async/task.h"
#include "dialogue.h"
#include "fetchresponse.h"
#include "login.h"
#include "uidset.h"
#include "values.h"

#include <QObject>

#include <functional>
#include <memory>

namespace imap
{

/**
 * A connection that only reads (and expunges by UID): summaries, flags, bodies, searches, IDLE. Verbs run one after
 * the other in the order they were called. A verb whose Task is destroyed leaves the connection usable. Any error but
 * a refusal by the server (ServerRefused, NoSuch…, ServerBusy) means that the connection is closed; open a new one.
 *
 * Sequence numbers are neither sent nor kept: a FETCH without UID and every EXPUNGE is a hint, never data.
 * One thread. May be destroyed at any time, also from a coroutine that it just resumed.
 */
class ReadingConnection : public QObject
{
    Q_OBJECT

public:
    /** Called with bytes received and bytes announced of a body under way. */
    using Progress = std::function<void(qint64 done, qint64 total)>;

    static async::Task<std::unique_ptr<ReadingConnection>> open(Login login);
    ~ReadingConnection() override;

    /**
     * SELECT, with CONDSTORE where offered (RFC 7162). NoSuchMailbox when refused. The other verbs below work on the
     * mailbox selected last and fail with NoSuchMailbox when there is none.
     */
    async::Task<SelectedMailbox> select(QByteArray rawName);
    /** Every UID from `first` up, ascending. */
    async::Task<QList<core::Uid>> uidsFrom(core::Uid first);
    /** The `count` highest UIDs below `below` (invalid: no limit), ascending. */
    async::Task<QList<core::Uid>> newestUids(quint32 count, core::Uid below);
    /**
     * Summaries of these messages, newest first, to `sink` in lists of at most 1000. UIDs that do not exist are left
     * out; ones that the server skipped are asked for once more. New commands are only sent while `mayContinue`.
     */
    async::Task<> fetchSummaries(
        UidSet uids, std::function<void(QList<SummaryData>)> sink, std::function<bool()> mayContinue);
    /** Flags; with a valid `changedSince` (RFC 7162 3.1.4.1) only of messages changed after it, where offered. */
    async::Task<QList<FlagsData>> fetchFlags(UidSet uids, core::ModSeq changedSince);
    /** The message byte for byte, at most 64 MiB (MessageTooLarge). NoSuchMessage only when proved absent. */
    async::Task<QByteArray> fetchBody(core::Uid uid, Progress progress = {});
    /** UIDs whose Message-ID field contains `messageId` (without brackets). */
    async::Task<QList<core::Uid>> searchMessageId(QString messageId);
    /**
     * Returns when the mailbox changed (also when it changed since the last idle()), after 9 minutes, or on
     * stopIdle(). RFC 2177; where IDLE is not offered NOOP every 60 s.
     */
    async::Task<> idle();
    /** Ends the running idle(), which then returns as soon as the server has confirmed. */
    void stopIdle();
    /** How long one idle() lasts at most, and how often NOOP asks where IDLE is not offered. */
    void setIdleTimes(std::chrono::milliseconds renew, std::chrono::milliseconds poll);
    /** RFC 4315 2.1. ServerRefused when UIDPLUS is not offered: a plain EXPUNGE is never sent. */
    async::Task<> uidExpunge(UidSet uids);

    bool isOpen() const;
    /** `name` in upper case. */
    bool hasCapability(const QByteArray &name) const;

Q_SIGNALS:
    void hint(const imap::MailboxHint &hint);
    /** The link is gone; every running verb has ended with an error. */
    void alert(const QString &words); ///< as Dialogue::alert
    void closed();

private:
    using OnResponse = std::function<bool(const Response &)>;
    using OnFetch = std::function<bool(const FetchItems &)>;
    using Replies = QList<Reply>;
    class Listening;
    struct Idling;
    class IdleGuard;

    explicit ReadingConnection(Dialogue::Owner dialogue);
    core::Result<> selection() const;
    /** What a SEARCH without an answer says; only an answer can prove that messages are gone. */
    enum class Silence { IsFailure, MeansNone };
    async::Task<QList<core::Uid>> search(Command command, Silence silence = Silence::IsFailure);
    Command searchCommand(const QByteArray &criteria) const;
    /** Pipelined; the refusals (NO) come back, everything else is an error. */
    async::Task<Replies> fetch(QList<UidSet> pieces, QByteArray items, std::function<bool()> mayContinue);
    async::Task<> idleOnce();
    async::Task<> pollUntilChanged();
    void endIdle(const std::shared_ptr<Idling> &idling);
    void take(const Response &response);
    void takeFetch(const Response &response);
    void countUnasked(const Response &response);
    void changed(bool MailboxHint::*what);
    void emitHint();

    Dialogue::Owner m_dialogue;
    QByteArray m_mailbox; ///< selected; empty: none
    SelectedMailbox m_selected;
    quint64 m_epoch = 0;
    OnResponse m_onResponse; ///< of the running verb: true when it was what the verb asked for
    OnFetch m_onFetch;
    MailboxHint m_hint; ///< not emitted yet
    qint64 m_unasked = 0; ///< bytes of responses that the running verb had no use for
    bool m_hintScheduled = false;
    bool m_changed = false; ///< since the last idle()
    bool m_stopIdle = false;
    bool m_uidValidityChanged = false;
    std::chrono::milliseconds m_renew{9 * 60'000};
    std::chrono::milliseconds m_poll{60'000};
    std::optional<async::Completion<>> m_wake; ///< of the running idle()
    async::Lock m_verbs;
};

} // namespace imap
