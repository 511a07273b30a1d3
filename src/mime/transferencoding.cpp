// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "transferencoding.h"

#include "headerscan.h"

#include <array>

namespace mime
{

namespace
{

constexpr std::array<qint8, 256> base64Values()
{
    std::array<qint8, 256> values{};
    values.fill(-1);
    for (int i = 0; i < 26; ++i) {
        values[size_t('A' + i)] = qint8(i);
        values[size_t('a' + i)] = qint8(26 + i);
    }
    for (int i = 0; i < 10; ++i)
        values[size_t('0' + i)] = qint8(52 + i);
    values['+'] = 62;
    values['/'] = 63;
    return values;
}

constexpr auto kBase64Values = base64Values();

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char upper = c & ~0x20;
    return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}

/** After padding: is the next line Base64 again, or a footer that some list put behind the data? */
bool continuesBase64(QByteArrayView rest)
{
    constexpr qsizetype kLookAhead = 80;
    rest.truncate(qMin(rest.size(), kLookAhead));
    const qsizetype next = nextLine(rest, 0);
    const bool isWhole = next < kLookAhead;
    const QByteArrayView line = rest.first(next).trimmed();
    const auto isBase64 = [](char c) {
        return kBase64Values[uchar(c)] >= 0 || c == '=';
    };
    return !line.isEmpty() && (!isWhole || line.size() % 4 == 0) && std::all_of(line.begin(), line.end(), isBase64);
}

char hexDigit(int value)
{
    return "0123456789ABCDEF"[value & 15];
}

} // namespace

QByteArray decodeBase64(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size() * 3 / 4 + 3);
    quint32 group = 0;
    int count = 0;
    const auto flush = [&] {
        if (count >= 2)
            out += char(group >> (count == 2 ? 4 : 10));
        if (count == 3)
            out += char(group >> 2);
        count = 0;
        group = 0;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qint8 value = kBase64Values[uchar(text[i])];
        if (value >= 0) {
            group = group << 6 | quint32(value);
            if (++count == 4) {
                const char bytes[] = {char(group >> 16), char(group >> 8), char(group)};
                out.append(bytes, 3);
                count = 0;
                group = 0;
            }
        } else if (text[i] == '=') {
            flush();
            while (i + 1 < text.size() && (text[i + 1] == '=' || uchar(text[i + 1]) <= ' '))
                ++i;
            if (!continuesBase64(text.sliced(i + 1)))
                return out;
        }
    }
    flush();
    return out;
}

QByteArray decodeQuotedPrintable(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype next = nextLine(text, at);
        qsizetype end = next;
        while (end > at && (text[end - 1] == '\n' || text[end - 1] == '\r'))
            --end;
        const QByteArrayView lineEnd = text.sliced(end, next - end);
        while (end > at && (text[end - 1] == ' ' || text[end - 1] == '\t'))
            --end;
        bool soft = false;
        for (qsizetype i = at; i < end; ++i) {
            if (text[i] != '=') {
                out += text[i];
            } else if (i + 1 == end) {
                soft = true;
            } else if (i + 2 < end && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
                out += char(hexValue(text[i + 1]) << 4 | hexValue(text[i + 2]));
                i += 2;
            } else {
                out += '=';
            }
        }
        if (!soft)
            out += lineEnd;
        at = next;
    }
    return out;
}

QByteArray decodeQ(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '_') {
            out += ' ';
        } else if (text[i] == '=' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
            out += char(hexValue(text[i + 1]) << 4 | hexValue(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

QByteArray decodePercent(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
            out += char(hexValue(text[i + 1]) << 4 | hexValue(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

QByteArray decodeUu(QByteArrayView text)
{
    QByteArray out;
    bool inside = false;
    for (qsizetype at = 0; at < text.size(); at = nextLine(text, at)) {
        const QByteArrayView line = text.sliced(at, nextLine(text, at) - at).trimmed();
        if (!inside) {
            inside = line.startsWith("begin ");
            continue;
        }
        if (line == "end")
            break;
        const auto value = [&](qsizetype i) {
            return i < line.size() ? quint32(line[i] - 32) & 63 : 0U;
        };
        const qsizetype length = line.isEmpty() ? 0 : value(0);
        QByteArray bytes;
        for (qsizetype i = 1; bytes.size() < length; i += 4) {
            const quint32 group = value(i) << 18 | value(i + 1) << 12 | value(i + 2) << 6 | value(i + 3);
            bytes.append(char(group >> 16)).append(char(group >> 8)).append(char(group));
        }
        out += bytes.first(length);
    }
    return out;
}

TransferDecoded decodeTransfer(QByteArrayView bytes, QByteArrayView encoding)
{
    const QByteArray name = encoding.trimmed().toByteArray().toLower();
    if (name == "base64")
        return {decodeBase64(bytes), true};
    if (name == "quoted-printable")
        return {decodeQuotedPrintable(bytes), true};
    if (name == "x-uuencode" || name == "uuencode" || name == "x-uue" || name == "uue")
        return {decodeUu(bytes), true};
    const bool identity = name.isEmpty() || name == "7bit" || name == "8bit" || name == "binary";
    return {bytes.toByteArray(), identity};
}

QByteArray encodeBase64(QByteArrayView bytes)
{
    constexpr qsizetype kBytesPerLine = 57;
    QByteArray out;
    out.reserve(bytes.size() * 4 / 3 + bytes.size() / kBytesPerLine * 2 + 8);
    for (qsizetype at = 0; at < bytes.size(); at += kBytesPerLine) {
        const QByteArrayView line = bytes.sliced(at, qMin(kBytesPerLine, bytes.size() - at));
        out += QByteArray::fromRawData(line.data(), line.size()).toBase64() + "\r\n";
    }
    return out;
}

QByteArray encodeQuotedPrintable(QByteArrayView text)
{
    constexpr qsizetype kLineLimit = 76;
    QByteArray out;
    QByteArray line;
    const auto append = [&](QByteArrayView token) {
        if (line.size() + token.size() > kLineLimit - 1) {
            out += line + "=\r\n";
            line.clear();
        }
        line += token;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool lastOfLine = i + 1 == text.size() || text[i + 1] == '\n';
        // "From " and "." at a line's begin are changed or misread on the way by some programs.
        const bool risky = line.isEmpty() && (c == '.' || (c == 'F' && text.sliced(i).startsWith("From ")));
        if (c == '\n') {
            out += line + "\r\n";
            line.clear();
        } else if ((c == ' ' || c == '\t') ? !lastOfLine : (c > ' ' && c < 0x7F && c != '=' && !risky)) {
            append(text.sliced(i, 1));
        } else {
            const char escape[] = {'=', hexDigit(uchar(c) >> 4), hexDigit(uchar(c))};
            append(QByteArrayView(escape, 3));
        }
    }
    if (!line.isEmpty())
        out += line + "\r\n";
    return out;
}

} // namespace mime
