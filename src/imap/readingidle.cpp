// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "readingconnection.h"

using namespace Qt::StringLiterals;

namespace imap
{

/** One IDLE command (RFC 2177). Shared: the invitation may come after the verb was cancelled. */
struct ReadingConnection::Idling {
    bool invited = false; ///< the server said `+`
    bool ending = false; ///< DONE is wanted
};

/** Ends the IDLE however its frame ends. */
class ReadingConnection::IdleGuard
{
public:
    IdleGuard(ReadingConnection &owner, std::shared_ptr<Idling> idling)
        : m_owner(owner)
        , m_idling(std::move(idling))
    {
    }
    IdleGuard(const IdleGuard &) = delete;
    ~IdleGuard()
    {
        m_owner.m_wake.reset();
        m_owner.endIdle(m_idling);
    }

private:
    ReadingConnection &m_owner;
    std::shared_ptr<Idling> m_idling;
};

async::Task<> ReadingConnection::idle()
{
    m_stopIdle = false;
    m_unasked = 0;
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await selection();
    if (!m_stopIdle && !m_changed) {
        if (hasCapability("IDLE"))
            co_await idleOnce();
        else
            co_await pollUntilChanged();
    }
    m_changed = false;
}

async::Task<> ReadingConnection::idleOnce()
{
    const auto idling = std::make_shared<Idling>();
    const async::Completion<> wake;
    const async::Completion<Reply> finished;
    m_wake = wake;
    m_dialogue->setPatient(true);
    m_dialogue->send(
        {"IDLE\r\n"},
        [finished, wake](const core::Result<Response> &response) {
            if (response)
                finished.set(Reply{response->status, response->code.toByteArray(), response->text.toByteArray()});
            else
                finished.set(std::unexpected(response.error()));
            wake.set({});
        },
        [dialogue = m_dialogue.get(), idling] {
            idling->invited = true;
            if (idling->ending)
                dialogue->sendMore("DONE\r\n");
        });
    const IdleGuard guard(*this, idling);
    const async::Deadline renew(m_renew, [wake] { wake.set({}); });
    co_await wake.wait();
    endIdle(idling);
    const Reply reply = co_await finished.wait();
    co_await accepted(reply, u"IDLE"_s);
}

void ReadingConnection::endIdle(const std::shared_ptr<Idling> &idling)
{
    if (std::exchange(idling->ending, true))
        return;
    m_dialogue->setPatient(false); // now it has to answer
    if (idling->invited)
        m_dialogue->sendMore("DONE\r\n");
}

async::Task<> ReadingConnection::pollUntilChanged()
{
    QElapsedTimer watch;
    watch.start();
    while (!m_stopIdle && !m_changed && watch.durationElapsed() < m_renew) {
        const async::Completion<> wake;
        m_wake = wake;
        m_dialogue->endWithConnection(wake);
        const async::Deadline next(m_poll, [wake] { wake.set({}); });
        co_await wake.wait();
        m_wake.reset();
        if (!m_stopIdle)
            co_await m_dialogue->run(m_dialogue->command("NOOP"), u"NOOP"_s);
    }
}

void ReadingConnection::stopIdle()
{
    m_stopIdle = true;
    if (m_wake)
        m_wake->set({});
}

void ReadingConnection::setIdleTimes(std::chrono::milliseconds renew, std::chrono::milliseconds poll)
{
    m_renew = renew;
    m_poll = poll;
}

} // namespace imap
