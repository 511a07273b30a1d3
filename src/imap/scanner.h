// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QByteArray>

#include <optional>

namespace imap
{

/**
 * Splits the server's byte stream into complete responses: a line with every literal that belongs to it (RFC 9051
 * section 4.3). Accepts any split of the stream. Nothing is allocated for a literal before its bytes come.
 */
class Scanner
{
public:
    struct Limits {
        qsizetype line = 1 << 20; ///< bytes of one response outside literals
        qsizetype searchLine = 64 << 20; ///< the same for SEARCH and ESEARCH, which list whole mailboxes
        qsizetype literal = 64 << 20; ///< bytes of one literal
        qsizetype response = 80 << 20; ///< bytes of one response with its literals
    };

    Scanner() = default;
    explicit Scanner(const Limits &limits)
        : m_limits(limits)
    {
    }

    /** Adds bytes; views from next() are void after it. */
    void feed(QByteArrayView bytes);
    /**
     * The next complete response without its final CRLF, valid until feed(); nothing while bytes are missing.
     * ProtocolViolation or MessageTooLarge when the stream cannot go on; then every later call says the same.
     */
    core::Result<std::optional<QByteArrayView>> next();

    /** Bytes that belong to no complete response yet. */
    qsizetype pending() const { return m_buffer.size() - m_start; }
    /** The incomplete response at the end of what was fed; for progress of a big body. */
    struct Unfinished {
        QByteArrayView head; ///< its first line
        qsizetype received = 0; ///< of the literal under way
        qsizetype announced = 0; ///< size of that literal; 0: not within one
    };
    Unfinished unfinished() const;

private:
    core::Result<> lineEnded(qsizetype lineFeed);
    qsizetype lineLimit() const;
    std::unexpected<core::Error> stop(core::Errc code, const char *why);

    Limits m_limits;
    QByteArray m_buffer;
    qsizetype m_start = 0; ///< of the current response
    qsizetype m_line = 0; ///< start of its current line
    qsizetype m_scan = 0; ///< up to here no line feed was found
    qsizetype m_literalEnd = 0; ///< end of the literal under way; 0: none
    qsizetype m_literalSize = 0;
    qsizetype m_literalBytes = 0; ///< of the current response
    bool m_complete = false; ///< lineEnded() found the end of the response
    std::optional<core::Error> m_error;
};

/** May this response contain literals? Status responses end in text for people, which may look like one. */
bool mayContainLiterals(QByteArrayView response);

} // namespace imap
