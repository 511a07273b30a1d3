// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountservice.h"

#include "bodyfetch.h"
#include "core/log.h"
#include "localactions.h"
#include "mailboxlist.h"
#include "retrypolicy.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;

namespace engine
{

namespace
{
constexpr int kRecentDays = 90;
constexpr int kRecentBodies = 2000;
constexpr std::chrono::minutes kLookAround{5};
constexpr std::chrono::minutes kSteady{1};

/** A mailbox that cannot be opened must not keep the others from being looked at. */
bool mayBeSkipped(const core::Error &error)
{
    return error.code == Errc::NoSuchMailbox || error.code == Errc::ServerRefused || error.code == Errc::ServerBusy;
}
} // namespace

AccountService::AccountService(core::Account account, Surroundings surroundings, store::Reader &reader)
    : m_connections(std::move(account), surroundings, [this](const core::Activity &activity) { report(activity); })
    , m_around(surroundings)
    , m_reader(reader)
    , m_outbox(m_connections, surroundings.writer, reader)
{
    connect(&m_outbox, &OutboxService::sent, this, &AccountService::replaySoon);
    connect(&m_connections, &AccountConnections::submissionServerChanged, this,
        [this](const core::ServerSettings &before, const core::ServerSettings &now) {
            qCInfo(core::lcEngine) << "sending moved from port" << before.port << "to" << now.port;
            Q_EMIT accountChanged(m_connections.account());
        });
    m_tasks.launch(m_outbox.recover());
    m_around.writer.post([id = this->account().id](store::Transaction &tx) { return showQueued(tx, id); });
}

AccountService::~AccountService()
{
    m_tasks.cancelAll(); // before the connections they use
}

void AccountService::setAccount(const core::Account &account)
{
    m_connections.setAccount(account);
    m_directory.forget();
    wake();
}

void AccountService::report(core::Activity activity)
{
    activity.account = m_connections.account().id;
    Q_EMIT activityChanged(activity);
}

SyncContext AccountService::context(CrashRecord::Entry *underWay)
{
    return {
        .writer = m_around.writer,
        .reader = m_reader,
        .report = [this](const core::Activity &activity) { report(activity); },
        .acknowledged = m_acknowledged,
        .crashes = m_around.crashes,
        .underWay = underWay,
    };
}

void AccountService::start()
{
    if (std::exchange(m_running, true))
        return;
    if (!std::exchange(m_looping, true))
        m_tasks.launch(background(), [this](const core::Result<> &) { m_looping = false; });
    deliverSoon();
}

void AccountService::stop()
{
    if (!std::exchange(m_running, false))
        return;
    wake();
    if (m_deliveryPause)
        std::exchange(m_deliveryPause, std::nullopt)->set({});
}

void AccountService::wake()
{
    if (m_pause)
        std::exchange(m_pause, std::nullopt)->set({});
    stir();
}

void AccountService::stir()
{
    m_stirred = true; // also when IDLE is only about to begin: the connection would not remember
    if (m_background)
        m_background->stopIdle();
}

void AccountService::open(core::MailboxId mailbox)
{
    m_open = mailbox;
    if (const auto known = m_reader.mailbox(mailbox); known && m_running) {
        m_worthALook.insert(known->rawName);
        wake();
    }
}

// --- background

async::Task<> AccountService::background()
{
    for (int failures = 1; m_running; ++failures) {
        QElapsedTimer lived;
        lived.start();
        const auto ended = co_await onlineSession().asResult();
        m_background.reset();
        if (ended || !m_running) // stopped; perhaps started again meanwhile
            continue;
        if (lived.durationElapsed() > kSteady)
            failures = 1; // it worked: a link lost now and then is no reason to wait longer each time
        const core::Error error = ended.error();
        // What only the person can mend (an answer was declined) is not tried again by itself for a while.
        const bool curable = core::nextStep(error) == core::NextStep::RetryLater;
        const auto pause = curable ? retryDelay(failures) : std::chrono::milliseconds(std::chrono::minutes(10));
        core::Activity waiting{.kind = core::ActivityKind::Waiting, .error = error};
        waiting.retryInSeconds = int(pause.count() / 1000);
        report(waiting);
        co_await rest(pause);
    }
}

async::Task<> AccountService::rest(std::chrono::milliseconds time)
{
    const async::Completion<> over;
    m_pause = over;
    const async::Deadline deadline(time, [over] { over.set({}); });
    co_await over.wait();
    m_pause.reset();
}

async::Task<> AccountService::onlineSession()
{
    {
        const auto held = co_await m_backgroundLock.acquire();
        m_background = co_await m_connections.reading(u"background"_s, Asking::WhenNeeded);
    }
    m_aside.reset();
    co_await listMailboxes(Asking::WhenNeeded);
    replaySoon();
    deliverSoon();
    co_await syncAll(MailboxSync::Extent::Window, Bodies::None);
    co_await syncAll(MailboxSync::Extent::Complete, Bodies::Recent);
    while (m_running) {
        co_await waitForNews();
        const QSet<QByteArray> look = std::exchange(m_worthALook, {});
        for (const core::Mailbox &mailbox : inOrder()) {
            if (look.contains(mailbox.rawName) || mailbox.role == core::MailboxRole::Inbox || mailbox.id == m_open)
                co_await syncMailbox(mailbox.id, MailboxSync::Extent::Complete);
        }
    }
}

core::Mailbox AccountService::watched() const
{
    core::Mailbox inbox;
    for (const core::Mailbox &mailbox : m_reader.mailboxes(account().id)) {
        if (mailbox.id == m_open && mailbox.selectable)
            return mailbox;
        if (mailbox.role == core::MailboxRole::Inbox)
            inbox = mailbox;
    }
    inbox.rawName = "INBOX";
    return inbox;
}

bool AccountService::isNews(const core::Mailbox &known, const imap::SelectedMailbox &selected)
{
    // Only once for each state of the server: a mailbox that cannot be synchronised must not keep us from IDLE.
    const RemoteState now{
        known.rawName, selected.uidValidity, selected.uidNext, selected.highestModSeq, selected.exists};
    if (std::exchange(m_lastSeen, now) == now)
        return false;
    return selected.uidValidity != known.uidValidity || selected.exists != known.total
        || selected.highestModSeq != known.highestModSeq
        || (selected.uidNext.isValid() && selected.uidNext != known.uidNext);
}

async::Task<> AccountService::waitForNews()
{
    if (!m_worthALook.isEmpty())
        co_return;
    report({.kind = core::ActivityKind::Idle, .error = m_aside});
    bool isAside = false;
    {
        const auto held = co_await m_backgroundLock.acquire();
        const core::Mailbox mailbox = watched();
        const auto selected = co_await lookInto(mailbox).asResult();
        isAside = !selected && selected.error().code == Errc::SetAside;
        if (!selected && selected.error().code == Errc::NoSuchMailbox && mailbox.id == m_open)
            m_open = {}; // somebody has removed what the person looks at; the inbox is watched again
        else if (!selected && !isAside)
            co_await std::unexpected(selected.error());
        // What came since the last look is told by this SELECT, and never again by IDLE.
        else if (!isAside && !std::exchange(m_stirred, false) && !isNews(mailbox, *selected))
            co_await idle();
        m_worthALook.insert(mailbox.rawName);
    }
    if (isAside)
        co_await rest(kLookAround);
    co_await lookAtOthers(Asking::WhenNeeded);
}

async::Task<imap::SelectedMailbox> AccountService::lookInto(core::Mailbox mailbox)
{
    const CrashRecord::Entry underWay
        = co_await m_around.crashes.beginMailbox(account().id, mailbox.rawName, mailbox.name);
    co_return co_await m_background->select(mailbox.rawName);
}

async::Task<> AccountService::idle()
{
    // IDLE watches one mailbox; the others get a look now and then.
    imap::ReadingConnection *connection = m_background.get();
    const async::Deadline lookAround(kLookAround, [connection] { connection->stopIdle(); });
    co_await connection->idle();
}

async::Task<> AccountService::lookAtOthers(Asking asking)
{
    for (const core::Mailbox &mailbox : inOrder()) {
        if (!mailbox.selectable || mailbox.role == core::MailboxRole::Inbox || m_worthALook.contains(mailbox.rawName))
            continue;
        const auto held = co_await m_commandLock.acquire();
        imap::CommandConnection *connection = co_await command(asking);
        const auto asked = co_await connection->status(mailbox.rawName).asResult();
        if (!asked && mayBeSkipped(asked.error()))
            continue;
        const imap::StatusData status = co_await core::Result<imap::StatusData>(asked);
        const bool same = status.uidValidity == mailbox.uidValidity && status.uidNext == mailbox.uidNext
            && status.messages == mailbox.total && status.highestModSeq == mailbox.highestModSeq;
        if (!same)
            m_worthALook.insert(mailbox.rawName);
    }
}

QList<core::Mailbox> AccountService::inOrder() const
{
    QList<core::Mailbox> list = m_reader.mailboxes(account().id);
    const auto rank = [this](const core::Mailbox &m) {
        if (m.id == m_open)
            return 0;
        return m.role == core::MailboxRole::Inbox ? 1 : m.role == core::MailboxRole::None ? 3 : 2;
    };
    std::ranges::stable_sort(list, {}, rank);
    return list;
}

async::Task<> AccountService::syncMailbox(core::MailboxId mailbox, MailboxSync::Extent extent)
{
    const auto held = co_await m_backgroundLock.acquire();
    if (!m_background)
        co_await core::failure(Errc::ConnectionLost);
    const core::Mailbox known = m_reader.mailbox(mailbox).value_or(core::Mailbox{});
    auto underWay = m_around.crashes.beginMailbox(account().id, known.rawName, known.name);
    if (!underWay) {
        m_aside = underWay.error();
        co_return;
    }
    m_acknowledged = {}; // no answer from before is under way any more
    MailboxSync sync(*m_background, context(&*underWay));
    const auto outcome = co_await sync.run(mailbox, extent).asResult();
    if (!outcome && !mayBeSkipped(outcome.error()))
        co_await std::unexpected(outcome.error());
    if (!outcome && outcome.error().code == Errc::ServerBusy)
        m_busy = outcome.error();
}

async::Task<> AccountService::fetchBodies(core::MailboxId mailbox, Bodies bodies)
{
    if (bodies == Bodies::None)
        co_return;
    const bool all = bodies == Bodies::All;
    const QDateTime since
        = all ? QDateTime::fromSecsSinceEpoch(0) : QDateTime::currentDateTimeUtc().addDays(-kRecentDays);
    const auto held = co_await m_backgroundLock.acquire();
    if (!m_background)
        co_await core::failure(Errc::ConnectionLost);
    MailboxSync sync(*m_background, context());
    const auto outcome
        = co_await sync.fetchBodies(mailbox, since, all ? std::numeric_limits<int>::max() : kRecentBodies).asResult();
    if (!outcome && !mayBeSkipped(outcome.error()))
        co_await std::unexpected(outcome.error());
    if (!outcome && outcome.error().code == Errc::ServerBusy)
        m_busy = outcome.error();
}

async::Task<> AccountService::syncAll(MailboxSync::Extent extent, Bodies bodies)
{
    for (const core::Mailbox &mailbox : inOrder()) {
        if (!m_running)
            co_return;
        if (!mailbox.selectable)
            continue;
        co_await syncMailbox(mailbox.id, extent);
        co_await fetchBodies(mailbox.id, bodies);
    }
}

async::Task<> AccountService::listMailboxes(Asking asking)
{
    report({.kind = core::ActivityKind::ListingMailboxes, .error = {}});
    const auto background = co_await m_backgroundLock.acquire();
    m_acknowledged = {};
    QList<imap::ListEntry> entries;
    {
        const auto held = co_await m_commandLock.acquire();
        imap::CommandConnection *connection = co_await command(asking);
        entries = co_await connection->list();
        // Absence is not deletion: a mailbox is gone when two lists agree.
        if (!entries.isEmpty() && lacks(entries, m_reader.mailboxes(account().id)))
            entries += co_await connection->list();
    }
    // An empty list is no order to forget everything (RFC 3501 has no mailbox-less account).
    if (entries.isEmpty())
        co_return;
    co_await m_around.writer.write([entries, id = account().id, acknowledged = m_acknowledged](store::Transaction &tx) {
        return storeMailboxList(tx, id, entries, acknowledged);
    });
}

// --- connections for what the person waits for

async::Task<imap::ReadingConnection *> AccountService::interactive(Asking asking)
{
    if (m_interactive && !m_interactive->isOpen())
        m_interactive.reset();
    if (!m_interactive)
        m_interactive = co_await m_connections.reading(u"interactive"_s, asking);
    co_return m_interactive.get();
}

async::Task<imap::CommandConnection *> AccountService::command(Asking asking)
{
    if (m_command && !m_command->isOpen())
        m_command.reset();
    if (!m_command)
        m_command = co_await m_connections.command(asking);
    co_return m_command.get();
}

async::Task<QByteArray> AccountService::rawMessage(core::MessageKey key)
{
    if (auto stored = m_reader.body(key))
        co_return *stored;
    const CrashRecord::Entry underWay = co_await m_around.crashes.beginMessage(key);
    const auto held = co_await m_interactiveLock.acquire();
    report({.kind = core::ActivityKind::ReceivingBody, .error = {}});
    imap::ReadingConnection *connection = co_await interactive(asking());
    const imap::SelectedMailbox selected = co_await connection->select(key.mailbox);
    if (selected.uidValidity != key.uidValidity)
        co_await core::failure(Errc::UidValidityChanged, QString::fromUtf8(key.mailbox));
    const auto summary = m_reader.find(key);
    const auto target = summary ? m_reader.target(summary->id) : std::nullopt;
    const QByteArray raw = co_await fetchBody(connection, key.uid, target ? target->messageId : QString());
    m_around.writer.post([key, raw](store::Transaction &tx) { return tx.putBody(key, raw); });
    report({.kind = core::ActivityKind::Idle, .error = {}});
    co_return raw;
}

} // namespace engine
