// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attemptreport.h"
#include "models/explanation.h"
#include "models/providerwords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::ServerPurpose;
using models::explain;
using providers::Cause;

/** Why somebody did not get in, in words, and the report of what was tried. */
class ExplanationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCauseThatAReplySaysHasWords()
    {
        for (const providers::ReplyRow &row : providers::ReplyTable::builtIn().rows()) {
            const core::Error error{
                Errc::AuthenticationFailed, u"taro @ h.example:993"_s, providers::ReplyTable::asServerText(row.reply)};
            const models::Explanation told = explain(error);
            QCOMPARE(told.cause, row.cause);
            // These two are what the error's code says, too.
            const bool byCode = row.cause == Cause::WrongPassword || row.cause == Cause::Unavailable;
            QVERIFY2(told.headline.isEmpty() == byCode, qPrintable(row.id));
            QVERIFY2(byCode || (told.headline.contains("%1"_L1) && !told.advice.isEmpty()), qPrintable(row.id));
            QVERIFY(!told.advice.contains(u'%'));
        }
    }

    void whatTheProviderWantsStandsBesideTheRefusal()
    {
        const core::Error refused{
            Errc::AuthenticationFailed, u"taro @ imap.mail.me.com:993"_s, "[AUTHENTICATIONFAILED] no"};
        const models::Explanation told = explain(refused); // the server alone tells who it is
        QVERIFY(told.note.contains(u"iCloud"_s) && told.note.contains(u"app password"_s));
        QCOMPARE(told.page, QUrl(u"https://appleid.apple.com/"_s));
        // Not twice: the explanation says it already.
        const models::Explanation said
            = explain({Errc::AuthenticationFailed, u"taro @ imap.mail.me.com:993"_s, "app password required"});
        QCOMPARE(said.cause, Cause::AppPasswordWanted);
        QVERIFY(said.note.isEmpty());
        QVERIFY(!said.page.isEmpty());
        // A line that broke is no matter of the provider's settings.
        QVERIFY(explain({Errc::ConnectionLost, u"imap.mail.me.com:993"_s, {}}).page.isEmpty());
    }

    void theRightUserNameIsNamed()
    {
        const core::Error refused{
            Errc::AuthenticationFailed, u"taro@yahoo.co.jp @ imap.mail.yahoo.co.jp:993"_s, "[AUTHENTICATIONFAILED] no"};
        QVERIFY(explain(refused, {.address = u"taro@yahoo.co.jp"_s}).advice.contains(u"“taro”"_s));
        const core::Error issued{Errc::AuthenticationFailed, u"taro@docomo.ne.jp @ imap.spmode.ne.jp:993"_s, "no"};
        QVERIFY(explain(issued, {.address = u"taro@docomo.ne.jp"_s}).advice.contains(u"d ACCOUNT ID"_s));
    }

    /** Where no password works, the words say what does. */
    void whoMayOnlySignInInTheBrowserIsToldHow()
    {
        using providers::BrowserWay;
        const QList<core::Error> refusals{
            {Errc::AuthenticationFailed, u"taro @ smtp.office365.com:587"_s,
                "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."},
            {Errc::AuthenticationFailed, u"taro @ outlook.office365.com:993"_s,
                "[AUTHENTICATIONFAILED] AuthFailed:LogonDenied-BasicAuthBlocked"},
            {Errc::NoCommonMechanism, u"imap.example.test:993"_s, "XOAUTH2 OAUTHBEARER"}};
        for (const core::Error &refusal : refusals) {
            const auto advice = [&](BrowserWay way) {
                const models::Explanation told = explain(refusal, {.browser = way});
                return told.cause == Cause::BrowserSignInOnly ? told.advice : QString();
            };
            QVERIFY(advice(BrowserWay::Only).contains(u"Sign in with the browser instead"_s));
            QVERIFY(advice(BrowserWay::Offered).contains(u"Sign in with the browser instead"_s));
            QVERIFY(advice(BrowserWay::NoClient).contains(u"client ID"_s));
            QVERIFY(advice(BrowserWay::NotKnown).contains(u"Ask the people who run it"_s));
        }
        const core::Error appPassword{Errc::AuthenticationFailed, u"taro @ imap.gmail.com:993"_s,
            "[ALERT] Application-specific password required"};
        QVERIFY(explain(appPassword, {.browser = BrowserWay::Offered}).advice.contains(u"sign in with the browser"_s));
        QVERIFY(!explain(appPassword).advice.contains(u"browser"_s));
    }

    /** A note stands on a page with a field and on pages without one. */
    void aNotePointsAtNoField()
    {
        using providers::BrowserWay;
        for (const providers::Provider &provider : providers::ProviderTable::builtIn().rows()) {
            for (const BrowserWay way :
                {BrowserWay::NotKnown, BrowserWay::NoClient, BrowserWay::Offered, BrowserWay::Only})
                QVERIFY2(!models::providerWords(provider, way).contains(u" here"_s), qPrintable(provider.id));
        }
    }

    void everyBlockedPortIsNamed()
    {
        providers::Circumstances around{.purpose = ServerPurpose::Send};
        around.attempts
            = {{.server = {.host = u"imap.example.test"_s, .port = 993}, .state = core::AttemptState::Succeeded}};
        const auto told = [&](const QString &place) {
            return explain({Errc::Timeout, place, {}}, around);
        };
        QVERIFY(told(u"smtp.example.test:25"_s).advice.contains(u"Use 587 or 465"_s));
        const models::Explanation all = told(u"smtp.example.test:587, 465, 25"_s);
        QCOMPARE(all.cause, Cause::PortBlocked);
        QVERIFY2(all.headline.contains(u"these ports"_s), qPrintable(all.headline));
        QVERIFY2(all.advice.contains(u"25"_s) && !all.advice.contains(u"Use 587"_s), qPrintable(all.advice));
        const models::Explanation two = told(u"smtp.example.test:587, 465"_s);
        QVERIFY(two.headline.contains(u"these ports"_s) && !two.advice.contains(u"25"_s));
        QVERIFY(told(u"smtp.example.test:587"_s).headline.contains(u"this port"_s));
    }

    /** A server that repeats what it was told, in clear and in base64, does not get it into a report. */
    void aReportHoldsNoSecret()
    {
        const QByteArray password = "s3cret-pw+é";
        const QByteArray echo = "[ALERT] TARO.Yamada@example.test, taro.yamada, d-account-17, \x1b[31m" + password + ' '
            + password.toBase64() + ' ' + QByteArray("d-account-17").toBase64();
        core::DiscoveryAttempt attempt{.id = 1,
            .source = u"provider"_s,
            .server = {.host = u"imap.example.test"_s, .port = 993, .user = u"d-account-17"_s},
            .state = core::AttemptState::Failed,
            .milliseconds = 120,
            .error = core::Error{Errc::AuthenticationFailed, u"d-account-17 @ imap.example.test:993"_s, echo},
            .trust = {}};
        core::DiscoveryAttempt other = attempt;
        other.purpose = ServerPurpose::Send;
        other.server.user = u"Taro.Yamada"_s;
        other.state = core::AttemptState::Succeeded;
        other.error.reset();
        const QString report = models::attemptReport({attempt, other},
            {.address = u"taro.yamada@example.test"_s, .passwords = {core::Secret(password), core::Secret()}});
        for (const QString &told : {u"imap.example.test:993"_s, u"tls"_s, u"provider"_s, u"user name: other"_s,
                 u"user name: local-part"_s, u"authentication-failed"_s, u"120 ms"_s, u"succeeded"_s})
            QVERIFY2(report.contains(told), qPrintable(report));
        for (const QString &secret :
            {u"yamada"_s, u"account-17"_s, u"s3cret"_s, QString::fromLatin1(password.toBase64().first(12)),
                QString::fromLatin1(QByteArray("d-account-17").toBase64().first(12)), u"\x1b"_s})
            QVERIFY2(!report.contains(secret, Qt::CaseInsensitive), qPrintable(report));
    }
};

QTEST_GUILESS_MAIN(ExplanationTest)
#include "tst_explanation.moc"
