// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace mime
{

/** Text with what became of its label. */
struct DecodedText {
    QString text;
    bool charsetKnown = true; ///< false: the label names nothing we know, the text is a guess
};

/**
 * Decodes by label (RFC 2978 name, any case), the way mail is really written: Shift_JIS is CP932, ISO-2022-JP has
 * half-width kana and vendor characters, us-ascii and iso-8859-1 are windows-1252, gb2312 is GB18030. An empty label,
 * or us-ascii over 8-bit bytes, is detected. Never fails: bytes that fit nowhere become U+FFFD.
 */
DecodedText decodeCharset(QByteArrayView bytes, QByteArrayView charset);

/** A name decodeCharset knows, from the bytes alone: "us-ascii", "utf-8", "iso-2022-jp", "shift_jis", "euc-jp", …; the
 * last resort is "windows-1252". */
QByteArray detectCharset(QByteArrayView bytes);

/** True when every byte is below 0x80 and there is no ESC: no charset matters. */
bool isPlainAscii(QByteArrayView bytes);

/** The same text as UTF-8, so that a header can be split at its syntax: in raw Shift_JIS or ISO-2022-JP a byte that
 * looks like a quote or a comma may be half a character. */
QByteArray rawToUtf8(QByteArrayView bytes);

} // namespace mime
