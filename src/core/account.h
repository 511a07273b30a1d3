// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "question.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace core
{

enum class Protocol { Imap, Pop3 };
enum class Security { Tls, StartTls, None }; ///< None: plain text, only by an explicit choice of the person

/** Where and how one server is reached. */
struct ServerSettings {
    QString host;
    quint16 port = 0;
    Security security = Security::Tls;
    QString auth = QStringLiteral("auto"); ///< "auto" or a lower-case SASL mechanism name ("scram-sha-256")
    QString user;

    friend bool operator==(const ServerSettings &, const ServerSettings &) = default;
};

/** Which way the connections of an account go. */
enum class ProxyKind {
    System, ///< the way that the desktop or the environment names
    None, ///< straight to the server, whatever they name
    Socks5, ///< RFC 1928; the proxy resolves the server's name
    HttpConnect, ///< RFC 9110 9.3.6; likewise
};

struct ProxySettings {
    ProxyKind kind = ProxyKind::System;
    QString host; ///< of Socks5 and HttpConnect
    quint16 port = 0;
    QString user; ///< empty: no sign-in. The password is a secret, PasswordPurpose::Proxy

    friend bool operator==(const ProxySettings &, const ProxySettings &) = default;
};

/** The person's own certificate with its key. */
struct ClientCertificate {
    CertificateInfo certificate;
    QByteArray pkcs12; ///< RFC 7292, encrypted; the passphrase is a secret, PasswordPurpose::Certificate

    friend bool operator==(const ClientCertificate &, const ClientCertificate &) = default;
};

/** What stands between an account and its servers: a company's proxy, its authority, its idea of who may sign in. */
struct NetworkSettings {
    ProxySettings proxy;
    QList<CertificateInfo> authorities; ///< vouch for this account's servers, besides the system's
    std::optional<ClientCertificate> certificate;
    QStringList oldTls; ///< "host:port" of servers that may speak TLS 1.0 and 1.1

    friend bool operator==(const NetworkSettings &, const NetworkSettings &) = default;
};

/** The company's list of people, asked over LDAP (RFC 4511). `server.user` is a DN for a simple bind; empty: no
 * sign-in. */
struct DirectorySettings {
    ServerSettings server; ///< `host` empty: there is none
    QString base; ///< DN below which people stand; empty: what the server names itself

    friend bool operator==(const DirectorySettings &, const DirectorySettings &) = default;
};

/** An account as the person set it up; the account file of hikyakuctl holds the same. Passwords are never in it. */
struct Account {
    AccountId id;
    QString name; ///< what the account is called in the window; unique
    QString address;
    QString fullName;
    Protocol protocol = Protocol::Imap;
    ServerSettings receive;
    ServerSettings send;
    NetworkSettings network;
    DirectorySettings directory;
    QString issuer; ///< signs in in the browser: who gives the tokens (providers::Issuer::id); empty: a password

    friend bool operator==(const Account &, const Account &) = default;
};

QString protocolName(Protocol protocol); ///< "imap", "pop3"
QString securityName(Security security); ///< "tls", "starttls", "none"
std::optional<Protocol> protocolFromName(const QString &name);
std::optional<Security> securityFromName(const QString &name);
QString proxyKindName(ProxyKind kind); ///< "system", "none", "socks5", "http"
std::optional<ProxyKind> proxyKindFromName(const QString &name);

} // namespace core
