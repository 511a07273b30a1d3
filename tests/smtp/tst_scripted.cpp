// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/initialize.h"
#include "net/tlsroots.h"
#include "smtp/client.h"
#include "tests/support/coroutine.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using core::Security;
using test::ScriptedServer;

namespace
{
constexpr auto kPassword = "Canary-Pass"; // as it is, in base64 and in PLAIN it must not be seen
const QByteArray kMessage = "From: taro@example.test\r\nSubject: hi\r\n\r\nbody\r\n";

smtp::Login login(quint16 port, Security security, const QString &user = u"taro"_s)
{
    return {.server = {.host = u"127.0.0.1"_s, .port = port, .security = security, .user = user},
        .password = core::Secret(QByteArray(kPassword)),
        .policy = {},
        .logName = {},
        .patience = 600ms};
}

core::Submission submission(const QStringList &recipients = {u"hanako@example.test"_s})
{
    core::Submission value;
    value.reversePath = u"taro@example.test"_s;
    value.recipients = recipients;
    return value;
}

/** The moment before the final dot: what the server had by then, and whether the dot may leave. */
struct AtTheDot {
    ScriptedServer &server;
    QByteArray said = {};
    std::optional<core::Error> refusal = {};
    std::chrono::milliseconds pause = 50ms;
};

async::Task<> dotIsDue(AtTheDot *at)
{
    co_await async::delay(at->pause);
    at->said = at->server.received();
    if (at->refusal)
        co_await std::unexpected(*at->refusal);
}

bool showsSecret(const QByteArray &bytes)
{
    return bytes.contains(kPassword) || bytes.contains(QByteArray(kPassword).toBase64())
        || bytes.contains(QByteArray("\0taro\0Canary-Pass", 17).toBase64());
}
} // namespace

class ScriptedTest : public QObject
{
    Q_OBJECT

    core::Error openError(ScriptedServer &server, Security security)
    {
        smtp::Client client;
        const auto result = test::waitFor(client.open(login(server.port(), security)), 20000);
        return result ? core::Error{Errc::Internal, u"it worked"_s, {}} : result.error();
    }

    /** Greeting, EHLO and one message without sign-in; the end of the script is given. */
    core::Result<smtp::Receipt> submitted(ScriptedServer &server, const core::Submission &what = submission(),
        const QByteArray &bytes = kMessage, QList<core::RecipientResult> *results = nullptr)
    {
        smtp::Client client;
        if (const auto opened = test::waitFor(client.open(login(server.port(), Security::None, {}))); !opened)
            return std::unexpected(opened.error());
        auto receipt = test::waitFor(client.submit(what, bytes), 20000);
        if (results)
            *results = client.recipientResults();
        return receipt;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(logs.isValid());
        qputenv("HIKYAKU_LOG_DIR", logs.path().toLocal8Bit());
        net::initialize();
        QVERIFY(test::Identities::shared().isGood());
        QVERIFY(net::TlsRoots::addFromFile(test::Identities::shared().caFile()));
    }

