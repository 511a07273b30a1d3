// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/connectto.h"
#include "net/initialize.h"
#include "net/proxy.h"
#include "net/proxysignin.h"
#include "net/tlsroots.h"
#include "net/wire.h"
#include "tests/support/coroutine.h"
#include "tests/support/scriptedserver.h"
#include "toysocks.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using core::ProxyKind;
using core::Security;
using net::Proxy;
using net::Wire;
using test::Identities;
using test::ScriptedServer;
using test::ToySocks;

namespace
{
/** A name that no resolver knows: who reaches it did not ask one. */
const QString kHost = u"imap.behind.test"_s;

core::ServerSettings settings(Security security, const QString &host = kHost)
{
    return {.host = host, .port = 993, .security = security};
}

Proxy proxyAt(ProxyKind kind, quint16 port, const QString &user = {}, const QString &password = {})
{
    return {{.kind = kind, .host = u"127.0.0.1"_s, .port = port, .user = user}, core::Secret(password)};
}

struct Outcome {
    core::Error error; ///< Errc::Internal: none
    QByteArray greeting;
    QByteArray clear; ///< what the proxy's port saw that was not in TLS
    int connections = 0;
};

async::Task<QByteArray> greetingOf(Wire *wire, core::ServerSettings server)
{
    co_await wire->open(server, {});
    co_return co_await wire->readLine(1000);
}

core::Error errorOf(const core::Result<QByteArray> &greeting)
{
    return greeting ? core::Error{} : greeting.error();
}

/** Through an HTTP proxy that plays a script; behind its yes it plays the server, too. */
Outcome throughHttp(const QByteArray &script, Security security, const QString &user = {},
    const test::Identity &identity = Identities::shared().issued(u"DNS:"_s + kHost),
    std::chrono::milliseconds patience = 5s)
{
    ScriptedServer proxy(script, identity);
    Wire wire;
    wire.setConnectTimeout(patience);
    wire.setProxy(proxyAt(ProxyKind::HttpConnect, proxy.port(), user, user.isEmpty() ? QString() : u"ひみつ"_s));
    const auto greeting = test::waitFor(greetingOf(&wire, settings(security)), 20000);
    return {errorOf(greeting), greeting.value_or(QByteArray()), proxy.receivedInClear(), proxy.connections()};
}

core::Error throughSocks(const QList<ToySocks::Step> &steps, const Proxy &wanted = {}, QByteArray *received = nullptr)
{
    ToySocks proxy(steps, 0);
    Wire wire;
    wire.setConnectTimeout(2s);
    wire.setProxy(
        proxyAt(ProxyKind::Socks5, proxy.port(), wanted.settings.user, QString::fromUtf8(wanted.password.reveal())));
    const core::Error error = errorOf(test::waitFor(greetingOf(&wire, settings(Security::None)), 20000));
    if (received)
        *received = proxy.received(0);
    return error;
}

const QByteArray kConnect = "C: CONNECT imap.behind.test:993 HTTP/1.1\nC: Host: imap.behind.test:993\n";
const QByteArray kYes = "S| HTTP/1.1 200 Connection established\\r\\n\\r\\n\n";
const QByteArray kWantsSignIn = "S: HTTP/1.1 407 Proxy Authentication Required\nS: Proxy-Authenticate: Basic "
                                "realm=\"office\"\nS: Connection: close\nS: Content-Length: 3\nS: \nS| no!\nCLOSE";
} // namespace

class ProxyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIsSet("HIKYAKU_TEST_ASK"))
            return; // the process that is asked
        for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "HIKYAKU_LOG_DIR"})
            qunsetenv(name);
        net::initialize();
        QVERIFY(Identities::shared().isGood());
        QVERIFY(net::TlsRoots::addFromFile(Identities::shared().caFile()));
    }

    void httpLeadsToTheServerByName_data()
    {
        QTest::addColumn<Security>("security");
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("TLS") << Security::Tls << kConnect + "C:\n" + kYes + "TLS\nS: hello";
        QTest::newRow("in clear, the greeting in one piece with the yes")
            << Security::None << kConnect + "C:\nS| HTTP/1.0 200 OK\\r\\nVia: x\\r\\n\\r\\nhello\\r\\n";
        QTest::newRow("a byte at a time") << Security::Tls << kConnect + "C:\nCHOP 1\n" + kYes + "TLS\nS: hello";
    }
    void httpLeadsToTheServerByName()
    {
        QFETCH(Security, security);
        QFETCH(QByteArray, script);
        const Outcome outcome = throughHttp(script, security);
        QVERIFY2(outcome.error == core::Error{}, qPrintable(core::errcName(outcome.error.code)));
        QCOMPARE(outcome.greeting, "hello"_ba);
        QVERIFY(!outcome.clear.contains("Proxy-Authorization"));
    }

    void signsInWhenAskedAndOnlyThen()
    {
        ToySocks office({{"\r\n\r\n"_ba, "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n"_ba, true},
                            {"\r\n\r\n"_ba, "HTTP/1.1 200 OK\r\n\r\nhello\r\n"_ba}},
            0);
        Wire wire;
        wire.setProxy(proxyAt(ProxyKind::HttpConnect, office.port(), u"taro"_s, u"ひみつ"_s));
        const auto greeting = test::waitFor(greetingOf(&wire, settings(Security::None)));
        QVERIFY2(greeting, greeting ? "" : qPrintable(core::errcName(greeting.error().code)));
        QCOMPARE(office.connections(), 2);
        const QByteArray basic = "Proxy-Authorization: Basic " + u"taro:ひみつ"_s.toUtf8().toBase64();
        QVERIFY(!office.received(0).contains("Authorization"));
        QVERIFY(office.received(1).contains(basic));
    }

    void digestIsAsPublished()
    {
        // RFC 7616 3.9.1
        net::DigestInput input{"GET", "/dir/index.html", "Mufasa", "Circle of Life", "http-auth@example.org",
            "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"};
        QCOMPARE(net::digestResponse(input), "8ca523f5e9506fed4657c9700eebdbec"_ba);
        input.isSha256 = true;
        QCOMPARE(net::digestResponse(input), "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"_ba);
    }

    void theStrongestSignInIsChosen_data()
    {
        QTest::addColumn<QByteArrayList>("offered");
        QTest::addColumn<QByteArray>("begins");
        const QByteArray digest = "Digest realm=\"a \\\"b\\\", c\", nonce=\"n\", qop=\"auth-int, auth\", opaque=\"o\"";
        QTest::newRow("Basic") << QByteArrayList{"Basic realm=\"x\""} << "Basic "_ba;
        QTest::newRow("NTLM before Basic") << QByteArrayList{"Basic realm=\"x\"", "NTLM"} << "NTLM TlRM"_ba;
        QTest::newRow("Digest before all") << QByteArrayList{"NTLM", digest, "Basic realm=\"x\""} << "Digest "_ba;
        QTest::newRow("Digest of an unknown hash is passed over")
            << QByteArrayList{digest + ", algorithm=SHA-512-256", "Basic realm=\"x\""} << "Basic "_ba;
        QTest::newRow("Digest that signs bodies is passed over")
            << QByteArrayList{"Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"", "basic realm=x"} << "Basic "_ba;
        QTest::newRow("nothing known") << QByteArrayList{"Negotiate", "Kerberos x"} << QByteArray();
    }
    void theStrongestSignInIsChosen()
    {
        QFETCH(QByteArrayList, offered);
        QFETCH(QByteArray, begins);
        net::ProxySignIn signIn(u"taro"_s, core::Secret(u"pw"_s));
        QVERIFY(signIn.header("a:1").isEmpty()); // not before it asks
        const auto next = signIn.take(offered);
        QCOMPARE(next, begins.isEmpty() ? net::ProxySignIn::Next::NoCommonScheme : net::ProxySignIn::Next::Ask);
        const QByteArray header = signIn.header("a:1");
        QVERIFY2(header.startsWith(begins), header.constData());
        if (begins == "Digest ") {
            QVERIFY2(header.contains("realm=\"a \\\"b\\\", c\""), header.constData());
            QVERIFY2(header.contains("uri=\"a:1\"") && header.contains("opaque=\"o\""), header.constData());
            QVERIFY(!header.contains("pw"));
        }
        // A refusal is the end, whatever weaker it offers now.
        if (begins == "Digest " || begins == "Basic ")
            QCOMPARE(signIn.take({"Basic realm=\"x\""}), net::ProxySignIn::Next::Refused);
    }

    void digestGoesOnWithAFreshNonceOnce()
    {
        net::ProxySignIn signIn(u"taro"_s, core::Secret(u"pw"_s));
        QCOMPARE(signIn.take({"Digest realm=\"x\", nonce=\"1\", qop=\"auth\""}), net::ProxySignIn::Next::Ask);
        QCOMPARE(
            signIn.take({"Digest realm=\"x\", nonce=\"2\", qop=\"auth\", stale=true"}), net::ProxySignIn::Next::Ask);
        QVERIFY(signIn.header("a:1").contains("nonce=\"2\""));
        QCOMPARE(signIn.take({"Digest realm=\"x\", nonce=\"3\", qop=\"auth\", stale=true"}),
            net::ProxySignIn::Next::Refused);
    }

    void ntlmStaysOnItsConnection()
    {
        // A challenge of MS-NLMP 4.2.4.3, with a page for people behind its header.
        const QByteArray challenge = QByteArray::fromHex(
            "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef000000000000000024002400440000000600701700"
            "00"
            "000f53006500720076006500720002000c0044006f006d00610069006e0001000c0053006500720076006500720000000000")
                                         .toBase64();
        const QByteArray head = "HTTP/1.1 407 Who?\r\nProxy-Authenticate: NTLM";
        ToySocks office({{"\r\n\r\n"_ba, head + "\r\nContent-Length: 0\r\n\r\n", true},
                            {"\r\n\r\n"_ba, head + ' ' + challenge + "\r\nContent-Length: 4\r\n\r\npage"},
                            {"\r\n\r\n"_ba, "HTTP/1.1 200 OK\r\n\r\nhello\r\n"_ba}},
            0);
        Wire wire;
        wire.setProxy(proxyAt(ProxyKind::HttpConnect, office.port(), u"DOMAIN\\taro"_s, u"ひみつ"_s));
        const auto greeting = test::waitFor(greetingOf(&wire, settings(Security::None)));
        QVERIFY2(greeting, greeting ? "" : greeting.error().serverText.constData());
        QCOMPARE(office.connections(), 2);
        QCOMPARE(office.received(1).count("Proxy-Authorization: NTLM "), 2);
        QVERIFY(!office.received(0).contains("NTLM"));
    }

    void tellsWhatTheHttpProxySaid_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("user");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<QString>("context");
        QTest::addColumn<int>("connections");
        const QString server = kHost + u":993"_s;
        const auto row = [&](const char *name, const QByteArray &answer, Errc code, const QString &context = {},
                             const QString &user = {}, int connections = 1) {
            QTest::newRow(name) << answer << user << code << context << connections;
        };
        row("forbidden", "S: HTTP/1.1 403 Access violation\nS: ", Errc::ProxyDenied, server);
        row("cannot reach it", "S: HTTP/1.1 502 Bad Gateway\nS: ", Errc::ProxyCannotReach, server);
        row("busy, as squid says it", "S: HTTP/1.1 503 Service Unavailable\nS: ", Errc::ProxyCannotReach, server);
        row("a redirection", "S: HTTP/1.1 302 Found\nS: Location: https://evil.test/\nS: ", Errc::ProxyFailed);
        row("wants a sign-in and has no name", kWantsSignIn, Errc::ProxyAuthenticationFailed);
        row("refuses the sign-in: two connections, no third", kWantsSignIn, Errc::ProxyAuthenticationFailed, {},
            u"taro"_s, 2);
        row("refuses the sign-in as tinyproxy does",
            "S: HTTP/1.1 401 Unauthorized\nS: ", Errc::ProxyAuthenticationFailed);
        row("knows only what we do not", "S: HTTP/1.1 407 No\nS: Proxy-Authenticate: Kerberos\nS: ", Errc::ProxyFailed,
            {}, u"taro"_s);
        row("not HTTP", "S: * OK IMAP4rev1 ready", Errc::ProxyFailed);
        row("a number that is none", "S: HTTP/1.1 abc", Errc::ProxyFailed);
        row("an endless line", "S| HTTP/1.1 200 OK\\r\\nX: " + QByteArray(20000, 'x'), Errc::ProxyFailed);
        row("an endless header", "S: HTTP/1.1 200 OK\nS*100000: X: y", Errc::ProxyFailed);
        row("closes at once", "CLOSE", Errc::ProxyFailed);
        row("closes within the header", "S: HTTP/1.1 200 OK\nCLOSE", Errc::ProxyFailed);
        row("text behind the yes, where TLS begins", "S| HTTP/1.1 200 OK\\r\\n\\r\\n* OK injected\\r\\n",
            Errc::ProxyFailed);
    }
    void tellsWhatTheHttpProxySaid()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, user);
        QFETCH(Errc, code);
        QFETCH(QString, context);
        QFETCH(int, connections);
        const QByteArray script = "next:\nC: CONNECT*\nC: Host*\n"
            + QByteArray(answer == kWantsSignIn && !user.isEmpty() ? "" : "C:\n") + answer;
        const Outcome outcome = throughHttp(script, Security::Tls, user);
        QCOMPARE(outcome.error.code, code);
        if (!context.isEmpty())
            QCOMPARE(outcome.error.context, context);
        QCOMPARE(outcome.connections, connections);
    }

    void isNotHeldUpByASilentProxy()
    {
        QElapsedTimer clock;
        clock.start();
        const Outcome silent = throughHttp("C: CONNECT*", Security::Tls, {}, {}, 300ms);
        QCOMPARE(silent.error.code, Errc::ProxyFailed);
        // A header line each 100 ms: never silent, and never done.
        const Outcome drip = throughHttp(
            "C: CONNECT*\nS: HTTP/1.1 200 OK\nagain:\nS: X: y\nWAIT 100\nGOTO again", Security::Tls, {}, {}, 300ms);
        QCOMPARE(drip.error.code, Errc::ProxyFailed);
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
    }

    void tlsIsWithTheServerWhateverTheProxySays()
    {
        const Outcome liar
            = throughHttp(kConnect + "C:\n" + kYes + "TLS\nS: hello", Security::Tls, {}, Identities::shared().issued());
        QCOMPARE(liar.error.code, Errc::CertificateUntrusted);
        QCOMPARE(liar.error.context, kHost + u":993"_s);
        QVERIFY(!liar.clear.contains("LOGIN"));
    }

    void neverGoesAroundAProxy_data()
    {
        QTest::addColumn<ProxyKind>("kind");
        QTest::addColumn<QString>("host");
        QTest::addColumn<Errc>("code");
        for (const ProxyKind kind : {ProxyKind::Socks5, ProxyKind::HttpConnect}) {
            const QByteArray name = core::proxyKindName(kind).toLatin1();
            QTest::newRow(name + ", down") << kind << u"127.0.0.1"_s << Errc::ProxyRefused;
            QTest::newRow(name + ", unknown") << kind << u"no-such-proxy.invalid"_s << Errc::ProxyNotFound;
        }
    }
    void neverGoesAroundAProxy()
    {
        QFETCH(ProxyKind, kind);
        QFETCH(QString, host);
        QFETCH(Errc, code);
        ScriptedServer server("S: hello"); // within reach, straight
        const QString name = u"straight.behind.test"_s;
        QVERIFY(net::ConnectTo::add(u"%1:993=127.0.0.1:%2"_s.arg(name).arg(server.port())));
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        Proxy proxy = proxyAt(kind, closed.serverPort());
        closed.close();
        proxy.settings.host = host;
        Wire wire;
        wire.setProxy(proxy);
        const auto greeting = test::waitFor(greetingOf(&wire, settings(Security::None, name)));
        QCOMPARE(errorOf(greeting).code, code);
        QCOMPARE(errorOf(greeting).context, proxy.place());
        QCOMPARE(server.connections(), 0);
        Wire straight; // and it was within reach
        straight.setProxy({{.kind = ProxyKind::None}, {}});
        QVERIFY(test::waitFor(greetingOf(&straight, settings(Security::None, name))));
    }

    void socksLeadsToTheServerByName_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("chopped");
        QTest::addColumn<QByteArray>("from");
        const QByteArray v4("\x01\x7f\x00\x00\x01\x04\x38", 7);
        QTest::newRow("no sign-in") << QString() << false << v4;
        QTest::newRow("sign-in") << u"taro"_s << false << v4;
        QTest::newRow("a byte at a time") << u"taro"_s << true << v4;
        QTest::newRow("a name as its address") << QString() << false << QByteArray("\x03\x02hi\x00\x50", 6);
        QTest::newRow("IPv6 as its address") << QString() << false << QByteArray("\x04", 1) + QByteArray(18, '\0');
    }
    void socksLeadsToTheServerByName()
    {
        QFETCH(QString, user);
        QFETCH(bool, chopped);
        QFETCH(QByteArray, from);
        const test::Identity identity = Identities::shared().issued(u"DNS:"_s + kHost);
        ScriptedServer server("S: hello", identity, true);
        const QByteArray secret = u"ひみつ"_s.toUtf8();
        const QByteArray signIn = user.isEmpty() ? QByteArray() : "\x01\x04taro\x09"_ba + secret;
        const QByteArray request = QByteArray("\x05\x01\x00\x03\x10", 5) + kHost.toLatin1() + QByteArray("\x03\xe1", 2);
        QList<ToySocks::Step> steps;
        if (user.isEmpty())
            steps.append({QByteArray("\x05\x01\x00", 3), QByteArray("\x05\x00", 2)});
        else
            steps += {
                {QByteArray("\x05\x02\x00\x02", 4), QByteArray("\x05\x02", 2)}, {signIn, QByteArray("\x01\x00", 2)}};
        steps.append({request, QByteArray("\x05\x00\x00", 3) + from});
        ToySocks proxy(steps, server.port(), chopped);
        Wire wire;
        wire.setProxy(proxyAt(ProxyKind::Socks5, proxy.port(), user, u"ひみつ"_s));
        const auto greeting = test::waitFor(greetingOf(&wire, settings(Security::Tls)));
        QVERIFY2(greeting, greeting ? "" : qPrintable(core::errcName(greeting.error().code)));
        QCOMPARE(*greeting, "hello"_ba);
        QVERIFY(server.receivedInClear().isEmpty());
    }

    void tellsWhatTheSocksProxySaid_data()
    {
        QTest::addColumn<int>("reply");
        QTest::addColumn<Errc>("code");
        QTest::newRow("general failure") << 1 << Errc::ProxyCannotReach;
        QTest::newRow("not allowed") << 2 << Errc::ProxyDenied;
        QTest::newRow("network unreachable") << 3 << Errc::ProxyCannotReach;
        QTest::newRow("host unreachable") << 4 << Errc::ProxyCannotReach;
        QTest::newRow("refused") << 5 << Errc::ProxyCannotReach;
        QTest::newRow("TTL") << 6 << Errc::ProxyCannotReach;
        QTest::newRow("not supported") << 7 << Errc::ProxyFailed;
        QTest::newRow("nobody's number") << 200 << Errc::ProxyFailed;
    }
    void tellsWhatTheSocksProxySaid()
    {
        QFETCH(int, reply);
        QFETCH(Errc, code);
        const QByteArray refusal = "\x05"_ba + char(reply) + QByteArray("\x00\x01\x00\x00\x00\x00\x00\x00", 8);
        const core::Error error
            = throughSocks({{QByteArray("\x05\x01\x00", 3), QByteArray("\x05\x00", 2)}, {"\xe1"_ba, refusal}});
        QCOMPARE(error.code, code);
        if (code != Errc::ProxyFailed)
            QCOMPARE(error.context, kHost + u":993"_s);
    }

    void endsWithABadSocksProxy_data()
    {
        QTest::addColumn<QList<ToySocks::Step>>("steps");
        QTest::addColumn<QString>("user");
        QTest::addColumn<Errc>("code");
        const QByteArray hello("\x05\x01\x00", 3), both("\x05\x02\x00\x02", 4), yes("\x05\x00", 2);
        using Steps = QList<ToySocks::Step>;
        QTest::newRow("SOCKS4") << Steps{{hello, QByteArray("\x00\x5a", 2)}} << QString() << Errc::ProxyFailed;
        QTest::newRow("not SOCKS") << Steps{{hello, "HTTP/1.1 400 Bad Request\r\n\r\n"_ba}} << QString()
                                   << Errc::ProxyFailed;
        QTest::newRow("wants a sign-in") << Steps{{hello, "\x05\xff"_ba}} << QString()
                                         << Errc::ProxyAuthenticationFailed;
        QTest::newRow("takes a password unasked: none is sent")
            << Steps{{hello, "\x05\x02"_ba}} << QString() << Errc::ProxyFailed;
        QTest::newRow("wants Kerberos") << Steps{{both, "\x05\x01"_ba}} << u"taro"_s << Errc::ProxyFailed;
        QTest::newRow("refuses the password")
            << Steps{{both, "\x05\x02"_ba}, {"pw"_ba, "\x01\x01"_ba}} << u"taro"_s << Errc::ProxyAuthenticationFailed;
        QTest::newRow("an unknown kind of address")
            << Steps{{hello, yes}, {"\xe1"_ba, QByteArray("\x05\x00\x00\x09zzzzzz", 10)}} << QString()
            << Errc::ProxyFailed;
        QTest::newRow("closes") << Steps{{hello, {}, true}} << QString() << Errc::ProxyFailed;
        QTest::newRow("is silent") << Steps{{hello, {}}} << QString() << Errc::ProxyFailed;
    }
    void endsWithABadSocksProxy()
    {
        QFETCH(QList<ToySocks::Step>, steps);
        QFETCH(QString, user);
        QFETCH(Errc, code);
        QByteArray received;
        QCOMPARE(throughSocks(steps, {{.user = user}, core::Secret(u"pw"_s)}, &received).code, code);
        if (user.isEmpty())
            QVERIFY2(!received.contains("pw"), received.toHex().constData());
    }

    void aPasswordThatSocksCannotCarryIsNotCutShort()
    {
        const QByteArray both("\x05\x02\x00\x02", 4);
        const core::Error error
            = throughSocks({{both, "\x05\x02"_ba}}, {{.user = u"taro"_s}, core::Secret(QString(256, u'x'))});
        QCOMPARE(error.code, Errc::InvalidInput);
    }

    void asksTheSystem_data()
    {
        QTest::addColumn<QByteArrayList>("environment");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("place");
        using List = QByteArrayList;
        QTest::newRow("nothing") << List{} << kHost << u"none"_s << QString();
        QTest::newRow("http_proxy") << List{"http_proxy=http://proxy.test:3128"} << kHost << u"http"_s
                                    << u"proxy.test:3128"_s;
        QTest::newRow("https_proxy") << List{"https_proxy=http://proxy.test:3129"} << kHost << u"http"_s
                                     << u"proxy.test:3129"_s;
        QTest::newRow("SOCKS5") << List{"http_proxy=socks5://proxy.test:1080"} << kHost << u"socks5"_s
                                << u"proxy.test:1080"_s;
        QTest::newRow("with a sign-in") << List{"http_proxy=http://taro:pw@proxy.test:3128"} << kHost << u"http"_s
                                        << u"proxy.test:3128"_s;
        QTest::newRow("not for this server")
            << List{"http_proxy=http://proxy.test:3128", "no_proxy=behind.test"} << kHost << u"none"_s << QString();
        QTest::newRow("not for this computer")
            << List{"http_proxy=http://proxy.test:3128"} << u"localhost"_s << u"none"_s << QString();
        QTest::newRow("not for its address")
            << List{"http_proxy=http://proxy.test:3128"} << u"127.0.0.2"_s << u"none"_s << QString();
    }
    void asksTheSystem()
    {
        QFETCH(QByteArrayList, environment);
        QFETCH(QString, host);
        QFETCH(QString, kind);
        QFETCH(QString, place);
        // What it is told is read when a process starts: another one is asked.
        QProcess asked;
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const QByteArray &one : std::as_const(environment))
            variables.insert(
                QString::fromLatin1(one.left(one.indexOf('='))), QString::fromLatin1(one.mid(one.indexOf('=') + 1)));
        variables.insert(u"HIKYAKU_TEST_ASK"_s, host);
        asked.setProcessEnvironment(variables);
        asked.start(QCoreApplication::applicationFilePath(), {u"saysItsProxy"_s, u"-silent"_s});
        QVERIFY(asked.waitForFinished());
        const QString said = QString::fromUtf8(asked.readAllStandardOutput());
        QVERIFY2(said.contains(u"<%1|%2>"_s.arg(kind, place.isEmpty() ? u":0"_s : place)), qPrintable(said));
        if (environment.value(0).contains("taro:pw"))
            QVERIFY(said.contains("user taro"_L1));
    }
    void saysItsProxy()
    {
        const QString host = qEnvironmentVariable("HIKYAKU_TEST_ASK", kHost);
        const auto found = test::waitFor(net::proxyFor({}, host, 993));
        QVERIFY(found);
        std::printf("<%s|%s> user %s\n", qPrintable(core::proxyKindName(found->settings.kind)),
            qPrintable(found->place()), qPrintable(found->settings.user));
        std::fflush(stdout);
    }
};

QTEST_GUILESS_MAIN(ProxyTest)
#include "tst_proxy.moc"
