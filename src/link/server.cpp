// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server.h"

#include "core/log.h"

#include <QLocalSocket>
#include <QPointer>

namespace ipc
{

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
    if (m_server.listen(path))
        return {};
    // A dead engine's socket refuses; a living one would have answered the face, which only starts us when none does.
    QLocalServer::removeServer(path);
    if (m_server.listen(path))
        return {};
    return core::failure(core::Errc::StoreFailed, path, m_server.errorString().toUtf8());
}

void Server::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        m_faces.insert(socket, {});
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            m_faces.remove(socket);
            socket->deleteLater();
            Q_EMIT faceCountChanged(faceCount());
        });
        socket->write(frame(Hello{}));
        Q_EMIT faceCountChanged(faceCount());
        read(socket);
    }
}

void Server::read(QLocalSocket *socket)
{
    m_faces[socket].reader.feed(socket->readAll());
    while (m_faces.contains(socket)) {
        auto message = m_faces[socket].reader.next();
        if (message && !*message)
            return;
        Face &face = m_faces[socket];
        const auto *hello = message ? std::get_if<Hello>(&**message) : nullptr;
        auto *request = message ? std::get_if<NumberedRequest>(&**message) : nullptr;
        if (hello && !face.greeted && hello->version == kProtocolVersion) {
            face.greeted = true;
        } else if (request && face.greeted) {
            serve(socket, std::move(*request));
        } else {
            qCWarning(core::lcLink) << "a face spoke out of turn or another version; closed";
            socket->disconnectFromServer();
            return;
        }
    }
}

void Server::serve(QLocalSocket *socket, NumberedRequest request)
{
    const QPointer<QLocalSocket> face = socket;
    m_handler(std::move(request.request), [face, number = request.number](core::Result<Reply> outcome) {
        if (face && face->isOpen())
            face->write(frame(NumberedReply{number, outcome ? std::move(*outcome) : Reply(outcome.error())}));
    });
}

void Server::broadcast(const Event &event)
{
    const QByteArray bytes = frame(event);
    for (auto it = m_faces.cbegin(); it != m_faces.cend(); ++it) {
        if (it->greeted)
            it.key()->write(bytes);
    }
}

} // namespace ipc
