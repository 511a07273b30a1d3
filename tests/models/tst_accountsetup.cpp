// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/accountsetup.h"
#include "scriptedengine.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::AttemptState;
using core::Errc;
using core::ServerPurpose;
using core::TrustAnswer;
using models::AccountSetup;
using models::DiscoveryModel;
using Step = AccountSetup::Step;
using Flaw = AccountSetup::Flaw;

namespace
{
const core::Secret kPassword(QByteArray("geheim"));

core::TrustQuestion untrusted(const QString &host, quint16 port, const QByteArray &key = "key")
{
    core::CertificateInfo leaf;
    leaf.spkiSha256 = key;
    return {.host = host, .port = port, .problems = {core::CertificateProblem::UnknownIssuer}, .chain = {leaf}};
}

core::DiscoveryAttempt attempt(int id, ServerPurpose purpose, const QString &host, quint16 port, AttemptState state)
{
    core::DiscoveryAttempt made{.id = id, .purpose = purpose, .source = u"guess"_s, .server = {}, .state = state};
    made.server = {.host = host, .port = port, .user = u"taro@example.jp"_s};
    return made;
}

core::DiscoveryAttempt failedTrust(int id, ServerPurpose purpose, const core::TrustQuestion &question)
{
    auto made = attempt(id, purpose, question.host, question.port, AttemptState::Failed);
    made.error = core::Error{Errc::CertificateUntrusted, question.host, {}};
    made.trust = question;
    return made;
}

core::DiscoveryResult found()
{
    core::DiscoveryResult result{.account = {}, .receiveFound = true, .sendFound = true};
    result.account = {.name = u"taro@example.jp"_s, .address = u"taro@example.jp"_s, .fullName = u"山田 太郎"_s};
    result.account.receive = {.host = u"imap.example.jp"_s, .port = 993, .user = u"taro"_s};
    result.account.send = {.host = u"smtp.example.jp"_s, .port = 587, .user = u"taro"_s};
    return result;
}

core::DiscoveryResult failed(Errc receive, std::optional<Errc> send)
{
    core::DiscoveryResult result{.account = {}};
    result.receiveError = core::Error{receive, u"imap.example.jp:993"_s, {}};
    if (send)
        result.sendError = core::Error{*send, u"smtp.example.jp:587"_s, {}};
    else
        result.sendFound = true;
    return result;
}

struct Fixture {
    QTemporaryDir folder;
    ScriptedEngine engine{folder.path() + u"/s"_s};
    ipc::Client client;
    std::unique_ptr<AccountSetup> setup;
    std::unique_ptr<QSignalSpy> finished, steps;

    Fixture()
    {
        engine.connect(client);
        setup = std::make_unique<AccountSetup>(client);
        finished = std::make_unique<QSignalSpy>(setup.get(), &AccountSetup::finished);
        steps = std::make_unique<QSignalSpy>(setup.get(), &AccountSetup::stepChanged);
        setup->setIdentity(u"山田 太郎"_s, u" taro@example.jp "_s, kPassword);
    }
    bool isAt(Step step, bool busy) const
    {
        return QTest::qWaitFor([&] { return setup->step() == step && setup->isBusy() == busy; });
    }
    bool hasAttempts(int count) const
    {
        return QTest::qWaitFor([&] { return setup->attempts()->rowCount() == count; });
    }
};
} // namespace

class AccountSetupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flaws()
    {
        using List = QList<Flaw>;
        QCOMPARE(AccountSetup::flawsOf(u""_s, {}, {}), List({Flaw::AddressMissing, Flaw::PasswordMissing}));
        for (const QString &bad :
            {u"taro"_s, u"a@b@c.jp"_s, u"a b@c.jp"_s, u"a@"_s, u"@c.jp"_s, u"a@c.jp."_s, u"a@.jp"_s})
            QCOMPARE(AccountSetup::flawsOf(bad, kPassword, {}), List{Flaw::AddressMalformed});
        for (const QString &good : {u"taro@example.jp"_s, u"taro..yamada.@example.ne.jp"_s, u" a@日本.jp "_s})
            QCOMPARE(AccountSetup::flawsOf(good, kPassword, {}), List{});
        core::Account account = found().account;
        QCOMPARE(AccountSetup::flawsOf(account), List{});
        account.protocol = core::Protocol::Pop3;
        account.receive = {};
        account.send = {};
        QCOMPARE(AccountSetup::flawsOf(account),
            List({Flaw::ReceiveHostMissing, Flaw::ReceivePortMissing, Flaw::ReceiveUserMissing, Flaw::SendHostMissing,
                Flaw::SendPortMissing, Flaw::SendUserMissing, Flaw::Pop3NotYet}));
    }

    /** docomo: the user name is no part of the address, so that only its servers are tried, with what was typed. */
    void aProviderWithUserNamesOfItsOwn()
    {
        QCOMPARE(AccountSetup::flawsOf(u"taro..yamada.@docomo.ne.jp"_s, kPassword, {}), QList{Flaw::UserNameMissing});
        QVERIFY(AccountSetup::flawsOf(u"taro@docomo.ne.jp"_s, kPassword, u"d-account"_s).isEmpty());
        QVERIFY(!AccountSetup::wantsUserName(u"taro@ezweb.ne.jp"_s)); // its servers are only suggested
        Fixture f;
        f.setup->setIdentity(u"山田"_s, u"taro@docomo.ne.jp"_s, kPassword, u" d-account "_s);
        f.setup->search();
        const auto search = f.engine.next<ipc::Discover>();
        QVERIFY(!search.request.manual); // the engine has the table, too
        QCOMPARE(search.request.userName, u"d-account"_s);
        QCOMPARE(search.request.address, u"taro@docomo.ne.jp"_s);
    }

    /** What is only suggested is never tried by itself: it stands in the form, for the person to say yes. */
    void whatIsSuggestedIsFilledIn()
    {
        Fixture f;
        f.setup->search();
        const auto search = f.engine.next<ipc::Discover>();
        core::DiscoveryAttempt suggested
            = attempt(1, ServerPurpose::Receive, u"imap.likely.example"_s, 993, AttemptState::Skipped);
        suggested.source = u"suggestion"_s;
        f.engine.tell(suggested);
        suggested.id = 2;
        suggested.server.host = u"imap.less-likely.example"_s;
        f.engine.tell(suggested);
        QVERIFY(f.hasAttempts(2));
        core::DiscoveryResult none;
        none.receiveError = none.sendError = core::Error{core::Errc::HostNotFound, u"example.jp"_s, {}};
        search.succeed(none);
        QVERIFY(f.isAt(Step::Searching, false));
        f.setup->setUpByHand();
        QCOMPARE(f.setup->account().receive.host, u"imap.likely.example"_s);
        QCOMPARE(f.setup->account().send.host, u"smtp.example.jp"_s);
    }

    void foundByAddressAlone()
    {
        Fixture f;
        f.setup->search();
        QVERIFY(f.isAt(Step::Searching, true));
        f.setup->search(); // pressed twice
        const auto search = f.engine.next<ipc::Discover>();
        QCOMPARE(search.request.address, u"taro@example.jp"_s);
        QCOMPARE(search.request.fullName, u"山田 太郎"_s);
        QCOMPARE(search.request.password, kPassword);
        QVERIFY(!search.request.manual);
        QVERIFY(search.request.userName.isEmpty());
        f.engine.tell(attempt(2, ServerPurpose::Receive, u"mail.example.jp"_s, 993, AttemptState::Running));
        f.engine.tell(attempt(1, ServerPurpose::Receive, u"imap.example.jp"_s, 993, AttemptState::Running));
        f.engine.tell(attempt(1, ServerPurpose::Receive, u"imap.example.jp"_s, 993, AttemptState::Succeeded));
        search.succeed(found());
        const auto add = f.engine.next<ipc::AddAccount>();
        QCOMPARE(f.setup->attempts()->rowCount(), 2);
        QCOMPARE(f.setup->attempts()->attemptAt(0)->state, AttemptState::Succeeded);
        QCOMPARE(add.request.account, found().account);
        QCOMPARE(add.request.receivePassword, kPassword);
        QVERIFY(add.request.sendPassword.isEmpty());
        QVERIFY(add.request.keepPassword);
        QVERIFY(f.setup->isBusy());
        QCOMPARE(f.finished->size(), 0); // not before it is stored
        add.succeed(core::AccountId{4});
        QVERIFY(f.isAt(Step::Ready, false));
        QCOMPARE(f.finished->size(), 1);
        QCOMPARE(f.setup->account().id, core::AccountId{4});
        QCOMPARE(f.engine.countAfter<ipc::Discover>(f.client), 0);
        f.setup->back();
        f.setup->setUpByHand();
        f.setup->cancel();
        QCOMPARE(f.setup->step(), Step::Ready);
    }

    void nothingIsAskedWhileSomethingIsMissing()
    {
        Fixture f;
        f.setup->setIdentity({}, u"taro@example.jp"_s, {});
        f.setup->search();
        QCOMPARE(f.setup->step(), Step::WhoYouAre);
        f.setup->setUpByHand();
        f.setup->searchByHand({.name = u"x"_s});
        QCOMPARE(f.setup->step(), Step::ByHand);
        QCOMPARE(f.engine.countAfter<ipc::Discover>(f.client), 0);
    }

    void wrongPasswordThenTheRightOne()
    {
        Fixture f;
        f.setup->search();
        // The certificate of the other half is no news while the password is wrong.
        const auto search = f.engine.next<ipc::Discover>();
        f.engine.tell(failedTrust(7, ServerPurpose::Receive, untrusted(u"imap.example.jp"_s, 993)));
        search.succeed(failed(Errc::CertificateUntrusted, Errc::AuthenticationFailed));
        QVERIFY(f.isAt(Step::Searching, false));
        QCOMPARE(f.setup->error()->code, Errc::AuthenticationFailed);
        QCOMPARE(f.setup->errorPurpose(), ServerPurpose::Send);
        QCOMPARE(f.setup->attempts()->rowCount(), 1); // what was tried stays to be read
        f.setup->setIdentity({}, u"taro@example.jp"_s, core::Secret(QByteArray("richtig")));
        f.setup->search();
        QVERIFY(!f.setup->error());
        QCOMPARE(f.setup->attempts()->rowCount(), 0);
        const auto again = f.engine.next<ipc::Discover>();
        QCOMPARE(again.request.password, core::Secret(QByteArray("richtig")));
        again.succeed(found());
        f.engine.next<ipc::AddAccount>().succeed(core::AccountId{1});
        QVERIFY(f.isAt(Step::Ready, false));
    }

    void untrustedAcceptedOnceThenFound()
    {
        Fixture f;
        f.setup->search();
        const auto search = f.engine.next<ipc::Discover>();
        f.engine.tell(attempt(1, ServerPurpose::Receive, u"imap.example.jp"_s, 143, AttemptState::Failed));
        f.engine.tell(failedTrust(2, ServerPurpose::Receive, untrusted(u"mail.example.jp"_s, 993)));
        f.engine.tell(failedTrust(3, ServerPurpose::Send, untrusted(u"mail.example.jp"_s, 587))); // the same key
        f.engine.tell(failedTrust(4, ServerPurpose::Send, untrusted(u"mail.example.jp"_s, 465, "other")));
        f.engine.tell(failedTrust(5, ServerPurpose::Send, untrusted(u"smtp.example.jp"_s, 587)));
        search.succeed(failed(Errc::CertificateUntrusted, Errc::CertificateUntrusted));
        QVERIFY(f.isAt(Step::Trust, false));
        QCOMPARE(f.setup->trustQuestion(), untrusted(u"mail.example.jp"_s, 993));
        QCOMPARE(f.setup->trustPurpose(), ServerPurpose::Receive);
        QVERIFY(!f.setup->error());
        f.setup->answerTrust(TrustAnswer::Once);
        QVERIFY(f.isAt(Step::Searching, true));
        const auto first = f.engine.next<ipc::AcceptTrust>();
        const auto second = f.engine.next<ipc::AcceptTrust>();
        QCOMPARE(first.request.question, untrusted(u"mail.example.jp"_s, 993));
        QCOMPARE(second.request.question, untrusted(u"mail.example.jp"_s, 587));
        QCOMPARE(first.request.answer, TrustAnswer::Once);
        QCOMPARE(f.engine.countAfter<ipc::AcceptTrust>(f.client), 0);
        first.succeed();
        QCOMPARE(f.engine.countAfter<ipc::Discover>(f.client), 0); // not before both are known
        second.succeed();
        f.engine.next<ipc::Discover>().succeed(found());
        f.engine.next<ipc::AddAccount>().succeed(core::AccountId{1});
        QVERIFY(f.isAt(Step::Ready, false));
    }

    void untrustedAndRefusedByThePerson()
    {
        Fixture f;
        f.setup->search();
        const auto search = f.engine.next<ipc::Discover>();
        f.engine.tell(failedTrust(2, ServerPurpose::Send, untrusted(u"smtp.example.jp"_s, 587)));
        auto result = failed(Errc::HostNotFound, Errc::CertificateUntrusted);
        result.receiveFound = true;
        result.receiveError.reset();
        search.succeed(result);
        QVERIFY(f.isAt(Step::Trust, false));
        QCOMPARE(f.setup->trustPurpose(), ServerPurpose::Send);
        f.setup->answerTrust(TrustAnswer::DoNotConnect);
        QVERIFY(f.isAt(Step::Searching, false));
        QCOMPARE(f.setup->error()->code, Errc::CertificateUntrusted);
        QCOMPARE(f.setup->errorPurpose(), ServerPurpose::Send);
        QVERIFY(!f.setup->trustQuestion());
        QCOMPARE(f.engine.countAfter<ipc::AcceptTrust>(f.client), 0);
        QCOMPARE(f.engine.count<ipc::Discover>(), 0);
    }

    void acceptingFails()
    {
        Fixture f;
        f.setup->search();
        const auto search = f.engine.next<ipc::Discover>();
        f.engine.tell(failedTrust(2, ServerPurpose::Receive, untrusted(u"mail.example.jp"_s, 993)));
        search.succeed(failed(Errc::CertificateUntrusted, {}));
        QVERIFY(f.isAt(Step::Trust, false));
        f.setup->answerTrust(TrustAnswer::Always);
        f.engine.next<ipc::AcceptTrust>().fail(Errc::StoreFull);
        QVERIFY(f.isAt(Step::Searching, false));
        QCOMPARE(f.setup->error()->code, Errc::StoreFull);
    }

    void stoppedWhileSearching()
    {
        Fixture f;
        f.setup->search();
        const auto stopped = f.engine.next<ipc::Discover>();
        f.setup->back();
        QVERIFY(f.isAt(Step::WhoYouAre, false));
        f.engine.next<ipc::CancelDiscovery>().succeed();
        f.setup->setIdentity({}, u"jiro@example.jp"_s, kPassword);
        f.setup->search();
        QVERIFY(f.isAt(Step::Searching, true));
        // The stopped one says its last words before the new one begins: none of them counts.
        QCOMPARE(f.engine.countAfter<ipc::Discover>(f.client), 0);
        f.engine.tell(attempt(1, ServerPurpose::Receive, u"imap.example.jp"_s, 993, AttemptState::Failed));
        stopped.succeed(found());
        const auto second = f.engine.next<ipc::Discover>();
        QCOMPARE(second.request.address, u"jiro@example.jp"_s);
        QCOMPARE(f.setup->attempts()->rowCount(), 0);
        QCOMPARE(f.engine.count<ipc::AddAccount>(), 0);
        second.succeed(failed(Errc::HostNotFound, Errc::HostNotFound));
        QVERIFY(f.isAt(Step::Searching, false));
        QCOMPARE(f.setup->error()->code, Errc::HostNotFound);
        f.setup->cancel();
        QVERIFY(!f.setup->error());
        QCOMPARE(f.setup->step(), Step::WhoYouAre);
    }

    void stoppedWhileStoring()
    {
        Fixture f;
        f.setup->search();
        f.engine.next<ipc::Discover>().succeed(found());
        const auto add = f.engine.next<ipc::AddAccount>();
        f.setup->cancel();
        add.succeed(core::AccountId{9});
        const auto remove = f.engine.next<ipc::RemoveAccount>(); // nothing was stored
        QCOMPARE(remove.request.account, core::AccountId{9});
        QCOMPARE(f.finished->size(), 0);
    }

    void closedWhileSearchingOrStoring()
    {
        Fixture f;
        f.setup->search();
        f.engine.next<ipc::Discover>();
        f.setup.reset();
        f.engine.next<ipc::CancelDiscovery>();
        Fixture g;
        g.setup->search();
        g.engine.next<ipc::Discover>().succeed(found());
        const auto add = g.engine.next<ipc::AddAccount>();
        g.setup.reset();
        add.succeed(core::AccountId{9});
        QCOMPARE(g.engine.next<ipc::RemoveAccount>().request.account, core::AccountId{9});
    }

    void storingFails()
    {
        Fixture f;
        f.setup->search();
        f.engine.next<ipc::Discover>().succeed(found());
        f.engine.next<ipc::AddAccount>().fail(Errc::InvalidInput, u"taro@example.jp"_s);
        QVERIFY(f.isAt(Step::Searching, false));
        QCOMPARE(f.setup->error()->code, Errc::InvalidInput);
        QCOMPARE(f.finished->size(), 0);
    }

    void byHand()
    {
        Fixture f;
        f.setup->setUpByHand();
        QCOMPARE(f.setup->step(), Step::ByHand);
        core::Account guess = f.setup->account();
        QCOMPARE(guess.receive.host, u"imap.example.jp"_s);
        QCOMPARE(guess.receive.port, 993);
        QCOMPARE(guess.send.host, u"smtp.example.jp"_s);
        QCOMPARE(guess.send.security, core::Security::StartTls);
        QCOMPARE(guess.send.user, u"taro@example.jp"_s);
        guess.receive.host = u" mx.example.jp "_s;
        f.setup->searchByHand(guess, core::Secret(QByteArray("anderes")));
        const auto search = f.engine.next<ipc::Discover>();
        QCOMPARE(search.request.manual->receive.host, u"mx.example.jp"_s);
        QCOMPARE(search.request.sendPassword, core::Secret(QByteArray("anderes")));
        search.succeed(failed(Errc::ConnectionRefused, {}));
        QVERIFY(f.isAt(Step::Searching, false));
        f.setup->back();
        QCOMPARE(f.setup->step(), Step::ByHand);
        QCOMPARE(f.setup->account().receive.host, u"mx.example.jp"_s); // as the person typed it
        f.setup->searchByHand(f.setup->account(), core::Secret(QByteArray("anderes")));
        auto result = found();
        f.engine.next<ipc::Discover>().succeed(result);
        const auto add = f.engine.next<ipc::AddAccount>();
        QCOMPARE(add.request.sendPassword, core::Secret(QByteArray("anderes")));
        add.succeed(core::AccountId{1});
        QVERIFY(f.isAt(Step::Ready, false));
    }

    void byHandInTheMiddleKeepsWhatWasFound()
    {
        Fixture f;
        f.setup->search();
        f.engine.next<ipc::Discover>();
        f.engine.tell(attempt(3, ServerPurpose::Receive, u"mail.example.jp"_s, 143, AttemptState::Succeeded));
        QVERIFY(f.hasAttempts(1));
        f.setup->setUpByHand();
        f.engine.next<ipc::CancelDiscovery>();
        QVERIFY(f.isAt(Step::ByHand, false));
        QCOMPARE(f.setup->account().receive.host, u"mail.example.jp"_s);
        QCOMPARE(f.setup->account().receive.port, 143);
        QCOMPARE(f.setup->account().send.host, u"smtp.example.jp"_s);
        f.setup->back();
        QCOMPARE(f.setup->step(), Step::WhoYouAre);
    }

    void theEngineDies()
    {
        Fixture f;
        f.setup->search();
        f.engine.next<ipc::Discover>();
        f.engine.stop();
        QVERIFY(f.isAt(Step::Searching, false));
        QCOMPARE(f.setup->error()->code, Errc::ConnectionLost);
        f.engine.start();
        f.engine.connect(f.client);
        f.setup->search();
        f.engine.next<ipc::Discover>().succeed(found());
        f.engine.next<ipc::AddAccount>();
    }

    void theListOfAttempts()
    {
        DiscoveryModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.put(attempt(5, ServerPurpose::Send, u"smtp.example.jp"_s, 587, AttemptState::Waiting));
        model.put(attempt(1, ServerPurpose::Receive, u"imap.example.jp"_s, 993, AttemptState::Waiting));
        auto now = failedTrust(5, ServerPurpose::Send, untrusted(u"smtp.example.jp"_s, 587));
        now.milliseconds = 120;
        model.put(now);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(0).data().toString(), u"imap.example.jp:993"_s);
        const QModelIndex send = model.index(1);
        QCOMPARE(send.data(DiscoveryModel::StateRole).value<AttemptState>(), AttemptState::Failed);
        QCOMPARE(send.data(DiscoveryModel::ErrorRole).value<core::Error>().code, Errc::CertificateUntrusted);
        QCOMPARE(send.data(DiscoveryModel::UntrustedRole).toBool(), true);
        QCOMPARE(send.data(DiscoveryModel::MillisecondsRole).toInt(), 120);
        QCOMPARE(send.data(DiscoveryModel::PurposeRole).value<ServerPurpose>(), ServerPurpose::Send);
        QVERIFY(!model.index(0).data(DiscoveryModel::ErrorRole).isValid());
        QVERIFY(!model.attemptAt(2) && !model.attemptAt(-1));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(AccountSetupTest)
#include "tst_accountsetup.moc"
