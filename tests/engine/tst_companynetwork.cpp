// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What a company puts between a person and their mail: proxies, an authority of its own, certificates to sign in with.

#include "engine/engine.h"
#include "imap/initialize.h"
#include "imap/signin.h"
#include "net/connectto.h"
#include "net/initialize.h"
#include "net/pkcs12.h"
#include "smtp/client.h"
#include "tests/support/coroutine.h"
#include "tests/support/mailstack.h"
#include "tests/support/realproxy.h"

#include <QProcess>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::PasswordPurpose;
using core::ProxyKind;
using core::Secret;
using core::Security;
using test::RealProxy;

namespace
{
const QString kPassword = u"ひみつ pass"_s;
const QString kWord = u"proxyword"_s; ///< tinyproxy's file knows no blanks

/** One engine on a profile of its own. */
struct Office {
    QTemporaryDir folder;
    store::ProfilePaths paths{folder.filePath(u"profile"_s)};
    std::unique_ptr<engine::Engine> engine = std::move(engine::Engine::open(paths).value());

    core::Result<core::AccountId> add(const core::Account &account, const engine::AccountSecrets &secrets)
    {
        return test::waitFor(engine->addAccount(account, secrets, false));
    }
    core::Result<> sync(core::AccountId id)
    {
        return test::waitFor(engine->sync(id, {"INBOX"}, engine::Bodies::None), 30000);
    }
};

Errc codeOf(const core::Result<> &outcome)
{
    return outcome ? Errc::Internal : outcome.error().code;
}
} // namespace

class CompanyNetworkTest : public QObject
{
    Q_OBJECT

    core::Account account(const QString &auth = u"auto"_s) const
    {
        core::Account one{.name = u"Work"_s, .address = u"taro@example.test"_s};
        one.receive = {u"imap.example.test"_s, 993, Security::Tls, auth, u"taro"_s};
        one.send = {u"smtp.example.test"_s, 587, Security::StartTls, u"auto"_s, u"taro"_s};
        one.network.proxy.kind = ProxyKind::None;
        one.network.authorities = authorities;
        return one;
    }

