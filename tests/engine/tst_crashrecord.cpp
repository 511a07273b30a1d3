// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/crashrecord.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using engine::CrashRecord;

/** What deaths were over: told apart from what merely was there. */
class CrashRecordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void twoDeathsInARowSetAside();
    void whatEndsAliveIsForgiven();
    void aStepForwardForgivesEarlierDeaths();
    void onlyWhatWasUnderWayCounts();
    void anotherVersionTriesAgain();
    void longNamesStayApart();
    void moreThanFitsIsNoHarm();
    void withoutAFileNothingIsSetAside();
    void onlyItsOwnerReadsIt();

private:
    QString path() const { return m_folder->filePath(u"under-way"_s); }
    /** Another process begins these and is killed. */
    void die(const QByteArrayList &whats, bool steppedForward = false) const;
    bool isAside(const QByteArray &what) const
    {
        CrashRecord record(path());
        return !record.begin(what, u"it"_s);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void CrashRecordTest::die(const QByteArrayList &whats, bool steppedForward) const
{
    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        CrashRecord record(path());
        std::list<CrashRecord::Entry> entries;
        for (const QByteArray &what : whats) {
            if (auto entry = record.begin(what, {}))
                entries.push_back(*std::move(entry));
        }
        if (steppedForward)
            entries.back().stepForward();
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
}

void CrashRecordTest::twoDeathsInARowSetAside()
{
    die({"mailbox 1 INBOX"});
    die({"mailbox 1 INBOX"});
    CrashRecord record(path());
    const auto again = record.beginMailbox(core::AccountId{1}, "INBOX", u"受信箱"_s);
    QVERIFY(!again);
    QCOMPARE(again.error().code, core::Errc::SetAside);
    QCOMPARE(again.error().context, u"受信箱"_s);
    QVERIFY(record.beginMailbox(core::AccountId{2}, "INBOX", {}));
    const CrashRecord later(path()); // it stays so
    QVERIFY(isAside("mailbox 1 INBOX"));
}

void CrashRecordTest::whatEndsAliveIsForgiven()
{
    die({"a"});
    QVERIFY(!isAside("a")); // began and ended
    die({"a"});
    QVERIFY(!isAside("a"));
}

void CrashRecordTest::aStepForwardForgivesEarlierDeaths()
{
    die({"a"});
    die({"a"}, true);
    die({"a"}, true);
    QVERIFY(!isAside("a"));
    die({"a"});
    die({"a"});
    QVERIFY(isAside("a"));
}

void CrashRecordTest::onlyWhatWasUnderWayCounts()
{
    die({"a", "b"});
    die({"b"});
    QVERIFY(isAside("b"));
    QVERIFY(!isAside("a"));
}

void CrashRecordTest::anotherVersionTriesAgain()
{
    die({"a"});
    die({"a"});
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray head = file.peek(64);
    QVERIFY(head.contains(HIKYAKU_VERSION));
    QByteArray older = head;
    older.replace(HIKYAKU_VERSION, "0.0.9");
    file.write(older);
    file.close();
    QVERIFY(!isAside("a"));
}

void CrashRecordTest::longNamesStayApart()
{
    const QByteArray same(400, 'x');
    die({same + "1"});
    die({same + "1"});
    QVERIFY(isAside(same + "1"));
    QVERIFY(!isAside(same + "2"));
}

void CrashRecordTest::moreThanFitsIsNoHarm()
{
    die({"bad"});
    die({"bad"});
    QByteArrayList many;
    for (int i = 0; i < 200; ++i)
        many.append("message " + QByteArray::number(i));
    die(many);
    QVERIFY(isAside("bad"));
    CrashRecord record(path());
    std::list<CrashRecord::Entry> entries;
    for (const QByteArray &what : many) {
        auto entry = record.begin(what, {});
        QVERIFY(entry);
        entries.push_back(*std::move(entry));
    }
    entries.clear();
    QVERIFY(!record.begin("bad", {}));
}

void CrashRecordTest::withoutAFileNothingIsSetAside()
{
    CrashRecord record(m_folder->filePath(u"no/such/folder"_s));
    auto one = record.begin("a", {});
    QVERIFY(one);
    one->stepForward();
}

void CrashRecordTest::onlyItsOwnerReadsIt()
{
    const CrashRecord record(path());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(path()) & others));
}

QTEST_GUILESS_MAIN(CrashRecordTest)
#include "tst_crashrecord.moc"
