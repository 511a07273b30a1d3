// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mime/addresses.h"
#include "mime/build.h"
#include "mime/document.h"
#include "mime/envelope.h"
#include "mime/filename.h"
#include "mime/outgoing.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace
{

const QDateTime kDate(QDate(2026, 11, 23), QTime(9, 30), QTimeZone::fromSecondsAheadOfUtc(9 * 3600));

core::Draft simpleDraft()
{
    core::Draft draft;
    draft.from = {u"山田 太郎"_s, u"taro@example.jp"_s};
    draft.to = {{u"佐藤, 花子"_s, u"hanako@example.jp"_s}, {QString(), u"taro..yamada.@docomo.ne.jp"_s}};
    draft.subject = u"打ち合わせの件"_s;
    draft.text = u"お世話になっております。\n.先頭の点\nFrom here\n"_s;
    return draft;
}

mime::BuildOptions fixedOptions()
{
    return {u"id@example.jp"_s, kDate, "=_boundary", false};
}

/** What every message of ours must be, whatever is in it. */
void checkWire(const QByteArray &bytes)
{
    QVERIFY(bytes.endsWith("\r\n"));
    for (const QByteArray &line : bytes.split('\n')) {
        if (!line.isEmpty())
            QVERIFY(line.endsWith('\r'));
        QVERIFY2(line.size() <= 79, line); // 78 and the CR
        QVERIFY2(line.trimmed().isEmpty() == (line == "\r" || line.isEmpty()), line);
    }
    for (const char c : bytes)
        QVERIFY(uchar(c) < 0x80 && (uchar(c) >= 0x20 || c == '\r' || c == '\n' || c == '\t'));
}

/** Each encoded word is at most 75 bytes and whole UTF-8 by itself (RFC 2047 2 and 5). */
void checkEncodedWords(const QByteArray &bytes)
{
    const QByteArray header = bytes.first(bytes.indexOf("\r\n\r\n"));
    for (qsizetype at = header.indexOf("=?UTF-8?"); at >= 0; at = header.indexOf("=?UTF-8?", at + 1)) {
        const qsizetype end = header.indexOf("?=", at + 10);
        const QByteArray word = header.mid(at, end + 2 - at);
        QVERIFY2(word.size() <= 75, word);
        if (word.startsWith("=?UTF-8?B?"))
            QVERIFY2(QByteArray::fromBase64(word.mid(10).chopped(2)).isValidUtf8(), word);
        else
            QVERIFY2(QByteArray::fromPercentEncoding(word.mid(10).chopped(2).replace('=', '%')).isValidUtf8(), word);
    }
}

QString randomText(QRandomGenerator &random, int longest)
{
    static const QStringList kPieces{u"日本"_s, u"語"_s, u"かな"_s, u"ｶﾅ"_s, u"①"_s, u"髙﨑"_s, u"🍣"_s,
        u"👨‍👩‍👧‍👦"_s, u"🇯🇵"_s, u"が"_s, u"é"_s, u"a"_s, u"Word"_s, u" "_s, u"-"_s, u"_"_s, u"?"_s,
        u"="_s, u"=?"_s, u"\""_s, u"\\"_s, u"<"_s, u">"_s, u","_s, u"("_s, u")"_s, u";"_s, u"'"_s, u"%"_s, u"."_s,
        u"Ω"_s, u"ßü"_s};
    QString text;
    for (int i = int(random.bounded(quint32(longest))); i >= 0; --i)
        text += kPieces[random.bounded(quint32(kPieces.size()))];
    return text.simplified();
}

QByteArray randomBytes(QRandomGenerator &random)
{
    QByteArray bytes(random.bounded(400), '\0');
    for (char &c : bytes)
        c = char(random.bounded(256));
    return bytes;
}

} // namespace

class BuildTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeMessage();
    void attachmentNamesForOldAndNew();
    void messageInsideMessage_data();
    void messageInsideMessage();
    void asciiStaysReadable();
    void bccOnlyInOwnCopy();
    void roundTrip();
    void refusesInjection_data();
    void refusesInjection();
    void refusesBadAddresses_data();
    void refusesBadAddresses();
    void idnDomain();
    void messageIdsAreUnique();
    void manyReferencesFold();
    void longAsciiWordIsEncoded();
    void bodyIsExact_data();
    void bodyIsExact();
    void outgoing();
    void outgoingKeepsEverythingElse();
    void outgoingAddsWhatIsMissing();
    void outgoingRefuses_data();
    void outgoingRefuses();
};

void BuildTest::wholeMessage()
{
    const auto bytes = mime::build(simpleDraft(), fixedOptions());
    QVERIFY(bytes.has_value());
    QCOMPARE(*bytes,
        "From: =?UTF-8?B?5bGx55SwIOWkqumDjg==?= <taro@example.jp>\r\n"
        "To: =?UTF-8?B?5L2Q6JekLCDoirHlrZA=?= <hanako@example.jp>,\r\n"
        " taro..yamada.@docomo.ne.jp\r\n"
        "Subject: =?UTF-8?B?5omT44Gh5ZCI44KP44Gb44Gu5Lu2?=\r\n"
        "Date: Mon, 23 Nov 2026 09:30:00 +0900\r\n"
        "Message-ID: <id@example.jp>\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "\r\n"
        "44GK5LiW6Kmx44Gr44Gq44Gj44Gm44GK44KK44G+44GZ44CCDQou5YWI6aCt44Gu54K5DQpGcm9t\r\n"
        "IGhlcmUNCg==\r\n");
}

void BuildTest::attachmentNamesForOldAndNew()
{
    core::Draft draft = simpleDraft();
    draft.attachments = {{u"見積書①.pdf"_s, u"application/pdf"_s, "data"}};
    const auto bytes = mime::build(draft, fixedOptions());
    QVERIFY(bytes.has_value());
    QVERIFY(bytes->contains("Content-Type: multipart/mixed;\r\n boundary=\"=_boundary\"\r\n"));
    QVERIFY(bytes->contains("Content-Type: application/pdf;\r\n name=\"=?UTF-8?B?6KaL56mN5pu44pGgLnBkZg==?=\"\r\n"));
    QVERIFY(bytes->contains("Content-Disposition: attachment;\r\n"
                            " filename*=UTF-8''%E8%A6%8B%E7%A9%8D%E6%9B%B8%E2%91%A0.pdf\r\n"));
    QVERIFY(bytes->endsWith("ZGF0YQ==\r\n\r\n--=_boundary--\r\n"));
    checkWire(*bytes);
}

void BuildTest::messageInsideMessage_data()
{
    QTest::addColumn<QByteArray>("inner");
    QTest::addColumn<QString>("type");
    const QByteArray plain = "From: a@x.jp\r\nSubject: inner\r\n\r\ntext\r\n.\r\n";
    QTest::newRow("7-bit") << plain << u"message/rfc822"_s;
    QTest::newRow("8-bit") << QByteArray(plain + "\xE3\x81\x82") << u"application/octet-stream"_s;
    QTest::newRow("bare LF") << QByteArray(plain + "a\nb") << u"application/octet-stream"_s;
    QTest::newRow("bare CR") << QByteArray(plain + "a\rb") << u"application/octet-stream"_s;
    QTest::newRow("NUL") << QByteArray(plain + QByteArray(1, '\0')) << u"application/octet-stream"_s;
    QTest::newRow("long line") << QByteArray(plain + QByteArray(1000, 'x')) << u"application/octet-stream"_s;
    QTest::newRow("our boundary") << QByteArray(plain + "--=_boundary--\r\n") << u"application/octet-stream"_s;
}

