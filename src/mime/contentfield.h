// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QString>

namespace mime
{

/** Content-Type or Content-Disposition (RFC 2045 5.1, RFC 2183) taken apart. */
struct ContentField {
    QByteArray value; ///< lower case: "text/plain", "attachment"; empty when there is none
    QHash<QByteArray, QString> parameters; ///< lower-case names; RFC 2231, RFC 2047 and raw 8-bit are decoded
    QByteArray boundary; ///< the bytes of the parameter of that name, unquoted

    QString parameter(const char *name) const { return parameters.value(name); }
};

/** Reads a raw, folded value; lenient, the first of two equal parameters counts. */
ContentField parseContentField(QByteArrayView value);

} // namespace mime
