// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountsetup.h"

#include "addressfield.h"
#include "attemptreport.h"
#include "providers/profile.h"

#include <QPointer>

#include <ranges>

using namespace Qt::StringLiterals;
using core::Errc;
using core::ServerPurpose;
using core::TrustAnswer;

namespace models
{

AccountSetup::AccountSetup(ipc::Client &client, QObject *parent, std::function<providers::SignInMeans()> means)
    : QObject(parent)
    , m_client(client)
    , m_certificates(client)
    , m_readMeans(std::move(means))
    , m_means(m_readMeans ? m_readMeans() : providers::SignInMeans())
    , m_browser(client)
{
    connect(&m_browser, &BrowserSignIn::ended, this, &AccountSetup::signedIn);
    connect(&client, &ipc::Client::attemptChanged, this, [this](const core::DiscoveryAttempt &attempt) {
        if (m_listening)
            m_attempts.put(attempt);
    });
}

AccountSetup::~AccountSetup()
{
    if (m_listening)
        m_client.post(ipc::CancelDiscovery{});
    dropSignIn();
}

// --- what was typed

bool AccountSetup::isPlausibleAddress(const QString &address)
{
    const QString domain = core::Address{{}, address}.domain();
    return models::isPlausibleAddress(address) && !domain.startsWith(u'.') && !domain.endsWith(u'.');
}

const providers::Provider *AccountSetup::providerOf(const QString &address)
{
    return providers::ProviderTable::builtIn().forAddress(address.trimmed());
}

bool AccountSetup::wantsUserName(const QString &address)
{
    const providers::Provider *provider = providerOf(address);
    return provider && provider->userName == providers::UserName::Issued
        && providers::ProviderTable::builtIn().isCertainOf(address.trimmed());
}

QList<AccountSetup::Flaw> AccountSetup::flawsOf(
    const QString &address, const core::Secret &password, const QString &userName)
{
    QList<Flaw> flaws;
    if (address.trimmed().isEmpty())
        flaws.append(Flaw::AddressMissing);
    else if (!isPlausibleAddress(address.trimmed()))
        flaws.append(Flaw::AddressMalformed);
    if (wantsUserName(address) && userName.trimmed().isEmpty())
        flaws.append(Flaw::UserNameMissing);
    if (password.isEmpty())
        flaws.append(Flaw::PasswordMissing);
    return flaws;
}

QList<AccountSetup::Flaw> AccountSetup::flawsOf(const QString &address)
{
    QList<Flaw> flaws = flawsOf(address, {}, u"any"_s);
    flaws.removeAll(Flaw::PasswordMissing);
    return flaws;
}

AccountSetup::Browser AccountSetup::browserFor(const QString &address) const
{
    const providers::Issuer *issuer = issuerFor(address);
    const Browser way = m_means.way(issuer);
    // Found on the way: the field for the password is there already, and may be being filled.
    return way == Browser::Only && !m_means.forAddress(address) ? Browser::Offered : way;
}

QList<AccountSetup::Flaw> AccountSetup::flawsOf(const core::Account &account)
{
    QList<Flaw> flaws;
    const auto check = [&](bool isBad, Flaw flaw) {
        if (isBad)
            flaws.append(flaw);
    };
    check(account.address.trimmed().isEmpty(), Flaw::AddressMissing);
    check(
        !account.address.trimmed().isEmpty() && !isPlausibleAddress(account.address.trimmed()), Flaw::AddressMalformed);
    check(account.receive.host.trimmed().isEmpty(), Flaw::ReceiveHostMissing);
    check(account.receive.port == 0, Flaw::ReceivePortMissing);
    check(account.receive.user.isEmpty(), Flaw::ReceiveUserMissing);
    check(account.send.host.trimmed().isEmpty(), Flaw::SendHostMissing);
    check(account.send.port == 0, Flaw::SendPortMissing);
    check(account.send.user.isEmpty(), Flaw::SendUserMissing);
    check(account.protocol != core::Protocol::Imap, Flaw::Pop3NotYet);
    const core::ProxySettings &proxy = account.network.proxy;
    const bool isNamed = proxy.kind == core::ProxyKind::Socks5 || proxy.kind == core::ProxyKind::HttpConnect;
    check(isNamed && proxy.host.isEmpty(), Flaw::ProxyHostMissing);
    check(isNamed && proxy.port == 0, Flaw::ProxyPortMissing);
    return flaws;
}

void AccountSetup::setIdentity(
    const QString &fullName, const QString &address, const core::Secret &password, const QString &userName)
{
    if (m_busy)
        return;
    if (address.trimmed() != m_address)
        dropSignIn();
    m_fullName = fullName.simplified();
    m_address = address.trimmed();
    m_password = password;
    m_userName = userName.trimmed();
}

core::Account AccountSetup::guessedAccount() const
{
    const QString domain = core::Address{{}, m_address}.domain();
    const QString dotted = domain.isEmpty() ? QString() : u"."_s + domain;
    core::Account guess{.name = m_address, .address = m_address, .fullName = m_fullName};
    guess.receive = {.host = dotted.isEmpty() ? QString() : u"imap"_s + dotted, .port = 993, .user = m_address};
    guess.send = {.host = dotted.isEmpty() ? QString() : u"smtp"_s + dotted,
        .port = 587,
        .security = core::Security::StartTls,
        .user = m_address};
    return guess;
}

// --- where we are

void AccountSetup::setStep(Step step)
{
    if (std::exchange(m_step, step) != step)
        Q_EMIT stepChanged(step);
}

void AccountSetup::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) != busy)
        Q_EMIT busyChanged(busy);
}

