// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QString>

namespace mime
{

/**
 * Decodes encoded words (RFC 2047) in a field that is UTF-8 already (rawToUtf8). Blanks between two of them go;
 * adjacent words of one charset are joined before decoding, so that a character may be split over them. What is no
 * proper encoded word stays as it is. The result may hold any character: give it to oneLine() before showing it.
 */
QString decodeEncodedWords(QByteArrayView text);

/** The end of the encoded word that begins at `at`, or -1. Blanks inside are not allowed. */
qsizetype encodedWordEnd(QByteArrayView text, qsizetype at);

/** An unstructured field (RFC 5322 3.6.5) from its raw folded value: detected, decoded, one clean line. */
QString decodeUnstructured(QByteArrayView value);

} // namespace mime
