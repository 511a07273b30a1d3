// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "commandconnection.h"

#include "mailboxname.h"
#include "mailboxroles.h"
#include "signin.h"

#include <kimap/appendjob.h>
#include <kimap/copyjob.h>
#include <kimap/createjob.h>
#include <kimap/deletejob.h>
#include <kimap/movejob.h>
#include <kimap/renamejob.h>
#include <kimap/selectjob.h>
#include <kimap/statusjob.h>
#include <kimap/storejob.h>
#include <kimap/subscribejob.h>
#include <kimap/unsubscribejob.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Errc;

namespace imap
{

namespace
{
core::Result<> keptByKimap(const QByteArray &rawName)
{
    if (!kimapKeepsName(rawName))
        return core::failure(
            Errc::InvalidInput, MailboxName::forDisplay(rawName), "mailbox name cannot be sent back unchanged");
    return {};
}

KIMAP::ImapSet imapSet(const UidSet &uids)
{
    KIMAP::ImapSet set;
    for (const UidSet::Range &range : uids.ranges())
        set.add(KIMAP::ImapInterval(range.first, range.last));
    return set;
}

constexpr qsizetype kMostWithheld = 50'000; ///< mailboxes with names that only we can read
constexpr auto kAllUids = std::numeric_limits<quint32>::max();
} // namespace

async::Task<std::unique_ptr<CommandConnection>> CommandConnection::open(Login login)
{
    const std::chrono::milliseconds patience = login.patience;
    SignedIn signedIn = co_await signIn(std::move(login));
    Dialogue::Owner dialogue = Dialogue::start(std::move(signedIn.wire), signedIn.capabilities, patience);
    std::unique_ptr<CommandConnection> connection(new CommandConnection(std::move(dialogue)));
    co_await connection->m_kimap->start();
    co_return std::move(connection);
}

CommandConnection::CommandConnection(Dialogue::Owner dialogue)
    : m_dialogue(std::move(dialogue))
    , m_kimap(std::make_unique<KimapSession>(*m_dialogue))
{
    m_kimap->setTap([this](const Response &response) { take(response); });
    connect(m_dialogue.get(), &Dialogue::closed, this, &CommandConnection::closed);
    connect(m_dialogue.get(), &Dialogue::alert, this, &CommandConnection::alert);
}

CommandConnection::~CommandConnection()
{
    m_dialogue->disconnect(this);
    m_dialogue->fail({Errc::Cancelled, {}, {}});
}

bool CommandConnection::isOpen() const
{
    return m_dialogue->isOpen();
}

bool CommandConnection::hasCapability(const QByteArray &name) const
{
    return m_dialogue->hasCapability(name);
}

async::Task<StatusData> CommandConnection::status(QByteArray rawName)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await keptByKimap(rawName);
    co_return co_await statusOnce(rawName);
}

async::Task<StatusData> CommandConnection::statusOnce(QByteArray rawName)
{
    const auto data = std::make_shared<StatusData>();
    const bool modSeq = hasCapability("CONDSTORE");
    const auto makeJob = [rawName, modSeq](KIMAP::Session *session) {
        auto *job = new KIMAP::StatusJob(session);
        job->setMailBox(kimapName(rawName));
        QList<QByteArray> items{"MESSAGES", "UNSEEN", "UIDNEXT", "UIDVALIDITY"};
        if (modSeq)
            items.append("HIGHESTMODSEQ");
        job->setDataItems(items);
        return job;
    };
    const auto harvest = [data](KJob *job) {
        for (const auto &[item, value] : static_cast<KIMAP::StatusJob *>(job)->status()) {
            if (item == "MESSAGES")
                data->messages = quint32(value);
            else if (item == "UNSEEN")
                data->unseen = quint32(value);
            else if (item == "UIDNEXT")
                data->uidNext = core::Uid{quint32(value)};
            else if (item == "UIDVALIDITY")
                data->uidValidity = core::UidValidity{quint32(value)};
            else if (item == "HIGHESTMODSEQ")
                data->highestModSeq = core::ModSeq{quint64(value)};
        }
    };
    const QString context = MailboxName::forDisplay(rawName);
    auto reply = co_await m_kimap->run({.verb = Permit::Verb::Status, .mailbox = rawName}, makeJob, harvest, context)
                     .asResult();
    if (!reply && reply.error().code == Errc::ServerRefused)
        reply.error().code = Errc::NoSuchMailbox;
    co_await std::move(reply);
    co_return *data;
}

