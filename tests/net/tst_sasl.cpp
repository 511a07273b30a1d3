// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/initialize.h"
#include "net/saslclient.h"
#include "net/scramclient.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Secret;
using net::SaslClient;
using net::ScramClient;

namespace
{
constexpr auto kFirst256 = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
constexpr auto kAnswer256 = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                            "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

/** The client of the example in RFC 7677 section 3. */
ScramClient example256()
{
    return ScramClient(ScramClient::Sha256, u"user"_s, Secret("pencil"_ba), "rOprNGfwEbeRWgbNEkqO");
}
} // namespace

class SaslTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    void plainIsRfc4616()
    {
        const auto client = SaslClient::create(u"PLAIN"_s, u"太郎"_s, Secret(u"ひみつ"_s));
        QCOMPARE(*client->initialResponse(), "\0太郎\0ひみつ"_ba);
        QVERIFY(client->isComplete());
    }

    void loginAnswersTwoPromptsAndNoThird()
    {
        const auto client = SaslClient::create(u"LOGIN"_s, u"taro"_s, Secret("pw"_ba));
        QVERIFY(!client->initialResponse());
        QCOMPARE(client->respond("User Name").value(), "taro");
        QVERIFY(!client->isComplete());
        QCOMPARE(client->respond("").value(), "pw");
        QVERIFY(client->isComplete());
        QCOMPARE(client->respond("Password:").error().code, Errc::AuthenticationFailed);
    }

    void cramMd5IsRfc2195()
    {
        const auto client = SaslClient::create(u"CRAM-MD5"_s, u"tim"_s, Secret("tanstaaftanstaaf"_ba));
        QVERIFY(!client->initialResponse());
        QCOMPARE(client->respond("<1896.697170952@postoffice.reston.mci.net>").value(),
            "tim b913a602c7eda7a495b4e6e7334d3890");
        QCOMPARE(client->respond("<another>").error().code, Errc::AuthenticationFailed);
        const auto empty = SaslClient::create(u"CRAM-MD5"_s, u"tim"_s, Secret("x"_ba));
        QCOMPARE(empty->respond("").error().code, Errc::AuthenticationFailed);
    }

    void cramMd5TakesPasswordsLongerThanABlock()
    {
        // RFC 2202 case 6: the key is hashed first.
        const auto client = SaslClient::create(u"CRAM-MD5"_s, u"u"_s, Secret(QByteArray(80, '\xaa')));
        QCOMPARE(client->respond("Test Using Larger Than Block-Size Key - Hash Key First").value(),
            "u 6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd");
    }

    void scramSha256IsRfc7677()
    {
        ScramClient client = example256();
        QCOMPARE(*client.initialResponse(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        QCOMPARE(client.respond(kFirst256).value(), kAnswer256);
        QVERIFY(!client.isComplete());
        QCOMPARE(client.respond("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").value(), QByteArray());
        QVERIFY(client.isComplete());
    }

    void scramSha1IsRfc5802()
    {
        ScramClient client(ScramClient::Sha1, u"user"_s, Secret("pencil"_ba), "fyko+d2lbbFgONRv9qkxdawL");
        QCOMPARE(*client.initialResponse(), "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
        QCOMPARE(client.respond("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096").value(),
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
        QVERIFY(client.respond("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
        QVERIFY(client.isComplete());
    }

    void scramFoldsAndEscapes()
    {
        // A full-width password typed with the input method on is the same password (RFC 4013 NFKC).
        ScramClient client(ScramClient::Sha256, u"user"_s, Secret(u"ｐｅｎｃｉｌ"_s), "rOprNGfwEbeRWgbNEkqO");
        (void)client.initialResponse();
        QCOMPARE(client.respond(kFirst256).value(), kAnswer256);
        ScramClient odd(ScramClient::Sha256, u"a=b,c"_s, Secret("p"_ba), "n");
        QCOMPARE(*odd.initialResponse(), "n,,n=a=3Db=2Cc,r=n");
    }

    void scramRefusesABadServer_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("final"); // empty: the first is refused
        const QByteArray good(kFirst256);
        QTest::newRow("empty") << ""_ba << QByteArray();
        QTest::newRow("someone else's nonce") << "r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"_ba << QByteArray();
        QTest::newRow("nonce sent back as it was")
            << "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"_ba << QByteArray();
        QTest::newRow("no salt") << "r=rOprNGfwEbeRWgbNEkqOx,i=4096"_ba << QByteArray();
        QTest::newRow("one iteration") << "r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=1"_ba << QByteArray();
        QTest::newRow("iterations for ever") << "r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=2000000000"_ba << QByteArray();
        QTest::newRow("iterations beyond int") << "r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=99999999999"_ba << QByteArray();
        QTest::newRow("mandatory extension") << "m=x," + good << QByteArray();
        QTest::newRow("wrong signature") << good << "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="_ba;
        QTest::newRow("no signature") << good << "v="_ba;
        QTest::newRow("another attribute") << good << "x=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="_ba;
        QTest::newRow("error") << good << "e=other-error"_ba;
    }
    void scramRefusesABadServer()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, final);
        ScramClient client = example256();
        (void)client.initialResponse();
        const auto answer = client.respond(first);
        QCOMPARE(bool(answer), !final.isEmpty());
        if (answer) {
            const auto end = client.respond(final);
            QVERIFY(!end);
            QCOMPARE(end.error().code, Errc::AuthenticationFailed);
        }
        QVERIFY(!client.isComplete());
    }

    void scramNoncesAreNew()
    {
        const auto one = SaslClient::create(u"SCRAM-SHA-256"_s, u"u"_s, Secret("p"_ba));
        const auto other = SaslClient::create(u"SCRAM-SHA-256"_s, u"u"_s, Secret("p"_ba));
        QVERIFY(*one->initialResponse() != *other->initialResponse());
    }

    void preferredIsTheStrongest_data()
    {
        QTest::addColumn<QByteArrayList>("offered");
        QTest::addColumn<QString>("requested");
        QTest::addColumn<bool>("encrypted");
        QTest::addColumn<QStringList>("wanted");
        const QByteArrayList all{"LOGIN", "PLAIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "GSSAPI", "XOAUTH2"};
        QTest::newRow("all") << all << u"auto"_s << true
                             << QStringList{
                                    u"SCRAM-SHA-256"_s, u"SCRAM-SHA-1"_s, u"CRAM-MD5"_s, u"PLAIN"_s, u"LOGIN"_s};
        QTest::newRow("not in clear") << all << u"auto"_s << false
                                      << QStringList{u"SCRAM-SHA-256"_s, u"SCRAM-SHA-1"_s, u"CRAM-MD5"_s};
        QTest::newRow("one wanted") << all << u"cram-md5"_s << true << QStringList{u"CRAM-MD5"_s};
        QTest::newRow("one wanted, not in clear") << all << u"plain"_s << false << QStringList{};
        QTest::newRow("wanted, not offered") << QByteArrayList{"PLAIN"} << u"scram-sha-256"_s << true << QStringList{};
        QTest::newRow("any case") << QByteArrayList{"plain"} << u"auto"_s << true << QStringList{u"PLAIN"_s};
        QTest::newRow("channel binding is another one")
            << QByteArrayList{"SCRAM-SHA-256-PLUS"} << u"auto"_s << true << QStringList{};
        QTest::newRow("none") << QByteArrayList{} << u"auto"_s << true << QStringList{};
    }
    void preferredIsTheStrongest()
    {
        QFETCH(QByteArrayList, offered);
        QFETCH(QString, requested);
        QFETCH(bool, encrypted);
        QTEST(SaslClient::preferred(offered, requested, encrypted), "wanted");
    }

    void unknownMechanism() { QVERIFY(!SaslClient::create(u"NTLM"_s, u"u"_s, Secret("p"_ba))); }
};

QTEST_GUILESS_MAIN(SaslTest)
#include "tst_sasl.moc"
