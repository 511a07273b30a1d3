// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "candidates.h"

#include "core/address.h"

#include <QUrl>

using namespace Qt::StringLiterals;
using core::Security;
using core::ServerPurpose;

namespace engine
{

namespace
{
struct Way {
    quint16 port;
    Security security;
};
constexpr int kFirstGuess = 1000; // after everything that somebody says
constexpr Way kReceive[] = {{993, Security::Tls}, {143, Security::StartTls}};
constexpr Way kPop3[] = {{995, Security::Tls}, {110, Security::StartTls}};
constexpr Way kSend[] = {{587, Security::StartTls}, {465, Security::Tls}, {25, Security::StartTls}};

core::DiscoveryAttempt attempt(int id, ServerPurpose purpose, const QString &source, core::ServerSettings server)
{
    return {.id = id, .purpose = purpose, .source = source, .server = std::move(server), .error = {}, .trust = {}};
}
} // namespace

core::Result<QList<core::DiscoveryAttempt>> guessServers(const QString &address)
{
    const QString typed = core::Address{{}, address}.domain();
    const QString domain = QString::fromLatin1(QUrl::toAce(typed));
    const bool hasLocalPart = address.lastIndexOf(u'@') > 0;
    if (!hasLocalPart || domain.isEmpty() || !domain.contains(u'.') || domain.startsWith(u'.') || domain.endsWith(u'.'))
        return core::failure(core::Errc::InvalidInput, address);

    QList<core::DiscoveryAttempt> list;
    int id = kFirstGuess;
    const auto add = [&](ServerPurpose purpose, const Way &way, const QString &host) {
        list.append(attempt(
            ++id, purpose, u"guess"_s, {.host = host, .port = way.port, .security = way.security, .user = address}));
    };
    for (const Way &way : kReceive) {
        for (const QString &host : {u"imap."_s + domain, u"mail."_s + domain, domain})
            add(ServerPurpose::Receive, way, host);
    }
    for (const Way &way : kPop3) {
        for (const QString &host : {u"pop."_s + domain, u"mail."_s + domain}) {
            add(ServerPurpose::Receive, way, host);
            list.last().protocol = core::Protocol::Pop3;
        }
    }
    for (const Way &way : kSend) {
        for (const QString &host : {u"smtp."_s + domain, u"mail."_s + domain, domain})
            add(ServerPurpose::Send, way, host);
    }
    return list;
}

QList<core::DiscoveryAttempt> offeredServers(const QList<providers::Offer> &offers)
{
    QList<core::DiscoveryAttempt> list;
    const auto add = [&](const providers::Offer &offer, ServerPurpose purpose, const core::ServerSettings &server) {
        const bool isKnown = std::ranges::any_of(list, [&](const core::DiscoveryAttempt &other) {
            return other.purpose == purpose && other.server.host == server.host && other.server.port == server.port;
        });
        if (isKnown)
            return;
        auto one = attempt(int(list.size()) + 1, purpose, offer.suggestedOnly ? u"suggestion"_s : offer.source, server);
        if (offer.suggestedOnly)
            one.state = core::AttemptState::Skipped;
        list.append(one);
    };
    for (const providers::Offer &offer : offers) {
        for (const providers::Receiving &receiving : offer.receive) {
            if (receiving.protocol == core::Protocol::Imap)
                add(offer, ServerPurpose::Receive, receiving.server);
        }
        for (const core::ServerSettings &server : offer.send)
            add(offer, ServerPurpose::Send, server);
    }
    return list;
}

QList<core::DiscoveryAttempt> manualServers(const core::Account &account)
{
    return {attempt(1, ServerPurpose::Receive, u"manual"_s, account.receive),
        attempt(2, ServerPurpose::Send, u"manual"_s, account.send)};
}

QList<core::ServerSettings> otherSubmissionPorts(const core::ServerSettings &failed)
{
    QList<core::ServerSettings> others;
    for (const Way &way : kSend) {
        if (way.port == failed.port)
            continue;
        core::ServerSettings server = failed;
        server.port = way.port;
        server.security = way.security;
        others.append(server);
    }
    return others;
}

core::Error namingEveryPort(core::Error first, const QList<core::Error> &others)
{
    if (first.code != core::Errc::ConnectionRefused && first.code != core::Errc::Timeout)
        return first;
    const QString host = first.context.first(first.context.lastIndexOf(u':') + 1);
    QStringList ports{first.context.sliced(host.size())};
    for (const core::Error &other : others) {
        const QString port = other.context.sliced(std::min(host.size(), other.context.size()));
        if (!host.isEmpty() && other.code == first.code && other.context == host + port && !ports.contains(port))
            ports.append(port);
    }
    first.context = host + ports.join(u", "_s);
    return first;
}

} // namespace engine
