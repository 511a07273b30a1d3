// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/database.h"
#include "store/reader.h"
#include "store/salvage.h"
#include "store/transaction.h"

#include <QDir>
#include <QRandomGenerator>
#include <QtTest>

#include <csignal>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace store;
using namespace Qt::StringLiterals;
using core::AccountId;
using core::Errc;
using core::Uid;

namespace
{
constexpr int kMessages = 40;
constexpr int kPlaces = 60;

IndexedMessage message(quint32 uid)
{
    IndexedMessage m;
    m.uid = Uid{uid};
    m.envelope.subject = u"件名 %1 "_s.arg(uid) + QString(int(uid % 7) * 20, u'x');
    m.envelope.from = {{u"山田 太郎"_s, u"taro@example.test"_s}};
    m.envelope.messageId = u"m%1@example.test"_s.arg(uid);
    m.internalDate = QDateTime(QDate(2026, 11, 24), QTime(9, int(uid % 60)), QTimeZone::UTC);
    m.size = 1000 + uid;
    return m;
}

QByteArray body(quint32 uid)
{
    QByteArray bytes = "Subject: " + QByteArray::number(uid) + "\r\n\r\n";
    QRandomGenerator random(uid);
    for (quint32 i = 0; i < 200 + uid * 97; ++i)
        bytes.append(char(random.bounded(32, 126)));
    return bytes;
}

core::MessageKey key(quint32 uid)
{
    return {AccountId{1}, "INBOX", core::UidValidity{7}, Uid{uid}};
}

core::Draft draft(int number)
{
    return {.token = u"4f1c2a52-0a0e-4c53-9d1f-%1"_s.arg(number, 12, 10, QChar(u'0')),
        .account = AccountId{1},
        .subject = u"下書き %1"_s.arg(number),
        .text = u"本文 "_s.repeated(200)};
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void copyFolder(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    QVERIFY(QDir().mkpath(to));
    for (const QString &name : QDir(from).entryList(QDir::Files))
        QVERIFY(QFile::copy(from + u'/' + name, to + u'/' + name));
}

/** As a synchronisation does: everything is written once more, then everything is read. */
core::Result<> fill(Database &db)
{
    Transaction tx(db);
    const auto inbox = tx.upsertMailbox({.account = AccountId{1}, .rawName = "INBOX", .name = u"INBOX"_s});
    if (!inbox)
        return std::unexpected(inbox.error());
    if (auto set = tx.setSyncState(*inbox, core::UidValidity{7}, Uid{kMessages + 1}, {}, Uid{1}); !set)
        return set;
    QList<IndexedMessage> list;
    for (quint32 uid = 1; uid <= kMessages; ++uid) {
        list.append(message(uid));
        if (auto put = tx.putBody(key(uid), body(uid)); !put)
            return put;
    }
    if (auto put = tx.upsertMessages(*inbox, list); !put)
        return put;
    return tx.commit().transform([](const core::StoreChanges &) { });
}

core::Result<> fillJournal(Database &db)
{
    Transaction tx(db);
    tx.addAccount({.name = u"会社"_s, .address = u"taro@example.test"_s}).value();
    for (int i = 0; i < 20; ++i) {
        tx.saveDraft(draft(i)).value();
        tx.queueSubmission({.account = AccountId{1}, .subject = u"送信 %1"_s.arg(i)}, body(quint32(i))).value();
        tx.queueAction({.account = AccountId{1}, .action = core::SetFlags{}}).value();
    }
    return tx.commit().transform([](const core::StoreChanges &) { });
}
} // namespace

/** Bytes that flip, files that end early or are not there: never a crash, never a wrong body, never mail lost quietly.
 */
class DamageTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    ProfilePaths m_good{m_folder.path() + u"/good"_s};
    ProfilePaths m_bad{m_folder.path() + u"/bad"_s};

