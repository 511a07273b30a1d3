// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "charset.h"

#include "iso2022jp.h"

#include <QHash>
#include <QStringDecoder>

#include <optional>
#include <utility>

namespace mime
{

namespace
{

/** Labels whose everyday meaning is wider than their registration, or that the converter does not know by that name. */
constexpr std::pair<const char *, const char *> kAliases[] = {
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"tis-620", "windows-874"},
    {"iso-8859-11", "windows-874"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"euc-cn", "gb18030"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"ks_c_5601", "windows-949"},
    {"ksc5601", "windows-949"},
    {"uhc", "windows-949"},
    {"big5", "big5-hkscs"},
    {"utf8", "utf-8"},
    {"utf-8-mac", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"sjis", "shift_jis"},
    {"shift-jis", "shift_jis"},
    {"x-shift-jis", "shift_jis"},
    {"x-mac-japanese", "shift_jis"},
    {"cp932", "shift_jis"},
    {"eucjp", "euc-jp"},
    {"euc_jp", "euc-jp"},
    {"eucjp-ms", "euc-jp"},
    {"eucjp-win", "euc-jp"},
    {"cp51932", "euc-jp"},
    {"cp50220", "iso-2022-jp"},
    {"cp50221", "iso-2022-jp"},
    {"cp50222", "iso-2022-jp"},
    {"iso-2022-jp-ms", "iso-2022-jp"},
    {"iso-2022-jp-1", "iso-2022-jp"},
    {"iso-2022-jp-3", "iso-2022-jp"},
    {"iso-2022-jp-2004", "iso-2022-jp"},
    {"csiso2022jp", "iso-2022-jp"},
    {"jis", "iso-2022-jp"},
    {"iso-8859-8-i", "iso-8859-8"},
};

QByteArray canonicalCharset(QByteArrayView charset)
{
    static const QHash<QByteArray, QByteArray> kNames = [] {
        QHash<QByteArray, QByteArray> names;
        for (const auto &[alias, name] : kAliases)
            names.insert(alias, name);
        return names;
    }();
    const QByteArray name = charset.trimmed().toByteArray().toLower();
    return kNames.value(name, name);
}

QString withoutByteOrderMark(QString text)
{
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    return text;
}

/** Decodes by a canonical name; nullopt when the converter does not know it. */
std::optional<QString> decodeKnown(QByteArrayView bytes, const QByteArray &name)
{
    if (name == "utf-8")
        return withoutByteOrderMark(QString::fromUtf8(bytes));
    if (name == "iso-2022-jp") {
        const bool is7Bit = std::none_of(bytes.begin(), bytes.end(), [](char c) { return uchar(c) >= 0x80; });
        if (!is7Bit && !bytes.contains('\x1B'))
            return QString(bytes.size(), QChar::ReplacementCharacter); // something else under this label
        QStringDecoder eucJp("EUC-JP");
        return QString(eucJp(iso2022JpToEucJp(bytes)));
    }
    QStringDecoder decoder(name.constData());
    if (!decoder.isValid())
        return {};
    return withoutByteOrderMark(decoder(bytes));
}

/** How well bytes fit a double-byte layout. */
struct Fit {
    qsizetype pairs = 0; ///< whole two-byte characters
    qsizetype common = 0; ///< of these, kana and everyday punctuation
    qsizetype singles = 0; ///< half-width kana
    bool valid = true;
};

Fit fitShiftJis(QByteArrayView bytes)
{
    Fit fit;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto b = uchar(bytes[i]);
        if (b < 0x80)
            continue;
        if (b >= 0xA1 && b <= 0xDF) {
            ++fit.singles;
            continue;
        }
        const auto trail = i + 1 < bytes.size() ? uchar(bytes[i + 1]) : uchar(0);
        if (b == 0x80 || b == 0xA0 || b > 0xFC || trail < 0x40 || trail == 0x7F || trail > 0xFC) {
            fit.valid = false;
            return fit;
        }
        ++fit.pairs;
        fit.common += b >= 0x81 && b <= 0x83; // rows 1 … 6: punctuation, Latin, kana
        ++i;
    }
    return fit;
}

Fit fitEucJp(QByteArrayView bytes)
{
    Fit fit;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto b = uchar(bytes[i]);
        if (b < 0x80)
            continue;
        const auto trail = i + 1 < bytes.size() ? uchar(bytes[i + 1]) : uchar(0);
        const bool kana = b == 0x8E && trail >= 0xA1 && trail <= 0xDF;
        const bool pair = b >= 0xA1 && b <= 0xFE && trail >= 0xA1 && trail <= 0xFE;
        const bool triple = b == 0x8F && trail >= 0xA1 && i + 2 < bytes.size() && uchar(bytes[i + 2]) >= 0xA1;
        if (!kana && !pair && !triple) {
            fit.valid = false;
            return fit;
        }
        fit.pairs += pair || triple;
        fit.singles += kana;
        fit.common += b == 0xA1 || b == 0xA4 || b == 0xA5; // punctuation, hiragana, katakana
        i += triple ? 2 : 1;
    }
    return fit;
}

