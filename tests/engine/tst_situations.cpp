// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/candidates.h"
#include "engine/discovery.h"
#include "net/connectto.h"
#include "net/initialize.h"
#include "net/tlsroots.h"
#include "oddservers.h"
#include "providers/diagnosis.h"
#include "tests/support/coroutine.h"
#include "tests/support/mailstack.h"
#include "tests/support/nameserver.h"
#include "tests/support/scriptedserver.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::ServerPurpose;
using providers::Cause;
using test::BlockedPort;
using test::Identities;
using test::MailStack;
using test::RawServer;
using test::ScriptedServer;
using test::WebServer;

namespace
{
constexpr auto kPassword = "canary-pw";
const QByteArray kLetIn = "OK [CAPABILITY IMAP4rev1] in";
const QByteArray kTaken = "235 2.7.0 ok";

/** A sign-in over IMAP that ends in this reply. */
QByteArray imap(const QByteArray &reply, const QByteArray &capabilities = "AUTH=PLAIN SASL-IR")
{
    return "S: * OK [CAPABILITY IMAP4rev1 " + capabilities + "] ready\nC: $ AUTHENTICATE PLAIN *\nS: $ " + reply
        + "\nmore:\nC: $ *\nS: $ OK done\nGOTO more\n";
}

QByteArray smtp(const QByteArray &reply)
{
    return "S: 220 ready\nC: EHLO *\nS: 250-here\nS: 250 AUTH PLAIN\nC: AUTH PLAIN *\nS: " + reply
        + "\nC: QUIT\nS: 221 bye\n";
}

QByteArray smtpStartTls(const QByteArray &reply)
{
    const QByteArray rest = smtp(reply);
    return "S: 220 ready\nC: EHLO *\nS: 250-here\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nTLS\n"
        + rest.sliced(rest.indexOf("C: EHLO"));
}

/** Leads a name to a port of this computer. */
void lead(const QString &host, quint16 port, quint16 here)
{
    const auto added = net::ConnectTo::add(u"%1:%2=127.0.0.1:%3"_s.arg(host).arg(port).arg(here));
    if (!added)
        qFatal("rule: %s", qPrintable(host));
}

/** What stands in the world, and who wants in. */
struct Scene {
    QString address, userName = {};
    QByteArray password = kPassword;
    std::optional<core::Account> manual = {};
    std::vector<std::shared_ptr<QTcpServer>> servers = {};

