// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "offer.h"

namespace providers
{

/** The longest autoconfig file that is read, bytes. */
inline constexpr qsizetype kMostAutoconfig = 256 * 1024;

/**
 * Where a domain may publish its autoconfig file for an address, in the order of asking: the host "autoconfig." and
 * the well-known path. HTTPS only: over plain HTTP whoever is on the way would choose the servers. The address is not
 * part of the request: only the domain is told. Empty for an address without a usable domain.
 */
QList<QUrl> autoconfigPlaces(const QString &address);

/**
 * Reads an autoconfig file (draft-ietf-mailmaint-autoconfig, `clientConfig` 1.1) for `address`: the IMAP and POP3
 * servers in the file's order, then the sending servers. Servers without encryption, with another protocol, a host
 * that is none or a user name that would break a line are left out. Errc::ProtocolViolation for anything that is not
 * such a file or names no server that is left. No external entity is read and nothing is fetched.
 */
core::Result<Offer> parseAutoconfig(const QByteArray &xml, const QString &address);

} // namespace providers
