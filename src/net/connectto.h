// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QString>

#include <utility>

namespace net
{

/**
 * Sends the TCP connection for one host and port to another address, as curl's --connect-to; what is shown, sent as
 * SNI and checked in the certificate stays the first name (docs/adr/0002). For this process; thread-safe.
 */
class ConnectTo
{
public:
    /** `host:port=host2:port2`; InvalidInput with the rule when it is no such thing. */
    static core::Result<> add(const QString &rule);
    static std::pair<QString, quint16> resolve(const QString &host, quint16 port);
};

} // namespace net
