// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/mailstack.h"

#include <QTest>

using namespace Qt::StringLiterals;

class MailStackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storesByteExact();
    void delivers();
    void tellsHowToConnect();
};

void MailStackTest::storesByteExact()
{
    auto *stack = test::MailStack::shared();
    QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
    const QByteArray first = "Subject: one\r\n\r\n.dot\r\n\r\n";
    const QByteArray second = "Subject: two\r\n\r\nno line end";
    for (const QString &mailbox : {u"INBOX"_s, u"Work/2026"_s}) {
        QCOMPARE(stack->store(u"user01"_s, mailbox, first, "SF"), QString());
        QCOMPARE(stack->store(u"user01@example.test"_s, mailbox, second), QString());
        const auto files = stack->serverFiles(u"user01"_s, mailbox);
        QCOMPARE(files.size(), 2);
        QSet<QByteArray> seen;
        for (const auto &file : files) {
            QVERIFY(file.uid > 0);
            seen.insert(file.bytes);
            QCOMPARE(file.flags, file.bytes == first ? QByteArray("FS") : QByteArray());
        }
        QCOMPARE(seen, QSet<QByteArray>({first, second}));
        // The server itself sees the same.
        QVERIFY(
            stack->doveadm({u"fetch"_s, u"-u"_s, u"user01"_s, u"text"_s, u"mailbox"_s, mailbox, u"subject"_s, u"one"_s})
                .contains(".dot"));
    }
}

void MailStackTest::delivers()
{
    auto *stack = test::MailStack::shared();
    QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
    QCOMPARE(stack->deliver(u"user02@example.test"_s, "Subject: x\n\n.\nlast"), QString());
    const auto files = stack->serverFiles(u"user02"_s);
    QCOMPARE(files.size(), 1);
    QVERIFY(files.first().bytes.endsWith("Subject: x\r\n\r\n.\r\nlast\r\n"));
    QVERIFY(stack->deliver(u"nobody"_s, "Subject: x\n\n").isEmpty() == false);
}

void MailStackTest::tellsHowToConnect()
{
    auto *stack = test::MailStack::shared();
    QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
    QVERIFY(stack->connectTo().contains(u"imap.example.test:993=127.0.0.1:%1"_s.arg(stack->imapsPort())));
    QVERIFY(stack->connectTo().contains(u"smtp.example.test:587=127.0.0.1:%1"_s.arg(stack->submissionPort())));
    QCOMPARE(stack->connectToArguments().first(), u"--ca-file"_s);
    QCOMPARE(stack->password(u"hanako@example.test"_s), u"花子のひみつ"_s);
}

QTEST_GUILESS_MAIN(MailStackTest)
#include "tst_mailstack.moc"
