// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/task.h"
#include "login.h"

#include <QByteArrayList>

#include <memory>

namespace imap
{

/** An authenticated connection before it gets its driver. */
struct SignedIn {
    std::unique_ptr<net::Wire> wire;
    QByteArrayList capabilities; ///< as asked after authentication, upper case
};

/**
 * Opens the connection, reads the greeting, does STARTTLS where the settings want it and signs in (RFC 9051 section
 * 6.2). Before authentication only the greeting, CAPABILITY, BYE and the tagged reply are looked at. No secret leaves
 * before verified TLS unless the settings say Security::None.
 *
 * Errors: those of net::Wire::open; TlsNotOffered, NoCommonMechanism, AuthenticationFailed, AuthenticationUnavailable,
 * ProtocolViolation (also PREAUTH where TLS is wanted), ServerBusy (BYE as greeting; serverText has its words).
 */
async::Task<SignedIn> signIn(Login login);

} // namespace imap
