// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "discovery.h"

#include "candidates.h"
#include "net/pkcs12.h"
#include "providers/providertable.h"
#include "providers/sources.h"

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
    knock.attempt.trust = trust ? std::optional(m_trust.looked(std::move(*trust))) : std::nullopt;
    knock.attempt.milliseconds = int(knock.clock.elapsed());
    Q_EMIT attemptChanged(knock.attempt);
}

net::TlsPolicy Discovery::policy()
{
    net::TlsPolicy policy = m_trust.policy(m_network);
    policy.own = m_own;
    return policy;
}

/** What is not given is not asked for here: the face asks before it searches. */
async::Task<> Discovery::prepare(DiscoveryRequest request)
{
    m_network = request.manual ? request.manual->network : request.network;
    m_proxy = {m_network.proxy, request.proxyPassword};
    m_own.reset();
    if (!m_network.certificate)
        co_return;
    m_own = co_await async::onThreadPool(
        QThreadPool::globalInstance(), [pkcs12 = m_network.certificate->pkcs12, passphrase = request.passphrase] {
            return net::openPkcs12(pkcs12, passphrase);
        });
}

async::Task<> Discovery::knock(std::shared_ptr<Knock> knock)
{
    knock->clock.start();
    settle(*knock, AttemptState::Running, {}, {});
    net::Wire wire;
    wire.setConnectTimeout(std::chrono::seconds(6));
    wire.setLogName(u"search"_s);
    wire.setProxy(m_proxy);
    auto opened = co_await wire.open(knock->attempt.server, policy()).asResult();
    if (knock->attempt.protocol == core::Protocol::Pop3) {
        // It is there, whatever its certificate; nobody signs in to it, so nobody is asked about that.
        if (opened || opened.error().code == Errc::CertificateUntrusted)
            opened = core::failure(
                Errc::ProtocolNotSupported, u"%1:%2"_s.arg(knock->attempt.server.host).arg(knock->attempt.server.port));
        settle(*knock, AttemptState::Failed, opened.error(), {});
        knock->answered.set(opened);
        co_return;
    }
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
            .policy = policy(),
            .logName = u"search"_s,
            .onUntrusted = [slot](const core::TrustQuestion &question) { *slot = question; },
            .proxy = m_proxy};
        const auto opened = co_await imap::ReadingConnection::open(login).asResult();
        knock->attempt.trust = *slot;
        if (!opened)
            co_await std::unexpected(opened.error());
        co_return;
    }
    smtp::Client client;
    const auto opened = co_await client
                            .open({.server = server,
                                .password = password,
                                .policy = policy(),
                                .logName = u"search"_s,
                                .proxy = m_proxy})
                            .asResult();
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
    case Errc::ProxyNotFound: // then nothing else can be known
    case Errc::ProxyRefused:
    case Errc::ProxyFailed:
    case Errc::ProxyAuthenticationFailed:
        return 7;
    case Errc::InvalidInput: // the user name is missing
        return 6;
    case Errc::AuthenticationFailed:
        return 5;
    case Errc::CertificateUntrusted:
        return 4;
    case Errc::HostNotFound:
        return 1;
    case Errc::ConnectionRefused:
    case Errc::ProxyCannotReach:
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

/** They are not tried any more, and nothing is wrong with them. */
void Discovery::skipTheRest(const Knocks &knocks)
{
    for (const auto &other : knocks) {
        if (other->attempt.state == AttemptState::Running || other->attempt.state == AttemptState::Waiting)
            settle(*other, AttemptState::Skipped, {}, {});
    }
}

async::Task<ServerSettings> Discovery::firstThatSignsIn(Knocks knocks, core::Secret password, QString address)
{
    std::optional<core::Error> worthTelling;
    QList<core::Error> unanswered;
    for (const auto &knock : knocks) {
        const auto answered = co_await knock->answered.result();
        if (!answered) {
            // Beside a silent port it proves nothing: IMAP may be there, and blocked on the way.
            const bool isTelling = answered.error().code != Errc::ProtocolNotSupported
                || !std::ranges::contains(unanswered, Errc::Timeout, &core::Error::code);
            if (isTelling)
                keepWorthier(worthTelling, answered.error());
            unanswered.append(answered.error());
            continue;
        }
        ServerSettings server = knock->attempt.server;
        if (server.user.isEmpty()) { // only the provider's papers say it
            const core::Error nameless{Errc::InvalidInput, u"%1:%2"_s.arg(server.host).arg(server.port), {}};
            settle(*knock, AttemptState::Failed, nameless, {});
            keepWorthier(worthTelling, nameless);
            continue;
        }
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
            skipTheRest(knocks);
            co_return server;
        }
        settle(*knock, AttemptState::Failed, signedIn.error(), knock->attempt.trust);
        keepWorthier(worthTelling, signedIn.error());
        if (refused) { // the right server, the wrong password: no other server gets to see it
            skipTheRest(knocks);
            break;
        }
    }
    co_await std::unexpected(
        namingEveryPort(worthTelling.value_or(core::Error{Errc::HostNotFound, address, {}}), unanswered));
    co_return ServerSettings{}; // not reached: the line above ends the task
}

void Discovery::cancel()
{
    if (m_cancelled)
        std::exchange(m_cancelled, std::nullopt)->set(core::failure(Errc::Cancelled));
}

struct Discovery::Found {
    core::Result<ServerSettings> receive, send;
    Knocks knocks;
};

