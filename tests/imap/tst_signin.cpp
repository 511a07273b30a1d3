// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dovecot.h"
#include "imap/signin.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using core::Security;
using test::ScriptedServer;
using test::waitFor;

namespace
{
constexpr auto kPassword = "Canary\"\\-é";

imap::Login scripted(quint16 port, Security security, const QString &auth = u"auto"_s)
{
    return {.server = {.host = u"127.0.0.1"_s, .port = port, .security = security, .auth = auth, .user = u"taro"_s},
        .password = core::Secret(QByteArray(kPassword)),
        .policy = {},
        .logName = {},
        .patience = 700ms};
}

bool showsSecret(const QByteArray &bytes)
{
    return bytes.contains("taro") || bytes.contains("Canary") || bytes.contains(QByteArray("taro").toBase64())
        || bytes.contains(("\0taro\0"_ba + kPassword).toBase64());
}

/** How it ends; Errc::Internal: it worked. */
Errc outcome(const imap::Login &login)
{
    const auto result = waitFor(imap::signIn(login), 20000);
    return result ? Errc::Internal : result.error().code;
}
constexpr Errc kWorks = Errc::Internal;
} // namespace

class SignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(logs.isValid());
        qputenv("HIKYAKU_LOG_DIR", logs.path().toLocal8Bit());
        const QString error = test::prepareDovecot();
        QVERIFY2(error.isEmpty(), qPrintable(error));
        QVERIFY(test::Identities::shared().isGood());
        QVERIFY(net::TlsRoots::addFromFile(test::Identities::shared().caFile()));
    }

    void realServer_data()
    {
        QTest::addColumn<quint16>("port");
        QTest::addColumn<QString>("auth");
        for (const char *auth : {"auto", "plain", "login", "cram-md5", "scram-sha-1", "scram-sha-256"}) {
            QTest::newRow(QByteArray("TLS ") + auth) << quint16(993) << QString::fromLatin1(auth);
            QTest::newRow(QByteArray("STARTTLS ") + auth) << quint16(143) << QString::fromLatin1(auth);
        }
    }
    void realServer()
    {
        QFETCH(quint16, port);
        QFETCH(QString, auth);
        for (const QString &user : {u"taro"_s, u"hanako@example.test"_s}) { // hanako's password is Japanese
            imap::Login login = test::dovecotLogin(user, port, port == 993 ? Security::Tls : Security::StartTls);
            login.server.auth = auth;
            const auto good = waitFor(imap::signIn(login));
            QVERIFY2(good, good ? "" : good.error().serverText.constData());
            QVERIFY(good->wire->isEncrypted());
            QVERIFY(good->capabilities.contains("UIDPLUS")); // told only after authentication
            login.password = core::Secret("wrong"_ba);
            QCOMPARE(outcome(login), Errc::AuthenticationFailed);
        }
    }

    void certificateStopsItBeforeAWord()
    {
        imap::Login login = test::dovecotLogin(u"taro"_s);
        login.server.host = u"selfsigned.example.test"_s;
        std::optional<core::TrustQuestion> asked;
        login.onUntrusted = [&](const core::TrustQuestion &question) {
            asked = question;
        };
        QCOMPARE(outcome(login), Errc::CertificateUntrusted);
        QVERIFY(asked);
        QCOMPARE(asked->host, u"selfsigned.example.test"_s);
        asked.reset();
        login.server.port = 143;
        login.server.security = Security::StartTls;
        QCOMPARE(outcome(login), Errc::CertificateUntrusted);
        QVERIFY(asked);
    }

    void nothingSecretBeforeTls_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Errc>("code");
        const QByteArray hello = "S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] hi\nC: $ STARTTLS\n";
        QTest::newRow("stripped") << "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\nC: *"_ba << Errc::TlsNotOffered;
        QTest::newRow("refused") << hello + "S: $ NO later\nC: *" << Errc::TlsNotOffered;
        QTest::newRow("BAD") << hello + "S: $ BAD what\nC: *" << Errc::TlsNotOffered;
        QTest::newRow("injected, untagged")
            << hello + "S: $ OK go\nS: * CAPABILITY AUTH=LOGIN\nTLS\nC: *" << Errc::ProtocolViolation;
        QTest::newRow("injected, tagged")
            << hello + "S: $ OK go\nS: A000003 OK in\nTLS\nC: *" << Errc::ProtocolViolation;
        QTest::newRow("injected, half a line") << hello + "S: $ OK go\nS| * \nTLS\nC: *" << Errc::ProtocolViolation;
        QTest::newRow("injected, one byte") << hello + "S: $ OK go\nS| x\nTLS\nC: *" << Errc::ProtocolViolation;
        QTest::newRow("OK, then no TLS") << hello + "S: $ OK go\nWAIT 20\nS*20: * OK in clear\nC: *" << Errc::TlsFailed;
        QTest::newRow("early OK") << "S: * OK [CAPABILITY STARTTLS] hi\nS: A000001 OK go\nC: *"_ba
                                  << Errc::ProtocolViolation;
        QTest::newRow("OK with another tag") << hello + "S: A000001 OK go\nC: *" << Errc::ProtocolViolation;
        QTest::newRow("PREAUTH") << "S: * PREAUTH [CAPABILITY IMAP4rev1] you are in\nC: *"_ba
                                 << Errc::ProtocolViolation;
        QTest::newRow("BYE") << "S: * BYE too many\nC: *"_ba << Errc::ServerBusy;
        QTest::newRow("BYE later") << hello + "S: * BYE no more\nC: *" << Errc::ConnectionLost;
        QTest::newRow("NO greeting") << "S: * NO\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("data for a greeting") << "S: * LIST () NIL x\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("SMTP") << "S: 220 hello\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("POP3") << "S: +OK hello\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("tagged greeting") << "S: A1 OK\nC: *"_ba << Errc::ProtocolViolation;
        QTest::newRow("a bracket that killed others")
            << "S: * OK (]\nC: $ CAPABILITY\nS: * (]\nC: *"_ba << Errc::Timeout; // nothing said, but a greeting
        QTest::newRow("silence") << ""_ba << Errc::Timeout;
        QTest::newRow("endless greeting")
            << "more:\nS| aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
               "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
               "S*1: * \nGOTO drip\ndrip:\nS| aaaaaaaa\nWAIT 100\nGOTO drip"_ba
            << Errc::ProtocolViolation;
        QTest::newRow("drips for ever") << "more:\nS| *\nWAIT 100\nGOTO more"_ba << Errc::Timeout;
        QTest::newRow("endless chatter") << hello + "S*300: * OK still here\nC: *" << Errc::ProtocolViolation;
        QTest::newRow("continuation nobody waits for") << hello + "S: + go\nC: *" << Errc::ProtocolViolation;
        QTest::newRow("closed") << "S: * OK hi\nCLOSE"_ba << Errc::ConnectionLost;
    }
    void nothingSecretBeforeTls()
    {
        QFETCH(QByteArray, script);
        ScriptedServer server(script, test::Identities::shared().issued());
        QTEST(outcome(scripted(server.port(), Security::StartTls)), "code");
        QTest::qWait(10);
        QVERIFY2(!showsSecret(server.received()), server.received());
    }

    void capabilitiesOfTheClearAreForgotten()
    {
        ScriptedServer server(
            "S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN SASL-IR] hi\nC: $ STARTTLS\nS: $ OK go\nTLS\n"
            "C: $ CAPABILITY\nS: * CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI\nS: $ OK\nC: *",
            test::Identities::shared().issued());
        QCOMPARE(outcome(scripted(server.port(), Security::StartTls)), Errc::NoCommonMechanism);
        QCOMPARE(server.complaints(), QByteArrayList());
        QVERIFY(!showsSecret(server.received()));
    }

    void logInDisabledBeforeTlsIsForgottenToo()
    {
        ScriptedServer server(
            "S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi\nC: $ STARTTLS\nS: $ OK go\nTLS\n"
            "C: $ CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: $ OK\nC: $ LOGIN \"taro\" {*}\nS: + go\nC: Canary*\n"
            "S: $ OK [CAPABILITY IMAP4rev1 IDLE] in",
            test::Identities::shared().issued());
        const auto result = waitFor(imap::signIn(scripted(server.port(), Security::StartTls)));
        QVERIFY(result);
        QCOMPARE(result->capabilities, (QByteArrayList{"IMAP4REV1", "IDLE"}));
        QCOMPARE(server.complaints(), QByteArrayList());
        QVERIFY(
            server.received().contains("{"_ba + QByteArray::number(qstrlen(kPassword)) + "}\r\n" + kPassword + "\r\n"));
    }

    void overTls_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("auth");
        QTest::addColumn<Errc>("code");
        const auto with = [](const QByteArray &capabilities, const QByteArray &rest) {
            return "S: * OK [CAPABILITY IMAP4rev1 " + capabilities + "] hi\n" + rest;
        };
        const QString any = u"auto"_s;
        QTest::newRow("unknown tag says OK")
            << with("AUTH=PLAIN SASL-IR", "C: $ AUTH*\nS: A000002 OK in\nS: $ NO no\nC: *") << any
            << Errc::ProtocolViolation;
        QTest::newRow("NO") << with("AUTH=PLAIN SASL-IR", "C: $ AUTH*\nS: $ NO [AUTHENTICATIONFAILED] no\nC: *") << any
                            << Errc::AuthenticationFailed;
        QTest::newRow("not now") << with("AUTH=PLAIN SASL-IR", "C: $ AUTH*\nS: $ NO [UNAVAILABLE] later\nC: *") << any
                                 << Errc::AuthenticationUnavailable;
        QTest::newRow("in use") << with("AUTH=PLAIN SASL-IR", "C: $ AUTH*\nS: $ NO [IN-USE] later\nC: *") << any
                                << Errc::AuthenticationUnavailable;
        QTest::newRow("BAD") << with("AUTH=PLAIN SASL-IR", "C: $ AUTH*\nS: $ BAD what\nC: *") << any
                             << Errc::ServerRefused;
        QTest::newRow("referral") << with(
            "AUTH=PLAIN SASL-IR", "C: $ AUTH*\nS: $ NO [REFERRAL imap://evil.invalid/] go there\nC: *")
                                  << any << Errc::AuthenticationFailed;
        QTest::newRow("no weaker one after the stronger failed")
            << with("AUTH=CRAM-MD5 AUTH=PLAIN SASL-IR", "C: $ AUTHENTICATE CRAM-MD5\nS: + PDE+\nC: *\nS: $ NO no\nC: *")
            << any << Errc::AuthenticationFailed;
        QTest::newRow("endless challenges")
            << with("AUTH=PLAIN", "C: $ AUTH*\nmore:\nS: + \nC: *\nGOTO more") << any << Errc::ProtocolViolation;
        QTest::newRow("third prompt") << with("AUTH=LOGIN", "C: $ AUTH*\nmore:\nS: + VXNlcg==\nC: *\nGOTO more") << any
                                      << Errc::AuthenticationFailed;
        QTest::newRow("SCRAM without proof")
            << with("AUTH=SCRAM-SHA-256 SASL-IR", "C: $ AUTH*\nS: $ OK in\nC: *") << any << Errc::ProtocolViolation;
        QTest::newRow("plus at LOGIN") << with("", "C: $ LOGIN *\nS: + go\nC: *\nS: + go\nC: *") << any
                                       << Errc::ProtocolViolation;
        QTest::newRow("nothing in common")
            << with("AUTH=GSSAPI LOGINDISABLED", "C: *") << any << Errc::NoCommonMechanism;
        QTest::newRow("wanted, not offered")
            << with("AUTH=PLAIN", "C: *") << u"scram-sha-256"_s << Errc::NoCommonMechanism;
        QTest::newRow("not within TLS, it says")
            << with("AUTH=PLAIN SASL-IR", "C: $ AUTH*\nS: $ NO [PRIVACYREQUIRED] no\nC: *") << any
            << Errc::NoCommonMechanism;
        QTest::newRow("without SASL-IR") << with(
            "AUTH=PLAIN", "C: $ AUTHENTICATE PLAIN\nS: + \nC: *\nS: $ OK [CAPABILITY X] in")
                                         << any << kWorks;
        QTest::newRow("with SASL-IR") << with(
            "AUTH=PLAIN SASL-IR", "C: $ AUTHENTICATE PLAIN *\nS: $ OK [CAPABILITY X] in")
                                      << any << kWorks;
        QTest::newRow("capabilities asked again")
            << with("AUTH=PLAIN SASL-IR", "C: $ AUTH*\nS: $ OK in\nC: $ CAPABILITY\nS: * CAPABILITY X\nS: $ OK") << any
            << kWorks;
    }
    void overTls()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, auth);
        QFETCH(Errc, code);
        ScriptedServer server(script, test::Identities::shared().issued(), true);
        QCOMPARE(outcome(scripted(server.port(), Security::Tls, auth)), code);
        if (code == Errc::NoCommonMechanism && !script.contains("PRIVACY"))
            QVERIFY2(!showsSecret(server.received()), server.received());
        if (script.contains("CRAM")) // the answer to the challenge names the user, never the password
            QVERIFY(!server.received().contains("Canary") && !server.received().contains("PLAIN"));
        QVERIFY(server.received().size() < 2000);
        QCOMPARE(server.connections(), 1);
    }

    void capabilitiesInAnyCase()
    {
        ScriptedServer server(
            "S: * ok [capability imap4rev1 auth=plain sasl-ir starttls] hi\nC: $ STARTTLS\nS: $ ok\nTLS\n"
            "C: $ CAPABILITY\nS: * capability imap4REV1 Auth=plain Sasl-Ir\nS: $ Ok\n"
            "C: $ AUTHENTICATE PLAIN *\nS: $ oK [capability idle] in",
            test::Identities::shared().issued());
        const auto result = waitFor(imap::signIn(scripted(server.port(), Security::StartTls)));
        QVERIFY(result);
        QCOMPARE(result->capabilities, QByteArrayList{"IDLE"});
        QCOMPARE(server.complaints(), QByteArrayList());
    }

    void tagsBeginAtRandom()
    {
        QSet<QByteArray> tags;
        for (int i = 0; i < 5; ++i) {
            ScriptedServer server("S: * OK hi\nC: $ CAPABILITY\nCLOSE");
            (void)outcome(scripted(server.port(), Security::StartTls));
            tags.insert(server.received().split(' ').first());
        }
        QVERIFY2(tags.size() == 5, "a tag that can be guessed can be answered before it is sent");
    }

    /** Mailboxes, messages and words for people are nothing before the server knows us and we know it. */
    void dataBeforeSignInIsNothing()
    {
        const QByteArray noise = "S: * LIST () \"/\" Injected\nS: * 99 EXISTS\nS: * OK [ALERT] pay here\n"
                                 "S: * STATUS INBOX (MESSAGES 9)\nS: * OK [CAPABILITY XINJECTED] x\n";
        ScriptedServer server("S: * OK [CAPABILITY IMAP4rev1 STARTTLS] hi\nC: $ STARTTLS\n" + noise
                + "S: $ OK go\nTLS\nC: $ CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\n" + noise
                + "S: $ OK\nC: $ AUTHENTICATE *\nS: $ OK [CAPABILITY IDLE] in\nS: * OK quiet",
            test::Identities::shared().issued());
        const auto result = waitFor(imap::signIn(scripted(server.port(), Security::StartTls)));
        QVERIFY(result);
        QCOMPARE(result->capabilities, QByteArrayList{"IDLE"});
    }

    void referralIsNotFollowed()
    {
        ScriptedServer elsewhere("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] come in\nC: *");
        const QByteArray referral
            = "[REFERRAL imap://taro@127.0.0.1:" + QByteArray::number(elsewhere.port()) + "/] try there";
        for (const QByteArray &script : {"S: * BYE " + referral,
                 "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\nC: $ AUTH*\nS: $ NO " + referral,
                 "S: * OK " + referral + "\nC: $ CAPABILITY\nS: $ NO " + referral}) {
            ScriptedServer server(script, test::Identities::shared().issued(), true);
            QVERIFY(outcome(scripted(server.port(), Security::Tls)) != kWorks);
        }
        QTest::qWait(100);
        QCOMPARE(elsewhere.connections(), 0);
    }

    void inClearOnlyByChoice()
    {
        ScriptedServer server("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\nC: $ AUTHENTICATE PLAIN *\nS: $ "
                              "OK [CAPABILITY X] in");
        QCOMPARE(outcome(scripted(server.port(), Security::None)), kWorks);
        ScriptedServer preauth("S: * PREAUTH hi\nC: *");
        QCOMPARE(outcome(scripted(preauth.port(), Security::None)), Errc::ProtocolViolation);
    }

    /** Wherever the server stops in the middle of a good sign-in: an error, and no hang. */
    void cutAtEachByte()
    {
        const QByteArray script = "S: * OK [CAPABILITY IMAP4rev1 AUTH=CRAM-MD5] hi\nC: $ AUTHENTICATE CRAM-MD5\n"
                                  "S: + PDE+\nC: *\nS: $ OK in\nC: $ CAPABILITY\nS: * CAPABILITY X\nS: $ OK done\nC: *";
        qint64 whole = 0;
        {
            ScriptedServer server(script);
            QCOMPARE(outcome(scripted(server.port(), Security::None)), kWorks);
            whole = server.sent();
        }
        whole -= 16; // tags are random and not always of the same length
        for (qint64 cut = 0; cut < whole; ++cut) {
            ScriptedServer server(script);
            server.cutAfter(cut);
            QCOMPARE(outcome(scripted(server.port(), Security::None)), Errc::ConnectionLost);
        }
    }

    /** Last: what all of the above left in the wire logs. */
    void cleanupTestCase()
    {
        qunsetenv("HIKYAKU_LOG_DIR");
        const test::MailStack *stack = test::MailStack::shared();
        QByteArrayList secrets{"Canary", QByteArray(kPassword).toBase64(), ("\0taro\0"_ba + kPassword).toBase64()};
        for (const QString &user : {u"taro"_s, u"hanako"_s}) {
            const QByteArray password = stack->password(user).toUtf8();
            secrets << password << password.toBase64() << ('\0' + user.toUtf8() + '\0' + password).toBase64();
        }
        const QFileInfoList files = QDir(logs.path()).entryInfoList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo &info : files) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray log = file.readAll();
            for (const QByteArray &secret : std::as_const(secrets))
                QVERIFY2(!log.contains(secret), log);
        }
    }

private:
    QTemporaryDir logs;
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_signin.moc"
