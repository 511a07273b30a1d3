// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "addressfield.h"

using namespace Qt::StringLiterals;

namespace models
{

namespace
{
/** ASCII, full-width (U+FF0C, U+FF1B), and what the comma key gives with a Japanese input method. */
bool isSeparator(QChar c)
{
    return u",;\n\r\u2028\u2029，；、､"_s.contains(c);
}

/** Reorders or hides the text around it (UAX #9). */
bool isBidiControl(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0x061C || u == 0x200E || u == 0x200F || (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
}

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control || isBidiControl(c);
}

/** The position behind the quoted string that begins at `at`; `at` + 1 when it never ends: then it is just a mark. */
qsizetype quotedEnd(QStringView text, qsizetype at)
{
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            return i + 1;
    }
    return at + 1;
}

bool opensBracket(QChar c)
{
    return c == u'<' || c == u'＜';
}

bool closesBracket(QChar c)
{
    return c == u'>' || c == u'＞';
}

/** The position behind the angle bracket's end; `at` + 1 when another one begins before it, or it never ends. */
qsizetype bracketEnd(QStringView text, qsizetype at)
{
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (text[i] == u'"' && quotedEnd(text, i) > i + 1)
            i = quotedEnd(text, i) - 1;
        else if (opensBracket(text[i]))
            return at + 1;
        else if (closesBracket(text[i]))
            return i + 1;
    }
    return at + 1;
}

QList<QStringView> partsOf(QStringView text)
{
    QList<QStringView> parts;
    qsizetype begin = 0, at = 0;
    while (at < text.size()) {
        if (isSeparator(text[at])) {
            parts.append(text.sliced(begin, at - begin));
            begin = ++at;
        } else if (text[at] == u'"') {
            at = quotedEnd(text, at);
        } else if (opensBracket(text[at])) {
            at = bracketEnd(text, at);
        } else {
            ++at;
        }
    }
    parts.append(text.sliced(begin));
    return parts;
}

/** Full-width ASCII as plain ASCII: what an input method that was left on makes of an address. */
QString narrowed(QStringView text)
{
    QString narrow = text.toString();
    for (QChar &c : narrow) {
        if (c >= u'！' && c <= u'～')
            c = QChar(c.unicode() - 0xFEE0);
    }
    return narrow;
}

/** A display name on one line, without its quotes. */
QString nameFrom(QStringView typed)
{
    QString name;
    for (qsizetype at = 0; at < typed.size(); ++at) {
        const qsizetype end = typed[at] == u'"' ? quotedEnd(typed, at) : at;
        if (end > at + 1) {
            for (++at; at < end - 1; ++at) {
                if (typed[at] == u'\\')
                    ++at;
                name += typed[at];
            }
        } else {
            name += typed[at];
        }
    }
    for (QChar &c : name) {
        if (isControl(c))
            c = u' ';
    }
    return name.simplified();
}

TypedAddress read(QStringView typed)
{
    TypedAddress result{.text = typed.toString(), .address = {}};
    qsizetype bracket = -1;
    for (qsizetype at = 0; at < typed.size() && bracket < 0;) {
        if (typed[at] == u'"')
            at = quotedEnd(typed, at);
        else if (opensBracket(typed[at]) && bracketEnd(typed, at) == typed.size() && typed.size() > at + 1)
            bracket = at;
        else
            ++at;
    }
    if (bracket < 0) {
        result.address.address = narrowed(typed);
    } else {
        result.address.name = nameFrom(typed.first(bracket));
        result.address.address = narrowed(typed.sliced(bracket + 1).chopped(1).trimmed());
    }
    result.isPlausible = isPlausibleAddress(result.address.address);
    if (!result.isPlausible && bracket < 0)
        result.address.address = result.text;
    return result;
}
} // namespace

bool isPlausibleAddress(const QString &addrSpec)
{
    const qsizetype at = addrSpec.indexOf(u'@');
    if (at <= 0 || at == addrSpec.size() - 1 || addrSpec.indexOf(u'@', at + 1) >= 0)
        return false;
    // A local part may be quoted as a whole (RFC 5322 3.4.1); other quotes are leftovers of a name.
    const qsizetype quotes = addrSpec.count(u'"');
    const bool isQuoted = at > 2 && addrSpec.startsWith(u'"') && addrSpec[at - 1] == u'"';
    if (quotes > 0 && !(isQuoted && quotes - addrSpec.count(u"\\\""_s) == 2))
        return false;
    for (qsizetype i = 0; i < addrSpec.size(); ++i) {
        const QChar c = addrSpec[i];
        const bool isInQuotes = isQuoted && i < at;
        if (c.isSpace() || isControl(c) || ((isSeparator(c) || c == u'<' || c == u'>') && !isInQuotes))
            return false;
    }
    return true;
}

QList<TypedAddress> splitAddresses(const QString &text)
{
    QList<TypedAddress> list;
    for (const QStringView part : partsOf(text)) {
        if (const QStringView typed = part.trimmed(); !typed.isEmpty())
            list.append(read(typed));
    }
    return list;
}

core::AddressList addressesOf(const QString &text)
{
    core::AddressList addresses;
    for (const TypedAddress &typed : splitAddresses(text))
        addresses.append(typed.address);
    return addresses;
}

QString addressText(const core::Address &address)
{
    if (address.name.isEmpty())
        return address.address;
    QString name = address.name;
    const bool isSpecial = std::ranges::any_of(name,
        [](QChar c) { return isSeparator(c) || opensBracket(c) || closesBracket(c) || u"()[]:@\\\"."_s.contains(c); });
    if (isSpecial)
        name = u'"' + name.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
    return name + u" <"_s + address.address + u'>';
}

QString addressText(const core::AddressList &addresses)
{
    QStringList texts;
    for (const core::Address &address : addresses)
        texts.append(addressText(address));
    return texts.join(u", "_s);
}

} // namespace models
