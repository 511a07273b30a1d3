// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"

#include <QString>

namespace ui
{

/** A certificate that does not verify, in the words of the trust prompt. Plain text. */
struct TrustWords {
    QString headline; ///< one sentence, names the host
    QStringList problems; ///< what does not fit, one sentence a problem
    QString danger; ///< what a thief could do
    QString reason; ///< what a harmless reason would be
    QString always; ///< what "always" means; empty: not for this certificate
};

/** `now`: UTC. */
TrustWords trustWords(const core::TrustQuestion &question, const QDateTime &now);

/** "8F3A 21C0 …": 32 bytes in groups of two, to be compared by eye or read aloud. */
QString fingerprintWords(const QByteArray &sha256);
/** "unknown issuer": for a table. */
QString problemWords(core::CertificateProblem problem);
/** "Accepted by you": a line of the record. */
QString eventWords(core::TrustEvent::What what);
/** "3 Mar 2026 to 1 Jun 2026". */
QString validityWords(const core::CertificateInfo &certificate);

} // namespace ui
