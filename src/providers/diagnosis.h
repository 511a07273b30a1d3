// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/discovery.h"
#include "providertable.h"
#include "replytable.h"
#include "signinmeans.h"

#include <QDateTime>

namespace providers
{

/** What is known around a failure; what is not known stays empty. */
struct Circumstances {
    core::ServerPurpose purpose = core::ServerPurpose::Receive;
    QString address; ///< of the account
    QString user; ///< the name that was signed in with, where the error's context does not tell
    QList<core::DiscoveryAttempt> attempts; ///< of the search that failed
    QDateTime now = QDateTime::currentDateTimeUtc(); ///< what this computer's clock says
    BrowserWay browser = BrowserWay::NotKnown; ///< what could stand in for a password
};

/** What a failure comes from, as far as the evidence goes. */
struct Diagnosis {
    Cause cause = Cause::Unknown;
    const Provider *provider
        = nullptr; ///< who runs this mail, by the address, else by the server's name; null: unknown
    QString host; ///< of the error's context; may be empty
    QList<quint16> ports; ///< the same; several where all of them failed alike
    QString userName; ///< of WrongUserName: what it should be; empty: only the provider's papers say it
    QString offered; ///< of MechanismMissing: what the server knows, as it said
};

/**
 * Reads the server's reply by the table, else the kind of failure: which ports are silent while others answer, what
 * OpenSSL said, whether the certificates only seem not yet valid, and what the provider's row says. Guesses nothing:
 * without evidence the cause is Unknown. Pure; any thread.
 */
Diagnosis diagnose(const core::Error &error, const Circumstances &around = {});

/** True for what says something about the way in: then what the provider wants stands beside it. */
bool isAboutSigningIn(const core::Error &error);

/** What a user name is made of, which tells nobody the name: "address", "local-part", "local.domain", "other". */
QString userNameForm(const QString &user, const QString &address);

} // namespace providers
