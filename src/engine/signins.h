// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "async/taskscope.h"
#include "core/account.h"
#include "core/signin.h"
#include "oauth/signin.h"
#include "questions.h"
#include "secretstore.h"

#include <map>

namespace engine
{

/** May a sign-in that fails for want of a password or of trust wait for the person? */
enum class Asking { Never, WhenNeeded };

/**
 * Signing in in the browser, and what came of it: access tokens in memory, refresh tokens in the keyring. A token is
 * renewed before its time is over, and once more when a server refuses it; after that, and when the issuer refuses,
 * the person is asked once to sign in again, and nothing is sent until then. Also keeps how every account's signing in
 * has gone. Engine's thread.
 */
class SignIns : public QObject
{
    Q_OBJECT

public:
    SignIns(SecretStore &secrets, Questions &questions, const QString &profileDirectory);
    ~SignIns() override;

    // --- with the person at the browser

    /** See ipc::FindIssuer. */
    async::Task<QString> issuerFor(QString address, net::Proxy proxy);
    /**
     * InvalidInput: no such issuer, or nobody has set a client id for it. `whose`: goes that account's way; one that is
     * not stored yet brings the password of its proxy.
     */
    async::Task<core::SignInStart> begin(QString issuer, QString user, core::SignInWords words,
        core::Account whose = {}, core::Secret proxyPassword = {});
    /** See oauth::BrowserSignIn::finished; NoSuchMessage for an unknown one. With an account the tokens are taken. */
    async::Task<> finish(qint64 signIn, core::AccountId account, bool keep);
    void cancel(qint64 signIn);
    void cancelAll(); ///< nobody is there any more

    struct Fresh {
        providers::Issuer issuer;
        core::Secret access;
    };
    /** Of a finished one that no account has taken yet. NoSuchMessage. */
    core::Result<Fresh> fresh(qint64 signIn) const;
    /** The tokens become the account's. NoSuchMessage. */
    async::Task<> adopt(qint64 signIn, core::AccountId account, bool keep);

    // --- with the servers

    /**
     * What the account signs in with now. AuthenticationFailed when only the person can get a new one and is not to be
     * asked or has declined; other errors of oauth::renewed pass.
     */
    async::Task<core::Secret> token(core::Account account, core::PasswordPurpose purpose, Asking asking);
    /** A server refuses this token. */
    void refused(core::AccountId account, core::PasswordPurpose purpose, const core::Secret &token, core::Error error);
    /** A server has let the account in, in whatever way. */
    void letIn(core::AccountId account, core::PasswordPurpose purpose);
    /** A server has refused a password. */
    void passwordRefused(core::AccountId account, const core::Error &error);

    // --- how it goes

    async::Task<core::SignInHealth> health(core::Account account);
    /** Forgets the tokens, and has the issuer take them back; that it cannot be reached is only logged. */
    async::Task<> forget(core::Account account);
    /** The person's own client id; InvalidInput, StoreFailed. */
    async::Task<> setClient(QString issuer, QString clientId, core::Secret secret);

private:
    struct UnderWay; ///< a sign-in at the browser
    struct Held; ///< what one account has
    std::shared_ptr<Held> heldBy(core::AccountId account);
    async::Task<oauth::Party> partyFor(QString issuer, core::Account whose, core::Secret proxyPassword = {});
    async::Task<> recall(std::shared_ptr<Held> held, core::AccountId account);
    async::Task<> keep(std::shared_ptr<Held> held, core::AccountId account);
    async::Task<> renew(std::shared_ptr<Held> held, core::Account account);
    async::Task<core::Secret> tokenAtHand(
        std::shared_ptr<Held> held, core::Account account, core::PasswordPurpose purpose);

    SecretStore &m_secrets;
    Questions &m_questions;
    QString m_directory;
    std::map<qint64, std::shared_ptr<UnderWay>> m_underWay;
    std::map<core::AccountId, std::shared_ptr<Held>> m_held;
    qint64 m_lastId = 0;
    async::TaskScope m_tasks;
};

} // namespace engine
