// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mime/document.h"
#include "mime/envelope.h"
#include "mime/htmltext.h"
#include "mime/outgoing.h"

#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;

namespace
{

#if defined(__SANITIZE_ADDRESS__)
constexpr qint64 kLimit = 8000; // the sanitizers cost that much
#else
constexpr qint64 kLimit = 1000;
#endif

const QByteArray kHead = "From: a@example.com\r\nSubject: hostile\r\nDate: Mon, 23 Nov 2026 09:30:00 +0900\r\n";

QByteArray nestedMultiparts(int levels)
{
    QByteArray message = kHead;
    for (int i = 0; i < levels; ++i) {
        const QByteArray boundary = "b" + QByteArray::number(i);
        message += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
    }
    return message + "Content-Type: text/plain\r\n\r\ndeep\r\n";
}

QByteArray nestedMessages(int levels)
{
    return kHead + QByteArray("Content-Type: message/rfc822\r\n\r\n").repeated(levels) + "\r\ninnermost\r\n";
}

QByteArray manyParts(int parts)
{
    return kHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + QByteArray("--b\r\nContent-Type: image/png\r\n\r\nx\r\n").repeated(parts) + "--b--\r\n";
}

QByteArray html(const QByteArray &body)
{
    return kHead + "Content-Type: text/html; charset=utf-8\r\n\r\n" + body;
}

bool warns(const core::Document &document, const QString &code)
{
    return std::any_of(document.warnings.begin(), document.warnings.end(),
        [&](const core::Warning &warning) { return warning.code == code; });
}

void row(const char *name, const QByteArray &message)
{
    QTest::newRow(name) << message;
}

void structureAndHeaderRows()
{
    row("10,000 nested multiparts", nestedMultiparts(10000));
    row("10,000 nested messages", nestedMessages(10000));
    row("100,000 parts", manyParts(100000));
    row("1 MB header line", kHead + "X-Long: " + QByteArray(1000000, 'x') + "\r\n\r\nbody\r\n");
    row("1 MB subject of encoded words", "Subject: " + QByteArray("=?utf-8?B?5Lya?= ").repeated(60000) + "\r\n\r\nx");
    row("subject of opened words", "Subject: " + QByteArray("=?a?Q?").repeated(160000) + "\r\n\r\nx");
    row("subject of opened words, closed", "Subject: " + QByteArray("=?a?Q? ").repeated(140000) + "?=\r\n\r\nx");
    row("100,000 header lines", kHead + QByteArray("X-A: b\r\n").repeated(100000) + "\r\nbody\r\n");
    row("100,000 subjects", QByteArray("Subject: b\r\n").repeated(100000) + "\r\nbody\r\n");
    row("100,000 From", QByteArray("From: a@b\r\n").repeated(100000) + "\r\nbody\r\n");
    row("100,000 references fields", QByteArray("References: <a@b>\r\n").repeated(100000) + "\r\nbody\r\n");
    row("50,000 recipients", "To: " + QByteArray("a@example.com, ").repeated(50000) + "\r\n\r\nbody\r\n");
    row("open quotes", "To: " + QByteArray("\"<").repeated(400000) + "\r\n\r\nbody\r\n");
    row("open comments", "To: " + QByteArray("(").repeated(800000) + "\r\n\r\nbody\r\n");
    row("open brackets", "To: " + QByteArray("<").repeated(800000) + "\r\n\r\nbody\r\n");
    row("open brackets in ids", "References: " + QByteArray("<").repeated(800000) + "\r\n\r\nbody\r\n");
    row("words without a comma", "To: " + QByteArray("a ").repeated(400000) + "\r\n\r\nbody\r\n");
    row("at signs", "To: " + QByteArray("@ ").repeated(400000) + "\r\n\r\nbody\r\n");
    row("colons", "To: " + QByteArray("a:").repeated(400000) + "\r\n\r\nbody\r\n");
    row("parameters", kHead + "Content-Type: text/plain" + QByteArray("; a*0=b").repeated(100000) + "\r\n\r\nx");
    row("continuations", [] {
        QByteArray type = kHead + "Content-Type: application/x; x=1";
        for (int i = 0; i < 50000; ++i)
            type += ";\r\n name*" + QByteArray::number(i) + "*=%41";
        return type + "\r\n\r\nx";
    }());
    row("hyphen lines",
        kHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + QByteArray("--\n").repeated(3000000));
}

void bodyRows()
{
    row("NULs", kHead + "\r\n" + QByteArray(5000000, '\0'));
    row("NULs in the header", QByteArray(1000000, '\0'));
    row("colonless lines", QByteArray("abc\n").repeated(1000000));
    row("one line", QByteArray(10000000, 'a'));
    row("blanks", kHead + "\r\n" + QByteArray(5000000, ' ') + "x");
    row("broken Base64", kHead + "Content-Transfer-Encoding: base64\r\n\r\n" + QByteArray("A=").repeated(2500000));
    row("broken Quoted-Printable",
        kHead + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + QByteArray("=\n").repeated(1500000));
    row("flowed quotes", kHead + "Content-Type: text/plain; format=flowed\r\n\r\n" + QByteArray(2000000, '>'));
    row("flowed lines",
        kHead + "Content-Type: text/plain; format=flowed\r\n\r\n" + QByteArray("> a \n").repeated(400000));
}

void htmlRows()
{
    row("200,000 nested div", html(QByteArray("<div>").repeated(200000) + "deep"));
    row("200,000 open b", html(QByteArray("<b>").repeated(200000) + "deep"));
    row("a in table", html(QByteArray("<table><a>").repeated(500) + "deep"));
    row("misnested formatting", html(QByteArray("<a><p></a>").repeated(20000)));
    row("misnested bold", html(QByteArray("<b><i><p></b>").repeated(20000)));
    row("font attributes", html(QByteArray("<font size=1></p>").repeated(20000)));
    row("blockquotes", html(QByteArray("<blockquote>x").repeated(400)));
    row("attributes", html("<div " + QByteArray("a=b ").repeated(100000) + ">x</div>"));
    row("distinct attributes", html([] {
        QByteArray tag = "<div ";
        for (int i = 0; i < 20000; ++i)
            tag += "a" + QByteArray::number(i) + "=b ";
        return tag + ">x</div>";
    }()));
    row("3 MB HTML", html(QByteArray("<p>text</p>").repeated(300000)));
    row("unterminated comment", html(QByteArray("<!--").repeated(400000)));
    row("style imports", html("<style>" + QByteArray("@import").repeated(100000) + "</style>x"));
    row("entities", html(QByteArray("&amp;&#x3042;&nosuch;").repeated(80000)));
}

} // namespace

