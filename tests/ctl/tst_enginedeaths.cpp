// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/enginelauncher.h"
#include "ctl.h"
#include "models/workspace.h"
#include "tests/support/places.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

/** The engine is killed; nobody loses anything but time. */
class EngineDeathsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedWhileIdleNobodyNotices();
    void killedOverASyncItIsAskedAgain();
    void killedOverAChangeItIsCarriedOutOnce();
    void whatItDiesOverTwiceIsSetAside();
    void aWindowGetsANewOneByItself();
    void draftsOutliveBoth();
};

namespace
{
MailStack &stack()
{
    return *MailStack::shared();
}

QByteArray numbered(int number)
{
    return test::letter(u"a@x.invalid"_s, u"b@x.invalid"_s, "letter " + QByteArray::number(number), "text");
}

std::unique_ptr<QProcess> started(const Ctl &ctl, QStringList command)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(ctl.environment());
    const QString program = command.takeFirst();
    process->start(program, command);
    return process;
}

bool isAlive(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    return pid > 0 && stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}

/** Waits for an engine other than `before`, for at most 10 s. */
qint64 nextEngine(const Ctl &ctl, qint64 before)
{
    QElapsedTimer clock;
    for (clock.start(); clock.elapsed() < 10'000; QThread::usleep(500)) {
        const qint64 pid = ctl.enginePid();
        if (pid != before && isAlive(pid))
            return pid;
    }
    return 0;
}

/** Kills the engine as soon as its record says that `what` is under way after so many deaths; false: never seen. */
bool killOver(const Ctl &ctl, qint64 pid, const QByteArray &what, int deaths = 0)
{
    QElapsedTimer clock;
    for (clock.start(); clock.elapsed() < 10'000 && isAlive(pid); QThread::usleep(100)) {
        QFile file(ctl.profile() + u"/under-way"_s);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray record = file.readAll();
        const qsizetype at = record.indexOf(what);
        if (at < 3 || record[at - 3] != 1 || record[at - 2] != deaths)
            continue;
        ::kill(pid_t(pid), SIGKILL);
        return true;
    }
    return false;
}

QList<QByteArray> subjects(const Ctl &ctl)
{
    QList<QByteArray> found;
    for (const QJsonValue &row : ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s, u"--limit"_s, u"9999"_s}).array())
        found.append(row["subject"_L1].toString().toUtf8());
    return found;
}
} // namespace

void EngineDeathsTest::killedWhileIdleNobodyNotices()
{
    Ctl ctl;
    QVERIFY(stack().store(u"user21"_s, u"INBOX"_s, numbered(1)).isEmpty());
    QCOMPARE(ctl.addAccount(u"user21"_s).code, 0);
    for (int i = 0; i < 3; ++i) {
        qputenv("HIKYAKU_ENGINE_IDLE", "60000");
        app::EngineLauncher launcher({ctl.profile()}, {});
        ipc::Client face;
        launcher.call(face);
        QTRY_VERIFY(face.isReady());
        ::kill(pid_t(ctl.enginePid()), SIGKILL);
        QTRY_VERIFY(!face.isReady());
        QElapsedTimer clock;
        clock.start();
        const Ran ran = ctl.run({u"sync"_s});
        QVERIFY2(ran.code == 0, ran.report());
        QVERIFY2(clock.elapsed() < 6000, ran.report());
        QCOMPARE(subjects(ctl), QList<QByteArray>{"letter 1"});
    }
}

