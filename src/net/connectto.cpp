// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connectto.h"

#include <QHash>
#include <QMutex>

#include <optional>

namespace net
{

namespace
{
using Endpoint = std::pair<QString, quint16>;

QMutex mutex;
QHash<Endpoint, Endpoint> &rules()
{
    static QHash<Endpoint, Endpoint> map;
    return map;
}

std::optional<Endpoint> parse(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool ok = false;
    const quint16 port = text.mid(colon + 1).toUShort(&ok);
    if (colon <= 0 || !ok || port == 0)
        return std::nullopt;
    QString host = text.first(colon).toLower();
    if (host.startsWith(u'[') && host.endsWith(u']')) // an IPv6 address
        host = host.sliced(1).chopped(1);
    return Endpoint{host, port};
}
} // namespace

core::Result<> ConnectTo::add(const QString &rule)
{
    const QStringList sides = rule.split(u'=');
    const auto from = sides.size() == 2 ? parse(sides[0]) : std::nullopt;
    const auto to = sides.size() == 2 ? parse(sides[1]) : std::nullopt;
    if (!from || !to)
        return core::failure(core::Errc::InvalidInput, rule);
    const QMutexLocker lock(&mutex);
    rules().insert(*from, *to);
    return {};
}

std::pair<QString, quint16> ConnectTo::resolve(const QString &host, quint16 port)
{
    const QMutexLocker lock(&mutex);
    return rules().value({host.toLower(), port}, {host, port});
}

} // namespace net
