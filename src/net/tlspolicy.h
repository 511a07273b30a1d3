// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"

#include <QList>
#include <QSslCertificate>
#include <QSslKey>

#include <functional>
#include <optional>

namespace net
{

/** The person's certificate and its key, for EXTERNAL. */
struct OwnCertificate {
    QSslCertificate certificate;
    QSslKey key;
};

/** Which certificates that no root vouches for one connection accepts. A copy goes to each Wire. See TlsRoots. */
struct TlsPolicy {
    QList<core::TrustException> exceptions;
    /** An exception was used, for this certificate; on the connection's thread. May be empty. */
    std::function<void(const core::TrustQuestion &)> onAccepted = {};
    /** What we show a server that asks who we are (RFC 8446 4.3.2). */
    std::optional<OwnCertificate> own = {};

    /** True when one exception names this host and port, this very key, and every problem of the question. */
    bool accepts(const core::TrustQuestion &question) const;
    /** The key accepted earlier for this host and port when it is another one; empty otherwise. */
    QByteArray changedKey(const core::TrustQuestion &question) const;
};

} // namespace net
