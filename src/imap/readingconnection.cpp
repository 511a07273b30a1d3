// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "readingconnection.h"

#include "mailboxname.h"
#include "signin.h"
#include "summarycollector.h"

#include <algorithm>
#include <deque>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Uid;

namespace imap
{

namespace
{
constexpr quint32 kUidsPerCommand = 1000;
constexpr qint64 kMostUnasked = 64 << 20; ///< bytes during one verb
constexpr size_t kWindow = 4; ///< commands under way: hides the round trips, bounds what is in flight
constexpr auto kSummaryItems = "(UID FLAGS RFC822.SIZE INTERNALDATE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (DATE FROM "
                               "SENDER REPLY-TO TO CC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES CONTENT-TYPE)]";

QList<Uid> sortedUnique(QList<Uid> uids)
{
    std::ranges::sort(uids);
    const auto rest = std::ranges::unique(uids);
    uids.erase(rest.begin(), rest.end());
    return uids;
}
} // namespace

/** What the running verb wants to hear; ends with the verb's frame, so a cancelled verb hears nothing more. */
class ReadingConnection::Listening
{
public:
    explicit Listening(ReadingConnection &owner, OnResponse onResponse, OnFetch onFetch = {}, Progress progress = {})
        : m_owner(owner)
    {
        owner.m_onResponse = std::move(onResponse);
        owner.m_onFetch = std::move(onFetch);
        owner.m_unasked = 0;
        if (progress) {
            owner.m_dialogue->onLiteral = [progress](QByteArrayView head, qint64 received, qint64 announced) {
                if (head.contains("BODY[]"))
                    progress(received, announced);
            };
        }
    }
    Listening(const Listening &) = delete;
    ~Listening()
    {
        m_owner.m_onResponse = {};
        m_owner.m_onFetch = {};
        m_owner.m_dialogue->onLiteral = {};
    }

private:
    ReadingConnection &m_owner;
};

async::Task<std::unique_ptr<ReadingConnection>> ReadingConnection::open(Login login)
{
    const std::chrono::milliseconds patience = login.patience;
    SignedIn signedIn = co_await signIn(std::move(login));
    Dialogue::Owner dialogue = Dialogue::start(std::move(signedIn.wire), signedIn.capabilities, patience);
    co_return std::unique_ptr<ReadingConnection>(new ReadingConnection(std::move(dialogue)));
}

ReadingConnection::ReadingConnection(Dialogue::Owner dialogue)
    : m_dialogue(std::move(dialogue))
{
    m_dialogue->onUntagged = [this](const Response &response) {
        take(response);
    };
    connect(m_dialogue.get(), &Dialogue::closed, this, &ReadingConnection::closed);
    connect(m_dialogue.get(), &Dialogue::alert, this, &ReadingConnection::alert);
}

ReadingConnection::~ReadingConnection()
{
    // Verbs that still run end here, while everything they refer to exists.
    m_dialogue->disconnect(this);
    m_dialogue->fail({Errc::Cancelled, {}, {}});
}

bool ReadingConnection::isOpen() const
{
    return m_dialogue->isOpen();
}

bool ReadingConnection::hasCapability(const QByteArray &name) const
{
    return m_dialogue->hasCapability(name);
}

core::Result<> ReadingConnection::selection() const
{
    if (m_mailbox.isEmpty())
        return core::failure(Errc::NoSuchMailbox, u"none selected"_s);
    if (m_uidValidityChanged)
        return core::failure(Errc::UidValidityChanged, MailboxName::forDisplay(m_mailbox));
    return {};
}

async::Task<SelectedMailbox> ReadingConnection::select(QByteArray rawName)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    emitHint();
    m_mailbox.clear();
    co_await m_dialogue->settle();
    m_changed = m_uidValidityChanged = false;
    SelectedMailbox selected{.epoch = ++m_epoch};
    const Listening listening(*this, [&selected](const Response &response) {
        const auto number = parseNumber(response.codeArguments());
        const auto small = quint32(std::min<quint64>(number.value_or(0), std::numeric_limits<quint32>::max()));
        if (response.is("EXISTS"))
            selected.exists = response.number;
        else if (response.hasCode("UIDVALIDITY"))
            selected.uidValidity = core::UidValidity{small};
        else if (response.hasCode("UIDNEXT"))
            selected.uidNext = Uid{small};
        else if (response.hasCode("HIGHESTMODSEQ"))
            selected.highestModSeq = core::ModSeq{number.value_or(0)};
        return true;
    });
    Command command = m_dialogue->command("SELECT").string(rawName);
    if (hasCapability("CONDSTORE"))
        command.raw("(CONDSTORE)");
    const QString context = MailboxName::forDisplay(rawName);
    auto reply = co_await m_dialogue->run(command, context).asResult();
    if (!reply && reply.error().code == Errc::ServerRefused)
        reply.error().code = Errc::NoSuchMailbox;
    const Reply good = co_await std::move(reply);
    if (!selected.uidValidity.isValid())
        co_await core::failure(Errc::ServerRefused, context, "no UIDVALIDITY");
    selected.readOnly = good.code.toUpper().startsWith("READ-ONLY");
    m_mailbox = rawName;
    m_selected = selected;
    co_return selected;
}

