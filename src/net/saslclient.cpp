// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "saslclient.h"

#include "bearerclient.h"
#include "digestmd5client.h"
#include "gssapiclient.h"
#include "ntlmclient.h"
#include "scramclient.h"
#include "wire.h"

#include <QtCrypto>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;
using core::Secret;

namespace net
{

namespace
{

class Plain final : public SaslClient // RFC 4616
{
public:
    Plain(const QString &user, const Secret &password)
        : m_user(user.toUtf8())
        , m_password(password)
    {
    }
    std::optional<QByteArray> initialResponse() override
    {
        QByteArray message;
        message.append('\0').append(m_user).append('\0').append(m_password.reveal());
        return message;
    }
    Result<QByteArray> respond(const QByteArray &) override { return *initialResponse(); }
    bool isComplete() const override { return true; }

private:
    QByteArray m_user;
    Secret m_password;
};

class Login final : public SaslClient // draft-murchison-sasl-login: two prompts, whatever they say
{
public:
    Login(const QString &user, const Secret &password)
        : m_user(user.toUtf8())
        , m_password(password)
    {
    }
    std::optional<QByteArray> initialResponse() override { return std::nullopt; }
    Result<QByteArray> respond(const QByteArray &) override
    {
        switch (m_step++) {
        case 0:
            return m_user;
        case 1:
            return m_password.reveal();
        default:
            return core::failure(Errc::AuthenticationFailed, u"LOGIN: a third prompt"_s);
        }
    }
    bool isComplete() const override { return m_step >= 2; }

private:
    QByteArray m_user;
    Secret m_password;
    int m_step = 0;
};

class CramMd5 final : public SaslClient // RFC 2195
{
public:
    CramMd5(const QString &user, const Secret &password)
        : m_user(user.toUtf8())
        , m_password(password)
    {
    }
    std::optional<QByteArray> initialResponse() override { return std::nullopt; }
    Result<QByteArray> respond(const QByteArray &challenge) override
    {
        if (std::exchange(m_answered, true) || challenge.isEmpty())
            return core::failure(Errc::AuthenticationFailed, u"CRAM-MD5: bad challenge"_s);
        QCA::MessageAuthenticationCode mac(u"hmac(md5)"_s, QCA::SymmetricKey(m_password.reveal()));
        mac.update(challenge);
        return m_user + ' ' + mac.final().toByteArray().toHex();
    }
    bool isComplete() const override { return m_answered; }

private:
    QByteArray m_user;
    Secret m_password;
    bool m_answered = false;
};

class External final : public SaslClient // RFC 4422 appendix A: TLS has told who we are, this says as whom
{
public:
    explicit External(const QString &user)
        : m_user(user.toUtf8())
    {
    }
    std::optional<QByteArray> initialResponse() override { return m_user; }
    Result<QByteArray> respond(const QByteArray &) override { return m_user; }
    bool isComplete() const override { return true; }

private:
    QByteArray m_user;
};

enum Kind {
    Proves = 0, ///< shows nothing that could be used again
    Shows = 1, ///< the password or a token, so only in TLS
    Binds = 2, ///< to the TLS connection
    ByName = 4, ///< needs something else than a password: never by "auto"
};

struct Known {
    QString name;
    int kind;
};

/** Strongest first; the reasons are at SaslClient::preferred. */
const QList<Known> &known()
{
    static const QList<Known> mechanisms{
        {u"EXTERNAL"_s, Shows | ByName},
        {u"GSSAPI"_s, Proves | ByName},
        {u"OAUTHBEARER"_s, Shows | ByName},
        {u"XOAUTH2"_s, Shows | ByName},
        {u"SCRAM-SHA-256-PLUS"_s, Binds | ByName},
        {u"SCRAM-SHA-1-PLUS"_s, Binds | ByName},
        {u"SCRAM-SHA-256"_s, Proves},
        {u"SCRAM-SHA-1"_s, Proves},
        {u"DIGEST-MD5"_s, Proves},
        {u"NTLM"_s, Proves},
        {u"CRAM-MD5"_s, Proves},
        {u"PLAIN"_s, Shows},
        {u"LOGIN"_s, Shows},
    };
    return mechanisms;
}

/** What it needs is installed. */
bool isPossible(const QString &mechanism)
{
    if (mechanism == "NTLM"_L1)
        return NtlmClient::isPossible();
    return mechanism != "GSSAPI"_L1 || GssapiClient::isPossible();
}

} // namespace

SaslLogin SaslLogin::on(
    const Wire &wire, const core::ServerSettings &server, const Secret &secret, const QByteArray &service)
{
    return {server.user, secret, service, server.host, server.port, wire.endPoint()};
}

QStringList SaslClient::preferred(const QByteArrayList &offered, const QString &requested, bool encrypted, bool canBind)
{
    QStringList list;
    for (const Known &mechanism : known()) {
        const bool byName = mechanism.name.compare(requested, Qt::CaseInsensitive) == 0;
        const bool wanted = byName || (requested == "auto"_L1 && !(mechanism.kind & ByName));
        const bool isOffered = std::ranges::any_of(offered, [&](const QByteArray &o) {
            return mechanism.name.compare(QLatin1StringView(o), Qt::CaseInsensitive) == 0;
        });
        const bool safe = (encrypted || !(mechanism.kind & Shows)) && (canBind || !(mechanism.kind & Binds));
        if (wanted && isOffered && safe && isPossible(mechanism.name))
            list.append(mechanism.name);
    }
    return list;
}

std::unique_ptr<SaslClient> SaslClient::create(const QString &mechanism, const SaslLogin &login)
{
    if (mechanism == "PLAIN"_L1)
        return std::make_unique<Plain>(login.user, login.secret);
    if (mechanism == "LOGIN"_L1)
        return std::make_unique<Login>(login.user, login.secret);
    if (mechanism == "CRAM-MD5"_L1)
        return std::make_unique<CramMd5>(login.user, login.secret);
    if (mechanism == "DIGEST-MD5"_L1)
        return std::make_unique<DigestMd5Client>(login);
    if (mechanism == "NTLM"_L1)
        return std::make_unique<NtlmClient>(login.user, login.secret);
    if (mechanism == "GSSAPI"_L1)
        return std::make_unique<GssapiClient>(login);
    if (mechanism == "XOAUTH2"_L1)
        return std::make_unique<BearerClient>(BearerClient::XOAuth2, login);
    if (mechanism == "OAUTHBEARER"_L1)
        return std::make_unique<BearerClient>(BearerClient::OAuthBearer, login);
    if (mechanism == "EXTERNAL"_L1)
        return std::make_unique<External>(login.user);
    const auto hash = mechanism.startsWith("SCRAM-SHA-256"_L1) ? ScramClient::Sha256 : ScramClient::Sha1;
    if (mechanism == "SCRAM-SHA-1"_L1 || mechanism == "SCRAM-SHA-256"_L1)
        return std::make_unique<ScramClient>(hash, login.user, login.secret);
    if ((mechanism == "SCRAM-SHA-1-PLUS"_L1 || mechanism == "SCRAM-SHA-256-PLUS"_L1) && !login.endPoint.isEmpty())
        return std::make_unique<ScramClient>(hash, login.user, login.secret, login.endPoint);
    return nullptr;
}

async::Task<std::shared_ptr<SaslClient>> SaslClient::begin(QString mechanism, SaslLogin login)
{
    if (mechanism != "GSSAPI"_L1)
        co_return create(mechanism, login);
    co_return co_await async::onThreadPool(GssapiClient::threads(),
        [login = std::move(login)] { return std::shared_ptr<SaslClient>(std::make_shared<GssapiClient>(login)); });
}

} // namespace net
