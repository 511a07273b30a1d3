// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "maildrop.h"

#include <QSet>

#include <algorithm>

namespace pop3
{

namespace
{
constexpr qsizetype kKeptUid = 500;
constexpr qsizetype kShownLine = 200;

/** Decimal digits at the start, at most `most`; how many, and their value. */
std::pair<qsizetype, qint64> leadingNumber(QByteArrayView text, qsizetype most)
{
    qsizetype digits = 0;
    qint64 value = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
        if (digits == most)
            return {0, 0};
        value = value * 10 + (text[digits] - '0');
    }
    return {digits, value};
}

/** The message number of a listing's line, and where it ends; 0 when there is none. */
std::pair<qsizetype, quint32> messageNumber(QByteArrayView line)
{
    const auto [digits, value] = leadingNumber(line, 9);
    const bool ends = digits == line.size() || line[digits] == ' ';
    return ends && value > 0 ? std::pair(digits, quint32(value)) : std::pair<qsizetype, quint32>(0, 0);
}

/** Calls `line` with each line of an answer; its lines end in CRLF. */
void eachLine(const QByteArray &answer, auto line)
{
    const QByteArrayView all(answer);
    for (qsizetype at = 0; at < all.size();) {
        const qsizetype end = all.indexOf(QByteArrayView("\r\n"), at);
        line(all.sliced(at, (end < 0 ? all.size() : end) - at));
        at = end < 0 ? all.size() : end + 2;
    }
}
} // namespace

std::optional<Message> parseScan(QByteArrayView line)
{
    const auto [end, number] = messageNumber(line);
    if (number == 0)
        return std::nullopt;
    Message message{.number = number};
    const QByteArrayView rest = end < line.size() ? line.sliced(end + 1) : QByteArrayView();
    const auto [digits, octets] = leadingNumber(rest, 18);
    if (digits > 0 && (digits == rest.size() || rest[digits] == ' '))
        message.octets = octets;
    return message;
}

std::optional<UidLine> parseUid(QByteArrayView line)
{
    const auto [end, number] = messageNumber(line);
    if (number == 0)
        return std::nullopt;
    const QByteArrayView uid = end < line.size() ? line.sliced(end + 1) : QByteArrayView();
    UidLine parsed{.number = number, .uid = uid.size() <= kKeptUid ? uid.toByteArray() : QByteArray(), .fault = {}};
    if (uid.isEmpty())
        parsed.fault = Fault::Kind::EmptyUid;
    else if (std::ranges::any_of(uid, [](char c) { return c <= ' ' || c > '~'; }))
        parsed.fault = Fault::Kind::BadUid;
    else if (uid.size() > Maildrop::kLongestUid)
        parsed.fault = Fault::Kind::LongUid;
    return parsed;
}

Maildrop::Maildrop(qsizetype count, const QByteArray &scan, const std::optional<QByteArray> &uids, qsizetype marked)
    : m_hasUids(uids.has_value())
{
    readScan(scan, count + marked);
    if (m_messages.size() != count)
        fault(Fault::Kind::CountsDiffer, 0);
    if (uids)
        readUids(*uids);
    judge();
}

void Maildrop::fault(Fault::Kind kind, quint32 number, QByteArrayView line)
{
    using Kind = Fault::Kind;
    static const QSet<Kind> ofOneMessage{Kind::EmptyUid, Kind::LongUid, Kind::BadUid, Kind::DoubledUid};
    if (!ofOneMessage.contains(kind))
        m_isOrderly = false;
    if (m_faults.size() < kMostFaults)
        m_faults.append({kind, number, line.first(std::min(line.size(), kShownLine)).toByteArray()});
}

