// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "async/taskscope.h"
#include "core/question.h"
#include "core/secret.h"

#include <QHash>
#include <QObject>

namespace engine
{

/**
 * Passwords: in memory for this run, and in the system keyring (Secret Service, through QtKeychain) when the person
 * wants them kept. Never in a file of ours. Lives on the engine's thread; the keyring is called on the main thread,
 * where its D-Bus library expects to be.
 */
class SecretStore : public QObject
{
    Q_OBJECT

public:
    explicit SecretStore(const QString &profile);

    /** From memory, else from the keyring; nothing when neither has it (also when there is no keyring). */
    async::Task<std::optional<core::Secret>> find(core::AccountId account, core::PasswordPurpose purpose);

    /** Remembers for this run at once; the task ends when the keyring has it too, or with StoreFailed when it cannot.
     */
    async::Task<> put(core::AccountId account, core::PasswordPurpose purpose, core::Secret secret, bool keep);

    /** Forgets in memory and in the keyring. A missing keyring is no error. */
    async::Task<> erase(core::AccountId account);

    /** Writes, reads and removes an entry of its own in the keyring; StoreFailed tells why it cannot. */
    async::Task<> probe();

private:
    QString key(core::AccountId account, core::PasswordPurpose purpose) const;
    async::Task<std::optional<core::Secret>> readKeyring(QString key);

    QString m_profile; ///< distinguishes profiles in one keyring
    QHash<QString, core::Secret> m_memory;
    async::ThreadBridge m_bridge;
    async::TaskScope m_tasks;
};

} // namespace engine
