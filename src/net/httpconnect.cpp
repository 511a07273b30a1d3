// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "proxy.h"
#include "proxysignin.h"
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
constexpr qint64 kMostBody = 64 * 1024; ///< of a challenge, which is for people

struct Answer {
    int status = 0;
    QByteArray words; ///< the status line
    QByteArrayList challenges; ///< Proxy-Authenticate
    qint64 length = 0; ///< of a body
    bool closes = false;
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
        const QByteArray name = line.first(std::max<qsizetype>(0, colon)).trimmed().toLower();
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (name == "proxy-authenticate")
            answer.challenges.append(value);
        else if (name == "content-length")
            answer.length = value.toLongLong();
        else if (name == "connection" || name == "proxy-connection")
            answer.closes = value.toLower() == "close";
        else if (name == "transfer-encoding")
            answer.closes = true; // where it would end is not worth knowing
    }
    co_await core::failure(Errc::ProxyFailed, proxy.place(), "endless header");
    co_return answer; // not reached
}
async::Task<> skip(Wire *wire, qint64 count)
{
    const QByteArray body = co_await wire->readBytes(count);
    Q_UNUSED(body);
}

async::Task<Answer> ask(Wire *wire, Proxy proxy, QByteArray target, ProxySignIn *signIn)
{
    const QByteArray request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    const QByteArray who = signIn->header(target);
    if (who.isEmpty())
        co_await wire->write(request + "\r\n");
    else
        co_await wire->writeSecret(request + "Proxy-Authorization: " + who + "\r\n\r\n");
    co_return co_await readAnswer(wire, std::move(proxy));
}

core::Error errorOf(const Answer &answer, const Proxy &proxy, const QString &server)
{
    const QByteArray words = answer.words.first(std::min<qsizetype>(answer.words.size(), 200));
    switch (answer.status) {
    case 401: // tinyproxy, of a wrong password
    case 407:
        return {Errc::ProxyAuthenticationFailed, proxy.place(), words};
    case 403: // also of a port, as tinyproxy and squid do
    case 405:
    case 451:
        return {Errc::ProxyDenied, server, words};
    default:
        return answer.status >= 500 || answer.status == 404 ? core::Error{Errc::ProxyCannotReach, server, words}
                                                            : core::Error{Errc::ProxyFailed, proxy.place(), words};
    }
}
} // namespace

async::Task<Tunnel> connectThroughHttp(Wire *wire, Proxy proxy, QString host, quint16 port, ProxySignIn *signIn)
{
    const QString server = u"%1:%2"_s.arg(host).arg(port);
    const QByteArray target = authority(host, port);
    if (target.isEmpty())
        co_await core::failure(Errc::InvalidInput, server);
    for (;;) {
        const Answer answer = co_await ask(wire, proxy, target, signIn);
        if (answer.status >= 200 && answer.status <= 299)
            co_return Tunnel::Open;
        const core::Error error = errorOf(answer, proxy, server);
        if (answer.status != 407)
            co_await std::unexpected(error);
        switch (signIn->take(answer.challenges)) {
        case ProxySignIn::Next::Ask:
            co_return Tunnel::AskAgain;
        case ProxySignIn::Next::AskHere:
            if (answer.closes || answer.length < 0 || answer.length > kMostBody)
                co_await core::failure(Errc::ProxyFailed, proxy.place(), "it does not go on after its challenge");
            if (answer.length > 0)
                co_await skip(wire, answer.length);
            break;
        case ProxySignIn::Next::Refused:
            co_await std::unexpected(error);
            break;
        case ProxySignIn::Next::NoCommonScheme:
            co_await core::failure(Errc::ProxyFailed, proxy.place(),
                error.serverText + " (" + answer.challenges.join(", ").left(200) + ')');
        }
    }
}

} // namespace net
