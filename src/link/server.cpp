// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server.h"

#include "core/log.h"

#include <QLocalSocket>
#include <QPointer>

#include <algorithm>

namespace ipc
{

namespace
{
bool isAlive(const QString &path)
{
    QLocalSocket probe;
    probe.connectToServer(path);
    return probe.waitForConnected(1000);
}
} // namespace

Server::Server(Handler handler)
    : m_handler(std::move(handler))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &Server::accept);
}

Server::~Server()
{
    const auto faces = m_faces.keys();
    for (QLocalSocket *socket : faces)
        socket->disconnect(this);
}

core::Result<> Server::listen(const QString &path)
{
    // With access options QLocalServer renames its socket over whatever is there, a living one included.
    if (isAlive(path))
        return core::failure(core::Errc::StoreFailed, path, "another engine listens here");
    QLocalServer::removeServer(path);
    if (m_server.listen(path))
        return {};
    return core::failure(core::Errc::StoreFailed, path, m_server.errorString().toUtf8());
}

void Server::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        m_faces.insert(socket, std::make_shared<Face>());
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            m_faces.remove(socket);
            socket->deleteLater();
            Q_EMIT faceCountChanged(faceCount());
        });
        tell(socket, Hello{}, m_backlogLimit);
        Q_EMIT faceCountChanged(faceCount());
        read(socket);
    }
}

void Server::read(QLocalSocket *socket)
{
    const auto face = m_faces.value(socket); // held: the handler may end the connection
    if (!face)
        return;
    face->reader.feed(socket->readAll());
    while (m_faces.contains(socket)) {
        auto message = face->reader.next();
        if (message && !*message)
            return;
        if (!message)
            qCWarning(core::lcLink).noquote() << "a face is dropped:" << message.error().context;
        if (!message || !receive(socket, std::move(**message))) {
            socket->abort(); // not politely: whatever follows is not worth reading
            return;
        }
    }
}

bool Server::receive(QLocalSocket *socket, Message message)
{
    const auto face = m_faces.value(socket);
    if (const auto *hello = std::get_if<Hello>(&message)) {
        face->greeted = hello->version == kProtocolVersion;
        if (!face->greeted)
            qCWarning(core::lcLink) << "a face of version" << hello->version << "is dropped; ours is"
                                    << kProtocolVersion;
        if (hello->version > kProtocolVersion)
            Q_EMIT outdated();
        return face->greeted;
    }
    auto *request = std::get_if<NumberedRequest>(&message);
    if (!request) {
        qCWarning(core::lcLink) << "a face is dropped: it sent what only an engine sends";
        return false;
    }
    face->online |= std::holds_alternative<GoOnline>(request->request);
    serve(socket, std::move(*request));
    return true;
}

void Server::serve(QLocalSocket *socket, NumberedRequest request)
{
    const QPointer<QLocalSocket> face = socket;
    const auto answered = std::make_shared<bool>(false);
    m_handler(std::move(request.request),
        [face, answered, number = request.number, limit = m_backlogLimit](core::Result<Reply> outcome) {
            if (std::exchange(*answered, true) || !face)
                return;
            tell(face, NumberedReply{number, outcome ? std::move(*outcome) : Reply(outcome.error())}, limit);
        });
}

void Server::tell(QLocalSocket *socket, const Message &message, qint64 limit)
{
    if (socket->state() != QLocalSocket::ConnectedState)
        return;
    writeFrame(*socket, message);
    if (socket->bytesToWrite() > limit) {
        qCWarning(core::lcLink) << "a face is dropped: it does not read";
        // Later: the caller may be walking over the faces.
        QMetaObject::invokeMethod(socket, [socket] { socket->abort(); }, Qt::QueuedConnection);
    }
}

bool Server::anyOnline() const
{
    return std::ranges::any_of(m_faces, [](const auto &face) { return face->online; });
}

void Server::broadcast(const Event &event)
{
    for (auto it = m_faces.cbegin(); it != m_faces.cend(); ++it) {
        if ((*it)->greeted)
            tell(it.key(), event, m_backlogLimit);
    }
}

} // namespace ipc
