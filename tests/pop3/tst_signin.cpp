// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/initialize.h"
#include "net/tlsroots.h"
#include "pop3/connection.h"
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
constexpr auto kPassword = "Canary\"\\-Pass";
constexpr Errc kWorks = Errc::Internal;

pop3::Login login(quint16 port, Security security, const QString &auth = u"auto"_s)
{
    return {.server = {.host = u"127.0.0.1"_s, .port = port, .security = security, .auth = auth, .user = u"taro"_s},
        .password = core::Secret(QByteArray(kPassword)),
        .policy = {},
        .logName = {},
        .patience = 600ms};
}

bool showsSecret(const QByteArray &bytes)
{
    return bytes.contains("Canary") || bytes.contains(QByteArray(kPassword).toBase64())
        || bytes.contains(("\0taro\0"_ba + kPassword).toBase64());
}

/** How it ends; Errc::Internal: it worked. */
core::Error outcome(const pop3::Login &login)
{
    pop3::Connection connection;
    const auto result = test::waitFor(connection.open(login), 20000);
    return result ? core::Error{kWorks, u"it worked"_s, {}} : result.error();
}

/** The answer to CAPA. */
QByteArray capa(const QByteArray &lines)
{
    return "C: CAPA\nS: +OK\n"
        + (lines.isEmpty() ? QByteArray() : "S: " + QByteArray(lines).replace("\n", "\nS: ") + '\n') + "S: .\n";
}
} // namespace

