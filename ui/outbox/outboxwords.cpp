// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outboxwords.h"

#include "ui/shared/datewords.h"
#include "ui/shared/errorwords.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;
using core::SubmissionState;

namespace ui
{

namespace
{
class OutboxText
{
    Q_DECLARE_TR_FUNCTIONS(ui::Outbox)

public:
    static OutboxWords queued(const core::Submission &submission, const QDateTime &now);
    static OutboxWords failed(const core::Submission &submission);
    static OutboxWords of(const core::Submission &submission, const QDateTime &now);
};

QString errorSentence(const core::Submission &submission)
{
    return submission.lastError ? wordsFor(*submission.lastError, core::ServerPurpose::Send).headline : QString();
}

QString serverWords(const core::Submission &submission)
{
    QStringList lines;
    if (submission.lastError && !submission.lastError->serverText.isEmpty())
        lines.append(cleaned(submission.lastError->serverText));
    for (const core::RecipientResult &result : submission.results) {
        if (!result.accepted)
            lines.append(u"%1: %2"_s.arg(result.address, cleaned(result.serverText)));
    }
    return lines.join(u'\n');
}

OutboxWords OutboxText::queued(const core::Submission &submission, const QDateTime &now)
{
    const QDateTime next = submission.notBefore.toLocalTime();
    OutboxWords words{.state = tr("Waiting to be sent"), .retry = tr("Send now")};
    if (submission.attempts == 0)
        words.explanation = tr("It is sent as soon as the server can be reached.");
    else if (next > now)
        words.explanation = sentences({errorSentence(submission),
            tr("Next try at %1.").arg(QLocale().toString(next.time(), QLocale::ShortFormat))});
    else
        words.explanation = sentences({errorSentence(submission), tr("Hikyaku tries again by itself.")});
    return words;
}

OutboxWords OutboxText::failed(const core::Submission &submission)
{
    QStringList refused;
    for (const core::RecipientResult &result : submission.results) {
        if (!result.accepted)
            refused.append(result.address);
    }
    OutboxWords words{.state = tr("Not sent"), .retry = tr("Try again")};
    words.explanation = refused.isEmpty() ? errorSentence(submission)
                                          : tr("The server does not take mail for %1.").arg(refused.join(u", "_s));
    if (submission.lastError) {
        const QString advice = wordsFor(*submission.lastError, core::ServerPurpose::Send).advice;
        words.explanation = sentences({words.explanation, advice});
    }
    return words;
}

OutboxWords OutboxText::of(const core::Submission &submission, const QDateTime &now)
{
    switch (submission.state) {
    case SubmissionState::Queued:
        return queued(submission, now);
    case SubmissionState::Sending:
        return {tr("Being sent"), tr("The server is taking it just now."), {}, {}};
    case SubmissionState::Sent:
        return {tr("Sent"), tr("The server took it."), {}, {}};
    case SubmissionState::Failed:
        return failed(submission);
    case SubmissionState::Unknown:
        break;
    }
    return {tr("May or may not have arrived"),
        tr("The connection broke at the last moment, after the whole message was handed over. Look into the Sent "
           "mailbox or ask the recipients before you send it again: they might get it twice."),
        {}, tr("Send again…")};
}
} // namespace

OutboxWords outboxWords(const core::Submission &submission, const QDateTime &now)
{
    OutboxWords words = OutboxText::of(submission, now);
    words.details = serverWords(submission);
    return words;
}

} // namespace ui
