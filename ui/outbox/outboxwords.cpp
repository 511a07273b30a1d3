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
    static QStringList story(const core::Submission &submission, const QDateTime &now);

private:
    static QString step(const core::SubmissionStep &step, bool isFirst);
};

QString errorSentence(const core::Submission &submission)
{
    return submission.lastError ? wordsFor(*submission.lastError, core::ServerPurpose::Send).headline : QString();
}

QString timeWords(const QDateTime &at, const QDateTime &now)
{
    const QDateTime local = at.toLocalTime();
    const QLocale locale;
    return local.date() == now.date() ? locale.toString(local.time(), QLocale::ShortFormat)
                                      : locale.toString(local, QLocale::ShortFormat);
}

/** In marks, so that nobody takes it for the program's words. */
QString quoted(const QByteArray &serverText)
{
    const QString words = cleaned(serverText);
    return words.isEmpty() ? QString() : OutboxText::tr("The server says: “%1”").arg(words);
}

QString OutboxText::step(const core::SubmissionStep &step, bool isFirst)
{
    const QString error = step.error ? wordsFor(*step.error, core::ServerPurpose::Send).headline : QString();
    switch (step.state) {
    case SubmissionState::Queued:
        if (step.error)
            return sentences({error, quoted(step.error->serverText)});
        return isFirst ? tr("Put into the Outbox.") : tr("To be sent again.");
    case SubmissionState::Sending:
        return tr("The server was reached; the message is handed over.");
    case SubmissionState::Sent:
        return tr("The server took it.");
    case SubmissionState::Failed:
        return sentences({error, step.error ? quoted(step.error->serverText) : QString()});
    case SubmissionState::Unknown:
        break;
    }
    return step.error && step.error->context == "restart"_L1
        ? tr("Hikyaku ended before the server's answer came.")
        : tr("The connection broke after the last line, before the server's answer came.");
}

QStringList OutboxText::story(const core::Submission &submission, const QDateTime &now)
{
    QStringList lines;
    std::optional<SubmissionState> before;
    for (const core::SubmissionStep &one : submission.story) {
        if (std::exchange(before, one.state) == SubmissionState::Sending && one.state == SubmissionState::Sending)
            continue; // its end left; one step for a person
        if (const QString words = step(one, lines.isEmpty()); !words.isEmpty())
            lines.append(u"%1  %2"_s.arg(timeWords(one.at, now), words));
    }
    if (lines.isEmpty() && submission.lastError) // from a version that wrote no story
        lines.append(step({{}, submission.state, submission.lastError}, true));
    for (const core::RecipientResult &result : submission.results) {
        if (!result.accepted)
            lines.append(sentences({tr("%1 was refused.").arg(result.address), quoted(result.serverText)}));
    }
    return lines;
}

OutboxWords OutboxText::queued(const core::Submission &submission, const QDateTime &now)
{
    const QDateTime next = submission.notBefore.toLocalTime();
    OutboxWords words{.state = tr("Waiting to be sent"), .retry = tr("Send now")};
    if (submission.attempts == 0 && next > now)
        words.explanation = tr("It waits a few seconds, so that sending can be undone.");
    else if (submission.attempts == 0)
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
    words.story = OutboxText::story(submission, now);
    return words;
}

} // namespace ui
