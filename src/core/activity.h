// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "error.h"
#include "ids.h"

#include <QString>

#include <optional>

namespace core
{

enum class ActivityKind {
    Idle,
    Connecting,
    SigningIn,
    ListingMailboxes,
    ReceivingSummaries,
    ReceivingBody,
    ReplayingActions,
    Sending,
    Waiting,
    ServerNotice ///< no work: the server wants this to be read (RFC 3501 7.1, ALERT); `subject` is what it says
};

/** What the engine is doing for one account right now, and why it waits. */
struct Activity {
    AccountId account;
    ActivityKind kind = ActivityKind::Idle;
    QString subject; ///< mailbox name, host, words of the server …
    qint64 done = 0;
    qint64 total = 0; ///< 0: unknown
    std::optional<Error> error; ///< the failure it waits after
    int retryInSeconds = 0;

    friend bool operator==(const Activity &, const Activity &) = default;
};

QString activityKindName(ActivityKind kind);

} // namespace core
