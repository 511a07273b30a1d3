// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace mime
{

/**
 * ISO-2022-JP in all its mail dialects (RFC 1468, CP50220/50221/50222: half-width kana by ESC ( I, by SO/SI or as 8-bit
 * bytes; JIS X 0212; vendor rows 13, 89 … 92) as EUC-JP, whose decoder knows every one of these characters.
 */
QByteArray iso2022JpToEucJp(QByteArrayView bytes);

} // namespace mime
