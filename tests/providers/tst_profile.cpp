// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providers/offer.h"
#include "providers/profile.h"
#include "tests/support/fuzzing.h"
#include "tests/support/identities.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Security;
using providers::parseProfile;

namespace
{
const QByteArray kHead
    = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
      "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist "
      "version=\"1.0\"><dict><key>PayloadContent</key><array>";
const QByteArray kMail = R"(<dict>
<key>EmailAccountDescription</key><string>会社のメール</string>
<key>EmailAccountName</key><string>山田 太郎</string>
<key>EmailAccountType</key><string>EmailTypeIMAP</string>
<key>EmailAddress</key><string>taro@corp.example</string>
<key>IncomingMailServerAuthentication</key><string>EmailAuthCRAMMD5</string>
<key>IncomingMailServerHostName</key><string>IMAP.corp.example</string>
<key>IncomingMailServerPortNumber</key><integer>993</integer>
<key>IncomingMailServerUseSSL</key><true/>
<key>IncomingMailServerUsername</key><string>t.yamada</string>
<key>IncomingPassword</key><string>canary-password</string>
<key>OutgoingMailServerAuthentication</key><string>EmailAuthPassword</string>
<key>OutgoingMailServerHostName</key><string>smtp.corp.example</string>
<key>OutgoingMailServerPortNumber</key><integer>587</integer>
<key>OutgoingMailServerUseSSL</key><true/>
<key>OutgoingPasswordSameAsIncomingPassword</key><true/>
<key>PayloadType</key><string>com.apple.mail.managed</string>
<key>PayloadVersion</key><integer>1</integer></dict>)";
const QByteArray kWifi = R"(<dict><key>PayloadType</key><string>com.apple.wifi.managed</string>
<key>Password</key><data>AAAA</data><key>Since</key><date>2026-01-01T00:00:00Z</date><key>Weight</key><real>1.5</real></dict>)";
const QByteArray kTail = R"(</array><key>PayloadDisplayName</key><string>Corp</string>
<key>PayloadType</key><string>Configuration</string></dict></plist>)";

QByteArray profile(const QByteArray &payloads)
{
    return kHead + payloads + kTail;
}

/** In a CMS signature of a throw-away key, as companies hand profiles out. */
QByteArray signedBy(const QByteArray &content, const QString &folder)
{
    QProcess openssl;
    openssl.start(u"openssl"_s,
        {u"cms"_s, u"-sign"_s, u"-nodetach"_s, u"-binary"_s, u"-outform"_s, u"DER"_s, u"-signer"_s,
            folder + u"/server.pem"_s, u"-inkey"_s, folder + u"/server.key"_s});
    openssl.write(content);
    openssl.closeWriteChannel();
    return openssl.waitForFinished() ? openssl.readAllStandardOutput() : QByteArray();
}
} // namespace

class ProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAccountIsRead()
    {
        const auto accounts = parseProfile(profile(kWifi + kMail));
        QVERIFY2(accounts, accounts ? "" : accounts.error().serverText.constData());
        QCOMPARE(accounts->size(), 1);
        const core::Account account = accounts->first();
        QCOMPARE(account.name, u"会社のメール"_s);
        QCOMPARE(account.address, u"taro@corp.example"_s);
        QCOMPARE(account.fullName, u"山田 太郎"_s);
        QCOMPARE(account.protocol, core::Protocol::Imap);
        QCOMPARE(account.receive,
            (core::ServerSettings{.host = u"imap.corp.example"_s,
                .port = 993,
                .security = Security::Tls,
                .auth = u"cram-md5"_s,
                .user = u"t.yamada"_s}));
        // "SSL" on 587 is STARTTLS; without a name of its own it signs in with the same one.
        QCOMPARE(account.send,
            (core::ServerSettings{.host = u"smtp.corp.example"_s,
                .port = 587,
                .security = Security::StartTls,
                .auth = u"auto"_s,
                .user = u"t.yamada"_s}));
    }

    void aSignedOneIsReadToo()
    {
        const QString folder = test::Identities::shared().folderForPrograms();
        const QByteArray bytes = signedBy(profile(kMail), folder);
        QVERIFY(bytes.size() > 500 && !bytes.startsWith('<'));
        const auto accounts = parseProfile(bytes);
        QVERIFY2(accounts, accounts ? "" : accounts.error().serverText.constData());
        QCOMPARE(accounts->first().address, u"taro@corp.example"_s);
        QByteArray forged = bytes; // the same length, another server
        forged.replace("smtp.corp.example", "smtp.evil.example");
        QVERIFY(forged != bytes);
        QCOMPARE(parseProfile(forged).error().code, Errc::ProtocolViolation);
    }

    void neverWithoutEncryption()
    {
        QByteArray plain = kMail;
        plain.replace("<true/>", "<false/>").replace("<integer>993</integer>", "<integer>143</integer>");
        const auto accounts = parseProfile(profile(plain));
        QVERIFY(accounts);
        QCOMPARE(accounts->first().receive.security, Security::StartTls);
        QCOMPARE(accounts->first().receive.port, quint16(143));
        QCOMPARE(accounts->first().send.security, Security::StartTls);
    }

    void pop3IsToldApart()
    {
        QByteArray pop = kMail;
        pop.replace("EmailTypeIMAP", "EmailTypePOP").replace("<integer>993</integer>", "<integer>0</integer>");
        const auto accounts = parseProfile(profile(pop));
        QVERIFY(accounts);
        QCOMPARE(accounts->first().protocol, core::Protocol::Pop3);
        QCOMPARE(accounts->first().receive.port, quint16(995));
    }

    void whatCannotBeUsed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Errc>("code");
        QTest::newRow("nothing") << QByteArray() << Errc::ProtocolViolation;
        QTest::newRow("no account") << profile(kWifi) << Errc::NoSuchMailbox;
        QTest::newRow("no payload") << profile({}) << Errc::NoSuchMailbox;
        QTest::newRow("binary") << QByteArray("bplist00\xd1\x01\x02", 11) << Errc::ProtocolViolation;
        QTest::newRow("html") << QByteArray("<html><body>sign in first</body></html>") << Errc::ProtocolViolation;
        QTest::newRow("cut off") << profile(kMail).chopped(60) << Errc::ProtocolViolation;
        QTest::newRow("encrypted") << profile(kMail).replace(
            "PayloadDisplayName</key><string>Corp</string>", "EncryptedPayloadContent</key><data>AAAA</data>")
                                   << Errc::ProtocolViolation;
        QTest::newRow("a host that is none")
            << profile(QByteArray(kMail).replace("smtp.corp.example", "smtp corp")) << Errc::NoSuchMailbox;
        QTest::newRow("a line break in the host")
            << profile(QByteArray(kMail).replace("IMAP.corp.example", "a.b&#13;&#10;EVIL")) << Errc::NoSuchMailbox;
        QTest::newRow("a value without a key") << profile("<dict><string>x</string></dict>") << Errc::ProtocolViolation;
        QTest::newRow("deep") << profile(QByteArray("<array>").repeated(5000)) << Errc::ProtocolViolation;
        QTest::newRow("many") << profile(QByteArray("<dict/>").repeated(5000)) << Errc::ProtocolViolation;
        QTest::newRow("long") << QByteArray(providers::kMostProfile + 1, '<') << Errc::ProtocolViolation;
        const QByteArray bomb = profile(kMail).replace("PropertyList-1.0.dtd\">",
            "PropertyList-1.0.dtd\" [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY "
            "c "
            "\"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>");
        QTest::newRow("a bomb of entities") << QByteArray(bomb).replace("Corp", "&d;") << Errc::ProtocolViolation;
        QTest::newRow("an entity from a file")
            << profile(kMail)
                   .replace(
                       "PropertyList-1.0.dtd\">", "PropertyList-1.0.dtd\" [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")
                   .replace("t.yamada", "&x;")
            << Errc::ProtocolViolation;
    }
    void whatCannotBeUsed()
    {
        QFETCH(QByteArray, bytes);
        const auto accounts = parseProfile(bytes);
        QVERIFY(!accounts);
        QTEST(accounts.error().code, "code");
    }

    /** Whatever stands in the file: an end, and only what may go on the wire. */
    void anyFile()
    {
        const QByteArrayList bricks{"<", ">", "&amp;", "&#0;", "&#13;", "]]>", "<![CDATA[", "<!DOCTYPE x [",
            "<!ENTITY a \"b\">", "&a;", "<dict>", "</dict>", "<array>", "<key>", "</key>", "<true/>", "<integer>", "-1",
            "99999999999999999999", "\xff\xfe", "\0"_ba, "EmailTypePOP", "\x30\x80", QByteArray(400, 'h'),
            "<array>"_ba.repeated(300)};
        test::Fuzzing fuzzing(u"profile"_s, test::usual::autoconfig);
        const QByteArray good = profile(kWifi + kMail);
        const QByteArray der = signedBy(good, test::Identities::shared().folderForPrograms());
        const auto sound = [](const QByteArray &bytes) {
            const auto accounts = parseProfile(bytes);
            return !accounts || std::ranges::all_of(*accounts, [](const core::Account &account) {
                return std::ranges::all_of(
                    QList{account.receive, account.send}, [](const core::ServerSettings &server) {
                        return providers::isHostName(server.host) && server.port != 0
                            && server.security != core::Security::None
                            && std::ranges::none_of(server.user, [](QChar c) { return c < u' '; });
                    });
            });
        };
        if (fuzzing.given()) {
            QVERIFY(sound(fuzzing.given()->bytes.value(0)));
            return;
        }
        for (int run = 0; run < fuzzing.runs(); ++run) {
            QRandomGenerator random(fuzzing.seedOf(run));
            const QByteArray bytes = test::mutated(run % 4 == 0 ? der : good, bricks, random, random.bounded(1, 6));
            fuzzing.trying({fuzzing.seedOf(run), {bytes}});
            QVERIFY(sound(bytes));
        }
        fuzzing.passed();
    }

    void aPasswordInItIsNotTakenOver()
    {
        const auto accounts = parseProfile(profile(kMail));
        for (const core::ServerSettings &server : {accounts->first().receive, accounts->first().send})
            QVERIFY(!(server.user + server.auth + server.host).contains(u"canary"));
    }
};

QTEST_GUILESS_MAIN(ProfileTest)
#include "tst_profile.moc"
