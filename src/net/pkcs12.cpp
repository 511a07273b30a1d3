// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pkcs12.h"

#include "certificates.h"

#include <QBuffer>
#include <QSslCertificateExtension>

#include <memory>

#include <openssl/err.h>
#include <openssl/pkcs12.h>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;
using core::Secret;

namespace net
{

namespace
{
constexpr qsizetype kMostBytes = 1 << 20; ///< a file of certificates has a few thousand
constexpr int kRounds = 200'000; ///< of PBKDF2 over the passphrase

template <auto release>
struct Releases {
    template <class T>
    void operator()(T *thing) const
    {
        release(thing);
    }
};
using Container = std::unique_ptr<PKCS12, Releases<PKCS12_free>>;
using Key = std::unique_ptr<EVP_PKEY, Releases<EVP_PKEY_free>>;
using Leaf = std::unique_ptr<X509, Releases<X509_free>>;
void freeChain(STACK_OF(X509) * chain)
{
    sk_X509_pop_free(chain, X509_free);
}
using Chain = std::unique_ptr<STACK_OF(X509), Releases<freeChain>>;

/** Null when it is no PKCS #12. */
Container parsed(const QByteArray &bytes)
{
    const auto *at = reinterpret_cast<const unsigned char *>(bytes.constData());
    Container container(d2i_PKCS12(nullptr, &at, long(std::min(bytes.size(), kMostBytes))));
    ERR_clear_error();
    return container;
}

/** The same under AES-256, and PBKDF2 as often as it should be today. */
Result<QByteArray> keptAnew(PKCS12 *container, const Secret &passphrase)
{
    const QByteArray words = passphrase.reveal();
    EVP_PKEY *rawKey = nullptr;
    X509 *rawLeaf = nullptr;
    STACK_OF(X509) *rawChain = nullptr;
    const bool isOpen = PKCS12_parse(container, words.constData(), &rawKey, &rawLeaf, &rawChain) == 1;
    const Key key(rawKey);
    const Leaf leaf(rawLeaf);
    const Chain chain(rawChain);
    const unsigned long why = ERR_peek_error();
    ERR_clear_error();
    if (!isOpen && ERR_GET_REASON(why) == ERR_R_UNSUPPORTED)
        return core::failure(Errc::InvalidInput, u"PKCS #12"_s, "encrypted in a way that is no longer supported");
    if (!isOpen || !key || !leaf)
        return core::failure(Errc::InvalidInput, u"PKCS #12"_s, "no key with its certificate");
    const Container kept(PKCS12_create(words.constData(), nullptr, key.get(), leaf.get(), chain.get(), NID_aes_256_cbc,
        NID_aes_256_cbc, kRounds, kRounds, 0));
    unsigned char *der = nullptr;
    const int size = kept ? i2d_PKCS12(kept.get(), &der) : -1;
    ERR_clear_error();
    if (size <= 0)
        return core::failure(Errc::Internal, u"PKCS #12"_s);
    const QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return bytes;
}

bool mayVouch(const QSslCertificate &certificate)
{
    if (certificate.isSelfSigned())
        return true;
    const auto extensions = certificate.extensions();
    return std::ranges::any_of(extensions, [](const QSslCertificateExtension &one) {
        return one.name() == "basicConstraints"_L1 && one.value().toMap().value(u"ca"_s).toBool();
    });
}
} // namespace

Result<OwnCertificate> openPkcs12(const QByteArray &pkcs12, const Secret &passphrase)
{
    const Container container = parsed(pkcs12);
    if (!container)
        return core::failure(Errc::InvalidInput, u"PKCS #12"_s);
    const QByteArray words = passphrase.reveal();
    const bool fits = PKCS12_verify_mac(container.get(), words.constData(), int(words.size())) == 1;
    ERR_clear_error();
    if (!fits)
        return core::failure(Errc::PassphraseNeeded, u"PKCS #12"_s);
    QBuffer buffer;
    buffer.setData(pkcs12);
    buffer.open(QIODevice::ReadOnly);
    OwnCertificate own;
    if (!QSslCertificate::importPkcs12(&buffer, &own.key, &own.certificate, &own.issuers, words))
        return core::failure(Errc::InvalidInput, u"PKCS #12"_s, "no key that can be used for TLS");
    return own;
}

Result<CertificateFile> readCertificates(const QByteArray &file, const Secret &passphrase)
{
    if (file.size() > kMostBytes)
        return core::failure(Errc::InvalidInput, u"certificate"_s, "larger than any certificate");
    CertificateFile found;
    if (const Container container = parsed(file)) {
        const QByteArray words = passphrase.reveal();
        const bool fits = PKCS12_verify_mac(container.get(), words.constData(), int(words.size())) == 1;
        ERR_clear_error();
        if (!fits || words.isEmpty())
            return core::failure(Errc::PassphraseNeeded, u"PKCS #12"_s);
        return keptAnew(container.get(), passphrase).and_then([&](const QByteArray &kept) {
            return openPkcs12(kept, passphrase).transform([&](const OwnCertificate &own) {
                found.own = core::ClientCertificate{certificateInfo(own.certificate), kept};
                return found;
            });
        });
    }
    QList<QSslCertificate> certificates = QSslCertificate::fromData(file, QSsl::Pem);
    if (certificates.isEmpty())
        certificates = QSslCertificate::fromData(file, QSsl::Der);
    for (const QSslCertificate &one : std::as_const(certificates)) {
        if (mayVouch(one))
            found.authorities.append(certificateInfo(one));
    }
    if (found.authorities.isEmpty())
        return core::failure(Errc::InvalidInput, u"certificate"_s,
            certificates.isEmpty() ? "no certificate is in it" : "it cannot vouch for others");
    return found;
}

Result<core::NetworkSettings> described(core::NetworkSettings network)
{
    for (core::CertificateInfo &one : network.authorities) {
        const QSslCertificate certificate(one.der, QSsl::Der);
        if (certificate.isNull() || !mayVouch(certificate))
            return core::failure(Errc::InvalidInput, u"authorities"_s);
        one = certificateInfo(certificate);
    }
    return network;
}

} // namespace net
