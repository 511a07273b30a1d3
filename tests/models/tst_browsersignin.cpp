// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/accountsetup.h"
#include "scriptedengine.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using models::AccountSetup;
using Browser = AccountSetup::Browser;
using Step = AccountSetup::Step;

namespace
{
providers::SignInMeans means()
{
    auto known = providers::SignInMeans::of({});
    if (!known.add(R"({"clients":{"microsoft":{"id":"m"},"google":{"id":"g"}}})"))
        qFatal("means");
    return known;
}

core::DiscoveryResult found()
{
    core::DiscoveryResult result{.account = {}, .receiveFound = true, .sendFound = true};
    result.account = {.name = u"taro@outlook.jp"_s, .address = u"taro@outlook.jp"_s, .issuer = u"microsoft"_s};
    return result;
}

struct Fixture {
    explicit Fixture(const QString &address = u"taro@outlook.jp"_s)
    {
        engine.connect(client);
        setup = std::make_unique<AccountSetup>(client, nullptr, means);
        pages = std::make_unique<QSignalSpy>(&setup->browser(), &models::BrowserSignIn::pageReady);
        setup->setIdentity(u"山田 太郎"_s, address, {});
    }
    /** The browser has come back; the search is next. */
    ScriptedEngine::Call<ipc::Discover> signIn(qint64 id = 7)
    {
        setup->signIn();
        engine.next<ipc::BeginSignIn>().succeed({id, u"https://login.example/authorize?state=x"_s});
        engine.next<ipc::FinishSignIn>().succeed();
        return engine.next<ipc::Discover>();
    }

    QTemporaryDir folder;
    ScriptedEngine engine{folder.path() + u"/s"_s};
    ipc::Client client;
    std::unique_ptr<AccountSetup> setup;
    std::unique_ptr<QSignalSpy> pages;
};
} // namespace

