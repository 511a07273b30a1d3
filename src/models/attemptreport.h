// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/discovery.h"
#include "core/secret.h"

namespace models
{

/** What must not stand in a report, even if a server repeats it. */
struct ReportSecrets {
    QString address;
    QList<core::Secret> passwords;
};

/**
 * All attempts as text for whoever helps, in English: what, where, result, how safe, milliseconds, why, and the
 * server's words. No password, and of user names only what they are made of.
 */
QString attemptReport(const QList<core::DiscoveryAttempt> &attempts, const ReportSecrets &secrets);

} // namespace models
