// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "encodedword.h"

#include "charset.h"
#include "headerscan.h"
#include "plaintext.h"
#include "transferencoding.h"

#include <optional>

namespace mime
{

namespace
{

/** One `=?charset*language?encoding?text?=`. */
struct EncodedWord {
    QByteArrayView charset;
    char encoding = 'B'; ///< 'B' or 'Q'
    QByteArrayView text;
    qsizetype end = 0;
};

/** Where "?=" stands, -1 when another word begins first: each byte is looked at once. */
qsizetype closingMark(QByteArrayView text, qsizetype from)
{
    for (qsizetype i = from; i + 1 < text.size(); ++i) {
        if (text[i] == '?' && text[i + 1] == '=')
            return i;
        const bool opens = text[i] == '=' && text[i + 1] == '?';
        if (opens && (i + 2 == text.size() || text[i + 2] != '='))
            return -1;
    }
    return -1;
}

std::optional<EncodedWord> readEncodedWord(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype kLongestCharset = 64;
    const QByteArrayView rest = text.sliced(at);
    if (!rest.startsWith("=?"))
        return {};
    const qsizetype charsetEnd = rest.first(qMin(rest.size(), kLongestCharset)).indexOf('?', 2);
    if (charsetEnd <= 2 || charsetEnd + 2 >= rest.size() || rest[charsetEnd + 2] != '?')
        return {};
    EncodedWord word;
    word.charset = rest.sliced(2, charsetEnd - 2);
    if (const qsizetype star = word.charset.indexOf('*'); star >= 0) // RFC 2231 5
        word.charset.truncate(star);
    const char encoding = rest[charsetEnd + 1] & ~0x20;
    if ((encoding != 'B' && encoding != 'Q') || word.charset.contains(' '))
        return {};
    word.encoding = encoding;
    const qsizetype begin = charsetEnd + 3;
    const qsizetype end = closingMark(rest, begin);
    if (end < 0)
        return {};
    word.text = rest.sliced(begin, end - begin);
    word.end = at + end + 2;
    return word;
}

/** Adjacent words that wait for being decoded together. */
class Run
{
public:
    bool isEmpty() const { return m_empty; }
    bool accepts(const EncodedWord &word) const { return m_charset.compare(word.charset, Qt::CaseInsensitive) == 0; }
    void append(const EncodedWord &word)
    {
        m_empty = false;
        m_charset = word.charset;
        if (word.encoding == 'B') {
            m_base64 += word.text; // some programs cut the Base64 text itself, not the characters
            if (word.text.contains('=') || m_base64.size() % 4 == 0)
                flushBase64();
        } else {
            flushBase64();
            m_bytes += decodeQ(word.text);
        }
    }
    QString take()
    {
        flushBase64();
        const QString text = decodeCharset(m_bytes, m_charset).text;
        *this = {};
        return text;
    }

private:
    void flushBase64()
    {
        m_bytes += decodeBase64(m_base64);
        m_base64.clear();
    }
    QByteArrayView m_charset;
    QByteArray m_bytes;
    QByteArray m_base64;
    bool m_empty = true;
};

bool isBlankOnly(QByteArrayView text)
{
    return text.trimmed().isEmpty();
}

} // namespace

qsizetype encodedWordEnd(QByteArrayView text, qsizetype at)
{
    const auto word = readEncodedWord(text, at);
    if (!word || word->text.contains(' ') || word->text.contains('\t'))
        return -1;
    return word->end;
}

QString decodeEncodedWords(QByteArrayView text)
{
    if (!text.contains("=?"))
        return QString::fromUtf8(text);
    QString result;
    Run run;
    qsizetype plainFrom = 0;
    const qsizetype lastClose = text.lastIndexOf("?=");
    for (qsizetype at = text.indexOf("=?"); at >= 0 && at < lastClose; at = text.indexOf("=?", at)) {
        const auto word = readEncodedWord(text, at);
        if (!word) {
            at += 2;
            continue;
        }
        const QByteArrayView between = text.sliced(plainFrom, at - plainFrom);
        const bool adjacent = !run.isEmpty() && isBlankOnly(between);
        if (!adjacent || !run.accepts(*word)) {
            if (!run.isEmpty())
                result += run.take();
            if (!adjacent)
                result += QString::fromUtf8(between);
        }
        run.append(*word);
        plainFrom = at = word->end;
    }
    if (!run.isEmpty())
        result += run.take();
    return result + QString::fromUtf8(text.sliced(plainFrom));
}

QString decodeUnstructured(QByteArrayView value)
{
    return oneLine(decodeEncodedWords(rawToUtf8(unfolded(value))));
}

} // namespace mime
