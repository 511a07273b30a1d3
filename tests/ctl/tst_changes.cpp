// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl.h"

#include <QTest>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

namespace
{
void putLetters(const QString &user, int count)
{
    for (int i = 1; i <= count; ++i) {
        const QByteArray letter
            = test::letter(u"bob@example.test"_s, user + u"@example.test"_s, "Number " + QByteArray::number(i), "Hi");
        const QString error = MailStack::shared()->store(user, u"INBOX"_s, letter);
        QVERIFY2(error.isEmpty(), qPrintable(error));
    }
}

qsizetype onServer(const QString &user, const QString &mailbox = u"INBOX"_s)
{
    return MailStack::shared()->serverFiles(user, mailbox).size();
}

QStringList idsOf(const Ctl &ctl, const QString &folder)
{
    QStringList ids;
    for (const QJsonValue &row : ctl.json(u"list"_s, {u"list"_s, folder}).array())
        ids.append(row["id"_L1].toString());
    return ids;
}

QStringList foldersOf(const Ctl &ctl)
{
    QStringList names;
    for (const QJsonValue &folder : ctl.json(u"folders"_s, {u"folders"_s}).array())
        names.append(folder["name"_L1].toString());
    return names;
}

void begin(Ctl &ctl, const QString &user, int letters)
{
    putLetters(user, letters);
    QCOMPARE(ctl.addAccount(user).code, 0);
    const Ran synced = ctl.run({u"sync"_s});
    QVERIFY2(synced.code == 0, synced.report());
}

void goOffline(Ctl &ctl)
{
    ctl.setConnectTo({u"imap.example.test:993=127.0.0.1:%1"_s.arg(MailStack::shared()->closedPort())});
}
} // namespace

