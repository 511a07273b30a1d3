// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messageviewmodel.h"

#include <QPointer>

using core::Errc;

namespace models
{

MessageViewModel::MessageViewModel(const store::Reader &reader, ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
    , m_client(client)
{
    m_readTimer.setSingleShot(true);
    connect(&m_readTimer, &QTimer::timeout, this, &MessageViewModel::markRead);
    connect(&client, &ipc::Client::ready, this, [this] {
        if (m_state == State::Failed && m_error.code == Errc::ConnectionLost)
            load();
    });
}

void MessageViewModel::setReadDelay(std::chrono::milliseconds delay)
{
    m_readDelay = delay;
    if (delay.count() < 0)
        m_readTimer.stop();
}

void MessageViewModel::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

void MessageViewModel::show(core::MessageId message)
{
    if (!message.isValid()) {
        clear();
    } else if (message != m_message) {
        m_message = message;
        load();
    }
}

void MessageViewModel::clear()
{
    if (m_state == State::Empty)
        return;
    ++m_request;
    m_readTimer.stop();
    m_message = {};
    m_key = {};
    m_summary.reset();
    m_document = {};
    setState(State::Empty);
}

void MessageViewModel::retry()
{
    if (m_state == State::Failed)
        load();
}

void MessageViewModel::load()
{
    m_readTimer.stop();
    m_document = {};
    m_summary = m_reader.summary(m_message);
    m_key = m_reader.key(m_message).value_or(core::MessageKey{});
    const quint64 request = ++m_request;
    if (!m_summary || !m_key.uid.isValid()) {
        m_error = {Errc::NoSuchMessage, {}, {}};
        setState(State::Failed);
        return;
    }
    setState(State::Loading);
    if (request != m_request)
        return; // a listener chose another message
    m_client.call(ipc::FetchDocument{m_key}, this, [this, request](core::Result<core::Document> document) {
        if (request != m_request)
            return;
        if (!document) {
            m_error = document.error();
            setState(State::Failed);
            return;
        }
        m_document = *std::move(document);
        if (m_readDelay.count() >= 0 && !m_summary->flags.has(core::Flag::Seen))
            m_readTimer.start(m_readDelay);
        setState(State::Ready);
    });
}

void MessageViewModel::markRead()
{
    const auto target = m_reader.target(m_message);
    if (m_state == State::Ready && target && !m_summary->flags.has(core::Flag::Seen))
        m_client.post(ipc::Act{core::SetFlags{.messages = {*target}, .add = core::Flag::Seen, .remove = {}}});
}

void MessageViewModel::apply(const core::StoreChanges &changes)
{
    if (!m_message.isValid() || !m_summary)
        return;
    const bool isConcerned = std::ranges::any_of(changes.mailboxes, [this](const auto &here) {
        return here.mailbox == m_summary->mailbox
            && (here.many || here.updated.contains(m_message) || here.removed.contains(m_message));
    });
    // A mailbox that went takes its messages with it.
    if (!isConcerned && !changes.mailboxList)
        return;
    const auto now = m_reader.summary(m_message);
    if (!now) {
        clear();
        return;
    }
    const bool others = now->flags != m_summary->flags;
    m_summary = now;
    if (now->flags.has(core::Flag::Seen))
        m_readTimer.stop();
    if (others)
        Q_EMIT flagsChanged();
}

void MessageViewModel::fetchPart(
    const QString &part, QObject *context, std::function<void(core::Result<QByteArray>)> done)
{
    const auto answered = [self = QPointer(this), done = std::move(done)](core::Result<QByteArray> bytes) {
        if (self)
            done(std::move(bytes));
    };
    if (m_key.uid.isValid())
        m_client.call(ipc::FetchPart{m_key, part}, context, answered);
    else
        QMetaObject::invokeMethod(
            context, [answered] { answered(core::failure(Errc::NoSuchMessage)); }, Qt::QueuedConnection);
}

void MessageViewModel::fetchRaw(QObject *context, std::function<void(core::Result<QByteArray>)> done)
{
    const auto answered = [self = QPointer(this), done = std::move(done)](core::Result<QByteArray> bytes) {
        if (self)
            done(std::move(bytes));
    };
    if (m_key.uid.isValid())
        m_client.call(ipc::FetchRaw{m_key}, context, answered);
    else
        QMetaObject::invokeMethod(
            context, [answered] { answered(core::failure(Errc::NoSuchMessage)); }, Qt::QueuedConnection);
}

} // namespace models
