// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ids.h"

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

/** An account as the person set it up; the account file of hikyakuctl holds the same. Passwords are never in it. */
struct Account {
    AccountId id;
    QString name; ///< what the account is called in the window; unique
    QString address;
    QString fullName;
    Protocol protocol = Protocol::Imap;
    ServerSettings receive;
    ServerSettings send;

    friend bool operator==(const Account &, const Account &) = default;
};

QString protocolName(Protocol protocol); ///< "imap", "pop3"
QString securityName(Security security); ///< "tls", "starttls", "none"
std::optional<Protocol> protocolFromName(const QString &name);
std::optional<Security> securityFromName(const QString &name);

} // namespace core
