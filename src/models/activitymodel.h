// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/activity.h"
#include "core/storechanges.h"
#include "link/client.h"
#include "store/reader.h"

#include <QAbstractListModel>

namespace models
{

/** What the engine is doing for each account, and why it waits; one row an account. GUI thread. */
class ActivityModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        TextRole = Qt::UserRole, ///< QString, one line in the person's language; also Qt::DisplayRole
        KindRole, ///< core::ActivityKind
        AccountIdRole, ///< core::AccountId; invalid for the row of the program itself (disk full …)
        AccountNameRole, ///< QString
        DoneRole, ///< qint64
        TotalRole, ///< qint64, 0: unknown
        ErrorRole, ///< core::Error; an invalid QVariant without one
        RetryAtRole, ///< QDateTime, local time; invalid when nothing is planned
        SubjectRole, ///< QString: mailbox, host
    };

    ActivityModel(const store::Reader &reader, ipc::Client &client, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    bool isBusy() const; ///< some account is neither idle nor waiting
    /** One line for the status bar: the busiest account's; empty when all are idle. */
    QString summary() const;
    /** The first error that something waits after. */
    std::optional<core::Error> firstError() const;

public Q_SLOTS:
    void put(const core::Activity &activity);
    void apply(const core::StoreChanges &changes); ///< accounts that went

Q_SIGNALS:
    void summaryChanged();
    /** A server has something to say that must be read; plain text, one line, as safe as a stranger's words are. */
    void noticed(const QString &accountName, const QString &words);

private:
    struct Row {
        core::Activity activity;
        QDateTime retryAt;
    };
    QString textOf(const Row &row) const;
    QString accountName(core::AccountId account) const;

    const store::Reader &m_reader;
    QList<Row> m_rows; ///< by account id
    QHash<core::AccountId, QString> m_names;
};

} // namespace models