/** copy, delete --for-good, undo and folder against real servers. */
class ChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCopyIsMadeAndTakenBack()
    {
        Ctl ctl;
        begin(ctl, u"user01"_s, 2);
        const Ran copied = ctl.json(u"changed"_s, {u"copy"_s, idsOf(ctl, u"INBOX"_s).value(0), u"Archive"_s});
        QVERIFY2(copied.code == 0, copied.report());
        QCOMPARE(onServer(u"user01"_s), 2);
        QCOMPARE(onServer(u"user01"_s, u"Archive"_s), 1);
        QCOMPARE(idsOf(ctl, u"Archive"_s).size(), 1);
        const Ran undone = ctl.json(u"changed"_s, {u"undo"_s});
        QVERIFY2(undone.code == 0, undone.report());
        QCOMPARE(onServer(u"user01"_s), 2);
        QCOMPARE(onServer(u"user01"_s, u"Archive"_s), 0);
        QCOMPARE(ctl.run({u"undo"_s}).code, 2); // nothing is left
    }

    void aMoveIsTakenBack()
    {
        Ctl ctl;
        begin(ctl, u"user02"_s, 1);
        QCOMPARE(ctl.run({u"move"_s, idsOf(ctl, u"INBOX"_s).value(0), u"Archive"_s}).code, 0);
        QCOMPARE(onServer(u"user02"_s), 0);
        const Ran undone = ctl.run({u"undo"_s});
        QVERIFY2(undone.code == 0, undone.report());
        QCOMPARE(onServer(u"user02"_s), 1);
        QCOMPARE(onServer(u"user02"_s, u"Archive"_s), 0);
        QCOMPARE(idsOf(ctl, u"INBOX"_s).size(), 1);
    }

    void whatIsDeletedForGoodWaitsForAChangeOfMind()
    {
        Ctl ctl;
        begin(ctl, u"user03"_s, 2);
        const QString id = idsOf(ctl, u"INBOX"_s).value(0);
        const Ran deleted = ctl.json(u"changed"_s, {u"delete"_s, u"--for-good"_s, id});
        QVERIFY2(deleted.code == 7 && deleted.object()["queued"_L1].toBool(), deleted.report());
        QCOMPARE(idsOf(ctl, u"INBOX"_s).size(), 1);
        QCOMPARE(onServer(u"user03"_s), 2);
        const Ran undone = ctl.run({u"undo"_s});
        QVERIFY2(undone.code == 0, undone.report());
        QCOMPARE(idsOf(ctl, u"INBOX"_s).size(), 2);
        QCOMPARE(ctl.run({u"delete"_s, u"--for-good"_s, id}).code, 7);
        const Ran synced = ctl.run({u"sync"_s});
        QVERIFY2(synced.code == 0, synced.report());
        QCOMPARE(onServer(u"user03"_s), 1);
        QCOMPARE(onServer(u"user03"_s, u"Trash"_s), 0);
        QCOMPARE(ctl.run({u"undo"_s}).code, 2);
    }

    void changesMadeOfflineWaitAndArrive()
    {
        Ctl ctl;
        begin(ctl, u"user04"_s, 3);
        const QStringList ids = idsOf(ctl, u"INBOX"_s);
        goOffline(ctl);
        const Ran copied = ctl.json(u"changed"_s, {u"copy"_s, ids[0], u"Archive"_s});
        QVERIFY2(copied.code == 7 && copied.object()["queued"_L1].toBool(), copied.report());
        QCOMPARE(ctl.run({u"folder"_s, u"create"_s, u"予定"_s}).code, 7);
        QVERIFY(foldersOf(ctl).contains(u"予定"_s));
        QCOMPARE(ctl.run({u"delete"_s, ids[1]}).code, 7);
        QCOMPARE(ctl.run({u"undo"_s}).code, 7); // of the deletion; the rest still waits
        QCOMPARE(ctl.run({u"delete"_s, u"--for-good"_s, ids[2]}).code, 7);
        QCOMPARE(onServer(u"user04"_s), 3);
        ctl.setConnectTo({});
        const Ran synced = ctl.run({u"sync"_s});
        QVERIFY2(synced.code == 0, synced.report());
        QCOMPARE(onServer(u"user04"_s), 2);
        QCOMPARE(onServer(u"user04"_s, u"Archive"_s), 1);
        QCOMPARE(onServer(u"user04"_s, u"Trash"_s), 0);
        QVERIFY(MailStack::shared()->doveadm({u"mailbox"_s, u"list"_s, u"-u"_s, u"user04"_s}).contains("予定"));
    }

    /** Somebody has removed the folder, and we have not heard of it. */
    void whatTheServerRefusesHasItsCode_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QString>("user");
        QTest::newRow("move") << u"move"_s << u"user06"_s;
        QTest::newRow("copy") << u"copy"_s << u"user07"_s;
    }
    void whatTheServerRefusesHasItsCode()
    {
        QFETCH(QString, verb);
        QFETCH(QString, user);
        MailStack &stack = *MailStack::shared();
        QCOMPARE(stack.store(user, u"Gone"_s, test::letter(u"a@b.test"_s, u"c@d.test"_s, "Old", "x")), QString());
        Ctl ctl;
        begin(ctl, user, 2);
        const QStringList ids = idsOf(ctl, u"INBOX"_s);

        QVERIFY(!stack.doveadm({u"mailbox"_s, u"delete"_s, u"-u"_s, user, u"Gone"_s}).isNull());
        const Ran gone = ctl.json(u"changed"_s, {verb, ids[1], u"Gone"_s});
        QVERIFY2(gone.code == 2 && gone.object()["refused"_L1].toBool(), gone.report());
        QCOMPARE(gone.object()["changed"_L1].toInt(-1), 0);
        QVERIFY2(!gone.object()["queued"_L1].toBool(), gone.report());
        QCOMPARE(gone.failure()["code"_L1].toString(), u"no-such-mailbox"_s);
        const Ran again = ctl.run({u"sync"_s});
        QVERIFY2(again.code == 0, again.report()); // it does not come again
        QCOMPARE(idsOf(ctl, u"INBOX"_s).size(), 2);
        QCOMPARE(onServer(user), 2);
        const Ran fine = ctl.json(u"changed"_s, {verb, ids[0], u"Archive"_s});
        QVERIFY2(fine.code == 0 && !fine.object()["refused"_L1].toBool(true), fine.report());
        QCOMPARE(fine.object()["changed"_L1].toInt(), 1);
    }

    void whatCannotBeTakenBackHasItsCode()
    {
        MailStack &stack = *MailStack::shared();
        QCOMPARE(
            stack.store(u"user08"_s, u"Gone"_s, test::letter(u"a@b.test"_s, u"c@d.test"_s, "Old", "x")), QString());
        Ctl ctl;
        begin(ctl, u"user08"_s, 0);
        QCOMPARE(ctl.run({u"move"_s, idsOf(ctl, u"Gone"_s).value(0), u"Archive"_s}).code, 0);
        QVERIFY(!stack.doveadm({u"mailbox"_s, u"delete"_s, u"-u"_s, u"user08"_s, u"Gone"_s}).isNull());
        const Ran undone = ctl.json(u"changed"_s, {u"undo"_s});
        QVERIFY2(undone.code == 2 && undone.object()["refused"_L1].toBool(), undone.report());
        QCOMPARE(undone.object()["changed"_L1].toInt(), 0);
        QCOMPARE(onServer(u"user08"_s, u"Archive"_s), 1);
    }

    void foldersAreMadeRenamedAndDeleted()
    {
        Ctl ctl;
        begin(ctl, u"user05"_s, 1);
        const auto list = [] {
            return MailStack::shared()->doveadm({u"mailbox"_s, u"list"_s, u"-u"_s, u"user05"_s}).split('\n');
        };
        const Ran made = ctl.json(u"changed"_s, {u"folder"_s, u"create"_s, u"Work"_s});
        QVERIFY2(made.code == 0, made.report());
        QCOMPARE(ctl.run({u"folder"_s, u"create"_s, u"Work"_s}).code, 1);
        const QString delimiter = u"/"_s;
        const Ran below = ctl.run({u"folder"_s, u"create"_s, u"Work"_s + delimiter + u"Tokyo"_s});
        QVERIFY2(below.code == 0, below.report());
        QVERIFY(list().contains("Work/Tokyo"));
        QCOMPARE(ctl.run({u"move"_s, idsOf(ctl, u"INBOX"_s).value(0), u"Work/Tokyo"_s}).code, 0);
        const Ran renamed = ctl.run({u"folder"_s, u"rename"_s, u"Work"_s, u"Home"_s});
        QVERIFY2(renamed.code == 0, renamed.report());
        QVERIFY(list().contains("Home/Tokyo") && !list().contains("Work"));
        QCOMPARE(idsOf(ctl, u"Home/Tokyo"_s).size(), 1);
        QCOMPARE(ctl.run({u"folder"_s, u"unsubscribe"_s, u"Home"_s}).code, 0);
        const QByteArray subscribed
            = MailStack::shared()->doveadm({u"mailbox"_s, u"list"_s, u"-s"_s, u"-u"_s, u"user05"_s});
        QVERIFY(!subscribed.split('\n').contains("Home"));
        QCOMPARE(ctl.run({u"folder"_s, u"subscribe"_s, u"Home"_s}).code, 0);

        QCOMPARE(ctl.run({u"folder"_s, u"delete"_s, u"Home/Tokyo"_s}).code, 7);
        QVERIFY(!foldersOf(ctl).contains(u"Home/Tokyo"_s));
        QVERIFY(list().contains("Home/Tokyo"));
        QCOMPARE(ctl.run({u"undo"_s}).code, 0);
        QVERIFY(foldersOf(ctl).contains(u"Home/Tokyo"_s));
        QCOMPARE(ctl.run({u"folder"_s, u"delete"_s, u"Home/Tokyo"_s}).code, 7);
        QCOMPARE(ctl.run({u"sync"_s}).code, 0);
        QVERIFY(!list().contains("Home/Tokyo"));
        QCOMPARE(ctl.run({u"folder"_s, u"delete"_s, u"INBOX"_s}).code, 1);
        QCOMPARE(ctl.run({u"folder"_s, u"burn"_s, u"INBOX"_s}).code, 1);
    }
};

QTEST_GUILESS_MAIN(ChangesTest)
#include "tst_changes.moc"