namespace
{
template <class Job>
KIMAP::Job *jobOn(KIMAP::Session *session, const QByteArray &rawName)
{
    auto *job = new Job(session);
    job->setMailBox(kimapName(rawName));
    return job;
}

KIMAP::Job *nameJob(KIMAP::Session *session, Permit::Verb verb, const QByteArray &rawName, const QByteArray &newName)
{
    switch (verb) {
    case Permit::Verb::Create:
        return jobOn<KIMAP::CreateJob>(session, rawName);
    case Permit::Verb::Delete:
        return jobOn<KIMAP::DeleteJob>(session, rawName);
    case Permit::Verb::Unsubscribe:
        return jobOn<KIMAP::UnsubscribeJob>(session, rawName);
    case Permit::Verb::Rename: {
        auto *job = new KIMAP::RenameJob(session);
        job->setSourceMailBox(kimapName(rawName));
        job->setDestinationMailBox(kimapName(newName));
        return job;
    }
    default:
        return jobOn<KIMAP::SubscribeJob>(session, rawName);
    }
}
} // namespace

async::Task<> CommandConnection::nameCommand(Permit::Verb verb, QByteArray rawName, QByteArray newName)
{
    const auto makeJob = [verb, rawName, newName](KIMAP::Session *session) {
        return nameJob(session, verb, rawName, newName);
    };
    co_await m_kimap->run(
        {.verb = verb, .mailbox = rawName, .newName = newName}, makeJob, {}, MailboxName::forDisplay(rawName));
}

async::Task<> CommandConnection::create(QByteArray rawName)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await keptByKimap(rawName);
    auto created = co_await nameCommand(Permit::Verb::Create, rawName).asResult();
    if (!created && created.error().code == Errc::ServerRefused) {
        // Not every server says [ALREADYEXISTS]; whether it is there is what counts.
        const auto there = co_await statusOnce(rawName).asResult();
        if (there)
            co_return;
    }
    co_await std::move(created);
}

async::Task<> CommandConnection::subscribe(QByteArray rawName)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await keptByKimap(rawName);
    co_await nameCommand(Permit::Verb::Subscribe, rawName);
}

async::Task<> CommandConnection::unsubscribe(QByteArray rawName)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await keptByKimap(rawName);
    co_await nameCommand(Permit::Verb::Unsubscribe, rawName);
}

async::Task<> CommandConnection::rename(QByteArray rawName, QByteArray newName)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await keptByKimap(rawName);
    co_await keptByKimap(newName);
    auto renamed = co_await nameCommand(Permit::Verb::Rename, rawName, newName).asResult();
    if (!renamed && renamed.error().code != Errc::ConnectionLost) {
        // An earlier answer may have been lost: then the new one is there and the old one is not.
        const auto old = co_await statusOnce(rawName).asResult();
        const auto now = co_await statusOnce(newName).asResult();
        if (!old && now)
            co_return;
    }
    co_await std::move(renamed);
}

async::Task<> CommandConnection::remove(QByteArray rawName)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await keptByKimap(rawName);
    if (m_mailbox == rawName) // what is selected cannot be deleted everywhere
        m_mailbox.clear();
    auto removed = co_await nameCommand(Permit::Verb::Delete, rawName).asResult();
    if (!removed && isOpen()) {
        const auto there = co_await statusOnce(rawName).asResult();
        if (!there && there.error().code == Errc::NoSuchMailbox)
            co_return;
    }
    co_await std::move(removed);
}

