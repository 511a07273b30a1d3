// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection.h"

#include "dotreader.h"
#include "pipeline.h"

using namespace Qt::StringLiterals;
using core::Errc;

// What a signed-in session does (RFC 1939 5 and 6).

namespace pop3
{

namespace
{
constexpr qsizetype kAhead = 16; ///< commands on their way at once
constexpr int kLongPatience = 10; ///< times the usual: for what a server may need to look at its whole maildrop
constexpr std::chrono::milliseconds kFarewellPatience{5000}; ///< where nothing hangs on it
constexpr qint64 kSlowest = 512; ///< bytes a second; a message that comes slower does not come
constexpr qint64 kReserved = 1024 * 1024; ///< at most, on the word of the server alone
constexpr qint64 kScanLine = 100; ///< of LIST, with what a server may add behind the size
constexpr qint64 kUidLine = 600; ///< of UIDL
constexpr qint64 kSomeLines = 64 * 1024;

struct Stat {
    qint64 count = -1;
    qint64 octets = -1;
};

/** RFC 1939 5: the first two words of the answer to STAT. */
Stat parseStat(const QByteArray &text)
{
    const QByteArrayList words = text.split(' ');
    bool isCount = false;
    bool isSize = false;
    const Stat stat{words.value(0).toLongLong(&isCount), words.value(1).toLongLong(&isSize)};
    return isCount && isSize && stat.count >= 0 ? stat : Stat{};
}
} // namespace

qsizetype Connection::ahead() const
{
    return m_capabilities.has("PIPELINING") ? kAhead : 1;
}

async::Task<QByteArray> Connection::readContent(
    qint64 keep, qint64 most, qint64 octets, std::function<void(qint64)> progress)
{
    const std::chrono::seconds slow(std::min(std::max<qint64>(octets, 0), most) / kSlowest);
    m_wire.setTotalTimeout(m_login.patience * kLongPatience + slow);
    DotReader reader(keep);
    ++m_owed;
    reader.reserve(std::min({std::max<qint64>(octets, 0), keep, kReserved}));
    for (;;) {
        if (m_ahead.isEmpty())
            m_ahead = co_await m_wire.readSome();
        m_ahead.remove(0, reader.feed(m_ahead));
        if (reader.size() > most) {
            m_wire.close();
            co_await core::failure(Errc::MessageTooLarge, u"%1 > %2"_s.arg(reader.size()).arg(most));
        }
        if (progress)
            progress(reader.size());
        if (!reader.isComplete())
            continue;
        --m_owed;
        m_wire.setTotalTimeout(std::chrono::milliseconds(0));
        co_return reader.take();
    }
}

/** The lines behind the reply to LIST or UIDL. */
async::Task<QByteArray> Connection::listing(Reply reply, qint64 most)
{
    if (!reply.isOk())
        co_await std::unexpected(errorOf(reply, Step::Command, place()));
    auto lines = co_await readContent(most, most, 0, {}).asResult();
    if (!lines && lines.error().code == Errc::MessageTooLarge)
        co_await std::unexpected(violation(u"endless listing"_s));
    co_return co_await std::move(lines);
}

/** Sends what is due before that answer is read. */
async::Task<> Connection::advance(Pipeline *pipeline, qsizetype answer)
{
    if (!pipeline->isWaiting(answer - 1))
        co_await nothingUnread();
    m_wire.setTotalTimeout(m_login.patience * kLongPatience);
    const QByteArray due = pipeline->due(answer);
    m_owed += due.count('\n');
    if (!due.isEmpty())
        co_await m_wire.write(due);
}

async::Task<> Connection::list()
{
    Pipeline pipeline({"STAT", "LIST", "UIDL"}, ahead());
    co_await advance(&pipeline, 0);
    const Reply first = co_await readReply();
    if (!first.isOk() && pipeline.isWaiting(0))
        m_wire.close(); // two more answers that nobody reads
    if (!first.isOk())
        co_await std::unexpected(errorOf(first, Step::Command, place()));
    const Stat stat = parseStat(first.text);
    if (stat.count < 0 || stat.count > kMostMessages)
        co_await std::unexpected(violation(u"STAT"_s, first.line));
    co_await advance(&pipeline, 1);
    const Reply second = co_await readReply();
    if (!second.isOk() && pipeline.isWaiting(1))
        m_wire.close();
    const QByteArray scan = co_await listing(second, stat.count * kScanLine + kSomeLines);
    co_await advance(&pipeline, 2);
    const Reply third = co_await readReply();
    std::optional<QByteArray> uids;
    if (third.isOk()) {
        QByteArray lines = co_await listing(third, stat.count * kUidLine + kSomeLines);
        uids = std::move(lines);
    } else if (m_capabilities.has("UIDL") || !third.code.isEmpty()) {
        co_await std::unexpected(errorOf(third, Step::Command, place())); // known, so refused for now
    }
    m_wire.setTotalTimeout(std::chrono::milliseconds(0));
    // A maildrop may be huge, and others wait for this thread.
    m_maildrop = co_await async::onThreadPool(QThreadPool::globalInstance(),
        [count = stat.count, scan, uids, marked = m_marked.size()] { return Maildrop(count, scan, uids, marked); });
}

async::Task<Message> Connection::look(quint32 number)
{
    co_await mayFetch(number);
    const QByteArray argument = QByteArray::number(number);
    Pipeline pipeline({"LIST " + argument, "UIDL " + argument}, ahead());
    co_await advance(&pipeline, 0);
    const Reply scan = co_await readReply();
    co_await advance(&pipeline, 1);
    const Reply uid = co_await readReply();
    m_wire.setTotalTimeout(std::chrono::milliseconds(0));
    if (!scan.isOk() || !uid.isOk())
        co_await std::unexpected(errorOf(scan.isOk() ? uid : scan, Step::Command, place()));
    std::optional<Message> message = parseScan(scan.text);
    const std::optional<UidLine> told = parseUid(uid.text);
    if (!message || !told || message->number != number || told->number != number)
        co_await std::unexpected(violation(u"another message"_s, uid.line));
    const Message *listed = m_maildrop.byNumber(number);
    message->uid = told->uid;
    message->isDeletable = listed->isDeletable && message->uid == listed->uid && message->octets == listed->octets;
    co_return *message;
}

core::Result<> Connection::mayFetch(quint32 number) const
{
    if (!m_maildrop.byNumber(number) || m_marked.contains(number))
        return core::failure(Errc::NoSuchMessage, u"%1: %2"_s.arg(place()).arg(number));
    return {};
}

async::Task<> Connection::give(Taken taken, quint32 number, core::Result<QByteArray> bytes)
{
    auto kept = co_await taken(number, std::move(bytes)).asResult();
    if (!kept)
        m_wire.close();
    co_await std::move(kept);
}

async::Task<> Connection::retr(QList<quint32> numbers, qint64 limit, Taken taken, Progress progress)
{
    QList<quint32> wanted;
    QByteArrayList commands;
    for (const quint32 number : std::as_const(numbers)) {
        core::Result<> may = mayFetch(number);
        if (may && m_maildrop.byNumber(number)->octets > limit)
            may = core::failure(
                Errc::MessageTooLarge, u"%1 > %2"_s.arg(m_maildrop.byNumber(number)->octets).arg(limit));
        if (may) {
            wanted.append(number);
            commands.append("RETR " + QByteArray::number(number));
        } else {
            co_await give(taken, number, std::unexpected(may.error()));
        }
    }
    co_await fetch(std::move(wanted), std::move(commands), limit, limit, std::move(taken), std::move(progress));
}

async::Task<> Connection::top(QList<quint32> numbers, int lines, qint64 limit, Taken taken)
{
    QList<quint32> wanted;
    QByteArrayList commands;
    for (const quint32 number : std::as_const(numbers)) {
        const core::Result<> may = mayFetch(number);
        if (may) {
            wanted.append(number);
            commands.append("TOP " + QByteArray::number(number) + ' ' + QByteArray::number(lines));
        } else {
            co_await give(taken, number, std::unexpected(may.error()));
        }
    }
    co_await fetch(std::move(wanted), std::move(commands), limit, std::max(limit, kMostDropped), std::move(taken), {});
}

async::Task<> Connection::fetch(
    QList<quint32> numbers, QByteArrayList commands, qint64 keep, qint64 most, Taken taken, Progress progress)
{
    if (numbers.isEmpty())
        co_return;
    Pipeline pipeline(std::move(commands), ahead());
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        const quint32 number = numbers[i];
        co_await advance(&pipeline, i);
        const Reply reply = co_await readReply();
        m_wire.setTotalTimeout(std::chrono::milliseconds(0));
        if (!reply.isOk()) {
            co_await give(taken, number, std::unexpected(errorOf(reply, Step::Command, place())));
            continue;
        }
        const qint64 octets = m_maildrop.byNumber(number)->octets;
        std::function<void(qint64)> heard;
        if (progress)
            heard = [progress, number, octets](qint64 bytes) {
                progress(number, bytes, octets);
            };
        QByteArray bytes = co_await readContent(keep, most, octets, std::move(heard));
        co_await give(taken, number, std::move(bytes));
    }
}

