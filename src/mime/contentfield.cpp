// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "contentfield.h"

#include "charset.h"
#include "encodedword.h"
#include "headerscan.h"
#include "transferencoding.h"

#include <QMap>

namespace mime
{

namespace
{

constexpr int kParameterLimit = 1000;

struct RawParameter {
    QByteArray name; ///< lower case, with its RFC 2231 marks
    QByteArray value;
    bool quoted = false;
};

/** Reads `; name=value` pieces one after the other. */
class ParameterReader
{
public:
    explicit ParameterReader(QByteArrayView text)
        : m_text(text)
    {
    }
    QByteArray readValue()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && m_text[m_at] != ';')
            ++m_at;
        QByteArray value = m_text.sliced(from, m_at - from).trimmed().toByteArray().toLower();
        const qsizetype blank = value.indexOf(' ');
        return blank < 0 ? value : value.first(blank);
    }
    bool next(RawParameter &parameter)
    {
        while (m_at < m_text.size() && (m_text[m_at] == ';' || uchar(m_text[m_at]) <= ' '))
            ++m_at;
        if (m_at >= m_text.size())
            return false;
        const qsizetype from = m_at;
        while (m_at < m_text.size() && m_text[m_at] != '=' && m_text[m_at] != ';')
            ++m_at;
        parameter.name = m_text.sliced(from, m_at - from).trimmed().toByteArray().toLower();
        parameter.value.clear();
        parameter.quoted = false;
        if (m_at >= m_text.size() || m_text[m_at] == ';')
            return true;
        ++m_at;
        while (m_at < m_text.size() && uchar(m_text[m_at]) <= ' ')
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '"')
            readQuoted(parameter);
        else
            readBare(parameter);
        return true;
    }

private:
    void readQuoted(RawParameter &parameter)
    {
        parameter.quoted = true;
        const bool isFile = parameter.name.startsWith("name") || parameter.name.startsWith("filename");
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            // In a file name a lone backslash is a path of Windows, not an escape.
            const char after = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
            if (m_text[m_at] == '\\' && after != '\0' && (!isFile || after == '"' || after == '\\'))
                ++m_at;
            parameter.value += m_text[m_at];
        }
        while (m_at < m_text.size() && m_text[m_at] != ';')
            ++m_at;
    }
    void readBare(RawParameter &parameter)
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && m_text[m_at] != ';')
            ++m_at;
        parameter.value = m_text.sliced(from, m_at - from).trimmed().toByteArray();
        const bool isFile = parameter.name.startsWith("name") || parameter.name.startsWith("filename");
        if (isFile)
            return;
        const auto ends = [](char c) {
            return uchar(c) <= ' ' || c == '(';
        };
        const auto end = std::find_if(parameter.value.begin(), parameter.value.end(), ends);
        parameter.value.truncate(end - parameter.value.begin());
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

/** RFC 2231: the pieces of one value, by number. */
struct Continuation {
    struct Piece {
        QByteArray bytes;
        bool percent = false;
    };
    QMap<int, Piece> pieces;

    QString decoded() const
    {
        QByteArray bytes;
        QByteArray charset;
        bool first = true;
        int expected = pieces.isEmpty() ? 0 : pieces.firstKey();
        for (auto it = pieces.begin(); it != pieces.end() && it.key() == expected; ++it, ++expected) {
            QByteArray piece = it->bytes;
            if (first && it->percent && piece.count('\'') >= 2) {
                const qsizetype one = piece.indexOf('\'');
                charset = piece.first(one);
                piece = piece.sliced(piece.indexOf('\'', one + 1) + 1);
            }
            first = false;
            bytes += it->percent ? decodePercent(piece) : piece;
        }
        return decodeCharset(bytes, charset).text;
    }
};

void collect(const RawParameter &parameter, ContentField &field, QHash<QByteArray, Continuation> &extended)
{
    QByteArray name = parameter.name;
    const qsizetype star = name.indexOf('*');
    if (star < 0) {
        if (!field.parameters.contains(name))
            field.parameters.insert(name, decodeEncodedWords(parameter.value));
        if (name == "boundary" && field.boundary.isEmpty())
            field.boundary = parameter.value;
        return;
    }
    QByteArray marks = name.sliced(star + 1);
    name.truncate(star);
    const bool percent = marks.isEmpty() || marks.endsWith('*');
    if (marks.endsWith('*'))
        marks.chop(1);
    bool ok = true;
    const int number = marks.isEmpty() ? 0 : marks.toInt(&ok);
    Continuation &continuation = extended[name];
    if (ok && number >= 0 && !continuation.pieces.contains(number))
        continuation.pieces.insert(number, {parameter.value, percent});
}

} // namespace

ContentField parseContentField(QByteArrayView value)
{
    const QByteArray text = rawToUtf8(unfolded(value));
    ParameterReader reader(text);
    ContentField field;
    field.value = reader.readValue();
    QHash<QByteArray, Continuation> extended;
    RawParameter parameter;
    for (int count = 0; count < kParameterLimit && reader.next(parameter); ++count)
        collect(parameter, field, extended);
    for (auto it = extended.cbegin(); it != extended.cend(); ++it) {
        const QString decoded = it->decoded();
        if (it.key() == "boundary" && field.boundary.isEmpty())
            field.boundary = decoded.toUtf8();
        field.parameters.insert(it.key(), decoded);
    }
    while (field.boundary.endsWith(' '))
        field.boundary.chop(1);
    return field;
}

} // namespace mime
