// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signedin.h"

#include "imap/initialize.h"
#include "net/connectto.h"
#include "net/tlsroots.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QSettings>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::PasswordPurpose;

namespace
{
const QByteArray kLetter = "From: user01@example.test\r\nTo: bob@example.test\r\nSubject: over OAuth\r\nMessage-ID: "
                           "<oauth@example.test>\r\nDate: Tue, 24 Nov 2026 09:30:00 +0900\r\n\r\ntext\r\n";

QList<core::SignInQuestion> signInQuestions(const QSignalSpy &asked)
{
    QList<core::SignInQuestion> list;
    for (const QList<QVariant> &one : asked) {
        const auto question = one.first().value<core::Question>();
        if (const auto *signIn = std::get_if<core::SignInQuestion>(&question.body))
            list.append(*signIn);
    }
    return list;
}
} // namespace

/** Accounts that sign in in the browser, with a real authorization server, Dovecot and Postfix. */
class BrowserSignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HIKYAKU_LOG_DIR", m_logs.path().toUtf8());
        imap::initialize();
        stack = std::make_unique<test::MailStack>(u"maildir"_s, QStringList{u"--authorization"_s});
        QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
        QVERIFY(net::TlsRoots::addFromFile(stack->caFile()));
        for (const QString &rule : stack->connectTo())
            QVERIFY(net::ConnectTo::add(rule));
        server = std::make_unique<test::Authorization>(*stack);
    }
    void init() { server->control({{u"expires"_s, 3600}, {u"rotate"_s, false}, {u"fail"_s, 0}, {u"refresh"_s, true}}); }
    void cleanupTestCase()
    {
        server.reset();
        stack.reset();
    }

    void anAccountIsSetUpReceivesAndSends()
    {
        SignedIn on(*server, u"user01"_s);
        on.setUp();
        QCOMPARE(on.account.issuer, u"test"_s);
        QCOMPARE(on.account.receive.auth, u"oauthbearer"_s);
        QCOMPARE(on.account.send.auth, u"oauthbearer"_s);
        QVERIFY(on.sync());
        QVERIFY(test::waitFor(on.engine().submitEml(on.id, kLetter)));
        QTRY_COMPARE_WITH_TIMEOUT(stack->serverFiles(u"bob"_s).size(), 1, 20000);
        const core::SignInHealth health = on.health();
        QVERIFY(health.isSignedIn && !health.refusal);
        QVERIFY(health.letInAt.isValid() && health.sentAt.isValid() && health.signedInAt.isValid());
        QCOMPARE(health.issuer, u"test"_s);
    }

    void aTokenIsRenewedBeforeItsEnd()
    {
        server->control({{u"expires"_s, 5}}); // within the margin: over as soon as it is there
        SignedIn on(*server, u"user02"_s);
        on.setUp();
        const int before = server->asked("refresh");
        QVERIFY(on.sync());
        QVERIFY(server->asked("refresh") > before);
        QVERIFY(on.health().renewedAt.isValid());
    }

    /** Several connections at once, and each refresh token good only once. */
    void aRefreshTokenIsUsedOnce()
    {
        server->control({{u"expires"_s, 5}, {u"rotate"_s, true}});
        SignedIn on(*server, u"user03"_s);
        on.setUp();
        const qsizetype refusals = server->control()["refusals"_L1].toArray().size();
        on.engine().goOnline();
        for (int i = 0; i < 3; ++i)
            QVERIFY(on.sync());
        QVERIFY(test::waitFor(on.engine().checkSending(on.id)));
        QCOMPARE(server->control()["refusals"_L1].toArray().size(), refusals);
        // At the very same time:
        core::Account account = on.account;
        account.id = on.id;
        async::TaskScope scope;
        QList<async::Completion<core::Secret>> tokens;
        for (const PasswordPurpose purpose : {PasswordPurpose::Receive, PasswordPurpose::Send})
            tokens.append(async::spawn(scope, on.engine().signIns().token(account, purpose, engine::Asking::Never)));
        QTRY_VERIFY_WITH_TIMEOUT(tokens[0].isSet() && tokens[1].isSet(), 20000);
        QCOMPARE(server->control()["refusals"_L1].toArray().size(), refusals);
    }

    void whatAServerRefusesIsRenewedOnceAndNobodyIsAsked()
    {
        SignedIn on(*server, u"user04"_s);
        on.setUp();
        QVERIFY(on.sync());
        server->control({{u"revoke"_s, u"access"_s}});
        const int before = server->asked("refresh");
        QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
        const auto sending = test::waitFor(on.engine().checkSending(on.id));
        QVERIFY2(sending, sending ? "" : sending.error().serverText.constData());
        QCOMPARE(server->asked("refresh"), before + 1);
        QCOMPARE(asked.size(), 0);
    }

    /** Several connections are refused with the same token: the first has it renewed, the others find the new one. */
    void aRefusalOfAnOldTokenIsNoRefusalOfTheNew()
    {
        SignedIn on(*server, u"user23"_s);
        on.setUp();
        core::Account account = on.account;
        account.id = on.id;
        engine::SignIns &signIns = on.engine().signIns();
        const auto token = [&] {
            return test::waitFor(signIns.token(account, PasswordPurpose::Receive, engine::Asking::Never));
        };
        const core::Error no{Errc::AuthenticationFailed, u"imap.example.test"_s, "no"};
        const core::Secret first = *token();
        signIns.refused(on.id, PasswordPurpose::Receive, first, no);
        QCOMPARE(on.health().refusal, no);
        const core::Secret second = *token();
        QVERIFY(second != first);
        const int renewals = server->asked("refresh");
        signIns.refused(on.id, PasswordPurpose::Receive, first, no);
        QCOMPARE(token(), second);
        QCOMPARE(server->asked("refresh"), renewals);
        // Let in with it, and refused some other day: that is another story.
        signIns.letIn(on.id, PasswordPurpose::Receive);
        QVERIFY(!on.health().refusal);
        signIns.refused(on.id, PasswordPurpose::Receive, second, no);
        const auto third = token();
        QVERIFY(third && *third != second);
        signIns.refused(on.id, PasswordPurpose::Receive, *third, no);
        QCOMPARE(token().error(), no); // now only the person can help
    }

    /** Some issuers give an access token and nothing to renew it with. */
    void whatCannotBeRenewedEndsInAQuestion()
    {
        server->control({{u"refresh"_s, false}});
        SignedIn on(*server, u"user24"_s);
        on.setUp();
        core::Account account = on.account;
        account.id = on.id;
        QVERIFY(on.health().isSignedIn && on.health().expiresAt.isValid());
        QCOMPARE(on.health().againBy, on.health().expiresAt);
        engine::SignIns &signIns = on.engine().signIns();
        const auto token = [&] {
            return test::waitFor(signIns.token(account, PasswordPurpose::Receive, engine::Asking::Never));
        };
        const core::Error no{Errc::AuthenticationFailed, u"imap.example.test"_s, "no"};
        signIns.refused(on.id, PasswordPurpose::Receive, *token(), no);
        QCOMPARE(token().error(), no);
    }

    void aRefusedPasswordIsRemembered()
    {
        SignedIn on(*server, u"user25"_s);
        const auto id
            = test::waitFor(on.engine().addAccount({.name = u"x"_s, .address = u"user25@example.test"_s}, {}, false));
        QVERIFY(id);
        on.id = *id;
        const core::Error no{Errc::AuthenticationFailed, u"imap.example.test"_s, "no"};
        on.engine().signIns().passwordRefused(*id, no);
        QCOMPARE(on.health().refusal, no);
        on.engine().signIns().letIn(*id, PasswordPurpose::Receive);
        QVERIFY(!on.health().refusal && on.health().letInAt.isValid());
    }

    void afterARevocationThePersonIsAskedOnce()
    {
        SignedIn on(*server, u"user05"_s);
        on.setUp();
        QVERIFY(on.sync());
        server->control({{u"revoke"_s, u"all"_s}});
        QVERIFY(!stack->doveadm({u"kick"_s, u"user05"_s}).isNull());
        const int before = server->asked("refresh");
        QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
        on.engine().goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 20000);
        (void)test::waitFor(on.engine().checkSending(on.id), 500); // waits for the same answer
        QTest::qWait(1500);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(server->asked("refresh"), before + 1);
        const core::SignInQuestion question = signInQuestions(asked).value(0);
        QCOMPARE(question.account, on.id);
        QVERIFY(question.wasRefused && question.serverText.contains("revoked"));
        QVERIFY(!on.health().isSignedIn);
        on.browse(on.id);
        QVERIFY(on.engine().questions().pending().isEmpty());
        QVERIFY(on.sync());
        QCOMPARE(asked.size(), 1);
        QVERIFY(on.health().isSignedIn && !on.health().refusal);
    }

    void whoDeclinesIsNotAskedAgainAtOnce()
    {
        SignedIn on(*server, u"user06"_s);
        on.setUp();
        server->control({{u"revoke"_s, u"all"_s}});
        QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
        on.engine().goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 20000);
        QVERIFY(on.engine().questions().answerSignIn(asked.first().first().value<core::Question>().id, false));
        QTest::qWait(1500);
        QVERIFY2(asked.size() <= 2, qPrintable(QString::number(asked.size()))); // sending may ask, too
    }

    void aNoIsTheEndOfIt()
    {
        SignedIn on(*server, u"user26"_s);
        on.setUp(false);
        on.restart(); // and nothing is known any more
        core::Account account = on.account;
        account.id = on.id;
        QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
        async::TaskScope scope;
        const auto token = async::spawn(
            scope, on.engine().signIns().token(account, PasswordPurpose::Receive, engine::Asking::WhenNeeded));
        QTRY_COMPARE(asked.size(), 1);
        QVERIFY(on.engine().questions().answerSignIn(asked.first().first().value<core::Question>().id, false));
        QTRY_VERIFY(token.isSet());
        QCOMPARE(asked.size(), 1);
    }

    /** The token is good at the issuer and the mail server takes none: renewed once, then asked, and nothing more. */
    void aServerThatRefusesEveryTokenEndsInOneQuestion()
    {
        SignedIn on(*server, u"user07"_s);
        on.setUp();
        core::Account other = on.account;
        other.id = on.id;
        other.receive.user = u"user08@example.test"_s; // not whose token it is
        QVERIFY(test::waitFor(on.engine().updateAccount(other)));
        const int before = server->asked("refresh");
        QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
        on.engine().goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 20000);
        QTest::qWait(1500);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(server->asked("refresh"), before + 1);
        QVERIFY(test::waitFor(on.engine().checkSending(on.id))); // of which the other server knows nothing
    }

    void anIssuerThatIsDownIsWaitedFor()
    {
        server->control({{u"expires"_s, 5}});
        SignedIn on(*server, u"user09"_s);
        on.setUp();
        server->control({{u"fail"_s, 503}});
        QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
        const auto down = test::waitFor(on.engine().checkSending(on.id));
        QVERIFY(!down);
        QCOMPARE(down.error().code, Errc::AuthenticationUnavailable);
        QCOMPARE(core::nextStep(down.error()), core::NextStep::RetryLater);
        QCOMPARE(asked.size(), 0);
        QVERIFY(on.health().isSignedIn);
        server->control({{u"fail"_s, 0}});
        QVERIFY(test::waitFor(on.engine().checkSending(on.id)));
    }

    void theKeyringHasItAfterARestart()
    {
        server->control({{u"rotate"_s, true}, {u"expires"_s, 5}});
        SignedIn on(*server, u"user10"_s);
        on.setUp(true);
        QVERIFY(on.sync()); // the first refresh token is used up by now
        const QDateTime since = on.health().signedInAt;
        on.restart();
        QCOMPARE(on.health().signedInAt.toSecsSinceEpoch(), since.toSecsSinceEpoch());
        QVERIFY(on.health().isSignedIn);
        const auto synced = on.sync();
        QVERIFY2(synced, synced ? "" : synced.error().serverText.constData());
    }

    /** A desktop starts us before its keyring is open. */
    void aKeyringThatHadNothingIsAskedAgain()
    {
        SignedIn on(*server, u"user19"_s);
        on.setUp(true);
        engine::SecretStore keyring(on.paths().directory);
        const QString entry = engine::SecretStore::signInEntry(on.id);
        const auto kept = test::waitFor(keyring.findEntry(entry));
        QVERIFY(kept && *kept);
        QVERIFY(test::waitFor(SignedIn::whole(keyring.eraseEntry(entry))));
        on.restart();
        QVERIFY(!on.sync());
        QVERIFY(test::waitFor(SignedIn::whole(keyring.putEntry(entry, **kept, true))));
        QVERIFY(on.sync());
    }

    void whatIsNotKeptIsAskedForAfterARestart()
    {
        SignedIn on(*server, u"user11"_s);
        on.setUp(false);
        on.restart();
        const auto synced = on.sync();
        QVERIFY(!synced);
        QCOMPARE(synced.error().code, Errc::AuthenticationFailed);
        QVERIFY(synced.error().serverText.isEmpty());
        QSignalSpy asked(&on.engine().questions(), &engine::Questions::asked);
        on.engine().goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 20000);
        QVERIFY(!signInQuestions(asked).value(0).wasRefused);
    }

    void forgottenIsForgottenAlsoAtTheIssuer()
    {
        SignedIn on(*server, u"user12"_s);
        on.setUp(true);
        const int before = server->asked("revoke");
        QVERIFY(test::waitFor(on.engine().forgetSignIn(on.id)));
        QCOMPARE(server->asked("revoke"), before + 1);
        QVERIFY(!on.health().isSignedIn);
        on.restart();
        QVERIFY(!on.health().isSignedIn);
        const auto sending = test::waitFor(on.engine().checkSending(on.id));
        QVERIFY(!sending);
        QCOMPARE(sending.error().code, Errc::AuthenticationFailed);
    }

    void aSignInIsTakenByOneAccountOnly()
    {
        SignedIn on(*server, u"user13"_s);
        const qint64 signIn = on.browse();
        QVERIFY(on.engine().signIns().fresh(signIn));
        QCOMPARE(test::waitFor(SignedIn::whole(on.engine().signIns().finish(signIn, {}, false))).error().code,
            Errc::NoSuchMessage); // it has been, and waits for its account
        QVERIFY(on.engine().signIns().fresh(signIn));
        on.engine().signIns().cancel(signIn);
        QVERIFY(!on.engine().signIns().fresh(signIn));
        const auto added = test::waitFor(on.engine().addAccount({.name = u"x"_s}, {}, false, signIn));
        QVERIFY(!added);
        QCOMPARE(added.error().code, Errc::NoSuchMessage);
        const qint64 other = on.browse();
        core::Account account{.name = u"x"_s, .address = u"user13@example.test"_s};
        QVERIFY(test::waitFor(on.engine().addAccount(account, {}, false, other)));
        account.name = u"y"_s;
        QVERIFY(!test::waitFor(on.engine().addAccount(account, {}, false, other)));
        QCOMPARE(test::waitFor(SignedIn::whole(on.engine().signIns().finish(other, {}, false))).error().code,
            Errc::NoSuchMessage);
    }

    /** Faces come and go; what they left at the browser does not add up. */
    void theOldestOfTooManyGives()
    {
        SignedIn on(*server, u"user18"_s);
        const auto begin = [&] {
            return test::waitFor(on.engine().signIns().begin(u"test"_s, {}, {}))->id;
        };
        async::TaskScope scope;
        const auto first = async::spawn(scope, SignedIn::whole(on.engine().signIns().finish(begin(), {}, false)));
        const auto second = async::spawn(scope, SignedIn::whole(on.engine().signIns().finish(begin(), {}, false)));
        for (int i = 0; i < 6; ++i)
            begin();
        QVERIFY(!first.isSet());
        begin();
        QTRY_VERIFY(first.isSet());
        QVERIFY(!second.isSet());
        on.engine().signIns().cancelAll(); // the last face has gone
        QTRY_VERIFY(second.isSet());
    }

    /** Neither on disk nor in a log: tokens and codes, which all say what they are. */
    void nothingSecretLiesAround()
    {
        SignedIn on(*server, u"user15"_s);
        on.setUp(true);
        QVERIFY(on.sync());
        QVERIFY(test::waitFor(on.engine().checkSending(on.id)));
        int files = 0;
        for (const QString &folder : {on.paths().directory, m_logs.path(), QFileInfo(QSettings().fileName()).path()}) {
            QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (each.hasNext()) {
                QFile file(each.next());
                if (!file.open(QIODevice::ReadOnly))
                    continue;
                ++files;
                const QByteArray bytes = file.readAll();
                for (const QByteArray &secret :
                    {"access-canary-of-the-test"_ba, "refresh-canary-of-the-test"_ba, "code-canary-of-the-test"_ba}) {
                    QVERIFY2(!bytes.contains(secret), qPrintable(file.fileName()));
                    for (int shift = 0; shift < 3; ++shift) { // as base64, wherever it stands in it
                        const QByteArray encoded = (QByteArray(shift, 'x') + secret).toBase64();
                        const qsizetype from = shift == 0 ? 0 : 4;
                        QVERIFY2(!bytes.contains(encoded.sliced(from).chopped(4)), qPrintable(file.fileName()));
                    }
                }
            }
        }
        QVERIFY(files > 5);
        const QByteArray transcripts = transcriptsOf(m_logs.path());
        QVERIFY(transcripts.contains("C: ***"));
    }

private:
    std::unique_ptr<test::MailStack> stack;
    std::unique_ptr<test::Authorization> server;

    static QByteArray transcriptsOf(const QString &folder)
    {
        QByteArray all;
        for (const QFileInfo &entry : QDir(folder).entryInfoList(QDir::Files)) {
            QFile file(entry.filePath());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }

    QTemporaryDir m_logs;
};

QTEST_GUILESS_MAIN(BrowserSignInTest)
#include "tst_browsersignin.moc"