    void nothingSecretBeforeTls_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Errc>("code");
        QTest::newRow("stripped") << "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 AUTH PLAIN LOGIN\nC: *"_ba
                                  << Errc::TlsNotOffered;
        QTest::newRow("refused for now") << "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250-AUTH PLAIN\nS: 250 STARTTLS\n"
                                            "C: STARTTLS\nS: 454 4.7.0 not now\nC: *"_ba
                                         << Errc::TlsNotOffered;
        QTest::newRow("refused") << "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250-AUTH PLAIN\nS: 250 STARTTLS\n"
                                    "C: STARTTLS\nS: 502 what\nC: *"_ba
                                 << Errc::TlsNotOffered;
        QTest::newRow("another 2xx is no agreement")
            << "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 STARTTLS\nC: STARTTLS\nS: 250 ok\nC: *"_ba
            << Errc::TlsNotOffered;
        QTest::newRow("injected") << "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n"
                                     "S: 250 AUTH PLAIN\nTLS\nC: *"_ba
                                  << Errc::ProtocolViolation;
        QTest::newRow("half a line injected")
            << "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nS| 25\nTLS\nC: *"_ba
            << Errc::ProtocolViolation;
        QTest::newRow("no TLS after the agreement") << "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 STARTTLS\nC: STARTTLS\n"
                                                       "S: 220 go\nWAIT 30\nS*9: 250 in clear\nC: *"_ba
                                                    << Errc::TlsFailed;
        QTest::newRow("EHLO refused, HELO not tried")
            << "S: 220 hi\nC: EHLO *\nS: 502 what\nC: *"_ba << Errc::ServerRefused;
        QTest::newRow("no greeting") << ""_ba << Errc::Timeout;
        QTest::newRow("not at home") << "S: 554 go away\nC: *"_ba << Errc::ServerRefused;
        QTest::newRow("busy") << "S: 421 later\nC: *"_ba << Errc::ServerBusy;
        QTest::newRow("IMAP") << "S: * OK hello\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("endless greeting") << "S*300: 220-more\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("endless line")
            << "more:\nS| aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nWAIT 1\nGOTO more"_ba
            << Errc::ProtocolViolation;
        QTest::newRow("drips for ever") << "more:\nS| 2\nWAIT 100\nGOTO more"_ba << Errc::Timeout;
    }
    void nothingSecretBeforeTls()
    {
        QFETCH(QByteArray, script);
        ScriptedServer server(script, test::Identities::shared().issued());
        const core::Error error = openError(server, Security::StartTls);
        QTEST(error.code, "code");
        QTest::qWait(20);
        QVERIFY2(!showsSecret(server.received()), server.received());
        QVERIFY(!server.received().contains("HELO "));
        QVERIFY(!server.received().contains("AUTH"));
    }

    void whatWasSaidInClearIsForgotten()
    {
        // Inside TLS the server offers no PLAIN any more: what it offered outside must not be used.
        ScriptedServer server("S: 220 hi\nC: EHLO [127.0.0.1]\nS: 250-me\nS: 250-AUTH PLAIN LOGIN\nS: 250 STARTTLS\n"
                              "C: STARTTLS\nS: 220 go\nTLS\nC: EHLO [127.0.0.1]\nS: 250-me\nS: 250 AUTH GSSAPI\nC: *",
            test::Identities::shared().issued());
        QCOMPARE(openError(server, Security::StartTls).code, Errc::NoCommonMechanism);
        QVERIFY(!showsSecret(server.received()));
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void signInGoesWrong_data()
    {
        QTest::addColumn<QByteArray>("offer");
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Errc>("code");
        QTest::newRow("wrong password") << "PLAIN LOGIN"_ba << "C: AUTH PLAIN *\nS: 535 5.7.8 no\nC: *"_ba
                                        << Errc::AuthenticationFailed;
        QTest::newRow("no weaker one after the stronger failed")
            << "PLAIN LOGIN CRAM-MD5"_ba << "C: AUTH CRAM-MD5\nS: 535 5.7.8 no\nC: *"_ba << Errc::AuthenticationFailed;
        QTest::newRow("cannot check now")
            << "PLAIN"_ba << "C: AUTH PLAIN *\nS: 454 4.7.0 later\nC: *"_ba << Errc::AuthenticationUnavailable;
        QTest::newRow("endless challenges")
            << "LOGIN"_ba << "C: AUTH LOGIN\nmore:\nS: 334 VXNlcg==\nC: *\nGOTO more"_ba << Errc::AuthenticationFailed;
        QTest::newRow("endless PLAIN") << "PLAIN"_ba << "C: AUTH PLAIN *\nmore:\nS: 334 \nC: *\nGOTO more"_ba
                                       << Errc::ProtocolViolation;
        QTest::newRow("SCRAM taken without proof")
            << "SCRAM-SHA-256"_ba << "C: AUTH SCRAM-SHA-256 *\nS: 235 welcome\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("SCRAM with a nonsense challenge")
            << "SCRAM-SHA-256"_ba << "C: AUTH SCRAM-SHA-256 *\nS: 334 cj14\nC: *\nC: *"_ba
            << Errc::AuthenticationFailed;
        QTest::newRow("none of ours") << "GSSAPI OTP"_ba << "C: *"_ba << Errc::NoCommonMechanism;
    }
    void signInGoesWrong()
    {
        QFETCH(QByteArray, offer);
        QFETCH(QByteArray, script);
        ScriptedServer server("S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 AUTH " + offer + "\n" + script,
            test::Identities::shared().issued(), true);
        const core::Error error = openError(server, Security::Tls);
        QTEST(error.code, "code");
        if (!offer.startsWith("PLAIN") || offer.contains("CRAM"))
            QVERIFY2(!showsSecret(server.received()) || offer == "LOGIN", server.received());
        QVERIFY(server.receivedInClear().isEmpty() || !showsSecret(server.receivedInClear()));
        QVERIFY(server.received().size() < 2000);
    }

    void messageIsHandedOver()
    {
        ScriptedServer server(
            "S: 220-hi\nS: 220 there\nC: EHLO [127.0.0.1]\nS: 250-me\nS: 250-SIZE 1000\nS: 250 8BITMIME\n"
            "C: MAIL FROM:<taro@example.test> SIZE=* BODY=8BITMIME\nS: 250 ok\n"
            "C: RCPT TO:<a@example.test>\nS: 250 2.1.5 a\nC: RCPT TO:<b@example.test>\nS: 251 2.1.5 b\n"
            "C: DATA\nS: 354 go\nC*\nS: 250-2.0.0 taken\nS: 250 as 42\nC: QUIT\nS: 221 bye\nCLOSE");
        smtp::Client client;
        QVERIFY(test::waitFor(client.open(login(server.port(), Security::None, {}))));
        const auto receipt = test::waitFor(
            client.submit(submission({u"a@example.test"_s, u"b@example.test"_s}), "Subject: \xe3\x81\x82\n\n.\n"));
        QVERIFY(receipt);
        QCOMPARE(receipt->serverText, "250 2.0.0 taken as 42");
        const QList<core::RecipientResult> wanted{
            {u"a@example.test"_s, true, "250 2.1.5 a"}, {u"b@example.test"_s, true, "251 2.1.5 b"}};
        QCOMPARE(receipt->recipients, wanted);
        QVERIFY(test::waitFor(client.quit()));
        QCOMPARE(server.complaints(), QByteArrayList());
        QVERIFY(server.received().contains("DATA\r\nSubject: \xe3\x81\x82\r\n\r\n..\r\n.\r\nQUIT"));
    }

    void eachStepRefused_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<bool>("contentSent");
        const QByteArray hello = "S: 220 hi\nC: EHLO *\nS: 250 me\nC: MAIL *\n";
        const QByteArray to = hello + "S: 250 ok\nC: RCPT *\n";
        const QByteArray data = to + "S: 250 ok\nC: DATA\n";
        const QByteArray dot = data + "S: 354 go\nC*\n";
        QTest::newRow("MAIL 4xx") << hello + "S: 451 later\nC: *" << Errc::ServerBusy << false;
        QTest::newRow("MAIL 5xx") << hello + "S: 553 no\nC: *" << Errc::SenderRefused << false;
        QTest::newRow("RCPT 4xx") << to + "S: 450 4.2.0 grey\nC: RSET\nS: 250 ok" << Errc::ServerBusy << false;
        QTest::newRow("RCPT 5xx") << to + "S: 550 5.1.1 who\nC: RSET\nS: 250 ok" << Errc::RecipientRefused << false;
        QTest::newRow("RCPT 5xx, RSET closes")
            << to + "S: 550 5.1.1 who\nC: RSET\nCLOSE" << Errc::RecipientRefused << false;
        QTest::newRow("RCPT 421") << to + "S: 421 closing\nCLOSE" << Errc::ServerBusy << false;
        QTest::newRow("DATA 4xx") << data + "S: 451 later\nC: *" << Errc::ServerBusy << false;
        QTest::newRow("DATA 5xx") << data + "S: 554 no\nC: *" << Errc::ServerRefused << false;
        QTest::newRow("DATA 250") << data + "S: 250 ok\nC: *" << Errc::ServerBusy << false;
        QTest::newRow("dot 4xx") << dot + "S: 451 later\nC: *" << Errc::ServerBusy << true;
        QTest::newRow("dot 421") << dot + "S: 421 later\nC: *" << Errc::ServerBusy << true;
        QTest::newRow("dot 5xx") << dot + "S: 554 5.7.1 spam\nC: *" << Errc::ServerRefused << true;
        QTest::newRow("dot 552") << dot + "S: 552 5.3.4 big\nC: *" << Errc::MessageTooLarge << true;
        QTest::newRow("dot, close") << dot + "CLOSE" << Errc::DeliveryUnknown << true;
        QTest::newRow("dot, half a reply, close") << dot + "S| 25\nCLOSE" << Errc::DeliveryUnknown << true;
        QTest::newRow("dot, half a long reply, close") << dot + "S: 250-taken\nCLOSE" << Errc::DeliveryUnknown << true;
        QTest::newRow("dot, nonsense") << dot + "S: what?\nC: *" << Errc::DeliveryUnknown << true;
        QTest::newRow("dot, 354 once more") << dot + "S: 354 go\nC: *" << Errc::DeliveryUnknown << true;
        QTest::newRow("dot, silence") << dot + "WAIT 20000" << Errc::DeliveryUnknown << true;
        QTest::newRow("DATA, close") << data + "CLOSE" << Errc::ConnectionLost << false;
        QTest::newRow("RCPT, close") << to + "CLOSE" << Errc::ConnectionLost << false;
        QTest::newRow("RCPT, nonsense") << to + "S: what?\nC: *" << Errc::ProtocolViolation << false;
        QTest::newRow("RCPT, silence") << to + "WAIT 20000" << Errc::Timeout << false;
    }
    void eachStepRefused()
    {
        QFETCH(QByteArray, script);
        QFETCH(bool, contentSent);
        ScriptedServer server(script);
        const auto receipt = submitted(server);
        QVERIFY(!receipt);
        QTEST(receipt.error().code, "code");
        QCOMPARE(server.received().contains("Subject"), contentSent);
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void closedInTheMiddleOfTheMessageIsNotSent()
    {
        ScriptedServer server("S: 220 hi\nC: EHLO *\nS: 250 me\nC: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\n"
                              "S: 354 go\nC: *\nC: *\nCLOSE");
        const auto receipt = submitted(server, submission(), QByteArray("line\r\n").repeated(4'000'000));
        QCOMPARE(receipt.error().code, Errc::ConnectionLost);
    }

    void serverThatGivesUpInTheMiddleIsHeard()
    {
        ScriptedServer server("S: 220 hi\nC: EHLO *\nS: 250 me\nC: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\n"
                              "S: 354 go\nC: *\nS: 552 5.3.4 enough\nend:\nC: *\nGOTO end");
        const auto receipt = submitted(server, submission(), QByteArray("line\r\n").repeated(200'000));
        QCOMPARE(receipt.error().code, Errc::MessageTooLarge);
        QVERIFY2(!server.received().endsWith("\r\n.\r\n"), "the final dot would make it anybody's guess");
    }

    void replyTooMuchIsFoundBeforeTheFinalDot()
    {
        // One answer too many early on: every later reply would be taken for the wrong step.
        ScriptedServer server("S: 220 hi\nC: EHLO *\nS: 250 me\nC: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\n"
                              "S: 354 go\nS: 250 taken already\nC: *\nC: *");
        QCOMPARE(submitted(server).error().code, Errc::ProtocolViolation);
        QVERIFY(!server.received().endsWith("\r\n.\r\n"));
    }

    void theFinalDotWaits_data()
    {
        QTest::addColumn<QByteArray>("meanwhile"); // what the server does when it has the text
        QTest::addColumn<bool>("refused");
        QTest::addColumn<Errc>("code");
        QTest::newRow("allowed") << ""_ba << false << Errc::Internal;
        QTest::newRow("not allowed") << ""_ba << true << Errc::StoreFull;
        QTest::newRow("link lost meanwhile") << "CLOSE\n"_ba << false << Errc::ConnectionLost;
        QTest::newRow("refused meanwhile") << "S: 552 5.3.4 enough\n"_ba << false << Errc::MessageTooLarge;
    }
    void theFinalDotWaits()
    {
        QFETCH(QByteArray, meanwhile);
        QFETCH(bool, refused);
        QFETCH(Errc, code);
        ScriptedServer server("S: 220 hi\nC: EHLO *\nS: 250 me\nC: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\n"
                              "S: 354 go\nC: From*\nC: Subject*\nC: *\nC: body\n"
            + meanwhile + "C: .\nS: 250 taken\n");
        smtp::Client client;
        QVERIFY(test::waitFor(client.open(login(server.port(), Security::None, {}))));
        AtTheDot at{.server = server};
        if (refused)
            at.refusal = core::Error{Errc::StoreFull, {}, {}};
        const auto receipt
            = test::waitFor(client.submit(submission(), kMessage, [&at] { return dotIsDue(&at); }), 20000);
        QTest::qWait(50);
        QVERIFY2(at.said.endsWith("\r\nbody\r\n"), at.said); // all of it but the dot
        QCOMPARE(receipt.has_value(), code == Errc::Internal);
        QCOMPARE(server.received().endsWith("\r\n.\r\n"), receipt.has_value());
        if (!receipt)
            QCOMPARE(receipt.error().code, code);
    }

    void oneRefusedRecipientStopsAllAndIsNamed()
    {
        ScriptedServer server(
            "S: 220 hi\nC: EHLO *\nS: 250 me\nC: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 2.1.5 ok\nC: RCPT *\n"
            "S: 550 5.1.1 who\nC: RCPT *\nS: 250 2.1.5 ok\nC: RSET\nS: 250 ok\nC: MAIL *\nS: 250 ok\n"
            "C: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go\nC*\nS: 250 ok");
        smtp::Client client;
        QVERIFY(test::waitFor(client.open(login(server.port(), Security::None, {}))));
        const auto refused
            = test::waitFor(client.submit(submission({u"a@x.test"_s, u"b@x.test"_s, u"c@x.test"_s}), kMessage));
        QCOMPARE(refused.error().code, Errc::RecipientRefused);
        QCOMPARE(refused.error().context, u"b@x.test"_s);
        QCOMPARE(refused.error().serverText, "550 5.1.1 who");
        const QList<core::RecipientResult> results = client.recipientResults();
        QCOMPARE(results.size(), 3);
        QVERIFY(results[0].accepted && !results[1].accepted && results[2].accepted);
        QVERIFY(!server.received().contains("DATA"));
        // The connection is as good as before.
        QVERIFY(test::waitFor(client.submit(submission({u"a@x.test"_s}), kMessage)));
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void notSentAtAll_data()
    {
        QTest::addColumn<QByteArray>("extensions");
        QTest::addColumn<QString>("recipient");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Errc>("code");
        const QString good = u"a@x.test"_s;
        QTest::newRow("bigger than SIZE") << "SIZE 100"_ba << good << QByteArray(200, 'x') << Errc::MessageTooLarge;
        QTest::newRow("8-bit to a 7-bit server") << "SIZE 1000"_ba << good << "\xe3\x81\x82"_ba << Errc::ServerRefused;
        QTest::newRow("line end in the address") << "SIZE 1000"_ba << u"a@x>\r\nDATA"_s << "x"_ba << Errc::InvalidInput;
        QTest::newRow("nobody") << "SIZE 1000"_ba << QString() << "x"_ba << Errc::InvalidInput;
    }
    void notSentAtAll()
    {
        QFETCH(QByteArray, extensions);
        QFETCH(QString, recipient);
        QFETCH(QByteArray, bytes);
        ScriptedServer server("S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 " + extensions + "\nC: *");
        const auto receipt
            = submitted(server, submission(recipient.isEmpty() ? QStringList{} : QStringList{recipient}), bytes);
        QVERIFY(!receipt);
        QTEST(receipt.error().code, "code");
        QVERIFY(!server.received().contains("MAIL"));
    }

    /** Wherever the server's side of a whole dialogue ends, the message is sent, not sent, or honestly unknown. */
    void cutAtEachByte()
    {
        const QByteArray script
            = "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 SIZE 1000\nC: MAIL *\nS: 250 2.1.0 ok\nC: RCPT *\n"
              "S: 250 2.1.5 ok\nC: DATA\nS: 354 go\nC*\nS: 250-2.0.0\nS: 250 taken\nC: *";
        qint64 whole = 0;
        {
            ScriptedServer server(script);
            QVERIFY(submitted(server));
            whole = server.sent();
        }
        const qint64 beforeDot = whole - qint64(qstrlen("250-2.0.0\r\n250 taken\r\n"));
        for (qint64 cut = 0; cut < whole; ++cut) {
            ScriptedServer server(script);
            server.cutAfter(cut);
            const auto receipt = submitted(server);
            QVERIFY2(!receipt, qPrintable(QString::number(cut)));
            const Errc wanted = cut < beforeDot ? Errc::ConnectionLost : Errc::DeliveryUnknown;
            // At the very cut the content may already have left, or the close may have come first.
            if (cut == beforeDot)
                QVERIFY(receipt.error().code == Errc::ConnectionLost || receipt.error().code == Errc::DeliveryUnknown);
            else
                QVERIFY2(receipt.error().code == wanted,
                    qPrintable(u"%1: %2"_s.arg(cut).arg(core::errcName(receipt.error().code))));
        }
    }

    /** Last: what all of the above left in the wire logs. */
    void cleanupTestCase()
    {
        qunsetenv("HIKYAKU_LOG_DIR");
        const QFileInfoList files = QDir(logs.path()).entryInfoList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo &info : files) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!showsSecret(file.readAll()), qPrintable(info.fileName()));
        }
    }

private:
    QTemporaryDir logs;
};

QTEST_GUILESS_MAIN(ScriptedTest)
#include "tst_scripted.moc"
