// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl.h"
#include "imappuppet.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

namespace
{
struct Check {
    QString result, text, advice;
};

/** The check of this subject, or of one that begins so; an empty result when there is none. */
Check checkOf(const Ran &ran, const QString &area, const QString &subject)
{
    Check found;
    for (const QJsonValue &one : ran.object()["checks"_L1].toArray()) {
        const QString name = one["subject"_L1].toString();
        if (one["area"_L1].toString() != area || !name.startsWith(subject))
            continue;
        if (found.result.isEmpty() || name == subject)
            found = {one["result"_L1].toString(), one["text"_L1].toString(), one["advice"_L1].toString()};
    }
    return found;
}

/** What was told of exactly this server subject, in order: the result and the words. */
QStringList toldOf(const Ran &ran, const QString &subject)
{
    QStringList list;
    for (const QJsonValue &one : ran.object()["checks"_L1].toArray()) {
        if (one["area"_L1].toString() == "server"_L1 && one["subject"_L1].toString() == subject)
            list.append(one["result"_L1].toString() + u' ' + one["text"_L1].toString());
    }
    return list;
}

Ran doctor(const Ctl &ctl, const QStringList &options = {})
{
    return ctl.json(u"doctor"_s, QStringList{u"doctor"_s} + options);
}

void begin(Ctl &ctl, const QString &user, int letters)
{
    for (int i = 1; i <= letters; ++i) {
        const QByteArray letter
            = test::letter(u"bob@example.test"_s, user + u"@example.test"_s, "Number " + QByteArray::number(i), "Hi");
        QCOMPARE(MailStack::shared()->store(user, u"INBOX"_s, letter), QString());
    }
    QCOMPARE(ctl.addAccount(user).code, 0);
    const Ran synced = ctl.run({u"sync"_s, u"--bodies"_s, u"all"_s});
    QVERIFY2(synced.code == 0, synced.report());
}

void change(const QString &file, const QString &sql)
{
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"by hand"_s);
        db.setDatabaseName(file);
        QVERIFY(db.open());
        QVERIFY(QSqlQuery(db).exec(sql));
    }
    QSqlDatabase::removeDatabase(u"by hand"_s);
}

void damage(const QString &path, qint64 from)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(from));
    QVERIFY(file.write(QByteArray(int(file.size() - from), 'x')) > 0);
}
} // namespace

