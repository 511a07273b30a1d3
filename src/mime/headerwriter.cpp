// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "headerwriter.h"

#include "addresses.h"

#include <QTextBoundaryFinder>

namespace mime
{

namespace
{

constexpr qsizetype kLine = 76;
constexpr qsizetype kHardLine = 990; ///< bytes of one line; RFC 5322 2.1.1 allows 998
constexpr qsizetype kWord = 75; ///< RFC 2047 2

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; });
}

bool isAtomText(const QString &text)
{
    constexpr QByteArrayView kSpecials("!#$%&'*+-/=?^_`{|}~ ");
    return std::all_of(text.begin(), text.end(), [&](QChar c) {
        const ushort u = c.unicode();
        const bool alphanumeric = (u >= '0' && u <= '9') || (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z');
        return alphanumeric || (u < 0x7F && kSpecials.contains(char(u)));
    });
}

/** Bytes that may stand in a Q word even inside a phrase (RFC 2047 5.3). */
bool isPlainInQ(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '!'
        || c == '*' || c == '+' || c == '/';
}

QByteArray encodeQ(const QByteArray &utf8)
{
    QByteArray out;
    for (const char c : utf8) {
        if (isPlainInQ(c))
            out += c;
        else if (c == ' ')
            out += '_';
        else
            out += '=' + QByteArray(1, c).toHex().toUpper();
    }
    return out;
}

qsizetype qLength(QByteArrayView utf8)
{
    qsizetype length = 0;
    for (const char c : utf8)
        length += isPlainInQ(c) || c == ' ' ? 1 : 3;
    return length;
}

/** Characters as people count them, cut where one is too long for a word of its own. */
QStringList characters(const QString &text)
{
    constexpr qsizetype kLongest = 8; ///< UTF-16 units; a longer cluster may be cut between code points
    QStringList result;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype next = finder.toNextBoundary();
        const qsizetype end = next < 0 ? text.size() : next;
        while (from < end) {
            qsizetype to = qMin(end, from + kLongest);
            if (to < end && text[to].isLowSurrogate() && text[to - 1].isHighSurrogate())
                --to;
            result.append(text.mid(from, to - from));
            from = to;
        }
    }
    return result;
}

/** Breaks between words where a line gets too long, and anywhere before the hard limit. */
QByteArray folded(const QByteArray &value, qsizetype column)
{
    QByteArray out;
    qsizetype lastBlank = -1;
    for (const char c : value) {
        if (c == ' ' && !out.isEmpty())
            lastBlank = out.size();
        out += c;
        ++column;
        if (column > kLine && lastBlank > 0) {
            out.insert(lastBlank, "\r\n");
            column = out.size() - lastBlank - 2;
            lastBlank = -1;
        }
    }
    return out;
}

/** A word too long to fold would be cut on the way by somebody else. */
bool fitsLines(const QString &text)
{
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == u' ' ? 0 : run + 1;
        if (run > kHardLine)
            return false;
    }
    return true;
}

QByteArray phrase(const QString &name, qsizetype column)
{
    if (name.isEmpty())
        return {};
    if (isAscii(name) && !name.contains(QStringLiteral("=?")) && name.size() < kLine) {
        if (isAtomText(name))
            return name.toLatin1();
        QString escaped = name;
        escaped.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        return '"' + escaped.toLatin1() + '"';
    }
    return encodedWords(name, column);
}

qsizetype lastLineLength(const QByteArray &text)
{
    return text.size() - (text.lastIndexOf('\n') + 1);
}

} // namespace

QByteArray encodedWords(const QString &text, qsizetype column)
{
    const QByteArray utf8 = text.toUtf8();
    const bool useQ = qLength(utf8) < (utf8.size() + 2) / 3 * 4;
    const qsizetype overhead = 12; // =?UTF-8?B??=
    QByteArray out;
    QByteArray word;
    qsizetype room = qMin(kWord, qMax<qsizetype>(kLine - column, 24)) - overhead;
    const auto flush = [&] {
        if (!out.isEmpty())
            out += "\r\n ";
        out += useQ ? "=?UTF-8?Q?" + encodeQ(word) + "?=" : "=?UTF-8?B?" + word.toBase64() + "?=";
        word.clear();
        room = kWord - overhead;
    };
    for (const QString &character : characters(text)) {
        const QByteArray bytes = character.toUtf8();
        const QByteArray longer = word + bytes;
        const qsizetype length = useQ ? qLength(longer) : (longer.size() + 2) / 3 * 4;
        if (length > room && !word.isEmpty())
            flush();
        word += bytes;
    }
    if (!word.isEmpty())
        flush();
    return out;
}

void HeaderWriter::refuse(const char *name)
{
    if (m_bad.isEmpty())
        m_bad = QString::fromLatin1(name);
}

