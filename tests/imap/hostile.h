// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "dovecot.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

/** What the tests with scripted IMAP servers share: how far a script has to come before it turns hostile. */
namespace hostile
{

using core::Errc;
constexpr Errc kWorks = Errc::Internal;

inline QByteArray signedIn(const QByteArray &capabilities)
{
    return "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\nC: $ AUTHENTICATE *\nS: $ OK [CAPABILITY IMAP4rev1 "
        + capabilities + "] in\n";
}

inline QByteArray selected(const QByteArray &capabilities = {})
{
    return signedIn(capabilities)
        + "C: $ SELECT \"INBOX\"*\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 5] x\nS: * OK [UIDNEXT 4] x\nS: $ OK "
          "[READ-WRITE] x\n";
}

/** Short where the time-out is what is looked at, else long enough for a busy computer. */
inline std::chrono::milliseconds patienceFor(Errc wanted)
{
    return std::chrono::milliseconds(wanted == Errc::Timeout ? 800 : 5000);
}

inline imap::Login login(const test::ScriptedServer &server, std::chrono::milliseconds patience)
{
    return {.server = {.host = QStringLiteral("127.0.0.1"),
                .port = server.port(),
                .security = core::Security::None,
                .user = QStringLiteral("taro")},
        .password = core::Secret(QByteArray("pw")),
        .policy = {},
        .logName = {},
        .patience = patience};
}

struct Ended {
    Errc code = kWorks;
    bool isOpen = false;
    QString context;
};

/** Connects, selects `mailbox` (reading only, unless empty), and runs the verb. */
template <class Connection>
Ended outcome(const test::ScriptedServer &server, async::Task<> (*verb)(Connection *),
    std::chrono::milliseconds patience, const QByteArray &mailbox = {})
{
    auto opened = test::waitFor(Connection::open(login(server, patience)), 20000);
    if (!opened)
        return {opened.error().code, false, opened.error().context};
    if constexpr (std::is_same_v<Connection, imap::ReadingConnection>) {
        if (!mailbox.isEmpty()) {
            if (const auto there = test::waitFor((*opened)->select(mailbox)); !there)
                return {there.error().code, (*opened)->isOpen(), there.error().context};
        }
    }
    const auto result = test::waitFor(verb(opened->get()), 30000);
    Ended ended{
        result ? kWorks : result.error().code, (*opened)->isOpen(), result ? QString() : result.error().context};
    QElapsedTimer clock;
    clock.start();
    opened->reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QTest::qWait(1);
    if (clock.elapsed() > 2000)
        return {Errc::Timeout, false, QStringLiteral("frozen in a destructor")};
    return ended;
}

inline const imap::UidSet kThree = imap::UidSet::fromRange(core::Uid{1}, core::Uid{3});

inline QByteArray summaryLine(int uid)
{
    const QByteArray n = QByteArray::number(uid);
    return "S: * " + n + " FETCH (UID " + n
        + " FLAGS () RFC822.SIZE 9 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL "
          "NIL NIL \"7BIT\" 1 1) BODY[HEADER.FIELDS (X)] {2}\nS: \nS: )\n";
}

using CommandVerb = async::Task<> (*)(imap::CommandConnection *);
using ReadingVerb = async::Task<> (*)(imap::ReadingConnection *);

inline async::Task<> store(imap::CommandConnection *connection)
{
    co_await connection->storeFlags("INBOX", core::UidValidity{5}, kThree, core::Flag::Seen, {});
}
inline async::Task<> append(imap::CommandConnection *connection)
{
    co_await connection->append("INBOX", {}, {}, "From: x\r\n\r\nbody\r\n");
}
inline async::Task<> listAll(imap::CommandConnection *connection)
{
    co_await connection->list();
}
inline async::Task<> statusOf(imap::CommandConnection *connection)
{
    co_await connection->status("INBOX");
}
inline async::Task<> summaries(imap::ReadingConnection *connection)
{
    co_await connection->fetchSummaries(kThree, [](QList<imap::SummaryData>) { }, {});
}
inline async::Task<> body(imap::ReadingConnection *connection)
{
    co_await connection->fetchBody(core::Uid{2});
}
inline async::Task<> uids(imap::ReadingConnection *connection)
{
    co_await connection->uidsFrom(core::Uid{1});
}
inline async::Task<> flags(imap::ReadingConnection *connection)
{
    co_await connection->fetchFlags(kThree, {});
}
inline async::Task<> idle(imap::ReadingConnection *connection)
{
    co_await connection->idle();
}

} // namespace hostile
Q_DECLARE_METATYPE(hostile::CommandVerb)
Q_DECLARE_METATYPE(hostile::ReadingVerb)
