// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mime/build.h"
#include "mime/document.h"
#include "mime/reply.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

const core::Address kSelf{u"太郎"_s, u"taro@example.jp"_s};

QByteArray message(const QByteArray &fields, const QByteArray &body = "hello\r\n")
{
    return fields + "Message-ID: <m@example.com>\r\nSubject: topic\r\nDate: Mon, 23 Nov 2026 09:30:00 +0900\r\n\r\n"
        + body;
}

QStringList specs(const core::AddressList &list)
{
    QStringList result;
    for (const core::Address &address : list)
        result.append(address.address);
    return result;
}

} // namespace

class ReplyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recipients_data();
    void recipients();
    void subjects_data();
    void subjects();
    void quotes();
    void references();
    void hostileReferencesStayOut();
    void forwardsEverything();
    void preview_data();
    void preview();
};

void ReplyTest::recipients_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("all");
    QTest::addColumn<QStringList>("to");
    QTest::addColumn<QStringList>("cc");
    const QByteArray plain = "From: a@x.jp\r\nTo: TARO@example.jp, b@x.jp\r\nCc: c@x.jp, a@x.jp, alias@example.jp\r\n";
    QTest::newRow("author") << plain << false << QStringList{u"a@x.jp"_s} << QStringList();
    QTest::newRow("all, without me") << plain << true << QStringList{u"a@x.jp"_s, u"b@x.jp"_s}
                                     << QStringList{u"c@x.jp"_s};
    QTest::newRow("Reply-To") << QByteArray("Reply-To: r@x.jp\r\n" + plain) << false << QStringList{u"r@x.jp"_s}
                              << QStringList();
    QTest::newRow("Reply-To, all") << QByteArray("Reply-To: r@x.jp\r\n" + plain) << true
                                   << QStringList{u"r@x.jp"_s, u"b@x.jp"_s} << QStringList{u"c@x.jp"_s, u"a@x.jp"_s};
    const QByteArray mine = "From: taro@example.jp\r\nTo: b@x.jp\r\nCc: c@x.jp\r\n";
    QTest::newRow("my own") << mine << false << QStringList{u"b@x.jp"_s} << QStringList();
    QTest::newRow("my own, all") << mine << true << QStringList{u"b@x.jp"_s} << QStringList{u"c@x.jp"_s};
    QTest::newRow("from an alias of mine")
        << QByteArray("From: alias@example.jp\r\nTo: b@x.jp\r\n") << false << QStringList{u"b@x.jp"_s} << QStringList();
    QTest::newRow("broken carrier address") << QByteArray("From: taro..y.@docomo.ne.jp\r\nTo: taro@example.jp\r\n")
                                            << true << QStringList{u"taro..y.@docomo.ne.jp"_s} << QStringList();
    QTest::newRow("nobody") << QByteArray("To: taro@example.jp\r\n") << false << QStringList() << QStringList();
}

void ReplyTest::recipients()
{
    QFETCH(QByteArray, fields);
    QFETCH(bool, all);
    const core::Draft draft
        = mime::replyDraft(mime::parseDocument(message(fields)), kSelf, all, {}, {u"Alias@example.jp"_s});
    QTEST(specs(draft.to), "to");
    QTEST(specs(draft.cc), "cc");
    QCOMPARE(draft.from, kSelf);
}

void ReplyTest::subjects_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("reply");
    QTest::addColumn<QString>("forward");
    const auto row = [](const char *subject, const char *reply, const char *forward) {
        QTest::newRow(subject) << QString::fromUtf8(subject) << QString::fromUtf8(reply) << QString::fromUtf8(forward);
    };
    row("topic", "Re: topic", "Fwd: topic");
    row("", "Re: ", "Fwd: ");
    row("Re: topic", "Re: topic", "Fwd: Re: topic");
    row("RE: re: topic", "Re: topic", "Fwd: RE: re: topic");
    row("Re[2]: topic", "Re: topic", "Fwd: Re[2]: topic");
    row("Re^3: topic", "Re: topic", "Fwd: Re^3: topic");
    row("Re2: topic", "Re: topic", "Fwd: Re2: topic");
    row("Re：会議", "Re: 会議", "Fwd: Re：会議");
    row("返信: 会議", "Re: 会議", "Fwd: 返信: 会議");
    row("Fwd: topic", "Re: Fwd: topic", "Fwd: topic");
    row("FW: Fwd: topic", "Re: FW: Fwd: topic", "Fwd: topic");
    row("転送: 会議", "Re: 転送: 会議", "Fwd: 会議");
    row("Research: results", "Re: Research: results", "Fwd: Research: results");
    row("[ml:123] Re: topic", "Re: [ml:123] Re: topic", "Fwd: [ml:123] Re: topic");
    row("Re[x]: topic", "Re: Re[x]: topic", "Fwd: Re[x]: topic");
}

void ReplyTest::subjects()
{
    QFETCH(QString, subject);
    QTEST(mime::replySubject(subject), "reply");
    QTEST(mime::forwardSubject(subject), "forward");
}

void ReplyTest::quotes()
{
    const core::Document document = mime::parseDocument(
        message("From: a@x.jp\r\n", "first\r\n\r\n> old\r\n>> older\r\nlast\r\n\r\n-- \r\nsignature\r\n"));
    const core::Draft draft = mime::replyDraft(document, kSelf, false, u"Monday, a wrote:"_s);
    QCOMPARE(draft.text, u"Monday, a wrote:\n> first\n>\n>> old\n>>> older\n> last\n"_s);
    QCOMPARE(mime::quoted(QString()), QString());
}

