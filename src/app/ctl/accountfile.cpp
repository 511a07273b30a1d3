// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountfile.h"

#include <QJsonArray>
#include <QRegularExpression>

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

Result<core::ServerSettings> serverFrom(
    const QJsonObject &object, const QString &half, const QString &user, const QStringList &more = {})
{
    static const QStringList kAuth{u"auto"_s, u"plain"_s, u"login"_s, u"cram-md5"_s, u"digest-md5"_s, u"ntlm"_s,
        u"scram-sha-1"_s, u"scram-sha-256"_s, u"xoauth2"_s, u"oauthbearer"_s, u"gssapi"_s, u"external"_s, u"simple"_s};
    if (auto known = onlyKnownKeys(
            object, QStringList{u"host"_s, u"port"_s, u"security"_s, u"auth"_s, u"user"_s} + more, half + u'.');
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
    server.user = object[u"user"].toString(user);
    return server;
}
QJsonObject proxyJson(const core::ProxySettings &proxy)
{
    QJsonObject object{{u"type"_s, core::proxyKindName(proxy.kind)}};
    if (!proxy.host.isEmpty()) {
        object.insert(u"host"_s, proxy.host);
        object.insert(u"port"_s, proxy.port);
    }
    if (!proxy.user.isEmpty())
        object.insert(u"user"_s, proxy.user);
    return object;
}

Result<core::ProxySettings> proxyFrom(const QJsonObject &object)
{
    if (auto known = onlyKnownKeys(object, {u"type"_s, u"host"_s, u"port"_s, u"user"_s}, u"proxy."_s); !known)
        return std::unexpected(known.error());
    const auto kind = core::proxyKindFromName(object[u"type"].toString(u"system"_s));
    if (!kind)
        return core::failure(Errc::InvalidInput, u"proxy.type"_s);
    core::ProxySettings proxy{
        .kind = *kind, .host = object[u"host"].toString().trimmed(), .port = 0, .user = object[u"user"].toString()};
    const bool isNamed = *kind == core::ProxyKind::Socks5 || *kind == core::ProxyKind::HttpConnect;
    const int port = object[u"port"].toInt();
    if (isNamed && proxy.host.isEmpty())
        return core::failure(Errc::InvalidInput, u"proxy.host"_s);
    if (isNamed ? port < 1 || port > 65535 : !proxy.host.isEmpty() || port != 0)
        return core::failure(Errc::InvalidInput, u"proxy.port"_s);
    proxy.port = quint16(port);
    return proxy;
}

QByteArray pemOf(const QByteArray &der)
{
    QByteArray pem = "-----BEGIN CERTIFICATE-----\n";
    const QByteArray text = der.toBase64();
    for (qsizetype at = 0; at < text.size(); at += 64)
        pem += text.mid(at, 64) + '\n';
    return pem + "-----END CERTIFICATE-----\n";
}

/** The engine says whether it is a certificate, and what is in it. */
Result<core::CertificateInfo> authorityFrom(const QString &pem)
{
    static const QRegularExpression frame(u"^\\s*-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----\\s*$"_s);
    const auto match = frame.match(pem);
    const auto der = QByteArray::fromBase64Encoding(
        match.captured(1).toLatin1().simplified().replace(' ', ""), QByteArray::AbortOnBase64DecodingErrors);
    if (!match.hasMatch() || !der || der.decoded.isEmpty())
        return core::failure(Errc::InvalidInput, u"authorities"_s);
    return core::CertificateInfo{.der = *der};
}

Result<core::NetworkSettings> networkFrom(const QJsonObject &object)
{
    core::NetworkSettings network;
    const auto proxy = proxyFrom(object[u"proxy"].toObject());
    if (!proxy)
        return std::unexpected(proxy.error());
    network.proxy = *proxy;
    for (const QJsonValue &pem : object[u"authorities"].toArray()) {
        const auto authority = authorityFrom(pem.toString());
        if (!authority)
            return std::unexpected(authority.error());
        network.authorities.append(*authority);
    }
    const QJsonObject known = object[u"certificate"].toObject();
    if (!known.isEmpty())
        network.certificate = core::ClientCertificate{
            {.sha256 = QByteArray::fromHex(known[u"sha256"].toString().toLatin1())}, QByteArray()};
    if (const QString text = object[u"certificate"].toString(); !text.isEmpty()) {
        const auto pkcs12 = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!pkcs12)
            return core::failure(Errc::InvalidInput, u"certificate"_s);
        network.certificate = core::ClientCertificate{{}, *pkcs12};
    }
    for (const QJsonValue &place : object[u"oldTls"].toArray())
        network.oldTls.append(place.toString());
    return network;
}
} // namespace

