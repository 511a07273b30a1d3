// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "certificates.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QSslKey>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::CertificateProblem;

namespace net
{

namespace
{
QString nameOf(const QStringList &commonName, const QString &wholeName)
{
    return commonName.isEmpty() || commonName.first().isEmpty() ? wholeName : commonName.first();
}

CertificateProblem problemOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::HostNameMismatch:
        return CertificateProblem::WrongName;
    case QSslError::CertificateExpired:
        return CertificateProblem::Expired;
    case QSslError::CertificateNotYetValid:
        return CertificateProblem::NotYetValid;
    case QSslError::SelfSignedCertificate:
        return CertificateProblem::SelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return CertificateProblem::UnknownIssuer;
    case QSslError::CertificateRevoked:
        return CertificateProblem::Revoked;
    default:
        return CertificateProblem::Other;
    }
}

bool namesHost(const QString &pattern, const QString &host)
{
    const QString name = pattern.toLower();
    if (!name.startsWith("*."_L1))
        return name == host;
    const qsizetype dot = host.indexOf(u'.'); // one label, and never a whole top-level domain
    return dot > 0 && name.count(u'.') > 1 && QStringView(host).sliced(dot) == QStringView(name).sliced(1);
}

/** Qt gives no bytes for kinds of keys it does not know (Ed25519); all those must not look like one key. */
QByteArray keyHash(const QSslCertificate &certificate)
{
    const QByteArray key = certificate.publicKey().toDer();
    return QCryptographicHash::hash(key.isEmpty() ? certificate.toDer() : key, QCryptographicHash::Sha256);
}
} // namespace

core::CertificateInfo certificateInfo(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.toDer();
    QStringList names;
    const auto alternatives = certificate.subjectAlternativeNames();
    for (auto it = alternatives.begin(); it != alternatives.end(); ++it)
        names.append(it.value());
    names.sort();
    return {.subject = nameOf(certificate.subjectInfo(QSslCertificate::CommonName), certificate.subjectDisplayName()),
        .issuer = nameOf(certificate.issuerInfo(QSslCertificate::CommonName), certificate.issuerDisplayName()),
        .organization = certificate.subjectInfo(QSslCertificate::Organization).join(u", "_s),
        .names = names,
        .notBefore = certificate.effectiveDate().toUTC(),
        .notAfter = certificate.expiryDate().toUTC(),
        .sha256 = QCryptographicHash::hash(der, QCryptographicHash::Sha256),
        .spkiSha256 = keyHash(certificate),
        .der = der};
}

QList<QSslError> withoutStaples(const QList<QSslError> &errors)
{
    QList<QSslError> others = errors;
    others.removeIf([](const QSslError &error) {
        return (error.error() >= QSslError::OcspNoResponseFound && error.error() <= QSslError::OcspStatusUnknown)
            || error.error() == QSslError::CertificateStatusUnknown;
    });
    return others;
}

QList<CertificateProblem> certificateProblems(const QList<QSslError> &errors)
{
    QList<CertificateProblem> problems;
    for (const QSslError &error : errors) {
        const CertificateProblem problem = problemOf(error.error());
        if (!problems.contains(problem))
            problems.append(problem);
    }
    std::ranges::sort(problems);
    return problems;
}

bool isIssuedTo(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    const QHostAddress address(host);
    if (!address.isNull()) {
        return std::ranges::any_of(names.values(QSsl::IpAddressEntry), [&](const QString &entry) {
            return QHostAddress(entry).isEqual(address, QHostAddress::TolerantConversion);
        });
    }
    const QString ascii = QString::fromLatin1(QUrl::toAce(host)).toLower();
    return std::ranges::any_of(
        names.values(QSsl::DnsEntry), [&](const QString &entry) { return namesHost(entry, ascii); });
}

} // namespace net
