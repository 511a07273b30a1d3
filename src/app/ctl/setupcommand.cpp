// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountfile.h"
#include "command.h"
#include "errorwords.h"
#include "models/attemptreport.h"
#include "models/providerwords.h"
#include "providers/profile.h"
#include "providers/signinmeans.h"

#include <QFile>
#include <QUrl>

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
        , m_userName(parser.value(u"user"_s).trimmed())
        , m_profile(parser.value(u"mobileconfig"_s))
        , m_protocol(parser.value(u"protocol"_s))
        , m_proxy(parser.value(u"proxy"_s))
        , m_dryRun(parser.isSet(u"dry-run"_s))
        , m_inBrowser(parser.isSet(u"browser"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    async::Task<core::Secret> password(QString address);
    async::Task<> readProxy();
    core::Result<core::ProxySettings> proxy() const;
    async::Task<qint64> signIn(QString address);
    void remember(const core::DiscoveryAttempt &attempt);
    QString words(const core::DiscoveryAttempt &attempt) const;
    std::optional<core::TrustQuestion> trustOf(core::ServerPurpose purpose) const;
    ExitCode incomplete(const core::DiscoveryResult &found) const;
    void print(const core::DiscoveryResult &found, const std::optional<core::Account> &account) const;

    providers::Circumstances around(core::ServerPurpose purpose) const;
    QString issuedName() const;
    core::Result<std::optional<core::Account>> fromProfile() const;

    QString m_fullName;
    QString m_userName; ///< empty: made of the address
    QString m_profile; ///< a .mobileconfig file; empty: none
    QString m_protocol;
    QString m_proxy; ///< as it was typed; empty: the system's
    QString m_address;
    core::Secret m_password;
    core::NetworkSettings m_network;
    core::Secret m_proxyPassword;
    bool m_dryRun;
    providers::SignInMeans m_means;
    providers::BrowserWay m_browser = providers::BrowserWay::NotKnown; ///< what the address, or its host, allows
    bool m_inBrowser; ///< sign in there in place of a password
    QMap<int, core::DiscoveryAttempt> m_attempts;
};

QString SetupCommand::words(const core::DiscoveryAttempt &attempt) const
{
    const QString what = attempt.purpose == core::ServerPurpose::Receive ? tr("receive") : tr("send");
    const QString result = attempt.state == AttemptState::Succeeded ? tr("works")
        : attempt.state == AttemptState::Skipped                    ? tr("not needed")
        : attempt.error ? ErrorWords::text(*attempt.error, around(attempt.purpose))
                        : QString();
    return u"%1  %2:%3  %4  %5 ms  %6"_s.arg(what, printable(attempt.server.host), QString::number(attempt.server.port),
        core::securityName(attempt.server.security), QString::number(attempt.milliseconds), result);
}

void SetupCommand::remember(const core::DiscoveryAttempt &attempt)
{
    m_attempts[attempt.id] = attempt;
    const bool isFound = attempt.purpose == core::ServerPurpose::Receive && attempt.source != "suggestion"_L1;
    if (isFound && m_browser == providers::BrowserWay::NotKnown)
        m_browser = m_means.way(m_means.forHost(attempt.server.host));
    if (attempt.state == AttemptState::Succeeded || attempt.state == AttemptState::Failed)
        output().progress({{u"attempt"_s, toJson(attempt, around(attempt.purpose))}}, words(attempt));
}

providers::Circumstances SetupCommand::around(core::ServerPurpose purpose) const
{
    return {.purpose = purpose,
        .address = m_address,
        .user = m_userName,
        .attempts = m_attempts.values(),
        .browser = m_browser};
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
        attempts.append(toJson(attempt, around(attempt.purpose)));
    const QString report = models::attemptReport(
        m_attempts.values(), {.address = m_address, .passwords = {m_password, m_proxyPassword}});
    if (!account)
        lines.append(report);
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
            {u"receiveError"_s, toJson(found.receiveError, around(core::ServerPurpose::Receive))},
            {u"sendError"_s, toJson(found.sendError, around(core::ServerPurpose::Send))}, {u"report"_s, report}}),
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
    output().failure(error, trust, around(receiving ? core::ServerPurpose::Receive : core::ServerPurpose::Send));
    return exitCodeFor(error);
}

