// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/draft.h"
#include "core/error.h"

#include <QByteArray>
#include <QDateTime>

namespace mime
{

/** What makes two builds of the same draft equal; whatever is left empty is made up. */
struct BuildOptions {
    QString messageId; ///< without brackets; empty: makeMessageId of the sender's domain
    QDateTime date; ///< written with its own offset from UTC; invalid: now, local time
    QByteArray boundary; ///< RFC 2046 5.1.1, 1 … 70 characters; empty: random
    bool includeBcc = false; ///< true only for the own copy in Sent
};

/**
 * Writes a message (RFC 5322, MIME): CRLF line ends, every line at most 998 and normally at most 78 bytes, 7-bit only,
 * so that no server extension is needed. UTF-8 throughout. File names go out both ways (RFC 2231 `filename*`, RFC 2047
 * `name`). InvalidInput, naming the field in `context`, when a header value holds CR, LF or NUL or an address is none.
 */
core::Result<QByteArray> build(const core::Draft &draft, const BuildOptions &options = {});

/** A new unique Message-ID without brackets: 128 random bits at the domain ("localhost" when that cannot be used). */
QString makeMessageId(const QString &senderDomain);

} // namespace mime
