// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "accountconnections.h"

#include <QTimer>

namespace engine
{

/** The directory of one account; the connection is kept for a minute, since people type on. Engine's thread. */
class DirectoryService
{
public:
    explicit DirectoryService(AccountConnections &connections);

    /**
     * People for `text`, at most `limit`. One search runs at a time; of those that wait only the newest is carried out,
     * the others end with Cancelled.
     */
    async::Task<core::PeopleFound> search(QString text, int limit, QString language, Asking asking);
    void forget(); ///< the settings are others now

private:
    AccountConnections &m_connections;
    std::unique_ptr<people::LdapConnection> m_connection;
    async::Lock m_lock;
    quint64 m_newest = 0;
    quint64 m_settings = 0; ///< counts forget()
    QTimer m_rest;
};

} // namespace engine