    /** Nobody is at any usual name of the domain, unless more is said. */
    explicit Scene(const QString &who)
        : address(who)
    {
        const QString domain = who.section(u'@', 1);
        const auto guesses = engine::guessServers(who);
        for (const core::DiscoveryAttempt &guess : *guesses)
            lead(guess.server.host, guess.server.port, 1);
        lead(u"autoconfig."_s + domain, 443, 1);
        lead(domain, 443, 1);
    }
    /** A server over TLS with a good certificate. */
    std::shared_ptr<ScriptedServer> tls(const QString &host, quint16 port, const QByteArray &script)
    {
        const test::Identity identity = Identities::shared().issued(u"DNS:"_s + host);
        const bool isImplicit = port == 993 || port == 995 || port == 465;
        auto server = std::make_shared<ScriptedServer>(script, identity, isImplicit);
        lead(host, port, server->port());
        servers.push_back(server);
        return server;
    }
    void stands(const QString &host, quint16 port, const std::shared_ptr<QTcpServer> &server)
    {
        lead(host, port, server->serverPort());
        servers.push_back(server);
    }
};

/** Where the set-up is to end: servers and user names, or why not. */
struct End {
    QString receive, send; ///< "user host:port", or the name of a cause or of an error
};

struct Situation {
    const char *name;
    std::function<Scene()> scene;
    End end;
};

// --- the situations

Scene appPassword()
{
    Scene scene(u"taro@gmail.com"_s);
    scene.tls(u"imap.gmail.com"_s, 993,
        imap("NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 "
             "(Failure)"));
    scene.tls(u"smtp.gmail.com"_s, 465,
        smtp("534-5.7.9 Application-specific password required. For more information, go to\nS: 534 5.7.9 "
             "https://support.google.com/mail/?p=InvalidSecondFactor 6a1803df08f44 - gsmtp"));
    return scene;
}

Scene switchedOff()
{
    Scene scene(u"taro@yahoo.co.jp"_s);
    scene.tls(u"imap.mail.yahoo.co.jp"_s, 993, imap("NO IMAPアクセスが有効になっていません"));
    scene.tls(u"smtp.mail.yahoo.co.jp"_s, 465, smtp(kTaken));
    return scene;
}

Scene localPart()
{
    Scene scene(u"hanako@nifty.com"_s);
    scene.tls(u"imap.nifty.com"_s, 993, imap(kLetIn));
    scene.tls(u"smtp.nifty.com"_s, 465, smtp(kTaken));
    return scene;
}

Scene issuedName()
{
    Scene scene(u"taro..yamada@docomo.ne.jp"_s);
    scene.userName = u"d-account-17"_s;
    scene.tls(u"imap.spmode.ne.jp"_s, 993, imap(kLetIn));
    scene.tls(u"smtp.spmode.ne.jp"_s, 465, smtp(kTaken));
    return scene;
}

Scene addressInsteadOfIssuedName()
{
    Scene scene(u"taro@docomo.ne.jp"_s);
    scene.userName = u"taro@docomo.ne.jp"_s;
    scene.tls(u"imap.spmode.ne.jp"_s, 993, imap("NO [AUTHENTICATIONFAILED] no"));
    scene.tls(u"smtp.spmode.ne.jp"_s, 465, smtp("535 5.7.8 no"));
    return scene;
}

/** Only one source names its servers: they are there, and would take the password, but are not tried. */
Scene uncertain()
{
    Scene scene(u"taro@au.com"_s);
    scene.tls(u"imap.ezweb.ne.jp"_s, 993, imap(kLetIn));
    scene.tls(u"smtp.ezweb.ne.jp"_s, 465, smtp(kTaken));
    return scene;
}

Scene onlyPop3()
{
    Scene scene(u"taro@abc.iij4u.or.jp"_s);
    scene.tls(u"mbox.iij4u.or.jp"_s, 587, smtpStartTls(kTaken));
    return scene;
}

Scene onlyPop3Answers()
{
    Scene scene(u"taro@posts.example"_s);
    scene.tls(u"pop.posts.example"_s, 995, "S: +OK ready\n");
    scene.tls(u"smtp.posts.example"_s, 465, smtp(kTaken));
    return scene;
}

/** POP3 that answers is no word about IMAP that is blocked on the way. */
Scene imapBlocked()
{
    Scene scene(u"taro@walled.example"_s);
    scene.stands(u"imap.walled.example"_s, 993, std::make_shared<BlockedPort>());
    scene.tls(u"pop.walled.example"_s, 995, "S: +OK ready\n");
    scene.tls(u"smtp.walled.example"_s, 465, smtp(kTaken));
    return scene;
}

Scene hostedByMx()
{
    Scene scene(u"info@hosted.example"_s);
    scene.tls(u"sv42.xserver.jp"_s, 993, imap(kLetIn));
    scene.tls(u"sv42.xserver.jp"_s, 465, smtp(kTaken));
    return scene;
}

Scene namedBySrv()
{
    Scene scene(u"taro@named.example"_s);
    scene.tls(u"in.named.example"_s, 993, imap(kLetIn));
    scene.tls(u"out.named.example"_s, 465, smtp(kTaken));
    return scene;
}

Scene published()
{
    Scene scene(u"taro@pub.example"_s);
    scene.stands(u"autoconfig.pub.example"_s, 443,
        std::make_shared<WebServer>(Identities::shared().issued(u"DNS:autoconfig.pub.example"_s),
            R"(<clientConfig version="1.1"><emailProvider id="pub.example">
<incomingServer type="imap"><hostname>a.pub.example</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username></incomingServer>
<outgoingServer type="smtp"><hostname>b.pub.example</hostname><port>465</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username></outgoingServer>
</emailProvider></clientConfig>)"_ba));
    scene.tls(u"a.pub.example"_s, 993, imap(kLetIn));
    scene.tls(u"b.pub.example"_s, 465, smtp(kTaken));
    return scene;
}

/** Real Dovecot and Postfix at the usual names. */
Scene usualNames()
{
    Scene scene(u"user01@example.test"_s);
    scene.password = "user01-pw";
    for (const QString &rule : MailStack::shared()->connectTo())
        Q_UNUSED(net::ConnectTo::add(rule));
    return scene;
}

Scene wrongPassword()
{
    Scene scene = usualNames();
    scene.password = kPassword;
    return scene;
}

Scene selfSigned()
{
    Scene scene(u"user02@selfsigned.example.test"_s);
    for (const QString &rule : MailStack::shared()->connectTo())
        Q_UNUSED(net::ConnectTo::add(rule));
    return scene;
}

Scene blockedThenOther()
{
    Scene scene(u"taro@blocked.example"_s);
    scene.tls(u"imap.blocked.example"_s, 993, imap(kLetIn));
    scene.stands(u"smtp.blocked.example"_s, 587, std::make_shared<BlockedPort>());
    scene.tls(u"smtp.blocked.example"_s, 465, smtp(kTaken));
    return scene;
}

/** iCloud has 587 only. */
Scene blockedAndNoOther()
{
    Scene scene(u"taro@icloud.com"_s);
    scene.tls(u"imap.mail.me.com"_s, 993, imap(kLetIn));
    scene.stands(u"smtp.mail.me.com"_s, 587, std::make_shared<BlockedPort>());
    return scene;
}

Scene sendingOff()
{
    Scene scene(u"taro@half.example"_s);
    scene.tls(u"imap.half.example"_s, 993, imap(kLetIn));
    scene.tls(u"smtp.half.example"_s, 587,
        smtpStartTls("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."));
    return scene;
}

Scene locked()
{
    Scene scene(u"taro@locked.example"_s);
    scene.tls(u"imap.locked.example"_s, 993, imap("NO アカウントがロックされています"));
    scene.tls(
        u"smtp.locked.example"_s, 587, smtpStartTls("454 4.7.0 Too many login attempts, please try again later."));
    return scene;
}

Scene byHand(const QString &address, const QString &receiveHost, quint16 receivePort)
{
    Scene scene(address);
    scene.manual = core::Account{.address = address};
    scene.manual->receive = {.host = receiveHost, .port = receivePort, .user = address};
    scene.manual->send = {.host = u"smtp."_s + address.section(u'@', 1), .port = 465, .user = address};
    return scene;
}

/** TLS 1.2 is refused with the alert protocol_version (RFC 8446 6.2). */
Scene oldTls()
{
    Scene scene = byHand(u"taro@old.example"_s, u"imap.old.example"_s, 993);
    scene.stands(u"imap.old.example"_s, 993, std::make_shared<RawServer>("\x15\x03\x01\x00\x02\x02\x46"_ba));
    scene.stands(u"smtp.old.example"_s, 465, std::make_shared<RawServer>("220 this is no TLS at all\r\n"_ba));
    return scene;
}

Scene wrongClock()
{
    const auto identity = Identities::shared().flawed(u"not yet valid"_s);
    const auto server = std::make_shared<ScriptedServer>(imap(kLetIn), identity, true);
    Scene scene = byHand(u"taro@early.example"_s, u"localhost"_s, server->port());
    scene.servers.push_back(server);
    scene.manual->send.host = u"localhost"_s;
    scene.manual->send.port = server->port();
    return scene;
}

Scene browserOnly()
{
    Scene scene(u"taro@outlook.jp"_s);
    scene.tls(u"outlook.office365.com"_s, 993, imap("NO no", "AUTH=XOAUTH2 SASL-IR LOGINDISABLED"));
    scene.tls(u"smtp-mail.outlook.com"_s, 587,
        smtpStartTls(
            "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [X.PROD.OUTLOOK.COM]"));
    return scene;
}

QList<Situation> situations()
{
    return {
        {"a known provider wants an app password", appPassword, {u"app-password-wanted"_s, u"app-password-wanted"_s}},
        {"IMAP is switched off, said in Japanese", switchedOff,
            {u"access-switched-off"_s, u"taro smtp.mail.yahoo.co.jp:465"_s}},
        {"user name: the local part", localPart, {u"hanako imap.nifty.com:993"_s, u"hanako smtp.nifty.com:465"_s}},
        {"user name: issued", issuedName,
            {u"d-account-17 imap.spmode.ne.jp:993"_s, u"d-account-17 smtp.spmode.ne.jp:465"_s}},
        {"user name: the address, but one was issued", addressInsteadOfIssuedName,
            {u"wrong-user-name"_s, u"wrong-user-name"_s}},
        {"servers of one source only are not tried", uncertain, {u"connection-refused"_s, u"connection-refused"_s}},
        {"a provider with POP3 only", onlyPop3, {u"only-pop3"_s, u"taro.abc.iij4u.or.jp mbox.iij4u.or.jp:587"_s}},
        {"usual names, and only POP3 answers", onlyPop3Answers,
            {u"only-pop3"_s, u"taro@posts.example smtp.posts.example:465"_s}},
        {"993 blocked, POP3 answers", imapBlocked,
            {u"port-blocked"_s, u"taro@walled.example smtp.walled.example:465"_s}},
        {"hosted, known by its MX", hostedByMx,
            {u"info@hosted.example sv42.xserver.jp:993"_s, u"info@hosted.example sv42.xserver.jp:465"_s}},
        {"named by SRV", namedBySrv,
            {u"taro@named.example in.named.example:993"_s, u"taro@named.example out.named.example:465"_s}},
        {"published by autoconfig", published, {u"taro a.pub.example:993"_s, u"taro b.pub.example:465"_s}},
        {"usual names, Dovecot and Postfix", usualNames,
            {u"user01@example.test imap.example.test:993"_s, u"user01@example.test smtp.example.test:587"_s}},
        {"the same with a wrong password", wrongPassword, {u"wrong-password"_s, u"wrong-password"_s}},
        {"a certificate that nobody vouches for", selfSigned, {u"certificate-untrusted"_s, u"certificate-untrusted"_s}},
        {"587 blocked, 465 open", blockedThenOther,
            {u"taro@blocked.example imap.blocked.example:993"_s, u"taro@blocked.example smtp.blocked.example:465"_s}},
        {"587 blocked, and there is no other", blockedAndNoOther, {u"taro imap.mail.me.com:993"_s, u"port-blocked"_s}},
        {"receiving works, sending is switched off", sendingOff,
            {u"taro@half.example imap.half.example:993"_s, u"sending-switched-off"_s}},
        {"account locked, said in Japanese; too many tries", locked, {u"account-locked"_s, u"too-many-tries"_s}},
        {"only old TLS; no TLS at all", oldTls, {u"tls-too-old"_s, u"not-tls"_s}},
        {"the clock of this computer", wrongClock, {u"clock-wrong"_s, u"clock-wrong"_s}},
        {"passwords are not taken any more", browserOnly, {u"browser-sign-in-only"_s, u"browser-sign-in-only"_s}},
    };
}
} // namespace

/** The set-up in 22 situations: each ends in the right account or the right explanation. */
class SituationsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::NameServer> m_names;
    QTemporaryDir m_folder;
    std::unique_ptr<engine::StoreWriter> m_writer;
    engine::Questions m_questions;
    std::unique_ptr<engine::TrustBook> m_trust;
    QStringList m_table;

