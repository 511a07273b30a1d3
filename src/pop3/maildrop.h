// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>
#include <QHash>

#include <optional>

namespace pop3
{

/** One message as this session knows it. Numbers mean nothing in another session (RFC 1939 3). */
struct Message {
    quint32 number = 0; ///< from 1
    qint64 octets = -1; ///< as LIST says: servers miscount, so a hint; -1: not told
    QByteArray uid; ///< as UIDL says, at most 500 bytes; empty: none
    bool isDeletable = false; ///< the uid is well formed, is nobody else's, and stands in an orderly answer

    friend bool operator==(const Message &, const Message &) = default;
};

/** What is wrong with the answers to STAT, LIST and UIDL; for the log and for the person. */
struct Fault {
    enum class Kind {
        Unreadable, ///< a line that is none of a listing
        EmptyUid, ///< a number alone
        LongUid, ///< over 70 bytes
        BadUid, ///< bytes outside 0x21 … 0x7E
        DoubledUid, ///< two messages share it: copies, perhaps (RFC 1939 7), or a broken server
        DoubledNumber,
        OutOfOrder,
        BeyondCount, ///< a number that STAT does not know of
        CountsDiffer, ///< STAT, LIST and UIDL tell of different messages
    };
    Kind kind = Kind::Unreadable;
    quint32 number = 0; ///< 0: of none
    QByteArray line; ///< at most 200 bytes

    friend bool operator==(const Fault &, const Fault &) = default;
};

/** What a message was when it was last seen; what the store remembers of it. */
struct Remembered {
    QByteArray uid;
    qint64 octets = -1; ///< as LIST said then; -1: not told

    friend bool operator==(const Remembered &, const Remembered &) = default;
};

/** `n octets …` (RFC 1939 5, scan listing): without octets where they are no number. */
std::optional<Message> parseScan(QByteArrayView line);

/** `n uid` (RFC 1939 7): with what is wrong with the uid; nothing where the line does not begin with a number. */
struct UidLine {
    quint32 number = 0;
    QByteArray uid;
    std::optional<Fault::Kind> fault;
};
std::optional<UidLine> parseUid(QByteArrayView line);

/**
 * All messages of a maildrop, made of the answers to STAT, LIST and UIDL. A fault that concerns one message makes that
 * one undeletable; a fault in the order or the count makes all so, since then nobody knows which number is which.
 */
class Maildrop
{
public:
    static constexpr qsizetype kMostFaults = 100;
    static constexpr qsizetype kLongestUid = 70;

    Maildrop() = default;
    /**
     * `count`: STAT's. `scan`, `uids`: the lines of LIST and UIDL; `uids` is nothing where the server has no UIDL.
     * `marked`: how many messages were marked as deleted before, and are not counted and listed any more.
     */
    Maildrop(qsizetype count, const QByteArray &scan, const std::optional<QByteArray> &uids, qsizetype marked = 0);

    const QList<Message> &messages() const { return m_messages; } ///< by number
    const QList<Fault> &faults() const { return m_faults; } ///< the first kMostFaults
    bool hasUids() const { return m_hasUids; } ///< the server answers UIDL
    bool isOrderly() const { return m_isOrderly; }
    /** Null: there is none of that number, or none of that uid, or several. */
    const Message *byNumber(quint32 number) const;
    const Message *byUid(const QByteArray &uid) const;
    bool knowsUid(const QByteArray &uid) const { return m_byUid.contains(uid); } ///< also where several have it

private:
    void fault(Fault::Kind kind, quint32 number, QByteArrayView line = {});
    void readScan(const QByteArray &scan, qsizetype highest);
    void readUids(const QByteArray &uids);
    void judge();
    qsizetype placeOf(quint32 number) const; ///< -1: there is none

    QList<Message> m_messages;
    QHash<QByteArray, qsizetype> m_byUid; ///< index; -1: several
    QList<Fault> m_faults;
    bool m_hasUids = false;
    bool m_isOrderly = true;
};

/** How a maildrop differs from what is remembered of it. */
struct Changes {
    QList<quint32> fresh; ///< to be read; also what has no uid, and a known uid with another size: another message
    QList<quint32> reused; ///< of these: the known uids with another size
    QByteArrayList gone; ///< remembered, and no longer there
    /**
     * Nothing remembered is there, though something is: the server has given out all uids anew, as after it was
     * replaced. What is fresh may be known by its content.
     */
    bool isRenewed = false;

    friend bool operator==(const Changes &, const Changes &) = default;
};
/** Pure; with a million messages work for a pool. */
Changes changesSince(const QList<Remembered> &remembered, const Maildrop &maildrop);

} // namespace pop3
