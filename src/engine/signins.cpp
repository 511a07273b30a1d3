// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signins.h"

#include "core/log.h"
#include "providers/sources.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;
using core::Errc;
using core::PasswordPurpose;
using core::Secret;

namespace engine
{

namespace
{
constexpr std::chrono::seconds kMargin{60}; ///< so long before its end a token is renewed
constexpr int kTries = 3; ///< of one caller, to get a token that may be used
constexpr int kMostUnderWay = 8;

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

core::Error gone(qint64 signIn)
{
    return {Errc::NoSuchMessage, u"sign-in %1"_s.arg(signIn), {}};
}
} // namespace

struct SignIns::UnderWay {
    oauth::Party party;
    std::unique_ptr<oauth::BrowserSignIn> browser;
    std::optional<oauth::Tokens> tokens; ///< once finished
    QDateTime finishedAt;
};

struct SignIns::Held {
    QString issuer;
    Secret access; ///< never kept
    QDateTime expiresAt;
    Secret refresh;
    bool isKept = false; ///< in the keyring
    bool isRecalled = false; ///< from the keyring, or it need not be
    QDateTime signedInAt, renewedAt;
    std::optional<core::Error> issuersRefusal; ///< until the person signs in again
    struct AtServer {
        bool wasRenewedFor = false; ///< the token now held is new because the last one was refused
        std::optional<core::Error> refusal; ///< the new one was refused, too
        QDateTime letInAt;
    };
    std::map<PasswordPurpose, AtServer> servers;
    QDateTime refusedAt;
    std::optional<core::Error> lastRefusal;
    async::Lock lock; ///< of recalling and renewing: a refresh token may be good only once

