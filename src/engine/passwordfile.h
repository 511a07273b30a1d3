// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QMap>

namespace engine
{

/**
 * Passwords in a file under one passphrase, for computers without a keyring: PBKDF2 and AES-256-GCM by QCA, a header
 * with a version, written whole each time. A value that is open; the file may go on being there without one.
 */
class PasswordFile
{
public:
    /** Makes an empty one. Blocking, for about a second: that is its point; so is open(). StoreFailed, StoreFull. */
    static core::Result<PasswordFile> make(const QString &path, const core::Secret &passphrase);
    /** PassphraseNeeded when it does not fit; StoreCorrupt; StoreFailed when a newer program wrote it. */
    static core::Result<PasswordFile> open(const QString &path, const core::Secret &passphrase);

    std::optional<core::Secret> find(const QString &name) const;
    core::Result<> put(const QString &name, const core::Secret &secret);
    core::Result<> erase(const QString &name);

private:
    PasswordFile() = default;
    core::Result<> write() const;

    QString m_path;
    core::Secret m_key;
    QByteArray m_salt, m_check;
    qint64 m_rounds = 0;
    QMap<QString, core::Secret> m_secrets;
};

} // namespace engine
