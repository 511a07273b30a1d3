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
    qsizetype next = 0; // where the line should belong
    qsizetype told = 0;
    QList<bool> isTold(m_messages.size(), false);
    eachLine(uids, [&](QByteArrayView line) {
        const auto parsed = parseUid(line);
        if (!parsed) {
            fault(Fault::Kind::Unreadable, 0, line);
            return;
        }
        const bool fits = next < m_messages.size() && m_messages[next].number == parsed->number;
        const qsizetype place = fits ? next : placeOf(parsed->number);
        if (place < 0) {
            fault(Fault::Kind::CountsDiffer, parsed->number, line);
            return;
        }
        if (isTold[place]) {
            fault(Fault::Kind::DoubledNumber, parsed->number, line);
            return;
        }
        isTold[place] = true;
        next = place + 1;
        ++told;
        if (parsed->number < last)
            fault(Fault::Kind::OutOfOrder, parsed->number, line);
        if (parsed->fault)
            fault(*parsed->fault, parsed->number, line);
        last = std::max(last, parsed->number);
        m_messages[place].uid = parsed->uid;
        m_messages[place].isDeletable = !parsed->fault;
    });
    if (told != m_messages.size())
        fault(Fault::Kind::CountsDiffer, 0);
}

void Maildrop::judge()
{
    m_byUid.reserve(m_messages.size());
    for (qsizetype i = 0; i < m_messages.size(); ++i) {
        Message &message = m_messages[i];
        if (message.uid.isEmpty())
            continue;
        const qsizetype before = m_byUid.size();
        qsizetype &known = m_byUid[message.uid];
        if (m_byUid.size() > before) {
            known = i;
            continue;
        }
        fault(Fault::Kind::DoubledUid, message.number, message.uid);
        message.isDeletable = false;
        if (known >= 0)
            m_messages[known].isDeletable = false;
        known = -1;
    }
    if (!m_isOrderly) {
        for (Message &message : m_messages)
            message.isDeletable = false;
    }
}

qsizetype Maildrop::placeOf(quint32 number) const
{
    const auto place = std::ranges::lower_bound(m_messages, number, {}, &Message::number);
    return place != m_messages.end() && place->number == number ? place - m_messages.begin() : -1;
}

const Message *Maildrop::byNumber(quint32 number) const
{
    const qsizetype place = placeOf(number);
    return place >= 0 ? &m_messages[place] : nullptr;
}

const Message *Maildrop::byUid(const QByteArray &uid) const
{
    const qsizetype index = m_byUid.value(uid, -1);
    return index >= 0 ? &m_messages[index] : nullptr;
}

Changes changesSince(const QList<Remembered> &remembered, const Maildrop &maildrop)
{
    struct Known {
        qint64 octets = -1;
        bool isSeen = false;
    };
    QHash<QByteArray, Known> known;
    known.reserve(remembered.size());
    for (const Remembered &one : remembered)
        known.insert(one.uid, {one.octets, false});
    Changes changes;
    bool isAnySeen = false;
    for (const Message &message : maildrop.messages()) {
        const auto one = message.uid.isEmpty() ? known.end() : known.find(message.uid);
        if (one == known.end()) {
            changes.fresh.append(message.number);
            continue;
        }
        const bool isSecond = std::exchange(one->isSeen, true); // only one of them can be the one that is remembered
        isAnySeen = true;
        const bool otherSize = one->octets >= 0 && message.octets >= 0 && one->octets != message.octets;
        if (otherSize)
            changes.reused.append(message.number);
        if (otherSize || isSecond)
            changes.fresh.append(message.number);
    }
    for (const Remembered &one : remembered) {
        if (!known.value(one.uid).isSeen)
            changes.gone.append(one.uid);
    }
    changes.isRenewed = !remembered.isEmpty() && !maildrop.messages().isEmpty() && !isAnySeen;
    return changes;
}

} // namespace pop3
