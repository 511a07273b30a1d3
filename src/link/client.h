// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "framing.h"

#include <QLocalSocket>
#include <QMap>
#include <QObject>
#include <QPointer>

namespace ipc
{

/**
 * A face's end. Calls are asynchronous and answered in any order; when the link breaks every open call gets
 * ConnectionLost (or ProtocolViolation when the other side is to blame). One thread.
 */
class Client : public QObject
{
    Q_OBJECT

public:
    explicit Client(QObject *parent = nullptr);
    ~Client() override;

    /** Connects to a listening engine; ready() or lost() follows. Also after lost(), to try again. */
    void connectTo(const QString &path);
    /** An engine is about to be there: what is called from now on waits for connectTo() or giveUp(). */
    void expect();
    /** It will not be there: lost(error), and every call that waits ends with it. */
    void giveUp(const core::Error &error) { fail(error); }
    bool isReady() const { return m_state == State::Ready; }

    /**
     * `done` is called once, on this thread, never from within call(); not at all when `context` dies first. Calls made
     * between expect() or connectTo() and ready() go out when the link is ready.
     */
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
                done(core::failure(core::Errc::ProtocolViolation, QStringLiteral("link: reply of another kind")));
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
    enum class State { Down, Expecting, Greeting, Ready };
    using Done = std::function<void(core::Result<Reply>)>;
    struct Pending {
        QPointer<QObject> context;
        Done done;
    };
    void send(Request request, QObject *context, Done done);
    void read();
    void receive(Message message);
    void greeted(const Hello &hello);
    void tell(Event event);
    void fail(const core::Error &error);

    QLocalSocket m_socket;
    FrameReader m_reader;
    QMap<quint64, Pending> m_pending; ///< by number, so that a broken link is told in the order of the calls
    QList<NumberedRequest> m_waiting; ///< for ready()
    quint64 m_last = 0;
    quint64 m_attempt = 0; ///< counts connectTo()
    State m_state = State::Down;
};

} // namespace ipc
