// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl.h"
#include "tests/support/places.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

/** Receiving, reading and changing mail against real servers. */
class MailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheServerHoldsIsReceivedByteExact();
    void aBrokenMessageIsShownWithAWarning();
    void theFormsOfOneMessage();
    void flagsArriveOnTheServer();
    void flagsOfOthersArriveHere();
    void movedAndDeleted();
    void aFolderThatRefusesKeepsNoOtherFromComing();
    void changesMadeOfflineAreNotLost();
    void foldersAndSync();
    void inspectNeedsNoAccount();
    void theListGoesOnWhereItEnded();
    void severalAtTheSameTimeShareOneEngine();
};

namespace
{
QByteArray fixture(const QString &name)
{
    QFile file(test::sourcePath(u"tests/mime/fixtures/"_s) + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

MailStack &stack()
{
    return *MailStack::shared();
}

void put(const QString &user, const QByteArray &message, const QByteArray &flags = {})
{
    const QString error = stack().store(user, u"INBOX"_s, message, flags);
    QVERIFY2(error.isEmpty(), qPrintable(error));
}

void putLetters(const QString &user, int count)
{
    for (int i = 1; i <= count; ++i)
        put(user,
            test::letter(u"bob@example.test"_s, user + u"@example.test"_s, "Number " + QByteArray::number(i), "Hi"));
}

QByteArray flagsOnServer(const QString &user, quint32 uid, const QString &mailbox = u"INBOX"_s)
{
    for (const MailStack::StoredMessage &message : stack().serverFiles(user, mailbox)) {
        if (message.uid == uid)
            return message.flags;
    }
    return "gone";
}

QStringList idsOf(const Ctl &ctl, const QString &folder)
{
    QStringList ids;
    for (const QJsonValue &row : ctl.json(u"list"_s, {u"list"_s, folder}).array())
        ids.append(row["id"_L1].toString());
    return ids;
}

quint32 uidOf(const QString &id)
{
    return id.section(u':', -1).toUInt();
}
} // namespace

void MailTest::whatTheServerHoldsIsReceivedByteExact()
{
    QDir folder(test::sourcePath(u"tests/mime/fixtures/mail"_s));
    const QStringList names = folder.entryList({u"*.eml"_s});
    QVERIFY(names.size() > 3);
    for (const QString &name : names)
        put(u"user04"_s, fixture(u"mail/"_s + name));
    put(u"user04"_s,
        QByteArray("Subject: 8-bit \xff and a very long line\n\n") + QByteArray(100'000, 'x') + "\n\x80\xfe\n");
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user04"_s).code, 0);
    const Ran synced = ctl.json(u"sync"_s, {u"sync"_s});
    QVERIFY2(synced.code == 0, synced.report());
    const auto held = stack().serverFiles(u"user04"_s);
    const QStringList ids = idsOf(ctl, u"inbox"_s);
    QCOMPARE(ids.size(), held.size());
    QCOMPARE(ids.size(), names.size() + 1);
    for (const QString &id : ids) {
        const auto message = std::ranges::find(held, uidOf(id), &MailStack::StoredMessage::uid);
        QVERIFY(message != held.end());
        const Ran raw = ctl.run({u"show"_s, id, u"--raw"_s});
        QVERIFY2(raw.code == 0, raw.report());
        QVERIFY2(raw.out == message->bytes, qPrintable(id));
    }
}

void MailTest::aBrokenMessageIsShownWithAWarning()
{
    put(u"user05"_s,
        "From: bob@example.test\nTo: user05@example.test\nSubject: =?utf-8?B?44GT44KP44KM44Gf?=\n"
        "Content-Type: multipart/mixed; boundary=\"nowhere\"\n\n--elsewhere\nContent-Type: text/plain\n\nstill "
        "readable\n");
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user05"_s).code, 0);
    const Ran synced = ctl.run({u"sync"_s});
    QVERIFY2(synced.code == 0, synced.report());
    const QStringList ids = idsOf(ctl, u"INBOX"_s);
    QCOMPARE(ids.size(), 1);
    const Ran shown = ctl.json(u"message"_s, {u"show"_s, ids.first()});
    QVERIFY2(shown.code == 0, shown.report());
    QCOMPARE(shown.object()["subject"_L1].toString(), u"こわれた"_s);
    QVERIFY2(shown.object()["text"_L1].toString().contains(u"still readable"), shown.report());
    QCOMPARE(shown.object()["warnings"_L1].toArray().first()["code"_L1].toString(), u"broken-mime"_s);
    const Ran told = ctl.run({u"show"_s, ids.first()});
    QVERIFY2(told.out.contains("Warning: "), told.report());
}

void MailTest::theFormsOfOneMessage()
{
    const QByteArray attached = QByteArray("\x00\x01PDF\xff", 6).repeated(500);
    put(u"user06"_s,
        "From: =?utf-8?B?5bGx55SwIOWkqumDjg==?= <taro@example.test>\nTo: user06@example.test\nSubject: forms\n"
        "Date: Tue, 24 Nov 2026 09:30:00 +0900\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nThe text\x1b[2J\n"
        "--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''%E8%A6%8B%E7%A9%8D.pdf\n"
        "Content-Transfer-Encoding: base64\n\n"
            + attached.toBase64() + "\n--b--\n");
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user06"_s).code, 0);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    const QString id = idsOf(ctl, u"INBOX"_s).value(0);
    const Ran json = ctl.json(u"message"_s, {u"show"_s, id});
    QCOMPARE(json.object()["id"_L1].toString(), id);
    QCOMPARE(json.object()["account"_L1].toString(), u"user06"_s);
    QCOMPARE(json.object()["date"_L1].toString(), u"2026-11-24T09:30:00+09:00"_s);
    QCOMPARE(json.object()["from"_L1].toArray().first()["name"_L1].toString(), u"山田 太郎"_s);
    const QJsonValue attachment = json.object()["attachments"_L1].toArray().first();
    QCOMPARE(attachment["filename"_L1].toString(), u"見積.pdf"_s);
    QCOMPARE(attachment["size"_L1].toInteger(), attached.size());
    const QString sha256 = QString::fromLatin1(QCryptographicHash::hash(attached, QCryptographicHash::Sha256).toHex());
    QCOMPARE(attachment["sha256"_L1].toString(), sha256);

    const Ran part = ctl.run({u"show"_s, id, u"--part"_s, attachment["part"_L1].toString()});
    QCOMPARE(part.out, attached);
    QCOMPARE(ctl.run({u"show"_s, id, u"--part"_s, u"9"_s}).code, 2);
    QCOMPARE(ctl.run({u"show"_s, id, u"--html"_s}).code, 2);
    const Ran headers = ctl.run({u"show"_s, id, u"--headers"_s});
    QVERIFY(headers.out.startsWith("From: ") && headers.out.endsWith("boundary=b\r\n"));
    const Ran text = ctl.run({u"show"_s, id, u"--text"_s});
    QCOMPARE(text.out, QByteArray("The text[2J\n")); // no order to the terminal
    QCOMPARE(ctl.run({u"show"_s, id.section(u':', 0, 2) + u":999"_s}).code, 2);
    QCOMPARE(ctl.run({u"show"_s, u"9"_s + id}).code, 2); // no such account
}

void MailTest::flagsArriveOnTheServer()
{
    putLetters(u"user07"_s, 3);
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user07"_s).code, 0);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    const QStringList ids = idsOf(ctl, u"INBOX"_s);
    QCOMPARE(ids.size(), 3);
    const Ran set = ctl.json(u"changed"_s, {u"flag"_s, ids[0], ids[2], u"+seen"_s, u"+flagged"_s});
    QVERIFY2(set.code == 0, set.report());
    QCOMPARE(set.object()["changed"_L1].toInt(), 2);
    QCOMPARE(flagsOnServer(u"user07"_s, uidOf(ids[0])), "FS");
    QCOMPARE(flagsOnServer(u"user07"_s, uidOf(ids[1])), "");
    QCOMPARE(flagsOnServer(u"user07"_s, uidOf(ids[2])), "FS");
    const Ran cleared = ctl.run({u"flag"_s, ids[0], u"-flagged"_s});
    QVERIFY2(cleared.code == 0, cleared.report());
    QCOMPARE(flagsOnServer(u"user07"_s, uidOf(ids[0])), "S");
    QCOMPARE(ctl.run({u"flag"_s, ids[0], u"+shiny"_s}).code, 1);
    QCOMPARE(ctl.run({u"flag"_s, ids[0].section(u':', 0, 2) + u":999"_s, u"+seen"_s}).code, 2);
}

void MailTest::flagsOfOthersArriveHere()
{
    putLetters(u"user08"_s, 2);
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user08"_s).code, 0);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    QVERIFY(!stack()
            .doveadm({u"flags"_s, u"add"_s, u"-u"_s, u"user08"_s, u"\\Seen $Work"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s,
                u"1"_s})
            .isNull());
    QVERIFY(
        !stack().doveadm({u"expunge"_s, u"-u"_s, u"user08"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s, u"2"_s}).isNull());
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    const QJsonArray rows = ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s}).array();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first()["flags"_L1].toArray(), QJsonArray({u"seen"_s, u"$Work"_s}));
    const QJsonArray folders = ctl.json(u"folders"_s, {u"folders"_s}).array();
    for (const QJsonValue &folder : folders) {
        if (folder["role"_L1].toString() == "inbox"_L1)
            QCOMPARE(folder["unread"_L1].toInt(), 0);
    }
}

