// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "doctor.h"
#include "errorwords.h"

#include <QDateTime>
#include <QFile>

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
constexpr int kSoonDays = 14; ///< a certificate that ends within is worth a word

/** Says what is wrong with installation, profile, keyring, stores and servers, and what to do about it. */
class DoctorCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::Doctor)

public:
    DoctorCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_verify(parser.isSet(u"verify"_s))
        , m_recover(parser.isSet(u"recover"_s))
        , m_rescueTo(parser.value(u"rescue"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    void add(const Findings &found);
    void addError(const QString &subject, const core::Error &error, const providers::Circumstances &around = {});
    ExitCode tell() const;
    async::Task<> lookAtServers();
    async::Task<> signInToSend(core::Account account);
    async::Task<> lookAtDirectory(core::Account account);
    async::Task<> lookAtServer(QString subject, core::AccountId account, core::ServerSettings server);
    void lookAtNetwork(const core::Account &account);

    bool m_verify, m_recover;
    QString m_rescueTo;
    Findings m_found;
};

void DoctorCommand::add(const Findings &found)
{
    for (const Finding &one : found) {
        const QString mark = one.result == Finding::Result::Ok ? u"ok"_s
            : one.result == Finding::Result::Note              ? u"--"_s
                                                               : u"!!"_s;
        // While it goes on: a server that does not answer takes its time.
        if (!output().isJson()) {
            QString line = u"%1  %2: %3"_s.arg(mark, printable(one.subject), printable(one.text));
            if (!one.advice.isEmpty())
                line += u"\n      "_s + printable(one.advice);
            output().bytes(line.toUtf8() + '\n');
        }
        m_found.append(one);
    }
}

void DoctorCommand::addError(const QString &subject, const core::Error &error, const providers::Circumstances &around)
{
    add({{u"server"_s, subject, Finding::Result::Problem, ErrorWords::text(error, around), {}, exitCodeFor(error)}});
}

ExitCode DoctorCommand::tell() const
{
    const QStringList names{u"ok"_s, u"note"_s, u"problem"_s};
    QJsonArray checks;
    ExitCode code = ExitCode::Done;
    // The store first: without it nothing else works.
    const QList<ExitCode> order{ExitCode::Done, ExitCode::Usage, ExitCode::NoSuchThing, ExitCode::Queued,
        ExitCode::NetworkFailed, ExitCode::NotTrusted, ExitCode::SignInRefused, ExitCode::StoreFailed};
    for (const Finding &one : m_found) {
        checks.append(QJsonObject{{u"area"_s, one.area}, {u"subject"_s, one.subject},
            {u"result"_s, names[int(one.result)]}, {u"text"_s, one.text}, {u"advice"_s, one.advice}});
        if (one.result == Finding::Result::Problem && order.indexOf(one.code) > order.indexOf(code))
            code = one.code;
    }
    if (output().isJson())
        output().result(QJsonDocument(QJsonObject{{u"checks"_s, checks}}), {});
    return code;
}

/** Name, connection, TLS, certificate. */
async::Task<> DoctorCommand::lookAtServer(QString subject, core::AccountId account, core::ServerSettings server)
{
    const auto asked
        = co_await session().call(ipc::InspectTrust{server.host, server.port, server.security, account}).asResult();
    if (!asked) {
        addError(subject, asked.error());
        co_return;
    }
    Finding finding{u"server"_s, subject, Finding::Result::Ok, tr("Answers."), {}, ExitCode::Done};
    if (!asked->problems.isEmpty()) {
        const QList<core::TrustException> accepted = session().reader().trust();
        const bool isAccepted = std::ranges::any_of(accepted,
            [&](const core::TrustException &one) { return one.host == server.host && one.port == server.port; });
        finding.text = tr("Answers; its certificate does not verify.");
        finding.result = isAccepted ? Finding::Result::Note : Finding::Result::Problem;
        finding.code = ExitCode::NotTrusted;
        finding.advice = isAccepted ? tr("You accepted it.") : ErrorWords::text(*asked);
    } else if (!asked->chain.isEmpty()) {
        const QDateTime end = asked->chain.first().notAfter;
        finding.text = tr("Answers; its certificate is valid until %1.").arg(end.date().toString(Qt::ISODate));
        if (end < QDateTime::currentDateTimeUtc().addDays(kSoonDays)) {
            finding.result = Finding::Result::Note;
            finding.advice = tr("Ask your provider to renew it.");
        }
        if (!asked->interceptor.isEmpty()) {
            finding.result = Finding::Result::Note;
            finding.text += u' '
                + tr("It was made by %1, which is between you and the server and can read everything.")
                      .arg(printable(asked->interceptor));
            finding.advice = tr("If you did not expect this, ask the people who run your computer or network.");
        }
    }
    add({finding});
}

/** What stands in between, as far as the account says it; a certificate that ends, a server that may be weak. */
void DoctorCommand::lookAtNetwork(const core::Account &account)
{
    const core::NetworkSettings &network = account.network;
    if (network.proxy.kind != core::ProxyKind::System) {
        const QString words = network.proxy.kind == core::ProxyKind::None ? tr("Connects directly, without a proxy.")
            : network.proxy.kind == core::ProxyKind::Socks5               ? tr("Connects through the SOCKS5 proxy %1.")
                                                                          : tr("Connects through the HTTP proxy %1.");
        const QString place = u"%1:%2"_s.arg(network.proxy.host).arg(network.proxy.port);
        add({{u"network"_s, account.name, Finding::Result::Ok, words.contains("%1"_L1) ? words.arg(place) : words, {},
            ExitCode::Done}});
    }
    QList<core::CertificateInfo> certificates = network.authorities;
    if (network.certificate)
        certificates.append(network.certificate->certificate);
    for (const core::CertificateInfo &one : std::as_const(certificates)) {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const bool isOver = one.notAfter < now;
        const bool isSoon = one.notAfter < now.addDays(kSoonDays);
        add({{u"network"_s, account.name,
            isOver       ? Finding::Result::Problem
                : isSoon ? Finding::Result::Note
                         : Finding::Result::Ok,
            tr("The certificate “%1” of the account is valid until %2.")
                .arg(printable(one.subject), one.notAfter.date().toString(Qt::ISODate)),
            isSoon ? tr("Ask the people who run your network for a new one.") : QString(), ExitCode::NotTrusted}});
    }
    for (const QString &place : network.oldTls)
        add({{u"network"_s, account.name, Finding::Result::Note,
            tr("%1 may use TLS 1.0 and 1.1, which can be broken.").arg(printable(place)),
            tr("Take it out of \"oldTls\" as soon as the server knows TLS 1.2."), ExitCode::Done}});
}

/** As for a message, and then none is offered. */
async::Task<> DoctorCommand::signInToSend(core::Account account)
{
    const auto signedIn = co_await session().callSignedIn(account.id, ipc::CheckSending{account.id}).asResult();
    const QString words = account.send.user.isEmpty() ? tr("Sends without signing in.") : tr("Signed in for sending.");
    if (signedIn)
        add({{u"server"_s, account.name, Finding::Result::Ok, words, {}, ExitCode::Done}});
    else
        addError(account.name, signedIn.error(),
            {.purpose = core::ServerPurpose::Send, .address = account.address, .user = account.send.user});
}

/** Looks for the account's own address, as address fields do. What was given as a file is the mail's password. */
async::Task<> DoctorCommand::lookAtDirectory(core::Account account)
{
    const core::ServerSettings &server = account.directory.server;
    if (server.host.isEmpty())
        co_return;
    Finding finding{u"directory"_s, u"%1 %2:%3"_s.arg(account.name, server.host, QString::number(server.port)),
        Finding::Result::Ok, tr("The directory answers."), {}, ExitCode::Done};
    const ipc::SearchDirectory search{.text = account.address, .limit = 1, .language = {}, .account = account.id};
    auto found = co_await session().call(search).asResult();
    const bool isLacking = !found && Session::lacking(found.error()) == core::PasswordPurpose::Receive;
    const auto typed = isLacking
        ? co_await session().askPassword(account.id, core::PasswordPurpose::Directory).asResult()
        : core::Result<>();
    if (isLacking && typed)
        found = co_await session().call(search).asResult();
    if (!typed) {
        finding.result = Finding::Result::Note;
        finding.text = tr("The directory was not asked: its password is not kept on this computer.");
        finding.advice = tr("Run this in a terminal, where it can be typed.");
    } else if (!found) {
        finding.result = Finding::Result::Problem;
        finding.text = ErrorWords::text(found.error());
        finding.code = exitCodeFor(found.error());
    }
    add({finding});
}

async::Task<> DoctorCommand::lookAtServers()
{
    for (const core::Account &account : session().reader().accounts()) {
        const auto place = [&](const core::ServerSettings &server) {
            return u"%1 %2:%3"_s.arg(account.name, server.host, QString::number(server.port));
        };
        lookAtNetwork(account);
        co_await session().offerPassword(account.id); // the proxy's is needed to look at a server
        co_await lookAtServer(place(account.receive), account.id, account.receive);
        co_await lookAtServer(place(account.send), account.id, account.send);
        // Signs in as every synchronisation does; a name that no mailbox has: nothing is received.
        const auto signedIn
            = co_await session().callSignedIn(account.id, ipc::Sync{account.id, {QByteArray(1, '\0')}, {}}).asResult();
        if (signedIn)
            add({{u"server"_s, account.name, Finding::Result::Ok, tr("Signed in."), {}, ExitCode::Done}});
        else
            addError(account.name, signedIn.error(), {.address = account.address, .user = account.receive.user});
        co_await signInToSend(account);
        co_await lookAtDirectory(account);
    }
}

async::Task<ExitCode> DoctorCommand::run(QStringList words)
{
    if (!words.isEmpty())
        co_await core::failure(Errc::InvalidInput, words.first());
    const store::ProfilePaths paths = session().paths();
    if (m_recover) {
        add({recoverJournal(paths)});
        co_return tell();
    }
    if (m_rescueTo.isEmpty())
        add(lookAtInstallation() + lookAtProfile(paths));
    if (!QFile::exists(paths.directory))
        co_return tell();
    if (m_rescueTo.isEmpty())
        add(lookAtCopies(paths));
    if (m_verify)
        add(lookClosely(paths));
    const auto opened = co_await session().open().asResult();
    if (!opened) {
        add({{u"store"_s, u"journal.db"_s, Finding::Result::Problem, ErrorWords::text(opened.error()),
            opened.error().code == Errc::StoreCorrupt
                ? tr("Quit Hikyaku, then run \"hikyakuctl doctor --recover\": it keeps the damaged file and saves what "
                     "can be read.")
                : QString(),
            exitCodeFor(opened.error())}});
        co_return tell();
    }
    if (!m_rescueTo.isEmpty()) {
        add(rescueGone(session().reader(), m_rescueTo));
        co_return tell();
    }
    add(lookAtQueue(session().reader()));
    co_await lookAtServers();
    co_return tell();
}
} // namespace

CommandEntry doctorCommand()
{
    return {.name = u"doctor"_s,
        .syntax = u"[--verify | --recover | --rescue DIR]"_s,
        .description = QCoreApplication::translate("ctl::Doctor", "Say what is wrong, and what to do about it."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"verify"_s,
                    QCoreApplication::translate(
                        "ctl::Doctor", "Read every page of the stores and every message, too.")});
                parser.addOption({u"recover"_s,
                    QCoreApplication::translate("ctl::Doctor",
                        "Make a damaged journal.db anew from what can be read and its copy; Hikyaku must not run.")});
                parser.addOption({u"rescue"_s,
                    QCoreApplication::translate(
                        "ctl::Doctor", "Write the messages that servers have lost into <folder>."),
                    u"folder"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<DoctorCommand>(session, parser);
        },
        .needsProfile = false};
}

} // namespace ctl
