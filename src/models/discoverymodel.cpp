// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "discoverymodel.h"

using namespace Qt::StringLiterals;

namespace models
{

DiscoveryModel::DiscoveryModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int DiscoveryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_attempts.size());
}

const core::DiscoveryAttempt *DiscoveryModel::attemptAt(int row) const
{
    return row >= 0 && row < m_attempts.size() ? &m_attempts.at(row) : nullptr;
}

QVariant DiscoveryModel::data(const QModelIndex &index, int role) const
{
    const core::DiscoveryAttempt *attempt = index.isValid() ? attemptAt(index.row()) : nullptr;
    if (!attempt)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return u"%1:%2"_s.arg(attempt->server.host).arg(attempt->server.port);
    case HostRole:
        return attempt->server.host;
    case PortRole:
        return int(attempt->server.port);
    case SecurityRole:
        return QVariant::fromValue(attempt->server.security);
    case PurposeRole:
        return QVariant::fromValue(attempt->purpose);
    case SourceRole:
        return attempt->source;
    case StateRole:
        return QVariant::fromValue(attempt->state);
    case MillisecondsRole:
        return attempt->milliseconds;
    case ErrorRole:
        return attempt->error ? QVariant::fromValue(*attempt->error) : QVariant();
    case UntrustedRole:
        return attempt->trust.has_value();
    case UserRole:
        return attempt->server.user;
    default:
        return {};
    }
}

QHash<int, QByteArray> DiscoveryModel::roleNames() const
{
    return {{HostRole, "host"}, {PortRole, "port"}, {SecurityRole, "security"}, {PurposeRole, "purpose"},
        {SourceRole, "source"}, {StateRole, "state"}, {MillisecondsRole, "milliseconds"}, {ErrorRole, "error"},
        {UntrustedRole, "untrusted"}, {UserRole, "user"}};
}

void DiscoveryModel::put(const core::DiscoveryAttempt &attempt)
{
    const auto at = std::ranges::lower_bound(m_attempts, attempt.id, {}, &core::DiscoveryAttempt::id);
    const int row = int(at - m_attempts.begin());
    if (at != m_attempts.end() && at->id == attempt.id) {
        *at = attempt;
        Q_EMIT dataChanged(index(row), index(row));
        return;
    }
    beginInsertRows({}, row, row);
    m_attempts.insert(at, attempt);
    endInsertRows();
}

void DiscoveryModel::clear()
{
    if (m_attempts.isEmpty())
        return;
    beginRemoveRows({}, 0, int(m_attempts.size()) - 1);
    m_attempts.clear();
    endRemoveRows();
}

} // namespace models
