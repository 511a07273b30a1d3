// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tokenizer.h"

#include <array>
#include <cstring>
#include <limits>

namespace imap
{

namespace
{
/** Characters that end an atom. `]` and `[` do not: flags and sections contain them. */
constexpr auto kEndsAtom = [] {
    std::array<bool, 256> table{};
    for (int c = 0; c <= 0x20; ++c)
        table[size_t(c)] = true;
    for (const char c : {'(', ')', '"', '{', '\x7f'})
        table[uchar(c)] = true;
    return table;
}();
} // namespace

bool equalsIgnoreCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), a.size(), b.data(), b.size()) == 0;
}

std::optional<quint64> parseNumber(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() > 19)
        return std::nullopt;
    quint64 value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + quint64(c - '0');
    }
    return value;
}

bool Token::isNil() const
{
    return kind == Kind::Atom && equalsIgnoreCase(text, "NIL");
}

bool Token::isAtom(QByteArrayView upperCase) const
{
    return kind == Kind::Atom && equalsIgnoreCase(text, upperCase);
}

QByteArray Token::toByteArray() const
{
    if (!escaped)
        return text.toByteArray();
    QByteArray value;
    value.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        value += text[i];
    }
    return value;
}

std::optional<quint64> Token::toUInt64() const
{
    return kind == Kind::Atom ? parseNumber(text) : std::nullopt;
}

std::optional<quint32> Token::toUInt32() const
{
    const auto value = toUInt64();
    if (!value || *value > std::numeric_limits<quint32>::max())
        return std::nullopt;
    return quint32(*value);
}

Token Tokenizer::malformed()
{
    m_malformed = true;
    m_pos = m_text.size();
    return {Token::Kind::Malformed, {}};
}

Token Tokenizer::next()
{
    if (m_malformed)
        return {Token::Kind::Malformed, {}};
    while (m_pos < m_text.size() && m_text[m_pos] == ' ')
        ++m_pos;
    if (m_pos == m_text.size())
        return m_depth == 0 ? Token{} : malformed();
    switch (m_text[m_pos]) {
    case '(':
        if (++m_depth > kMaxDepth)
            return malformed();
        return {Token::Kind::ListBegin, m_text.sliced(m_pos++, 1)};
    case ')':
        if (--m_depth < 0)
            return malformed();
        return {Token::Kind::ListEnd, m_text.sliced(m_pos++, 1)};
    case '"':
        return quoted();
    case '{':
        return literal();
    case '~':
        if (m_pos + 1 < m_text.size() && m_text[m_pos + 1] == '{') {
            ++m_pos;
            return literal();
        }
        return atom();
    default:
        return atom();
    }
}

Token Tokenizer::quoted()
{
    const qsizetype start = ++m_pos;
    bool escaped = false;
    for (; m_pos < m_text.size(); ++m_pos) {
        const char c = m_text[m_pos];
        if (c == '"')
            return {Token::Kind::Quoted, m_text.sliced(start, m_pos++ - start), escaped};
        if (c == '\r' || c == '\n' || c == '\0')
            return malformed();
        if (c == '\\') {
            escaped = true;
            ++m_pos;
        }
    }
    return malformed();
}

Token Tokenizer::literal()
{
    const qsizetype close = m_text.indexOf('}', m_pos);
    if (close < 0)
        return malformed();
    QByteArrayView digits = m_text.sliced(m_pos + 1, close - m_pos - 1);
    if (digits.endsWith('+'))
        digits.chop(1);
    const auto size = parseNumber(digits);
    qsizetype start = close + 1;
    if (start < m_text.size() && m_text[start] == '\r')
        ++start;
    if (!size || start >= m_text.size() || m_text[start] != '\n')
        return malformed();
    ++start;
    if (*size > quint64(m_text.size() - start))
        return malformed();
    m_pos = start + qsizetype(*size);
    return {Token::Kind::Literal, m_text.sliced(start, qsizetype(*size))};
}

Token Tokenizer::atom()
{
    const qsizetype start = m_pos;
    const char *const data = m_text.data();
    const qsizetype size = m_text.size();
    for (; m_pos < size; ++m_pos) {
        const char c = data[m_pos];
        if (c == '[') {
            const QByteArrayView name = m_text.sliced(start, m_pos - start);
            if (!equalsIgnoreCase(name, "BODY") && !equalsIgnoreCase(name, "BINARY")
                && !equalsIgnoreCase(name, "BINARY.SIZE"))
                continue;
            const qsizetype close = m_text.indexOf(']', m_pos);
            if (close < 0)
                return malformed();
            m_pos = close;
        } else if (kEndsAtom[uchar(c)]) {
            break;
        }
    }
    if (m_pos == start)
        return malformed(); // a control character
    return {Token::Kind::Atom, m_text.sliced(start, m_pos - start)};
}

bool Tokenizer::skip(const Token &first)
{
    if (first.kind != Token::Kind::ListBegin)
        return first.isText();
    const int outside = m_depth - 1;
    while (m_depth > outside) {
        if (next().kind == Token::Kind::Malformed)
            return false;
    }
    return true;
}

} // namespace imap
