// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "enginehost.h"

#include "engine/engine.h"
#include "imap/initialize.h"
#include "link/server.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QLocalSocket>
#include <QPointer>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using core::Result;

namespace app
{

namespace
{
constexpr std::chrono::seconds kStartPatience{5};

/** Inside the profile, unless that path is too long for a socket address (108 bytes). */
QString socketFor(const store::ProfilePaths &paths)
{
    if (paths.socket().toUtf8().size() < 100)
        return paths.socket();
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    const QByteArray name
        = QCryptographicHash::hash(paths.directory.toUtf8(), QCryptographicHash::Sha256).toHex().first(24);
    return u"%1/hikyaku-%2"_s.arg(runtime.isEmpty() ? QDir::tempPath() : runtime, QString::fromLatin1(name));
}

bool somebodyListens(const QString &path)
{
    QLocalSocket probe;
    probe.connectToServer(path);
    return probe.waitForConnected(1000);
}

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
} // namespace

/** Engine and server on the engine's thread; one overload of on() a request. */
class EngineHost::Worker : public QObject
{
public:
    explicit Worker(std::unique_ptr<engine::Engine> engine)
        : m_engine(std::move(engine))
        , m_server([this](ipc::Request request, ipc::Server::Answer answer) {
            std::visit([&](auto &r) { on(r, answer); }, request);
        })
    {
        connect(m_engine.get(), &engine::Engine::storeChanged, this, [this](const auto &e) { m_server.broadcast(e); });
        connect(
            m_engine.get(), &engine::Engine::activityChanged, this, [this](const auto &e) { m_server.broadcast(e); });
        connect(
            m_engine.get(), &engine::Engine::attemptChanged, this, [this](const auto &e) { m_server.broadcast(e); });
        connect(
            &m_engine->questions(), &engine::Questions::asked, this, [this](const auto &e) { m_server.broadcast(e); });
        connect(&m_engine->questions(), &engine::Questions::gone, this,
            [this](qint64 id) { m_server.broadcast(ipc::QuestionGone{id}); });
        connect(&m_server, &ipc::Server::faceCountChanged, this, &Worker::lookAround);
    }

    Result<> listen(const QString &path) { return m_server.listen(path); }

    void whenAlone(std::function<void()> then)
    {
        m_alone = std::move(then);
        lookAround();
    }

private:
    using Answer = ipc::Server::Answer;

    void lookAround()
    {
        if (m_alone && m_server.faceCount() <= 1)
            std::exchange(m_alone, {})();
    }

    template <class T>
    void run(async::Task<T> task, const Answer &answer)
    {
        m_tasks.launch(answered(std::move(task), answer));
    }
    static void done(const Answer &answer, const Result<> &outcome = {})
    {
        answer(outcome ? Result<ipc::Reply>(ipc::Nothing{}) : std::unexpected(outcome.error()));
    }