void BuildTest::messageInsideMessage()
{
    QFETCH(QByteArray, inner);
    core::Draft draft = simpleDraft();
    draft.attachments = {{u"inner.eml"_s, u"message/rfc822"_s, inner}};
    const auto bytes = mime::build(draft, fixedOptions());
    QVERIFY(bytes.has_value());
    const core::Document document = mime::parseDocument(*bytes);
    QCOMPARE(document.attachments.size(), 1);
    QTEST(document.attachments.first().mimeType, "type");
    QCOMPARE(document.attachments.first().fileName, u"inner.eml"_s);
    QCOMPARE(*mime::partBytes(*bytes, u"2"_s), inner);
    QVERIFY(document.warnings.isEmpty());
}

void BuildTest::asciiStaysReadable()
{
    core::Draft draft = simpleDraft();
    draft.from.name = u"Taro Yamada"_s;
    draft.to = {{u"Sato, \"Hana\""_s, u"hanako@example.jp"_s}};
    draft.subject = u"Plain subject"_s;
    draft.text = u"Plain text, 1 + 1 = 2 \nFrom here\n.dot\n"_s;
    const auto bytes = mime::build(draft, fixedOptions());
    QVERIFY(bytes.has_value());
    QVERIFY(bytes->contains("From: Taro Yamada <taro@example.jp>\r\n"));
    QVERIFY(bytes->contains("To: \"Sato, \\\"Hana\\\"\" <hanako@example.jp>\r\n"));
    QVERIFY(bytes->contains("Subject: Plain subject\r\n"));
    QVERIFY(bytes->endsWith("\r\n\r\nPlain text, 1 + 1 =3D 2=20\r\n=46rom here\r\n=2Edot\r\n"));
}

void BuildTest::bccOnlyInOwnCopy()
{
    core::Draft draft = simpleDraft();
    draft.bcc = {{QString(), u"secret@example.jp"_s}};
    mime::BuildOptions options = fixedOptions();
    QVERIFY(!mime::build(draft, options)->contains("secret"));
    options.includeBcc = true;
    QVERIFY(mime::build(draft, options)->contains("Bcc: secret@example.jp\r\n"));
}

void BuildTest::roundTrip()
{
    QRandomGenerator random(7);
    for (int run = 0; run < 600; ++run) {
        core::Draft draft = simpleDraft();
        draft.subject = randomText(random, 40);
        draft.from.name = randomText(random, 20);
        for (quint32 i = random.bounded(6); i > 0; --i)
            draft.cc.append({randomText(random, 12), u"user%1@example.com"_s.arg(i)});
        draft.text = randomText(random, 200) + u'\n' + randomText(random, 30);
        draft.inReplyTo = u"q@example.com"_s;
        draft.references = {u"p@example.com"_s, u"q@example.com"_s};
        for (quint32 i = random.bounded(3); i > 0; --i)
            draft.attachments.append(
                {u"f"_s + randomText(random, 30).remove(u'.') + u".txt"_s, u"text/plain"_s, randomBytes(random)});
        const auto bytes = mime::build(draft, fixedOptions());
        QVERIFY(bytes.has_value());
        checkWire(*bytes);
        checkEncodedWords(*bytes);
        const core::Document document = mime::parseDocument(*bytes);
        const core::Envelope &envelope = document.envelope;
        QCOMPARE(envelope.subject, draft.subject);
        QCOMPARE(envelope.from, core::AddressList{draft.from});
        QCOMPARE(envelope.to, draft.to);
        QCOMPARE(envelope.cc, draft.cc);
        QCOMPARE(envelope.date, kDate);
        QCOMPARE(envelope.messageId, u"id@example.jp"_s);
        QCOMPARE(envelope.inReplyTo, QStringList{draft.inReplyTo});
        QCOMPARE(envelope.references, draft.references);
        QCOMPARE(document.text, draft.text.trimmed());
        QCOMPARE(document.attachments.size(), draft.attachments.size());
        for (qsizetype i = 0; i < draft.attachments.size(); ++i) {
            QCOMPARE(document.attachments[i].fileName, mime::safeFileName(draft.attachments[i].fileName));
            QCOMPARE(*mime::partBytes(*bytes, document.attachments[i].part), draft.attachments[i].bytes);
        }
        if (QTest::currentTestFailed())
            return;
    }
}

