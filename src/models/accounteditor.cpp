// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accounteditor.h"

namespace models
{

AccountEditor::AccountEditor(const store::Reader &reader, ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
    , m_client(client)
    , m_certificates(client)
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

void AccountEditor::test(const core::Account &account, const NewSecrets &secrets)
{
    if (m_busy)
        return;
    setBusy(true);
    m_client.call(ipc::Discover{.fullName = account.fullName,
                      .address = account.address,
                      .password = secrets.password,
                      .manual = account,
                      .sendPassword = secrets.sendPassword.value_or(core::Secret()),
                      .network = {},
                      .proxyPassword = secrets.proxyPassword,
                      .passphrase = secrets.passphrase},
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

void AccountEditor::save(const core::Account &account, const NewSecrets &secrets, bool keepSecrets)
{
    if (m_busy)
        return;
    setBusy(true);
    QList<ipc::ProvidePassword> wanted;
    const std::pair<std::optional<core::PasswordPurpose>, core::Secret> all[]{
        {secrets.sendPassword ? std::optional(core::PasswordPurpose::Receive) : std::nullopt, secrets.password},
        {core::PasswordPurpose::Send, secrets.sendPassword.value_or(core::Secret())},
        {core::PasswordPurpose::Proxy, secrets.proxyPassword},
        {core::PasswordPurpose::Certificate, secrets.passphrase}};
    for (const auto &[purpose, secret] : all) {
        if (!secret.isEmpty())
            wanted.append({account.id, secret, keepSecrets, purpose});
    }
    m_client.call(
        ipc::UpdateAccount{account}, this, [this, id = account.id, wanted](const core::Result<ipc::Nothing> &outcome) {
            if (outcome)
                provide(wanted, id);
            else
                end(outcome, [] { });
        });
}

/** One after the other; the first that fails ends it. */
void AccountEditor::provide(QList<ipc::ProvidePassword> secrets, core::AccountId account)
{
    if (secrets.isEmpty()) {
        end({}, [this, account] { Q_EMIT saved(account); });
        return;
    }
    const ipc::ProvidePassword first = secrets.takeFirst();
    m_client.call(first, this, [this, secrets, account](const core::Result<ipc::Nothing> &outcome) {
        if (outcome)
            provide(secrets, account);
        else
            end(outcome, [] { });
    });
}

void AccountEditor::saveDirectory(const core::Account &account)
{
    if (m_busy)
        return;
    setBusy(true);
    m_client.call(ipc::UpdateAccount{account}, this, [this, account](const core::Result<ipc::Nothing> &outcome) {
        if (!outcome || account.directory.server.host.isEmpty())
            return end(outcome, [this, account] { Q_EMIT saved(account.id); });
        m_client.call(ipc::SearchDirectory{.text = account.address, .account = account.id, .mayAsk = true}, this,
            [this](const core::Result<core::PeopleFound> &found) {
                setBusy(false);
                Q_EMIT directoryChecked(found);
            });
    });
}

void AccountEditor::askHealth(core::AccountId account)
{
    m_client.call(ipc::AskSignInHealth{account}, this, [this, account](const core::Result<core::SignInHealth> &health) {
        if (health)
            Q_EMIT healthChanged(account, *health);
    });
}

void AccountEditor::forgetSignIn(core::AccountId account)
{
    if (m_busy)
        return;
    setBusy(true);
    m_client.call(ipc::ForgetSignIn{account}, this, [this, account](const core::Result<ipc::Nothing> &outcome) {
        end(outcome, [this, account] { askHealth(account); });
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
