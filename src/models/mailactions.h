// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/mailaction.h"
#include "link/client.h"
#include "store/reader.h"

#include <QObject>

namespace models
{

/**
 * What a person does to mail, as values handed to the engine, which journals them and shows them at once (the lists
 * change by its StoreChanges, never by themselves). Messages that are gone meanwhile are left out. GUI thread.
 */
class MailActions : public QObject
{
    Q_OBJECT

public:
    MailActions(const store::Reader &reader, ipc::Client &client, QObject *parent = nullptr);

    /** False where moveToTrash() would do nothing useful: no message, or all of them lie in the trash. */
    bool canMoveToTrash(const QList<core::MessageId> &messages) const;
    bool canArchive(const QList<core::MessageId> &messages) const; ///< their accounts have an archive

public Q_SLOTS:
    void setRead(const QList<core::MessageId> &messages, bool read);
    void setFlagged(const QList<core::MessageId> &messages, bool flagged);
    /** Each account's messages to its own trash. An account without one: failed() with NoSuchMailbox. */
    void moveToTrash(const QList<core::MessageId> &messages);
    void archive(const QList<core::MessageId> &messages);
    void markJunk(const QList<core::MessageId> &messages);
    void moveTo(const QList<core::MessageId> &messages, core::MailboxId destination); ///< same account only

Q_SIGNALS:
    /** The engine took it; the ids are for undoing it. */
    void done(const core::MailAction &action, const QList<core::ActionId> &ids);
    /** Nothing was changed. */
    void failed(const core::Error &error);

private:
    QList<core::MessageTarget> targetsOf(const QList<core::MessageId> &messages) const;
    void act(core::MailAction action);
    void setFlag(const QList<core::MessageId> &messages, core::Flag flag, bool on);
    void moveToRole(const QList<core::MessageId> &messages, core::MailboxRole role);

    const store::Reader &m_reader;
    ipc::Client &m_client;
};

} // namespace models
