// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "identities.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace test
{

namespace
{
QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString moment(int days)
{
    return QDateTime::currentDateTimeUtc().addDays(days).toString(u"yyyyMMddhhmmss'Z'"_s);
}
} // namespace

Identities::Identities()
{
    const QString key = makeKey(u"EC"_s);
    openssl({u"req"_s, u"-x509"_s, u"-new"_s, u"-key"_s, key, u"-sha256"_s, u"-days"_s, u"30"_s, u"-subj"_s,
        u"/CN=Scripted CA"_s, u"-addext"_s, u"basicConstraints=critical,CA:TRUE"_s, u"-addext"_s,
        u"keyUsage=critical,keyCertSign"_s, u"-out"_s, caFile()});
    QFile::rename(key, m_folder.filePath(u"ca.key"_s));
}

Identities &Identities::shared()
{
    static Identities identities;
    return identities;
}

bool Identities::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(u"openssl"_s, arguments);
    const bool good = process.waitForFinished() && process.exitCode() == 0;
    if (!good)
        qWarning("openssl %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
    m_good = m_good && good;
    return good;
}

QString Identities::makeKey(const QString &algorithm)
{
    const QString path = m_folder.filePath(u"%1.key"_s.arg(++m_count));
    QStringList arguments{u"genpkey"_s, u"-algorithm"_s, algorithm, u"-out"_s, path};
    if (algorithm == "EC"_L1)
        arguments << u"-pkeyopt"_s << u"ec_paramgen_curve:P-256"_s;
    else if (algorithm == "RSA"_L1)
        arguments << u"-pkeyopt"_s << u"rsa_keygen_bits:1024"_s;
    openssl(arguments);
    return path;
}

Identity Identities::read(const QString &certificate, const QString &key) const
{
    const QByteArray pem = contents(key);
    QSslKey read(pem, QSsl::Ec);
    if (read.isNull())
        read = QSslKey(pem, QSsl::Rsa);
    return {QSslCertificate::fromData(contents(certificate), QSsl::Pem), read};
}

Identity Identities::sign(const QString &key, const QString &subject, const QStringList &extensions, int from, int to)
{
    const QString request = m_folder.filePath(u"%1.csr"_s.arg(m_count));
    const QString out = m_folder.filePath(u"%1.pem"_s.arg(m_count));
    QStringList arguments{u"req"_s, u"-new"_s, u"-key"_s, key, u"-subj"_s, subject};
    for (const QString &extension : extensions)
        arguments << u"-addext"_s << extension;
    openssl(arguments << u"-out"_s << request);
    openssl({u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, caFile(), u"-CAkey"_s, u"ca.key"_s, u"-sha256"_s,
        u"-copy_extensions"_s, u"copy"_s, u"-not_before"_s, moment(from), u"-not_after"_s, moment(to), u"-out"_s, out});
    return read(out, key);
}

Identity Identities::issued(const QString &names, int days)
{
    return sign(makeKey(u"EC"_s), u"/CN=issued"_s, {u"subjectAltName="_s + names}, days < 0 ? days - 30 : -1, days);
}

QString Identities::folderForPrograms(const QString &flaw)
{
    if (flaw.isEmpty())
        issued();
    else
        flawed(flaw);
    for (const QString &end : {u"pem"_s, u"key"_s}) {
        QFile::remove(m_folder.filePath(u"server."_s + end));
        QFile::copy(m_folder.filePath(u"%1.%2"_s.arg(m_count).arg(end)), m_folder.filePath(u"server."_s + end));
    }
    return m_folder.path();
}

Identity Identities::flawed(const QString &flaw)
{
    const QString names = u"subjectAltName=DNS:localhost,IP:127.0.0.1"_s;
    const QString key = makeKey(flaw == "weak key"_L1 ? u"RSA"_s : u"EC"_s);
    if (flaw == "client only"_L1)
        return sign(key, u"/CN=issued"_s, {names, u"extendedKeyUsage=clientAuth"_s}, -1, 30);
    if (flaw == "common name only"_L1)
        return sign(key, u"/CN=localhost"_s, {}, -1, 30);
    return sign(key, u"/CN=issued"_s, {names}, flaw == "not yet valid"_L1 ? 5 : -1, 30);
}

Identity Identities::selfSigned(const QString &algorithm, const QString &names, int days)
{
    const QString key = makeKey(algorithm);
    const QString out = m_folder.filePath(u"%1.pem"_s.arg(m_count));
    openssl({u"req"_s, u"-x509"_s, u"-new"_s, u"-key"_s, key, u"-sha256"_s, u"-subj"_s, u"/CN=self"_s, u"-addext"_s,
        u"subjectAltName="_s + names, u"-not_before"_s, moment(days < 0 ? days - 30 : -1), u"-not_after"_s,
        moment(days), u"-out"_s, out});
    return read(out, key);
}

} // namespace test
