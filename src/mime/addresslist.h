// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/address.h"

#include <QByteArrayView>

namespace mime
{

constexpr qsizetype kAddressLimit = 200; ///< addresses of one field that are read for showing

/** An address field as it was written. */
struct AddressField {
    core::AddressList addresses;
    bool hasSeveralBrackets = false; ///< one entry with more than one <…>: somebody hides an author
    bool hasDeceptiveName = false; ///< control or bidirectional characters in a display name
};

/**
 * Reads an address list (RFC 5322 3.4, with the obsolete and the everyday broken forms) from a raw, folded value.
 * Splits first and decodes display names after; an addr-spec is never decoded. Groups give their members. An entry with
 * several <…> gives each of them. Text without any address becomes a name with an empty address.
 */
AddressField parseAddressField(QByteArrayView value, qsizetype limit = kAddressLimit);

/** The same for text that is UTF-8 and unfolded. */
AddressField parseAddressText(QByteArrayView utf8, qsizetype limit = kAddressLimit);

} // namespace mime
