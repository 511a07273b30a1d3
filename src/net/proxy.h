// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/task.h"
#include "core/account.h"
#include "core/secret.h"

#include <QNetworkProxy>

namespace net
{

class ProxySignIn;
class Wire;

/** The way of a connection: straight, or through a proxy, with what signs in to it. */
struct Proxy {
    core::ProxySettings settings;
    core::Secret password;

    QString place() const; ///< its host and port
};

/**
 * What `wanted` comes to for one server: None, Socks5 or HttpConnect, never System. The desktop and the environment
 * (http_proxy, no_proxy, …) are asked on another thread, and the first way that they name is the only one: a proxy that
 * is down never leads to a direct connection. A server on this computer is reached directly, whatever is wanted.
 */
async::Task<Proxy> proxyFor(Proxy wanted, QString host, quint16 port);

/** The same for requests of Qt's; `settled` comes from proxyFor(). */
QNetworkProxy qtProxy(const Proxy &settled);

/**
 * Has a SOCKS5 proxy (RFC 1928, with RFC 1929 for the sign-in), to which the wire is connected, connect to the server;
 * the proxy resolves the name. ProxyAuthenticationFailed, ProxyDenied, ProxyCannotReach, ProxyFailed; InvalidInput when
 * name or password is too long for the protocol.
 */
async::Task<> connectThroughSocks(Wire *wire, Proxy proxy, QString host, quint16 port);

enum class Tunnel { Open, AskAgain }; ///< AskAgain: on a new connection

/**
 * The same of an HTTP proxy (RFC 9110 9.3.6). `signIn` outlives the task and is handed in again after AskAgain: what
 * the proxy wants to know is in it.
 */
async::Task<Tunnel> connectThroughHttp(Wire *wire, Proxy proxy, QString host, quint16 port, ProxySignIn *signIn);

} // namespace net
