// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/discovery.h"

#include <QAbstractListModel>

namespace models
{

/** The live list of the wizard: one row an attempt, in the order of preference. GUI thread. */
class DiscoveryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        HostRole = Qt::UserRole, ///< QString
        PortRole, ///< int
        SecurityRole, ///< core::Security
        PurposeRole, ///< core::ServerPurpose
        SourceRole, ///< QString: "guess", "manual"
        StateRole, ///< core::AttemptState
        MillisecondsRole, ///< int: how long it took so far
        ErrorRole, ///< core::Error; an invalid QVariant without one
        UntrustedRole, ///< bool: the certificate did not verify; see attemptAt(row)->trust
        UserRole, ///< QString: the user name tried
    };

    explicit DiscoveryModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override; ///< DisplayRole: host:port
    QHash<int, QByteArray> roleNames() const override;
    const core::DiscoveryAttempt *attemptAt(int row) const; ///< nullptr outside the list
    const QList<core::DiscoveryAttempt> &attempts() const { return m_attempts; }

public Q_SLOTS:
    void put(const core::DiscoveryAttempt &attempt); ///< a new row, or a new state of a known one (by id)
    void clear();

private:
    QList<core::DiscoveryAttempt> m_attempts; ///< by id
};

} // namespace models
