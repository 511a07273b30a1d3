// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

/** Setting up an account against real servers, and every way in which it can go wrong. */
class SetupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAddressAloneFindsItsServers();
    void aDryRunSavesNothing();
    void aWrongPasswordIsRefusedAndNoAccountAdded();
    void aRefusedPasswordIsSentOnce();
    void aReportOfTheAttempts();
    void anIssuedUserName();
    void anAppleProfile();
    void anUnknownHost();
    void aClosedPort();
    void anUntrustedCertificate_data();
    void anUntrustedCertificate();
    void anotherFingerprintIsNotAccepted();
    void accountsByHand();
    void slipsOfThePenAreUsageErrors_data();
    void slipsOfThePenAreUsageErrors();
    void withoutAPasswordTheTerminalIsAskedSilently();
    void aTypedPasswordIsKeptInTheKeyringAndErasedFromIt();
};

namespace
{
QJsonObject attemptAt(const QJsonObject &setup, int port, const QString &state)
{
    for (const QJsonValue &attempt : setup["attempts"_L1].toArray()) {
        if (attempt["port"_L1].toInt() == port && attempt["state"_L1].toString() == state)
            return attempt.toObject();
    }
    return {};
}

/** Runs a command on a terminal of its own and types one line when it asks; its exit code. */
int onTerminal(const QStringList &command, const QByteArray &typed, QByteArray &seen)
{
    QStringList words;
    for (const QString &word : command)
        words.append(u'\'' + word + u'\'');
    QProcess terminal;
    terminal.setProcessChannelMode(QProcess::MergedChannels);
    terminal.start(u"script"_s, {u"-qec"_s, words.join(u' '), u"/dev/null"_s});
    while (!seen.contains("Password of ") && terminal.waitForReadyRead(20000))
        seen += terminal.readAll();
    terminal.write(typed + '\n');
    if (!terminal.waitForFinished(60000))
        return -1;
    seen += terminal.readAll();
    return terminal.exitCode();
}

qsizetype passwordMismatches()
{
    QFile log(MailStack::shared()->folder() + u"/dovecot.log"_s);
    return log.open(QIODevice::ReadOnly) ? log.readAll().toLower().count("password mismatch") : -1;
}
} // namespace

void SetupTest::anAddressAloneFindsItsServers()
{
    Ctl ctl;
    ctl.setPassword(u"user01-pw"_s);
    const Ran ran = ctl.json(u"setup"_s, {u"setup"_s, u"user01@example.test"_s, u"--name"_s, u"山田 太郎"_s});
    QVERIFY2(ran.code == 0, ran.report());
    const QJsonObject account = ran.object()["account"_L1].toObject();
    QCOMPARE(account["receive"_L1]["host"_L1].toString(), u"imap.example.test"_s);
    QCOMPARE(account["receive"_L1]["port"_L1].toInt(), 993);
    QCOMPARE(account["receive"_L1]["security"_L1].toString(), u"tls"_s);
    QCOMPARE(account["send"_L1]["host"_L1].toString(), u"smtp.example.test"_s);
    QCOMPARE(account["send"_L1]["port"_L1].toInt(), 587);
    QCOMPARE(account["send"_L1]["security"_L1].toString(), u"starttls"_s);
    QCOMPARE(account["fullName"_L1].toString(), u"山田 太郎"_s);
    QVERIFY(!attemptAt(ran.object(), 993, u"succeeded"_s).isEmpty());
    QVERIFY(!attemptAt(ran.object(), 587, u"succeeded"_s).isEmpty());
    const Ran list = ctl.json(u"accounts"_s, {u"account"_s, u"list"_s});
    QCOMPARE(list.array().size(), 1);
    QCOMPARE(list.array().first().toObject(), account);
    const Ran synced = ctl.json(u"sync"_s, {u"sync"_s});
    QVERIFY2(synced.code == 0, synced.report());
}