void EngineDeathsTest::killedOverASyncItIsAskedAgain()
{
    Ctl ctl;
    constexpr int count = 400;
    for (int i = 0; i < count; ++i)
        QVERIFY(stack().store(u"user22"_s, u"INBOX"_s, numbered(i)).isEmpty());
    QCOMPARE(ctl.addAccount(u"user22"_s).code, 0);
    for (const int milliseconds : {1, 50, 100, 200, 400}) {
        const auto face = started(ctl, ctl.command({u"sync"_s, u"--bodies"_s, u"all"_s}));
        const qint64 pid = nextEngine(ctl, 0);
        QVERIFY(pid > 0);
        QThread::msleep(ulong(milliseconds));
        ::kill(pid_t(pid), SIGKILL);
        QVERIFY(face->waitForFinished(60'000));
        QVERIFY2(face->exitCode() == 0, face->readAllStandardError());
        (void)ctl.waitForEngineEnd(5000);
        QCOMPARE(subjects(ctl).size(), count);
    }
    QList<QByteArray> all = subjects(ctl);
    std::ranges::sort(all);
    QCOMPARE(std::ranges::adjacent_find(all), all.end()); // nothing twice
}

void EngineDeathsTest::killedOverAChangeItIsCarriedOutOnce()
{
    Ctl ctl;
    QVERIFY(stack().store(u"user23"_s, u"INBOX"_s, numbered(1)).isEmpty());
    QVERIFY(stack().store(u"user23"_s, u"Work"_s, numbered(2)).isEmpty());
    QCOMPARE(ctl.addAccount(u"user23"_s).code, 0);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    const QString id = ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s}).array()[0]["id"_L1].toString();
    const auto face = started(ctl, ctl.command({u"move"_s, id, u"Work"_s}));
    const qint64 pid = nextEngine(ctl, 0);
    QVERIFY(pid > 0);
    QVERIFY(killOver(ctl, pid, "action 1"));
    QVERIFY(face->waitForFinished(60'000));
    QVERIFY2(face->exitCode() == 0, face->readAllStandardError());
    QCOMPARE(stack().serverFiles(u"user23"_s).size(), 0);
    QCOMPARE(stack().serverFiles(u"user23"_s, u"Work"_s).size(), 2);
    (void)ctl.waitForEngineEnd(5000);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    QCOMPARE(stack().serverFiles(u"user23"_s, u"Work"_s).size(), 2);
}

void EngineDeathsTest::whatItDiesOverTwiceIsSetAside()
{
    Ctl ctl;
    for (int i = 0; i < 100; ++i)
        QVERIFY(stack().store(u"user24"_s, u"INBOX"_s, numbered(i)).isEmpty());
    QVERIFY(stack().store(u"user24"_s, u"Work"_s, numbered(2)).isEmpty());
    QCOMPARE(ctl.addAccount(u"user24"_s).code, 0);
    QByteArray inbox = "mailbox 1 INBOX";
    Ran told;
    for (int i = 0; i < 8 && told.code != 6; ++i) { // it may have got a step further before we were quick enough
        const auto face = started(ctl, ctl.command({u"sync"_s}));
        const qint64 first = nextEngine(ctl, 0);
        const bool isKilledTwice = killOver(ctl, first, inbox) && killOver(ctl, nextEngine(ctl, first), inbox, 1);
        QVERIFY(face->waitForFinished(60'000));
        QCOMPARE(face->exitCode(), isKilledTwice ? 5 : 0); // asked twice, and no more
        (void)ctl.waitForEngineEnd(5000);
        told = ctl.run({u"sync"_s, u"--json"_s});
        if (told.code == 0) {
            QCOMPARE(ctl.run({u"account"_s, u"remove"_s, u"user24"_s, u"--erase"_s}).code, 0);
            QCOMPARE(ctl.addAccount(u"user24"_s).code, 0);
            inbox = "mailbox " + QByteArray::number(i + 2) + " INBOX";
        }
    }
    QVERIFY2(told.code == 6, told.report());
    QCOMPARE(told.failure()["code"_L1].toString(), u"set-aside"_s);
    QCOMPARE(told.failure()["context"_L1].toString(), u"INBOX"_s);
    QCOMPARE(subjects(ctl).size(), 0);
    QCOMPARE(ctl.json(u"list"_s, {u"list"_s, u"Work"_s}).array().size(), 1); // the others get theirs
    QVERIFY(QFile::remove(ctl.profile() + u"/under-way"_s)); // the way back
    const Ran again = ctl.run({u"sync"_s});
    QVERIFY2(again.code == 0, again.report());
    QCOMPARE(subjects(ctl).size(), 100);
}

void EngineDeathsTest::aWindowGetsANewOneByItself()
{
    Ctl ctl;
    QCOMPARE(ctl.run({u"trust"_s, u"forget"_s, u"nowhere.example.test:993"_s}).code, 2);
    qputenv("HIKYAKU_ENGINE_IDLE", "0");
    app::EngineLauncher launcher({ctl.profile()}, {});
    auto workspace = models::Workspace::open({ctl.profile()}, [&](ipc::Client &client) { launcher.call(client); });
    QVERIFY(workspace);
    int disconnected = 0;
    connect(workspace->get(), &models::Workspace::disconnected, this, [&] { ++disconnected; });
    qint64 before = 0;
    for (int i = 0; i < 3; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT((*workspace)->client().isReady(), 10'000);
        const qint64 pid = ctl.enginePid();
        QVERIFY(pid > 0 && pid != before);
        before = pid;
        ::kill(pid_t(pid), SIGKILL);
        QTRY_VERIFY(!(*workspace)->client().isReady());
    }
    QTRY_VERIFY_WITH_TIMEOUT((*workspace)->client().isReady(), 10'000);
    QCOMPARE(disconnected, 0); // no longer than a moment
}

/** Types into a draft as fast as it is saved and says what is saved; see draftsOutliveBoth(). */
static int typist(const QString &profile)
{
    app::EngineLauncher launcher({profile}, {});
    auto workspace = models::Workspace::open({profile}, [&](ipc::Client &client) { launcher.call(client); });
    if (!workspace)
        return 1;
    models::ComposeSession *session = (*workspace)->compose(workspace->get());
    session->setAutosaveDelay(std::chrono::milliseconds(20));
    session->startNew();
    int saved = 0, typed = 0;
    QObject::connect(session, &models::ComposeSession::dirtyChanged, session, [&](bool dirty) {
        if (dirty)
            return;
        saved = typed;
        std::printf("%d\n", saved);
        std::fflush(stdout);
    });
    QTimer keys;
    QObject::connect(&keys, &QTimer::timeout, session, [&] {
        if (saved == typed)
            session->setText(session->draft().text + u"%1 字。\n"_s.arg(++typed));
    });
    keys.start(1);
    return QCoreApplication::exec();
}

void EngineDeathsTest::draftsOutliveBoth()
{
    for (const bool engineFirst : {true, false}) {
        Ctl ctl;
        QCOMPARE(ctl.run({u"trust"_s, u"forget"_s, u"nowhere.example.test:993"_s}).code, 2);
        const auto face = started(ctl, {QCoreApplication::applicationFilePath(), u"--typist"_s, ctl.profile()});
        QTRY_VERIFY_WITH_TIMEOUT(face->bytesAvailable() > 20, 10'000);
        if (engineFirst) { // it writes on without one, though not for long
            ::kill(pid_t(ctl.enginePid()), SIGKILL);
            QTest::qWait(120);
        }
        face->kill();
        ::kill(pid_t(ctl.enginePid()), SIGKILL);
        QVERIFY(face->waitForFinished(5000));
        const int saved = face->readAllStandardOutput().trimmed().split('\n').last().toInt();
        QVERIFY(saved > 3);
        app::EngineLauncher launcher({ctl.profile()}, {});
        auto workspace = models::Workspace::open({ctl.profile()}, [&](ipc::Client &client) { launcher.call(client); });
        QVERIFY(workspace);
        QTRY_VERIFY_WITH_TIMEOUT((*workspace)->client().isReady(), 10'000);
        QTRY_VERIFY(QDir(ctl.profile() + u"/drafts"_s).isEmpty()); // the new engine has them
        const QList<core::Draft> kept = (*workspace)->unfinishedDrafts();
        QCOMPARE(kept.size(), 1);
        QString expected;
        const qsizetype lines = kept.first().text.count(u'\n');
        for (int i = 1; i <= lines; ++i)
            expected += u"%1 字。\n"_s.arg(i);
        QCOMPARE(kept.first().text, expected); // to the character
        QVERIFY2(lines >= saved && lines <= saved + 1, qPrintable(u"%1 of %2"_s.arg(lines).arg(saved)));
    }
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--typist")
        return typist(QString::fromLocal8Bit(argv[2]));
    EngineDeathsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_enginedeaths.moc"
