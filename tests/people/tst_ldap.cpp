// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/connectto.h"
#include "net/initialize.h"
#include "net/tlsroots.h"
#include "people/ldapconnection.h"
#include "tests/support/coroutine.h"
#include "tests/support/identities.h"
#include "tests/support/slapd.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace people;
using core::Errc;
using core::Security;

class LdapTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::Slapd> m_slapd;

    DirectoryLogin login(Security security, const QString &user = {}, const QString &password = {},
        const QString &auth = u"auto"_s) const
    {
        const quint16 port = security == Security::Tls ? m_slapd->tlsPort() : m_slapd->port();
        return {.server = {u"127.0.0.1"_s, port, security, auth, user},
            .password = core::Secret(password),
            .logName = u"test/directory"_s};
    }
    DirectoryLogin taro(Security security = Security::Tls) const
    {
        return login(security, test::Slapd::taroDn(), u"taro pass"_s);
    }
    static core::Result<core::PeopleFound> found(
        const DirectoryLogin &login, const QString &text, int limit = 20, const QString &language = u"ja"_s)
    {
        LdapConnection directory;
        if (auto opened = test::waitFor(directory.open(login)); !opened)
            return std::unexpected(opened.error());
        return test::waitFor(directory.search(text, limit, language));
    }
    static QStringList addresses(const core::Result<core::PeopleFound> &result)
    {
        QStringList out;
        for (const core::Person &person : result ? result->people : QList<core::Person>())
            out.append(person.address.address);
        out.sort();
        return out;
    }

