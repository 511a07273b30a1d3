// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/appendstage.h"
#include "engine/candidates.h"
#include "engine/movestage.h"
#include "engine/outboxservice.h"
#include "engine/replaylookup.h"
#include "engine/retrypolicy.h"
#include "engine/syncplan.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine;
using core::Errc;
using core::Flag;
using core::ModSeq;
using core::Submission;
using core::SubmissionState;
using core::Uid;
using core::UidValidity;

Q_DECLARE_METATYPE(engine::LocalMailboxState)
Q_DECLARE_METATYPE(engine::RemoteMailboxState)
Q_DECLARE_METATYPE(engine::SyncPlan)

/** The pure functions that decide what happens to mail. */
class DecisionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void planSync_data();
    void planSync();
    void afterAttempt_data();
    void afterAttempt();
    void theReceiptAndTheAnswersAreKept();
    void theSearchTriesTheUsualServersInOrder();
    void whatOthersSayComesFirstAndEachServerOnce();
    void anAddressThatHasNoServers_data();
    void anAddressThatHasNoServers();
    void otherSubmissionPorts();
    void everyClosedPortIsNamed();
    void retryDelays();
    void ofTwinsTheFirstStays();
    void stagesAreReadBackAsWritten();
};

void DecisionsTest::planSync_data()
{
    QTest::addColumn<LocalMailboxState>("local");
    QTest::addColumn<RemoteMailboxState>("remote");
    QTest::addColumn<SyncPlan>("plan");
    const UidValidity v{7}, other{8};
    const LocalMailboxState complete{v, Uid{101}, ModSeq{50}, Uid{1}, 100};
    const RemoteMailboxState same{v, Uid{101}, ModSeq{50}, 100};
    const auto local = [&](auto change) {
        LocalMailboxState state = complete;
        change(state);
        return state;
    };
    const auto remote = [&](auto change) {
        RemoteMailboxState state = same;
        change(state);
        return state;
    };

    QTest::newRow("never seen") << LocalMailboxState{} << same << SyncPlan{.firstWindow = true, .backfill = true};
    QTest::newRow("never seen, empty") << LocalMailboxState{} << remote([](auto &r) { r.exists = 0; })
                                       << SyncPlan{.firstWindow = true};
    QTest::newRow("UIDVALIDITY changed") << complete << remote([&](auto &r) { r.uidValidity = other; })
                                         << SyncPlan{.discardLocal = true, .firstWindow = true, .backfill = true};
    QTest::newRow("died before the first window was vouched for")
        << local([](auto &l) { l.backfilledTo = {}; }) << same << SyncPlan{.firstWindow = true, .backfill = true};
    QTest::newRow("nothing happened") << complete << same << SyncPlan{};
    QTest::newRow("new mail") << complete << remote([](auto &r) {
        r.uidNext = Uid{103};
        r.exists = 102;
        r.highestModSeq = ModSeq{52};
    }) << SyncPlan{.newFrom = Uid{101}, .flagsSince = ModSeq{50}, .compareUids = true};
    QTest::newRow("flags changed") << complete << remote([](auto &r) { r.highestModSeq = ModSeq{51}; })
                                   << SyncPlan{.flagsSince = ModSeq{50}};
    QTest::newRow("expunged") << complete << remote([](auto &r) {
        r.exists = 99;
        r.highestModSeq = ModSeq{51};
    }) << SyncPlan{.flagsSince = ModSeq{50}, .compareUids = true};
    QTest::newRow("expunged and the MODSEQ stands still")
        << complete << remote([](auto &r) { r.exists = 99; }) << SyncPlan{.compareUids = true};
    QTest::newRow("no UIDNEXT") << complete << remote([](auto &r) { r.uidNext = {}; })
                                << SyncPlan{.newFrom = Uid{101}, .compareUids = true};
    QTest::newRow("no CONDSTORE") << local([](auto &l) { l.highestModSeq = {}; })
                                  << remote([](auto &r) { r.highestModSeq = {}; }) << SyncPlan{.flagsSince = ModSeq{0}};
    QTest::newRow("CONDSTORE is new here")
        << local([](auto &l) { l.highestModSeq = {}; }) << same << SyncPlan{.flagsSince = ModSeq{0}};
    QTest::newRow("nothing stored, no CONDSTORE") << local([](auto &l) {
        l.stored = 0;
        l.highestModSeq = {};
    }) << remote([](auto &r) {
        r.exists = 0;
        r.highestModSeq = {};
    }) << SyncPlan{};
    QTest::newRow("it said 0 EXISTS once")
        << local([](auto &l) { l.stored = 0; }) << same << SyncPlan{.firstWindow = true, .backfill = true};
    QTest::newRow("half received") << local([](auto &l) {
        l.backfilledTo = Uid{51};
        l.stored = 50;
    }) << same << SyncPlan{.compareUids = true, .backfill = true};
    QTest::newRow("somebody appended what we do not have")
        << local([](auto &l) { l.stored = 99; }) << same << SyncPlan{.compareUids = true};
}

