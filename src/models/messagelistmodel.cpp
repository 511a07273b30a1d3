// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messagelistmodel.h"

#include "core/log.h"

#include <QElapsedTimer>
#include <QLocale>

using core::Flag;
using namespace Qt::StringLiterals;

namespace models
{

namespace
{
constexpr int kBlock = 50; ///< rows fetched together
constexpr int kSlice = 20'000; ///< rows of one query of the pool: about 20 ms, so no transaction hinders the writer
constexpr qsizetype kSmall = 100; ///< changes that are looked up one by one
constexpr qsizetype kLookups = 5'000'000; ///< rows walked over for them: about 2 ms
constexpr int kStepBudget = 3; ///< ms of the GUI thread a turn

MessageOrder::Row placeOf(const core::MessageSummary &summary)
{
    return {summary.id, summary.date.toMSecsSinceEpoch(), summary.uid};
}
} // namespace

MessageListModel::MessageListModel(const store::Reader &reader, const store::ProfilePaths &paths, QObject *parent)
    : QAbstractListModel(parent)
    , m_reader(reader)
    , m_paths(paths)
{
    m_pool.setMaxThreadCount(1);
    m_rereadTimer.setSingleShot(true);
    m_stepTimer.setSingleShot(true);
    connect(&m_rereadTimer, &QTimer::timeout, this, &MessageListModel::startReading);
    connect(&m_stepTimer, &QTimer::timeout, this, &MessageListModel::applySteps);
}

MessageListModel::~MessageListModel()
{
    if (m_stopReading)
        *m_stopReading = true;
}

int MessageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

Qt::ItemFlags MessageListModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsDragEnabled : Qt::NoItemFlags;
}

QHash<int, QByteArray> MessageListModel::roleNames() const
{
    return {{SubjectRole, "subject"}, {FromRole, "from"}, {FromAddressRole, "fromAddress"}, {ToRole, "to"},
        {DateRole, "date"}, {UnreadRole, "unread"}, {FlaggedRole, "flagged"}, {AnsweredRole, "answered"},
        {ForwardedRole, "forwarded"}, {AttachmentRole, "attachment"}, {PreviewRole, "preview"}, {SizeRole, "size"},
        {MessageIdRole, "messageId"}, {KeyRole, "key"}};
}

/** What a screen reader says of a row: all that the eye sees there. */
QString MessageListModel::spoken(const core::MessageSummary &summary, const QString &who)
{
    QStringList words;
    if (!summary.flags.has(Flag::Seen))
        words.append(tr("Unread"));
    words.append(who.isEmpty() ? summary.fromAddress : who);
    words.append(summary.subject.isEmpty() ? tr("(no subject)") : summary.subject);
    words.append(QLocale().toString(summary.date.toLocalTime(), QLocale::ShortFormat));
    for (const auto &[flag, word] : {std::pair(Flag::Flagged, tr("Starred")), {Flag::Answered, tr("Answered")},
             {Flag::Forwarded, tr("Forwarded")}}) {
        if (summary.flags.has(flag))
            words.append(word);
    }
    if (summary.hasAttachment)
        words.append(tr("With attachment"));
    return words.join(u", "_s);
}

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    if (role == MessageIdRole)
        return QVariant::fromValue(m_rows.at(index.row()).id);
    if (role == KeyRole)
        return QVariant::fromValue(m_reader.key(m_rows.at(index.row()).id).value_or(core::MessageKey{}));
    const bool isOurs
        = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || (role >= SubjectRole && role <= KeyRole);
    const core::MessageSummary *s = isOurs ? summaryAt(index.row()) : nullptr;
    if (!s)
        return {};
    const bool isOutgoing = m_mailbox.role == core::MailboxRole::Sent || m_mailbox.role == core::MailboxRole::Drafts;
    switch (role) {
    case Qt::DisplayRole:
    case SubjectRole:
        return s->subject;
    case Qt::AccessibleTextRole:
        return spoken(*s, isOutgoing ? s->toNames : s->fromName);
    case FromRole:
        return isOutgoing ? s->toNames : s->fromName;
    case FromAddressRole:
        return s->fromAddress;
    case ToRole:
        return s->toNames;
    case DateRole:
        return s->date.toLocalTime();
    case UnreadRole:
        return !s->flags.has(Flag::Seen);
    case FlaggedRole:
        return s->flags.has(Flag::Flagged);
    case AnsweredRole:
        return s->flags.has(Flag::Answered);
    case ForwardedRole:
        return s->flags.has(Flag::Forwarded);
    case AttachmentRole:
        return s->hasAttachment;
    case PreviewRole:
        return s->preview;
    case SizeRole:
        return qint64(s->size);
    default:
        return {};
    }
}

