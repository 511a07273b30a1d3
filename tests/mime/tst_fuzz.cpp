// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mime/document.h"
#include "mime/envelope.h"
#include "mime/outgoing.h"
#include "mime/reply.h"
#include "samples.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

const QByteArrayList kTokens{"\r\n", "\n\n", "--b1", "--b1--", "=?utf-8?B?", "?=", "=?ISO-2022-JP?Q?", "\x1B$B",
    "\x1B(B", "\"", "<", ">", "(", ")", ",", ";", ":", "@", "\\", "=", "%", "*0*=", "%E3",
    "Content-Type: multipart/mixed; boundary=b1", "Content-Type: message/rfc822", "Content-Transfer-Encoding: base64",
    "format=flowed", QByteArray(1, '\0'), "\xFF", "\x81", "\xE3\x81", "<div>", "</div>", "<blockquote>", "begin 644 x",
    "From: ", "Bcc: x@example.com"};

/** One deterministic change: a byte, a cut, a repetition, a token, a piece of another message. */
void mutate(QByteArray &bytes, const QByteArray &other, QRandomGenerator &random)
{
    const auto at = [&](const QByteArray &in) {
        return in.isEmpty() ? 0 : qsizetype(random.bounded(quint32(in.size())));
    };
    const qsizetype place = at(bytes);
    switch (random.bounded(6)) {
    case 0:
        if (!bytes.isEmpty())
            bytes[place] = char(random.bounded(256));
        break;
    case 1:
        bytes.remove(place, 1 + random.bounded(40));
        break;
    case 2:
        bytes.insert(place, bytes.mid(at(bytes), 1 + random.bounded(60)).repeated(1 + int(random.bounded(8))));
        break;
    case 3:
    case 4:
        bytes.insert(place, kTokens[random.bounded(quint32(kTokens.size()))]);
        break;
    default:
        bytes = bytes.first(place) + other.mid(at(other));
        break;
    }
}

void read(const QByteArray &bytes)
{
    const core::Document document = mime::parseDocument(bytes);
    const core::Envelope envelope = mime::parseEnvelope(bytes);
    if (!bytes.contains('\r') || bytes.contains('\n')) // the same algorithm for the list and the message
        QCOMPARE(envelope, document.envelope);
    QVERIFY(mime::previewText(document, 100).size() <= 100);
    for (const core::Attachment &attachment : document.attachments) {
        const auto part = mime::partBytes(bytes, attachment.part);
        QVERIFY2(part && part->size() == attachment.size, qPrintable(attachment.part));
    }
    const core::Draft draft = mime::forwardDraft(document, bytes, {u"x"_s, u"x@example.com"_s}, {});
    QCOMPARE(draft.attachments.size(), document.attachments.size());
    if (const auto outgoing = mime::envelopeFromEml(bytes)) {
        QVERIFY(!outgoing->recipients.isEmpty() && !outgoing->messageId.isEmpty());
        const core::Envelope sent = mime::parseEnvelope(outgoing->bytesWithoutBcc);
        QVERIFY(sent.bcc.isEmpty());
        if (outgoing->bytesWithoutBcc.startsWith(' ') || outgoing->bytesWithoutBcc.startsWith('\t'))
            return;
        const auto again = mime::envelopeFromEml("To: x@example.com\r\n" + outgoing->bytesWithoutBcc);
        QVERIFY(again.has_value());
        QCOMPARE(again->messageId, outgoing->messageId);
        QCOMPARE(again->bytesWithoutBcc, "To: x@example.com\r\n" + outgoing->bytesWithoutBcc);
    }
}

} // namespace

/** Mutates the fixtures, always in the same way: HIKYAKU_FUZZ_SEED and HIKYAKU_FUZZ_RUNS change it. */
class FuzzTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mutations();
};

void FuzzTest::mutations()
{
    const auto number = [](const char *name, int fallback) {
        return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : fallback;
    };
    const int runs = number("HIKYAKU_FUZZ_RUNS", 60000);
    QRandomGenerator random(quint32(number("HIKYAKU_FUZZ_SEED", 1)));
    const QList<test::Sample> seeds = test::fixtures();
    QVERIFY(seeds.size() > 10);
    QElapsedTimer clock;
    clock.start();
    for (int run = 0; run < runs; ++run) {
        const test::Sample &seed = seeds[random.bounded(quint32(seeds.size()))];
        QByteArray bytes = seed.bytes;
        const int changes = 1 + int(random.bounded(8));
        for (int i = 0; i < changes; ++i)
            mutate(bytes, seeds[random.bounded(quint32(seeds.size()))].bytes, random);
        read(bytes);
        if (QTest::currentTestFailed()) {
            qWarning().noquote() << "run" << run << "from" << seed.name << "bytes"
                                 << bytes.toPercentEncoding(" \n:;<>@=/");
            return;
        }
    }
    qInfo() << runs << "executions in" << clock.elapsed() << "ms";
    QVERIFY(runs > 0);
}

QTEST_GUILESS_MAIN(FuzzTest)
#include "tst_fuzz.moc"
