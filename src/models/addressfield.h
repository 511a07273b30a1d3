// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/address.h"

#include <QString>

namespace models
{

/** One address as typed, for a chip. */
struct TypedAddress {
    QString text; ///< as typed, trimmed
    core::Address address;
    bool isPlausible = false; ///< has one @ with something on both sides, no blank or control character

    friend bool operator==(const TypedAddress &, const TypedAddress &) = default;
};

/**
 * Splits what a person typed into a To, Cc or Bcc field: at commas, semicolons, line ends and their full-width forms,
 * but not inside quotes or angle brackets; `Name <a@b>`, `"Doe, Jane" <a@b>`, `a@b`. Blank parts are left out. The
 * engine reads the addresses again, strictly, when the message is built.
 */
QList<TypedAddress> splitAddresses(const QString &text);
/** The addresses of splitAddresses(), also the implausible ones (as they were typed). */
core::AddressList addressesOf(const QString &text);
/** Back to text, one field: `Name <a@b>, c@d`; names with special characters are quoted. */
QString addressText(const core::AddressList &addresses);
QString addressText(const core::Address &address);
bool isPlausibleAddress(const QString &addrSpec);

} // namespace models
