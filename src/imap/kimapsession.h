// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "gate.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>

class KJob;
namespace KIMAP
{
class Job;
class Session;
} // namespace KIMAP

namespace imap
{

/**
 * One KIMAP::Session behind one Gate: starts both, repeats where KIMAP's constructor lost its connection, runs one job
 * at a time, and takes both down in the order that does not freeze. Lives and dies in one thread with an event loop.
 */
class KimapSession : public QObject
{
    Q_OBJECT

public:
    explicit KimapSession(Dialogue &dialogue);
    ~KimapSession() override;

    /** Timeout when KIMAP did not come to the Gate in several attempts. */
    async::Task<> start();

    /** Makes the job; called within run(). */
    using MakeJob = std::function<KIMAP::Job *(KIMAP::Session *)>;
    /** Reads the job's results; called before the job dies, only when it succeeded. */
    using Harvest = std::function<void(KJob *)>;
    /**
     * Runs one job and gives the server's reply. A NO or BAD is an error (refusal()). A job that fails while the server
     * agrees, or the other way round, closes the connection with Internal. Never call it while one runs. Destroying
     * the Task closes the connection: KIMAP cannot cancel a job.
     */
    async::Task<Reply> run(Permit permit, MakeJob makeJob, Harvest harvest, QString context);

    /** Everything that no job asked for. */
    void setTap(std::function<void(const Response &)> tap);

private:
    class Abandoned;
    async::Task<bool> startOnce();
    void drop();

    Dialogue &m_dialogue;
    std::function<void(const Response &)> m_tap;
    std::unique_ptr<Gate> m_gate;
    QPointer<KIMAP::Session> m_session;
    QTimer m_watch;
    int m_idleChecks = 0;
    bool m_abandoned = false; ///< a job runs that nobody waits for
};

} // namespace imap
