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
constexpr Way kReceive[] = {{993, Security::Tls}, {143, Security::StartTls}};
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
    int id = 0;
    const auto add = [&](ServerPurpose purpose, const Way &way, const QString &host) {
        list.append(attempt(
            ++id, purpose, u"guess"_s, {.host = host, .port = way.port, .security = way.security, .user = address}));
    };
    for (const Way &way : kReceive) {
        for (const QString &host : {u"imap."_s + domain, u"mail."_s + domain, domain})
            add(ServerPurpose::Receive, way, host);
    }
    for (const Way &way : kSend) {
        for (const QString &host : {u"smtp."_s + domain, u"mail."_s + domain, domain})
            add(ServerPurpose::Send, way, host);
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

} // namespace engine