void SetupTest::aDryRunSavesNothing()
{
    Ctl ctl;
    ctl.setPassword(u"user02-pw"_s);
    const Ran ran = ctl.json(u"setup"_s, {u"setup"_s, u"user02@example.test"_s, u"--dry-run"_s});
    QVERIFY2(ran.code == 0, ran.report());
    QVERIFY(ran.object()["dryRun"_L1].toBool());
    QVERIFY(!ran.object()["account"_L1].isNull());
    QVERIFY(ctl.json(u"accounts"_s, {u"account"_s, u"list"_s}).array().isEmpty());
}

void SetupTest::aWrongPasswordIsRefusedAndNoAccountAdded()
{
    Ctl ctl;
    ctl.setPassword(u"not-the-password"_s);
    const Ran ran = ctl.json(u"setup"_s, {u"setup"_s, u"user01@example.test"_s});
    QCOMPARE(ran.code, 3);
    QCOMPARE(ran.failure()["code"_L1].toString(), u"authentication-failed"_s);
    QVERIFY(
        ran.failure()["text"_L1].toString().contains(u"imap.example.test:993 refused the user name or the password"));
    QVERIFY(ctl.json(u"accounts"_s, {u"account"_s, u"list"_s}).array().isEmpty());
    QVERIFY(!ran.report().contains("not-the-password"));
    QVERIFY2(!ran.report().contains("timeout"), ran.report()); // given up with the search is not slow
}

void SetupTest::aRefusedPasswordIsSentOnce()
{
    Ctl ctl;
    ctl.setPassword(u"wrong"_s);
    QCOMPARE(ctl.addAccount(u"user02"_s).code, 0);
    const qsizetype before = passwordMismatches();
    const Ran ran = ctl.run({u"sync"_s});
    QVERIFY2(ran.code == 3, ran.report());
    QVERIFY2(ran.err.contains("refused the user name or the password"), ran.report());
    QTRY_COMPARE(passwordMismatches(), before + 1);

    // Also not by the several connections that one change wants.
    ctl.setPassword(u"user02-pw"_s);
    QVERIFY(MailStack::shared()
            ->store(u"user02"_s, u"INBOX"_s, test::letter(u"a@example.test"_s, u"b@example.test"_s, "x", "y"))
            .isEmpty());
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    const QString id = ctl.json(u"list"_s, {u"list"_s, u"INBOX"_s}).array().first()["id"_L1].toString();
    ctl.setPassword(u"wrong"_s);
    const Ran flagged = ctl.run({u"flag"_s, id, u"+seen"_s});
    QVERIFY2(flagged.code == 3, flagged.report());
    QTRY_COMPARE(passwordMismatches(), before + 2);
}

void SetupTest::aReportOfTheAttempts()
{
    Ctl ctl;
    ctl.setPassword(u"not-the-password"_s);
    const Ran ran = ctl.json(u"setup"_s, {u"setup"_s, u"user01@example.test"_s});
    QCOMPARE(ran.failure()["cause"_L1].toString(), u"wrong-password"_s);
    const QString report = ran.object()["report"_L1].toString();
    QVERIFY2(report.contains(u"imap.example.test:993 tls, from guess, user name: address"_s), qPrintable(report));
    QVERIFY2(!report.contains(u"user01"_s) && !report.contains(u"not-the-password"_s), qPrintable(report));
    const Ran told = ctl.run({u"setup"_s, u"user01@example.test"_s});
    QCOMPARE(told.code, 3);
    QVERIFY2(told.out.contains("imap.example.test:993 tls, from guess"), told.report());
}

void SetupTest::anIssuedUserName()
{
    Ctl ctl;
    ctl.setPassword(u"user01-pw"_s);
    const Ran needed = ctl.run({u"setup"_s, u"taro@docomo.ne.jp"_s});
    QVERIFY2(needed.code == 1 && needed.err.contains("--user"), needed.report());
    // Another address than the name: only with the name does the server let anybody in.
    const QStringList setup{u"setup"_s, u"info@example.test"_s, u"--dry-run"_s};
    QCOMPARE(ctl.json(u"setup"_s, setup).code, 3);
    const Ran named = ctl.json(u"setup"_s, setup + QStringList{u"--user"_s, u"user01@example.test"_s});
    QVERIFY2(named.code == 0, named.report());
    QCOMPARE(named.object()["account"_L1]["receive"_L1]["user"_L1].toString(), u"user01@example.test"_s);
    QCOMPARE(named.object()["account"_L1]["address"_L1].toString(), u"info@example.test"_s);
    QCOMPARE(attemptAt(named.object(), 993, u"succeeded"_s)["userForm"_L1].toString(), u"other"_s);
}

