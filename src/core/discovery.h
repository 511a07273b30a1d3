// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "account.h"
#include "error.h"
#include "question.h"

#include <QString>

#include <optional>

namespace core
{

enum class AttemptState { Waiting, Running, Succeeded, Failed, Skipped };
enum class ServerPurpose { Receive, Send };

/** One row of the live list in the account wizard: what was tried, where, with what result. */
struct DiscoveryAttempt {
    int id = 0; ///< 1, 2, … in the order of preference
    ServerPurpose purpose = ServerPurpose::Receive;
    QString source; ///< "guess", "manual"
    ServerSettings server;
    AttemptState state = AttemptState::Waiting;
    int milliseconds = 0;
    std::optional<Error> error;
    std::optional<TrustQuestion> trust; ///< set when error is CertificateUntrusted
    Protocol protocol = Protocol::Imap; ///< of Receive

    friend bool operator==(const DiscoveryAttempt &, const DiscoveryAttempt &) = default;
};

/** How a search ended: `account` holds what was found; the errors say why a half is missing. */
struct DiscoveryResult {
    Account account;
    bool receiveFound = false;
    bool sendFound = false;
    std::optional<Error> receiveError; ///< the one error worth telling
    std::optional<Error> sendError;

    friend bool operator==(const DiscoveryResult &, const DiscoveryResult &) = default;
};

QString attemptStateName(AttemptState state);

} // namespace core