    QByteArray pkcs12(const QString &passphrase)
    {
        const QString path = stack->folder() + u"/taro.p12"_s;
        QProcess openssl;
        openssl.start(u"openssl"_s,
            {u"pkcs12"_s, u"-export"_s, u"-in"_s, stack->told("clientCertificate"), u"-inkey"_s,
                stack->told("clientKey"), u"-out"_s, path, u"-passout"_s, u"pass:"_s + passphrase});
        QFile file(path);
        if (!openssl.waitForFinished() || openssl.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
            qFatal("openssl: %s", openssl.readAllStandardError().constData());
        return file.readAll();
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
            qunsetenv(name);
        net::initialize();
        imap::initialize();
        stack = std::make_unique<test::MailStack>(u"maildir"_s, QStringList{u"--sign-in"_s});
        QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
        QFile ca(stack->caFile());
        QVERIFY(ca.open(QIODevice::ReadOnly));
        const auto read = net::readCertificates(ca.readAll(), {});
        QVERIFY(read);
        authorities = read->authorities;
        QCOMPARE(authorities.size(), 1);
        const QStringList rules = stack->connectTo();
        for (const QString &rule : rules)
            QVERIFY(net::ConnectTo::add(rule));
        QVERIFY(net::ConnectTo::add(u"closed.example.test:993=127.0.0.1:%1"_s.arg(stack->closedPort())));
    }
    void cleanupTestCase() { stack.reset(); }

    // --- proxies

    void receivesAndSendsThroughAProxy_data()
    {
        QTest::addColumn<ProxyKind>("kind");
        QTest::addColumn<QString>("user");
        QTest::newRow("SOCKS5") << ProxyKind::Socks5 << QString();
        QTest::newRow("SOCKS5, sign-in") << ProxyKind::Socks5 << u"office"_s;
        QTest::newRow("HTTP") << ProxyKind::HttpConnect << QString();
        QTest::newRow("HTTP, sign-in") << ProxyKind::HttpConnect << u"office"_s;
    }
    void receivesAndSendsThroughAProxy()
    {
        QFETCH(ProxyKind, kind);
        QFETCH(QString, user);
        const RealProxy proxy(kind, user, kWord);
        QVERIFY(proxy.isRunning());
        net::TlsPolicy policy;
        policy.add(account().network);
        const Secret mail(stack->password(u"taro"_s));
        const net::Proxy way{proxy.settings(), Secret(kWord)};
        for (const auto &[port, security] : {std::pair(993, Security::Tls), std::pair(143, Security::StartTls)}) {
            const core::ServerSettings server{u"imap.example.test"_s, quint16(port), security, u"auto"_s, u"taro"_s};
            const auto in = test::waitFor(
                imap::signIn({.server = server, .password = mail, .policy = policy, .logName = {}, .proxy = way}));
            QVERIFY2(in, in ? "" : qPrintable(core::errcName(in.error().code) + u' ' + in.error().context));
        }
        for (const auto &[port, security] : {std::pair(465, Security::Tls), std::pair(587, Security::StartTls)}) {
            smtp::Client client;
            const core::ServerSettings server{u"smtp.example.test"_s, quint16(port), security, u"auto"_s, u"taro"_s};
            const auto in = test::waitFor(
                client.open({.server = server, .password = mail, .policy = policy, .logName = {}, .proxy = way}));
            QVERIFY2(in, in ? "" : qPrintable(core::errcName(in.error().code) + u' ' + in.error().context));
        }
        // Its password is not the mail's, nor the other way round.
        if (user.isEmpty())
            return;
        const core::ServerSettings server{u"imap.example.test"_s, 993, Security::Tls, u"auto"_s, u"taro"_s};
        const auto refused = test::waitFor(imap::signIn(
            {.server = server, .password = mail, .policy = policy, .logName = {}, .proxy = {proxy.settings(), mail}}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::ProxyAuthenticationFailed);
        QCOMPARE(refused.error().context, way.place());
    }

    void tellsWhatStandsBehindARealProxy_data()
    {
        QTest::addColumn<ProxyKind>("kind");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("settings");
        QTest::addColumn<Errc>("code");
        for (const ProxyKind kind : {ProxyKind::Socks5, ProxyKind::HttpConnect}) {
            const QByteArray name = core::proxyKindName(kind).toLatin1();
            QTest::newRow(name + ", nothing listens")
                << kind << u"closed.example.test"_s << QString() << Errc::ProxyCannotReach;
            QTest::newRow(name + ", no such host")
                << kind << u"no-such-host.invalid"_s << QString() << Errc::ProxyCannotReach;
        }
        QTest::newRow("http, another port only")
            << ProxyKind::HttpConnect << u"imap.example.test"_s << u"ConnectPort 443"_s << Errc::ProxyDenied;
    }
    void tellsWhatStandsBehindARealProxy()
    {
        QFETCH(ProxyKind, kind);
        QFETCH(QString, host);
        QFETCH(QString, settings);
        QFETCH(Errc, code);
        const RealProxy proxy(kind, {}, {}, settings);
        net::Wire wire;
        wire.setProxy({proxy.settings(), {}});
        const auto opened = test::waitFor(wire.open({.host = host, .port = 993}, {}));
        QCOMPARE(codeOf(opened), code);
        QCOMPARE(opened.error().context, host + u":993"_s);
    }

    void asksForTheProxysPasswordOnceAndStops()
    {
        const RealProxy proxy(ProxyKind::HttpConnect, u"office"_s, kWord);
        Office office;
        core::Account work = account();
        work.network.proxy = proxy.settings();
        const auto id = office.add(work, {.receive = Secret(stack->password(u"taro"_s)), .proxy = Secret(u"wrong"_s)});
        QVERIFY(id);
        QCOMPARE(codeOf(office.sync(*id)), Errc::ProxyAuthenticationFailed);
        QSignalSpy asked(&office.engine->questions(), &engine::Questions::asked);
        office.engine->goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 10000);
        const auto question = asked.first().first().value<core::Question>();
        const auto wanted = std::get<core::PasswordQuestion>(question.body);
        QCOMPARE(wanted.purpose, PasswordPurpose::Proxy);
        QCOMPARE(wanted.host, u"127.0.0.1"_s);
        QCOMPARE(wanted.user, u"office"_s);
        QVERIFY(wanted.wasRefused);
        QVERIFY(office.engine->questions().answerPassword(question.id, {Secret(kWord), false}));
        QTRY_VERIFY_WITH_TIMEOUT(office.sync(*id).has_value(), 10000);
        QCOMPARE(asked.size(), 1);
        // And the password of the mail was never thought to be wrong.
        QVERIFY(office.engine->questions().pending().isEmpty());
    }

    void theWizardsSearchGoesTheSameWay()
    {
        const RealProxy proxy(ProxyKind::Socks5, u"office"_s, kWord);
        Office office;
        engine::DiscoveryRequest request{.fullName = u"山田"_s,
            .address = u"taro@example.test"_s,
            .password = Secret(stack->password(u"taro"_s)),
            .manual = account()};
        request.manual->network.proxy = proxy.settings();
        request.proxyPassword = Secret(kWord);
        const auto found = test::waitFor(office.engine->discover(request));
        QVERIFY(found);
        QVERIFY(found->receiveFound && found->sendFound);
        QCOMPARE(found->account.network.proxy, proxy.settings());
        QCOMPARE(found->account.network.authorities.size(), 1);
        request.proxyPassword = Secret(u"wrong"_s);
        const auto refused = test::waitFor(office.engine->discover(request));
        QVERIFY(refused && !refused->receiveFound && !refused->sendFound);
        QCOMPARE(refused->receiveError->code, Errc::ProxyAuthenticationFailed);
        // Without the company's authority nothing was found either: the proxy is no reason to believe anybody.
        request.proxyPassword = Secret(kWord);
        request.manual->network.authorities.clear();
        const auto untrusted = test::waitFor(office.engine->discover(request));
        QCOMPARE(untrusted->receiveError->code, Errc::CertificateUntrusted);
    }

    // --- an authority of the company's

    void anAuthorityCountsForItsAccountOnly()
    {
        Office office;
        const engine::AccountSecrets secrets{.receive = Secret(stack->password(u"taro"_s))};
        const auto own = office.add(account(), secrets);
        QVERIFY(own);
        QCOMPARE(codeOf(office.sync(*own)), Errc::Internal);
        core::Account other = account();
        other.name = u"Other"_s;
        other.network.authorities.clear();
        const auto without = office.add(other, secrets);
        QVERIFY(without);
        QCOMPARE(codeOf(office.sync(*without)), Errc::CertificateUntrusted);
        // It is in the journal, and so in the next engine.
        office.engine.reset();
        office.engine = std::move(engine::Engine::open(office.paths).value());
        QVERIFY(test::waitFor(office.engine->providePassword(*own, {}, secrets.receive, false)));
        QCOMPARE(codeOf(office.sync(*own)), Errc::Internal);
    }

    void whatIsNoAuthorityIsNotTakenForOne()
    {
        Office office;
        core::Account work = account();
        QFile leaf(stack->told("clientCertificate"));
        QVERIFY(leaf.open(QIODevice::ReadOnly));
        const QByteArray pem = leaf.readAll();
        QCOMPARE(net::readCertificates(pem, {}).error().code, Errc::InvalidInput);
        work.network.authorities = {{.der = QSslCertificate(pem).toDer()}};
        QCOMPARE(office.add(work, {}).error().code, Errc::InvalidInput);
        work.network.authorities = {{.der = "no certificate"}};
        QCOMPARE(office.add(work, {}).error().code, Errc::InvalidInput);
    }

    // --- the person's own certificate

    void signsInWithACertificate()
    {
        const auto read = net::readCertificates(pkcs12(kPassword), Secret(kPassword));
        QVERIFY2(read, read ? "" : read.error().serverText.constData());
        QVERIFY(read->own);
        QCOMPARE(read->own->certificate.subject, u"taro"_s);
        Office office;
        core::Account work = account(u"external"_s);
        work.network.certificate = read->own;
        const auto id = office.add(work, {.passphrase = Secret(kPassword)});
        QVERIFY(id);
        const auto synced = office.sync(*id);
        QVERIFY2(synced, synced ? "" : qPrintable(core::errcName(synced.error().code) + synced.error().context));
        // Without it nobody gets in, and no password is asked for.
        core::Account bare = account(u"external"_s);
        bare.name = u"Bare"_s;
        const auto none = office.add(bare, {});
        QCOMPARE(codeOf(office.sync(*none)), Errc::AuthenticationFailed);
    }

    void asksForThePassphrase()
    {
        const auto read = net::readCertificates(pkcs12(kPassword), Secret(kPassword));
        QVERIFY(read && read->own);
        Office office;
        core::Account work = account(u"external"_s);
        work.network.certificate = read->own;
        const auto id = office.add(work, {});
        QVERIFY(id);
        QCOMPARE(codeOf(office.sync(*id)), Errc::PassphraseNeeded);
        QSignalSpy asked(&office.engine->questions(), &engine::Questions::asked);
        office.engine->goOnline();
        const auto next = [&](int number) {
            return QTest::qWaitFor([&] { return asked.size() >= number; }, 10000)
                ? asked.at(number - 1).first().value<core::Question>()
                : core::Question{};
        };
        const core::Question first = next(1);
        const auto wanted = std::get<core::PasswordQuestion>(first.body);
        QCOMPARE(wanted.purpose, PasswordPurpose::Certificate);
        QCOMPARE(wanted.user, u"taro"_s);
        QVERIFY(!wanted.wasRefused);
        QVERIFY(office.engine->questions().answerPassword(first.id, {Secret(u"wrong"_s), false}));
        const core::Question second = next(2);
        QVERIFY(std::get<core::PasswordQuestion>(second.body).wasRefused);
        QVERIFY(office.engine->questions().answerPassword(second.id, {Secret(kPassword), false}));
        QTRY_VERIFY_WITH_TIMEOUT(office.sync(*id).has_value(), 10000);
        QCOMPARE(asked.size(), 2);
    }

    void keepsTheKeyUnderStrongEncryption()
    {
        const QByteArray file = pkcs12(kPassword);
        QCOMPARE(net::readCertificates(file, Secret(u"wrong"_s)).error().code, Errc::PassphraseNeeded);
        QCOMPARE(net::readCertificates(file, {}).error().code, Errc::PassphraseNeeded);
        QCOMPARE(net::readCertificates(pkcs12({}), {}).error().code, Errc::PassphraseNeeded); // a key for everybody
        const QByteArray kept = net::readCertificates(file, Secret(kPassword))->own->pkcs12;
        QVERIFY(kept != file);
        QVERIFY(net::openPkcs12(kept, Secret(kPassword)));
        QCOMPARE(net::openPkcs12(kept, Secret(u"wrong"_s)).error().code, Errc::PassphraseNeeded);
        QCOMPARE(net::openPkcs12("garbage", Secret(kPassword)).error().code, Errc::InvalidInput);
        QFile written(stack->folder() + u"/kept.p12"_s);
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(kept);
        written.close();
        QProcess openssl;
        openssl.start(u"openssl"_s,
            {u"pkcs12"_s, u"-in"_s, written.fileName(), u"-noout"_s, u"-info"_s, u"-passin"_s, u"pass:"_s + kPassword});
        QVERIFY(openssl.waitForFinished());
        const QByteArray told = openssl.readAllStandardError();
        QVERIFY2(told.contains("AES-256-CBC") && told.contains("Iteration 200000"), told.constData());
        QVERIFY2(!told.contains("RC2") && !told.contains("3DES"), told.constData());
    }

private:
    std::unique_ptr<test::MailStack> stack;
    QList<core::CertificateInfo> authorities;
};

QTEST_GUILESS_MAIN(CompanyNetworkTest)
#include "tst_companynetwork.moc"
