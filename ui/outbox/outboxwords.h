// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/submission.h"

#include <QString>

namespace ui
{

/** What is true of a message on its way out, as a person should hear it. Plain text. */
struct OutboxWords {
    QString state; ///< a few words: "Waiting", "May or may not have arrived"
    QString explanation; ///< what that means and what happens next; one or two sentences
    QStringList story; ///< what happened, in order, each with its time and the server's own words
    QString retry; ///< what the button says
};

/** `now` is local time. */
OutboxWords outboxWords(const core::Submission &submission, const QDateTime &now);

} // namespace ui