    void on(ipc::Discover &r, const Answer &a)
    {
        run(m_engine->discover({r.fullName, r.address, r.password, r.manual, r.sendPassword}), a);
    }
    void on(ipc::CancelDiscovery &, const Answer &a)
    {
        m_engine->cancelDiscovery();
        done(a);
    }
    void on(ipc::AddAccount &r, const Answer &a)
    {
        run(m_engine->addAccount(r.account, r.receivePassword, r.sendPassword, r.keepPassword), a);
    }
    void on(ipc::UpdateAccount &r, const Answer &a) { run(m_engine->updateAccount(r.account), a); }
    void on(ipc::RemoveAccount &r, const Answer &a) { run(m_engine->removeAccount(r.account, r.erase), a); }
    void on(ipc::ProvidePassword &r, const Answer &a) { run(m_engine->providePassword(r.account, r.password), a); }
    void on(ipc::AnswerTrust &r, const Answer &a) { done(a, m_engine->questions().answerTrust(r.question, r.answer)); }
    void on(ipc::AnswerPassword &r, const Answer &a)
    {
        done(a, m_engine->questions().answerPassword(r.question, {r.password, r.keep}));
    }
    void on(ipc::PendingQuestions &, const Answer &a) { a(ipc::Reply(m_engine->questions().pending())); }
    void on(ipc::GoOnline &, const Answer &a)
    {
        m_engine->goOnline();
        done(a);
    }
    void on(ipc::Act &r, const Answer &a) { run(m_engine->act(r.action), a); }
    void on(ipc::OpenMailbox &r, const Answer &a)
    {
        m_engine->openMailbox(r.mailbox);
        done(a);
    }
    void on(ipc::FetchDocument &r, const Answer &a) { run(m_engine->document(r.key), a); }
    void on(ipc::FetchRaw &r, const Answer &a) { run(m_engine->raw(r.key), a); }
    void on(ipc::FetchPart &r, const Answer &a) { run(m_engine->part(r.key, r.part), a); }
    void on(ipc::Sync &r, const Answer &a)
    {
        run(m_engine->sync(r.account, r.mailboxes, engine::Bodies(int(r.bodies))), a);
    }
    void on(ipc::BuildReply &r, const Answer &a)
    {
        run(m_engine->buildReply(r.key, engine::Engine::ReplyKind(int(r.kind)), r.texts), a);
    }
    void on(ipc::SaveDraft &r, const Answer &a) { run(m_engine->saveDraft(r.draft), a); }
    void on(ipc::DiscardDraft &r, const Answer &a) { run(m_engine->discardDraft(r.draft), a); }
    void on(ipc::Submit &r, const Answer &a) { run(m_engine->submit(r.draft), a); }
    void on(ipc::SubmitEml &r, const Answer &a) { run(m_engine->submitEml(r.account, r.eml), a); }
    void on(ipc::RetrySubmission &r, const Answer &a) { run(m_engine->retrySubmission(r.submission), a); }
    void on(ipc::DiscardSubmission &r, const Answer &a) { run(m_engine->discardSubmission(r.submission), a); }
    void on(ipc::Inspect &r, const Answer &a) { run(m_engine->inspect(r.eml), a); }
    void on(ipc::InspectTrust &r, const Answer &a)
    {
        run(m_engine->inspectTrust({.host = r.host, .port = r.port, .security = r.security, .user = {}}), a);
    }
    void on(ipc::AcceptTrust &r, const Answer &a) { run(m_engine->acceptTrust(r.question, r.answer), a); }
    void on(ipc::ForgetTrust &r, const Answer &a) { run(m_engine->forgetTrust(r.host, r.port), a); }

    std::unique_ptr<engine::Engine> m_engine;
    ipc::Server m_server;
    std::function<void()> m_alone;
    async::TaskScope m_tasks;
};

Result<std::unique_ptr<EngineHost>> EngineHost::start(const store::ProfilePaths &paths)
{
    std::unique_ptr<EngineHost> host(new EngineHost);
    host->m_socketPath = socketFor(paths);
    bool initialized = false;
    // Another program may be just starting its engine, or just ending it: then the profile is in use and nobody
    // listens, but only for a moment.
    for (QDeadlineTimer patience(kStartPatience);;) {
        if (somebodyListens(host->m_socketPath))
            return host;
        if (!std::exchange(initialized, true))
            imap::initialize(); // on the main thread, before the engine's exists
        const Result<> started = host->startOurs(paths);
        if (started)
            return host;
        if (started.error().code != core::Errc::StoreFailed || patience.hasExpired())
            return std::unexpected(started.error());
        QThread::msleep(50);
    }
}

Result<> EngineHost::startOurs(const store::ProfilePaths &paths)
{
    Result<> started;
    auto context = std::make_unique<QObject>();
    context->moveToThread(&m_thread);
    m_thread.setObjectName(u"engine"_s);
    m_thread.start();
    QMetaObject::invokeMethod(
        context.get(),
        [&] {
            auto engine = engine::Engine::open(paths);
            if (!engine) {
                started = std::unexpected(engine.error());
                return;
            }
            m_worker = new Worker(std::move(*engine));
            started = m_worker->listen(m_socketPath);
            if (!started)
                delete std::exchange(m_worker, nullptr);
        },
        Qt::BlockingQueuedConnection);
    context.release()->deleteLater();
    if (!started) {
        m_thread.quit();
        m_thread.wait();
    }
    return started;
}

void EngineHost::whenAlone(QObject *context, std::function<void()> then)
{
    if (!m_worker) {
        then();
        return;
    }
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, context = QPointer(context), then = std::move(then)] {
            worker->whenAlone([context, then] {
                if (context)
                    QMetaObject::invokeMethod(context, then, Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
}

EngineHost::~EngineHost()
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker,
            [this] {
                delete m_worker;
                // Connections delete themselves later; after this there may be no later.
                QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            },
            Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

} // namespace app
