// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/initialize.h"
#include "imap/signin.h"
#include "net/connectto.h"
#include "net/initialize.h"
#include "net/tlsroots.h"
#include "smtp/client.h"
#include "tests/support/coroutine.h"
#include "tests/support/mailstack.h"

#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Secret;
using core::Security;

namespace
{
/** Bound: neither Dovecot 2.4 nor Cyrus knows tls-server-end-point; what counts is that it ends there (docs/adr/0004).
 */
enum class Kind { Password, AsciiPassword, Token, Certificate, Ticket, Bound };

struct Mechanism {
    const char *name;
    Kind kind;
    QString servers; ///< which of them offer it, by letter
};

struct Server {
    char letter;
    const char *name;
    QString host;
    bool isImap;
};

const QList<Server> &servers()
{
    static const QList<Server> list{{'d', "IMAP Dovecot", u"imap.example.test"_s, true},
        {'c', "IMAP Cyrus", u"cyrus.example.test"_s, true},
        {'p', "SMTP Postfix, Dovecot", u"smtp.example.test"_s, false},
        {'s', "SMTP Postfix, Cyrus SASL", u"cyrus.example.test"_s, false},
        {'r', "SMTP Dovecot", u"relay.example.test"_s, false}};
    return list;
}

const QList<Mechanism> &mechanisms()
{
    static const QList<Mechanism> list{{"plain", Kind::Password, u"dcpsr"_s}, {"login", Kind::Password, u"dcpsr"_s},
        {"cram-md5", Kind::Password, u"dcpsr"_s}, {"digest-md5", Kind::Password, u"dcpsr"_s},
        {"ntlm", Kind::AsciiPassword, u"cs"_s}, {"scram-sha-1", Kind::Password, u"dcpsr"_s},
        {"scram-sha-256", Kind::Password, u"dcpsr"_s}, {"scram-sha-1-plus", Kind::Bound, u"dcr"_s},
        {"scram-sha-256-plus", Kind::Bound, u"dcr"_s}, {"xoauth2", Kind::Token, u"dpr"_s},
        {"oauthbearer", Kind::Token, u"dpr"_s}, {"gssapi", Kind::Ticket, u"dcpsr"_s},
        {"external", Kind::Certificate, u"dr"_s}, {"auto", Kind::Password, u"dcpsr"_s}};
    return list;
}
} // namespace

/** Every mechanism against every server that has it, in TLS and in STARTTLS; the table is printed at the end. */
class SignInMatrixTest : public QObject
{
    Q_OBJECT

    /** How it ends; an error of Errc::Internal: signed in. */
    core::Error attempt(const Server &server, bool startTls, const QString &auth, const QString &user,
        const Secret &secret, bool withCertificate)
    {
        net::TlsPolicy policy;
        if (withCertificate) {
            QFile key(stack->told("clientKey"));
            if (key.open(QIODevice::ReadOnly))
                policy.own
                    = {QSslCertificate::fromPath(stack->told("clientCertificate")).value(0), QSslKey(&key, QSsl::Ec)};
        }
        core::ServerSettings settings{.host = server.host,
            .port = quint16(server.isImap ? (startTls ? 143 : 993) : (startTls ? 587 : 465)),
            .security = startTls ? Security::StartTls : Security::Tls,
            .auth = auth,
            .user = user};
        if (server.isImap) {
            const auto result = test::waitFor(
                imap::signIn({.server = settings, .password = secret, .policy = policy, .logName = {}}));
            return result ? core::Error{} : result.error();
        }
        smtp::Client client;
        const auto result
            = test::waitFor(client.open({.server = settings, .password = secret, .policy = policy, .logName = {}}));
        return result ? core::Error{} : result.error();
    }