void DecisionsTest::planSync()
{
    QFETCH(LocalMailboxState, local);
    QFETCH(RemoteMailboxState, remote);
    QFETCH(SyncPlan, plan);
    const SyncPlan made = engine::planSync(local, remote);
    QCOMPARE(made.discardLocal, plan.discardLocal);
    QCOMPARE(made.firstWindow, plan.firstWindow);
    QCOMPARE(made.newFrom, plan.newFrom);
    QCOMPARE(made.flagsSince, plan.flagsSince);
    QCOMPARE(made.compareUids, plan.compareUids);
    QCOMPARE(made.backfill, plan.backfill);
}

void DecisionsTest::afterAttempt_data()
{
    QTest::addColumn<Errc>("code");
    QTest::addColumn<SubmissionState>("state");
    const auto row = [](Errc code, SubmissionState state) {
        QTest::newRow(qPrintable(core::errcName(code))) << code << state;
    };
    for (const Errc code :
        {Errc::Offline, Errc::HostNotFound, Errc::ConnectionRefused, Errc::ConnectionLost, Errc::Timeout,
            Errc::AuthenticationUnavailable, Errc::ServerBusy, Errc::AuthenticationFailed, Errc::CertificateUntrusted,
            Errc::StoreFull, Errc::StoreFailed}) // the last two: our disk would not let the final dot leave
        row(code, SubmissionState::Queued);
    for (const Errc code : {Errc::TlsFailed, Errc::TlsNotOffered, Errc::NoCommonMechanism, Errc::ServerRefused,
             Errc::MessageTooLarge, Errc::RecipientRefused, Errc::SenderRefused, Errc::InvalidInput, Errc::OverQuota,
             Errc::StoreCorrupt, Errc::ProtocolViolation, Errc::Internal})
        row(code, SubmissionState::Failed);
    row(Errc::DeliveryUnknown, SubmissionState::Unknown); // nobody may guess: never Queued
}

void DecisionsTest::afterAttempt()
{
    QFETCH(Errc, code);
    QFETCH(SubmissionState, state);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Submission before{.state = SubmissionState::Sending, .attempts = 1};
    before.notBefore = now.addSecs(-5);
    const core::Error error{code, u"smtp.example.test:587"_s, "4.2.1 words"};
    const Submission after = engine::afterAttempt(before, std::unexpected(error), now);
    QCOMPARE(after.state, state);
    QVERIFY(after.lastError.has_value());
    QCOMPARE(after.lastError->serverText, error.serverText);
    if (state == SubmissionState::Queued)
        QVERIFY(after.notBefore >= now.addSecs(10)); // not at once, and not by every program in the world together
    else
        QCOMPARE(after.notBefore, before.notBefore);
}

void DecisionsTest::theReceiptAndTheAnswersAreKept()
{
    Submission before{.state = SubmissionState::Sending, .attempts = 3};
    before.lastError = core::Error{Errc::Timeout, {}, {}};
    before.answers = core::MessageKey{core::AccountId{1}, "INBOX", UidValidity{7}, Uid{3}};
    const smtp::Receipt receipt{"2.0.0 queued", {{u"b@example.test"_s, true, "2.1.5 Ok"}}};
    const Submission after = engine::afterAttempt(before, receipt, QDateTime::currentDateTimeUtc());
    QCOMPARE(after.state, SubmissionState::Sent);
    QVERIFY(!after.lastError.has_value());
    QCOMPARE(after.results, receipt.recipients);
    QCOMPARE(after.answers, before.answers);
}