    /** Uses a profile as the program would, until it is whole; at most two starts, the second a day later. */
    void useUntilWhole()
    {
        for (int start = 1; start <= 2; ++start) {
            auto db = Database::open(m_bad);
            QVERIFY2(db, db ? "" : qPrintable(db.error().context + QString::fromUtf8(db.error().serverText)));
            const auto reader = Reader::open(m_bad);
            QVERIFY(reader);
            for (quint32 uid = 1; uid <= kMessages; ++uid) {
                const auto bytes = (*reader)->body(key(uid));
                QVERIFY(!bytes || *bytes == body(uid));
            }
            for (const core::Mailbox &mailbox : (*reader)->mailboxes())
                (void)(*reader)->firstPage(mailbox.id, -1);
            const auto filled = fill(**db);
            const auto mailboxes = (*reader)->mailboxes();
            bool whole
                = filled && mailboxes.size() == 1 && (*reader)->firstPage(mailboxes.first().id, -1).size() == kMessages;
            for (quint32 uid = 1; whole && uid <= kMessages; ++uid)
                whole = (*reader)->body(key(uid)) == std::optional(body(uid));
            if (whole)
                return;
            QVERIFY2(start == 1, filled ? "not all is there" : filled.error().serverText);
            QFile copy(snapshotOf(m_bad));
            QVERIFY(copy.open(QIODevice::ReadWrite));
            QVERIFY(copy.setFileTime(QDateTime::currentDateTime().addDays(-2), QFile::FileModificationTime));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto db = Database::open(m_good);
        QVERIFY(db);
        QVERIFY(fillJournal(**db));
        QVERIFY(fill(**db));
        QCOMPARE((*db)->notices(), {});
        db->reset();
        QVERIFY(Database::open(m_good)); // makes today's copy of the journal
    }

    void aFlippedByteIsMadeGood_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("index") << u"index.db"_s;
        QTest::newRow("bodies") << u"bodies.db"_s;
    }
    void aFlippedByteIsMadeGood()
    {
        QFETCH(QString, name);
        const QByteArray good = contents(m_good.directory + u'/' + name);
        QRandomGenerator random(20261125);
        for (int i = 0; i < kPlaces; ++i) {
            copyFolder(m_good.directory, m_bad.directory);
            QByteArray bad = good;
            // The first rounds go where a file is most vulnerable.
            const qsizetype place = i < 10 ? random.bounded(120) : random.bounded(int(good.size()));
            bad[place] = char(bad[place] ^ char(random.bounded(1, 256)));
            overwrite(m_bad.directory + u'/' + name, bad);
            useUntilWhole();
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"byte %1 of %2"_s.arg(place).arg(name)));
        }
    }

    void aFileThatIsCutOrOldOrNoneIsMadeGood_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        for (const QString &name : {u"index.db"_s, u"bodies.db"_s}) {
            const QByteArray good = contents(m_good.directory + u'/' + name);
            const QByteArray label = name.toUtf8();
            for (const qsizetype size :
                {qsizetype(0), qsizetype(50), qsizetype(4096), good.size() / 2, good.size() - 1})
                QTest::newRow((label + " cut at " + QByteArray::number(size)).constData()) << name << good.first(size);
            QTest::newRow((label + " garbage").constData()) << name << QByteArray(30'000, 'x');
            for (const char version : {1, 99}) { // in the header, big-endian
                QByteArray other = good;
                other[63] = version;
                QTest::newRow((label + " version " + QByteArray::number(version)).constData()) << name << other;
            }
        }
    }
    void aFileThatIsCutOrOldOrNoneIsMadeGood()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        copyFolder(m_good.directory, m_bad.directory);
        overwrite(m_bad.directory + u'/' + name, bytes);
        useUntilWhole();
    }

    void damageThatIsMetIsMadeGoodByTheNextStartAndTold()
    {
        copyFolder(m_good.directory, m_bad.directory);
        QByteArray bad = contents(m_good.index());
        for (qsizetype page = 4096; page < bad.size(); page += 4096)
            bad[page] = char(0x77); // no kind of page
        overwrite(m_bad.index(), bad);
        qint64 before = 0;
        {
            const auto db = Database::open(m_bad);
            QVERIFY(db); // nothing tells yet
            before = (*db)->idBase();
            QCOMPARE((*db)->notices(), {});
            QCOMPARE(fill(**db).error().code, Errc::StoreCorrupt);
        }
        const auto db = Database::open(m_bad);
        QVERIFY(db);
        QCOMPARE((*db)->notices().size(), 1);
        QCOMPARE((*db)->notices().first().what, StoreNotice::What::Renewed);
        QCOMPARE(contents((*db)->notices().first().aside), bad);
        QVERIFY((*db)->idBase() > before);
    }

    void afterACrashTheIndexIsLookedAtClosely()
    {
        copyFolder(m_good.directory, m_bad.directory);
        QByteArray bad = contents(m_good.index());
        bad[bad.size() - 4096] = char(0x77);
        overwrite(m_bad.index(), bad);
        overwrite(m_bad.lock(), "99999999\nhikyaku-engine\n" + QSysInfo::machineHostName().toUtf8() + '\n');
        const auto db = Database::open(m_bad);
        QVERIFY(db);
        QCOMPARE((*db)->notices().size(), 1);
    }

    void whatOnlyWeHaveIsTakenOutOfDamagedBodies()
    {
        copyFolder(m_good.directory, m_bad.directory);
        {
            const auto db = Database::open(m_bad).value();
            Transaction tx(*db);
            QVERIFY(tx.keepGone(key(3)) && tx.keepGone(key(40)));
            tx.commit().value();
        }
        QByteArray bad = contents(m_bad.bodies());
        bad[bad.size() / 2 / 4096 * 4096] = char(0x77);
        overwrite(m_bad.bodies(), bad);
        overwrite(suspicionOf(m_bad.bodies()), {});
        const auto db = Database::open(m_bad).value();
        QCOMPARE(db->notices().size(), 1);
        QCOMPARE(db->notices().first().what, StoreNotice::What::Rescued);
        const auto reader = Reader::open(m_bad).value();
        int there = 0;
        for (quint32 uid = 1; uid <= kMessages; ++uid) {
            const auto bytes = reader->body(key(uid));
            QVERIFY(!bytes || *bytes == body(uid));
            there += bytes ? 1 : 0;
        }
        QVERIFY2(there > kMessages / 3, QByteArray::number(there));
        QVERIFY(!reader->gone().isEmpty());
    }

    void aDamagedJournalStaysAsItIsAndIsRescuedOnDemand()
    {
        const QByteArray good = contents(m_good.journal());
        QRandomGenerator random(3);
        int refused = 0, least = 20, leastAlone = 20;
        for (int i = 0; i < kPlaces; ++i) {
            copyFolder(m_good.directory, m_bad.directory);
            QByteArray bad = good;
            const qsizetype page = random.bounded(int(good.size() / 4096)) * 4096;
            const qsizetype place = i < 10 ? random.bounded(120) // half of them where pages begin
                : i < 40                   ? page + random.bounded(12)
                                           : random.bounded(int(good.size()));
            bad[place] = char(bad[place] ^ char(random.bounded(1, 256)));
            overwrite(m_bad.journal(), bad);
            const auto opened = Database::open(m_bad);
            if (opened)
                continue; // a byte that nobody reads, or one of somebody's text
            ++refused;
            QVERIFY(opened.error().code == Errc::StoreCorrupt || opened.error().code == Errc::StoreFailed);
            QCOMPARE(contents(m_bad.journal()), bad);
            QVERIFY(QFile::rename(snapshotOf(m_bad), m_bad.directory + u"/hidden"_s));
            const auto alone = rescueJournal(m_bad);
            QVERIFY(alone);
            leastAlone = std::min(leastAlone, int(alone->drafts));
            QVERIFY(QFile::rename(m_bad.directory + u"/hidden"_s, snapshotOf(m_bad)));
            overwrite(m_bad.journal(), bad);
            const auto rescue = rescueJournal(m_bad);
            QVERIFY2(rescue, rescue ? "" : rescue.error().serverText);
            QCOMPARE(contents(rescue->aside), bad);
            QVERIFY(Database::open(m_bad));
            const auto reader = Reader::open(m_bad).value();
            least = std::min(least, int(reader->drafts().size()));
            for (const core::Submission &one : reader->submissions())
                QVERIFY(one.state == core::SubmissionState::Unknown); // it may have been sent
        }
        QVERIFY2(refused >= 10, QByteArray::number(refused));
        QCOMPARE(least, 20);
        qInfo("refused %d of %d; drafts rescued without a copy: %d of 20 at worst", refused, kPlaces, leastAlone);
    }

    void aJournalWithoutAnythingReadableComesFromTheCopy()
    {
        for (const QByteArray &bad : {QByteArray(), QByteArray(20'000, 'x')}) {
            copyFolder(m_good.directory, m_bad.directory);
            overwrite(m_bad.journal(), bad);
            QCOMPARE(Database::open(m_bad).error().code, Errc::StoreCorrupt);
            QCOMPARE(contents(m_bad.journal()), bad);
            const auto rescue = rescueJournal(m_bad);
            QVERIFY(rescue);
            QVERIFY(rescue->fromSnapshot > 40);
            QVERIFY(Database::open(m_bad));
            const auto reader = Reader::open(m_bad).value();
            QCOMPARE(reader->accounts().size(), 1);
            QCOMPARE(reader->drafts().size(), 20);
            QCOMPARE(reader->drafts().first().text, draft(0).text);
            QCOMPARE(reader->submissions().size(), 20);
            QCOMPARE(reader->submissions().first().state, core::SubmissionState::Unknown);
            QVERIFY(reader->allActions().isEmpty()); // done since then, perhaps
        }
    }

    void theCopyIsOneADayAndItsOwnersOnly()
    {
        copyFolder(m_good.directory, m_bad.directory);
        const QString latest = snapshotOf(m_bad), before = latest + u".1"_s;
        QVERIFY(QFile::remove(latest));
        QVERIFY(Database::open(m_bad));
        QVERIFY(QFile::exists(latest) && !QFile::exists(before));
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(latest) & others));
        const QDateTime first = QFileInfo(latest).lastModified();
        QVERIFY(Database::open(m_bad));
        QCOMPARE(QFileInfo(latest).lastModified(), first);
        QFile file(latest);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-2), QFile::FileModificationTime));
        file.close();
        QVERIFY(Database::open(m_bad));
        QVERIFY(QFile::exists(before));
        QVERIFY(QFileInfo(latest).lastModified() > QDateTime::currentDateTime().addSecs(-60));
    }

    void aJournalThatLostItsLogOpensAndTheLossIsTold()
    {
        copyFolder(m_good.directory, m_bad.directory);
        QTemporaryDir crashed;
        const ProfilePaths after{crashed.path() + u"/p"_s};
        {
            const auto db = Database::open(m_bad).value();
            Transaction tx(*db);
            tx.queueAction({.account = AccountId{1}, .action = core::SetFlags{}}).value();
            const auto inbox = tx.mailboxOf(key(1)).value();
            QVERIFY(tx.changeFlags(inbox, Uid{1}, core::Flag::Flagged, {}));
            tx.commit().value();
            copyFolder(m_bad.directory, after.directory); // as a crash leaves it
        }
        QVERIFY(QFile::remove(after.journal() + u"-wal"_s));
        QFile::remove(after.journal() + u"-shm"_s);
        const auto db = Database::open(after);
        QVERIFY(db);
        QCOMPARE((*db)->notices().size(), 1);
        QCOMPARE((*db)->notices().first().what, StoreNotice::What::JournalLost);
        QVERIFY((*db)->isIndexBehind()); // it shows what is queued no more
    }

    void whatTheJournalTookIsDoneAndTheIndexFollows();
    void whatFollowsAFailureIsNotKept();
    void aFolderThatCannotBeWrittenCanBeRead();
};

