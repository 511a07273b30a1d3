// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxname.h"

#include <QStringDecoder>

namespace imap
{

namespace
{
constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

int digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == ',' ? 63 : -1;
}

bool isDirect(ushort unit)
{
    return unit >= 0x20 && unit <= 0x7e;
}

/** Appends the UTF-16 of one base64 run; false when it is malformed. */
bool decodeRun(QByteArrayView run, QString &out)
{
    quint32 bits = 0;
    int count = 0;
    for (const char c : run) {
        const int value = digit(c);
        if (value < 0)
            return false;
        bits = bits << 6 | quint32(value);
        count += 6;
        if (count >= 16) {
            count -= 16;
            out += QChar(ushort(bits >> count));
            bits &= (1u << count) - 1;
        }
    }
    return count < 6 && bits == 0; // only padding is left, and it is zero
}

void encodeRun(QStringView run, QByteArray &out)
{
    quint32 bits = 0;
    int count = 0;
    out += '&';
    for (const QChar c : run) {
        bits = bits << 16 | c.unicode();
        count += 16;
        while (count >= 6) {
            count -= 6;
            out += kAlphabet[bits >> count & 63];
        }
        bits &= (1u << count) - 1;
    }
    if (count > 0)
        out += kAlphabet[bits << (6 - count) & 63];
    out += '-';
}
} // namespace

std::optional<QString> MailboxName::decode(QByteArrayView raw)
{
    QString name;
    for (qsizetype i = 0; i < raw.size(); ++i) {
        const ushort c = uchar(raw[i]);
        if (c != '&') {
            if (!isDirect(c))
                return std::nullopt;
            name += QChar(c);
            continue;
        }
        const qsizetype end = raw.indexOf('-', i);
        if (end < 0)
            return std::nullopt;
        if (end == i + 1)
            name += u'&';
        else if (!decodeRun(raw.sliced(i + 1, end - i - 1), name))
            return std::nullopt;
        i = end;
    }
    if (!name.isValidUtf16())
        return std::nullopt;
    return name;
}

QByteArray MailboxName::encode(QStringView name)
{
    QByteArray raw;
    for (qsizetype i = 0; i < name.size();) {
        const ushort unit = name[i].unicode();
        if (isDirect(unit)) {
            raw += char(unit);
            if (unit == '&')
                raw += '-';
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < name.size() && !isDirect(name[end].unicode()))
            ++end;
        encodeRun(name.sliced(i, end - i), raw);
        i = end;
    }
    return raw;
}

bool MailboxName::isExact(QByteArrayView raw)
{
    const std::optional<QString> name = decode(raw);
    return name && encode(*name) == raw;
}

QString MailboxName::forDisplay(QByteArrayView raw)
{
    QString name;
    if (const std::optional<QString> decoded = decode(raw)) {
        name = *decoded;
    } else {
        QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        name = utf8.decode(raw);
        if (utf8.hasError())
            name = QString::fromLatin1(raw);
    }
    for (QChar &c : name) {
        if (c.category() == QChar::Other_Control)
            c = QChar::ReplacementCharacter;
    }
    return name;
}

} // namespace imap
