// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tlspolicy.h"

#include "tlsroots.h"

#include <QSslSocket>

#include <algorithm>

namespace net
{

namespace
{
/** What OpenSSL has switched off for its weakness, for the one server that knows nothing better (RFC 8996). */
void allowOldTls(QSslConfiguration &configuration)
{
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    configuration.setProtocol(QSsl::TlsV1_0OrLater);
    QT_WARNING_POP
    configuration.setBackendConfigurationOption("MinProtocol", QByteArray("TLSv1"));
    configuration.setBackendConfigurationOption("CipherString", QByteArray("DEFAULT:@SECLEVEL=0"));
}
} // namespace

void TlsPolicy::add(const core::NetworkSettings &network)
{
    for (const core::CertificateInfo &one : network.authorities)
        authorities.append(QSslCertificate(one.der, QSsl::Der));
    oldTls += network.oldTls;
}

QSslConfiguration TlsPolicy::configurationFor(const QString &host, quint16 port) const
{
    const bool mayBeOld = oldTls.contains(QStringLiteral("%1:%2").arg(host).arg(port));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    if (mayBeOld)
        allowOldTls(configuration);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setOcspStaplingEnabled(true); // see withoutStaples()
    configuration.addCaCertificates(TlsRoots::added() + authorities);
    if (own) {
        configuration.setLocalCertificateChain(QList{own->certificate} + own->issuers);
        configuration.setPrivateKey(own->key);
    }
    return configuration;
}

bool TlsPolicy::accepts(const core::TrustQuestion &question) const
{
    if (question.chain.isEmpty())
        return false;
    return std::ranges::any_of(exceptions, [&](const core::TrustException &e) {
        return e.host == question.host && e.port == question.port && e.spkiSha256 == question.chain.first().spkiSha256
            && std::ranges::all_of(question.problems, [&](auto problem) { return e.problems.contains(problem); });
    });
}

QByteArray TlsPolicy::changedKey(const core::TrustQuestion &question) const
{
    for (const core::TrustException &e : exceptions) {
        if (e.host == question.host && e.port == question.port && !question.chain.isEmpty()
            && e.spkiSha256 != question.chain.first().spkiSha256)
            return e.spkiSha256;
    }
    return {};
}

} // namespace net