private Q_SLOTS:
    void initTestCase()
    {
        net::initialize();
        QVERIFY(test::Identities::shared().isGood());
        QVERIFY(net::TlsRoots::addFromFile(test::Identities::shared().caFile()));
        m_slapd = std::make_unique<test::Slapd>();
        QVERIFY2(m_slapd->isUp(), m_slapd->log());
    }

    void peopleAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("wanted");
        const QStringList both{u"t.yamada@example.test"_s, u"taro@example.test"_s};
        QTest::newRow("a Japanese family name") << u"山田"_s << both;
        QTest::newRow("a name and the other, with a wide space") << u"太郎　山田"_s << both;
        QTest::newRow("how it is said") << u"やまだ"_s << both;
        QTest::newRow("Latin, any case, two words") << u"yamada TARO"_s << both;
        QTest::newRow("the middle of a name") << u"amad tar"_s << both;
        QTest::newRow("an address") << u"t.yam"_s << both;
        QTest::newRow("nobody without an address, no malformed one")
            << u"yamada"_s << QStringList{u"odd@example.test"_s} + both;
        QTest::newRow("a star is a star") << u"odd*one"_s << QStringList{u"odd@example.test"_s};
        QTest::newRow("and no wildcard") << u"o*d"_s << QStringList();
        QTest::newRow("parentheses close nothing") << u"*)(uid=*))(|(uid=*"_s << QStringList();
        QTest::newRow("nor does a backslash") << u"\\2a"_s << QStringList();
        QTest::newRow("nothing") << u" 　 "_s << QStringList();
    }
    void peopleAreFound()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, wanted);
        const auto result = found(taro(), text);
        QVERIFY2(result,
            result ? "" : qPrintable(result.error().context + u' ' + QString::fromUtf8(result.error().serverText)));
        QCOMPARE(addresses(result), wanted);
    }

    void namesAreInTheLanguageOfTheReader()
    {
        const auto japanese = found(taro(), u"taro"_s);
        QVERIFY(japanese && !japanese->people.isEmpty());
        QCOMPARE(japanese->people[0].address.name, u"山田 太郎"_s);
        QCOMPARE(japanese->people[0].organization, u"株式会社例 営業部"_s);
        const auto english = found(taro(), u"taro"_s, 20, u"en"_s);
        QVERIFY(english && !english->people.isEmpty());
        QCOMPARE(english->people[0].address.name, u"Taro Yamada"_s);
        QCOMPARE(english->people[0].organization, u"Example Inc. Sales"_s);
    }

    void moreThanAskedForIsTold()
    {
        const auto result = found(taro(), u"many"_s, 5);
        QVERIFY(result);
        QCOMPARE(result->people.size(), 5);
        QVERIFY(result->more);
        const auto all = found(taro(), u"many"_s, 7);
        QVERIFY(all);
        QVERIFY(!all->more);
    }

    void oneConnectionAnswersAgain()
    {
        LdapConnection directory;
        QVERIFY(test::waitFor(directory.open(taro(Security::StartTls))));
        for (const char *text : {"taro", "many", "taro"})
            QVERIFY(!addresses(test::waitFor(directory.search(QString::fromLatin1(text), 20, u"ja"_s))).isEmpty());
        QVERIFY(directory.isOpen());
    }

    void signingIn_data()
    {
        QTest::addColumn<Security>("security");
        QTest::addColumn<QString>("auth");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<std::optional<Errc>>("refused");
        const QString dn = test::Slapd::taroDn(), word = u"taro pass"_s;
        const std::optional<Errc> good, wrong = Errc::AuthenticationFailed, none = Errc::NoCommonMechanism;
        QTest::newRow("simple, LDAPS") << Security::Tls << u"auto"_s << dn << word << good;
        QTest::newRow("simple, StartTLS") << Security::StartTls << u"simple"_s << dn << word << good;
        QTest::newRow("simple never in clear") << Security::None << u"auto"_s << dn << word << none;
        QTest::newRow("wrong password") << Security::Tls << u"auto"_s << dn << u"taro"_s << wrong;
        QTest::newRow("no password is no sign-in") << Security::Tls << u"auto"_s << dn << QString() << wrong;
        QTest::newRow("not a DN") << Security::Tls << u"auto"_s << u"taro"_s << word << wrong;
        for (const auto security : {Security::Tls, Security::StartTls, Security::None}) {
            for (const char *auth : {"scram-sha-256", "scram-sha-1", "digest-md5", "cram-md5"}) {
                const QByteArray where = core::securityName(security).toLatin1();
                QTest::addRow("%s, %s", auth, where.constData())
                    << security << QString::fromLatin1(auth) << u"taro"_s << word << good;
            }
        }
        QTest::newRow("plain, LDAPS") << Security::Tls << u"plain"_s << u"taro"_s << word << good;
        QTest::newRow("plain never in clear") << Security::None << u"plain"_s << u"taro"_s << word << none;
        QTest::newRow("SCRAM, wrong password") << Security::Tls << u"scram-sha-256"_s << u"taro"_s << u"x"_s << wrong;
        QTest::newRow("CRAM-MD5, wrong password") << Security::Tls << u"cram-md5"_s << u"taro"_s << u"x"_s << wrong;
        QTest::newRow("not offered") << Security::Tls << u"xoauth2"_s << u"taro"_s << word << none;
    }
    void signingIn()
    {
        QFETCH(Security, security);
        QFETCH(QString, auth);
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(std::optional<Errc>, refused);
        const auto result = found(login(security, user, password, auth), u"taro"_s);
        if (refused) {
            QVERIFY(!result);
            QCOMPARE(core::errcName(result.error().code), core::errcName(*refused));
            QVERIFY(!m_slapd->log().contains("taro pass"));
            return;
        }
        QVERIFY2(result,
            result ? "" : qPrintable(result.error().context + u' ' + QString::fromUtf8(result.error().serverText)));
        QCOMPARE(addresses(result).size(), 2); // nobody else sees him
    }

    void withoutSigningInOneSeesWhatIsOpen()
    {
        QCOMPARE(addresses(found(login(Security::Tls), u"desk"_s)), QStringList{u"desk@example.test"_s});
        QCOMPARE(addresses(found(login(Security::Tls), u"taro"_s)), QStringList());
    }

    void aBaseThatIsNotThereIsTold()
    {
        auto wrong = taro();
        wrong.base = u"dc=elsewhere,dc=test"_s;
        const auto result = found(wrong, u"taro"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::ServerRefused);
        QVERIFY2(result.error().serverText.contains("No such object"), result.error().serverText);
    }

    void aCertificateThatDoesNotVerifyHearsNothing_data()
    {
        QTest::addColumn<Security>("security");
        QTest::newRow("LDAPS") << Security::Tls;
        QTest::newRow("StartTLS") << Security::StartTls;
    }
    void aCertificateThatDoesNotVerifyHearsNothing()
    {
        QFETCH(Security, security);
        auto named = taro(security);
        named.server.host = u"directory.example"_s; // the certificate does not name it
        LdapConnection directory;
        const qsizetype before = m_slapd->log().count("BIND");
        QVERIFY(net::ConnectTo::add(u"directory.example:%1=127.0.0.1:%1"_s.arg(named.server.port)));
        const auto opened = test::waitFor(directory.open(named));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Errc::CertificateUntrusted);
        QVERIFY(directory.trustQuestion());
        QVERIFY(directory.trustQuestion()->problems.contains(core::CertificateProblem::WrongName));
        QCOMPARE(m_slapd->log().count("BIND"), before);
    }

    void aServerThatHasGoneIsTold()
    {
        auto gone = std::make_unique<test::Slapd>();
        QVERIFY(gone->isUp());
        auto settings = taro();
        settings.server.port = gone->tlsPort();
        LdapConnection directory;
        QVERIFY(test::waitFor(directory.open(settings)));
        gone.reset();
        const auto result = test::waitFor(directory.search(u"taro"_s, 20, u"ja"_s));
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::ConnectionLost);
        QVERIFY(!directory.isOpen());
        LdapConnection again;
        QCOMPARE(test::waitFor(again.open(settings)).error().code, Errc::ConnectionRefused);
    }
};

QTEST_GUILESS_MAIN(LdapTest)
#include "tst_ldap.moc"