void DamageTest::whatTheJournalTookIsDoneAndTheIndexFollows()
{
    copyFolder(m_good.directory, m_bad.directory);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before = {};
    ::getrlimit(RLIMIT_FSIZE, &before);
    {
        const auto db = Database::open(m_bad).value();
        for (int i = 0; i < 4; ++i)
            QVERIFY(fill(*db)); // the index's log is longer than the journal's now
        const qint64 size = QFileInfo(m_bad.index() + u"-wal"_s).size();
        QVERIFY(size > QFileInfo(m_bad.journal() + u"-wal"_s).size() + 25'000);
        Transaction tx(*db);
        const auto inbox = tx.mailboxOf(key(1)).value();
        tx.queueAction({.account = AccountId{1}, .action = core::SetFlags{{{key(1), {}, 0}}, core::Flag::Flagged, {}}})
            .value();
        QVERIFY(tx.changeFlags(inbox, Uid{1}, core::Flag::Flagged, {}));
        rlimit limit = before;
        limit.rlim_cur = rlim_t(size);
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto committed = tx.commit();
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(committed); // "failed" would make the person do it twice
        QVERIFY(db->isIndexBehind());
        const auto reader = Reader::open(m_bad).value();
        QCOMPARE(reader->actions(AccountId{1}).size(), 21);
        QVERIFY(!reader->find(key(1))->flags.has(core::Flag::Flagged));
        // What touches the index alone is told as what it is.
        Transaction other(*db);
        QVERIFY(other.actions(AccountId{1})); // even when it has looked into the journal
        QVERIFY(other.changeFlags(inbox, Uid{2}, core::Flag::Flagged, {}));
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto refused = other.commit();
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!refused);
    }
    { // the program ended before it could catch up
        const auto db = Database::open(m_bad).value();
        QVERIFY(db->isIndexBehind());
        Transaction tx(*db);
        QVERIFY(tx.catchUp());
        QVERIFY(tx.commit());
    }
    const auto db = Database::open(m_bad).value();
    QVERIFY(!db->isIndexBehind());
    QCOMPARE(db->notices(), {});
}