    void noteRefusal(const core::Error &error)
    {
        refusedAt = now();
        lastRefusal = error;
    }
    void take(const oauth::Tokens &tokens)
    {
        access = tokens.access;
        expiresAt = tokens.expiresAt;
        if (!tokens.refresh.isEmpty())
            refresh = tokens.refresh;
    }
};

SignIns::SignIns(SecretStore &secrets, Questions &questions, const QString &profileDirectory)
    : m_secrets(secrets)
    , m_questions(questions)
    , m_directory(profileDirectory)
{
}

SignIns::~SignIns() = default;

std::shared_ptr<SignIns::Held> SignIns::heldBy(core::AccountId account)
{
    std::shared_ptr<Held> &held = m_held[account];
    if (!held)
        held = std::make_shared<Held>();
    return held;
}

async::Task<oauth::Party> SignIns::partyFor(QString issuer, core::Account whose, core::Secret proxyPassword)
{
    const providers::SignInMeans means = providers::SignInMeans::of(m_directory);
    const providers::Issuer *known = means.find(issuer);
    const providers::SignInClient *client = means.client(issuer);
    if (!known || !client)
        co_await core::failure(Errc::InvalidInput, u"client id for %1"_s.arg(issuer));
    oauth::Party party{*known, *client};
    if (party.client.secret.isEmpty()) {
        const auto secret = co_await m_secrets.findEntry(SecretStore::clientEntry(issuer));
        party.client.secret = secret.value_or(Secret());
    }
    net::Proxy proxy{whose.network.proxy, std::move(proxyPassword)};
    if (!proxy.settings.user.isEmpty() && proxy.password.isEmpty())
        proxy.password = (co_await m_secrets.find(whose.id, PasswordPurpose::Proxy)).value_or(Secret());
    party.proxy = co_await net::proxyFor(proxy, party.issuer.token.host(), quint16(party.issuer.token.port(443)));
    party.authorities = whose.network.authorities;
    co_return party;
}

// --- with the person at the browser

async::Task<QString> SignIns::issuerFor(QString address, net::Proxy proxy)
{
    const providers::SignInMeans means = providers::SignInMeans::of(m_directory);
    if (const providers::Issuer *issuer = means.forAddress(address))
        co_return issuer->id;
    const QList<providers::Offer> offers = co_await providers::offersFor(address, std::move(proxy));
    for (const providers::Offer &offer : offers) {
        for (const providers::Receiving &one : offer.receive) {
            const providers::Issuer *issuer = offer.suggestedOnly ? nullptr : means.forHost(one.server.host);
            if (issuer)
                co_return issuer->id;
        }
    }
    co_return QString();
}

async::Task<core::SignInStart> SignIns::begin(
    QString issuer, QString user, core::SignInWords words, core::Account whose, core::Secret proxyPassword)
{
    auto underWay = std::make_shared<UnderWay>();
    underWay->party = co_await partyFor(issuer, std::move(whose), std::move(proxyPassword));
    underWay->browser = std::make_unique<oauth::BrowserSignIn>(underWay->party, words);
    const QUrl page = co_await underWay->browser->begin(user);
    while (m_underWay.size() >= kMostUnderWay) // of faces that have gone
        cancel(m_underWay.begin()->first);
    m_underWay[++m_lastId] = underWay;
    co_return core::SignInStart{m_lastId, QString::fromLatin1(page.toEncoded())};
}

async::Task<> SignIns::finish(qint64 signIn, core::AccountId account, bool keep)
{
    const auto found = m_underWay.find(signIn);
    if (found == m_underWay.end() || !found->second->browser)
        co_await std::unexpected(gone(signIn));
    const std::shared_ptr<UnderWay> underWay = found->second;
    auto tokens = co_await underWay->browser->finished().asResult();
    underWay->browser.reset();
    if (!tokens) {
        m_underWay.erase(signIn);
        co_await std::unexpected(tokens.error());
    }
    underWay->tokens = std::move(*tokens);
    underWay->finishedAt = now();
    if (account.isValid())
        co_await adopt(signIn, account, keep);
}

void SignIns::cancel(qint64 signIn)
{
    const auto found = m_underWay.find(signIn);
    if (found == m_underWay.end())
        return;
    const std::shared_ptr<UnderWay> underWay = found->second;
    m_underWay.erase(found);
    if (underWay->browser)
        underWay->browser->cancel();
}

void SignIns::cancelAll()
{
    while (!m_underWay.empty())
        cancel(m_underWay.begin()->first);
}

core::Result<SignIns::Fresh> SignIns::fresh(qint64 signIn) const
{
    const auto found = m_underWay.find(signIn);
    if (found == m_underWay.end() || !found->second->tokens)
        return std::unexpected(gone(signIn));
    return Fresh{found->second->party.issuer, found->second->tokens->access};
}

async::Task<> SignIns::adopt(qint64 signIn, core::AccountId account, bool keep)
{
    const auto found = m_underWay.find(signIn);
    if (found == m_underWay.end() || !found->second->tokens)
        co_await std::unexpected(gone(signIn));
    const std::shared_ptr<UnderWay> underWay = found->second;
    m_underWay.erase(found);
    const auto held = std::make_shared<Held>();
    held->issuer = underWay->party.issuer.id;
    held->take(*underWay->tokens);
    held->isKept = keep;
    held->isRecalled = true;
    held->signedInAt = underWay->finishedAt;
    m_held[account] = held;
    co_await this->keep(held, account);
    m_questions.answerSignIns(account);
}

// --- the keyring

/** What the keyring has is read once; while it has nothing, it may still be locked, and is asked again. */
async::Task<> SignIns::recall(std::shared_ptr<Held> held, core::AccountId account)
{
    if (held->isRecalled)
        co_return;
    const auto kept = co_await m_secrets.findEntry(SecretStore::signInEntry(account));
    if (!kept)
        co_return;
    held->isRecalled = true;
    const QJsonObject json = QJsonDocument::fromJson(kept->reveal()).object();
    held->issuer = json["issuer"_L1].toString();
    held->refresh = Secret(json["refresh"_L1].toString());
    held->signedInAt = QDateTime::fromString(json["signedIn"_L1].toString(), Qt::ISODate);
    held->isKept = true;
}

async::Task<> SignIns::keep(std::shared_ptr<Held> held, core::AccountId account)
{
    const QJsonObject json{{u"issuer"_s, held->issuer}, {u"refresh"_s, QString::fromUtf8(held->refresh.reveal())},
        {u"signedIn"_s, held->signedInAt.toString(Qt::ISODate)}};
    const Secret secret(QJsonDocument(json).toJson(QJsonDocument::Compact));
    // Without a keyring the person signs in again at the next start; the account works all the same.
    const auto kept = co_await m_secrets.putEntry(SecretStore::signInEntry(account), secret, held->isKept).asResult();
    if (!kept)
        qCWarning(core::lcEngine) << "the keyring does not keep a sign-in:" << kept.error().serverText;
}

// --- with the servers

async::Task<> SignIns::renew(std::shared_ptr<Held> held, core::Account account)
{
    const oauth::Party party = co_await partyFor(held->issuer, account);
    auto tokens = co_await oauth::renewed(party, held->refresh).asResult();
    if (!tokens) {
        held->noteRefusal(tokens.error());
        if (tokens.error().code == Errc::AuthenticationFailed)
            held->issuersRefusal = tokens.error();
        co_await std::unexpected(tokens.error());
    }
    const bool isNew = !tokens->refresh.isEmpty() && tokens->refresh != held->refresh;
    held->take(*tokens);
    held->renewedAt = now();
    if (isNew) // before anybody uses it: after a crash the old one may be good for nothing
        co_await keep(held, account.id);
}

/** With the lock held. AuthenticationFailed: only the person can help. */
async::Task<Secret> SignIns::tokenAtHand(std::shared_ptr<Held> held, core::Account account, PasswordPurpose purpose)
{
    co_await recall(held, account.id);
    if (held->issuer != account.issuer) // none, or those of another time
        co_await core::failure(Errc::AuthenticationFailed, account.issuer);
    if (held->issuersRefusal)
        co_await std::unexpected(*held->issuersRefusal);
    if (const Held::AtServer &server = held->servers[purpose]; server.refusal)
        co_await std::unexpected(*server.refusal);
    const bool isOver = held->expiresAt.isValid() && held->expiresAt - now() < kMargin;
    if (!held->access.isEmpty() && !isOver)
        co_return held->access;
    if (held->refresh.isEmpty())
        co_await core::failure(Errc::AuthenticationFailed, held->issuer);
    co_await renew(held, account);
    co_return held->access;
}

async::Task<Secret> SignIns::token(core::Account account, PasswordPurpose purpose, Asking asking)
{
    core::Error reason{Errc::AuthenticationFailed, account.issuer, {}};
    for (int i = 0; i < kTries; ++i) {
        {
            const std::shared_ptr<Held> held = heldBy(account.id);
            const auto locked = co_await held->lock.acquire();
            auto token = co_await tokenAtHand(held, account, purpose).asResult();
            if (token)
                co_return *token;
            reason = token.error();
        }
        if (reason.code != Errc::AuthenticationFailed || asking == Asking::Never)
            break;
        const bool isSignedIn = co_await m_questions.askSignIn({.account = account.id,
            .accountName = account.name,
            .user = account.receive.user,
            .issuer = account.issuer,
            .wasRefused = !reason.serverText.isEmpty(),
            .serverText = reason.serverText});
        if (!isSignedIn)
            break;
    }
    co_await std::unexpected(reason);
    co_return Secret(); // not reached: the line above ends the task
}

void SignIns::refused(core::AccountId account, PasswordPurpose purpose, const Secret &token, core::Error error)
{
    const std::shared_ptr<Held> held = heldBy(account);
    held->noteRefusal(error);
    if (held->access != token)
        return; // there is a newer one by now
    Held::AtServer &server = held->servers[purpose];
    if (std::exchange(server.wasRenewedFor, true) || held->refresh.isEmpty())
        server.refusal = error;
    else
        held->access = {}; // a new one may do
}

void SignIns::letIn(core::AccountId account, PasswordPurpose purpose)
{
    const std::shared_ptr<Held> held = heldBy(account);
    Held::AtServer &server = held->servers[purpose];
    server.wasRenewedFor = false;
    server.letInAt = now();
    if (!held->issuersRefusal)
        held->lastRefusal.reset();
}

void SignIns::passwordRefused(core::AccountId account, const core::Error &error)
{
    heldBy(account)->noteRefusal(error);
}

// --- how it goes

async::Task<core::SignInHealth> SignIns::health(core::Account account)
{
    const std::shared_ptr<Held> held = heldBy(account.id);
    core::SignInHealth health{.issuer = account.issuer};
    if (!account.issuer.isEmpty()) {
        const auto locked = co_await held->lock.acquire();
        co_await recall(held, account.id);
        health.isSignedIn = !held->issuersRefusal && (!held->refresh.isEmpty() || !held->access.isEmpty());
        health.signedInAt = held->signedInAt;
        health.renewedAt = held->renewedAt;
        health.expiresAt = held->access.isEmpty() ? QDateTime() : held->expiresAt;
        const providers::SignInMeans means = providers::SignInMeans::of(m_directory);
        const providers::Issuer *issuer = means.find(account.issuer);
        if (issuer && issuer->daysBetweenSignIns > 0 && held->signedInAt.isValid())
            health.againBy = held->signedInAt.addDays(issuer->daysBetweenSignIns);
        else if (held->refresh.isEmpty())
            health.againBy = health.expiresAt;
    }
    health.letInAt = held->servers[PasswordPurpose::Receive].letInAt;
    health.sentAt = held->servers[PasswordPurpose::Send].letInAt;
    if (held->lastRefusal) {
        health.refusedAt = held->refusedAt;
        health.refusal = held->lastRefusal;
    }
    co_return health;
}

async::Task<> SignIns::forget(core::Account account)
{
    const std::shared_ptr<Held> held = heldBy(account.id);
    const auto locked = co_await held->lock.acquire();
    co_await recall(held, account.id);
    const Secret token = held->refresh.isEmpty() ? held->access : held->refresh;
    const QString issuer = held->issuer;
    held->access = held->refresh = {};
    held->expiresAt = held->signedInAt = held->renewedAt = {};
    co_await m_secrets.eraseEntry(SecretStore::signInEntry(account.id));
    if (token.isEmpty())
        co_return;
    auto party = co_await partyFor(issuer, account).asResult();
    if (!party)
        co_return; // without a client id there is nobody to tell it as
    const auto told = co_await oauth::revoked(*party, token).asResult();
    if (!told)
        qCInfo(core::lcEngine) << "a sign-in was not taken back:" << core::errcName(told.error().code);
}

async::Task<> SignIns::setClient(QString issuer, QString clientId, Secret secret)
{
    if (!providers::SignInMeans::of(m_directory).find(issuer))
        co_await core::failure(Errc::InvalidInput, issuer);
    const QString path = providers::SignInMeans::personsFile(m_directory);
    QFile before(path);
    const QByteArray known = before.open(QIODevice::ReadOnly) ? before.readAll() : QByteArray();
    const QByteArray json = co_await providers::SignInMeans::withClient(known, issuer, clientId.trimmed());
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
    if (!isWritten)
        co_await core::failure(Errc::StoreFailed, path, file.errorString().toUtf8());
    const QString entry = SecretStore::clientEntry(issuer);
    if (secret.isEmpty())
        co_await m_secrets.eraseEntry(entry);
    else
        co_await m_secrets.putEntry(entry, secret, true);
}

} // namespace engine
