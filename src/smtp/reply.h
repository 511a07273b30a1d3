// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QByteArrayList>
#include <QHash>

#include <optional>

namespace smtp
{

/** One reply (RFC 5321 4.2), maybe of several lines. */
struct Reply {
    int code = 0; ///< 200 … 599
    QByteArrayList lines; ///< without code and separator

    bool isOk() const { return code >= 200 && code < 300; }
    /** Code and words as the server said them, lines joined by a space; the enhanced code stands first in the words. */
    QByteArray text() const;
};

/** Reads lines into a reply. Limits: 2,000 bytes a line, 200 lines. */
class ReplyParser
{
public:
    static constexpr qsizetype kLineLimit = 2000;
    static constexpr qsizetype kLines = 200;

    /** One line without CRLF. The reply when this line ends it; ProtocolViolation when it is none. */
    core::Result<std::optional<Reply>> feed(const QByteArray &line);

private:
    Reply m_reply;
};

/** What EHLO announced: keyword in upper case → parameters. */
class Extensions
{
public:
    static Extensions fromEhlo(const Reply &reply);

    bool has(const QByteArray &keyword) const { return m_keywords.contains(keyword); }
    QByteArrayList mechanisms() const; ///< of AUTH
    qint64 sizeLimit() const; ///< bytes; 0: none told

private:
    QHash<QByteArray, QByteArray> m_keywords;
};

/** What a refused step means. `step`: "AUTH", "MAIL", "RCPT", "DATA" or another command. */
core::Error errorOf(const Reply &reply, const QByteArray &step, const QString &context);

} // namespace smtp
