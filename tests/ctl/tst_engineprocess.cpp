// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/enginelauncher.h"
#include "ctl.h"
#include "store/reader.h"
#include "store/sqlite.h"
#include "tests/support/places.h"

#include <QLocalServer>
#include <QLockFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

/** The engine as a process: when it starts, who may have it, when it ends. */
class EngineProcessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoStartsAtOnceMakeOneEngine();
    void whatOnlyReadsNeedsNone();
    void itEndsWhenIdle();
    void itIsNobodysChild();
    void whatItMakesIsItsOwners();
    void whyItCannotStartIsTold_data();
    void whyItCannotStartIsTold();
    void itGivesWayToANewerOne();
    void anEngineOfAnotherVersionIsTold();
    void itEndsWithItsProfile();
    void itEndsOnSigterm();
    void whatTheCommandLineSaysReachesALivingOne();
    void windowAndCommandLineAtOnce();
    void theWindowClosesAfterSend();
    void whatAKilledFaceHasBegunIsFinished();
};

namespace
{
MailStack &stack()
{
    return *MailStack::shared();
}

/** Of the engines that run for this profile, the process ids. */
QList<qint64> engines(const Ctl &ctl)
{
    QList<qint64> found;
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArrayList words = file.readAll().split('\0');
        if (words.value(0).endsWith("/hikyaku-engine") && words.contains(ctl.profile().toUtf8()))
            found.append(name.toLongLong());
    }
    return found;
}

std::unique_ptr<QProcess> started(const Ctl &ctl, QStringList command, int idle)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = ctl.environment();
    environment.insert(u"HIKYAKU_ENGINE_IDLE"_s, QString::number(idle));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    process->setProcessEnvironment(environment);
    const QString program = command.takeFirst();
    process->start(program, command);
    return process;
}

int run(const Ctl &ctl, const QStringList &arguments, int idle)
{
    const auto process = started(ctl, ctl.command(arguments), idle);
    return process->waitForFinished(60'000) && process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1;
}

/** Asks the engine for something without a server; it answers that there is none: exit 2. */
const QStringList kAsk{u"trust"_s, u"forget"_s, u"nowhere.example.test:993"_s};

bool isAlive(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}
} // namespace

