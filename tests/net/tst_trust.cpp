// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/certificates.h"
#include "net/connectto.h"
#include "net/tlsroots.h"
#include "net/wire.h"
#include "tests/support/coroutine.h"
#include "tests/support/mailstack.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::CertificateProblem;
using core::Errc;
using core::Security;
using net::TlsPolicy;
using net::Wire;
using test::Identities;
using test::Identity;
using test::ScriptedServer;
using Problems = QList<CertificateProblem>;

namespace
{
constexpr auto kScript = "S: hello\nC: *";

core::ServerSettings settings(quint16 port, const QString &host = u"127.0.0.1"_s, Security security = Security::Tls)
{
    return {.host = host, .port = port, .security = security, .user = u"taro"_s};
}

/** What the person's yes becomes. */
core::TrustException accepted(const core::TrustQuestion &question)
{
    return {.host = question.host,
        .port = question.port,
        .spkiSha256 = question.chain.first().spkiSha256,
        .problems = question.problems,
        .leaf = question.chain.first()};
}

struct Outcome {
    core::Result<> result;
    std::optional<core::TrustQuestion> question;
};

Outcome connectTo(const core::ServerSettings &server, const TlsPolicy &policy = {})
{
    Wire wire;
    auto result = test::waitFor(wire.open(server, policy), 10000);
    if (result) {
        auto greeting = test::waitFor(wire.readLine(1000));
        if (!greeting)
            result = std::unexpected(greeting.error());
    } else {
        // Whatever a caller still tries, nothing leaves.
        auto written = test::waitFor(wire.write("a1 LOGIN taro password\r\n"));
        if (written)
            result = core::failure(Errc::Internal, u"written to a stranger"_s);
    }
    return {result, wire.trustQuestion()};
}
} // namespace

class TrustTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(Identities::shared().isGood());
        stack = test::MailStack::shared();
        QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
        const QStringList rules = stack->connectTo();
        for (const QString &rule : rules)
            QVERIFY(net::ConnectTo::add(rule));
    }

    /** Runs first: before the authority of the stack is known. */
    void authorityIsUnknown()
    {
        const Outcome outcome = connectTo(settings(993, u"imap.example.test"_s));
        QCOMPARE(outcome.result.error().code, Errc::CertificateUntrusted);
        QCOMPARE(outcome.question->problems.first(), CertificateProblem::UnknownIssuer);
        QCOMPARE(outcome.question->host, u"imap.example.test"_s);
        QCOMPARE(outcome.question->port, 993);
        QCOMPARE(outcome.question->chain.first().spkiSha256.size(), 32);
        QVERIFY(net::TlsRoots::addFromFile(stack->caFile()));
    }

    void realServers_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<Problems>("problems");
        QTest::newRow("good") << u"imap.example.test"_s << Problems{};
        QTest::newRow("expired") << u"expired.example.test"_s << Problems{CertificateProblem::Expired};
        QTest::newRow("wrong name") << u"wrongname.example.test"_s << Problems{CertificateProblem::WrongName};
        QTest::newRow("self-signed") << u"selfsigned.example.test"_s << Problems{CertificateProblem::SelfSigned};
    }
    void realServers()
    {
        QFETCH(QString, host);
        QFETCH(Problems, problems);
        const Outcome outcome = connectTo(settings(993, host));
        if (problems.isEmpty()) {
            QVERIFY(outcome.result);
            return;
        }
        QCOMPARE(outcome.result.error().code, Errc::CertificateUntrusted);
        QCOMPARE(outcome.question->problems, problems);
        // The yes is good for this server and not for its neighbour.
        QVERIFY(connectTo(settings(993, host), {{accepted(*outcome.question)}}).result);
    }

    void everyProblemIsTold_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("selfSigned");
        QTest::addColumn<QString>("names");
        QTest::addColumn<Problems>("problems");
        const QString other = u"DNS:other.invalid"_s;
        const QString right = u"IP:127.0.0.1"_s;
        using P = CertificateProblem;
        QTest::newRow("expired and for another")
            << -2 << false << other << Problems{P::UnknownIssuer, P::WrongName, P::Expired};
        QTest::newRow("self-signed, expired, for another")
            << -2 << true << other << Problems{P::SelfSigned, P::WrongName, P::Expired};
        QTest::newRow("only an unknown authority") << 5 << false << right << Problems{P::UnknownIssuer};
    }
    void everyProblemIsTold()
    {
        QFETCH(int, days);
        QFETCH(bool, selfSigned);
        QFETCH(QString, names);
        Identities strangers;
        ScriptedServer server(
            kScript, selfSigned ? strangers.selfSigned(u"EC"_s, names, days) : strangers.issued(names, days), true);
        const Outcome outcome = connectTo(settings(server.port()));
        QCOMPARE(outcome.result.error().code, Errc::CertificateUntrusted);
        QTEST(outcome.question->problems, "problems");
        QVERIFY(outcome.question->previousSpkiSha256.isEmpty());
        QTest::qWait(20);
        QVERIFY(!server.received().contains("taro"));
        QVERIFY(!server.isFinished());
    }

    void yesIsForThisKeyOnThisHostAndPortAndTheseProblems()
    {
        Identities &identities = Identities::shared();
        const Identity first = identities.selfSigned();
        ScriptedServer server(kScript, first, true);
        ScriptedServer neighbour(kScript, first, true);
        const core::ServerSettings place = settings(server.port());
        const Outcome asked = connectTo(place);
        QCOMPARE(asked.question->problems, Problems{CertificateProblem::SelfSigned});
        const TlsPolicy policy{{accepted(*asked.question)}};
        QVERIFY(connectTo(place, policy).result);
        QVERIFY2(!connectTo(settings(neighbour.port()), policy).result, "another port");
        QVERIFY2(!connectTo(settings(server.port(), u"localhost"_s), policy).result, "another name");
        QVERIFY2(!connectTo(place).result, "the yes lives in the policy only");

        // Another key: told as a change, with the one before.
        server.setIdentity(identities.selfSigned());
        const Outcome changed = connectTo(place, policy);
        QCOMPARE(changed.result.error().code, Errc::CertificateUntrusted);
        QVERIFY(changed.question->problems.contains(CertificateProblem::KeyChanged));
        QVERIFY(changed.question->problems.contains(CertificateProblem::SelfSigned));
        QCOMPARE(changed.question->previousSpkiSha256, policy.exceptions.first().spkiSha256);
        TlsPolicy both = policy;
        both.exceptions.append(accepted(*changed.question));
        QVERIFY(connectTo(place, both).result);
    }

    /** good, good, self-signed: a good certificate of yesterday vouches for nothing today. */
    void goodGoodSelfSigned()
    {
        QVERIFY(net::TlsRoots::addFromFile(Identities::shared().caFile()));
        ScriptedServer server(kScript, Identities::shared().issued(), true);
        const core::ServerSettings place = settings(server.port());
        QVERIFY(connectTo(place).result);
        QVERIFY(connectTo(place).result);
        server.setIdentity(Identities::shared().selfSigned());
        const Outcome stopped = connectTo(place);
        QCOMPARE(stopped.result.error().code, Errc::CertificateUntrusted);
        QCOMPARE(stopped.question->problems, Problems{CertificateProblem::SelfSigned});
        // Also a yes for the key of the good one does not reach so far.
        core::TrustException old = accepted(*stopped.question);
        old.spkiSha256 = QByteArray(32, 'x');
        const Outcome changed = connectTo(place, {{old}});
        QVERIFY(!changed.result && changed.question->problems.contains(CertificateProblem::KeyChanged));
    }

    /** self-signed, self-signed, another self-signed. */
    /** So that an exception ends with its reason (engine::TrustBook). */
    void aValidChainIsTold()
    {
        QVERIFY(net::TlsRoots::addFromFile(Identities::shared().caFile()));
        ScriptedServer server(kScript, Identities::shared().issued(), true);
        QList<Problems> told;
        TlsPolicy policy;
        policy.onAccepted = [&told](const core::TrustQuestion &question) {
            told.append(question.problems);
        };
        QVERIFY(connectTo(settings(server.port()), policy).result);
        QCOMPARE(told, QList<Problems>(1));
    }

    void selfSignedSelfSignedSelfSigned2()
    {
        ScriptedServer server(kScript, Identities::shared().selfSigned(), true);
        const core::ServerSettings place = settings(server.port());
        const TlsPolicy policy{{accepted(*connectTo(place).question)}};
        QVERIFY(connectTo(place, policy).result);
        QVERIFY(connectTo(place, policy).result);
        server.setIdentity(Identities::shared().selfSigned());
        const Outcome changed = connectTo(place, policy);
        QCOMPARE(changed.result.error().code, Errc::CertificateUntrusted);
        QVERIFY(changed.question->problems.contains(CertificateProblem::KeyChanged));
    }

    void commonNameIsNoName()
    {
        QVERIFY(net::TlsRoots::addFromFile(Identities::shared().caFile()));
        ScriptedServer server(kScript, Identities::shared().flawed(u"common name only"_s), true);
        const core::ServerSettings place = settings(server.port(), u"localhost"_s);
        const Outcome asked = connectTo(place);
        QCOMPARE(asked.result.error().code, Errc::CertificateUntrusted);
        QCOMPARE(asked.question->problems, Problems{CertificateProblem::WrongName});
        QVERIFY(connectTo(place, {{accepted(*asked.question)}}).result);
    }

    void namesOfACertificate_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("good");
        QTest::newRow("the same") << u"DNS:mail.example.test"_s << u"mail.example.test"_s << true;
        QTest::newRow("any case") << u"DNS:Mail.Example.test"_s << u"mail.EXAMPLE.test"_s << true;
        QTest::newRow("wildcard") << u"DNS:*.example.test"_s << u"mail.example.test"_s << true;
        QTest::newRow("wildcard, two labels") << u"DNS:*.example.test"_s << u"a.mail.example.test"_s << false;
        QTest::newRow("wildcard, none") << u"DNS:*.example.test"_s << u"example.test"_s << false;
        QTest::newRow("wildcard over everything") << u"DNS:*.test"_s << u"example.test"_s << false;
        QTest::newRow("IDN") << u"DNS:xn--wgv71a119e.example"_s << u"日本語.example"_s << true;
        QTest::newRow("address") << u"IP:127.0.0.1"_s << u"127.0.0.1"_s << true;
        QTest::newRow("address as a name") << u"DNS:127.0.0.1"_s << u"127.0.0.1"_s << false;
        QTest::newRow("IPv6") << u"IP:::1"_s << u"0:0:0:0:0:0:0:1"_s << true;
        QTest::newRow("second name") << u"DNS:a.test,DNS:b.test"_s << u"b.test"_s << true;
    }
    void namesOfACertificate()
    {
        QFETCH(QString, names);
        QFETCH(QString, host);
        QTEST(net::isIssuedTo(Identities::shared().issued(names).leaf(), host), "good");
    }

    void newProblemWithTheSameKeyAsksAgain()
    {
        const Identity identity = Identities::shared().selfSigned(u"EC"_s, u"IP:127.0.0.1"_s, -2);
        ScriptedServer server(kScript, identity, true);
        const core::ServerSettings place = settings(server.port());
        core::TrustException exception = accepted(*connectTo(place).question);
        QVERIFY(exception.problems.removeOne(CertificateProblem::Expired));
        QVERIFY(!connectTo(place, {{exception}}).result);
    }

    void startTlsVerifiesTheSameWay()
    {
        ScriptedServer server("S: hello\nTLS\nC: *", Identities::shared().selfSigned());
        Wire wire;
        QVERIFY(test::waitFor(wire.open(settings(server.port(), u"127.0.0.1"_s, Security::StartTls), {})));
        QVERIFY(test::waitFor(wire.readLine(100)));
        QCOMPARE(test::waitFor(wire.startTls()).error().code, Errc::CertificateUntrusted);
        QCOMPARE(wire.trustQuestion()->problems, Problems{CertificateProblem::SelfSigned});
        QVERIFY(!test::waitFor(wire.write("taro\r\n")));
    }

    void keysOfAKindQtCannotReadAreNotAllTheSame()
    {
        Identities &identities = Identities::shared();
        const QSslCertificate one = identities.selfSigned(u"ED25519"_s).leaf();
        const QSslCertificate other = identities.selfSigned(u"ED25519"_s).leaf();
        QVERIFY(!one.isNull() && !other.isNull());
        QVERIFY(net::certificateInfo(one).spkiSha256 != net::certificateInfo(other).spkiSha256);
    }

    void sameKeyInANewCertificateIsTheSameKey()
    {
        const Identity identity = Identities::shared().selfSigned();
        const core::CertificateInfo info = net::certificateInfo(identity.leaf());
        QCOMPARE(info.subject, u"self"_s);
        QCOMPARE(info.names, (QStringList{u"127.0.0.1"_s, u"localhost"_s}));
        QCOMPARE(info.sha256, identity.leaf().digest(QCryptographicHash::Sha256));
        QCOMPARE(
            info.spkiSha256, QCryptographicHash::hash(identity.leaf().publicKey().toDer(), QCryptographicHash::Sha256));
        QVERIFY(info.notBefore < info.notAfter);
    }

    void rootsFromAFile()
    {
        QCOMPARE(net::TlsRoots::addFromFile(u"/nonexistent/ca.pem"_s).error().code, Errc::StoreFailed);
        QTemporaryFile nothing;
        QVERIFY(nothing.open());
        QCOMPARE(net::TlsRoots::addFromFile(nothing.fileName()).error().code, Errc::InvalidInput);
        Identities strangers;
        ScriptedServer server(kScript, strangers.issued(), true);
        QVERIFY(!connectTo(settings(server.port())).result);
        QVERIFY(net::TlsRoots::addFromFile(strangers.caFile()));
        QVERIFY(connectTo(settings(server.port())).result);
    }

private:
    test::MailStack *stack = nullptr;
};

QTEST_GUILESS_MAIN(TrustTest)
#include "tst_trust.moc"
