// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QCoreApplication>

namespace ctl
{

/** Where a password comes from when the keyring has none: --password-file, else the terminal. */
class PasswordSource
{
    Q_DECLARE_TR_FUNCTIONS(ctl::PasswordSource)

public:
    explicit PasswordSource(const QString &file)
        : m_file(file)
    {
    }
    bool hasFile() const { return !m_file.isEmpty(); }

    /** The file's first line; InvalidInput with the file's name when it cannot be read or is empty. */
    core::Result<core::Secret> fromFile() const;
    /** Asks on the terminal, without echo; blocks. AuthenticationFailed naming `host` when there is no terminal. */
    core::Result<core::Secret> fromTerminal(const QString &user, const QString &host) const;

private:
    QString m_file;
};

/** --password-file, --proxy-password-file, --passphrase-file. */
struct GivenSecrets {
    PasswordSource password, proxy, passphrase;
};

} // namespace ctl
