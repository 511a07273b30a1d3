// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "proxysignin.h"

#include "ntlmclient.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace net
{

namespace
{
QByteArray schemeOf(const QByteArray &challenge)
{
    return challenge.split(' ').first().toLower();
}

/** `name=value` and `name="value"`, separated by commas (RFC 9110 11.2); what is malformed ends it. */
QMap<QByteArray, QByteArray> parametersOf(const QByteArray &challenge)
{
    QMap<QByteArray, QByteArray> all;
    qsizetype at = challenge.indexOf(' ');
    while (at >= 0 && at < challenge.size()) {
        const qsizetype equals = challenge.indexOf('=', at);
        if (equals < 0)
            break;
        const QByteArray name = challenge.sliced(at, equals - at).replace(',', ' ').trimmed().toLower();
        QByteArray value;
        at = equals + 1;
        if (at < challenge.size() && challenge[at] == '"') {
            for (++at; at < challenge.size() && challenge[at] != '"'; ++at) {
                if (challenge[at] == '\\' && at + 1 < challenge.size())
                    ++at;
                value += challenge[at];
            }
            ++at;
        } else {
            const qsizetype end = challenge.indexOf(',', at);
            value = challenge.sliced(at, (end < 0 ? challenge.size() : end) - at).trimmed();
            at = end < 0 ? challenge.size() : end;
        }
        all.insert(name, value);
    }
    return all;
}

QByteArray quoted(const QByteArray &value)
{
    QByteArray out = value;
    return '"' + out.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

QByteArray randomNonce()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}
} // namespace

QByteArray digestResponse(const DigestInput &input)
{
    const auto hash = [&](const QByteArray &text) {
        return QCryptographicHash::hash(text, input.isSha256 ? QCryptographicHash::Sha256 : QCryptographicHash::Md5)
            .toHex();
    };
    const QByteArray who = hash(input.user + ':' + input.realm + ':' + input.password);
    const QByteArray what = hash(input.method + ':' + input.target);
    if (!input.hasQop)
        return hash(who + ':' + input.nonce + ':' + what);
    return hash(who + ':' + input.nonce + ":00000001:" + input.clientNonce + ":auth:" + what);
}

ProxySignIn::ProxySignIn(const QString &user, const core::Secret &password)
    : m_user(user)
    , m_password(password)
{
}

ProxySignIn::~ProxySignIn() = default;

/** Of several the one with the better hash; false where none can be answered. */
bool ProxySignIn::adoptDigest(const QByteArrayList &challenges)
{
    QMap<QByteArray, QByteArray> best;
    for (const QByteArray &challenge : challenges) {
        if (schemeOf(challenge) != "digest")
            continue;
        const auto parameters = parametersOf(challenge);
        const QByteArray algorithm = parameters.value("algorithm", "MD5").toUpper();
        const bool hasAuth
            = !parameters.contains("qop") || parameters["qop"].replace(' ', "").split(',').contains("auth");
        if (parameters.value("nonce").isEmpty() || !hasAuth || (algorithm != "MD5" && algorithm != "SHA-256"))
            continue;
        if (best.isEmpty() || algorithm == "SHA-256")
            best = parameters;
    }
    if (best.isEmpty())
        return false;
    m_digest = best;
    return true;
}

ProxySignIn::Next ProxySignIn::take(const QByteArrayList &challenges)
{
    if (m_scheme != Scheme::None)
        return continued(challenges);
    QByteArrayList offered;
    for (const QByteArray &challenge : challenges)
        offered.append(schemeOf(challenge));
    if (!challenges.isEmpty() && m_user.isEmpty())
        return Next::Refused;
    if (adoptDigest(challenges)) {
        m_scheme = Scheme::Digest;
    } else if (offered.contains("ntlm") && NtlmClient::isPossible()) {
        m_scheme = Scheme::Ntlm;
        m_ntlm = std::make_unique<NtlmClient>(m_user, m_password);
        m_ntlmMessage = m_ntlm->initialResponse().value_or(QByteArray());
    } else if (offered.contains("basic")) {
        m_scheme = Scheme::Basic;
    } else {
        return Next::NoCommonScheme;
    }
    return Next::Ask;
}

ProxySignIn::Next ProxySignIn::continued(const QByteArrayList &challenges)
{
    if (m_scheme == Scheme::Digest && !m_wasStale && adoptDigest(challenges)
        && m_digest.value("stale").toLower() == "true") {
        m_wasStale = true; // the right answer to too old a question
        return Next::Ask;
    }
    if (m_scheme != Scheme::Ntlm || m_ntlm->isComplete())
        return Next::Refused;
    for (const QByteArray &challenge : challenges) {
        if (schemeOf(challenge) != "ntlm" || !challenge.contains(' '))
            continue;
        const auto response = m_ntlm->respond(QByteArray::fromBase64(challenge.mid(5).trimmed()));
        if (!response)
            return Next::Refused;
        m_ntlmMessage = *response;
        return Next::AskHere;
    }
    return Next::Refused;
}

QByteArray ProxySignIn::header(const QByteArray &target)
{
    switch (m_scheme) {
    case Scheme::None:
        return {};
    case Scheme::Basic:
        return "Basic " + (m_user.toUtf8() + ':' + m_password.reveal()).toBase64();
    case Scheme::Ntlm:
        return "NTLM " + m_ntlmMessage.toBase64();
    case Scheme::Digest:
        break;
    }
    const QByteArray algorithm = m_digest.value("algorithm", "MD5");
    const DigestInput input{"CONNECT", target, m_user.toUtf8(), m_password.reveal(), m_digest.value("realm"),
        m_digest.value("nonce"), randomNonce(), algorithm.toUpper() == "SHA-256", m_digest.contains("qop")};
    QByteArray value = "Digest username=" + quoted(input.user) + ", realm=" + quoted(input.realm)
        + ", nonce=" + quoted(input.nonce) + ", uri=" + quoted(target) + ", response=\"" + digestResponse(input)
        + "\", algorithm=" + algorithm;
    if (m_digest.contains("opaque"))
        value += ", opaque=" + quoted(m_digest["opaque"]);
    if (input.hasQop)
        value += ", qop=auth, nc=00000001, cnonce=\"" + input.clientNonce + '"';
    return value;
}

} // namespace net
