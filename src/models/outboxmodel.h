// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/storechanges.h"
#include "core/submission.h"
#include "link/client.h"
#include "store/reader.h"

#include <QAbstractListModel>

namespace models
{

/** Messages on their way out, oldest first; those that were sent are gone. GUI thread. */
class OutboxModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        SubjectRole = Qt::UserRole, ///< QString, plain text, may be empty; also Qt::DisplayRole
        RecipientsRole, ///< QStringList of addresses
        StateRole, ///< core::SubmissionState
        ErrorRole, ///< core::Error; an invalid QVariant without one
        ResultsRole, ///< QList<core::RecipientResult>: what the server said about each recipient
        QueuedAtRole, ///< QDateTime, local time
        NextAttemptRole, ///< QDateTime, local time; meaningful while Queued
        AttemptsRole, ///< int
        AccountNameRole, ///< QString
        SubmissionIdRole, ///< core::SubmissionId
        CanRetryRole, ///< bool
        CanDiscardRole, ///< bool: false while it is being sent
        CanConfirmRole, ///< bool: nobody knows whether it has arrived; the person may
    };

    OutboxModel(const store::Reader &reader, ipc::Client &client, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    const core::Submission *submissionAt(int row) const; ///< nullptr outside the list
    /** How many failed or may not have arrived. */
    int attentionCount() const;

public Q_SLOTS:
    void apply(const core::StoreChanges &changes);
    void retry(core::SubmissionId submission); ///< also sends an Unknown one again: the person decided
    void discard(core::SubmissionId submission);
    void confirm(core::SubmissionId submission); ///< the person knows that it has arrived

Q_SIGNALS:
    void countChanged(int count);
    /** retry(), discard() or confirm() was refused. */
    void failed(core::SubmissionId submission, const core::Error &error);

private:
    void refresh();
    template <class R>
    void ask(core::SubmissionId submission);

    const store::Reader &m_reader;
    ipc::Client &m_client;
    QList<core::Submission> m_submissions;
    QHash<core::AccountId, QString> m_accountNames;
};

} // namespace models
