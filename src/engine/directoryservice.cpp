// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "directoryservice.h"

using namespace std::chrono_literals;
using core::Errc;

namespace engine
{

DirectoryService::DirectoryService(AccountConnections &connections)
    : m_connections(connections)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(60s);
    m_rest.callOnTimeout([this] {
        if (!m_lock.isHeld())
            m_connection.reset();
    });
}

void DirectoryService::forget()
{
    ++m_settings;
    if (!m_lock.isHeld())
        m_connection.reset();
}

async::Task<core::PeopleFound> DirectoryService::search(QString text, int limit, QString language, Asking asking)
{
    const quint64 mine = ++m_newest;
    const async::Lock::Held held = co_await m_lock.acquire();
    if (mine != m_newest)
        co_await core::failure(Errc::Cancelled);
    m_rest.start();
    const quint64 settings = m_settings;
    if (m_connection && m_connection->isOpen()) {
        auto again = co_await m_connection->search(text, limit, language).asResult();
        if (settings == m_settings && (again || again.error().code == Errc::ServerRefused))
            co_return co_await std::move(again);
    }
    // There was none, or a server that closes what rests.
    m_connection.reset();
    m_connection = co_await m_connections.directory(asking);
    auto found = co_await m_connection->search(text, limit, language).asResult();
    if (settings != m_settings)
        m_connection.reset();
    co_return co_await std::move(found);
}

} // namespace engine