void MailTest::aFolderThatRefusesKeepsNoOtherFromComing()
{
    MailStack &stack = *MailStack::shared();
    const QByteArray letter = test::letter(u"a@example.test"_s, u"user20@example.test"_s, "here", "text");
    for (const QString &folder : {u"Closed"_s, u"Zulu"_s})
        QCOMPARE(stack.store(u"user20"_s, folder, letter), QString());
    const QString closed = stack.folder() + u"/mail/user20/Maildir/.Closed"_s;
    QVERIFY(QFile::setPermissions(closed, {}));
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user20"_s).code, 0);
    const Ran ran = ctl.run({u"sync"_s, u"--bodies"_s, u"all"_s});
    QVERIFY(QFile::setPermissions(closed, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY2(ran.code == 5 && ran.err.contains("Closed"), ran.report());
    QCOMPARE(ctl.json(u"list"_s, {u"list"_s, u"Zulu"_s}).array().size(), 1);
}

void MailTest::movedAndDeleted()
{
    putLetters(u"user09"_s, 3);
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user09"_s).code, 0);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    const QStringList ids = idsOf(ctl, u"INBOX"_s);
    const Ran moved = ctl.json(u"changed"_s, {u"move"_s, ids[0], u"Archive"_s});
    QVERIFY2(moved.code == 0, moved.report());
    const Ran deleted = ctl.run({u"delete"_s, ids[1]});
    QVERIFY2(deleted.code == 0, deleted.report());
    QCOMPARE(stack().serverFiles(u"user09"_s).size(), 1);
    QCOMPARE(stack().serverFiles(u"user09"_s, u"Archive"_s).size(), 1);
    QCOMPARE(stack().serverFiles(u"user09"_s, u"Trash"_s).size(), 1);
    QCOMPARE(idsOf(ctl, u"INBOX"_s), QStringList{ids[2]});
    QCOMPARE(idsOf(ctl, u"Archive"_s).size(), 1);
    QCOMPARE(idsOf(ctl, u"Trash"_s).size(), 1);
    QCOMPARE(ctl.run({u"move"_s, ids[2], u"Nowhere"_s}).code, 2);
}

void MailTest::changesMadeOfflineAreNotLost()
{
    putLetters(u"user10"_s, 1);
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user10"_s).code, 0);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    const QString id = idsOf(ctl, u"INBOX"_s).value(0);
    ctl.setConnectTo({u"imap.example.test:993=127.0.0.1:%1"_s.arg(stack().closedPort())});
    const Ran offline = ctl.json(u"changed"_s, {u"flag"_s, id, u"+flagged"_s});
    QVERIFY2(offline.code == 7, offline.report());
    QVERIFY(offline.object()["queued"_L1].toBool());
    QCOMPARE(
        ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s}).array().first()["flags"_L1].toArray(), QJsonArray({u"flagged"_s}));
    QCOMPARE(flagsOnServer(u"user10"_s, uidOf(id)), "");
    ctl.setConnectTo({});
    const Ran synced = ctl.run({u"sync"_s});
    QVERIFY2(synced.code == 0, synced.report());
    QCOMPARE(flagsOnServer(u"user10"_s, uidOf(id)), "F");
}

