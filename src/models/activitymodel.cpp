// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "activitymodel.h"

#include <QLocale>

using namespace Qt::StringLiterals;
using core::ActivityKind;

namespace models
{

namespace
{
bool isWorking(const core::Activity &activity)
{
    return activity.kind != ActivityKind::Idle && activity.kind != ActivityKind::Waiting;
}

/** Which account the status bar speaks of: what a person waits for first, waiting last; 0: none. */
int weightOf(const core::Activity &activity)
{
    switch (activity.kind) {
    case ActivityKind::Idle:
    case ActivityKind::ServerNotice:
        return 0;
    case ActivityKind::Waiting:
        return 1;
    case ActivityKind::ReplayingActions:
        return 2;
    case ActivityKind::Connecting:
    case ActivityKind::SigningIn:
    case ActivityKind::ListingMailboxes:
        return 3;
    case ActivityKind::ReceivingBody:
    case ActivityKind::ReceivingSummaries:
        return 4;
    case ActivityKind::Sending:
        return 5;
    }
    std::unreachable();
}
} // namespace

ActivityModel::ActivityModel(const store::Reader &reader, ipc::Client &client, QObject *parent)
    : QAbstractListModel(parent)
    , m_reader(reader)
{
    for (const core::Account &account : reader.accounts())
        m_names.insert(account.id, account.name);
    connect(&client, &ipc::Client::activityChanged, this, &ActivityModel::put);
    connect(&client, &ipc::Client::lost, this, [this] { // nobody works any more
        if (m_rows.isEmpty())
            return;
        beginRemoveRows({}, 0, int(m_rows.size()) - 1);
        m_rows.clear();
        endRemoveRows();
        Q_EMIT summaryChanged();
    });
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString ActivityModel::accountName(core::AccountId account) const
{
    return m_names.value(account);
}

QString ActivityModel::textOf(const Row &row) const
{
    const core::Activity &activity = row.activity;
    const QLocale locale;
    switch (activity.kind) {
    case ActivityKind::Idle:
        return activity.error ? tr("There was a problem") : tr("Up to date");
    case ActivityKind::Connecting:
        return tr("Connecting to %1…").arg(activity.subject);
    case ActivityKind::SigningIn:
        return tr("Signing in to %1…").arg(activity.subject);
    case ActivityKind::ListingMailboxes:
        return tr("Looking for mailboxes…");
    case ActivityKind::ReceivingSummaries:
        return activity.total > 0
            ? tr("Receiving %1: %2 of %3")
                  .arg(activity.subject, locale.toString(activity.done), locale.toString(activity.total))
            : tr("Receiving %1…").arg(activity.subject);
    case ActivityKind::ReceivingBody:
        return tr("Receiving messages…");
    case ActivityKind::ReplayingActions:
        return activity.error ? tr("The server refused a change") : tr("Saving changes on the server…");
    case ActivityKind::Sending:
        return tr("Sending…");
    case ActivityKind::Waiting:
        return row.retryAt.isValid()
            ? tr("Waiting. Next try at %1.").arg(locale.toString(row.retryAt.time(), QLocale::ShortFormat))
            : tr("Waiting");
    case ActivityKind::ServerNotice: // never a row
        break;
    }
    std::unreachable();
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return textOf(row);
    case KindRole:
        return QVariant::fromValue(row.activity.kind);
    case AccountIdRole:
        return QVariant::fromValue(row.activity.account);
    case AccountNameRole:
        return accountName(row.activity.account);
    case DoneRole:
        return row.activity.done;
    case TotalRole:
        return row.activity.total;
    case ErrorRole:
        return row.activity.error ? QVariant::fromValue(*row.activity.error) : QVariant();
    case RetryAtRole:
        return row.retryAt;
    case SubjectRole:
        return row.activity.subject;
    default:
        return {};
    }
}

QHash<int, QByteArray> ActivityModel::roleNames() const
{
    return {{TextRole, "text"}, {KindRole, "kind"}, {AccountIdRole, "accountId"}, {AccountNameRole, "accountName"},
        {DoneRole, "done"}, {TotalRole, "total"}, {ErrorRole, "error"}, {RetryAtRole, "retryAt"},
        {SubjectRole, "subject"}};
}

bool ActivityModel::isBusy() const
{
    return std::ranges::any_of(m_rows, [](const Row &row) { return isWorking(row.activity); });
}

QString ActivityModel::summary() const
{
    const auto busiest = std::ranges::max_element(m_rows, {}, [](const Row &row) { return weightOf(row.activity); });
    if (busiest == m_rows.end() || weightOf(busiest->activity) == 0)
        return {};
    const QString name = m_names.size() > 1 ? accountName(busiest->activity.account) : QString();
    //: %1 is the name of an account, %2 what is being done for it
    return name.isEmpty() ? textOf(*busiest) : tr("%1: %2").arg(name, textOf(*busiest));
}

std::optional<core::Error> ActivityModel::firstError() const
{
    for (const Row &row : m_rows) {
        if (row.activity.error)
            return row.activity.error;
    }
    return std::nullopt;
}

void ActivityModel::put(const core::Activity &activity)
{
    if (activity.kind == ActivityKind::ServerNotice) {
        Q_EMIT noticed(accountName(activity.account), activity.subject);
        return;
    }
    Row row{.activity = activity, .retryAt = {}};
    if (activity.retryInSeconds > 0)
        row.retryAt = QDateTime::currentDateTime().addSecs(activity.retryInSeconds);
    const auto at = std::ranges::lower_bound(
        m_rows, activity.account, {}, [](const Row &known) { return known.activity.account; });
    const int place = int(at - m_rows.begin());
    if (at != m_rows.end() && at->activity.account == activity.account) {
        *at = row;
        Q_EMIT dataChanged(index(place), index(place));
    } else {
        beginInsertRows({}, place, place);
        m_rows.insert(at, row);
        endInsertRows();
    }
    Q_EMIT summaryChanged();
}

void ActivityModel::apply(const core::StoreChanges &changes)
{
    if (!changes.accounts)
        return;
    m_names.clear();
    for (const core::Account &account : m_reader.accounts())
        m_names.insert(account.id, account.name);
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        const core::AccountId account = m_rows.at(row).activity.account;
        if (!account.isValid() || m_names.contains(account)) {
            Q_EMIT dataChanged(index(row), index(row), {AccountNameRole});
            continue;
        }
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    Q_EMIT summaryChanged();
}

} // namespace models
