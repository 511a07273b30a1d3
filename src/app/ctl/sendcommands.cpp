// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// send and outbox.

#include "async/awaiters.h"
#include "command.h"
#include "core/submission.h"
#include "errorwords.h"
#include "lockowner.h"
#include "mime/envelope.h"

#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Submission;
using core::SubmissionState;

namespace ctl
{

namespace
{
constexpr std::chrono::minutes kPatience{10}; ///< for one delivery: a large message on a slow line

/** While it is being sent nothing has gone wrong, whatever is written down for the case. */
std::optional<core::Error> errorOf(const Submission &submission)
{
    return submission.state == SubmissionState::Sending ? std::nullopt : submission.lastError;
}

QJsonObject toJson(const Submission &submission, const QString &account)
{
    QJsonArray recipients;
    for (const QString &address : submission.recipients) {
        const auto result = std::ranges::find(submission.results, address, &core::RecipientResult::address);
        const bool known = result != submission.results.end();
        recipients.append(
            QJsonObject{{u"address"_s, address}, {u"accepted"_s, known ? QJsonValue(result->accepted) : QJsonValue()},
                {u"serverText"_s, known ? QString::fromUtf8(result->serverText) : QString()}});
    }
    return {{u"submission"_s, submission.id.value()}, {u"account"_s, account}, {u"messageId"_s, submission.messageId},
        {u"subject"_s, submission.subject}, {u"state"_s, core::submissionStateName(submission.state)},
        {u"attempts"_s, submission.attempts}, {u"queuedAt"_s, submission.queuedAt.toString(Qt::ISODate)},
        {u"recipients"_s, recipients}, {u"error"_s, ctl::toJson(errorOf(submission))}};
}

class OutboxWords
{
    Q_DECLARE_TR_FUNCTIONS(ctl::OutboxWords)

public:
    static QString state(SubmissionState state);
    static QString line(const Submission &submission);
};

QString OutboxWords::state(SubmissionState state)
{
    switch (state) {
    case SubmissionState::Queued:
        return tr("queued");
    case SubmissionState::Sending:
        return tr("sending");
    case SubmissionState::Sent:
        return tr("sent");
    case SubmissionState::Failed:
        return tr("failed");
    case SubmissionState::Unknown:
        return tr("unknown: it may have arrived");
    }
    return {};
}

QString OutboxWords::line(const Submission &submission)
{
    QString line = u"%1  %2  %3  %4"_s.arg(QString::number(submission.id.value()), state(submission.state),
        printable(submission.recipients.join(u", "_s)), printable(submission.subject));
    if (const auto error = errorOf(submission))
        line += u"  "_s + ErrorWords::text(*error);
    return line;
}

class SendCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::SendCommand)

public:
    SendCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_account(parser.value(u"account"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    core::Result<QByteArray> read(const QString &name) const;
    core::Result<core::Account> accountFor(const QByteArray &eml);
    async::Task<core::SubmissionId> submit(core::AccountId account, QByteArray eml);
    async::Task<> resume(core::AccountId account);
    async::Task<Submission> attempted(core::Submission submission);
    async::Task<Submission> changed(core::SubmissionId id, int attemptsBefore);
    async::Task<> fileCopy(core::AccountId account);
    ExitCode exitCode(const Submission &submission) const;

    QString m_account;
};

core::Result<QByteArray> SendCommand::read(const QString &name) const
{
    QFile file(name);
    const bool opened = name == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return core::failure(Errc::NoSuchMessage, name, file.errorString().toUtf8());
    return file.readAll();
}

core::Result<core::Account> SendCommand::accountFor(const QByteArray &eml)
{
    const core::Envelope envelope = mime::parseEnvelope(eml);
    if (m_account.isEmpty()) {
        for (const core::Address &from : envelope.from) {
            if (auto own = session().account(from.address))
                return own;
        }
    }
    return session().account(m_account);
}

/** When an engine has died: the next one sends what is queued, and says of what was on its way that it cannot know. */
async::Task<> SendCommand::resume(core::AccountId account)
{
    co_await session().linkAgain();
    const auto synced = co_await session().call(ipc::Sync{account, {"INBOX"}, ipc::Bodies::None}).asResult();
    Q_UNUSED(synced); // the Outbox tells how it went
}

async::Task<core::SubmissionId> SendCommand::submit(core::AccountId account, QByteArray eml)
{
    QSet<core::SubmissionId> before;
    for (const Submission &submission : session().reader().submissions())
        before.insert(submission.id);
    const auto outcome = co_await session().call(ipc::SubmitEml{account, eml}).asResult();
    if (outcome || !Session::isEngineLost(outcome.error()))
        co_return co_await core::Result<core::SubmissionId>(outcome);
    co_await resume(account);
    // When only the answer was lost, asking again would send it twice.
    const core::Envelope envelope = mime::parseEnvelope(eml);
    for (const Submission &submission : session().reader().submissions()) {
        const bool isOurs = envelope.messageId.isEmpty() ? submission.subject == envelope.subject
                                                         : submission.messageId == envelope.messageId;
        if (isOurs && submission.account == account && !before.contains(submission.id))
            co_return submission.id;
    }
    co_return co_await session().call(ipc::SubmitEml{account, eml});
}

/** The submission once it has been tried more often than before, or is settled; also when an engine dies over it. */
async::Task<Submission> SendCommand::attempted(core::Submission submission)
{
    auto outcome = co_await changed(submission.id, submission.attempts).asResult();
    if (outcome || !Session::isEngineLost(outcome.error()))
        co_return co_await std::move(outcome);
    co_await resume(submission.account);
    co_return co_await changed(submission.id, submission.attempts);
}

async::Task<Submission> SendCommand::changed(core::SubmissionId id, int attemptsBefore)
{
    const async::Completion<Submission> settled;
    QObject context;
    const auto look = [this, id, attemptsBefore, settled] {
        const auto now = session().reader().submission(id);
        if (!now) {
            settled.set(core::failure(Errc::NoSuchMessage, QString::number(id.value())));
            return;
        }
        const bool waits = now->state == SubmissionState::Queued || now->state == SubmissionState::Sending;
        if (!waits || (now->state == SubmissionState::Queued && now->lastError && now->attempts > attemptsBefore))
            settled.set(*now);
    };
    // Later: a slot must not destroy the frame that owns its connection.
    QObject::connect(&session().client(), &ipc::Client::storeChanged, &context, look, Qt::QueuedConnection);
    QObject::connect(
        &session().client(), &ipc::Client::lost, &context,
        [settled](const core::Error &error) { settled.set(std::unexpected(error)); }, Qt::QueuedConnection);
    const async::Deadline patience(kPatience, [this, id, settled] {
        auto now = session().reader().submission(id);
        settled.set(now ? core::Result<Submission>(*now) : core::failure(Errc::NoSuchMessage));
    });
    look();
    if (!session().client().isReady())
        settled.set(core::failure(Errc::ConnectionLost, u"engine"_s));
    co_return co_await settled.wait();
}

/** The copy in Sent is in the journal; this program may as well wait until it stands on the server. */
async::Task<> SendCommand::fileCopy(core::AccountId account)
{
    QByteArray sent = "Sent";
    for (const core::Mailbox &mailbox : session().reader().mailboxes(account)) {
        if (mailbox.role == core::MailboxRole::Sent)
            sent = mailbox.rawName;
    }
    const auto filed = co_await session().call(ipc::Sync{account, {sent}, ipc::Bodies::None}).asResult();
    if (!filed)
        output().progress({{u"progress"_s, u"sent-copy-waits"_s}, {u"error"_s, ctl::toJson(filed.error())}},
            tr("The copy in Sent will be filed by the next sync: %1").arg(ErrorWords::text(filed.error())));
}

ExitCode SendCommand::exitCode(const Submission &submission) const
{
    if (submission.state == SubmissionState::Sent)
        return ExitCode::Done;
    const ExitCode why = submission.lastError ? exitCodeFor(*submission.lastError) : ExitCode::Queued;
    const bool waitsForNetwork = submission.state == SubmissionState::Queued && why == ExitCode::NetworkFailed;
    return waitsForNetwork ? ExitCode::Queued : why;
}

async::Task<ExitCode> SendCommand::run(QStringList words)
{
    if (words.size() != 1)
        co_await core::failure(Errc::InvalidInput, tr("send wants one file"));
    const QByteArray eml = co_await read(words.first());
    const core::Account account = co_await accountFor(eml);
    co_await session().offerPassword(account.id);
    const core::SubmissionId id = co_await submit(account.id, eml);
    Submission submission = co_await attempted({.id = id, .account = account.id});
    const auto lacking = submission.lastError && submission.state == SubmissionState::Queued
        ? Session::lacking(*submission.lastError)
        : std::nullopt;
    if (lacking) {
        const auto asked = co_await session().askPassword(account.id, *lacking).asResult();
        if (asked) {
            co_await session().call(ipc::RetrySubmission{id});
            submission = co_await attempted(submission);
        }
    }
    if (submission.state == SubmissionState::Sent)
        co_await fileCopy(account.id);
    output().result(QJsonDocument(toJson(submission, account.name)), OutboxWords::line(submission));
    if (submission.state != SubmissionState::Sent && submission.lastError)
        co_await session().tell(*submission.lastError);
    if (submission.state == SubmissionState::Queued)
        output().progress({{u"progress"_s, u"queued"_s}}, tr("The message waits in the Outbox."));
    co_return exitCode(submission);
}

class OutboxCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::OutboxCommand)

public:
    using Command::Command;
    async::Task<ExitCode> run(QStringList words) override;
};

