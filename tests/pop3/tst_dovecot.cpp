// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dovecot.h"
#include "session.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Security;
using pop3::Farewell;
using test::Given;
using test::waitFor;

namespace
{
/** What IMAP and POP3 show of a stored message: each line ends in CRLF. */
QByteArray onTheWire(const QByteArray &stored)
{
    QByteArray lines = QByteArray(stored).replace("\r\n", "\n").replace("\n", "\r\n");
    return lines.endsWith("\r\n") ? lines : lines + "\r\n";
}
} // namespace

/** A real Dovecot, its mailboxes and its sessions. */
class DovecotTest : public QObject
{
    Q_OBJECT

    test::MailStack *stack() { return test::MailStack::shared(); }

    core::Result<> open(pop3::Connection &connection, const QString &user, Security security = Security::Tls)
    {
        const auto opened = waitFor(connection.open(test::dovecotLogin(*stack(), user, security)));
        if (!opened)
            return opened;
        return waitFor(connection.list());
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString error = test::prepareDovecot(*stack());
        QVERIFY2(error.isEmpty(), qPrintable(error));
    }

    void messagesByteForByte()
    {
        const QByteArrayList messages{"Subject: one\r\n\r\n.dot\r\n..\r\n.\r\nlast\r\n",
            "Subject: two\r\n\r\nno line end", "Subject: three\r\n\r\n" + QByteArray(100'000, 'x') + "\r\n",
            "Subject: four\r\n\r\n", "Subject: 五\r\n\r\n日本語の本文\r\n",
            QByteArray("Subject: six\r\n\r\n\x80\xff.\r\n") + "\r\n",
            "Subject: seven\r\n\r\n" + QByteArray("0123456789012345678901234567890123456789\r\n").repeated(50'000)};
        for (const QByteArray &message : messages)
            QCOMPARE(stack()->store(u"user01"_s, u"INBOX"_s, message), QString());
        for (const Security security : {Security::Tls, Security::StartTls}) {
            pop3::Connection connection;
            QVERIFY(open(connection, u"user01"_s, security));
            QVERIFY(connection.isEncrypted());
            QVERIFY(connection.capabilities().has("PIPELINING"));
            QCOMPARE(connection.maildrop().messages().size(), messages.size());
            QVERIFY(connection.maildrop().isOrderly() && connection.maildrop().faults().isEmpty());
            QList<quint32> numbers;
            for (const pop3::Message &message : connection.maildrop().messages()) {
                QVERIFY(message.isDeletable);
                numbers.append(message.number);
            }
            Given given;
            Given heads;
            QVERIFY(waitFor(connection.retr(numbers, 10'000'000, given.taken())));
            QVERIFY(waitFor(connection.top(numbers, 1, 10'000'000, heads.taken())));
            QSet<QByteArray> got;
            for (const quint32 number : std::as_const(numbers)) {
                QVERIFY(given.bytes[number]);
                got.insert(*given.bytes[number]);
                const qsizetype text = given.bytes[number]->indexOf("\r\n\r\n") + 4;
                const qsizetype second = given.bytes[number]->indexOf("\r\n", text); // the header and one line
                QCOMPARE(*heads.bytes[number], given.bytes[number]->first(second < 0 ? text : second + 2));
            }
            QSet<QByteArray> wanted;
            for (const QByteArray &message : messages)
                wanted.insert(onTheWire(message));
            QVERIFY(got == wanted);
            QCOMPARE(waitFor(connection.quit())->deletions, Farewell::Deletions::None);
        }
        QCOMPARE(stack()->serverFiles(u"user01"_s).size(), messages.size());
    }

    void deletedIsWhatWasMeant()
    {
        for (int i = 1; i <= 40; ++i)
            QCOMPARE(stack()->store(u"user02"_s, u"INBOX"_s, "Subject: " + QByteArray::number(i) + "\r\n\r\nx\r\n"),
                QString());
        QList<pop3::Remembered> remembered;
        QList<pop3::Remembered> odd;
        {
            pop3::Connection connection;
            QVERIFY(open(connection, u"user02"_s));
            for (const pop3::Message &message : connection.maildrop().messages()) {
                remembered.append({message.uid, message.octets});
                if (message.number % 2 == 1)
                    odd.append(remembered.last());
            }
            const auto results = waitFor(connection.dele(odd));
            QVERIFY(results && std::ranges::all_of(*results, [](const auto &r) { return r.has_value(); }));
            // The connection dies without QUIT: everything stays.
        }
        QCOMPARE(stack()->serverFiles(u"user02"_s).size(), 40);
        pop3::Connection second;
        QVERIFY(open(second, u"user02"_s));
        QCOMPARE(pop3::changesSince(remembered, second.maildrop()), pop3::Changes{});
        QVERIFY(waitFor(second.dele(odd)));
        QCOMPARE(waitFor(second.quit())->deletions, Farewell::Deletions::Done);
        QCOMPARE(stack()->serverFiles(u"user02"_s).size(), 20);
        pop3::Connection third;
        QVERIFY(open(third, u"user02"_s));
        QCOMPARE(pop3::changesSince(remembered, third.maildrop()).gone.size(), 20);
        // The numbers are others now, the uids are not.
        const auto again = waitFor(third.dele({remembered[0], remembered[1], {remembered[3].uid, 1}}));
        QVERIFY(again);
        QCOMPARE((*again)[0].error().code, Errc::NoSuchMessage);
        QVERIFY((*again)[1]);
        QCOMPARE((*again)[2].error().code, Errc::UidValidityChanged);
        QVERIFY(waitFor(third.rset()));
        QCOMPARE(waitFor(third.quit())->deletions, Farewell::Deletions::None);
        QCOMPARE(stack()->serverFiles(u"user02"_s).size(), 20);
    }

    void whatArrivesMeanwhileIsForTheNextSession()
    {
        QCOMPARE(stack()->store(u"user03"_s, u"INBOX"_s, "Subject: a\r\n\r\nx\r\n"), QString());
        pop3::Connection connection;
        QVERIFY(open(connection, u"user03"_s));
        QCOMPARE(stack()->store(u"user03"_s, u"INBOX"_s, "Subject: b\r\n\r\nx\r\n"), QString());
        QVERIFY(waitFor(connection.noop()));
        QVERIFY(waitFor(connection.list()));
        QCOMPARE(connection.maildrop().messages().size(), 1);
        QVERIFY(waitFor(connection.quit()));
        pop3::Connection next;
        QVERIFY(open(next, u"user03"_s));
        QCOMPARE(next.maildrop().messages().size(), 2);
    }

    void emptyMaildrop()
    {
        pop3::Connection connection;
        QVERIFY(open(connection, u"user04"_s));
        QVERIFY(connection.maildrop().messages().isEmpty() && connection.maildrop().isOrderly());
        QCOMPARE(waitFor(connection.quit())->deletions, Farewell::Deletions::None);
    }

    void wrongPasswordAndCertificate()
    {
        pop3::Login login = test::dovecotLogin(*stack(), u"user05"_s);
        login.password = core::Secret("wrong"_ba);
        pop3::Connection connection;
        const auto refused = waitFor(connection.open(login));
        QCOMPARE(refused.error().code, Errc::AuthenticationFailed);
        QVERIFY(refused.error().serverText.startsWith("-ERR [AUTH]"));
        QVERIFY(!connection.isOpen());
        for (const QString &host :
            {u"selfsigned.example.test"_s, u"expired.example.test"_s, u"wrongname.example.test"_s}) {
            for (const Security security : {Security::Tls, Security::StartTls}) {
                pop3::Login other = test::dovecotLogin(*stack(), u"user05"_s, security);
                other.server.host = host;
                pop3::Connection stranger;
                QCOMPARE(waitFor(stranger.open(other)).error().code, Errc::CertificateUntrusted);
                QVERIFY(stranger.trustQuestion());
                QCOMPARE(stranger.trustQuestion()->host, host);
            }
        }
    }
};

QTEST_GUILESS_MAIN(DovecotTest)
#include "tst_dovecot.moc"
