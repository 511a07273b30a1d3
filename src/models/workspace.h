// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "accounteditor.h"
#include "accountsetup.h"
#include "activitymodel.h"
#include "composesession.h"
#include "draftfiles.h"
#include "link/client.h"
#include "mailactions.h"
#include "mailboxactions.h"
#include "mailboxtreemodel.h"
#include "messagelistmodel.h"
#include "messageviewmodel.h"
#include "outboxmodel.h"
#include "questionboard.h"
#include "store/reader.h"
#include "trustlist.h"
#include "undohistory.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace models
{

/**
 * Everything one window stands on: the read-only store, the link, and the models over them, wired to each other's
 * changes. GUI thread.
 */
class Workspace : public QObject
{
    Q_OBJECT

public:
    /** Brings the client together with an engine, starting one if need be; its ready() or lost() follows. */
    using CallEngine = std::function<void(ipc::Client &client)>;

    /**
     * The stores must exist: an engine has made them. Does not wait for the link: see client().isReady(). `callEngine`
     * is called at once, and again, after a pause that grows, whenever the link is lost.
     */
    static core::Result<std::unique_ptr<Workspace>> open(
        const store::ProfilePaths &paths, CallEngine callEngine, QObject *parent = nullptr);
    /** The same with an engine that somebody else keeps alive. */
    static core::Result<std::unique_ptr<Workspace>> open(
        const store::ProfilePaths &paths, const QString &socketPath, QObject *parent = nullptr);

    const store::Reader &reader() const { return *m_reader; }
    const store::ProfilePaths &paths() const { return m_paths; }
    ipc::Client &client() { return m_client; }
    MailboxTreeModel &mailboxes() { return m_mailboxes; }
    MessageListModel &messages() { return m_messages; }
    MessageViewModel &messageView() { return m_messageView; }
    OutboxModel &outbox() { return m_outbox; }
    QuestionBoard &questions() { return m_questions; }
    ActivityModel &activity() { return m_activity; }
    MailActions &actions() { return m_actions; }
    MailboxActions &mailboxActions() { return m_mailboxActions; }
    UndoHistory &undoHistory() { return m_undo; }
    AccountEditor &accountEditor() { return m_accounts; }
    TrustList &trustList() { return m_trust; }

    /** A new message; the parent (a window) owns it. */
    ComposeSession *compose(QObject *parent);
    /** Drafts that nobody is writing and that were neither sent nor thrown away, e.g. after a crash. */
    QList<core::Draft> unfinishedDrafts();
    void openDraft(ComposeSession &session, const core::Draft &draft); ///< one of them
    AccountSetup *setUpAccount(QObject *parent);

public Q_SLOTS:
    /** The person looks at this mailbox: the list shows it and the engine attends to it first. */
    void openMailbox(core::MailboxId mailbox);

Q_SIGNALS:
    /** The engine is there and works for every account. */
    void connected();
    /** There has been no engine for longer than a moment; what is stored can still be read. Again with each failure. */
    void disconnected(const core::Error &error);
    /** The engine has taken drafts that were kept in files. */
    void draftsTaken();

private:
    Workspace(std::unique_ptr<store::Reader> reader, const store::ProfilePaths &paths, QObject *parent);
    void apply(const core::StoreChanges &changes);
    void linkReady();
    void linkLost(const core::Error &error); ///< tries again after a pause that grows
    void tellLost();
    void handOverDrafts();
    void handOver(const core::Draft &draft, const QString &file);

    store::ProfilePaths m_paths;
    std::unique_ptr<store::Reader> m_reader;
    ipc::Client m_client;
    MailboxTreeModel m_mailboxes;
    MessageListModel m_messages;
    MessageViewModel m_messageView;
    OutboxModel m_outbox;
    QuestionBoard m_questions;
    ActivityModel m_activity;
    MailActions m_actions;
    MailboxActions m_mailboxActions;
    UndoHistory m_undo;
    AccountEditor m_accounts;
    TrustList m_trust;
    DraftFiles m_draftFiles;
    CallEngine m_callEngine;
    QTimer m_reconnectTimer;
    std::chrono::milliseconds m_pause;
    QTimer m_moment; ///< since the link was lost
    core::Error m_lostBy;
    bool m_isTold = false;
};

} // namespace models
