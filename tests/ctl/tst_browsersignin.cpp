// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl.h"
#include "imappuppet.h"
#include "tests/support/authorization.h"
#include "tests/support/mailstack.h"
#include "tests/support/nameserver.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>
#include <QUrl>

#include <unistd.h>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

/** hikyakuctl signs in in the browser: it shows the page and waits. */
class BrowserSignInTest : public QObject
{
    Q_OBJECT

    /** Runs it, and follows the page that it shows as a browser does. */
    Ran browsed(const Ctl &ctl, const QStringList &arguments)
    {
        QStringList command = ctl.command(arguments);
        QProcess process;
        process.setProcessEnvironment(ctl.environment());
        process.setChildProcessModifier([] { ::setsid(); });
        process.start(command.takeFirst(), command);
        Ran ran;
        static const QRegularExpression link(u"https://login[^\\s\"]+"_s);
        QRegularExpressionMatch page;
        const bool isShown = QTest::qWaitFor(
            [&] {
                ran.err += process.readAllStandardError();
                page = link.match(QString::fromUtf8(ran.err));
                return page.hasMatch() || process.state() == QProcess::NotRunning;
            },
            20000);
        if (isShown && page.hasMatch())
            server->signIn(QUrl(page.captured()));
        const bool isOver = process.state() == QProcess::NotRunning || process.waitForFinished(60'000);
        if (isOver && process.exitStatus() == QProcess::NormalExit)
            ran.code = process.exitCode();
        ran.out = process.readAllStandardOutput();
        ran.err += process.readAllStandardError();
        (void)ctl.waitForEngineEnd(5000);
        return ran;
    }
    std::unique_ptr<test::Authorization> server;

private Q_SLOTS:
    void initTestCase()
    {
        MailStack *stack = MailStack::shared({u"--authorization"_s});
        QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
        server = std::make_unique<test::Authorization>(*stack);
    }

    void anAccountLivesFromSetUpToTheEndOfItsSignIn()
    {
        Ctl ctl;
        ctl.useKeyring();
        QDir().mkpath(ctl.profile());
        ctl.write(u"profile/sign-in.json"_s, server->signInFile());
        const Ran setUp = browsed(ctl, {u"setup"_s, u"user20@example.test"_s, u"--browser"_s});
        QVERIFY2(setUp.code == 0, setUp.report().constData());
        QVERIFY2(!setUp.err.contains("access-canary") && !setUp.err.contains("refresh-canary"), setUp.err.constData());
        const Ran account = ctl.json(u"accounts"_s, {u"account"_s, u"list"_s});
        QCOMPARE(account.array()[0]["issuer"_L1].toString(), u"test"_s);
        const Ran synced = ctl.run({u"sync"_s});
        QVERIFY2(synced.code == 0, synced.report().constData());
        const QJsonObject health = ctl.json(u"signInHealth"_s, {u"sign-in"_s, u"status"_s}).object();
        QVERIFY(health["signedIn"_L1].toBool());
        QVERIFY(!health["signedInAt"_L1].toString().isEmpty());

        server->control({{u"revoke"_s, u"all"_s}});
        const Ran refused = ctl.run({u"sync"_s});
        QVERIFY2(refused.code == 3, refused.report().constData());
        QVERIFY2(refused.err.contains("hikyakuctl sign-in user20@example.test"), refused.err.constData());
        const Ran again = browsed(ctl, {u"sign-in"_s, u"user20@example.test"_s});
        QVERIFY2(again.code == 0, again.report().constData());
        QVERIFY(ctl.run({u"sync"_s}).code == 0);

        const Ran forgotten = ctl.json(u"signIn"_s, {u"sign-in"_s, u"forget"_s, u"user20@example.test"_s});
        QVERIFY2(forgotten.code == 0, forgotten.report().constData());
        QVERIFY(ctl.run({u"sync"_s}).code == 3);
        QVERIFY(ctl.run({u"account"_s, u"remove"_s, u"user20@example.test"_s}).code == 0);
    }

    /** The address says nothing of Google; the domain's MX does. */
    void aHostedDomainIsSignedInAtItsHost()
    {
        const MailStack *stack = MailStack::shared();
        const test::NameServer names({u"--mx-host=hosted.example,smtp.google.com,1"_s});
        QVERIFY(names.isUp());
        Ctl ctl;
        ctl.useKeyring();
        ctl.setConnectTo({u"name-server:53=127.0.0.1:%1"_s.arg(names.port()),
            u"imap.gmail.com:993=127.0.0.1:%1"_s.arg(stack->port("imaps")),
            u"smtp.gmail.com:465=127.0.0.1:%1"_s.arg(stack->port("submissions"))});
        QJsonObject file = QJsonDocument::fromJson(server->signInFile()).object();
        QJsonObject issuer = file["issuers"_L1][0].toObject();
        issuer["id"_L1] = u"google"_s;
        issuer["domains"_L1] = QJsonArray{u"gmail.com"_s};
        issuer["hosts"_L1] = QJsonArray{u"imap.gmail.com"_s, u"smtp.gmail.com"_s};
        const QJsonObject clients{{u"google"_s, file["clients"_L1]["test"_L1]}};
        const QJsonObject ours{{u"issuers"_s, QJsonArray{issuer}}, {u"clients"_s, clients}};
        QDir().mkpath(ctl.profile());
        ctl.write(u"profile/sign-in.json"_s, QJsonDocument(ours).toJson());
        const Ran setUp = browsed(ctl, {u"setup"_s, u"user22@hosted.example"_s, u"--browser"_s});
        QVERIFY2(setUp.code == 0, setUp.report().constData());
        const QJsonObject account = ctl.json(u"accounts"_s, {u"account"_s, u"list"_s}).array()[0].toObject();
        QCOMPARE(account["issuer"_L1].toString(), u"google"_s);
        QCOMPARE(account["receive"_L1]["host"_L1].toString(), u"imap.gmail.com"_s);
        const Ran synced = ctl.run({u"sync"_s});
        QVERIFY2(synced.code == 0, synced.report().constData());
        QVERIFY(ctl.run({u"account"_s, u"remove"_s, u"user22@hosted.example"_s}).code == 0);
    }

    /** Who types a password for a hosted domain reads what its host wants of everybody. */
    void whatTheHostWantsIsSaid()
    {
        const MailStack *stack = MailStack::shared();
        const QString certificate = stack->folder() + u"/certs/good"_s;
        const test::ImapPuppet host(certificate + u".pem"_s, certificate + u".key"_s,
            u"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready"_s,
            u"NO [AUTHENTICATIONFAILED] AuthFailed:LogonDenied-BasicAuthBlocked"_s);
        QVERIFY(host.port() != 0);
        const test::NameServer names({u"--mx-host=hosted.example,smtp.google.com,1"_s});
        Ctl ctl;
        ctl.setPassword(u"word"_s);
        ctl.setConnectTo(
            {u"name-server:53=127.0.0.1:%1"_s.arg(names.port()), u"imap.gmail.com:993=127.0.0.1:%1"_s.arg(host.port()),
                u"smtp.gmail.com:465=127.0.0.1:%1"_s.arg(stack->closedPort())});
        const QStringList setUp{u"setup"_s, u"user22@hosted.example"_s};
        const Ran none = ctl.run(setUp);
        QVERIFY2(none.code == 3 && none.err.contains("needs a client ID"), none.report());
        ctl.forgetPassword(); // it would be taken for the client's secret
        QVERIFY(ctl.run({u"sign-in"_s, u"client"_s, u"google"_s, u"mine.example"_s}).code == 0);
        ctl.setPassword(u"word"_s);
        const Ran ran = ctl.run(setUp);
        QVERIFY2(ran.code == 3 && ran.err.contains("Sign in with the browser instead"), ran.report());
    }

    /** The proxy is not there, and nobody goes around it: not even with the code that the browser has brought. */
    void theIssuerIsReachedThroughTheProxyThatIsNamed()
    {
        Ctl ctl;
        QDir().mkpath(ctl.profile());
        ctl.write(u"profile/sign-in.json"_s, server->signInFile());
        const int codes = server->asked("code");
        const QString nobody = u"http://127.0.0.1:%1"_s.arg(MailStack::shared()->closedPort());
        const Ran ran = browsed(ctl, {u"setup"_s, u"user23@example.test"_s, u"--browser"_s, u"--proxy"_s, nobody});
        QVERIFY2(ran.code == 5, ran.report());
        QCOMPARE(server->asked("code"), codes);
    }

    void withoutAClientIdItSaysHowToSetOne()
    {
        Ctl ctl;
        const Ran none = ctl.run({u"setup"_s, u"taro@gmail.com"_s, u"--browser"_s});
        QCOMPARE(none.code, 1);
        QVERIFY2(none.err.contains("hikyakuctl sign-in client google CLIENT-ID"), none.err.constData());
        QVERIFY(ctl.run({u"sign-in"_s, u"client"_s, u"google"_s, u"mine.example"_s}).code == 0);
        QFile file(ctl.profile() + u"/sign-in.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("mine.example"));
        QCOMPARE(ctl.run({u"sign-in"_s, u"client"_s, u"nobody"_s, u"x"_s}).code, 1);
    }

    void aPasswordAccountHasNoBrowser()
    {
        Ctl ctl;
        ctl.setPassword(MailStack::shared()->password(u"user21"_s));
        QVERIFY(ctl.addAccount(u"user21"_s).code == 0);
        const Ran refused = ctl.run({u"sign-in"_s});
        QVERIFY2(refused.code == 1 && refused.err.contains("user21 signs in with a password"), refused.report());
        const QJsonObject health = ctl.json(u"signInHealth"_s, {u"sign-in"_s, u"status"_s}).object();
        QVERIFY(health["signedIn"_L1].isNull());
    }
};

QTEST_GUILESS_MAIN(BrowserSignInTest)
#include "tst_browsersignin.moc"
