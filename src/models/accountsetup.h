// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "browsersignin.h"
#include "certificatereader.h"
#include "core/account.h"
#include "core/discovery.h"
#include "core/secret.h"
#include "discoverymodel.h"
#include "link/client.h"
#include "providers/diagnosis.h"
#include "providers/signinmeans.h"
#include "providerwords.h"

#include <QObject>

#include <optional>

namespace models
{

/**
 * The account wizard without its pixels. One wizard, one object. GUI thread.
 *
 *     WhoYouAre ──search()──► Searching ──found──────────────► Ready (the account is stored)
 *         │                    │  ▲   └─untrusted─► Trust ─accept()─► Searching
 *         ├──setUpByHand()──► ByHand ─searchByHand()─┤
 *         └──signIn()───────► Browser ─signed in─────┘
 *
 * A search that fails stays at Searching with isBusy() false and error() set: the list still tells what was tried.
 * From there: search(), searchByHand() or signIn() again, back(), setUpByHand().
 */
class AccountSetup : public QObject
{
    Q_OBJECT

public:
    enum class Step { WhoYouAre, Searching, Trust, ByHand, Ready, Browser };
    Q_ENUM(Step)
    /** What is wrong with a value a person typed. */
    enum class Flaw {
        AddressMissing,
        AddressMalformed, ///< no @, two, a blank, no domain
        PasswordMissing,
        UserNameMissing, ///< the provider issued one that is not made of the address
        ReceiveHostMissing,
        ReceivePortMissing,
        ReceiveUserMissing,
        SendHostMissing,
        SendPortMissing,
        SendUserMissing,
        Pop3NotYet, ///< this version receives over IMAP only
        ProxyHostMissing,
        ProxyPortMissing,
    };
    Q_ENUM(Flaw)

    /** `means`: read anew whenever somebody looks. */
    explicit AccountSetup(
        ipc::Client &client, QObject *parent = nullptr, std::function<providers::SignInMeans()> means = {});
    ~AccountSetup() override; ///< stops a search under way

    Step step() const { return m_step; }
    bool isBusy() const { return m_busy; } ///< searching, or storing the account
    DiscoveryModel *attempts() { return &m_attempts; }
    CertificateReader &certificates() { return m_certificates; }

    /** Why the last search or the storing failed; the one thing worth telling. */
    const std::optional<core::Error> &error() const { return m_error; }
    /** Which side error() is about. */
    core::ServerPurpose errorPurpose() const { return m_errorPurpose; }
    /** It is about the sign-in in the browser: no mail server was asked yet. */
    bool isBrowsersError() const { return m_isBrowsersError; }
    /** What is known around error(), to explain it by. */
    providers::Circumstances circumstances() const;
    /** What was tried, for whoever helps: without passwords, of user names only the form. */
    QString report() const;
    /** The certificate to decide about, at Step::Trust. */
    const std::optional<core::TrustQuestion> &trustQuestion() const { return m_trust; }
    core::ServerPurpose trustPurpose() const { return m_trustPurpose; }

    const QString &fullName() const { return m_fullName; }
    const QString &address() const { return m_address; }
    /** For ByHand: what a search found so far, else a likely guess from the address. For Ready: the stored account. */
    const core::Account &account() const { return m_account; }

