// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QStringList>

namespace mime
{

/** A finished message with what SMTP needs beside it (RFC 5321 2.3.1). */
struct OutgoingEnvelope {
    QString reversePath; ///< Sender, else the first From; domain in Punycode
    QStringList recipients; ///< To, Cc and Bcc, each once, in order; domains in Punycode
    QString messageId; ///< without brackets; made up and written in when the message had none
    QByteArray bytesWithoutBcc; ///< CRLF line ends, ends with CRLF; Message-ID and Date are there
};

/**
 * Reads a whole message that someone else wrote, to send it. Nothing but Bcc fields, line ends, and a missing
 * Message-ID or Date is touched. InvalidInput when there is no author, no recipient, or an address may not go on the
 * wire.
 */
core::Result<OutgoingEnvelope> envelopeFromEml(const QByteArray &eml);

} // namespace mime
