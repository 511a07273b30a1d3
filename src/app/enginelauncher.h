// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/client.h"
#include "store/profilepaths.h"

#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QSocketNotifier>
#include <QTimer>

namespace app
{

/** hikyaku-engine: beside us when run from the build folder, else where it is installed. */
QString engineProgram();

/** Where the engine of a profile listens: inside it, unless that path is too long for a socket address. */
QString socketOf(const store::ProfilePaths &paths);

/**
 * Brings a face and the engine of its profile together: joins the living one, else starts hikyaku-engine, in a session
 * of its own so that it outlives us and our terminal. However many faces start one at the same moment, one engine
 * remains and all of them join it. Never blocks.
 */
class EngineLauncher : public QObject
{
    Q_OBJECT

public:
    EngineLauncher(const store::ProfilePaths &paths, ipc::UseNetwork network, QObject *parent = nullptr);
    ~EngineLauncher() override;

    /**
     * client.ready() and joined(), or lost() follows; lost() with the engine's own error when it cannot start:
     * StoreCorrupt, StoreFull, StoreFailed … May be called again after that. One client at a time.
     */
    void call(ipc::Client &client);

Q_SIGNALS:
    void joined(); ///< the client is ready, and the engine uses the network as we were told to

private:
    void joinOrStart();
    void join();
    void start();
    void hear(); ///< what the engine that we have started says
    void tryAgain(const core::Error &error);
    void stopListening();

    store::ProfilePaths m_paths;
    ipc::UseNetwork m_network;
    QPointer<ipc::Client> m_client;
    QLocalSocket m_probe; ///< held until the client itself is connected: an engine without faces would end
    bool m_isProbing = false; ///< connected, and not yet greeted
    int m_pipe = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    ipc::FrameReader m_reader;
    QDeadlineTimer m_patience;
    QTimer m_pause;
};

} // namespace app
