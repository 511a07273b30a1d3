// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine.h"

#include "core/log.h"
#include "localactions.h"
#include "mime/build.h"
#include "mime/document.h"
#include "mime/envelope.h"
#include "mime/outgoing.h"
#include "mime/reply.h"
#include "net/initialize.h"
#include "store/salvage.h"
#include "trustprobe.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Errc;

namespace engine
{

namespace
{
constexpr int kGoneDays = 30; ///< so long bodies are kept that a server stopped having
constexpr std::chrono::seconds kCatchUpPause{2}; ///< then the disk may have room again
constexpr std::chrono::seconds kDamageLook{5};
constexpr int kLongestHold = 7 * 24 * 3600; ///< seconds; a slip in a face must not hold mail for ever
} // namespace

core::Result<std::unique_ptr<Engine>> Engine::open(const store::ProfilePaths &paths)
{
    net::initialize();
    auto writer = StoreWriter::open(paths);
    if (!writer)
        return std::unexpected(writer.error());
    auto reader = store::Reader::open(paths);
    if (!reader)
        return std::unexpected(reader.error());
    return std::unique_ptr<Engine>(new Engine(paths, std::move(*writer), std::move(*reader)));
}

Engine::Engine(
    const store::ProfilePaths &paths, std::unique_ptr<StoreWriter> writer, std::unique_ptr<store::Reader> reader)
    : m_writer(std::move(writer))
    , m_reader(std::move(reader))
    , m_secrets(paths.directory, paths.passwords(), &m_questions)
    , m_signIns(m_secrets, m_questions, paths.directory)
    , m_trust(*m_writer, m_questions, m_reader->trust())
    , m_crashes(paths.underWay())
    , m_discovery(m_trust)
    , m_paths(paths)
{
    m_catchUpTimer.setSingleShot(true);
    m_catchUpTimer.setInterval(kCatchUpPause);
    connect(&m_catchUpTimer, &QTimer::timeout, this, &Engine::catchUp);
    connect(m_writer.get(), &StoreWriter::indexMissed, this, [this](const core::Error &why) {
        Q_EMIT activityChanged({.kind = core::ActivityKind::Waiting, .error = why});
        m_catchUpTimer.start();
    });
    if (m_writer->isIndexBehind())
        catchUp(); // before any account shows what it has queued
    connect(&m_damageTimer, &QTimer::timeout, this, &Engine::lookForDamage);
    m_damageTimer.start(kDamageLook);
    connect(m_writer.get(), &StoreWriter::changed, this, &Engine::storeChanged);
    connect(m_writer.get(), &StoreWriter::failed, this, [this](const core::Error &error) {
        Q_EMIT activityChanged({.kind = core::ActivityKind::Waiting, .error = error});
    });
    connect(&m_discovery, &Discovery::attemptChanged, this, &Engine::attemptChanged);
    m_writer->post([before = QDateTime::currentDateTimeUtc().addDays(-kGoneDays)](
                       store::Transaction &tx) { return tx.forgetGone(before); });
    for (const core::Account &account : m_reader->accounts())
        startAccount(account);
}

Engine::~Engine()
{
    m_tasks.cancelAll();
    m_accounts.clear();
}

void Engine::catchUp()
{
    const auto outcome = std::make_shared<PostOutcome>();
    m_writer->post(
        [](store::Transaction &tx) -> core::Result<> {
            if (auto home = tx.catchUp(); !home)
                return home;
            return showAllQueued(tx);
        },
        outcome);
    m_tasks.launch(m_writer->settled(outcome), [this](const core::Result<> &done) {
        if (!done && done.error().code != Errc::Cancelled)
            m_catchUpTimer.start();
    });
}

/** To the first face that comes: an index that was made anew explains why everything is fetched again. */
void Engine::tellNotices()
{
    if (std::exchange(m_noticesTold, true))
        return;
    for (const store::StoreNotice &notice : m_writer->notices()) {
        const QString file = notice.aside.isEmpty() ? notice.store + u".db"_s : notice.aside;
        Q_EMIT activityChanged(
            {.kind = core::ActivityKind::Waiting, .subject = {}, .error = core::Error{Errc::StoreCorrupt, file, {}}});
    }
}

void Engine::lookForDamage()
{
    for (const QString &path : {m_paths.index(), m_paths.bodies()}) {
        if (!QFile::exists(store::suspicionOf(path)))
            continue;
        m_damageTimer.stop();
        qCWarning(core::lcEngine) << "damage was met in" << path << "; starting anew";
        Q_EMIT storeDamaged();
        return;
    }
}

void Engine::startAccount(const core::Account &account)
{
    auto service = std::make_unique<AccountService>(
        account, Surroundings{*m_writer, m_questions, m_secrets, m_trust, m_crashes, m_signIns}, *m_reader);
    connect(service.get(), &AccountService::activityChanged, this, &Engine::activityChanged);
    connect(service.get(), &AccountService::accountChanged, this, [this](const core::Account &changed) {
        m_writer->post([changed](store::Transaction &tx) { return tx.updateAccount(changed); });
    });
    if (m_online)
        service->start();
    m_accounts[account.id] = std::move(service);
}

void Engine::goOnline()
{
    m_online = true;
    m_secrets.setMayAsk(true);
    tellNotices();
    for (const auto &[id, service] : m_accounts)
        service->start();
}

void Engine::goOffline()
{
    m_online = false;
    m_secrets.setMayAsk(false);
    for (const auto &[id, service] : m_accounts)
        service->stop();
    m_questions.declineAll();
}

bool Engine::isBusy() const
{
    const auto busy = [](const auto &entry) {
        return entry.second->isBusy();
    };
    return m_writer->backlog() > 0 || !m_tasks.isEmpty() || std::ranges::any_of(m_accounts, busy);
}

async::Task<AccountService *> Engine::serviceOf(core::AccountId account)
{
    const auto it = m_accounts.find(account);
    if (it == m_accounts.end())
        co_await core::failure(Errc::NoSuchMailbox, u"account %1"_s.arg(account.value()));
    co_return it->second.get();
}

void Engine::replaySoon(core::AccountId account)
{
    if (const auto it = m_accounts.find(account); it != m_accounts.end())
        it->second->replaySoon();
}

void Engine::deliverSoon(core::AccountId account)
{
    if (const auto it = m_accounts.find(account); it != m_accounts.end())
        it->second->deliverSoon();
}

// --- trust

async::Task<core::TrustQuestion> Engine::inspectTrust(core::ServerSettings server, core::AccountId account)
{
    const auto known = m_reader->account(account);
    const core::NetworkSettings network = known ? known->network : core::NetworkSettings();
    net::Proxy proxy{network.proxy, {}};
    if (!network.proxy.user.isEmpty())
        proxy.password = (co_await m_secrets.find(account, core::PasswordPurpose::Proxy)).value_or(core::Secret());
    co_return m_trust.looked(co_await probeTrust(std::move(server), m_trust.policy(network), std::move(proxy)));
}

async::Task<> Engine::acceptTrust(core::TrustQuestion question, core::TrustAnswer answer)
{
    co_await m_trust.accept(question, answer);
}

async::Task<> Engine::forgetTrust(QString host, quint16 port)
{
    co_await m_trust.forget(host, port);
}

// --- mail

void Engine::openMailbox(core::MailboxId mailbox)
{
    const auto known = m_reader->mailbox(mailbox);
    if (const auto it = known ? m_accounts.find(known->account) : m_accounts.end(); it != m_accounts.end())
        it->second->open(mailbox);
}

async::Task<QByteArray> Engine::raw(core::MessageKey key)
{
    AccountService *service = co_await serviceOf(key.account);
    co_return co_await service->fetchRaw(key).wait();
}

async::Task<core::Document> Engine::document(core::MessageKey key)
{
    const AccountService *service = co_await serviceOf(key.account);
    const QString accountName = service->account().name;
    const CrashRecord::Entry underWay = co_await m_crashes.beginMessage(key);
    const QByteArray bytes = co_await raw(key);
    core::Document document
        = co_await async::onThreadPool(QThreadPool::globalInstance(), [bytes] { return mime::parseDocument(bytes); });
    document.key = key;
    document.accountName = accountName;
    const auto summary = m_reader->find(key);
    if (summary)
        document.flags = summary->flags;
    if (summary && summary->preview.isEmpty()) {
        const QString preview = mime::previewText(document);
        m_writer->post([id = summary->mailbox, uid = key.uid, preview](
                           store::Transaction &tx) { return tx.setPreview(id, uid, preview); });
    }
    co_return document;
}

async::Task<QByteArray> Engine::part(core::MessageKey key, QString part)
{
    const CrashRecord::Entry underWay = co_await m_crashes.beginMessage(key);
    const QByteArray bytes = co_await raw(key);
    co_return co_await async::onThreadPool(
        QThreadPool::globalInstance(), [bytes, part] { return mime::partBytes(bytes, part); });
}

async::Task<core::Document> Engine::inspect(QByteArray eml)
{
    return async::onThreadPool(QThreadPool::globalInstance(), [eml] { return mime::parseDocument(eml); });
}

async::Task<> Engine::sync(core::AccountId account, QList<QByteArray> mailboxes, Bodies bodies)
{
    tellNotices();
    AccountService *service = co_await serviceOf(account);
    co_await service->syncNow(mailboxes, bodies).wait();
}

// --- writing

async::Task<core::Draft> Engine::buildReply(core::MessageKey key, ReplyKind kind, QStringList texts)
{
    const AccountService *service = co_await serviceOf(key.account);
    const core::Account account = service->account();
    core::Document original = co_await document(key);
    const core::Address self{account.fullName, account.address};
    core::Draft draft;
    if (kind == ReplyKind::Forward) {
        const QByteArray bytes = co_await raw(key);
        const mime::ForwardLabels labels{texts.value(0), texts.value(1), texts.value(2), texts.value(3), texts.value(4),
            texts.value(5), texts.value(6)};
        draft = mime::forwardDraft(original, bytes, self, labels);
        draft.forwards = key;
    } else {
        draft = mime::replyDraft(original, self, kind == ReplyKind::ReplyAll, texts.value(0), {account.address});
        draft.answers = key;
    }
    draft.account = account.id;
    draft.from = self;
    co_return draft;
}

async::Task<core::DraftId> Engine::saveDraft(core::Draft draft)
{
    const auto id = std::make_shared<core::DraftId>();
    co_await m_writer->write([draft, id](store::Transaction &tx) {
        return tx.saveDraft(draft).transform([&](core::DraftId given) { *id = given; });
    });
    co_return *id;
}

async::Task<> Engine::discardDraft(core::DraftId draft)
{
    co_await m_writer->write([draft](store::Transaction &tx) { return tx.removeDraft(draft); });
}

namespace
{
QByteArray bccHeader(const core::AddressList &bcc)
{
    QByteArrayList addresses;
    for (const core::Address &address : bcc)
        addresses.append(address.address.toUtf8());
    return addresses.isEmpty() ? QByteArray() : "Bcc: " + addresses.join(",\r\n ") + "\r\n";
}
} // namespace

async::Task<core::SubmissionId> Engine::queue(
    core::Submission submission, QByteArray bytes, std::optional<core::Draft> draft)
{
    co_await serviceOf(submission.account);
    submission.queuedAt = QDateTime::currentDateTimeUtc();
    if (!submission.notBefore.isValid())
        submission.notBefore = submission.queuedAt;
    const auto id = std::make_shared<core::SubmissionId>();
    co_await m_writer->write([submission, bytes, draft, id](store::Transaction &tx) -> core::Result<> {
        auto queued = tx.queueSubmission(submission, bytes, draft);
        if (!queued)
            return std::unexpected(queued.error());
        *id = *queued;
        return draft && draft->id.isValid() ? tx.removeDraft(draft->id) : core::Result<>();
    });
    deliverSoon(submission.account);
    co_return *id;
}

async::Task<core::SubmissionId> Engine::submit(core::Draft draft, int holdSeconds)
{
    const QByteArray built = co_await mime::build(
        draft, {.messageId = {}, .date = QDateTime::currentDateTime(), .boundary = {}, .includeBcc = true});
    const mime::OutgoingEnvelope outgoing = co_await mime::envelopeFromEml(built);
    core::Submission submission{.account = draft.account,
        .messageId = outgoing.messageId,
        .reversePath = outgoing.reversePath,
        .recipients = outgoing.recipients,
        .subject = draft.subject};
    submission.ownCopyHeader = bccHeader(draft.bcc);
    submission.draftToken = draft.token;
    submission.notBefore = QDateTime::currentDateTimeUtc().addSecs(std::clamp(holdSeconds, 0, kLongestHold));
    submission.answers = draft.answers;
    submission.forwards = draft.forwards;
    co_return co_await queue(submission, outgoing.bytesWithoutBcc, draft);
}

async::Task<core::SubmissionId> Engine::submitEml(core::AccountId account, QByteArray eml)
{
    const mime::OutgoingEnvelope outgoing = co_await mime::envelopeFromEml(eml);
    const core::Envelope envelope = mime::parseEnvelope(eml);
    // The same message once more: somebody did not hear that it was taken, and must not send it twice.
    for (const core::Submission &known : m_reader->submissions()) {
        if (!envelope.messageId.isEmpty() && known.account == account && known.messageId == outgoing.messageId
            && known.recipients == outgoing.recipients && known.state != core::SubmissionState::Failed)
            co_return known.id;
    }
    core::Submission submission{.account = account,
        .messageId = outgoing.messageId,
        .reversePath = outgoing.reversePath,
        .recipients = outgoing.recipients,
        .subject = envelope.subject};
    submission.ownCopyHeader = bccHeader(envelope.bcc);
    co_return co_await queue(submission, outgoing.bytesWithoutBcc, {});
}

async::Task<core::Draft> Engine::takeBack(core::SubmissionId submission)
{
    const auto draft = std::make_shared<core::Draft>();
    co_await m_writer->write([submission, draft](store::Transaction &tx) {
        return tx.takeBackSubmission(submission).transform([&](const core::Draft &again) { *draft = again; });
    });
    co_return *draft;
}

async::Task<> Engine::checkSending(core::AccountId account)
{
    AccountService *service = co_await serviceOf(account);
    co_await service->checkSending().wait();
}

async::Task<> Engine::confirmSent(core::SubmissionId submission)
{
    const auto known = m_reader->submission(submission);
    if (!known || known->state != core::SubmissionState::Unknown)
        co_await core::failure(Errc::NoSuchMessage);
    AccountService *service = co_await serviceOf(known->account);
    co_await service->confirmSent(submission).wait();
}

async::Task<> Engine::retrySubmission(core::SubmissionId submission)
{
    auto known = m_reader->submission(submission);
    if (!known
        || (known->state != core::SubmissionState::Failed && known->state != core::SubmissionState::Unknown
            && known->state != core::SubmissionState::Queued))
        co_await core::failure(Errc::NoSuchMessage);
    co_await serviceOf(known->account);
    known->notBefore = QDateTime::currentDateTimeUtc();
    // What we have read may be old: it may have set out meanwhile, and must not be queued a second time.
    co_await m_writer->write([again = *known](store::Transaction &tx) { return tx.requeueSubmission(again); });
    deliverSoon(known->account);
}

async::Task<> Engine::discardSubmission(core::SubmissionId submission)
{
    co_await m_writer->write([submission](store::Transaction &tx) { return tx.discardSubmission(submission); });
}

} // namespace engine
