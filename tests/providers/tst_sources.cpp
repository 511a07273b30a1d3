// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/connectto.h"
#include "net/initialize.h"
#include "net/tlsroots.h"
#include "providers/autoconfig.h"
#include "providers/names.h"
#include "providers/sources.h"
#include "tests/support/coroutine.h"
#include "tests/support/identities.h"
#include "tests/support/nameserver.h"
#include "tests/support/realproxy.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace providers;

namespace
{
/** A web server over TLS with one answer for everything, and what it was asked. */
class WebServer : public QSslServer
{
public:
    explicit WebServer(const test::Identity &identity)
    {
        QSslConfiguration tls;
        tls.setLocalCertificateChain(identity.chain);
        tls.setPrivateKey(identity.key);
        setSslConfiguration(tls);
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                asked += socket->readAll();
                if (!asked.endsWith("\r\n\r\n"))
                    return;
                socket->write(answer);
                if (answer.contains("\r\n\r\n"))
                    socket->disconnectFromHost();
            });
        });
        listen(QHostAddress::LocalHost);
    }

    QByteArray answer, asked;
};

QByteArray page(const QByteArray &content)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n" + content;
}

const QByteArray kFile = R"(<clientConfig version="1.1"><emailProvider id="shop.example">
<incomingServer type="imap"><hostname>imap.shop.example</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.shop.example</hostname><port>465</port><socketType>SSL</socketType></outgoingServer>
</emailProvider></clientConfig>)";
} // namespace

class SourcesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::NameServer> m_names;

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        QVERIFY(test::Identities::shared().isGood());
        QVERIFY(net::TlsRoots::addFromFile(test::Identities::shared().caFile()));
        m_names = std::make_unique<test::NameServer>(QStringList{u"--mx-host=hosted.example,mail.elsewhere.example,5"_s,
            u"--mx-host=hosted.example,sv42.xserver.jp,10"_s,
            u"--srv-host=_imaps._tcp.named.example,imap2.named.example,993,20"_s,
            u"--srv-host=_imaps._tcp.named.example,imap1.named.example,9930,10"_s,
            u"--srv-host=_submission._tcp.named.example,mail.cloud.example,587,0"_s,
            u"--srv-host=_imap._tcp.named.example"_s});
        QVERIFY(m_names->isUp());
        QVERIFY(net::ConnectTo::add(u"name-server:53=127.0.0.1:%1"_s.arg(m_names->port())));
    }

    void exchangesComeInTheirOrder()
    {
        const auto hosts = test::waitFor(mailExchanges(u"hosted.example"_s));
        QVERIFY(hosts);
        QCOMPARE(*hosts, (QStringList{u"mail.elsewhere.example"_s, u"sv42.xserver.jp"_s}));
        QCOMPARE(test::waitFor(mailExchanges(u"none.example"_s)).error().code, core::Errc::HostNotFound);
    }

    void servicesComeInTheirOrderAndADotIsNone()
    {
        const auto found = test::waitFor(services(u"_imaps._tcp.named.example"_s));
        QVERIFY(found);
        QCOMPARE(*found, (QList<Service>{{u"imap1.named.example"_s, 9930}, {u"imap2.named.example"_s, 993}}));
        const auto none = test::waitFor(services(u"_imap._tcp.named.example"_s));
        QVERIFY(!none || none->isEmpty());
    }

    void whoRunsTheDomainIsRecognised()
    {
        const auto offers = test::waitFor(offersFor(u"info@hosted.example"_s));
        QVERIFY(offers);
        QCOMPARE(offers->size(), 1);
        QCOMPARE(offers->first().source, u"mx"_s);
        QCOMPARE(offers->first().receive.first().server.host, u"sv42.xserver.jp"_s);
        QVERIFY(!offers->first().suggestedOnly);
    }

    /** Whoever can forge an answer of the DNS must not be handed the password. */
    void targetsOutsideTheDomainAreOnlySuggested()
    {
        const auto offers = test::waitFor(offersFor(u"taro@named.example"_s));
        QVERIFY(offers);
        QCOMPARE(offers->size(), 2);
        QVERIFY(!offers->at(0).suggestedOnly);
        QCOMPARE(offers->at(0).receive.size(), 2);
        QCOMPARE(offers->at(0).receive.first().server.port, quint16(9930));
        QVERIFY(offers->at(0).send.isEmpty());
        QVERIFY(offers->at(1).suggestedOnly);
        QCOMPARE(offers->at(1).send.first().host, u"mail.cloud.example"_s);
    }

    void theDomainsOwnFileIsReadOverTls()
    {
        WebServer server(test::Identities::shared().issued(u"DNS:autoconfig.shop.example"_s));
        server.answer = page(kFile);
        QVERIFY(net::ConnectTo::add(u"autoconfig.shop.example:443=127.0.0.1:%1"_s.arg(server.serverPort())));
        QVERIFY(net::ConnectTo::add(u"shop.example:443=127.0.0.1:1"_s));
        const auto offers = test::waitFor(offersFor(u"taro@shop.example"_s));
        QVERIFY(offers);
        QCOMPARE(offers->size(), 1);
        QCOMPARE(offers->first().source, u"autoconfig"_s);
        QCOMPARE(offers->first().receive.first().server.user, u"taro"_s);
        QVERIFY(server.asked.startsWith("GET /mail/config-v1.1.xml HTTP/1.1\r\n"));
        QVERIFY(server.asked.toLower().contains("\r\nhost: autoconfig.shop.example\r\n"));
        QVERIFY(!server.asked.contains("taro"));
    }

    void throughAProxyNobodyElseIsAsked_data()
    {
        QTest::addColumn<core::ProxyKind>("kind");
        QTest::newRow("HTTP") << core::ProxyKind::HttpConnect;
        QTest::newRow("SOCKS5") << core::ProxyKind::Socks5;
    }
    void throughAProxyNobodyElseIsAsked()
    {
        QFETCH(core::ProxyKind, kind);
        WebServer server(test::Identities::shared().issued(u"DNS:autoconfig.office.example"_s));
        server.answer = page(kFile);
        QVERIFY(net::ConnectTo::add(u"autoconfig.office.example:443=127.0.0.1:%1"_s.arg(server.serverPort())));
        QVERIFY(net::ConnectTo::add(u"office.example:443=127.0.0.1:1"_s));
        const test::RealProxy real(kind, u"office"_s, u"word"_s);
        const net::Proxy proxy{real.settings(), core::Secret(u"word"_s)};
        const auto found = test::waitFor(offersFor(u"taro@office.example"_s, proxy));
        QVERIFY(found);
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->first().source, u"autoconfig"_s);
        // What only the name server knows is not asked: it would learn what the proxy was to keep.
        QVERIFY(net::ConnectTo::add(u"autoconfig.named.example:443=127.0.0.1:1"_s));
        QVERIFY(net::ConnectTo::add(u"named.example:443=127.0.0.1:1"_s));
        QVERIFY(test::waitFor(offersFor(u"taro@named.example"_s, proxy))->isEmpty());
        // Nor is anybody straight, when the proxy does not let us in or is not there.
        server.asked.clear();
        QVERIFY(
            test::waitFor(offersFor(u"taro@office.example"_s, {real.settings(), core::Secret(u"no"_s)}))->isEmpty());
        core::ProxySettings gone = real.settings();
        gone.port = 1;
        QVERIFY(test::waitFor(offersFor(u"taro@office.example"_s, {gone, core::Secret(u"word"_s)}))->isEmpty());
        QCOMPARE(server.asked, QByteArray());
    }

    void aFileOfSomebodyElseIsNotRead_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("certificate of another host") << u"DNS:autoconfig.other.example"_s << page(kFile);
        QTest::newRow("led elsewhere") << u"DNS:autoconfig.bad.example"_s
                                       << QByteArray(
                                              "HTTP/1.1 302 Found\r\nLocation: "
                                              "http://127.0.0.1:1/mail/config-v1.1.xml\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("not there") << u"DNS:autoconfig.bad.example"_s
                                   << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("endless") << u"DNS:autoconfig.bad.example"_s << page(QByteArray(4'000'000, 'x'));
        QTest::newRow("silent") << u"DNS:autoconfig.bad.example"_s << QByteArray("HTTP/1.1 200");
    }
    void aFileOfSomebodyElseIsNotRead()
    {
        QFETCH(QString, names);
        QFETCH(QByteArray, answer);
        WebServer server(test::Identities::shared().issued(names));
        server.answer = answer;
        QVERIFY(net::ConnectTo::add(u"autoconfig.bad.example:443=127.0.0.1:%1"_s.arg(server.serverPort())));
        QVERIFY(net::ConnectTo::add(u"bad.example:443=127.0.0.1:1"_s));
        QElapsedTimer clock;
        clock.start();
        QNetworkAccessManager network;
        const auto offer = test::waitFor(publishedOffer(&network, u"taro@bad.example"_s));
        QVERIFY(!offer);
        QVERIFY2(clock.elapsed() < 9'000, QByteArray::number(clock.elapsed())); // 4 s and a slow machine
    }

    void whereTheTableIsCertainNobodyIsAsked()
    {
        QVERIFY(net::ConnectTo::add(u"autoconfig.gmail.com:443=127.0.0.1:1"_s));
        const auto offers = test::waitFor(offersFor(u"taro@gmail.com"_s));
        QVERIFY(offers);
        QCOMPARE(offers->size(), 1);
        QCOMPARE(offers->first().receive.first().server.host, u"imap.gmail.com"_s);
    }
};

QTEST_GUILESS_MAIN(SourcesTest)
#include "tst_sources.moc"
