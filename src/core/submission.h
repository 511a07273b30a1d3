// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "error.h"
#include "ids.h"
#include "mailbox.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace core
{

/** The values are stored: never renumber. */
enum class SubmissionState {
    Queued = 0, ///< waits for its turn, or for the network
    Sending = 1, ///< committed before the first byte leaves
    Sent = 2, ///< the server took it
    Failed = 3, ///< the server refused it for good; the person decides
    Unknown = 4, ///< the link was lost after the final dot; never resent by itself
};

struct RecipientResult {
    QString address;
    bool accepted = false;
    QByteArray serverText; ///< the reply to RCPT, with its enhanced status code (RFC 3463)

    friend bool operator==(const RecipientResult &, const RecipientResult &) = default;
};

/** What a submission came to, and when; the store writes it down with every change. */
struct SubmissionStep {
    QDateTime at; ///< UTC
    SubmissionState state = SubmissionState::Queued;
    std::optional<Error> error; ///< why

    friend bool operator==(const SubmissionStep &, const SubmissionStep &) = default;
};

/** A message on its way out (RFC 6409). The bytes lie beside it in the journal. */
struct Submission {
    SubmissionId id;
    AccountId account;
    QString messageId; ///< one for life, without brackets
    QString reversePath; ///< RFC 5321 4.1.2
    QStringList recipients; ///< forward-paths, Bcc included
    QString subject; ///< for the Outbox list
    QDateTime queuedAt; ///< UTC
    QDateTime notBefore; ///< UTC; undo send, back-off
    SubmissionState state = SubmissionState::Queued;
    int attempts = 0;
    std::optional<Error> lastError; ///< why it is Failed or Unknown, or why Queued again; Sending: see leftBehind()
    QList<RecipientResult> results;
    QByteArray ownCopyHeader; ///< header lines that only the own Sent copy gets (Bcc), CRLF line ends
    QString draftToken; ///< Draft::token of what it was; one draft is submitted once
    std::optional<MessageKey> answers;
    std::optional<MessageKey> forwards;
    QList<SubmissionStep> story; ///< oldest first; of very many steps the first and the last ones

    friend bool operator==(const Submission &, const Submission &) = default;
};

/**
 * What a submission is when the program that sent it has ended. Until the final dot the server has taken nothing (RFC
 * 5321 4.1.1.4): so long Sending has a lastError, and becomes Queued. Without one it is Unknown. Others stay as they
 * are.
 */
Submission leftBehind(Submission submission);

QString submissionStateName(SubmissionState state); ///< "queued" …
std::optional<SubmissionState> submissionStateFromName(const QString &name);

} // namespace core