    static QList<Flaw> flawsOf(const QString &address, const core::Secret &password, const QString &userName);
    /** For signIn(): the same without the password. */
    static QList<Flaw> flawsOf(const QString &address);
    static QList<Flaw> flawsOf(const core::Account &account);
    static bool isPlausibleAddress(const QString &address);
    /** Who runs the mail of this address, as far as that is known without asking anybody; null: unknown. */
    static const providers::Provider *providerOf(const QString &address);
    /** How one may sign in in the browser with this address. */
    using Browser = BrowserWay;
    Browser browserFor(const QString &address) const;
    /** Who would, by the address's domain or by the servers that were found for it; null without one. */
    const providers::Issuer *issuerFor(const QString &address) const;
    BrowserSignIn &browser() { return m_browser; }
    /** True when signing in takes a user name that only the provider's papers say, and its servers are certain. */
    static bool wantsUserName(const QString &address);

public Q_SLOTS:
    /** Keep the password in the system keyring; true unless set otherwise. */
    void setKeepPassword(bool keep) { m_keepPassword = keep; }
    /** `userName`: only where wantsUserName(address). */
    void setIdentity(
        const QString &fullName, const QString &address, const core::Secret &password, const QString &userName = {});
    /** From WhoYouAre or a failed search. Does nothing while flawsOf(address, password, userName) has something. */
    void search();
    /**
     * From WhoYouAre or a failed search: the person signs in in the browser (browser() has the page), then the search
     * goes on as with a password. Does nothing where browserFor() offers none.
     */
    void signIn();
    /** An address was typed whole: who runs the mail of an unknown domain is asked, once; meansChanged() may follow. */
    void meet(const QString &address);
    /** The person's own client id for an issuer; meansChanged() or errorChanged() follows. */
    void setClient(const QString &issuer, const QString &clientId, const core::Secret &secret);
    /** To ByHand from any step but Ready; a search under way is stopped. */
    void setUpByHand();
    /**
     * Tries just these servers. An empty `sendPassword`: the same as for receiving. Does nothing while
     * flawsOf(account) has something.
     */
    void searchByHand(const core::Account &account, const core::Secret &sendPassword = {});
    /** What the way to the servers of the next searchByHand() needs; empty: nothing. */
    void setNetworkSecrets(const core::Secret &proxyPassword, const core::Secret &passphrase);
    /**
     * To ByHand with the servers of an Apple profile (providers::parseProfile), for the person to see them and to type
     * the password; from WhoYouAre only. Its errors, and InvalidInput when it sets up POP3 only: nothing has changed.
     */
    core::Result<> openProfile(const QByteArray &bytes);
    /** At Step::Trust. DoNotConnect: a failed search. Else the search runs again with the key accepted. */
    void answerTrust(core::TrustAnswer answer);
    /** Stops a search and goes to the step it was started from. */
    void back();
    /** Stops everything; nothing was stored. */
    void cancel();

Q_SIGNALS:
    void stepChanged(models::AccountSetup::Step step);
    void busyChanged(bool busy);
    void errorChanged();
    void meansChanged(); ///< what browserFor() says
    /** The account is stored and works; comes with Step::Ready. */
    void finished(core::AccountId account);

private:
    void setStep(Step step);
    void setBusy(bool busy);
    void setError(const std::optional<core::Error> &error, core::ServerPurpose purpose = core::ServerPurpose::Receive);
    void discover();
    void ask();
    void stopSearch();
    core::Account guessedAccount() const;
    void searchEnded(const core::Result<core::DiscoveryResult> &outcome);
    bool askTrust(core::ServerPurpose purpose); ///< false when no attempt brought a certificate
    void fail(const core::Error &error, core::ServerPurpose purpose);
    void acceptAllOf(const core::TrustQuestion &question, core::TrustAnswer answer);
    void store();
    void signedIn(const core::Result<qint64> &outcome);
    void noteIssuer(const QString &address, const providers::Issuer *issuer);
    void noteFoundServers();
    void dropSignIn();

    ipc::Client &m_client;
    CertificateReader m_certificates;
    std::function<providers::SignInMeans()> m_readMeans;
    providers::SignInMeans m_means;
    QString m_met, m_hosted, m_host; ///< last asked for; an address, and whose tokens (an Issuer::id) its servers take
    BrowserSignIn m_browser;
    bool m_isBrowsersError = false;
    qint64 m_signIn = 0; ///< done at the browser and not yet used up
    DiscoveryModel m_attempts;
    Step m_step = Step::WhoYouAre;
    bool m_busy = false;
    bool m_keepPassword = true;
    QString m_fullName, m_address, m_userName;
    core::Secret m_password, m_sendPassword, m_proxyPassword, m_passphrase;
    core::Account m_account;
    bool m_byHand = false; ///< the search tries m_account only
    std::optional<core::Error> m_error;
    core::ServerPurpose m_errorPurpose = core::ServerPurpose::Receive;
    std::optional<core::TrustQuestion> m_trust;
    core::ServerPurpose m_trustPurpose = core::ServerPurpose::Receive;
    quint64 m_search = 0; ///< counts searches: what comes from a stopped one is dropped
    bool m_asked = false; ///< the engine still owes the result of a search, perhaps of a stopped one
    bool m_listening = false; ///< the attempts that arrive are those of the search under way
};

} // namespace models
