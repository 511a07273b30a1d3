// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "headerscan.h"

#include <algorithm>
#include <cstring>

namespace mime
{

namespace
{

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

QByteArrayView withoutLineEnd(QByteArrayView line)
{
    while (!line.isEmpty() && (line.back() == '\n' || line.back() == '\r'))
        line.chop(1);
    return line;
}

/** The length of the field name, -1 when the line is no field. */
qsizetype nameLength(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0)
        return -1;
    qsizetype length = colon;
    while (length > 0 && isBlank(line[length - 1]))
        --length;
    return length > 0 ? length : -1;
}

/** A name with blanks inside is no field by RFC 5322, but no reason to end the header either. */
bool isProperName(QByteArrayView name)
{
    return std::all_of(name.begin(), name.end(), [](char c) { return uchar(c) > 0x20 && uchar(c) < 0x7F; });
}

} // namespace

qsizetype nextLine(QByteArrayView bytes, qsizetype at)
{
    const auto *start = bytes.data() + at;
    const auto left = size_t(bytes.size() - at);
    if (const void *found = std::memchr(start, '\n', left))
        return static_cast<const char *>(found) - bytes.data() + 1;
    return bytes.size();
}

HeaderEnd scanHeader(QByteArrayView bytes, qsizetype begin, const std::function<void(const HeaderField &)> &field,
    const std::function<bool(QByteArrayView)> &stopsAt)
{
    HeaderField current;
    bool pending = false;
    const auto flush = [&] {
        if (pending && current.begin - begin < kHeaderLimit && isProperName(current.name)) {
            current.value = withoutLineEnd(current.value);
            if (current.value.size() > kHeaderLimit)
                current.value.truncate(kHeaderLimit);
            field(current);
        }
        pending = false;
    };
    qsizetype at = begin;
    bool any = false;
    while (at < bytes.size()) {
        const qsizetype next = nextLine(bytes, at);
        const QByteArrayView line = withoutLineEnd(bytes.sliced(at, next - at));
        if (line.isEmpty() || (stopsAt && line.startsWith("--") && stopsAt(line))) {
            flush();
            return {at, line.isEmpty() ? next : at};
        }
        if (isBlank(line.front()) && (pending || any)) {
            if (pending) {
                current.value = QByteArrayView(current.value.data(), bytes.data() + next);
                current.end = next;
            }
        } else {
            flush();
            const qsizetype length = nameLength(line);
            const bool isMbox = at == begin && (line.startsWith("From ") || line.startsWith(">From "));
            if (!any && length < 0 && !isMbox)
                return {begin, begin};
            if (length >= 0 && !isMbox) {
                const qsizetype colon = line.indexOf(':');
                current = {line.first(length), bytes.sliced(at + colon + 1, next - at - colon - 1), at, next};
                pending = true;
            }
            any = true;
        }
        at = next;
    }
    flush();
    return {bytes.size(), bytes.size()};
}

bool hasBareCrLines(QByteArrayView bytes)
{
    return !bytes.contains('\n') && bytes.contains('\r');
}

QByteArray unfolded(QByteArrayView value)
{
    QByteArray result;
    result.reserve(value.size());
    for (const char c : value) {
        if (c != '\r' && c != '\n')
            result += c;
    }
    return result;
}

} // namespace mime
