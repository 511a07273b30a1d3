// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "smtp/client.h"
#include "smtp/reply.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using smtp::Extensions;
using smtp::Reply;
using smtp::ReplyParser;

namespace
{
/** The first reply in these lines; nothing when it is refused or not complete. */
std::optional<Reply> parsed(const QByteArrayList &lines, bool *refused = nullptr)
{
    ReplyParser parser;
    for (const QByteArray &line : lines) {
        auto reply = parser.feed(line);
        if (!reply) {
            if (refused)
                *refused = reply.error().code == Errc::ProtocolViolation;
            return std::nullopt;
        }
        if (*reply)
            return **reply;
    }
    return std::nullopt;
}

/** What a reply is, said another way: the reference for the fuzz test. */
bool isReplyLine(const QByteArray &line)
{
    static const QRegularExpression form(
        u"\\A[2-5][0-9][0-9]([ -].*)?\\z"_s, QRegularExpression::DotMatchesEverythingOption);
    return line.size() <= 2000 && form.match(QString::fromLatin1(line)).hasMatch();
}
} // namespace

class ReplyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms_data()
    {
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("one line") << QByteArrayList{"250 2.1.0 Ok"} << 250 << "250 2.1.0 Ok"_ba;
        QTest::newRow("only a code") << QByteArrayList{"250"} << 250 << "250 "_ba;
        QTest::newRow("code and space") << QByteArrayList{"250 "} << 250 << "250 "_ba;
        QTest::newRow("three lines") << QByteArrayList{"250-a", "250-b", "250 c"} << 250 << "250 a b c"_ba;
        QTest::newRow("empty lines within") << QByteArrayList{"550-", "550 no"} << 550 << "550  no"_ba;
        QTest::newRow("ends with the bare code") << QByteArrayList{"550-no", "550"} << 550 << "550 no "_ba;
        QTest::newRow("8-bit words") << QByteArrayList{"550 そのような人はいません"} << 550
                                     << "550 そのような人はいません"_ba;
        QTest::newRow("a dash later") << QByteArrayList{"250 a-b"} << 250 << "250 a-b"_ba;
    }
    void forms()
    {
        QFETCH(QByteArrayList, lines);
        const auto reply = parsed(lines);
        QVERIFY(reply);
        QTEST(reply->code, "code");
        QTEST(reply->text(), "text");
    }

    void refused_data()
    {
        QTest::addColumn<QByteArrayList>("lines");
        QTest::newRow("empty") << QByteArrayList{""};
        QTest::newRow("no code") << QByteArrayList{"hello"};
        QTest::newRow("1xx") << QByteArrayList{"120 wait"};
        QTest::newRow("6xx") << QByteArrayList{"600 what"};
        QTest::newRow("two digits") << QByteArrayList{"25 ok"};
        QTest::newRow("four digits") << QByteArrayList{"2500 ok"};
        QTest::newRow("tab") << QByteArrayList{"250\tok"};
        QTest::newRow("another code within") << QByteArrayList{"250-a", "550 b"};
        QTest::newRow("words within") << QByteArrayList{"250-a", "b"};
        QTest::newRow("HTTP") << QByteArrayList{"HTTP/1.1 400 Bad Request"};
        QTest::newRow("IMAP") << QByteArrayList{"* OK hello"};
        QTest::newRow("too long a line") << QByteArrayList{"250 " + QByteArray(2000, 'x')};
        QTest::newRow("for ever") << QByteArrayList(1000, "250-more");
    }
    void refused()
    {
        QFETCH(QByteArrayList, lines);
        bool violation = false;
        QVERIFY(!parsed(lines, &violation));
        QVERIFY(violation);
    }

    void parserAgreesWithTheGrammar()
    {
        QRandomGenerator random(20260101);
        const QByteArray alphabet("0123456789245- \t\0x\xff", 18);
        int accepted = 0;
        for (int run = 0; run < 200'000; ++run) {
            QByteArray line;
            const int size = random.bounded(8);
            for (int i = 0; i < size; ++i)
                line += alphabet[random.bounded(int(alphabet.size()))];
            ReplyParser parser;
            const auto reply = parser.feed(line);
            QCOMPARE(bool(reply), isReplyLine(line));
            accepted += reply ? 1 : 0;
            if (reply && *reply) {
                QCOMPARE((**reply).code, line.first(3).toInt());
                QVERIFY(line.size() == 3 || line[3] == ' ');
            }
        }
        QVERIFY(accepted > 1000);
        qInfo("200000 lines, %d of them replies", accepted);
    }

    void extensionsOfEhlo()
    {
        const auto reply = parsed(
            {"250-mail.example.test", "250-size 35882577", "250-AUTH plain LOGIN", "250-8BITMIME", "250 STARTTLS"});
        const Extensions extensions = Extensions::fromEhlo(*reply);
        QCOMPARE(extensions.sizeLimit(), 35882577);
        QCOMPARE(extensions.mechanisms(), (QByteArrayList{"PLAIN", "LOGIN"}));
        QVERIFY(extensions.has("8BITMIME") && extensions.has("STARTTLS"));
        QVERIFY2(!extensions.has("MAIL.EXAMPLE.TEST"), "the first line is the greeting");
        const Extensions none = Extensions::fromEhlo(*parsed({"250-STARTTLS", "250-SIZE -5", "250 AUTH"}));
        QVERIFY(!none.has("STARTTLS"));
        QCOMPARE(none.sizeLimit(), 0);
        QCOMPARE(none.mechanisms(), QByteArrayList{});
    }

    void meaningOfARefusal_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<Errc>("code");
        QTest::newRow("greylisted") << "450 4.2.0 later"_ba << "RCPT"_ba << Errc::ServerBusy;
        QTest::newRow("mailbox full for now") << "452 4.2.2 full"_ba << "RCPT"_ba << Errc::ServerBusy;
        QTest::newRow("no such person") << "550 5.1.1 unknown"_ba << "RCPT"_ba << Errc::RecipientRefused;
        QTest::newRow("not this sender") << "553 5.7.1 not yours"_ba << "MAIL"_ba << Errc::SenderRefused;
        QTest::newRow("not this sender, said late")
            << "550 5.1.7 <me>: Sender address rejected: unknown"_ba << "RCPT"_ba << Errc::SenderRefused;
        QTest::newRow("not this sender, by its code")
            << "550 5.1.8 no such domain"_ba << "RCPT"_ba << Errc::SenderRefused;
        QTest::newRow("not this sender, by its words")
            << "553 5.7.1 <me>: Sender address rejected: not owned by user you"_ba << "RCPT"_ba << Errc::SenderRefused;
        QTest::newRow("no relaying") << "554 5.7.1 <you>: Relay access denied"_ba << "RCPT"_ba
                                     << Errc::RecipientRefused;
        QTest::newRow("too big") << "552 5.3.4 too big"_ba << "MAIL"_ba << Errc::MessageTooLarge;
        QTest::newRow("too big, by its enhanced code") << "554 5.3.4 too big"_ba << "DATA"_ba << Errc::MessageTooLarge;
        QTest::newRow("content refused") << "554 5.7.1 spam"_ba << "DATA"_ba << Errc::ServerRefused;
        QTest::newRow("content, later") << "451 4.3.0 later"_ba << "DATA"_ba << Errc::ServerBusy;
        QTest::newRow("wrong password") << "535 5.7.8 no"_ba << "AUTH"_ba << Errc::AuthenticationFailed;
        QTest::newRow("cannot check now") << "454 4.7.0 later"_ba << "AUTH"_ba << Errc::AuthenticationUnavailable;
        QTest::newRow("mechanism unknown") << "504 5.5.4 what"_ba << "AUTH"_ba << Errc::NoCommonMechanism;
        QTest::newRow("mechanism too weak") << "534 5.7.9 weak"_ba << "AUTH"_ba << Errc::NoCommonMechanism;
        QTest::newRow("command unknown") << "502 5.5.1 what"_ba << "AUTH"_ba << Errc::ServerRefused;
    }
    void meaningOfARefusal()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, step);
        const core::Error error = smtp::errorOf(*parsed({line}), step, u"here"_s);
        QTEST(error.code, "code");
        QCOMPARE(error.context, u"here"_s);
        QCOMPARE(error.serverText, line);
    }

    void dotsAreStuffedAndLineEndsAreCrlf_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("plain") << "a\r\nb\r\n"_ba << "a\r\nb\r\n.\r\n"_ba;
        QTest::newRow("no last line end") << "a"_ba << "a\r\n.\r\n"_ba;
        QTest::newRow("empty") << ""_ba << ".\r\n"_ba;
        QTest::newRow("dots") << ".\r\n..\r\na.\r\n.b"_ba << "..\r\n...\r\na.\r\n..b\r\n.\r\n"_ba;
        QTest::newRow("LF only") << "a\n.b\n"_ba << "a\r\n..b\r\n.\r\n"_ba;
        // Lone CR and LF around a dot: elsewhere that could be the end of the message (SMTP smuggling).
        QTest::newRow("smuggling LF") << "a\n.\nMAIL FROM:<x>\n"_ba << "a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n"_ba;
        QTest::newRow("smuggling CR") << "a\r.\rb"_ba << "a\r\n..\r\nb\r\n.\r\n"_ba;
        QTest::newRow("smuggling LF CR") << "a\n.\r\nb"_ba << "a\r\n..\r\nb\r\n.\r\n"_ba;
        QTest::newRow("CR CR LF") << "a\r\r\nb"_ba << "a\r\n\r\nb\r\n.\r\n"_ba;
    }
    void dotsAreStuffedAndLineEndsAreCrlf()
    {
        QFETCH(QByteArray, bytes);
        QTEST(smtp::dotStuffed(bytes), "wire");
    }

    void pathsCannotBreakOut_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("safe");
        QTest::newRow("usual") << u"taro@example.test"_s << true;
        QTest::newRow("odd, but real") << u"taro..yamada.@docomo.ne.jp"_s << true;
        QTest::newRow("quoted") << u"\"a.\"@example.test"_s << true;
        QTest::newRow("closing bracket") << u"a>b@example.test"_s << false;
        QTest::newRow("line end") << u"a@b\r\nRCPT TO:<c@d>"_s << false;
        QTest::newRow("space") << u"a@b SIZE=1"_s << false;
        QTest::newRow("NUL") << QString(u"a@b"_s + QChar(0)) << false;
        QTest::newRow("8-bit") << u"太郎@example.test"_s << false;
        QTest::newRow("empty") << u""_s << false;
        QTest::newRow("endless") << QString(400, u'a') << false;
    }
    void pathsCannotBreakOut()
    {
        QFETCH(QString, address);
        QTEST(smtp::isSafePath(address), "safe");
    }
};

QTEST_GUILESS_MAIN(ReplyTest)
#include "tst_reply.moc"
