// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"
#include "core/error.h"

#include <QByteArray>

namespace mime
{

/**
 * Reads one message as received (CRLF or LF) into what is shown: envelope, text, attachments, warnings. Never fails:
 * what cannot be read is left out or shown raw, and a warning says so. Warning codes: "broken-mime" (a boundary is
 * missing or never ends, a part has no readable encoding), "unknown-charset", "too-deep" (beyond 100 levels or 1000
 * parts), "from-spoof" (several authors hidden in one, a display name that is another address, no readable author).
 * Pure and thread-safe; time is linear in the size. key, accountName and flags are left empty for the caller.
 */
core::Document parseDocument(const QByteArray &raw);

/**
 * The decoded bytes of one part by its IMAP number (RFC 3501 6.4.5: "1", "2.1"; an attached message is its own raw
 * bytes). The transfer encoding is undone, the charset is not touched. NoSuchMessage when there is no such part.
 */
core::Result<QByteArray> partBytes(const QByteArray &raw, const QString &part);

/** The first words for a message list: no quoted text, no signature, one line, at most `characters` UTF-16 units. */
QString previewText(const core::Document &document, int characters = 200);

} // namespace mime
