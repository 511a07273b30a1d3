// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "imap/commandconnection.h"
#include "imap/initialize.h"
#include "imap/readingconnection.h"
#include "net/connectto.h"
#include "net/initialize.h"
#include "net/tlsroots.h"
#include "tests/support/coroutine.h"
#include "tests/support/mailstack.h"

namespace test
{

/** Starts the stack and makes it known; the error, empty when all is well. */
inline QString prepareDovecot()
{
    net::initialize();
    imap::initialize();
    const MailStack *stack = MailStack::shared();
    if (!stack->isRunning())
        return stack->errorText();
    if (!net::TlsRoots::addFromFile(stack->caFile()))
        return QStringLiteral("no CA");
    const QStringList rules = stack->connectTo();
    for (const QString &rule : rules) {
        if (!net::ConnectTo::add(rule))
            return rule;
    }
    return {};
}

inline imap::Login dovecotLogin(const QString &user, quint16 port = 993, core::Security security = core::Security::Tls)
{
    return {.server = {.host = QStringLiteral("imap.example.test"), .port = port, .security = security, .user = user},
        .password = core::Secret(MailStack::shared()->password(user)),
        .policy = {},
        .logName = {}};
}

/** A connection, or null with a word about why. */
template <class Connection>
std::unique_ptr<Connection> connectedTo(const imap::Login &login)
{
    auto opened = waitFor(Connection::open(login));
    if (!opened) {
        qWarning("%s: %s %s", qPrintable(core::errcName(opened.error().code)), qPrintable(opened.error().context),
            opened.error().serverText.constData());
        return nullptr;
    }
    return std::move(*opened);
}

template <class Connection>
std::unique_ptr<Connection> connectedAs(const QString &user)
{
    return connectedTo<Connection>(dovecotLogin(user));
}

inline QByteArray plainMessage(int number, const QByteArray &body = "body\r\n")
{
    const QByteArray n = QByteArray::number(number);
    return "From: =?utf-8?B?5aSq6YOO?= <taro@example.test>\r\nTo: hanako@example.test\r\nSubject: number " + n
        + "\r\nDate: Thu, 1 Jan 2026 00:00:00 +0900\r\nMessage-ID: <m" + n
        + "@example.test>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body;
}

} // namespace test
