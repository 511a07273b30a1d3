// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/address.h"
#include "core/error.h"
#include "core/flags.h"
#include "core/mailbox.h"
#include "core/secret.h"

#include <QtTest>

using namespace core;
using namespace Qt::StringLiterals;

class ValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keyRoundTrips()
    {
        const MessageKey key{AccountId{3}, "&MMYwuTDI- box:1", UidValidity{4000000000U}, Uid{17}};
        QCOMPARE(MessageKey::fromString(key.toString()), key);
        for (const QString &bad :
            {u""_s, u"1:INBOX:2"_s, u"1:INBOX:2:0"_s, u"x:INBOX:2:3"_s, u"1::2:3"_s, u"1:I:2:4294967296"_s})
            QVERIFY2(!MessageKey::fromString(bad), qPrintable(bad));
    }

    void flagsRoundTripAndIgnoreCase()
    {
        const Flags flags = flagsFromImap({"\\SEEN", "$forwarded", "work", "\\Recent", "work"});
        QCOMPARE(flags.system, SystemFlags(Flag::Seen) | Flag::Forwarded);
        QCOMPARE(flags.keywords, (QByteArrayList{"work"}));
        QCOMPARE(flagsToImap(flags), (QByteArrayList{"\\Seen", "$Forwarded", "work"}));
        QCOMPARE(flagNames(flags), (QStringList{u"seen"_s, u"forwarded"_s, u"work"_s}));
    }

    void aNameThatPretendsToBeAnAddressIsNotShown()
    {
        QCOMPARE((Address{u"ceo@firm.example"_s, u"x@evil.example"_s}.displayName()), u"x@evil.example"_s);
        QCOMPARE((Address{u"ceo＠firm.example"_s, u"x@evil.example"_s}.displayName()), u"x@evil.example"_s);
        QCOMPARE((Address{u"山田 太郎"_s, u"taro@example.jp"_s}.displayName()), u"山田 太郎"_s);
        QCOMPARE((Address{{}, u"taro@Example.JP"_s}.domain()), u"example.jp"_s);
    }

    void secretsDoNotPrint()
    {
        QString text;
        QDebug(&text) << Secret(u"ひみつ"_s);
        QVERIFY(text.contains(u"***"_s));
        QVERIFY(!text.contains(u"ひみつ"_s));
    }

    void everyErrorCodeHasANameOfItsOwn()
    {
        QSet<QString> names;
        for (int i = 0; i <= int(Errc::Internal); ++i) {
            const QString name = errcName(Errc(i));
            QVERIFY(!names.contains(name));
            names.insert(name);
            QCOMPARE(errcFromName(name), Errc(i));
        }
    }
};

QTEST_GUILESS_MAIN(ValuesTest)
#include "tst_values.moc"