void SetupTest::anAppleProfile()
{
    Ctl ctl;
    ctl.setPassword(u"user01-pw"_s);
    const QByteArray profile = R"(<plist version="1.0"><dict><key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.mail.managed</string><key>EmailAddress</key><string>user01@example.test</string>
<key>IncomingMailServerHostName</key><string>imap.example.test</string><key>IncomingMailServerUseSSL</key><true/>
<key>OutgoingMailServerHostName</key><string>smtp.example.test</string><key>OutgoingMailServerPortNumber</key><integer>465</integer>
<key>OutgoingMailServerUseSSL</key><true/></dict></array></dict></plist>)";
    const QString file = ctl.write(u"corp.mobileconfig"_s, profile);
    const Ran ran = ctl.json(u"setup"_s, {u"setup"_s, u"--mobileconfig"_s, file});
    QVERIFY2(ran.code == 0, ran.report());
    QCOMPARE(ran.object()["account"_L1]["send"_L1]["port"_L1].toInt(), 465);
    QCOMPARE(ran.object()["attempts"_L1].toArray().size(), 2);
    const QString nobody = u"http://127.0.0.1:%1"_s.arg(MailStack::shared()->closedPort());
    const Ran away = ctl.run({u"setup"_s, u"--dry-run"_s, u"--mobileconfig"_s, file, u"--proxy"_s, nobody});
    QVERIFY2(away.code == 5, away.report());
    const Ran bad = ctl.run({u"setup"_s, u"--mobileconfig"_s, ctl.write(u"bad.mobileconfig"_s, "no")});
    QVERIFY2(bad.code == 1 && bad.err.contains("no profile"), bad.report());
}

void SetupTest::anUnknownHost()
{
    Ctl ctl;
    ctl.setPassword(u"x"_s);
    const Ran ran = ctl.json(u"setup"_s, {u"setup"_s, u"someone@nowhere.invalid"_s});
    QCOMPARE(ran.code, 5);
    QCOMPARE(ran.failure()["code"_L1].toString(), u"host-not-found"_s);
    QVERIFY(ran.failure()["text"_L1].toString().contains(u"nowhere.invalid"));
}

void SetupTest::aClosedPort()
{
    Ctl ctl;
    ctl.setConnectTo({u"imap.example.test:1993=127.0.0.1:%1"_s.arg(MailStack::shared()->closedPort())});
    const Ran added = ctl.addAccount(u"user02"_s, [](QJsonObject &account) {
        QJsonObject receive = account["receive"_L1].toObject();
        receive["port"_L1] = 1993;
        account["receive"_L1] = receive;
    });
    QVERIFY2(added.code == 0, added.report());
    const Ran ran = ctl.run({u"sync"_s});
    QVERIFY2(ran.code == 5, ran.report());
    QVERIFY2(ran.err.contains("Nothing answers at imap.example.test:1993"), ran.report());
}

void SetupTest::anUntrustedCertificate_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("problem");
    QTest::newRow("expired") << u"expired.example.test"_s << u"expired"_s;
    QTest::newRow("wrong name") << u"wrongname.example.test"_s << u"wrong-name"_s;
    QTest::newRow("self-signed") << u"selfsigned.example.test"_s << u"self-signed"_s;
}

