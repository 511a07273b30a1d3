// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "proxy.h"
#include "wire.h"

#include <QHostAddress>
#include <QUrl>

using namespace Qt::StringLiterals;
using core::Errc;

namespace net
{

namespace
{
constexpr qsizetype kLongestLine = 8192;
constexpr int kMostLines = 100;

struct Answer {
    int status = 0;
    QByteArray words; ///< the status line
    QByteArrayList schemes; ///< that the proxy takes, lower case
};

QByteArray authority(const QString &host, quint16 port)
{
    const QHostAddress address(host);
    const QByteArray name = address.protocol() == QAbstractSocket::IPv6Protocol
        ? '[' + address.toString().toLatin1() + ']'
        : QUrl::toAce(host);
    return name.isEmpty() ? name : name + ':' + QByteArray::number(port);
}

/** Status line and header; what a proxy says in a body is no answer to CONNECT. */
async::Task<Answer> readAnswer(Wire *wire, Proxy proxy)
{
    Answer answer;
    answer.words = co_await wire->readLine(kLongestLine);
    bool isNumber = false;
    answer.status = answer.words.mid(9, 3).toInt(&isNumber);
    if (!answer.words.startsWith("HTTP/1.") || !isNumber)
        co_await core::failure(
            Errc::ProxyFailed, proxy.place(), answer.words.first(std::min<qsizetype>(answer.words.size(), 200)));
    for (int i = 0; i < kMostLines; ++i) {
        const QByteArray line = co_await wire->readLine(kLongestLine);
        if (line.isEmpty())
            co_return answer;
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().toLower() == "proxy-authenticate")
            answer.schemes.append(line.mid(colon + 1).trimmed().split(' ').first().toLower());
    }
    co_await core::failure(Errc::ProxyFailed, proxy.place(), "endless header");
    co_return answer; // not reached
}
} // namespace

async::Task<Tunnel> connectThroughHttp(Wire *wire, Proxy proxy, QString host, quint16 port, bool signIn)
{
    const QString server = u"%1:%2"_s.arg(host).arg(port);
    const QByteArray target = authority(host, port);
    if (target.isEmpty())
        co_await core::failure(Errc::InvalidInput, server);
    const QByteArray request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    if (signIn) {
        const QByteArray who = proxy.settings.user.toUtf8() + ':' + proxy.password.reveal();
        co_await wire->writeSecret(request + "Proxy-Authorization: Basic " + who.toBase64() + "\r\n\r\n");
    } else {
        co_await wire->write(request + "\r\n");
    }
    const Answer answer = co_await readAnswer(wire, proxy);
    const QByteArray words = answer.words.first(std::min<qsizetype>(answer.words.size(), 200));
    switch (answer.status) {
    case 401: // tinyproxy, of a wrong password
    case 407:
        if (!signIn && !proxy.settings.user.isEmpty() && answer.schemes.contains("basic"))
            co_return Tunnel::AskAgain;
        if (!answer.schemes.isEmpty() && !answer.schemes.contains("basic"))
            co_await core::failure(Errc::ProxyFailed, proxy.place(), words + " (" + answer.schemes.join(", ") + ')');
        co_await core::failure(Errc::ProxyAuthenticationFailed, proxy.place(), words);
        break;
    case 403: // also of a port, as tinyproxy and squid do
    case 405:
    case 451:
        co_await core::failure(Errc::ProxyDenied, server, words);
        break;
    default:
        if (answer.status >= 500 || answer.status == 404)
            co_await core::failure(Errc::ProxyCannotReach, server, words);
        if (answer.status < 200 || answer.status > 299)
            co_await core::failure(Errc::ProxyFailed, proxy.place(), words);
    }
    co_return Tunnel::Open;
}

} // namespace net