void BuildTest::refusesInjection_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    for (const QString &bad :
        {u"a\r\nBcc: x@evil.example"_s, u"a\nb"_s, u"a\rb"_s, QString(u"a"_s + QChar(0) + u'b')}) {
        for (const char *field : {"Subject", "From", "To", "Cc", "Bcc", "In-Reply-To", "References", "Content-Type",
                 "Message-ID", "mimeType", "address"})
            QTest::addRow("%s %s", field, bad.toUtf8().toPercentEncoding().constData())
                << QString::fromLatin1(field) << bad;
    }
}

void BuildTest::refusesInjection()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    core::Draft draft = simpleDraft();
    mime::BuildOptions options = fixedOptions();
    options.includeBcc = true;
    QString named = field;
    const core::Address named1{value, u"x@example.com"_s};
    if (field == u"Subject")
        draft.subject = value;
    else if (field == u"From")
        draft.from.name = value;
    else if (field == u"To")
        draft.to = {named1};
    else if (field == u"Cc")
        draft.cc = {named1};
    else if (field == u"Bcc")
        draft.bcc = {named1};
    else if (field == u"In-Reply-To")
        draft.inReplyTo = value;
    else if (field == u"References")
        draft.references = {value};
    else if (field == u"Message-ID")
        options.messageId = value;
    else if (field == u"address")
        draft.to = {{QString(), value + u"@example.com"_s}};
    else
        draft.attachments
            = {{field == u"mimeType" ? u"a.txt"_s : value, field == u"mimeType" ? value : u"text/plain"_s, "x"}};
    if (field == u"address")
        named = u"To"_s;
    if (field == u"mimeType")
        named = u"Content-Type"_s;
    const auto bytes = mime::build(draft, options);
    QVERIFY(!bytes.has_value());
    QCOMPARE(bytes.error().code, core::Errc::InvalidInput);
    QCOMPARE(bytes.error().context, named);
}

void BuildTest::refusesBadAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *address, bool good) {
        QTest::newRow(address) << QString::fromUtf8(address) << good;
    };
    row("taro@example.jp", true);
    row("taro..yamada.@docomo.ne.jp", true);
    row(".taro@ezweb.ne.jp", true);
    row("a+b/c=d@example.com", true);
    row("\"a b\"@example.com", true);
    row("\"a\\\"b\"@example.com", true);
    row("x@[192.0.2.1]", true);
    row("x@例え.jp", true);
    row("", false);
    row("taro", false);
    row("@example.jp", false);
    row("taro@", false);
    row("a b@example.com", false);
    row("a>@example.com", false);
    row("a<b@example.com", false);
    row("a,b@example.com", false);
    row("a\"b@example.com", false);
    row("\"a\"b\"@example.com", false);
    row("\"a\\\"@example.com", false);
    row("a@b@example.com", false);
    row("taro@exa mple.jp", false);
    row("taro@example.jp> SIZE=1", false);
    row("taro@example..jp", false);
    row("太郎@example.jp", false);
    row("taro@-example.jp", false);
}

void BuildTest::refusesBadAddresses()
{
    QFETCH(QString, address);
    QFETCH(bool, good);
    QCOMPARE(mime::checkAddress(address).has_value(), good);
    core::Draft draft = simpleDraft();
    draft.bcc = {{QString(), address}};
    QCOMPARE(mime::build(draft, fixedOptions()).has_value(), good);
}

void BuildTest::idnDomain()
{
    core::Draft draft = simpleDraft();
    draft.to = {{QString(), u"taro@例え.jp"_s}};
    const auto bytes = mime::build(draft, fixedOptions());
    QVERIFY(bytes && bytes->contains("To: taro@xn--r8jz45g.jp\r\n"));
    QCOMPARE(mime::wireAddress(u"taro@例え.jp"_s).value(), u"taro@xn--r8jz45g.jp"_s);
}

