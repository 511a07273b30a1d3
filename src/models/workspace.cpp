// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "workspace.h"

namespace models
{

namespace
{
constexpr std::chrono::milliseconds kFirstPause{250};
constexpr std::chrono::milliseconds kLongestPause{5000};
constexpr std::chrono::milliseconds kMoment{1500}; ///< without an engine before anybody hears of it
} // namespace

core::Result<std::unique_ptr<Workspace>> Workspace::open(
    const store::ProfilePaths &paths, const QString &socketPath, QObject *parent)
{
    return open(paths, [socketPath](ipc::Client &client) { client.connectTo(socketPath); }, parent);
}

core::Result<std::unique_ptr<Workspace>> Workspace::open(
    const store::ProfilePaths &paths, CallEngine callEngine, QObject *parent)
{
    auto reader = store::Reader::open(paths);
    if (!reader)
        return std::unexpected(reader.error());
    std::unique_ptr<Workspace> workspace(new Workspace(*std::move(reader), paths, parent));
    workspace->m_callEngine = std::move(callEngine);
    workspace->m_callEngine(workspace->m_client);
    return workspace;
}

Workspace::Workspace(std::unique_ptr<store::Reader> reader, const store::ProfilePaths &paths, QObject *parent)
    : QObject(parent)
    , m_paths(paths)
    , m_reader(std::move(reader))
    , m_mailboxes(*m_reader)
    , m_messages(*m_reader, paths)
    , m_messageView(*m_reader, m_client)
    , m_outbox(*m_reader, m_client)
    , m_questions(m_client)
    , m_activity(*m_reader, m_client)
    , m_actions(*m_reader, m_client)
    , m_mailboxActions(*m_reader, m_actions)
    , m_undo(m_client, m_actions)
    , m_accounts(*m_reader, m_client)
    , m_trust(*m_reader, m_client)
    , m_pause(kFirstPause)
{
    connect(&m_client, &ipc::Client::storeChanged, this, &Workspace::apply);
    connect(&m_client, &ipc::Client::ready, this, &Workspace::linkReady);
    connect(&m_client, &ipc::Client::lost, this, &Workspace::linkLost);
    m_reconnectTimer.setSingleShot(true);
    connect(&m_reconnectTimer, &QTimer::timeout, this, [this] { m_callEngine(m_client); });
    m_moment.setSingleShot(true);
    m_moment.setInterval(kMoment);
    connect(&m_moment, &QTimer::timeout, this, &Workspace::tellLost);
}

void Workspace::apply(const core::StoreChanges &changes)
{
    m_mailboxes.apply(changes);
    m_messages.apply(changes);
    m_messageView.apply(changes);
    m_outbox.apply(changes);
    m_activity.apply(changes);
    m_accounts.apply(changes);
    m_trust.apply(changes);
}

void Workspace::linkReady()
{
    m_pause = kFirstPause;
    m_moment.stop();
    m_isTold = false;
    // Whatever changed since the models were filled, while nobody told us.
    apply({.mailboxes = {{.mailbox = m_messages.mailbox(), .many = true}},
        .mailboxList = true,
        .accounts = true,
        .outbox = true,
        .trust = true});
    m_client.call(ipc::GoOnline{}, this, [this](const core::Result<ipc::Nothing> &outcome) {
        if (outcome)
            Q_EMIT connected();
    });
    if (m_messages.mailbox().isValid())
        m_client.post(ipc::OpenMailbox{m_messages.mailbox()});
}

void Workspace::linkLost(const core::Error &error)
{
    m_reconnectTimer.start(m_pause);
    m_pause = std::min(m_pause * 2, kLongestPause);
    m_lostBy = error;
    // One that is only restarted is none of the person's business; one that cannot start is, at once.
    if (m_isTold || error.code != core::Errc::ConnectionLost)
        tellLost();
    else if (!m_moment.isActive())
        m_moment.start();
}

void Workspace::tellLost()
{
    m_moment.stop();
    m_isTold = true;
    Q_EMIT disconnected(m_lostBy);
}

void Workspace::openMailbox(core::MailboxId mailbox)
{
    m_messages.showMailbox(mailbox);
    if (mailbox.isValid() && m_client.isReady()) // else linkReady() tells
        m_client.post(ipc::OpenMailbox{mailbox});
}

} // namespace models
