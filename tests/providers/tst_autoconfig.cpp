// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providers/autoconfig.h"

#include "tests/support/fuzzing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace providers;

namespace
{
QByteArray server(const char *kind, const char *type, const char *host, int port, const char *socket, const char *user)
{
    return QByteArray("<") + kind + "Server type=\"" + type + "\"><hostname>" + host + "</hostname><port>"
        + QByteArray::number(port) + "</port><socketType>" + socket + "</socketType><username>" + user
        + "</username><authentication>password-cleartext</authentication></" + kind + "Server>\n";
}

QByteArray file(const QByteArray &servers)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\"><emailProvider "
           "id=\"shop.example\">"
           "<domain>shop.example</domain><displayName>店の\n  メール</displayName>\n"
        + servers + "</emailProvider></clientConfig>\n";
}

const QByteArray kBoth = server("incoming", "imap", "imap.shop.example", 993, "SSL", "%EMAILADDRESS%")
    + server("incoming", "pop3", "pop.%EMAILDOMAIN%", 110, "STARTTLS", "%EMAILLOCALPART%")
    + server("outgoing", "smtp", "SMTP.shop.example", 587, "STARTTLS", "%EMAILLOCALPART%.%EMAILDOMAIN%");
const QString kAddress = u"taro@shop.example"_s;
} // namespace

class AutoconfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serversAreRead()
    {
        const auto offer = parseAutoconfig(file(kBoth), kAddress);
        QVERIFY(offer);
        QCOMPARE(offer->receive.size(), 2);
        const core::ServerSettings imap{
            .host = u"imap.shop.example"_s, .port = 993, .security = core::Security::Tls, .user = kAddress};
        QCOMPARE(offer->receive[0], (Receiving{core::Protocol::Imap, imap}));
        const core::ServerSettings pop{
            .host = u"pop.shop.example"_s, .port = 110, .security = core::Security::StartTls, .user = u"taro"_s};
        QCOMPARE(offer->receive[1], (Receiving{core::Protocol::Pop3, pop}));
        const core::ServerSettings smtp{.host = u"smtp.shop.example"_s,
            .port = 587,
            .security = core::Security::StartTls,
            .user = u"taro.shop.example"_s};
        QCOMPARE(offer->send, QList{smtp});
    }

    void plainTextIsLeftOut()
    {
        const auto offer
            = parseAutoconfig(file(server("incoming", "imap", "a.example", 143, "plain", "x") + kBoth), kAddress);
        QVERIFY(offer);
        QCOMPARE(offer->receive.first().server.host, u"imap.shop.example"_s);
        QVERIFY(!parseAutoconfig(file(server("incoming", "imap", "a.example", 143, "plain", "x")), kAddress));
    }

    void whatCannotBeUsedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html><body>Not found</body></html>");
        QTest::newRow("no servers") << file({});
        QTest::newRow("cut off") << file(kBoth).chopped(30);
        QTest::newRow("exchange") << file(server("incoming", "exchange", "a.example", 443, "SSL", "x"));
        QTest::newRow("port 0") << file(server("incoming", "imap", "a.example", 0, "SSL", "x"));
        QTest::newRow("port 65536") << file(server("incoming", "imap", "a.example", 65536, "SSL", "x"));
        QTest::newRow("host with a space") << file(server("incoming", "imap", "a example.com", 993, "SSL", "x"));
        QTest::newRow("host with a line") << file(server("incoming", "imap", "a.example&#13;&#10;b", 993, "SSL", "x"));
        QTest::newRow("one label") << file(server("incoming", "imap", "localhost", 993, "SSL", "x"));
        QTest::newRow("user with a control") << file(server("incoming", "imap", "a.example", 993, "SSL", "x&#127;y"));
        QTest::newRow("entity from outside") << QByteArray("<!DOCTYPE c [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>")
                + file(server("incoming", "imap", "&e;", 993, "SSL", "x")).mid(39);
        QTest::newRow("too long") << file(kBoth + QByteArray(kMostAutoconfig, ' '));
    }
    void whatCannotBeUsedIsRefused()
    {
        QFETCH(QByteArray, xml);
        QVERIFY(!parseAutoconfig(xml, kAddress));
    }

    void aFileCannotAskForAHundredConnections()
    {
        const auto offer = parseAutoconfig(file(kBoth.repeated(50)), kAddress);
        QVERIFY(offer);
        QCOMPARE(offer->receive.size(), 6);
        QCOMPARE(offer->send.size(), 6);
    }

    void onlyTheDomainIsAskedAndOnlyOverTls()
    {
        QCOMPARE(autoconfigPlaces(u"taro@例え.jp"_s),
            (QList{QUrl(u"https://autoconfig.xn--r8jz45g.jp/mail/config-v1.1.xml"_s),
                QUrl(u"https://xn--r8jz45g.jp/.well-known/autoconfig/mail/config-v1.1.xml"_s)}));
        QVERIFY(autoconfigPlaces(u"taro@localhost"_s).isEmpty());
        QVERIFY(autoconfigPlaces(u"taro@a/b.example"_s).isEmpty());
        QVERIFY(autoconfigPlaces(u"taro"_s).isEmpty());
    }

    /** Whatever stands in the file: an end, and only what may go on the wire. */
    void anyFile()
    {
        const QByteArrayList bricks{"<", ">", "&amp;", "&#0;", "&#13;", "]]>", "<![CDATA[", "<!DOCTYPE x [",
            "<!ENTITY a \"b\">", "&a;", "%EMAILADDRESS%", "</hostname>", "<port>", "-1", "99999", "\xff\xfe", "\0"_ba,
            "SSL", "plain", "</emailProvider>", QByteArray(400, 'h'), "<a>"_ba.repeated(300)};
        test::Fuzzing fuzzing(u"autoconfig"_s, test::usual::autoconfig);
        const auto sound = [](const QByteArray &xml) {
            const auto offer = parseAutoconfig(xml, kAddress);
            if (!offer)
                return true;
            QList<core::ServerSettings> all = offer->send;
            for (const Receiving &one : offer->receive)
                all.append(one.server);
            return std::ranges::all_of(all, [](const core::ServerSettings &server) {
                return isHostName(server.host) && server.port != 0 && server.security != core::Security::None
                    && std::ranges::none_of(server.user, [](QChar c) { return c < u' '; });
            });
        };
        if (fuzzing.given()) {
            QVERIFY(sound(fuzzing.given()->bytes.value(0)));
            return;
        }
        for (int run = 0; run < fuzzing.runs(); ++run) {
            QRandomGenerator random(fuzzing.seedOf(run));
            const QByteArray xml = test::mutated(file(kBoth), bricks, random, random.bounded(1, 6));
            fuzzing.trying({fuzzing.seedOf(run), {xml}});
            QVERIFY(sound(xml));
        }
        fuzzing.passed();
    }
};

QTEST_GUILESS_MAIN(AutoconfigTest)
#include "tst_autoconfig.moc"
