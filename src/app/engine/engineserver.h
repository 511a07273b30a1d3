// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/taskscope.h"
#include "engine/engine.h"
#include "link/server.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTimer>

namespace app
{

/** The engine of a profile behind its socket; one overload of on() a request. Ends by itself when nobody needs it. */
class EngineServer : public QObject
{
    Q_OBJECT

public:
    explicit EngineServer(std::unique_ptr<engine::Engine> engine);
    ~EngineServer() override;

    core::Result<> listen(const QString &path);

    /** How long to stay with no face and no work, once a face was there; 3 s unless set. */
    void setIdleTime(std::chrono::milliseconds time) { m_idleTime = time; }

Q_SIGNALS:
    void ended(); ///< nobody needs it, or a newer one waits for its place

private:
    using Answer = ipc::Server::Answer;

    void lookAround(); ///< after each coming and going of a face
    void tick(); ///< while no face is there
    bool isBusy() const { return !m_tasks.isEmpty() || m_engine->isBusy(); }

    template <class T>
    void run(async::Task<T> task, const Answer &answer);
    static void done(const Answer &answer, const core::Result<> &outcome = {});

    void on(ipc::Discover &request, const Answer &answer);
    void on(ipc::CancelDiscovery &request, const Answer &answer);
    void on(ipc::AddAccount &request, const Answer &answer);
    void on(ipc::UpdateAccount &request, const Answer &answer);
    void on(ipc::RemoveAccount &request, const Answer &answer);
    void on(ipc::ProvidePassword &request, const Answer &answer);
    void on(ipc::AnswerTrust &request, const Answer &answer);
    void on(ipc::AnswerPassword &request, const Answer &answer);
    void on(ipc::PendingQuestions &request, const Answer &answer);
    void on(ipc::GoOnline &request, const Answer &answer);
    void on(ipc::Act &request, const Answer &answer);
    void on(ipc::OpenMailbox &request, const Answer &answer);
    void on(ipc::FetchDocument &request, const Answer &answer);
    void on(ipc::FetchRaw &request, const Answer &answer);
    void on(ipc::FetchPart &request, const Answer &answer);
    void on(ipc::Sync &request, const Answer &answer);
    void on(ipc::BuildReply &request, const Answer &answer);
    void on(ipc::SaveDraft &request, const Answer &answer);
    void on(ipc::DiscardDraft &request, const Answer &answer);
    void on(ipc::Submit &request, const Answer &answer);
    void on(ipc::SubmitEml &request, const Answer &answer);
    void on(ipc::RetrySubmission &request, const Answer &answer);
    void on(ipc::DiscardSubmission &request, const Answer &answer);
    void on(ipc::Inspect &request, const Answer &answer);
    void on(ipc::InspectTrust &request, const Answer &answer);
    void on(ipc::AcceptTrust &request, const Answer &answer);
    void on(ipc::ForgetTrust &request, const Answer &answer);
    void on(ipc::TakeBack &request, const Answer &answer);
    void on(ipc::ConfirmSent &request, const Answer &answer);
    void on(ipc::Undo &request, const Answer &answer);
    void on(ipc::CheckSending &request, const Answer &answer);
    void on(ipc::SearchDirectory &request, const Answer &answer);
    void on(ipc::ReadCertificates &request, const Answer &answer);
    void on(ipc::AskSecretStore &request, const Answer &answer);
    void on(ipc::MakePasswordFile &request, const Answer &answer);
    void on(ipc::RemovePasswordFile &request, const Answer &answer);
    void on(ipc::UseNetwork &request, const Answer &answer);
    void on(ipc::BeginSignIn &request, const Answer &answer);
    void on(ipc::FinishSignIn &request, const Answer &answer);
    void on(ipc::CancelSignIn &request, const Answer &answer);
    void on(ipc::DeclineSignIn &request, const Answer &answer);
    void on(ipc::AskSignInHealth &request, const Answer &answer);
    void on(ipc::ForgetSignIn &request, const Answer &answer);
    void on(ipc::SetSignInClient &request, const Answer &answer);
    void on(ipc::FindIssuer &request, const Answer &answer);

    std::unique_ptr<engine::Engine> m_engine; ///< dies last: with it goes the lock of the profile
    ipc::Server m_server;
    QString m_socketPath;
    std::chrono::milliseconds m_idleTime{3000};
    QTimer m_ticks;
    QDeadlineTimer m_firstFace; ///< until then somebody may still come who had us started
    QElapsedTimer m_idle; ///< invalid while there is work
    bool m_isOnline = false;
    bool m_isOutdated = false;
    async::TaskScope m_tasks;
};

} // namespace app
