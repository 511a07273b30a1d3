// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session.h"
#include "tests/support/fuzzing.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using pop3::Farewell;
using test::waitFor;

namespace
{
/** Says the next of its answers to each line, whatever that asks for; closes when there is none left. */
class Answering : public QTcpServer
{
public:
    explicit Answering(const QByteArrayList &answers)
        : m_answers(answers)
    {
        listen(QHostAddress::LocalHost);
    }
    QByteArray received;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_socket.setSocketDescriptor(descriptor);
        connect(&m_socket, &QTcpSocket::readyRead, this, [this] {
            const QByteArray bytes = m_socket.readAll();
            received += bytes;
            for (qsizetype i = bytes.count('\n'); i > 0; --i)
                answer();
        });
        answer();
    }

private:
    void answer()
    {
        if (m_next < m_answers.size())
            m_socket.write(m_answers[m_next++]);
        else
            m_socket.disconnectFromHost();
    }

    QByteArrayList m_answers;
    QTcpSocket m_socket;
    qsizetype m_next = 0;
};

/** What a good server says, in this order. */
QByteArrayList goodAnswers(bool ahead)
{
    return {"+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n",
        "+OK\r\nTOP\r\nSASL PLAIN\r\nRESP-CODES\r\n.\r\n", "+OK in\r\n",
        ahead ? "+OK\r\nTOP\r\nUIDL\r\nPIPELINING\r\n.\r\n" : "+OK\r\nTOP\r\nUIDL\r\n.\r\n", "+OK 3 320\r\n",
        "+OK 3 messages\r\n1 120\r\n2 200\r\n3 30\r\n.\r\n",
        "+OK\r\n1 whqtswO00WBw418f9t5JxYwZ\r\n2 QhdPYR:00WBw1Ph7x7\r\n3 c\r\n.\r\n",
        "+OK 120 octets\r\nSubject: a\r\n\r\n..dot\r\nbody\r\n.\r\n", "-ERR [SYS/TEMP] later\r\n",
        "+OK\r\nSubject: c\r\n\r\n.\r\n", "+OK\r\n", "+OK\r\n", "-ERR no\r\n", "+OK bye\r\n"};
}

const QByteArrayList kBricks{"\r\n", "\n", "\r", ".", ".\r\n", "\r\n.\r\n", "\n.\n", "+OK\r\n", "-ERR\r\n", "+ \r\n",
    "+OK 9 9\r\n", "-ERR [IN-USE] x\r\n", "[SYS/TEMP]", " ", "\0"_ba, "\x80\xff", "1", "2", "99999999999999999999",
    QByteArray(80, 'u'), QByteArray(20'000, 'x'), QByteArray("1 2\r\n").repeated(50)};
constexpr qint64 kLimit = 10'000;
} // namespace

/** A whole session with a server gone mad: it ends, and nothing leaves that was not certain. */
class FuzzSessionTest : public QObject
{
    Q_OBJECT

    bool isSound(const QByteArrayList &answers)
    {
        Answering server(answers);
        pop3::Connection connection;
        const auto opened = waitFor(connection.open({.server = {.host = u"127.0.0.1"_s,
                                                         .port = server.serverPort(),
                                                         .security = core::Security::None,
                                                         .user = u"taro"_s},
            .password = core::Secret("pw"_ba),
            .policy = {},
            .logName = {},
            .patience = 40ms}));
        const auto listed = opened ? waitFor(connection.list()) : core::Result<>(std::unexpected(opened.error()));
        if (!listed)
            return listed.error().context != "test::waitFor"_L1 && !server.received.contains("DELE");
        QList<quint32> numbers;
        QList<pop3::Remembered> remembered;
        for (const pop3::Message &message : connection.maildrop().messages()) {
            numbers.append(message.number);
            remembered.append({message.uid, message.octets});
        }
        test::Given given;
        const auto read = waitFor(connection.retr(numbers, kLimit, given.taken()));
        const auto marked = waitFor(connection.dele(remembered));
        const auto end = waitFor(connection.quit());
        for (const auto &bytes : std::as_const(given.bytes)) {
            if (bytes && bytes->size() > kLimit)
                return false;
        }
        m_sessions += read && marked ? 1 : 0;
        return end && (read || read.error().context != "test::waitFor"_L1)
            && onlyCertainOnes(server.received, connection)
            && (end->deletions != Farewell::Deletions::Done || server.received.endsWith("QUIT\r\n"));
    }

    bool onlyCertainOnes(const QByteArray &received, const pop3::Connection &connection)
    {
        for (const QByteArray &line : received.split('\n')) {
            if (!line.startsWith("DELE "))
                continue;
            const pop3::Message *message = connection.maildrop().byNumber(line.sliced(5).trimmed().toUInt());
            if (!message || !message->isDeletable || !connection.maildrop().isOrderly())
                return false;
            ++m_marks;
        }
        return true;
    }

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        QLoggingCategory::setFilterRules(u"hikyaku.*=false"_s);
    }

    void sessions()
    {
        test::Fuzzing fuzzing(u"pop3-sessions"_s, test::usual::pop3Session);
        if (fuzzing.given()) {
            QVERIFY(isSound(fuzzing.given()->bytes));
            return;
        }
        QVERIFY(isSound(goodAnswers(false)) && isSound(goodAnswers(true)));
        QCOMPARE(m_marks, 6);
        for (int run = 0; run < fuzzing.runs(); ++run) {
            const quint32 seed = fuzzing.seedOf(run);
            QRandomGenerator random(seed);
            QByteArrayList answers = goodAnswers(random.bounded(2) == 0);
            for (int i = random.bounded(4); i > 0; --i) {
                QByteArray &answer = answers[random.bounded(answers.size())];
                answer = test::mutated(answer, kBricks, random, 1);
            }
            if (random.bounded(5) == 0)
                answers.remove(random.bounded(answers.size()));
            fuzzing.trying({seed, answers});
            QVERIFY2(isSound(answers), qPrintable(u"seed %1"_s.arg(seed)));
        }
        QVERIFY(m_sessions > fuzzing.runs() / 10);
        fuzzing.passed(u"%1 came to their end, %2 messages were marked"_s.arg(m_sessions).arg(m_marks));
    }

private:
    qsizetype m_sessions = 0, m_marks = 0;
};

QTEST_GUILESS_MAIN(FuzzSessionTest)
#include "tst_fuzzsession.moc"
