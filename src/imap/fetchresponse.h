// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tokenizer.h"
#include "values.h"

namespace imap
{

/** The items of one FETCH response (RFC 9051 7.5.2); views point into the response. */
struct FetchItems {
    core::Uid uid; ///< invalid when the server did not name it
    std::optional<core::Flags> flags;
    core::ModSeq modSeq;
    std::optional<quint64> size;
    QDateTime internalDate; ///< UTC
    bool hasAttachment = false; ///< by BODYSTRUCTURE; false also where that could not be read
    std::optional<QByteArrayView> header; ///< of BODY[HEADER.FIELDS …]
    std::optional<QByteArrayView> body; ///< of BODY[]
    Token headerToken; ///< the value `header` came from: a quoted one may contain escapes
    Token bodyToken;
};

/** The bracketed list after `* n FETCH`. Nothing when it is malformed. Unknown items are skipped. */
std::optional<FetchItems> parseFetch(QByteArrayView rest);

/** `17-Jul-1996 02:44:25 -0700` (RFC 9051 date-time) in UTC; invalid when it is none. */
QDateTime parseDateTime(QByteArrayView text);

} // namespace imap