void MailTest::foldersAndSync()
{
    putLetters(u"user11"_s, 2);
    const QByteArray letter = test::letter(u"a@example.test"_s, u"b@example.test"_s, "x", "y");
    QVERIFY(stack().store(u"user11"_s, u"Projects/Tokyo"_s, letter).isEmpty());
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user11"_s).code, 0);
    const Ran one = ctl.json(u"sync"_s, {u"sync"_s, u"user11"_s, u"--folder"_s, u"Projects/Tokyo"_s});
    QVERIFY2(one.code == 0, one.report());
    const QJsonArray folders = one.object()["accounts"_L1].toArray().first()["folders"_L1].toArray();
    QCOMPARE(folders, QJsonArray({QJsonObject{{u"name"_s, u"Projects/Tokyo"_s}, {u"total"_s, 1}, {u"unread"_s, 1}}}));
    QCOMPARE(idsOf(ctl, u"INBOX"_s).size(), 0);
    QCOMPARE(idsOf(ctl, u"Projects/Tokyo"_s).size(), 1);
    QCOMPARE(ctl.run({u"sync"_s, u"--folder"_s, u"Nowhere"_s}).code, 2);
    QCOMPARE(ctl.run({u"sync"_s, u"nobody"_s}).code, 2);
    QCOMPARE(ctl.run({u"list"_s, u"Nowhere"_s}).code, 2);
}

