// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scramclient.h"

#include <QPasswordDigestor>
#include <QtCrypto>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace net
{

namespace
{
/** RFC 5802 5.1: "," and "=" in a name. */
QByteArray saslName(const QString &user)
{
    return user.toUtf8().replace('=', "=3D").replace(',', "=2C");
}

/** The value of attribute `name` in "a=…,b=…"; nothing when it is missing. */
std::optional<QByteArray> attribute(const QByteArray &message, char name)
{
    for (const QByteArray &part : message.split(',')) {
        if (part.size() >= 2 && part[0] == name && part[1] == '=')
            return part.mid(2);
    }
    return std::nullopt;
}

std::unexpected<core::Error> refused(const QString &why, const QByteArray &words = {})
{
    return core::failure(Errc::AuthenticationFailed, u"SCRAM: "_s + why, words);
}
} // namespace

ScramClient::ScramClient(
    Hash hash, const QString &user, const core::Secret &password, const QByteArray &endPoint, const QByteArray &nonce)
    : m_hash(hash)
    , m_header(endPoint.isEmpty() ? "n,," : "p=tls-server-end-point,,")
    , m_endPoint(endPoint)
    , m_nonce(nonce.isEmpty() ? QCA::Random::randomArray(18).toByteArray().toBase64() : nonce)
    // SASLprep (RFC 4013) in the part that matters for passwords people type: compatibility forms are folded.
    , m_password(QString::fromUtf8(password.reveal()).normalized(QString::NormalizationForm_KC))
{
    m_firstBare = "n=" + saslName(user) + ",r=" + m_nonce;
}

std::optional<QByteArray> ScramClient::initialResponse()
{
    m_step = Step::First;
    return m_header + m_firstBare;
}

Result<QByteArray> ScramClient::respond(const QByteArray &challenge)
{
    switch (m_step) {
    case Step::Start:
        return *initialResponse();
    case Step::First:
        return serverFirst(challenge);
    case Step::Final:
        return serverFinal(challenge);
    case Step::Verified:
        break;
    }
    return challenge.isEmpty() ? Result<QByteArray>(QByteArray()) : refused(u"talk after the end"_s);
}

QByteArray ScramClient::hmac(const QByteArray &key, const QByteArray &message) const
{
    QCA::MessageAuthenticationCode mac(m_hash == Sha1 ? u"hmac(sha1)"_s : u"hmac(sha256)"_s, QCA::SymmetricKey(key));
    mac.update(message);
    return mac.final().toByteArray();
}

QByteArray ScramClient::hashed(const QByteArray &message) const
{
    return QCA::Hash(m_hash == Sha1 ? u"sha1"_s : u"sha256"_s).hash(message).toByteArray();
}

Result<QByteArray> ScramClient::serverFirst(const QByteArray &message)
{
    const auto nonce = attribute(message, 'r');
    const auto salt = attribute(message, 's');
    const int iterations = attribute(message, 'i').value_or(QByteArray()).toInt();
    if (message.startsWith("m=") || !nonce || !salt || !nonce->startsWith(m_nonce) || nonce->size() <= m_nonce.size())
        return refused(u"bad first message"_s);
    if (iterations < kMinimumIterations || iterations > kMaximumIterations)
        return refused(u"iteration count %1"_s.arg(iterations));
    const auto algorithm = m_hash == Sha1 ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256;
    const QByteArray salted = QPasswordDigestor::deriveKeyPbkdf2(algorithm, m_password.reveal(),
        QByteArray::fromBase64(*salt), iterations, quint64(QCryptographicHash::hashLength(algorithm)));
    const QByteArray withoutProof = "c=" + (m_header + m_endPoint).toBase64() + ",r=" + *nonce;
    const QByteArray authMessage = m_firstBare + ',' + message + ',' + withoutProof;
    const QByteArray clientKey = hmac(salted, "Client Key");
    QByteArray proof = hmac(hashed(clientKey), authMessage);
    for (qsizetype i = 0; i < proof.size(); ++i)
        proof[i] = char(proof[i] ^ clientKey[i]);
    m_serverSignature = hmac(hmac(salted, "Server Key"), authMessage);
    m_step = Step::Final;
    return withoutProof + ",p=" + proof.toBase64();
}

Result<QByteArray> ScramClient::serverFinal(const QByteArray &message)
{
    if (const auto error = attribute(message, 'e'))
        return refused(u"server error"_s, *error);
    if (QByteArray::fromBase64(attribute(message, 'v').value_or(QByteArray())) != m_serverSignature)
        return refused(u"the server does not know the password"_s);
    m_step = Step::Verified;
    return QByteArray();
}

} // namespace net