async::Task<> CommandConnection::select(QByteArray rawName, core::UidValidity uidValidity, UidSet uids)
{
    co_await keptByKimap(rawName);
    const QString context = MailboxName::forDisplay(rawName);
    // A server answers OK and does nothing to a message that came since: it has not told this session of it yet.
    const bool knowsThem = uids.isEmpty() || (!uids.isOpen() && uids.ranges().last().last < m_uidNext.value());
    if (m_mailbox != rawName || !knowsThem) {
        m_mailbox.clear();
        ++m_epoch;
        const auto validity = std::make_shared<qint64>(0);
        const auto exists = std::make_shared<int>(0);
        const auto next = std::make_shared<qint64>(0);
        const auto makeJob = [rawName, this](KIMAP::Session *session) {
            auto *job = new KIMAP::SelectJob(session);
            job->setMailBox(kimapName(rawName));
            job->setCondstoreEnabled(hasCapability("CONDSTORE"));
            return job;
        };
        const auto harvest = [validity, exists, next](KJob *job) {
            *validity = static_cast<KIMAP::SelectJob *>(job)->uidValidity();
            *exists = static_cast<KIMAP::SelectJob *>(job)->messageCount();
            *next = static_cast<KIMAP::SelectJob *>(job)->nextUid();
        };
        auto reply
            = co_await m_kimap->run({.verb = Permit::Verb::Select, .mailbox = rawName}, makeJob, harvest, context)
                  .asResult();
        if (!reply && reply.error().code == Errc::ServerRefused)
            reply.error().code = Errc::NoSuchMailbox;
        co_await std::move(reply);
        m_mailbox = rawName;
        m_uidValidity = core::UidValidity{quint32(std::max<qint64>(0, *validity))};
        m_exists = quint32(std::max(0, *exists));
        m_uidNext = core::Uid{quint32(std::max<qint64>(0, *next))};
    }
    if (m_uidValidity != uidValidity)
        co_await core::failure(Errc::UidValidityChanged, context);
}

std::function<bool()> CommandConnection::stillSelected(quint64 epoch) const
{
    return [this, epoch] {
        return m_epoch == epoch && !m_mailbox.isEmpty();
    };
}

async::Task<> CommandConnection::store(QByteArray rawName, UidSet uids, core::SystemFlags flags, bool add)
{
    if (!flags)
        co_return;
    const QList<UidSet> pieces = uids.newestFirst(kAllUids);
    for (const UidSet &piece : pieces) {
        const auto makeJob = [piece, flags, add](KIMAP::Session *session) {
            auto *job = new KIMAP::StoreJob(session);
            job->setUidBased(true);
            job->setSequenceSet(imapSet(piece));
            job->setFlags(core::flagsToImap(flags));
            job->setMode(add ? KIMAP::StoreJob::AppendFlags : KIMAP::StoreJob::RemoveFlags);
            return job;
        };
        Permit permit{
            .verb = Permit::Verb::Store, .mailbox = rawName, .uids = piece, .stillValid = stillSelected(m_epoch)};
        co_await m_kimap->run(permit, makeJob, {}, MailboxName::forDisplay(rawName));
    }
}

async::Task<> CommandConnection::storeFlags(
    QByteArray rawName, core::UidValidity uidValidity, UidSet uids, core::SystemFlags add, core::SystemFlags remove)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await select(rawName, uidValidity, uids);
    co_await store(rawName, uids, add, true);
    co_await store(rawName, uids, remove, false);
}

async::Task<CopiedUids> CommandConnection::copyOrMove(
    Permit::Verb verb, QByteArray rawName, UidSet uids, QByteArray destination)
{
    m_copied = {};
    const QList<UidSet> pieces = uids.newestFirst(kAllUids);
    for (const UidSet &piece : pieces) {
        const auto makeJob = [verb, piece, destination](KIMAP::Session *session) -> KIMAP::Job * {
            if (verb == Permit::Verb::Move) {
                auto *job = new KIMAP::MoveJob(session);
                job->setUidBased(true);
                job->setSequenceSet(imapSet(piece));
                job->setMailBox(kimapName(destination));
                return job;
            }
            auto *job = new KIMAP::CopyJob(session);
            job->setUidBased(true);
            job->setSequenceSet(imapSet(piece));
            job->setMailBox(kimapName(destination));
            return job;
        };
        Permit permit{.verb = verb, .mailbox = destination, .uids = piece, .stillValid = stillSelected(m_epoch)};
        const Reply reply = co_await m_kimap->run(permit, makeJob, {}, MailboxName::forDisplay(rawName));
        takeCopied(reply.code);
    }
    co_return std::exchange(m_copied, {});
}