    /** Signs taro in at the KDC, as the start of a desktop does. */
    void getTickets(const QString &cache)
    {
        QProcess kinit;
        kinit.start(u"kinit"_s, {u"-c"_s, cache, u"taro"_s});
        kinit.write(stack->password(u"taro"_s).toUtf8() + '\n');
        kinit.closeWriteChannel();
        QVERIFY(kinit.waitForFinished());
        QVERIFY2(kinit.exitCode() == 0, kinit.readAllStandardError().constData());
    }
    static async::Task<> signedIn(imap::Login login) { (void)co_await imap::signIn(std::move(login)); }

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        imap::initialize();
        stack = std::make_unique<test::MailStack>(u"maildir"_s, QStringList{u"--sign-in"_s});
        QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
        QVERIFY(net::TlsRoots::addFromFile(stack->caFile()));
        qputenv("KRB5_CONFIG", stack->told("krb5Conf").toUtf8());
        getTickets(stack->folder() + u"/tickets"_s);
        const QStringList rules = stack->connectTo();
        for (const QString &rule : rules)
            QVERIFY(net::ConnectTo::add(rule));
    }

    void signsIn_data()
    {
        QTest::addColumn<int>("server");
        QTest::addColumn<int>("mechanism");
        for (int m = 0; m < mechanisms().size(); ++m) {
            for (int s = 0; s < servers().size(); ++s)
                QTest::addRow("%s, %s", servers()[s].name, mechanisms()[m].name) << s << m;
        }
    }
    void signsIn()
    {
        QFETCH(int, server);
        QFETCH(int, mechanism);
        const Server &place = servers()[server];
        const Mechanism &way = mechanisms()[mechanism];
        const QString auth = QString::fromLatin1(way.name);
        QString &cell = m_cells[{mechanism, server}];
        cell = u"FAILS"_s;
        const bool certificate = way.kind == Kind::Certificate;
        const bool token = way.kind == Kind::Token;
        // hanako's password is Japanese.
        const QStringList users
            = way.kind == Kind::Password ? QStringList{u"taro"_s, u"hanako"_s} : QStringList{u"taro"_s};
        QElapsedTimer clock;
        clock.start();
        const QByteArray tickets = stack->folder().toUtf8() + "/tickets";
        for (const bool startTls : {false, true}) {
            qputenv("KRB5CCNAME", tickets);
            for (const QString &user : users) {
                const Secret good(token ? stack->told("token") : stack->password(user));
                const core::Error end = attempt(place, startTls, auth, user, good, certificate);
                if (!way.servers.contains(QLatin1Char(place.letter))) {
                    QCOMPARE(end.code, Errc::NoCommonMechanism);
                    cell = u"-"_s;
                    continue;
                }
                if (way.kind == Kind::Bound) {
                    QVERIFY(end.code == Errc::AuthenticationFailed || end.code == Errc::ConnectionLost);
                    cell = u"refused"_s;
                    continue;
                }
                QVERIFY2(end == core::Error{}, qPrintable(core::errcName(end.code) + u": "_s + end.context));
                if (way.kind == Kind::Ticket) {
                    qputenv("KRB5CCNAME", tickets + "-none");
                    const core::Error none = attempt(place, startTls, auth, user, good, false);
                    QCOMPARE(none.code, Errc::AuthenticationUnavailable); // no question for a password
                    continue;
                }
                const Secret bad(token ? stack->told("expiredToken") : u"wrong"_s);
                const core::Error refused = attempt(place, startTls, auth, user, certificate ? good : bad, false);
                QCOMPARE(refused.code, Errc::AuthenticationFailed);
                if (token) // in the server's own words, from within the exchange
                    QVERIFY2(refused.serverText.contains("\"status\""), refused.serverText.constData());
            }
        }
        if (cell == "FAILS"_L1)
            cell = u"%1 ms"_s.arg(clock.elapsed() / (users.size() * 4));
    }

    /** The KDC takes the question for the service's ticket and says nothing: everybody else goes on. */
    void aSilentKdcHoldsUpNobody()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QFile real(stack->told("krb5Conf")), conf(stack->folder() + u"/silent.conf"_s);
        QVERIFY(real.open(QIODevice::ReadOnly) && conf.open(QIODevice::WriteOnly));
        const QByteArray kdc = "kdc = 127.0.0.1:", port = QByteArray::number(silent.serverPort());
        conf.write(real.readAll().replace(kdc + QByteArray::number(stack->port("kdc")), kdc + port));
        conf.close();
        // A ticket for tickets, and none for the server.
        getTickets(stack->folder() + u"/tickets-new"_s);
        qputenv("KRB5CCNAME", stack->folder().toUtf8() + "/tickets-new");
        qputenv("KRB5_CONFIG", conf.fileName().toUtf8());
        const auto restored = qScopeGuard([this] { qputenv("KRB5_CONFIG", stack->told("krb5Conf").toUtf8()); });

        std::optional<core::Error> end;
        async::TaskScope scope;
        const core::ServerSettings server{
            .host = u"imap.example.test"_s, .port = 993, .auth = u"gssapi"_s, .user = u"taro"_s};
        scope.launch(signedIn({.server = server, .password = {}, .policy = {}, .logName = {}}),
            [&](const core::Result<> &outcome) { end = outcome ? core::Error{} : outcome.error(); });
        QVERIFY(QTest::qWaitFor([&] { return silent.hasPendingConnections(); }));
        QElapsedTimer sinceLast;
        qint64 longest = 0;
        QTimer ticks;
        ticks.callOnTimeout([&] { longest = std::max(longest, sinceLast.restart()); });
        ticks.start(std::chrono::milliseconds(5));
        sinceLast.start();
        const core::Error other
            = attempt(servers()[0], false, u"plain"_s, u"taro"_s, Secret(stack->password(u"taro"_s)), false);
        QCOMPARE(other, core::Error{});
        QTest::qWait(500);
        QVERIFY(!end);
        qInfo("the longest the event loop waited: %lld ms", longest);
        QVERIFY2(longest < 400, qPrintable(QString::number(longest)));
        delete silent.nextPendingConnection();
        silent.close();
        QVERIFY(QTest::qWaitFor([&] { return end.has_value(); }, 40'000));
        QCOMPARE(end->code, Errc::AuthenticationUnavailable);
    }

    void cleanupTestCase()
    {
        QString table = u"\n%1"_s.arg(QString(), -20);
        for (const Server &server : servers())
            table += u"%1"_s.arg(QString::fromLatin1(server.name), -27);
        for (int m = 0; m < mechanisms().size(); ++m) {
            table += u"\n%1"_s.arg(QString::fromLatin1(mechanisms()[m].name), -20);
            for (int s = 0; s < servers().size(); ++s)
                table += u"%1"_s.arg(m_cells.value({m, s}), -27);
        }
        qInfo().noquote() << table;
        stack.reset();
    }

private:
    std::unique_ptr<test::MailStack> stack;
    QMap<std::pair<int, int>, QString> m_cells;
};

QTEST_GUILESS_MAIN(SignInMatrixTest)
#include "tst_signinmatrix.moc"
