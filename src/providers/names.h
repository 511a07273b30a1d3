// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/task.h"

#include <QStringList>

namespace providers
{

/** One target of an SRV record (RFC 2782). */
struct Service {
    QString host; ///< lower case, without the final dot
    quint16 port = 0;

    friend bool operator==(const Service &, const Service &) = default;
};

/**
 * The hosts that take mail for `domain` (MX, RFC 5321 5.1), the preferred first. Asks the system's resolver, or the
 * one that net::ConnectTo puts in place of "name-server:53". Empty where there are none; HostNotFound when the domain
 * does not exist, Timeout after `kNamePatience`. What comes back is not authenticated: it may say where to look, never
 * whom to trust.
 */
async::Task<QStringList> mailExchanges(QString domain);

/** The targets of `name` ("_imaps._tcp.example.jp"), best first; none where the domain says that it has none ("."). */
async::Task<QList<Service>> services(QString name);

inline constexpr std::chrono::seconds kNamePatience{4};

} // namespace providers
