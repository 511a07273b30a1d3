// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl.h"
#include "tests/support/identities.h"
#include "tests/support/slapd.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::Ran;

/** `hikyakuctl directory` and the account's directory, against a real OpenLDAP. */
class DirectoryTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::Slapd> m_slapd;

    QJsonObject settings(const QString &user = test::Slapd::taroDn()) const
    {
        return {{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, m_slapd->tlsPort()}, {u"security"_s, u"tls"_s},
            {u"user"_s, user}, {u"base"_s, u"dc=example,dc=test"_s}};
    }
    void add(Ctl &ctl, const QString &user, const QJsonObject &directory) const
    {
        const Ran added
            = ctl.addAccount(user, [&](QJsonObject &account) { account.insert(u"directory"_s, directory); });
        QVERIFY2(added.code == 0, added.report());
    }
    static Ran search(const Ctl &ctl, const QStringList &words)
    {
        return ctl.json(u"directory"_s,
            QStringList{u"directory"_s} + words + QStringList{u"--ca-file"_s, test::Identities::shared().caFile()});
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_slapd = std::make_unique<test::Slapd>();
        QVERIFY2(m_slapd->isUp(), m_slapd->log());
    }

    void peopleAreFound()
    {
        Ctl ctl;
        add(ctl, u"user11"_s, settings());
        ctl.setPassword(u"taro pass"_s);
        const Ran ran = search(ctl, {u"山田"_s});
        QVERIFY2(ran.code == 0, ran.report());
        QStringList addresses;
        for (const QJsonValue &one : ran.array())
            addresses.append(one["address"_L1].toString());
        addresses.sort();
        QCOMPARE(addresses, (QStringList{u"t.yamada@example.test"_s, u"taro@example.test"_s}));
        QVERIFY(search(ctl, {u"many"_s, u"--limit"_s, u"3"_s}).array().size() == 3);
        QCOMPARE(search(ctl, {u"nobody"_s}).code, 2);
    }

    void theAccountFileHoldsIt()
    {
        Ctl ctl;
        add(ctl, u"user12"_s, settings());
        const QJsonObject kept
            = ctl.json(u"accounts"_s, {u"account"_s, u"list"_s}).array()[0][u"directory"_s].toObject();
        QJsonObject wanted = settings();
        wanted.insert(u"auth"_s, u"auto"_s);
        QCOMPARE(kept, wanted);
        for (const auto &[key, wrong] :
            {std::pair(u"port"_s, QJsonValue(0)), std::pair(u"security"_s, QJsonValue(u"ssl"_s)),
                std::pair(u"bases"_s, QJsonValue(u"dc=x"_s)), std::pair(u"host"_s, QJsonValue(u""_s))}) {
            QJsonObject directory = settings();
            directory.insert(key, wrong);
            QJsonObject account = Ctl::accountFile(u"user12"_s);
            account.insert(u"directory"_s, directory);
            const Ran ran = Ctl().run({u"account"_s, u"add"_s, u"-"_s}, QJsonDocument(account).toJson());
            QCOMPARE(ran.code, 1);
            QVERIFY2(ran.err.contains("directory." + key.toLatin1()), ran.report());
        }
    }

    void whatFailsIsNamed()
    {
        Ctl none;
        QCOMPARE(none.addAccount(u"user13"_s).code, 0);
        QCOMPARE(none.run({u"directory"_s, u"taro"_s}).code, 2);

        Ctl ctl;
        add(ctl, u"user13"_s, settings());
        ctl.setPassword(u"wrong"_s);
        QCOMPARE(search(ctl, {u"taro"_s}).code, 3);
        ctl.setPassword(u"taro pass"_s);
        const qsizetype before = m_slapd->log().count("BIND");
        QCOMPARE(ctl.run({u"directory"_s, u"taro"_s}).code, 4); // its authority is nobody's
        QCOMPARE(m_slapd->log().count("BIND"), before);

        Ctl gone;
        QJsonObject nowhere = settings();
        nowhere.insert(u"port"_s, test::MailStack::shared()->closedPort());
        add(gone, u"user13"_s, nowhere);
        QCOMPARE(search(gone, {u"taro"_s}).code, 5);
    }

    void theDoctorAsksIt_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("isTrusted");
        QTest::addColumn<QString>("result");
        QTest::addColumn<QString>("text");
        QTest::newRow("answers") << QString() << 0 << true << u"ok"_s << u"The directory answers."_s;
        // The password file is the mail's: the directory does not get to see it.
        QTest::newRow("password not kept") << test::Slapd::taroDn() << 0 << true << u"note"_s << u"its password"_s;
        QTest::newRow("not trusted") << QString() << 0 << false << u"problem"_s << u"certificate"_s;
        QTest::newRow("not there") << QString() << int(test::MailStack::shared()->closedPort()) << true << u"problem"_s
                                   << u"refused"_s;
    }
    void theDoctorAsksIt()
    {
        QFETCH(QString, user);
        QFETCH(int, port);
        QFETCH(bool, isTrusted);
        QFETCH(QString, result);
        QFETCH(QString, text);
        Ctl ctl;
        QJsonObject directory = settings(user);
        if (port != 0)
            directory.insert(u"port"_s, port);
        ctl.setPassword(test::MailStack::shared()->password(u"user18"_s));
        add(ctl, u"user18"_s, directory);
        const qsizetype binds = m_slapd->log().count("BIND");
        const QStringList trust{u"--ca-file"_s, test::Identities::shared().caFile()};
        const Ran ran = ctl.json(u"doctor"_s, QStringList{u"doctor"_s} + (isTrusted ? trust : QStringList()));
        QJsonArray rows;
        for (const QJsonValue &one : ran.object()["checks"_L1].toArray()) {
            if (one["area"_L1].toString() == "directory"_L1)
                rows.append(one);
        }
        QVERIFY2(rows.size() == 1, ran.report());
        QVERIFY(rows[0]["subject"_L1].toString().startsWith(u"user18 127.0.0.1:"_s));
        QCOMPARE(rows[0]["result"_L1].toString(), result);
        QVERIFY2(rows[0]["text"_L1].toString().contains(text), ran.report());
        if (!user.isEmpty())
            QCOMPARE(m_slapd->log().count("BIND"), binds);
    }

    void oneDirectoryThatIsDownHidesNoOther()
    {
        Ctl ctl;
        add(ctl, u"user14"_s, settings(QString()));
        QJsonObject nowhere = settings(QString());
        nowhere.insert(u"port"_s, test::MailStack::shared()->closedPort());
        add(ctl, u"user15"_s, nowhere);
        const Ran ran = search(ctl, {u"desk"_s});
        QCOMPARE(ran.code, 5);
        QCOMPARE(ran.array().size(), 1);
        QCOMPARE(ran.array()[0]["address"_L1].toString(), u"desk@example.test"_s);
    }

    void thePasswordIsNowhere()
    {
        Ctl ctl;
        add(ctl, u"user16"_s, settings());
        ctl.setPassword(u"taro pass"_s);
        ctl.setVariable(u"HIKYAKU_WIRE_LOG"_s, ctl.file(u"wire"_s));
        const Ran ran = search(ctl, {u"taro"_s});
        QVERIFY2(ran.code == 0, ran.report());
        QVERIFY(!ran.out.contains("taro pass") && !ran.err.contains("taro pass"));
        int files = 0;
        QDirIterator it(ctl.profile(), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("taro pass"));
            ++files;
        }
        QVERIFY(files > 1);
    }
};

QTEST_GUILESS_MAIN(DirectoryTest)
#include "tst_directory.moc"