async::Task<core::Secret> SetupCommand::password(QString address)
{
    auto given = session().passwords().hasFile()
        ? session().passwords().fromFile()
        : session().passwords().fromTerminal(address, address.section(u'@', -1));
    co_return co_await std::move(given);
}

core::Result<core::ProxySettings> SetupCommand::proxy() const
{
    if (m_proxy.isEmpty() || m_proxy == "system"_L1)
        return core::ProxySettings{};
    if (m_proxy == "none"_L1)
        return core::ProxySettings{.kind = core::ProxyKind::None, .host = {}, .port = 0, .user = {}};
    const QUrl url(m_proxy, QUrl::StrictMode);
    if (url.userInfo(QUrl::FullyEncoded).contains(u':')) // every user of this computer sees what a program was given
        return core::failure(Errc::InvalidInput,
            tr("a password does not belong on the command line; give it with --proxy-password-file"));
    const auto kind = core::proxyKindFromName(url.scheme());
    const bool isNamed = kind == core::ProxyKind::Socks5 || kind == core::ProxyKind::HttpConnect;
    const bool isBare = (url.path().isEmpty() || url.path() == "/"_L1) && !url.hasQuery() && !url.hasFragment();
    if (!url.isValid() || !isNamed || !isBare || url.host().isEmpty() || url.port() < 1)
        return core::failure(Errc::InvalidInput,
            tr("--proxy wants none, system, socks5://USER@HOST:PORT or http://USER@HOST:PORT, not “%1”").arg(m_proxy));
    return core::ProxySettings{
        .kind = *kind, .host = url.host(), .port = quint16(url.port()), .user = url.userName(QUrl::FullyDecoded)};
}

/** Its password comes from --proxy-password-file, else from the terminal; only where it has a user. */
async::Task<> SetupCommand::readProxy()
{
    m_network.proxy = co_await proxy();
    const core::ProxySettings &settings = m_network.proxy;
    if (settings.user.isEmpty())
        co_return;
    const PasswordSource &source = session().secrets().proxy;
    auto given = source.hasFile() ? source.fromFile() : source.fromTerminal(settings.user, settings.host);
    if (!given && !source.hasFile())
        given.error().code = Errc::ProxyAuthenticationFailed;
    m_proxyPassword = co_await std::move(given);
}

async::Task<qint64> SetupCommand::signIn(QString address)
{
    const providers::Issuer *issuer = m_means.forAddress(address);
    if (!issuer) { // somebody may run the mail of the domain
        const QString id = co_await session().call(ipc::FindIssuer{address, m_network, m_proxyPassword});
        issuer = m_means.find(id);
    }
    if (!issuer)
        co_await core::failure(Errc::InvalidInput, tr("no sign-in in the browser is known for %1").arg(address));
    if (!m_means.client(issuer->id))
        co_await core::failure(Errc::InvalidInput,
            tr("no client ID is set for %1; set one with: hikyakuctl sign-in client %1 CLIENT-ID").arg(issuer->id));
    co_return co_await session().browse(issuer->id, address, {}, m_network, m_proxyPassword);
}

/** What the provider calls the user name that only its papers say; empty where the address is enough. */
QString SetupCommand::issuedName() const
{
    const auto &table = providers::ProviderTable::builtIn();
    const auto *provider = table.isCertainOf(m_address) ? table.forAddress(m_address) : nullptr;
    const bool isIssued = provider && provider->userName == providers::UserName::Issued;
    return isIssued ? models::inThisLanguage(provider->issuedName) : QString();
}

