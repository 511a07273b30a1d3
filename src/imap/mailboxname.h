// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace imap
{

/**
 * Mailbox names on the wire: modified UTF-7 (RFC 3501 5.1.3). The raw bytes are what identifies a mailbox; the decoded
 * form is for people.
 */
class MailboxName
{
public:
    /** Nothing when the bytes are not well-formed modified UTF-7 or do not make valid UTF-16. */
    static std::optional<QString> decode(QByteArrayView raw);
    static QByteArray encode(QStringView name);
    /** encode(decode(raw)) == raw: the name survives a trip through decoded text. */
    static bool isExact(QByteArrayView raw);
    /** For people: decoded, else read as UTF-8 where it is that, else as Latin-1; control characters become U+FFFD. */
    static QString forDisplay(QByteArrayView raw);
};

} // namespace imap
