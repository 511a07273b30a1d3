// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dovecot.h"

#include <QThread>
#include <QtTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using imap::CommandConnection;
using test::waitFor;

namespace
{
std::atomic<int> wrongThread = 0;
QtMessageHandler before = nullptr;

void listen(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (text.contains("different thread"_L1))
        ++wrongThread;
    before(type, context, text);
}

async::Task<> openAndLeave(bool *done)
{
    const auto connection = co_await CommandConnection::open(test::dovecotLogin(u"user29"_s));
    co_await connection->status("INBOX");
    *done = true;
}
} // namespace

/** What KIMAP does to the threads and to the application around it (kimap section 2). */
class ThreadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        before = qInstallMessageHandler(listen);
        const QString error = test::prepareDovecot();
        QVERIFY2(error.isEmpty(), qPrintable(error));
    }
    void cleanupTestCase() { qInstallMessageHandler(before); }

    /** T1, T2: the SASL library and the translations are ready before the first worker needs them. */
    void severalThreadsSignInAtTheSameTime()
    {
        std::atomic<int> good = 0;
        std::vector<std::unique_ptr<QThread>> threads;
        for (int i = 0; i < 5; ++i) {
            threads.emplace_back(QThread::create([&good, i] {
                for (int round = 0; round < 6; ++round) {
                    const auto connection
                        = waitFor(CommandConnection::open(test::dovecotLogin(u"user%1"_s.arg(21 + i))));
                    if (connection && waitFor((*connection)->list()))
                        ++good;
                }
                (void)waitFor(async::yieldToEventLoop()); // the last session goes, too
            }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            QVERIFY(thread->wait(120'000));
        QCOMPARE(int(good), 30);
        QCOMPARE(int(wrongThread), 0);
    }

    /** T7: a job holds the application open, and its end must not close it. */
    void theEndOfTheLastJobIsNotTheEndOfTheApplication()
    {
        bool done = false;
        async::TaskScope scope;
        QTimer::singleShot(0, this, [&] { scope.launch(openAndLeave(&done)); });
        QTimer poll;
        connect(&poll, &QTimer::timeout, this, [&] {
            if (done) // some time for whoever would quit now
                QTimer::singleShot(300ms, qApp, [] { QCoreApplication::exit(42); });
        });
        poll.start(20ms);
        QTimer::singleShot(30s, qApp, [] { QCoreApplication::exit(1); });
        QCOMPARE(QCoreApplication::exec(), 42);
    }

    /** T9, T11: a session is good for one connection, and its end is nobody's error but the link's. */
    void aLostLinkNeedsANewConnection()
    {
        auto first = test::connectedAs<CommandConnection>(u"user30"_s);
        QVERIFY(first);
        QSignalSpy closed(first.get(), &CommandConnection::closed);
        QVERIFY(!test::MailStack::shared()->doveadm({u"kick"_s, u"user30"_s}).isNull());
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!first->isOpen());
        QCOMPARE(waitFor(first->status("INBOX")).error().code, core::Errc::ConnectionLost);
        first.reset();
        QCOMPARE(closed.size(), 1);
        const auto second = test::connectedAs<CommandConnection>(u"user30"_s);
        QVERIFY(second && waitFor(second->status("INBOX")));
    }
};

QTEST_GUILESS_MAIN(ThreadsTest)
#include "tst_threads.moc"
