// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "passwordfile.h"

#include "core/cbor.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSaveFile>
#include <QStorageInfo>

#include <QtCrypto>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;
using core::Secret;

namespace engine
{

/** The file, but for what is in it. */
struct SealedPasswords {
    QString magic;
    int version = 0;
    QString derivation; ///< of the key from the passphrase
    qint64 rounds = 0;
    QByteArray salt;
    QByteArray check; ///< tells a wrong passphrase from a damaged file
    QString cipher;
    QByteArray iv, tag, bytes;
};

struct NamedPassword {
    QString name;
    Secret secret;
};

} // namespace engine

namespace core
{
#define F(name) f(#name##_L1, v.name)
HIKYAKU_FIELDS(engine::SealedPasswords, F(magic), F(version), F(derivation), F(rounds), F(salt), F(check), F(cipher),
    F(iv), F(tag), F(bytes));
HIKYAKU_FIELDS(engine::NamedPassword, F(name), F(secret));
#undef F
} // namespace core

namespace engine
{

namespace
{
const QString kMagic = u"hikyaku-passwords"_s;
constexpr int kVersion = 1;
const QString kDerivation = u"pbkdf2(sha1)"_s; ///< the one that QCA has
const QString kCipher = u"aes256-gcm"_s;
constexpr qint64 kRounds = 1'300'000; ///< OWASP's advice for this hash, 2023
constexpr qint64 kMostRounds = 20'000'000; ///< a file that was tampered with must not hold us up for ever
constexpr int kKeyBytes = 32, kIvBytes = 12, kTagBytes = 16, kSaltBytes = 16;
constexpr qint64 kMostBytes = 16 << 20;

QByteArray randomBytes(int count)
{
    return QCA::Random::randomArray(count).toByteArray();
}

Secret derived(const Secret &passphrase, const QByteArray &salt, qint64 rounds)
{
    const QCA::SymmetricKey key = QCA::PBKDF2(u"sha1"_s).makeKey(
        QCA::SecureArray(passphrase.reveal()), QCA::InitializationVector(salt), kKeyBytes, unsigned(rounds));
    return Secret(key.toByteArray());
}

QByteArray checkOf(const Secret &key)
{
    return QCryptographicHash::hash("hikyaku check" + key.reveal(), QCryptographicHash::Sha256).first(16);
}

std::optional<QByteArray> decrypted(const SealedPasswords &sealed, const Secret &key)
{
    QCA::Cipher cipher(u"aes256"_s, QCA::Cipher::GCM, QCA::Cipher::NoPadding, QCA::Decode,
        QCA::SymmetricKey(key.reveal()), QCA::InitializationVector(sealed.iv), QCA::AuthTag(sealed.tag));
    const QByteArray plain = cipher.process(QCA::SecureArray(sealed.bytes)).toByteArray();
    return cipher.ok() ? std::optional(plain) : std::nullopt;
}

core::Error writeError(const QSaveFile &file)
{
    const bool isFull = QStorageInfo(file.fileName()).bytesAvailable() == 0;
    return {isFull ? Errc::StoreFull : Errc::StoreFailed, file.fileName(), file.errorString().toUtf8()};
}
} // namespace

Result<PasswordFile> PasswordFile::make(const QString &path, const Secret &passphrase)
{
    if (passphrase.isEmpty())
        return core::failure(Errc::PassphraseNeeded, path);
    PasswordFile file;
    file.m_path = path;
    file.m_salt = randomBytes(kSaltBytes);
    file.m_rounds = kRounds;
    file.m_key = derived(passphrase, file.m_salt, file.m_rounds);
    file.m_check = checkOf(file.m_key);
    return file.write().transform([&] { return file; });
}

Result<PasswordFile> PasswordFile::open(const QString &path, const Secret &passphrase)
{
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return core::failure(Errc::StoreFailed, path, source.errorString().toUtf8());
    const auto sealed = core::cbor::fromBytes<SealedPasswords>(source.read(kMostBytes));
    if (!sealed || sealed->magic != kMagic || sealed->rounds < 1 || sealed->rounds > kMostRounds)
        return core::failure(Errc::StoreCorrupt, path);
    if (sealed->version != kVersion || sealed->derivation != kDerivation || sealed->cipher != kCipher)
        return core::failure(Errc::StoreFailed, path, "written by a newer program");
    PasswordFile file;
    file.m_path = path;
    file.m_salt = sealed->salt;
    file.m_rounds = sealed->rounds;
    file.m_key = derived(passphrase, sealed->salt, sealed->rounds);
    file.m_check = checkOf(file.m_key);
    if (file.m_check != sealed->check)
        return core::failure(Errc::PassphraseNeeded, path);
    const auto plain = decrypted(*sealed, file.m_key);
    const auto all
        = plain ? core::cbor::fromBytes<QList<NamedPassword>>(*plain) : core::failure(Errc::StoreCorrupt, path);
    if (!all)
        return core::failure(Errc::StoreCorrupt, path);
    for (const NamedPassword &one : *all)
        file.m_secrets.insert(one.name, one.secret);
    return file;
}

std::optional<Secret> PasswordFile::find(const QString &name) const
{
    const auto it = m_secrets.constFind(name);
    return it == m_secrets.constEnd() ? std::nullopt : std::optional(*it);
}

Result<> PasswordFile::put(const QString &name, const Secret &secret)
{
    m_secrets.insert(name, secret);
    return write();
}

Result<> PasswordFile::erase(const QString &name)
{
    return m_secrets.remove(name) > 0 ? write() : Result<>();
}

Result<> PasswordFile::write() const
{
    QList<NamedPassword> all;
    for (auto it = m_secrets.begin(); it != m_secrets.end(); ++it)
        all.append({it.key(), it.value()});
    SealedPasswords sealed{
        kMagic, kVersion, kDerivation, m_rounds, m_salt, m_check, kCipher, randomBytes(kIvBytes), {}, {}};
    QCA::Cipher cipher(u"aes256"_s, QCA::Cipher::GCM, QCA::Cipher::NoPadding, QCA::Encode,
        QCA::SymmetricKey(m_key.reveal()), QCA::InitializationVector(sealed.iv), QCA::AuthTag(kTagBytes));
    sealed.bytes = cipher.process(QCA::SecureArray(core::cbor::toBytes(all))).toByteArray();
    sealed.tag = cipher.tag().toByteArray();
    if (!cipher.ok() || sealed.tag.size() != kTagBytes)
        return core::failure(Errc::StoreFailed, m_path, "QCA cannot encrypt (AES-256-GCM)");
    QSaveFile file(m_path);
    const QByteArray bytes = core::cbor::toBytes(sealed);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return std::unexpected(writeError(file));
    return {};
}

} // namespace engine
