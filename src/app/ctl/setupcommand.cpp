// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountfile.h"
#include "command.h"
#include "errorwords.h"
#include "providers/signinmeans.h"

using namespace Qt::StringLiterals;
using core::AttemptState;
using core::Errc;

namespace ctl
{

namespace
{
/** The wizard's search without the wizard. */
class SetupCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::SetupCommand)

public:
    SetupCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_fullName(parser.value(u"name"_s))
        , m_protocol(parser.value(u"protocol"_s))
        , m_dryRun(parser.isSet(u"dry-run"_s))
        , m_inBrowser(parser.isSet(u"browser"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    async::Task<core::Secret> password(QString address);
    async::Task<qint64> signIn(QString address);
    void remember(const core::DiscoveryAttempt &attempt);
    QString words(const core::DiscoveryAttempt &attempt) const;
    std::optional<core::TrustQuestion> trustOf(core::ServerPurpose purpose) const;
    ExitCode incomplete(const core::DiscoveryResult &found) const;
    void print(const core::DiscoveryResult &found, const std::optional<core::Account> &account) const;

    QString m_fullName;
    QString m_protocol;
    bool m_dryRun;
    bool m_inBrowser; ///< sign in there in place of a password
    QMap<int, core::DiscoveryAttempt> m_attempts;
};

QString SetupCommand::words(const core::DiscoveryAttempt &attempt) const
{
    const QString what = attempt.purpose == core::ServerPurpose::Receive ? tr("receive") : tr("send");
    const QString result = attempt.state == AttemptState::Succeeded ? tr("works")
        : attempt.state == AttemptState::Skipped                    ? tr("not needed")
        : attempt.error                                             ? ErrorWords::text(*attempt.error)
                                                                    : QString();
    return u"%1  %2:%3  %4  %5 ms  %6"_s.arg(what, printable(attempt.server.host), QString::number(attempt.server.port),
        core::securityName(attempt.server.security), QString::number(attempt.milliseconds), result);
}

void SetupCommand::remember(const core::DiscoveryAttempt &attempt)
{
    m_attempts[attempt.id] = attempt;
    if (attempt.state == AttemptState::Succeeded || attempt.state == AttemptState::Failed)
        output().progress({{u"attempt"_s, toJson(attempt)}}, words(attempt));
}

std::optional<core::TrustQuestion> SetupCommand::trustOf(core::ServerPurpose purpose) const
{
    for (const core::DiscoveryAttempt &attempt : m_attempts) {
        if (attempt.purpose == purpose && attempt.trust)
            return attempt.trust;
    }
    return std::nullopt;
}

void SetupCommand::print(const core::DiscoveryResult &found, const std::optional<core::Account> &account) const
{
    QJsonArray attempts;
    QStringList lines;
    for (const core::DiscoveryAttempt &attempt : m_attempts)
        attempts.append(toJson(attempt));
    if (account) {
        for (const auto &[what, server] :
            {std::pair(tr("receive"), account->receive), std::pair(tr("send"), account->send)})
            lines.append(u"%1  %2:%3  %4  %5"_s.arg(what, server.host, QString::number(server.port),
                core::securityName(server.security), printable(server.user)));
        lines.append(m_dryRun ? tr("Everything works. Nothing was saved (--dry-run).")
                              : tr("The account %1 is set up.").arg(printable(account->name)));
    }
    output().result(
        QJsonDocument(QJsonObject{{u"address"_s, found.account.address}, {u"dryRun"_s, m_dryRun},
            {u"account"_s, account ? QJsonValue(toJson(*account)) : QJsonValue()}, {u"attempts"_s, attempts},
            {u"receiveError"_s, toJson(found.receiveError)}, {u"sendError"_s, toJson(found.sendError)}}),
        lines.join(u'\n'));
}

ExitCode SetupCommand::incomplete(const core::DiscoveryResult &found) const
{
    print(found, std::nullopt);
    const bool receiving = found.receiveError.has_value();
    const core::Error error
        = receiving ? *found.receiveError : found.sendError.value_or(core::Error{Errc::Internal, u"setup"_s, {}});
    const auto trust = error.code == Errc::CertificateUntrusted
        ? trustOf(receiving ? core::ServerPurpose::Receive : core::ServerPurpose::Send)
        : std::nullopt;
    output().failure(error, trust);
    return exitCodeFor(error);
}

async::Task<core::Secret> SetupCommand::password(QString address)
{
    auto given = session().passwords().hasFile()
        ? session().passwords().fromFile()
        : session().passwords().fromTerminal(address, address.section(u'@', -1));
    co_return co_await std::move(given);
}

async::Task<qint64> SetupCommand::signIn(QString address)
{
    const providers::SignInMeans means = providers::SignInMeans::of(session().paths().directory);
    const providers::Issuer *issuer = means.forAddress(address);
    if (!issuer)
        co_await core::failure(Errc::InvalidInput, tr("no sign-in in the browser is known for %1").arg(address));
    if (!means.client(issuer->id))
        co_await core::failure(Errc::InvalidInput,
            tr("no client ID is set for %1; set one with: hikyakuctl sign-in client %1 CLIENT-ID").arg(issuer->id));
    co_return co_await session().browse(issuer->id, address);
}

async::Task<ExitCode> SetupCommand::run(QStringList words)
{
    if (words.size() != 1)
        co_await core::failure(Errc::InvalidInput, tr("setup wants one mail address"));
    if (!m_protocol.isEmpty() && m_protocol != "imap"_L1)
        co_await core::failure(Errc::InvalidInput, u"--protocol "_s + m_protocol);
    const QString address = words.first();
    core::Secret password;
    qint64 signIn = 0;
    if (m_inBrowser)
        signIn = co_await this->signIn(address);
    else
        password = co_await this->password(address);
    QObject::connect(&session().client(), &ipc::Client::attemptChanged, &session(),
        [this](const core::DiscoveryAttempt &attempt) { remember(attempt); });
    const core::DiscoveryResult found = co_await session().call(ipc::Discover{
        .fullName = m_fullName, .address = address, .password = password, .manual = {}, .signIn = signIn});
    if (!found.receiveFound || !found.sendFound)
        co_return incomplete(found);
    core::Account account = found.account;
    if (!m_dryRun) {
        // A password from a file is given so each time; one that was typed is kept.
        const bool keep = !session().passwords().hasFile();
        account.id = co_await session().call(ipc::AddAccount{account, password, password, keep, {}, {}, signIn});
    }
    print(found, account);
    co_return ExitCode::Done;
}
} // namespace

CommandEntry setupCommand()
{
    return {.name = u"setup"_s,
        .syntax = u"ADDRESS [--dry-run] [--browser]"_s,
        .description
        = QCoreApplication::translate("ctl::SetupCommand", "Find the servers of an address and add the account."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"dry-run"_s,
                    QCoreApplication::translate("ctl::SetupCommand", "Search and sign in, but save nothing.")});
                parser.addOption({u"browser"_s,
                    QCoreApplication::translate(
                        "ctl::SetupCommand", "Sign in with the browser in place of a password.")});
                parser.addOption({u"name"_s,
                    QCoreApplication::translate("ctl::SetupCommand", "Your <name> as recipients see it."), u"name"_s});
                parser.addOption({u"protocol"_s,
                    QCoreApplication::translate("ctl::SetupCommand", "Receive with this protocol; only imap yet."),
                    u"protocol"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<SetupCommand>(session, parser);
        }};
}

} // namespace ctl
