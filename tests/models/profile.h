// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/database.h"
#include "store/reader.h"
#include "store/transaction.h"

#include <QTemporaryDir>

/** A temporary profile that the test fills as the engine would. What must not fail ends the program. */
class Profile
{
public:
    Profile();

    const store::ProfilePaths &paths() const { return m_paths; }
    const store::Reader &reader() const { return *m_reader; }
    QString socket() const { return m_paths.socket(); }

    /** One transaction; what it changed. */
    core::StoreChanges write(const std::function<core::Result<>(store::Transaction &)> &work);

    core::AccountId addAccount(const QString &name, const QString &address = QStringLiteral("taro@example.test"));
    /** UIDVALIDITY 7. */
    core::MailboxId addMailbox(core::AccountId account, const QString &name,
        core::MailboxRole role = core::MailboxRole::None, QChar delimiter = u'/');
    /** Messages `first` … `first` + `count` - 1 by UID, each a minute younger than the one before; unread. */
    core::StoreChanges addMessages(core::MailboxId mailbox, quint32 first, quint32 count = 1);
    core::StoreChanges addFlag(core::MailboxId mailbox, quint32 uid, core::Flag flag);
    core::StoreChanges removeMessages(core::MailboxId mailbox, const QList<core::Uid> &uids);

    static store::IndexedMessage message(quint32 uid);
    core::MessageId idOf(core::MailboxId mailbox, quint32 uid) const;

private:
    QTemporaryDir m_folder;
    store::ProfilePaths m_paths;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<store::Reader> m_reader;
};