/** What a server, or whoever stands between, may try before and while we sign in. */
class SignInTest : public QObject
{
    Q_OBJECT

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
        const QByteArray hello = "S: +OK <1.2@host> hi\n" + capa("STLS\nSASL PLAIN\nUSER");
        const QByteArray agreed = hello + "C: STLS\nS: +OK go\n";
        const auto row = [](const char *name, const QByteArray &script, Errc code) {
            QTest::newRow(name) << script << code;
        };
        row("stls-stripped", "S: +OK <1.2@host> hi\n" + capa("SASL PLAIN\nUSER") + "C: *", Errc::TlsNotOffered);
        row("stls-stripped, and CAPA", "S: +OK hi\nC: CAPA\nS: -ERR what\nC: *", Errc::TlsNotOffered);
        row("stls-refused", hello + "C: STLS\nS: -ERR no\nC: *", Errc::TlsNotOffered);
        row("stls-refused for now", hello + "C: STLS\nS: -ERR [SYS/TEMP] later\nC: *", Errc::TlsNotOffered);
        row("stls-injection", agreed + "S: +OK in clear\nTLS\nC: *", Errc::ProtocolViolation);
        row("stls-injection of capabilities", agreed + "S: +OK\nS: SASL PLAIN\nS: .\nTLS\nC: *",
            Errc::ProtocolViolation);
        row("stls-injection of half a line", agreed + "S| +O\nTLS\nC: *", Errc::ProtocolViolation);
        row("stls-injection of a byte", agreed + "S| x\nTLS\nC: *", Errc::ProtocolViolation);
        row("stls-injection, flood", agreed + "S*2000: +OK more\nTLS\nC: *", Errc::ProtocolViolation);
        row("stls-ok-no-tls", agreed + "WAIT 30\nS*9: +OK in clear\nC: *", Errc::TlsFailed);
        row("stls-early-ok", hello + "S: +OK go\nC: *", Errc::ProtocolViolation);
        row("stls-challenge", hello + "C: STLS\nS: + go\nC: *", Errc::ProtocolViolation);
        row("greeting busy", "S: -ERR too many connections\nC: *", Errc::ServerBusy);
        row("greeting busy, by its code", "S: -ERR [IN-USE] x\nC: *", Errc::ServerBusy);
        row("greeting not at home", "S: -ERR [SYS/PERM] closed\nC: *", Errc::ServerRefused);
        row("bad-greeting of IMAP", "S: * OK hello\nC: *", Errc::ProtocolViolation);
        row("bad-greeting of SMTP", "S: 220 hello\nC: *", Errc::ProtocolViolation);
        row("bad-greeting, nearly one", "S: +OKAY\nC: *", Errc::ProtocolViolation);
        row("bad-greeting, a challenge", "S: + PDE+\nC: *", Errc::ProtocolViolation);
        row("two greetings", "S: +OK hi\nS: +OK hi again\nC: *", Errc::ProtocolViolation);
        row("greeting, then gone", "S: +OK hi\nS: -ERR [SYS/TEMP] going down\nCLOSE", Errc::ConnectionLost);
        row("no-greeting", "", Errc::Timeout);
        row("endless greeting",
            "more:\nS| aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            "\nGOTO more",
            Errc::ProtocolViolation);
        row("endless capabilities", "S: +OK hi\nC: CAPA\nS: +OK\nS*300: X-MORE\nC: *", Errc::ProtocolViolation);
        row("capabilities without an end", "S: +OK hi\nC: CAPA\nS: +OK\nS: STLS\nC: *", Errc::Timeout);
        row("drips for ever", "more:\nS| +\nWAIT 100\nGOTO more", Errc::Timeout);
        row("closed", "S: +OK hi\nCLOSE", Errc::ConnectionLost);
    }
    void nothingSecretBeforeTls()
    {
        QFETCH(QByteArray, script);
        ScriptedServer server(script, test::Identities::shared().issued());
        const core::Error error = outcome(login(server.port(), Security::StartTls));
        QTEST(error.code, "code");
        QVERIFY(error.context.startsWith("127.0.0.1"_L1)); // of the connection, not of the test's own patience
        QTest::qWait(20);
        for (const char *word : {"USER", "PASS", "APOP", "AUTH", "taro"})
            QVERIFY2(!server.received().contains(word), server.received());
        QVERIFY2(server.received().count("STLS") <= 1 && server.connections() == 1, "a refusal must not loop");
    }

    void whatWasSaidInClearIsForgotten()
    {
        // Inside TLS there is neither PLAIN nor USER any more: what was offered outside must not be used.
        ScriptedServer server("S: +OK hi\n" + capa("STLS\nSASL PLAIN LOGIN\nUSER") + "C: STLS\nS: +OK go\nTLS\n"
                + capa("SASL OTP") + "C: *",
            test::Identities::shared().issued());
        QCOMPARE(outcome(login(server.port(), Security::StartTls)).code, Errc::NoCommonMechanism);
        QVERIFY(!showsSecret(server.received()));
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void capabilitiesThatAreRefusedInTlsAreNotThoseOfTheClear()
    {
        ScriptedServer server("S: +OK hi\n" + capa("STLS\nSASL CRAM-MD5\nPIPELINING")
                + "C: STLS\nS: +OK go\nTLS\nC: CAPA\nS: -ERR what\nC: USER taro\nS: +OK\nC: PASS *\nS: +OK in\n"
                  "C: CAPA\nS: -ERR what",
            test::Identities::shared().issued());
        pop3::Connection connection;
        QVERIFY(test::waitFor(connection.open(login(server.port(), Security::StartTls))));
        QVERIFY(!connection.capabilities().isKnown() && !connection.capabilities().has("PIPELINING"));
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    /** The timestamp was said in clear: whoever chose it learns from the answer. */
    void timestampOfTheClearIsForgotten()
    {
        for (const QString &auth : {u"apop"_s, u"auto"_s}) {
            ScriptedServer server(
                "S: +OK <1.2@host> hi\n" + capa("STLS") + "C: STLS\nS: +OK go\nTLS\n" + capa("TOP") + "C: *",
                test::Identities::shared().issued());
            QCOMPARE(outcome(login(server.port(), Security::StartTls, auth)).code, Errc::NoCommonMechanism);
            QVERIFY(!server.received().contains("APOP"));
            QCOMPARE(server.complaints(), QByteArrayList());
        }
    }

    void overTls_data()
    {
        QTest::addColumn<QByteArray>("script"); // behind the greeting with a timestamp
        QTest::addColumn<QString>("auth");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<bool>("cancels");
        const auto row = [](const char *name, const QByteArray &script, Errc code, bool cancels = false,
                             const char *auth = "auto") {
            QTest::newRow(name) << script << QString::fromLatin1(auth) << code << cancels;
        };
        const QByteArray plain = capa("SASL PLAIN") + "C: AUTH PLAIN *\n";
        row("login-fails", plain + "S: -ERR [AUTH] no\nC: *", Errc::AuthenticationFailed);
        row("login-fails, without a code", plain + "S: -ERR no\nC: *", Errc::AuthenticationFailed);
        row("login-fails for another reason",
            capa("SASL PLAIN\nAUTH-RESP-CODE") + "C: AUTH PLAIN *\nS: -ERR POP3 is switched off\nC: *",
            Errc::ServerRefused);
        row("login-in-use", plain + "S: -ERR [IN-USE] another session\nC: *", Errc::AuthenticationUnavailable);
        row("login-delay", plain + "S: -ERR [LOGIN-DELAY] wait\nC: *", Errc::AuthenticationUnavailable);
        row("login-unavailable", plain + "S: -ERR [SYS/TEMP] later\nC: *", Errc::AuthenticationUnavailable);
        row("login-broken", plain + "S: -ERR [SYS/PERM] call us\nC: *", Errc::ServerRefused);
        row("no weaker one after the stronger failed",
            capa("SASL PLAIN CRAM-MD5\nUSER") + "C: AUTH CRAM-MD5\nS: -ERR no\nC: *", Errc::AuthenticationFailed);
        row("APOP not after a stronger one failed",
            capa("SASL SCRAM-SHA-256\nUSER") + "C: AUTH SCRAM-SHA-256*\nS: -ERR no\nC: *", Errc::AuthenticationFailed);
        row("nothing after APOP failed", capa("SASL PLAIN\nUSER") + "C: APOP taro *\nS: -ERR no\nC: *",
            Errc::AuthenticationFailed, false, "apop");
        row("auth-loop of LOGIN", capa("SASL LOGIN") + "C: AUTH LOGIN\nmore:\nS: + VXNlcg==\nC: *\nGOTO more",
            Errc::AuthenticationFailed, true);
        row("auth-loop of PLAIN", plain + "more:\nS: + \nC: *\nGOTO more", Errc::ProtocolViolation, true);
        row("SCRAM taken without proof", capa("SASL SCRAM-SHA-256") + "C: AUTH SCRAM-SHA-256 *\nS: +OK in\nC: *",
            Errc::ProtocolViolation);
        row("SCRAM with a nonsense challenge",
            capa("SASL SCRAM-SHA-256") + "C: AUTH SCRAM-SHA-256 *\nS: + cj14\nC: *\nC: *", Errc::AuthenticationFailed,
            true);
        row("none of ours", capa("SASL OTP KERBEROS_V4") + "C: *", Errc::NoCommonMechanism, false, "plain");
        row("wanted, not offered", capa("SASL PLAIN\nUSER") + "C: *", Errc::NoCommonMechanism, false, "scram-sha-256");
        row("challenge to USER", capa("USER") + "C: USER taro\nS: + go\nC: *", Errc::ProtocolViolation);
        row("USER refused", capa("USER") + "C: USER taro\nS: -ERR who\nC: *", Errc::AuthenticationFailed);
        row("PASS in use", capa("USER") + "C: USER taro\nS: +OK\nC: PASS *\nS: -ERR [IN-USE] x\nC: *",
            Errc::AuthenticationUnavailable);
        row("an answer to PASS before it was asked", capa("USER") + "C: USER taro\nS: +OK\nS: +OK\nC: *",
            Errc::ProtocolViolation);
        row("nonsense", plain + "S: OK\nC: *", Errc::ProtocolViolation);
        row("closed", plain + "CLOSE", Errc::ConnectionLost);
        const QByteArray in = "S: +OK in\n" + capa("UIDL");
        row("works: PLAIN", plain + in, kWorks);
        row("works: LOGIN",
            capa("SASL LOGIN") + "C: AUTH LOGIN\nS: + VXNlcm5hbWU6\nC: dGFybw==\nS: + UGFzc3dvcmQ6\nC: *\n" + in,
            kWorks);
        row("works: in any case", "C: CAPA\nS: +ok\nS: sasl plain\nS: .\nC: AUTH PLAIN *\nS: +Ok\n" + capa("uidl"),
            kWorks);
        row("works: USER and PASS", capa("USER") + "C: USER taro\nS: +OK\nC: PASS Canary\"\\-Pass\n" + in, kWorks);
        row("works: without CAPA",
            "C: CAPA\nS: -ERR what\nC: USER taro\nS: +OK\nC: PASS *\nS: +OK\nC: CAPA\nS: -ERR what", kWorks);
        row("works: APOP",
            capa("SASL PLAIN") + "C: APOP taro "
                + QCryptographicHash::hash("<1.2@host>"_ba + kPassword, QCryptographicHash::Md5).toHex() + '\n' + in,
            kWorks, false, "apop");
        row("works: nothing but APOP", capa("SASL OTP") + "C: APOP taro *\n" + in, kWorks);
        row("works: in TLS the password, not APOP", capa("USER") + "C: USER taro\nS: +OK\nC: PASS *\n" + in, kWorks);
    }
    void overTls()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, auth);
        QFETCH(bool, cancels);
        ScriptedServer server("S: +OK <1.2@host> hi\n" + script, test::Identities::shared().issued(), true);
        const core::Error error = outcome(login(server.port(), Security::Tls, auth));
        QTEST(error.code, "code");
        QTest::qWait(20);
        QCOMPARE(server.received().endsWith("\r\n*\r\n"), cancels);
        if (script.contains("CRAM") || script.contains("SCRAM") || error.code == Errc::NoCommonMechanism)
            QVERIFY2(!showsSecret(server.received()), server.received());
        if (error.code == kWorks)
            QCOMPARE(server.complaints(), QByteArrayList());
        QVERIFY(server.received().size() < 2000);
        QCOMPARE(server.connections(), 1);
        QVERIFY2(server.receivedInClear().size() == server.received().size() || !showsSecret(server.receivedInClear()),
            "in clear");
    }

    /** RFC 5034 4: AUTH with an initial response has at most 255 bytes. */
    void longInitialResponseWaitsForTheServer()
    {
        ScriptedServer server("S: +OK hi\n" + capa("SASL PLAIN") + "C: AUTH PLAIN\nS: +\nC: *\nS: +OK in\n" + capa(""),
            test::Identities::shared().issued(), true);
        pop3::Login wanted = login(server.port(), Security::Tls);
        wanted.password = core::Secret(QByteArray(300, 'x'));
        QCOMPARE(outcome(wanted).code, kWorks);
        QCOMPARE(server.complaints(), QByteArrayList());
        QVERIFY(server.received().contains("\r\n" + ("\0taro\0"_ba + QByteArray(300, 'x')).toBase64() + "\r\n"));
    }

    void capabilitiesAreThoseOfTheSignedIn()
    {
        ScriptedServer server("S: +OK hi\n" + capa("SASL PLAIN\nEXPIRE 60 USER") + "C: AUTH PLAIN *\nS: +OK in\n"
                + capa("UIDL\nEXPIRE 5\nLOGIN-DELAY 120\nPIPELINING"),
            test::Identities::shared().issued(), true);
        pop3::Connection connection;
        QVERIFY(test::waitFor(connection.open(login(server.port(), Security::Tls))));
        QCOMPARE(connection.capabilities().expireDays(), 5);
        QCOMPARE(connection.capabilities().loginDelay(), 120);
        QVERIFY(connection.capabilities().has("PIPELINING") && !connection.capabilities().has("SASL"));
        QVERIFY(connection.isEncrypted());
    }

    void inClearOnlyByChoice()
    {
        const QByteArray digest
            = QCryptographicHash::hash("<1.2@host>"_ba + kPassword, QCryptographicHash::Md5).toHex();
        ScriptedServer apop("S: +OK <1.2@host>\n" + capa("SASL PLAIN\nUSER") + "C: APOP taro " + digest
            + "\nS: +OK in\n" + capa("UIDL"));
        QCOMPARE(outcome(login(apop.port(), Security::None)).code, kWorks);
        QVERIFY(!showsSecret(apop.received()));
        ScriptedServer shown("S: +OK hi\n" + capa("SASL PLAIN") + "C: AUTH PLAIN *\nS: +OK in\n" + capa("UIDL"));
        QCOMPARE(outcome(login(shown.port(), Security::None)).code, kWorks);
        // The same server, and a person who chose TLS.
        ScriptedServer tls("S: +OK <1.2@host>\n" + capa("SASL PLAIN\nUSER") + "C: *");
        QCOMPARE(outcome(login(tls.port(), Security::Tls)).code, Errc::TlsFailed);
        QVERIFY(!tls.received().contains("taro"));
    }

    /** A timestamp that is no msg-id is bait (CVE-2007-1558). */
    void badTimestampIsNotAnswered()
    {
        for (const QByteArray &greeting : {"+OK <1.2@ho\xffst>"_ba, "+OK <\x01@host>"_ba, "+OK <a@b> <c@d>"_ba}) {
            ScriptedServer server(
                "S: " + greeting + '\n' + capa("SASL PLAIN\nUSER") + "C: *", test::Identities::shared().issued(), true);
            QCOMPARE(outcome(login(server.port(), Security::Tls, u"apop"_s)).code, Errc::NoCommonMechanism);
            QVERIFY(!server.received().contains("APOP"));
        }
    }

    void noValueBecomesACommand()
    {
        for (const QString &user : {u"taro\r\nDELE 1"_s, u"taro\n"_s, QString(u"ta"_s + QChar(0)), QString()}) {
            ScriptedServer server("S: +OK hi\n" + capa("USER") + "C: *", test::Identities::shared().issued(), true);
            pop3::Login wanted = login(server.port(), Security::Tls);
            wanted.server.user = user;
            QCOMPARE(outcome(wanted).code, Errc::InvalidInput);
            QVERIFY(!server.received().contains("USER"));
        }
        ScriptedServer server("S: +OK hi\n" + capa("USER") + "C: *", test::Identities::shared().issued(), true);
        pop3::Login wanted = login(server.port(), Security::Tls);
        wanted.password = core::Secret("a\r\nDELE 1"_ba);
        QCOMPARE(outcome(wanted).code, Errc::InvalidInput);
        QVERIFY(!server.received().contains("DELE"));
    }

    void cleanupTestCase()
    {
        const QDir folder(logs.path());
        const QStringList names = folder.entryList(QDir::Files);
        QVERIFY(names.size() > 20);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!showsSecret(file.readAll()), qPrintable(name));
        }
    }

private:
    QTemporaryDir logs;
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_signin.moc"
