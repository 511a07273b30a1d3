// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "secretstore.h"

#include "core/log.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

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

SecretStore::SecretStore(const QString &profile, const QString &file, Questions *questions)
    : m_profile(
          QString::fromLatin1(QCryptographicHash::hash(profile.toUtf8(), QCryptographicHash::Sha256).toHex().first(12)))
    , m_path(file)
    , m_questions(questions)
{
}

QString SecretStore::entryOf(core::AccountId account, PasswordPurpose purpose)
{
    static const QStringList kPurposes{
        u"receive"_s, u"send"_s, u"proxy"_s, u"certificate"_s, u"secrets"_s, u"directory"_s};
    return QString::number(account.value()) + u'/' + kPurposes.at(int(purpose));
}

QString SecretStore::signInEntry(core::AccountId account)
{
    return QString::number(account.value()) + u"/sign-in"_s;
}

QString SecretStore::clientEntry(const QString &issuer)
{
    return u"client/"_s + issuer;
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
    return findEntry(entryOf(account, purpose));
}

async::Task<> SecretStore::put(core::AccountId account, PasswordPurpose purpose, Secret secret, bool keep)
{
    return putEntry(entryOf(account, purpose), std::move(secret), keep);
}

async::Task<std::optional<Secret>> SecretStore::findEntry(QString entry)
{
    const QString name = key(entry);
    if (const auto it = m_memory.constFind(name); it != m_memory.constEnd())
        co_return std::optional(*it);
    auto secret = co_await readKeyring(name);
    if (!secret) {
        const bool isOpen = co_await openFile();
        if (isOpen)
            secret = m_file->find(name);
    }
    if (secret)
        m_memory.insert(name, *secret);
    co_return secret;
}

async::Task<> SecretStore::putEntry(QString entry, Secret secret, bool keep)
{
    const QString name = key(entry);
    m_memory.insert(name, secret);
    if (!keep)
        co_return;
    auto kept = co_await writeKeyring(name, secret).asResult();
    if (kept)
        co_return;
    m_unkept.insert(name);
    const bool isOpen = co_await openFile();
    if (!isOpen)
        co_await std::move(kept);
    co_await m_file->put(name, secret);
    m_unkept.remove(name);
}

async::Task<> SecretStore::writeKeyring(QString name, Secret secret)
{
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

// --- the file

bool SecretStore::hasFile() const
{
    return !m_path.isEmpty() && QFile::exists(m_path);
}

async::Task<bool> SecretStore::openFile()
{
    const auto held = co_await m_opening.acquire();
    for (bool wasRefused = false; !m_file && hasFile() && m_mayAsk && m_questions; wasRefused = true) {
        const Questions::PasswordAnswer answer
            = co_await m_questions->askPassword({.purpose = PasswordPurpose::Secrets, .wasRefused = wasRefused});
        if (answer.password.isEmpty()) {
            if (m_mayAsk) // else it was answered for a person who has gone
                m_questions = nullptr; // once a start
            break;
        }
        auto opened = co_await async::onThreadPool(
            QThreadPool::globalInstance(), [path = m_path, passphrase = answer.password] {
                return PasswordFile::open(path, passphrase);
            }).asResult();
        if (opened)
            m_file = std::move(*opened);
        else if (opened.error().code != core::Errc::PassphraseNeeded) {
            qCWarning(core::lcEngine) << "the file of passwords:" << core::errcName(opened.error().code);
            break;
        }
    }
    co_return m_file.has_value();
}

async::Task<> SecretStore::makeFile(Secret passphrase)
{
    const auto held = co_await m_opening.acquire();
    if (m_path.isEmpty() || hasFile())
        co_await core::failure(core::Errc::AlreadyExists, m_path);
    m_file = co_await async::onThreadPool(
        QThreadPool::globalInstance(), [path = m_path, passphrase] { return PasswordFile::make(path, passphrase); });
    for (const QString &name : std::exchange(m_unkept, {}))
        co_await m_file->put(name, m_memory.value(name));
}

core::Result<> SecretStore::removeFile()
{
    m_file.reset();
    if (hasFile() && !QFile::remove(m_path))
        return core::failure(core::Errc::StoreFailed, m_path);
    return {};
}

async::Task<> SecretStore::probe()
{
    constexpr core::AccountId nobody{-1};
    const Secret sample(QByteArray("hikyaku"));
    const async::Completion<> outcome;
    m_tasks.launch(writeKeyring(key(entryOf(nobody, PasswordPurpose::Receive)), sample),
        [outcome](const core::Result<> &written) { outcome.set(written); });
    const async::Deadline patience(kKeyringPatience,
        [outcome] { outcome.set(core::failure(core::Errc::StoreFailed, u"keyring"_s, "no answer")); });
    co_await outcome.wait();
    const auto read = co_await readKeyring(key(entryOf(nobody, PasswordPurpose::Receive)));
    co_await erase(nobody);
    if (!read || read->reveal() != sample.reveal())
        co_await core::failure(core::Errc::StoreFailed, u"keyring"_s, "what was written cannot be read");
}

async::Task<> SecretStore::erase(core::AccountId account)
{
    for (const PasswordPurpose purpose : {PasswordPurpose::Receive, PasswordPurpose::Send, PasswordPurpose::Proxy,
             PasswordPurpose::Certificate, PasswordPurpose::Directory})
        co_await eraseEntry(entryOf(account, purpose));
    co_await eraseEntry(signInEntry(account));
}

async::Task<> SecretStore::eraseEntry(QString entry)
{
    const QString name = key(entry);
    m_memory.remove(name);
    m_unkept.remove(name);
    if (m_file)
        co_await m_file->erase(name);
    const async::Completion<> erased;
    auto job = std::make_unique<QKeychain::DeletePasswordJob>(kService);
    job->setKey(name);
    runJob(
        std::move(job), [erased, post = m_bridge.poster()](QKeychain::Job *) { post([erased] { erased.set({}); }); });
    const async::Deadline patience(kKeyringPatience, [erased] { erased.set({}); });
    co_await erased.wait();
}

} // namespace engine
