// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/initialize.h"
#include "net/tlsroots.h"
#include "smtp/client.h"
#include "tests/support/coroutine.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Security;
using test::ScriptedServer;
using test::waitFor;

namespace
{
const QByteArray kMessage = "From: taro@example.test\r\nSubject: hi\r\n\r\nbody\r\n";

smtp::Login login(quint16 port, Security security, const QString &user)
{
    return {.server = {.host = u"127.0.0.1"_s, .port = port, .security = security, .user = user},
        .password = core::Secret("Canary"_ba),
        .policy = {},
        .logName = {},
        .patience = std::chrono::seconds(5)};
}

core::Submission submission()
{
    core::Submission value;
    value.reversePath = u"taro@example.test"_s;
    value.recipients = {u"a@example.test"_s, u"b@example.test"_s};
    return value;
}
} // namespace

/** What a sending server may do at any moment. */
class AccidentsTest : public QObject
{
    Q_OBJECT

    /** Opens, submits, leaves: the first error. */
    core::Result<> whole(ScriptedServer &server, Security security = Security::None, const QString &user = u"taro"_s)
    {
        smtp::Client client;
        if (const auto opened = waitFor(client.open(login(server.port(), security, user))); !opened)
            return opened;
        const auto receipt = waitFor(client.submit(submission(), kMessage));
        if (!receipt)
            return std::unexpected(receipt.error());
        return waitFor(client.quit());
    }

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        QVERIFY(test::Identities::shared().isGood());
        QVERIFY(net::TlsRoots::addFromFile(test::Identities::shared().caFile()));
    }

    /** RFC 5321 3.8: the server may go at any time. It is busy, the message is as it was, and nobody hangs. */
    void at421_data()
    {
        QTest::addColumn<QByteArray>("script");
        const QByteArrayList steps{"C: EHLO *\nS: 250-me\nS: 250 AUTH CRAM-MD5\n", "C: AUTH CRAM-MD5\nS: 334 PDE+\n",
            "C: *\nS: 235 in\n", "C: MAIL *\nS: 250 ok\n", "C: RCPT *\nS: 250 ok\n", "C: RCPT *\nS: 250 ok\n",
            "C: DATA\nS: 354 go\n", "C*\nS: 250 taken\n"};
        const QByteArrayList names{"EHLO", "AUTH", "AUTH, second round", "MAIL", "RCPT", "second RCPT", "DATA", "dot"};
        QTest::newRow("greeting") << "S: 421 4.3.2 closing\nCLOSE"_ba;
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const QByteArray wait = steps[i].first(steps[i].indexOf('\n') + 1);
            QTest::newRow("at " + names[i])
                << "S: 220 hi\n" + steps.first(i).join() + wait + "S: 421-4.3.2 closing\nS: 421 now\nCLOSE";
        }
        QTest::newRow("instead of an answer to RSET") << "S: 220 hi\n" + steps.first(5).join()
                + "C: RCPT *\nS: 450 4.2.0 grey\nC: RSET\nS: 421 4.3.2 closing\nCLOSE";
    }
    void at421()
    {
        QFETCH(QByteArray, script);
        ScriptedServer server(script);
        const auto result = whole(server);
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::ServerBusy);
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void at421AfterTheMessage()
    {
        ScriptedServer server("S: 220 hi\nC: EHLO *\nS: 250 me\nC: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: RCPT *\n"
                              "S: 250 ok\nC: DATA\nS: 354 go\nC*\nS: 250 taken\nC: QUIT\nS: 421 closing\nCLOSE");
        smtp::Client client;
        QVERIFY(waitFor(client.open(login(server.port(), Security::None, {}))));
        QVERIFY(waitFor(client.submit(submission(), kMessage)));
        (void)waitFor(client.quit()); // the message is taken, whatever is said now
    }

    /** Clients have been seen that let go of TLS where no password was at stake (KMail bug 423423). */
    void strippedAlsoWhenNobodySignsIn()
    {
        for (const char *script : {"S: 220 hi\nC: EHLO *\nS: 250 me\nC: *",
                 "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 4.7.0 not now\nC: *"}) {
            ScriptedServer server(script, test::Identities::shared().issued());
            QCOMPARE(whole(server, Security::StartTls, {}).error().code, Errc::TlsNotOffered);
            QTest::qWait(20);
            QVERIFY2(!server.received().contains("MAIL"), server.received());
        }
    }

    /** What is announced and does not work cannot hurt where it is not used. */
    void extensionsThatLie_data()
    {
        QTest::addColumn<QByteArray>("extensions");
        QTest::newRow("PIPELINING") << "PIPELINING"_ba;
        QTest::newRow("CHUNKING") << "CHUNKING"_ba;
        QTest::newRow("SMTPUTF8") << "SMTPUTF8"_ba;
        QTest::newRow("SIZE 0") << "SIZE 0"_ba;
        QTest::newRow("SIZE nonsense") << "SIZE many"_ba;
        QTest::newRow("8BITMIME twice") << "8BITMIME\nS: 250 8BITMIME"_ba;
    }
    void extensionsThatLie()
    {
        QFETCH(QByteArray, extensions);
        extensions.replace("\nS: 250 ", "\nS: 250-");
        // One command at a time, each behind the answer to the one before; DATA and nothing of RFC 3030 or 6531.
        ScriptedServer server("S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250-" + extensions
            + "\nS: 250 HELP\nC: MAIL FROM:<taro@example.test>*\nWAIT 50\nS: 250 ok\nC: RCPT TO:<a@example.test>\nWAIT "
              "50\n"
              "S: 250 ok\nC: RCPT TO:<b@example.test>\nS: 250 ok\nC: DATA\nWAIT 50\nS: 354 go\nC*\nS: 250 taken\nC: "
              "QUIT\n"
              "S: 221 bye\nCLOSE");
        QVERIFY(whole(server, Security::None, {}));
        QCOMPARE(server.complaints(), QByteArrayList());
        QVERIFY(!server.received().contains("BDAT") && !server.received().contains(" SMTPUTF8"));
    }
};

QTEST_GUILESS_MAIN(AccidentsTest)
#include "tst_accidents.moc"
