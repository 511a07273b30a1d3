// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/connectto.h"
#include "net/initialize.h"
#include "net/tlsroots.h"
#include "smtp/client.h"
#include "tests/support/coroutine.h"
#include "tests/support/mailstack.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Security;

namespace
{
// Every byte that could suffer on the way: dots at line starts, 8-bit, trailing blanks, empty lines, a long line.
const QByteArray kBody
    = ".\r\n..\r\n.dot\r\nend.\r\n\r\n日本語、8-bit\r\ntrailing  \r\n" + QByteArray(900, 'x') + "\r\n.\r\n\r\nlast\r\n";

core::Submission submission(const QStringList &recipients)
{
    core::Submission value;
    value.reversePath = u"user21@example.test"_s;
    value.recipients = recipients;
    return value;
}

QByteArray message(const QByteArray &subject)
{
    return "From: user21@example.test\r\nTo: user22@example.test\r\nSubject: " + subject
        + "\r\nDate: Thu, 1 Jan 2026 00:00:00 +0900\r\nMessage-ID: <1@example.test>\r\nMIME-Version: "
          "1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + kBody;
}
} // namespace

class PostfixTest : public QObject
{
    Q_OBJECT

    smtp::Login login(quint16 port, Security security, const QString &auth = u"auto"_s) const
    {
        return {.server
            = {.host = u"smtp.example.test"_s, .port = port, .security = security, .auth = auth, .user = u"user21"_s},
            .password = core::Secret(stack->password(u"user21"_s)),
            .policy = {},
            .logName = {}};
    }

