// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "saslclient.h"

#include "scramclient.h"

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

} // namespace

QStringList SaslClient::preferred(const QByteArrayList &offered, const QString &requested, bool encrypted)
{
    struct Known {
        QString name;
        bool clearText;
    };
    static const Known known[] = {
        {u"SCRAM-SHA-256"_s, false},
        {u"SCRAM-SHA-1"_s, false},
        {u"CRAM-MD5"_s, false},
        {u"PLAIN"_s, true},
        {u"LOGIN"_s, true},
    };
    QStringList list;
    for (const Known &mechanism : known) {
        const bool wanted = requested == "auto"_L1 || mechanism.name.compare(requested, Qt::CaseInsensitive) == 0;
        const bool isOffered = std::ranges::any_of(offered, [&](const QByteArray &o) {
            return mechanism.name.compare(QLatin1StringView(o), Qt::CaseInsensitive) == 0;
        });
        if (wanted && isOffered && (encrypted || !mechanism.clearText))
            list.append(mechanism.name);
    }
    return list;
}

std::unique_ptr<SaslClient> SaslClient::create(const QString &mechanism, const QString &user, const Secret &password)
{
    if (mechanism == "PLAIN"_L1)
        return std::make_unique<Plain>(user, password);
    if (mechanism == "LOGIN"_L1)
        return std::make_unique<Login>(user, password);
    if (mechanism == "CRAM-MD5"_L1)
        return std::make_unique<CramMd5>(user, password);
    if (mechanism == "SCRAM-SHA-1"_L1)
        return std::make_unique<ScramClient>(ScramClient::Sha1, user, password);
    if (mechanism == "SCRAM-SHA-256"_L1)
        return std::make_unique<ScramClient>(ScramClient::Sha256, user, password);
    return nullptr;
}

} // namespace net