QJsonObject toJson(const core::Account &account)
{
    QJsonObject receive = serverJson(account.receive);
    receive.insert(u"protocol"_s, core::protocolName(account.protocol));
    QJsonObject object{{u"name"_s, account.name}, {u"address"_s, account.address}, {u"fullName"_s, account.fullName},
        {u"receive"_s, receive}, {u"send"_s, serverJson(account.send)}, {u"proxy"_s, proxyJson(account.network.proxy)}};
    // What few accounts have is only there where it is.
    QJsonArray authorities;
    for (const core::CertificateInfo &one : account.network.authorities)
        authorities.append(QString::fromLatin1(pemOf(one.der)));
    if (!authorities.isEmpty())
        object.insert(u"authorities"_s, authorities);
    if (account.network.certificate) { // without its key, encrypted as it is
        const core::CertificateInfo &own = account.network.certificate->certificate;
        object.insert(u"certificate"_s,
            QJsonObject{{u"subject"_s, own.subject}, {u"sha256"_s, QString::fromLatin1(own.sha256.toHex())},
                {u"notAfter"_s, own.notAfter.toString(Qt::ISODate)}});
    }
    if (!account.network.oldTls.isEmpty())
        object.insert(u"oldTls"_s, QJsonArray::fromStringList(account.network.oldTls));
    if (!account.directory.server.host.isEmpty()) {
        QJsonObject directory = serverJson(account.directory.server);
        directory.insert(u"base"_s, account.directory.base);
        object.insert(u"directory"_s, directory);
    }
    if (!account.issuer.isEmpty())
        object.insert(u"issuer"_s, account.issuer);
    if (account.id.isValid())
        object.insert(u"id"_s, account.id.value());
    return object;
}

Result<core::Account> accountFromJson(const QJsonObject &object)
{
    if (auto known = onlyKnownKeys(object,
            {u"id"_s, u"name"_s, u"address"_s, u"fullName"_s, u"receive"_s, u"send"_s, u"proxy"_s, u"authorities"_s,
                u"certificate"_s, u"oldTls"_s, u"directory"_s, u"issuer"_s},
            {});
        !known)
        return std::unexpected(known.error());
    core::Account account;
    account.address = object[u"address"].toString().trimmed();
    if (account.address.lastIndexOf(u'@') < 1)
        return core::failure(Errc::InvalidInput, u"address"_s);
    account.name = object[u"name"].toString(account.address);
    account.fullName = object[u"fullName"].toString();
    account.issuer = object[u"issuer"].toString();
    // POP3 is not there yet; an account that pretends to use it would be worse than none.
    if (object[u"receive"][u"protocol"].toString(u"imap"_s) != "imap"_L1)
        return core::failure(Errc::InvalidInput, u"receive.protocol"_s);
    auto network = networkFrom(object);
    if (!network)
        return std::unexpected(network.error());
    account.network = *network;
    auto receive = serverFrom(object[u"receive"].toObject(), u"receive"_s, account.address, {u"protocol"_s});
    if (!receive)
        return std::unexpected(receive.error());
    auto send = serverFrom(object[u"send"].toObject(), u"send"_s, account.address);
    if (!send)
        return std::unexpected(send.error());
    account.receive = *receive;
    account.send = *send;
    if (object.contains(u"directory"_s)) {
        const QJsonObject settings = object[u"directory"].toObject();
        auto directory = serverFrom(settings, u"directory"_s, {}, {u"base"_s});
        if (!directory)
            return std::unexpected(directory.error());
        account.directory = {*directory, settings[u"base"].toString()};
    }
    return account;
}

} // namespace ctl