bool HeaderWriter::check(const char *name, const QString &value)
{
    const bool bad = std::any_of(value.begin(), value.end(),
        [](QChar c) { return (c.unicode() < 0x20 && c != u'\t') || c.unicode() == 0x7F || c.unicode() == 0x85; });
    if (bad)
        refuse(name);
    return !bad;
}

void HeaderWriter::unstructured(const char *name, const QString &value)
{
    if (!check(name, value))
        return;
    QString line = value;
    line.replace(u'\t', u' ');
    const QByteArray start = QByteArray(name) + ": ";
    const bool plain = isAscii(line) && !line.contains(QStringLiteral("=?")) && fitsLines(line)
        && !line.startsWith(u' ') && !line.endsWith(u' ') && !line.contains(QStringLiteral("  "));
    m_out += start + (plain ? folded(line.toLatin1(), start.size()) : encodedWords(line, start.size())) + "\r\n";
}

void HeaderWriter::addresses(const char *name, const core::AddressList &list)
{
    if (list.isEmpty())
        return;
    QByteArray line = QByteArray(name) + ':';
    bool first = true;
    for (const core::Address &address : list) {
        const auto wire = wireAddress(address.address);
        if (!wire || !check(name, address.name)) {
            refuse(name);
            return;
        }
        if (!first)
            line += ',';
        first = false;
        const QByteArray spec = wire->toLatin1();
        const QByteArray who = phrase(address.name, lastLineLength(line) + 1);
        const qsizetype firstLine = who.indexOf('\r') < 0 ? who.size() : who.indexOf('\r');
        if (lastLineLength(line) + 1 + firstLine > kLine)
            line += "\r\n";
        line += ' ' + who;
        const QByteArray angle = who.isEmpty() ? spec : '<' + spec + '>';
        const bool fits = lastLineLength(line) + 1 + angle.size() < kLine;
        if (!who.isEmpty())
            line += fits ? " " : "\r\n ";
        else if (!fits && !line.endsWith("\r\n "))
            line = line.chopped(1) + "\r\n ";
        line += angle;
    }
    m_out += line + "\r\n";
}

void HeaderWriter::messageIds(const char *name, const QStringList &ids)
{
    if (ids.isEmpty())
        return;
    QByteArray line = QByteArray(name) + ':';
    for (const QString &id : ids) {
        const bool bad = !isAscii(id) || id.isEmpty() || id.size() > kHardLine
            || std::any_of(id.begin(), id.end(), [](QChar c) { return c == u'<' || c == u'>' || c == u' '; });
        if (bad) {
            refuse(name);
            return;
        }
        if (lastLineLength(line) + id.size() + 3 > kLine && !line.endsWith(':'))
            line += "\r\n";
        line += " <" + id.toLatin1() + '>';
    }
    m_out += line + "\r\n";
}

void HeaderWriter::token(const char *name, const QByteArray &value)
{
    m_out += QByteArray(name) + ": " + value + "\r\n";
}

void HeaderWriter::withParameter(
    const char *name, const QByteArray &value, const char *parameter, const QString &text, bool extended)
{
    if (!check(name, text))
        return;
    QByteArray line = QByteArray(name) + ": " + value;
    const QByteArray utf8 = text.toUtf8();
    if (text.isEmpty()) {
        m_out += line + "\r\n";
        return;
    }
    const bool plain = isAscii(text) && !text.contains(u'"') && !text.contains(u'\\') && text.size() < 60
        && !text.contains(QStringLiteral("=?"));
    if (plain) {
        m_out += line + ";\r\n " + parameter + "=\"" + utf8 + "\"\r\n";
        return;
    }
    if (!extended) {
        m_out += line + ";\r\n " + parameter + "=\"" + encodedWords(text, qstrlen(parameter) + 3) + "\"\r\n";
        return;
    }
    const QByteArray encoded = utf8.toPercentEncoding("!#$&+^`{}|", "'()*%");
    constexpr qsizetype kPiece = 60;
    if (encoded.size() <= kPiece) {
        m_out += line + ";\r\n " + parameter + "*=UTF-8''" + encoded + "\r\n";
        return;
    }
    qsizetype at = 0;
    for (int number = 0; at < encoded.size(); ++number) {
        qsizetype end = qMin(at + kPiece - (number == 0 ? 7 : 0), encoded.size());
        while (end < encoded.size() && (encoded[end - 1] == '%' || encoded[end - 2] == '%'))
            --end; // never inside a %XX
        line += QByteArray(";\r\n ") + parameter + '*' + QByteArray::number(number)
            + "*=" + (number == 0 ? "UTF-8''" : "") + encoded.mid(at, end - at);
        at = end;
    }
    m_out += line + "\r\n";
}

core::Result<QByteArray> HeaderWriter::take()
{
    if (!m_bad.isEmpty())
        return core::failure(core::Errc::InvalidInput, m_bad);
    return std::exchange(m_out, {});
}

} // namespace mime
