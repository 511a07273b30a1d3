// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "error.h"

#include <QDateTime>

#include <optional>

namespace core
{

/** What the browser shows at the end of a sign-in, in the language of the person; plain text, made by a face. */
struct SignInWords {
    QString language; ///< "ja", "en": of the page
    QString title;
    QString done; ///< the answer has arrived: the page may be closed
    QString refused; ///< the answer was no
    QString foreign; ///< an answer that belongs to no sign-in under way

    friend bool operator==(const SignInWords &, const SignInWords &) = default;
};

/** A sign-in under way: the page to open, for the person to sign in there. */
struct SignInStart {
    qint64 id = 0;
    QString url; ///< https; carries no secret

    friend bool operator==(const SignInStart &, const SignInStart &) = default;
};

/** How an account's signing in has gone of late, for showing. Times are UTC; an invalid one is not known. */
struct SignInHealth {
    QString issuer; ///< empty: a password
    bool isSignedIn = false; ///< with an issuer: there is a token to go on with
    QDateTime signedInAt; ///< by the person, in the browser
    QDateTime renewedAt; ///< the token, by the program
    QDateTime expiresAt; ///< the token; the program renews it
    QDateTime againBy; ///< then the issuer wants the person again
    QDateTime letInAt; ///< by the receiving server
    QDateTime sentAt; ///< let in by the sending server
    QDateTime refusedAt;
    std::optional<Error> refusal; ///< the last one, gone with the next success

    friend bool operator==(const SignInHealth &, const SignInHealth &) = default;
};

} // namespace core
