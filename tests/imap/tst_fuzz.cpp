// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/commandconnection.h"
#include "imap/initialize.h"
#include "net/initialize.h"
#include "tests/support/coroutine.h"

#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using imap::CommandConnection;

namespace
{
constexpr int kDefaultCount = 2000;

const QByteArrayList kBricks{"(", ")", "(]", "[", "]", "\"", "\\", "\r", "\n", "\r\n", "{0}\r\n", "{3}\r\n", "{5+}\r\n",
    "~{2}\r\n", "{-6}\r\n", "{99999999999}\r\n", "\0"_ba, "\x80\xff", "* ", "+ ", "* OK (]\r\n", "* BYE\r\n",
    "* 1 EXISTS\r\n", "* 2 FETCH (]UID 2)\r\n", "* 2 FETCH (UID", "A000003 OK in\r\n", "* LIST () NIL a\r\n", " NIL ",
    " 99999999999 ", "* OK [UIDVALIDITY 7] x\r\n", QByteArray(300, '('), QByteArray(3000, 'x'), "* PREAUTH\r\n",
    "* SEARCH 1 2\r\n", "[ALERT] "};

QByteArray goodAnswer(const QByteArray &command)
{
    if (command.startsWith("LIST"))
        return "* LIST (\\HasNoChildren \\Sent) \"/\" \"&kAFP4W4IMH8-\"\r\n* LIST () \"/\" {5}\r\na (b)\r\n* LIST () "
               "\"/\" INBOX\r\n";
    if (command.startsWith("LSUB"))
        return "* LSUB () \"/\" INBOX\r\n";
    if (command.startsWith("STATUS"))
        return "* STATUS INBOX (MESSAGES 3 UNSEEN 1 UIDNEXT 4 UIDVALIDITY 5 HIGHESTMODSEQ 77)\r\n";
    if (command.startsWith("SELECT"))
        return "* FLAGS (\\Seen \\Deleted)\r\n* 3 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 5] x\r\n* OK [UIDNEXT 4] "
               "x\r\n"
               "* OK [HIGHESTMODSEQ 77] x\r\n";
    if (command.startsWith("UID STORE"))
        return "* 1 FETCH (UID 1 MODSEQ (78) FLAGS (\\Seen work))\r\n* 2 FETCH (UID 2 FLAGS (\\Seen))\r\n";
    return "* 2 EXPUNGE\r\n* 2 EXISTS\r\n";
}

QByteArray mutated(QByteArray bytes, QRandomGenerator &random)
{
    const int changes = std::max(0, random.bounded(6) - 2); // half of them are good answers in odd pieces
    for (int i = 0; i < changes; ++i) {
        const qsizetype at = random.bounded(int(bytes.size()) + 1);
        const qsizetype length = random.bounded(12);
        switch (random.bounded(4)) {
        case 0:
            bytes.insert(at, kBricks[random.bounded(kBricks.size())]);
            break;
        case 1:
            bytes.remove(at, length);
            break;
        case 2:
            bytes.insert(random.bounded(int(bytes.size()) + 1), bytes.mid(at, length * 4));
            break;
        default:
            if (at < bytes.size())
                bytes[at] = char(random.bounded(256));
        }
    }
    return bytes;
}

/** Signs everybody in and answers every command with something close to the right answer. */
class FuzzServer : public QTcpServer
{
public:
    FuzzServer()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
        // What waits for the rest of a literal would wait for ever: the link ends instead.
        m_silence.setInterval(15);
        m_silence.setSingleShot(true);
        connect(&m_silence, &QTimer::timeout, this, [this] {
            if (m_socket)
                m_socket->disconnectFromHost();
        });
    }
    void seed(quint32 value) { m_random.seed(value); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_silence.stop();
        m_input.clear();
        m_socket = std::make_unique<QTcpSocket>();
        m_socket->setSocketDescriptor(descriptor);
        connect(m_socket.get(), &QTcpSocket::readyRead, this, &FuzzServer::take);
        m_socket->write("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\r\n");
    }

private:
    void take()
    {
        m_silence.stop();
        m_input += m_socket->readAll();
        while (m_input.contains('\n')) {
            const QByteArray line = m_input.first(m_input.indexOf('\n')).trimmed();
            m_input.remove(0, m_input.indexOf('\n') + 1);
            answer(line);
        }
    }

