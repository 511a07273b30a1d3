// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/initialize.h"
#include "net/tlsroots.h"
#include "pop3/connection.h"
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
pop3::Login login(quint16 port, Security security)
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

/** POP3 stops at the same certificates as IMAP, before a word of ours. */
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
            "S: +OK hi\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\nC: AUTH *\nS: +OK in\nC: CAPA\nS: +OK\nS: .",
            Identities::shared().issued(), true);
        pop3::Connection connection;
        QVERIFY(waitFor(connection.open(login(server.port(), Security::Tls))));
    }

    void tls_data() { test::certificateKinds(); }
    void tls()
    {
        QFETCH(Identity, identity);
        ScriptedServer server("S: +OK hi\nC: *", identity, true);
        pop3::Connection connection;
        const auto result = waitFor(connection.open(login(server.port(), Security::Tls)));
        QVERIFY(!result);
        QVERIFY2(endsBeforeAWord(result.error()), qPrintable(core::errcName(result.error().code)));
        QTest::qWait(20);
        QCOMPARE(server.received(), QByteArray());
    }

    /** OpenSSL itself serves such a key only when told to. */
    void weakKey()
    {
        test::OpensslServer server(
            Identities::shared().folderForPrograms(u"weak key"_s), {u"-cipher"_s, u"ALL:@SECLEVEL=0"_s});
        QVERIFY2(server.port() != 0, server.said());
        pop3::Connection connection;
        const auto result = waitFor(connection.open(login(server.port(), Security::Tls)));
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::CertificateUntrusted);
        QVERIFY(!server.said().contains("taro"));
    }

    void startTls_data() { test::certificateKinds(); }
    void startTls()
    {
        QFETCH(Identity, identity);
        ScriptedServer server("S: +OK hi\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: +OK go\nTLS\nC: *", identity);
        pop3::Connection connection;
        const auto result = waitFor(connection.open(login(server.port(), Security::StartTls)));
        QVERIFY(!result);
        QVERIFY2(endsBeforeAWord(result.error()), qPrintable(core::errcName(result.error().code)));
        QTest::qWait(20);
        QCOMPARE(server.received(), server.receivedInClear());
        QVERIFY(server.received().endsWith("STLS\r\n"));
    }
};

QTEST_GUILESS_MAIN(CertificatesTest)
#include "tst_certificates.moc"