Command ReadingConnection::searchCommand(const QByteArray &criteria) const
{
    return m_dialogue->command(
        hasCapability("ESEARCH") ? "UID SEARCH RETURN (ALL) " + criteria : "UID SEARCH " + criteria);
}

async::Task<QList<Uid>> ReadingConnection::search(Command command, Silence silence)
{
    co_await m_dialogue->settle();
    QList<Uid> found;
    bool malformed = false;
    bool answered = false;
    const Listening listening(*this, [&](const Response &response) {
        answered = answered || response.is("SEARCH") || response.is("ESEARCH");
        if (response.is("SEARCH")) {
            const auto uids = parseSearch(response.rest);
            malformed = malformed || !uids;
            found += uids.value_or(QList<Uid>{});
            return true;
        }
        if (!response.is("ESEARCH"))
            return false;
        const auto row = parseEsearch(response.rest);
        malformed = malformed || !row;
        if (row)
            found += row->all;
        return true;
    });
    co_await m_dialogue->run(std::move(command), u"SEARCH"_s);
    if (malformed) {
        m_dialogue->fail({Errc::ProtocolViolation, u"SEARCH"_s, {}});
        co_await std::unexpected(m_dialogue->error());
    }
    if (!answered && silence == Silence::IsFailure && m_selected.exists > 0)
        co_await core::failure(Errc::ServerRefused, MailboxName::forDisplay(m_mailbox), "SEARCH without an answer");
    co_return sortedUnique(std::move(found));
}

async::Task<QList<Uid>> ReadingConnection::uidsFrom(Uid first)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await selection();
    const UidSet range = UidSet::fromRange(std::max(first, Uid{1}), Uid{});
    QList<Uid> uids = co_await search(searchCommand("UID " + range.toImap()));
    uids.removeIf([&](Uid uid) { return uid < first; }); // n:* names the highest UID also when it is below n
    co_return uids;
}

async::Task<QList<Uid>> ReadingConnection::newestUids(quint32 count, Uid below)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await selection();
    const Uid end = below.isValid() ? below : m_selected.uidNext;
    if (count == 0 || (below.isValid() && below.value() <= 1))
        co_return QList<Uid>{};
    // UIDs are mostly dense at the top: a short look there spares the list of a whole big mailbox.
    quint64 reach = end.isValid() ? quint64(count) * 4 : std::numeric_limits<quint32>::max();
    for (;;) {
        const bool whole = reach >= end.value();
        const Uid first{whole ? 1 : quint32(end.value() - reach)};
        const Uid last = below.isValid() ? Uid{below.value() - 1} : Uid{};
        QList<Uid> uids = co_await search(searchCommand("UID " + UidSet::fromRange(first, last).toImap()));
        uids.removeIf([&](Uid uid) { return uid < first || (last.isValid() && uid > last); });
        if (whole || quint64(uids.size()) >= count)
            co_return uids.last(std::min<qsizetype>(uids.size(), count));
        reach *= 16;
    }
}