/** Tells of the attempts and knocks at those that are to be tried. */
Discovery::Knocks Discovery::begin(const QList<core::DiscoveryAttempt> &attempts, async::TaskScope *scope, Found &found)
{
    Knocks knocks;
    for (const core::DiscoveryAttempt &attempt : attempts) {
        auto one = std::make_shared<Knock>();
        one->attempt = attempt;
        Q_EMIT attemptChanged(attempt);
        if (attempt.state == AttemptState::Skipped)
            continue;
        knocks.push_back(one);
        found.knocks.push_back(one);
    }
    for (const auto &one : knocks)
        scope->launch(knock(one));
    return knocks;
}

namespace
{
/** The name that was issued stands for every server. */
QList<core::DiscoveryAttempt> calledSo(QList<core::DiscoveryAttempt> attempts, const QString &userName)
{
    for (core::DiscoveryAttempt &attempt : attempts) {
        if (!userName.isEmpty())
            attempt.server.user = userName;
    }
    return attempts;
}
} // namespace

async::Task<Discovery::Knocks> Discovery::candidatesFor(DiscoveryRequest request, QList<core::DiscoveryAttempt> guessed,
    async::TaskScope *scope, std::shared_ptr<Found> found)
{
    Knocks guesses;
    if (!providers::ProviderTable::builtIn().isCertainOf(request.address))
        guesses = begin(calledSo(guessed, request.userName), scope, *found);
    const QList<providers::Offer> offers = co_await providers::offersFor(request.address, m_proxy);
    QList<core::DiscoveryAttempt> offered = calledSo(offeredServers(offers), request.userName);
    Knocks known;
    // Where somebody names a server that was guessed, too, the door is being knocked at already.
    for (auto one = offered.begin(); one != offered.end();) {
        const auto same = std::ranges::find_if(guesses, [&](const auto &guess) {
            const core::DiscoveryAttempt &other = guess->attempt;
            return other.purpose == one->purpose && other.server.host == one->server.host
                && other.server.port == one->server.port && other.server.security == one->server.security;
        });
        if (one->state == AttemptState::Skipped || same == guesses.end()) {
            ++one;
            continue;
        }
        (*same)->attempt.source = one->source;
        (*same)->attempt.server = one->server;
        known.push_back(*same);
        guesses.erase(same);
        one = offered.erase(one);
    }
    Knocks all = begin(offered, scope, *found);
    all.insert(all.end(), known.begin(), known.end());
    all.insert(all.end(), guesses.begin(), guesses.end());
    co_return all;
}

async::Task<> Discovery::search(DiscoveryRequest request, QList<core::DiscoveryAttempt> attempts,
    async::TaskScope *scope, std::shared_ptr<Found> found)
{
    Knocks all, receive, send;
    if (request.manual)
        all = begin(attempts, scope, *found);
    else
        all = co_await candidatesFor(request, std::move(attempts), scope, found);
    for (const auto &one : all) {
        // What an issuer gave opens mail at its servers; a stranger's domain may name any.
        const QStringList &hosts = request.tokensOnlyFor;
        if (!hosts.isEmpty() && !providers::matchesAny(hosts, one->attempt.server.host.toLower())) {
            skipTheRest({one});
            continue;
        }
        if (!request.auth.isEmpty())
            one->attempt.server.auth = request.auth;
        (one->attempt.purpose == ServerPurpose::Receive ? receive : send).push_back(one);
    }
    const core::Secret sendPassword = request.sendPassword.isEmpty() ? request.password : request.sendPassword;
    const auto receiving = async::spawn(*scope, firstThatSignsIn(receive, request.password, request.address));
    const auto sending = async::spawn(*scope, firstThatSignsIn(send, sendPassword, request.address));
    auto received = co_await receiving.result();
    found->receive = std::move(received);
    auto sent = co_await sending.result();
    found->send = std::move(sent);
}

async::Task<core::DiscoveryResult> Discovery::run(DiscoveryRequest request)
{
    cancel();
    auto attempts = request.manual ? core::Result<QList<core::DiscoveryAttempt>>(manualServers(*request.manual))
                                   : guessServers(request.address);
    const QList<core::DiscoveryAttempt> list = co_await std::move(attempts); // an address without a domain ends here
    co_await prepare(request);
    const async::Completion<> stopped;
    m_cancelled = stopped;
    const auto late = core::failure(Errc::Timeout, request.address);
    const auto found = std::make_shared<Found>(late, late);
    const auto unanswered = std::make_shared<Errc>(Errc::Cancelled); // given up, because the search is over
    const async::Deadline deadline(kPatience, [stopped, unanswered] {
        *unanswered = Errc::Timeout;
        stopped.set({});
    });
    async::TaskScope scope; // last: dies first, with everything under way
    scope.launch(search(request, list, &scope, found), [stopped](const core::Result<> &) { stopped.set({}); });
    co_await stopped.wait();
    m_cancelled.reset();
    // The last knock may be what woke us: its frame is in the scope and must not die while it is running.
    co_await async::yieldToEventLoop();
    for (const auto &one : found->knocks) {
        if (one->attempt.state == AttemptState::Running || one->attempt.state == AttemptState::Waiting)
            settle(*one, AttemptState::Failed, core::Error{*unanswered, one->attempt.server.host, {}}, {});
    }
    co_return summed(request, found->receive, found->send);
}

core::DiscoveryResult Discovery::summed(const DiscoveryRequest &request, const core::Result<ServerSettings> &receive,
    const core::Result<ServerSettings> &send) const
{
    core::DiscoveryResult result;
    result.account = request.manual.value_or(core::Account{});
    result.account.network = m_network;
    result.account.fullName = request.fullName;
    result.account.address = request.address;
    if (!request.issuer.isEmpty())
        result.account.issuer = request.issuer;
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