void AccountSetup::setError(const std::optional<core::Error> &error, ServerPurpose purpose)
{
    m_errorPurpose = purpose;
    if (std::exchange(m_error, error) != error)
        Q_EMIT errorChanged();
}

void AccountSetup::fail(const core::Error &error, ServerPurpose purpose)
{
    m_trust.reset();
    noteFoundServers();
    if (error.code == Errc::AuthenticationFailed) // another time at the browser may mend it
        dropSignIn();
    setBusy(false);
    setError(error, purpose);
    setStep(Step::Searching);
}

providers::Circumstances AccountSetup::circumstances() const
{
    providers::Circumstances around{.purpose = m_errorPurpose,
        .address = m_byHand ? m_account.address : m_address,
        .attempts = m_attempts.attempts(),
        .browser = browserFor(m_byHand ? m_account.address : m_address)};
    const auto failed = std::ranges::find_if(around.attempts, [&](const core::DiscoveryAttempt &attempt) {
        return attempt.purpose == m_errorPurpose && attempt.error && attempt.error == m_error;
    });
    if (failed != around.attempts.end())
        around.user = failed->server.user;
    return around;
}

QString AccountSetup::report() const
{
    return attemptReport(m_attempts.attempts(),
        {.address = m_byHand ? m_account.address : m_address, .passwords = {m_password, m_sendPassword}});
}

void AccountSetup::setUpByHand()
{
    if (m_step == Step::Ready || m_step == Step::ByHand)
        return;
    stopSearch();
    // What was found stays; the rest is a guess a person can mend.
    core::Account filled = guessedAccount();
    const auto fill = [&](auto isWanted) {
        for (const core::DiscoveryAttempt &attempt :
            m_attempts.attempts() | std::views::reverse) { // so that the best stays
            if (isWanted(attempt))
                (attempt.purpose == ServerPurpose::Receive ? filled.receive : filled.send) = attempt.server;
        }
    };
    fill([](const core::DiscoveryAttempt &attempt) { return attempt.source == "suggestion"_L1; });
    fill([](const core::DiscoveryAttempt &attempt) { return attempt.state == core::AttemptState::Succeeded; });
    if (!m_byHand || m_account.receive.host.isEmpty()) // else: what the person typed
        m_account = filled;
    m_trust.reset();
    setError({});
    setStep(Step::ByHand);
}