void DamageTest::whatFollowsAFailureIsNotKept()
{
    copyFolder(m_good.directory, m_bad.directory);
    const auto db = Database::open(m_bad).value();
    const auto pages = db->journal().value(u"PRAGMA page_count"_s).value().toInt();
    QVERIFY(db->journal().value(u"PRAGMA max_page_count = %1"_s.arg(pages + 2)));
    {
        Transaction tx(*db);
        QVERIFY(tx.setSetting(u"a"_s, u"1"_s));
        core::Draft large = draft(99);
        large.text = u"x"_s.repeated(200'000);
        QCOMPARE(tx.saveDraft(large).error().code, Errc::StoreFull);
        QVERIFY(!tx.setSetting(u"b"_s, u"2"_s)); // SQLite has rolled back: this would stand alone
        QCOMPARE(tx.commit().error().code, Errc::StoreFull);
    }
    const auto reader = Reader::open(m_bad).value();
    QCOMPARE(reader->setting(u"a"_s), QString());
    QCOMPARE(reader->setting(u"b"_s), QString());
    QVERIFY(db->journal().value(u"PRAGMA max_page_count = 100000"_s));
    Transaction tx(*db);
    QVERIFY(tx.setSetting(u"a"_s, u"1"_s));
    QVERIFY(tx.commit());
}

/** In a child with file systems of its own: root may write where the rights say nobody may. */
void DamageTest::aFolderThatCannotBeWrittenCanBeRead()
{
    copyFolder(m_good.directory, m_bad.directory);
    const pid_t child = ::fork();
    if (child == 0) {
        const QByteArray folder = m_bad.directory.toUtf8();
        constexpr auto again = MS_REMOUNT | MS_BIND | MS_RDONLY;
        if (::unshare(::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0)
            ::_exit(9);
        // Refused in a chroot, where ./dev has done it.
        (void)::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
        if (::mount(folder, folder, nullptr, MS_BIND, nullptr) != 0
            || ::mount("none", folder, nullptr, again, nullptr) != 0)
            ::_exit(9);
        const auto db = Database::open(m_bad);
        if (db || db.error().code != Errc::StoreFailed || !db.error().context.startsWith(m_bad.directory)
            || db.error().context == kProfileInUse)
            ::_exit(1);
        const auto reader = Reader::open(m_bad);
        if (!reader)
            ::_exit(2);
        if ((*reader)->body(key(5)) != std::optional(body(5)) || (*reader)->drafts().size() != 20)
            ::_exit(3);
        const auto mailboxes = (*reader)->mailboxes();
        ::_exit(mailboxes.size() == 1 && (*reader)->firstPage(mailboxes.first().id, -1).size() == kMessages ? 0 : 4);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QVERIFY2(WEXITSTATUS(status) != 9, "needs the right to mount");
    QCOMPARE(WEXITSTATUS(status), 0);
}

QTEST_GUILESS_MAIN(DamageTest)
#include "tst_damage.moc"
