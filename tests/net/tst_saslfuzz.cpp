// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/digestmd5client.h"
#include "net/initialize.h"
#include "net/ntlmclient.h"
#include "net/saslclient.h"
#include "tests/support/fuzzing.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using net::SaslClient;

namespace
{
struct Sample {
    QString mechanism;
    QByteArrayList challenges;
};

const QList<Sample> &samples()
{
    static const QList<Sample> list{
        {u"NTLM"_s,
            {QByteArray::fromHex(
                "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000060070"
                "170000000f53006500720076006500720002000c0044006f006d00610069006e0001000c005300650072007600650072000000"
                "0000")}},
        {u"DIGEST-MD5"_s,
            {"realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8",
                "rspauth=ea40f60335c427b5527b84dbabcdfffd"}},
        {u"SCRAM-SHA-256"_s,
            {"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000",
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="}},
        {u"CRAM-MD5"_s, {"<1896.697170952@postoffice.reston.mci.net>"}},
        {u"OAUTHBEARER"_s, {R"({"status":"invalid_token"})"}},
    };
    return list;
}

const QByteArrayList kBricks{"NTLMSSP\0"_ba, "\2\0\0\0"_ba, "\xff\xff\xff\xff", "\xff\xff", "\0\0\0\0"_ba,
    "\7\0\x8\0"_ba, "\6\0\4\0"_ba, "\x01\x82\x81\0"_ba, "\"", "\\", ",", "=", "realm=\"", "nonce=\"x\",",
    "algorithm=md5-sess,", "qop=\"auth,auth-int\"", "charset=utf-8", "\r\n ", "rspauth=", "r=", "i=2000000000", "i=-1",
    "s=", "e=x", "v=", "m=", QByteArray(3000, 'x'), QByteArray("realm=\"a\",").repeated(100), "\xc3\x28", "{"};
} // namespace

/** What a server says within a sign-in, before anybody is known. */
class SaslFuzzTest : public QObject
{
    Q_OBJECT

    /** False: an answer or an end that no challenge may bring about. */
    bool isSound(const QString &mechanism, const QByteArrayList &challenges)
    {
        const auto client = SaslClient::create(mechanism,
            {.user = u"太郎@example.test"_s,
                .secret = core::Secret(u"ひみつ"_s),
                .service = "imap",
                .host = u"h"_s,
                .port = 993});
        (void)client->initialResponse();
        for (const QByteArray &challenge : challenges) {
            const auto answer = client->respond(challenge);
            if (!answer) {
                ++m_refused;
                return answer.error().code == Errc::AuthenticationFailed && answer.error().context.size() < 200;
            }
            ++m_answered;
            if (answer->contains("ひみつ") || answer->size() > 100'000 || client->refusal().size() > 1000)
                return false;
        }
        // No mutation makes a server that does not know the password one that has proved itself.
        const bool proves = mechanism == "DIGEST-MD5"_L1 || mechanism.startsWith("SCRAM"_L1);
        return !proves || !client->isComplete();
    }

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    void challenges()
    {
        test::Fuzzing fuzzing(u"sasl"_s, test::usual::sasl);
        if (fuzzing.given()) {
            const QByteArrayList bytes = fuzzing.given()->bytes;
            QVERIFY(isSound(QString::fromLatin1(bytes.value(0)), bytes.mid(1)));
            return;
        }
        for (int run = 0; run < fuzzing.runs(); ++run) {
            const quint32 seed = fuzzing.seedOf(run);
            QRandomGenerator random(seed);
            const Sample &sample = samples()[random.bounded(samples().size())];
            QByteArrayList challenges;
            for (const QByteArray &good : sample.challenges)
                challenges.append(test::mutated(good, kBricks, random, random.bounded(4)));
            fuzzing.trying({seed, QByteArrayList{sample.mechanism.toLatin1()} + challenges});
            QVERIFY2(isSound(sample.mechanism, challenges), qPrintable(u"seed %1"_s.arg(seed)));
        }
        QVERIFY(m_answered > fuzzing.runs() / 10 && m_refused > fuzzing.runs() / 10);
        fuzzing.passed(u"%1 answers, %2 refusals"_s.arg(m_answered).arg(m_refused));
    }

private:
    qsizetype m_answered = 0, m_refused = 0;
};

QTEST_GUILESS_MAIN(SaslFuzzTest)
#include "tst_saslfuzz.moc"
