// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/discovery.h"
#include "core/error.h"
#include "models/explanation.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace ui
{

/** An error as a person should hear it. All of it is plain text. */
struct ErrorWords {
    QString headline; ///< what happened and whose side it is on, one sentence, names the host or file
    QString advice; ///< what to do now; may be empty
    QString details; ///< the server's own words, cleaned and bounded; behind "Details"; may be empty
    QString note = {}; ///< what the provider wants of everyone who signs in; may be empty
    QUrl page = {}; ///< where that is done; may be empty
    bool helpsBrowser = false; ///< a sign-in in the browser would do what this password does not
};

/** `purpose`: receiving or sending, where the words differ. */
ErrorWords wordsFor(const core::Error &error, std::optional<core::ServerPurpose> purpose = {});
/** The same where more is known: whose account, what else was tried. */
ErrorWords wordsFor(const core::Error &error, const providers::Circumstances &around);

/** Whatever a server said, fit to be shown: no control or bidi characters, at most 500 characters. */
QString cleaned(const QByteArray &serverText);

/** Sentences one after the other, the empty ones left out; no space follows a Japanese full stop. */
QString sentences(const QStringList &parts);

QString securityWords(core::Security security); ///< "TLS", "STARTTLS", "not encrypted"

} // namespace ui
