// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkRequest>
#include <QUrl>

namespace net
{

/**
 * A request that goes where net::ConnectTo says, to the host that the certificate must name: TLS 1.2 or newer, the
 * authorities of net::TlsRoots beside the system's, no cookie, nobody else's redirection. `url` is https.
 */
QNetworkRequest httpsRequest(QUrl url);

} // namespace net
