// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace pop3
{

/**
 * The multi-line answer behind a "+OK" (RFC 1939 3): takes bytes in pieces of any size, gives them back without the
 * dots that were stuffed and without the last line, otherwise byte for byte. Only CRLF ends a line: a lone CR or LF is
 * content, so that no message can look like its own end, or like what the server says behind it.
 */
class DotReader
{
public:
    /** `keep`: what is beyond so many bytes is read and dropped. */
    explicit DotReader(qint64 keep)
        : m_keep(keep)
    {
    }

    /** How many of the bytes belong to it; fewer than all only when it isComplete(). */
    qsizetype feed(QByteArrayView bytes);
    bool isComplete() const { return m_state == State::Complete; }
    qint64 size() const { return m_size; } ///< bytes of content so far, also of what was dropped
    void reserve(qsizetype size) { m_bytes.reserve(size); }
    QByteArray take() { return std::exchange(m_bytes, {}); }

private:
    enum class State { LineStart, Dot, DotCr, Line, Complete };

    void add(QByteArrayView bytes);

    qint64 m_keep;
    qint64 m_size = 0;
    QByteArray m_bytes;
    State m_state = State::LineStart;
    bool m_afterCr = false; ///< within a line: the byte before was a CR
};

} // namespace pop3
