// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/connectto.h"
#include "net/initialize.h"
#include "net/tlsroots.h"
#include "pop3/connection.h"
#include "tests/support/mailstack.h"

namespace test
{

/** Makes the stack known; the error, empty when all is well. */
inline QString prepareDovecot(const MailStack &stack)
{
    net::initialize();
    if (!stack.isRunning())
        return stack.errorText();
    if (!net::TlsRoots::addFromFile(stack.caFile()))
        return QStringLiteral("no CA");
    const QStringList rules = stack.connectTo();
    for (const QString &rule : rules) {
        if (!net::ConnectTo::add(rule))
            return rule;
    }
    return {};
}

inline pop3::Login dovecotLogin(
    const MailStack &stack, const QString &user, core::Security security = core::Security::Tls)
{
    return {.server = {.host = QStringLiteral("pop.example.test"),
                .port = quint16(security == core::Security::Tls ? 995 : 110),
                .security = security,
                .user = user},
        .password = core::Secret(stack.password(user)),
        .policy = {},
        .logName = {}};
}

} // namespace test
