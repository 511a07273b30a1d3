// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/gate.h"
#include "imap/initialize.h"
#include "imap/signin.h"
#include "net/initialize.h"
#include "tests/support/coroutine.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkProxy>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using imap::Dialogue;
using imap::Gate;
using imap::Permit;
using test::ScriptedServer;

namespace
{
constexpr auto kSignIn = "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\nC: $ AUTHENTICATE *\n"
                         "S: $ OK [CAPABILITY IMAP4rev1 MOVE] in\n";

/** A gate in front of a signed-in scripted server. */
struct Place {
    explicit Place(const QByteArray &script)
        : server(kSignIn + script)
    {
        imap::Login login{.server
            = {.host = u"127.0.0.1"_s, .port = server.port(), .security = core::Security::None, .user = u"taro"_s},
            .password = core::Secret("pw"_ba),
            .policy = {},
            .logName = {}};
        auto signedIn = test::waitFor(imap::signIn(login));
        dialogue = Dialogue::start(std::move(signedIn->wire), signedIn->capabilities, std::chrono::seconds(5));
        gate = std::make_unique<Gate>(*dialogue);
        good = bool(gate->listen());
    }

    ScriptedServer server;
    Dialogue::Owner dialogue;
    std::unique_ptr<Gate> gate;
    bool good = false;
};

/** Somebody on this computer. */
class Visitor : public QTcpSocket
{
public:
    explicit Visitor(const Place &place)
    {
        setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
        connectToHost(QHostAddress(QHostAddress::LocalHost), place.gate->port());
        connect(this, &QTcpSocket::readyRead, this, [this] { heard += readAll(); });
        (void)QTest::qWaitFor([this] { return heard.contains('\n') || isGone(); }, 3000);
    }
    bool isGone() const { return state() == UnconnectedState; }
    /** Sends and waits for a line or the end. */
    QByteArray ask(const QByteArray &line)
    {
        heard.clear();
        write(line);
        (void)QTest::qWaitFor([this] { return heard.endsWith('\n') || isGone(); }, 3000);
        return heard;
    }
    bool enter(const Place &place)
    {
        return ask("k1 LOGIN \"gate\" \"" + place.gate->secret() + "\"\r\n").startsWith("k1 OK");
    }

    QByteArray heard;
};

Permit statusPermit()
{
    return {.verb = Permit::Verb::Status, .mailbox = "INBOX"};
}
} // namespace

class GateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        imap::initialize();
    }

    void strangersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no secret") << "x LOGIN gate \"\"\r\n"_ba;
        QTest::newRow("a guess") << "x LOGIN gate 00000000000000000000000000000000\r\n"_ba;
        QTest::newRow("zeros of a used secret") << "x LOGIN gate \""_ba + QByteArray(32, '\0') + "\"\r\n";
        QTest::newRow("another user") << "x LOGIN taro @\r\n"_ba;
        QTest::newRow("no tag") << " LOGIN gate @\r\n"_ba;
        QTest::newRow("a command") << "x LIST \"\" *\r\n"_ba;
        QTest::newRow("AUTHENTICATE") << "x AUTHENTICATE PLAIN @\r\n"_ba;
        QTest::newRow("nothing") << "\r\n"_ba;
        QTest::newRow("endless line") << QByteArray(5000, 'x');
        QTest::newRow("HTTP") << "GET / HTTP/1.1\r\n\r\n"_ba;
    }
    void strangersAreRefused()
    {
        QFETCH(QByteArray, line);
        Place place("C: *");
        QVERIFY(place.good);
        if (line.contains("taro") || line.startsWith(' ') || line.contains("AUTH"))
            line.replace("@", place.gate->secret());
        Visitor stranger(place);
        QVERIFY(stranger.heard.startsWith("* OK"));
        stranger.ask(line);
        QTRY_VERIFY(stranger.isGone());
        QVERIFY(!place.gate->isKimapHere());
        QVERIFY2(!place.server.isFinished() && !place.server.received().contains("LIST"), "it reached the server");
        // The one with the secret still comes in.
        Visitor friendly(place);
        QVERIFY(friendly.enter(place));
    }

    void secretsAreLongAndNew()
    {
        Place one("C: *");
        Place other("C: *");
        QCOMPARE(one.gate->secret().size(), 32);
        QVERIFY(one.gate->secret() != other.gate->secret());
    }

    void oneComesInAndTheDoorIsShut()
    {
        Place place("C: *");
        QVERIFY(place.good);
        Visitor waiting(place);
        Visitor kimap(place);
        const QByteArray secret = place.gate->secret();
        QVERIFY(kimap.enter(place));
        QTRY_VERIFY(waiting.isGone());
        QVERIFY2(place.gate->secret() != secret, "good for one LOGIN");
        Visitor late(place);
        QVERIFY(late.isGone() && late.heard.isEmpty());
        QVERIFY(!kimap.isGone());
    }

    void crowdDoesNotStopIt()
    {
        Place place("C: *");
        QVERIFY(place.good);
        std::vector<std::unique_ptr<Visitor>> crowd;
        for (int i = 0; i < 7; ++i)
            crowd.push_back(std::make_unique<Visitor>(place));
        Visitor kimap(place);
        Visitor tooMany(place);
        QVERIFY(tooMany.isGone() && tooMany.heard.isEmpty());
        QVERIFY(kimap.enter(place));
    }

    void capabilitiesAreItsOwn()
    {
        Place place("C: *");
        Visitor kimap(place);
        const QByteArray before = kimap.ask("k0 CAPABILITY\r\n");
        QVERIFY2(before.contains("IMAP4rev1") && !before.contains("AUTH=") && !before.contains("UTF8"), before);
        QVERIFY(kimap.enter(place));
        QVERIFY(kimap.ask("k2 CAPABILITY\r\n").contains("k2 OK"));
        QVERIFY(!place.server.isFinished());
    }

    void permittedCommandPassesUnderAnotherTag()
    {
        Place place(
            "C: $ STATUS \"INBOX\" (MESSAGES)\nS: * 9 EXISTS\nS: * STATUS INBOX (MESSAGES 3 UIDNEXT 4 UNSEEN 1)\n"
            "S: $ OK [ALERT] <b>words of a stranger</b>");
        int tapped = 0;
        place.gate->tap = [&](const imap::Response &response) {
            tapped += response.is("EXISTS") ? 1 : 0;
        };
        Visitor kimap(place);
        QVERIFY(kimap.enter(place));
        place.gate->permit(statusPermit());
        const QByteArray answer = kimap.ask("k7 STATUS \"INBOX\" (MESSAGES)\r\n");
        QTRY_VERIFY(place.gate->reply());
        QTRY_COMPARE(kimap.heard, "* STATUS \"INBOX\" (MESSAGES 3 UNSEEN 1 UIDNEXT 4 UIDVALIDITY 0)\r\nk7 OK done\r\n");
        QCOMPARE(tapped, 1);
        QVERIFY(!place.server.received().contains("k7"));
        QCOMPARE(place.gate->reply()->code, "ALERT");
        QCOMPARE(place.server.complaints(), QByteArrayList());
    }

    void whatIsNotPermittedEndsIt_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("another verb") << "k2 EXPUNGE\r\n"_ba;
        QTest::newRow("another mailbox") << "k2 STATUS \"Trash\" (MESSAGES)\r\n"_ba;
        QTest::newRow("no tag") << " STATUS \"INBOX\" (MESSAGES)\r\n"_ba;
        QTest::newRow("two at once") << "k2 STATUS \"INBOX\" (MESSAGES)\r\nk3 STATUS \"INBOX\" (MESSAGES)\r\n"_ba;
        QTest::newRow("endless line") << QByteArray(100'000, 'x');
    }
    void whatIsNotPermittedEndsIt()
    {
        QFETCH(QByteArray, line);
        Place place("end:\nC: *\nGOTO end");
        Visitor kimap(place);
        QVERIFY(kimap.enter(place));
        QSignalSpy lost(place.gate.get(), &Gate::lost);
        place.gate->permit(statusPermit());
        kimap.write(line);
        QTRY_COMPARE(lost.size(), 1);
        QTRY_VERIFY(kimap.isGone());
        QCOMPARE(place.gate->withheld()->code, Errc::Internal);
        QVERIFY2(place.dialogue->isOpen(), "the server did nothing wrong");
        QTest::qWait(10);
        QVERIFY(!place.server.received().contains("EXPUNGE") && !place.server.received().contains("Trash"));
        QVERIFY(place.server.received().count("STATUS") <= 1);
    }

    void staleCommandDoesNotLeave()
    {
        Place place("C: *");
        Visitor kimap(place);
        QVERIFY(kimap.enter(place));
        Permit permit = statusPermit();
        permit.stillValid = [] {
            return false;
        };
        place.gate->permit(permit);
        QVERIFY(kimap.ask("k2 STATUS \"INBOX\" (MESSAGES)\r\n").startsWith("k2 NO"));
        QCOMPARE(place.gate->withheld()->code, Errc::UidValidityChanged);
        QVERIFY(!place.server.received().contains("STATUS"));
    }

    void literalGoesThroughInPiecesAndIsNoCommand()
    {
        Place place(
            "C: $ APPEND \"INBOX\" (*Seen) {16}\nS: + go\nC: ab\nC: k9 EXPUNGE\nC: \nS: $ OK [APPENDUID 5 6] x");
        Visitor kimap(place);
        QVERIFY(kimap.enter(place));
        place.gate->permit({.verb = Permit::Verb::Append, .mailbox = "INBOX"});
        QVERIFY(kimap.ask("k2 APPEND \"INBOX\" (\\Seen) {16}\r\n").startsWith('+'));
        const QByteArray content = "ab\r\nk9 EXPUNGE\r\n";
        QCOMPARE(content.size(), 16);
        for (const char c : content + "\r") {
            kimap.write(QByteArray(1, c));
            QTest::qWait(1);
        }
        QCOMPARE(kimap.ask("\n"), "k2 OK [APPENDUID 5 6] done\r\n");
        QCOMPARE(place.server.complaints(), QByteArrayList());
    }

    void serverGoingAwayTakesKimapAlong()
    {
        Place place("C: *\nS: * BYE\nCLOSE");
        Visitor kimap(place);
        QVERIFY(kimap.enter(place));
        place.gate->permit(statusPermit());
        kimap.write("k2 STATUS \"INBOX\" (MESSAGES)\r\n");
        QTRY_VERIFY(kimap.isGone());
        QVERIFY(!place.dialogue->isOpen());
    }
};

QTEST_GUILESS_MAIN(GateTest)
#include "tst_gate.moc"
