// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signedin.h"

#include "imap/initialize.h"
#include "net/connectto.h"
#include "net/tlsroots.h"
#include "tests/support/nameserver.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/webserver.h"

using namespace Qt::StringLiterals;
using core::Errc;
using core::PasswordPurpose;

/** Who gives an account's tokens, who gets to see them, and as whom this program asks for them. */
class IssuersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        imap::initialize();
        stack = std::make_unique<test::MailStack>(u"maildir"_s, QStringList{u"--authorization"_s});
        QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
        QVERIFY(net::TlsRoots::addFromFile(stack->caFile()));
        for (const QString &rule : stack->connectTo())
            QVERIFY(net::ConnectTo::add(rule));
        server = std::make_unique<test::Authorization>(*stack);
    }
    void cleanupTestCase()
    {
        server.reset();
        stack.reset();
    }

    void theClientsSecretComesFromTheKeyring()
    {
        SignedIn on(*server, u"user20"_s);
        server->control({{u"secret"_s, u"s3/cret"_s}});
        QVERIFY(
            test::waitFor(on.engine().signIns().setClient(u"test"_s, u" hikyaku-test "_s, core::Secret("s3/cret"_ba))));
        QVERIFY(on.engine().signIns().fresh(on.browse()));
        server->control({{u"secret"_s, u""_s}});
        QVERIFY(test::waitFor(on.engine().signIns().setClient(u"test"_s, u"hikyaku-test"_s, {})));
        QVERIFY(on.engine().signIns().fresh(on.browse())); // one that is not asked for any more would be refused
    }

    /** An account that was turned to another issuer has no token yet, whatever it had. */
    void oneIssuersTokenIsNotShownToAnother()
    {
        SignedIn on(*server, u"user21"_s);
        on.setUp(true);
        core::Account other = on.account;
        other.id = on.id;
        other.issuer = u"google"_s;
        const auto token
            = test::waitFor(on.engine().signIns().token(other, PasswordPurpose::Receive, engine::Asking::Never));
        QVERIFY(!token);
        QCOMPARE(token.error().code, Errc::AuthenticationFailed);
    }

    /** An issuer within the company, which only the company's authority vouches for, behind the company's proxy. */
    void theAccountsWayLeadsToTheIssuer()
    {
        const test::WebServer company(test::Identities::shared().issued(u"DNS:id.company.example"_s),
            test::WebServer::json(R"({"access_token":"granted","token_type":"Bearer"})"));
        QVERIFY(net::ConnectTo::add(u"id.company.example:443=127.0.0.1:%1"_s.arg(company.serverPort())));
        SignedIn on(*server, u"user22"_s);
        on.setUp(true);
        engine::SecretStore keyring(on.paths().directory);
        QVERIFY(test::waitFor(SignedIn::whole(keyring.putEntry(engine::SecretStore::signInEntry(on.id),
            core::Secret(R"({"issuer":"company","refresh":"r","signedIn":"2026-11-25T00:00:00Z"})"_ba), true))));
        QFile file(providers::SignInMeans::personsFile(on.paths().directory));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"issuers":[{"id":"company","authorization":"https://id.company.example/a",)"
                   R"("token":"https://id.company.example/t","daysBetweenSignIns":90}],)"
                   R"("clients":{"company":{"id":"c"}}})");
        file.close();
        on.restart();
        core::Account account = on.account;
        account.id = on.id;
        account.issuer = u"company"_s;
        const auto token = [&] {
            return test::waitFor(on.engine().signIns().token(account, PasswordPurpose::Receive, engine::Asking::Never));
        };
        QCOMPARE(token().error().code, Errc::CertificateUntrusted);
        account.network.authorities
            = {{.der = QSslCertificate::fromPath(test::Identities::shared().caFile()).value(0).toDer()}};
        account.network.proxy = {core::ProxyKind::HttpConnect, u"127.0.0.1"_s, stack->closedPort(), {}};
        QVERIFY(!token());
        QVERIFY(company.asked.isEmpty()); // nobody goes around a proxy
        account.network.proxy = {};
        const auto given = token();
        QVERIFY(given);
        QCOMPARE(given->reveal(), "granted");
        const core::SignInHealth health = *test::waitFor(on.engine().signIns().health(account));
        QCOMPARE(health.againBy, health.signedInAt.addDays(90));
    }

    void whoRunsADomainsMailGivesItsTokens()
    {
        const test::NameServer names({u"--mx-host=old.example,aspmx.l.google.com,1"_s,
            u"--mx-host=old.example,alt1.aspmx.l.google.com,5"_s, u"--mx-host=new.example,SMTP.GOOGLE.COM,1"_s,
            u"--mx-host=office.example,office-example.mail.protection.outlook.com,0"_s,
            u"--mx-host=sealed.example,sealed-example.a-v1.mx.microsoft,0"_s,
            u"--mx-host=false.example,aspmx.l.google.com.evil.example,1"_s,
            u"--srv-host=_imaps._tcp.named.example,imap.gmail.com,993,0"_s});
        QVERIFY(names.isUp());
        QVERIFY(net::ConnectTo::add(u"name-server:53=127.0.0.1:%1"_s.arg(names.port())));
        SignedIn on(*server, u"user16"_s);
        const std::pair<QString, QString> all[]{{u"old"_s, u"google"_s}, {u"new"_s, u"google"_s},
            {u"office"_s, u"microsoft"_s}, {u"sealed"_s, u"microsoft"_s}, {u"false"_s, {}}, {u"named"_s, {}}};
        for (const auto &[domain, issuer] : all) {
            for (const QString &host : {u"autoconfig."_s + domain, domain})
                QVERIFY(net::ConnectTo::add(u"%1.example:443=127.0.0.1:1"_s.arg(host)));
            const QString address = u"taro@%1.example"_s.arg(domain);
            QCOMPARE(test::waitFor(on.engine().signIns().issuerFor(address, {})), issuer);
        }
        QVERIFY(net::ConnectTo::add(u"name-server:53=127.0.0.1:1"_s));
        QCOMPARE(test::waitFor(on.engine().signIns().issuerFor(u"taro@example.test"_s, {})), u"test"_s);
    }

    /** Whoever has a domain can set up servers in it that would like to see what opens the mail somewhere else. */
    void aTokenGoesToTheIssuersServersOnly()
    {
        SignedIn on(*server, u"user17"_s);
        const qint64 signIn = on.browse();
        const test::Identity identity = test::Identities::shared().issued(u"DNS:imap.strange.example"_s);
        QVERIFY(net::TlsRoots::addFromFile(test::Identities::shared().caFile()));
        const test::ScriptedServer strange("S: * OK [CAPABILITY IMAP4rev1 AUTH=OAUTHBEARER SASL-IR] ready\nmore:\nC: $ "
                                           "*\nS: $ OK [CAPABILITY IMAP4rev1] in\nGOTO more\n",
            identity, true);
        QVERIFY(net::ConnectTo::add(u"imap.strange.example:993=127.0.0.1:%1"_s.arg(strange.port())));
        engine::DiscoveryRequest request{
            .fullName = {}, .address = u"user17@strange.example"_s, .password = {}, .manual = {}, .signIn = signIn};
        const auto found = test::waitFor(on.engine().discover(request));
        QVERIFY(found);
        QVERIFY(!found->receiveFound);
        request.signIn = 0; // it is there, and would take a password
        request.password = core::Secret("word"_ba);
        request.auth = u"oauthbearer"_s;
        QVERIFY(test::waitFor(on.engine().discover(request))->receiveFound);
    }

    void withoutAClientIdItIsSaid()
    {
        SignedIn on(*server, u"user14"_s);
        const auto begun = test::waitFor(on.engine().signIns().begin(u"google"_s, {}, {}));
        QVERIFY(!begun);
        QCOMPARE(begun.error().code, Errc::InvalidInput);
        QCOMPARE(test::waitFor(SignedIn::whole(on.engine().signIns().setClient(u"nobody"_s, u"x"_s, {}))).error().code,
            Errc::InvalidInput);
        QVERIFY(test::waitFor(on.engine().signIns().setClient(u"google"_s, u"mine.example"_s, core::Secret("s"_ba))));
        const auto page = test::waitFor(on.engine().signIns().begin(u"google"_s, u"t@gmail.com"_s, {}));
        QVERIFY(page);
        QVERIFY(page->url.startsWith(u"https://accounts.google.com/"_s) && page->url.contains(u"mine.example"_s));
        QVERIFY(test::waitFor(on.engine().signIns().setClient(u"google"_s, {}, {})));
        QVERIFY(!test::waitFor(on.engine().signIns().begin(u"google"_s, {}, {})));
    }

private:
    std::unique_ptr<test::MailStack> stack;
    std::unique_ptr<test::Authorization> server;
};

QTEST_GUILESS_MAIN(IssuersTest)
#include "tst_issuers.moc"