void Maildrop::readScan(const QByteArray &scan, qsizetype highest)
{
    quint32 last = 0;
    eachLine(scan, [&](QByteArrayView line) {
        const auto message = parseScan(line);
        if (!message) {
            fault(Fault::Kind::Unreadable, 0, line);
            return;
        }
        if (message->octets < 0)
            fault(Fault::Kind::Unreadable, message->number, line);
        if (message->number > highest) {
            fault(Fault::Kind::BeyondCount, message->number, line);
            return;
        }
        if (message->number < last)
            fault(Fault::Kind::OutOfOrder, message->number, line);
        last = std::max(last, message->number);
        m_messages.append(*message);
    });
    std::ranges::stable_sort(m_messages, {}, &Message::number);
    const auto doubled = std::ranges::unique(m_messages, {}, &Message::number); // the first is kept
    if (!doubled.empty())
        fault(Fault::Kind::DoubledNumber, 0);
    m_messages.erase(doubled.begin(), doubled.end());
}

void Maildrop::readUids(const QByteArray &uids)
{
    quint32 last = 0;
    QSet<quint32> told;
    eachLine(uids, [&](QByteArrayView line) {
        const auto parsed = parseUid(line);
        if (!parsed) {
            fault(Fault::Kind::Unreadable, 0, line);
            return;
        }
        const auto place = std::ranges::lower_bound(m_messages, parsed->number, {}, &Message::number);
        if (place == m_messages.end() || place->number != parsed->number) {
            fault(Fault::Kind::CountsDiffer, parsed->number, line);
            return;
        }
        if (told.contains(parsed->number)) {
            fault(Fault::Kind::DoubledNumber, parsed->number, line);
            return;
        }
        told.insert(parsed->number);
        if (parsed->number < last)
            fault(Fault::Kind::OutOfOrder, parsed->number, line);
        if (parsed->fault)
            fault(*parsed->fault, parsed->number, line);
        last = std::max(last, parsed->number);
        place->uid = parsed->uid;
        place->isDeletable = !parsed->fault;
    });
    if (told.size() != m_messages.size())
        fault(Fault::Kind::CountsDiffer, 0);
}

void Maildrop::judge()
{
    for (qsizetype i = 0; i < m_messages.size(); ++i) {
        Message &message = m_messages[i];
        if (message.uid.isEmpty())
            continue;
        const auto known = m_byUid.constFind(message.uid);
        if (known == m_byUid.constEnd()) {
            m_byUid.insert(message.uid, i);
            continue;
        }
        fault(Fault::Kind::DoubledUid, message.number, message.uid);
        message.isDeletable = false;
        if (*known >= 0)
            m_messages[*known].isDeletable = false;
        m_byUid[message.uid] = -1;
    }
    if (!m_isOrderly) {
        for (Message &message : m_messages)
            message.isDeletable = false;
    }
}

const Message *Maildrop::byNumber(quint32 number) const
{
    const auto place = std::ranges::lower_bound(m_messages, number, {}, &Message::number);
    return place != m_messages.end() && place->number == number ? &*place : nullptr;
}

const Message *Maildrop::byUid(const QByteArray &uid) const
{
    const qsizetype index = m_byUid.value(uid, -1);
    return index >= 0 ? &m_messages[index] : nullptr;
}

Changes changesSince(const QList<Remembered> &remembered, const Maildrop &maildrop)
{
    QHash<QByteArray, qint64> known;
    for (const Remembered &one : remembered)
        known.insert(one.uid, one.octets);
    Changes changes;
    QSet<QByteArray> seen;
    for (const Message &message : maildrop.messages()) {
        const auto one = message.uid.isEmpty() ? known.constEnd() : known.constFind(message.uid);
        if (one == known.constEnd()) {
            changes.fresh.append(message.number);
            continue;
        }
        const bool isSecond = seen.contains(message.uid); // only one of them can be the one that is remembered
        seen.insert(message.uid);
        const bool otherSize = *one >= 0 && message.octets >= 0 && *one != message.octets;
        if (otherSize)
            changes.reused.append(message.number);
        if (otherSize || isSecond)
            changes.fresh.append(message.number);
    }
    for (const Remembered &one : remembered) {
        if (!seen.contains(one.uid))
            changes.gone.append(one.uid);
    }
    changes.isRenewed = !remembered.isEmpty() && !maildrop.messages().isEmpty() && seen.isEmpty();
    return changes;
}

} // namespace pop3
