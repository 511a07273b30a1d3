// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "offer.h"

#include <QStringList>

namespace providers
{

/** What the name is that one signs in with. */
enum class UserName {
    Address, ///< taro@example.jp
    LocalPart, ///< taro
    LocalDotDomain, ///< taro.example.jp
    Issued, ///< something that only the provider's papers say
};

/** One row of resources/providers.json. */
struct Provider {
    struct Words {
        QString english, japanese;
        friend bool operator==(const Words &, const Words &) = default;
    };

    QString id; ///< "docomo": for logs and tests
    Words name;
    QStringList domains; ///< of addresses: "example.jp", "*.example.jp" for those below it
    QStringList exchanges; ///< of a domain's MX hosts, in the same form
    QChar confidence; ///< A: the provider says so; B: two sources agree; C: one does
    QString date; ///< when the sources were read, ISO
    QStringList sources;
    UserName userName = UserName::Address;
    UserName sendUserName = UserName::Address;
    Words issuedName; ///< what the provider calls an issued user name
    QList<Receiving> receive; ///< `user` empty; `host` may be "{domain}" or "{exchange}"
    QList<core::ServerSettings> send;
    QList<Note> notes;
    QUrl page; ///< where the person does what the notes ask for; empty when no source names one

    /** The servers for `address`; `exchange`: the MX host by which the provider was found, if it was. */
    Offer offer(const QString &address, const QString &exchange = {}) const;
};

/** `host`, in lower case, is one of these: "example.jp", or "*.example.jp" for those below it. */
bool matchesAny(const QStringList &patterns, const QString &host);

/** What is known of mail providers without asking anybody. Immutable; any thread. */
class ProviderTable
{
public:
    /** The table that comes with the program. */
    static const ProviderTable &builtIn();
    /** Errc::InvalidInput names the row and what is wrong with it: a row without source or date, or with plain text. */
    static core::Result<ProviderTable> parse(const QByteArray &json);

    /** Null when nothing is known of the address's domain. */
    const Provider *forAddress(const QString &address) const;
    /** True when the row for this address is more than a suggestion: nothing else needs to be asked or tried. */
    bool isCertainOf(const QString &address) const;
    /** Null when nobody known runs this MX host. */
    const Provider *forExchange(const QString &host) const;
    /** Null when no row has this server, for receiving or sending. */
    const Provider *forServer(const QString &host) const;
    const QList<Provider> &rows() const { return m_rows; }

private:
    QList<Provider> m_rows;
};

} // namespace providers
