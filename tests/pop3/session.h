// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/initialize.h"
#include "pop3/connection.h"
#include "tests/support/coroutine.h"
#include "tests/support/scriptedserver.h"

namespace test
{

/** What RETR and TOP gave, by number, in the order in which it came. */
struct Given {
    QList<quint32> order;
    QMap<quint32, core::Result<QByteArray>> bytes;
    std::optional<core::Error> refusal; ///< what the receiver says to the next one

    static async::Task<> take(Given *given, quint32 number, core::Result<QByteArray> bytes)
    {
        co_await async::yieldToEventLoop();
        if (given->refusal)
            co_await std::unexpected(*given->refusal);
        given->order.append(number);
        given->bytes.insert(number, std::move(bytes));
    }
    pop3::Connection::Taken taken()
    {
        return [this](quint32 number, core::Result<QByteArray> content) {
            return take(this, number, std::move(content));
        };
    }
};

/** A session with a scripted server, in clear, signed in; `script` is what comes then. `cutAfter`: bytes, then it
 * closes. */
class Session
{
public:
    explicit Session(const QByteArray &script, const QByteArray &capabilities = "UIDL\nTOP",
        std::chrono::milliseconds patience = std::chrono::milliseconds(600), qint64 cutAfter = -1)
        : server("S: +OK hi\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\nC: AUTH PLAIN *\nS: +OK in\nC: CAPA\nS: +OK\nS: "
              + QByteArray(capabilities).replace("\n", "\nS: ") + "\nS: .\n" + script)
    {
        server.cutAfter(cutAfter);
        opened = bool(waitFor(connection.open({.server = {.host = QStringLiteral("127.0.0.1"),
                                                   .port = server.port(),
                                                   .security = core::Security::None,
                                                   .user = QStringLiteral("taro")},
            .password = core::Secret(QByteArray("pw")),
            .policy = {},
            .logName = QStringLiteral("pop3"),
            .patience = patience})));
    }
    /** What came after sign-in. */
    QByteArray commands() const
    {
        const QByteArray all = server.received();
        return all.sliced(all.indexOf("CAPA\r\n", all.indexOf("AUTH")) + 6);
    }

    ScriptedServer server;
    std::unique_ptr<pop3::Connection> held = std::make_unique<pop3::Connection>();
    pop3::Connection &connection = *held;
    bool opened = false;
};

/** The script of list(): messages of these sizes and uids. */
inline QByteArray listScript(const QByteArrayList &scan, const QByteArrayList &uids, bool pipelined = false)
{
    const auto shown = [](const QByteArrayList &lines) {
        return "S: +OK\n" + (lines.isEmpty() ? QByteArray() : "S: " + lines.join("\nS: ") + '\n') + "S: .\n";
    };
    const QByteArray stat = "S: +OK " + QByteArray::number(scan.size()) + " 999\n";
    if (pipelined)
        return "C: STAT\nC: LIST\nC: UIDL\n" + stat + shown(scan) + shown(uids);
    return "C: STAT\n" + stat + "C: LIST\n" + shown(scan) + "C: UIDL\n" + shown(uids);
}

} // namespace test
