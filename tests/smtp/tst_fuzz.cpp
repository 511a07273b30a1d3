// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "smtp/reply.h"
#include "tests/support/fuzzing.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using smtp::Reply;
using smtp::ReplyParser;

namespace
{
const QByteArrayList &goodReplies()
{
    static const QByteArrayList replies{"220 mail.example.test ESMTP\r\n",
        "250-me\r\n250-SIZE 1000\r\n250-AUTH PLAIN LOGIN CRAM-MD5\r\n250-8BITMIME\r\n250 STARTTLS\r\n",
        "334 VXNlcg==\r\n235 2.7.0 in\r\n", "250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go\r\n250 2.0.0 taken\r\n",
        "550-5.1.1 nobody\r\n550 5.1.1 here\r\n", "421 4.3.2 closing\r\n", "552 5.3.4 too big\r\n",
        "454 4.7.0 later\r\n"};
    return replies;
}

const QByteArrayList kBricks{"\r\n", "\n", "\r", "250-", "250 ", "250", "25", "999 x\r\n", "120 x\r\n", "-", " ", "\t",
    "\0"_ba, "\x80\xff", "SIZE 99999999999999999999", "SIZE -1", "AUTH", "AUTH \xff", QByteArray(2100, 'x'),
    QByteArray("250-more\r\n").repeated(210), "5.3.4 ", "* OK\r\n", "HTTP/1.1 400\r\n"};
} // namespace

/** The parser of what a sending server says, and everything that is made of a reply. */
class FuzzTest : public QObject
{
    Q_OBJECT

    /** False: it took something that no reply may be. */
    bool isSound(const QByteArray &stream)
    {
        ReplyParser parser;
        for (QByteArray line : stream.split('\n')) {
            if (line.endsWith('\r'))
                line.chop(1);
            const auto fed = parser.feed(line);
            if (!fed) {
                ++m_refused;
                return fed.error().serverText.size() <= 200;
            }
            if (!*fed)
                continue;
            const Reply &reply = **fed;
            ++m_replies;
            const auto extensions = smtp::Extensions::fromEhlo(reply);
            if (extensions.sizeLimit() < 0 || extensions.mechanisms().contains(QByteArray()))
                return false;
            for (const QByteArray &step : {"AUTH"_ba, "MAIL"_ba, "RCPT"_ba, "DATA"_ba, "greeting"_ba}) {
                if (smtp::errorOf(reply, step, u"here"_s).serverText != reply.text())
                    return false;
            }
            if (reply.code < 200 || reply.code > 599 || reply.lines.size() > ReplyParser::kLines
                || reply.lines.isEmpty())
                return false;
            if (std::ranges::any_of(
                    reply.lines, [](const QByteArray &l) { return l.size() > ReplyParser::kLineLimit; }))
                return false;
        }
        return true;
    }

private Q_SLOTS:
    void replies()
    {
        test::Fuzzing fuzzing(u"smtp"_s, test::usual::smtp);
        if (fuzzing.given()) {
            QVERIFY(isSound(fuzzing.given()->bytes.value(0)));
            return;
        }
        for (int run = 0; run < fuzzing.runs(); ++run) {
            const quint32 seed = fuzzing.seedOf(run);
            QRandomGenerator random(seed);
            QByteArray stream;
            for (int i = random.bounded(1, 5); i > 0; --i)
                stream += goodReplies()[random.bounded(goodReplies().size())];
            stream = test::mutated(stream, kBricks, random, random.bounded(6));
            fuzzing.trying({seed, {stream}});
            QVERIFY2(isSound(stream), qPrintable(u"seed %1"_s.arg(seed)));
        }
        QVERIFY(m_replies > fuzzing.runs() && m_refused > fuzzing.runs() / 10);
        fuzzing.passed(u"%1 replies, %2 refusals"_s.arg(m_replies).arg(m_refused));
    }

private:
    qsizetype m_replies = 0, m_refused = 0;
};

QTEST_GUILESS_MAIN(FuzzTest)
#include "tst_fuzz.moc"