    void answer(const QByteArray &line)
    {
        const QByteArray tag = line.first(std::max<qsizetype>(0, line.indexOf(' ')));
        const QByteArray command = line.mid(tag.size() + 1);
        if (command.startsWith("AUTHENTICATE")) {
            m_socket->write(tag + " OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS CONDSTORE] in\r\n");
            return;
        }
        if (command.startsWith("APPEND")) {
            m_appendTag = tag;
            m_socket->write(mutated("+ go\r\n", m_random));
            m_silence.start();
            return;
        }
        const bool appended = tag.isEmpty() || line == "Subject: x";
        if (appended && m_appendTag.isEmpty())
            return;
        const QByteArray to = appended ? std::exchange(m_appendTag, {}) : tag;
        QByteArray bytes = appended ? mutated(to + " OK [APPENDUID 5 9] x\r\n", m_random)
                                    : mutated(goodAnswer(command), m_random) + to + " OK done\r\n";
        while (!bytes.isEmpty()) { // in pieces that end anywhere
            const qsizetype size = std::min<qsizetype>(bytes.size(), 1 + m_random.bounded(200));
            m_socket->write(bytes.first(size));
            if (m_random.bounded(4) == 0)
                m_socket->flush();
            bytes.remove(0, size);
        }
        m_silence.start();
    }

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_input, m_appendTag;
    QRandomGenerator m_random;
    QTimer m_silence;
};

async::Task<> verb(CommandConnection *connection, int which)
{
    const imap::UidSet uids = imap::UidSet::fromRange(core::Uid{1}, core::Uid{3});
    const core::UidValidity validity{5};
    switch (which) {
    case 0:
        co_await connection->list();
        break;
    case 1:
        co_await connection->status("INBOX");
        break;
    case 2:
        co_await connection->storeFlags("INBOX", validity, uids, core::Flag::Seen, {});
        break;
    case 3:
        co_await connection->append("INBOX", {}, {}, "Subject: x\r\n");
        break;
    default:
        co_await connection->move("INBOX", validity, uids, "Trash");
    }
}
} // namespace

/**
 * Hostile answers against a living KIMAP session behind the Gate: it must neither crash nor freeze, and every verb must
 * end. HIKYAKU_FUZZ_COUNT sets how many; the number of an execution is its seed.
 */
class FuzzTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        imap::initialize();
    }

    void hostileAnswers()
    {
        if (!qEnvironmentVariableIsSet("QT_LOGGING_RULES"))
            QLoggingCategory::setFilterRules(u"hikyaku.*=false\norg.kde.pim.kimap=false"_s);
        const int count = qEnvironmentVariableIsSet("HIKYAKU_FUZZ_COUNT")
            ? qEnvironmentVariableIntValue("HIKYAKU_FUZZ_COUNT")
            : kDefaultCount;
        FuzzServer server;
        const imap::Login login{.server = {.host = u"127.0.0.1"_s,
                                    .port = server.serverPort(),
                                    .security = core::Security::None,
                                    .user = u"taro"_s},
            .password = core::Secret("pw"_ba),
            .policy = {},
            .logName = {},
            .patience = std::chrono::seconds(3)};
        std::unique_ptr<CommandConnection> connection;
        QHash<Errc, int> errors;
        int good = 0;
        int opened = 0;
        qint64 longest = 0;
        for (int run = 0; run < count; ++run) {
            QElapsedTimer clock;
            clock.start();
            server.seed(quint32(run));
            if (!connection || !connection->isOpen()) {
                connection.reset();
                // Here is no event loop that would do it: the session ends, and must not freeze.
                QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
                auto next = test::waitFor(CommandConnection::open(login), 20000);
                const core::Error why = next ? core::Error{} : next.error();
                QVERIFY2(next, qPrintable(u"run %1: %2 %3"_s.arg(run).arg(core::errcName(why.code), why.context)));
                connection = std::move(*next);
                ++opened;
            }
            const auto result = test::waitFor(verb(connection.get(), run % 5), 10000);
            if (result)
                ++good;
            else
                ++errors[result.error().code];
            QVERIFY2(result || result.error().context != "test::waitFor"_L1, qPrintable(u"run %1 hangs"_s.arg(run)));
            longest = std::max(longest, clock.elapsed());
        }
        QStringList words;
        for (auto it = errors.cbegin(); it != errors.cend(); ++it)
            words.append(u"%1 %2"_s.arg(core::errcName(it.key())).arg(it.value()));
        words.sort();
        qInfo("%d executions, %d good, %d connections, longest %lld ms; %s", count, good, opened, longest,
            qPrintable(words.join(u", "_s)));
        QVERIFY(good > count / 3 && opened > count / 20);
        QVERIFY2(longest < 9000, "KIMAP froze");
        QVERIFY2(errors.value(Errc::Internal) == 0, "KIMAP was told something that it took for something else");
    }
};

QTEST_GUILESS_MAIN(FuzzTest)
#include "tst_fuzz.moc"