void SetupTest::anUntrustedCertificate()
{
    QFETCH(QString, host);
    QFETCH(QString, problem);
    Ctl ctl;
    ctl.setPassword(u"user03-pw"_s);
    const QStringList setup{u"setup"_s, u"user03@"_s + host};
    const qsizetype before = passwordMismatches();
    const Ran refused = ctl.json(u"setup"_s, setup);
    QVERIFY2(refused.code == 4, refused.report());
    QCOMPARE(Ctl::schemaErrors(u"failure"_s, QJsonDocument(QJsonObject{{u"error"_s, refused.failure()}}).toJson()),
        QByteArray());
    const QJsonObject trust = refused.failure()["trust"_L1].toObject();
    QVERIFY(trust["problems"_L1].toArray().contains(problem));

    // The text for people has the same fingerprint and the whole command.
    const Ran told = ctl.run(setup);
    QCOMPARE(told.code, 4);
    const QString accept = trust["accept"_L1].toString();
    QVERIFY2(told.err.contains(accept.toUtf8()), told.report());
    const QString fingerprint = trust["chain"_L1].toArray().first()["sha256"_L1].toString();
    QVERIFY2(told.err.contains("SHA-256 fingerprint " + fingerprint.toUtf8()), told.report());

    const Ran accepted = ctl.json(u"trust"_s, accept.split(u' '));
    QVERIFY2(accepted.code == 0, accepted.report());
    const Ran works = ctl.json(u"setup"_s, setup);
    QVERIFY2(works.code == 0, works.report());
    const Ran synced = ctl.json(u"sync"_s, {u"sync"_s});
    QVERIFY2(synced.code == 0, synced.report());
    QCOMPARE(passwordMismatches(), before); // the password never went to anyone who refused it

    const Ran list = ctl.json(u"trustList"_s, {u"trust"_s, u"list"_s});
    QVERIFY2(!list.array().isEmpty(), list.report());
    const QStringList place = accept.split(u' ');
    const Ran forgotten = ctl.json(u"forgotten"_s, {u"trust"_s, u"forget"_s, place[2]});
    QVERIFY2(forgotten.code == 0, forgotten.report());
    QCOMPARE(ctl.json(u"trustList"_s, {u"trust"_s, u"list"_s}).array().size(), list.array().size() - 1);
    QCOMPARE(ctl.run({u"trust"_s, u"forget"_s, place[2]}).code, 2);
}

void SetupTest::anotherFingerprintIsNotAccepted()
{
    Ctl ctl;
    for (const QString &place : {u"selfsigned.example.test:993"_s, u"selfsigned.example.test:587"_s,
             u"selfsigned.example.test:143"_s, u"selfsigned.example.test:465"_s}) {
        const Ran shown = ctl.json(u"trust"_s, {u"trust"_s, u"show"_s, place});
        QVERIFY2(shown.code == 0, shown.report());
        QVERIFY(shown.object()["problems"_L1].toArray().contains(u"self-signed"_s));
        const Ran ran = ctl.run({u"trust"_s, u"accept"_s, place, u"--fingerprint"_s, QString(64, u'0')});
        QVERIFY2(ran.code == 4, ran.report());
    }
    QVERIFY(ctl.json(u"trustList"_s, {u"trust"_s, u"list"_s}).array().isEmpty());
    const Ran good = ctl.json(u"trust"_s, {u"trust"_s, u"show"_s, u"imap.example.test:993"_s});
    QVERIFY2(good.object()["problems"_L1].toArray().isEmpty(), good.report());
}

void SetupTest::accountsByHand()
{
    Ctl ctl;
    const Ran added = ctl.addAccount(u"user02"_s);
    QVERIFY2(added.code == 0, added.report());
    QJsonObject changed = Ctl::accountFile(u"user02"_s);
    changed["name"_L1] = u"会社"_s;
    const QString file = ctl.write(u"account.json"_s, QJsonDocument(changed).toJson());
    const Ran edited = ctl.json(u"account"_s, {u"account"_s, u"edit"_s, u"user02"_s, file});
    QVERIFY2(edited.code == 0, edited.report());
    QCOMPARE(edited.object()["id"_L1], added.object()["id"_L1]);
    QCOMPARE(ctl.run({u"account"_s, u"edit"_s, u"user02"_s, file}).code, 2); // it has another name now
    QCOMPARE(ctl.run({u"account"_s, u"add"_s, file}).code, 1); // the name is taken
    const Ran removed = ctl.json(u"removed"_s, {u"account"_s, u"remove"_s, u"会社"_s, u"--erase"_s});
    QVERIFY2(removed.code == 0, removed.report());
    QVERIFY(ctl.json(u"accounts"_s, {u"account"_s, u"list"_s}).array().isEmpty());
    QCOMPARE(ctl.run({u"sync"_s}).code, 2);
}

void SetupTest::slipsOfThePenAreUsageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("no such command") << QStringList{u"fetch"_s};
    QTest::newRow("no such option") << QStringList{u"sync"_s, u"--everything"_s};
    QTest::newRow("no address") << QStringList{u"setup"_s};
    QTest::newRow("no domain") << QStringList{u"setup"_s, u"taro"_s};
    QTest::newRow("no port") << QStringList{u"trust"_s, u"show"_s, u"imap.example.test"_s};
    QTest::newRow("no number") << QStringList{u"list"_s, u"INBOX"_s, u"--limit"_s, u"many"_s};
    QTest::newRow("no id") << QStringList{u"show"_s, u"17"_s};
    QTest::newRow("no change") << QStringList{u"flag"_s, u"1:INBOX:1:1"_s};
    QTest::newRow("no file") << QStringList{u"inspect"_s};
    QTest::newRow("bodies") << QStringList{u"sync"_s, u"--bodies"_s, u"some"_s};
    QTest::newRow("pop3") << QStringList{u"setup"_s, u"taro@example.test"_s, u"--protocol"_s, u"pop3"_s};
}

void SetupTest::slipsOfThePenAreUsageErrors()
{
    QFETCH(QStringList, arguments);
    Ctl ctl;
    ctl.setPassword(u"x"_s);
    const Ran ran = ctl.run(arguments);
    QVERIFY2(ran.code == 1, ran.report());
    QVERIFY(ran.out.isEmpty() && !ran.err.isEmpty());
}

void SetupTest::withoutAPasswordTheTerminalIsAskedSilently()
{
    Ctl ctl;
    const QStringList setup{u"setup"_s, u"user01@example.test"_s, u"--dry-run"_s};
    const Ran noTerminal = ctl.run(setup);
    QVERIFY2(noTerminal.code == 3, noTerminal.report());
    QVERIFY2(noTerminal.err.contains("--password-file"), noTerminal.report());

    QByteArray seen;
    QCOMPARE(onTerminal(ctl.command(setup), "user01-pw", seen), 0);
    QVERIFY2(seen.contains("Password of user01@example.test") && !seen.contains("user01-pw"), seen);
}

void SetupTest::aTypedPasswordIsKeptInTheKeyringAndErasedFromIt()
{
    Ctl ctl;
    ctl.useKeyring();
    QByteArray seen;
    QVERIFY2(onTerminal(ctl.command({u"setup"_s, u"user01@example.test"_s}), "user01-pw", seen) == 0, seen);
    const Ran synced = ctl.run({u"sync"_s});
    QVERIFY2(synced.code == 0, synced.report());
    for (const QString &name : {u"index.db"_s, u"bodies.db"_s, u"journal.db"_s, u"journal.db-wal"_s}) {
        QFile file(ctl.profile() + u'/' + name);
        QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("user01-pw"));
    }
    // Another account that gets the same number must not find it.
    QCOMPARE(ctl.run({u"account"_s, u"remove"_s, u"user01@example.test"_s, u"--erase"_s}).code, 0);
    QVERIFY(ctl.waitForEngineEnd(20000));
    for (const QString &file : {u"journal.db"_s, u"journal.db-wal"_s, u"journal.db-shm"_s})
        QFile::remove(ctl.profile() + u'/' + file);
    QCOMPARE(ctl.addAccount(u"user01"_s).object()["id"_L1].toInt(), 1);
    ctl.forgetPassword();
    const Ran lacking = ctl.run({u"sync"_s});
    QVERIFY2(lacking.code == 3 && lacking.err.contains("No password is known"), lacking.report());
}

QTEST_GUILESS_MAIN(SetupTest)
#include "tst_setup.moc"
