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

/** What one gesture of a person did, and what takes it back. */
struct Deed {
    QList<core::MailAction> actions;
    QList<core::ActionId> ids;
    QString words; ///< "Moved 3 messages to Archive."
};

/** The gesture as a past sentence in the person's language; to be asked before it is done: names may be gone then. */
QString deedWords(const QList<core::MailAction> &actions, const store::Reader &reader);
/** True for what can be taken back only while the engine holds it: nothing brings it back from the server. */
bool isForGood(const core::MailAction &action);

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
    void copyTo(const QList<core::MessageId> &messages, core::MailboxId destination); ///< same account only
    /** No trash: gone when the engine lets go of them. */
    void deleteForGood(const QList<core::MessageId> &messages);
    /** Deletes for good what `mailbox` holds as far as it is known here. */
    void empty(core::MailboxId mailbox);
    /** All of it as one gesture: one done(), one step to take back. */
    void act(const QList<core::MailAction> &actions);

Q_SIGNALS:
    /** The engine took it, or the part of it that is named. */
    void done(const models::Deed &deed);
    /** Nothing was changed by the action that failed. */
    void failed(const core::Error &error);

private:
    QList<core::MessageTarget> targetsOf(const QList<core::MessageId> &messages) const;
    template <class Transfer>
    void transfer(const QList<core::MessageId> &messages, core::MailboxId destination);
    void setFlag(const QList<core::MessageId> &messages, core::Flag flag, bool on);
    void moveToRole(const QList<core::MessageId> &messages, core::MailboxRole role);

    const store::Reader &m_reader;
    ipc::Client &m_client;
};

} // namespace models
