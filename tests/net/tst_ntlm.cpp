// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/initialize.h"
#include "net/ntlmclient.h"

#include <QMessageAuthenticationCode>
#include <QtCrypto>
#include <QtEndian>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Secret;
using net::NtlmClient;

namespace
{
// The values of MS-NLMP 4.2.1; the challenge is the one of 4.2.4.3.
const QByteArray kClientChallenge(8, '\xaa');
const QByteArray kChallenge = QByteArray::fromHex(
    "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef0000000000000000240024004400000006007017"
    "0000000f53006500720076006500720002000c0044006f006d00610069006e0001000c005300650072007600650072000000"
    "0000");

QByteArray number16(quint16 value)
{
    QByteArray bytes(2, Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QByteArray number32(quint32 value)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QByteArray utf16(const QString &text)
{
    return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
}

/** A challenge by MS-NLMP 2.2.1.2, without a version. `pairs` as they are. */
QByteArray challengeWith(quint32 flags, const QString &target, const QByteArray &pairs)
{
    const QByteArray name = utf16(target);
    const auto field = [](qsizetype size, qsizetype offset) {
        return number16(quint16(size)) + number16(quint16(size)) + number32(quint32(offset));
    };
    return "NTLMSSP\0"_ba + number32(2) + field(name.size(), 48) + number32(flags)
        + QByteArray::fromHex("0123456789abcdef") + QByteArray(8, '\0') + field(pairs.size(), 48 + name.size()) + name
        + pairs;
}

QByteArray pair(quint16 id, const QByteArray &value)
{
    return number16(id) + number16(quint16(value.size())) + value;
}

/** What field `at` of an AUTHENTICATE_MESSAGE points to. */
QByteArray field(const QByteArray &message, qsizetype at)
{
    const auto length = qFromLittleEndian<quint16>(message.constData() + at);
    return message.mid(qFromLittleEndian<quint32>(message.constData() + at + 4), length);
}
constexpr qsizetype kLm = 12, kNt = 20, kDomain = 28, kUser = 36, kWorkstation = 44, kSessionKey = 52, kFlags = 60;

QByteArray hmacMd5(const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Md5);
}

/** The answer to `challenge`, "Password" being the password. */
core::Result<QByteArray> answer(const QString &user, const QByteArray &challenge)
{
    NtlmClient client(user, Secret("Password"_ba), kClientChallenge, 0);
    (void)client.initialResponse();
    return client.respond(challenge);
}

constexpr quint32 kUsual = 0x00818205; // Unicode, target, NTLM, always sign, domain, target information
const QByteArray kTimestamp = QByteArray::fromHex("0090d336b734c301");
const QByteArray kPairs = pair(2, utf16(u"Domain"_s)) + pair(1, utf16(u"Server"_s));
const QByteArray kEnd(4, '\0');
} // namespace

class NtlmTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        QVERIFY(NtlmClient::isPossible());
    }

    void responsesAreThoseOfMsNlmp()
    {
        const auto message = answer(u"Domain\\User"_s, kChallenge);
        QVERIFY(message);
        QVERIFY(message->startsWith("NTLMSSP\0\3\0\0\0"_ba));
        // 4.2.4.2.1: LMv2; 4.2.4.1.3 and 4.2.4.2.2: temp, and NTProofStr in front of it.
        QCOMPARE(field(*message, kLm).toHex(), "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
        QCOMPARE(field(*message, kNt).toHex(),
            "68cd0ab851e51c96aabc927bebef6a1c0101000000000000" + QByteArray(16, '0')
                + "aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c005300650072007600650072000000000000"
                  "000000");
        QCOMPARE(field(*message, kDomain), utf16(u"Domain"_s));
        QCOMPARE(field(*message, kUser), utf16(u"User"_s));
        QVERIFY(field(*message, kWorkstation).isEmpty() && field(*message, kSessionKey).isEmpty());
    }

    void neverLmAndNeverV1()
    {
        for (const quint32 flags : {0x00008205U, 0x00028205U, 0x00088205U, 0x00818205U, 0xe28a8233U}) {
            const auto message = answer(u"User"_s, challengeWith(flags, u"SERVER"_s, {}));
            QVERIFY(message);
            const QByteArray nt = field(*message, kNt);
            QVERIFY(nt.size() > 24 && nt.mid(16, 2) == "\x01\x01");
            QCOMPARE(field(*message, kLm).last(8), kClientChallenge); // LMv2 ends in our nonce, an LM response does not
        }
    }

    void timestampBringsAMic()
    {
        const QByteArray challenge = challengeWith(kUsual, u"Domain"_s, kPairs + pair(7, kTimestamp) + kEnd);
        NtlmClient client(u"Domain\\User"_s, Secret("Password"_ba), kClientChallenge);
        const QByteArray negotiate = *client.initialResponse();
        const auto message = client.respond(challenge);
        QVERIFY(message);
        QVERIFY(client.isComplete());
        QCOMPARE(field(*message, kLm), QByteArray(24, '\0')); // 3.1.5.1.2
        const QByteArray nt = field(*message, kNt), blob = nt.mid(16);
        QCOMPARE(blob.mid(8, 8), kTimestamp); // the server's time, not ours
        QCOMPARE(blob.mid(28), kPairs + pair(7, kTimestamp) + pair(6, number32(2)) + kEnd + kEnd);
        // NTOWFv2 of 4.2.4.1.1, and a server's calculation of proof and MIC (3.2.5.1.2).
        const QByteArray key = QByteArray::fromHex("0c868a403bfd7a93a3001ef22ef02e3f");
        const QByteArray proof = hmacMd5(key, QByteArray::fromHex("0123456789abcdef") + blob);
        QCOMPARE(nt.first(16), proof);
        QByteArray unsignedMessage = *message;
        unsignedMessage.replace(72, 16, QByteArray(16, '\0'));
        QCOMPARE(message->mid(72, 16), hmacMd5(hmacMd5(key, proof), negotiate + challenge + unsignedMessage));
    }

    void serverFlagsAreKept()
    {
        const auto message = answer(
            u"User"_s, challengeWith(kUsual, u"Domain"_s, pair(6, number32(1)) + kPairs + kEnd)); // no timestamp
        QVERIFY(message);
        QCOMPARE(field(*message, kNt).mid(16 + 28), kPairs + pair(6, number32(1)) + kEnd + kEnd);
        QCOMPARE(message->mid(72, 16), QByteArray(16, '\0'));
    }

    void namesOfUsers_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<quint32>("flags");
        QTest::addColumn<QString>("sentUser");
        QTest::addColumn<QString>("sentDomain");
        QTest::newRow("domain and user") << u"会社\\太郎"_s << kUsual << u"太郎"_s << u"会社"_s;
        QTest::newRow("address") << u"taro@example.test"_s << kUsual << u"taro@example.test"_s << QString();
        QTest::newRow("user; the server's domain") << u"taro"_s << kUsual << u"taro"_s << u"EXAMPLE"_s;
        QTest::newRow("user; a server of no domain") << u"taro"_s << 0x00828205U << u"taro"_s << QString();
        QTest::newRow("no domain, on purpose") << u"\\taro"_s << kUsual << u"taro"_s << QString();
    }
    void namesOfUsers()
    {
        QFETCH(QString, user);
        QFETCH(quint32, flags);
        QFETCH(QString, sentUser);
        QFETCH(QString, sentDomain);
        const auto message = answer(user, challengeWith(flags, u"EXAMPLE"_s, kPairs + kEnd));
        QVERIFY(message);
        QCOMPARE(field(*message, kUser), utf16(sentUser));
        QCOMPARE(field(*message, kDomain), utf16(sentDomain));
        QCOMPARE(qFromLittleEndian<quint32>(message->constData() + kFlags) & 3U, 1U);
        // What is hashed is what is sent, the user in capitals and the domain not (3.3.2).
        const QByteArray nt = field(*message, kNt);
        const QByteArray hash = QByteArray::fromHex("a4f49c406510bdcab6824ee7c30fd852"); // 4.2.2.1.2: "Password"
        const QByteArray key = hmacMd5(hash, utf16(sentUser.toUpper() + sentDomain));
        QCOMPARE(nt.first(16), hmacMd5(key, QByteArray::fromHex("0123456789abcdef") + nt.mid(16)));
    }

    void serversWithoutUnicode()
    {
        const auto ascii = answer(u"taro"_s, challengeWith(0x00008206, {}, {}));
        QVERIFY(ascii);
        QCOMPARE(field(*ascii, kUser), "taro");
        const auto japanese = answer(u"太郎"_s, challengeWith(0x00008206, {}, {}));
        QCOMPARE(japanese.error().code, Errc::AuthenticationFailed);
    }

    void badChallenges_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        const auto changed = [](qsizetype at, const QByteArray &bytes) {
            QByteArray challenge = kChallenge;
            return challenge.replace(at, bytes.size(), bytes);
        };
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("signature only") << "NTLMSSP\0"_ba;
        QTest::newRow("another signature") << changed(0, "KRB5SSP\0"_ba);
        QTest::newRow("our own message") << changed(8, number32(1));
        QTest::newRow("an answer") << changed(8, number32(3));
        QTest::newRow("cut in the server's nonce") << kChallenge.first(31);
        QTest::newRow("target beyond the end") << changed(16, number32(96));
        QTest::newRow("target at 4 GiB") << changed(16, number32(0xffffffff));
        QTest::newRow("pairs beyond the end") << changed(44, number32(70));
        QTest::newRow("pairs longer than the message") << changed(40, number16(0xffff));
        QTest::newRow("pairs without an end") << challengeWith(kUsual, u"D"_s, kPairs);
        QTest::newRow("half a pair") << challengeWith(kUsual, u"D"_s, kPairs + "\1\0");
        QTest::newRow("value beyond the pairs") << challengeWith(kUsual, u"D"_s, "\2\0\xff\xff"_ba + kEnd);
        QTest::newRow("short timestamp") << challengeWith(kUsual, u"D"_s, pair(7, "1234567") + kEnd);
        QTest::newRow("short flags") << challengeWith(kUsual, u"D"_s, pair(6, "12") + kEnd);
        QTest::newRow("64 KiB of pairs") << challengeWith(kUsual, u"D"_s, pair(2, QByteArray(40'000, 'x')) + kEnd);
    }
    void badChallenges()
    {
        QFETCH(QByteArray, challenge);
        NtlmClient client(u"taro"_s, Secret("pw"_ba));
        (void)client.initialResponse();
        const auto result = client.respond(challenge);
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::AuthenticationFailed);
        QVERIFY(!client.isComplete());
    }

    void oneChallengeOnly()
    {
        NtlmClient client(u"taro"_s, Secret("pw"_ba));
        (void)client.initialResponse();
        QVERIFY(!client.isComplete());
        QVERIFY(client.respond(kChallenge));
        QVERIFY(client.isComplete());
        QVERIFY(!client.respond(kChallenge));
    }

    void noncesAreNew()
    {
        const auto nonce = [] {
            NtlmClient client(u"taro"_s, Secret("pw"_ba));
            (void)client.initialResponse();
            return field(client.respond(kChallenge).value(), kLm).last(8);
        };
        QVERIFY(nonce() != nonce());
    }
};

QTEST_GUILESS_MAIN(NtlmTest)
#include "tst_ntlm.moc"