core::Result<> AccountSetup::openProfile(const QByteArray &bytes)
{
    const auto accounts = providers::parseProfile(bytes);
    if (!accounts)
        return std::unexpected(accounts.error());
    const auto imap = std::ranges::find(*accounts, core::Protocol::Imap, &core::Account::protocol);
    if (imap == accounts->end())
        return core::failure(Errc::InvalidInput, u"POP3"_s);
    if (m_step != Step::WhoYouAre)
        return {};
    m_account = *imap;
    if (m_account.fullName.isEmpty())
        m_account.fullName = m_fullName;
    if (m_account.address.isEmpty())
        m_account.address = m_address;
    m_byHand = true;
    setError({});
    setStep(Step::ByHand);
    return {};
}

void AccountSetup::back()
{
    if (m_step == Step::Ready || m_step == Step::WhoYouAre)
        return;
    stopSearch();
    m_trust.reset();
    setError({});
    setStep(m_byHand && m_step != Step::ByHand ? Step::ByHand : Step::WhoYouAre);
}

void AccountSetup::cancel()
{
    if (m_step == Step::Ready)
        return;
    stopSearch();
    m_trust.reset();
    m_attempts.clear();
    setError({});
    setStep(Step::WhoYouAre);
}

// --- searching

void AccountSetup::search()
{
    const bool isAllowed = m_step == Step::WhoYouAre || (m_step == Step::Searching && !m_busy);
    if (!isAllowed || !flawsOf(m_address, m_password, m_userName).isEmpty())
        return;
    dropSignIn();
    m_byHand = false;
    m_sendPassword = m_proxyPassword = m_passphrase = {};
    discover();
}

void AccountSetup::setNetworkSecrets(const core::Secret &proxyPassword, const core::Secret &passphrase)
{
    if (m_busy)
        return;
    m_proxyPassword = proxyPassword;
    m_passphrase = passphrase;
}

void AccountSetup::searchByHand(const core::Account &account, const core::Secret &sendPassword)
{
    core::Account wanted = account;
    if (wanted.address.isEmpty())
        wanted.address = m_address;
    if (wanted.fullName.isEmpty())
        wanted.fullName = m_fullName;
    const bool isAllowed = m_step == Step::ByHand || (m_step == Step::Searching && !m_busy);
    if (!isAllowed || !flawsOf(wanted).isEmpty())
        return;
    dropSignIn();
    wanted.address = wanted.address.trimmed();
    wanted.receive.host = wanted.receive.host.trimmed();
    wanted.send.host = wanted.send.host.trimmed();
    m_byHand = true;
    m_account = wanted;
    m_sendPassword = sendPassword;
    discover();
}

void AccountSetup::discover()
{
    ++m_search;
    m_isBrowsersError = false;
    m_trust.reset();
    m_attempts.clear();
    setError({});
    setBusy(true);
    setStep(Step::Searching);
    if (!m_asked) // else when the stopped one has ended: its last attempts must not look like ours
        ask();
}

void AccountSetup::ask()
{
    m_asked = m_listening = true;
    const ipc::Discover request{.fullName = m_byHand ? m_account.fullName : m_fullName,
        .address = m_byHand ? m_account.address : m_address,
        .password = m_password,
        .manual = m_byHand ? std::optional(m_account) : std::nullopt,
        .sendPassword = m_sendPassword,
        .network = {},
        .proxyPassword = m_proxyPassword,
        .passphrase = m_passphrase,
        .signIn = m_signIn,
        .userName = m_byHand ? QString() : m_userName};
    m_client.call(request, this, [this, search = m_search](const core::Result<core::DiscoveryResult> &outcome) {
        m_asked = m_listening = false;
        if (search == m_search)
            searchEnded(outcome);
        else if (m_busy && m_step == Step::Searching)
            ask();
    });
}

void AccountSetup::stopSearch()
{
    m_browser.cancel();
    if (!m_busy)
        return;
    ++m_search;
    if (std::exchange(m_listening, false))
        m_client.post(ipc::CancelDiscovery{});
    setBusy(false);
}

