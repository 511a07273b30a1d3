// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providers/signinmeans.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using providers::Issuer;
using providers::SignInMeans;

namespace
{
/** JSON with ' for ": moc does not read every raw string. */
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

const QByteArray kIssuer
    = json("{'id':'works','domains':['works.example'],'hosts':['imap.works.example'],'authorization':"
           "'https://id.works.example/a','token':'https://id.works.example/t','scopes':['mail']}");
} // namespace

/** Who gives tokens, and as whom we ask. */
class SignInMeansTest : public QObject
{
    Q_OBJECT

    /** Tokens go to the issuer's hosts and to no other: all of the provider's must be among them. */
    static void takesTokensOf(const Issuer &issuer, const providers::Provider &provider, const SignInMeans &means)
    {
        QStringList hosts;
        for (const providers::Receiving &one : provider.receive)
            hosts.append(one.server.host);
        for (const core::ServerSettings &one : provider.send)
            hosts.append(one.host);
        QVERIFY2(!hosts.isEmpty(), qPrintable(provider.id));
        for (const QString &host : std::as_const(hosts)) {
            const Issuer *found = means.forHost(host);
            QVERIFY2(found && found->id == issuer.id, qPrintable(host));
        }
    }

private Q_SLOTS:
    void whatIsShippedIsWhole()
    {
        QTemporaryDir folder;
        const SignInMeans means = SignInMeans::of(folder.path());
        QVERIFY(means.issuers().size() >= 3);
        for (const Issuer &row : means.issuers()) {
            QVERIFY2(!row.date.isEmpty() && !row.sources.isEmpty(), qPrintable(row.id));
            for (const QUrl &url : {row.authorization, row.token})
                QCOMPARE(url.scheme(), u"https"_s);
            QVERIFY2(!means.client(row.id), "no client comes with the source");
            for (const QString &domain : row.domains) { // who signs in there can be received from
                const auto *provider = providers::ProviderTable::builtIn().forAddress(u"taro@"_s + domain);
                QVERIFY2(provider, qPrintable(domain));
                takesTokensOf(row, *provider, means);
            }
        }
        QCOMPARE(means.forAddress(u"taro@GMAIL.com "_s)->id, u"google"_s);
        QCOMPARE(means.forHost(u"outlook.office365.com"_s)->id, u"microsoft"_s);
        QVERIFY(!means.forAddress(u"taro@example.jp"_s));
        for (const auto &[exchange, id] : {std::pair(u"smtp.google.com"_s, u"google"_s),
                 std::pair(u"office-example.mail.protection.outlook.com"_s, u"microsoft"_s)})
            takesTokensOf(*means.find(id), *providers::ProviderTable::builtIn().forExchange(exchange), means);
    }

    void aFileAddsIssuersAndClients()
    {
        QTemporaryDir folder;
        QFile file(SignInMeans::personsFile(folder.path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(json("{'issuers':[") + kIssuer
            + json("],'clients':{'google':{'id':'mine'},'works':{'id':'w','secret':'s'}}}"));
        file.close();
        const SignInMeans means = SignInMeans::of(folder.path());
        QCOMPARE(means.forAddress(u"a@works.example"_s)->mechanism, u"oauthbearer"_s);
        QCOMPARE(means.client(u"google"_s)->id, u"mine"_s);
        QCOMPARE(means.client(u"works"_s)->secret.reveal(), "s");
        QVERIFY(!means.client(u"microsoft"_s));
    }

    void whatIsWrongAddsNothing_data()
    {
        QTest::addColumn<QByteArray>("file");
        const auto issuer = [](const char *from, const char *to) {
            return json("{'issuers':[") + QByteArray(kIssuer).replace(json(from), json(to))
                + json("],'clients':{'google':{'id':'x'}}}");
        };
        QTest::newRow("no JSON") << "clients"_ba;
        QTest::newRow("a list") << "[]"_ba;
        QTest::newRow("authorization in clear") << issuer("https://id.works.example/a", "http://id.works.example/a");
        QTest::newRow("token in clear") << issuer("https://id.works.example/t", "http://id.works.example/t");
        QTest::newRow("a file for a page") << issuer("https://id.works.example/a", "file:///etc/passwd");
        QTest::newRow("a name in the URL") << issuer("https://id.works.example/t", "https://id@works.example/t");
        QTest::newRow("a place in the page") << issuer("https://id.works.example/a", "https://id.works.example/a#x");
        QTest::newRow("no id") << issuer("'works'", "''");
        QTest::newRow("somewhere else to come back to") << issuer("'scopes'", "'redirect':'http://192.0.2.1','scopes'");
        QTest::newRow("a mechanism that shows a password") << issuer("'scopes'", "'mechanism':'plain','scopes'");
        QTest::newRow("a client without id") << json("{'clients':{'google':{'id':''}}}");
        QTest::newRow("a client id with a blank") << json("{'clients':{'google':{'id':'a b'}}}");
    }
    void whatIsWrongAddsNothing()
    {
        QFETCH(QByteArray, file);
        QTemporaryDir folder;
        SignInMeans means = SignInMeans::of(folder.path());
        const qsizetype before = means.issuers().size();
        const auto added = means.add(file);
        QVERIFY(!added);
        QCOMPARE(added.error().code, core::Errc::InvalidInput);
        QCOMPARE(means.issuers().size(), before);
        QVERIFY(!means.client(u"google"_s));
    }

    void theOwnClientIsWrittenAndTakenOutAgain()
    {
        const auto with = SignInMeans::withClient(json("{'issuers':[") + kIssuer + "]}", u"google"_s, u"mine"_s);
        QVERIFY(with);
        SignInMeans means;
        QVERIFY(means.add(*with));
        QCOMPARE(means.client(u"google"_s)->id, u"mine"_s);
        QVERIFY(means.find(u"works"_s));
        const auto without = SignInMeans::withClient(*with, u"google"_s, {});
        SignInMeans after;
        QVERIFY(after.add(*without));
        QVERIFY(!after.client(u"google"_s) && after.find(u"works"_s));
        QVERIFY(!SignInMeans::withClient("{", u"google"_s, u"mine"_s)); // a file with a mistake is not overwritten
        QVERIFY(!SignInMeans::withClient({}, u"google"_s, u"a b"_s));
    }
};

QTEST_GUILESS_MAIN(SignInMeansTest)
#include "tst_signinmeans.moc"
