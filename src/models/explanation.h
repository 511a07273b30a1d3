// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "providers/diagnosis.h"

namespace models
{

/**
 * Why somebody did not get in, in words: the same in the wizard, the settings, the password dialog and hikyakuctl. All
 * of it plain text.
 */
struct Explanation {
    providers::Cause cause = providers::Cause::Unknown;
    /** What happened and whose side it is on; %1 stands for the server. Empty: the error's code has the words. */
    QString headline;
    QString advice; ///< what to do now
    QString note; ///< what the provider wants of everyone, sentences; empty: nothing that was not said already
    QUrl page; ///< where that is done; may be empty
    bool helpsBrowser = false; ///< a sign-in in the browser is open there, and does what this password does not
};

/** By the server's reply, the kind of failure and what is known around it; see providers::diagnose(). */
Explanation explain(const core::Error &error, const providers::Circumstances &around = {});

} // namespace models
