// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mailbox.h"
#include "ctl.h"
#include "store/reader.h"
#include "tests/support/places.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

namespace
{
constexpr qsizetype kMessages = 1000;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/** Real mail where the collection lies beside the source tree, else the fixtures. */
QList<QByteArray> material(const QTemporaryDir &unpacked)
{
    static const QStringList kNoMail{u"json"_s, u"md"_s, u"xml"_s, u"py"_s, u"zst"_s, u"pem"_s, u"p12"_s, u"jpg"_s};
    const QString corpus = test::sourcePath(u"../shared/corpus"_s);
    QStringList folders{test::sourcePath(u"tests/mime/fixtures"_s)};
    if (QDir(corpus).exists()) {
        folders.append(corpus);
        for (const QFileInfo &packed : QDir(corpus + u"/spamassassin"_s).entryInfoList({u"*.tar.zst"_s})) {
            QProcess tar; // CMake's, which needs no zstd beside it
            tar.setWorkingDirectory(unpacked.path());
            tar.start(u"cmake"_s, {u"-E"_s, u"tar"_s, u"xf"_s, packed.absoluteFilePath()});
            if (!tar.waitForFinished(60'000) || tar.exitCode() != 0)
                qFatal("cannot unpack %s", qPrintable(packed.filePath()));
        }
        folders.append(unpacked.path());
    }
    QList<QByteArray> messages;
    for (const QString &folder : folders) {
        QStringList paths;
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths.append(files.next());
        paths.sort();
        for (const QString &path : std::as_const(paths)) {
            const bool isMail = !kNoMail.contains(QFileInfo(path).suffix()) && !path.contains(u"NOTICE")
                && !path.contains(u"LICENSE") && !path.endsWith(u".expected"_s);
            const QByteArray bytes = isMail ? contents(path) : QByteArray();
            // Dovecot takes no empty message, and bytes that a Maildir cannot give back through IMAP are no test of us.
            if (!bytes.trimmed().isEmpty() && !bytes.contains('\0') && bytes.size() < 3'000'000)
                messages.append(bytes);
        }
    }
    return messages;
}
} // namespace

/** A thousand messages as people get them, received byte-exact. */
class CorpusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageIsReceivedByteExact();
};

void CorpusTest::everyMessageIsReceivedByteExact()
{
    const QTemporaryDir unpacked;
    QList<QByteArray> messages = material(unpacked);
    QVERIFY(messages.size() >= 20);
    const bool isCorpus = messages.size() >= kMessages;
    MailStack *stack = MailStack::shared();
    Ctl ctl;
    qint64 bytes = 0;
    // Every n-th, so that each part of the collection is there.
    const double step = isCorpus ? double(messages.size()) / kMessages : 1;
    qsizetype stored = 0;
    for (double at = 0; qsizetype(at) < messages.size() && stored < kMessages; at += step, ++stored) {
        const QByteArray &message = messages[qsizetype(at)];
        const QString error = stack->store(u"user26"_s, u"INBOX"_s, message);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        bytes += message.size();
    }
    QCOMPARE(ctl.addAccount(u"user26"_s).code, 0);
    QElapsedTimer clock;
    clock.start();
    const Ran synced = ctl.json(u"sync"_s, {u"sync"_s, u"--bodies"_s, u"all"_s});
    QVERIFY2(synced.code == 0, synced.report().right(2000));
    qInfo() << stored << "messages," << bytes / 1024 << "KiB, received in" << clock.elapsed() << "ms";

    const auto reader = store::Reader::open(store::ProfilePaths{ctl.profile()});
    QVERIFY(reader.has_value());
    const core::Account account = (*reader)->accounts().first();
    core::Mailbox inbox;
    for (const core::Mailbox &mailbox : (*reader)->mailboxes(account.id)) {
        if (mailbox.role == core::MailboxRole::Inbox)
            inbox = mailbox;
    }
    const auto held = stack->serverFiles(u"user26"_s);
    QCOMPARE(held.size(), stored);
    QCOMPARE((*reader)->messageCount(inbox.id), quint32(stored));
    int shown = 0;
    for (const MailStack::StoredMessage &message : held) {
        const core::MessageKey key{account.id, inbox.rawName, inbox.uidValidity, core::Uid{message.uid}};
        const auto body = (*reader)->body(key);
        QVERIFY2(body.has_value(), qPrintable(key.toString()));
        QVERIFY2(*body == message.bytes, qPrintable(key.toString()));
        if (message.uid % 50 != 1)
            continue;
        const Ran raw = ctl.run({u"show"_s, key.toString(), u"--raw"_s});
        QVERIFY2(raw.code == 0 && raw.out == message.bytes, qPrintable(key.toString()));
        const Ran json = ctl.json(u"message"_s, {u"show"_s, key.toString()});
        QVERIFY2(json.code == 0, json.report().right(2000));
        ++shown;
    }
    QVERIFY(shown > 0);
}

QTEST_GUILESS_MAIN(CorpusTest)
#include "tst_corpus.moc"
