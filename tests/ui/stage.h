// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"
#include "link/server.h"
#include "models/workspace.h"
#include "store/database.h"
#include "store/transaction.h"
#include "ui/mainwindow/mainwindow.h"

#include <QTemporaryDir>

namespace test
{

/**
 * A profile with one account and the main window over it, in front of a scripted engine that answers from `documents`
 * and applies flags and moves to the store as the real one does. One thread: the event loop must run.
 */
class Stage
{
public:
    struct Mail {
        QString from, address, subject, text;
        core::Flags flags;
        bool hasAttachment = false;
    };

    explicit Stage(const QList<Mail> &inbox = realMail());
    ~Stage();

    static QList<Mail> realMail();

    /** Makes the window and waits until its link stands and the mailbox is complete. */
    ui::MainWindow &open(QSize size = {1440, 900});
    ui::MainWindow &window() { return *m_window; }
    models::Workspace &workspace() { return *m_workspace; }

    /** Writes by `change`, then tells the faces what changed. */
    void write(const std::function<void(store::Transaction &)> &change);
    void addMessages(core::MailboxId mailbox, const QList<Mail> &mails, const QDateTime &newest);
    void broadcast(const ipc::Event &event) { m_server->broadcast(event); }
    void stopEngine() { m_server.reset(); }

    template <class R>
    QList<R> asked() const
    {
        QList<R> found;
        for (const ipc::Request &request : m_requests) {
            if (const auto *one = std::get_if<R>(&request))
                found.append(*one);
        }
        return found;
    }
    template <class W = QWidget>
    W *find(const char *name) const
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }

    QMap<core::Uid, core::Document> documents; ///< of the Inbox
    core::AccountId account;
    core::MailboxId inbox, sent, archive, trash, junk, projects, hikyaku;
    core::Draft returned; ///< what TakeBack gives
    std::optional<core::Error> refusal; ///< of Undo and TakeBack

private:
    void makeMailboxes();
    void answer(const ipc::Request &request, const ipc::Server::Answer &reply);
    void apply(const core::MailAction &action);

    QTemporaryDir m_folder;
    store::ProfilePaths m_paths{m_folder.path() + QStringLiteral("/profile")};
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<ipc::Server> m_server;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    QList<ipc::Request> m_requests;
    quint32 m_nextUid = 1;
};

} // namespace test
