// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/draft.h"
#include "ctl.h"
#include "link/client.h"
#include "store/profilepaths.h"
#include "store/reader.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using core::Errc;
using test::Ctl;
using test::MailStack;
using test::Ran;

namespace
{
/** A profile on a file system of its own, of a few megabytes. Only this program and what it starts see it. */
class SmallDisk
{
public:
    explicit SmallDisk(const QString &folder)
        : m_folder(folder.toUtf8())
    {
        QDir().mkpath(folder);
    }
    ~SmallDisk() { ::umount2(m_folder, MNT_DETACH); }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    bool mount(const char *size) { return ::mount("none", m_folder, "tmpfs", 0, "size=" + QByteArray(size)) == 0; }
    bool grow(const char *size)
    {
        return ::mount("none", m_folder, "tmpfs", MS_REMOUNT, "size=" + QByteArray(size)) == 0;
    }
    /** Not one more byte fits. */
    void fill() const
    {
        QFile filler(QString::fromUtf8(m_folder) + u"/filler"_s);
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        for (const int block : {65536, 4096, 1}) {
            while (filler.write(QByteArray(block, 'x')) == block)
                ;
        }
    }
    void free() const { QVERIFY(QFile::remove(QString::fromUtf8(m_folder) + u"/filler"_s)); }

private:
    QByteArray m_folder;
};

QByteArray noise(quint32 seed, int bytes)
{
    QRandomGenerator random(seed);
    QByteArray text;
    while (text.size() < bytes) {
        for (int i = 0; i < 70; ++i)
            text.append(char(random.bounded(33, 126)));
        text.append('\n');
    }
    return text;
}

void put(const QString &user, int count, int bytes)
{
    for (int i = 1; i <= count; ++i) {
        const QByteArray letter = test::letter(u"bob@example.test"_s, user + u"@example.test"_s,
            "Number " + QByteArray::number(i), noise(quint32(i), bytes));
        QCOMPARE(MailStack::shared()->store(user, u"INBOX"_s, letter), QString());
    }
}

QJsonArray rows(const Ctl &ctl)
{
    return ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s, u"--limit"_s, u"1000"_s}).array();
}
} // namespace

