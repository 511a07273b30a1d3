// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/address.h"
#include "core/error.h"

#include <QString>

namespace mime
{

/**
 * What a person typed or pasted into a recipient field: addresses with or without names, separated by comma, semicolon,
 * the full-width ，；、 or line ends. Text without an @ becomes an Address whose `address` is that text: the caller
 * shows it as wrong (`checkAddress`).
 */
core::AddressList parseAddresses(const QString &text);

/**
 * True (no error) for an addr-spec that may stand in a header and on an SMTP line: one @, no spaces, controls, angle
 * brackets, commas or quotes unless the local part is a proper quoted string, at most 254 bytes. Broken but deliverable
 * forms of Japanese mobile carriers (taro..yamada.@docomo.ne.jp) pass. InvalidInput otherwise.
 */
core::Result<> checkAddress(const QString &address);

/** The address as it goes on the wire: the domain in Punycode (RFC 5891). InvalidInput when it may not go there. */
core::Result<QString> wireAddress(const QString &address);

/** `"山田, 太郎" <taro@example.jp>`: readable, and parseAddresses gives the same list back. */
QString formatAddresses(const core::AddressList &addresses);

} // namespace mime
