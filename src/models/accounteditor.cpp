// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accounteditor.h"

namespace models
{

AccountEditor::AccountEditor(const store::Reader &reader, ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
    , m_client(client)
{
}

int AccountEditor::waitingMessages(core::AccountId id) const
{
    const QList<core::Submission> all = m_reader.submissions();
    return int(std::ranges::count_if(all, [id](const core::Submission &submission) {
        return submission.account == id && submission.state != core::SubmissionState::Sent;
    }));
}

bool AccountEditor::isNameTaken(const core::Account &account) const
{
    return std::ranges::any_of(accounts(), [&](const core::Account &other) {
        return other.id != account.id && other.name.compare(account.name, Qt::CaseInsensitive) == 0;
    });
}

void AccountEditor::apply(const core::StoreChanges &changes)
{
    if (changes.accounts)
        Q_EMIT accountsChanged();
}

void AccountEditor::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) != busy)
        Q_EMIT busyChanged(busy);
}

void AccountEditor::test(const core::Account &account, const core::Secret &password)
{
    if (m_busy)
        return;
    setBusy(true);
    m_client.call(ipc::Discover{.fullName = account.fullName,
                      .address = account.address,
                      .password = password,
                      .manual = account,
                      .sendPassword = {}},
        this, [this](const core::Result<core::DiscoveryResult> &outcome) {
            setBusy(false);
            if (outcome)
                Q_EMIT tested(*outcome);
            else
                Q_EMIT failed(outcome.error());
        });
}

void AccountEditor::end(const core::Result<ipc::Nothing> &outcome, const std::function<void()> &done)
{
    setBusy(false);
    if (outcome)
        done();
    else
        Q_EMIT failed(outcome.error());
}

void AccountEditor::save(const core::Account &account, const core::Secret &password, bool keepPassword)
{
    if (m_busy)
        return;
    setBusy(true);
    const core::AccountId id = account.id;
    const auto told = [this, id](const core::Result<ipc::Nothing> &outcome) {
        end(outcome, [this, id] { Q_EMIT saved(id); });
    };
    m_client.call(ipc::UpdateAccount{account}, this,
        [this, id, password, keepPassword, told](const core::Result<ipc::Nothing> &outcome) {
            if (!outcome || password.isEmpty())
                told(outcome);
            else
                m_client.call(ipc::ProvidePassword{id, password, keepPassword}, this, told);
        });
}

void AccountEditor::remove(core::AccountId account, bool erase)
{
    if (m_busy)
        return;
    setBusy(true);
    m_client.call(ipc::RemoveAccount{account, erase}, this, [this, account](const core::Result<ipc::Nothing> &outcome) {
        end(outcome, [this, account] { Q_EMIT removed(account); });
    });
}

} // namespace models