    QString endOf(const Scene &scene, const core::DiscoveryResult &result, ServerPurpose purpose,
        const QList<core::DiscoveryAttempt> &attempts) const;

private Q_SLOTS:
    void initTestCase();
    void endsRight_data();
    void endsRight();
    void cleanupTestCase();
};

void SituationsTest::initTestCase()
{
    net::initialize();
    QVERIFY2(MailStack::shared()->isRunning(), qPrintable(MailStack::shared()->errorText()));
    QVERIFY(net::TlsRoots::addFromFile(MailStack::shared()->caFile()));
    QVERIFY(Identities::shared().isGood());
    QVERIFY(net::TlsRoots::addFromFile(Identities::shared().caFile()));
    m_names = std::make_unique<test::NameServer>(QStringList{u"--mx-host=hosted.example,sv42.xserver.jp,10"_s,
        u"--srv-host=_imaps._tcp.named.example,in.named.example,993,10"_s,
        u"--srv-host=_submissions._tcp.named.example,out.named.example,465,10"_s});
    QVERIFY(m_names->isUp());
    lead(u"name-server"_s, 53, m_names->port());
    m_writer = engine::StoreWriter::open(store::ProfilePaths{m_folder.path() + u"/profile"_s}).value();
    m_trust = std::make_unique<engine::TrustBook>(*m_writer, m_questions, QList<core::TrustException>());
}

