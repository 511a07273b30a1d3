// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outboxmodel.h"

using core::SubmissionState;

namespace models
{

namespace
{
bool canRetry(const core::Submission &submission)
{
    const bool isStuck = submission.state == SubmissionState::Failed || submission.state == SubmissionState::Unknown;
    return isStuck || (submission.state == SubmissionState::Queued && submission.attempts > 0);
}
} // namespace

OutboxModel::OutboxModel(const store::Reader &reader, ipc::Client &client, QObject *parent)
    : QAbstractListModel(parent)
    , m_reader(reader)
    , m_client(client)
{
    refresh();
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_submissions.size());
}

const core::Submission *OutboxModel::submissionAt(int row) const
{
    return row >= 0 && row < m_submissions.size() ? &m_submissions.at(row) : nullptr;
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    const core::Submission *submission = index.isValid() ? submissionAt(index.row()) : nullptr;
    if (!submission)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case SubjectRole:
        return submission->subject;
    case RecipientsRole:
        return submission->recipients;
    case StateRole:
        return QVariant::fromValue(submission->state);
    case ErrorRole:
        return submission->lastError ? QVariant::fromValue(*submission->lastError) : QVariant();
    case ResultsRole:
        return QVariant::fromValue(submission->results);
    case QueuedAtRole:
        return submission->queuedAt.toLocalTime();
    case NextAttemptRole:
        return submission->notBefore.toLocalTime();
    case AttemptsRole:
        return submission->attempts;
    case AccountNameRole:
        return m_accountNames.value(submission->account);
    case SubmissionIdRole:
        return QVariant::fromValue(submission->id);
    case CanRetryRole:
        return canRetry(*submission);
    case CanDiscardRole:
        return submission->state != SubmissionState::Sending;
    case CanConfirmRole:
        return submission->state == SubmissionState::Unknown;
    default:
        return {};
    }
}

QHash<int, QByteArray> OutboxModel::roleNames() const
{
    return {{SubjectRole, "subject"}, {RecipientsRole, "recipients"}, {StateRole, "state"}, {ErrorRole, "error"},
        {ResultsRole, "results"}, {QueuedAtRole, "queuedAt"}, {NextAttemptRole, "nextAttempt"},
        {AttemptsRole, "attempts"}, {AccountNameRole, "accountName"}, {SubmissionIdRole, "submissionId"},
        {CanRetryRole, "canRetry"}, {CanDiscardRole, "canDiscard"}, {CanConfirmRole, "canConfirm"}};
}

int OutboxModel::attentionCount() const
{
    return int(std::ranges::count_if(m_submissions, [](const core::Submission &submission) {
        return submission.state == SubmissionState::Failed || submission.state == SubmissionState::Unknown;
    }));
}

void OutboxModel::apply(const core::StoreChanges &changes)
{
    if (changes.outbox || changes.accounts)
        refresh();
}

void OutboxModel::refresh()
{
    QHash<core::AccountId, QString> names;
    for (const core::Account &account : m_reader.accounts())
        names.insert(account.id, account.name);
    const bool renamed = std::exchange(m_accountNames, names) != names;
    QList<core::Submission> wanted = m_reader.submissions();
    wanted.removeIf([](const core::Submission &submission) { return submission.state == SubmissionState::Sent; });

    const qsizetype before = m_submissions.size();
    for (int row = int(before) - 1; row >= 0; --row) {
        if (std::ranges::binary_search(wanted, m_submissions.at(row).id, {}, &core::Submission::id))
            continue;
        beginRemoveRows({}, row, row);
        m_submissions.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < wanted.size(); ++row) { // both by id, and nothing here that is not there
        const core::Submission &goal = wanted.at(row);
        if (row == m_submissions.size() || m_submissions.at(row).id != goal.id) {
            beginInsertRows({}, row, row);
            m_submissions.insert(row, goal);
            endInsertRows();
        } else if (renamed || m_submissions.at(row) != goal) {
            m_submissions[row] = goal;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    if (m_submissions.size() != before)
        Q_EMIT countChanged(rowCount());
}

template <class R>
void OutboxModel::ask(core::SubmissionId submission)
{
    m_client.call(R{submission}, this, [this, submission](const core::Result<ipc::Nothing> &outcome) {
        if (!outcome)
            Q_EMIT failed(submission, outcome.error());
    });
}

void OutboxModel::retry(core::SubmissionId submission)
{
    ask<ipc::RetrySubmission>(submission);
}

void OutboxModel::discard(core::SubmissionId submission)
{
    ask<ipc::DiscardSubmission>(submission);
}

void OutboxModel::confirm(core::SubmissionId submission)
{
    ask<ipc::ConfirmSent>(submission);
}

} // namespace models
