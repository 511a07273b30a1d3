// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sasldialogue.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace net
{

async::Task<SaslDialogue> SaslDialogue::begin(QString mechanism, SaslLogin login)
{
    const QString place = u"%1:%2"_s.arg(login.host).arg(login.port);
    auto client = co_await SaslClient::begin(mechanism, std::move(login));
    if (!client)
        co_await core::failure(Errc::NoCommonMechanism, place);
    co_return SaslDialogue(std::move(client), mechanism, place);
}

SaslDialogue::SaslDialogue(std::shared_ptr<SaslClient> client, const QString &mechanism, const QString &place)
    : m_client(std::move(client))
    , m_mechanism(mechanism.toLatin1().toUpper())
    , m_place(place)
{
}

QByteArray SaslDialogue::firstLine(const QByteArray &command, qsizetype longest)
{
    const QByteArray line = command + ' ' + m_mechanism;
    m_initial = m_client->initialResponse();
    if (!m_initial)
        return line;
    // An empty one is "=" (RFC 4954 4, RFC 5034 4): nothing behind the name means that it follows.
    const QByteArray whole = line + ' ' + (m_initial->isEmpty() ? QByteArray("=") : m_initial->toBase64());
    if (longest < whole.size() + 2)
        return line;
    m_initial.reset();
    return whole;
}

core::Result<QByteArray> SaslDialogue::respond(const QByteArray &challenge)
{
    if (++m_rounds > kMostRounds)
        return core::failure(Errc::ProtocolViolation, m_place + u": endless sign-in"_s);
    if (m_initial)
        return std::exchange(m_initial, std::nullopt)->toBase64();
    return m_client->respond(QByteArray::fromBase64(challenge)).transform([](const QByteArray &answer) {
        return answer.toBase64();
    });
}

core::Result<> SaslDialogue::accepted(const QByteArray &serverText) const
{
    if (m_client->isComplete())
        return {};
    return core::failure(Errc::ProtocolViolation, m_place + u": success before the server proved itself"_s, serverText);
}

QByteArray SaslDialogue::refusal(const QByteArray &serverText) const
{
    const QByteArray inside = m_client->refusal(); // said before, and with more in it
    return inside.isEmpty() ? serverText : serverText + ' ' + inside;
}

} // namespace net
