// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "addresslist.h"

#include "charset.h"
#include "encodedword.h"
#include "headerscan.h"
#include "plaintext.h"

namespace mime
{

namespace
{

struct Token {
    enum Kind { Atom, Quoted, Comment, Angle } kind = Atom;
    QByteArray text; ///< without its quotes, parentheses, brackets, and unescaped
    bool spaceBefore = false;
};

bool isSpace(char c)
{
    return uchar(c) <= ' ';
}

/** Reads the tokens of a list one after the other. */
class Lexer
{
public:
    explicit Lexer(QByteArrayView text)
        : m_text(text)
    {
    }
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return m_text[m_at]; }
    void skip() { ++m_at; }
    bool skipSpace()
    {
        const qsizetype from = m_at;
        while (!atEnd() && isSpace(peek()))
            ++m_at;
        return m_at > from;
    }
    Token next()
    {
        switch (peek()) {
        case '"':
            return {Token::Quoted, quoted()};
        case '(':
            return {Token::Comment, comment()};
        case '<':
            return {Token::Angle, angle()};
        default:
            return {Token::Atom, atom()};
        }
    }

private:
    QByteArray quoted()
    {
        QByteArray result;
        const qsizetype from = m_at++;
        while (!atEnd() && peek() != '"') {
            if (peek() == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            result += m_text[m_at++];
        }
        if (atEnd() && m_text.indexOf('<', from) >= 0 && m_unterminated++ == 0) {
            // The quote never ends: it was no quote.
            m_at = from + 1;
            return {};
        }
        ++m_at;
        return result;
    }
    QByteArray comment()
    {
        QByteArray result;
        int depth = 0;
        for (; !atEnd(); ++m_at) {
            const char c = peek();
            if (c == '\\' && m_at + 1 < m_text.size()) {
                result += m_text[++m_at];
                continue;
            }
            depth += (c == '(') - (c == ')');
            if (depth == 0)
                break;
            if (depth > 1 || c != '(')
                result += c;
        }
        ++m_at;
        return result;
    }
    QByteArray angle()
    {
        QByteArray result;
        bool inQuote = false;
        for (++m_at; !atEnd() && (inQuote || peek() != '>'); ++m_at) {
            const char c = peek();
            if (!inQuote && (c == '<' || (c == ',' && !result.startsWith('@'))))
                return result;
            if (c == '(' && !inQuote) {
                comment();
                --m_at;
                continue;
            }
            if (c == '"')
                inQuote = !inQuote;
            if (!isSpace(c) || inQuote)
                result += c;
            if (c == '\\' && inQuote && m_at + 1 < m_text.size())
                result += m_text[++m_at];
        }
        if (!atEnd())
            ++m_at;
        return result;
    }
    QByteArray atom()
    {
        if (peek() == '=') {
            if (const qsizetype end = encodedWordEnd(m_text, m_at); end > m_at) {
                const QByteArrayView word = m_text.sliced(m_at, end - m_at);
                m_at = end;
                return word.toByteArray();
            }
        }
        const qsizetype from = m_at++;
        while (!atEnd() && !isSpace(peek()) && !QByteArrayView("\"(<,;:").contains(peek()))
            ++m_at;
        return m_text.sliced(from, m_at - from).toByteArray();
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_unterminated = 0;
};

/** `@relay,@relay:user@host` → `user@host`; controls go. */
QByteArray addrSpec(QByteArray text)
{
    if (text.startsWith('@') && text.contains(':'))
        text = text.mid(text.indexOf(':') + 1);
    text.removeIf([](char c) { return uchar(c) < 0x20 || c == 0x7F; });
    return text;
}

class Entry
{
public:
    bool isEmpty() const { return m_tokens.isEmpty(); }
    void add(const Token &token) { m_tokens.append(token); }
    void clear() { m_tokens.clear(); }
    void finish(AddressField &field)
    {
        QByteArrayList angles;
        for (const Token &token : std::as_const(m_tokens)) {
            if (token.kind == Token::Angle && !token.text.isEmpty())
                angles.append(addrSpec(token.text));
        }
        field.hasSeveralBrackets |= angles.size() > 1;
        if (angles.isEmpty())
            splitBare(angles);
        const QString name = displayName(field);
        for (const QByteArray &angle : std::as_const(angles))
            field.addresses.append({name, oneLine(QString::fromUtf8(angle))});
        if (angles.isEmpty() && !name.isEmpty())
            field.addresses.append({name, {}});
        m_tokens.clear();
    }

private:
    /** No <…>: takes the addr-spec out of the words, with everything that touches its @. */
    void splitBare(QByteArrayList &angles)
    {
        qsizetype at = -1;
        for (qsizetype i = 0; i < m_tokens.size() && at < 0; ++i) {
            const Token &token = m_tokens[i];
            if (token.kind == Token::Atom && token.text.contains('@') && !token.text.startsWith("=?"))
                at = i;
        }
        if (at < 0) {
            if (m_tokens.size() == 1 && m_tokens[0].kind == Token::Atom && !m_tokens[0].text.startsWith("=?")) {
                angles.append(addrSpec(m_tokens[0].text)); // "root"
                m_tokens.clear();
            }
            return;
        }
        qsizetype first = at;
        qsizetype last = at;
        const auto joins = [&](qsizetype right) {
            const Token &b = m_tokens[right];
            const Token &a = m_tokens[right - 1];
            const bool text = a.kind != Token::Comment && b.kind != Token::Comment && b.kind != Token::Angle;
            return text && (!b.spaceBefore || b.text.startsWith('@') || a.text.endsWith('@'));
        };
        while (first > 0 && joins(first))
            --first;
        while (last + 1 < m_tokens.size() && joins(last + 1))
            ++last;
        QByteArray spec;
        for (qsizetype i = first; i <= last; ++i) {
            const Token &token = m_tokens[i];
            spec += token.kind == Token::Quoted ? '"' + token.text + '"' : token.text;
        }
        m_tokens.remove(first, last - first + 1);
        angles.append(addrSpec(spec));
    }
    QString displayName(AddressField &field) const
    {
        QByteArray phrase;
        QByteArray comment;
        for (const Token &token : m_tokens) {
            if (token.kind == Token::Comment)
                comment = token.text;
            if (token.kind != Token::Atom && token.kind != Token::Quoted)
                continue;
            if (token.spaceBefore && !phrase.isEmpty())
                phrase += ' ';
            phrase += token.text;
        }
        const QString decoded = decodeEncodedWords(phrase.trimmed().isEmpty() ? comment : phrase);
        field.hasDeceptiveName |= hasDeceptiveCharacters(decoded);
        return oneLine(decoded).simplified();
    }

    QList<Token> m_tokens;
};

} // namespace

AddressField parseAddressText(QByteArrayView utf8, qsizetype limit)
{
    AddressField field;
    Entry entry;
    Lexer lexer(utf8);
    while (field.addresses.size() < limit) {
        const bool space = lexer.skipSpace();
        if (lexer.atEnd())
            break;
        const char c = lexer.peek();
        if (c == ',' || c == ';') {
            lexer.skip();
            entry.finish(field);
        } else if (c == ':') { // what stood before was a group's name
            lexer.skip();
            entry.clear();
        } else {
            Token token = lexer.next();
            token.spaceBefore = space;
            if (token.kind != Token::Quoted || !token.text.isEmpty())
                entry.add(token);
        }
    }
    if (field.addresses.size() < limit)
        entry.finish(field);
    field.addresses.resize(qMin(field.addresses.size(), limit));
    return field;
}

AddressField parseAddressField(QByteArrayView value, qsizetype limit)
{
    return parseAddressText(rawToUtf8(unfolded(value)), limit);
}

} // namespace mime
