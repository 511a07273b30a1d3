// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "waiting.h"

#include "net/connectto.h"
#include "net/tlsroots.h"
#include "tests/support/authorization.h"

#include <QJsonArray>
#include <QTcpSocket>
#include <QUrlQuery>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using oauth::BrowserSignIn;
using oauth::Tokens;

namespace
{
QUrl with(QUrl url, const QString &name, const QString &value)
{
    QUrlQuery query(url);
    query.removeAllQueryItems(name);
    if (!value.isEmpty())
        query.addQueryItem(name, value);
    url.setQuery(query);
    return url;
}

/** Raw bytes to the port of the loopback; what comes back. */
QByteArray sent(quint16 port, const QByteArray &bytes, const QString &address = u"127.0.0.1"_s)
{
    QTcpSocket socket;
    socket.connectToHost(address, port);
    if (!socket.waitForConnected(2000))
        return {};
    socket.write(bytes);
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 5000))
        return "open";
    return socket.readAll();
}
} // namespace

class SignInTest : public QObject, private IssuerAtWork
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { start(); }
    void init() { forgetWishes(); }
    void cleanupTestCase() { stack.reset(); }

    void thePersonSignsInAndTokensCome()
    {
        Waiting one(party);
        const QUrlQuery query(one.page);
        QCOMPARE(one.page.scheme(), u"https"_s);
        QVERIFY(query.queryItemValue(u"state"_s).size() >= 43);
        QCOMPARE(query.queryItemValue(u"code_challenge_method"_s), u"S256"_s);
        const QUrl redirect(query.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
        QCOMPARE(redirect.host(), u"127.0.0.1"_s);
        QVERIFY(redirect.port() >= 1024);
        // As it stands in a form, where a "+" is a blank.
        QVERIFY2(one.page.toEncoded().contains("login_hint=taro%2Bmail%40example.test"), one.page.toEncoded());
        const auto page = server->signIn(one.page);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("済みました。") && page.body.contains("lang=\"ja\""));
        QVERIFY(page.body.contains("飛脚 &lt;b&gt;") && !page.body.contains("<b>"));
        const auto tokens = one.end();
        QVERIFY2(tokens, tokens ? "" : qPrintable(core::errcName(tokens.error().code)));
        QVERIFY(tokens->access.reveal().startsWith("access-") && tokens->refresh.reveal().startsWith("refresh-"));
        QVERIFY(tokens->expiresAt.isValid());
    }

    void whatTheIssuerWantsBesidesIsAsked()
    {
        oauth::Party other = party;
        other.issuer.parameters = {{u"access_type"_s, u"offline"_s}, {u"scope"_s, u"less"_s}};
        const QUrlQuery query(Waiting(other).page);
        QCOMPARE(query.queryItemValue(u"access_type"_s), u"offline"_s);
        QCOMPARE(query.allQueryItemValues(u"scope"_s), QStringList{u"less"_s}); // in place of ours
    }

    /** Some issuers know this computer by its name; it is listened to on 127.0.0.1 all the same. */
    void theNameThatIsRegisteredIsSent()
    {
        oauth::Party other = party;
        other.issuer.redirect = u"http://localhost"_s;
        Waiting one(other);
        const QUrlQuery query(one.page);
        const QUrl redirect(query.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
        QCOMPARE(redirect.host(), u"localhost"_s);
        const QByteArray port = QByteArray::number(redirect.port());
        const QByteArray page = sent(quint16(redirect.port()),
            "GET /?error=access_denied&error_description=not+now&state=" + query.queryItemValue(u"state"_s).toLatin1()
                + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
        QVERIFY2(page.startsWith("HTTP/1.1 200"), page);
        // No page of somebody else learns of it, and it runs nothing.
        for (const char *line : {"Referrer-Policy: no-referrer\r\n", "Cache-Control: no-store\r\n",
                 "Content-Security-Policy: default-src 'none';", "X-Content-Type-Options: nosniff\r\n"})
            QVERIFY2(page.contains(line), line);
        const auto tokens = one.end();
        QVERIFY(!tokens);
        QCOMPARE(tokens.error().serverText, "access_denied: not now");
    }

    /** Two sign-ins have nothing in common that a third could guess. */
    void everySignInHasItsOwnSecrets()
    {
        Waiting one(party), two(party);
        for (const QString &name : {u"state"_s, u"code_challenge"_s, u"redirect_uri"_s})
            QVERIFY(QUrlQuery(one.page).queryItemValue(name) != QUrlQuery(two.page).queryItemValue(name));
    }

    void anAnswerWithAnotherStateChangesNothing()
    {
        Waiting one(party);
        const QUrl back = one.back(*server);
        for (const QString &state : {u"wrong"_s, QString()}) {
            const auto page = server->get(with(back, u"state"_s, state));
            QCOMPARE(page.status, 400);
            QVERIFY(page.body.contains("無関係です。"));
        }
        QTest::qWait(50);
        QVERIFY(!one.isOver());
        QCOMPARE(server->get(back).status, 200);
        QVERIFY(one.end());
    }

    /** Qt looks at "error" before the state: any page could end a sign-in with it. */
    void anErrorWithoutTheStateChangesNothing()
    {
        Waiting one(party);
        const QUrl back = one.back(*server);
        QCOMPARE(server->get(with(with(back, u"state"_s, {}), u"error"_s, u"access_denied"_s)).status, 400);
        QTest::qWait(50);
        QVERIFY(!one.isOver());
        QCOMPARE(server->get(back).status, 200);
        QVERIFY(one.end());
    }

    void whatElseAsksThePortIsHarmless()
    {
        Waiting one(party);
        const QUrl back = one.back(*server);
        const quint16 port = quint16(back.port());
        const QByteArray query = back.query(QUrl::FullyEncoded).toLatin1();
        const QByteArray host = "Host: 127.0.0.1:" + QByteArray::number(port) + "\r\n\r\n";
        QVERIFY(sent(port, "GET /favicon.ico HTTP/1.1\r\n" + host).startsWith("HTTP/1.1 404"));
        QVERIFY(sent(port, "GET /other?" + query + " HTTP/1.1\r\n" + host).startsWith("HTTP/1.1 404"));
        QVERIFY(sent(port, "GET /.. HTTP/1.1\r\n" + host).startsWith("HTTP/1.1 404"));
        QVERIFY(sent(port, "POST /?" + query + " HTTP/1.1\r\n" + host).startsWith("HTTP/1.1 405"));
        QVERIFY(sent(port, "HEAD /?" + query + " HTTP/1.1\r\n" + host).startsWith("HTTP/1.1 405"));
        // A page of somebody who had his own name lead to this computer.
        QVERIFY(
            sent(port, "GET /?" + query + " HTTP/1.1\r\nHost: evil.example:" + QByteArray::number(port) + "\r\n\r\n")
                .startsWith("HTTP/1.1 400"));
        QVERIFY(sent(port, "GET /?" + query + " HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400"));
        QVERIFY(sent(port, "\r\n\r\n").startsWith("HTTP/1.1 405"));
        QCOMPARE(sent(port, QByteArray(100'000, 'x')), QByteArray());
        QVERIFY(!one.isOver());
        QCOMPARE(server->get(back).status, 200);
        QVERIFY(one.end());
    }

    void whoConnectedBeforeTheAnswerIsNotHeardAfterIt()
    {
        Waiting one(party);
        const QUrl back = one.back(*server);
        QTcpSocket early;
        early.connectToHost(u"127.0.0.1"_s, quint16(back.port()));
        QVERIFY(early.waitForConnected(2000));
        QTest::qWait(20);
        const int codes = server->asked("code");
        QCOMPARE(server->get(back).status, 200);
        early.write("GET /?" + back.query(QUrl::FullyEncoded).toLatin1()
            + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(back.port()) + "\r\n\r\n");
        QVERIFY(QTest::qWaitFor([&] { return early.state() == QAbstractSocket::UnconnectedState; }, 5000));
        QVERIFY(early.readAll().startsWith("HTTP/1.1 400"));
        QVERIFY(one.end());
        QCOMPARE(server->asked("code"), codes + 1);
    }

    void whoConnectsAndSaysNothingIsShownOut()
    {
        Waiting one(party);
        const quint16 port = quint16(one.back(*server).port());
        std::vector<std::unique_ptr<QTcpSocket>> visitors(20);
        const auto inside = [&] {
            return std::ranges::count_if(
                visitors, [](const auto &visitor) { return visitor->state() == QAbstractSocket::ConnectedState; });
        };
        for (auto &visitor : visitors) {
            visitor = std::make_unique<QTcpSocket>();
            visitor->connectToHost(u"127.0.0.1"_s, port);
            QVERIFY(visitor->waitForConnected(2000));
        }
        QTRY_VERIFY_WITH_TIMEOUT(inside() <= 16, 2000);
        QVERIFY(inside() > 0);
        QTRY_COMPARE_WITH_TIMEOUT(inside(), 0, 12'000);
        QVERIFY(!one.isOver());
    }

    void aRefusalBesideACodeIsARefusal()
    {
        Waiting one(party);
        const int codes = server->asked("code");
        const auto page = server->get(with(one.back(*server), u"error"_s, u"access_denied"_s));
        QVERIFY(page.status == 200 && page.body.contains("断られました。"));
        const auto tokens = one.end();
        QVERIFY(!tokens);
        QCOMPARE(tokens.error().code, Errc::AuthenticationFailed);
        QCOMPARE(server->asked("code"), codes);
    }

    void anAnswerWithoutACodeIsNone()
    {
        Waiting one(party);
        QVERIFY(server->get(with(one.back(*server), u"code"_s, {})).body.contains("断られました。"));
        const auto tokens = one.end();
        QVERIFY(!tokens);
        QCOMPARE(tokens.error().code, Errc::ProtocolViolation);
    }

    void onlyThisComputerIsListenedTo()
    {
        Waiting one(party);
        const quint16 port = quint16(one.back(*server).port());
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.2"_s, port);
        QVERIFY(!socket.waitForConnected(1000));
        socket.connectToHost(u"::1"_s, port);
        QVERIFY(!socket.waitForConnected(1000));
    }

    void aSecondAnswerFindsNobody()
    {
        Waiting one(party);
        const QUrl back = one.back(*server);
        QCOMPARE(server->get(back).status, 200);
        QCOMPARE(server->get(back).status, 0);
        QVERIFY(one.end());
        QCOMPARE(server->get(back).status, 0);
    }

    void withoutTheRightVerifierThereIsNoToken()
    {
        Waiting one(party);
        const QString other = u"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s; // RFC 7636 appendix B
        server->signIn(with(one.page, u"code_challenge"_s, other));
        const auto tokens = one.end();
        QVERIFY(!tokens);
        QCOMPARE(tokens.error().code, Errc::AuthenticationFailed);
        QVERIFY(tokens.error().serverText.contains("PKCE"));
    }

    void whoSaysNoIsHeard()
    {
        server->control({{u"deny"_s, u"access_denied"_s}});
        Waiting one(party);
        QVERIFY(server->signIn(one.page).body.contains("断られました。"));
        const auto tokens = one.end();
        QVERIFY(!tokens);
        QCOMPARE(tokens.error().code, Errc::AuthenticationFailed);
        QCOMPARE(tokens.error().serverText, "access_denied: the person said no");
    }

    void whoClosesTheBrowserIsNotWaitedForForEver()
    {
        Waiting one(party, std::chrono::milliseconds(200));
        const auto tokens = one.end();
        QVERIFY(!tokens);
        QCOMPARE(tokens.error(), (core::Error{Errc::Timeout, party.issuer.token.host(), {}})); // and not the test's own
    }

    void cancelledIsOverAtOnce()
    {
        Waiting one(party);
        one.signIn.cancel();
        const auto tokens = one.end();
        QVERIFY(!tokens);
        QCOMPARE(tokens.error().code, Errc::Cancelled);
    }

    void tokensAreRenewed()
    {
        server->control({{u"rotate"_s, true}});
        Waiting one(party);
        server->signIn(one.page);
        const auto first = one.end();
        QVERIFY(first);
        const auto second = test::waitFor(oauth::renewed(party, first->refresh));
        QVERIFY2(second, second ? "" : second.error().serverText.constData());
        QVERIFY(second->access != first->access);
        QVERIFY(!second->refresh.isEmpty() && second->refresh != first->refresh);
        const auto again = test::waitFor(oauth::renewed(party, first->refresh));
        QVERIFY(!again);
        QCOMPARE(again.error().code, Errc::AuthenticationFailed);
    }

    void aClientsSecretIsSentWhereThereIsOne()
    {
        const QString secret = u"s+e&c=r%e/t"_s;
        server->control({{u"secret"_s, secret}});
        oauth::Party known = party;
        known.client.secret = core::Secret(secret);
        Waiting one(known);
        server->signIn(one.page);
        const auto tokens = one.end();
        QVERIFY2(tokens, tokens ? "" : tokens.error().serverText.constData());
        QVERIFY(!one.page.toString().contains(secret.left(5)));
        QVERIFY(test::waitFor(oauth::renewed(known, tokens->refresh)));
        // Without it: a refusal of the client, with a challenge that is not answered for ever.
        const auto unknown = test::waitFor(oauth::renewed(party, tokens->refresh), 10000);
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, Errc::ServerRefused);
        server->control({{u"secret"_s, u""_s}});
        const QJsonArray forms = server->control()["forms"_L1].toArray();
        QVERIFY(!forms.last().toObject().contains(u"client_secret"_s)); // not even an empty one
    }

    void aPassingFailureIsNoRefusal()
    {
        Waiting one(party);
        server->signIn(one.page);
        const auto tokens = one.end();
        QVERIFY(tokens);
        server->control({{u"fail"_s, 503}});
        const auto renewed = test::waitFor(oauth::renewed(party, tokens->refresh));
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, Errc::AuthenticationUnavailable);
        server->control({{u"fail"_s, 0}});
        QVERIFY(test::waitFor(oauth::renewed(party, tokens->refresh)));
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_signin.moc"
