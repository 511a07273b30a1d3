// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Not Qt's own: that one takes "not allowed" for an unknown name, and a name in the reply for an error.

#include "proxy.h"
#include "wire.h"

#include <QHostAddress>
#include <QUrl>
#include <QtEndian>

using namespace Qt::StringLiterals;
using core::Errc;

namespace net
{

namespace
{
constexpr char kVersion = 5;
constexpr char kSignInVersion = 1;
constexpr qsizetype kMostBytes = 255; ///< a length is one byte

enum Method : quint8 { NoSignIn = 0, UserAndPassword = 2, NoneAcceptable = 0xff };
enum AddressType : quint8 { IPv4 = 1, Name = 3, IPv6 = 4 };

core::Error failed(const Proxy &proxy, QByteArrayView what)
{
    return {Errc::ProxyFailed, proxy.place(), what.toByteArray()};
}

QByteArray withLength(const QByteArray &bytes)
{
    return char(bytes.size()) + bytes;
}

/** Empty where it is too long. */
QByteArray addressOf(const QString &host, quint16 port)
{
    QByteArray place;
    const QHostAddress address(host);
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 number = qToBigEndian(address.toIPv4Address());
        place = char(IPv4) + QByteArray(reinterpret_cast<const char *>(&number), 4);
    } else if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        place = char(IPv6) + QByteArray(reinterpret_cast<const char *>(&bytes), 16);
    } else {
        const QByteArray name = QUrl::toAce(host);
        if (name.isEmpty() || name.size() > kMostBytes)
            return {};
        place = char(Name) + withLength(name);
    }
    place += char(port >> 8);
    place += char(port & 0xff);
    return place;
}

/** RFC 1928 6. */
core::Error refusal(quint8 code, const Proxy &proxy, const QString &server)
{
    static constexpr const char *kWords[] = {"", "general failure", "not allowed by ruleset", "network unreachable",
        "host unreachable", "connection refused", "TTL expired", "command not supported", "address type not supported"};
    const QByteArray words = code < std::size(kWords) ? QByteArray(kWords[code]) : QByteArray::number(code);
    switch (code) {
    case 2:
        return {Errc::ProxyDenied, server, words};
    case 1:
    case 3:
    case 4:
    case 5:
    case 6:
        return {Errc::ProxyCannotReach, server, words};
    default:
        return failed(proxy, words);
    }
}

async::Task<> signIn(Wire *wire, Proxy proxy)
{
    const QByteArray user = proxy.settings.user.toUtf8();
    if (user.size() > kMostBytes || proxy.password.reveal().size() > kMostBytes)
        co_await core::failure(Errc::InvalidInput, u"SOCKS5 password"_s);
    co_await wire->writeSecret(kSignInVersion + withLength(user) + withLength(proxy.password.reveal()));
    const QByteArray answer = co_await wire->readBytes(2);
    if (answer[1] != 0) // RFC 1929 2: any other value refuses
        co_await core::failure(Errc::ProxyAuthenticationFailed, proxy.place(), "user name or password refused");
}
} // namespace

async::Task<> connectThroughSocks(Wire *wire, Proxy proxy, QString host, quint16 port)
{
    const QString server = u"%1:%2"_s.arg(host).arg(port);
    const QByteArray address = addressOf(host, port);
    if (address.isEmpty())
        co_await core::failure(Errc::InvalidInput, server);
    const bool hasUser = !proxy.settings.user.isEmpty();
    QByteArray methods(1, char(NoSignIn));
    if (hasUser)
        methods += char(UserAndPassword);
    co_await wire->write(kVersion + withLength(methods));
    const QByteArray chosen = co_await wire->readBytes(2);
    if (chosen[0] != kVersion)
        co_await std::unexpected(failed(proxy, "no SOCKS5"));
    switch (quint8(chosen[1])) {
    case NoSignIn:
        break;
    case UserAndPassword:
        if (!hasUser) // not offered
            co_await std::unexpected(failed(proxy, "a method that was not offered"));
        co_await signIn(wire, proxy);
        break;
    case NoneAcceptable:
        co_await core::failure(Errc::ProxyAuthenticationFailed, proxy.place(), "no acceptable sign-in");
        break;
    default:
        co_await std::unexpected(failed(proxy, "a method that was not offered"));
    }
    co_await wire->write(QByteArray("\x05\x01\x00", 3) + address); // CONNECT
    const QByteArray head = co_await wire->readBytes(4);
    if (head[0] != kVersion)
        co_await std::unexpected(failed(proxy, "no SOCKS5"));
    if (head[1] != 0)
        co_await std::unexpected(refusal(quint8(head[1]), proxy, server));
    // Where it connects from, as an address or a name, and a port: of no interest, but in the way.
    qsizetype rest = head[3] == IPv4 ? 4 : 16;
    if (head[3] == Name)
        rest = quint8((co_await wire->readBytes(1))[0]);
    else if (head[3] != IPv4 && head[3] != IPv6)
        co_await std::unexpected(failed(proxy, "an unknown kind of address"));
    const QByteArray from = co_await wire->readBytes(rest + 2);
    Q_UNUSED(from);
}

} // namespace net
