// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/initialize.h"
#include "pop3/capabilities.h"
#include "pop3/maildrop.h"
#include "pop3/pipeline.h"
#include "pop3/reply.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using pop3::Capabilities;
using pop3::Fault;
using pop3::Maildrop;
using pop3::Remembered;
using pop3::Reply;
using pop3::Step;
using Kind = pop3::Fault::Kind;

namespace
{
QByteArray lines(const QByteArrayList &list)
{
    return list.isEmpty() ? QByteArray() : list.join("\r\n") + "\r\n";
}

/** A few words for a way to sign in. */
QString inWords(const std::optional<pop3::SignInWay> &way)
{
    if (!way)
        return u"none"_s;
    return way->kind == pop3::SignInWay::Kind::Apop ? u"APOP"_s
        : way->kind == pop3::SignInWay::Kind::Sasl  ? way->mechanism
                                                    : u"USER"_s;
}
} // namespace

class ParsersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    /** Seen on servers, where a name stands in the tag; the others are the RFCs'. */
    void replies_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Reply::Kind>("kind");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("text");
        using K = Reply::Kind;
        QTest::newRow("Dovecot 2.4 greets") << "+OK Dovecot ready."_ba << K::Ok << ""_ba << "Dovecot ready."_ba;
        QTest::newRow("bare") << "+OK"_ba << K::Ok << ""_ba << ""_ba;
        QTest::newRow("bare refusal") << "-ERR"_ba << K::Err << ""_ba << ""_ba;
        QTest::newRow("Dovecot 2.4 refuses") << "-ERR [AUTH] Authentication failed."_ba << K::Err << "AUTH"_ba
                                             << "Authentication failed."_ba;
        QTest::newRow("RFC 2449 8.1.2") << "-ERR [IN-USE] Do you have another POP session running?"_ba << K::Err
                                        << "IN-USE"_ba << "Do you have another POP session running?"_ba;
        QTest::newRow("RFC 2449 8.1.1") << "-ERR [LOGIN-DELAY] wait"_ba << K::Err << "LOGIN-DELAY"_ba << "wait"_ba;
        QTest::newRow("RFC 3206 4") << "-ERR [SYS/PERM] PANIC"_ba << K::Err << "SYS/PERM"_ba << "PANIC"_ba;
        QTest::newRow("any case") << "-err [sys/temp] later"_ba << K::Err << "SYS/TEMP"_ba << "later"_ba;
        QTest::newRow("code without words") << "-ERR [AUTH]"_ba << K::Err << "AUTH"_ba << ""_ba;
        QTest::newRow("bracket that is not closed") << "-ERR [AUTH no"_ba << K::Err << ""_ba << "[AUTH no"_ba;
        QTest::newRow("brackets with words") << "+OK [a b] x"_ba << K::Ok << ""_ba << "[a b] x"_ba;
        QTest::newRow("empty brackets") << "+OK [] x"_ba << K::Ok << ""_ba << "[] x"_ba;
        QTest::newRow("Japanese words") << "-ERR パスワードが違います"_ba << K::Err << ""_ba
                                        << "パスワードが違います"_ba;
        QTest::newRow("challenge") << "+ PDE4OTY+"_ba << K::Challenge << ""_ba << "PDE4OTY+"_ba;
        QTest::newRow("empty challenge") << "+ "_ba << K::Challenge << ""_ba << ""_ba;
        QTest::newRow("empty challenge without its space") << "+"_ba << K::Challenge << ""_ba << ""_ba;
    }
    void replies()
    {
        QFETCH(QByteArray, line);
        const auto reply = pop3::parseReply(line);
        QVERIFY(reply);
        QTEST(reply->kind, "kind");
        QTEST(reply->code, "code");
        QTEST(reply->text, "text");
        QCOMPARE(reply->line, line);
    }

    void noReplies()
    {
        for (const QByteArray &line :
            {""_ba, "OK"_ba, "+OKAY"_ba, "+OK\thi"_ba, "-ERROR"_ba, "-ERR:"_ba, "* OK hi"_ba, "220 hi"_ba, " +OK"_ba,
                "++"_ba, "HTTP/1.1 400"_ba, "."_ba, QByteArray("+OK\0", 4), "+OK " + QByteArray(17000, 'x')})
            QVERIFY2(!pop3::parseReply(line), line.left(30).constData());
        QCOMPARE(pop3::parseReply("+OK " + QByteArray(5000, 'x'))->line.size(), Reply::kMostShown);
    }

    void meaningOfARefusal_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Step>("step");
        QTest::addColumn<bool>("tellsAuth");
        QTest::addColumn<Errc>("code");
        const auto in = Step::SignIn;
        const auto later = Step::Command;
        QTest::newRow("[AUTH]") << "-ERR [AUTH] no"_ba << in << true << Errc::AuthenticationFailed;
        QTest::newRow("[AUTH], not announced") << "-ERR [AUTH] no"_ba << in << false << Errc::AuthenticationFailed;
        QTest::newRow("no code") << "-ERR no"_ba << in << false << Errc::AuthenticationFailed;
        QTest::newRow("no code where [AUTH] is said") << "-ERR no"_ba << in << true << Errc::ServerRefused;
        QTest::newRow("unknown code") << "-ERR [X-OVER] no"_ba << in << false << Errc::AuthenticationFailed;
        QTest::newRow("[IN-USE]") << "-ERR [IN-USE] no"_ba << in << true << Errc::AuthenticationUnavailable;
        QTest::newRow("[LOGIN-DELAY]") << "-ERR [LOGIN-DELAY] no"_ba << in << true << Errc::AuthenticationUnavailable;
        QTest::newRow("[SYS/TEMP]") << "-ERR [SYS/TEMP] no"_ba << in << false << Errc::AuthenticationUnavailable;
        QTest::newRow("[SYS/TEMP/DISK]") << "-ERR [SYS/TEMP/DISK] no"_ba << in << false
                                         << Errc::AuthenticationUnavailable;
        QTest::newRow("[SYS/TEMPO] is another one") << "-ERR [SYS/TEMPO] no"_ba << in << false << Errc::ServerRefused;
        QTest::newRow("[SYS/PERM]") << "-ERR [SYS/PERM] no"_ba << in << false << Errc::ServerRefused;
        QTest::newRow("greeting") << "-ERR too many"_ba << Step::Greeting << false << Errc::ServerBusy;
        QTest::newRow("greeting [SYS/TEMP]") << "-ERR [SYS/TEMP] x"_ba << Step::Greeting << false << Errc::ServerBusy;
        QTest::newRow("greeting [SYS/PERM]")
            << "-ERR [SYS/PERM] x"_ba << Step::Greeting << false << Errc::ServerRefused;
        QTest::newRow("command") << "-ERR no such message"_ba << later << true << Errc::ServerRefused;
        QTest::newRow("command [SYS/TEMP]") << "-ERR [SYS/TEMP] disk"_ba << later << true << Errc::ServerBusy;
    }
    void meaningOfARefusal()
    {
        QFETCH(QByteArray, line);
        QFETCH(Step, step);
        QFETCH(bool, tellsAuth);
        const core::Error error = pop3::errorOf(*pop3::parseReply(line), step, u"here"_s, tellsAuth);
        QTEST(error.code, "code");
        QCOMPARE(error.context, u"here"_s);
        QCOMPARE(error.serverText, line);
    }

    void timestamps_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<QByteArray>("timestamp");
        QTest::newRow("RFC 1939 7") << "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>"_ba
                                    << "<1896.697170952@dbc.mtview.ca.us>"_ba;
        QTest::newRow("Dovecot 2.4") << "+OK Dovecot ready. <450.2.6b06f6d3.DbxHipI+mYxNmy/zNyaCVA==@vm>"_ba
                                     << "<450.2.6b06f6d3.DbxHipI+mYxNmy/zNyaCVA==@vm>"_ba;
        QTest::newRow("in the middle") << "+OK <1.2@host> ready"_ba << "<1.2@host>"_ba;
        QTest::newRow("address literal") << "+OK <1.2@[192.0.2.1]>"_ba << "<1.2@[192.0.2.1]>"_ba;
        for (const char *none : {"+OK ready", "+OK <1.2@host", "+OK 1.2@host>", "+OK <1.2>", "+OK <@host>",
                 "+OK <1.2@>", "+OK <1.2@host@host>", "+OK <1 2@host>", "+OK <.1@host>", "+OK <1..2@host>",
                 "+OK <1.@host>", "+OK <1.2@ho\x80st>", "+OK <\xff\xfe@host>", "+OK <1.2@host\x01>", "+OK <1.2@[a]b]>",
                 "+OK <<1.2@host>", "+OK <1.2@host>>", "+OK >1.2@host<", "+OK <a@b> <c@d>", "+OK <1.2@host> 1<2",
                 "+OK <\"a b\"@host>", "+OK <1.2@[]>"})
            QTest::newRow(none) << QByteArray(none) << QByteArray();
        QTest::newRow("endless") << "+OK <" + QByteArray(300, 'a') + "@host>" << QByteArray();
    }
    void timestamps()
    {
        QFETCH(QByteArray, greeting);
        QTEST(pop3::apopTimestamp(greeting), "timestamp");
    }

    void digestOfTheRfc()
    {
        QCOMPARE(pop3::apopDigest("<1896.697170952@dbc.mtview.ca.us>", "tanstaaf"), "c4c9334bac560ecc979e58001b3e22fb");
    }

    void capabilities()
    {
        // Dovecot 2.4.1, with every mechanism switched on
        const auto dovecot = Capabilities::fromLines({"TOP", "UIDL", "RESP-CODES", "PIPELINING", "AUTH-RESP-CODE",
            "USER", "SASL PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 DIGEST-MD5 XOAUTH2"});
        QVERIFY(dovecot.isKnown() && dovecot.has("UIDL") && dovecot.has("PIPELINING") && !dovecot.has("STLS"));
        QCOMPARE(dovecot.mechanisms().size(), 7);
        QVERIFY(!dovecot.expireDays());
        QCOMPARE(dovecot.loginDelay(), 0);
        // RFC 2449 5, the example
        const auto rfc = Capabilities::fromLines({"TOP", "USER", "SASL CRAM-MD5 KERBEROS_V4", "RESP-CODES",
            "LOGIN-DELAY 900", "PIPELINING", "EXPIRE 60", "UIDL", "IMPLEMENTATION Shlemazle-Plotz-v302"});
        QCOMPARE(rfc.mechanisms(), (QByteArrayList{"CRAM-MD5", "KERBEROS_V4"}));
        QCOMPARE(rfc.expireDays(), 60);
        QCOMPARE(rfc.loginDelay(), 900);
        const auto odd = Capabilities::fromLines(
            {"", "sasl plain", "  Expire\tnever ", "SASL  LOGIN ", "stls ", "EXPIRE 0", "LOGIN-DELAY -3", "UIDL-X"});
        QCOMPARE(odd.mechanisms(), (QByteArrayList{"PLAIN", "LOGIN"}));
        QCOMPARE(odd.expireDays(), Capabilities::kNever);
        QCOMPARE(odd.loginDelay(), 0);
        QVERIFY(odd.has("STLS") && !odd.has("UIDL"));
        QCOMPARE(Capabilities::fromLines({"EXPIRE 0 USER"}).expireDays(), 0);
        QVERIFY(!Capabilities::fromLines({"EXPIRE soon"}).expireDays());
        QVERIFY(!Capabilities().isKnown());
        QVERIFY(!Capabilities::fromLines(QByteArrayList(200, "X") << "STLS").has("STLS"));
    }

    void orderOfSigningIn_data()
    {
        QTest::addColumn<QByteArrayList>("capa"); // empty: CAPA is not known
        QTest::addColumn<bool>("timestamp");
        QTest::addColumn<QString>("auth");
        QTest::addColumn<QString>("inTls");
        QTest::addColumn<QString>("inClear");
        QTest::addColumn<QString>("mustHide");
        const auto row = [](const char *name, const QByteArrayList &capa, bool timestamp, const char *auth,
                             const char *inTls, const char *inClear, const char *mustHide) {
            QTest::newRow(name) << capa << timestamp << QString::fromLatin1(auth) << QString::fromLatin1(inTls)
                                << QString::fromLatin1(inClear) << QString::fromLatin1(mustHide);
        };
        const QByteArrayList all{"SASL LOGIN PLAIN CRAM-MD5 SCRAM-SHA-256", "USER"};
        row("the strongest", all, true, "auto", "SCRAM-SHA-256", "SCRAM-SHA-256", "SCRAM-SHA-256");
        row("a challenge of SASL before APOP", {"SASL PLAIN CRAM-MD5"}, true, "auto", "CRAM-MD5", "CRAM-MD5",
            "CRAM-MD5");
        row("in clear APOP before the password", {"SASL PLAIN", "USER"}, true, "auto", "PLAIN", "APOP", "APOP");
        row("without a timestamp", {"SASL PLAIN", "USER"}, false, "auto", "PLAIN", "PLAIN", "none");
        row("USER without SASL", {"USER"}, false, "auto", "USER", "USER", "none");
        row("USER, not told", {}, false, "auto", "USER", "USER", "none");
        row("neither USER nor SASL", {"TOP"}, false, "auto", "none", "none", "none");
        row("nothing but APOP", {"TOP"}, true, "auto", "APOP", "APOP", "APOP");
        row("none of ours", {"SASL OTP"}, false, "auto", "none", "none", "none");
        row("APOP by name", all, true, "apop", "APOP", "APOP", "APOP");
        row("APOP by name, no timestamp", all, false, "apop", "none", "none", "none");
        row("PLAIN by name", all, true, "plain", "PLAIN", "PLAIN", "none");
        row("PLAIN by name, only USER there", {"USER"}, true, "plain", "USER", "USER", "none");
        row("CRAM-MD5 by name, not there", {"SASL PLAIN", "USER"}, true, "cram-md5", "none", "none", "none");
        row("a token by name", {"SASL PLAIN XOAUTH2"}, true, "xoauth2", "XOAUTH2", "XOAUTH2", "none");
        row("EXTERNAL is nothing for auto", {"SASL EXTERNAL"}, false, "auto", "none", "none", "none");
    }
    void orderOfSigningIn()
    {
        QFETCH(QByteArrayList, capa);
        QFETCH(bool, timestamp);
        QFETCH(QString, auth);
        pop3::SignInOffer offer{.capabilities = capa.isEmpty() ? Capabilities() : Capabilities::fromLines(capa),
            .timestamp = timestamp ? "<1.2@host>"_ba : QByteArray(),
            .mayReveal = true,
            .inClear = false,
            .canBind = false};
        QTEST(inWords(pop3::chosenSignIn(offer, auth)), "inTls");
        offer.inClear = true;
        QTEST(inWords(pop3::chosenSignIn(offer, auth)), "inClear");
        offer.mayReveal = false;
        QTEST(inWords(pop3::chosenSignIn(offer, auth)), "mustHide");
    }

    void scanLines()
    {
        QCOMPARE(pop3::parseScan("1 120"), (pop3::Message{1, 120, {}, false}));
        QCOMPARE(pop3::parseScan("2 200 what a server adds"), (pop3::Message{2, 200, {}, false}));
        QCOMPARE(pop3::parseScan("3 0")->octets, 0);
        QCOMPARE(pop3::parseScan("999999999 999999999999999999")->octets, 999999999999999999);
        for (const char *unsized : {"1", "1 ", "1 x", "1 -5", "1 12x", "1  5", "1 9999999999999999999"})
            QCOMPARE(pop3::parseScan(unsized)->octets, -1);
        for (const char *bad :
            {"", " 1 5", "0 5", "-1 5", "x", "1x 5", "1\t5", "1000000000 5", "+OK", "99999999999999999999 1"})
            QVERIFY2(!pop3::parseScan(bad), bad);
    }

    void uidLines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("uid");
        QTest::addColumn<int>("fault"); // -1: none
        QTest::newRow("RFC 1939 7") << "1 whqtswO00WBw418f9t5JxYwZ"_ba << "whqtswO00WBw418f9t5JxYwZ"_ba << -1;
        QTest::newRow("Dovecot 2.4") << "1 000000015ef0a1b2"_ba << "000000015ef0a1b2"_ba << -1;
        QTest::newRow("one byte") << "1 !"_ba << "!"_ba << -1;
        QTest::newRow("70 bytes") << "1 " + QByteArray(70, '~') << QByteArray(70, '~') << -1;
        QTest::newRow("71 bytes") << "1 " + QByteArray(71, 'a') << QByteArray(71, 'a') << int(Kind::LongUid);
        QTest::newRow("500 bytes") << "1 " + QByteArray(500, 'a') << QByteArray(500, 'a') << int(Kind::LongUid);
        QTest::newRow("501 bytes") << "1 " + QByteArray(501, 'a') << ""_ba << int(Kind::LongUid);
        QTest::newRow("none") << "1"_ba << ""_ba << int(Kind::EmptyUid);
        QTest::newRow("empty") << "1 "_ba << ""_ba << int(Kind::EmptyUid);
        QTest::newRow("space within") << "1 a b"_ba << "a b"_ba << int(Kind::BadUid);
        QTest::newRow("space before") << "1  a"_ba << " a"_ba << int(Kind::BadUid);
        QTest::newRow("space behind") << "1 a "_ba << "a "_ba << int(Kind::BadUid);
        QTest::newRow("8-bit") << "1 \xc3\xa9"_ba << "\xc3\xa9"_ba << int(Kind::BadUid);
        QTest::newRow("DEL") << "1 a\x7f"_ba << "a\x7f"_ba << int(Kind::BadUid);
        QTest::newRow("NUL") << QByteArray("1 a\0b", 5) << QByteArray("a\0b", 3) << int(Kind::BadUid);
        QTest::newRow("lone LF") << "1 a\n2 b"_ba << "a\n2 b"_ba << int(Kind::BadUid);
    }
    void uidLines()
    {
        QFETCH(QByteArray, line);
        const auto parsed = pop3::parseUid(line);
        QVERIFY(parsed);
        QCOMPARE(parsed->number, 1U);
        QTEST(parsed->uid, "uid");
        QTEST(parsed->fault ? int(*parsed->fault) : -1, "fault");
        for (const char *bad : {"", "a", "0 a", " 1 a", "-1 a", "1a b", "1234567890 a"})
            QVERIFY2(!pop3::parseUid(bad), bad);
    }

    void maildrops_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArrayList>("scan");
        QTest::addColumn<QByteArrayList>("uids");
        QTest::addColumn<QList<int>>("faults");
        QTest::addColumn<QList<int>>("deletable");
        const QByteArrayList three{"1 10", "2 20", "3 30"};
        const auto row = [](const char *name, int count, const QByteArrayList &scan, const QByteArrayList &uids,
                             const QList<Kind> &faults, const QList<int> &deletable) {
            QList<int> numbers;
            for (const Kind kind : faults)
                numbers.append(int(kind));
            QTest::newRow(name) << count << scan << uids << numbers << deletable;
        };
        row("good", 3, three, {"1 a", "2 b", "3 c"}, {}, {1, 2, 3});
        row("none", 0, {}, {}, {}, {});
        row("gaps, after deletions", 2, {"2 20", "5 50"}, {"2 b", "5 e"}, {}, {2, 5});
        row("one without a uid", 3, three, {"1 a", "2 ", "3 c"}, {Kind::EmptyUid}, {1, 3});
        row("one too long", 3, three, {"1 a", "2 " + QByteArray(71, 'b'), "3 c"}, {Kind::LongUid}, {1, 3});
        row("one with a space", 3, three, {"1 a", "2 b b", "3 c"}, {Kind::BadUid}, {1, 3});
        row("two share one", 3, three, {"1 a", "2 b", "3 a"}, {Kind::DoubledUid}, {2});
        row("all share one", 3, three, {"1 a", "2 a", "3 a"}, {Kind::DoubledUid, Kind::DoubledUid}, {});
        row("out of order", 3, three, {"2 b", "1 a", "3 c"}, {Kind::OutOfOrder}, {});
        row("LIST out of order", 3, {"2 20", "1 10", "3 30"}, {"1 a", "2 b", "3 c"}, {Kind::OutOfOrder}, {});
        row("a number twice", 3, three, {"1 a", "2 b", "2 x", "3 c"}, {Kind::DoubledNumber}, {});
        row("LIST has a number twice", 3, {"1 10", "2 20", "2 99", "3 30"}, {"1 a", "2 b", "3 c"},
            {Kind::DoubledNumber}, {});
        row("one is missing", 3, three, {"1 a", "3 c"}, {Kind::CountsDiffer}, {});
        row("all are missing", 3, three, {}, {Kind::CountsDiffer}, {});
        row("one that LIST has not", 3, three, {"1 a", "2 b", "3 c", "4 d"}, {Kind::CountsDiffer}, {});
        row("LIST has one that STAT has not", 2, three, {"1 a", "2 b"}, {Kind::BeyondCount}, {});
        row("LIST has fewer than STAT", 4, three, {"1 a", "2 b", "3 c"}, {Kind::CountsDiffer}, {});
        row("words", 3, three, {"1 a", "two b", "2 b", "3 c"}, {Kind::Unreadable}, {});
        row("no size", 3, {"1 10", "2 x", "3 30"}, {"1 a", "2 b", "3 c"}, {Kind::Unreadable}, {});
    }
    void maildrops()
    {
        QFETCH(int, count);
        QFETCH(QByteArrayList, scan);
        QFETCH(QByteArrayList, uids);
        // Where numbers have gaps, those that are missing were marked before.
        const int highest = scan.isEmpty() ? 0 : scan.last().split(' ').first().toInt();
        const bool gaps = QByteArray(QTest::currentDataTag()).startsWith("gaps");
        const Maildrop maildrop(count, lines(scan), lines(uids), gaps ? highest - count : 0);
        QList<int> faults;
        for (const Fault &fault : maildrop.faults())
            faults.append(int(fault.kind));
        QTEST(faults, "faults");
        QList<int> deletable;
        for (const pop3::Message &message : maildrop.messages()) {
            if (message.isDeletable)
                deletable.append(int(message.number));
            QCOMPARE(maildrop.byNumber(message.number), &message);
        }
        QTEST(deletable, "deletable");
        QVERIFY(maildrop.hasUids());
        QVERIFY(!maildrop.byUid("nobody's") && !maildrop.byNumber(77));
    }

    void faultsAreBounded()
    {
        QByteArray uids;
        QByteArray scan;
        for (int i = 1; i <= 1000; ++i) {
            scan += QByteArray::number(i) + " 1\r\n";
            uids += QByteArray::number(i) + ' ' + QByteArray(400, 'x') + "\r\n";
        }
        const Maildrop maildrop(1000, scan, uids);
        QCOMPARE(maildrop.faults().size(), Maildrop::kMostFaults);
        QCOMPARE(maildrop.faults().first().line.size(), 200);
        QCOMPARE(maildrop.messages().size(), 1000);
    }

    void withoutUidlNothingIsDeletable()
    {
        const Maildrop maildrop(1, "1 10\r\n", std::nullopt);
        QVERIFY(!maildrop.hasUids() && maildrop.faults().isEmpty());
        QVERIFY(!maildrop.messages().first().isDeletable);
    }

    void changesBetweenSessions_data()
    {
        QTest::addColumn<QByteArrayList>("uids"); // of messages of 10, 20, 30 bytes
        QTest::addColumn<pop3::Changes>("changes");
        QTest::newRow("none") << QByteArrayList{"1 a", "2 b"} << pop3::Changes{};
        QTest::newRow("one more") << QByteArrayList{"1 a", "2 b", "3 c"} << pop3::Changes{{3}, {}, {}, false};
        QTest::newRow("one less") << QByteArrayList{"1 a"} << pop3::Changes{{}, {}, {"b"}, false};
        QTest::newRow("numbers have moved") << QByteArrayList{"1 x", "2 b"} << pop3::Changes{{1}, {}, {"a"}, false};
        QTest::newRow("a uid given to another message")
            << QByteArrayList{"1 b", "2 x"} << pop3::Changes{{1, 2}, {1}, {"a"}, false};
        QTest::newRow("all new") << QByteArrayList{"1 x", "2 y"} << pop3::Changes{{1, 2}, {}, {"a", "b"}, true};
        QTest::newRow("empty") << QByteArrayList{} << pop3::Changes{{}, {}, {"a", "b"}, false};
        QTest::newRow("uids gone") << QByteArrayList{"1 ", "2 "} << pop3::Changes{{1, 2}, {}, {"a", "b"}, true};
        QTest::newRow("one uid twice") << QByteArrayList{"1 a", "2 b", "3 a"} << pop3::Changes{{3}, {3}, {}, false};
    }
    void changesBetweenSessions()
    {
        QFETCH(QByteArrayList, uids);
        QByteArrayList scan{"1 10", "2 20", "3 30"};
        scan.resize(uids.size());
        const Maildrop maildrop(scan.size(), lines(scan), lines(uids));
        QTEST(pop3::changesSince({{"a", 10}, {"b", 20}}, maildrop), "changes");
        if (uids.size() == 2 && uids.first() == "1 a") // where no size is remembered, the uid alone counts
            QCOMPARE(pop3::changesSince({{"a", -1}, {"b", -1}}, maildrop), pop3::Changes{});
    }

    void pipeline()
    {
        pop3::Pipeline alone({"A", "B"}, 1);
        QCOMPARE(alone.due(0), "A\r\n");
        QVERIFY(!alone.isWaiting(0));
        QCOMPARE(alone.due(1), "B\r\n");
        pop3::Pipeline four({"A", "B", "C", "D", "E", "F", "G"}, 4);
        QCOMPARE(four.due(0), "A\r\nB\r\nC\r\nD\r\n");
        QVERIFY(four.isWaiting(0));
        QCOMPARE(four.due(1), "");
        QCOMPARE(four.due(2), "E\r\nF\r\n");
        QCOMPARE(four.due(4), "G\r\n");
        QVERIFY(four.isWaiting(5) && !four.isWaiting(6));
        QCOMPARE(four.due(6), "");
    }
};

Q_DECLARE_METATYPE(pop3::Changes)
QTEST_GUILESS_MAIN(ParsersTest)
#include "tst_parsers.moc"
