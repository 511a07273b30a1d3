// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontoy.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using core::Flag;
using core::SubmissionState;
using test::EngineOnToy;
using test::ToyImap;
using test::toyLetter;
using Fate = ToyImap::Fate;
using Link = ToyImap::Link;

/** Accidents on the way: links that end at the worst moment, servers that refuse, storms. */
class AccidentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void moveWithoutMove_data();
    void moveWithoutMove();
    void lost250_data();
    void lost250();
    void partialRecipients();
    void temporaryAndPermanent_data();
    void temporaryAndPermanent();
    void sentCopy_data();
    void sentCopy();
    void wireFingerprint();
    void alertIsToldOnceAndPlain();
    void reconnectStorm();
    void passwordIsKeptWhileTheServerCannotCheck_data();
    void passwordIsKeptWhileTheServerCannotCheck();
    void passwordIsTriedOnceAndNotBurnt();
    void existsFloodInIdle();
};

void AccidentsTest::moveWithoutMove_data()
{
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<QByteArray>("verb"); ///< the link is lost, or refused, at the first of these
    QTest::addColumn<QByteArray>("when"); ///< before, after: carried out and the answer lost; else the tagged answer
    const QByteArray uidplus = "IMAP4rev1 UIDPLUS", plain = "IMAP4rev1";
    QTest::newRow("COPY, link lost before it") << uidplus << "UID COPY"_ba << "before"_ba;
    QTest::newRow("COPY, answer lost") << uidplus << "UID COPY"_ba << "after"_ba;
    QTest::newRow("link lost before EXPUNGE") << uidplus << "UID EXPUNGE"_ba << "before"_ba;
    QTest::newRow("EXPUNGE, answer lost") << uidplus << "UID EXPUNGE"_ba << "after"_ba;
    QTest::newRow("STORE, answer lost") << uidplus << "UID STORE"_ba << "after"_ba;
    QTest::newRow("COPY refused") << uidplus << "UID COPY"_ba << "NO [OVERQUOTA] full"_ba;
    QTest::newRow("no UIDPLUS") << plain << ""_ba << ""_ba;
    QTest::newRow("MOVE, answer lost") << "IMAP4rev1 UIDPLUS MOVE"_ba << "UID MOVE"_ba << "after"_ba;
    QTest::newRow("MOVE, link lost before it") << "IMAP4rev1 UIDPLUS MOVE"_ba << "UID MOVE"_ba << "before"_ba;
}

void AccidentsTest::moveWithoutMove()
{
    QFETCH(QByteArray, capabilities);
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, when);
    EngineOnToy on;
    on.imap.capabilities = capabilities;
    on.imap.add("INBOX", toyLetter("m1"));
    on.imap.add("INBOX", toyLetter("foreign"), {"\\Deleted"}); // somebody else's business
    on.imap.mailboxes["Archive"].attributes = "\\Archive";
    QVERIFY(on.sync());
    bool happened = verb.isEmpty();
    on.imap.before = [&](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (happened || !command.startsWith(verb) || when == "after")
            return Fate::Continue;
        happened = true;
        if (when == "before")
            return Fate::Close;
        link.reply(tag, when);
        return Fate::Handled;
    };
    on.imap.after = [&](Link &, const QByteArray &, const QByteArray &command) {
        if (happened || !command.startsWith(verb) || when != "after")
            return Fate::Continue;
        happened = true;
        return Fate::Close;
    };
    QVERIFY(test::waitFor(on.engine().act(core::MoveMessages{{on.target(u"m1"_s)}, "Archive"})));
    for (int i = 0; i < 4 && !on.nothingQueued(); ++i)
        (void)on.sync();
    QVERIFY(on.nothingQueued() && happened);
    QVERIFY(on.sync());
    const bool refused = when.startsWith("NO");
    QCOMPARE(on.imap.count("Archive", "<m1@"), refused ? 0 : 1);
    const bool stays = refused || capabilities == "IMAP4rev1";
    QCOMPARE(on.imap.count("INBOX", "<m1@"), stays ? 1 : 0);
    QCOMPARE(on.imap.count("INBOX", "<foreign@"), 1); // never a plain EXPUNGE
    QCOMPARE(on.imap.commandCount("EXPUNGE") + on.imap.commandCount("CLOSE"), 0);
    if (refused)
        QVERIFY(on.subjects().contains(u"m1"_s)); // and it is seen again
}

