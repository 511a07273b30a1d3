// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "discovery.h"

#include "candidates.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using core::AttemptState;
using core::Errc;
using core::ServerPurpose;
using core::ServerSettings;

namespace engine
{

struct Discovery::Knock {
    core::DiscoveryAttempt attempt;
    QElapsedTimer clock;
    async::Completion<> answered; ///< the server is there (and its certificate verified, where TLS comes first)
};

void Discovery::settle(
    Knock &knock, AttemptState state, std::optional<core::Error> error, std::optional<core::TrustQuestion> trust)
{
    knock.attempt.state = state;
    knock.attempt.error = std::move(error);
    knock.attempt.trust = std::move(trust);
    knock.attempt.milliseconds = int(knock.clock.elapsed());
    Q_EMIT attemptChanged(knock.attempt);
}

async::Task<> Discovery::knock(std::shared_ptr<Knock> knock)
{
    knock->clock.start();
    settle(*knock, AttemptState::Running, {}, {});
    net::Wire wire;
    wire.setConnectTimeout(std::chrono::seconds(6));
    wire.setLogName(u"search"_s);
    const auto opened = co_await wire.open(knock->attempt.server, m_trust.policy()).asResult();
    const bool adopted = co_await m_trust.adopt(wire.trustQuestion().value_or(core::TrustQuestion{}));
    if (!opened && !adopted)
        settle(*knock, AttemptState::Failed, opened.error(), wire.trustQuestion());
    knock->answered.set(adopted ? core::Result<>() : opened);
}

async::Task<> Discovery::signIn(std::shared_ptr<Knock> knock, ServerSettings server, core::Secret password)
{
    auto opened = co_await signInOnce(knock, server, password).asResult();
    if (!opened && opened.error().code == Errc::CertificateUntrusted && knock->attempt.trust) {
        const bool adopted = co_await m_trust.adopt(*knock->attempt.trust);
        if (adopted)
            opened = co_await signInOnce(knock, server, password).asResult();
    }
    co_await std::move(opened);
}

async::Task<> Discovery::signInOnce(std::shared_ptr<Knock> knock, ServerSettings server, core::Secret password)
{
    if (knock->attempt.purpose == ServerPurpose::Receive) {
        const auto slot = std::make_shared<std::optional<core::TrustQuestion>>();
        const imap::Login login{.server = server,
            .password = password,
            .policy = m_trust.policy(),
            .logName = u"search"_s,
            .onUntrusted = [slot](const core::TrustQuestion &question) {
                *slot = question;
            }};
        const auto opened = co_await imap::ReadingConnection::open(login).asResult();
        knock->attempt.trust = *slot;
        if (!opened)
            co_await std::unexpected(opened.error());
        co_return;
    }
    smtp::Client client;
    const auto opened = co_await client.open({server, password, m_trust.policy(), u"search"_s}).asResult();
    knock->attempt.trust = client.trustQuestion();
    co_await core::Result<>(opened);
    auto left = co_await client.quit().asResult(); // signed in: what QUIT says does not matter
    Q_UNUSED(left);
}

namespace
{
/** Of several failures the one that says most about what to do: a name that does not exist is only a wrong guess. */
int worth(Errc code)
{
    switch (code) {
    case Errc::AuthenticationFailed:
        return 5;
    case Errc::CertificateUntrusted:
        return 4;
    case Errc::HostNotFound:
        return 1;
    case Errc::ConnectionRefused:
    case Errc::Timeout:
    case Errc::Offline:
        return 2;
    default:
        return 3;
    }
}

void keepWorthier(std::optional<core::Error> &kept, const core::Error &other)
{
    if (!kept || worth(other.code) > worth(kept->code))
        kept = other;
}
} // namespace

async::Task<ServerSettings> Discovery::firstThatSignsIn(Knocks knocks, core::Secret password, QString address)
{
    std::optional<core::Error> worthTelling;
    for (const auto &knock : knocks) {
        const auto answered = co_await knock->answered.result();
        if (!answered) {
            keepWorthier(worthTelling, answered.error());
            continue;
        }
        ServerSettings server = knock->attempt.server;
        auto signedIn = co_await signIn(knock, server, password).asResult();
        const bool refused = !signedIn && signedIn.error().code == Errc::AuthenticationFailed;
        if (refused && server.user == address && knock->attempt.source == "guess"_L1) {
            server.user = address.section(u'@', 0, 0); // the other common form of the name, once
            const auto second = co_await signIn(knock, server, password).asResult();
            if (second)
                signedIn = second;
        }
        if (signedIn) {
            knock->attempt.server = server;
            settle(*knock, AttemptState::Succeeded, {}, {});
            for (const auto &other : knocks) {
                if (other->attempt.state == AttemptState::Running || other->attempt.state == AttemptState::Waiting)
                    settle(*other, AttemptState::Skipped, {}, {});
            }
            co_return server;
        }
        settle(*knock, AttemptState::Failed, signedIn.error(), knock->attempt.trust);
        keepWorthier(worthTelling, signedIn.error());
        if (refused)
            break; // the right server, the wrong password: no other server gets to see it
    }
    co_await std::unexpected(worthTelling.value_or(core::Error{Errc::HostNotFound, address, {}}));
    co_return ServerSettings{}; // not reached: the line above ends the task
}

void Discovery::cancel()
{
    if (m_cancelled)
        std::exchange(m_cancelled, std::nullopt)->set(core::failure(Errc::Cancelled));
}

namespace
{
/** Whichever comes first of two ends of a search. */
async::Task<> bothEnded(async::Completion<ServerSettings> receive, async::Completion<ServerSettings> send,
    std::shared_ptr<std::pair<core::Result<ServerSettings>, core::Result<ServerSettings>>> out)
{
    auto received = co_await receive.result();
    out->first = std::move(received);
    auto sent = co_await send.result();
    out->second = std::move(sent);
}
} // namespace

async::Task<core::DiscoveryResult> Discovery::run(DiscoveryRequest request)
{
    cancel();
    auto attempts = request.manual ? core::Result<QList<core::DiscoveryAttempt>>(manualServers(*request.manual))
                                   : guessServers(request.address);
    const QList<core::DiscoveryAttempt> list = co_await std::move(attempts);
    Knocks receive, send;
    for (const core::DiscoveryAttempt &attempt : list) {
        auto knock = std::make_shared<Knock>();
        knock->attempt = attempt;
        (attempt.purpose == ServerPurpose::Receive ? receive : send).push_back(knock);
        Q_EMIT attemptChanged(attempt);
    }
    const async::Completion<> stopped;
    m_cancelled = stopped;
    const auto late = core::failure(Errc::Timeout, request.address);
    const auto results
        = std::make_shared<std::pair<core::Result<ServerSettings>, core::Result<ServerSettings>>>(late, late);
    const auto unanswered = std::make_shared<Errc>(Errc::Cancelled); // given up, because the search is over
    const async::Deadline deadline(kPatience, [stopped, unanswered] {
        *unanswered = Errc::Timeout;
        stopped.set({});
    });
    async::TaskScope scope; // last: dies first, with everything under way
    for (const Knocks &half : {receive, send}) {
        for (const auto &one : half)
            scope.launch(knock(one));
    }
    const auto receiving = async::spawn(scope, firstThatSignsIn(receive, request.password, request.address));
    const core::Secret sendPassword = request.sendPassword.isEmpty() ? request.password : request.sendPassword;
    const auto sending = async::spawn(scope, firstThatSignsIn(send, sendPassword, request.address));
    scope.launch(bothEnded(receiving, sending, results), [stopped](const core::Result<> &) { stopped.set({}); });
    co_await stopped.wait();
    m_cancelled.reset();
    // The last knock may be what woke us: its frame is in the scope and must not die while it is running.
    co_await async::yieldToEventLoop();
    for (const Knocks &half : {receive, send}) {
        for (const auto &one : half) {
            if (one->attempt.state == AttemptState::Running || one->attempt.state == AttemptState::Waiting)
                settle(*one, AttemptState::Failed, core::Error{*unanswered, one->attempt.server.host, {}}, {});
        }
    }
    co_return summed(request, results->first, results->second);
}

core::DiscoveryResult Discovery::summed(const DiscoveryRequest &request, const core::Result<ServerSettings> &receive,
    const core::Result<ServerSettings> &send) const
{
    core::DiscoveryResult result;
    result.account = request.manual.value_or(core::Account{});
    result.account.fullName = request.fullName;
    result.account.address = request.address;
    if (result.account.name.isEmpty())
        result.account.name = request.address;
    result.receiveFound = receive.has_value();
    result.sendFound = send.has_value();
    if (receive)
        result.account.receive = *receive;
    else
        result.receiveError = receive.error();
    if (send)
        result.account.send = *send;
    else
        result.sendError = send.error();
    return result;
}

} // namespace engine
