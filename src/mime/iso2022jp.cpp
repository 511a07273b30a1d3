// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "iso2022jp.h"

namespace mime
{

namespace
{

enum class Set { Ascii, Kana, Jis0208, Jis0212 };

constexpr char kEsc = 0x1B;
constexpr char kShiftOut = 0x0E;
constexpr char kShiftIn = 0x0F;

/** The length of the escape sequence at `at`, 0 when there is none; `set` becomes what it designates. */
qsizetype readEscape(QByteArrayView bytes, qsizetype at, Set &set)
{
    const QByteArrayView rest = bytes.sliced(at + 1);
    struct Designation {
        QByteArrayView sequence;
        Set set;
    };
    static constexpr Designation kDesignations[] = {
        {"$B", Set::Jis0208},
        {"$@", Set::Jis0208},
        {"$(B", Set::Jis0208},
        {"$(@", Set::Jis0208},
        {"&@\x1B$B", Set::Jis0208},
        {"$(D", Set::Jis0212},
        {"(B", Set::Ascii},
        {"(J", Set::Ascii},
        {"(H", Set::Ascii}, // a known mistake of old programs for (J
        {"(I", Set::Kana},
    };
    for (const Designation &designation : kDesignations) {
        if (rest.startsWith(designation.sequence)) {
            set = designation.set;
            return 1 + designation.sequence.size();
        }
    }
    return 0;
}

bool isJisByte(char c)
{
    return c > 0x20 && c < 0x7F;
}

void appendPair(QByteArray &out, Set set, char first, char second)
{
    if (set == Set::Jis0212)
        out += char(0x8F);
    out += char(first | 0x80);
    out += char(second | 0x80);
}

} // namespace

QByteArray iso2022JpToEucJp(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size() + 16);
    Set set = Set::Ascii;
    bool shifted = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == kEsc) {
            if (const qsizetype length = readEscape(bytes, i, set)) {
                i += length - 1;
                shifted = false;
                continue;
            }
        }
        if (c == '\n') { // RFC 1468: a line begins in ASCII
            set = Set::Ascii;
            shifted = false;
        }
        const auto byte = uchar(c);
        if (c == kShiftOut || c == kShiftIn) {
            shifted = c == kShiftOut;
        } else if (byte >= 0xA1 && byte <= 0xDF) {
            out.append(char(0x8E)).append(c);
        } else if ((shifted || set == Set::Kana) && byte > 0x20 && byte < 0x60) {
            out.append(char(0x8E)).append(char(c | 0x80));
        } else if (set >= Set::Jis0208 && isJisByte(c) && i + 1 < bytes.size() && isJisByte(bytes[i + 1])) {
            appendPair(out, set, c, bytes[++i]);
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace mime