void BuildTest::messageIdsAreUnique()
{
    const QString first = mime::makeMessageId(u"例え.jp"_s);
    QVERIFY(first.endsWith(u"@xn--r8jz45g.jp"_s));
    QVERIFY(first != mime::makeMessageId(u"例え.jp"_s));
    QVERIFY(mime::makeMessageId(u"bad domain>"_s).endsWith(u"@localhost"_s));
    core::Draft draft = simpleDraft();
    QVERIFY(*mime::build(draft) != *mime::build(draft));
}

void BuildTest::manyReferencesFold()
{
    core::Draft draft = simpleDraft();
    for (int i = 0; i < 100; ++i)
        draft.references.append(u"reference.number.%1@mail.example.com"_s.arg(i));
    const auto bytes = mime::build(draft, fixedOptions());
    checkWire(*bytes);
    QCOMPARE(mime::parseEnvelope(*bytes).references, draft.references);
}

void BuildTest::longAsciiWordIsEncoded()
{
    core::Draft draft = simpleDraft();
    draft.subject = QString(1000, u'x');
    const auto bytes = mime::build(draft, fixedOptions());
    checkWire(*bytes);
    QCOMPARE(mime::parseEnvelope(*bytes).subject, draft.subject);
}

void BuildTest::bodyIsExact_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("smuggling") << u"a\n.\nb\n..\n.c\n"_s;
    QTest::newRow("bare CR") << u"a\r.\rb\r\n.\r\nc"_s;
    QTest::newRow("long ASCII line") << QString(5000, u'y');
    QTest::newRow("long Japanese line") << u"長"_s.repeated(3000);
    QTest::newRow("blanks at line ends") << u"a \nb\t\n c"_s;
    QTest::newRow("boundary-like") << u"--=_boundary\n--=_boundary--\n- -"_s;
    QTest::newRow("mixed") << u"English text with one 語 in it, and = signs =3D\n"_s;
    QTest::newRow("emoji") << u"👨‍👩‍👧‍👦 🇯🇵 end"_s;
}

void BuildTest::bodyIsExact()
{
    QFETCH(QString, text);
    core::Draft draft = simpleDraft();
    draft.text = text;
    draft.attachments = {{u"a.bin"_s, QString(), text.toUtf8()}};
    const auto bytes = mime::build(draft, fixedOptions());
    checkWire(*bytes);
    QVERIFY(!bytes->contains("\r\n.\r\n"));
    QString expected = text;
    expected.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    while (expected.endsWith(u'\n'))
        expected.chop(1);
    QCOMPARE(mime::parseDocument(*bytes).text, expected);
    QCOMPARE(*mime::partBytes(*bytes, u"2"_s), text.toUtf8());
}

void BuildTest::outgoing()
{
    core::Draft draft = simpleDraft();
    draft.cc = {{QString(), u"HANAKO@example.jp"_s}, {QString(), u"c@例え.jp"_s}};
    draft.bcc = {{u"秘密"_s, u"secret@example.jp"_s}};
    mime::BuildOptions options = fixedOptions();
    options.includeBcc = true;
    const QByteArray built = *mime::build(draft, options);
    const auto envelope = mime::envelopeFromEml(built);
    QVERIFY(envelope.has_value());
    QCOMPARE(envelope->reversePath, u"taro@example.jp"_s);
    QCOMPARE(envelope->recipients,
        (QStringList{
            u"hanako@example.jp"_s, u"taro..yamada.@docomo.ne.jp"_s, u"c@xn--r8jz45g.jp"_s, u"secret@example.jp"_s}));
    QCOMPARE(envelope->messageId, u"id@example.jp"_s);
    options.includeBcc = false;
    QCOMPARE(envelope->bytesWithoutBcc, *mime::build(draft, options));
}

