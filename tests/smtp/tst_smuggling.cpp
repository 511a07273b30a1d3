// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/connectto.h"
#include "net/initialize.h"
#include "net/tlsroots.h"
#include "smtp/client.h"
#include "tests/support/coroutine.h"
#include "tests/support/mailstack.h"
#include "tests/support/toysmtp.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Security;
using test::waitFor;

namespace
{
constexpr int kOnWire = 400; ///< random messages past a server of ours
constexpr int kAtPostfix = 60; ///< and past a real one
constexpr qsizetype kPiece = 64 * 1024; ///< what leaves in one write: dots at its borders are the worst

core::Submission submission()
{
    core::Submission value;
    value.reversePath = u"user27@example.test"_s;
    value.recipients = {u"user28@example.test"_s};
    return value;
}

QByteArray randomBody(QRandomGenerator &random)
{
    static const QByteArrayList bricks{".", "..", "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r\n.\r\n", "\r\n.\r", "\r",
        "\n", "\r\n", "\n\r", "\r\r\n", "text", " ", "MAIL FROM:<evil@example.test>", "RCPT TO:<x@example.test>",
        "DATA\n", "QUIT", "日本語", "\t", QByteArray(900, 'x') + '\n'};
    QByteArray body;
    for (int i = random.bounded(40); i > 0; --i)
        body += bricks[random.bounded(bricks.size())];
    if (random.bounded(4) == 0) { // a dot right at the border of two pieces
        const qsizetype border = kPiece - 200 + random.bounded(400);
        QByteArray filler = (QByteArray(70, 'y') + "\r\n").repeated(int(border / 72) + 1).first(border);
        body = filler + body;
    }
    return body;
}

/** What was written, in the only line ends there are. */
QByteArray inCrlf(const QByteArray &bytes)
{
    QByteArray out;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\r' || bytes[i] == '\n') {
            out += "\r\n";
            i += bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n' ? 1 : 0;
        } else {
            out += bytes[i];
        }
    }
    return out.endsWith("\r\n") ? out : out + "\r\n";
}

QByteArray letter(int n, const QByteArray &body)
{
    return "From: user27@example.test\r\nTo: user28@example.test\r\nSubject: property " + QByteArray::number(n)
        + "\r\nDate: Thu, 1 Jan 2026 00:00:00 +0900\r\nMessage-ID: <p" + QByteArray::number(n)
        + "@example.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
          "charset=utf-8\r\nContent-Transfer-Encoding: "
          "8bit\r\n\r\n"
        + body;
}
} // namespace

/** Whatever a body holds: one message arrives, and it is the one that was written (security 2.6, smuggling). */
class SmugglingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        stack = test::MailStack::shared();
        QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
        QVERIFY(net::TlsRoots::addFromFile(stack->caFile()));
        const QStringList rules = stack->connectTo();
        for (const QString &rule : rules)
            QVERIFY(net::ConnectTo::add(rule));
    }

    void onTheWire()
    {
        test::ToySmtp server;
        smtp::Client client;
        QVERIFY(
            waitFor(client.open({.server = {.host = u"127.0.0.1"_s, .port = server.port(), .security = Security::None},
                .password = {},
                .policy = {},
                .logName = {}})));
        for (int run = 0; run < kOnWire; ++run) {
            QRandomGenerator random(quint32(run) + 1);
            const QByteArray body = randomBody(random);
            const QByteArray stuffed = smtp::dotStuffed(body);
            for (qsizetype i = 0; i < stuffed.size(); ++i) { // nothing but CRLF, and one end
                QVERIFY(stuffed[i] != '\n' || (i > 0 && stuffed[i - 1] == '\r'));
                QVERIFY(stuffed[i] != '\r' || (i + 1 < stuffed.size() && stuffed[i + 1] == '\n'));
            }
            QVERIFY(("\r\n" + stuffed).indexOf("\r\n.\r\n") == stuffed.size() - 3);
            const QByteArray bytes = letter(run, body);
            QVERIFY2(waitFor(client.submit(submission(), bytes)), qPrintable(u"seed %1"_s.arg(run + 1)));
            QCOMPARE(server.taken.size(), run + 1);
            QVERIFY2(server.taken.last().bytes == inCrlf(bytes), qPrintable(u"seed %1"_s.arg(run + 1)));
        }
        QCOMPARE(server.commands.count("DATA"), kOnWire);
    }

    void atPostfix()
    {
        smtp::Client client;
        QVERIFY(waitFor(client.open(
            {.server = {.host = u"smtp.example.test"_s, .port = 465, .security = Security::Tls, .user = u"user27"_s},
                .password = core::Secret(stack->password(u"user27"_s)),
                .policy = {},
                .logName = {}})));
        QHash<QByteArray, QByteArray> written;
        for (int run = 0; run < kAtPostfix; ++run) {
            QRandomGenerator random(quint32(run) + 1);
            const QByteArray bytes = letter(run, randomBody(random));
            QVERIFY(waitFor(client.submit(submission(), bytes)));
            written.insert("<p" + QByteArray::number(run) + "@example.test>", inCrlf(bytes));
        }
        QTRY_COMPARE_WITH_TIMEOUT(stack->serverFiles(u"user28"_s).size(), kAtPostfix, 30000);
        const auto files = stack->serverFiles(u"user28"_s);
        for (const auto &file : files) {
            const qsizetype at = file.bytes.indexOf("Message-ID: <p") + 12;
            const QByteArray id = file.bytes.mid(at, file.bytes.indexOf('>', at) - at + 1);
            QVERIFY2(written.contains(id) && file.bytes.endsWith(written.value(id)), id);
            written.remove(id);
        }
        QVERIFY(written.isEmpty());
    }

private:
    test::MailStack *stack = nullptr;
};

QTEST_GUILESS_MAIN(SmugglingTest)
#include "tst_smuggling.moc"