    /** The message with this subject at the server; empty while it is not there. */
    QByteArray arrived(const QString &user, const QByteArray &subject) const
    {
        const auto messages = stack->serverFiles(user);
        for (const auto &found : messages) {
            if (found.bytes.contains("Subject: " + subject + "\r\n"))
                return found.bytes;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        stack = test::MailStack::shared();
        QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
        QVERIFY(net::TlsRoots::addFromFile(stack->caFile()));
        const QStringList rules = stack->connectTo();
        for (const QString &rule : rules)
            QVERIFY(net::ConnectTo::add(rule));
    }

    void deliversByteForByte_data()
    {
        QTest::addColumn<quint16>("port");
        QTest::addColumn<Security>("security");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("auth");
        QTest::newRow("587 STARTTLS") << quint16(587) << Security::StartTls << u"user21"_s << u"auto"_s;
        QTest::newRow("465 TLS") << quint16(465) << Security::Tls << u"user21"_s << u"auto"_s;
        QTest::newRow("465 PLAIN") << quint16(465) << Security::Tls << u"user21"_s << u"plain"_s;
        QTest::newRow("465 LOGIN") << quint16(465) << Security::Tls << u"user21"_s << u"login"_s;
        if (test::MailStack::shared()->hasPostfix()) {
            QTest::newRow("465 CRAM-MD5") << quint16(465) << Security::Tls << u"user21"_s << u"cram-md5"_s;
            QTest::newRow("465 SCRAM-SHA-1") << quint16(465) << Security::Tls << u"user21"_s << u"scram-sha-1"_s;
            QTest::newRow("465 SCRAM-SHA-256") << quint16(465) << Security::Tls << u"user21"_s << u"scram-sha-256"_s;
        }
        QTest::newRow("25 STARTTLS, nobody signs in") << quint16(25) << Security::StartTls << QString() << u"auto"_s;
    }
    void deliversByteForByte()
    {
        QFETCH(quint16, port);
        QFETCH(Security, security);
        QFETCH(QString, user);
        QFETCH(QString, auth);
        const QByteArray subject = "row " + QByteArray(QTest::currentDataTag());
        smtp::Client client;
        smtp::Login how = login(port, security, auth);
        how.server.user = user;
        const auto opened = test::waitFor(client.open(how));
        QVERIFY2(opened,
            qPrintable(opened ? QString() : core::errcName(opened.error().code) + u' ' + opened.error().context));
        const auto receipt = test::waitFor(client.submit(submission({u"user22@example.test"_s}), message(subject)));
        QVERIFY2(receipt, receipt ? "" : receipt.error().serverText.constData());
        QVERIFY(receipt->serverText.startsWith("250 "));
        QCOMPARE(receipt->recipients.size(), 1);
        QVERIFY(receipt->recipients.first().serverText.startsWith("250 "));
        QVERIFY(test::waitFor(client.quit()));
        QTRY_VERIFY_WITH_TIMEOUT(!arrived(u"user22"_s, subject).isEmpty(), 10000);
        const QByteArray there = arrived(u"user22"_s, subject);
        QVERIFY(there.endsWith(message(subject)));
        // Neither the name of this computer nor an address that says where it stands.
        QVERIFY(there.contains("[127.0.0.1]"));
        QVERIFY(QSysInfo::machineHostName().isEmpty() || !there.contains("(" + QSysInfo::machineHostName().toUtf8()));
    }

    void severalRecipientsAndSeveralMessages()
    {
        smtp::Client client;
        QVERIFY(test::waitFor(client.open(login(465, Security::Tls))));
        // Whom the message names and whom it reaches are two things: the third is a blind copy.
        const QStringList all{u"user22@example.test"_s, u"user23@example.test"_s, u"user24@example.test"_s};
        QVERIFY(test::waitFor(client.submit(submission(all), message("many"))));
        QVERIFY(test::waitFor(client.submit(submission({u"user23@example.test"_s}), message("second"))));
        QTRY_VERIFY_WITH_TIMEOUT(!arrived(u"user24"_s, "many").isEmpty(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(!arrived(u"user23"_s, "second").isEmpty(), 10000);
        QVERIFY(!arrived(u"user23"_s, "many").contains("user24"));
    }

    void oneUnknownRecipientStopsAll()
    {
        if (!stack->hasPostfix())
            return; // aiosmtpd takes everybody
        smtp::Client client;
        QVERIFY(test::waitFor(client.open(login(465, Security::Tls))));
        const auto refused = test::waitFor(
            client.submit(submission({u"user25@example.test"_s, u"nobody@example.test"_s}), message("partly")));
        QCOMPARE(refused.error().code, Errc::RecipientRefused);
        QCOMPARE(refused.error().context, u"nobody@example.test"_s);
        QVERIFY2(refused.error().serverText.startsWith("550 5.1.1 "), refused.error().serverText);
        QVERIFY(client.recipientResults()[0].accepted);
        QVERIFY(!client.recipientResults()[1].accepted);
        QVERIFY(test::waitFor(client.submit(submission({u"user25@example.test"_s}), message("after"))));
        QTRY_VERIFY_WITH_TIMEOUT(!arrived(u"user25"_s, "after").isEmpty(), 10000);
        QVERIFY(arrived(u"user25"_s, "partly").isEmpty());
    }

    void tooBigIsKnownBeforeTheFirstByte()
    {
        smtp::Client client;
        QVERIFY(test::waitFor(client.open(login(465, Security::Tls))));
        const auto refused
            = test::waitFor(client.submit(submission({u"user22@example.test"_s}), QByteArray(37 << 20, 'x')));
        QCOMPARE(refused.error().code, Errc::MessageTooLarge);
        QVERIFY(test::waitFor(client.submit(submission({u"user22@example.test"_s}), message("small"))));
    }

    void bigMessageGoesThrough()
    {
        smtp::Client client;
        QVERIFY(test::waitFor(client.open(login(587, Security::StartTls))));
        const QByteArray big = message("big") + (QByteArray(74, 'y') + "\r\n").repeated(80'000);
        QVERIFY(test::waitFor(client.submit(submission({u"user26@example.test"_s}), big)));
        QTRY_VERIFY_WITH_TIMEOUT(arrived(u"user26"_s, "big").endsWith(big), 10000);
    }

    void wrongPassword()
    {
        smtp::Client client;
        smtp::Login how = login(587, Security::StartTls);
        how.password = core::Secret("wrong"_ba);
        const auto opened = test::waitFor(client.open(how));
        QCOMPARE(opened.error().code, Errc::AuthenticationFailed);
        QVERIFY(opened.error().serverText.startsWith("535 "));
    }

    void badCertificate()
    {
        smtp::Client client;
        smtp::Login how = login(587, Security::StartTls);
        how.server.host = u"selfsigned.example.test"_s;
        QCOMPARE(test::waitFor(client.open(how)).error().code, Errc::CertificateUntrusted);
        QVERIFY(client.trustQuestion());
    }

    void tlsOnThePlainPort()
    {
        smtp::Client client;
        smtp::Login how = login(25, Security::Tls);
        const auto opened = test::waitFor(client.open(how));
        QVERIFY(opened.error().code == Errc::TlsFailed || opened.error().code == Errc::ConnectionLost);
    }

private:
    test::MailStack *stack = nullptr;
};

QTEST_GUILESS_MAIN(PostfixTest)
#include "tst_postfix.moc"
