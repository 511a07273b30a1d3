// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plaintext.h"

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

enum class Kind { Keep, Blank, Drop, Deceptive };

/** Whether a code point may stand in a line that identifies somebody or something. */
Kind kindOf(char32_t c)
{
    if (c >= 0x20 && c < 0x7F)
        return Kind::Keep;
    if (c == '\t' || c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029)
        return Kind::Blank;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return Kind::Deceptive;
    const bool bidi
        = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (bidi)
        return Kind::Deceptive;
    const bool invisible = c == 0x00AD || c == 0x180E || c == 0x200B || (c >= 0x2060 && c <= 0x2065)
        || (c >= 0x206A && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB)
        || (c >= 0xE0000 && c <= 0xE007F);
    return invisible ? Kind::Drop : Kind::Keep;
}

/** Calls f(code point, its text) for each one; unpaired surrogates come as U+FFFD. */
template <class F>
void forEachCodePoint(QStringView text, F f)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!c.isSurrogate()) {
            f(char32_t(c.unicode()), text.sliced(i, 1));
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            f(QChar::surrogateToUcs4(c, text[i + 1]), text.sliced(i, 2));
            ++i;
        } else {
            f(char32_t(QChar::ReplacementCharacter), u"\uFFFD"_s);
        }
    }
}

} // namespace

QString oneLine(QStringView text)
{
    QString result;
    result.reserve(text.size());
    forEachCodePoint(text, [&](char32_t c, QStringView characters) {
        const Kind kind = kindOf(c);
        if (kind == Kind::Keep) {
            result += characters;
        } else if (kind == Kind::Blank && !result.endsWith(u' ')) {
            result += u' ';
        }
    });
    return result.trimmed();
}

bool hasDeceptiveCharacters(QStringView text)
{
    bool found = false;
    forEachCodePoint(text, [&](char32_t c, QStringView) { found |= kindOf(c) == Kind::Deceptive; });
    return found;
}

QString bodyText(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1);
    text.replace(u'\r', u'\n');
    text.removeIf([](QChar c) {
        return (c.unicode() < 0x20 && c != u'\n' && c != u'\t') || (c.unicode() >= 0x7F && c.unicode() < 0xA0);
    });
    return text;
}

QString shortened(const QString &text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    if (length > 0 && text[length - 1].isHighSurrogate())
        --length;
    return text.left(length);
}

} // namespace mime
