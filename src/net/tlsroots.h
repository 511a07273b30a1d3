// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QSslCertificate>

namespace net
{

/** The certificate authorities of this process: the system's, and those added on the command line. Thread-safe. */
class TlsRoots
{
public:
    /** StoreFailed when the file cannot be read, InvalidInput when no certificate is in it. */
    static core::Result<> addFromFile(const QString &pemPath);
    static QList<QSslCertificate> all();
};

} // namespace net
