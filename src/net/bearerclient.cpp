// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bearerclient.h"

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace net
{

namespace
{
constexpr qsizetype kLongestRefusal = 1000;
} // namespace

BearerClient::BearerClient(Form form, const SaslLogin &login)
    : m_form(form)
    , m_login(login)
{
}

std::optional<QByteArray> BearerClient::initialResponse()
{
    m_step = Step::Sent;
    const QByteArray token = "auth=Bearer " + m_login.secret.reveal() + "\x01\x01";
    if (m_form == XOAuth2)
        return "user=" + m_login.user.toUtf8() + '\x01' + token;
    const QByteArray user = m_login.user.toUtf8().replace('=', "=3D").replace(',', "=2C"); // RFC 5801 4
    return "n,a=" + user + ",\x01host=" + m_login.host.toUtf8() + "\x01port=" + QByteArray::number(m_login.port)
        + '\x01' + token;
}

Result<QByteArray> BearerClient::respond(const QByteArray &challenge)
{
    if (m_step == Step::Start)
        return *initialResponse();
    if (m_step == Step::Refused)
        return core::failure(Errc::AuthenticationFailed, u"a second refusal of the token"_s, m_refusal);
    m_step = Step::Refused;
    m_refusal = challenge.left(kLongestRefusal);
    return m_form == XOAuth2 ? QByteArray() : "\x01"_ba; // RFC 7628 3.2.3
}

} // namespace net
