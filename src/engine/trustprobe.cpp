// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trustprobe.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace engine
{

namespace
{
constexpr qsizetype kLongestLine = 8192;
constexpr int kMostLines = 100;

QString placeOf(const core::ServerSettings &server)
{
    return u"%1:%2"_s.arg(server.host).arg(server.port);
}

/** Reads lines up to the one that begins with `last`, or the first that begins otherwise than with `more`. */
async::Task<QByteArray> lastLine(net::Wire *wire, QByteArray last, QByteArray more, QString place)
{
    for (int i = 0; i < kMostLines; ++i) {
        const QByteArray line = co_await wire->readLine(kLongestLine);
        if (line.startsWith(last) || !line.startsWith(more))
            co_return line;
    }
    co_await core::failure(Errc::ProtocolViolation, place);
    co_return QByteArray(); // not reached
}

async::Task<> agreeOnTls(net::Wire *wire, core::ServerSettings server)
{
    const QString place = placeOf(server);
    const QByteArray greeting = co_await lastLine(wire, "220 ", "220-", place);
    QByteArray answer;
    if (greeting.startsWith("220")) {
        co_await wire->write("EHLO [127.0.0.1]\r\n");
        const QByteArray extensions = co_await lastLine(wire, "250 ", "250-", place);
        Q_UNUSED(extensions);
        co_await wire->write("STARTTLS\r\n");
        answer = co_await lastLine(wire, "220 ", "220-", place);
    } else if (greeting.startsWith("* ")) {
        co_await wire->write("a STARTTLS\r\n");
        answer = co_await lastLine(wire, "a ", "* ", place);
    } else {
        co_await core::failure(
            Errc::ProtocolViolation, place, greeting.first(std::min<qsizetype>(greeting.size(), 200)));
    }
    if (!answer.startsWith("220 ") && !answer.startsWith("a OK"))
        co_await core::failure(Errc::TlsNotOffered, place, answer.first(std::min<qsizetype>(answer.size(), 200)));
}
} // namespace

async::Task<core::TrustQuestion> probeTrust(core::ServerSettings server, net::TlsPolicy policy, net::Proxy proxy)
{
    policy.exceptions.clear();
    net::Wire wire;
    wire.setLogName(u"trust"_s);
    wire.setProgressTimeout(std::chrono::seconds(15));
    wire.setProxy(std::move(proxy));
    auto opened = co_await wire.open(server, policy).asResult();
    if (opened && server.security == core::Security::StartTls) {
        co_await agreeOnTls(&wire, server);
        opened = co_await wire.startTls().asResult();
    }
    if (!opened && !wire.trustQuestion())
        co_await std::unexpected(opened.error());
    co_return wire.trustQuestion().value_or(
        core::TrustQuestion{.host = server.host, .port = server.port, .chain = wire.peerChain()});
}

} // namespace engine
