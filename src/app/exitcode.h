// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

namespace app
{

/** What hikyakuctl tells a script; a promise, never renumber. */
enum class ExitCode {
    Done = 0,
    Usage = 1,
    NoSuchThing = 2,
    SignInRefused = 3,
    NotTrusted = 4,
    NetworkFailed = 5,
    StoreFailed = 6,
    Queued = 7, ///< in the journal, delivery not confirmed
};

ExitCode exitCodeFor(const core::Error &error);

} // namespace app
