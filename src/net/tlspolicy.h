// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/question.h"

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

#include <functional>
#include <optional>

namespace net
{

/** The person's certificate and its key, for servers that ask for one, and for EXTERNAL. */
struct OwnCertificate {
    QSslCertificate certificate;
    QSslKey key;
    QList<QSslCertificate> issuers = {}; ///< those between it and a root, sent with it
};

/** Whom one connection believes, and who it is. A copy goes to each Wire. See TlsRoots. */
struct TlsPolicy {
    QList<core::TrustException> exceptions;
    /** An exception was used, or, without problems, none was needed; on the connection's thread. May be empty. */
    std::function<void(const core::TrustQuestion &)> onAccepted = {};
    /** What we show a server that asks who we are (RFC 8446 4.3.2). */
    std::optional<OwnCertificate> own = {};
    QList<QSslCertificate> authorities = {}; ///< vouch for servers, besides the system's
    QStringList oldTls = {}; ///< "host:port" that may speak TLS 1.0 and 1.1

    /** Adds what the account has of its own, but for its certificate, which needs a passphrase. */
    void add(const core::NetworkSettings &network);

    /** For a server: TLS 1.2 or newer, its certificate verified. */
    QSslConfiguration configurationFor(const QString &host, quint16 port) const;

    /** True when one exception names this host and port, this very key, and every problem of the question. */
    bool accepts(const core::TrustQuestion &question) const;
    /** The key accepted earlier for this host and port when it is another one; empty otherwise. */
    QByteArray changedKey(const core::TrustQuestion &question) const;
};

} // namespace net
