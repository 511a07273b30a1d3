// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tokens.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace oauth
{

namespace
{
constexpr qsizetype kLongestToken = 16 * 1024;
constexpr qsizetype kLongestWords = 500;
constexpr double kLongestLife = 10.0 * 365 * 24 * 3600; ///< seconds

/** RFC 6750 2.1 and RFC 6749 appendix A: visible ASCII, so that it ends no line and no field of SASL. */
bool isToken(const QString &text)
{
    return !text.isEmpty() && text.size() <= kLongestToken
        && std::ranges::all_of(text, [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}
} // namespace

core::Error issuersError(const QString &word, const QString &description, const QString &place)
{
    static const QStringList again{u"invalid_grant"_s, u"access_denied"_s, u"interaction_required"_s,
        u"login_required"_s, u"consent_required"_s, u"account_selection_required"_s};
    static const QStringList later{u"temporarily_unavailable"_s, u"server_error"_s, u"slow_down"_s};
    const Errc code = again.contains(word) ? Errc::AuthenticationFailed
        : later.contains(word)             ? Errc::AuthenticationUnavailable
                                           : Errc::ServerRefused;
    const QString words = description.isEmpty() ? word : word + u": "_s + description;
    return {code, place, words.left(kLongestWords).toUtf8()};
}

Result<Tokens> parseTokens(int status, const QByteArray &body, const QString &place)
{
    if (status >= 500 || status == 429)
        return core::failure(Errc::AuthenticationUnavailable, place, "HTTP " + QByteArray::number(status));
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonObject json = document.object();
    if (!document.isObject())
        return core::failure(Errc::ProtocolViolation, place, "HTTP " + QByteArray::number(status) + ", no JSON");
    if (status != 200) {
        const QString word = json["error"_L1].toString();
        if (word.isEmpty())
            return core::failure(Errc::ProtocolViolation, place, "HTTP " + QByteArray::number(status));
        return std::unexpected(issuersError(word, json["error_description"_L1].toString(), place));
    }
    const QString access = json["access_token"_L1].toString();
    const QString refresh = json["refresh_token"_L1].toString();
    const bool isBearer = json["token_type"_L1].toString().compare("bearer"_L1, Qt::CaseInsensitive) == 0;
    if (!isToken(access) || !isBearer || (json.contains("refresh_token"_L1) && !isToken(refresh)))
        return core::failure(Errc::ProtocolViolation, place, "no bearer token in the answer");
    Tokens tokens{core::Secret(access), core::Secret(refresh), {}};
    if (json.contains("expires_in"_L1)) {
        const double seconds = json["expires_in"_L1].toDouble(-1);
        if (!(seconds > 0 && seconds <= kLongestLife))
            return core::failure(Errc::ProtocolViolation, place, "expires_in");
        tokens.expiresAt = QDateTime::currentDateTimeUtc().addSecs(qint64(seconds));
    }
    return tokens;
}

} // namespace oauth