void AccidentsTest::lost250_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("closed") << "CLOSE"_ba;
    QTest::newRow("half a line, closed") << "25|"_ba;
    QTest::newRow("first line of two, closed") << "250-2.0.0 ta|"_ba;
}

void AccidentsTest::lost250()
{
    QFETCH(QByteArray, reply);
    EngineOnToy on;
    on.smtp.answer = [&](const QByteArray &command) {
        if (command == "." && reply != "CLOSE") // and then nothing more comes on this link
            QTimer::singleShot(100, &on.smtp, [&on] {
                for (QTcpSocket *link : on.smtp.findChildren<QTcpSocket *>())
                    link->disconnectFromHost();
            });
        return command == "." ? reply : QByteArray();
    };
    const core::SubmissionId id = on.submit(u"once"_s, {u"bob@example.test"_s});
    QTRY_COMPARE_WITH_TIMEOUT(on.submission(id).state, SubmissionState::Unknown, 20000);
    QVERIFY(on.smtp.taken.size() <= 1);
    on.smtp.answer = {};
    on.engine().goOnline();
    (void)on.sync();
    on.restart();
    QVERIFY(on.sync());
    on.engine().goOnline();
    QTest::qWait(1500);
    QCOMPARE(on.submission(id).state, SubmissionState::Unknown); // nobody may guess: never again by itself
    QVERIFY(on.smtp.taken.size() <= 1);
    QCOMPARE(on.smtp.commands.count("DATA"), 1);
    QVERIFY(test::waitFor(on.engine().retrySubmission(id))); // a person may
    QTRY_COMPARE_WITH_TIMEOUT(on.submission(id).state, SubmissionState::Sent, 20000);
}

void AccidentsTest::partialRecipients()
{
    EngineOnToy on;
    on.smtp.answer = [](const QByteArray &command) {
        return command == "RCPT TO:<no@example.test>" ? "550 5.1.1 nobody"_ba : QByteArray();
    };
    const core::SubmissionId id = on.submit(u"partly"_s, {u"yes@example.test"_s, u"no@example.test"_s});
    QTRY_COMPARE_WITH_TIMEOUT(on.submission(id).state, SubmissionState::Failed, 20000);
    QVERIFY(on.smtp.taken.isEmpty()); // to nobody, rather than silently to some
    const QList<core::RecipientResult> results = on.submission(id).results;
    QCOMPARE(results.size(), 2);
    QVERIFY(results[0].accepted && !results[1].accepted);
    QCOMPARE(results[1].address, u"no@example.test"_s);
    QCOMPARE(results[1].serverText, "550 5.1.1 nobody");
}

void AccidentsTest::temporaryAndPermanent_data()
{
    QTest::addColumn<QByteArray>("at");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<SubmissionState>("state");
    for (const char *at : {"CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."}) {
        const QByteArray step(at);
        QTest::newRow("421 at " + step) << step << "421 4.3.2 closing"_ba << SubmissionState::Queued;
        QTest::newRow("4xx at " + step) << step << "451 4.3.0 later"_ba << SubmissionState::Queued;
        if (step != "AUTH" && step != "EHLO" && step != "CONNECT") // those say nothing about the message
            QTest::newRow("5xx at " + step) << step << "554 5.7.1 no"_ba << SubmissionState::Failed;
    }
}

void AccidentsTest::temporaryAndPermanent()
{
    QFETCH(QByteArray, at);
    QFETCH(QByteArray, reply);
    QFETCH(SubmissionState, state);
    EngineOnToy on;
    on.smtp.answer = [&](const QByteArray &command) {
        return command.startsWith(at) ? reply : QByteArray();
    };
    const core::SubmissionId id = on.submit(u"later"_s, {u"bob@example.test"_s});
    QTRY_VERIFY_WITH_TIMEOUT(on.submission(id).lastError.has_value(), 20000);
    QTRY_COMPARE(on.submission(id).state, state);
    QVERIFY2(on.submission(id).lastError->serverText.contains(reply.left(3)), on.submission(id).lastError->serverText);
    QVERIFY(on.smtp.taken.isEmpty());
    if (state == SubmissionState::Queued) {
        QVERIFY(on.submission(id).notBefore > QDateTime::currentDateTimeUtc()); // not at once again
        QVERIFY(on.submission(id).queuedAt.isValid()); // its age can be shown
    }
}