const core::MessageSummary *MessageListModel::summaryAt(int row) const
{
    const core::MessageId wanted = m_rows.at(row).id;
    if (const auto *known = m_cache.object(wanted))
        return known;
    const qsizetype first = row - row % kBlock;
    QList<core::MessageId> ids;
    for (qsizetype at = first; at < std::min(first + kBlock, m_rows.size()); ++at) {
        if (!m_cache.contains(m_rows.at(at).id))
            ids.append(m_rows.at(at).id);
    }
    // One that is gone from the store but not yet from the list stays blank, and is not looked for at each painting.
    for (const core::MessageId id : ids)
        m_cache.insert(id, new core::MessageSummary{.id = id});
    for (const core::MessageSummary &summary : m_reader.summaries(ids))
        m_cache.insert(summary.id, new core::MessageSummary(summary));
    return m_cache.object(wanted);
}

// --- which mailbox

void MessageListModel::showMailbox(core::MailboxId mailbox)
{
    if (mailbox == m_mailbox.id)
        return;
    if (m_stopReading)
        *m_stopReading = true;
    m_stopReading.reset();
    m_rereadTimer.stop();
    m_stepTimer.stop();
    m_reading = {};
    m_stale = false;
    const auto page = mailbox.isValid() ? m_reader.firstPage(mailbox, kFirstPage) : QList<core::MessageSummary>();
    beginResetModel();
    m_mailbox = mailbox.isValid() ? m_reader.mailbox(mailbox).value_or(core::Mailbox{}) : core::Mailbox{};
    m_mailbox.id = mailbox;
    m_cache.clear();
    QList<MessageOrder::Row> rows;
    rows.reserve(page.size());
    for (const core::MessageSummary &summary : page) {
        rows.append(models::placeOf(summary));
        m_cache.insert(summary.id, new core::MessageSummary(summary));
    }
    m_rows = MessageOrder(std::move(rows));
    m_complete = page.size() < kFirstPage;
    endResetModel();
    Q_EMIT mailboxShown(mailbox);
    Q_EMIT countChanged(rowCount());
    if (!m_complete)
        startReading();
    else if (mailbox.isValid())
        Q_EMIT completed();
}

core::MessageId MessageListModel::messageAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row).id : core::MessageId{};
}

std::optional<MessageOrder::Row> MessageListModel::placeOf(core::MessageId message) const
{
    const auto *cached = m_cache.object(message);
    if (cached && cached->uid.isValid())
        return models::placeOf(*cached);
    const auto summary = m_reader.summary(message);
    return summary && summary->mailbox == m_mailbox.id ? std::optional(models::placeOf(*summary)) : std::nullopt;
}

int MessageListModel::rowForMessage(core::MessageId message) const
{
    if (!message.isValid())
        return -1;
    const auto place = placeOf(message);
    const qsizetype row = place ? m_rows.find(*place) : -1;
    return int(row >= 0 ? row : m_rows.find(message));
}

