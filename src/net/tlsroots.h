// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QSslCertificate>

namespace net
{

/**
 * The certificate authorities of this process beside the system's, given on the command line. The system's are left to
 * Qt, which looks up the one that is needed: reading all of them takes as long as starting the engine. Thread-safe.
 */
class TlsRoots
{
public:
    /** StoreFailed when the file cannot be read, InvalidInput when no certificate is in it. */
    static core::Result<> addFromFile(const QString &pemPath);
    static QList<QSslCertificate> added();
};

} // namespace net
