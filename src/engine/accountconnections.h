// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/activity.h"
#include "crashrecord.h"
#include "imap/commandconnection.h"
#include "imap/readingconnection.h"
#include "people/ldapconnection.h"
#include "questions.h"
#include "secretstore.h"
#include "signins.h"
#include "smtp/client.h"
#include "trustbook.h"

#include <functional>
#include <map>

namespace engine
{

/** What every account shares. All of it outlives the accounts. */
struct Surroundings {
    StoreWriter &writer;
    Questions &questions;
    SecretStore &secrets;
    TrustBook &trust;
    CrashRecord &crashes;
    SignIns &signIns;
};

/**
 * Opens connections for one account: fetches the password or token, asks for what only the person knows, and tries
 * again when the answer is there. A refused password is asked for once and never sent a second time; of tokens see
 * SignIns. Engine's thread.
 */
class AccountConnections : public QObject
{
    Q_OBJECT

public:
    AccountConnections(core::Account account, Surroundings surroundings, std::function<void(core::Activity)> report);

    async::Task<std::unique_ptr<imap::ReadingConnection>> reading(QString logName, Asking asking);
    async::Task<std::unique_ptr<imap::CommandConnection>> command(Asking asking);

    /**
     * A signed-in submission connection. When the account's port does not answer, 587, 465 and 25 are tried in this
     * order on the same host (always with TLS); submissionServer() then tells which one it was.
     */
    async::Task<std::unique_ptr<smtp::Client>> submission(Asking asking);
    const core::ServerSettings &submissionServer() const { return m_account.send; }
    /** Signs in to the account's own port, tries no other, changes nothing, and takes leave. */
    async::Task<> checkSubmission(Asking asking);

    /** Signed in to the account's directory, which it must have. */
    async::Task<std::unique_ptr<people::LdapConnection>> directory(Asking asking);

    void setAccount(const core::Account &account)
    {
        m_account = account;
        m_refused.clear();
        m_own.reset();
    }
    const core::Account &account() const { return m_account; }

Q_SIGNALS:
    /** Another port answered; account() has it already. */
    void submissionServerChanged(const core::ServerSettings &before, const core::ServerSettings &now);

private:
    /** What a connection needs before it meets its server. */
    struct Way {
        net::TlsPolicy policy;
        net::Proxy proxy;
    };
    /** What was tried, and whom it met. */
    struct Attempt {
        core::PasswordPurpose purpose;
        core::Secret password;
        net::Proxy proxy;
        std::optional<core::TrustQuestion> trust = {};
    };
    using TrustSlot = std::shared_ptr<std::optional<core::TrustQuestion>>;
    async::Task<core::Secret> password(
        core::PasswordPurpose purpose, Asking asking, std::optional<core::Error> refused);
    core::PasswordQuestion questionFor(core::PasswordPurpose purpose) const;
    const core::ServerSettings &serverFor(core::PasswordPurpose purpose) const;
    async::Task<Way> way(Asking asking);
    async::Task<net::OwnCertificate> ownCertificate(Asking asking);
    async::Task<> mend(core::Error error, Attempt attempt, Asking asking);
    async::Task<> mendTrust(core::Error error, core::TrustQuestion trust, Asking asking);
    imap::Login imapLogin(core::Secret password, const QString &logName, const TrustSlot &slot, const Way &way) const;
    async::Task<std::unique_ptr<smtp::Client>> submissionAt(core::ServerSettings server, Asking asking);
    void reportConnecting(const QString &host) const;
    void tellAlert(const QString &words);

    struct Refusal {
        core::Secret password;
        core::Error error;
    };

    core::Account m_account;
    Surroundings m_around;
    std::function<void(core::Activity)> m_report;
    QSet<QString> m_alerts; ///< words of the server that were told already
    std::map<core::PasswordPurpose, Refusal> m_refused; ///< until another one is given
    std::optional<net::OwnCertificate> m_own; ///< opened
};

} // namespace engine
