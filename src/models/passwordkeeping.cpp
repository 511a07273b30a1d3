// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "passwordkeeping.h"

namespace models
{

PasswordKeeping::PasswordKeeping(ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void PasswordKeeping::refresh()
{
    m_client.call(ipc::AskSecretStore{}, this, [this](const core::Result<ipc::SecretStoreState> &outcome) {
        if (!outcome)
            return; // the link is lost: the next engine is asked when the page is shown again
        m_state = *outcome;
        Q_EMIT changed();
    });
}

void PasswordKeeping::done(const core::Result<ipc::Nothing> &outcome)
{
    if (!outcome)
        Q_EMIT failed(outcome.error());
    refresh();
}

void PasswordKeeping::makeFile(const core::Secret &passphrase)
{
    m_client.call(
        ipc::MakePasswordFile{passphrase}, this, [this](const core::Result<ipc::Nothing> &outcome) { done(outcome); });
}

void PasswordKeeping::removeFile()
{
    m_client.call(
        ipc::RemovePasswordFile{}, this, [this](const core::Result<ipc::Nothing> &outcome) { done(outcome); });
}

} // namespace models