/** Accented letters between ASCII ones, or a rare curly quote: Western text, where double bytes only happen to fit. */
bool looksWestern(QByteArrayView bytes, const Fit &sjis)
{
    qsizetype high = 0;
    qsizetype lone = 0;
    qsizetype letters = 0;
    const auto isHigh = [&](qsizetype i) {
        return i >= 0 && i < bytes.size() && uchar(bytes[i]) >= 0x80;
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (!isHigh(i))
            continue;
        ++high;
        const bool isLone = !isHigh(i - 1) && !isHigh(i + 1);
        lone += isLone;
        letters += isLone && uchar(bytes[i]) >= 0xC0;
    }
    const bool isRare = high * 8 < bytes.size() && sjis.common == 0;
    return letters * 2 > high || (isRare && lone * 2 > high);
}

QByteArray detectEastAsian(QByteArrayView bytes)
{
    const Fit sjis = fitShiftJis(bytes);
    if (looksWestern(bytes, sjis))
        return {};
    const Fit euc = fitEucJp(bytes);
    const bool sjisLikely = sjis.valid && (sjis.pairs > 0 || sjis.singles > 1);
    const bool eucLikely = euc.valid && euc.pairs + euc.singles > 0;
    if (eucLikely && sjisLikely) {
        // Any EUC-JP text of kana and kanji also reads as half-width kana in Shift_JIS, which people seldom write.
        return euc.common * 4 >= euc.pairs || sjis.singles > sjis.pairs ? QByteArray("euc-jp")
                                                                        : QByteArray("shift_jis");
    }
    if (eucLikely)
        return "euc-jp";
    if (sjisLikely && (sjis.common > 0 || sjis.pairs > sjis.singles || sjis.singles > 3))
        return "shift_jis";
    return {};
}

/** Charsets that write other scripts with printable ASCII bytes only. */
bool hidesInAscii(const QByteArray &name)
{
    return name.startsWith("utf-7") || name.startsWith("utf-16") || name.startsWith("utf-32") || name.startsWith("hz")
        || name.startsWith("iso-10646") || name.startsWith("unicode");
}

bool isAsciiLabel(QByteArrayView charset)
{
    return charset.compare("us-ascii", Qt::CaseInsensitive) == 0 || charset.compare("ascii", Qt::CaseInsensitive) == 0
        || charset.compare("ansi_x3.4-1968", Qt::CaseInsensitive) == 0;
}

/** Labels that Japanese programs put on text of another encoding. */
bool isOftenWrong(const QByteArray &name)
{
    return name == "utf-8" || name == "iso-2022-jp" || name == "shift_jis" || name == "euc-jp";
}

bool hardlyFits(const QString &text, QByteArrayView bytes)
{
    const auto high = std::count_if(bytes.begin(), bytes.end(), [](char c) { return uchar(c) >= 0x80; });
    return text.count(QChar::ReplacementCharacter) * 4 > high;
}

} // namespace

bool isPlainAscii(QByteArrayView bytes)
{
    uchar seen = 0;
    bool escape = false;
    for (const char c : bytes) {
        seen |= uchar(c);
        escape |= c == 0x1B;
    }
    return seen < 0x80 && !escape;
}

QByteArray detectCharset(QByteArrayView bytes)
{
    if (isPlainAscii(bytes))
        return "us-ascii";
    if (bytes.contains("\x1B$)C"))
        return "iso-2022-kr";
    if (bytes.contains("\x1B$") || bytes.contains("\x1B(I"))
        return "iso-2022-jp";
    if (bytes.isValidUtf8())
        return "utf-8";
    // A cut at a length limit leaves half a character at the end; that is still UTF-8.
    for (qsizetype cut = 1; cut <= 3 && cut < bytes.size(); ++cut) {
        if (uchar(bytes.last(cut).front()) >= 0xC0 && bytes.chopped(cut).isValidUtf8()
            && !isPlainAscii(bytes.chopped(cut)))
            return "utf-8";
    }
    const QByteArray name = detectEastAsian(bytes);
    return name.isEmpty() ? "windows-1252" : name;
}

DecodedText decodeCharset(QByteArrayView bytes, QByteArrayView charset)
{
    const QByteArray name = canonicalCharset(charset);
    if (isPlainAscii(bytes) && !hidesInAscii(name))
        return {QString::fromLatin1(bytes), true};
    const QByteArray detected = canonicalCharset(detectCharset(bytes));
    // Programs that know no charset write us-ascii or iso-8859-1 over whatever they send.
    const bool unlabelled = name.isEmpty() || name == "8bit" || name == "default"
        || (name == "windows-1252" && (detected == "iso-2022-jp" || isAsciiLabel(charset)));
    if (unlabelled)
        return {decodeKnown(bytes, detected).value_or(QString::fromLatin1(bytes)), true};
    const auto text = decodeKnown(bytes, name);
    if (text && !(isOftenWrong(name) && hardlyFits(*text, bytes)))
        return {*text, true};
    const QString guess = decodeKnown(bytes, detected).value_or(QString::fromLatin1(bytes));
    return {guess, text.has_value()};
}

QByteArray rawToUtf8(QByteArrayView bytes)
{
    if (isPlainAscii(bytes))
        return bytes.toByteArray();
    return decodeCharset(bytes, {}).text.toUtf8();
}

} // namespace mime
