// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "secretstore.h"

#include "core/log.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;
using core::PasswordPurpose;
using core::Secret;

namespace engine
{

namespace
{
constexpr auto kService = "hikyaku"_L1;
constexpr std::chrono::seconds kKeyringPatience{20}; ///< an unlock prompt may stand open that long

/** Runs a keychain job on the main thread; `finished` gets the job there. */
void runJob(std::unique_ptr<QKeychain::Job> job, std::function<void(QKeychain::Job *)> finished)
{
    QKeychain::Job *raw = job.release(); // deletes itself after finished (autoDelete)
    raw->setInsecureFallback(false);
    raw->moveToThread(QCoreApplication::instance()->thread());
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [raw, finished = std::move(finished)] {
            QObject::connect(raw, &QKeychain::Job::finished, raw, finished);
            raw->start();
        },
        Qt::QueuedConnection);
}
} // namespace

SecretStore::SecretStore(const QString &profile)
    : m_profile(
          QString::fromLatin1(QCryptographicHash::hash(profile.toUtf8(), QCryptographicHash::Sha256).toHex().first(12)))
{
}

QString SecretStore::key(core::AccountId account, PasswordPurpose purpose) const
{
    static const QStringList kPurposes{u"receive"_s, u"send"_s, u"proxy"_s, u"certificate"_s, u"secrets"_s};
    return u"%1/%2/%3"_s.arg(m_profile, QString::number(account.value()), kPurposes.at(int(purpose)));
}

async::Task<std::optional<Secret>> SecretStore::readKeyring(QString key)
{
    const async::Completion<std::optional<Secret>> answer;
    auto job = std::make_unique<QKeychain::ReadPasswordJob>(kService);
    job->setKey(key);
    runJob(std::move(job), [answer, post = m_bridge.poster()](QKeychain::Job *done) {
        std::optional<Secret> secret;
        if (done->error() == QKeychain::NoError)
            secret.emplace(static_cast<QKeychain::ReadPasswordJob *>(done)->binaryData());
        else if (done->error() != QKeychain::EntryNotFound)
            qCInfo(core::lcEngine) << "keyring not available:" << int(done->error()) << done->errorString();
        post([answer, secret] { answer.set(secret); });
    });
    // A keyring that does not answer must not hold up mail for ever.
    const async::Deadline patience(kKeyringPatience, [answer] { answer.set(std::optional<Secret>()); });
    co_return co_await answer.wait();
}

async::Task<std::optional<Secret>> SecretStore::find(core::AccountId account, PasswordPurpose purpose)
{
    const QString name = key(account, purpose);
    if (const auto it = m_memory.constFind(name); it != m_memory.constEnd())
        co_return std::optional(*it);
    auto secret = co_await readKeyring(name);
    if (secret)
        m_memory.insert(name, *secret);
    co_return secret;
}

async::Task<> SecretStore::put(core::AccountId account, PasswordPurpose purpose, Secret secret, bool keep)
{
    const QString name = key(account, purpose);
    m_memory.insert(name, secret);
    if (!keep)
        co_return;
    const async::Completion<> written;
    auto job = std::make_unique<QKeychain::WritePasswordJob>(kService);
    job->setKey(name);
    job->setBinaryData(secret.reveal());
    runJob(std::move(job), [written, post = m_bridge.poster()](QKeychain::Job *done) {
        core::Result<> outcome;
        if (done->error() != QKeychain::NoError)
            outcome = core::failure(core::Errc::StoreFailed, u"keyring"_s, done->errorString().toUtf8());
        post([written, outcome] { written.set(outcome); });
    });
    co_await written.wait();
}

async::Task<> SecretStore::probe()
{
    constexpr core::AccountId nobody{-1};
    const Secret sample(QByteArray("hikyaku"));
    const async::Completion<> outcome;
    m_tasks.launch(put(nobody, PasswordPurpose::Receive, sample, true),
        [outcome](const core::Result<> &written) { outcome.set(written); });
    const async::Deadline patience(kKeyringPatience,
        [outcome] { outcome.set(core::failure(core::Errc::StoreFailed, u"keyring"_s, "no answer")); });
    co_await outcome.wait();
    const auto read = co_await readKeyring(key(nobody, PasswordPurpose::Receive));
    co_await erase(nobody);
    if (!read || read->reveal() != sample.reveal())
        co_await core::failure(core::Errc::StoreFailed, u"keyring"_s, "what was written cannot be read");
}

async::Task<> SecretStore::erase(core::AccountId account)
{
    for (const PasswordPurpose purpose :
        {PasswordPurpose::Receive, PasswordPurpose::Send, PasswordPurpose::Proxy, PasswordPurpose::Certificate}) {
        const QString name = key(account, purpose);
        m_memory.remove(name);
        const async::Completion<> erased;
        auto job = std::make_unique<QKeychain::DeletePasswordJob>(kService);
        job->setKey(name);
        runJob(std::move(job),
            [erased, post = m_bridge.poster()](QKeychain::Job *) { post([erased] { erased.set({}); }); });
        const async::Deadline patience(kKeyringPatience, [erased] { erased.set({}); });
        co_await erased.wait();
    }
}

} // namespace engine
