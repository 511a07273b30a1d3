// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "browsersignin.h"
#include "certificatereader.h"
#include "core/directory.h"
#include "core/discovery.h"
#include "core/secret.h"
#include "core/storechanges.h"
#include "link/client.h"
#include "providers/signinmeans.h"
#include "store/reader.h"

#include <QObject>

namespace models
{

/** Secrets that a person typed anew; what is empty stays as it is. */
struct NewSecrets {
    core::Secret password; ///< for receiving, and for sending where that has none of its own
    core::Secret proxyPassword{};
    core::Secret passphrase{}; ///< of the account's certificate
    std::optional<core::Secret> sendPassword{}; ///< none: `password` is for both

    bool isEmpty() const
    {
        return password.isEmpty() && proxyPassword.isEmpty() && passphrase.isEmpty()
            && sendPassword.value_or(core::Secret()).isEmpty();
    }
};

/** Accounts that are set up: changed, tried with their servers before that, removed. One thing at a time. GUI thread.
 */
class AccountEditor : public QObject
{
    Q_OBJECT

public:
    AccountEditor(const store::Reader &reader, ipc::Client &client, QObject *parent = nullptr);

    QList<core::Account> accounts() const { return m_reader.accounts(); }
    std::optional<core::Account> account(core::AccountId id) const { return m_reader.account(id); }
    /** Messages of the account in the Outbox: what removing it would take along. */
    int waitingMessages(core::AccountId id) const;
    BrowserSignIn *newSignIn(QObject *parent) { return new BrowserSignIn(m_client, parent); }
    void setProfileDirectory(const QString &directory) { m_directory = directory; }
    providers::SignInMeans signInMeans() const { return providers::SignInMeans::of(m_directory); } ///< read anew
    bool isBusy() const { return m_busy; }
    /** Another account is called so. */
    bool isNameTaken(const core::Account &account) const;
    CertificateReader &certificates() { return m_certificates; }

public Q_SLOTS:
    void apply(const core::StoreChanges &changes);
    /** Signs in to both servers for real, with these secrets; keeps nothing. tested() follows. */
    void test(const core::Account &account, const models::NewSecrets &secrets);
    /** saved() or failed() follows. */
    void save(const core::Account &account, const models::NewSecrets &secrets, bool keepSecrets);
    /**
     * Keeps the account's directory and asks it for the account's own address; directoryChecked() or failed() follows.
     * Without a directory: saved().
     */
    void saveDirectory(const core::Account &account);
    /** How signing in has gone; healthChanged() follows, or nothing when the engine is not there. */
    void askHealth(core::AccountId account);
    /** Tokens are forgotten, here and at the issuer; healthChanged() or failed() follows. */
    void forgetSignIn(core::AccountId account);
    /** `erase`: its mail on this computer, too. removed() or failed() follows. */
    void remove(core::AccountId account, bool erase);

Q_SIGNALS:
    void accountsChanged();
    void busyChanged(bool busy);
    void tested(const core::DiscoveryResult &result);
    void saved(core::AccountId account);
    void directoryChecked(const core::Result<core::PeopleFound> &outcome);
    void removed(core::AccountId account);
    void healthChanged(core::AccountId account, const core::SignInHealth &health);
    void failed(const core::Error &error);

private:
    void setBusy(bool busy);
    void provide(QList<ipc::ProvidePassword> secrets, core::AccountId account);
    void end(const core::Result<ipc::Nothing> &outcome, const std::function<void()> &done);

    const store::Reader &m_reader;
    ipc::Client &m_client;
    CertificateReader m_certificates;
    QString m_directory;
    bool m_busy = false;
};

} // namespace models