void AccidentsTest::sentCopy_data()
{
    QTest::addColumn<QByteArray>("accident");
    QTest::newRow("over quota") << "NO [OVERQUOTA] full"_ba;
    QTest::newRow("OK lost") << "LOST"_ba;
    QTest::newRow("link lost before it") << "CLOSE"_ba;
    QTest::newRow("TRYCREATE") << "TRYCREATE"_ba;
    QTest::newRow("the server files its own") << "OWN"_ba;
}

void AccidentsTest::sentCopy()
{
    QFETCH(QByteArray, accident);
    EngineOnToy on;
    on.imap.mailboxes["Sent"].attributes = "\\Sent";
    QVERIFY(on.sync());
    bool happened = false;
    if (accident == "TRYCREATE") {
        on.imap.mailboxes.remove("Sent");
    } else if (accident == "OWN") {
        on.smtp.answer = [&](const QByteArray &command) {
            if (command == "QUIT")
                on.imap.add("Sent", on.smtp.taken.value(0).bytes);
            return QByteArray();
        };
    }
    on.imap.before = [&](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (happened || !command.startsWith("APPEND") || accident == "LOST")
            return Fate::Continue;
        happened = accident == "CLOSE" || accident.startsWith("NO");
        if (accident.startsWith("NO"))
            link.reply(tag, accident);
        return accident == "CLOSE" ? Fate::Close : happened ? Fate::Handled : Fate::Continue;
    };
    on.imap.after = [&](Link &, const QByteArray &, const QByteArray &command) {
        if (happened || accident != "LOST" || !command.startsWith("APPEND"))
            return Fate::Continue;
        happened = true;
        return Fate::Close;
    };
    const core::SubmissionId id = on.submit(u"copied"_s, {u"bob@example.test"_s}, u"hidden@example.test"_s);
    QTRY_COMPARE_WITH_TIMEOUT(on.submission(id).state, SubmissionState::Sent, 20000);
    for (int i = 0; i < 5 && !on.nothingQueued(); ++i)
        (void)on.sync();
    // After a lost answer it is watched for minutes: the server may still be at it.
    QCOMPARE(on.nothingQueued(), accident != "LOST" && accident != "CLOSE");
    on.restart();
    QVERIFY(on.sync());
    const QByteArray messageId = on.submission(id).messageId.toLatin1();
    QCOMPARE(on.imap.count("Sent", '<' + messageId + '>'), 1); // exactly one, whatever happened
    QCOMPARE(on.smtp.taken.size(), 1); // and never sent again
    QCOMPARE(happened, accident != "TRYCREATE" && accident != "OWN");
    if (accident != "OWN")
        QCOMPARE(on.imap.count("Sent", "Bcc: hidden@example.test\r\n"), 1);
}

void AccidentsTest::wireFingerprint()
{
    EngineOnToy on;
    const core::SubmissionId id = on.submit(u"who am I"_s, {u"bob@example.test"_s}, u"hidden@example.test"_s);
    QTRY_COMPARE_WITH_TIMEOUT(on.submission(id).state, SubmissionState::Sent, 20000);
    const test::ToySmtp::Taken mail = on.smtp.taken.first();
    QCOMPARE(on.smtp.commands.first(), "EHLO [127.0.0.1]"); // not the name of this computer
    QVERIFY(on.submission(id).messageId.endsWith(u"@sender.test"_s));
    QVERIFY(mail.bytes.contains("@sender.test>\r\n"));
    QVERIFY(mail.recipients.contains("<hidden@example.test>"));
    QVERIFY2(!mail.bytes.contains("hidden"), mail.bytes);
    QVERIFY(!mail.bytes.toLower().contains("\r\nbcc"));
    const QByteArray host = QSysInfo::machineHostName().toUtf8();
    QVERIFY(host.size() < 4 || !mail.bytes.contains(host));
    QVERIFY(std::ranges::none_of(on.imap.commands, [](const QByteArray &c) { return c.startsWith("ID "); }));
}

