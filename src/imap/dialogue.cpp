// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogue.h"

#include "core/log.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Errc;

namespace imap
{

namespace
{
constexpr qsizetype kWritePiece = 64 * 1024;
constexpr int kDripPatience = 10; ///< times the usual, without any command ending: from then on a rate is wanted
constexpr qint64 kLeastRate = 100; ///< bytes a second; a server's "still here" every 15 s has less
constexpr qsizetype kMostAlerts = 20;

QByteArray randomPrefix()
{
    QByteArray prefix;
    for (int i = 0; i < 5; ++i)
        prefix += char('a' + QRandomGenerator::system()->bounded(26));
    return prefix;
}
} // namespace

Dialogue::Owner Dialogue::start(std::unique_ptr<net::Wire> wire, const QByteArrayList &capabilities,
    std::chrono::milliseconds patience, const Scanner::Limits &limits)
{
    Owner dialogue(new Dialogue(std::move(wire), capabilities, patience, limits));
    dialogue->m_scope.launch(dialogue->read());
    return dialogue;
}

Dialogue::Dialogue(std::unique_ptr<net::Wire> wire, const QByteArrayList &capabilities,
    std::chrono::milliseconds patience, const Scanner::Limits &limits)
    : m_wire(std::move(wire))
    , m_scanner(limits)
    , m_capabilities(capabilities)
    , m_tagPrefix(randomPrefix())
{
    // Silence is normal between commands and in IDLE: progress is watched here, where that is known.
    m_wire->setProgressTimeout(std::chrono::milliseconds(0));
    m_progress.setSingleShot(true);
    m_progress.setInterval(patience);
    connect(&m_progress, &QTimer::timeout, this, [this] { fail({Errc::Timeout, u"IMAP"_s, {}}); });
}

void Dialogue::retire()
{
    disconnect();
    onUntagged = {};
    onLiteral = {};
    fail({Errc::Cancelled, {}, {}});
    deleteLater(); // the caller may have been resumed from within read()
}

bool Dialogue::hasCapability(QByteArrayView upperCase) const
{
    return std::ranges::any_of(m_capabilities, [&](const QByteArray &name) { return name == upperCase; });
}

async::Task<> Dialogue::read()
{
    while (m_open) {
        auto bytes = co_await m_wire->readSome().asResult();
        if (!bytes) {
            fail(bytes.error());
            co_return;
        }
        m_moved += bytes->size();
        updateTimer();
        if (isDripping()) {
            fail({Errc::Timeout, u"IMAP, a byte now and then"_s, {}});
            co_return;
        }
        m_scanner.feed(*bytes);
        while (m_open) {
            const auto response = m_scanner.next();
            if (!response) {
                fail(response.error());
            } else if (*response) {
                take(**response);
            } else {
                break;
            }
        }
        if (m_open && onLiteral) {
            if (const auto unfinished = m_scanner.unfinished(); unfinished.announced > 0)
                onLiteral(unfinished.head, unfinished.received, unfinished.announced);
        }
    }
}

bool Dialogue::isDripping() const
{
    if (m_patient || m_pending.empty())
        return false;
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(m_sinceAnswer.durationElapsed());
    return since > m_progress.intervalAsDuration() * kDripPatience && m_moved * 1000 < kLeastRate * since.count();
}

void Dialogue::tellAlert(const Response &response)
{
    if (!response.hasCode("ALERT") || m_alerts.size() >= kMostAlerts)
        return;
    const QString words = plainWords(response.text);
    if (words.isEmpty() || m_alerts.contains(words))
        return;
    m_alerts.insert(words);
    // Later: whoever hears of it may delete this.
    QMetaObject::invokeMethod(this, [this, words] { Q_EMIT alert(words); }, Qt::QueuedConnection);
}

void Dialogue::take(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    const auto response = parseResponse(bytes);
    if (!response) {
        fail(response.error());
        return;
    }
    tellAlert(*response);
    switch (response->kind) {
    case Response::Kind::Continuation:
        takeContinuation();
        return;
    case Response::Kind::Tagged:
        takeTagged(*response);
        return;
    case Response::Kind::Untagged:
        if (response->status == Response::Status::Bye)
            fail({Errc::ConnectionLost, u"BYE"_s, response->text.toByteArray()});
        else if (response->status == Response::Status::Preauth)
            fail({Errc::ProtocolViolation, u"PREAUTH"_s, {}});
        else if (onUntagged)
            onUntagged(*response);
        return;
    }
}

void Dialogue::takeContinuation()
{
    if (!m_continued) {
        fail({Errc::ProtocolViolation, u"unexpected continuation"_s, {}});
        return;
    }
    const auto continued = std::exchange(m_continued, {});
    m_continuedTag.clear();
    continued();
    releaseHeld();
}

void Dialogue::takeTagged(const Response &response)
{
    const auto it = std::ranges::find_if(m_pending, [&](const Pending &p) { return response.tag == p.tag; });
    const bool sent = std::ranges::none_of(m_held, [&](const Held &held) { return response.tag == held.tag; });
    if (it == m_pending.end() || !sent) {
        fail({Errc::ProtocolViolation, u"unknown tag"_s,
            response.bytes.first(std::min<qsizetype>(200, response.bytes.size())).toByteArray()});
        return;
    }
    if (m_continuedTag == it->tag && response.status == Response::Status::Ok) {
        fail({Errc::ProtocolViolation, u"success before the end of the command"_s, {}});
        return;
    }
    const OnTagged tagged = std::move(it->tagged);
    if (m_continuedTag == it->tag) { // refused instead of continued
        m_continued = {};
        m_continuedTag.clear();
    }
    m_pending.erase(it);
    startMeasuring();
    updateTimer();
    releaseHeld();
    tagged(response);
    if (m_settled && m_pending.empty())
        std::exchange(m_settled, std::nullopt)->set({});
}

async::Task<> Dialogue::settle()
{
    while (!m_pending.empty()) {
        const async::Completion<> settled;
        m_settled = settled;
        endWithConnection(settled);
        co_await settled.wait();
    }
}

void Dialogue::updateTimer()
{
    if (m_open && !m_patient && !m_pending.empty())
        m_progress.start();
    else
        m_progress.stop();
}

void Dialogue::startMeasuring()
{
    m_sinceAnswer.start();
    m_moved = 0;
}

void Dialogue::setPatient(bool patient)
{
    m_patient = patient;
    startMeasuring();
    updateTimer();
}

void Dialogue::fail(core::Error error)
{
    if (!m_open)
        return;
    m_open = false;
    m_error = std::move(error);
    m_progress.stop();
    m_continued = {};
    m_held.clear();
    if (m_error.code != Errc::Cancelled)
        qCInfo(core::lcImap) << "closed:" << core::errcName(m_error.code) << m_error.context << m_error.serverText;
    m_wire->close();
    // The callbacks may start anything but not revive this: every new command fails at once.
    const core::Result<Response> outcome = std::unexpected(m_error);
    for (const Pending &pending : std::exchange(m_pending, {}))
        pending.tagged(outcome);
    for (const Waiter &waiter : std::exchange(m_waiters, {}))
        waiter.fail(m_error);
    Q_EMIT closed();
}

QByteArray Dialogue::send(QByteArrayList chunks, OnTagged tagged, std::function<void()> continued)
{
    const QByteArray tag = m_tagPrefix + QByteArray::number(++m_tagCount);
    if (!m_open) {
        tagged(std::unexpected(m_error));
        return tag;
    }
    if (m_pending.empty())
        startMeasuring();
    m_pending.push_back({tag, std::move(tagged)});
    chunks.first().prepend(tag + ' ');
    Held command{tag, std::move(chunks), std::move(continued)};
    if (m_continued || !m_held.empty())
        m_held.push_back(std::move(command));
    else
        transmit(std::move(command));
    updateTimer();
    return tag;
}

void Dialogue::transmit(Held command)
{
    const QByteArray tag = command.tag;
    enqueue(command.chunks.takeFirst());
    if (!command.chunks.isEmpty())
        awaitContinuation(tag, [this, command = std::move(command)] { transmit(command); });
    else if (command.continued)
        awaitContinuation(tag, std::move(command.continued));
}

void Dialogue::awaitContinuation(const QByteArray &tag, std::function<void()> continued)
{
    if (!m_open)
        return;
    m_continuedTag = tag;
    m_continued = std::move(continued);
}

void Dialogue::releaseHeld()
{
    while (m_open && !m_continued && !m_held.empty()) {
        Held next = std::move(m_held.front());
        m_held.pop_front();
        transmit(std::move(next));
    }
}

void Dialogue::sendMore(const QByteArray &bytes)
{
    if (m_open)
        enqueue(bytes);
}

async::Completion<Reply> Dialogue::begin(const Command &command, QByteArray *tag)
{
    const async::Completion<Reply> done;
    if (command.error()) {
        done.set(std::unexpected(*command.error()));
        return done;
    }
    const QByteArray sent = send(command.chunks(), [done](const core::Result<Response> &response) {
        if (response)
            done.set(Reply{response->status, response->code.toByteArray(), response->text.toByteArray()});
        else
            done.set(std::unexpected(response.error()));
    });
    if (tag)
        *tag = sent;
    return done;
}

core::Result<> accepted(const Reply &reply, const QString &context)
{
    if (reply.status == Response::Status::Ok)
        return {};
    Response response;
    response.status = reply.status;
    response.code = reply.code;
    response.text = reply.text;
    return std::unexpected(refusal(response, context));
}

async::Task<Reply> Dialogue::run(Command command, QString context)
{
    const async::Completion<Reply> done = begin(command);
    const Reply reply = co_await done.wait();
    co_await accepted(reply, context);
    co_return reply;
}

void Dialogue::addWaiter(Waiter waiter)
{
    if (!m_open) {
        waiter.fail(m_error);
        return;
    }
    std::erase_if(m_waiters, [](const Waiter &old) { return old.isSet(); });
    m_waiters.push_back(std::move(waiter));
}

async::Task<> Dialogue::pause(std::chrono::milliseconds time)
{
    const async::Completion<> done;
    endWithConnection(done);
    const async::Deadline deadline(time, [done] { done.set({}); });
    co_await done.wait();
}

void Dialogue::enqueue(const QByteArray &bytes)
{
    m_outgoing += bytes;
    if (!m_writing)
        m_scope.launch(write());
}

async::Task<> Dialogue::write()
{
    m_writing = true;
    while (m_open && !m_outgoing.isEmpty()) {
        QByteArray piece = m_outgoing.first(std::min(m_outgoing.size(), kWritePiece));
        m_outgoing.remove(0, piece.size());
        m_moved += piece.size();
        auto written = co_await m_wire->write(std::move(piece)).asResult();
        updateTimer(); // a slow upload is progress
        if (!written) {
            fail(written.error());
            break;
        }
    }
    m_writing = false;
}

} // namespace imap