/** The wizard's way over the browser. */
class BrowserSignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void howOneMaySignIn()
    {
        Fixture f;
        QCOMPARE(f.setup->browserFor(u"taro@outlook.jp"_s), Browser::Only);
        QCOMPARE(f.setup->browserFor(u"taro@gmail.com"_s), Browser::Offered);
        QCOMPARE(f.setup->browserFor(u"taro@yahoo.com"_s), Browser::NoClient);
        QCOMPARE(f.setup->browserFor(u"taro@example.jp"_s), Browser::NotKnown);
    }

    void signedInTheSearchGoesOnWithoutAPassword()
    {
        Fixture f;
        QSignalSpy finished(f.setup.get(), &AccountSetup::finished);
        f.setup->signIn();
        QCOMPARE(f.setup->step(), Step::Browser);
        QVERIFY(f.setup->isBusy());
        const auto begin = f.engine.next<ipc::BeginSignIn>();
        QCOMPARE(begin.request.issuer, u"microsoft"_s);
        QCOMPARE(begin.request.user, u"taro@outlook.jp"_s);
        QVERIFY(!begin.request.words.done.isEmpty() && begin.request.words.done != begin.request.words.refused);
        begin.succeed({7, u"https://login.example/authorize?state=x"_s});
        const auto finish = f.engine.next<ipc::FinishSignIn>();
        QCOMPARE(finish.request.signIn, 7);
        QVERIFY(!finish.request.account.isValid());
        QTRY_COMPARE(f.pages->size(), 1);
        QCOMPARE(f.pages->first().first().toUrl().host(), u"login.example"_s);
        finish.succeed();
        const auto search = f.engine.next<ipc::Discover>();
        QCOMPARE(search.request.signIn, 7);
        QVERIFY(search.request.password.isEmpty());
        QCOMPARE(f.setup->step(), Step::Searching);
        search.succeed(found());
        const auto add = f.engine.next<ipc::AddAccount>();
        QCOMPARE(add.request.signIn, 7);
        QVERIFY(add.request.receivePassword.isEmpty());
        add.succeed(core::AccountId{1});
        QTRY_COMPARE(finished.size(), 1);
        f.setup.reset(); // it has been taken: nothing is taken back
        QCOMPARE(f.engine.countAfter<ipc::CancelSignIn>(f.client), 0);
    }

    void withoutAClientIdNothingIsBegun()
    {
        Fixture f(u"taro@yahoo.com"_s);
        f.setup->signIn();
        QCOMPARE(f.setup->step(), Step::WhoYouAre);
        QCOMPARE(f.engine.countAfter<ipc::BeginSignIn>(f.client), 0);
    }

    void onlyAnEncryptedPageIsOpened()
    {
        Fixture f;
        f.setup->signIn();
        f.engine.next<ipc::BeginSignIn>().succeed({7, u"http://login.example/"_s});
        f.engine.next<ipc::FinishSignIn>();
        QTest::qWait(20);
        QCOMPARE(f.pages->size(), 0);
    }

    void whoGoesBackEndsIt()
    {
        Fixture f;
        f.setup->signIn();
        f.engine.next<ipc::BeginSignIn>().succeed({7, u"https://login.example/"_s});
        const auto finish = f.engine.next<ipc::FinishSignIn>();
        QTRY_COMPARE(f.pages->size(), 1);
        f.setup->back();
        QCOMPARE(f.setup->step(), Step::WhoYouAre);
        QVERIFY(!f.setup->isBusy());
        QCOMPARE(f.engine.next<ipc::CancelSignIn>().request.signIn, 7);
        finish.fail(Errc::Cancelled);
        QCOMPARE(f.engine.countAfter<ipc::Discover>(f.client), 0);
        QVERIFY(!f.setup->error());
    }

    /** The engine has begun by the time that it hears of it. */
    void whoGoesBackBeforeThePageIsThereEndsItToo()
    {
        Fixture f;
        f.setup->signIn();
        const auto begin = f.engine.next<ipc::BeginSignIn>();
        f.setup->back();
        begin.succeed({7, u"https://login.example/"_s});
        QCOMPARE(f.engine.next<ipc::CancelSignIn>().request.signIn, 7);
        QCOMPARE(f.pages->size(), 0);
        QCOMPARE(f.engine.countAfter<ipc::FinishSignIn>(f.client), 0);
    }

    /** One browser's page at a time, and nothing is heard of one that was given up. */
    void onlyTheLastOneIsWaitedFor()
    {
        Fixture f;
        QSignalSpy ended(&f.setup->browser(), &models::BrowserSignIn::ended);
        f.setup->browser().begin(u"microsoft"_s, u"taro@outlook.jp"_s);
        f.engine.next<ipc::BeginSignIn>().succeed({7, u"https://login.example/one"_s});
        const auto first = f.engine.next<ipc::FinishSignIn>();
        QTRY_COMPARE(f.pages->size(), 1);
        f.setup->browser().begin(u"microsoft"_s, u"taro@outlook.jp"_s);
        QCOMPARE(f.engine.next<ipc::CancelSignIn>().request.signIn, 7);
        first.succeed();
        f.engine.next<ipc::BeginSignIn>().succeed({8, u"https://login.example/two"_s});
        const auto second = f.engine.next<ipc::FinishSignIn>();
        QCOMPARE(f.engine.countAfter<ipc::Discover>(f.client), 0);
        QCOMPARE(ended.size(), 0);
        QVERIFY(f.setup->browser().isUnderWay());
        second.succeed();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().value<core::Result<qint64>>().value(), 8);
    }

    void onlyAWholeAddressIsSignedIn()
    {
        Fixture f(u"taro yamada@outlook.jp"_s);
        QCOMPARE(f.setup->browserFor(u"taro yamada@outlook.jp"_s), Browser::Only);
        f.setup->signIn();
        QCOMPARE(f.engine.countAfter<ipc::BeginSignIn>(f.client), 0);
    }

    void aClientIdThatIsSetCountsAtOnce()
    {
        Fixture f;
        bool isSet = false;
        AccountSetup setup(f.client, nullptr, [&] {
            auto known = providers::SignInMeans::of({});
            if (isSet && !known.add(R"({"clients":{"yahoo":{"id":"y"}}})"))
                qFatal("means");
            return known;
        });
        QSignalSpy changed(&setup, &AccountSetup::meansChanged);
        QCOMPARE(setup.browserFor(u"taro@yahoo.com"_s), Browser::NoClient);
        setup.setClient(u"yahoo"_s, u"y"_s, {});
        isSet = true;
        f.engine.next<ipc::SetSignInClient>().succeed();
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(setup.browserFor(u"taro@yahoo.com"_s), Browser::Offered);
    }

    void aRefusalIsToldAndTheNextTryBeginsAnew()
    {
        Fixture f;
        f.setup->signIn();
        f.engine.next<ipc::BeginSignIn>().succeed({7, u"https://login.example/"_s});
        f.engine.next<ipc::FinishSignIn>().fail(Errc::AuthenticationFailed, u"login.example"_s);
        QTRY_VERIFY(f.setup->error());
        QVERIFY(f.setup->isBrowsersError());
        QCOMPARE(f.setup->step(), Step::Searching);
        f.setup->signIn();
        f.engine.next<ipc::BeginSignIn>();
        QCOMPARE(f.setup->step(), Step::Browser);
    }

    /** The mail server does not like the token: perhaps another person signed in. */
    void whatTheMailServerRefusesIsNotTriedAgain()
    {
        Fixture f;
        core::DiscoveryResult refused;
        refused.receiveError = core::Error{Errc::AuthenticationFailed, u"imap.example"_s, "no"};
        f.signIn().succeed(refused);
        QCOMPARE(f.engine.next<ipc::CancelSignIn>().request.signIn, 7);
        QTRY_VERIFY(f.setup->error());
        f.setup->signIn();
        f.engine.next<ipc::BeginSignIn>();
    }

    /** A lost line is no reason to see the browser again. */
    void afterAFailedSearchTheSignInStillCounts()
    {
        Fixture f;
        core::DiscoveryResult lost;
        lost.receiveError = core::Error{Errc::ConnectionLost, u"imap.example"_s, {}};
        f.signIn().succeed(lost);
        QTRY_VERIFY(f.setup->error());
        f.setup->signIn();
        QCOMPARE(f.engine.next<ipc::Discover>().request.signIn, 7);
    }

    /** The address says nothing; who runs the domain's mail does. */
    void aHostedDomainIsSignedInAtItsHost()
    {
        Fixture f(u"taro@hosted.example"_s);
        QSignalSpy changed(f.setup.get(), &AccountSetup::meansChanged);
        for (int i = 0; i < 2; ++i) // once an address
            f.setup->meet(u" taro@hosted.example"_s);
        const auto find = f.engine.next<ipc::FindIssuer>();
        QCOMPARE(find.request.address, u"taro@hosted.example"_s);
        find.succeed(u"microsoft"_s);
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(f.setup->browserFor(u"taro@hosted.example"_s), Browser::Offered);
        QCOMPARE(f.setup->browserFor(u"taro@other.example"_s), Browser::NotKnown);
        f.setup->signIn();
        QCOMPARE(f.engine.next<ipc::BeginSignIn>().request.issuer, u"microsoft"_s);
        QCOMPARE(f.engine.countAfter<ipc::FindIssuer>(f.client), 0);
    }

    void onlyOfAWholeUnknownAddressTheHostIsAsked()
    {
        Fixture f;
        for (const QString &address : {u"taro@gmail.com"_s, u"taro@ocn.ne.jp"_s, u"taro@"_s, u"taro@localhost."_s})
            f.setup->meet(address);
        QCOMPARE(f.engine.countAfter<ipc::FindIssuer>(f.client), 0);
    }

    void aRefusedPasswordLeadsToTheBrowser_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isOffered");
        QTest::newRow("found") << u"mx"_s << u"outlook.office365.com"_s << true;
        QTest::newRow("another host") << u"mx"_s << u"imap.hosted.example"_s << false;
        QTest::newRow("only suggested") << u"suggestion"_s << u"outlook.office365.com"_s << false;
    }
    void aRefusedPasswordLeadsToTheBrowser()
    {
        QFETCH(QString, source);
        QFETCH(QString, host);
        QFETCH(bool, isOffered);
        Fixture f(u"taro@hosted.example"_s);
        f.setup->setIdentity({}, u"taro@hosted.example"_s, core::Secret("word"_ba));
        f.setup->search();
        const auto search = f.engine.next<ipc::Discover>();
        const core::Error refusal{Errc::AuthenticationFailed, host, "no"};
        f.engine.tell(core::DiscoveryAttempt{.id = 1,
            .source = source,
            .server = {.host = host, .port = 993},
            .state = core::AttemptState::Failed,
            .error = refusal});
        core::DiscoveryResult refused;
        refused.receiveError = refusal;
        search.succeed(refused);
        QTRY_VERIFY(f.setup->error());
        QCOMPARE(f.setup->browserFor(u"taro@hosted.example"_s), isOffered ? Browser::Offered : Browser::NotKnown);
        f.setup->signIn();
        QCOMPARE(f.engine.countAfter<ipc::BeginSignIn>(f.client), isOffered ? 1 : 0);
        if (!isOffered)
            return;
        f.engine.next<ipc::BeginSignIn>().succeed({7, u"https://login.example/"_s});
        f.engine.next<ipc::FinishSignIn>().succeed();
        const auto again = f.engine.next<ipc::Discover>();
        QCOMPARE(again.request.signIn, 7);
        QVERIFY(again.request.password.isEmpty() && !again.request.manual);
    }

    /** Behind a proxy nobody can be asked who runs the domain: its servers are typed. */
    void typedServersAreKeptAndSoIsTheirWay()
    {
        Fixture f(u"taro@hosted.example"_s);
        f.setup->setUpByHand();
        core::Account typed = f.setup->account();
        typed.receive.host = u"imap.gmail.com"_s;
        typed.send.host = u"smtp.gmail.com"_s;
        typed.network.proxy = {core::ProxyKind::Socks5, u"proxy.example"_s, 1080, u"taro"_s};
        f.setup->setIdentity({}, typed.address, core::Secret("word"_ba));
        f.setup->setNetworkSecrets(core::Secret("proxy-word"_ba), {});
        f.setup->searchByHand(typed);
        const auto search = f.engine.next<ipc::Discover>();
        f.engine.tell(core::DiscoveryAttempt{.id = 1,
            .source = u"manual"_s,
            .server = typed.receive,
            .state = core::AttemptState::Failed,
            .error = core::Error{Errc::AuthenticationFailed, u"imap.gmail.com"_s, "no"}});
        core::DiscoveryResult refused;
        refused.receiveError = core::Error{Errc::AuthenticationFailed, u"imap.gmail.com"_s, "no"};
        search.succeed(refused);
        QTRY_VERIFY(f.setup->error());
        f.setup->signIn();
        const auto begin = f.engine.next<ipc::BeginSignIn>();
        QCOMPARE(begin.request.issuer, u"google"_s);
        QCOMPARE(begin.request.network, typed.network);
        QCOMPARE(begin.request.proxyPassword.reveal(), "proxy-word");
        begin.succeed({7, u"https://login.example/"_s});
        f.engine.next<ipc::FinishSignIn>().succeed();
        const auto again = f.engine.next<ipc::Discover>();
        QCOMPARE(again.request.manual.value().receive.host, u"imap.gmail.com"_s);
        QCOMPARE(again.request.proxyPassword.reveal(), "proxy-word");
    }

    void anotherAddressIsAnotherSignIn()
    {
        Fixture f;
        core::DiscoveryResult lost;
        lost.receiveError = core::Error{Errc::ConnectionLost, u"imap.example"_s, {}};
        f.signIn().succeed(lost);
        QTRY_VERIFY(f.setup->error());
        f.setup->back();
        f.setup->setIdentity(u"山田 太郎"_s, u"hanako@outlook.jp"_s, {});
        QCOMPARE(f.engine.next<ipc::CancelSignIn>().request.signIn, 7);
        f.setup->signIn();
        QCOMPARE(f.engine.next<ipc::BeginSignIn>().request.user, u"hanako@outlook.jp"_s);
    }
};

QTEST_GUILESS_MAIN(BrowserSignInTest)
#include "tst_browsersignin.moc"
