// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "saslclient.h"

namespace net
{

/** An OAuth 2.0 access token: OAUTHBEARER (RFC 7628), or Google's and Microsoft's XOAUTH2. */
class BearerClient final : public SaslClient
{
public:
    enum Form { OAuthBearer, XOAuth2 };
    BearerClient(Form form, const SaslLogin &login);

    std::optional<QByteArray> initialResponse() override;
    /** A challenge here is a refusal, in JSON; it is answered by what the mechanism wants before the server ends it. */
    core::Result<QByteArray> respond(const QByteArray &challenge) override;
    bool isComplete() const override { return m_step == Step::Sent; }
    QByteArray refusal() const override { return m_refusal; }

private:
    enum class Step { Start, Sent, Refused };
    Form m_form;
    SaslLogin m_login;
    QByteArray m_refusal;
    Step m_step = Step::Start;
};

} // namespace net
