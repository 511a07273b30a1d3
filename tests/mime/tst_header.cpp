// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mime/addresses.h"
#include "mime/charset.h"
#include "mime/dateparser.h"
#include "mime/encodedword.h"
#include "mime/envelope.h"
#include "mime/filename.h"
#include "mime/plaintext.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;

/** Tables for the small parsers of header values. */
class HeaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dates_data();
    void dates();
    void formatsDates();
    void typedAddresses_data();
    void typedAddresses();
    void formattedAddressesReadBack();
    void detects_data();
    void detects();
    void fileNames_data();
    void fileNames();
    void oneLine_data();
    void oneLine();
    void carrierAddressesEverywhere();
};

void HeaderTest::dates_data()
{
    QTest::addColumn<QString>("iso");
    const auto row = [](const char *text, const char *iso) {
        QTest::newRow(text) << QString::fromLatin1(iso);
    };
    row("Mon, 23 Nov 2026 09:30:00 +0900", "2026-11-23T09:30:00+09:00");
    row("23 Nov 2026 09:30 +0900", "2026-11-23T09:30:00+09:00");
    row("Mon, 23 Nov 2026 09:30:00 JST", "2026-11-23T09:30:00+09:00");
    row("Mon, 23 Nov 2026 09:30:00 +0900 (JST)", "2026-11-23T09:30:00+09:00");
    row("Mon, 23 Nov 2026 09:30:00 +09:00", "2026-11-23T09:30:00+09:00");
    row("Mon, 23 Nov 2026 09:30:00 GMT+0900", "2026-11-23T09:30:00+09:00");
    row("Mon, 23 Nov 2026 09:30:00 GMT", "2026-11-23T09:30:00Z");
    row("Mon, 23 Nov 2026 09:30:00 EST", "2026-11-23T09:30:00-05:00");
    row("Mon, 23 Nov 2026 09:30:00 PDT", "2026-11-23T09:30:00-07:00");
    row("Mon, 23 Nov 2026 09:30:00 +0530", "2026-11-23T09:30:00+05:30");
    row("Mon, 23 Nov 2026 09:30:00 -0000", "2026-11-23T09:30:00Z");
    row("Mon, 23 Nov 2026 09:30:00 XYZ", "2026-11-23T09:30:00Z");
    row("Mon, 23 Nov 2026 09:30:00", "2026-11-23T09:30:00Z");
    row("Mon, 23 Nov 2026 09:30:60 +0000", "2026-11-23T09:30:59Z");
    row("Mon, 23 Nov 26 09:30:00 +0900", "2026-11-23T09:30:00+09:00");
    row("Mon, 23 Nov 98 09:30:00 +0900", "1998-11-23T09:30:00+09:00");
    row("Mon, 23 Nov 126 09:30:00 +0900", "2026-11-23T09:30:00+09:00");
    row("Mon Nov 23 09:30:00 2026", "2026-11-23T09:30:00Z");
    row("Mon Nov 23 09:30:00 JST 2026", "2026-11-23T09:30:00+09:00");
    row("Monday, 23-Nov-26 09:30:00 UTC", "2026-11-23T09:30:00Z");
    row("2026-11-23T09:30:00Z", "2026-11-23T09:30:00Z");
    row("2026-11-23T09:30:00.123+09:00", "2026-11-23T09:30:00+09:00");
    row("2026-11-23 09:30:00 +0900", "2026-11-23T09:30:00+09:00");
    row("2026/11/23 9:30:00", "2026-11-23T09:30:00Z");
    row("November 23, 2026 9:30 PM +0900", "2026-11-23T21:30:00+09:00");
    row("Nov 23, 2026 12:30 AM", "2026-11-23T00:30:00Z");
    row("mon, 23 nov 2026 09:30:00 +0900", "2026-11-23T09:30:00+09:00");
    row("(comment) Mon,(c) 23 Nov(c)2026 (c) 09:30:00 +0900", "2026-11-23T09:30:00+09:00");
    row("Mon, 23 Nov 2026 09:30:00 +9999", "2026-11-23T09:30:00Z");
    row("31 Feb 2026 09:30:00 +0900", "");
    row("Mon, 23 Nov 2026 25:61:00 +0900", "2026-11-23T00:00:00Z"); // the day is worth having
    row("", "");
    row("Monday", "");
    row("23", "");
    row("+0900", "");
}

