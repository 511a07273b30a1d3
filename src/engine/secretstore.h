// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "async/taskscope.h"
#include "core/question.h"
#include "core/secret.h"
#include "passwordfile.h"
#include "questions.h"

#include <QHash>
#include <QObject>

namespace engine
{

/**
 * Passwords and tokens: in memory for this run, and in the system keyring (Secret Service, through QtKeychain) when the
 * person wants them kept; where there is none, in an encrypted file, if the person made one. Lives on the engine's
 * thread; the keyring is called on the main thread, where its D-Bus library expects to be.
 */
class SecretStore : public QObject
{
    Q_OBJECT

public:
    /** `file`: where the encrypted file is or will be. Without `questions` its passphrase is never asked for. */
    explicit SecretStore(const QString &profile, const QString &file = {}, Questions *questions = nullptr);

    /** Somebody is there who can answer. A passphrase that is declined is not asked for again in this run. */
    void setMayAsk(bool mayAsk) { m_mayAsk = mayAsk; }
    bool hasFile() const;
    /** What could not be kept until now goes into it. AlreadyExists; what PasswordFile::make says. */
    async::Task<> makeFile(core::Secret passphrase);
    /** With everything in it; from then on passwords are asked for. StoreFailed. */
    core::Result<> removeFile();

    /** From memory, else from the keyring; nothing when neither has it (also when there is no keyring). */
    async::Task<std::optional<core::Secret>> find(core::AccountId account, core::PasswordPurpose purpose);

    /** Remembers for this run at once; the task ends when the keyring has it too, or with StoreFailed when it cannot.
     */
    async::Task<> put(core::AccountId account, core::PasswordPurpose purpose, core::Secret secret, bool keep);

    /** Forgets everything of the account in memory and in the keyring. A missing keyring is no error. */
    async::Task<> erase(core::AccountId account);

    /** What is no password, by its own name: see signInEntry() and clientEntry(). */
    async::Task<std::optional<core::Secret>> findEntry(QString entry);
    async::Task<> putEntry(QString entry, core::Secret secret, bool keep);
    async::Task<> eraseEntry(QString entry);
    static QString signInEntry(core::AccountId account); ///< what an account signs in with in place of a password
    static QString clientEntry(const QString &issuer); ///< the secret of the person's own client id

    /** Writes, reads and removes an entry of its own in the keyring; StoreFailed tells why it cannot. */
    async::Task<> probe();

private:
    static QString entryOf(core::AccountId account, core::PasswordPurpose purpose);
    QString key(const QString &entry) const { return m_profile + u'/' + entry; }
    async::Task<std::optional<core::Secret>> readKeyring(QString key);
    async::Task<> writeKeyring(QString key, core::Secret secret);
    async::Task<bool> openFile(); ///< false: there is none, or nobody opens it

    QString m_profile; ///< distinguishes profiles in one keyring
    QHash<QString, core::Secret> m_memory;
    QSet<QString> m_unkept; ///< to be kept, and nothing took them
    QString m_path;
    Questions *m_questions;
    std::optional<PasswordFile> m_file; ///< open
    bool m_mayAsk = false;
    async::Lock m_opening;
    async::ThreadBridge m_bridge;
    async::TaskScope m_tasks;
};

} // namespace engine
