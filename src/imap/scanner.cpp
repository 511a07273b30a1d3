// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scanner.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace imap
{

namespace
{
/** Skips the tag and one space; empty when there is none. */
QByteArrayView afterTag(QByteArrayView response)
{
    const qsizetype space = response.first(std::min<qsizetype>(response.size(), 256)).indexOf(' ');
    return space < 0 ? QByteArrayView() : response.sliced(space + 1);
}

bool startsWithWord(QByteArrayView text, QByteArrayView word)
{
    return text.size() >= word.size() && qstrnicmp(text.data(), word.size(), word.data(), word.size()) == 0
        && (text.size() == word.size() || text[word.size()] == ' ');
}

/** The line ends within a quoted string. */
bool endsInsideQuotes(QByteArrayView line)
{
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == '\\' && quoted)
            ++i;
    }
    return quoted;
}

struct LiteralMark {
    bool found = false;
    bool valid = false;
    quint64 size = 0;
};

/** Looks for `{n}`, `{n+}` or `~{n}` at the end of a line. */
LiteralMark literalMark(QByteArrayView line)
{
    if (!line.endsWith('}'))
        return {};
    const qsizetype open = line.lastIndexOf('{');
    if (open < 0)
        return {};
    QByteArrayView digits = line.sliced(open + 1).chopped(1);
    if (digits.endsWith('+'))
        digits.chop(1);
    LiteralMark mark{.found = true};
    if (digits.isEmpty() || digits.size() > 18)
        return mark;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return mark;
        mark.size = mark.size * 10 + quint64(c - '0');
    }
    mark.valid = true;
    return mark;
}
} // namespace

bool mayContainLiterals(QByteArrayView response)
{
    if (!response.startsWith("* "))
        return false; // tagged status or continuation
    const QByteArrayView rest = response.sliced(2);
    for (const char *status : {"OK", "NO", "BAD", "BYE", "PREAUTH"}) {
        if (startsWithWord(rest, status))
            return false;
    }
    return true;
}

void Scanner::feed(QByteArrayView bytes)
{
    if (m_start == m_buffer.size()) {
        m_buffer.resize(0); // keeps the capacity
    } else if (m_start > m_buffer.size() / 2) {
        m_buffer.remove(0, m_start);
    } else {
        m_buffer.append(bytes);
        return;
    }
    m_line -= m_start;
    m_scan -= m_start;
    if (m_literalEnd > 0)
        m_literalEnd -= m_start;
    m_start = 0;
    m_buffer.append(bytes);
}

std::unexpected<core::Error> Scanner::stop(core::Errc code, const char *why)
{
    m_error = core::Error{code, QString::fromLatin1(why), {}};
    return std::unexpected(*m_error);
}

qsizetype Scanner::lineLimit() const
{
    const QByteArrayView rest = afterTag(QByteArrayView(m_buffer).sliced(m_start));
    const bool search = startsWithWord(rest, "SEARCH") || startsWithWord(rest, "ESEARCH");
    return search ? m_limits.searchLine : m_limits.line;
}

core::Result<> Scanner::lineEnded(qsizetype lineFeed)
{
    const QByteArrayView buffer(m_buffer);
    qsizetype end = lineFeed;
    if (end > m_line && buffer[end - 1] == '\r')
        --end;
    const QByteArrayView line = buffer.sliced(m_line, end - m_line);
    const LiteralMark mark = literalMark(line);
    m_line = m_scan = lineFeed + 1;
    if (!mark.found || !mayContainLiterals(buffer.sliced(m_start)) || endsInsideQuotes(line)) {
        m_complete = true;
        return {};
    }
    if (!mark.valid)
        return stop(core::Errc::ProtocolViolation, "literal size");
    if (mark.size > quint64(m_limits.literal))
        return stop(core::Errc::MessageTooLarge, "literal");
    m_literalSize = qsizetype(mark.size);
    m_literalBytes += m_literalSize;
    if (lineFeed + 1 - m_start + m_literalSize > m_limits.response)
        return stop(core::Errc::MessageTooLarge, "response");
    m_literalEnd = lineFeed + 1 + m_literalSize;
    return {};
}

core::Result<std::optional<QByteArrayView>> Scanner::next()
{
    if (m_error)
        return std::unexpected(*m_error);
    for (;;) {
        if (m_literalEnd > 0) {
            if (m_buffer.size() < m_literalEnd)
                return std::nullopt;
            m_line = m_scan = m_literalEnd;
            m_literalEnd = 0;
        }
        const char *data = m_buffer.constData();
        const qsizetype left = m_buffer.size() - m_scan;
        const void *found = left > 0 ? std::memchr(data + m_scan, '\n', size_t(left)) : nullptr;
        const qsizetype lineFeed = found ? static_cast<const char *>(found) - data : m_buffer.size();
        if (lineFeed - m_start - m_literalBytes > m_limits.line && lineFeed - m_start - m_literalBytes > lineLimit())
            return stop(core::Errc::ProtocolViolation, "line too long");
        if (!found) {
            m_scan = m_buffer.size();
            return std::nullopt;
        }
        if (const auto ended = lineEnded(lineFeed); !ended)
            return std::unexpected(ended.error());
        if (!m_complete)
            continue;
        m_complete = false;
        m_literalBytes = 0;
        qsizetype end = lineFeed;
        if (end > m_start && data[end - 1] == '\r')
            --end;
        const qsizetype start = std::exchange(m_start, lineFeed + 1);
        return QByteArrayView(m_buffer).sliced(start, end - start);
    }
}

Scanner::Unfinished Scanner::unfinished() const
{
    if (m_literalEnd == 0)
        return {};
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_start);
    const qsizetype literalStart = m_literalEnd - m_literalSize;
    return {.head = rest.first(std::max<qsizetype>(0, rest.indexOf('\n'))),
        .received = m_buffer.size() - literalStart,
        .announced = m_literalSize};
}

} // namespace imap
