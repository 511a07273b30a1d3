// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountconnections.h"

#include "candidates.h"

using core::Errc;
using core::PasswordPurpose;

namespace engine
{

namespace
{
constexpr qsizetype kMostAlerts = 50;
constexpr int kTries = 4; ///< password, trust, once more each: then it is no question of the person's any more
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
    const core::ServerSettings &server = purpose == PasswordPurpose::Receive ? m_account.receive : m_account.send;
    const core::Error reason = refused.value_or(core::Error{Errc::AuthenticationFailed, server.host, {}});
    if (asking == Asking::Never)
        co_await std::unexpected(reason);
    const Questions::PasswordAnswer answer = co_await m_around.questions.askPassword({.account = m_account.id,
        .accountName = m_account.name,
        .user = server.user,
        .host = server.host,
        .purpose = purpose,
        .wasRefused = refused.has_value(),
        .serverText = reason.serverText});
    if (answer.password.isEmpty())
        co_await std::unexpected(reason);
    m_refused.erase(purpose);
    auto kept = co_await m_around.secrets.put(m_account.id, purpose, answer.password, answer.keep).asResult();
    Q_UNUSED(kept); // without a keyring it is asked for at the next start
    co_return answer.password;
}

async::Task<> AccountConnections::mend(core::Error error, std::optional<core::TrustQuestion> trust,
    PasswordPurpose purpose, core::Secret tried, Asking asking)
{
    if (error.code == Errc::CertificateUntrusted && trust) {
        if (asking == Asking::WhenNeeded) {
            co_await m_around.trust.resolve(m_account.id, *trust);
            co_return;
        }
        const bool adopted = co_await m_around.trust.adopt(*trust);
        if (adopted)
            co_return;
    }
    if (error.code == Errc::AuthenticationFailed)
        m_refused.insert_or_assign(purpose, Refusal{tried, error});
    if (asking == Asking::WhenNeeded && error.code == Errc::AuthenticationFailed) {
        const core::Secret fresh = co_await password(purpose, asking, error);
        Q_UNUSED(fresh); // remembered by the secret store
        co_return;
    }
    co_await std::unexpected(error);
}

imap::Login AccountConnections::imapLogin(core::Secret password, const QString &logName, const TrustSlot &slot) const
{
    return {.server = m_account.receive,
        .password = std::move(password),
        .policy = m_around.trust.policy(),
        .logName = m_account.name + u'/' + logName,
        .onUntrusted = [slot](const core::TrustQuestion &question) {
            *slot = question;
        }};
}

async::Task<std::unique_ptr<imap::ReadingConnection>> AccountConnections::reading(QString logName, Asking asking)
{
    for (int i = 1;; ++i) {
        const core::Secret secret = co_await password(PasswordPurpose::Receive, asking, std::nullopt);
        reportConnecting(m_account.receive.host);
        const auto slot = std::make_shared<std::optional<core::TrustQuestion>>();
        auto opened = co_await imap::ReadingConnection::open(imapLogin(secret, logName, slot)).asResult();
        if (opened) {
            connect(opened->get(), &imap::ReadingConnection::alert, this, &AccountConnections::tellAlert);
            co_return std::move(*opened);
        }
        if (i == kTries)
            co_await std::unexpected(opened.error());
        co_await mend(opened.error(), *slot, PasswordPurpose::Receive, secret, asking);
    }
}

async::Task<std::unique_ptr<imap::CommandConnection>> AccountConnections::command(Asking asking)
{
    for (int i = 1;; ++i) {
        const core::Secret secret = co_await password(PasswordPurpose::Receive, asking, std::nullopt);
        const auto slot = std::make_shared<std::optional<core::TrustQuestion>>();
        auto opened
            = co_await imap::CommandConnection::open(imapLogin(secret, QStringLiteral("command"), slot)).asResult();
        if (opened) {
            connect(opened->get(), &imap::CommandConnection::alert, this, &AccountConnections::tellAlert);
            co_return std::move(*opened);
        }
        if (i == kTries)
            co_await std::unexpected(opened.error());
        co_await mend(opened.error(), *slot, PasswordPurpose::Receive, secret, asking);
    }
}

async::Task<std::unique_ptr<smtp::Client>> AccountConnections::submissionAt(core::ServerSettings server, Asking asking)
{
    for (int i = 1;; ++i) {
        const core::Secret secret = co_await password(PasswordPurpose::Send, asking, std::nullopt);
        reportConnecting(server.host);
        auto client = std::make_unique<smtp::Client>();
        const smtp::Login login{server, secret, m_around.trust.policy(), m_account.name + QStringLiteral("/smtp")};
        const auto opened = co_await client->open(login).asResult();
        if (opened)
            co_return client;
        if (i == kTries)
            co_await std::unexpected(opened.error());
        co_await mend(opened.error(), client->trustQuestion(), PasswordPurpose::Send, secret, asking);
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
