// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "link/messages.h"
#include "store/profilepaths.h"

#include <QThread>

#include <functional>
#include <memory>

namespace app
{

/**
 * Runs the engine of a profile on a thread of this program, behind a link::Server, as it will later run in a process
 * of its own. When another program already runs it, this one joins that engine.
 */
class EngineHost
{
public:
    /** Blocks until the engine listens. After that a link::Client can connect to socketPath(). */
    static core::Result<std::unique_ptr<EngineHost>> start(const store::ProfilePaths &paths);
    ~EngineHost();

    const QString &socketPath() const { return m_socketPath; }
    bool isOurs() const { return m_worker != nullptr; }

    /**
     * Calls `then` on the thread of `context` once no other face than the caller's is connected to our engine; at once
     * when it is not ours. Who ends an engine that others work with breaks their work off.
     */
    void whenAlone(QObject *context, std::function<void()> then);

private:
    EngineHost() = default;
    class Worker;
    core::Result<> startOurs(const store::ProfilePaths &paths);

    QString m_socketPath;
    QThread m_thread;
    Worker *m_worker = nullptr; ///< lives and dies on m_thread
};

} // namespace app
