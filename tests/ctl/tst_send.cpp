// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/draft.h"
#include "ctl.h"
#include "mime/build.h"
#include "store/database.h"
#include "store/reader.h"
#include "store/transaction.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

/** Sending through real servers, and every way in which it can go wrong. */
class SendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAttachmentWithAJapaneseNameArrivesIdentical();
    void aClosedPortFallsToTheNext_data();
    void aClosedPortFallsToTheNext();
    void aRefusedRecipientFailsAndNothingIsFiled();
    void offlineIsQueuedAndSentByALaterSync();
    void aRefusedSignInKeepsTheMessage();
    void theAccountIsTheAuthors();
    void whatAnEngineLeftBehindIsNotBeingSent();
};

namespace
{
MailStack &stack()
{
    return *MailStack::shared();
}

QString own(const QString &user)
{
    return user + u"@example.test"_s;
}

void setServer(QJsonObject &account, const QString &half, const QString &key, const QJsonValue &value)
{
    QJsonObject server = account[half].toObject();
    server[key] = value;
    account[half] = server;
}

QString simpleLetter(const Ctl &ctl, const QString &from, const QString &to)
{
    return ctl.write(u"letter.eml"_s, test::letter(own(from), own(to), "A letter", "Hello"));
}
} // namespace

void SendTest::anAttachmentWithAJapaneseNameArrivesIdentical()
{
    QByteArray bytes(200'000, 0);
    QRandomGenerator generator(17);
    for (char &byte : bytes)
        byte = char(generator.bounded(256));
    core::Draft draft;
    draft.from = {u"山田 太郎"_s, own(u"user13"_s)};
    draft.to = {{u"花子"_s, own(u"user14"_s)}};
    draft.bcc = {{{}, own(u"user15"_s)}};
    draft.subject = u"お見積書（改訂版）の件"_s;
    draft.text = u"花子様\n\n添付します。\n.\n..点で始まる行\n"_s;
    draft.attachments = {{u"お見積書（改訂版）2026年11月.pdf"_s, u"application/pdf"_s, bytes}};
    const auto eml = mime::build(draft, {.includeBcc = true});
    QVERIFY(eml.has_value());

    Ctl sender;
    QCOMPARE(sender.addAccount(u"user13"_s).code, 0);
    const Ran sent = sender.json(u"submission"_s, {u"send"_s, sender.write(u"m.eml"_s, *eml)});
    QVERIFY2(sent.code == 0, sent.report());
    QCOMPARE(sent.object()["state"_L1].toString(), u"sent"_s);
    QCOMPARE(sent.object()["recipients"_L1].toArray().size(), 2);
    const QString messageId = sent.object()["messageId"_L1].toString();

    Ctl receiver;
    QCOMPARE(receiver.addAccount(u"user14"_s).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(stack().serverFiles(u"user14"_s).size(), 1, 20000);
    QVERIFY(!stack().serverFiles(u"user14"_s).first().bytes.toLower().contains("\r\nbcc:"));
    QTRY_COMPARE_WITH_TIMEOUT(stack().serverFiles(u"user15"_s).size(), 1, 20000);
    QCOMPARE(receiver.run({u"sync"_s}).code, 0);
    const QString id = receiver.json(u"list"_s, {u"list"_s, u"INBOX"_s}).array().first()["id"_L1].toString();
    const QJsonObject got = receiver.json(u"message"_s, {u"show"_s, id}).object();
    QCOMPARE(got["messageId"_L1].toString(), messageId);
    QCOMPARE(got["subject"_L1].toString(), draft.subject);
    QCOMPARE(got["text"_L1].toString(), draft.text.trimmed());
    QCOMPARE(got["attachments"_L1].toArray().size(), 1);
    const QJsonValue attachment = got["attachments"_L1].toArray().first();
    QCOMPARE(attachment["filename"_L1].toString(), draft.attachments.first().fileName);
    QVERIFY(receiver.run({u"show"_s, id, u"--part"_s, attachment["part"_L1].toString()}).out == bytes);

    const auto copies = stack().serverFiles(u"user13"_s, u"Sent"_s);
    QCOMPARE(copies.size(), 1);
    QVERIFY(copies.first().bytes.contains(messageId.toLatin1()));
    QVERIFY(copies.first().bytes.contains("Bcc: user15@example.test\r\n"));
    QCOMPARE(copies.first().flags, "S");
    QCOMPARE(sender.run({u"sync"_s}).code, 0);
    QCOMPARE(stack().serverFiles(u"user13"_s, u"Sent"_s).size(), 1); // and it stays one
    QCOMPARE(sender.json(u"outbox"_s, {u"outbox"_s}).array().first()["state"_L1].toString(), u"sent"_s);
}

void SendTest::aClosedPortFallsToTheNext_data()
{
    QTest::addColumn<int>("port");
    QTest::newRow("465") << 465;
    QTest::newRow("25") << 25;
}

void SendTest::aClosedPortFallsToTheNext()
{
    QFETCH(int, port);
    const auto to = [](int usual, quint16 real) {
        return u"relay.example.test:%1=127.0.0.1:%2"_s.arg(usual).arg(real);
    };
    const quint16 closed = stack().closedPort();
    Ctl ctl;
    // What answers at 25 is the stack's submission port: a relay that signs people in there.
    ctl.setConnectTo(
        {to(587, closed), to(465, port == 465 ? stack().submissionsPort() : closed), to(25, stack().submissionPort())});
    const Ran added = ctl.addAccount(
        u"user16"_s, [](QJsonObject &account) { setServer(account, u"send"_s, u"host"_s, u"relay.example.test"_s); });
    QCOMPARE(added.code, 0);
    const Ran sent = ctl.json(u"submission"_s, {u"send"_s, simpleLetter(ctl, u"user16"_s, u"user17"_s)});
    QVERIFY2(sent.code == 0, sent.report());
    const QJsonValue send = ctl.json(u"accounts"_s, {u"account"_s, u"list"_s}).array().first()["send"_L1];
    QCOMPARE(send["port"_L1].toInt(), port); // remembered
    QCOMPARE(send["security"_L1].toString(), port == 465 ? u"tls"_s : u"starttls"_s);
}

void SendTest::aRefusedRecipientFailsAndNothingIsFiled()
{
    if (!stack().hasPostfix())
        qInfo("aiosmtpd knows no recipients; its refusal is made up the same way");
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user18"_s).code, 0);
    const Ran ran = ctl.json(u"submission"_s, {u"send"_s, simpleLetter(ctl, u"user18"_s, u"nobody-of-this-name"_s)});
    QVERIFY2(ran.code == 5, ran.report());
    QCOMPARE(ran.object()["state"_L1].toString(), u"failed"_s);
    QCOMPARE(ran.object()["error"_L1]["code"_L1].toString(), u"recipient-refused"_s);
    const QJsonValue recipient = ran.object()["recipients"_L1].toArray().first();
    QCOMPARE(recipient["accepted"_L1], QJsonValue(false));
    QVERIFY(recipient["serverText"_L1].toString().contains(u"5.1.1"));
    const Ran outbox = ctl.json(u"outbox"_s, {u"outbox"_s});
    QCOMPARE(outbox.array().first()["state"_L1].toString(), u"failed"_s);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    QCOMPARE(stack().serverFiles(u"user18"_s, u"Sent"_s).size(), 0);
}

void SendTest::offlineIsQueuedAndSentByALaterSync()
{
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user19"_s).code, 0);
    QStringList nothing;
    for (const int port : {587, 465, 25})
        nothing.append(u"smtp.example.test:%1=127.0.0.1:%2"_s.arg(port).arg(stack().closedPort()));
    ctl.setConnectTo(nothing);
    const Ran ran = ctl.json(u"submission"_s, {u"send"_s, simpleLetter(ctl, u"user19"_s, u"user20"_s)});
    QVERIFY2(ran.code == 7, ran.report());
    QCOMPARE(ran.object()["state"_L1].toString(), u"queued"_s);
    QCOMPARE(ran.object()["error"_L1]["code"_L1].toString(), u"connection-refused"_s);
    ctl.setConnectTo({});
    // Not before its time: the back-off after one failure is 16 s, a fifth more at most.
    QTRY_VERIFY_WITH_TIMEOUT(ctl.run({u"sync"_s}).code == 0 && stack().serverFiles(u"user20"_s).size() == 1, 40000);
    QCOMPARE(ctl.json(u"outbox"_s, {u"outbox"_s}).array().first()["state"_L1].toString(), u"sent"_s);
    QCOMPARE(ctl.run({u"sync"_s}).code, 0);
    QCOMPARE(stack().serverFiles(u"user19"_s, u"Sent"_s).size(), 1);
    QCOMPARE(stack().serverFiles(u"user20"_s).size(), 1);
}

void SendTest::aRefusedSignInKeepsTheMessage()
{
    Ctl ctl;
    ctl.setPassword(u"wrong"_s);
    QCOMPARE(ctl.addAccount(u"user21"_s).code, 0);
    const Ran ran = ctl.json(u"submission"_s, {u"send"_s, simpleLetter(ctl, u"user21"_s, u"user22"_s)});
    QVERIFY2(ran.code == 3, ran.report());
    QCOMPARE(ran.object()["state"_L1].toString(), u"queued"_s);
    QCOMPARE(ctl.json(u"outbox"_s, {u"outbox"_s}).array().size(), 1);
}

void SendTest::theAccountIsTheAuthors()
{
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user23"_s).code, 0);
    ctl.setPassword(u"user24-pw"_s);
    QCOMPARE(ctl.addAccount(u"user24"_s).code, 0);
    const Ran sent = ctl.json(u"submission"_s, {u"send"_s, simpleLetter(ctl, u"user24"_s, u"user25"_s)});
    QVERIFY2(sent.code == 0, sent.report());
    QCOMPARE(sent.object()["account"_L1].toString(), u"user24"_s);
    const Ran unclear = ctl.run({u"send"_s, simpleLetter(ctl, u"stranger"_s, u"user25"_s)});
    QVERIFY2(unclear.code == 1, unclear.report());
    const QString noRecipient = ctl.write(u"n.eml"_s, "From: user24@example.test\nSubject: x\n\nx\n");
    QCOMPARE(ctl.run({u"send"_s, noRecipient}).code, 1);
    QCOMPARE(ctl.run({u"send"_s, ctl.file(u"missing.eml"_s)}).code, 2);
}

void SendTest::whatAnEngineLeftBehindIsNotBeingSent()
{
    Ctl ctl;
    QCOMPARE(ctl.addAccount(u"user26"_s).code, 0);
    QVERIFY(ctl.waitForEngineEnd(10'000));
    const auto told = [&ctl] {
        const QJsonArray outbox = ctl.json(u"outbox"_s, {u"outbox"_s}).array();
        return QStringList{outbox[0]["state"_L1].toString(), outbox[0]["error"_L1]["code"_L1].toString(),
            outbox[1]["state"_L1].toString(), outbox[1]["error"_L1]["code"_L1].toString()};
    };
    const store::ProfilePaths paths{ctl.profile()};
    {
        const auto engine = store::Database::open(paths); // holds the profile, as a living one does
        QVERIFY(engine.has_value());
        store::Transaction tx(**engine);
        core::Submission one{.account = (*store::Reader::open(paths))->accounts().first().id,
            .messageId = u"a@example.test"_s,
            .reversePath = own(u"user26"_s),
            .recipients = {own(u"user27"_s)},
            .state = core::SubmissionState::Sending};
        one.queuedAt = one.notBefore = QDateTime::currentDateTimeUtc();
        one.lastError = core::Error{core::Errc::ConnectionLost, u"restart"_s, {}}; // before the final dot
        QVERIFY(tx.queueSubmission(one, "x"));
        one.lastError.reset();
        QVERIFY(tx.queueSubmission(one, "x"));
        QVERIFY(tx.commit());
        QCOMPARE(told(), (QStringList{u"sending"_s, {}, u"sending"_s, {}}));
    }
    QCOMPARE(told(), (QStringList{u"queued"_s, {}, u"unknown"_s, u"delivery-unknown"_s}));
}

QTEST_GUILESS_MAIN(SendTest)
#include "tst_send.moc"
