// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "framing.h"

#include <QHash>
#include <QLocalServer>
#include <QObject>

class QLocalSocket;

namespace ipc
{

/**
 * The engine's end: faces connect, ask, and hear events. Only this user may connect. Lives on the engine's thread.
 */
class Server : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(core::Result<Reply>)>;
    /** Called for each request; calls `answer` once, now or later. */
    using Handler = std::function<void(Request request, Answer answer)>;

    explicit Server(Handler handler);
    ~Server() override;

    /** StoreFailed when the socket cannot be made. A socket left behind by a dead engine is replaced. */
    core::Result<> listen(const QString &path);
    void broadcast(const Event &event);
    int faceCount() const { return int(m_faces.size()); }

Q_SIGNALS:
    void faceCountChanged(int count);

private:
    struct Face {
        FrameReader reader;
        bool greeted = false;
    };
    void accept();
    void read(QLocalSocket *socket);
    void serve(QLocalSocket *socket, NumberedRequest request);

    Handler m_handler;
    QLocalServer m_server;
    QHash<QLocalSocket *, Face> m_faces;
};

} // namespace ipc