void AccountSetup::searchEnded(const core::Result<core::DiscoveryResult> &outcome)
{
    if (!outcome) {
        fail(outcome.error(), ServerPurpose::Receive);
        return;
    }
    if (outcome->receiveFound && outcome->sendFound) {
        m_account = outcome->account;
        store();
        return;
    }
    const core::Error unexplained{Errc::HostNotFound, m_address, {}};
    const core::Error receive = outcome->receiveError.value_or(unexplained);
    const core::Error send = outcome->sendError.value_or(unexplained);
    const bool receiveRefused = !outcome->receiveFound && receive.code == Errc::AuthenticationFailed;
    const bool sendRefused = !outcome->sendFound && send.code == Errc::AuthenticationFailed;
    // A refused password first: after a yes to a certificate the search would only run into it again.
    const bool isReceiving = receiveRefused || (!outcome->receiveFound && !sendRefused);
    const ServerPurpose purpose = isReceiving ? ServerPurpose::Receive : ServerPurpose::Send;
    const core::Error &error = isReceiving ? receive : send;
    if (error.code != Errc::CertificateUntrusted || !askTrust(purpose))
        fail(error, purpose);
}

void AccountSetup::store()
{
    // Also when this wizard has gone or was stopped meanwhile: then the account goes again.
    m_client.call(
        ipc::AddAccount{m_account, m_password, m_sendPassword, m_keepPassword, m_proxyPassword, m_passphrase, m_signIn},
        &m_client,
        [self = QPointer(this), client = &m_client, search = m_search](const core::Result<core::AccountId> &added) {
            if (!self || self->m_search != search) {
                if (added)
                    client->post(ipc::RemoveAccount{*added, true});
                return;
            }
            if (!added) {
                self->fail(added.error(), ServerPurpose::Receive);
                return;
            }
            self->m_account.id = *added;
            self->m_password = self->m_sendPassword = self->m_proxyPassword = self->m_passphrase = {};
            self->m_signIn = 0;
            self->setBusy(false);
            self->setStep(Step::Ready);
            Q_EMIT self->finished(*added);
        });
}

// --- the browser

bool AccountSetup::askTrust(ServerPurpose purpose)
{
    const auto found = std::ranges::find_if(m_attempts.attempts(), [&](const core::DiscoveryAttempt &attempt) {
        return attempt.purpose == purpose && attempt.state == core::AttemptState::Failed && attempt.trust
            && !attempt.trust->chain.isEmpty();
    });
    if (found == m_attempts.attempts().end())
        return false;
    m_trust = found->trust;
    m_trustPurpose = purpose;
    setBusy(false);
    setStep(Step::Trust);
    return true;
}

void AccountSetup::answerTrust(TrustAnswer answer)
{
    if (m_step != Step::Trust || !m_trust)
        return;
    const core::TrustQuestion question = *m_trust;
    if (answer == TrustAnswer::DoNotConnect) {
        fail({Errc::CertificateUntrusted, u"%1:%2"_s.arg(question.host).arg(question.port), {}}, m_trustPurpose);
        return;
    }
    m_trust.reset();
    setBusy(true);
    setStep(Step::Searching);
    acceptAllOf(question, answer);
}

void AccountSetup::acceptAllOf(const core::TrustQuestion &question, TrustAnswer answer)
{
    // The same key on other ports of the host, with nothing else wrong: receiving and sending are asked once.
    QList<core::TrustQuestion> same{question};
    for (const core::DiscoveryAttempt &attempt : m_attempts.attempts()) {
        const auto &other = attempt.trust;
        if (other && other->host == question.host && other->port != question.port && !other->chain.isEmpty()
            && other->chain.first().spkiSha256 == question.chain.first().spkiSha256
            && std::ranges::is_permutation(other->problems, question.problems))
            same.append(*other);
    }
    const auto left = std::make_shared<qsizetype>(same.size());
    const quint64 search = ++m_search;
    for (const core::TrustQuestion &one : std::as_const(same)) {
        m_client.call(ipc::AcceptTrust{one, answer}, this,
            [this, search, left, purpose = m_trustPurpose](const core::Result<ipc::Nothing> &outcome) {
                if (search != m_search)
                    return;
                if (!outcome) {
                    ++m_search; // what the others say does not matter any more
                    fail(outcome.error(), purpose);
                } else if (--*left == 0) {
                    discover();
                }
            });
    }
}

} // namespace models
