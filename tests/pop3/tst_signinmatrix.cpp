// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dovecot.h"
#include "tests/support/coroutine.h"

#include <QProcess>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Secret;
using core::Security;

namespace
{
/** Bound: Dovecot 2.4 does not know tls-server-end-point; what counts is that it ends there (docs/adr/0004). */
enum class Kind { Password, Token, Certificate, Ticket, Bound, Timestamp };

struct Mechanism {
    const char *name;
    Kind kind;
};

const QList<Mechanism> &mechanisms()
{
    static const QList<Mechanism> list{{"plain", Kind::Password}, {"login", Kind::Password},
        {"cram-md5", Kind::Password}, {"digest-md5", Kind::Password}, {"apop", Kind::Timestamp},
        {"scram-sha-1", Kind::Password}, {"scram-sha-256", Kind::Password}, {"scram-sha-1-plus", Kind::Bound},
        {"scram-sha-256-plus", Kind::Bound}, {"xoauth2", Kind::Token}, {"oauthbearer", Kind::Token},
        {"gssapi", Kind::Ticket}, {"external", Kind::Certificate}, {"auto", Kind::Password}};
    return list;
}
} // namespace

/** Every mechanism of Dovecot over POP3, in TLS and with STLS; the table is printed at the end. */
class SignInMatrixTest : public QObject
{
    Q_OBJECT

    /** How it ends; an error of Errc::Internal: signed in. */
    core::Error attempt(
        Security security, const QString &auth, const QString &user, const Secret &secret, bool withCertificate = false)
    {
        pop3::Login login = test::dovecotLogin(*stack, user, security);
        login.server.auth = auth;
        login.password = secret;
        if (withCertificate) {
            QFile key(stack->told("clientKey"));
            if (key.open(QIODevice::ReadOnly))
                login.policy.own
                    = {QSslCertificate::fromPath(stack->told("clientCertificate")).value(0), QSslKey(&key, QSsl::Ec)};
        }
        pop3::Connection connection;
        const auto result = test::waitFor(connection.open(login));
        if (result && !test::waitFor(connection.list())) // signed in is who can look
            return {Errc::ConnectionLost, u"list"_s, {}};
        return result ? core::Error{} : result.error();
    }

private Q_SLOTS:
    void initTestCase()
    {
        stack = std::make_unique<test::MailStack>(u"maildir"_s, QStringList{u"--sign-in"_s});
        const QString error = test::prepareDovecot(*stack);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        qputenv("KRB5_CONFIG", stack->told("krb5Conf").toUtf8());
        QProcess kinit;
        kinit.start(u"kinit"_s, {u"-c"_s, stack->folder() + u"/tickets"_s, u"taro"_s});
        kinit.write(stack->password(u"taro"_s).toUtf8() + '\n');
        kinit.closeWriteChannel();
        QVERIFY(kinit.waitForFinished());
        QVERIFY2(kinit.exitCode() == 0, kinit.readAllStandardError().constData());
    }

    void signsIn_data()
    {
        QTest::addColumn<int>("mechanism");
        QTest::addColumn<bool>("startTls");
        for (int m = 0; m < mechanisms().size(); ++m) {
            QTest::addRow("TLS, %s", mechanisms()[m].name) << m << false;
            QTest::addRow("STLS, %s", mechanisms()[m].name) << m << true;
        }
    }
    void signsIn()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, startTls);
        const Security security = startTls ? Security::StartTls : Security::Tls;
        const Kind kind = mechanisms()[mechanism].kind;
        const QString auth = QString::fromLatin1(mechanisms()[mechanism].name);
        QString &cell = m_cells[{mechanism, startTls}];
        cell = u"FAILS"_s;
        const QByteArray tickets = stack->folder().toUtf8() + "/tickets";
        qputenv("KRB5CCNAME", tickets);
        const bool token = kind == Kind::Token;
        QElapsedTimer clock;
        clock.start();
        int tries = 0;
        const bool hasPassword = kind == Kind::Password || kind == Kind::Timestamp;
        for (const QString &user : hasPassword ? QStringList{u"taro"_s, u"hanako"_s} : QStringList{u"taro"_s}) {
            const Secret good(token ? stack->told("token") : stack->password(user)); // hanako's is Japanese
            const core::Error end = attempt(security, auth, user, good, kind == Kind::Certificate);
            ++tries;
            if (kind == Kind::Timestamp && startTls) { // the timestamp was said in clear
                QCOMPARE(end.code, Errc::NoCommonMechanism);
                cell = u"-"_s;
                continue;
            }
            if (kind == Kind::Bound) {
                QVERIFY(end.code == Errc::AuthenticationFailed || end.code == Errc::ConnectionLost);
                cell = u"refused"_s;
                continue;
            }
            QVERIFY2(end == core::Error{},
                qPrintable(core::errcName(end.code) + u": "_s + end.context + QString::fromUtf8(end.serverText)));
            if (kind == Kind::Ticket) {
                qputenv("KRB5CCNAME", tickets + "-none");
                QCOMPARE(attempt(security, auth, user, good).code, Errc::AuthenticationUnavailable);
                continue;
            }
            const Secret bad(token ? stack->told("expiredToken") : u"wrong"_s);
            const core::Error refused = attempt(security, auth, user, kind == Kind::Certificate ? good : bad);
            ++tries;
            QCOMPARE(refused.code, Errc::AuthenticationFailed);
            if (token) // in the server's own words, from within the exchange
                QVERIFY2(refused.serverText.contains("\"status\""), refused.serverText.constData());
        }
        if (cell == "FAILS"_L1)
            cell = u"%1 ms"_s.arg(clock.elapsed() / tries);
    }

    void cleanupTestCase()
    {
        QString table = u"\n%1POP3 Dovecot, TLS   POP3 Dovecot, STLS"_s.arg(QString(), -20);
        for (int m = 0; m < mechanisms().size(); ++m) {
            table += u"\n%1"_s.arg(QString::fromLatin1(mechanisms()[m].name), -20);
            for (const bool startTls : {false, true})
                table += u"%1"_s.arg(m_cells.value({m, startTls}), -20);
        }
        qInfo().noquote() << table;
        stack.reset();
    }

private:
    std::unique_ptr<test::MailStack> stack;
    QMap<std::pair<int, bool>, QString> m_cells;
};

QTEST_GUILESS_MAIN(SignInMatrixTest)
#include "tst_signinmatrix.moc"