void HeaderTest::dates()
{
    QFETCH(QString, iso);
    const QDateTime date = mime::parseDate(QByteArrayView(QTest::currentDataTag()));
    QCOMPARE(date.isValid() ? date.toString(Qt::ISODate) : QString(), iso);
}

void HeaderTest::formatsDates()
{
    const auto at = [](int minutes) {
        return mime::formatDate({QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::fromSecondsAheadOfUtc(minutes * 60)});
    };
    QCOMPARE(at(540), "Fri, 2 Jan 2026 03:04:05 +0900");
    QCOMPARE(at(-210), "Fri, 2 Jan 2026 03:04:05 -0330");
    QCOMPARE(at(0), "Fri, 2 Jan 2026 03:04:05 +0000");
}

void HeaderTest::typedAddresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<core::AddressList>("list");
    const auto row = [](const QString &typed, const core::AddressList &list) {
        QTest::newRow(qPrintable(typed.left(60))) << typed << list;
    };
    row(u"a@example.jp"_s, {{{}, u"a@example.jp"_s}});
    row(u"a@x.jp, b@x.jp; c@x.jp\nd@x.jp"_s,
        {{{}, u"a@x.jp"_s}, {{}, u"b@x.jp"_s}, {{}, u"c@x.jp"_s}, {{}, u"d@x.jp"_s}});
    row(u"山田 太郎 <taro@example.jp>、花子 <hanako@example.jp>"_s,
        {{u"山田 太郎"_s, u"taro@example.jp"_s}, {u"花子"_s, u"hanako@example.jp"_s}});
    row(u"ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ，　jiro@x.jp"_s, {{{}, u"taro@example.jp"_s}, {{}, u"jiro@x.jp"_s}});
    row(u"\"Yamada, Taro\" <taro@example.jp>"_s, {{u"Yamada, Taro"_s, u"taro@example.jp"_s}});
    row(u"taro..yamada.@docomo.ne.jp"_s, {{{}, u"taro..yamada.@docomo.ne.jp"_s}});
    row(u"山田"_s, {{{}, u"山田"_s}});
    row(u"山田 太郎"_s, {{{}, u"山田 太郎"_s}});
    row(u"  ,; "_s, {});
    row(u"taro@例え.jp"_s, {{{}, u"taro@例え.jp"_s}});
    row(u"<taro@example.jp>"_s, {{{}, u"taro@example.jp"_s}});
}

void HeaderTest::typedAddresses()
{
    QFETCH(QString, typed);
    QTEST(mime::parseAddresses(typed), "list");
}

void HeaderTest::formattedAddressesReadBack()
{
    const core::AddressList list{{u"山田, 太郎"_s, u"taro@example.jp"_s}, {{}, u"x@example.jp"_s},
        {u"a \"b\" \\ c"_s, u"abc@example.jp"_s}, {u"花子、(営業)"_s, u"hanako@example.jp"_s},
        {u"寿司 🍣"_s, u"s@example.jp"_s}};
    QCOMPARE(mime::parseAddresses(mime::formatAddresses(list)), list);
}

void HeaderTest::detects_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("charset");
    const auto row = [](const char *name, const QByteArray &bytes, const char *charset) {
        QTest::newRow(name) << bytes << QByteArray(charset);
    };
    row("ascii", "hello", "us-ascii");
    row("utf-8", "\xE4\xBC\x9A\xE8\xAD\xB0", "utf-8");
    row("utf-8, cut", "\xE4\xBC\x9A\xE8\xAD\xB0\xE5", "utf-8");
    row("jis", "\x1B$B2q5D\x1B(B", "iso-2022-jp");
    row("sjis, two kanji", "\x89\xEF\x8B\x63", "shift_jis");
    row("sjis, kana", "\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD", "shift_jis");
    row("sjis, half-width kana", "\xC3\xBD\xC4\xC3\xDE\xBD\xC3\xBD\xC4\xDE", "euc-jp"); // cannot be told apart
    row("sjis, kanji in English", "Re: meeting about \x89\xEF\x8B\x63\x8E\xBA next week", "shift_jis");
    row("euc, two kanji", "\xB2\xF1\xB5\xC4", "euc-jp");
    row("euc, kana", "\xA4\xB3\xA4\xF3\xA4\xCB\xA4\xC1\xA4\xCF", "euc-jp");
    row("latin-1 word", "Andr\xE9 M\xFCller", "windows-1252");
    row("curly quote", "it\x92s a file that we\x92ll read tomorrow", "windows-1252");
    row("euro", "costs 5 \x80 or so", "windows-1252");
}

