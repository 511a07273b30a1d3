// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/addressfield.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using models::addressText;
using models::splitAddresses;

class AddressFieldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("expected"); // name|address|plausible
        const auto row = [](const char *name, const QString &typed, const QStringList &expected) {
            QTest::newRow(name) << typed << expected;
        };
        row("nothing", u""_s, {});
        row("blank", u" , ;\u3000"_s, {});
        row("one", u" a@b.test "_s, {u"|a@b.test|yes"_s});
        row("comma", u"a@b.test,c@d.test"_s, {u"|a@b.test|yes"_s, u"|c@d.test|yes"_s});
        row("semicolon", u"a@b.test; c@d.test;"_s, {u"|a@b.test|yes"_s, u"|c@d.test|yes"_s});
        row("full-width comma", u"a@b.test，c@d.test"_s, {u"|a@b.test|yes"_s, u"|c@d.test|yes"_s});
        row("full-width semicolon", u"a@b.test；c@d.test"_s, {u"|a@b.test|yes"_s, u"|c@d.test|yes"_s});
        row("ideographic comma", u"a@b.test、c@d.test､e@f.test"_s,
            {u"|a@b.test|yes"_s, u"|c@d.test|yes"_s, u"|e@f.test|yes"_s});
        row("lines", u"a@b.test\r\nc@d.test\n\ne@f.test"_s,
            {u"|a@b.test|yes"_s, u"|c@d.test|yes"_s, u"|e@f.test|yes"_s});
        row("Japanese name", u"山田 太郎 <taro@example.jp>"_s, {u"山田 太郎|taro@example.jp|yes"_s});
        row("no blank before", u"山田<taro@example.jp>"_s, {u"山田|taro@example.jp|yes"_s});
        row("quoted comma", u"\"Doe, Jane\" <jane@example.test>, b@c.test"_s,
            {u"Doe, Jane|jane@example.test|yes"_s, u"|b@c.test|yes"_s});
        row("escaped quote", u"\"Jane \\\"J, J\\\" Doe\" <jane@example.test>"_s,
            {u"Jane \"J, J\" Doe|jane@example.test|yes"_s});
        row("unquoted comma", u"Doe, Jane <jane@example.test>"_s, {u"|Doe|no"_s, u"Jane|jane@example.test|yes"_s});
        row("quote that never ends", u"\"Doe, Jane <jane@example.test>, b@c.test"_s,
            {u"|\"Doe|no"_s, u"Jane|jane@example.test|yes"_s, u"|b@c.test|yes"_s});
        row("bracket that never ends", u"Jane <jane@example.test, b@c.test"_s,
            {u"|Jane <jane@example.test|no"_s, u"|b@c.test|yes"_s});
        row("bracket before another", u"Jane <j@e.test, Bob <b@c.test>"_s,
            {u"|Jane <j@e.test|no"_s, u"Bob|b@c.test|yes"_s});
        row("comma in brackets", u"X <a@b.test, c@d.test>"_s, {u"X|a@b.test, c@d.test|no"_s});
        row("behind the bracket", u"<a@b.test> x"_s, {u"|<a@b.test> x|no"_s});
        row("empty brackets", u"X <>"_s, {u"X||no"_s});
        row("carrier", u"taro..yamada.@docomo.ne.jp"_s, {u"|taro..yamada.@docomo.ne.jp|yes"_s});
        row("carrier with name", u"太郎 <.taro..@ezweb.ne.jp>"_s, {u"太郎|.taro..@ezweb.ne.jp|yes"_s});
        row("quoted local part", u"\"taro, y\"@example.test"_s, {u"|\"taro, y\"@example.test|no"_s});
        row("quoted carrier", u"\"taro..yamada.\"@docomo.ne.jp"_s, {u"|\"taro..yamada.\"@docomo.ne.jp|yes"_s});
        row("input method left on", u"山田　太郎＜ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ＞"_s,
            {u"山田 太郎|taro@example.jp|yes"_s});
        row("IDN", u"taro@日本.example"_s, {u"|taro@日本.example|yes"_s});
        row("only a name", u"山田"_s, {u"|山田|no"_s});
        row("two ats", u"a@b@c.test"_s, {u"|a@b@c.test|no"_s});
        row("nothing before", u"@b.test"_s, {u"|@b.test|no"_s});
        row("nothing behind", u"a@"_s, {u"|a@|no"_s});
        row("blank inside", u"a b@c.test"_s, {u"|a b@c.test|no"_s});
        row("control", u"a\u0007@c.test"_s, {u"|a\u0007@c.test|no"_s});
        row("bidi in the address", u"a\u202eb@c.test"_s, {u"|a\u202eb@c.test|no"_s});
        row("bidi in the name", u"moc\u202e.x <a@c.test>"_s, {u"moc .x|a@c.test|yes"_s});
    }
    void splits()
    {
        QFETCH(const QString, typed);
        QFETCH(const QStringList, expected);
        QStringList got;
        for (const models::TypedAddress &one : splitAddresses(typed)) {
            got.append(u"%1|%2|%3"_s.arg(one.address.name, one.address.address, one.isPlausible ? u"yes"_s : u"no"_s));
            QVERIFY(typed.contains(one.text));
        }
        QCOMPARE(got, expected);
    }

    void whatIsWrittenReadsBack_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : {u""_s, u"山田 太郎"_s, u"Doe, Jane"_s, u"a; b"_s, u"株式会社、営業"_s,
                 u"\"quoted\" \\ back"_s, u"x <y@z>"_s, u"J. Doe (home)"_s, u"＜全角＞"_s, u"O'Brien"_s})
            QTest::newRow(qPrintable(name)) << name;
    }
    void whatIsWrittenReadsBack()
    {
        QFETCH(const QString, name);
        const core::AddressList written{{name, u"a@b.test"_s}, {name, u"taro..y.@docomo.ne.jp"_s}};
        QCOMPARE(models::addressesOf(addressText(written)), written);
    }

    void plainNamesStayUnquoted()
    {
        QCOMPARE(addressText(core::AddressList{{u"山田 太郎"_s, u"taro@example.jp"_s}, {{}, u"c@d.test"_s}}),
            u"山田 太郎 <taro@example.jp>, c@d.test"_s);
        QCOMPARE(addressText(core::Address{u"Doe, \"J\""_s, u"j@d.test"_s}), u"\"Doe, \\\"J\\\"\" <j@d.test>"_s);
    }

    /** Whatever is pasted: it ends, and no part holds nothing. */
    void anyTextIsRead()
    {
        QRandomGenerator random(42);
        const QString letters = u"a@b.<>\"\\,;， \n＜＞（）"_s;
        for (int round = 0; round < 20000; ++round) {
            QString text;
            for (int length = random.bounded(24); length > 0; --length)
                text += letters[random.bounded(letters.size())];
            for (const models::TypedAddress &one : splitAddresses(text)) {
                QVERIFY2(!one.text.trimmed().isEmpty(), qPrintable(text));
                if (one.isPlausible)
                    QVERIFY2(models::isPlausibleAddress(one.address.address), qPrintable(text));
            }
        }
    }

    void aLongTextIsReadQuickly()
    {
        // 20,000 addresses pasted at once, and brackets that never end.
        const QString many = u"山田 <taro@example.jp>, "_s.repeated(20000);
        const QString open = u"<\""_s.repeated(20000) + u"\"\\"_s.repeated(4000);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(splitAddresses(many).size(), 20000);
        QVERIFY(!splitAddresses(open).isEmpty());
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_GUILESS_MAIN(AddressFieldTest)
#include "tst_addressfield.moc"
