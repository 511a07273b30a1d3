// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "workspace.h"

namespace models
{

namespace
{
constexpr std::chrono::milliseconds kFirstPause{250};
constexpr std::chrono::milliseconds kLongestPause{5000};
} // namespace

core::Result<std::unique_ptr<Workspace>> Workspace::open(
    const store::ProfilePaths &paths, const QString &socketPath, QObject *parent)
{
    auto reader = store::Reader::open(paths);
    if (!reader)
        return std::unexpected(reader.error());
    std::unique_ptr<Workspace> workspace(new Workspace(*std::move(reader), paths, parent));
    workspace->m_socketPath = socketPath;
    workspace->m_client.connectTo(socketPath);
    return workspace;
}

Workspace::Workspace(std::unique_ptr<store::Reader> reader, const store::ProfilePaths &paths, QObject *parent)
    : QObject(parent)
    , m_reader(std::move(reader))
    , m_mailboxes(*m_reader)
    , m_messages(*m_reader, paths)
    , m_messageView(*m_reader, m_client)
    , m_outbox(*m_reader, m_client)
    , m_questions(m_client)
    , m_activity(*m_reader, m_client)
    , m_actions(*m_reader, m_client)
    , m_pause(kFirstPause)
{
    connect(&m_client, &ipc::Client::storeChanged, this, &Workspace::apply);
    connect(&m_client, &ipc::Client::ready, this, &Workspace::linkReady);
    connect(&m_client, &ipc::Client::lost, this, &Workspace::linkLost);
    m_reconnectTimer.setSingleShot(true);
    connect(&m_reconnectTimer, &QTimer::timeout, this, [this] { m_client.connectTo(m_socketPath); });
}

void Workspace::apply(const core::StoreChanges &changes)
{
    m_mailboxes.apply(changes);
    m_messages.apply(changes);
    m_messageView.apply(changes);
    m_outbox.apply(changes);
    m_activity.apply(changes);
}

void Workspace::linkReady()
{
    m_pause = kFirstPause;
    // Whatever changed since the models were filled, while nobody told us.
    apply({.mailboxes = {{.mailbox = m_messages.mailbox(), .many = true}},
        .mailboxList = true,
        .accounts = true,
        .outbox = true});
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
    Q_EMIT disconnected(error);
}

void Workspace::openMailbox(core::MailboxId mailbox)
{
    m_messages.showMailbox(mailbox);
    if (mailbox.isValid() && m_client.isReady()) // else linkReady() tells
        m_client.post(ipc::OpenMailbox{mailbox});
}

} // namespace models