void DecisionsTest::theSearchTriesTheUsualServersInOrder()
{
    const auto attempts = guessServers(u"Taro@Mail.Example.TEST"_s);
    QVERIFY(attempts.has_value());
    QStringList receive, send;
    int id = attempts->first().id;
    QVERIFY(id > 100); // whatever somebody says comes before
    for (const core::DiscoveryAttempt &attempt : *attempts) {
        QCOMPARE(attempt.id, id++);
        QCOMPARE(attempt.server.user, u"Taro@Mail.Example.TEST"_s);
        QVERIFY(attempt.server.security != core::Security::None);
        const int port = attempt.server.port;
        const bool wrapped = port == 993 || port == 995 || port == 465;
        QCOMPARE(attempt.protocol, port == 995 || port == 110 ? core::Protocol::Pop3 : core::Protocol::Imap);
        QCOMPARE(attempt.server.security, wrapped ? core::Security::Tls : core::Security::StartTls);
        (attempt.purpose == core::ServerPurpose::Receive ? receive : send)
            .append(u"%1:%2"_s.arg(attempt.server.host).arg(attempt.server.port));
    }
    QCOMPARE(receive.first(), u"imap.mail.example.test:993"_s);
    QCOMPARE(receive.size(), 10);
    QCOMPARE(receive[6], u"pop.mail.example.test:995"_s); // IMAP first
    QCOMPARE(receive.last(), u"mail.mail.example.test:110"_s);
    QVERIFY(receive.indexOf(u"mail.example.test:993"_s) < receive.indexOf(u"imap.mail.example.test:143"_s));
    QCOMPARE(send.first(), u"smtp.mail.example.test:587"_s);
    QVERIFY(send.indexOf(u"mail.example.test:587"_s) < send.indexOf(u"smtp.mail.example.test:465"_s));
    QVERIFY(send.indexOf(u"mail.example.test:465"_s) < send.indexOf(u"smtp.mail.example.test:25"_s));
    const auto japanese = guessServers(u"taro@日本語.example"_s);
    QVERIFY(japanese.has_value());
    QCOMPARE(japanese->first().server.host, u"imap.xn--wgv71a119e.example"_s);
}

void DecisionsTest::whatOthersSayComesFirstAndEachServerOnce()
{
    const core::ServerSettings imap{.host = u"imap.a.example"_s, .port = 993, .user = u"taro"_s};
    const core::ServerSettings pop{.host = u"pop.a.example"_s, .port = 995, .user = u"taro"_s};
    const core::ServerSettings smtp{.host = u"smtp.a.example"_s, .port = 465, .user = u"taro"_s};
    const core::ServerSettings far{.host = u"smtp.far.example"_s, .port = 465, .user = u"taro"_s};
    const providers::Offer first{.source = u"autoconfig"_s,
        .receive = {{core::Protocol::Pop3, pop}, {core::Protocol::Imap, imap}},
        .send = {smtp}};
    providers::Offer second{.source = u"srv"_s, .receive = {{core::Protocol::Imap, imap}}, .send = {far}};
    second.suggestedOnly = true;
    const auto attempts = offeredServers({first, second});
    QCOMPARE(attempts.size(), 3);
    QCOMPARE(attempts[0].server, imap);
    QCOMPARE(attempts[1].server, smtp);
    QCOMPARE(attempts[1].source, u"autoconfig"_s);
    QCOMPARE(attempts[1].state, core::AttemptState::Waiting);
    QCOMPARE(attempts[2].server, far);
    QCOMPARE(attempts[2].source, u"suggestion"_s);
    QCOMPARE(attempts[2].state, core::AttemptState::Skipped);
    QVERIFY(attempts[2].id < guessServers(u"taro@a.example"_s)->first().id);
}

void DecisionsTest::anAddressThatHasNoServers_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address :
        {"", "taro", "@example.test", "taro@", "taro@localhost", "taro@.test", "taro@test.", "taro@a b.test"})
        QTest::newRow(address) << QString::fromUtf8(address);
}

void DecisionsTest::anAddressThatHasNoServers()
{
    QFETCH(QString, address);
    const auto attempts = guessServers(address);
    QVERIFY(!attempts.has_value());
    QCOMPARE(attempts.error().code, Errc::InvalidInput);
}

void DecisionsTest::otherSubmissionPorts()
{
    const auto portsBeside = [](quint16 port) {
        QList<int> ports;
        const core::ServerSettings failed{u"smtp.example.test"_s, port, core::Security::StartTls, u"auto"_s, u"taro"_s};
        for (const core::ServerSettings &other : engine::otherSubmissionPorts(failed)) {
            ports.append(other.port);
            if (other.security == core::Security::None || other.host != failed.host || other.user != failed.user)
                ports.append(-1);
        }
        return ports;
    };
    QCOMPARE(portsBeside(587), (QList<int>{465, 25}));
    QCOMPARE(portsBeside(465), (QList<int>{587, 25}));
    QCOMPARE(portsBeside(25), (QList<int>{587, 465}));
    QCOMPARE(portsBeside(2525), (QList<int>{587, 465, 25}));
}