/** Not a byte is left: what was not stored is vouched for by nobody, the person is told, and it goes on with room. */
class FullDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // What is mounted here is seen by nobody else. Refused for who is not root: then in a user namespace.
        const bool own = ::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
        QVERIFY2(own, "this test needs the right to mount; ./dev gives it");
        (void)::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr); // in ./dev it is
    }

    void theFirstSynchronisation()
    {
        put(u"user01"_s, 40, 60'000);
        Ctl ctl;
        SmallDisk disk(ctl.profile());
        QVERIFY(disk.mount("1200k"));
        QCOMPARE(ctl.addAccount(u"user01"_s).code, 0);
        const Ran full = ctl.run({u"sync"_s, u"--bodies"_s, u"all"_s});
        QVERIFY2(full.code == 6 && full.err.contains("disk is full"), full.report());
        QVERIFY(disk.grow("64m"));
        const Ran synced = ctl.run({u"sync"_s, u"--bodies"_s, u"all"_s});
        QVERIFY2(synced.code == 0, synced.report());
        QCOMPARE(rows(ctl).size(), 40);
        const store::ProfilePaths paths{ctl.profile()};
        const auto reader = store::Reader::open(paths);
        QVERIFY(reader);
        int bodies = 0;
        for (const QJsonValue &row : rows(ctl)) {
            const auto key = core::MessageKey::fromString(row["id"_L1].toString());
            const auto bytes = (*reader)->body(*key);
            for (const MailStack::StoredMessage &message : MailStack::shared()->serverFiles(u"user01"_s)) {
                if (bytes && message.uid == key->uid.value() && message.bytes == *bytes)
                    ++bodies;
            }
        }
        QCOMPARE(bodies, 40);
        const Ran verified = ctl.json(u"doctor"_s, {u"doctor"_s, u"--verify"_s});
        QVERIFY2(verified.code == 0, verified.report());
    }

    void anActionWhileTheEngineRuns()
    {
        put(u"user02"_s, 2, 100);
        Ctl ctl;
        ctl.setVariable(u"HIKYAKU_ENGINE_IDLE"_s, u"60000"_s);
        SmallDisk disk(ctl.profile());
        QVERIFY(disk.mount("4m"));
        QCOMPARE(ctl.addAccount(u"user02"_s).code, 0);
        QCOMPARE(ctl.run({u"sync"_s}).code, 0);
        const QString id = rows(ctl).first()["id"_L1].toString();
        disk.fill();
        // The logs of the stores have some room that is theirs already.
        Ran refused;
        int taken = 0;
        for (; taken < 400; ++taken) {
            refused = ctl.run({u"flag"_s, id, taken % 2 == 0 ? u"+flagged"_s : u"-flagged"_s});
            if (refused.code != 0)
                break;
        }
        QVERIFY2(refused.code == 6 && refused.err.contains("disk is full"), refused.report());
        const bool flagged = taken % 2 != 0; // by the last one that was taken
        const auto flags = [&] {
            return rows(ctl).first()["flags"_L1].toArray();
        };
        QCOMPARE(flags().contains(u"flagged"_s), flagged);
        const auto onServer = [&] {
            for (const MailStack::StoredMessage &message : MailStack::shared()->serverFiles(u"user02"_s)) {
                if (id.endsWith(u':' + QString::number(message.uid)))
                    return message.flags.contains('F');
            }
            return false;
        };
        QCOMPARE(onServer(), flagged);
        disk.free();
        const Ran done = ctl.run({u"flag"_s, id, flagged ? u"-flagged"_s : u"+flagged"_s});
        QVERIFY2(done.code == 0, done.report());
        QCOMPARE(onServer(), !flagged);
        QCOMPARE(flags().contains(u"flagged"_s), !flagged);
    }

    void aDraftThatCannotBeSavedIsNotCalledSaved()
    {
        Ctl ctl;
        ctl.setVariable(u"HIKYAKU_ENGINE_IDLE"_s, u"60000"_s);
        SmallDisk disk(ctl.profile());
        QVERIFY(disk.mount("4m"));
        QCOMPARE(ctl.addAccount(u"user03"_s).code, 0);
        QVERIFY(ctl.enginePid() > 0);
        const store::ProfilePaths paths{ctl.profile()};
        ipc::Client client;
        client.connectTo(paths.socket());
        QTRY_VERIFY(client.isReady());
        core::Draft draft{.token = u"4f1c2a52-0a0e-4c53-9d1f-7a1f8f0e6a11"_s, .account = core::AccountId{1}};
        std::optional<core::Result<core::DraftId>> answer;
        const auto save = [&](int size) {
            answer.reset();
            draft.text = QString::fromLatin1(noise(quint32(size), size));
            client.call(ipc::SaveDraft{draft}, &client, [&](core::Result<core::DraftId> given) { answer = given; });
            return QTest::qWaitFor([&] { return answer.has_value(); }, 20'000);
        };
        QVERIFY(save(1000));
        QVERIFY(answer->has_value());
        const QString before = draft.text;
        disk.fill();
        QVERIFY(save(1'500'000));
        QVERIFY(!answer->has_value());
        QCOMPARE(answer->error().code, Errc::StoreFull);
        QCOMPARE(store::Reader::open(paths).value()->drafts().first().text, before);
        disk.free();
        QVERIFY(save(200'000));
        QVERIFY(answer->has_value());
        QCOMPARE(store::Reader::open(paths).value()->drafts().size(), 1);
        QCOMPARE(store::Reader::open(paths).value()->drafts().first().text, draft.text);
    }

    void anEngineThatCannotStartIsToldAsWhatItIs()
    {
        put(u"user04"_s, 1, 100);
        Ctl ctl;
        SmallDisk disk(ctl.profile());
        QVERIFY(disk.mount("4m"));
        QCOMPARE(ctl.addAccount(u"user04"_s).code, 0);
        QCOMPARE(ctl.run({u"sync"_s}).code, 0);
        QVERIFY(ctl.waitForEngineEnd(10'000));
        disk.fill();
        const Ran refused = ctl.run({u"sync"_s});
        QVERIFY2(refused.code == 6 && refused.err.contains("disk is full"), refused.report());
        QCOMPARE(rows(ctl).size(), 1); // what is there can be read
        disk.free();
        const Ran synced = ctl.run({u"sync"_s});
        QVERIFY2(synced.code == 0, synced.report());
    }
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "tst_fulldisk.moc"
