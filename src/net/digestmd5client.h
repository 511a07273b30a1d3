// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "saslclient.h"

#include <QMultiMap>

namespace net
{

/** DIGEST-MD5 (RFC 2831) with qop=auth. Checks that the server knows the password too (rspauth). */
class DigestMd5Client final : public SaslClient
{
public:
    using Directives = QMultiMap<QByteArray, QByteArray>; ///< names in lower case

    /** `cnonce`: for tests; a random one when empty. */
    explicit DigestMd5Client(const SaslLogin &login, const QByteArray &cnonce = {});

    std::optional<QByteArray> initialResponse() override { return std::nullopt; }
    core::Result<QByteArray> respond(const QByteArray &challenge) override;
    bool isComplete() const override { return m_step == Step::Verified; }

    /** A challenge taken apart (RFC 2831 7.1); nothing when it is malformed. */
    static std::optional<Directives> parsed(const QByteArray &challenge);

private:
    enum class Step { Start, Answered, Verified };
    core::Result<QByteArray> answer(const Directives &challenge);
    QByteArray chosenRealm(const Directives &challenge) const;

    SaslLogin m_login;
    QByteArray m_cnonce;
    QByteArray m_rspauth;
    Step m_step = Step::Start;
};

} // namespace net
