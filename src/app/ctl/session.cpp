// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session.h"

#include "app/exitcode.h"
#include "async/awaiters.h"
#include "errorwords.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::ActivityKind;
using core::Errc;
using core::Result;

namespace ctl
{

namespace
{
constexpr int kConnectTries = 3;
}

Session::Session(
    const store::ProfilePaths &paths, ipc::UseNetwork network, const Output &output, const GivenSecrets &secrets)
    : m_paths(paths)
    , m_output(output)
    , m_secrets(secrets)
    , m_launcher(paths, std::move(network))
{
    connect(&m_client, &ipc::Client::activityChanged, this, &Session::showActivity);
    connect(&m_client, &ipc::Client::questionAsked, this, [this](const core::Question &) {
        // Only an engine with a window asks; the answer is given there.
        m_output.progress({{u"progress"_s, u"question"_s}}, tr("Waiting for an answer in the window of Hikyaku."));
    });
}

Session::~Session() = default;

async::Task<> Session::open()
{
    auto reader = store::Reader::open(m_paths);
    if (!reader) {
        co_await link();
        reader = store::Reader::open(m_paths);
    }
    m_reader = co_await std::move(reader);
}

async::Task<> Session::link()
{
    for (int i = 1; !m_client.isReady(); ++i) {
        const async::Completion<> linked;
        QObject context;
        m_client.expect(); // an older link ends before we listen for the new one
        connect(
            &m_launcher, &app::EngineLauncher::joined, &context, [linked] { linked.set({}); }, Qt::QueuedConnection);
        connect(
            &m_client, &ipc::Client::lost, &context,
            [linked](const core::Error &error) { linked.set(std::unexpected(error)); }, Qt::QueuedConnection);
        m_launcher.call(m_client);
        const auto outcome = co_await linked.result();
        // The engine that we wanted to join may have ended just now.
        if (!outcome && (i == kConnectTries || !isEngineLost(outcome.error())))
            co_await std::unexpected(outcome.error());
    }
}

bool Session::isEngineLost(const core::Error &error)
{
    return error.code == Errc::ConnectionLost && error.context == "engine"_L1;
}

async::Task<> Session::linkAgain()
{
    co_await async::yieldToEventLoop(); // we hear of it while the client still tells everybody
    m_output.progress({{u"progress"_s, u"engine-restarted"_s}},
        tr("The part of Hikyaku that talks to servers has stopped; it is started again."));
    co_await link();
    const auto offered = m_offered;
    for (const ipc::ProvidePassword &one : offered)
        co_await ask(one);
}

bool Session::mayBeAskedTwice(const ipc::Request &request)
{
    if (const auto *act = std::get_if<ipc::Act>(&request)) // what is moved or deleted already is not there any more
        return std::holds_alternative<core::SetFlags>(act->action)
            || std::holds_alternative<core::MoveMessages>(act->action)
            || std::holds_alternative<core::DeleteMessages>(act->action);
    return !std::holds_alternative<ipc::TakeBack>(request) && !std::holds_alternative<ipc::ConfirmSent>(request)
        && !std::holds_alternative<ipc::Undo>(request) && !std::holds_alternative<ipc::AddAccount>(request)
        && !std::holds_alternative<ipc::RemoveAccount>(request) && !std::holds_alternative<ipc::SubmitEml>(request)
        && !std::holds_alternative<ipc::Submit>(request) && !std::holds_alternative<ipc::RetrySubmission>(request)
        && !std::holds_alternative<ipc::DiscardSubmission>(request)
        && !std::holds_alternative<ipc::FinishSignIn>(request);
}

/** What the engine could not write, or had to make anew; that a server keeps it waiting is the command's to say. */
void Session::tellOfStore(const std::optional<core::Error> &error)
{
    if (!error || app::exitCodeFor(*error) != app::ExitCode::StoreFailed || error->code == Errc::SetAside)
        return;
    const QString words = ErrorWords::text(*error);
    m_output.progress({{u"progress"_s, u"store"_s}, {u"error"_s, toJson(*error)}, {u"text"_s, words}}, words);
}

void Session::showActivity(const core::Activity &activity)
{
    QString words;
    switch (activity.kind) {
    case ActivityKind::Connecting:
        words = tr("Connecting to %1").arg(printable(activity.subject));
        break;
    case ActivityKind::ReceivingSummaries:
        words = tr("%1: %2 of %3").arg(printable(activity.subject)).arg(activity.done).arg(activity.total);
        break;
    case ActivityKind::Sending:
        words = tr("Sending");
        break;
    case ActivityKind::ServerNotice:
        words = tr("The server says: %1").arg(printable(activity.subject));
        break;
    case ActivityKind::Waiting:
        return tellOfStore(activity.error);
    default:
        return;
    }
    const bool repeated = activity.kind == m_lastKind && activity.subject == m_lastSubject;
    m_lastKind = activity.kind;
    m_lastSubject = activity.subject;
    if (repeated && activity.kind != ActivityKind::ReceivingSummaries)
        return;
    m_output.progress({{u"progress"_s, core::activityKindName(activity.kind)}, {u"account"_s, activity.account.value()},
                          {u"subject"_s, activity.subject}, {u"done"_s, activity.done}, {u"total"_s, activity.total}},
        words);
}

std::optional<core::PasswordPurpose> Session::lacking(const core::Error &error)
{
    if (!error.serverText.isEmpty())
        return std::nullopt; // it was refused
    switch (error.code) {
    case Errc::AuthenticationFailed:
        return core::PasswordPurpose::Receive;
    case Errc::ProxyAuthenticationFailed:
        return core::PasswordPurpose::Proxy;
    case Errc::PassphraseNeeded:
        return core::PasswordPurpose::Certificate;
    default:
        return std::nullopt;
    }
}

async::Task<> Session::offer(core::AccountId account, std::optional<core::PasswordPurpose> purpose, core::Secret secret)
{
    const ipc::ProvidePassword given{account, secret, false, purpose};
    co_await call(given);
    m_offered.removeIf(
        [&](const ipc::ProvidePassword &known) { return known.account == account && known.purpose == purpose; });
    m_offered.append(given);
}

std::optional<core::PasswordPurpose> Session::lackedBy(core::AccountId account, const core::Error &error) const
{
    const auto purpose = lacking(error);
    return purpose == core::PasswordPurpose::Receive && !signsInWithPassword(account) ? std::nullopt : purpose;
}

bool Session::signsInWithPassword(core::AccountId account) const
{
    return m_reader->account(account).value_or(core::Account{}).issuer.isEmpty();
}

void Session::tellWhoIsWanted(core::AccountId id, const core::Error &error) const
{
    const auto account = m_reader->account(id);
    if (!account || account->issuer.isEmpty() || error.code != Errc::AuthenticationFailed)
        return;
    m_output.progress({{u"progress"_s, u"sign-in-needed"_s}, {u"account"_s, account->name}},
        tr("%1 has to be signed in with the browser: hikyakuctl sign-in %1").arg(printable(account->name)));
}

async::Task<qint64> Session::browse(
    QString issuer, QString user, core::AccountId account, core::NetworkSettings network, core::Secret proxyPassword)
{
    const core::SignInWords words{QLocale().language() == QLocale::Japanese ? u"ja"_s : u"en"_s, tr("Hikyaku"),
        tr("Your answer has reached Hikyaku. You can close this page."),
        tr("You were not signed in. You can close this page."), tr("Hikyaku is not waiting for this answer.")};
    const core::SignInStart begun
        = co_await call(ipc::BeginSignIn{issuer, user, words, account, std::move(network), std::move(proxyPassword)});
    m_output.progress({{u"progress"_s, u"browser"_s}, {u"url"_s, begun.url}},
        tr("Open this page in a browser on this computer, and sign in there:") + u'\n' + begun.url);
    co_await call(ipc::FinishSignIn{begun.id, account, true});
    co_return begun.id;
}

async::Task<> Session::offerPassword(core::AccountId account, std::optional<core::PasswordPurpose> servers)
{
    const std::pair<std::optional<core::PasswordPurpose>, PasswordSource> all[]{{servers, m_secrets.password},
        {core::PasswordPurpose::Proxy, m_secrets.proxy}, {core::PasswordPurpose::Certificate, m_secrets.passphrase}};
    for (const auto &[purpose, source] : all) {
        if (!source.hasFile() || (!purpose && !signsInWithPassword(account)))
            continue;
        const core::Secret secret = co_await source.fromFile();
        co_await offer(account, purpose, secret);
    }
}

async::Task<> Session::askPassword(core::AccountId account, core::PasswordPurpose purpose)
{
    const auto known = m_reader->account(account).value_or(core::Account{});
    const core::ProxySettings &proxy = known.network.proxy;
    const bool isDirectorys = purpose == core::PasswordPurpose::Directory;
    const core::ServerSettings &server = isDirectorys ? known.directory.server : known.receive;
    const bool isProxys = purpose == core::PasswordPurpose::Proxy;
    const bool isCertificates = purpose == core::PasswordPurpose::Certificate;
    auto typed = isProxys ? m_secrets.proxy.fromTerminal(proxy.user, proxy.host)
        : isCertificates  ? m_secrets.passphrase.fromTerminal(known.name, tr("the certificate"))
                          : m_secrets.password.fromTerminal(server.user, server.host);
    if (!typed && isProxys)
        typed.error().code = Errc::ProxyAuthenticationFailed;
    if (!typed && isCertificates)
        typed.error().code = Errc::PassphraseNeeded;
    const core::Secret secret = co_await std::move(typed);
    const bool isMails = !isProxys && !isCertificates && !isDirectorys;
    co_await offer(account, isMails ? std::nullopt : std::optional(purpose), secret);
}

Result<core::Account> Session::account(const QString &name) const
{
    const QList<core::Account> all = m_reader->accounts();
    if (name.isEmpty() && all.size() == 1)
        return all.first();
    for (const core::Account &account : all) {
        if (account.name == name || (!name.isEmpty() && account.address.compare(name, Qt::CaseInsensitive) == 0))
            return account;
    }
    if (name.isEmpty() && !all.isEmpty())
        return core::failure(Errc::InvalidInput, tr("there are several accounts; name one with --account"));
    return core::failure(Errc::NoSuchMailbox, name.isEmpty() ? tr("there is no account yet; run setup") : name);
}

Result<core::Mailbox> Session::mailbox(const QString &name, const QString &accountName) const
{
    core::AccountId only;
    if (!accountName.isEmpty()) {
        const auto found = account(accountName);
        if (!found)
            return std::unexpected(found.error());
        only = found->id;
    }
    QList<core::Mailbox> fitting;
    for (const core::Mailbox &mailbox : m_reader->mailboxes(only)) {
        const bool isInbox
            = mailbox.role == core::MailboxRole::Inbox && name.compare("INBOX"_L1, Qt::CaseInsensitive) == 0;
        if (isInbox || mailbox.name == name || mailbox.rawName == name.toUtf8())
            fitting.append(mailbox);
    }
    if (fitting.size() > 1)
        return core::failure(Errc::InvalidInput, tr("%1 is in several accounts; name one with --account").arg(name));
    if (fitting.isEmpty())
        return core::failure(Errc::NoSuchMailbox, name);
    return fitting.first();
}

Result<core::MessageKey> Session::messageKey(const QString &text) const
{
    const auto key = core::MessageKey::fromString(text);
    if (!key)
        return core::failure(Errc::InvalidInput, text);
    if (!m_reader->account(key->account))
        return core::failure(Errc::NoSuchMessage, text);
    return *key;
}

async::Task<> Session::tell(core::Error error)
{
    std::optional<core::TrustQuestion> trust;
    const qsizetype colon = error.context.lastIndexOf(u':');
    if (error.code == Errc::CertificateUntrusted && colon > 0 && m_client.isReady()) {
        const QString host = error.context.first(colon);
        const quint16 port = error.context.mid(colon + 1).toUShort();
        const bool tls = port != 143 && port != 587 && port != 25;
        const auto asked
            = co_await call(ipc::InspectTrust{host, port, tls ? core::Security::Tls : core::Security::StartTls})
                  .asResult();
        if (asked && !asked->chain.isEmpty())
            trust = *asked;
    }
    m_output.failure(error, trust);
}

} // namespace ctl
