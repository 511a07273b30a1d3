// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "async/taskscope.h"
#include "command.h"
#include "net/wire.h"
#include "response.h"
#include "scanner.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace imap
{

/** A tagged reply, owning its bytes. */
struct Reply {
    Response::Status status = Response::Status::None;
    QByteArray code; ///< between the brackets
    QByteArray text;
};

/** Ok, else what the refusal means. */
core::Result<> accepted(const Reply &reply, const QString &context);

/**
 * Commands and responses on one signed-in Wire: tags with a random prefix, framing, pipelining, time-outs, also for
 * a server that only drips. A tag nobody
 * waits for, a `+` nobody waits for, a response that is none: ProtocolViolation, and the connection is closed. BYE
 * closes it too. Owned through Dialogue::Owner, so that its owner may die within one of its callbacks.
 */
class Dialogue : public QObject
{
    Q_OBJECT

public:
    struct Retire {
        void operator()(Dialogue *dialogue) const { dialogue->retire(); }
    };
    using Owner = std::unique_ptr<Dialogue, Retire>;
    using OnTagged = std::function<void(const core::Result<Response> &)>;

    /** Starts reading at once. `patience`: how long a command may be under way without a byte either way. */
    static Owner start(std::unique_ptr<net::Wire> wire, const QByteArrayList &capabilities,
        std::chrono::milliseconds patience, const Scanner::Limits &limits = {});

    /** Every untagged response but BYE, in the order of the stream; the views die with the call. */
    std::function<void(const Response &)> onUntagged;
    /** A literal is coming in: its response's first line, bytes there, bytes announced. */
    std::function<void(QByteArrayView head, qint64 received, qint64 announced)> onLiteral;

    /**
     * Sends a command, behind those that still wait for a continuation; returns its tag. `tagged` is called once,
     * with the error when the connection closes first. `continued` is called when the server invites to go on after
     * the last chunk, with sendMore().
     */
    QByteArray send(QByteArrayList chunks, OnTagged tagged, std::function<void()> continued = {});
    /** The same as a value. Commands that fail to parse never leave. */
    async::Completion<Reply> begin(const Command &command, QByteArray *tag = nullptr);
    /** begin(), wait, and turn NO and BAD into an error. */
    async::Task<Reply> run(Command command, QString context);

    /** Bytes that belong to the command under way. */
    void sendMore(const QByteArray &bytes);
    /** After sendMore: the command with this tag goes on and needs another continuation. */
    void awaitContinuation(const QByteArray &tag, std::function<void()> continued);

    /**
     * Resumes when no command is under way: the answers to a verb that was cancelled must not be taken for those to
     * the next one, where nothing in them tells the difference.
     */
    async::Task<> settle();
    /** While patient, silence is no failure (IDLE). */
    void setPatient(bool patient);
    /** Waits; ends early with the error when the connection closes. */
    async::Task<> pause(std::chrono::milliseconds time);
    /** Fails `waiter` when the connection closes before it is set. */
    template <class T>
    void endWithConnection(const async::Completion<T> &waiter)
    {
        addWaiter({[waiter] { return waiter.isSet(); },
            [waiter](const core::Error &error) {
                waiter.set(std::unexpected(error));
            }});
    }

    bool isOpen() const { return m_open; }
    /** Why it is closed. */
    const core::Error &error() const { return m_error; }
    /** Closes; everything that waits ends with this error. */
    void fail(core::Error error);

    const QByteArrayList &capabilities() const { return m_capabilities; }
    bool hasCapability(QByteArrayView upperCase) const;
    /** A command whose literals need no round trip where the server allows that (RFC 7888). */
    Command command(const QByteArray &verb) const { return Command(verb, hasCapability("LITERAL+")); }

Q_SIGNALS:
    /** The server insists on these words being read (RFC 3501 7.1); plain, and each only once a connection. */
    void alert(const QString &words);
    void closed();

private:
    struct Pending {
        QByteArray tag;
        OnTagged tagged;
    };
    struct Waiter {
        std::function<bool()> isSet;
        std::function<void(const core::Error &)> fail;
    };
    struct Held {
        QByteArray tag;
        QByteArrayList chunks;
        std::function<void()> continued;
    };

    Dialogue(std::unique_ptr<net::Wire> wire, const QByteArrayList &capabilities, std::chrono::milliseconds patience,
        const Scanner::Limits &limits);
    ~Dialogue() override = default;
    void retire();
    void addWaiter(Waiter waiter);
    async::Task<> read();
    async::Task<> write();
    void transmit(Held command);
    void enqueue(const QByteArray &bytes);
    void releaseHeld();
    void take(QByteArrayView bytes);
    void takeTagged(const Response &response);
    void takeContinuation();
    void updateTimer();
    void startMeasuring(); ///< a command begins or one has ended
    bool isDripping() const; ///< bytes enough to look alive, and far too few to ever come to an end
    void tellAlert(const Response &response);

    std::unique_ptr<net::Wire> m_wire;
    Scanner m_scanner;
    QByteArrayList m_capabilities;
    QByteArray m_tagPrefix;
    quint32 m_tagCount = 0;
    std::deque<Pending> m_pending;
    std::deque<Held> m_held; ///< commands that may not overtake one that waits for a continuation
    std::function<void()> m_continued;
    QByteArray m_continuedTag;
    std::vector<Waiter> m_waiters;
    std::optional<async::Completion<>> m_settled;
    QByteArray m_outgoing;
    bool m_writing = false;
    bool m_patient = false;
    bool m_open = true;
    core::Error m_error;
    QTimer m_progress;
    QElapsedTimer m_sinceAnswer;
    qint64 m_moved = 0; ///< bytes either way since then
    QSet<QString> m_alerts; ///< told already
    async::TaskScope m_scope;
};

} // namespace imap