void MailTest::inspectNeedsNoAccount()
{
    Ctl ctl;
    const QString file = ctl.write(
        u"a.eml"_s, test::letter(u"bob@example.test"_s, u"x@example.test"_s, "=?utf-8?B?44GT44KT?=", "本文"));
    const Ran ran = ctl.json(u"inspect"_s, {u"inspect"_s, file, file});
    QVERIFY2(ran.code == 0, ran.report());
    QCOMPARE(ran.array().size(), 2);
    QCOMPARE(ran.array().first()["subject"_L1].toString(), u"こん"_s);
    QCOMPARE(ran.array().first()["text"_L1].toString(), u"本文"_s);
    QVERIFY(!QFileInfo::exists(ctl.profile()));
    QCOMPARE(ctl.run({u"inspect"_s, file, u"/nowhere.eml"_s}).code, 2);
}

void MailTest::theListGoesOnWhereItEnded()
{
    putLetters(u"user12"_s, 5);
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user12"_s).code, 0);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    const QStringList all = idsOf(ctl, u"INBOX"_s);
    const Ran first = ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s, u"--limit"_s, u"2"_s});
    const Ran second = ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s, u"--limit"_s, u"2"_s, u"--offset"_s, u"2"_s});
    QCOMPARE(first.array().size(), 2);
    QCOMPARE(second.array().first()["id"_L1].toString(), all[2]);
}

void MailTest::severalAtTheSameTimeShareOneEngine()
{
    putLetters(u"user27"_s, 6);
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user27"_s).code, 0);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    const QStringList ids = idsOf(ctl, u"INBOX"_s);
    std::vector<std::unique_ptr<QProcess>> programs;
    for (const QString &id : ids) {
        QStringList command = ctl.command({u"flag"_s, id, u"+flagged"_s});
        programs.push_back(std::make_unique<QProcess>());
        programs.back()->setProcessChannelMode(QProcess::MergedChannels);
        programs.back()->start(command.takeFirst(), command);
    }
    for (const auto &program : programs) {
        QVERIFY(program->waitForFinished(60000));
        QVERIFY2(program->exitStatus() == QProcess::NormalExit && program->exitCode() == 0, program->readAll());
    }
    for (const QString &id : ids)
        QCOMPARE(flagsOnServer(u"user27"_s, uidOf(id)), "F");
}

QTEST_GUILESS_MAIN(MailTest)
#include "tst_mail.moc"