async::Task<QList<Uid>> ReadingConnection::searchMessageId(QString messageId)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await selection();
    const QByteArray text = messageId.toUtf8();
    const bool ascii = std::ranges::all_of(text, [](char c) { return uchar(c) < 0x80; });
    Command command = searchCommand(ascii ? "HEADER Message-ID" : "CHARSET UTF-8 HEADER Message-ID");
    command.string(text);
    co_return co_await search(std::move(command), Silence::MeansNone);
}

async::Task<ReadingConnection::Replies> ReadingConnection::fetch(
    QList<UidSet> pieces, QByteArray items, std::function<bool()> mayContinue)
{
    std::deque<async::Completion<Reply>> window;
    Replies refusals;
    while (!pieces.isEmpty() || !window.empty()) {
        if (window.size() == kWindow || pieces.isEmpty()) {
            const async::Completion<Reply> oldest = window.front();
            window.pop_front();
            const Reply reply = co_await oldest.wait();
            if (reply.status == Response::Status::No)
                refusals.append(reply);
            else
                co_await accepted(reply, u"FETCH"_s);
            continue;
        }
        if (mayContinue && !mayContinue()) {
            co_await m_dialogue->pause(std::chrono::milliseconds(5));
            continue;
        }
        window.push_back(
            m_dialogue->begin(m_dialogue->command("UID FETCH").raw(pieces.takeFirst().toImap()).raw(items)));
    }
    co_return refusals;
}

async::Task<> ReadingConnection::fetchSummaries(
    UidSet uids, std::function<void(QList<SummaryData>)> sink, std::function<bool()> mayContinue)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await selection();
    SummaryCollector collector(uids, std::move(sink));
    const auto onFetch = [&collector](const FetchItems &items) {
        return collector.take(items);
    };
    const QByteArray items = kSummaryItems + QByteArray(m_selected.highestModSeq.isValid() ? " MODSEQ)" : ")");
    {
        const Listening listening(*this, {}, onFetch);
        co_await fetch(uids.newestFirst(kUidsPerCommand), items, mayContinue);
        // Once more: a NO may have come for one message of a thousand.
        co_await fetch(collector.missing().newestFirst(kUidsPerCommand / 10), items, mayContinue);
    }
    collector.flush();
    const UidSet missing = collector.missing();
    if (missing.isEmpty())
        co_return;
    QList<Uid> existing;
    const QList<UidSet> pieces = missing.newestFirst(std::numeric_limits<quint32>::max());
    for (const UidSet &piece : pieces) {
        const QList<Uid> found = co_await search(searchCommand("UID " + piece.toImap()));
        existing += found;
    }
    existing.removeIf([&missing](Uid uid) { return !missing.contains(uid); });
    if (!existing.isEmpty())
        co_await core::failure(Errc::ServerRefused, MailboxName::forDisplay(m_mailbox),
            "messages exist but are not delivered: " + UidSet::fromList(existing).toImap().left(100));
}

async::Task<QList<FlagsData>> ReadingConnection::fetchFlags(UidSet uids, core::ModSeq changedSince)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await selection();
    const bool modSeq = m_selected.highestModSeq.isValid();
    QByteArray items = modSeq ? "(UID FLAGS MODSEQ)" : "(UID FLAGS)";
    if (modSeq && changedSince.isValid())
        items += " (CHANGEDSINCE " + QByteArray::number(changedSince.value()) + ')';
    QList<FlagsData> list;
    const Listening listening(*this, {}, [&](const FetchItems &fetched) {
        if (!fetched.flags || !uids.contains(fetched.uid))
            return false;
        list.append({fetched.uid, *fetched.flags, fetched.modSeq});
        return true;
    });
    const Replies refusals = co_await fetch(uids.newestFirst(std::numeric_limits<quint32>::max()), items, {});
    if (!refusals.isEmpty())
        co_await accepted(refusals.last(), MailboxName::forDisplay(m_mailbox));
    co_return list;
}

