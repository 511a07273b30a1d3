// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trustlist.h"

namespace models
{

TrustList::TrustList(const store::Reader &reader, ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
    , m_client(client)
{
}

QList<core::TrustEvent> TrustList::events() const
{
    QList<core::TrustEvent> events = m_reader.trustEvents();
    std::ranges::reverse(events);
    return events;
}

void TrustList::apply(const core::StoreChanges &changes)
{
    if (changes.trust || changes.accounts)
        Q_EMIT changed();
}

void TrustList::forget(const QString &host, quint16 port)
{
    m_client.call(ipc::ForgetTrust{host, port}, this, [this](const auto &outcome) { told(outcome); });
}

void TrustList::told(const core::Result<ipc::Nothing> &outcome)
{
    if (!outcome)
        Q_EMIT failed(outcome.error());
}

QList<OldServer> TrustList::oldServers() const
{
    QList<OldServer> list;
    for (const core::Account &account : m_reader.accounts()) {
        for (const QString &place : account.network.oldTls)
            list.append({account.id, account.name, place});
    }
    return list;
}

void TrustList::forbidOldTls(core::AccountId id, const QString &place)
{
    auto account = m_reader.account(id);
    if (!account || account->network.oldTls.removeAll(place) == 0)
        return;
    m_client.call(ipc::UpdateAccount{*account}, this, [this](const auto &outcome) { told(outcome); });
}

} // namespace models
