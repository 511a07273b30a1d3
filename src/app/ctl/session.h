// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/enginelauncher.h"
#include "async/completion.h"
#include "link/client.h"
#include "output.h"
#include "passwordsource.h"
#include "store/reader.h"

namespace ctl
{

/**
 * One run of the program on one profile: the engine, the stores, passwords and output. What only reads the stores needs
 * no engine; the first call() brings it.
 */
class Session : public QObject
{
    Q_OBJECT

public:
    Session(
        const store::ProfilePaths &paths, ipc::UseNetwork network, const Output &output, const GivenSecrets &secrets);
    ~Session() override;

    /** Opens the stores; when they are not there yet, or of another version, lets the engine make them. */
    async::Task<> open();
    /** Joins or starts the engine, unless we are linked already. */
    async::Task<> link();

    const store::ProfilePaths &paths() const { return m_paths; }
    const Output &output() const { return m_output; }
    const PasswordSource &passwords() const { return m_secrets.password; }
    const GivenSecrets &secrets() const { return m_secrets; }
    store::Reader &reader() { return *m_reader; }
    ipc::Client &client() { return m_client; }

    /** When the engine dies over a request that does no harm done twice, it is asked once more. */
    template <class R>
    async::Task<typename R::Reply> call(R request)
    {
        co_await link();
        auto outcome = co_await ask(request).asResult();
        if (!outcome && isEngineLost(outcome.error()) && mayBeAskedTwice(request)) {
            co_await linkAgain();
            outcome = co_await ask(request).asResult();
        }
        co_return co_await std::move(outcome);
    }
    static bool isEngineLost(const core::Error &error);
    async::Task<> linkAgain(); ///< after that; the new engine gets the passwords of the old one

    /**
     * The same for a request that signs in: with the password of --password-file, else the engine's own, else one
     * from the terminal, asked once.
     */
    template <class R>
    async::Task<typename R::Reply> callSignedIn(
        core::AccountId account, R request, std::optional<core::PasswordPurpose> servers = {})
    {
        co_await offerPassword(account, servers);
        auto outcome = co_await call(request).asResult();
        // The mail's, the proxy's, the certificate's: each once.
        for (int i = 0; i < 3 && !outcome && lackedBy(account, outcome.error()); ++i) {
            const core::PasswordPurpose lack = *lackedBy(account, outcome.error());
            co_await askPassword(account, lack == core::PasswordPurpose::Receive ? servers.value_or(lack) : lack);
            outcome = co_await call(request).asResult();
        }
        if (!outcome)
            tellWhoIsWanted(account, outcome.error());
        co_return co_await std::move(outcome);
    }
    /**
     * Shows the page where the person signs in in the browser, and waits for it. With an account its tokens become the
     * account's; the number is for Discover and AddAccount. `network`: the way, without an account.
     */
    async::Task<qint64> browse(QString issuer, QString user, core::AccountId account = {},
        core::NetworkSettings network = {}, core::Secret proxyPassword = {});
    /** What was given as files; the password itself for `servers`, without it for receiving and sending. */
    async::Task<> offerPassword(core::AccountId account, std::optional<core::PasswordPurpose> servers = {});
    async::Task<> askPassword(core::AccountId account, core::PasswordPurpose purpose); ///< on the terminal
    /** Whose password there was none to try of; Receive for that of the mail. */
    static std::optional<core::PasswordPurpose> lacking(const core::Error &error);
    /** The same, of what can be typed: an account that signs in in the browser lacks no password. */
    std::optional<core::PasswordPurpose> lackedBy(core::AccountId account, const core::Error &error) const;
    bool signsInWithPassword(core::AccountId account) const; ///< not in the browser
    void tellWhoIsWanted(core::AccountId account, const core::Error &error) const; ///< the person at a browser

    /** By name or address; the only one when `name` is empty. NoSuchMailbox, InvalidInput when it is not clear. */
    core::Result<core::Account> account(const QString &name) const;
    /** By the name people see or the raw one, case-insensitive for INBOX. NoSuchMailbox, InvalidInput likewise. */
    core::Result<core::Mailbox> mailbox(const QString &name, const QString &accountName) const;
    core::Result<core::MessageKey> messageKey(const QString &text) const; ///< InvalidInput, NoSuchMessage

    /** Tells about an error; when it is a certificate, asks the server for it first, so that it can be shown. */
    async::Task<> tell(core::Error error);

private:
    template <class R>
    async::Task<typename R::Reply> ask(R request)
    {
        const async::Completion<typename R::Reply> answered;
        m_client.call(std::move(request), this,
            [answered](core::Result<typename R::Reply> outcome) { answered.set(std::move(outcome)); });
        co_return co_await answered.wait();
    }
    static bool mayBeAskedTwice(const ipc::Request &request);
    async::Task<> offer(core::AccountId account, std::optional<core::PasswordPurpose> purpose, core::Secret secret);
    void tellOfStore(const std::optional<core::Error> &error);
    void showActivity(const core::Activity &activity);

    store::ProfilePaths m_paths;
    Output m_output;
    GivenSecrets m_secrets;
    std::unique_ptr<store::Reader> m_reader;
    ipc::Client m_client;
    app::EngineLauncher m_launcher;
    QList<ipc::ProvidePassword> m_offered; ///< passwords that the engine knows from us
    core::ActivityKind m_lastKind = core::ActivityKind::Idle;
    QString m_lastSubject;
};

} // namespace ctl
