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
    connect(&m_socket, &QLocalSocket::connected, this, [this] { writeFrame(m_socket, Hello{}); });
    connect(&m_socket, &QLocalSocket::readyRead, this, &Client::read);
    connect(&m_socket, &QLocalSocket::disconnected, this,
        [this] { fail({Errc::ConnectionLost, QStringLiteral("engine"), {}}); });
    connect(&m_socket, &QLocalSocket::errorOccurred, this,
        [this] { fail({Errc::ConnectionLost, QStringLiteral("engine"), m_socket.errorString().toUtf8()}); });
}

Client::~Client()
{
    m_socket.disconnect(this);
    m_socket.flush(); // what was asked last is heard
}

void Client::expect()
{
    if (m_state == State::Expecting)
        return;
    fail({Errc::ConnectionLost, QStringLiteral("engine"), {}}); // an older connection ends here
    m_state = State::Expecting;
}

void Client::connectTo(const QString &path)
{
    if (m_state != State::Expecting)
        fail({Errc::ConnectionLost, QStringLiteral("engine"), {}}); // an older connection ends here
    m_state = State::Greeting;
    // Not here: what comes of it is told by signals, which the caller may connect after this.
    QMetaObject::invokeMethod(
        this,
        [this, path, attempt = ++m_attempt] {
            if (attempt == m_attempt && m_state == State::Greeting)
                m_socket.connectToServer(path);
        },
        Qt::QueuedConnection);
}

void Client::send(Request request, QObject *context, Done done)
{
    m_pending.insert(++m_last, {context, std::move(done)});
    NumberedRequest numbered{m_last, std::move(request)};
    if (m_state == State::Ready) {
        writeFrame(m_socket, std::move(numbered));
    } else if (m_state != State::Down) {
        m_waiting.append(std::move(numbered));
    } else {
        QMetaObject::invokeMethod(
            this,
            [this, number = m_last] {
                const Pending pending = m_pending.take(number);
                if (pending.context && pending.done)
                    pending.done(core::failure(Errc::ConnectionLost, QStringLiteral("engine")));
            },
            Qt::QueuedConnection);
    }
}

void Client::read()
{
    const QPointer<Client> alive = this; // a receiver may delete us, or start anew
    m_reader.feed(m_socket.readAll());
    while (alive && m_state != State::Down) {
        auto message = m_reader.next();
        if (message && !*message)
            return;
        if (!message)
            fail(message.error());
        else
            receive(std::move(**message));
    }
}

void Client::receive(Message message)
{
    if (const auto *hello = std::get_if<Hello>(&message)) {
        greeted(*hello);
    } else if (auto *reply = std::get_if<NumberedReply>(&message)) {
        const Pending pending = m_pending.take(reply->number);
        if (pending.context && pending.done)
            pending.done(std::move(reply->reply));
    } else if (auto *event = std::get_if<Event>(&message)) {
        tell(std::move(*event));
    } else {
        fail({Errc::ProtocolViolation, QStringLiteral("link: the engine asks"), {}});
    }
}

void Client::greeted(const Hello &hello)
{
    if (hello.version != kProtocolVersion) {
        fail({Errc::ProtocolViolation,
            QStringLiteral("link: engine of version %1, ours is %2").arg(hello.version).arg(kProtocolVersion), {}});
        return;
    }
    m_state = State::Ready;
    for (NumberedRequest &request : std::exchange(m_waiting, {}))
        writeFrame(m_socket, std::move(request));
    Q_EMIT ready();
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
    if (m_state == State::Down)
        return;
    m_state = State::Down;
    m_socket.abort();
    m_reader.clear();
    m_waiting.clear();
    const QPointer<Client> alive = this;
    const auto pending = std::exchange(m_pending, {});
    for (const Pending &call : pending) {
        if (call.context && call.done)
            call.done(std::unexpected(error));
    }
    if (alive)
        Q_EMIT lost(error);
}

} // namespace ipc
