// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "workspace.h"

#include "core/log.h"

#include <QUuid>

#include <algorithm>

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
    , m_draftFiles(paths.drafts())
    , m_pause(kFirstPause)
{
    m_accounts.setProfileDirectory(paths.directory);
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
    if (const auto opened = m_reader->reopen(); !opened) // the engine may have made a store anew
        qCWarning(core::lcUi) << "the stores cannot be opened again:" << opened.error().context;
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
    handOverDrafts();
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

// --- drafts

AccountSetup *Workspace::setUpAccount(QObject *parent)
{
    return new AccountSetup(
        m_client, parent, [directory = m_paths.directory] { return providers::SignInMeans::of(directory); });
}

ComposeSession *Workspace::compose(QObject *parent)
{
    auto *session = new ComposeSession(*m_reader, m_client, parent);
    session->setFiles(&m_draftFiles);
    return session;
}

QList<core::Draft> Workspace::unfinishedDrafts()
{
    QList<core::Draft> drafts = m_draftFiles.all(); // never older than what the engine has
    for (const core::Draft &stored : m_reader->drafts()) {
        const bool isThere = !stored.token.isEmpty()
            && std::ranges::any_of(drafts, [&](const core::Draft &d) { return d.token == stored.token; });
        if (!isThere)
            drafts.append(stored);
    }
    drafts.removeIf([this](const core::Draft &draft) { return m_draftFiles.isClaimed(draft.token); });
    return drafts;
}

void Workspace::openDraft(ComposeSession &session, const core::Draft &draft)
{
    const QList<core::Draft> files = m_draftFiles.all();
    session.openDraft(draft, std::ranges::contains(files, draft.token, &core::Draft::token));
}

void Workspace::handOverDrafts()
{
    for (const core::Draft &draft : m_draftFiles.all()) {
        if (!m_draftFiles.isClaimed(draft.token)) // else its window does it
            handOver(draft, draft.token);
    }
}

void Workspace::handOver(const core::Draft &draft, const QString &file)
{
    m_client.call(ipc::SaveDraft{draft}, this, [this, draft, file](const core::Result<core::DraftId> &taken) {
        if (m_draftFiles.isClaimed(file))
            return; // opened meanwhile
        if (taken) {
            m_draftFiles.remove(file);
            Q_EMIT draftsTaken();
        } else if (taken.error().code == core::Errc::NoSuchMessage && draft.token == file) {
            // It was submitted. Perhaps with other words: a draft of its own from now on.
            core::Draft other = draft;
            other.id = {};
            other.token = QUuid::createUuid().toString(QUuid::WithoutBraces);
            handOver(other, file);
        }
    });
}

} // namespace models
