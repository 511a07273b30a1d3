// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/tlsroots.h"
#include "net/wire.h"
#include "tests/support/coroutine.h"
#include "tests/support/identities.h"

#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Security;

namespace
{
quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}
} // namespace

/** Servers that never learned TLS 1.2. */
class OldTlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSpokenOnlyWhereThePersonSaidSo_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("TLS 1.0") << u"-tls1"_s;
        QTest::newRow("TLS 1.1") << u"-tls1_1"_s;
    }
    void isSpokenOnlyWhereThePersonSaidSo()
    {
        QFETCH(QString, version);
        const QString folder = test::Identities::shared().folderForPrograms();
        QVERIFY(net::TlsRoots::addFromFile(test::Identities::shared().caFile()));
        const quint16 port = freePort();
        QProcess server;
        server.start(u"openssl"_s,
            {u"s_server"_s, u"-accept"_s, u"127.0.0.1:%1"_s.arg(port), u"-cert"_s, folder + u"/server.pem"_s, u"-key"_s,
                folder + u"/server.key"_s, version, u"-cipher"_s, u"DEFAULT:@SECLEVEL=0"_s, u"-quiet"_s});
        QVERIFY(server.waitForStarted());
        const auto code = [&](const QStringList &oldTls) {
            net::Wire wire;
            net::TlsPolicy policy;
            policy.oldTls = oldTls;
            const auto opened = test::waitFor(
                wire.open({.host = u"localhost"_s, .port = port, .security = Security::Tls}, policy), 10000);
            return opened ? Errc::Internal : opened.error().code;
        };
        QTRY_VERIFY(code({}) != Errc::ConnectionRefused); // it listens
        QCOMPARE(code({}), Errc::TlsFailed);
        QCOMPARE(code({u"localhost:1"_s, u"other.test:%1"_s.arg(port)}), Errc::TlsFailed);
        QCOMPARE(code({u"localhost:%1"_s.arg(port)}), Errc::Internal);
        server.kill();
        server.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(OldTlsTest)
#include "tst_oldtls.moc"
