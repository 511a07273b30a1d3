// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "submission.h"

namespace core
{

Submission leftBehind(Submission submission)
{
    if (submission.state != SubmissionState::Sending)
        return submission;
    const bool dotMayHaveLeft = !submission.lastError;
    submission.state = dotMayHaveLeft ? SubmissionState::Unknown : SubmissionState::Queued;
    submission.lastError.reset();
    if (dotMayHaveLeft)
        submission.lastError = Error{Errc::DeliveryUnknown, QStringLiteral("restart"), {}};
    return submission;
}

} // namespace core
