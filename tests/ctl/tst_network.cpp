// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The network of an account on the command line: its file, the way through a proxy, what the doctor says.

#include "ctl.h"
#include "tests/support/mailstack.h"
#include "tests/support/realproxy.h"

#include <QDirIterator>
#include <QProcess>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::ProxyKind;
using test::Ctl;
using test::MailStack;
using test::Ran;
using test::RealProxy;

namespace
{
const QString kWord = u"CANARYproxy77"_s;
const QString kPassphrase = u"CANARY passphrase"_s;

QJsonObject proxyObject(const RealProxy &proxy)
{
    const core::ProxySettings settings = proxy.settings();
    return {{u"type"_s, core::proxyKindName(settings.kind)}, {u"host"_s, settings.host}, {u"port"_s, settings.port},
        {u"user"_s, settings.user}};
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(path));
    return file.readAll();
}

/** Of a certificate that nobody asked for: it is opened, kept and told. */
QByteArray madePkcs12(const Ctl &ctl)
{
    const QString key = ctl.file(u"own.key"_s), certificate = ctl.file(u"own.pem"_s), file = ctl.file(u"own.p12"_s);
    const auto openssl = [](const QStringList &arguments) {
        if (QProcess::execute(u"openssl"_s, arguments) != 0)
            qFatal("openssl");
    };
    openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, key, u"-out"_s, certificate,
        u"-days"_s, u"5"_s, u"-subj"_s, u"/CN=Taro Yamada"_s, u"-quiet"_s});
    openssl({u"pkcs12"_s, u"-export"_s, u"-in"_s, certificate, u"-inkey"_s, key, u"-out"_s, file, u"-passout"_s,
        u"pass:"_s + kPassphrase});
    QFile::remove(key);
    return bytesOf(file);
}
} // namespace

class NetworkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void synchronisesThroughAProxy_data()
    {
        QTest::addColumn<ProxyKind>("kind");
        QTest::newRow("SOCKS5") << ProxyKind::Socks5;
        QTest::newRow("HTTP") << ProxyKind::HttpConnect;
    }
    void synchronisesThroughAProxy()
    {
        QFETCH(ProxyKind, kind);
        const RealProxy proxy(kind, u"office"_s, kWord);
        QVERIFY(proxy.isRunning());
        Ctl ctl;
        ctl.setVariable(u"HIKYAKU_LOG_DIR"_s, ctl.file(u"log"_s));
        QVERIFY(QDir().mkpath(ctl.file(u"log"_s)));
        const Ran added = ctl.addAccount(
            u"user15"_s, [&](QJsonObject &account) { account.insert(u"proxy"_s, proxyObject(proxy)); });
        QVERIFY2(added.code == 0, added.report());
        QCOMPARE(added.object()["proxy"_L1].toObject(), proxyObject(proxy));
        const Ran unknown = ctl.run({u"sync"_s});
        QVERIFY2(unknown.code == 3, unknown.report());
        QVERIFY2(unknown.err.contains("No password is known for the proxy"), unknown.report());
        const QString good = ctl.write(u"proxy-password"_s, kWord.toUtf8() + '\n');
        const Ran synced = ctl.run({u"sync"_s, u"--proxy-password-file"_s, good});
        QVERIFY2(synced.code == 0, synced.report());
        const Ran bad = ctl.run({u"sync"_s, u"--json"_s, u"--proxy-password-file"_s, ctl.write(u"other"_s, "wrong\n")});
        QCOMPARE(bad.code, 3);
        QCOMPARE(bad.failure()["code"_L1].toString(), u"proxy-authentication-failed"_s);
        const Ran doctor = ctl.run({u"doctor"_s, u"--proxy-password-file"_s, good});
        QVERIFY2(doctor.out.contains("ok  user15: Connects through the "), doctor.report());
        QVERIFY2(doctor.out.contains("ok  user15: Signed in."), doctor.report());
        // The proxy's password is in no file but the one that we wrote.
        for (QDirIterator files(ctl.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            files.hasNext();) {
            const QString path = files.next();
            const QByteArray bytes = bytesOf(path);
            const QByteArray basic = ("office:" + kWord.toUtf8()).toBase64();
            QVERIFY2(path == good || (!bytes.contains(kWord.toUtf8()) && !bytes.contains(basic)), qPrintable(path));
        }
    }

    void setUpGoesThroughTheProxyThatIsNamed_data() { synchronisesThroughAProxy_data(); }
    void setUpGoesThroughTheProxyThatIsNamed()
    {
        QFETCH(ProxyKind, kind);
        const RealProxy proxy(kind, u"office"_s, kWord);
        QVERIFY(proxy.isRunning());
        Ctl ctl;
        ctl.setPassword(MailStack::shared()->password(u"user17"_s));
        const core::ProxySettings way = proxy.settings();
        const QString url = u"%1://office@%2:%3"_s.arg(core::proxyKindName(kind), way.host, QString::number(way.port));
        const QStringList setUp{u"setup"_s, u"user17@example.test"_s, u"--proxy"_s, url};
        const Ran unknown = ctl.run(setUp);
        QVERIFY2(unknown.code == 3 && unknown.err.contains("No password is known for the proxy"), unknown.report());
        const QString bad = ctl.write(u"bad"_s, "wrong\n");
        const Ran refused = ctl.run(setUp + QStringList{u"--json"_s, u"--proxy-password-file"_s, bad});
        QCOMPARE(refused.failure()["code"_L1].toString(), u"proxy-authentication-failed"_s);
        const QString good = ctl.write(u"proxy-password"_s, kWord.toUtf8() + '\n');
        const Ran ran = ctl.json(u"setup"_s, setUp + QStringList{u"--proxy-password-file"_s, good});
        QVERIFY2(ran.code == 0, ran.report());
        QCOMPARE(ran.object()["account"_L1]["proxy"_L1].toObject(), proxyObject(proxy));
        QVERIFY(!ran.out.contains(kWord.toUtf8()) && !ran.err.contains(kWord.toUtf8()));
        const Ran synced = ctl.run({u"sync"_s, u"--proxy-password-file"_s, good});
        QVERIFY2(synced.code == 0, synced.report());
    }

    void whatIsNoProxyIsAnError_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("words");
        QTest::newRow("password") << u"socks5://office:CANARYproxy77@127.0.0.1:1080"_s << u"--proxy-password-file"_s;
        QTest::newRow("empty password") << u"http://office:@127.0.0.1:1080"_s << u"--proxy-password-file"_s;
        for (const QString &url : {u"127.0.0.1:1080"_s, u"socks4://127.0.0.1:1080"_s, u"http://127.0.0.1"_s,
                 u"socks5://:1080"_s, u"http://127.0.0.1:1080/way"_s, u"http://127.0.0.1:99999"_s, u"system:1"_s})
            QTest::newRow(qPrintable(url)) << url << u"--proxy wants"_s;
    }
    void whatIsNoProxyIsAnError()
    {
        QFETCH(QString, url);
        QFETCH(QString, words);
        Ctl ctl;
        ctl.setPassword(u"word"_s);
        const Ran ran = ctl.run({u"setup"_s, u"user17@example.test"_s, u"--proxy"_s, url});
        QVERIFY2(ran.code == 1, ran.report());
        QVERIFY2(ran.err.contains(words.toUtf8()) && !ran.err.contains("CANARY"), ran.report());
    }

    void straightIsAWayToo()
    {
        Ctl ctl;
        ctl.setPassword(MailStack::shared()->password(u"user17"_s));
        ctl.setVariable(u"http_proxy"_s, u"http://127.0.0.1:%1"_s.arg(MailStack::shared()->closedPort()));
        const QStringList setUp{u"setup"_s, u"user17@example.test"_s, u"--dry-run"_s};
        QCOMPARE(ctl.run(setUp).code, 5);
        const Ran straight = ctl.json(u"setup"_s, setUp + QStringList{u"--proxy"_s, u"none"_s});
        QVERIFY2(straight.code == 0, straight.report());
        QCOMPARE(straight.object()["account"_L1]["proxy"_L1]["type"_L1].toString(), u"none"_s);
    }

    void anAccountFileHoldsCertificates()
    {
        Ctl ctl;
        const QByteArray pkcs12 = madePkcs12(ctl);
        const QString authority = QString::fromLatin1(bytesOf(MailStack::shared()->caFile()));
        const QString passphrase = ctl.write(u"passphrase"_s, kPassphrase.toUtf8() + '\n');
        QJsonObject file = Ctl::accountFile(u"user16"_s);
        file.insert(u"authorities"_s, QJsonArray{authority});
        file.insert(u"certificate"_s, QString::fromLatin1(pkcs12.toBase64()));
        file.insert(u"oldTls"_s, QJsonArray{u"smtp.example.test:587"_s});
        const QString path = ctl.write(u"account.json"_s, QJsonDocument(file).toJson());
        const Ran wrong = ctl.run({u"account"_s, u"add"_s, path, u"--passphrase-file"_s, ctl.write(u"no"_s, "no\n")});
        QVERIFY2(wrong.code == 3, wrong.report());
        const Ran added = ctl.json(u"account"_s, {u"account"_s, u"add"_s, path, u"--passphrase-file"_s, passphrase});
        QVERIFY2(added.code == 0, added.report());
        QCOMPARE(added.object()["certificate"_L1]["subject"_L1].toString(), u"Taro Yamada"_s);
        QVERIFY(!added.out.contains(pkcs12.toBase64().left(60)));
        const Ran list = ctl.json(u"accounts"_s, {u"account"_s, u"list"_s});
        const QJsonObject told = list.array().first().toObject();
        QCOMPARE(told["authorities"_L1].toArray().size(), 1);
        QCOMPARE(QString(told["authorities"_L1][0].toString()).remove(u'\n'), QString(authority).remove(u'\n'));
        // What list tells can be given back: the certificate stays, and needs no passphrase for that.
        QJsonObject edited = told;
        edited.insert(u"fullName"_s, u"太郎"_s);
        const Ran again
            = ctl.json(u"account"_s, {u"account"_s, u"edit"_s, u"user16"_s, u"-"_s}, QJsonDocument(edited).toJson());
        QVERIFY2(again.code == 0, again.report());
        QCOMPARE(again.object()["certificate"_L1], told["certificate"_L1]);
        const Ran doctor = ctl.json(u"doctor"_s, {u"doctor"_s});
        QVERIFY2(doctor.out.contains("Taro Yamada"), doctor.report());
        QVERIFY2(doctor.out.contains("smtp.example.test:587 may use TLS 1.0"), doctor.report());
    }

    void slipsInTheFileAreErrors_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *name, const QString &key, const QJsonValue &value, const QString &named) {
            QTest::newRow(name) << key << value << named;
        };
        row("a proxy of no kind", u"proxy"_s, QJsonObject{{u"type"_s, u"socks4"_s}}, u"proxy.type"_s);
        row("a proxy without a name", u"proxy"_s, QJsonObject{{u"type"_s, u"socks5"_s}, {u"port"_s, 1080}},
            u"proxy.host"_s);
        row("a proxy without a port", u"proxy"_s, QJsonObject{{u"type"_s, u"http"_s}, {u"host"_s, u"a"_s}},
            u"proxy.port"_s);
        row("a place for no proxy", u"proxy"_s,
            QJsonObject{{u"type"_s, u"none"_s}, {u"host"_s, u"a"_s}, {u"port"_s, 1}}, u"proxy.port"_s);
        row("a password where it does not belong", u"proxy"_s,
            QJsonObject{{u"type"_s, u"system"_s}, {u"password"_s, u"x"_s}}, u"proxy.password"_s);
        row("no certificate", u"authorities"_s, QJsonArray{u"hello"_s}, u"authorities"_s);
        row("a frame around nothing", u"authorities"_s,
            QJsonArray{u"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"_s}, u"authorities"_s);
        row("no PKCS #12", u"certificate"_s, u"%%%"_s, u"certificate"_s);
        row("another certificate than is there", u"certificate"_s, QJsonObject{{u"sha256"_s, u"00"_s}},
            u"certificate"_s);
    }
    void slipsInTheFileAreErrors()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(QString, named);
        Ctl ctl;
        QJsonObject account = Ctl::accountFile(u"user17"_s);
        account.insert(key, value);
        const Ran ran = ctl.run({u"account"_s, u"add"_s, u"-"_s, u"--json"_s}, QJsonDocument(account).toJson());
        QVERIFY2(ran.code == 1, ran.report());
        QVERIFY2(ran.failure()["context"_L1].toString().contains(named), ran.report());
    }
};

QTEST_GUILESS_MAIN(NetworkTest)
#include "tst_network.moc"
