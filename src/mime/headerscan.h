// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace mime
{

constexpr qsizetype kHeaderLimit = 1024 * 1024; ///< bytes of one header block that are looked at

/** One field as it stands in the bytes. */
struct HeaderField {
    QByteArrayView name; ///< without the colon and blanks before it
    QByteArrayView value; ///< raw and still folded, without the last line end
    qsizetype begin = 0; ///< offset of its first byte
    qsizetype end = 0; ///< offset behind its last line end

    bool is(QByteArrayView other) const { return name.compare(other, Qt::CaseInsensitive) == 0; }
};

/** Where a header block ends. */
struct HeaderEnd {
    qsizetype fields = 0; ///< offset behind the last field line
    qsizetype body = 0; ///< offset of the body; equals `fields` when there is no empty line
};

/**
 * Calls `field` for each header field from `begin` on, in order, in one pass, until an empty line, the end, or a line
 * that `stopsAt` names. Lines without a colon and an mbox "From " line are passed over. Fields that begin beyond
 * kHeaderLimit are not reported. Bytes that do not begin with a field at all are a body without a header.
 */
HeaderEnd scanHeader(QByteArrayView bytes, qsizetype begin, const std::function<void(const HeaderField &)> &field,
    const std::function<bool(QByteArrayView line)> &stopsAt = {});

/** Offset of the next line's first byte, from any byte of the line; the size at the end. */
qsizetype nextLine(QByteArrayView bytes, qsizetype at);

/** True when lines end at bare CR, as very old Macintosh programs wrote them: there is no LF at all. */
bool hasBareCrLines(QByteArrayView bytes);

/** Without line ends (RFC 5322 2.2.3); the blanks that follow them stay. */
QByteArray unfolded(QByteArrayView value);

} // namespace mime
