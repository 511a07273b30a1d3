// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Accounts, and what they sign in with.

#include "engine.h"

#include "net/pkcs12.h"
#include "store/salvage.h"

#include <QFile>

using namespace Qt::StringLiterals;
using core::Errc;

namespace engine
{

async::Task<core::DiscoveryResult> Engine::discover(DiscoveryRequest request)
{
    if (request.signIn != 0) {
        const SignIns::Fresh fresh = co_await m_signIns.fresh(request.signIn);
        request.password = fresh.access;
        request.sendPassword = {};
        request.auth = fresh.issuer.mechanism;
        request.issuer = fresh.issuer.id;
        request.tokensOnlyFor = fresh.issuer.hosts;
    }
    // An account that is only tried again: what was not typed anew is known.
    if (request.manual && request.manual->id.isValid()) {
        const std::pair<core::PasswordPurpose, core::Secret *> all[]{
            {core::PasswordPurpose::Proxy, &request.proxyPassword},
            {core::PasswordPurpose::Certificate, &request.passphrase}};
        for (const auto &[purpose, secret] : all) {
            if (secret->isEmpty())
                *secret = (co_await m_secrets.find(request.manual->id, purpose)).value_or(core::Secret());
        }
    }
    co_return co_await m_discovery.run(std::move(request));
}

// --- accounts

async::Task<core::AccountId> Engine::addAccount(core::Account account, AccountSecrets secrets, bool keep, qint64 signIn)
{
    if (signIn != 0)
        account.issuer = (co_await m_signIns.fresh(signIn)).issuer.id;
    account.network = co_await net::described(account.network);
    const auto id = std::make_shared<core::AccountId>();
    co_await m_writer->write([account, id](store::Transaction &tx) {
        return tx.addAccount(account).transform([&](core::AccountId given) { *id = given; });
    });
    account.id = *id;
    if (secrets.send == secrets.receive)
        secrets.send = {};
    const std::pair<core::PasswordPurpose, core::Secret> all[]{{core::PasswordPurpose::Receive, secrets.receive},
        {core::PasswordPurpose::Send, secrets.send}, {core::PasswordPurpose::Proxy, secrets.proxy},
        {core::PasswordPurpose::Certificate, secrets.passphrase}};
    for (const auto &[purpose, secret] : all) {
        if (secret.isEmpty())
            continue;
        // Without a keyring it is asked for at the next start; the account stands all the same.
        (void)co_await m_secrets.put(*id, purpose, secret, keep).asResult();
    }
    if (signIn != 0)
        co_await m_signIns.adopt(signIn, *id, keep);
    startAccount(account);
    co_return *id;
}

async::Task<> Engine::updateAccount(core::Account account)
{
    co_await serviceOf(account.id);
    account.network = co_await net::described(account.network);
    co_await m_writer->write([account](store::Transaction &tx) { return tx.updateAccount(account); });
    if (const auto it = m_accounts.find(account.id); it != m_accounts.end())
        it->second->setAccount(account);
}

async::Task<> Engine::removeAccount(core::AccountId account, bool erase)
{
    const AccountService *service = co_await serviceOf(account);
    const core::Account known = service->account();
    m_accounts.extract(account); // out of the map first: who waits for the account's answers goes on while it ends
    co_await m_writer->write([account, erase](store::Transaction &tx) { return tx.removeAccount(account, erase); });
    if (!known.issuer.isEmpty())
        m_tasks.launch(m_signIns.forget(known)); // the issuer may take its time
    co_await m_secrets.erase(account);
    if (erase) { // what the copies have of it
        for (const QString &copy : store::snapshotsOf(m_paths))
            QFile::remove(copy);
    }
}

async::Task<> Engine::providePassword(
    core::AccountId account, std::optional<core::PasswordPurpose> purpose, core::Secret password, bool keep)
{
    co_await serviceOf(account);
    const QList purposes
        = purpose ? QList{*purpose} : QList{core::PasswordPurpose::Receive, core::PasswordPurpose::Send};
    for (const core::PasswordPurpose one : purposes)
        co_await m_secrets.put(account, one, password, keep);
    // Who asks for it in a window holds connections that others wait for.
    for (const core::Question &question : m_questions.pending()) {
        const auto *wanted = std::get_if<core::PasswordQuestion>(&question.body);
        if (wanted && wanted->account == account && purposes.contains(wanted->purpose))
            (void)m_questions.answerPassword(question.id, {password, keep});
    }
}

async::Task<SecretsState> Engine::secretsState()
{
    const auto probed = co_await m_secrets.probe().asResult();
    SecretsState state{.keyringError = {}, .hasFile = m_secrets.hasFile()};
    if (!probed)
        state.keyringError = probed.error().serverText.isEmpty() ? core::errcName(probed.error().code)
                                                                 : QString::fromUtf8(probed.error().serverText);
    co_return state;
}

async::Task<> Engine::makePasswordFile(core::Secret passphrase)
{
    return m_secrets.makeFile(std::move(passphrase));
}

async::Task<> Engine::removePasswordFile()
{
    co_await m_secrets.removeFile();
}

async::Task<core::SignInStart> Engine::beginSignIn(QString issuer, QString user, core::SignInWords words,
    core::AccountId account, core::NetworkSettings network, core::Secret proxyPassword)
{
    const core::Account unknown{.network = std::move(network)};
    const core::Account whose = m_reader->account(account).value_or(unknown);
    return m_signIns.begin(issuer, user, std::move(words), whose, std::move(proxyPassword));
}

async::Task<core::SignInHealth> Engine::signInHealth(core::AccountId account)
{
    const AccountService *service = co_await serviceOf(account);
    co_return co_await m_signIns.health(service->account());
}

async::Task<> Engine::forgetSignIn(core::AccountId account)
{
    const AccountService *service = co_await serviceOf(account);
    co_await m_signIns.forget(service->account());
}

} // namespace engine
