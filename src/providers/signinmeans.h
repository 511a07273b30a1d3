// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "providertable.h"

#include <QMap>

namespace providers
{

/** Who gives tokens for signing in in the browser (OAuth 2.0): one row of resources/oauth.json, or a file of ours. */
struct Issuer {
    /** What else lets a mail program in. */
    enum class PasswordInstead { None, Usual, AppPassword };

    QString id; ///< "google": also in accounts; never rename one
    Provider::Words name;
    QStringList domains; ///< of addresses, as Provider::domains
    QStringList hosts; ///< of mail servers that take the tokens
    QString date; ///< when the sources were read, ISO
    QStringList sources;
    QUrl authorization, token; ///< https
    QUrl revocation; ///< RFC 7009; may be empty
    QStringList scopes;
    QList<std::pair<QString, QString>> parameters; ///< more of them for the authorization page
    QString redirect; ///< what is registered as the place to come back to: "http://127.0.0.1" or "http://localhost"
    QString mechanism; ///< "xoauth2" or "oauthbearer"
    int daysBetweenSignIns = 0; ///< then the person is wanted again; 0: not known
    PasswordInstead passwordInstead = PasswordInstead::None;
};

/** How one may sign in in the browser. */
enum class BrowserWay {
    NotKnown, ///< nobody gives tokens there
    NoClient, ///< somebody does, but this program is not registered there
    Offered,
    Only, ///< and nothing else will do
};

/** As whom this program is registered with an issuer (RFC 6749 2.2). */
struct SignInClient {
    QString id;
    core::Secret secret; ///< where the issuer wants one even of programs that cannot keep it
};

/**
 * The issuers and the clients that are known here. None of the clients comes with the source: they are in a file of
 * the packager (`packagersFile()`) and in one of the person (in the profile), which counts more:
 *
 *     {"clients": {"google": {"id": "…", "secret": "…"}}, "issuers": [rows as in resources/oauth.json]}
 *
 * A value; read anew where it is needed, since both are a few lines.
 */
class SignInMeans
{
public:
    /** What comes with the program, and what the two files add. A file with a mistake in it adds nothing, and is
     * logged. */
    static SignInMeans of(const QString &profileDirectory);
    static QString packagersFile();
    static QString personsFile(const QString &profileDirectory);

    /** Adds the issuers and clients of such a file. InvalidInput says what is wrong; nothing is added then. */
    core::Result<> add(const QByteArray &json);
    /** The person's file with this client in it; empty `clientId`: without. InvalidInput when `before` is no such file.
     */
    static core::Result<QByteArray> withClient(
        const QByteArray &before, const QString &issuer, const QString &clientId);

    const QList<Issuer> &issuers() const { return m_issuers; }
    const Issuer *find(const QString &id) const; ///< null: nobody is called so
    const Issuer *forAddress(const QString &address) const;
    const Issuer *forHost(const QString &host) const; ///< of a mail server
    /** Null: nobody has set one, so nobody can sign in there in the browser. */
    const SignInClient *client(const QString &issuer) const;
    BrowserWay way(const Issuer *issuer) const; ///< null: NotKnown
    /** Of an account that stands: by its address, else by the server that it receives from. */
    const Issuer *forAccount(const QString &address, const QString &host) const;

private:
    QList<Issuer> m_issuers;
    QMap<QString, SignInClient> m_clients;
};

} // namespace providers