/** What a profile file sets up; nothing where none was given. */
core::Result<std::optional<core::Account>> SetupCommand::fromProfile() const
{
    if (m_profile.isEmpty())
        return std::nullopt;
    QFile file(m_profile);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(Errc::InvalidInput, tr("%1 cannot be read").arg(m_profile));
    const auto accounts = providers::parseProfile(file.read(providers::kMostProfile + 1));
    if (!accounts)
        return core::failure(Errc::InvalidInput,
            accounts.error().code == Errc::NoSuchMailbox ? tr("%1 holds no mail account").arg(m_profile)
                                                         : tr("%1 is no profile that can be read").arg(m_profile));
    const auto imap = std::ranges::find(*accounts, core::Protocol::Imap, &core::Account::protocol);
    if (imap == accounts->end())
        return core::failure(Errc::InvalidInput, tr("%1 sets up POP3 only").arg(m_profile));
    core::Account account = *imap;
    for (core::ServerSettings *server : {&account.receive, &account.send}) {
        if (!m_userName.isEmpty())
            server->user = m_userName;
    }
    return account;
}

async::Task<ExitCode> SetupCommand::run(QStringList words)
{
    auto profile = fromProfile();
    std::optional<core::Account> manual = co_await std::move(profile);
    if (words.isEmpty() && manual)
        words = {manual->address};
    if (words.size() != 1 || words.first().isEmpty())
        co_await core::failure(Errc::InvalidInput, tr("setup wants one mail address"));
    if (!m_protocol.isEmpty() && m_protocol != "imap"_L1)
        co_await core::failure(Errc::InvalidInput, u"--protocol "_s + m_protocol);
    const QString address = m_address = words.first();
    m_means = providers::SignInMeans::of(session().paths().directory);
    m_browser = m_means.way(m_means.forAddress(address));
    if (manual) {
        manual->address = address;
        for (core::ServerSettings *server : {&manual->receive, &manual->send})
            server->user = server->user.isEmpty() ? address : server->user;
    }
    if (const QString issued = issuedName(); !manual && m_userName.isEmpty() && !issued.isEmpty())
        co_await core::failure(Errc::InvalidInput, tr("setup needs --user here: %1").arg(issued));
    co_await readProxy();
    if (manual && !m_proxy.isEmpty())
        manual->network.proxy = m_network.proxy;
    qint64 signIn = 0;
    if (m_inBrowser)
        signIn = co_await this->signIn(address);
    else
        m_password = co_await this->password(address);
    QObject::connect(&session().client(), &ipc::Client::attemptChanged, &session(),
        [this](const core::DiscoveryAttempt &attempt) { remember(attempt); });
    const core::DiscoveryResult found = co_await session().call(ipc::Discover{.fullName = m_fullName,
        .address = address,
        .password = m_password,
        .manual = manual,
        .sendPassword = {},
        .network = m_network,
        .proxyPassword = m_proxyPassword,
        .passphrase = {},
        .signIn = signIn,
        .userName = m_userName});
    if (!found.receiveFound || !found.sendFound)
        co_return incomplete(found);
    core::Account account = found.account;
    if (!m_dryRun) {
        // A password from a file is given so each time; one that was typed is kept.
        const bool keep = !session().passwords().hasFile();
        account.id = co_await session().call(
            ipc::AddAccount{account, m_password, m_password, keep, m_proxyPassword, {}, signIn});
    }
    print(found, account);
    co_return ExitCode::Done;
}
} // namespace

CommandEntry setupCommand()
{
    return {.name = u"setup"_s,
        .syntax = u"ADDRESS [--user NAME] [--browser] [--proxy URL] [--dry-run] | --mobileconfig FILE"_s,
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
                parser.addOption({u"user"_s,
                    QCoreApplication::translate("ctl::SetupCommand",
                        "Sign in with the user name that your provider issued, where it is not made of the address."),
                    u"name"_s});
                parser.addOption({u"proxy"_s,
                    QCoreApplication::translate("ctl::SetupCommand",
                        "Reach the servers through <url>: socks5://USER@HOST:PORT, http://USER@HOST:PORT, none or "
                        "system; its password comes from --proxy-password-file or the terminal."),
                    u"url"_s});
                parser.addOption({u"mobileconfig"_s,
                    QCoreApplication::translate("ctl::SetupCommand", "Take the servers from the Apple profile <file>."),
                    u"file"_s});
                parser.addOption({u"protocol"_s,
                    QCoreApplication::translate("ctl::SetupCommand", "Receive with this protocol; only imap yet."),
                    u"protocol"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<SetupCommand>(session, parser);
        }};
}

} // namespace ctl