/** hikyakuctl doctor: each thing that can be wrong is found, told with what to do, and has its exit code. */
class DoctorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAProfileTheInstallationIsLookedAt()
    {
        Ctl ctl;
        const Ran ran = doctor(ctl);
        QVERIFY2(ran.code == 0, ran.report());
        for (const QString &part : {u"hikyaku-engine"_s, u"SQLite"_s, u"TLS"_s, u"QCA"_s, u"SASL"_s})
            QCOMPARE(checkOf(ran, u"installation"_s, part).result, u"ok"_s);
        QCOMPARE(checkOf(ran, u"keyring"_s, u"keyring"_s).result, u"note"_s); // there is none
        QVERIFY(!QFileInfo::exists(ctl.profile()));
    }

    void allIsWell()
    {
        Ctl ctl;
        ctl.useKeyring();
        begin(ctl, u"user01"_s, 3);
        const Ran ran = doctor(ctl, {u"--verify"_s});
        QVERIFY2(ran.code == 0, ran.report());
        QCOMPARE(checkOf(ran, u"keyring"_s, u"keyring"_s).result, u"ok"_s);
        for (const QString &file : {u"journal.db"_s, u"index.db"_s, u"bodies.db"_s}) {
            QCOMPARE(checkOf(ran, u"store"_s, file).result, u"ok"_s);
            QCOMPARE(checkOf(ran, u"profile"_s, file).result, u"ok"_s);
        }
        QVERIFY2(checkOf(ran, u"store"_s, u"bodies.db"_s).text.contains(u"3 "_s), ran.report());
        QVERIFY2(
            checkOf(ran, u"server"_s, u"user01 imap.example.test:993"_s).text.contains(u"valid until"), ran.report());
        QCOMPARE(checkOf(ran, u"server"_s, u"user01 smtp.example.test:587"_s).result, u"ok"_s);
        const Ran words = ctl.run({u"doctor"_s});
        QVERIFY2(words.out.contains("ok  user01: Signed in.") && !words.out.contains("!!"), words.report());
        QVERIFY2(words.out.contains("ok  user01: Signed in for sending."), words.report());
        QCOMPARE(MailStack::shared()->serverFiles(u"user01"_s).size(), 3); // and nothing was sent
    }

    /** A virus scanner whose authority is installed: the chain verifies, and it is said all the same. */
    void whoReadsAlongIsNamed()
    {
        Ctl ctl;
        const QString ca = ctl.file(u"scanner.pem"_s), caKey = ctl.file(u"scanner.key"_s);
        const QString leaf = ctl.file(u"leaf.pem"_s), key = ctl.file(u"leaf.key"_s);
        const QStringList made{u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-quiet"_s};
        QCOMPARE(QProcess::execute(u"openssl"_s,
                     made + QStringList{u"-keyout"_s, caKey, u"-out"_s, ca, u"-subj"_s, u"/CN=ESET SSL Filter CA"_s}),
            0);
        QCOMPARE(QProcess::execute(u"openssl"_s,
                     made
                         + QStringList{u"-keyout"_s, key, u"-out"_s, leaf, u"-CA"_s, ca, u"-CAkey"_s, caKey, u"-subj"_s,
                             u"/CN=imap.example.test"_s, u"-addext"_s, u"subjectAltName=DNS:imap.example.test"_s,
                             u"-addext"_s, u"basicConstraints=critical,CA:FALSE"_s}),
            0);
        const test::ImapPuppet scanner(leaf, key, u"* BYE not now"_s, u"NO"_s);
        QVERIFY(scanner.port() != 0);
        ctl.setConnectTo({u"imap.example.test:993=127.0.0.1:%1"_s.arg(scanner.port())});
        ctl.setPassword(u"word"_s);
        QCOMPARE(ctl.addAccount(u"user19"_s).code, 0);
        const Check seen = checkOf(doctor(ctl, {u"--ca-file"_s, ca}), u"server"_s, u"user19 imap.example.test:993"_s);
        QCOMPARE(seen.result, u"note"_s);
        QVERIFY2(seen.text.contains(u"valid until"_s) && seen.text.contains(u"made by ESET"_s), qPrintable(seen.text));
        QVERIFY(!seen.advice.isEmpty());
    }

    void whatTheSendingServerDoesWrongIsTold()
    {
        const auto withSend = [](const QString &key, const QJsonValue &value) {
            return [key, value](QJsonObject &account) {
                QJsonObject send = account["send"_L1].toObject();
                send.insert(key, value);
                account.insert(u"send"_s, send);
            };
        };
        Ctl refused;
        QCOMPARE(refused.addAccount(u"user08"_s, withSend(u"user"_s, u"nobody@example.test"_s)).code, 0);
        const Ran noEntry = doctor(refused);
        QVERIFY2(noEntry.code == 3, noEntry.report());
        QVERIFY2(toldOf(noEntry, u"user08"_s).contains(u"ok Signed in."_s), noEntry.report());
        QVERIFY2(toldOf(noEntry, u"user08"_s).last().startsWith(u"problem smtp.example.test:587"_s), noEntry.report());

        Ctl closed;
        QCOMPARE(closed.addAccount(u"user09"_s).code, 0);
        closed.setConnectTo({u"smtp.example.test:587=127.0.0.1:%1"_s.arg(MailStack::shared()->closedPort())});
        const Ran noPort = doctor(closed);
        QVERIFY2(noPort.code == 5, noPort.report()); // though 465 would answer: that is not what is written down
        QCOMPARE(toldOf(noPort, u"user09"_s).first(), u"ok Signed in."_s);
        QVERIFY2(toldOf(noPort, u"user09"_s).last().startsWith(u"problem "_s), noPort.report());
        const QJsonObject account = closed.json(u"accounts"_s, {u"account"_s, u"list"_s}).array().first().toObject();
        QCOMPARE(account["send"_L1]["port"_L1].toInt(), 587);

        Ctl relay;
        QCOMPARE(relay
                     .addAccount(u"user10"_s,
                         [](QJsonObject &file) {
                             file.insert(u"send"_s,
                                 QJsonObject{{u"host"_s, u"smtp.example.test"_s}, {u"port"_s, 25},
                                     {u"security"_s, u"none"_s}, {u"auth"_s, u"auto"_s}, {u"user"_s, QString()}});
                         })
                     .code,
            0);
        const Ran open = doctor(relay);
        QVERIFY2(open.code == 0, open.report());
        QCOMPARE(toldOf(open, u"user10"_s).last(), u"ok Sends without signing in."_s);
    }

    void whatServersDoWrongHasItsCode()
    {
        Ctl ctl;
        begin(ctl, u"user02"_s, 1);
        ctl.setPassword(u"wrong"_s);
        const Ran refused = doctor(ctl);
        QVERIFY2(refused.code == 3, refused.report());
        QCOMPARE(checkOf(refused, u"server"_s, u"user02 imap"_s).result, u"ok"_s);
        QCOMPARE(checkOf(refused, u"queue"_s, u"changes"_s).result, u"ok"_s);
        QCOMPARE(toldOf(refused, u"user02"_s).filter(u"refused"_s).size(), 2); // by each of the two servers
        ctl.setPassword(u"user02-pw"_s);
        ctl.setConnectTo({u"imap.example.test:993=127.0.0.1:%1"_s.arg(MailStack::shared()->closedPort())});
        const Ran closed = doctor(ctl);
        QVERIFY2(closed.code == 5, closed.report());
        QCOMPARE(checkOf(closed, u"server"_s, u"user02 imap"_s).result, u"problem"_s);
        QCOMPARE(checkOf(closed, u"server"_s, u"user02 smtp"_s).result, u"ok"_s);

        Ctl other;
        const Ran added = other.addAccount(u"user03"_s, [](QJsonObject &account) {
            QJsonObject receive = account["receive"_L1].toObject();
            receive.insert(u"host"_s, u"selfsigned.example.test"_s);
            account.insert(u"receive"_s, receive);
        });
        QVERIFY2(added.code == 0, added.report());
        const Ran untrusted = doctor(other);
        QVERIFY2(untrusted.code == 4, untrusted.report());
        QVERIFY(checkOf(untrusted, u"server"_s, u"user03 selfsigned"_s).advice.contains(u"trust accept"));
    }

    void rightsThatAreTooWideAreFound()
    {
        Ctl ctl;
        begin(ctl, u"user04"_s, 1);
        QVERIFY(QFile::setPermissions(
            ctl.profile() + u"/index.db"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        const Ran ran = doctor(ctl);
        QVERIFY2(ran.code == 6, ran.report());
        QVERIFY(checkOf(ran, u"profile"_s, u"index.db"_s).advice.startsWith(u"chmod 600"));
    }

    void aDamagedBodyIsFetchedAgainAndADamagedFileMadeAnew()
    {
        Ctl ctl;
        begin(ctl, u"user05"_s, 3);
        QVERIFY(ctl.waitForEngineEnd(10'000));
        const QString bodies = ctl.profile() + u"/bodies.db"_s;
        change(bodies, u"UPDATE body SET bytes = x'00' WHERE uid = 2"_s);
        const Ran one = doctor(ctl, {u"--verify"_s});
        QVERIFY2(one.code == 0, one.report());
        QCOMPARE(checkOf(one, u"store"_s, u"bodies.db"_s).result, u"note"_s);
        QVERIFY(ctl.waitForEngineEnd(10'000));
        damage(ctl.profile() + u"/index.db"_s, 4096);
        const Ran file = doctor(ctl, {u"--verify"_s});
        QVERIFY2(file.code == 6, file.report());
        QCOMPARE(checkOf(file, u"store"_s, u"index.db"_s).result, u"problem"_s);
        // Whatever met it: the next starts make it good.
        (void)ctl.run({u"sync"_s});
        (void)ctl.waitForEngineEnd(10'000);
        const Ran synced = ctl.run({u"sync"_s, u"--bodies"_s, u"all"_s});
        QVERIFY2(synced.code == 0, synced.report());
        QCOMPARE(ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s}).array().size(), 3);
        const Ran after = doctor(ctl, {u"--verify"_s});
        QVERIFY2(after.code == 0, after.report());
        QCOMPARE(checkOf(after, u"store"_s, u"index.db.damaged-"_s).result, u"note"_s);
    }

    void whatAServerLostIsWrittenIntoAFolder()
    {
        Ctl ctl;
        begin(ctl, u"user06"_s, 2);
        const QByteArray lost = MailStack::shared()->serverFiles(u"user06"_s).first().bytes;
        QVERIFY(!MailStack::shared()
                ->doveadm({u"expunge"_s, u"-u"_s, u"user06"_s, u"mailbox"_s, u"INBOX"_s, u"uid"_s, u"1"_s})
                .isNull());
        for (int i = 0; i < 2; ++i)
            QCOMPARE(ctl.run({u"sync"_s}).code, 0);
        const Ran told = doctor(ctl);
        QVERIFY2(checkOf(told, u"kept"_s, u"user06: INBOX"_s).text.startsWith(u"1 "_s), told.report());
        const QString folder = ctl.file(u"rescued"_s);
        const Ran rescued = doctor(ctl, {u"--rescue"_s, folder});
        QVERIFY2(rescued.code == 0, rescued.report());
        const QStringList files = QDir(folder).entryList({u"*.eml"_s});
        QCOMPARE(files.size(), 1);
        QFile file(folder + u'/' + files.first());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), lost);
    }

    void aDamagedJournalIsToldAndRecovered()
    {
        Ctl ctl;
        begin(ctl, u"user07"_s, 2);
        QCOMPARE(ctl.run({u"sync"_s}).code, 0); // by now there is a copy
        QVERIFY(ctl.waitForEngineEnd(10'000));
        QVERIFY(QFileInfo::exists(ctl.profile() + u"/journal.db.snapshot"_s));
        damage(ctl.profile() + u"/journal.db"_s, 0);
        QCOMPARE(ctl.run({u"sync"_s}).code, 6);
        const Ran told = doctor(ctl);
        QVERIFY2(told.code == 6, told.report());
        QVERIFY(checkOf(told, u"store"_s, u"journal.db"_s).advice.contains(u"--recover"));
        const Ran recovered = doctor(ctl, {u"--recover"_s});
        QVERIFY2(recovered.code == 0, recovered.report());
        const QStringList aside = QDir(ctl.profile()).entryList({u"journal.db.damaged-*"_s});
        QCOMPARE(aside.filter(QRegularExpression(u"-\\d+-\\d+$"_s)).size(), 1); // it may have its -wal and -shm with it
        const Ran again = ctl.run({u"sync"_s});
        QVERIFY2(again.code == 0, again.report());
        QCOMPARE(ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s}).array().size(), 2);
        QVERIFY(doctor(ctl, {u"--recover"_s})
                .object()["checks"_L1]
                .toArray()
                .first()["text"_L1]
                .toString()
                .contains(u"sound"));
    }
};

QTEST_GUILESS_MAIN(DoctorTest)
#include "tst_doctor.moc"