void HeaderTest::detects()
{
    QFETCH(QByteArray, bytes);
    QTEST(mime::detectCharset(bytes), "charset");
}

void HeaderTest::fileNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    const auto row = [](const QString &name, const QString &safe) {
        QTest::newRow(qPrintable(name.left(40))) << name << safe;
    };
    row(u"a.pdf"_s, u"a.pdf"_s);
    row(u"../../etc/passwd"_s, u"passwd"_s);
    row(u"C:\\x\\y.doc"_s, u"y.doc"_s);
    row(u"/"_s, QString());
    row(u".."_s, QString());
    row(u".bashrc"_s, u"bashrc"_s);
    row(u"a.exe. ."_s, u"a.exe"_s);
    row(u"a\u202egnp.exe"_s, u"agnp.exe"_s);
    row(QString(u"a"_s + QChar(0) + u"b\nc.txt"_s), u"ab c.txt"_s);
    row(u"a:b?.txt"_s, u"a_b_.txt"_s);
    row(u"絵文字👨‍👩‍👧.png"_s, u"絵文字👨‍👩‍👧.png"_s);
    row(u"長"_s.repeated(100) + u".pdf"_s, u"長"_s.repeated(83) + u".pdf"_s);
    row(u"🍣"_s.repeated(100) + u".jpeg"_s, u"🍣"_s.repeated(62) + u".jpeg"_s);
    row(u"x."_s + QString(400, u'y'), u"x."_s + QString(253, u'y'));
}

void HeaderTest::fileNames()
{
    QFETCH(QString, name);
    QTEST(mime::safeFileName(name), "safe");
}

void HeaderTest::oneLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("clean");
    QTest::newRow("newline") << u"a\r\n\tb"_s << u"a b"_s;
    QTest::newRow("escape") << u"a\u001b[31mb"_s << u"a[31mb"_s;
    QTest::newRow("bidi") << u"a\u202eb\u2066c\u200fd"_s << u"abcd"_s;
    QTest::newRow("invisible") << u"a\u200bb\u2060c\ufeffd\u00ade"_s << u"abcde"_s;
    QTest::newRow("tags") << QString::fromUcs4(U"a\U000E0041b") << u"ab"_s;
    QTest::newRow("family") << u"👨‍👩‍👧"_s << u"👨‍👩‍👧"_s;
    QTest::newRow("variation") << u"❤️ 葛󠄀"_s << u"❤️ 葛󠄀"_s;
    QTest::newRow("half pair") << QString(QChar(0xD83D)) << u"\uFFFD"_s;
    QTest::newRow("ideographic blank") << u"山田　太郎"_s << u"山田　太郎"_s;
}

void HeaderTest::oneLine()
{
    QFETCH(QString, text);
    QTEST(mime::oneLine(text), "clean");
}

void HeaderTest::carrierAddressesEverywhere()
{
    // Read, shown and answered although they break the RFC.
    const core::Envelope envelope
        = mime::parseEnvelope("From: =?ISO-2022-JP?B?GyRCQkBPOhsoQg==?= <taro..yamada.@docomo.ne.jp>\r\n");
    QCOMPARE(envelope.from, (core::AddressList{{u"太郎"_s, u"taro..yamada.@docomo.ne.jp"_s}}));
    QVERIFY(mime::checkAddress(envelope.from.first().address).has_value());
}

QTEST_GUILESS_MAIN(HeaderTest)
#include "tst_header.moc"
