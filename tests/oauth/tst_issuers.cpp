// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/connectto.h"
#include "net/tlsroots.h"
#include "tests/support/realproxy.h"
#include "tests/support/webserver.h"
#include "waiting.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using core::Errc;

namespace
{
const QByteArray kGranted = R"({"access_token":"granted","token_type":"Bearer","expires_in":60})";
} // namespace

/** The token endpoint, and on the way to it: who is believed, who is not gone to, and for how long. */
class IssuersTest : public QObject, private IssuerAtWork
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { start(); }
    void init() { forgetWishes(); }
    void cleanupTestCase() { stack.reset(); }

    void anEndlessAnswerIsCut()
    {
        test::WebServer endless(test::Identities::shared().issued(u"DNS:login.endless.example"_s),
            "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + QByteArray(200'000, ' '));
        endless.staysOpen = true;
        QTimer more;
        more.callOnTimeout([&] {
            for (QSslSocket *socket : endless.findChildren<QSslSocket *>())
                socket->write(QByteArray(10'000, ' '));
        });
        more.start(20);
        oauth::Party other = at(endless, u"login.endless.example"_s);
        other.authorities = {authority()};
        const auto renewed = test::waitFor(oauth::renewed(other, core::Secret("r"_ba)), 10'000);
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, Errc::ProtocolViolation);
        QCOMPARE(renewed.error().context, u"login.endless.example"_s); // and not the test's own patience
    }

    /** What is there looks whole; the server had more to say. */
    void anAnswerThatWasCutOffIsNone()
    {
        const test::WebServer cut(test::Identities::shared().issued(u"DNS:login.cut.example"_s),
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n" + kGranted);
        oauth::Party other = at(cut, u"login.cut.example"_s);
        other.authorities = {authority()};
        const auto renewed = test::waitFor(oauth::renewed(other, core::Secret("r"_ba)));
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, Errc::ConnectionLost);
    }

    void anIssuerThatCannotProveItselfGetsNothing()
    {
        QVERIFY(net::ConnectTo::add(u"login.elsewhere.invalid:443=127.0.0.1:%1"_s.arg(stack->port("login"))));
        oauth::Party other = party;
        other.issuer.token = QUrl(u"https://login.elsewhere.invalid/token"_s);
        const int before = server->asked("refresh");
        const auto renewed = test::waitFor(oauth::renewed(other, core::Secret("r"_ba)));
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, Errc::CertificateUntrusted);
        QCOMPARE(server->asked("refresh"), before);
    }

    /** A company's own issuer, for whom the account's authority vouches. */
    void whoseAuthorityIsGivenIsBelieved()
    {
        const test::WebServer company(
            test::Identities::shared().issued(u"DNS:login.company.example"_s), test::WebServer::json(kGranted));
        const oauth::Party stranger = at(company, u"login.company.example"_s);
        const auto refused = test::waitFor(oauth::renewed(stranger, core::Secret("r"_ba)));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::CertificateUntrusted);
        QVERIFY(company.asked.isEmpty());
        oauth::Party known = stranger;
        known.authorities = {authority()};
        known.client.id = u"a+b"_s;
        const auto renewed = test::waitFor(oauth::renewed(known, core::Secret("r"_ba)));
        QVERIFY(renewed);
        QCOMPARE(renewed->access.reveal(), "granted");
        QVERIFY(company.asked.contains("grant_type=refresh_token") && company.asked.contains("refresh_token=r"));
        QVERIFY(company.asked.contains("client_id=a%2Bb"));
    }

    /** A refresh token goes to nobody but the issuer, whatever the issuer says. */
    void nobodyElseIsGoneTo()
    {
        test::WebServer moved(test::Identities::shared().issued(u"DNS:login.moved.example"_s));
        const QByteArray place = u"https://127.0.0.1:%1/elsewhere"_s.arg(moved.serverPort()).toLatin1();
        moved.answer = "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + place + "\r\nContent-Length: 0\r\n\r\n";
        oauth::Party other = at(moved, u"login.moved.example"_s);
        other.authorities = {authority()};
        const auto renewed = test::waitFor(oauth::renewed(other, core::Secret("r"_ba)));
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, Errc::ProtocolViolation);
        QVERIFY2(moved.asked.contains("/token") && !moved.asked.contains("/elsewhere"), moved.asked);
    }

    void aSilentIssuerIsNotWaitedForForEver()
    {
        const test::WebServer silent(test::Identities::shared().issued(u"DNS:login.silent.example"_s));
        oauth::Party other = at(silent, u"login.silent.example"_s);
        other.authorities = {authority()};
        other.patience = std::chrono::milliseconds(400);
        const auto renewed = test::waitFor(oauth::renewed(other, core::Secret("r"_ba)), 5000);
        QVERIFY(!renewed);
        QCOMPARE(renewed.error(), (core::Error{Errc::Timeout, u"login.silent.example"_s, {}}));
        const auto revoked = test::waitFor(oauth::revoked(other, core::Secret("r"_ba)), 5000);
        QVERIFY(!revoked);
        QCOMPARE(revoked.error(), (core::Error{Errc::Timeout, u"login.silent.example"_s, {}}));
        // The person has all the time that there is; once the browser has come, it is the issuer's turn.
        Waiting one(other);
        server->signIn(one.page);
        const auto tokens = one.end();
        QVERIFY(!tokens);
        QCOMPARE(tokens.error(), (core::Error{Errc::Timeout, u"login.silent.example"_s, {}}));
    }

    void theIssuerIsReachedThroughTheProxy()
    {
        Waiting one(party);
        server->signIn(one.page);
        const auto tokens = one.end();
        QVERIFY(tokens);
        const test::RealProxy proxy(core::ProxyKind::HttpConnect, u"office"_s, u"word"_s);
        QVERIFY(proxy.isRunning());
        oauth::Party there = party;
        there.proxy = {proxy.settings(), core::Secret("wrong"_ba)};
        const int before = server->asked("refresh");
        QVERIFY(!test::waitFor(oauth::renewed(there, tokens->refresh)));
        QCOMPARE(server->asked("refresh"), before); // nobody goes around it
        there.proxy.password = core::Secret("word"_ba);
        QVERIFY(test::waitFor(oauth::renewed(there, tokens->refresh)));
    }

    void whoCannotBeToldIsNotAsked()
    {
        oauth::Party other = party;
        other.issuer.revocation = {};
        const int before = server->asked("revoke");
        QVERIFY(test::waitFor(oauth::revoked(other, core::Secret("r"_ba))));
        QCOMPARE(server->asked("revoke"), before);
        const test::WebServer full(test::Identities::shared().issued(u"DNS:login.full.example"_s),
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        other = at(full, u"login.full.example"_s);
        other.authorities = {authority()};
        QCOMPARE(test::waitFor(oauth::revoked(other, core::Secret("r"_ba))).error().code, Errc::ServerRefused);
        other.authorities.clear();
        QCOMPARE(test::waitFor(oauth::revoked(other, core::Secret("r"_ba))).error().code, Errc::CertificateUntrusted);
    }

    void aTokenIsTakenBack()
    {
        Waiting one(party);
        server->signIn(one.page);
        const auto tokens = one.end();
        QVERIFY(tokens);
        QVERIFY(test::waitFor(oauth::revoked(party, tokens->refresh)));
        const auto renewed = test::waitFor(oauth::renewed(party, tokens->refresh));
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, Errc::AuthenticationFailed);
    }

private:
    /** The same issuer, but its tokens come from this server. */
    oauth::Party at(const test::WebServer &web, const QString &host) const
    {
        if (!net::ConnectTo::add(u"%1:443=127.0.0.1:%2"_s.arg(host).arg(web.serverPort())))
            qFatal("rule");
        oauth::Party other = party;
        other.issuer.token = QUrl(u"https://%1/token"_s.arg(host));
        other.issuer.revocation = QUrl(u"https://%1/revoke"_s.arg(host));
        return other;
    }
    static core::CertificateInfo authority()
    {
        return {.der = QSslCertificate::fromPath(test::Identities::shared().caFile()).value(0).toDer()};
    }
};

QTEST_GUILESS_MAIN(IssuersTest)
#include "tst_issuers.moc"
