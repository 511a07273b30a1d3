// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"
#include "core/storechanges.h"
#include "link/client.h"
#include "store/reader.h"

#include <QObject>

namespace models
{

/** A server that may use TLS 1.0 and 1.1, and whose account says so. */
struct OldServer {
    core::AccountId account;
    QString accountName;
    QString place; ///< host and port
};

/** Every key that was accepted though it did not verify, and the record of it. GUI thread. */
class TrustList : public QObject
{
    Q_OBJECT

public:
    TrustList(const store::Reader &reader, ipc::Client &client, QObject *parent = nullptr);

    QList<core::TrustException> exceptions() const { return m_reader.trust(); }
    QList<core::TrustEvent> events() const; ///< newest first
    QList<OldServer> oldServers() const;

public Q_SLOTS:
    void apply(const core::StoreChanges &changes);
    void forget(const QString &host, quint16 port); ///< the server will be asked about again
    void forbidOldTls(core::AccountId account, const QString &place);

Q_SIGNALS:
    void changed();
    void failed(const core::Error &error);

private:
    void told(const core::Result<ipc::Nothing> &outcome);

    const store::Reader &m_reader;
    ipc::Client &m_client;
};

} // namespace models