void DecisionsTest::everyClosedPortIsNamed()
{
    const auto failed = [](Errc code, const QString &where) {
        return core::Error{code, where, {}};
    };
    const core::Error first = failed(Errc::Timeout, u"smtp.example.test:587"_s);
    const QList<core::Error> others{first, failed(Errc::Timeout, u"smtp.example.test:465"_s),
        failed(Errc::Timeout, u"mail.example.test:465"_s), failed(Errc::ConnectionRefused, u"smtp.example.test:25"_s),
        failed(Errc::Timeout, u"smtp.example.test:25"_s), failed(Errc::Timeout, u"smtp"_s)};
    QCOMPARE(engine::namingEveryPort(first, others).context, u"smtp.example.test:587, 465, 25"_s);
    QCOMPARE(engine::namingEveryPort(first, {}).context, first.context);
    const core::Error bare = failed(Errc::Timeout, u"example.test"_s);
    QCOMPARE(engine::namingEveryPort(bare, others).context, bare.context);
    const core::Error refused = failed(Errc::AuthenticationFailed, first.context);
    QCOMPARE(engine::namingEveryPort(refused, {failed(Errc::AuthenticationFailed, u"smtp.example.test:465"_s)}).context,
        refused.context);
}

void DecisionsTest::retryDelays()
{
    using namespace std::chrono_literals;
    QCOMPARE(retryDelay(1, 0.5), 2000ms);
    QCOMPARE(retryDelay(2, 0.5), 4000ms);
    QCOMPARE(retryDelay(4, 0.5), 16000ms);
    QCOMPARE(retryDelay(1000, 0.5), std::chrono::milliseconds(10min));
    QCOMPARE(retryDelay(1, 0), 1600ms);
    QCOMPARE(retryDelay(1, 1), 2400ms);
    QCOMPARE(retryDelay(-3, 0.5), 2000ms);
}

void DecisionsTest::ofTwinsTheFirstStays()
{
    const auto original = [](const QString &id, quint32 size) {
        return core::MessageTarget{.key = {}, .messageId = id, .size = size};
    };
    const QList<Found> there{{Uid{9}, u"a@x"_s, 100}, {Uid{7}, u"a@x"_s, 100}, {Uid{8}, u"b@x"_s, 50},
        {Uid{10}, u"a@x"_s, 101}, {Uid{11}, u"c@x"_s, 60}, {Uid{12}, u"c@x"_s, 60}, {Uid{13}, QString(), 70},
        {Uid{14}, QString(), 70}};
    QCOMPARE(twins(there, {original(u"a@x"_s, 100), original(u"b@x"_s, 50)}), QList<Uid>{Uid{9}});
    QCOMPARE(twins(there, {original(u"a@x"_s, 100), original(u"a@x"_s, 100)}), QList<Uid>()); // two were meant
    QCOMPARE(twins(there, {original({}, 70)}), QList<Uid>()); // nothing says that they are the same
    QCOMPARE(twins(there, {original(u"a@x"_s, 0)}), QList<Uid>());
    QCOMPARE(twins({}, {original(u"a@x"_s, 100)}), QList<Uid>());
}

void DecisionsTest::stagesAreReadBackAsWritten()
{
    using Step = MoveStage::Step;
    const MoveStage again{2, Step::Copied, UidValidity{5}, Uid{6}, true};
    for (const MoveStage &stage : {MoveStage{}, MoveStage{1, Step::Copying, UidValidity{5}, Uid{6}}, again}) {
        const MoveStage read = MoveStage::fromText(stage.toText());
        QCOMPARE(read.batch, stage.batch);
        QCOMPARE(read.step, stage.step);
        QCOMPARE(read.uidNext, stage.uidNext);
        QCOMPARE(read.mayHaveTwins, stage.mayHaveTwins);
    }
    QCOMPARE(MoveStage::fromText(u"0 copied"_s).step, Step::Copied); // written by an older program
    AppendStage filed{AppendStage::Step::Filed, UidValidity{5}, Uid{6}, QDateTime::fromSecsSinceEpoch(1'700'000'000)};
    QCOMPARE(AppendStage::fromText(filed.toText()).until, filed.until);
    QCOMPARE(AppendStage::fromText(filed.toText()).step, filed.step);
    filed.step = AppendStage::Step::Appending;
    QCOMPARE(AppendStage::fromText(filed.toText()).step, filed.step);
    QCOMPARE(AppendStage::fromText(filed.toText()).uidNext, filed.uidNext);
    QCOMPARE(AppendStage::fromText({}).step, AppendStage::Step::Begun);
}

QTEST_GUILESS_MAIN(DecisionsTest)
#include "tst_decisions.moc"
