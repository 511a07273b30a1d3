// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "proxy.h"

#include "async/awaiters.h"

#include <QHostAddress>
#include <QThreadPool>
#include <QUrl>

using namespace Qt::StringLiterals;
using core::ProxyKind;

namespace net
{

namespace
{
bool isOnThisComputer(const QString &host)
{
    const QString name = host.toLower();
    return name == "localhost"_L1 || name.endsWith(".localhost"_L1) || QHostAddress(host).isLoopback();
}

std::optional<Proxy> first(const QList<QNetworkProxy> &ways)
{
    // Qt adds "directly" to what it was told; only the first is meant.
    const QNetworkProxy way = ways.value(0);
    if (way.type() != QNetworkProxy::Socks5Proxy && way.type() != QNetworkProxy::HttpProxy)
        return std::nullopt;
    Proxy proxy;
    proxy.settings.kind = way.type() == QNetworkProxy::Socks5Proxy ? ProxyKind::Socks5 : ProxyKind::HttpConnect;
    proxy.settings.host = way.hostName();
    proxy.settings.port = way.port() != 0 ? way.port() : way.type() == QNetworkProxy::Socks5Proxy ? 1080 : 8080;
    proxy.settings.user = way.user();
    proxy.password = core::Secret(way.password());
    return proxy;
}

/** May fetch and run a script of the company's (PAC): not on the engine's thread. */
Proxy systemProxy(const QString &host, quint16 port)
{
    const QNetworkProxyQuery plain(host, port);
    if (const auto way = first(QNetworkProxyFactory::systemProxyForQuery(plain)))
        return *way;
    // Who names a proxy for the web only means that one for everything that it can carry.
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(host);
    url.setPort(port);
    const QNetworkProxyQuery web(url);
    return first(QNetworkProxyFactory::systemProxyForQuery(web)).value_or(Proxy{{.kind = ProxyKind::None}, {}});
}
} // namespace

QString Proxy::place() const
{
    return u"%1:%2"_s.arg(settings.host).arg(settings.port);
}

async::Task<Proxy> proxyFor(Proxy wanted, QString host, quint16 port)
{
    if (isOnThisComputer(host))
        co_return Proxy{{.kind = ProxyKind::None}, {}};
    if (wanted.settings.kind != ProxyKind::System)
        co_return wanted;
    Proxy found
        = co_await async::onThreadPool(QThreadPool::globalInstance(), [host, port] { return systemProxy(host, port); });
    if (found.settings.kind != ProxyKind::None && found.settings.user.isEmpty()) {
        found.settings.user = wanted.settings.user;
        found.password = wanted.password;
    }
    co_return found;
}

QNetworkProxy qtProxy(const Proxy &settled)
{
    if (settled.settings.kind == ProxyKind::None)
        return {QNetworkProxy::NoProxy};
    const bool isSocks = settled.settings.kind == ProxyKind::Socks5;
    QNetworkProxy proxy(
        isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, settled.settings.host, settled.settings.port);
    if (!settled.settings.user.isEmpty()) {
        // Its SOCKS5 sends Latin-1: so these are the bytes of UTF-8.
        const QByteArray user = settled.settings.user.toUtf8();
        proxy.setUser(isSocks ? QString::fromLatin1(user) : settled.settings.user);
        proxy.setPassword(
            isSocks ? QString::fromLatin1(settled.password.reveal()) : QString::fromUtf8(settled.password.reveal()));
    }
    return proxy;
}

} // namespace net
