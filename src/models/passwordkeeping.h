// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "link/client.h"

#include <QObject>

#include <optional>

namespace models
{

/** Where passwords are kept: the keyring, a file under a passphrase, or nowhere. GUI thread. */
class PasswordKeeping : public QObject
{
    Q_OBJECT

public:
    explicit PasswordKeeping(ipc::Client &client, QObject *parent = nullptr);

    /** None until the engine has tried the keyring. */
    const std::optional<ipc::SecretStoreState> &state() const { return m_state; }

public Q_SLOTS:
    void refresh(); ///< changed() follows
    /** changed() or failed() follows, of removeFile(), too. */
    void makeFile(const core::Secret &passphrase);
    void removeFile();

Q_SIGNALS:
    void changed();
    void failed(const core::Error &error);

private:
    void done(const core::Result<ipc::Nothing> &outcome);

    ipc::Client &m_client;
    std::optional<ipc::SecretStoreState> m_state;
};

} // namespace models
