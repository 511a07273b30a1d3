// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "slapd.h"

#include "identities.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace test
{

namespace
{
constexpr auto kSettings = R"(include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile @/slapd.pid
argsfile @/slapd.args
TLSCACertificateFile %ca
TLSCertificateFile %tls/server.pem
TLSCertificateKeyFile %tls/server.key
TLSVerifyClient never
attributeoptions lang- phonetic
authz-regexp "uid=([^,]+),cn=.*,cn=auth" "uid=$1,ou=people,dc=example,dc=test"
sasl-secprops none
password-hash {CLEARTEXT}
%more
access to attrs=userPassword by anonymous auth by self read by * none
access to dn.subtree="ou=open,dc=example,dc=test" by * read
access to dn.base="" by * read
access to dn.base="dc=example,dc=test" by * read
access to * by users read by anonymous auth
database mdb
suffix "dc=example,dc=test"
rootdn "cn=admin,dc=example,dc=test"
directory @/db
maxsize 16777216
dbnosync
)";

constexpr auto kPeople = R"(dn: dc=example,dc=test
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ou=people,dc=example,dc=test
objectClass: organizationalUnit
ou: people

dn: ou=open,dc=example,dc=test
objectClass: organizationalUnit
ou: open

dn: uid=desk,ou=open,dc=example,dc=test
objectClass: inetOrgPerson
uid: desk
cn: Front Desk
sn: Desk
mail: desk@example.test

dn: uid=taro,ou=people,dc=example,dc=test
objectClass: inetOrgPerson
uid: taro
cn: Taro Yamada
cn;lang-ja: 山田 太郎
cn;lang-ja;phonetic: やまだ たろう
sn: Yamada
sn;lang-ja: 山田
givenName: Taro
givenName;lang-ja: 太郎
mail: taro@example.test
mail: t.yamada@example.test
o: Example Inc.
o;lang-ja: 株式会社例
ou: Sales
ou;lang-ja: 営業部
userPassword: taro pass

dn: uid=nomail,ou=people,dc=example,dc=test
objectClass: inetOrgPerson
uid: nomail
cn: Nomail Yamada
sn: Yamada

dn: uid=odd,ou=people,dc=example,dc=test
objectClass: inetOrgPerson
uid: odd
cn: Odd*One (Yamada)
sn: Odd
mail: not an address
mail: odd@example.test
)";

quint16 freePort()
{
    QTcpServer probe; // its port is ours a moment later
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}
} // namespace

Slapd::Slapd(const QByteArray &settings)
    : m_port(freePort())
    , m_tlsPort(freePort())
{
    auto &identities = Identities::shared();
    QByteArray text(kSettings);
    text.replace("@", m_folder.path().toUtf8())
        .replace("%ca", identities.caFile().toUtf8())
        .replace("%tls", identities.folderForPrograms().toUtf8())
        .replace("%more", settings);
    QByteArray people(kPeople);
    for (int i = 0; i < 7; ++i) {
        const QByteArray n = QByteArray::number(i);
        people += "\ndn: uid=many" + n + ",ou=people,dc=example,dc=test\nobjectClass: inetOrgPerson\nuid: many" + n
            + "\ncn: Many " + n + "\nsn: Many\nmail: many" + n + "@example.test\n";
    }
    const QString config = m_folder.filePath(u"slapd.conf"_s), data = m_folder.filePath(u"people.ldif"_s);
    QDir(m_folder.path()).mkdir(u"db"_s);
    if (!write(config, text) || !write(data, people))
        return;
    const QString log = m_folder.filePath(u"log"_s);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(log);
    m_process.start(u"slapadd"_s, {u"-q"_s, u"-f"_s, config, u"-l"_s, data});
    if (!m_process.waitForFinished(20'000) || m_process.exitCode() != 0)
        return;
    m_process.setStandardOutputFile(log, QIODevice::Append);
    m_process.start(u"slapd"_s,
        {u"-f"_s, config, u"-d"_s, u"stats"_s, u"-h"_s,
            u"ldap://127.0.0.1:%1 ldaps://127.0.0.1:%2"_s.arg(m_port).arg(m_tlsPort)});
    m_up = QTest::qWaitFor(
        [this] {
            QTcpSocket probe;
            probe.connectToHost(QHostAddress(QHostAddress::LocalHost), m_tlsPort);
            return probe.waitForConnected(500);
        },
        20'000);
}

Slapd::~Slapd()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
}

QByteArray Slapd::log() const
{
    QFile file(m_folder.filePath(u"log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace test
