// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontest.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Flag;
using test::EngineOnTest;
using test::MailStack;

/** The engine in the background, as under a window. */
class OnlineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newMailComesByItself();
    void theOpenMailboxIsWatched();
    void aSyncNeverWaitsForIdle();
    void afterALostConnectionItComesBack();
    void aMissingPasswordIsAskedForOnce();
    void aRefusedPasswordIsAskedForAgain();
    void anUntrustedCertificateIsAskedAbout();
};

namespace
{
MailStack &stack()
{
    return *MailStack::shared();
}

quint32 messages(EngineOnTest &on, const QByteArray &mailbox = "INBOX")
{
    return on.reader().messageCount(on.mailbox(mailbox).id);
}

/** Online, and done with everything there was to do. */
void goOnline(EngineOnTest &on)
{
    on.engine().goOnline();
    const auto idle = [&on] {
        return on.mailbox("Trash").uidValidity.isValid() && on.mailbox("INBOX").uidValidity.isValid();
    };
    QTRY_VERIFY_WITH_TIMEOUT(idle(), 20000);
}
} // namespace

void OnlineTest::newMailComesByItself()
{
    EngineOnTest on(u"user01"_s);
    goOnline(on);
    QTest::qWait(500); // into IDLE
    for (quint32 i = 1; i <= 3; ++i) {
        QVERIFY(stack()
                .deliver(u"user01"_s, test::letterWithId("new" + QByteArray::number(i) + "@example.test"))
                .isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(messages(on), i, 5000);
    }
    QCOMPARE(on.mailbox("INBOX").unread, 3U);
}

void OnlineTest::theOpenMailboxIsWatched()
{
    EngineOnTest on(u"user02"_s);
    goOnline(on);
    on.engine().openMailbox(on.mailbox("Archive").id);
    QTest::qWait(500);
    QVERIFY(stack().store(u"user02"_s, u"Archive"_s, test::letterWithId("a@example.test")).isEmpty());
    stack().serverFiles(u"user02"_s, u"Archive"_s); // makes the server look
    QTRY_COMPARE_WITH_TIMEOUT(messages(on, "Archive"), 1U, 10000);
    // The inbox is no longer the one in IDLE, but a change there still comes with the next look around.
    QVERIFY(stack().deliver(u"user02"_s, test::letterWithId("b@example.test")).isEmpty());
    on.engine().openMailbox(on.mailbox("INBOX").id);
    QTRY_COMPARE_WITH_TIMEOUT(messages(on), 1U, 10000);
}

void OnlineTest::aSyncNeverWaitsForIdle()
{
    EngineOnTest on(u"user03"_s);
    goOnline(on);
    for (int i = 0; i < 40; ++i) {
        on.engine().openMailbox(on.mailbox(i % 2 ? "INBOX" : "Archive").id);
        QTest::qWait(i * 2);
        QElapsedTimer clock;
        clock.start();
        const auto synced = on.sync();
        QVERIFY2(synced, synced ? "" : qPrintable(core::errcName(synced.error().code)));
        QVERIFY2(clock.elapsed() < 10000, qPrintable(QString::number(i)));
    }
    // And when it has idled for a while, as it does most of the day.
    QTest::qWait(2000);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(on.sync());
    QVERIFY2(clock.elapsed() < 10000, qPrintable(QString::number(clock.elapsed())));
}

void OnlineTest::afterALostConnectionItComesBack()
{
    EngineOnTest on(u"user04"_s);
    goOnline(on);
    QTest::qWait(500);
    QVERIFY(!stack().doveadm({u"kick"_s, u"user04"_s}).isNull());
    QVERIFY(stack().deliver(u"user04"_s, test::letterWithId("later@example.test")).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(messages(on), 1U, 15000);
    // And what the person does meanwhile is not lost either.
    QVERIFY(!stack().doveadm({u"kick"_s, u"user04"_s}).isNull());
    QVERIFY(test::waitFor(on.engine().act(core::SetFlags{{on.target(u"later@example.test"_s)}, Flag::Flagged, {}})));
    QTRY_VERIFY_WITH_TIMEOUT(stack().serverFiles(u"user04"_s).first().flags.contains('F'), 20000);
}

void OnlineTest::aMissingPasswordIsAskedForOnce()
{
    EngineOnTest on(u"user05"_s);
    on.restart(EngineOnTest::Password::None);
    QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
    on.engine().goOnline();
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 10000);
    const auto question = asked.first().first().value<core::Question>();
    const auto &body = std::get<core::PasswordQuestion>(question.body);
    QVERIFY(!body.wasRefused);
    QCOMPARE(body.user, u"user05@example.test"_s);
    QVERIFY(on.engine().questions().answerPassword(question.id, {core::Secret(u"user05-pw"_s), false}));
    QTRY_VERIFY_WITH_TIMEOUT(on.mailbox("INBOX").uidValidity.isValid(), 20000);
    QCOMPARE(asked.size(), 1);
    QVERIFY(on.engine().questions().pending().isEmpty());
}

void OnlineTest::aRefusedPasswordIsAskedForAgain()
{
    EngineOnTest on(u"user06"_s);
    on.restart(EngineOnTest::Password::Wrong);
    QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
    on.engine().goOnline();
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 10000);
    const auto question = asked.first().first().value<core::Question>();
    QVERIFY(std::get<core::PasswordQuestion>(question.body).wasRefused);
    QVERIFY(!std::get<core::PasswordQuestion>(question.body).serverText.isEmpty());
    QVERIFY(on.engine().questions().answerPassword(question.id, {core::Secret(u"user06-pw"_s), false}));
    QTRY_VERIFY_WITH_TIMEOUT(on.mailbox("INBOX").uidValidity.isValid(), 20000);
    QCOMPARE(asked.size(), 1);
}

void OnlineTest::anUntrustedCertificateIsAskedAbout()
{
    EngineOnTest on(u"user07"_s);
    core::Account moved = on.account();
    moved.receive.host = moved.send.host = u"selfsigned.example.test"_s;
    QVERIFY(test::waitFor(on.engine().updateAccount(moved)));
    QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
    on.engine().goOnline();
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 10000);
    const auto question = asked.first().first().value<core::Question>();
    const auto &body = std::get<core::TrustQuestion>(question.body);
    QCOMPARE(body.host, u"selfsigned.example.test"_s);
    QVERIFY(body.problems.contains(core::CertificateProblem::SelfSigned));
    QVERIFY(on.engine().questions().answerTrust(question.id, core::TrustAnswer::Once));
    QTRY_VERIFY_WITH_TIMEOUT(on.mailbox("INBOX").uidValidity.isValid(), 20000);
    // Sending goes to another port of the same host, with the same key: no second question.
    core::Draft draft;
    draft.account = moved.id;
    draft.from = {{}, moved.address};
    draft.to = {{{}, u"user08@example.test"_s}};
    const auto id = test::waitFor(on.engine().submit(draft));
    QVERIFY(id.has_value());
    QTRY_COMPARE_WITH_TIMEOUT(on.state(*id), core::SubmissionState::Sent, 20000);
    QCOMPARE(asked.size(), 1);
    QVERIFY(on.reader().trust().isEmpty()); // once is not for ever
}

QTEST_GUILESS_MAIN(OnlineTest)
#include "tst_online.moc"
