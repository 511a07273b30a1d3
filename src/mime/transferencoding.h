// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace mime
{

/** Base64 (RFC 2045 6.8), lenient: other bytes are skipped, missing padding is forgiven, what follows the padding is
 * read only when it is Base64 again. */
QByteArray decodeBase64(QByteArrayView text);

/** Quoted-Printable (RFC 2045 6.7), lenient: a broken escape stays as it is, blanks at line ends go. */
QByteArray decodeQuotedPrintable(QByteArrayView text);

/** The Q encoding of RFC 2047 4.2. */
QByteArray decodeQ(QByteArrayView text);

/** %XX of RFC 2231; a broken escape stays as it is. */
QByteArray decodePercent(QByteArrayView text);

/** The first file of uuencoded text (`begin 644 name` … `end`). */
QByteArray decodeUu(QByteArrayView text);

/** What one part's bytes are without their transfer encoding. */
struct TransferDecoded {
    QByteArray bytes;
    bool known = true; ///< false: unknown encoding, the bytes are as they came
};

/** By the name in Content-Transfer-Encoding, any case; empty is 7bit. */
TransferDecoded decodeTransfer(QByteArrayView bytes, QByteArrayView encoding);

/** Lines of 76 characters with CRLF, the last one too. Empty for no bytes. */
QByteArray encodeBase64(QByteArrayView bytes);

/** Text with LF line ends as Quoted-Printable: CRLF, lines of at most 76. Always ends with CRLF unless empty. */
QByteArray encodeQuotedPrintable(QByteArrayView text);

} // namespace mime
