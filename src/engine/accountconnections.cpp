// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountconnections.h"

#include "candidates.h"
#include "net/pkcs12.h"
#include "providers/diagnosis.h"

using core::Errc;
using core::PasswordPurpose;

namespace engine
{

namespace
{
constexpr qsizetype kMostAlerts = 50;
/** EXTERNAL and GSSAPI sign in with something else. */
bool wantsPassword(const core::ServerSettings &server)
{
    return server.auth != QLatin1StringView("external") && server.auth != QLatin1StringView("gssapi");
}

constexpr int kTries = 4; ///< password, trust, once more each: then it is no question of the person's any more

/** Many a server has no code for "too many connections" or "not now": that is no word about the password. */
Errc codeByReply(const core::Error &refusal)
{
    const providers::Cause cause = providers::diagnose(refusal).cause;
    const bool passes = cause == providers::Cause::TooManyConnections || cause == providers::Cause::Unavailable;
    return passes ? Errc::AuthenticationUnavailable : refusal.code;
}
} // namespace

AccountConnections::AccountConnections(
    core::Account account, Surroundings surroundings, std::function<void(core::Activity)> report)
    : m_account(std::move(account))
    , m_around(surroundings)
    , m_report(std::move(report))
{
}

void AccountConnections::reportConnecting(const QString &host) const
{
    m_report({.account = m_account.id, .kind = core::ActivityKind::Connecting, .subject = host, .error = {}});
}

/** Once for each text, however many connections hear it and however often they are made anew. */
void AccountConnections::tellAlert(const QString &words)
{
    if (m_alerts.size() >= kMostAlerts || m_alerts.contains(words))
        return;
    m_alerts.insert(words);
    m_report({.account = m_account.id, .kind = core::ActivityKind::ServerNotice, .subject = words, .error = {}});
}

async::Task<core::Secret> AccountConnections::password(
    PasswordPurpose purpose, Asking asking, std::optional<core::Error> refused)
{
    const bool isServers = purpose != PasswordPurpose::Proxy && purpose != PasswordPurpose::Certificate;
    if ((purpose == PasswordPurpose::Receive || purpose == PasswordPurpose::Send) && !m_account.issuer.isEmpty())
        co_return co_await m_around.signIns.token(m_account, purpose, asking);
    if (isServers && !wantsPassword(serverFor(purpose)))
        co_return core::Secret();
    if (!refused) {
        auto known = co_await m_around.secrets.find(m_account.id, purpose);
        // Nearly every provider has one password for both.
        if (!known && purpose == PasswordPurpose::Send)
            known = co_await m_around.secrets.find(m_account.id, PasswordPurpose::Receive);
        const auto before = m_refused.find(purpose);
        // It would be refused again, and many a server locks the account after a few.
        if (known && before != m_refused.end() && before->second.password == *known)
            refused = before->second.error;
        else if (known)
            co_return *known;
    }
    core::PasswordQuestion question = questionFor(purpose);
    const Errc lack = purpose == PasswordPurpose::Proxy ? Errc::ProxyAuthenticationFailed
        : purpose == PasswordPurpose::Certificate       ? Errc::PassphraseNeeded
                                                        : Errc::AuthenticationFailed;
    const core::Error reason = refused.value_or(core::Error{lack, question.host, {}});
    if (asking == Asking::Never)
        co_await std::unexpected(reason);
    question.wasRefused = refused.has_value();
    question.serverText = reason.serverText;
    const Questions::PasswordAnswer answer = co_await m_around.questions.askPassword(question);
    if (answer.password.isEmpty())
        co_await std::unexpected(reason);
    m_refused.erase(purpose);
    auto kept = co_await m_around.secrets.put(m_account.id, purpose, answer.password, answer.keep).asResult();
    Q_UNUSED(kept); // without a keyring it is asked for at the next start
    co_return answer.password;
}

/** Where a password of this purpose goes; not for those of the proxy and of the own certificate. */
const core::ServerSettings &AccountConnections::serverFor(PasswordPurpose purpose) const
{
    if (purpose == PasswordPurpose::Directory)
        return m_account.directory.server;
    return purpose == PasswordPurpose::Send ? m_account.send : m_account.receive;
}

core::PasswordQuestion AccountConnections::questionFor(PasswordPurpose purpose) const
{
    core::PasswordQuestion question{.account = m_account.id, .accountName = m_account.name, .purpose = purpose};
    if (purpose == PasswordPurpose::Proxy) {
        question.user = m_account.network.proxy.user;
        question.host = m_account.network.proxy.host;
    } else if (purpose == PasswordPurpose::Certificate) {
        question.user = m_account.network.certificate.value_or(core::ClientCertificate{}).certificate.subject;
    } else {
        const core::ServerSettings &server = serverFor(purpose);
        question.user = server.user;
        question.host = server.host;
    }
    return question;
}

async::Task<net::OwnCertificate> AccountConnections::ownCertificate(Asking asking)
{
    std::optional<core::Error> refused;
    for (int i = 1;; ++i) {
        if (m_own)
            co_return *m_own;
        const QByteArray pkcs12 = m_account.network.certificate.value_or(core::ClientCertificate{}).pkcs12;
        const core::Secret secret = co_await password(PasswordPurpose::Certificate, asking, refused);
        const auto opened = co_await async::onThreadPool(QThreadPool::globalInstance(), [pkcs12, secret] {
            return net::openPkcs12(pkcs12, secret);
        }).asResult();
        const auto &now = m_account.network.certificate;
        if (opened && now && now->pkcs12 == pkcs12) // else another one was set meanwhile
            m_own = *opened;
        if (opened)
            continue;
        if (opened.error().code != Errc::PassphraseNeeded || i == kTries)
            co_await std::unexpected(opened.error());
        refused = opened.error();
        m_refused.insert_or_assign(PasswordPurpose::Certificate, Refusal{secret, *refused});
    }
}

async::Task<AccountConnections::Way> AccountConnections::way(Asking asking)
{
    Way way{m_around.trust.policy(m_account.network), {m_account.network.proxy, {}}};
    if (!m_account.network.proxy.user.isEmpty())
        way.proxy.password = co_await password(PasswordPurpose::Proxy, asking, std::nullopt);
    if (m_account.network.certificate)
        way.policy.own = co_await ownCertificate(asking);
    co_return way;
}

async::Task<> AccountConnections::mendTrust(core::Error error, core::TrustQuestion trust, Asking asking)
{
    if (asking == Asking::WhenNeeded) {
        co_await m_around.trust.resolve(m_account.id, std::move(trust));
        co_return;
    }
    const bool adopted = co_await m_around.trust.adopt(std::move(trust));
    if (!adopted)
        co_await std::unexpected(error);
}

async::Task<> AccountConnections::mend(core::Error error, Attempt attempt, Asking asking)
{
    if (error.code == Errc::CertificateUntrusted && attempt.trust) {
        co_await mendTrust(error, *attempt.trust, asking);
        co_return;
    }
    if (error.code == Errc::AuthenticationFailed)
        error.code = codeByReply(error);
    const bool isMails = attempt.purpose == PasswordPurpose::Receive || attempt.purpose == PasswordPurpose::Send;
    if (error.code == Errc::AuthenticationFailed && isMails && !m_account.issuer.isEmpty()) {
        m_around.signIns.refused(m_account.id, attempt.purpose, attempt.password, error);
        co_return; // the next round has another token, asks, or ends
    }
    const bool isProxys = error.code == Errc::ProxyAuthenticationFailed;
    const PasswordPurpose purpose = isProxys ? PasswordPurpose::Proxy : attempt.purpose;
    // Without a user name there is no password to ask for.
    const bool isOurs = isProxys ? !attempt.proxy.settings.user.isEmpty()
                                 : error.code == Errc::AuthenticationFailed && wantsPassword(serverFor(purpose));
    if (isOurs)
        m_refused.insert_or_assign(purpose, Refusal{isProxys ? attempt.proxy.password : attempt.password, error});
    if (isOurs && isMails && !isProxys)
        m_around.signIns.passwordRefused(m_account.id, error);
    if (isOurs && asking == Asking::WhenNeeded) {
        const core::Secret fresh = co_await password(purpose, asking, error);
        Q_UNUSED(fresh); // remembered by the secret store
        co_return;
    }
    co_await std::unexpected(error);
}

imap::Login AccountConnections::imapLogin(
    core::Secret password, const QString &logName, const TrustSlot &slot, const Way &way) const
{
    return {.server = m_account.receive,
        .password = std::move(password),
        .policy = way.policy,
        .logName = m_account.name + u'/' + logName,
        .onUntrusted = [slot](const core::TrustQuestion &question) { *slot = question; },
        .proxy = way.proxy};
}

async::Task<std::unique_ptr<imap::ReadingConnection>> AccountConnections::reading(QString logName, Asking asking)
{
    for (int i = 1;; ++i) {
        const core::Secret secret = co_await password(PasswordPurpose::Receive, asking, std::nullopt);
        const Way there = co_await way(asking);
        reportConnecting(m_account.receive.host);
        const auto slot = std::make_shared<std::optional<core::TrustQuestion>>();
        auto opened = co_await imap::ReadingConnection::open(imapLogin(secret, logName, slot, there)).asResult();
        if (opened) {
            m_around.signIns.letIn(m_account.id, PasswordPurpose::Receive);
            connect(opened->get(), &imap::ReadingConnection::alert, this, &AccountConnections::tellAlert);
            co_return std::move(*opened);
        }
        if (i == kTries)
            co_await std::unexpected(opened.error());
        co_await mend(opened.error(), {PasswordPurpose::Receive, secret, there.proxy, *slot}, asking);
    }
}

async::Task<std::unique_ptr<imap::CommandConnection>> AccountConnections::command(Asking asking)
{
    for (int i = 1;; ++i) {
        const core::Secret secret = co_await password(PasswordPurpose::Receive, asking, std::nullopt);
        const Way there = co_await way(asking);
        const auto slot = std::make_shared<std::optional<core::TrustQuestion>>();
        auto opened = co_await imap::CommandConnection::open(imapLogin(secret, QStringLiteral("command"), slot, there))
                          .asResult();
        if (opened) {
            m_around.signIns.letIn(m_account.id, PasswordPurpose::Receive);
            connect(opened->get(), &imap::CommandConnection::alert, this, &AccountConnections::tellAlert);
            co_return std::move(*opened);
        }
        if (i == kTries)
            co_await std::unexpected(opened.error());
        co_await mend(opened.error(), {PasswordPurpose::Receive, secret, there.proxy, *slot}, asking);
    }
}

async::Task<std::unique_ptr<smtp::Client>> AccountConnections::submissionAt(core::ServerSettings server, Asking asking)
{
    for (int i = 1;; ++i) {
        const core::Secret secret = co_await password(PasswordPurpose::Send, asking, std::nullopt);
        const Way there = co_await way(asking);
        reportConnecting(server.host);
        auto client = std::make_unique<smtp::Client>();
        const smtp::Login login{.server = server,
            .password = secret,
            .policy = there.policy,
            .logName = m_account.name + QStringLiteral("/smtp"),
            .proxy = there.proxy};
        const auto opened = co_await client->open(login).asResult();
        if (opened) {
            m_around.signIns.letIn(m_account.id, PasswordPurpose::Send);
            co_return client;
        }
        if (i == kTries)
            co_await std::unexpected(opened.error());
        co_await mend(opened.error(), {PasswordPurpose::Send, secret, there.proxy, client->trustQuestion()}, asking);
    }
}

async::Task<std::unique_ptr<people::LdapConnection>> AccountConnections::directory(Asking asking)
{
    const core::DirectorySettings settings = m_account.directory;
    for (int i = 1;; ++i) {
        core::Secret secret;
        if (!settings.server.user.isEmpty())
            secret = co_await password(PasswordPurpose::Directory, asking, std::nullopt);
        const Way there = co_await way(asking);
        auto directory = std::make_unique<people::LdapConnection>();
        const people::DirectoryLogin login{.server = settings.server,
            .base = settings.base,
            .password = secret,
            .policy = there.policy,
            .logName = m_account.name + QStringLiteral("/directory"),
            .proxy = there.proxy};
        const auto opened = co_await directory->open(login).asResult();
        if (opened)
            co_return directory;
        if (i == kTries)
            co_await std::unexpected(opened.error());
        co_await mend(
            opened.error(), {PasswordPurpose::Directory, secret, there.proxy, directory->trustQuestion()}, asking);
    }
}

async::Task<> AccountConnections::checkSubmission(Asking asking)
{
    const std::unique_ptr<smtp::Client> client = co_await submissionAt(m_account.send, asking);
    const auto left = co_await client->quit().asResult(); // it let us in, whatever QUIT says
    Q_UNUSED(left);
}

async::Task<std::unique_ptr<smtp::Client>> AccountConnections::submission(Asking asking)
{
    const core::ServerSettings usual = m_account.send;
    auto client = co_await submissionAt(usual, asking).asResult();
    if (client)
        co_return std::move(*client);
    const core::Error first = client.error();
    const bool portClosed
        = first.code == Errc::ConnectionRefused || first.code == Errc::Timeout || first.code == Errc::TlsNotOffered;
    if (!portClosed || usual.security == core::Security::None)
        co_await std::unexpected(first);
    QList<core::Error> unanswered;
    for (const core::ServerSettings &other : otherSubmissionPorts(usual)) {
        client = co_await submissionAt(other, asking).asResult();
        if (!client) {
            unanswered.append(client.error());
            continue;
        }
        m_account.send = other;
        Q_EMIT submissionServerChanged(usual, other);
        co_return std::move(*client);
    }
    co_await std::unexpected(namingEveryPort(first, unanswered));
    co_return nullptr; // not reached: the line above ends the task
}

} // namespace engine
