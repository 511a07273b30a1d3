// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QDateTime>

namespace oauth
{

/** What an issuer gave (RFC 6749 5.1). */
struct Tokens {
    core::Secret access;
    core::Secret refresh; ///< empty: none, or the old one stays good
    QDateTime expiresAt; ///< of `access`, UTC; invalid: the issuer did not say
};

/** The longest answer that is read, bytes. */
inline constexpr qsizetype kMostAnswer = 64 * 1024;

/**
 * Reads what the token endpoint answers, and nothing that is only nearly such an answer. `status`: of HTTP. `place`:
 * for the error's context.
 * AuthenticationFailed: the person has to sign in again (invalid_grant and the like). AuthenticationUnavailable: not
 * now (5xx, 429, temporarily_unavailable). ServerRefused: another refusal, which no signing in mends.
 * ProtocolViolation: no such answer.
 */
core::Result<Tokens> parseTokens(int status, const QByteArray &body, const QString &place);

/** The error that an issuer's word ("invalid_grant", RFC 6749 4.1.2.1 and 5.2) stands for, with its own description. */
core::Error issuersError(const QString &word, const QString &description, const QString &place);

} // namespace oauth