QList<core::MessageId> MessageListModel::messagesAt(const QModelIndexList &indexes) const
{
    QList<int> rows;
    for (const QModelIndex &index : indexes) {
        if (index.isValid() && index.model() == this)
            rows.append(index.row());
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QList<core::MessageId> messages;
    for (const int row : rows)
        messages.append(messageAt(row));
    return messages;
}

// --- changes

void MessageListModel::apply(const core::StoreChanges &changes)
{
    if (!m_mailbox.id.isValid())
        return;
    if (changes.mailboxList) {
        const auto now = m_reader.mailbox(m_mailbox.id);
        if (!now) {
            showMailbox({});
            return;
        }
        m_mailbox = *now;
    }
    for (const core::StoreChanges::InMailbox &here : changes.mailboxes) {
        if (here.mailbox != m_mailbox.id)
            continue;
        forgetCached(here);
        if (!m_stopReading && isSmall(here))
            applySmall(here);
        else if (here.many || !here.inserted.isEmpty() || !here.removed.isEmpty())
            refresh();
    }
}

void MessageListModel::forgetCached(const core::StoreChanges::InMailbox &changes)
{
    if (changes.many) {
        m_cache.clear();
        if (m_rows.size() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    // What is not in the cache is not on the screen.
    qsizetype first = m_rows.size(), last = -1;
    for (const core::MessageId id : changes.updated) {
        const auto *cached = m_cache.object(id);
        const qsizetype row = cached && cached->uid.isValid() ? m_rows.find(models::placeOf(*cached)) : -1;
        m_cache.remove(id);
        if (row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(int(first)), index(int(last)));
}

bool MessageListModel::isSmall(const core::StoreChanges::InMailbox &changes) const
{
    const qsizetype count = changes.inserted.size() + changes.updated.size() + changes.removed.size();
    return !changes.many && count <= kSmall && changes.removed.size() * m_rows.size() <= kLookups;
}

void MessageListModel::applySmall(const core::StoreChanges::InMailbox &changes)
{
    const qsizetype before = m_rows.size();
    for (const core::MessageId id : changes.removed)
        removeRow(id);
    for (const core::MessageId id : changes.inserted + changes.updated) {
        const auto summary = m_reader.summary(id);
        if (!summary || summary->mailbox != m_mailbox.id)
            continue; // gone again meanwhile: that is told, too
        const MessageOrder::Row place = models::placeOf(*summary);
        if (m_rows.find(place) >= 0)
            continue;
        if (changes.updated.contains(id))
            removeRow(id); // its date is another now
        insertRow(place);
    }
    if (m_rows.size() != before)
        Q_EMIT countChanged(rowCount());
}

void MessageListModel::insertRow(const MessageOrder::Row &row)
{
    const qsizetype at = m_rows.positionFor(row);
    beginInsertRows({}, int(at), int(at));
    m_rows.insert(at, row);
    endInsertRows();
}

void MessageListModel::removeRow(core::MessageId message)
{
    const auto *cached = m_cache.object(message);
    qsizetype at = cached && cached->uid.isValid() ? m_rows.find(models::placeOf(*cached)) : -1;
    if (at < 0)
        at = m_rows.find(message);
    if (at < 0)
        return;
    beginRemoveRows({}, int(at), int(at));
    m_rows.remove(at);
    m_cache.remove(message);
    endRemoveRows();
}

// --- the whole order

void MessageListModel::refresh()
{
    if (!m_mailbox.id.isValid())
        return;
    m_stale = m_stopReading != nullptr;
    // During a backfill the store changes all the time; reading must not take more than a third of one core.
    if (!m_stale && !m_rereadTimer.isActive())
        m_rereadTimer.start(int(std::clamp<qint64>(m_lastReading * 2, 0, 2000)));
}

std::optional<MessageListModel::Reading> MessageListModel::readAll(const store::ProfilePaths &paths,
    core::MailboxId mailbox, const MessageOrder &before, const std::atomic_bool &stopped)
{
    QElapsedTimer clock;
    clock.start();
    const auto reader = store::Reader::open(paths);
    if (!reader) {
        qCWarning(core::lcUi) << "message list:" << reader.error().context << reader.error().serverText;
        return std::nullopt;
    }
    QList<MessageOrder::Row> rows;
    rows.reserve((*reader)->messageCount(mailbox));
    while (!stopped) {
        const auto after = rows.isEmpty() ? std::nullopt : std::optional(rows.last());
        const auto slice = (*reader)->messagePlaces(mailbox, after, kSlice);
        rows += slice;
        if (slice.size() < kSlice)
            break;
    }
    Reading reading{.order = MessageOrder(std::move(rows))};
    reading.steps = MessageOrder::steps(before, reading.order);
    reading.milliseconds = clock.elapsed();
    return reading;
}

void MessageListModel::startReading()
{
    m_stale = false;
    m_stopReading = std::make_shared<std::atomic_bool>(false);
    m_pool.start([this, paths = m_paths, mailbox = m_mailbox.id, before = m_rows, stopped = m_stopReading]() mutable {
        auto reading = readAll(paths, mailbox, before, *stopped);
        before = {}; // shared with m_rows, which would have to be copied at its next change
        // `this` is alive: its destructor waits for the pool, and takes what is posted with it.
        QMetaObject::invokeMethod(
            this,
            [this, stopped, reading = std::move(reading)]() mutable {
                if (*stopped || stopped != m_stopReading)
                    return;
                if (reading)
                    takeOver(*std::move(reading));
                else
                    tryAgainLater();
            },
            Qt::QueuedConnection);
    });
}

void MessageListModel::tryAgainLater()
{
    m_stopReading.reset();
    m_rereadTimer.start(2000);
}

void MessageListModel::takeOver(Reading reading)
{
    m_lastReading = reading.milliseconds;
    m_reading = std::move(reading);
    applySteps();
}

void MessageListModel::applySteps()
{
    QElapsedTimer clock;
    clock.start();
    const qsizetype before = m_rows.size();
    while (!m_reading.steps.isEmpty() && !clock.hasExpired(kStepBudget)) {
        const MessageOrder::Step step = m_reading.steps.takeFirst();
        if (step.removed > 0)
            beginRemoveRows({}, int(step.first), int(step.first + step.removed - 1));
        else
            beginInsertRows({}, int(step.first), int(step.first + step.inserted - 1));
        if (m_reading.steps.isEmpty())
            m_rows = std::move(m_reading.order); // the same, without moving a million rows
        else
            m_rows.apply(step, m_reading.order);
        if (step.removed > 0)
            endRemoveRows();
        else
            endInsertRows();
    }
    if (m_rows.size() != before)
        Q_EMIT countChanged(rowCount());
    if (m_reading.steps.isEmpty())
        finishReading();
    else
        m_stepTimer.start(0);
}

void MessageListModel::finishReading()
{
    m_reading = {};
    m_stopReading.reset();
    if (!std::exchange(m_complete, true))
        Q_EMIT completed();
    if (m_stale)
        refresh();
}

} // namespace models