async::Task<ExitCode> OutboxCommand::run(QStringList words)
{
    if (!words.isEmpty())
        co_await core::failure(Errc::InvalidInput, words.first());
    QJsonArray array;
    QStringList lines;
    const bool isAlive = lockOwnerOf(session().paths()).isAlive;
    for (const Submission &stored : session().reader().submissions()) {
        const Submission submission = isAlive ? stored : core::leftBehind(stored);
        const auto account = session().reader().account(submission.account);
        array.append(toJson(submission, account ? account->name : QString()));
        lines.append(OutboxWords::line(submission));
    }
    output().result(QJsonDocument(array), lines.join(u'\n'));
    co_return ExitCode::Done;
}
} // namespace

CommandEntry sendCommand()
{
    return {.name = u"send"_s,
        .syntax = u"FILE.eml [--account NAME]"_s,
        .description
        = QCoreApplication::translate("ctl::SendCommand", "Queue a message and deliver it; - reads standard input."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"account"_s,
                    QCoreApplication::translate(
                        "ctl::SendCommand", "Send from this <account>; else the one of the author."),
                    u"account"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<SendCommand>(session, parser);
        }};
}

CommandEntry outboxCommand()
{
    return {.name = u"outbox"_s,
        .syntax = {},
        .description = QCoreApplication::translate("ctl::OutboxCommand", "The Outbox, with each message's true state."),
        .addOptions = {},
        .make = [](Session &session, const QCommandLineParser &) -> std::unique_ptr<Command> {
            return std::make_unique<OutboxCommand>(session);
        }};
}

} // namespace ctl
