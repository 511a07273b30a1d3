// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/signin.h"
#include "net/initialize.h"
#include "net/tlsroots.h"
#include "tests/support/certificatekinds.h"
#include "tests/support/coroutine.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Security;
using test::Identities;
using test::Identity;
using test::ScriptedServer;
using test::waitFor;

namespace
{
imap::Login login(quint16 port, Security security)
{
    return {.server = {.host = u"localhost"_s, .port = port, .security = security, .user = u"taro"_s},
        .password = core::Secret("Canary"_ba),
        .policy = {},
        .logName = {},
        .patience = std::chrono::seconds(5)};
}

bool endsBeforeAWord(const core::Error &error)
{
    return error.code == Errc::CertificateUntrusted || error.code == Errc::TlsFailed
        || error.code == Errc::ConnectionLost;
}
} // namespace

/** Receiving stops at every certificate that is not good enough, before the first byte within TLS. */
class CertificatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        QVERIFY(Identities::shared().isGood());
        QVERIFY(net::TlsRoots::addFromFile(Identities::shared().caFile()));
    }

    void good()
    {
        ScriptedServer server(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\nC: $ AUTH*\nS: $ OK [CAPABILITY X] in",
            Identities::shared().issued(), true);
        QVERIFY(waitFor(imap::signIn(login(server.port(), Security::Tls))));
    }

    void tls_data() { test::certificateKinds(); }
    void tls()
    {
        QFETCH(Identity, identity);
        ScriptedServer server("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\nC: *", identity, true);
        const auto result = waitFor(imap::signIn(login(server.port(), Security::Tls)));
        QVERIFY(!result);
        QVERIFY2(endsBeforeAWord(result.error()), qPrintable(core::errcName(result.error().code)));
        QTest::qWait(20);
        QCOMPARE(server.received(), QByteArray());
        QCOMPARE(server.connections(), 1);
    }

    /** OpenSSL itself serves such a key only when told to. */
    void weakKey()
    {
        test::OpensslServer server(
            Identities::shared().folderForPrograms(u"weak key"_s), {u"-cipher"_s, u"ALL:@SECLEVEL=0"_s});
        QVERIFY2(server.port() != 0, server.said());
        const auto result = waitFor(imap::signIn(login(server.port(), Security::Tls)));
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::CertificateUntrusted);
        QVERIFY(!server.said().contains("taro"));
    }

    void startTls_data() { test::certificateKinds(); }
    void startTls()
    {
        QFETCH(Identity, identity);
        ScriptedServer server(
            "S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] hi\nC: $ STARTTLS\nS: $ OK go\nTLS\nC: *", identity);
        const auto result = waitFor(imap::signIn(login(server.port(), Security::StartTls)));
        QVERIFY(!result);
        QVERIFY2(endsBeforeAWord(result.error()), qPrintable(core::errcName(result.error().code)));
        QTest::qWait(20);
        QCOMPARE(server.received(), server.receivedInClear());
        QVERIFY(server.received().endsWith(" STARTTLS\r\n"));
    }

    void versions_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<bool>("good");
        QTest::newRow("TLS 1.1 only") << u"-tls1_1"_s << false;
        QTest::newRow("TLS 1.0 only") << u"-tls1"_s << false;
        QTest::newRow("TLS 1.2 only") << u"-tls1_2"_s << true;
        QTest::newRow("TLS 1.3 only") << u"-tls1_3"_s << true;
    }
    void versions()
    {
        QFETCH(QString, option);
        QFETCH(bool, good);
        QStringList options{option};
        if (!good)
            options << u"-cipher"_s << u"ALL:@SECLEVEL=0"_s;
        test::OpensslServer server(Identities::shared().folderForPrograms(), options);
        QVERIFY2(server.port() != 0, server.said());
        net::Wire wire;
        const auto opened = waitFor(wire.open(login(server.port(), Security::Tls).server, {}));
        QCOMPARE(bool(opened), good);
        if (!good)
            QVERIFY(opened.error().code == Errc::TlsFailed || opened.error().code == Errc::ConnectionLost);
    }

    void wrongPorts()
    {
        ScriptedServer plain("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\nC: *");
        const auto tlsToPlain = waitFor(imap::signIn(login(plain.port(), Security::Tls)));
        QCOMPARE(tlsToPlain.error().code, Errc::TlsFailed);
        ScriptedServer secure("S: * OK hi\nC: *", Identities::shared().issued(), true);
        imap::Login toTls = login(secure.port(), Security::StartTls);
        toTls.patience = std::chrono::milliseconds(800);
        const auto plainToTls = waitFor(imap::signIn(toTls));
        QVERIFY2(plainToTls.error().code == Errc::Timeout || plainToTls.error().code == Errc::ConnectionLost
                || plainToTls.error().code == Errc::ProtocolViolation,
            qPrintable(core::errcName(plainToTls.error().code)));
        QVERIFY(!secure.received().contains("taro"));
    }
};

QTEST_GUILESS_MAIN(CertificatesTest)
#include "tst_certificates.moc"