/** Input made to cost time, stack or memory: each is read within a second. */
class RobustnessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isFast_data();
    void isFast();
    void tooDeepIsSaid();
    void partLimitIsSaid();
    void deepHtmlKeepsItsText();
    void headerBeyondLimitStillEnds();
    void addressesAreLimitedForShowingOnly();
};

void RobustnessTest::isFast_data()
{
    QTest::addColumn<QByteArray>("message");
    structureAndHeaderRows();
    bodyRows();
    htmlRows();
}

void RobustnessTest::isFast()
{
    QFETCH(QByteArray, message);
    // Time of the processor, not of the wall: the machine may have other work.
    const auto now = [] {
        return qint64(std::clock()) * 1000 / CLOCKS_PER_SEC;
    };
    const qint64 start = now();
    mime::parseEnvelope(message);
    const qint64 envelope = now() - start;
    const core::Document document = mime::parseDocument(message);
    const qint64 whole = now() - start - envelope;
    mime::previewText(document);
    const bool sendable = mime::envelopeFromEml(message).has_value();
    const qint64 rest = now() - start - envelope - whole;
    QVERIFY2(envelope <= kLimit && whole <= kLimit && rest <= kLimit,
        qPrintable(u"%1 %2 %3 ms, sendable %4"_s.arg(envelope).arg(whole).arg(rest).arg(sendable)));
}

void RobustnessTest::tooDeepIsSaid()
{
    QVERIFY(warns(mime::parseDocument(nestedMultiparts(150)), u"too-deep"_s));
    QVERIFY(warns(mime::parseDocument(nestedMessages(150)), u"too-deep"_s));
    const core::Document fine = mime::parseDocument(nestedMultiparts(90));
    QVERIFY(!warns(fine, u"too-deep"_s));
    QCOMPARE(fine.text, u"deep"_s);
}

void RobustnessTest::partLimitIsSaid()
{
    const core::Document document = mime::parseDocument(manyParts(5000));
    QVERIFY(warns(document, u"too-deep"_s));
    QVERIFY(document.attachments.size() > 900 && document.attachments.size() <= 1000);
    QVERIFY(!warns(mime::parseDocument(manyParts(900)), u"too-deep"_s));
}

void RobustnessTest::deepHtmlKeepsItsText()
{
    QCOMPARE(mime::htmlToText(u"<div>"_s.repeated(100000) + u"deep"_s).text, u"deep"_s);
    QCOMPARE(mime::htmlToText(u"<div>"_s.repeated(400) + u"deep"_s).text, u"deep"_s);
}

void RobustnessTest::headerBeyondLimitStillEnds()
{
    const QByteArray message
        = kHead + QByteArray("X-A: b\r\n").repeated(200000) + "Cc: late@example.com\r\n\r\nthe body";
    const core::Document document = mime::parseDocument(message);
    QCOMPARE(document.text, u"the body"_s);
    QVERIFY(document.envelope.cc.isEmpty()); // beyond the first megabyte
    QCOMPARE(document.envelope.subject, u"hostile"_s);
}

void RobustnessTest::addressesAreLimitedForShowingOnly()
{
    QByteArray to;
    for (int i = 0; i < 500; ++i)
        to += (i ? ",\r\n a" : "a") + QByteArray::number(i) + "@example.com";
    const QByteArray message = kHead + "To: " + to + "\r\n\r\nx";
    QCOMPARE(mime::parseEnvelope(message).to.size(), 200);
    QCOMPARE(mime::envelopeFromEml(message)->recipients.size(), 500); // nobody is forgotten when sending
}

QTEST_GUILESS_MAIN(RobustnessTest)
#include "tst_robustness.moc"
