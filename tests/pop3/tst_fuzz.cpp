// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pop3/capabilities.h"
#include "pop3/dotreader.h"
#include "pop3/maildrop.h"
#include "pop3/reply.h"
#include "tests/support/fuzzing.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using pop3::DotReader;
using pop3::Maildrop;

namespace
{
const QByteArrayList &goodAnswers()
{
    static const QByteArrayList answers{"+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n",
        "+OK\r\nTOP\r\nUSER\r\nSASL PLAIN CRAM-MD5\r\nEXPIRE 60\r\nLOGIN-DELAY 900\r\nPIPELINING\r\n.\r\n",
        "-ERR [IN-USE] busy\r\n", "+OK 2 320\r\n", "+OK\r\n1 120\r\n2 200\r\n.\r\n",
        "+OK\r\n1 whqtswO00WBw418f9t5JxYwZ\r\n2 QhdPYR:00WBw1Ph7x7\r\n.\r\n",
        "+OK 120 octets\r\nSubject: a\r\n\r\n..dot\r\nbody\r\n.\r\n", "+ PDE4OTYuNjk3QGhvc3Q+\r\n",
        "-ERR [SYS/TEMP] later\r\n+OK bye\r\n"};
    return answers;
}

const QByteArrayList kBricks{"\r\n", "\n", "\r", ".", ".\r\n", "\r\n.\r\n", "\n.\n", "..", "+OK", "-ERR", "+ ",
    "[AUTH]", "[SYS/TEMP]", "[", "]", "<", ">", "@", " ", "\t", "\0"_ba, "\x80\xff", "0", "1", "2",
    "99999999999999999999", "-1", "SASL", "EXPIRE NEVER", QByteArray(80, 'u'), QByteArray(600, 'x'),
    QByteArray("1 2\r\n").repeated(50)};

/** RFC 1939 3 said another way: whole bytes at once, by searching. Nothing: the end is not there. */
std::optional<std::pair<QByteArray, qsizetype>> unstuffed(const QByteArray &wire)
{
    QByteArray content;
    for (qsizetype at = 0;;) {
        const qsizetype end = wire.indexOf("\r\n", at);
        if (end < 0)
            return std::nullopt;
        const QByteArray line = wire.sliced(at, end - at);
        at = end + 2;
        if (line == ".")
            return std::pair(content, at);
        content += (line.startsWith('.') ? line.sliced(1) : line) + "\r\n";
    }
}
} // namespace

/** The parsers of what a POP3 server says, and everything that is made of it. */
class FuzzTest : public QObject
{
    Q_OBJECT

    bool replyIsSound(const QByteArray &line)
    {
        const auto reply = pop3::parseReply(line);
        if (!reply)
            return true;
        ++m_replies;
        const QByteArray timestamp = pop3::apopTimestamp(line);
        if (!timestamp.isEmpty()
            && (timestamp.count('<') != 1 || timestamp.count('@') < 1 || !line.contains(timestamp)))
            return false;
        m_timestamps += timestamp.isEmpty() ? 0 : 1;
        for (const auto step : {pop3::Step::Greeting, pop3::Step::SignIn, pop3::Step::Command}) {
            if (pop3::errorOf(*reply, step, u"here"_s).serverText.size() > pop3::Reply::kMostShown)
                return false;
        }
        return reply->line == line.first(std::min(line.size(), pop3::Reply::kMostShown)) && !reply->code.contains(' ');
    }

    /** In pieces of any size the same content and the same end. */
    bool contentIsSound(const QByteArray &wire, QRandomGenerator &random)
    {
        const auto wanted = unstuffed(wire);
        DotReader reader(wire.size());
        qsizetype at = 0;
        while (at < wire.size() && !reader.isComplete()) {
            const qsizetype piece = std::min<qsizetype>(random.bounded(1, 9), wire.size() - at);
            at += reader.feed(QByteArrayView(wire).sliced(at, piece));
        }
        if (reader.isComplete() != wanted.has_value())
            return false;
        m_contents += wanted ? 1 : 0;
        return !wanted || (at == wanted->second && reader.take() == wanted->first);
    }

