// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>

namespace test
{

/** What a server shows in TLS: its key, its certificate, and the ones above. */
struct Identity {
    QList<QSslCertificate> chain; ///< leaf first
    QSslKey key;

    QSslCertificate leaf() const { return chain.value(0); }
};

/**
 * A throw-away certificate authority, made with openssl when the test starts. Certificates name `localhost` and
 * 127.0.0.1.
 */
class Identities
{
public:
    Identities();

    QString caFile() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    /** Signed by the authority; valid from now for `days`, which may be negative: then it has expired. */
    Identity issued(const QString &names = QStringLiteral("DNS:localhost,IP:127.0.0.1"), int days = 30);
    /**
     * Signed by the authority and no good all the same: "client only", "common name only", "weak key" (RSA of 1024
     * bits), "not yet valid".
     */
    Identity flawed(const QString &flaw);
    /** `algorithm` as for `openssl genpkey`. */
    Identity selfSigned(const QString &algorithm = QStringLiteral("EC"),
        const QString &names = QStringLiteral("DNS:localhost,IP:127.0.0.1"), int days = 30);

    /** Writes `server.pem` and `server.key` for localhost, for programs; the folder they are in. */
    QString folderForPrograms(const QString &flaw = {});
    /** Of this process; everything else fails where it is not good. */
    static Identities &shared();
    bool isGood() const { return m_good; }

private:
    bool openssl(const QStringList &arguments);
    QString makeKey(const QString &algorithm);
    Identity sign(const QString &key, const QString &subject, const QStringList &extensions, int from, int to);
    Identity read(const QString &certificate, const QString &key) const;

    QTemporaryDir m_folder;
    int m_count = 0;
    bool m_good = true;
};

} // namespace test
