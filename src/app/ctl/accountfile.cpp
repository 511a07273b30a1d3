// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountfile.h"

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace ctl
{

namespace
{
QJsonObject serverJson(const core::ServerSettings &server)
{
    return {{u"host"_s, server.host}, {u"port"_s, server.port}, {u"security"_s, core::securityName(server.security)},
        {u"auth"_s, server.auth}, {u"user"_s, server.user}};
}

Result<> onlyKnownKeys(const QJsonObject &object, const QStringList &known, const QString &path)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!known.contains(it.key()))
            return core::failure(Errc::InvalidInput, u"%1%2 (unknown key)"_s.arg(path, it.key()));
    }
    return {};
}

Result<core::ServerSettings> serverFrom(const QJsonObject &object, const QString &half, const QString &address)
{
    static const QStringList kAuth{u"auto"_s, u"plain"_s, u"login"_s, u"cram-md5"_s, u"digest-md5"_s, u"ntlm"_s,
        u"scram-sha-1"_s, u"scram-sha-256"_s, u"xoauth2"_s, u"oauthbearer"_s, u"gssapi"_s};
    if (auto known = onlyKnownKeys(
            object, {u"protocol"_s, u"host"_s, u"port"_s, u"security"_s, u"auth"_s, u"user"_s}, half + u'.');
        !known)
        return std::unexpected(known.error());
    core::ServerSettings server;
    server.host = object[u"host"].toString().trimmed();
    if (server.host.isEmpty())
        return core::failure(Errc::InvalidInput, half + u".host"_s);
    const int port = object[u"port"].toInt();
    if (port < 1 || port > 65535)
        return core::failure(Errc::InvalidInput, half + u".port"_s);
    server.port = quint16(port);
    const auto security = core::securityFromName(object[u"security"].toString());
    if (!security)
        return core::failure(Errc::InvalidInput, half + u".security"_s);
    server.security = *security;
    server.auth = object[u"auth"].toString(u"auto"_s);
    if (!kAuth.contains(server.auth))
        return core::failure(Errc::InvalidInput, half + u".auth"_s);
    server.user = object[u"user"].toString(address);
    return server;
}
} // namespace

QJsonObject toJson(const core::Account &account)
{
    QJsonObject receive = serverJson(account.receive);
    receive.insert(u"protocol"_s, core::protocolName(account.protocol));
    QJsonObject object{{u"name"_s, account.name}, {u"address"_s, account.address}, {u"fullName"_s, account.fullName},
        {u"receive"_s, receive}, {u"send"_s, serverJson(account.send)},
        {u"proxy"_s, QJsonObject{{u"type"_s, u"none"_s}}}};
    if (account.id.isValid())
        object.insert(u"id"_s, account.id.value());
    return object;
}

Result<core::Account> accountFromJson(const QJsonObject &object)
{
    if (auto known = onlyKnownKeys(
            object, {u"id"_s, u"name"_s, u"address"_s, u"fullName"_s, u"receive"_s, u"send"_s, u"proxy"_s}, {});
        !known)
        return std::unexpected(known.error());
    core::Account account;
    account.address = object[u"address"].toString().trimmed();
    if (account.address.lastIndexOf(u'@') < 1)
        return core::failure(Errc::InvalidInput, u"address"_s);
    account.name = object[u"name"].toString(account.address);
    account.fullName = object[u"fullName"].toString();
    // POP3 and proxies are not there yet; an account that pretends to use them would be worse than none.
    if (object[u"receive"][u"protocol"].toString(u"imap"_s) != "imap"_L1)
        return core::failure(Errc::InvalidInput, u"receive.protocol"_s);
    if (object[u"proxy"][u"type"].toString(u"none"_s) != "none"_L1)
        return core::failure(Errc::InvalidInput, u"proxy.type"_s);
    auto receive = serverFrom(object[u"receive"].toObject(), u"receive"_s, account.address);
    if (!receive)
        return std::unexpected(receive.error());
    auto send = serverFrom(object[u"send"].toObject(), u"send"_s, account.address);
    if (!send)
        return std::unexpected(send.error());
    account.receive = *receive;
    account.send = *send;
    return account;
}

} // namespace ctl