async::Task<QByteArray> ReadingConnection::fetchBody(Uid uid, Progress progress)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await selection();
    const UidSet one = UidSet::fromRange(uid, uid);
    const QString context = u"%1, UID %2"_s.arg(MailboxName::forDisplay(m_mailbox)).arg(uid.value());
    std::optional<QByteArray> body;
    Replies refusals;
    for (int attempt = 0; attempt < 2 && !body; ++attempt) {
        const Listening listening(
            *this, {},
            [&](const FetchItems &items) {
                if (items.uid != uid || !items.body || body)
                    return false;
                body = items.bodyToken.toByteArray();
                return true;
            },
            progress);
        refusals = co_await fetch({one}, "(UID BODY.PEEK[])", {});
        if (!refusals.isEmpty())
            body.reset(); // a body is whole only when the server also says so
    }
    if (body)
        co_return *body;
    const QList<Uid> found = co_await search(searchCommand("UID " + one.toImap()));
    if (!found.contains(uid))
        co_await core::failure(Errc::NoSuchMessage, context);
    if (!refusals.isEmpty())
        co_await accepted(refusals.last(), context);
    co_await core::failure(Errc::ServerRefused, context);
    co_return QByteArray(); // not reached
}

async::Task<> ReadingConnection::uidExpunge(UidSet uids)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await selection();
    if (!hasCapability("UIDPLUS"))
        co_await core::failure(Errc::ServerRefused, u"UID EXPUNGE"_s);
    // \Deleted was set on another connection; Dovecot expunges only what this one has already been told of.
    co_await m_dialogue->run(m_dialogue->command("NOOP"), u"NOOP"_s);
    const QList<UidSet> pieces = uids.newestFirst(std::numeric_limits<quint32>::max());
    for (const UidSet &piece : pieces)
        co_await m_dialogue->run(m_dialogue->command("UID EXPUNGE").raw(piece.toImap()), u"UID EXPUNGE"_s);
}

void ReadingConnection::take(const Response &response)
{
    if (response.is("FETCH")) {
        takeFetch(response);
        return;
    }
    if (m_onResponse && m_onResponse(response))
        return;
    countUnasked(response);
    if (m_mailbox.isEmpty())
        return;
    if (response.is("EXISTS")) {
        const bool more = response.number > m_selected.exists;
        m_selected.exists = response.number;
        if (more)
            changed(&MailboxHint::newMessages);
    } else if (response.is("EXPUNGE") && response.hasNumber) {
        if (m_selected.exists > 0)
            --m_selected.exists;
        changed(&MailboxHint::expunged);
    } else if (response.is("VANISHED")) {
        changed(&MailboxHint::expunged);
    } else if (response.hasCode("UIDVALIDITY")) {
        const auto now = parseNumber(response.codeArguments());
        if (now && *now != m_selected.uidValidity.value()) {
            m_uidValidityChanged = true;
            changed(&MailboxHint::expunged);
        }
    }
}

void ReadingConnection::takeFetch(const Response &response)
{
    const auto items = response.hasNumber ? parseFetch(response.rest) : std::nullopt;
    if (!items) {
        m_dialogue->fail({Errc::ProtocolViolation, u"FETCH"_s,
            response.bytes.first(std::min<qsizetype>(200, response.bytes.size())).toByteArray()});
        return;
    }
    if (items->uid.isValid() && m_onFetch && m_onFetch(*items))
        return;
    countUnasked(response);
    // Somebody else changed flags. Without a UID nobody knows whose: that is only worth a look, too.
    if (items->flags && !m_mailbox.isEmpty())
        changed(&MailboxHint::flagsChanged);
}

/** Nothing of it is kept, but a server that talks on and on never lets the verb end. */
void ReadingConnection::countUnasked(const Response &response)
{
    m_unasked += response.bytes.size();
    if (m_unasked > kMostUnasked)
        m_dialogue->fail({Errc::MessageTooLarge, u"responses that nobody asked for"_s, {}});
}

void ReadingConnection::changed(bool MailboxHint::*what)
{
    m_changed = true;
    m_hint.mailbox = m_mailbox;
    m_hint.*what = true;
    if (!m_hintScheduled) {
        m_hintScheduled = true; // one hint a turn of the event loop, however many responses
        QMetaObject::invokeMethod(this, &ReadingConnection::emitHint, Qt::QueuedConnection);
    }
    if (m_wake)
        m_wake->set({});
}

void ReadingConnection::emitHint()
{
    m_hintScheduled = false;
    if (!m_hint.mailbox.isEmpty())
        Q_EMIT hint(std::exchange(m_hint, {}));
}

} // namespace imap
