// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"
#include "core/draft.h"

#include <QByteArray>
#include <QStringList>

namespace mime
{

/** Words of a forwarded message's header block in the person's language; this layer knows no language. */
struct ForwardLabels {
    QString heading; ///< "-------- Forwarded message --------"
    QString from; ///< "From"
    QString date;
    QString subject;
    QString to;
    QString cc;
    QString dateText; ///< the date as the person reads it; empty: RFC 5322 form
};

/**
 * A reply: to Reply-To, else From (to the original recipients when the message is one's own); with `all` also To and
 * Cc, without `self`, `ownAddresses` and repetitions. Subject with one "Re: ", the text quoted with "> " under the
 * `attribution` line, In-Reply-To and References by RFC 5322 3.6.4. `answers` is set when the document has a key.
 */
core::Draft replyDraft(const core::Document &document, const core::Address &self, bool all,
    const QString &attribution = {}, const QStringList &ownAddresses = {});

/** A forward: "Fwd: " subject, the header block, the text unquoted, and every attachment of `raw` again. */
core::Draft forwardDraft(
    const core::Document &document, const QByteArray &raw, const core::Address &self, const ForwardLabels &labels = {});

/** "Re: " + the subject without any reply mark it had (Re:, RE:, Re[2]:, Re^2:, 返信:, AW:, SV:). */
QString replySubject(const QString &subject);
/** "Fwd: " + the subject without any forward mark it had (Fwd:, FW:, 転送:). */
QString forwardSubject(const QString &subject);
/** Each line with "> " before it, ">" before lines that are quoted already. The text ends with a line end unless empty.
 */
QString quoted(const QString &text);

} // namespace mime
