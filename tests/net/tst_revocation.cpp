// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What a server's stapled OCSP answer is worth (docs/adr/0007).

#include "net/tlsroots.h"
#include "net/wire.h"
#include "tests/support/coroutine.h"
#include "tests/support/identities.h"

#include <QProcess>
#include <QTcpServer>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::CertificateProblem;
using core::Errc;
using core::Security;

class RevocationTest : public QObject
{
    Q_OBJECT

    QString m_folder;

    void openssl(const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder);
        process.start(u"openssl"_s, arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("openssl %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder + u'/' + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(name));
    }

    /** The authority's answer about server.pem, signed by `signer`. */
    void answer(bool isRevoked, const QString &signer) const
    {
        QFile file(m_folder + u"/server.pem"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("server.pem");
        const QByteArray serial = QSslCertificate(file.readAll()).serialNumber().replace(":", "").toUpper();
        const QByteArray line = isRevoked ? "R\t301231000000Z\t260101000000Z\t" : "V\t301231000000Z\t\t";
        write(u"index.txt"_s, line + serial + "\tunknown\t/CN=issued\n");
        openssl({u"ocsp"_s, u"-index"_s, u"index.txt"_s, u"-CA"_s, u"ca.pem"_s, u"-rsigner"_s, signer + u".pem"_s,
            u"-rkey"_s, signer + u".key"_s, u"-issuer"_s, u"ca.pem"_s, u"-cert"_s, u"server.pem"_s, u"-respout"_s,
            u"staple.der"_s, u"-ndays"_s, u"1"_s, u"-noverify"_s});
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = test::Identities::shared().folderForPrograms();
        QVERIFY(net::TlsRoots::addFromFile(test::Identities::shared().caFile()));
        openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s,
            u"-keyout"_s, u"stranger.key"_s, u"-out"_s, u"stranger.pem"_s, u"-days"_s, u"2"_s, u"-subj"_s,
            u"/CN=stranger"_s});
    }

    void aStapledAnswerCounts_data()
    {
        QTest::addColumn<QString>("staple");
        QTest::addColumn<bool>("isRevoked");
        QTest::addColumn<Errc>("code");
        QTest::newRow("none") << QString() << false << Errc::Internal;
        QTest::newRow("good") << u"ca"_s << false << Errc::Internal;
        QTest::newRow("revoked") << u"ca"_s << true << Errc::CertificateUntrusted;
        // Nobody but the server can bring it, and no server says so of itself for nothing.
        QTest::newRow("revoked, signed by another") << u"stranger"_s << true << Errc::CertificateUntrusted;
        QTest::newRow("good, signed by another") << u"stranger"_s << false << Errc::Internal;
    }
    void aStapledAnswerCounts()
    {
        QFETCH(QString, staple);
        QFETCH(bool, isRevoked);
        QFETCH(Errc, code);
        if (!staple.isEmpty())
            answer(isRevoked, staple);
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const quint16 port = free.serverPort();
        free.close();
        QProcess server;
        server.setWorkingDirectory(m_folder);
        QStringList arguments{u"s_server"_s, u"-accept"_s, u"127.0.0.1:%1"_s.arg(port), u"-cert"_s, u"server.pem"_s,
            u"-key"_s, u"server.key"_s, u"-quiet"_s};
        if (!staple.isEmpty())
            arguments << u"-status_file"_s << u"staple.der"_s;
        server.start(u"openssl"_s, arguments);
        QVERIFY(server.waitForStarted());
        std::optional<core::TrustQuestion> question;
        const auto attempt = [&] {
            net::Wire wire;
            const auto opened = test::waitFor(
                wire.open({.host = u"localhost"_s, .port = port, .security = Security::Tls}, {}), 10000);
            question = wire.trustQuestion();
            return opened ? Errc::Internal : opened.error().code;
        };
        QTRY_VERIFY(attempt() != Errc::ConnectionRefused); // it listens
        QCOMPARE(attempt(), code);
        if (code == Errc::CertificateUntrusted)
            QCOMPARE(question->problems, QList{CertificateProblem::Revoked});
        server.kill();
        server.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(RevocationTest)
#include "tst_revocation.moc"
