// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "certificatereader.h"

namespace models
{

CertificateReader::CertificateReader(ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void CertificateReader::open(const QByteArray &file, const core::Secret &passphrase)
{
    m_client.call(ipc::ReadCertificates{file, passphrase}, this,
        [this, asked = ++m_asked](const core::Result<ipc::CertificatesFound> &outcome) {
            if (asked != m_asked)
                return;
            if (outcome)
                Q_EMIT read(*outcome);
            else
                Q_EMIT failed(outcome.error());
        });
}

} // namespace models
