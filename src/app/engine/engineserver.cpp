// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineserver.h"

#include "core/log.h"
#include "net/pkcs12.h"
#include "networkoptions.h"

#include <QCoreApplication>
#include <QFile>

using core::Result;

namespace app
{

namespace
{
constexpr std::chrono::milliseconds kTick{100};
constexpr std::chrono::seconds kFirstFace{10};

template <class T>
async::Task<> answered(async::Task<T> task, ipc::Server::Answer answer)
{
    auto outcome = co_await std::move(task).asResult();
    if (!outcome)
        answer(std::unexpected(outcome.error()));
    else if constexpr (std::is_void_v<T>)
        answer(ipc::Reply(ipc::Nothing{}));
    else
        answer(ipc::Reply(std::move(*outcome)));
}
/** Opening PKCS #12 takes its time: it is meant to. */
async::Task<ipc::CertificatesFound> foundIn(QByteArray file, core::Secret passphrase)
{
    const net::CertificateFile found = co_await async::onThreadPool(
        QThreadPool::globalInstance(), [file, passphrase] { return net::readCertificates(file, passphrase); });
    co_return ipc::CertificatesFound{found.authorities, found.own};
}
async::Task<ipc::SecretStoreState> stateOf(async::Task<engine::SecretsState> asked)
{
    const engine::SecretsState state = co_await std::move(asked);
    co_return ipc::SecretStoreState{state.keyringError, state.hasFile};
}
} // namespace

EngineServer::EngineServer(std::unique_ptr<engine::Engine> engine)
    : m_engine(std::move(engine))
    , m_server([this](ipc::Request request, ipc::Server::Answer answer) {
        std::visit([&](auto &r) { on(r, answer); }, request);
    })
    , m_firstFace(kFirstFace)
{
    connect(m_engine.get(), &engine::Engine::storeChanged, this, [this](const auto &e) { m_server.broadcast(e); });
    connect(m_engine.get(), &engine::Engine::activityChanged, this, [this](const auto &e) { m_server.broadcast(e); });
    connect(m_engine.get(), &engine::Engine::attemptChanged, this, [this](const auto &e) { m_server.broadcast(e); });
    // Who starts the next one gets sound stores; whoever waits for an answer asks it once more.
    connect(m_engine.get(), &engine::Engine::storeDamaged, this, &EngineServer::ended);
    connect(&m_engine->questions(), &engine::Questions::asked, this, [this](const auto &e) { m_server.broadcast(e); });
    connect(&m_engine->questions(), &engine::Questions::gone, this,
        [this](qint64 id) { m_server.broadcast(ipc::QuestionGone{id}); });
    connect(&m_server, &ipc::Server::faceCountChanged, this, &EngineServer::lookAround);
    connect(&m_server, &ipc::Server::outdated, this, [this] { m_isOutdated = true; });
    m_ticks.setInterval(kTick);
    connect(&m_ticks, &QTimer::timeout, this, &EngineServer::tick);
    m_ticks.start();
}

EngineServer::~EngineServer()
{
    m_server.disconnect(this);
}

Result<> EngineServer::listen(const QString &path)
{
    m_socketPath = path;
    return m_server.listen(path);
}

// --- how long it lives

void EngineServer::lookAround()
{
    const bool anyOnline = m_server.anyOnline();
    if (m_isOnline && !anyOnline)
        m_engine->goOffline();
    m_isOnline = anyOnline;
    if (m_server.faceCount() == 0) {
        m_engine->cancelDiscovery();
        m_engine->signIns().cancelAll();
        m_ticks.start();
        QMetaObject::invokeMethod(this, &EngineServer::tick, Qt::QueuedConnection);
    } else {
        m_firstFace.setRemainingTime(0);
        m_ticks.stop();
        m_idle.invalidate();
    }
}

void EngineServer::tick()
{
    if (m_server.faceCount() > 0 || !m_firstFace.hasExpired())
        return;
    if (!QFile::exists(m_socketPath)) { // the profile is deleted: nobody will ever come
        Q_EMIT ended();
        return;
    }
    if (isBusy()) {
        m_idle.invalidate();
        return;
    }
    if (!m_idle.isValid())
        m_idle.start();
    if (m_isOutdated || m_idle.durationElapsed() >= m_idleTime)
        Q_EMIT ended();
}

// --- requests

template <class T>
void EngineServer::run(async::Task<T> task, const Answer &answer)
{
    m_tasks.launch(answered(std::move(task), answer));
}

void EngineServer::done(const Answer &answer, const Result<> &outcome)
{
    answer(outcome ? Result<ipc::Reply>(ipc::Nothing{}) : std::unexpected(outcome.error()));
}

void EngineServer::on(ipc::Discover &r, const Answer &a)
{
    run(m_engine->discover({r.fullName, r.address, r.password, r.manual, r.sendPassword, r.network, r.proxyPassword,
            r.passphrase, r.signIn, r.userName}),
        a);
}

void EngineServer::on(ipc::CancelDiscovery &, const Answer &a)
{
    m_engine->cancelDiscovery();
    done(a);
}

void EngineServer::on(ipc::AddAccount &r, const Answer &a)
{
    run(m_engine->addAccount(
            r.account, {r.receivePassword, r.sendPassword, r.proxyPassword, r.passphrase}, r.keepPassword, r.signIn),
        a);
}

void EngineServer::on(ipc::UpdateAccount &r, const Answer &a)
{
    run(m_engine->updateAccount(r.account), a);
}

void EngineServer::on(ipc::RemoveAccount &r, const Answer &a)
{
    run(m_engine->removeAccount(r.account, r.erase), a);
}

void EngineServer::on(ipc::ProvidePassword &r, const Answer &a)
{
    run(m_engine->providePassword(r.account, r.purpose, r.password, r.keep), a);
}

void EngineServer::on(ipc::AnswerTrust &r, const Answer &a)
{
    done(a, m_engine->questions().answerTrust(r.question, r.answer));
}

void EngineServer::on(ipc::AnswerPassword &r, const Answer &a)
{
    done(a, m_engine->questions().answerPassword(r.question, {r.password, r.keep}));
}

void EngineServer::on(ipc::PendingQuestions &, const Answer &a)
{
    a(ipc::Reply(m_engine->questions().pending()));
}

void EngineServer::on(ipc::GoOnline &, const Answer &a)
{
    m_isOnline = true;
    m_engine->goOnline();
    done(a);
}

void EngineServer::on(ipc::Act &r, const Answer &a)
{
    run(m_engine->act(r.action), a);
}

void EngineServer::on(ipc::OpenMailbox &r, const Answer &a)
{
    m_engine->openMailbox(r.mailbox);
    done(a);
}

void EngineServer::on(ipc::FetchDocument &r, const Answer &a)
{
    run(m_engine->document(r.key), a);
}

void EngineServer::on(ipc::FetchRaw &r, const Answer &a)
{
    run(m_engine->raw(r.key), a);
}

void EngineServer::on(ipc::FetchPart &r, const Answer &a)
{
    run(m_engine->part(r.key, r.part), a);
}

void EngineServer::on(ipc::Sync &r, const Answer &a)
{
    run(m_engine->sync(r.account, r.mailboxes, engine::Bodies(int(r.bodies))), a);
}

void EngineServer::on(ipc::BuildReply &r, const Answer &a)
{
    run(m_engine->buildReply(r.key, engine::Engine::ReplyKind(int(r.kind)), r.texts), a);
}

void EngineServer::on(ipc::SaveDraft &r, const Answer &a)
{
    run(m_engine->saveDraft(r.draft), a);
}

void EngineServer::on(ipc::DiscardDraft &r, const Answer &a)
{
    run(m_engine->discardDraft(r.draft), a);
}

void EngineServer::on(ipc::Submit &r, const Answer &a)
{
    run(m_engine->submit(r.draft, r.holdSeconds), a);
}

void EngineServer::on(ipc::SubmitEml &r, const Answer &a)
{
    run(m_engine->submitEml(r.account, r.eml), a);
}

void EngineServer::on(ipc::RetrySubmission &r, const Answer &a)
{
    run(m_engine->retrySubmission(r.submission), a);
}

void EngineServer::on(ipc::DiscardSubmission &r, const Answer &a)
{
    run(m_engine->discardSubmission(r.submission), a);
}

void EngineServer::on(ipc::Inspect &r, const Answer &a)
{
    run(m_engine->inspect(r.eml), a);
}

void EngineServer::on(ipc::InspectTrust &r, const Answer &a)
{
    run(m_engine->inspectTrust({.host = r.host, .port = r.port, .security = r.security, .user = {}}, r.account), a);
}

void EngineServer::on(ipc::AcceptTrust &r, const Answer &a)
{
    run(m_engine->acceptTrust(r.question, r.answer), a);
}

void EngineServer::on(ipc::TakeBack &r, const Answer &a)
{
    run(m_engine->takeBack(r.submission), a);
}

void EngineServer::on(ipc::ConfirmSent &r, const Answer &a)
{
    run(m_engine->confirmSent(r.submission), a);
}

void EngineServer::on(ipc::Undo &r, const Answer &a)
{
    run(m_engine->undo(r.actions), a);
}

void EngineServer::on(ipc::CheckSending &r, const Answer &a)
{
    run(m_engine->checkSending(r.account), a);
}

void EngineServer::on(ipc::SearchDirectory &r, const Answer &a)
{
    run(m_engine->people(r.account, r.text, qBound(1, r.limit, 200), r.language, r.mayAsk), a);
}

void EngineServer::on(ipc::ForgetTrust &r, const Answer &a)
{
    run(m_engine->forgetTrust(r.host, r.port), a);
}

void EngineServer::on(ipc::ReadCertificates &r, const Answer &a)
{
    run(foundIn(r.file, r.passphrase), a);
}

void EngineServer::on(ipc::AskSecretStore &, const Answer &a)
{
    run(stateOf(m_engine->secretsState()), a);
}

void EngineServer::on(ipc::MakePasswordFile &r, const Answer &a)
{
    run(m_engine->makePasswordFile(r.passphrase), a);
}

void EngineServer::on(ipc::RemovePasswordFile &, const Answer &a)
{
    run(m_engine->removePasswordFile(), a);
}

void EngineServer::on(ipc::BeginSignIn &r, const Answer &a)
{
    run(m_engine->beginSignIn(r.issuer, r.user, r.words, r.account, r.network, r.proxyPassword), a);
}

void EngineServer::on(ipc::FindIssuer &r, const Answer &a)
{
    run(m_engine->signIns().issuerFor(r.address, {r.network.proxy, r.proxyPassword}), a);
}

void EngineServer::on(ipc::FinishSignIn &r, const Answer &a)
{
    run(m_engine->signIns().finish(r.signIn, r.account, r.keep), a);
}

void EngineServer::on(ipc::CancelSignIn &r, const Answer &a)
{
    m_engine->signIns().cancel(r.signIn);
    done(a);
}

void EngineServer::on(ipc::DeclineSignIn &r, const Answer &a)
{
    done(a, m_engine->questions().answerSignIn(r.question, false));
}

void EngineServer::on(ipc::AskSignInHealth &r, const Answer &a)
{
    run(m_engine->signInHealth(r.account), a);
}

void EngineServer::on(ipc::ForgetSignIn &r, const Answer &a)
{
    run(m_engine->forgetSignIn(r.account), a);
}

void EngineServer::on(ipc::SetSignInClient &r, const Answer &a)
{
    run(m_engine->signIns().setClient(r.issuer, r.clientId, r.secret), a);
}

void EngineServer::on(ipc::UseNetwork &r, const Answer &a)
{
    done(a, useNetwork(r));
}

} // namespace app