void BuildTest::outgoingKeepsEverythingElse()
{
    const QByteArray eml
        = "X-Odd:  two  blanks \nFrom: a@example.com\nSender: s@example.com\nBcc: b@example.com,\n c@example.com\n"
          "To: d@example.com\nX-8bit: \xE9\nDate: today\nMessage-ID: <m@x>\nBCC:\n\nbody\n.\nlast\rline";
    const auto envelope = mime::envelopeFromEml(eml);
    QVERIFY(envelope.has_value());
    QCOMPARE(envelope->reversePath, u"s@example.com"_s);
    QCOMPARE(envelope->recipients, (QStringList{u"b@example.com"_s, u"c@example.com"_s, u"d@example.com"_s}));
    QCOMPARE(envelope->bytesWithoutBcc,
        "X-Odd:  two  blanks \r\nFrom: a@example.com\r\nSender: s@example.com\r\nTo: d@example.com\r\nX-8bit: \xE9\r\n"
        "Date: today\r\nMessage-ID: <m@x>\r\n\r\nbody\r\n.\r\nlast\r\nline\r\n");
}

void BuildTest::outgoingAddsWhatIsMissing()
{
    const auto envelope = mime::envelopeFromEml("From: a@example.com\nTo: b@example.com\nMessage-ID:\n\nx");
    QVERIFY(envelope.has_value());
    QVERIFY(envelope->messageId.endsWith(u"@example.com"_s));
    const core::Envelope read = mime::parseEnvelope(envelope->bytesWithoutBcc);
    QCOMPARE(read.messageId, envelope->messageId);
    QVERIFY(read.date.isValid());
    QCOMPARE(envelope->bytesWithoutBcc.count("Message-ID:"), 1);
    const auto odd = mime::envelopeFromEml(" X: no field\nFrom: a@example.com\nTo: b@example.com\n\nx");
    QVERIFY(odd.has_value());
    QCOMPARE(mime::parseEnvelope(odd->bytesWithoutBcc).messageId, odd->messageId);
    QVERIFY(mime::parseEnvelope(odd->bytesWithoutBcc).date.isValid());
    const auto again = mime::envelopeFromEml(envelope->bytesWithoutBcc);
    QCOMPARE(again->messageId, envelope->messageId); // one for life
    QCOMPARE(again->bytesWithoutBcc, envelope->bytesWithoutBcc);
}

void BuildTest::outgoingRefuses_data()
{
    QTest::addColumn<QByteArray>("eml");
    QTest::addColumn<QString>("context");
    QTest::newRow("empty") << QByteArray() << u"From"_s;
    QTest::newRow("no author") << QByteArray("To: b@example.com\n\nx") << u"From"_s;
    QTest::newRow("bad author") << QByteArray("From: nobody\nTo: b@example.com\n\nx") << u"From"_s;
    QTest::newRow("no recipient") << QByteArray("From: a@example.com\n\nx") << u"To"_s;
    QTest::newRow("bad recipient") << QByteArray("From: a@example.com\nTo: b c@d@example.com\n\nx")
                                   << u"c@d@example.com"_s;
    QTest::newRow("header beyond its limit")
        << QByteArray("From: a@x.jp\nTo: b@x.jp\n" + QByteArray("X-A: b\n").repeated(200000) + "Bcc: c@x.jp\n\nx")
        << u"header"_s;
    QTest::newRow("name only") << QByteArray("From: a@example.com\nTo: Some Body\n\nx") << QString();
}

void BuildTest::outgoingRefuses()
{
    QFETCH(QByteArray, eml);
    QFETCH(QString, context);
    const auto envelope = mime::envelopeFromEml(eml);
    QVERIFY(!envelope.has_value());
    QCOMPARE(envelope.error().code, core::Errc::InvalidInput);
    QCOMPARE(envelope.error().context, context);
}

QTEST_GUILESS_MAIN(BuildTest)
#include "tst_build.moc"
