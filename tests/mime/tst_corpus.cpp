// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/documentjson.h"
#include "mime/document.h"
#include "mime/envelope.h"
#include "samples.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

QList<test::Sample> messagesBelow(const QString &folder)
{
    static const QStringList kNoMail{u"json"_s, u"md"_s, u"xml"_s, u"py"_s, u"zst"_s, u"pem"_s, u"p12"_s, u"jpg"_s};
    QList<test::Sample> samples;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (!kNoMail.contains(QFileInfo(path).suffix()) && !path.contains(u"NOTICE") && !path.contains(u"LICENSE"))
            samples.append({path, path.mid(folder.size() + 1), test::readFile(path)});
    }
    return samples;
}

struct Tally {
    int messages = 0;
    qint64 bytes = 0;
    qint64 slowest = 0;
    QString slowestName;
    QHash<QString, int> warnings;
};

void read(const test::Sample &sample, Tally &tally)
{
    QElapsedTimer clock;
    clock.start();
    const core::Document document = mime::parseDocument(sample.bytes);
    for (const core::Attachment &attachment : document.attachments) {
        const auto bytes = mime::partBytes(sample.bytes, attachment.part);
        QVERIFY2(bytes.has_value(), qPrintable(sample.name + u' ' + attachment.part));
        QCOMPARE(bytes->size(), attachment.size);
        QVERIFY(!attachment.fileName.contains(u'/') && attachment.fileName.toUtf8().size() <= 255);
    }
    QVERIFY(!document.text.contains(u'\r') && !document.text.contains(u'\0'));
    QVERIFY(!document.envelope.subject.contains(u'\n'));
    if (clock.elapsed() > tally.slowest) {
        tally.slowest = clock.elapsed();
        tally.slowestName = sample.name;
    }
    ++tally.messages;
    tally.bytes += sample.bytes.size();
    for (const core::Warning &warning : document.warnings)
        ++tally.warnings[warning.code];
    QVERIFY2(clock.elapsed() < 5000, qPrintable(sample.name));
}

void print(const char *what, const Tally &tally)
{
    QString codes;
    for (auto it = tally.warnings.cbegin(); it != tally.warnings.cend(); ++it)
        codes += u" %1=%2"_s.arg(it.key()).arg(it.value());
    qInfo().noquote() << what << tally.messages << "messages" << tally.bytes / 1024 << "KiB, slowest" << tally.slowest
                      << "ms" << tally.slowestName << "warnings:" << codes;
}

} // namespace

/** Reads real mail and the test data of other programs when they lie beside the source tree, else the fixtures. */
class CorpusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everything();
    void letters();
    void manyMessages();
};

void CorpusTest::everything()
{
    Tally tally;
    for (const test::Sample &sample : test::fixtures())
        read(sample, tally);
    QVERIFY(tally.messages > 0);
    if (!test::corpusFolder().isEmpty()) {
        for (const test::Sample &sample : messagesBelow(test::corpusFolder()))
            read(sample, tally);
    }
    print("all", tally);
}

void CorpusTest::letters()
{
    const QString folder = test::corpusFolder() + u"/letters/"_s;
    const QJsonObject expected = QJsonDocument::fromJson(test::readFile(folder + u"expected.json"_s)).object();
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const QJsonObject actual = core::toJson(mime::parseDocument(test::readFile(folder + it.key())), false);
        const QJsonObject wanted = it.value().toObject();
        const QByteArray name = it.key().toUtf8();
        QVERIFY2(actual[u"subject"].toString() == wanted[u"subject"].toString(),
            name + ": " + actual[u"subject"].toString().toUtf8() + " != " + wanted[u"subject"].toString().toUtf8());
        QVERIFY2(actual[u"from"].toArray() == wanted[u"from"].toArray(),
            name + ": " + QJsonDocument(actual[u"from"].toArray()).toJson());
        const QString text = wanted[u"text"].toString();
        QVERIFY2(
            text.isEmpty() || actual[u"text"].toString() == text, name + ": " + actual[u"text"].toString().toUtf8());
    }
}

void CorpusTest::manyMessages()
{
    const QString archive = test::corpusFolder() + u"/spamassassin"_s;
    const QStringList packed = QDir(archive).entryList({u"*.tar.zst"_s});
    if (test::corpusFolder().isEmpty() || packed.isEmpty())
        return;
    QTemporaryDir unpacked;
    QProcess tar; // CMake's, which needs no zstd beside it
    tar.setWorkingDirectory(unpacked.path());
    tar.start(u"cmake"_s, {u"-E"_s, u"tar"_s, u"xf"_s, QDir(archive).absoluteFilePath(packed.first())});
    QVERIFY(tar.waitForFinished(60'000));
    QCOMPARE(tar.exitCode(), 0);
    Tally tally;
    QByteArrayList headers;
    for (const test::Sample &sample : messagesBelow(unpacked.path())) {
        read(sample, tally);
        const qsizetype end = sample.bytes.indexOf("\n\n");
        headers.append(sample.bytes.first(end < 0 ? sample.bytes.size() : end));
    }
    print("spamassassin", tally);
    QVERIFY(tally.messages >= 2500);
    // A warning that every tenth honest message gets is one that nobody reads.
    QVERIFY(tally.warnings[u"from-spoof"_s] * 10 < tally.messages);
    QElapsedTimer clock;
    clock.start();
    int subjects = 0;
    for (const QByteArray &header : std::as_const(headers))
        subjects += !mime::parseEnvelope(header).subject.isEmpty();
    qInfo() << "parseEnvelope:" << headers.size() * 1000 / qMax<qint64>(1, clock.elapsed()) << "headers/s";
    QVERIFY(subjects * 10 > headers.size() * 9);
}

QTEST_GUILESS_MAIN(CorpusTest)
#include "tst_corpus.moc"
