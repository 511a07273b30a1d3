// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client.h"

#include "core/log.h"

using core::Errc;

namespace ipc
{

Client::Client(QObject *parent)
    : QObject(parent)
{
    connect(&m_socket, &QLocalSocket::connected, this, [this] { m_socket.write(frame(Hello{})); });
    connect(&m_socket, &QLocalSocket::readyRead, this, &Client::read);
    connect(&m_socket, &QLocalSocket::disconnected, this,
        [this] { fail({Errc::ConnectionLost, QStringLiteral("engine"), {}}); });
    connect(&m_socket, &QLocalSocket::errorOccurred, this,
        [this] { fail({Errc::ConnectionLost, QStringLiteral("engine"), m_socket.errorString().toUtf8()}); });
}

void Client::connectTo(const QString &path)
{
    m_socket.connectToServer(path);
}

void Client::send(Request request, QObject *context, Done done)
{
    if (m_socket.state() != QLocalSocket::ConnectedState) {
        done(core::failure(Errc::ConnectionLost, QStringLiteral("engine")));
        return;
    }
    m_pending.insert(++m_last, {context, std::move(done)});
    m_socket.write(frame(NumberedRequest{m_last, std::move(request)}));
}

void Client::read()
{
    m_reader.feed(m_socket.readAll());
    for (;;) {
        auto message = m_reader.next();
        if (!message) {
            fail(message.error());
            m_socket.abort();
            return;
        }
        if (!*message)
            return;
        receive(std::move(**message));
    }
}

void Client::receive(Message message)
{
    if (const auto *hello = std::get_if<Hello>(&message)) {
        m_ready = hello->version == kProtocolVersion;
        if (m_ready)
            Q_EMIT ready();
        else
            fail({Errc::Internal, QStringLiteral("the engine has another version"), {}});
    } else if (auto *reply = std::get_if<NumberedReply>(&message)) {
        const Pending pending = m_pending.take(reply->number);
        if (pending.context && pending.done)
            pending.done(std::move(reply->reply));
    } else if (auto *event = std::get_if<Event>(&message)) {
        tell(std::move(*event));
    }
}

void Client::tell(Event event)
{
    if (const auto *changes = std::get_if<core::StoreChanges>(&event))
        Q_EMIT storeChanged(*changes);
    else if (const auto *activity = std::get_if<core::Activity>(&event))
        Q_EMIT activityChanged(*activity);
    else if (const auto *question = std::get_if<core::Question>(&event))
        Q_EMIT questionAsked(*question);
    else if (const auto *gone = std::get_if<QuestionGone>(&event))
        Q_EMIT questionGone(gone->id);
    else if (const auto *attempt = std::get_if<core::DiscoveryAttempt>(&event))
        Q_EMIT attemptChanged(*attempt);
}

void Client::fail(const core::Error &error)
{
    const bool wasUp = std::exchange(m_ready, false) || !m_pending.isEmpty();
    const auto pending = std::exchange(m_pending, {});
    for (const Pending &call : pending) {
        if (call.context && call.done)
            call.done(std::unexpected(error));
    }
    if (wasUp || m_last == 0)
        Q_EMIT lost(error);
}

} // namespace ipc
