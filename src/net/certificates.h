// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"

#include <QSslCertificate>
#include <QSslError>

namespace net
{

/** Takes one certificate apart for showing; every text is plain text from a stranger. */
core::CertificateInfo certificateInfo(const QSslCertificate &certificate);

/** One of the alternative names is this host or address; the common name does not count (RFC 9525 section 2). */
bool isIssuedTo(const QSslCertificate &certificate, const QString &host);

/** What did not verify, without duplicates, in the order of core::CertificateProblem. */
QList<core::CertificateProblem> certificateProblems(const QList<QSslError> &errors);

/** Without what only says that the server brought no good answer from its authority; that it was revoked stays. */
QList<QSslError> withoutStaples(const QList<QSslError> &errors);

} // namespace net
