// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/directory.h"
#include "core/secret.h"
#include "net/wire.h"

#include <QStringList>

#include <chrono>
#include <memory>

struct ldap;
struct ldapmsg;

namespace people
{

/** What is needed to ask one directory. */
struct DirectoryLogin {
    core::ServerSettings server; ///< `user`: a DN for a simple bind, a name for SASL; empty: asked without signing in
    QString base; ///< DN below which people stand; empty: what the server names itself (RFC 4512 5.1)
    core::Secret password;
    net::TlsPolicy policy;
    QString logName; ///< "account/directory"
    net::Proxy proxy = {}; ///< the way there; System is asked for
    std::chrono::milliseconds patience = std::chrono::seconds(10); ///< for opening, and again for each search
};

/**
 * One connection to an LDAP directory (RFC 4511). libldap only puts requests together and takes answers apart; it talks
 * into one end of a socket pair, and what it says goes through a Wire. So TLS, trust, time limits and sign-in
 * mechanisms are those of every other connection, and libldap can block nothing. Referrals are not followed: the server
 * must not send us, with the password, to whom it likes. Any error but ServerRefused closes it. One thread; not to be
 * destroyed by its own coroutine.
 */
class LdapConnection
{
public:
    LdapConnection();
    ~LdapConnection();
    LdapConnection(const LdapConnection &) = delete;
    LdapConnection &operator=(const LdapConnection &) = delete;

    /**
     * Connects, brings up TLS where the settings want it (RFC 4513 3), and signs in: `auth` "auto" means a simple bind,
     * only over TLS; else a SASL mechanism by name. AuthenticationFailed, AuthenticationUnavailable, NoCommonMechanism,
     * ServerRefused, and what Wire::open tells.
     */
    async::Task<> open(DirectoryLogin login);

    /**
     * People with a mail address whose names or address contain each word of `text`, in the server's order; `more` when
     * there are more than `limit`. Names in `language` ("ja") are preferred (RFC 3866).
     */
    async::Task<core::PeopleFound> search(QString text, int limit, QString language);

    bool isOpen() const { return m_ldap && m_wire.isOpen(); }
    const std::optional<core::TrustQuestion> &trustQuestion() const { return m_wire.trustQuestion(); }

private:
    struct Freed {
        void operator()(ldap *handle) const;
        void operator()(ldapmsg *message) const;
    };
    using Message = std::unique_ptr<ldapmsg, Freed>;

    core::Result<> begin();
    async::Task<> send();
    async::Task<Message> answerTo(int id);
    core::Result<> feed();
    core::Result<> checked(ldapmsg *message, QByteArray *serverCredentials = nullptr);
    async::Task<> startTls();
    async::Task<> simpleBind();
    async::Task<> saslBind();
    async::Task<int> saslStep(QByteArray mechanism, std::optional<QByteArray> response);
    async::Task<QByteArrayList> rootDse(QByteArray attribute);
    core::Error broken(const QString &what);
    QString place() const;

    net::Wire m_wire;
    DirectoryLogin m_login;
    std::unique_ptr<ldap, Freed> m_ldap; ///< owns its end of the pair
    int m_end = -1; ///< ours
    QByteArray m_unread; ///< came from the server, not yet taken by libldap
};

/** The search filter for what a person typed (RFC 4515); empty when there is nothing to look for. */
QByteArray filterFor(const QString &text);

} // namespace people
