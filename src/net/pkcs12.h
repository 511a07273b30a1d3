// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/error.h"
#include "core/secret.h"
#include "tlspolicy.h"

namespace net
{

/**
 * The certificate, its key and what was issued above it, of a PKCS #12 file (RFC 7292). PassphraseNeeded when the
 * passphrase does not open it; InvalidInput when it is no such file, has no key, or none that TLS here can use.
 */
core::Result<OwnCertificate> openPkcs12(const QByteArray &pkcs12, const core::Secret &passphrase);

/** What a file of certificates has to offer to an account. */
struct CertificateFile {
    QList<core::CertificateInfo> authorities; ///< each may vouch for a server: an authority, or one that signed itself
    std::optional<core::ClientCertificate> own;
};

/**
 * Reads PEM, DER or PKCS #12. The key of the last is encrypted anew with AES-256 under the same passphrase, which must
 * not be empty: what a file used years ago is no way to keep a key today. PassphraseNeeded, InvalidInput.
 */
core::Result<CertificateFile> readCertificates(const QByteArray &file, const core::Secret &passphrase);

/** With what is in each authority as its own bytes say it; InvalidInput when one is no certificate or cannot vouch. */
core::Result<core::NetworkSettings> described(core::NetworkSettings network);

} // namespace net
