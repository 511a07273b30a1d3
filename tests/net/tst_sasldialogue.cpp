// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/initialize.h"
#include "net/sasldialogue.h"
#include "tests/support/coroutine.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using net::SaslDialogue;

namespace
{
net::SaslLogin login(const QByteArray &password = "secret")
{
    return {.user = u"taro"_s,
        .secret = core::Secret(password),
        .service = "pop",
        .host = u"mail.example.test"_s,
        .port = 995,
        .endPoint = {}};
}
core::Result<SaslDialogue> begun(const QString &mechanism, const net::SaslLogin &who)
{
    return test::waitFor(SaslDialogue::begin(mechanism, who));
}
const QByteArray kPlain = QByteArray("\0taro\0secret", 12).toBase64();
} // namespace

/** What the three protocols share of a sign-in, apart from their lines. */
class SaslDialogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    void initialResponseGoesWhereItFits()
    {
        SaslDialogue any = *begun(u"PLAIN"_s, login());
        QCOMPARE(any.firstLine("AUTH", SaslDialogue::kAnyLength), "AUTH PLAIN " + kPlain);
        const qsizetype fits = ("AUTH PLAIN " + kPlain).size() + 2;
        SaslDialogue just = *begun(u"PLAIN"_s, login());
        QCOMPARE(just.firstLine("AUTH", fits), "AUTH PLAIN " + kPlain);
        SaslDialogue over = *begun(u"PLAIN"_s, login());
        QCOMPARE(over.firstLine("AUTH", fits - 1), "AUTH PLAIN");
        QCOMPARE(over.respond({}), kPlain);
        SaslDialogue never = *begun(u"PLAIN"_s, login());
        QCOMPARE(never.firstLine("AUTHENTICATE", 0), "AUTHENTICATE PLAIN");
        QCOMPARE(never.respond({}), kPlain);
    }

    void anEmptyInitialResponseIsAnEqualsSign()
    {
        net::SaslLogin nobody = login();
        nobody.user.clear();
        SaslDialogue external = *begun(u"EXTERNAL"_s, nobody);
        QCOMPARE(external.firstLine("AUTH", SaslDialogue::kAnyLength), "AUTH EXTERNAL =");
        SaslDialogue later = *begun(u"EXTERNAL"_s, nobody);
        QCOMPARE(later.firstLine("AUTH", 0), "AUTH EXTERNAL");
        QCOMPARE(later.respond({}), QByteArray());
    }

    void mechanismThatWaitsForTheServer()
    {
        SaslDialogue dialogue = *begun(u"LOGIN"_s, login());
        QCOMPARE(dialogue.firstLine("AUTH", SaslDialogue::kAnyLength), "AUTH LOGIN");
        QVERIFY2(!dialogue.accepted(), "nothing was said yet");
        QCOMPARE(dialogue.respond("VXNlcm5hbWU6"), QByteArray("taro").toBase64());
        QCOMPARE(dialogue.respond("UGFzc3dvcmQ6"), QByteArray("secret").toBase64());
        QVERIFY(dialogue.accepted());
        QCOMPARE(dialogue.respond("VXNlcm5hbWU6").error().code, Errc::AuthenticationFailed);
    }

    void roundsAreBounded()
    {
        SaslDialogue dialogue = *begun(u"PLAIN"_s, login());
        (void)dialogue.firstLine("AUTH", 0);
        for (int round = 0; round < SaslDialogue::kMostRounds; ++round)
            QVERIFY(dialogue.respond({}));
        const auto end = dialogue.respond({});
        QCOMPARE(end.error().code, Errc::ProtocolViolation);
        QCOMPARE(end.error().context, u"mail.example.test:995: endless sign-in"_s);
    }

    void successBeforeTheServerProvedItself()
    {
        SaslDialogue dialogue = *begun(u"SCRAM-SHA-256"_s, login());
        (void)dialogue.firstLine("AUTH", SaslDialogue::kAnyLength);
        const auto end = dialogue.accepted("+OK in");
        QCOMPARE(end.error().code, Errc::ProtocolViolation);
        QCOMPARE(end.error().serverText, "+OK in");
    }

    void refusalTellsWhatWasSaidInside()
    {
        SaslDialogue dialogue = *begun(u"XOAUTH2"_s, login());
        (void)dialogue.firstLine("AUTH", SaslDialogue::kAnyLength);
        QCOMPARE(dialogue.refusal("-ERR no"), "-ERR no");
        QVERIFY(dialogue.respond(QByteArray("{\"status\":\"400\"}").toBase64()));
        QVERIFY(dialogue.refusal("-ERR no").startsWith("-ERR no {\"status\""));
    }

    void unknownMechanism() { QCOMPARE(begun(u"OTP"_s, login()).error().code, Errc::NoCommonMechanism); }
};

QTEST_GUILESS_MAIN(SaslDialogueTest)
#include "tst_sasldialogue.moc"