    bool maildropIsSound(const QByteArray &scan, const QByteArray &uids, qsizetype count)
    {
        const Maildrop maildrop(count, scan, uids);
        quint32 last = 0;
        QSet<QByteArray> deletable;
        QList<pop3::Remembered> remembered;
        for (const pop3::Message &message : maildrop.messages()) {
            if (message.number <= last || message.number > count || message.octets < -1 || message.uid.size() > 500)
                return false;
            last = message.number;
            remembered.append({message.uid, message.octets});
            if (!message.isDeletable)
                continue;
            ++m_deletable;
            static const QRegularExpression form(u"\\A[!-~]{1,70}\\z"_s);
            if (!maildrop.isOrderly() || message.octets < 0 || deletable.contains(message.uid)
                || maildrop.byUid(message.uid) != &message || !form.match(QString::fromLatin1(message.uid)).hasMatch())
                return false;
            deletable.insert(message.uid);
        }
        m_faults += maildrop.faults().size();
        const pop3::Changes changes = pop3::changesSince(remembered, maildrop);
        return maildrop.faults().size() <= Maildrop::kMostFaults && changes.fresh.size() <= maildrop.messages().size();
    }

    bool isSound(const QByteArray &stream, QRandomGenerator &random)
    {
        QByteArrayList list = stream.split('\n');
        for (QByteArray &line : list) {
            if (line.endsWith('\r'))
                line.chop(1);
            if (!replyIsSound(line))
                return false;
        }
        const auto capabilities = pop3::Capabilities::fromLines(list);
        if (capabilities.mechanisms().contains(QByteArray()) || capabilities.loginDelay() < 0
            || capabilities.expireDays().value_or(0) < pop3::Capabilities::kNever)
            return false;
        const auto half = stream.size() / 2;
        return contentIsSound(stream, random) && maildropIsSound(stream, stream, list.size())
            && maildropIsSound(stream.first(half), stream.sliced(half), random.bounded(4));
    }

private Q_SLOTS:
    void answers()
    {
        test::Fuzzing fuzzing(u"pop3"_s, test::usual::pop3);
        if (fuzzing.given()) {
            QRandomGenerator random(fuzzing.given()->seed);
            QVERIFY(isSound(fuzzing.given()->bytes.value(0), random));
            return;
        }
        for (int run = 0; run < fuzzing.runs(); ++run) {
            const quint32 seed = fuzzing.seedOf(run);
            QRandomGenerator random(seed);
            QByteArray stream;
            for (int i = random.bounded(1, 5); i > 0; --i)
                stream += goodAnswers()[random.bounded(goodAnswers().size())];
            stream = test::mutated(stream, kBricks, random, random.bounded(6));
            fuzzing.trying({seed, {stream}});
            QRandomGenerator pieces(seed);
            QVERIFY2(isSound(stream, pieces), qPrintable(u"seed %1"_s.arg(seed)));
        }
        QVERIFY(m_replies > fuzzing.runs() && m_contents > fuzzing.runs() / 10 && m_timestamps > fuzzing.runs() / 100);
        fuzzing.passed(u"%1 replies, %2 contents, %3 timestamps, %4 faults in listings"_s.arg(m_replies)
                .arg(m_contents)
                .arg(m_timestamps)
                .arg(m_faults));
    }

    /** Listings alone, so that many of them are nearly good. */
    void listings()
    {
        test::Fuzzing fuzzing(u"pop3-listings"_s, test::usual::pop3 / 2);
        if (fuzzing.given()) {
            const QByteArrayList given = fuzzing.given()->bytes;
            QVERIFY(maildropIsSound(given.value(0), given.value(1), given.value(2).toInt()));
            return;
        }
        m_deletable = 0;
        for (int run = 0; run < fuzzing.runs(); ++run) {
            const quint32 seed = fuzzing.seedOf(run);
            QRandomGenerator random(seed);
            const int count = random.bounded(6);
            QByteArray scan;
            QByteArray uids;
            for (int number = 1; number <= count; ++number) {
                scan += QByteArray::number(number) + ' ' + QByteArray::number(random.bounded(5000)) + "\r\n";
                uids += QByteArray::number(number) + ' ' + QByteArray::number(random.bounded(9)) + "u\r\n";
            }
            scan = test::mutated(scan, kBricks, random, random.bounded(2));
            uids = test::mutated(uids, kBricks, random, random.bounded(3));
            fuzzing.trying({seed, {scan, uids, QByteArray::number(count)}});
            QVERIFY2(maildropIsSound(scan, uids, count), qPrintable(u"seed %1"_s.arg(seed)));
        }
        QVERIFY(m_deletable > fuzzing.runs() / 10);
        fuzzing.passed(u"%1 messages could have been deleted"_s.arg(m_deletable));
    }

private:
    qsizetype m_replies = 0, m_contents = 0, m_timestamps = 0, m_faults = 0, m_deletable = 0;
};

QTEST_GUILESS_MAIN(FuzzTest)
#include "tst_fuzz.moc"
