// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "accountconnections.h"
#include "async/taskscope.h"
#include "core/discovery.h"

namespace engine
{

struct DiscoveryRequest {
    QString fullName;
    QString address;
    core::Secret password;
    std::optional<core::Account> manual; ///< servers typed by hand: only these are tried
    core::Secret sendPassword{}; ///< empty: the same
    core::NetworkSettings network{}; ///< without `manual`, which has its own
    core::Secret proxyPassword{}, passphrase{};
    qint64 signIn = 0; ///< in place of a password: see SignIns
    QString userName = {}; ///< that the provider issued, instead of what the address would give; not for `manual`
    QString auth{}; ///< how to sign in; empty: as each server's row says
    QString issuer{}; ///< of the account that is found
    QStringList
        tokensOnlyFor{}; ///< hosts as in providers::Issuer; empty: whoever is found. Nobody else is signed in to
};

/**
 * The wizard's search: those who may know are asked (providers::offersFor) while every likely server is knocked at,
 * then, in the order of preference, the first that answers and verifies is signed in to, receiving and sending each
 * for real. Ends within 10 s. The password goes out only over verified TLS, to the first server of the order that
 * answered, and after a refusal to no other; where the provider is known for certain, to no guessed server at all.
 */
class Discovery : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds kPatience{10};

    explicit Discovery(TrustBook &trust)
        : m_trust(trust)
    {
    }

    /** One search at a time: a second call ends the first with Cancelled. */
    async::Task<core::DiscoveryResult> run(DiscoveryRequest request);
    void cancel();

Q_SIGNALS:
    void attemptChanged(const core::DiscoveryAttempt &attempt);

private:
    struct Knock; ///< one attempt under way
    using Knocks = std::vector<std::shared_ptr<Knock>>;
    struct Found; ///< both halves of the answer, and everything that was tried

    Knocks begin(const QList<core::DiscoveryAttempt> &attempts, async::TaskScope *scope, Found &found);
    async::Task<> search(DiscoveryRequest request, QList<core::DiscoveryAttempt> attempts, async::TaskScope *scope,
        std::shared_ptr<Found> found);
    async::Task<> prepare(DiscoveryRequest request);
    net::TlsPolicy policy();
    async::Task<Knocks> candidatesFor(DiscoveryRequest request, QList<core::DiscoveryAttempt> guessed,
        async::TaskScope *scope, std::shared_ptr<Found> found);
    async::Task<> knock(std::shared_ptr<Knock> knock);
    async::Task<core::ServerSettings> firstThatSignsIn(Knocks knocks, core::Secret password, QString address);
    void skipTheRest(const Knocks &knocks);
    async::Task<> signIn(std::shared_ptr<Knock> knock, core::ServerSettings server, core::Secret password);
    async::Task<> signInOnce(std::shared_ptr<Knock> knock, core::ServerSettings server, core::Secret password);
    void settle(Knock &knock, core::AttemptState state, std::optional<core::Error> error,
        std::optional<core::TrustQuestion> trust);
    core::DiscoveryResult summed(const DiscoveryRequest &request, const core::Result<core::ServerSettings> &receive,
        const core::Result<core::ServerSettings> &send) const;

    TrustBook &m_trust;
    core::NetworkSettings m_network; ///< of the search under way; likewise what follows
    net::Proxy m_proxy;
    std::optional<net::OwnCertificate> m_own;
    std::optional<async::Completion<>> m_cancelled;
};

} // namespace engine