void EngineProcessTest::twoStartsAtOnceMakeOneEngine()
{
    for (int i = 0; i < 20; ++i) {
        const Ctl ctl; // every other time with stores, and once in a while with the leavings of a dead engine
        if (i % 2 == 1)
            QCOMPARE(run(ctl, kAsk, i % 4 == 3 ? 60'000 : 0), 2);
        if (const qint64 pid = ctl.enginePid(); i % 4 == 3) {
            QVERIFY(pid > 0);
            ::kill(pid_t(pid), SIGKILL);
            QTRY_VERIFY(!isAlive(pid));
        }
        const auto one = started(ctl, ctl.command(kAsk), 60'000);
        const auto two = started(ctl, ctl.command(kAsk), 60'000);
        QVERIFY(one->waitForFinished(20'000));
        QVERIFY(two->waitForFinished(20'000));
        QVERIFY2(one->exitCode() == 2, one->readAllStandardError());
        QVERIFY2(two->exitCode() == 2, two->readAllStandardError());
        QTRY_COMPARE(engines(ctl).size(), 1); // the loser is ending
        QCOMPARE(engines(ctl).first(), ctl.enginePid());
        QCOMPARE(run(ctl, kAsk, 60'000), 2);
    }
}

void EngineProcessTest::whatOnlyReadsNeedsNone()
{
    const Ctl ctl;
    QCOMPARE(run(ctl, kAsk, 0), 2); // makes the stores
    QVERIFY(ctl.waitForEngineEnd(5000));
    for (const QStringList &words :
        {QStringList{u"folders"_s}, {u"account"_s, u"list"_s}, {u"outbox"_s}, {u"trust"_s, u"list"_s}})
        QCOMPARE(run(ctl, words, 60'000), 0);
    QCOMPARE(run(ctl, {u"list"_s, u"INBOX"_s}, 60'000), 2);
    QCOMPARE(ctl.enginePid(), 0);
}

void EngineProcessTest::itEndsWhenIdle()
{
    const Ctl ctl;
    QCOMPARE(run(ctl, kAsk, 1000), 2);
    const qint64 pid = ctl.enginePid();
    QVERIFY(pid > 0);
    QTest::qWait(600);
    QCOMPARE(run(ctl, kAsk, 1000), 2); // a face in between
    QCOMPARE(ctl.enginePid(), pid);
    QTest::qWait(600);
    QVERIFY(isAlive(pid));
    QVERIFY(ctl.waitForEngineEnd(3000));
    QTRY_VERIFY(!isAlive(pid));
    QVERIFY(!QFile::exists(ctl.profile() + u"/engine.socket"_s));
}

void EngineProcessTest::itIsNobodysChild()
{
    const Ctl ctl;
    QCOMPARE(run(ctl, kAsk, 60'000), 2);
    const qint64 pid = ctl.enginePid();
    QVERIFY(isAlive(pid));
    QCOMPARE(qint64(::getsid(pid_t(pid))), qint64(::getpgid(pid_t(pid))));
    QVERIFY(::getsid(pid_t(pid)) != ::getsid(0)); // a Ctrl-C in our terminal does not reach it
}

void EngineProcessTest::whatItMakesIsItsOwners()
{
    const Ctl ctl;
    QCOMPARE(run(ctl, kAsk, 60'000), 2);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther
        | QFile::ExeOther;
    QVERIFY(!(QFile::permissions(ctl.profile()) & others));
    const QFileInfoList all
        = QDir(ctl.profile()).entryInfoList(QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot);
    QVERIFY(all.size() >= 6);
    for (const QFileInfo &one : all)
        QVERIFY2(!(one.permissions() & others), qPrintable(one.fileName()));
}

void EngineProcessTest::whyItCannotStartIsTold_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("context");
    QTest::newRow("the journal of a newer program") << u"newer"_s << u"store-failed"_s << u"newer program"_s;
    QTest::newRow("a damaged journal") << u"damaged"_s << u"store-corrupt"_s << u"journal.db"_s;
    QTest::newRow("a file in the profile's place") << u"file"_s << u"store-failed"_s << u"profile"_s;
    QTest::newRow("another program has it") << u"locked"_s << u"store-failed"_s << u"profile in use"_s;
}

void EngineProcessTest::whyItCannotStartIsTold()
{
    QFETCH(const QString, what);
    const Ctl ctl;
    QLockFile held(ctl.profile() + u"/lock"_s);
    held.setStaleLockTime(0);
    if (what == "file"_L1) {
        ctl.write(u"profile"_s, "not a folder");
    } else {
        QCOMPARE(run(ctl, kAsk, 0), 2);
        QVERIFY(ctl.waitForEngineEnd(5000));
        const QString journal = ctl.profile() + u"/journal.db"_s;
        if (what == "newer"_L1) {
            auto db = store::Sqlite::open(journal, store::Sqlite::Mode::ReadWrite, {});
            QVERIFY(db && (*db)->script(u"PRAGMA user_version = 99"_s));
        } else if (what == "damaged"_L1) {
            QVERIFY(store::Sqlite::open(journal, store::Sqlite::Mode::ReadWrite, {})); // what is in its -wal goes in
            QFile file(journal);
            QVERIFY(file.open(QIODevice::ReadWrite) && file.size() > 8192);
            for (qint64 at = 4096; at < file.size(); at += 512) {
                file.seek(at);
                file.write(QByteArray(256, char(0x5a)));
            }
        } else {
            QVERIFY(held.tryLock(0));
        }
    }
    const Ran ran = ctl.run(kAsk + QStringList{u"--json"_s});
    QCOMPARE(ran.code, 6);
    QFETCH(const QString, code);
    QFETCH(const QString, context);
    QCOMPARE(ran.failure()["code"_L1].toString(), code);
    QVERIFY2(ran.failure()["context"_L1].toString().contains(context), ran.report());
    if (what != "locked"_L1)
        QTRY_COMPARE(engines(ctl).size(), 0);
}

void EngineProcessTest::itGivesWayToANewerOne()
{
    const Ctl ctl;
    QCOMPARE(run(ctl, kAsk, 60'000), 2);
    const qint64 pid = ctl.enginePid();
    QLocalSocket newer;
    newer.connectToServer(ctl.profile() + u"/engine.socket"_s);
    QVERIFY(newer.waitForConnected(1000));
    newer.write(ipc::frame(ipc::Hello{ipc::kProtocolVersion + 1}));
    QTRY_COMPARE(newer.state(), QLocalSocket::UnconnectedState);
    QTRY_VERIFY(!isAlive(pid));
    // An older face is no reason to go.
    QCOMPARE(run(ctl, kAsk, 60'000), 2);
    const qint64 next = ctl.enginePid();
    newer.connectToServer(ctl.profile() + u"/engine.socket"_s);
    newer.write(ipc::frame(ipc::Hello{ipc::kProtocolVersion - 1}));
    QTRY_COMPARE(newer.state(), QLocalSocket::UnconnectedState);
    QTest::qWait(500);
    QVERIFY(isAlive(next));
}

void EngineProcessTest::anEngineOfAnotherVersionIsTold()
{
    const Ctl ctl;
    QVERIFY(QDir().mkpath(ctl.profile()));
    QLocalServer other;
    connect(&other, &QLocalServer::newConnection, this,
        [&] { other.nextPendingConnection()->write(ipc::frame(ipc::Hello{ipc::kProtocolVersion + 1})); });
    QVERIFY(other.listen(ctl.profile() + u"/engine.socket"_s));
    const auto process = started(ctl, ctl.command(kAsk + QStringList{u"--json"_s}), 0);
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 10'000);
    QCOMPARE(process->exitCode(), 5);
    QVERIFY(process->readAllStandardError().contains("version"));
}

void EngineProcessTest::itEndsWithItsProfile()
{
    const Ctl ctl;
    QCOMPARE(run(ctl, kAsk, 60'000), 2);
    const qint64 pid = ctl.enginePid();
    QVERIFY(isAlive(pid));
    QVERIFY(QDir(ctl.profile()).removeRecursively());
    QTRY_VERIFY(!isAlive(pid));
}

void EngineProcessTest::itEndsOnSigterm()
{
    const Ctl ctl;
    QCOMPARE(run(ctl, kAsk, 60'000), 2);
    const qint64 pid = ctl.enginePid();
    ::kill(pid_t(pid), SIGTERM);
    QVERIFY(ctl.waitForEngineEnd(5000)); // the lock is given back
    QTRY_VERIFY(!isAlive(pid));
    QVERIFY(!QFile::exists(ctl.profile() + u"/journal.db-wal"_s)); // and the stores are closed
}

void EngineProcessTest::whatTheCommandLineSaysReachesALivingOne()
{
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user04"_s).code, 0);
    ctl.setConnectTo({u"imap.example.test:993=127.0.0.1:%1"_s.arg(stack().closedPort())});
    QCOMPARE(run(ctl, {u"sync"_s}, 60'000), 5);
    const qint64 pid = ctl.enginePid();
    ctl.setConnectTo({});
    QCOMPARE(run(ctl, {u"sync"_s}, 60'000), 0);
    QCOMPARE(ctl.enginePid(), pid);
    const auto wrong = started(ctl, ctl.command({u"sync"_s, u"--ca-file"_s, u"/nowhere.pem"_s}), 60'000);
    QVERIFY(wrong->waitForFinished(20'000));
    QCOMPARE(wrong->exitCode(), 6);
    QVERIFY(wrong->readAllStandardError().contains("/nowhere.pem"));
}

void EngineProcessTest::windowAndCommandLineAtOnce()
{
    Ctl ctl;
    QVERIFY(stack()
            .store(u"user05"_s, u"INBOX"_s, test::letter(u"a@x.invalid"_s, u"user05@example.test"_s, "one", "1"))
            .isEmpty());
    QCOMPARE(ctl.addAccount(u"user05"_s).code, 0);
    QStringList command = ctl.command({});
    command.removeAt(command.indexOf(u"--password-file"_s) + 1);
    command.removeAll(u"--password-file"_s);
    command[0] = test::program(u"hikyaku"_s);
    const auto window = started(ctl, command, 300);
    QTRY_VERIFY_WITH_TIMEOUT(ctl.enginePid() > 0, 10'000);
    const qint64 pid = ctl.enginePid();
    QCOMPARE(run(ctl, {u"sync"_s}, 300), 0);
    const auto listing = started(ctl, ctl.command({u"list"_s, u"INBOX"_s, u"--json"_s}), 300);
    QVERIFY(listing->waitForFinished(20'000));
    const QJsonArray rows = QJsonDocument::fromJson(listing->readAllStandardOutput()).array();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(run(ctl, {u"flag"_s, rows[0].toObject()["id"_L1].toString(), u"+flagged"_s}, 300), 0);
    QCOMPARE(stack().serverFiles(u"user05"_s).first().flags, "F");
    QTest::qWait(1000); // longer than idle: the window keeps it
    QCOMPARE(window->state(), QProcess::Running);
    QCOMPARE(ctl.enginePid(), pid);
    QCOMPARE(engines(ctl).size(), 1);
    window->kill(); // no goodbye
    QVERIFY(window->waitForFinished(5000));
    QVERIFY(ctl.waitForEngineEnd(5000)); // though it would like to ask for the password
}

void EngineProcessTest::theWindowClosesAfterSend()
{
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user06"_s).code, 0);
    ipc::UseNetwork network{.caFiles = {stack().caFile()}, .connectTo = stack().connectTo()};
    qputenv("HIKYAKU_ENGINE_IDLE", "0");
    app::EngineLauncher launcher({ctl.profile()}, network);
    auto face = std::make_unique<ipc::Client>();
    QSignalSpy joined(&launcher, &app::EngineLauncher::joined);
    launcher.call(*face);
    QTRY_COMPARE(joined.size(), 1);
    const core::AccountId account{1};
    face->post(ipc::ProvidePassword{account, core::Secret(stack().password(u"user06"_s))});
    face->post(ipc::GoOnline{});
    const QByteArray eml = test::letter(u"user06@example.test"_s, u"user07@example.test"_s, "closed at once", "text");
    face->call(ipc::SubmitEml{account, eml}, &launcher, [&](const core::Result<core::SubmissionId> &queued) {
        if (queued) // it is in the Outbox; the person closes the window
            face.release()->deleteLater();
    });
    QTRY_VERIFY(!face);
    QTRY_COMPARE_WITH_TIMEOUT(stack().serverFiles(u"user07"_s).size(), 1, 20'000);
    QVERIFY(ctl.waitForEngineEnd(20'000));
    QCOMPARE(stack().serverFiles(u"user06"_s, u"Sent"_s).size(), 1); // and its copy was filed
    QCOMPARE(stack().serverFiles(u"user07"_s).size(), 1);
}

void EngineProcessTest::whatAKilledFaceHasBegunIsFinished()
{
    Ctl ctl;
    for (int i = 0; i < 150; ++i)
        QVERIFY(stack()
                .store(u"user08"_s, u"INBOX"_s,
                    test::letter(u"a@x.invalid"_s, u"b@x.invalid"_s, QByteArray::number(i), "t"))
                .isEmpty());
    QCOMPARE(ctl.addAccount(u"user08"_s).code, 0);
    const auto face = started(ctl, ctl.command({u"sync"_s, u"--bodies"_s, u"all"_s}), 0);
    const auto reader = store::Reader::open({ctl.profile()});
    QVERIFY(reader.has_value());
    QTRY_VERIFY_WITH_TIMEOUT(!(*reader)->mailboxes().isEmpty(), 20'000); // the synchronisation has begun
    face->kill();
    QVERIFY(face->waitForFinished(5000));
    QVERIFY(ctl.waitForEngineEnd(30'000));
    const auto listing = started(ctl, ctl.command({u"list"_s, u"INBOX"_s, u"--limit"_s, u"999"_s, u"--json"_s}), 0);
    QVERIFY(listing->waitForFinished(20'000));
    QCOMPARE(QJsonDocument::fromJson(listing->readAllStandardOutput()).array().size(), 150);
}

QTEST_GUILESS_MAIN(EngineProcessTest)
#include "tst_engineprocess.moc"
