// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "digestmd5client.h"

#include <QtCrypto>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace net
{

namespace
{
QByteArray md5(const QByteArray &bytes)
{
    return QCA::Hash(u"md5"_s).hash(bytes).toByteArray();
}

QByteArray quoted(QByteArray value)
{
    return '"' + value.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

/** RFC 2831 2.1.2.1: what fits into ISO 8859-1 is hashed as such. */
QByteArray forHash(const QByteArray &utf8)
{
    const QString text = QString::fromUtf8(utf8);
    const bool fits = std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x100; });
    return fits ? text.toLatin1() : utf8;
}

std::unexpected<core::Error> refused(const QString &why)
{
    return core::failure(Errc::AuthenticationFailed, u"DIGEST-MD5: "_s + why);
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isToken(char c)
{
    return c > ' ' && c < 127 && !strchr("()<>@,;:\\\"/[]?={}", c);
}

/** One value from `at` on, which ends behind it: a token or a quoted string; nothing when it is neither. */
std::optional<QByteArray> valueAt(const QByteArray &text, qsizetype &at)
{
    QByteArray value;
    if (at < text.size() && text[at] == '"') {
        for (++at; at < text.size() && text[at] != '"'; ++at) {
            if (text[at] == '\\' && ++at == text.size())
                return std::nullopt;
            value += text[at];
        }
        if (at++ == text.size())
            return std::nullopt;
        return value;
    }
    while (at < text.size() && isToken(text[at]))
        value += text[at++];
    return value.isEmpty() ? std::nullopt : std::optional(value);
}
} // namespace

DigestMd5Client::DigestMd5Client(const SaslLogin &login, const QByteArray &cnonce)
    : m_login(login)
    , m_cnonce(cnonce.isEmpty() ? QCA::Random::randomArray(18).toByteArray().toBase64() : cnonce)
{
}

std::optional<DigestMd5Client::Directives> DigestMd5Client::parsed(const QByteArray &challenge)
{
    constexpr qsizetype longest = 2048; // RFC 2831 2.1.1
    if (challenge.size() >= longest)
        return std::nullopt;
    Directives found;
    qsizetype at = 0;
    const auto skip = [&](auto what) {
        while (at < challenge.size() && what(challenge[at]))
            ++at;
    };
    for (;;) {
        skip([](char c) { return isBlank(c) || c == ','; });
        if (at == challenge.size())
            return found;
        const qsizetype begin = at;
        skip(isToken);
        const QByteArray name = challenge.mid(begin, at - begin).toLower();
        skip(isBlank);
        if (name.isEmpty() || at == challenge.size() || challenge[at++] != '=')
            return std::nullopt;
        skip(isBlank);
        const auto value = valueAt(challenge, at);
        if (!value)
            return std::nullopt;
        found.insert(name, *value);
        skip(isBlank);
        if (at < challenge.size() && challenge[at] != ',')
            return std::nullopt;
    }
}

Result<QByteArray> DigestMd5Client::respond(const QByteArray &challenge)
{
    const auto directives = parsed(challenge);
    if (!directives)
        return refused(u"malformed challenge"_s);
    switch (m_step) {
    case Step::Start:
        return answer(*directives);
    case Step::Answered:
        if (directives->values("rspauth"_ba) != QByteArrayList{m_rspauth})
            return refused(u"the server does not know the password"_s);
        m_step = Step::Verified;
        return QByteArray();
    case Step::Verified:
        break;
    }
    return refused(u"talk after the end"_s);
}

QByteArray DigestMd5Client::chosenRealm(const Directives &challenge) const
{
    const QByteArrayList realms = challenge.values("realm"_ba); // the last one sent comes first
    const QByteArray own = m_login.user.section(u'@', 1).toUtf8();
    if (realms.contains(own) || realms.isEmpty())
        return realms.isEmpty() ? QByteArray() : own;
    return realms.last();
}

Result<QByteArray> DigestMd5Client::answer(const Directives &challenge)
{
    const QByteArray nonce = challenge.value("nonce"_ba);
    if (challenge.count("nonce"_ba) != 1 || nonce.isEmpty())
        return refused(u"no nonce"_s);
    if (challenge.values("algorithm"_ba) != QByteArrayList{"md5-sess"_ba})
        return refused(u"not md5-sess"_s);
    const QByteArray offered = ',' + challenge.value("qop"_ba, "auth"_ba).toLower().replace(' ', "") + ',';
    if (!offered.contains(",auth,"))
        return refused(u"no qop=auth"_s);
    const bool utf8 = challenge.value("charset"_ba).toLower() == "utf-8";
    const QByteArray user = m_login.user.toUtf8();
    const QByteArray realm = chosenRealm(challenge);
    const QByteArray uri = m_login.service + '/' + m_login.host.toUtf8();

    const QByteArray secret = forHash(user) + ':' + forHash(realm) + ':' + forHash(m_login.secret.reveal());
    const QByteArray a1 = md5(md5(secret) + ':' + nonce + ':' + m_cnonce).toHex();
    const auto response = [&](const QByteArray &method) {
        const QByteArray a2 = md5(method + ':' + uri).toHex();
        return md5(a1 + ':' + nonce + ":00000001:" + m_cnonce + ":auth:" + a2).toHex();
    };
    m_rspauth = response(QByteArray());
    m_step = Step::Answered;
    QByteArray line = utf8 ? "charset=utf-8,username=" + quoted(user) : "username=" + quoted(forHash(user));
    line += ",realm=" + quoted(realm) + ",nonce=" + quoted(nonce) + ",nc=00000001,cnonce=" + quoted(m_cnonce)
        + ",digest-uri=" + quoted(uri) + ",response=" + response("AUTHENTICATE") + ",qop=auth";
    return line;
}

} // namespace net
