// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What a real directory does not do. The answers are made by hand (RFC 4511 4, BER); requests are counted, not read.
#include "net/initialize.h"
#include "people/ldapconnection.h"
#include "tests/support/coroutine.h"
#include "tests/support/fuzzing.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace people;
using core::Errc;
using core::Security;

namespace
{
QByteArray ber(char tag, const QByteArray &content)
{
    const auto size = quint32(content.size());
    QByteArray out(1, tag);
    if (size < 128)
        return out + char(size) + content;
    return out + "\x84" + char(size >> 24) + char(size >> 16) + char(size >> 8) + char(size) + content;
}

QByteArray message(int id, const QByteArray &operation)
{
    return ber(0x30, ber(0x02, QByteArray(1, char(id))) + operation);
}

/** `tag`: 0x61 bind, 0x65 end of a search, 0x78 extended. */
QByteArray result(int id, char tag, int code = 0, const QByteArray &words = {}, const QByteArray &more = {})
{
    return message(id, ber(tag, ber(0x0a, QByteArray(1, char(code))) + ber(0x04, {}) + ber(0x04, words) + more));
}

QByteArray entry(int id, const QList<std::pair<QByteArray, QByteArray>> &attributes)
{
    QByteArray list;
    for (const auto &[name, value] : attributes)
        list += ber(0x30, ber(0x04, name) + ber(0x31, ber(0x04, value)));
    return message(id, ber(0x64, ber(0x04, "uid=x,dc=y") + ber(0x30, list)));
}

QByteArray person(int id, const QByteArray &name, const QByteArray &mail)
{
    return entry(id, {{"cn", name}, {"mail", mail}});
}

/** Answers the first request with the first text, and so on; then says nothing more. */
class Scripted : public QTcpServer
{
public:
    explicit Scripted(const QByteArrayList &answers)
        : m_answers(answers)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                asked.append(socket->readAll());
                if (!m_answers.isEmpty())
                    socket->write(m_answers.takeFirst());
                if (hangsUp)
                    socket->disconnectFromHost();
            });
        });
    }
    DirectoryLogin login(Security security = Security::None) const
    {
        return {.server = {u"127.0.0.1"_s, serverPort(), security, u"auto"_s, {}},
            .base = u"dc=y"_s,
            .logName = u"test/directory"_s,
            .patience = std::chrono::milliseconds(1500)};
    }

    QByteArrayList asked;
    bool hangsUp = false; ///< after its answer

private:
    QByteArrayList m_answers;
};

core::Result<core::PeopleFound> search(const DirectoryLogin &login, int limit = 20)
{
    LdapConnection directory;
    if (auto opened = test::waitFor(directory.open(login)); !opened)
        return std::unexpected(opened.error());
    return test::waitFor(directory.search(u"x"_s, limit, u"ja"_s));
}

Errc code(const core::Result<core::PeopleFound> &result)
{
    return result ? Errc::Cancelled : result.error().code;
}
} // namespace

class LdapFuzzTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    void aNormalAnswerIsUnderstood()
    {
        Scripted server({person(1, "One", "one@example.test") + result(1, 0x65)});
        const auto found = search(server.login());
        QVERIFY(found);
        QCOMPARE(found->people, (QList<core::Person>{{{u"One"_s, u"one@example.test"_s}, {}}}));
    }

    void inPiecesToo()
    {
        const QByteArray whole = person(1, QByteArray(3000, 'a'), "one@example.test") + result(1, 0x65);
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, whole] {
                socket->readAll();
                for (qsizetype at = 0; at < whole.size(); at += 100) {
                    socket->write(whole.mid(at, 100));
                    socket->flush();
                    QTest::qWait(1);
                }
            });
        });
        auto login = Scripted({}).login();
        login.server.port = server.serverPort();
        const auto found = search(login);
        QVERIFY(found);
        QCOMPARE(found->people.size(), 1);
        QVERIFY(found->people[0].address.name.size() <= 200);
    }

    void namesCannotPretend()
    {
        Scripted server({person(1, "Bank\xe2\x80\xae\r\nBcc: all@example.test\x1b[0m", "a@example.test")
            + person(1, "\xff\xfe", "b@example.test") + person(1, "Two", "c@example.test>, <d@example.test")
            + person(1, "Three", "e@example.test\r\nRCPT TO:<f@example.test>")
            + person(1, "Four", "\xe5\xb1\xb1@example.test") + result(1, 0x65)});
        const auto found = search(server.login());
        QVERIFY(found);
        QCOMPARE(found->people.size(), 2);
        for (const core::Person &one : found->people) {
            QVERIFY(!one.address.name.contains(u'\n') && !one.address.name.contains(QChar(0x202e))
                && !one.address.name.contains(QChar(0x1b)));
        }
    }

    void badAnswersEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Errc>("expected");
        QTest::newRow("a message of 2 GiB")
            << QByteArray("\x30\x84\x7f\xff\xff\xff", 6) + QByteArray(4096, 'x') << Errc::ProtocolViolation;
        QTest::newRow("a message of 2 MiB")
            << message(1, ber(0x64, ber(0x04, QByteArray(2 << 20, 'x')))) << Errc::ProtocolViolation;
        QTest::newRow("not LDAP") << QByteArray("* OK IMAP4rev1 ready\r\n") << Errc::Timeout;
        QTest::newRow("a length without an end") << QByteArray("\x30\x80\x02\x01\x01") << Errc::ProtocolViolation;
        QTest::newRow("result without a code") << message(1, ber(0x65, {})) << Errc::ProtocolViolation;
        QTest::newRow("people without end")
            << person(1, "x", "x@example.test").repeated(3000) + result(1, 0x65) << Errc::ProtocolViolation;
        QTest::newRow("silence") << QByteArray() << Errc::Timeout;
        QTest::newRow("answers to what was not asked")
            << person(9, "x", "x@example.test").repeated(500) << Errc::Timeout;
        QTest::newRow("half an answer") << person(1, "x", "x@example.test").chopped(3) << Errc::Timeout;
        QTest::newRow("notice of disconnection") << message(0,
            ber(0x78,
                ber(0x0a, QByteArray(1, 52)) + ber(0x04, {}) + ber(0x04, "bye")
                    + ber('\x8a', "1.3.6.1.4.1.1466.20036")))
                                                 << Errc::ProtocolViolation;
    }
    void badAnswersEndTheConnection()
    {
        QFETCH(QByteArray, answer);
        QFETCH(Errc, expected);
        Scripted server({answer});
        LdapConnection directory;
        QVERIFY(test::waitFor(directory.open(server.login())));
        const auto found = test::waitFor(directory.search(u"x"_s, 20, u"ja"_s));
        QVERIFY(!found);
        QCOMPARE(core::errcName(found.error().code), core::errcName(expected));
        QVERIFY(!directory.isOpen());
    }

    void noMoreThanAskedForIsTaken()
    {
        Scripted server({person(1, "x", "x@example.test").repeated(50) + result(1, 0x65)});
        const auto found = search(server.login(), 5);
        QVERIFY(found);
        QCOMPARE(found->people.size(), 5);
    }

    void referralsAreNotFollowed()
    {
        Scripted other({});
        const QByteArray url = "ldap://127.0.0.1:" + QByteArray::number(other.serverPort()) + "/dc=y";
        Scripted server(
            {message(1, ber(0x73, ber(0x04, url))) + result(1, 0x65, 10, "elsewhere", ber('\xa3', ber(0x04, url)))});
        const auto found = search(server.login());
        QCOMPARE(core::errcName(code(found)), core::errcName(Errc::ServerRefused));
        QTest::qWait(50);
        QVERIFY(!other.hasPendingConnections() && other.asked.isEmpty());
    }

    void textBehindStartTlsIsNotReadLater()
    {
        Scripted server({result(1, 0x78) + person(2, "Injected", "evil@example.test") + result(2, 0x65)});
        const auto found = search(server.login(Security::StartTls));
        QCOMPARE(core::errcName(code(found)), core::errcName(Errc::ProtocolViolation));
    }

    void withoutTlsNothingIsSaid()
    {
        for (const int refusal : {2, 52, 53}) {
            Scripted server({result(1, 0x78, refusal, "no TLS here")});
            auto login = server.login(Security::StartTls);
            login.server.user = u"cn=x"_s;
            login.password = core::Secret(u"canary"_s);
            const auto found = search(login);
            QCOMPARE(core::errcName(code(found)), core::errcName(Errc::TlsNotOffered));
            QCOMPARE(server.asked.size(), 1);
            QVERIFY(!server.asked.join().contains("canary"));
        }
    }

    void aSuccessWithoutProofIsNone()
    {
        const QByteArray mechanisms = entry(1, {{"supportedSASLMechanisms", "SCRAM-SHA-256"}}) + result(1, 0x65);
        Scripted server({mechanisms, result(2, 0x61, 0)});
        auto login = server.login();
        login.server.auth = u"scram-sha-256"_s;
        login.server.user = u"taro"_s;
        login.password = core::Secret(u"canary"_s);
        const auto found = search(login);
        QCOMPARE(core::errcName(code(found)), core::errcName(Errc::ProtocolViolation));
    }

    void theStrongestOfferIsNotSteppedBelow()
    {
        const QByteArray mechanisms = entry(1, {{"supportedSASLMechanisms", "PLAIN"}}) + result(1, 0x65);
        Scripted server({mechanisms});
        auto login = server.login();
        login.server.auth = u"scram-sha-256"_s;
        login.server.user = u"taro"_s;
        login.password = core::Secret(u"canary"_s);
        QCOMPARE(core::errcName(code(search(login))), core::errcName(Errc::NoCommonMechanism));
        QCOMPARE(server.asked.size(), 1);
    }

    /** Answers bent at random: people or an error, never a crash, and nobody whom one could not write to. */
    void bentAnswers()
    {
        const QByteArray good
            = entry(1, {{"cn", "One"}, {"cn;lang-ja", "一"}, {"mail", "one@example.test"}, {"o", "x"}})
            + person(1, "Two", "two@example.test") + result(1, 0x65, 4, "more");
        const QByteArrayList bricks{"\x30\x84\x7f\xff\xff\xff", "\x30\x80", "\x84\xff\xff\xff\xff", "\x02\x01\x02",
            "\x64\x00"_ba, "\x65\x07\x0a\x01\x00\x04\x00\x04\x00"_ba, "\x31\x00"_ba, "\x04\x01\x00"_ba, "mail",
            "cn;lang-ja", "@", "\xa0\x00"_ba, QByteArray(300, '\x30'), QByteArray(2000, 'x')};
        test::Fuzzing fuzzing(u"ldap"_s, test::usual::ldap);
        int answered = 0;
        const auto isSound = [&](const QByteArray &answer) {
            Scripted server({answer});
            server.hangsUp = true;
            const auto found = search(server.login());
            answered += found ? 1 : 0;
            return !found || std::ranges::all_of(found->people, [](const core::Person &one) {
                return one.address.address.contains(u'@') && !one.address.address.contains(u'\n');
            });
        };
        if (fuzzing.given()) {
            QVERIFY(isSound(fuzzing.given()->bytes.value(0)));
            return;
        }
        for (int run = 0; run < fuzzing.runs(); ++run) {
            QRandomGenerator random(fuzzing.seedOf(run));
            const QByteArray answer = test::mutated(good, bricks, random, random.bounded(4));
            fuzzing.trying({fuzzing.seedOf(run), {answer}});
            QVERIFY2(isSound(answer), qPrintable(u"seed %1"_s.arg(fuzzing.seedOf(run))));
        }
        QVERIFY(answered > fuzzing.runs() / 10);
        fuzzing.passed(u"%1 understood"_s.arg(answered));
    }
};

QTEST_GUILESS_MAIN(LdapFuzzTest)
#include "tst_ldapfuzz.moc"
