// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/address.h"
#include "core/error.h"

#include <QByteArray>
#include <QStringList>

namespace mime
{

/**
 * Writes header fields, folded (RFC 5322 2.2.3) and 7-bit (RFC 2047, RFC 2231). Remembers the first value that may not
 * go out; nothing dangerous is ever written.
 */
class HeaderWriter
{
public:
    void unstructured(const char *name, const QString &value);
    void addresses(const char *name, const core::AddressList &list); ///< nothing for an empty list
    void messageIds(const char *name, const QStringList &ids); ///< nothing for an empty list
    void token(const char *name, const QByteArray &value); ///< a value of ours, ASCII, written as it is
    /** `value; parameter="…"`: the parameter goes out plain when it can, else as RFC 2231 (`filename*`) when
     * `extended`, or as RFC 2047 inside quotes, which old programs read. */
    void withParameter(
        const char *name, const QByteArray &value, const char *parameter, const QString &text, bool extended);

    /** The fields so far, or what was wrong with the first bad one. */
    core::Result<QByteArray> take();

private:
    bool check(const char *name, const QString &value);
    void refuse(const char *name);

    QByteArray m_out;
    QString m_bad; ///< name of the first bad field
};

/** Words of at most 75 bytes, UTF-8 in Base64 or Q whichever is shorter, no character split; joined by CRLF and a
 * blank. `column` is where the first one stands. */
QByteArray encodedWords(const QString &text, qsizetype column);

} // namespace mime
