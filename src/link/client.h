// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "framing.h"

#include <QHash>
#include <QLocalSocket>
#include <QObject>
#include <QPointer>

namespace ipc
{

/**
 * A face's end. Calls are asynchronous and answered in any order; when the link breaks every open call gets
 * ConnectionLost. One thread.
 */
class Client : public QObject
{
    Q_OBJECT

public:
    explicit Client(QObject *parent = nullptr);

    /** Connects to a listening engine; ready() or lost() follows. */
    void connectTo(const QString &path);
    bool isReady() const { return m_ready; }

    /** `done` is called on this thread, unless `context` dies first. */
    template <class R>
    void call(R request, QObject *context, std::function<void(core::Result<typename R::Reply>)> done)
    {
        send(std::move(request), context, [done = std::move(done)](core::Result<Reply> outcome) {
            if (!outcome) {
                done(std::unexpected(outcome.error()));
            } else if (auto *error = std::get_if<core::Error>(&*outcome)) {
                done(std::unexpected(std::move(*error)));
            } else if (auto *value = std::get_if<typename R::Reply>(&*outcome)) {
                if constexpr (std::is_same_v<typename R::Reply, Nothing>)
                    done(Nothing{});
                else
                    done(std::move(*value));
            } else {
                done(core::failure(core::Errc::Internal, QStringLiteral("link: reply of another kind")));
            }
        });
    }
    /** For calls whose failure is told by events. */
    template <class R>
    void post(R request)
    {
        send(std::move(request), this, [](const core::Result<Reply> &) { });
    }

Q_SIGNALS:
    void ready();
    void lost(const core::Error &error);
    void storeChanged(const core::StoreChanges &changes);
    void activityChanged(const core::Activity &activity);
    void questionAsked(const core::Question &question);
    void questionGone(qint64 id);
    void attemptChanged(const core::DiscoveryAttempt &attempt);

private:
    using Done = std::function<void(core::Result<Reply>)>;
    struct Pending {
        QPointer<QObject> context;
        Done done;
    };
    void send(Request request, QObject *context, Done done);
    void read();
    void receive(Message message);
    void tell(Event event);
    void fail(const core::Error &error);

    QLocalSocket m_socket;
    FrameReader m_reader;
    QHash<quint64, Pending> m_pending;
    quint64 m_last = 0;
    bool m_ready = false;
};

} // namespace ipc
