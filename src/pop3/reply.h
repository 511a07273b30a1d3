// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <optional>

namespace pop3
{

/** One status line (RFC 1939 3), or a challenge while signing in (RFC 5034 4). */
struct Reply {
    enum class Kind { Ok, Err, Challenge };
    Kind kind = Kind::Err;
    QByteArray code; ///< RFC 2449 8, upper case, without its brackets: "IN-USE", "SYS/TEMP"; empty: none
    QByteArray text; ///< behind indicator and code; of a challenge all of it (base64)
    QByteArray line; ///< as the server said it, at most kMostShown bytes

    static constexpr qsizetype kMostShown = 500;

    bool isOk() const { return kind == Kind::Ok; }
};

/** The longest line that is a reply; RFC 2449 4 says 512, RFC 5034 4 has challenges of 12,288. */
constexpr qsizetype kReplyLimit = 16 * 1024;

/** A line without its CRLF. Indicators in any case; nothing else may begin the line. Nothing when it is no reply. */
std::optional<Reply> parseReply(const QByteArray &line);

/** What was asked, as far as a refusal means different things. */
enum class Step { Greeting, SignIn, Command };

/**
 * What a refusal means (RFC 2449 8.1, RFC 3206 4). `tellsAuth`: the server has AUTH-RESP-CODE, so a refused sign-in
 * without [AUTH] is not about user name and password.
 */
core::Error errorOf(const Reply &reply, Step step, const QString &context, bool tellsAuth = false);

/**
 * The timestamp for APOP in a greeting, with its brackets (RFC 1939 7); empty without one. It must be a msg-id as RFC
 * 5322 3.6.4 has it, of ASCII, and the only thing in brackets: whoever may choose others gets the password's letters
 * out of the answers (CVE-2007-1558).
 */
QByteArray apopTimestamp(const QByteArray &greeting);

/** RFC 1939 7: the digest in lower-case hexadecimal. */
QByteArray apopDigest(const QByteArray &timestamp, const QByteArray &password);

} // namespace pop3