/** COPY tells in its tagged OK, MOVE in an untagged one before it (RFC 6851 section 4.3). */
void CommandConnection::takeCopied(QByteArrayView code)
{
    constexpr QByteArrayView name = "COPYUID ";
    if (code.size() <= name.size() || !equalsIgnoreCase(code.first(name.size()), name))
        return;
    if (const auto copied = parseCopyUid(code.sliced(name.size()))) {
        m_copied.uidValidity = copied->uidValidity;
        m_copied.uids += copied->uids;
    }
}

async::Task<CopiedUids> CommandConnection::copy(
    QByteArray rawName, core::UidValidity uidValidity, UidSet uids, QByteArray destination)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await keptByKimap(destination);
    co_await select(rawName, uidValidity, uids);
    co_return co_await copyOrMove(Permit::Verb::Copy, rawName, uids, destination);
}

async::Task<MoveOutcome> CommandConnection::move(
    QByteArray rawName, core::UidValidity uidValidity, UidSet uids, QByteArray destination)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await keptByKimap(destination);
    co_await select(rawName, uidValidity, uids);
    if (hasCapability("MOVE")) {
        const CopiedUids moved = co_await copyOrMove(Permit::Verb::Move, rawName, uids, destination);
        co_return MoveOutcome{.copied = moved};
    }
    const CopiedUids copied = co_await copyOrMove(Permit::Verb::Copy, rawName, uids, destination);
    co_await store(rawName, uids, core::Flag::Deleted, true);
    co_return MoveOutcome{.needsExpunge = true, .copied = copied};
}

async::Task<std::optional<core::Uid>> CommandConnection::append(
    QByteArray rawName, core::SystemFlags flags, QDateTime internalDate, QByteArray bytes)
{
    const async::Lock::Held held = co_await m_verbs.acquire();
    co_await keptByKimap(rawName);
    const auto uid = std::make_shared<qint64>(0);
    const auto makeJob = [=](KIMAP::Session *session) {
        auto *job = new KIMAP::AppendJob(session);
        job->setMailBox(kimapName(rawName));
        job->setFlags(core::flagsToImap(flags));
        if (internalDate.isValid())
            job->setInternalDate(internalDate);
        job->setContent(bytes);
        return job;
    };
    const auto harvest = [uid](KJob *job) {
        *uid = static_cast<KIMAP::AppendJob *>(job)->uid();
    };
    co_await m_kimap->run(
        {.verb = Permit::Verb::Append, .mailbox = rawName}, makeJob, harvest, MailboxName::forDisplay(rawName));
    if (*uid <= 0 || *uid > std::numeric_limits<quint32>::max())
        co_return std::nullopt;
    co_return core::Uid{quint32(*uid)};
}

void CommandConnection::take(const Response &response)
{
    if (response.is("LIST") || response.is("LSUB")) {
        const auto row = response.is(m_listing) ? parseList(response.rest) : std::nullopt;
        if (m_withheldRows.size() >= kMostWithheld)
            m_dialogue->fail({Errc::MessageTooLarge, u"LIST"_s, {}});
        else if (row)
            m_withheldRows.append(listEntry(row->rawName, row->delimiter, row->attributes));
        return;
    }
    if (m_mailbox.isEmpty())
        return;
    if (response.status == Response::Status::Ok && response.hasCode("COPYUID")) {
        takeCopied(response.code);
        return;
    }
    if (response.hasCode("UIDVALIDITY")) {
        const auto now = parseNumber(response.codeArguments());
        if (now && *now != m_uidValidity.value()) {
            m_mailbox.clear(); // what the UIDs meant is over
            ++m_epoch;
        }
        return;
    }
    bool MailboxHint::*what = nullptr;
    if (response.is("EXISTS")) {
        what = response.number > m_exists ? &MailboxHint::newMessages : nullptr;
        m_exists = response.number;
    } else if (response.is("EXPUNGE") || response.is("VANISHED")) {
        what = &MailboxHint::expunged;
    } else if (response.is("FETCH")) {
        what = &MailboxHint::flagsChanged;
    }
    if (!what)
        return;
    m_hint.mailbox = m_mailbox;
    m_hint.*what = true;
    if (!std::exchange(m_hintScheduled, true))
        QMetaObject::invokeMethod(this, &CommandConnection::emitHint, Qt::QueuedConnection);
}

void CommandConnection::emitHint()
{
    m_hintScheduled = false;
    Q_EMIT hint(std::exchange(m_hint, {}));
}

} // namespace imap