void ReplyTest::references()
{
    core::Document document = mime::parseDocument(message("From: a@x.jp\r\nReferences: <1@x> <2@x>\r\n"));
    core::Draft draft = mime::replyDraft(document, kSelf, false);
    QCOMPARE(draft.inReplyTo, u"m@example.com"_s);
    QCOMPARE(draft.references, (QStringList{u"1@x"_s, u"2@x"_s, u"m@example.com"_s}));
    QVERIFY(!draft.answers.has_value());
    document.key.uid = core::Uid(7);
    QCOMPARE(mime::replyDraft(document, kSelf, false).answers, document.key);
    QCOMPARE(mime::forwardDraft(document, {}, kSelf).forwards, document.key);
    document = mime::parseDocument(message("From: a@x.jp\r\nIn-Reply-To: <0@x>\r\n"));
    QCOMPARE(mime::replyDraft(document, kSelf, false).references, (QStringList{u"0@x"_s, u"m@example.com"_s}));
    QByteArray many = "From: a@x.jp\r\nReferences:";
    for (int i = 0; i < 100; ++i)
        many += "\r\n <" + QByteArray::number(i) + "@x>";
    draft = mime::replyDraft(mime::parseDocument(message(many + "\r\n")), kSelf, false);
    QCOMPARE(draft.references.size(), 100);
    QCOMPARE(draft.references.first(), u"0@x"_s);
    QCOMPARE(draft.references.last(), u"m@example.com"_s);
}

void ReplyTest::hostileReferencesStayOut()
{
    // Whatever a stranger put into his header, the answer can be built.
    const QByteArray hostile
        = "From: =?utf-8?Q?a=0D=0ABcc=3A_x=40evil?= <a@x.jp>\r\nReferences: <\xE3\x81\x82@x> <ok@x>\r\n"
          "Message-ID: <\xE3\x81\x82@x>\r\n";
    const core::Document document
        = mime::parseDocument(hostile + "Subject: =?utf-8?Q?a=0D=0ABcc=3A_x=40evil?=\r\n\r\nx");
    core::Draft draft = mime::replyDraft(document, kSelf, true);
    const auto bytes = mime::build(draft);
    QVERIFY(bytes.has_value());
    QVERIFY(!bytes->contains("\r\nBcc"));
    QVERIFY(draft.inReplyTo.isEmpty());
}

void ReplyTest::forwardsEverything()
{
    const QByteArray raw
        = "From: =?utf-8?B?5bGx55Sw?= <a@x.jp>\r\nTo: b@x.jp\r\nSubject: topic\r\nMessage-ID: <m@x>\r\n"
          "Date: Mon, 23 Nov 2026 09:30:00 +0900\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
          "--b\r\n\r\nthe text\r\n--b\r\nContent-Type: image/png; name=a.png\r\n"
          "Content-Transfer-Encoding: base64\r\n\r\nZGF0YQ==\r\n"
          "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner text\r\n--b--\r\n";
    const core::Document document = mime::parseDocument(raw);
    mime::ForwardLabels labels;
    labels.heading = u"---- 転送メッセージ ----"_s;
    labels.from = u"差出人"_s;
    labels.date = u"日時"_s;
    labels.subject = u"件名"_s;
    labels.to = u"宛先"_s;
    labels.cc = u"Cc"_s;
    const core::Draft draft = mime::forwardDraft(document, raw, kSelf, labels);
    QCOMPARE(draft.text,
        u"---- 転送メッセージ ----\n差出人: 山田 <a@x.jp>\n日時: Mon, 23 Nov 2026 09:30:00 +0900\n"
        "件名: topic\n宛先: b@x.jp\n\nthe text\n"_s);
    QCOMPARE(draft.subject, u"Fwd: topic"_s);
    QVERIFY(draft.to.isEmpty() && draft.inReplyTo.isEmpty());
    QCOMPARE(draft.references, QStringList{u"m@x"_s});
    QCOMPARE(draft.attachments.size(), 2);
    QCOMPARE(draft.attachments[0], (core::DraftAttachment{u"a.png"_s, u"image/png"_s, "data"}));
    QCOMPARE(draft.attachments[1],
        (core::DraftAttachment{u"inner.eml"_s, u"message/rfc822"_s, "Subject: inner\r\n\r\ninner text"}));
    QVERIFY(mime::build(draft).has_value());
}

void ReplyTest::preview_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("preview");
    QTest::newRow("folded") << u"  one\n\n two\tthree "_s << u"one two three"_s;
    QTest::newRow("quote above") << u"On Monday, a wrote:\n> old\n> old\n\nnew words\n"_s << u"new words"_s;
    QTest::newRow("japanese attribution")
        << u"2026年11月20日、佐藤さんは書きました：\n\n> 前\n火曜で。"_s << u"火曜で。"_s;
    QTest::newRow("signature") << u"short\n-- \nTaro\nTokyo"_s << u"short"_s;
    QTest::newRow("outlook") << u"ok\n\n-----Original Message-----\nFrom: x"_s << u"ok"_s;
    QTest::newRow("only a quote") << u"> quoted"_s << u"> quoted"_s;
    QTest::newRow("colon that introduces nothing") << u"Agenda:\n1. one"_s << u"Agenda: 1. one"_s;
    QTest::newRow("cut") << QString(300, u'x') << QString(200, u'x');
    QTest::newRow("no half emoji") << QString(199, u'x') + u"🍣"_s << QString(199, u'x');
    QTest::newRow("bidi") << u"a\u202eb"_s << u"ab"_s;
}

void ReplyTest::preview()
{
    QFETCH(QString, text);
    core::Document document;
    document.text = text;
    QTEST(mime::previewText(document), "preview");
}

QTEST_GUILESS_MAIN(ReplyTest)
#include "tst_reply.moc"
