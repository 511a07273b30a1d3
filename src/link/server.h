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
 * A face that greets with another version, or sends what is no message, is dropped; the others do not notice.
 */
class Server : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(core::Result<Reply>)>;
    /**
     * Called for each request; calls `answer` once, now or later, on this thread. Later answers are ignored; one to a
     * face that has gone, or after the server's end, goes nowhere.
     */
    using Handler = std::function<void(Request request, Answer answer)>;

    /** Bytes that may wait for a face that does not read; beyond that it is dropped. */
    static constexpr qint64 kBacklogLimit = 3LL * FrameReader::kLimit;

    explicit Server(Handler handler);
    ~Server() override;

    /** StoreFailed when the socket cannot be made, or a living engine has it. One left behind by a dead engine is
     * replaced. */
    core::Result<> listen(const QString &path);
    void broadcast(const Event &event);
    void setBacklogLimit(qint64 bytes) { m_backlogLimit = bytes; }
    int faceCount() const { return int(m_faces.size()); } ///< connected, greeted or not
    bool anyOnline() const; ///< some face has said GoOnline

Q_SIGNALS:
    void faceCountChanged(int count);
    /** A face of a newer version wanted to connect and was dropped: it waits for this engine to end. */
    void outdated();

private:
    struct Face {
        FrameReader reader;
        bool greeted = false;
        bool online = false;
    };
    void accept();
    void read(QLocalSocket *socket);
    bool receive(QLocalSocket *socket, Message message);
    void serve(QLocalSocket *socket, NumberedRequest request);
    static void tell(QLocalSocket *socket, const Message &message, qint64 limit);

    Handler m_handler;
    QLocalServer m_server;
    qint64 m_backlogLimit = kBacklogLimit;
    QHash<QLocalSocket *, std::shared_ptr<Face>> m_faces;
};

} // namespace ipc
