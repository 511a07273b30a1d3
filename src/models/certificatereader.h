// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "link/client.h"

#include <QObject>

namespace models
{

/** Has files of certificates read by the engine, which knows what they are. One file at a time. GUI thread. */
class CertificateReader : public QObject
{
    Q_OBJECT

public:
    explicit CertificateReader(ipc::Client &client, QObject *parent = nullptr);

public Q_SLOTS:
    /** read() or failed() follows; PassphraseNeeded: once more with another passphrase. */
    void open(const QByteArray &file, const core::Secret &passphrase);

Q_SIGNALS:
    void read(const ipc::CertificatesFound &found);
    void failed(const core::Error &error);

private:
    ipc::Client &m_client;
    quint64 m_asked = 0; ///< an answer to an earlier question is dropped
};

} // namespace models