void SituationsTest::endsRight_data()
{
    QTest::addColumn<int>("index");
    const QList<Situation> all = situations();
    QVERIFY(all.size() >= 12);
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << i;
}

QString SituationsTest::endOf(const Scene &scene, const core::DiscoveryResult &result, ServerPurpose purpose,
    const QList<core::DiscoveryAttempt> &attempts) const
{
    const bool isReceiving = purpose == ServerPurpose::Receive;
    if (isReceiving ? result.receiveFound : result.sendFound) {
        const core::ServerSettings &server = isReceiving ? result.account.receive : result.account.send;
        return u"%1 %2:%3"_s.arg(server.user, server.host).arg(server.port);
    }
    const core::Error error = (isReceiving ? result.receiveError : result.sendError).value();
    providers::Circumstances around{.purpose = purpose, .address = scene.address, .attempts = attempts};
    for (const core::DiscoveryAttempt &attempt : attempts) {
        if (attempt.error == error)
            around.user = attempt.server.user;
    }
    const QString cause = providers::causeName(providers::diagnose(error, around).cause);
    return cause.isEmpty() ? core::errcName(error.code) : cause;
}

void SituationsTest::endsRight()
{
    QFETCH(int, index);
    const Situation situation = situations()[index];
    const Scene scene = situation.scene();
    engine::Discovery discovery(*m_trust);
    QMap<int, core::DiscoveryAttempt> attempts;
    connect(&discovery, &engine::Discovery::attemptChanged, this,
        [&](const core::DiscoveryAttempt &attempt) { attempts[attempt.id] = attempt; });
    const auto result = test::waitFor(discovery.run({.fullName = {},
        .address = scene.address,
        .password = core::Secret(scene.password),
        .manual = scene.manual,
        .sendPassword = {},
        .userName = scene.userName}));
    QVERIFY(result);
    const QString receive = endOf(scene, *result, ServerPurpose::Receive, attempts.values());
    const QString send = endOf(scene, *result, ServerPurpose::Send, attempts.values());
    m_table.append(u"%1 | %2 | %3"_s.arg(QLatin1StringView(situation.name), -50).arg(receive, -52).arg(send));
    QCOMPARE(receive, situation.end.receive);
    QCOMPARE(send, situation.end.send);
    for (const auto &server : scene.servers) {
        const auto *scripted = dynamic_cast<const ScriptedServer *>(server.get());
        // Whatever the explanation is: nothing secret went out in clear, nor where it had no business.
        if (scripted)
            QVERIFY(!scripted->receivedInClear().contains("AUTH"));
        if (scripted && receive == "connection-refused"_L1)
            QCOMPARE(scripted->connections(), 0);
    }
}

void SituationsTest::cleanupTestCase()
{
    QTextStream(stdout) << "situation | receiving | sending\n" << m_table.join(u'\n') << '\n';
}

QTEST_GUILESS_MAIN(SituationsTest)
#include "tst_situations.moc"
