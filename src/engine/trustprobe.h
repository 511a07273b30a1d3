// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/wire.h"

namespace engine
{

/**
 * Connects, brings up TLS (with STARTTLS as RFC 3207 or RFC 3501 6.2.1, by what the greeting speaks) and tells the
 * server's certificates and every problem with them; no problem when they verify. Signs in to nothing but a
 * proxy. Of the policy count the authorities. TlsNotOffered,
 * ProtocolViolation when it is no mail server, and what net::Wire::open says.
 */
async::Task<core::TrustQuestion> probeTrust(
    core::ServerSettings server, net::TlsPolicy policy = {}, net::Proxy proxy = {});

} // namespace engine
