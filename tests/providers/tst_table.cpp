// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providers/providertable.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace providers;

namespace
{
const QByteArray kGood = R"([{"id":"one","name":{"en":"One","ja":"ワン"},"domains":["one.example"],"confidence":"B",
"date":"2026-11-23","sources":["its page"],"userName":"address",
"receive":[{"protocol":"imap","host":"imap.one.example","port":993,"security":"tls"}],
"send":[{"host":"smtp.one.example","port":465,"security":"tls"}]}])";
} // namespace

class TableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** The table that is shipped reads, and no domain stands in two rows. */
    void theTableIsGood()
    {
        const ProviderTable &table = ProviderTable::builtIn();
        QVERIFY(table.rows().size() >= 18);
        QSet<QString> seen;
        for (const Provider &row : table.rows()) {
            for (const QString &pattern : row.domains + row.exchanges) {
                QVERIFY2(!seen.contains(pattern), qPrintable(row.id + u' ' + pattern));
                seen.insert(pattern);
            }
        }
    }

    void formsOfTheUserName_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("receive");
        QTest::addColumn<QString>("receiveUser");
        QTest::addColumn<QString>("sendUser");
        QTest::newRow("the address") << u"taro@ocn.ne.jp"_s << u"imap.ocn.ne.jp:993"_s << u"taro@ocn.ne.jp"_s
                                     << u"taro@ocn.ne.jp"_s;
        QTest::newRow("below it") << u"taro@camel.ocn.ne.jp"_s << u"imap.ocn.ne.jp:993"_s << u"taro@camel.ocn.ne.jp"_s
                                  << u"taro@camel.ocn.ne.jp"_s;
        QTest::newRow("the local part") << u"taro@yahoo.co.jp"_s << u"imap.mail.yahoo.co.jp:993"_s << u"taro"_s
                                        << u"taro"_s;
        QTest::newRow("two forms") << u"taro@icloud.com"_s << u"imap.mail.me.com:993"_s << u"taro"_s
                                   << u"taro@icloud.com"_s;
        QTest::newRow("a dot") << u"taro@abc.iij4u.or.jp"_s << u"mbox.iij4u.or.jp:110"_s << u"taro.abc.iij4u.or.jp"_s
                               << u"taro.abc.iij4u.or.jp"_s;
        QTest::newRow("issued") << u"taro@docomo.ne.jp"_s << u"imap.spmode.ne.jp:993"_s << QString() << QString();
        QTest::newRow("host from the address") << u"taro@abc.sakura.ne.jp"_s << u"abc.sakura.ne.jp:993"_s
                                               << u"taro@abc.sakura.ne.jp"_s << u"taro@abc.sakura.ne.jp"_s;
    }
    void formsOfTheUserName()
    {
        QFETCH(QString, address);
        const Provider *provider = ProviderTable::builtIn().forAddress(address);
        QVERIFY(provider);
        const Offer offer = provider->offer(address);
        const core::ServerSettings server = offer.receive.first().server;
        QTEST(u"%1:%2"_s.arg(server.host).arg(server.port), "receive");
        QTEST(server.user, "receiveUser");
        QTEST(offer.send.first().user, "sendUser");
    }

    void theLettersOfADomainDoNotMatterButItsEndDoes()
    {
        const ProviderTable &table = ProviderTable::builtIn();
        QVERIFY(table.forAddress(u"Taro@GMail.COM"_s));
        QVERIFY(!table.forAddress(u"taro@notgmail.com"_s));
        QVERIFY(!table.forAddress(u"taro@gmail.com.example"_s));
        QVERIFY(!table.forAddress(u"gmail.com"_s));
        QVERIFY(!table.forAddress({}));
    }

    void aHostIsFoundByWhatItsDomainSays()
    {
        const Provider *provider = ProviderTable::builtIn().forExchange(u"SV123.xserver.jp"_s);
        QVERIFY(provider);
        const Offer offer = provider->offer(u"info@shop.example"_s, u"sv123.xserver.jp"_s);
        QCOMPARE(offer.receive.first().server.host, u"sv123.xserver.jp"_s);
        QCOMPARE(offer.receive.first().server.user, u"info@shop.example"_s);
        QVERIFY(!ProviderTable::builtIn().forExchange(u"sv123.xserver.jp.evil.example"_s));
    }

    void whatOneSourceSaysIsOnlySuggested()
    {
        const ProviderTable &table = ProviderTable::builtIn();
        QVERIFY(table.forAddress(u"taro@ezweb.ne.jp"_s)->offer(u"taro@ezweb.ne.jp"_s).suggestedOnly);
        QVERIFY(!table.forAddress(u"taro@gmail.com"_s)->offer(u"taro@gmail.com"_s).suggestedOnly);
    }

    void aBadRowIsNamed_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no source") << QByteArray("[\"its page\"]") << QByteArray("[]") << QByteArray("sources");
        QTest::newRow("no date") << QByteArray("2026-11-23") << QByteArray("some day") << QByteArray("date");
        QTest::newRow("plain text") << QByteArray("\"security\":\"tls\"}],\n\"send")
                                    << QByteArray("\"security\":\"none\"}],\n\"send") << QByteArray("security");
        QTest::newRow("no port") << QByteArray("993") << QByteArray("99300000000") << QByteArray("port");
        QTest::newRow("no host") << QByteArray("imap.one.example") << QByteArray("imap one") << QByteArray("host");
        QTest::newRow("form of the name")
            << QByteArray("\"address\"") << QByteArray("\"whatever\"") << QByteArray("whatever");
        QTest::newRow("issued, but what")
            << QByteArray("\"address\"") << QByteArray("\"issued\"") << QByteArray("issuedName");
        QTest::newRow("confidence") << QByteArray("\"B\"") << QByteArray("\"?\"") << QByteArray("confidence");
        QTest::newRow("no domain") << QByteArray("[\"one.example\"]") << QByteArray("[]") << QByteArray("domains");
        QTest::newRow("one language") << QByteArray("ワン") << QByteArray() << QByteArray("name");
    }
    void aBadRowIsNamed()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QVERIFY(ProviderTable::parse(kGood).has_value());
        QByteArray bad = kGood;
        QVERIFY(bad.contains(from));
        bad.replace(bad.indexOf(from), from.size(), to);
        const auto parsed = ProviderTable::parse(bad);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().context, u"one"_s);
        QTEST(parsed.error().serverText, "word");
    }
};

QTEST_GUILESS_MAIN(TableTest)
#include "tst_table.moc"