core::Result<quint32> Connection::deletable(const Remembered &remembered) const
{
    const QString what = u"%1: %2"_s.arg(
        place(), QString::fromLatin1(remembered.uid.first(std::min(remembered.uid.size(), Maildrop::kLongestUid))));
    if (!m_maildrop.hasUids() || !m_maildrop.isOrderly())
        return core::failure(Errc::ProtocolViolation, what + u": UIDL"_s);
    const Message *message = m_maildrop.byUid(remembered.uid);
    if (!m_maildrop.knowsUid(remembered.uid) || (message && m_marked.contains(message->number)))
        return core::failure(Errc::NoSuchMessage, what);
    if (!message || !message->isDeletable)
        return core::failure(Errc::ProtocolViolation, what + u": UIDL"_s);
    if (message->octets != remembered.octets)
        return core::failure(Errc::UidValidityChanged, what);
    return message->number;
}

async::Task<QList<core::Result<>>> Connection::dele(QList<Remembered> messages)
{
    QList<core::Result<>> results;
    QList<quint32> numbers; // 0: refused by ourselves
    QByteArrayList commands;
    QSet<quint32> named;
    for (const Remembered &message : std::as_const(messages)) {
        core::Result<quint32> number = deletable(message);
        if (number && named.contains(*number))
            number = core::failure(Errc::InvalidInput, u"named twice"_s);
        numbers.append(number.value_or(0));
        results.append(number ? core::Result<>() : std::unexpected(number.error()));
        if (!number)
            continue;
        named.insert(*number);
        commands.append("DELE " + QByteArray::number(*number));
    }
    Pipeline pipeline(std::move(commands), ahead());
    qsizetype answer = 0;
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        if (numbers[i] == 0)
            continue;
        co_await advance(&pipeline, answer);
        const Reply reply = co_await readReply();
        m_wire.setTotalTimeout(std::chrono::milliseconds(0));
        ++answer;
        if (reply.isOk())
            m_marked.insert(numbers[i]);
        else
            results[i] = std::unexpected(errorOf(reply, Step::Command, place()));
    }
    co_return results;
}

