// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "channelbinding.h"

#include <QCryptographicHash>
#include <QSslCertificate>

#include <openssl/x509.h>

#include <memory>
#include <optional>

namespace net
{

namespace
{
std::optional<QCryptographicHash::Algorithm> hashOf(int digest)
{
    switch (digest) {
    case NID_md5:
    case NID_sha1:
    case NID_sha256:
        return QCryptographicHash::Sha256;
    case NID_sha224:
        return QCryptographicHash::Sha224;
    case NID_sha384:
        return QCryptographicHash::Sha384;
    case NID_sha512:
        return QCryptographicHash::Sha512;
    default:
        return std::nullopt;
    }
}
} // namespace

QByteArray tlsServerEndPoint(const QSslCertificate &leaf)
{
    const QByteArray der = leaf.toDer();
    auto bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<X509, void (*)(X509 *)> certificate(d2i_X509(nullptr, &bytes, long(der.size())), X509_free);
    int digest = NID_undef;
    // Knows RSASSA-PSS too, where the hash stands in the parameters.
    if (!certificate || !X509_get_signature_info(certificate.get(), &digest, nullptr, nullptr, nullptr))
        return {};
    const auto algorithm = hashOf(digest);
    return algorithm ? QCryptographicHash::hash(der, *algorithm) : QByteArray();
}

} // namespace net
