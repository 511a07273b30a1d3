// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/question.h"

class QWidget;

namespace ui
{

/** RFC 7468. */
QByteArray pemOf(const core::CertificateInfo &certificate);

/** In the form that the name asks for: .der and .cer are DER, everything else is PEM. StoreFailed, StoreFull. */
core::Result<> writeCertificate(const core::CertificateInfo &certificate, const QString &path);

/** Asks where to; a failure is told in a box of its own. `window` owns the dialog. */
void exportCertificate(const core::CertificateInfo &certificate, QWidget *window);

} // namespace ui