async::Task<> Connection::done(QByteArray line)
{
    m_wire.setTotalTimeout(m_login.patience * kLongPatience);
    const Reply reply = co_await command(std::move(line));
    m_wire.setTotalTimeout(std::chrono::milliseconds(0));
    if (!reply.isOk())
        co_await std::unexpected(errorOf(reply, Step::Command, place()));
}

async::Task<> Connection::rset()
{
    co_await done("RSET");
    m_marked.clear();
}

async::Task<> Connection::noop()
{
    co_await done("NOOP");
}

async::Task<Farewell> Connection::quit()
{
    using Deletions = Farewell::Deletions;
    const bool deletes = !m_marked.isEmpty();
    const std::chrono::milliseconds patience = deletes ? m_login.patience * kLongPatience : kFarewellPatience;
    m_wire.setProgressTimeout(patience);
    m_wire.setTotalTimeout(patience);
    auto may = co_await nothingUnread().asResult();
    if (!may || !m_wire.isOpen())
        co_return Farewell{deletes ? Deletions::NotDone : Deletions::None, may ? QByteArray() : may.error().serverText};
    ++m_owed;
    auto said = co_await m_wire.write("QUIT\r\n").asResult();
    auto reply = co_await readReply().asResult();
    m_wire.close();
    m_marked.clear();
    if (!deletes)
        co_return Farewell{Deletions::None, reply ? reply->line : QByteArray()};
    if (!reply && reply.error().code == Errc::ProtocolViolation)
        co_return Farewell{Deletions::Unknown, reply.error().serverText};
    if (!said || !reply)
        co_return Farewell{Deletions::Unknown, {}};
    co_return Farewell{reply->isOk() ? Deletions::Done : Deletions::Partly, reply->line};
}

} // namespace pop3
