// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signinmeans.h"

#include "core/address.h"
#include "core/log.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace providers
{

namespace
{
constexpr qint64 kMost = 256 * 1024; ///< bytes of a file
constexpr qsizetype kLongestClientId = 1000;

QStringList strings(const QJsonValue &json)
{
    QStringList list;
    for (const QJsonValue &value : json.toArray())
        list.append(value.toString());
    return list;
}

/** Only printable ASCII without blanks: it goes into URLs and forms. */
bool isToken(const QString &text, qsizetype most)
{
    return text.size() <= most
        && std::ranges::all_of(text, [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

QString passwordName(Issuer::PasswordInstead instead)
{
    switch (instead) {
    case Issuer::PasswordInstead::None:
        return u"none"_s;
    case Issuer::PasswordInstead::Usual:
        return u"usual"_s;
    case Issuer::PasswordInstead::AppPassword:
        return u"app-password"_s;
    }
    return {};
}

/** Reads one row; `wrong` names the first thing that is. `isShipped`: with date and sources. */
Issuer issuerFrom(const QJsonObject &json, bool isShipped, QString &wrong)
{
    const auto require = [&](bool condition, const QString &what) {
        if (!condition && wrong.isEmpty())
            wrong = what;
    };
    const auto url = [&](const QString &key, bool isNeeded) {
        const QUrl read(json[key].toString(), QUrl::StrictMode);
        const bool isHttps = read.isValid() && read.scheme() == "https"_L1 && !read.host().isEmpty()
            && read.userInfo().isEmpty() && !read.hasFragment();
        require(isHttps || (!isNeeded && !json.contains(key)), key);
        return isHttps ? read : QUrl();
    };
    Issuer row;
    row.id = json["id"_L1].toString();
    require(!row.id.isEmpty() && isToken(row.id, 100), u"id"_s);
    row.name = {json["name"_L1]["en"_L1].toString(row.id), json["name"_L1]["ja"_L1].toString(row.id)};
    row.domains = strings(json["domains"_L1]);
    row.hosts = strings(json["hosts"_L1]);
    row.date = json["date"_L1].toString();
    row.sources = strings(json["sources"_L1]);
    require(!isShipped || (!row.date.isEmpty() && !row.sources.isEmpty()), u"date and sources"_s);
    row.authorization = url(u"authorization"_s, true);
    row.token = url(u"token"_s, true);
    row.revocation = url(u"revocation"_s, false);
    row.scopes = strings(json["scopes"_L1]);
    const QJsonObject parameters = json["parameters"_L1].toObject();
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        row.parameters.append({it.key(), it.value().toString()});
    row.redirect = json["redirect"_L1].toString(u"http://127.0.0.1"_s);
    require(row.redirect == "http://127.0.0.1"_L1 || row.redirect == "http://localhost"_L1, u"redirect"_s);
    row.mechanism = json["mechanism"_L1].toString(u"oauthbearer"_s);
    require(row.mechanism == "xoauth2"_L1 || row.mechanism == "oauthbearer"_L1, u"mechanism"_s);
    row.daysBetweenSignIns = json["daysBetweenSignIns"_L1].toInt();
    require(row.daysBetweenSignIns >= 0, u"daysBetweenSignIns"_s);
    const QString instead = json["passwordInstead"_L1].toString(u"none"_s);
    using enum Issuer::PasswordInstead;
    const auto known = {None, Usual, AppPassword};
    const auto found = std::ranges::find(known, instead, passwordName);
    require(found != known.end(), u"passwordInstead"_s);
    row.passwordInstead = found != known.end() ? *found : None;
    return row;
}

Result<QJsonDocument> parsed(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (document.isNull())
        return core::failure(Errc::InvalidInput, u"sign-in"_s, error.errorString().toUtf8());
    return document;
}

/** The shipped rows, or what a file adds. */
Result<QList<Issuer>> issuersFrom(const QJsonArray &rows, bool isShipped)
{
    QList<Issuer> list;
    for (const QJsonValue &value : rows) {
        QString wrong;
        list.append(issuerFrom(value.toObject(), isShipped, wrong));
        if (!wrong.isEmpty())
            return core::failure(Errc::InvalidInput, list.last().id, wrong.toUtf8());
    }
    return list;
}

Result<QMap<QString, SignInClient>> clientsFrom(const QJsonObject &rows)
{
    QMap<QString, SignInClient> clients;
    for (auto it = rows.begin(); it != rows.end(); ++it) {
        const QString id = it.value()["id"_L1].toString();
        const QString secret = it.value()["secret"_L1].toString();
        if (id.isEmpty() || !isToken(id, kLongestClientId) || !isToken(secret, kLongestClientId))
            return core::failure(Errc::InvalidInput, it.key(), "client");
        clients.insert(it.key(), {id, core::Secret(secret)});
    }
    return clients;
}

QList<Issuer> shippedIssuers()
{
    QFile file(u":/providers/oauth.json"_s);
    const auto document = file.open(QIODevice::ReadOnly) ? parsed(file.readAll()) : core::failure(Errc::InvalidInput);
    auto rows = document ? issuersFrom(document->array(), true) : std::unexpected(document.error());
    Q_ASSERT(rows); // a test reads it
    return rows.value_or(QList<Issuer>());
}
} // namespace

QString SignInMeans::packagersFile()
{
    return QStringLiteral(HIKYAKU_SIGN_IN_CLIENTS);
}

QString SignInMeans::personsFile(const QString &profileDirectory)
{
    return profileDirectory + u"/sign-in.json"_s;
}

SignInMeans SignInMeans::of(const QString &profileDirectory)
{
    (void)ProviderTable::builtIn(); // registers the resources
    static const QList<Issuer> shipped = shippedIssuers();
    SignInMeans means;
    means.m_issuers = shipped;
    for (const QString &path : {packagersFile(), personsFile(profileDirectory)}) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue; // there need not be one
        if (const auto added = means.add(file.read(kMost)); !added)
            qCWarning(core::lcEngine) << path << "is not used:" << added.error().context << added.error().serverText;
    }
    return means;
}

Result<> SignInMeans::add(const QByteArray &json)
{
    const auto document = parsed(json);
    if (!document || !document->isObject())
        return document ? core::failure(Errc::InvalidInput, u"sign-in"_s) : std::unexpected(document.error());
    auto issuers = issuersFrom(document->object()["issuers"_L1].toArray(), false);
    if (!issuers)
        return std::unexpected(issuers.error());
    auto clients = clientsFrom(document->object()["clients"_L1].toObject());
    if (!clients)
        return std::unexpected(clients.error());
    m_issuers = *std::move(issuers) + m_issuers; // the nearer file says it first
    for (auto it = clients->begin(); it != clients->end(); ++it)
        m_clients.insert(it.key(), it.value());
    return {};
}

Result<QByteArray> SignInMeans::withClient(const QByteArray &before, const QString &issuer, const QString &clientId)
{
    QJsonObject file;
    if (!before.isEmpty()) {
        const auto document = parsed(before);
        if (!document || !document->isObject())
            return core::failure(Errc::InvalidInput, u"sign-in.json"_s);
        file = document->object();
    }
    if (!isToken(clientId, kLongestClientId))
        return core::failure(Errc::InvalidInput, u"client id"_s);
    QJsonObject clients = file["clients"_L1].toObject();
    if (clientId.isEmpty())
        clients.remove(issuer);
    else
        clients[issuer] = QJsonObject{{u"id"_s, clientId}};
    file["clients"_L1] = clients;
    return QJsonDocument(file).toJson();
}

const Issuer *SignInMeans::find(const QString &id) const
{
    const auto found = std::ranges::find(m_issuers, id, &Issuer::id);
    return found != m_issuers.end() ? &*found : nullptr;
}

const Issuer *SignInMeans::forAddress(const QString &address) const
{
    const QString domain = core::Address{{}, address.trimmed()}.domain();
    const auto found
        = std::ranges::find_if(m_issuers, [&](const Issuer &one) { return matchesAny(one.domains, domain); });
    return found != m_issuers.end() ? &*found : nullptr;
}

const Issuer *SignInMeans::forHost(const QString &host) const
{
    const auto found = std::ranges::find_if(
        m_issuers, [name = host.trimmed().toLower()](const Issuer &one) { return matchesAny(one.hosts, name); });
    return found != m_issuers.end() ? &*found : nullptr;
}

const SignInClient *SignInMeans::client(const QString &issuer) const
{
    const auto found = m_clients.constFind(issuer);
    return found != m_clients.constEnd() ? &*found : nullptr;
}

BrowserWay SignInMeans::way(const Issuer *issuer) const
{
    if (!issuer)
        return BrowserWay::NotKnown;
    if (!client(issuer->id))
        return BrowserWay::NoClient;
    return issuer->passwordInstead == Issuer::PasswordInstead::None ? BrowserWay::Only : BrowserWay::Offered;
}

const Issuer *SignInMeans::forAccount(const QString &address, const QString &host) const
{
    const Issuer *issuer = forAddress(address);
    return issuer ? issuer : forHost(host);
}

} // namespace providers