void AccidentsTest::alertIsToldOnceAndPlain()
{
    EngineOnToy on;
    on.imap.add("INBOX", toyLetter("m1"));
    on.imap.after = [](Link &link, const QByteArray &, const QByteArray &command) {
        if (command.startsWith("SELECT") || command.startsWith("LIST"))
            link.say("* OK [ALERT] <b>Pay\x1b[31m now</b>\xe2\x80\xae at http://evil.invalid/\x07\r\n");
        if (command.startsWith("STATUS"))
            link.say("* NO [ALERT] another\r\n");
        return Fate::Continue;
    };
    QSignalSpy told(&on.engine(), &engine::Engine::activityChanged);
    QVERIFY(on.sync());
    QVERIFY(on.sync());
    on.restart(); // a new start is a new telling
    QStringList words;
    for (const QVariantList &arguments : std::as_const(told)) {
        const auto activity = arguments.first().value<core::Activity>();
        if (activity.kind == core::ActivityKind::ServerNotice && activity.account == on.account())
            words.append(activity.subject);
    }
    QCOMPARE(words, QStringList{u"<b>Pay [31m now</b> at http://evil.invalid/"_s});
}

void AccidentsTest::reconnectStorm()
{
    EngineOnToy on;
    on.imap.before = [](Link &, const QByteArray &, const QByteArray &command) {
        return command == "CONNECT" ? Fate::Close : Fate::Continue;
    };
    QElapsedTimer clock;
    clock.start();
    const qint64 start = on.imap.connectTimes.size();
    on.engine().goOnline();
    QTest::qWait(9000);
    const QList<qint64> times = on.imap.connectTimes.mid(start);
    QVERIFY2(times.size() >= 2 && times.size() <= 8, qPrintable(QString::number(times.size())));
    QList<qint64> pauses;
    for (qsizetype i = 1; i < times.size(); ++i) {
        if (times[i] - times[i - 1] > 500) // within one round several connections are tried
            pauses.append(times[i] - times[i - 1]);
    }
    QVERIFY(!pauses.isEmpty());
    QVERIFY2(pauses.first() >= 1500, "the first pause is about two seconds");
    QVERIFY2(pauses.size() < 2 || pauses[1] > pauses[0] * 5 / 4, "each is longer than the one before");
}

void AccidentsTest::passwordIsKeptWhileTheServerCannotCheck_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("by its code") << "NO [UNAVAILABLE] the directory sleeps"_ba;
    QTest::newRow("by its words") << "NO [ALERT] Too many simultaneous connections. (Failure)"_ba;
}

void AccidentsTest::passwordIsKeptWhileTheServerCannotCheck()
{
    QFETCH(QByteArray, reply);
    EngineOnToy on;
    int tries = 0;
    on.imap.before = [&](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (!command.startsWith("AUTHENTICATE") || ++tries > 1)
            return Fate::Continue;
        link.reply(tag, reply);
        return Fate::Handled;
    };
    QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
    on.engine().goOnline();
    QTRY_VERIFY_WITH_TIMEOUT(on.mailbox("INBOX").uidValidity.isValid(), 20000); // by itself, with the same password
    QCOMPARE(asked.size(), 0);
}

void AccidentsTest::passwordIsTriedOnceAndNotBurnt()
{
    EngineOnToy on;
    on.imap.before = [](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (!command.startsWith("AUTHENTICATE"))
            return Fate::Continue;
        link.reply(tag, "NO [AUTHENTICATIONFAILED] wrong");
        return Fate::Handled;
    };
    QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
    on.engine().goOnline();
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 10000);
    (void)test::waitFor(on.engine().act(core::SetFlags{}));
    QTest::qWait(4000);
    QCOMPARE(asked.size(), 1);
    QVERIFY2(on.imap.commandCount("AUTHENTICATE") <= 1, "a third try locks many an account");
}

void AccidentsTest::existsFloodInIdle()
{
    EngineOnToy on;
    on.imap.capabilities += " IDLE";
    on.imap.add("INBOX", toyLetter("m1"));
    on.engine().goOnline();
    QTRY_VERIFY_WITH_TIMEOUT(on.imap.commandCount("IDLE") > 0, 20000);
    const qsizetype before = on.imap.commands.size();
    on.imap.add("INBOX", toyLetter("m2"));
    on.imap.tellIdlers(QByteArray("* 2 EXISTS\r\n").repeated(100'000));
    QTRY_COMPARE_WITH_TIMEOUT(on.subjects().size(), 2, 20000);
    QTest::qWait(1000);
    QVERIFY2(on.imap.commands.size() - before < 60, qPrintable(QString::number(on.imap.commands.size() - before)));
    QTRY_VERIFY(on.imap.commandCount("IDLE") > 1);
}

QTEST_GUILESS_MAIN(AccidentsTest)
#include "tst_accidents.moc"
