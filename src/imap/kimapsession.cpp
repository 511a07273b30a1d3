// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "kimapsession.h"

#include "core/log.h"

#include <kimap/loginjob.h>
#include <kimap/session.h>

using namespace Qt::StringLiterals;
using core::Errc;

namespace imap
{

namespace
{
constexpr int kAttempts = 5;
constexpr auto kFirstByte = std::chrono::seconds(1); // later it never comes: KIMAP missed its own connection
constexpr auto kWatch = std::chrono::seconds(5);
constexpr int kMostIdleChecks = 3;
constexpr auto kSignIn = std::chrono::seconds(10);

/** How a job ended. */
struct Outcome {
    bool success = false;
    QString text;
};

/** Delivers the job's end on the next turn of the event loop, out of KIMAP's call stack. */
async::Completion<Outcome> follow(KIMAP::Job *job, QObject *context, KimapSession::Harvest harvest)
{
    const async::Completion<Outcome> done;
    const auto deliver = [done, context](const Outcome &outcome) {
        QMetaObject::invokeMethod(context, [done, outcome] { done.set(outcome); }, Qt::QueuedConnection);
    };
    QObject::connect(job, &KJob::result, context, [deliver, harvest = std::move(harvest)](KJob *finished) {
        // Some of KIMAP's failures have a text and no code.
        const bool success = finished->error() == 0 && finished->errorText().isEmpty();
        if (success && harvest)
            harvest(finished);
        deliver({success, finished->errorText()});
    });
    // Queued jobs are deleted without a result when the connection goes.
    QObject::connect(job, &QObject::destroyed, context, [deliver] { deliver({false, u"deleted"_s}); });
    return done;
}
} // namespace

/** Closes the connection when the frame that waits for a job dies before the job ends. */
class KimapSession::Abandoned
{
public:
    explicit Abandoned(KimapSession *session)
        : m_session(session)
    {
    }
    Abandoned(const Abandoned &) = delete;
    ~Abandoned()
    {
        if (!m_session)
            return;
        m_session->m_abandoned = true;
        // Later: whoever hears of it may delete what the dying frame still refers to.
        QMetaObject::invokeMethod(
            m_session, [session = m_session.data()] { session->m_dialogue.fail({Errc::Cancelled, u"job"_s, {}}); },
            Qt::QueuedConnection);
    }
    void jobEnded() { m_session.clear(); }

private:
    QPointer<KimapSession> m_session;
};

KimapSession::KimapSession(Dialogue &dialogue)
    : m_dialogue(dialogue)
{
    // The server's silence is watched by the Dialogue; this is for a job that neither asks nor ends.
    connect(&m_watch, &QTimer::timeout, this, [this] {
        m_idleChecks = m_gate && m_gate->isUnderWay() ? 0 : m_idleChecks + 1;
        if (m_idleChecks > kMostIdleChecks)
            m_dialogue.fail({Errc::Timeout, u"KIMAP"_s, {}});
    });
}

KimapSession::~KimapSession()
{
    drop();
}

void KimapSession::drop()
{
    if (m_gate)
        m_gate->abort(); // first: a Session whose socket still waits freezes its destructor for ten seconds
    if (m_session) {
        m_session->disconnect(this);
        m_session->deleteLater(); // it may be the one that is calling
        m_session.clear();
    }
    if (Gate *gate = m_gate.release()) {
        gate->tap = {};
        gate->disconnect();
        gate->deleteLater();
    }
}

void KimapSession::setTap(std::function<void(const Response &)> tap)
{
    m_tap = std::move(tap);
    if (m_gate)
        m_gate->tap = m_tap;
}

async::Task<> KimapSession::start()
{
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const bool started = co_await startOnce();
        if (started)
            co_return;
        qCInfo(core::lcImap) << "KIMAP did not come to the gate, attempt" << attempt;
    }
    m_dialogue.fail({Errc::Internal, u"KIMAP does not start"_s, {}});
    co_await std::unexpected(m_dialogue.error());
}

async::Task<bool> KimapSession::startOnce()
{
    drop();
    m_gate = std::make_unique<Gate>(m_dialogue);
    m_gate->tap = m_tap;
    co_await m_gate->listen();
    const async::Completion<> heard;
    connect(m_gate.get(), &Gate::heard, this,
        [this, heard] { QMetaObject::invokeMethod(this, [heard] { heard.set({}); }, Qt::QueuedConnection); });
    m_session = new KIMAP::Session(u"127.0.0.1"_s, m_gate->port());
    m_session->setTimeout(-1);
    auto *login = new KIMAP::LoginJob(m_session);
    login->setUserName(u"gate"_s);
    login->setPassword(QString::fromLatin1(m_gate->secret()));
    login->setEncryptionMode(KIMAP::LoginJob::Unencrypted);
    login->setAuthenticationMode(KIMAP::LoginJob::ClearText);
    const async::Completion<Outcome> signedIn = follow(login, this, {});
    login->start();
    {
        m_dialogue.endWithConnection(heard);
        const async::Deadline deadline(kFirstByte, [heard] { heard.set(core::failure(Errc::Timeout)); });
        const auto came = co_await heard.result();
        if (!m_dialogue.isOpen())
            co_await std::unexpected(m_dialogue.error());
        if (!came)
            co_return false;
    }
    m_dialogue.endWithConnection(signedIn);
    const async::Deadline deadline(kSignIn, [signedIn] { signedIn.set(core::failure(Errc::Timeout)); });
    const auto outcome = co_await signedIn.result();
    if (!m_dialogue.isOpen())
        co_await std::unexpected(m_dialogue.error());
    if (!outcome || !outcome->success || !m_gate->isKimapHere())
        co_return false;
    connect(m_gate.get(), &Gate::lost, this, [this] { m_dialogue.fail({Errc::Internal, u"KIMAP went away"_s, {}}); });
    co_return true;
}

async::Task<Reply> KimapSession::run(Permit permit, MakeJob makeJob, Harvest harvest, QString context)
{
    if (!m_dialogue.isOpen())
        co_await std::unexpected(m_dialogue.error());
    if (m_abandoned)
        co_await core::failure(Errc::Cancelled, context);
    m_gate->permit(permit);
    KIMAP::Job *job = makeJob(m_session);
    const async::Completion<Outcome> done = follow(job, this, std::move(harvest));
    m_dialogue.endWithConnection(done);
    m_idleChecks = 0;
    m_watch.start(kWatch);
    job->start();
    Abandoned abandoned(this);
    const auto ended = co_await done.result();
    abandoned.jobEnded();
    m_watch.stop();
    m_gate->endJob();
    // The link's own story first: KIMAP only knows that its connection went away.
    if (!m_dialogue.isOpen() || !ended)
        co_await std::unexpected(m_dialogue.error());
    if (m_gate->withheld() && m_gate->withheld()->code == Errc::UidValidityChanged)
        co_await core::failure(Errc::UidValidityChanged, context);
    const std::optional<Reply> reply = m_gate->reply();
    const bool agreed = reply && (reply->status == Response::Status::Ok) == ended->success;
    if (!agreed) {
        m_dialogue.fail({Errc::Internal, u"KIMAP: %1: %2"_s.arg(context, ended->text), {}});
        co_await std::unexpected(m_dialogue.error());
    }
    co_await accepted(*reply, context);
    co_return *reply;
}

} // namespace imap
