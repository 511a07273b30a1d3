// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/channelbinding.h"
#include "net/digestmd5client.h"
#include "net/initialize.h"
#include "net/saslclient.h"
#include "net/scramclient.h"

#include <QSslCertificate>
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
    return ScramClient(ScramClient::Sha256, u"user"_s, Secret("pencil"_ba), {}, "rOprNGfwEbeRWgbNEkqO");
}
std::unique_ptr<SaslClient> made(const QString &mechanism, const QString &user, const Secret &secret)
{
    return SaslClient::create(mechanism, {.user = user, .secret = secret});
}

/** The client of the example in RFC 2831 section 4. */
net::DigestMd5Client exampleDigest()
{
    return net::DigestMd5Client(
        {.user = u"chris"_s, .secret = Secret("secret"_ba), .service = "imap", .host = u"elwood.innosoft.com"_s},
        "OA6MHXh6VqTrRk");
}
constexpr auto kDigest
    = "realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8";
} // namespace

class SaslTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    void plainIsRfc4616()
    {
        const auto client = made(u"PLAIN"_s, u"太郎"_s, Secret(u"ひみつ"_s));
        QCOMPARE(*client->initialResponse(), "\0太郎\0ひみつ"_ba);
        QVERIFY(client->isComplete());
    }

    void loginAnswersTwoPromptsAndNoThird()
    {
        const auto client = made(u"LOGIN"_s, u"taro"_s, Secret("pw"_ba));
        QVERIFY(!client->initialResponse());
        QCOMPARE(client->respond("User Name").value(), "taro");
        QVERIFY(!client->isComplete());
        QCOMPARE(client->respond("").value(), "pw");
        QVERIFY(client->isComplete());
        QCOMPARE(client->respond("Password:").error().code, Errc::AuthenticationFailed);
    }

    void cramMd5IsRfc2195()
    {
        const auto client = made(u"CRAM-MD5"_s, u"tim"_s, Secret("tanstaaftanstaaf"_ba));
        QVERIFY(!client->initialResponse());
        QCOMPARE(client->respond("<1896.697170952@postoffice.reston.mci.net>").value(),
            "tim b913a602c7eda7a495b4e6e7334d3890");
        QCOMPARE(client->respond("<another>").error().code, Errc::AuthenticationFailed);
        const auto empty = made(u"CRAM-MD5"_s, u"tim"_s, Secret("x"_ba));
        QCOMPARE(empty->respond("").error().code, Errc::AuthenticationFailed);
    }

    void cramMd5TakesPasswordsLongerThanABlock()
    {
        // RFC 2202 case 6: the key is hashed first.
        const auto client = made(u"CRAM-MD5"_s, u"u"_s, Secret(QByteArray(80, '\xaa')));
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
        ScramClient client(ScramClient::Sha1, u"user"_s, Secret("pencil"_ba), {}, "fyko+d2lbbFgONRv9qkxdawL");
        QCOMPARE(*client.initialResponse(), "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
        QCOMPARE(client.respond("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096").value(),
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
        QVERIFY(client.respond("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
        QVERIFY(client.isComplete());
    }

    void scramFoldsAndEscapes()
    {
        // A full-width password typed with the input method on is the same password (RFC 4013 NFKC).
        ScramClient client(ScramClient::Sha256, u"user"_s, Secret(u"ｐｅｎｃｉｌ"_s), {}, "rOprNGfwEbeRWgbNEkqO");
        (void)client.initialResponse();
        QCOMPARE(client.respond(kFirst256).value(), kAnswer256);
        ScramClient odd(ScramClient::Sha256, u"a=b,c"_s, Secret("p"_ba), {}, "n");
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

    void bindingIsChosenByName()
    {
        const QByteArrayList offered{"SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "PLAIN", "SCRAM-SHA-256-PLUS"};
        const QString plus = u"scram-sha-256-plus"_s;
        QCOMPARE(SaslClient::preferred(offered, plus, true, true), QStringList{u"SCRAM-SHA-256-PLUS"_s});
        QCOMPARE(SaslClient::preferred(offered, plus, true, false), QStringList());
        // Taken out of the offer by somebody in between: nothing else instead.
        QCOMPARE(SaslClient::preferred({"SCRAM-SHA-256", "PLAIN"}, plus, true, true), QStringList());
        QCOMPARE(SaslClient::preferred(offered, u"auto"_s, true, true), (QStringList{u"SCRAM-SHA-256"_s, u"PLAIN"_s}));
    }

    void scramNoncesAreNew()
    {
        const auto one = made(u"SCRAM-SHA-256"_s, u"u"_s, Secret("p"_ba));
        const auto other = made(u"SCRAM-SHA-256"_s, u"u"_s, Secret("p"_ba));
        QVERIFY(*one->initialResponse() != *other->initialResponse());
    }

    void preferredIsTheStrongest_data()
    {
        QTest::addColumn<QByteArrayList>("offered");
        QTest::addColumn<QString>("requested");
        QTest::addColumn<bool>("encrypted");
        QTest::addColumn<QStringList>("wanted");
        const QByteArrayList all{"LOGIN", "PLAIN", "NTLM", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "DIGEST-MD5",
            "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS", "EXTERNAL", "XOAUTH2", "OAUTHBEARER", "ANONYMOUS"};
        const QStringList proving{u"SCRAM-SHA-256"_s, u"SCRAM-SHA-1"_s, u"DIGEST-MD5"_s, u"NTLM"_s, u"CRAM-MD5"_s};
        const QStringList showing{u"PLAIN"_s, u"LOGIN"_s};
        QTest::newRow("all") << all << u"auto"_s << true << proving + showing;
        QTest::newRow("not in clear") << all << u"auto"_s << false << proving;
        QTest::newRow("one wanted") << all << u"cram-md5"_s << true << QStringList{u"CRAM-MD5"_s};
        QTest::newRow("one wanted, not in clear") << all << u"plain"_s << false << QStringList{};
        QTest::newRow("wanted, not offered") << QByteArrayList{"PLAIN"} << u"scram-sha-256"_s << true << QStringList{};
        QTest::newRow("any case") << QByteArrayList{"plain"} << u"auto"_s << true << QStringList{u"PLAIN"_s};
        QTest::newRow("channel binding is another one")
            << QByteArrayList{"SCRAM-SHA-256-PLUS"} << u"auto"_s << true << QStringList{};
        for (const char *shown : {"plain", "login", "xoauth2", "oauthbearer", "external"})
            QTest::addRow("%s by name, not in clear", shown)
                << all << QString::fromLatin1(shown) << false << QStringList{};
        QTest::newRow("a token, by name") << all << u"xoauth2"_s << true << QStringList{u"XOAUTH2"_s};
        QTest::newRow("a certificate, by name") << all << u"external"_s << true << QStringList{u"EXTERNAL"_s};
        QTest::newRow("none") << QByteArrayList{} << u"auto"_s << true << QStringList{};
    }
    void preferredIsTheStrongest()
    {
        QFETCH(QByteArrayList, offered);
        QFETCH(QString, requested);
        QFETCH(bool, encrypted);
        QTEST(SaslClient::preferred(offered, requested, encrypted), "wanted");
    }

    void unknownMechanism() { QVERIFY(!made(u"GS2-KRB5"_s, u"u"_s, Secret("p"_ba))); }

    void digestMd5IsRfc2831()
    {
        auto client = exampleDigest();
        QVERIFY(!client.initialResponse());
        QCOMPARE(client.respond(kDigest).value(),
            "charset=utf-8,username=\"chris\",realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",nc=00000001,"
            "cnonce=\"OA6MHXh6VqTrRk\",digest-uri=\"imap/elwood.innosoft.com\","
            "response=d388dad90d4bbd760a152321f2143af7,qop=auth");
        QVERIFY(!client.isComplete());
        QCOMPARE(client.respond("rspauth=ea40f60335c427b5527b84dbabcdfffd").value(), QByteArray());
        QVERIFY(client.isComplete());
    }

    void digestMd5Hashes8859_1()
    {
        // RFC 2831 2.1.2.1: é is hashed as one byte, ひ as three, whatever stands beside it.
        const auto response = [](const QString &password) {
            net::DigestMd5Client client(
                {.user = u"u"_s, .secret = Secret(password), .service = "imap", .host = u"h"_s}, "c");
            return client.respond("nonce=\"n\",algorithm=md5-sess,charset=utf-8").value();
        };
        const auto expected = [](const QByteArray &password) {
            const auto md5 = [](const QByteArray &b) {
                return QCryptographicHash::hash(b, QCryptographicHash::Md5);
            };
            const QByteArray a1 = md5(md5("u::" + password) + ":n:c").toHex();
            return md5(a1 + ":n:00000001:c:auth:" + md5("AUTHENTICATE:imap/h").toHex()).toHex();
        };
        QVERIFY(response(u"é"_s).contains("response=" + expected("\xe9")));
        QVERIFY(response(u"ひみつ"_s).contains("response=" + expected("ひみつ")));
    }

    void digestMd5ChoosesARealm_data()
    {
        QTest::addColumn<QByteArray>("realms");
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("none") << ""_ba << "realm=\"\""_ba;
        QTest::newRow("one") << "realm=\"a\","_ba << "realm=\"a\""_ba;
        QTest::newRow("the first") << "realm=\"a\",realm=\"b\","_ba << "realm=\"a\""_ba;
        QTest::newRow("the user's own") << "realm=\"a\",realm=\"example.test\","_ba << "realm=\"example.test\""_ba;
        QTest::newRow("quoted") << "realm=\"a\\\"b\\\\\","_ba << "realm=\"a\\\"b\\\\\""_ba;
    }
    void digestMd5ChoosesARealm()
    {
        QFETCH(QByteArray, realms);
        QFETCH(QByteArray, wanted);
        net::DigestMd5Client client({.user = u"taro@example.test"_s, .secret = Secret("p"_ba), .service = "smtp"});
        const QByteArray answer = client.respond(realms + "nonce=\"n\",algorithm=md5-sess").value();
        QVERIFY2(answer.contains(',' + wanted + ','), answer.constData());
    }

    void digestMd5RefusesABadServer_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second"); // empty: the first is refused
        QTest::newRow("empty") << ""_ba << QByteArray();
        QTest::newRow("no nonce") << "algorithm=md5-sess"_ba << QByteArray();
        QTest::newRow("two nonces") << "nonce=\"a\",nonce=\"b\",algorithm=md5-sess"_ba << QByteArray();
        QTest::newRow("no algorithm") << "nonce=\"a\""_ba << QByteArray();
        QTest::newRow("plain md5") << "nonce=\"a\",algorithm=md5"_ba << QByteArray();
        QTest::newRow("encryption only") << "nonce=\"a\",algorithm=md5-sess,qop=\"auth-int,auth-conf\""_ba
                                         << QByteArray();
        QTest::newRow("open quote") << "nonce=\"a,algorithm=md5-sess"_ba << QByteArray();
        QTest::newRow("ends in a backslash") << "algorithm=md5-sess,nonce=\"a\\"_ba << QByteArray();
        QTest::newRow("no value") << "nonce=,algorithm=md5-sess"_ba << QByteArray();
        QTest::newRow("no name") << "=\"a\",nonce=\"a\",algorithm=md5-sess"_ba << QByteArray();
        QTest::newRow("text behind a value") << "nonce=\"a\"b,algorithm=md5-sess"_ba << QByteArray();
        QTest::newRow("too long") << "nonce=\"a\",algorithm=md5-sess,x=" + QByteArray(2048, 'x') << QByteArray();
        QTest::newRow("wrong rspauth") << QByteArray(kDigest) << "rspauth=ea40f60335c427b5527b84dbabcdfffe"_ba;
        QTest::newRow("two of them") << QByteArray(kDigest) << "rspauth=ea40f60335c427b5527b84dbabcdfffd,rspauth=x"_ba;
        QTest::newRow("no rspauth") << QByteArray(kDigest) << "x=y"_ba;
    }
    void digestMd5RefusesABadServer()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        auto client = exampleDigest();
        auto answer = client.respond(first);
        QCOMPARE(bool(answer), !second.isEmpty());
        if (answer)
            answer = client.respond(second);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, Errc::AuthenticationFailed);
        QVERIFY(!client.isComplete());
    }

    void oauthBearerIsRfc7628()
    {
        // Section 4.1 and 4.2.
        const auto client = SaslClient::create(u"OAUTHBEARER"_s,
            {.user = u"user@example.com"_s,
                .secret = Secret("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="_ba),
                .host = u"server.example.com"_s,
                .port = 143});
        QCOMPARE(*client->initialResponse(),
            "n,a=user@example.com,\x01host=server.example.com\x01port=143\x01"
            "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01");
        QVERIFY(client->isComplete());
        const QByteArray refusal = R"({"status":"invalid_token","scope":"mail"})";
        QCOMPARE(client->respond(refusal).value(), "\x01"); // 3.2.3
        QVERIFY(!client->isComplete()); // a success would be a lie now
        QCOMPARE(client->refusal(), refusal);
        QCOMPARE(client->respond(refusal).error().serverText, refusal);
        const auto odd = made(u"OAUTHBEARER"_s, u"a=b,c"_s, Secret("t"_ba));
        QVERIFY(odd->initialResponse()->startsWith("n,a=a=3Db=2Cc,\x01"));
    }

    void xoauth2IsGooglesAndMicrosofts()
    {
        const auto client = made(u"XOAUTH2"_s, u"someuser@example.com"_s, Secret("ya29.vF9dft4qmTc2"_ba));
        QCOMPARE(*client->initialResponse(),
            "user=someuser@example.com\x01"
            "auth=Bearer ya29.vF9dft4qmTc2\x01\x01");
        QVERIFY(client->isComplete());
        QCOMPARE(client->respond(R"({"status":"401"})").value(), QByteArray());
        QVERIFY(!client->isComplete());
        QVERIFY(client->respond(QByteArray(5000, 'x')).error().serverText.size() < 1000);
        const auto long_ = made(u"XOAUTH2"_s, u"u"_s, Secret("t"_ba));
        (void)long_->initialResponse();
        QVERIFY(long_->respond(QByteArray(5000, 'x')));
        QCOMPARE(long_->refusal().size(), 1000);
    }

    void externalSaysAsWhom()
    {
        QCOMPARE(*made(u"EXTERNAL"_s, u"太郎"_s, {})->initialResponse(), "太郎");
        QCOMPARE(*made(u"EXTERNAL"_s, {}, {})->initialResponse(), "");
    }

    void scramBindsToTheEndPoint_data()
    {
        QTest::addColumn<QString>("mechanism");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("not asked to") << u"SCRAM-SHA-256"_s << "n,,"_ba;
        QTest::newRow("SHA-256") << u"SCRAM-SHA-256-PLUS"_s << "p=tls-server-end-point,,"_ba;
        QTest::newRow("SHA-1") << u"SCRAM-SHA-1-PLUS"_s << "p=tls-server-end-point,,"_ba;
    }
    void scramBindsToTheEndPoint()
    {
        QFETCH(QString, mechanism);
        QFETCH(QByteArray, header);
        const auto client
            = SaslClient::create(mechanism, {.user = u"u"_s, .secret = Secret("p"_ba), .endPoint = "hash"});
        const QByteArray first = *client->initialResponse();
        QVERIFY2(first.startsWith(header + "n=u,r="), first.constData());
        const QByteArray nonce = first.mid(first.indexOf(",r=") + 3);
        const QByteArray final = client->respond("r=" + nonce + "x,s=AAAA,i=1000").value();
        // What was said, and what it is bound to, is under the proof.
        const QByteArray bound = header.startsWith('p') ? "hash" : "";
        QVERIFY2(final.startsWith("c=" + (header + bound).toBase64() + ','), final.constData());
    }

    void endPointIsRfc5929_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("hash"); // by openssl x509 -outform der | sha384sum
        QTest::newRow("its own hash, SHA-384")
            << "MIIBcDCCARWgAwIBAgIUJiUPtIGlIT8N01sOaQHGHFCa1+4wCgYIKoZIzj0EAwMw"
               "DDEKMAgGA1UEAwwBaDAgFw0yNjAxMDEwMDAwMDBaGA8yMTA5MDExNDA3MzEzOVow"
               "DDEKMAgGA1UEAwwBaDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABHg8W8bbrA8/"
               "rk4eCcCrXwFJBI9uqZjQvsZVQZSc1VLGSTzCHd//ieA5fOwdMb3EmLEVgxi6+6pK"
               "GBExl9JgLEujUzBRMB0GA1UdDgQWBBRYAL2YW6Fc6sw27pa6qTU8h6R2bjAfBgNV"
               "HSMEGDAWgBRYAL2YW6Fc6sw27pa6qTU8h6R2bjAPBgNVHRMBAf8EBTADAQH/MAoG"
               "CCqGSM49BAMDA0kAMEYCIQDvTEaFKyfzbq1iywXq5KwkBs26fllGzqVvPmG7Kq5L"
               "9AIhAJErnpmbtHi4iRoAes9nE2sOf0p2SCJcgC+etOtNoaoY"_ba
            << "df638846d0e64ff07ea39a2f90be07f8ade7124398652c71e8fb33ee0b0b1ee14fa475bc8dc403844a48aa58a7845198"_ba;
        QTest::newRow("SHA-256 for SHA-1") << "MIIBbDCCARSgAwIBAgIUWbcslh9GHzArb4Oym2v042FYap4wCQYHKoZIzj0EATAM"
                                              "MQowCAYDVQQDDAFoMCAXDTI2MDEwMTAwMDAwMFoYDzIxMDkwMTE0MDczMTM5WjAM"
                                              "MQowCAYDVQQDDAFoMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEuDdtGnvDUDpL"
                                              "9OS5FMiIdUwMRGNBc2CBvqdAxJjBET1zBOx3gmP93NXh2HXvtG12bGmHt63ERWZe"
                                              "A0E9wTcWmqNTMFEwHQYDVR0OBBYEFMkeVJ//Q6eJ5rliaCx5RQpvrmg6MB8GA1Ud"
                                              "IwQYMBaAFMkeVJ//Q6eJ5rliaCx5RQpvrmg6MA8GA1UdEwEB/wQFMAMBAf8wCQYH"
                                              "KoZIzj0EAQNHADBEAiBlC9cKSFdP4Z60dyVoIV1R1/qn1iEhjsLiYZ2WaLwBKgIg"
                                              "eG7sDjSW3YWzo2CMQAAvBp1Oil8jKGif7sdJ7j62YiI="_ba
                                           << "07ea9f88777691620cbda527c8840d2c3e1c791ae16208235f2fe7e69d777a63"_ba;
        QTest::newRow("none for Ed25519") << "MIIBLjCB4aADAgECAhReWQSyIUK79FVpqkR7FXjYymPqbzAFBgMrZXAwDDEKMAgG"
                                             "A1UEAwwBaDAgFw0yNjExMjUwNzMxMzlaGA8yMTA5MDExNDA3MzEzOVowDDEKMAgG"
                                             "A1UEAwwBaDAqMAUGAytlcAMhAMspvWBIK8EQGLJrf4st4FE97/x6+sFtjlVa4HEa"
                                             "IzQzo1MwUTAdBgNVHQ4EFgQUUWxqDeHmjKyYSCl4B3carSTizjEwHwYDVR0jBBgw"
                                             "FoAUUWxqDeHmjKyYSCl4B3carSTizjEwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXAD"
                                             "QQAfdMFuiiRD8z31X3HTQMqnrww+neGNuI/R1laeTwD8FUGgrIGDvg1E96LmGt1R"
                                             "WHdGxeFsw9uQi4J01aDc6NUB"_ba
                                          << ""_ba;
    }
    void endPointIsRfc5929()
    {
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, hash);
        const QSslCertificate leaf(QByteArray::fromBase64(certificate), QSsl::Der);
        QVERIFY(!leaf.isNull());
        QCOMPARE(net::tlsServerEndPoint(leaf).toHex(), hash);
        QCOMPARE(net::tlsServerEndPoint(QSslCertificate()), QByteArray());
    }

    void nothingToBindTo() { QVERIFY(!made(u"SCRAM-SHA-256-PLUS"_s, u"u"_s, Secret("p"_ba))); }
};

QTEST_GUILESS_MAIN(SaslTest)
#include "tst_sasl.moc"
