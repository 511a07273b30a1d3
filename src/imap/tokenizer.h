// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>

namespace imap
{

/** One value or bracket of a response. The views point into the response. */
struct Token {
    enum class Kind {
        End, ///< nothing is left and every list is closed
        ListBegin,
        ListEnd,
        Atom, ///< also a number, a flag, or a section such as `BODY[HEADER.FIELDS (DATE)]<0>`
        Quoted, ///< without the quotes, escapes still in
        Literal,
        Malformed, ///< against the grammar or nested too deeply; every later token is the same
    };
    Kind kind = Kind::End;
    QByteArrayView text;
    bool escaped = false; ///< a quoted string that contains backslashes

    bool isString() const { return kind == Kind::Quoted || kind == Kind::Literal; }
    /** An atom, quoted string or literal. */
    bool isText() const { return kind == Kind::Atom || isString(); }
    bool isNil() const;
    bool isAtom(QByteArrayView upperCase) const;
    /** The value with escapes resolved. */
    QByteArray toByteArray() const;
    /** An unsigned number without sign that fits; nothing else. */
    std::optional<quint32> toUInt32() const;
    std::optional<quint64> toUInt64() const;
};

/** ASCII case does not matter. */
bool equalsIgnoreCase(QByteArrayView a, QByteArrayView b);
std::optional<quint64> parseNumber(QByteArrayView digits);

/**
 * Reads the values of one complete response (Scanner) from left to right, without recursion and without allocating.
 */
class Tokenizer
{
public:
    static constexpr int kMaxDepth = 100;

    explicit Tokenizer(QByteArrayView text)
        : m_text(text)
    {
    }

    Token next();
    /** Consumes the rest of the value that `first` began: up to its closing bracket when it is a list. */
    bool skip(const Token &first);
    /** What was not read yet. */
    QByteArrayView rest() const { return m_text.sliced(m_pos); }
    int depth() const { return m_depth; }

private:
    Token malformed();
    Token quoted();
    Token literal();
    Token atom();

    QByteArrayView m_text;
    qsizetype m_pos = 0;
    int m_depth = 0;
    bool m_malformed = false;
};

} // namespace imap
