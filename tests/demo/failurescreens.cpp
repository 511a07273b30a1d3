// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// How getting in can fail, each way as the wizard shows it. docs/getting-in.md has the pictures.

#include "screenstage.h"

namespace demo
{

namespace
{
using core::AttemptState;
using core::DiscoveryAttempt;
using core::Errc;
using core::Error;
using core::Security;
using core::ServerPurpose;

/** A server as the search meets it. */
struct Met {
    ServerPurpose purpose = ServerPurpose::Receive;
    QString host;
    quint16 port = 993;
    Security security = Security::Tls;
    AttemptState state = AttemptState::Failed;
    Errc code = Errc::Internal; ///< of a failed one
    QByteArray words = {};
};

/** A search and its end: what is met, in this order; the first failure of each side is the one that is told. */
struct Search {
    QString address;
    QString source; ///< of all its servers
    QString user;
    QList<Met> met;
};

constexpr auto kReceive = ServerPurpose::Receive;
constexpr auto kSend = ServerPurpose::Send;
constexpr auto kTls = Security::Tls;
constexpr auto kStartTls = Security::StartTls;
constexpr auto kWorks = AttemptState::Succeeded;
constexpr auto kFails = AttemptState::Failed;
constexpr auto kSkipped = AttemptState::Skipped;

DiscoveryAttempt attemptOf(const Search &search, const Met &met, int id)
{
    DiscoveryAttempt attempt{.id = id,
        .purpose = met.purpose,
        .source = search.source,
        .server = {.host = met.host, .port = met.port, .security = met.security, .user = search.user},
        .state = met.state,
        .milliseconds = met.code == Errc::Timeout && met.state == kFails ? 5000 : 60 + 37 * id,
        .error = {},
        .trust = {}};
    const bool hasUser = met.code == Errc::AuthenticationFailed;
    const bool isName = met.code == Errc::HostNotFound;
    const QString place = isName ? met.host : u"%1:%2"_s.arg(met.host).arg(met.port);
    if (met.state == kFails)
        attempt.error = Error{met.code, hasUser ? search.user + u" @ "_s + place : place, met.words};
    return attempt;
}

/** Every way to the servers of a domain under its usual names, as the engine tries them. */
QList<Met> usual(const QString &domain, Errc receive, Errc send)
{
    return {{kReceive, u"imap."_s + domain, 993, kTls, kFails, receive},
        {kReceive, u"mail."_s + domain, 993, kTls, kFails, Errc::HostNotFound},
        {kReceive, u"imap."_s + domain, 143, kStartTls, kFails, receive},
        {kSend, u"smtp."_s + domain, 587, kStartTls, kFails, send},
        {kSend, u"smtp."_s + domain, 465, kTls, kFails, send},
        {kSend, u"smtp."_s + domain, 25, kStartTls, kFails, send}};
}

ui::AccountWizard *wizardOf(Stage &stage, const QByteArray &clients, const QString &address)
{
    auto *wizard = new ui::AccountWizard(new models::AccountSetup(stage.client, nullptr, [clients] {
        auto means = providers::SignInMeans::of({});
        if (!means.add(R"({"clients":{)" + clients + "}}"))
            qFatal("clients");
        return means;
    }));
    wizard->show();
    wizard->findChild<QLineEdit *>(u"fullName"_s)->setText(u"山田 太郎"_s);
    wizard->findChild<QLineEdit *>(u"address"_s)->setText(address);
    wizard->findChild<QLineEdit *>(u"password"_s)->setText(u"a password"_s);
    if (auto *user = wizard->findChild<QLineEdit *>(u"userName"_s); user->isVisibleTo(wizard))
        user->setText(u"d-account-17"_s);
    return wizard;
}

/** Ends the search that the wizard has begun; what is told of many ports is named as the engine names it. */
void end(Stage &stage, ScriptedEngine::Call<ipc::Discover> call, const Search &search, const QString &place = {})
{
    core::DiscoveryResult result{.account = account(), .receiveError = {}, .sendError = {}};
    int id = 0;
    for (const Met &met : search.met) {
        const DiscoveryAttempt attempt = attemptOf(search, met, ++id);
        stage.engine.tell(attempt);
        const bool isReceiving = met.purpose == kReceive;
        if (met.state == kWorks)
            (isReceiving ? result.receiveFound : result.sendFound) = true;
        std::optional<Error> &told = isReceiving ? result.receiveError : result.sendError;
        if (attempt.error && !told)
            told = attempt.error;
    }
    if (std::optional<Error> &told = result.receiveFound ? result.sendError : result.receiveError;
        told && !place.isEmpty())
        told->context = place;
    call.succeed(result);
}

auto failing(const Search &search, const QByteArray &clients = {}, const QString &place = {})
{
    return [=](Stage &stage) -> QWidget * {
        auto *wizard = wizardOf(stage, clients, search.address);
        if (!wizard->findChild<QLineEdit *>(u"password"_s)->isVisibleTo(wizard)) { // by hand, then
            Stage::press(wizard, u"byHand"_s);
            for (const auto &[field, text] : {std::pair(u"byHandPassword"_s, u"a password"_s),
                     {u"receiveHost"_s, search.met.first().host}, {u"sendHost"_s, search.met.last().host}})
                wizard->findChild<QLineEdit *>(field)->setText(text);
        }
        end(stage, stage.searching(wizard), search, place);
        return wizard;
    };
}

/** A server that answers under its usual name refuses; sending works or was not tried. */
Search refused(Errc code, const QByteArray &words)
{
    return {u"taro@tsubame.example"_s, u"guess"_s, u"taro@tsubame.example"_s,
        {{kReceive, u"imap.tsubame.example"_s, 993, kTls, kFails, code, words},
            {kReceive, u"mail.tsubame.example"_s, 993, kTls, kFails, Errc::HostNotFound},
            {kReceive, u"imap.tsubame.example"_s, 143, kStartTls, kSkipped},
            {kSend, u"smtp.tsubame.example"_s, 587, kStartTls, kWorks},
            {kSend, u"smtp.tsubame.example"_s, 465, kTls, kSkipped}}};
}

/** The other way round. */
Search sendingRefused(Errc code, const QByteArray &words)
{
    return {u"taro@tsubame.example"_s, u"guess"_s, u"taro@tsubame.example"_s,
        {{kReceive, u"imap.tsubame.example"_s, 993, kTls, kWorks},
            {kReceive, u"imap.tsubame.example"_s, 143, kStartTls, kSkipped},
            {kSend, u"smtp.tsubame.example"_s, 587, kStartTls, kFails, code, words},
            {kSend, u"smtp.tsubame.example"_s, 465, kTls, kSkipped}}};
}

/** A known provider refuses. */
Search provider(const QString &address, const QString &user, const QString &imap, const QString &smtp,
    const QByteArray &words, Errc code = Errc::AuthenticationFailed)
{
    return {address, u"provider"_s, user,
        {{kReceive, imap, 993, kTls, kFails, code, words}, {kSend, smtp, 465, kTls, kSkipped}}};
}

Search gmail(const QByteArray &words)
{
    return provider(u"taro@gmail.com"_s, u"taro@gmail.com"_s, u"imap.gmail.com"_s, u"smtp.gmail.com"_s, words);
}

Search outlook()
{
    return provider(u"taro@outlook.jp"_s, u"taro@outlook.jp"_s, u"outlook.office365.com"_s, u"smtp-mail.outlook.com"_s,
        "XOAUTH2", Errc::NoCommonMechanism);
}

/** All at once: the usual names, each with the same end. */
Search everywhere(Errc receive, Errc send)
{
    const QString address = u"taro@tsubame.example"_s;
    return {address, u"guess"_s, address, usual(u"tsubame.example"_s, receive, send)};
}

Search blocked()
{
    Search search = everywhere(Errc::Timeout, Errc::Timeout);
    search.met[0].state = kWorks;
    search.met[2].state = kSkipped;
    return search;
}

Search unreachable()
{
    Search search = gmail({});
    search.met = {{kReceive, u"imap.gmail.com"_s, 993, kTls, kFails, Errc::HostNotFound},
        {kSend, u"smtp.gmail.com"_s, 465, kTls, kFails, Errc::HostNotFound}};
    return search;
}

Search nameless()
{
    Search search = refused(Errc::InvalidInput, {});
    search.user.clear();
    search.source = u"mx"_s;
    return search;
}

Search onlyPop3()
{
    Search search = everywhere(Errc::HostNotFound, Errc::HostNotFound);
    search.address = search.user = u"taro@abc.iij4u.or.jp"_s;
    search.met = usual(u"abc.iij4u.or.jp"_s, Errc::HostNotFound, Errc::HostNotFound);
    return search;
}

/** A certificate whose only fault is its time. */
QWidget *clock(Stage &stage)
{
    auto *wizard = wizardOf(stage, {}, u"taro@tsubame.example"_s);
    const auto call = stage.searching(wizard);
    const Search search = refused(Errc::CertificateUntrusted, {});
    core::DiscoveryAttempt attempt = attemptOf(search, search.met.first(), 1);
    attempt.trust = unknownIssuer();
    attempt.trust->host = u"imap.tsubame.example"_s;
    attempt.trust->problems = {core::CertificateProblem::NotYetValid};
    stage.engine.tell(attempt);
    call.succeed({.account = account(), .receiveError = attempt.error});
    if (!QTest::qWaitFor([&] { return wizard->findChild<QPushButton *>(u"doNotConnect"_s); }))
        qFatal("no question");
    Stage::press(wizard, u"doNotConnect"_s);
    return wizard;
}

QWidget *notStored(Stage &stage)
{
    auto *wizard = wizardOf(stage, {}, u"taro@tsubame.example"_s);
    Search search = refused(Errc::Internal, {});
    search.met[0].state = kWorks;
    end(stage, stage.searching(wizard), search);
    stage.engine.next<ipc::AddAccount>().fail(Errc::StoreFull, u"journal.db"_s);
    return wizard;
}

Screens answers()
{
    const auto no = Errc::AuthenticationFailed;
    return {{u"in-03-wrong-password"_s, failing(refused(no, "[AUTHENTICATIONFAILED] Authentication failed."))},
        {u"in-04-app-password"_s,
            failing(gmail("[ALERT] Application-specific password required: "
                          "https://support.google.com/accounts/answer/185833 (Failure)"))},
        {u"in-05-app-password-or-browser"_s,
            failing(gmail("[ALERT] Application-specific password required: "
                          "https://support.google.com/accounts/answer/185833 (Failure)"),
                R"("google":{"id":"g"})")},
        {u"in-06-locked"_s, failing(refused(no, "アカウントがロックされています"))},
        {u"in-07-too-many-tries"_s, failing(refused(no, "Too many failed login attempts"))},
        {u"in-08-imap-off"_s, failing(gmail("[ALERT] Your account is not enabled for IMAP use."))},
        {u"in-09-password-or-imap-off"_s,
            failing(refused(no, "[AUTHENTICATIONFAILED] LOGIN Invalid credentials or IMAP is disabled"))},
        {u"in-10-user-name"_s,
            failing(provider(u"taro@yahoo.co.jp"_s, u"taro@yahoo.co.jp"_s, u"imap.mail.yahoo.co.jp"_s,
                u"smtp.mail.yahoo.co.jp"_s, "[AUTHENTICATIONFAILED] Incorrect username or password."))},
        {u"in-11-user-name-issued"_s,
            failing(provider(u"taro@docomo.ne.jp"_s, u"taro@docomo.ne.jp"_s, u"imap.spmode.ne.jp"_s,
                u"smtp.spmode.ne.jp"_s, "[AUTHENTICATIONFAILED] Authentication failed."))},
        {u"in-12-user-name-missing"_s, failing(nameless())},
        {u"in-13-user-name-unknown"_s, failing(refused(no, "No such user"))},
        {u"in-14-password-expired"_s, failing(refused(no, "[EXPIRED] パスワードの有効期限が切れています"))},
        {u"in-15-browser-check"_s, failing(gmail("[WEBALERT https://accounts.google.com/] Web login required."))},
        {u"in-16-browser-only"_s, failing(outlook(), R"("microsoft":{"id":"m"})")},
        {u"in-17-browser-only-no-client"_s, failing(outlook())},
        {u"in-18-browser-only-unknown"_s, failing(refused(Errc::NoCommonMechanism, "XOAUTH2 OAUTHBEARER"))},
        {u"in-19-not-permitted"_s, failing(refused(no, "[AUTHORIZATIONFAILED] No such authorization-ID"))},
        {u"in-20-administrator"_s, failing(refused(no, "[CONTACTADMIN] Contact your administrator"))},
        {u"in-21-too-many-connections"_s,
            failing(refused(Errc::ServerBusy, "[UNAVAILABLE] Maximum number of connections from user+IP exceeded"))},
        {u"in-22-unavailable"_s,
            failing(refused(Errc::AuthenticationUnavailable, "[UNAVAILABLE] Temporary authentication failure."))},
        {u"in-23-mechanism"_s, failing(refused(Errc::NoCommonMechanism, "SRP X-COMPANY"))}};
}

Screens ways()
{
    const auto proxied = [](Errc code, const QString &place) {
        Search search = everywhere(code, code);
        search.met[1].code = code;
        return failing(search, {}, place);
    };
    const QString proxy = u"proxy.tsubame.example:8080"_s;
    return {{u"in-01-no-network"_s, failing(unreachable())},
        {u"in-02-no-server"_s, failing(everywhere(Errc::HostNotFound, Errc::HostNotFound))},
        {u"in-24-encryption-wanted"_s,
            failing(refused(Errc::AuthenticationFailed,
                "[PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure "
                "(SSL/TLS) connections."))},
        {u"in-25-plain-text-only"_s, failing(refused(Errc::TlsNotOffered, {}))},
        {u"in-26-port-refused"_s,
            failing(
                everywhere(Errc::ConnectionRefused, Errc::ConnectionRefused), {}, u"imap.tsubame.example:993, 143"_s)},
        {u"in-27-port-blocked"_s, failing(blocked(), {}, u"smtp.tsubame.example:587, 465, 25"_s)},
        {u"in-28-nothing-answers"_s,
            failing(everywhere(Errc::Timeout, Errc::Timeout), {}, u"imap.tsubame.example:993, 143"_s)},
        {u"in-29-old-tls"_s,
            failing(refused(Errc::TlsFailed, "error:0A00042E:SSL routines::tlsv1 alert protocol version"))},
        {u"in-30-no-tls"_s, failing(refused(Errc::TlsFailed, "error:0A00010B:SSL routines::wrong version number"))},
        {u"in-31-clock"_s, clock},
        {u"in-32-certificate-wanted"_s,
            failing(refused(Errc::TlsFailed,
                "Error while reading: error:0A00045C:SSL routines::tlsv13 alert certificate required"))},
        {u"in-33-passphrase"_s, failing(refused(Errc::PassphraseNeeded, {}))},
        {u"in-34-proxy-not-found"_s, proxied(Errc::ProxyNotFound, u"proxy.tsubame.example"_s)},
        {u"in-35-proxy-silent"_s, proxied(Errc::ProxyRefused, proxy)},
        {u"in-36-proxy-refuses"_s, proxied(Errc::ProxyAuthenticationFailed, proxy)},
        {u"in-37-proxy-forbids"_s, proxied(Errc::ProxyDenied, u"imap.tsubame.example:993"_s)},
        {u"in-38-proxy-cannot"_s, proxied(Errc::ProxyCannotReach, u"imap.tsubame.example:993"_s)},
        {u"in-39-proxy-not-understood"_s, proxied(Errc::ProxyFailed, proxy)},
        {u"in-40-busy"_s, failing(refused(Errc::ServerBusy, "* BYE Server is shutting down for maintenance"))},
        {u"in-41-protocol"_s, failing(refused(Errc::ProtocolViolation, "HTTP/1.1 400 Bad Request"))},
        {u"in-42-pop3-only"_s, failing(onlyPop3())},
        {u"in-43-sending-refused"_s,
            failing(sendingRefused(Errc::AuthenticationFailed, "535 5.7.8 Authentication credentials invalid"))},
        {u"in-44-sending-off"_s,
            failing(sendingRefused(Errc::AuthenticationFailed,
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit "
                "https://aka.ms/smtp_auth_disabled for more information."))},
        {u"in-45-not-stored"_s, notStored}};
}
} // namespace

Screens failureScreens()
{
    Screens all = answers();
    all.merge(ways());
    return all;
}

} // namespace demo
