// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tokenizer.h"
#include "uidset.h"
#include "values.h"

#include "core/error.h"

#include <QByteArrayList>

namespace imap
{

/** One response of the server, taken apart as far as every response is alike (RFC 9051 section 7). */
struct Response {
    enum class Kind { Tagged, Untagged, Continuation };
    enum class Status { None, Ok, No, Bad, Bye, Preauth };

    Kind kind = Kind::Untagged;
    Status status = Status::None; ///< None: data
    QByteArrayView tag;
    quint32 number = 0; ///< of `* 12 EXISTS`
    bool hasNumber = false;
    QByteArrayView name; ///< of data: "FETCH", in the server's case
    QByteArrayView rest; ///< of data: what follows the name
    QByteArrayView code; ///< of a status: what is between the brackets
    QByteArrayView text; ///< of a status: words for people
    QByteArrayView bytes; ///< all of it

    bool is(QByteArrayView dataName) const { return status == Status::None && equalsIgnoreCase(name, dataName); }
    /** Name of the response code, "" without one. */
    QByteArrayView codeName() const;
    QByteArrayView codeArguments() const;
    bool hasCode(QByteArrayView upperCase) const { return equalsIgnoreCase(codeName(), upperCase); }
};

/** ProtocolViolation when it is none. The response's views point into `bytes`. */
core::Result<Response> parseResponse(QByteArrayView bytes);

/** What a tagged NO or BAD means; `context` says what was being done. */
core::Error refusal(const Response &response, const QString &context);

/** A server's words as one line of plain text for people: no control or bidi characters, at most 500. */
QString plainWords(QByteArrayView text);

/** Upper-case names of a CAPABILITY response or response code. */
QByteArrayList parseCapabilities(QByteArrayView rest);

struct ListRow {
    QByteArrayList attributes; ///< `\Sent`, in the server's case
    QChar delimiter; ///< null: NIL
    QByteArray rawName;
};
/** The arguments of LIST and LSUB; nothing when malformed. */
std::optional<ListRow> parseList(QByteArrayView rest);

struct StatusRow {
    QByteArray rawName;
    StatusData data;
};
std::optional<StatusRow> parseStatus(QByteArrayView rest);

/** Numbers of SEARCH; UID 0 and what does not fit is dropped, a MODSEQ list is skipped. Nothing when malformed. */
std::optional<QList<core::Uid>> parseSearch(QByteArrayView rest);

struct EsearchRow {
    QByteArray tag; ///< of the command it answers; empty when it does not say
    QList<core::Uid> all;
};
/** ESEARCH with UID and ALL (RFC 4731). Nothing when malformed, or when it names more than 10 million messages. */
std::optional<EsearchRow> parseEsearch(QByteArrayView rest);

/** The arguments of COPYUID: both sets in the server's order. Nothing when malformed, or of different length. */
std::optional<CopiedUids> parseCopyUid(QByteArrayView arguments);

/** `1:3,7` as UIDs, range after range as it stands; nothing when malformed or with more than 10 million members. */
std::optional<QList<core::Uid>> parseUidSet(QByteArrayView text);

} // namespace imap
