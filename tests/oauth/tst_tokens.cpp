// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "oauth/tokens.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::Errc;

namespace
{
QByteArray granted(const QByteArray &more = R"("expires_in":3600)", const QByteArray &token = "a-token")
{
    return R"({"access_token":")" + token + R"(","token_type":"Bearer")" + (more.isEmpty() ? "" : ",") + more + "}";
}
} // namespace

/** What a token endpoint may say, and what is not taken for it. */
class TokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensAreTaken()
    {
        const auto tokens = oauth::parseTokens(200, granted(R"("expires_in":60,"refresh_token":"r+/=~")"), u"i"_s);
        QVERIFY(tokens);
        QCOMPARE(tokens->access.reveal(), "a-token");
        QCOMPARE(tokens->refresh.reveal(), "r+/=~");
        const qint64 left = QDateTime::currentDateTimeUtc().secsTo(tokens->expiresAt);
        QVERIFY2(left > 50 && left <= 60, qPrintable(QString::number(left)));
    }

    void onlyTheTokenIsNeeded()
    {
        const auto tokens = oauth::parseTokens(200, R"({"access_token":"x","token_type":"bearer"})", u"i"_s);
        QVERIFY(tokens);
        QVERIFY(tokens->refresh.isEmpty());
        QVERIFY(!tokens->expiresAt.isValid());
    }

    void theLongestThatIsTaken()
    {
        const QByteArray longest(16 * 1024, 'x');
        QVERIFY(oauth::parseTokens(200, granted({}, longest), u"i"_s));
        QVERIFY(!oauth::parseTokens(200, granted({}, longest + 'x'), u"i"_s));
        QVERIFY(oauth::parseTokens(200, granted(R"("expires_in":315360000)"), u"i"_s));
        QVERIFY(!oauth::parseTokens(200, granted(R"("expires_in":315360001)"), u"i"_s));
    }

    void whatIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << "<html>access_token</html>"_ba;
        QTest::newRow("a form") << "access_token=x&token_type=bearer"_ba;
        QTest::newRow("an array") << "["_ba + granted() + "]";
        QTest::newRow("something behind it") << granted() + "x";
        QTest::newRow("no token") << R"({"token_type":"bearer"})"_ba;
        QTest::newRow("an empty token") << granted({}, {});
        QTest::newRow("a token that is a number") << R"({"access_token":1,"token_type":"bearer"})"_ba;
        QTest::newRow("no type") << R"({"access_token":"x"})"_ba;
        QTest::newRow("another type") << R"({"access_token":"x","token_type":"mac"})"_ba;
        QTest::newRow("a token that ends the line") << granted({}, R"(x\r\na2 LOGOUT)");
        QTest::newRow("a token that ends the SASL field") << granted({}, R"(x\u0001user=root)");
        QTest::newRow("a token with a blank") << granted({}, "x y");
        QTest::newRow("a token of letters of another kind") << granted({}, "飛脚");
        QTest::newRow("a token without end") << granted({}, QByteArray(20000, 'x'));
        QTest::newRow("a refresh token that ends the line") << granted(R"("refresh_token":"r\n")");
        QTest::newRow("a refresh token that is none") << granted(R"("refresh_token":null)");
        QTest::newRow("over before it began") << granted(R"("expires_in":0)");
        QTest::newRow("negative") << granted(R"("expires_in":-1)");
        QTest::newRow("for ever") << granted(R"("expires_in":1e300)");
        QTest::newRow("a time in words") << granted(R"("expires_in":"3600")");
    }
    void whatIsNoAnswer()
    {
        QFETCH(QByteArray, body);
        const auto tokens = oauth::parseTokens(200, body, u"issuer.example"_s);
        QVERIFY(!tokens);
        QCOMPARE(tokens.error().code, Errc::ProtocolViolation);
        QVERIFY(!tokens.error().serverText.contains("token\":\"")); // nothing of the answer is repeated
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Errc>("code");
        QTest::newRow("revoked") << 400
                                 << R"({"error":"invalid_grant","error_description":"Token has been revoked."})"_ba
                                 << Errc::AuthenticationFailed;
        QTest::newRow("the person is wanted")
            << 400 << R"({"error":"interaction_required"})"_ba << Errc::AuthenticationFailed;
        for (const char *word :
            {"invalid_grant", "access_denied", "login_required", "consent_required", "account_selection_required"})
            QTest::newRow(word) << 400 << QByteArray(R"({"error":")") + word + "\"}" << Errc::AuthenticationFailed;
        for (const char *word : {"server_error", "slow_down"})
            QTest::newRow(word) << 400 << QByteArray(R"({"error":")") + word + "\"}" << Errc::AuthenticationUnavailable;
        QTest::newRow("not now") << 400 << R"({"error":"temporarily_unavailable"})"_ba
                                 << Errc::AuthenticationUnavailable;
        QTest::newRow("too often") << 429 << R"({"error":"invalid_grant"})"_ba << Errc::AuthenticationUnavailable;
        QTest::newRow("broken") << 503 << "<html>"_ba << Errc::AuthenticationUnavailable;
        QTest::newRow("broken, in JSON") << 500 << R"({"error":"invalid_grant"})"_ba << Errc::AuthenticationUnavailable;
        QTest::newRow("an unknown client") << 401 << R"({"error":"invalid_client"})"_ba << Errc::ServerRefused;
        QTest::newRow("a redirection") << 302 << "{}"_ba << Errc::ProtocolViolation;
        QTest::newRow("a gateway's page") << 403 << "<html>blocked</html>"_ba << Errc::ProtocolViolation;
        QTest::newRow("tokens with a refusal") << 400 << granted() << Errc::ProtocolViolation;
    }
    void refusals()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const auto tokens = oauth::parseTokens(status, body, u"issuer.example"_s);
        QVERIFY(!tokens);
        QTEST(tokens.error().code, "code");
        QCOMPARE(tokens.error().context, u"issuer.example"_s);
    }

    void theIssuersWordsAreKept()
    {
        const core::Error error = oauth::issuersError(u"invalid_grant"_s, QString(5000, u'x'), u"i"_s);
        QVERIFY(error.serverText.startsWith("invalid_grant: x"));
        QVERIFY(error.serverText.size() <= 500);
    }
};

QTEST_GUILESS_MAIN(TokensTest)
#include "tst_tokens.moc"
