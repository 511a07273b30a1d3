// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "envelope.h"
#include "mailbox.h"

namespace core
{

struct Attachment {
    QString part; ///< IMAP part number ("2", "2.1")
    QString fileName; ///< safe: last path component, no control or bidi characters, at most 255 bytes
    QString mimeType; ///< lower case
    qint64 size = 0; ///< decoded bytes
    bool isInline = false;
    QString contentId; ///< without brackets; empty when none
    QByteArray sha256; ///< of the decoded bytes, raw 32 bytes

    friend bool operator==(const Attachment &, const Attachment &) = default;
};

/** Something odd about a message that a person or a test should know ("from-spoof", "broken-mime", "too-deep"). */
struct Warning {
    QString code;
    QString text; ///< English, for logs and JSON; the window words it itself by `code`

    friend bool operator==(const Warning &, const Warning &) = default;
};

/** A message ready to show: the object of `hikyakuctl show --json`. Made by mime from raw bytes. */
struct Document {
    MessageKey key; ///< invalid for `inspect`
    QString accountName;
    Flags flags;
    qint64 size = 0; ///< of the raw message
    Envelope envelope;
    QString text; ///< LF line ends; made from the HTML when there is no text part
    QString html; ///< cleaned; empty for now
    bool textFromHtml = false;
    QList<Attachment> attachments;
    int remoteReferences = 0;
    QList<Warning> warnings;

    friend bool operator==(const Document &, const Document &) = default;
};

} // namespace core
