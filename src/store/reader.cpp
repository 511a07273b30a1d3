// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "reader.h"

#include "compression.h"
#include "core/cbor.h"
#include "core/log.h"
#include "database.h"
#include "statements.h"

#include <QCryptographicHash>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using core::MailboxId;
using core::MessageId;

namespace store
{

namespace
{
core::Mailbox mailboxFrom(const QSqlQuery &q)
{
    const QString delimiter = q.value(4).toString();
    return {.id = MailboxId{q.value(0).toLongLong()},
        .account = core::AccountId{q.value(1).toLongLong()},
        .rawName = q.value(2).toByteArray(),
        .name = q.value(3).toString(),
        .delimiter = delimiter.isEmpty() ? QChar() : delimiter.at(0),
        .role = core::MailboxRole(q.value(5).toInt()),
        .selectable = q.value(6).toBool(),
        .subscribed = q.value(7).toBool(),
        .uidValidity = core::UidValidity{q.value(8).toUInt()},
        .uidNext = core::Uid{q.value(9).toUInt()},
        .highestModSeq = core::ModSeq{quint64(q.value(10).toLongLong())},
        .backfilledTo = core::Uid{q.value(11).toUInt()},
        .total = q.value(12).toUInt(),
        .unread = q.value(13).toUInt()};
}

core::Flags flagsFrom(const QVariant &bits, const QVariant &keywords)
{
    const QByteArray names = keywords.toString().toUtf8();
    return {core::SystemFlags::fromInt(bits.toUInt()), names.isEmpty() ? QByteArrayList() : names.split(' ')};
}

core::MessageTarget targetFrom(const QSqlQuery &q)
{
    return {{core::AccountId{q.value(0).toLongLong()}, q.value(1).toByteArray(), core::UidValidity{q.value(2).toUInt()},
                core::Uid{q.value(3).toUInt()}},
        q.value(4).toString(), q.value(5).toUInt()};
}

core::MessageSummary summaryFrom(const QSqlQuery &q)
{
    return {.id = MessageId{q.value(0).toLongLong()},
        .mailbox = MailboxId{q.value(1).toLongLong()},
        .uid = core::Uid{q.value(2).toUInt()},
        .subject = q.value(3).toString(),
        .fromName = q.value(4).toString(),
        .fromAddress = q.value(5).toString(),
        .toNames = q.value(6).toString(),
        .date = QDateTime::fromMSecsSinceEpoch(q.value(7).toLongLong(), QTimeZone::UTC),
        .size = q.value(8).toUInt(),
        .flags = flagsFrom(q.value(9), q.value(10)),
        .hasAttachment = q.value(11).toBool(),
        .preview = q.value(12).toString()};
}

template <class T>
std::optional<T> valueFrom(const QVariant &bytes, const char *what)
{
    auto value = core::cbor::fromBytes<T>(bytes.toByteArray());
    if (!value) {
        qCCritical(core::lcStore) << "unreadable" << what << "in journal.db";
        return std::nullopt;
    }
    return *std::move(value);
}
} // namespace

core::Result<std::unique_ptr<Reader>> Reader::open(const ProfilePaths &paths)
{
    std::unique_ptr<Reader> reader(new Reader(paths));
    if (auto opened = reader->reopen(); !opened)
        return std::unexpected(opened.error());
    return reader;
}

core::Result<> Reader::reopen()
{
    struct {
        QString schema;
        QString path;
        std::unique_ptr<Sqlite> fresh;
    } files[] = {
        {u"index"_s, m_paths.index(), {}}, {u"bodies"_s, m_paths.bodies(), {}}, {u"journal"_s, m_paths.journal(), {}}};
    for (auto &file : files) {
        auto opened = Sqlite::open(file.path, Sqlite::Mode::ReadOnly, {u"query_only = 1"_s});
        if (!opened)
            return std::unexpected(opened.error());
        const auto version = (*opened)->value(u"PRAGMA user_version"_s);
        if (!version)
            return std::unexpected(version.error());
        if (version->toInt() != currentSchema(file.schema))
            return core::failure(core::Errc::StoreFailed, file.path, "another version");
        file.fresh = std::move(*opened);
    }
    m_index = std::move(files[0].fresh);
    m_bodies = std::move(files[1].fresh);
    m_journal = std::move(files[2].fresh);
    return {};
}

bool Reader::next(QSqlQuery *query) const
{
    if (query->next())
        return true;
    for (const auto *db : {m_index.get(), m_bodies.get(), m_journal.get()}) {
        if (const auto why = db->endedEarly(*query))
            qCWarning(core::lcStore) << "rows missing:" << why->context << why->serverText;
    }
    return false;
}

QSqlQuery *Reader::query(Sqlite &db, const QString &sql, const QVariantList &values) const
{
    auto done = db.run(sql, values);
    if (!done) {
        qCWarning(core::lcStore) << "query failed:" << done.error().context << done.error().serverText;
        static thread_local QSqlQuery none;
        none = QSqlQuery();
        return &none;
    }
    return *done;
}

QList<core::Account> Reader::accounts() const
{
    QList<core::Account> list;
    auto *q = query(*m_journal, statement(u"accounts"_s));
    while (next(q)) {
        if (const auto account = valueFrom<core::Account>(q->value(0), "account"))
            list.append(*account);
    }
    return list;
}

std::optional<core::Account> Reader::account(core::AccountId id) const
{
    for (const core::Account &account : accounts()) {
        if (account.id == id)
            return account;
    }
    return std::nullopt;
}

QString Reader::setting(const QString &key) const
{
    auto *q = query(*m_journal, statement(u"setting"_s), {key});
    const QString value = next(q) ? q->value(0).toString() : QString();
    q->finish();
    return value;
}

QList<core::TrustException> Reader::trust() const
{
    QList<core::TrustException> list;
    auto *q = query(*m_journal, statement(u"trust"_s));
    while (next(q)) {
        if (const auto exception = valueFrom<core::TrustException>(q->value(0), "trust exception"))
            list.append(*exception);
    }
    return list;
}

QList<core::TrustEvent> Reader::trustEvents() const
{
    QList<core::TrustEvent> list;
    auto *q = query(*m_journal, statement(u"trust-events"_s));
    while (next(q)) {
        if (const auto event = valueFrom<core::TrustEvent>(q->value(0), "trust event"))
            list.append(*event);
    }
    return list;
}

QList<core::Mailbox> Reader::mailboxes(core::AccountId account) const
{
    QList<core::Mailbox> list;
    auto *q = query(*m_index, statement(u"mailboxes"_s), {account.value()});
    while (next(q))
        list.append(mailboxFrom(*q));
    return list;
}

std::optional<core::Mailbox> Reader::mailbox(MailboxId id) const
{
    auto *q = query(*m_index, statement(u"mailbox"_s), {id.value()});
    std::optional<core::Mailbox> found;
    if (next(q))
        found = mailboxFrom(*q);
    q->finish();
    return found;
}

quint32 Reader::messageCount(MailboxId mailbox) const
{
    auto *q = query(*m_index, statement(u"message-count"_s), {mailbox.value()});
    const quint32 count = next(q) ? q->value(0).toUInt() : 0;
    q->finish();
    return count;
}

quint32 Reader::storedCount(MailboxId mailbox) const
{
    auto *q = query(*m_index, statement(u"message-count-stored"_s), {mailbox.value()});
    const quint32 count = next(q) ? q->value(0).toUInt() : 0;
    q->finish();
    return count;
}

QList<MessageId> Reader::messageOrder(MailboxId mailbox, int limit) const
{
    QList<MessageId> order;
    auto *q = query(*m_index, statement(u"message-order"_s), {mailbox.value(), limit});
    while (next(q))
        order.append(MessageId{q->value(0).toLongLong()});
    return order;
}

QList<MessagePlace> Reader::messagePlaces(MailboxId mailbox, const std::optional<MessagePlace> &after, int limit) const
{
    auto *q = after ? query(*m_index, statement(u"message-places-after"_s),
                          {mailbox.value(), after->date, after->uid.value(), after->date, after->uid.value(),
                              after->id.value(), limit})
                    : query(*m_index, statement(u"message-places"_s), {mailbox.value(), limit});
    QList<MessagePlace> places;
    while (next(q))
        places.append({MessageId{q->value(0).toLongLong()}, q->value(1).toLongLong(), core::Uid{q->value(2).toUInt()}});
    return places;
}

QList<core::MessageSummary> Reader::firstPage(MailboxId mailbox, int limit, int offset) const
{
    QList<core::MessageSummary> page;
    auto *q = query(*m_index, statement(u"message-page"_s), {mailbox.value(), limit, offset});
    while (next(q))
        page.append(summaryFrom(*q));
    return page;
}

std::optional<core::MessageSummary> Reader::summary(MessageId id) const
{
    auto *q = query(*m_index, statement(u"message"_s), {id.value()});
    std::optional<core::MessageSummary> found;
    if (next(q))
        found = summaryFrom(*q);
    q->finish();
    return found;
}

QList<core::MessageSummary> Reader::summaries(const QList<MessageId> &ids) const
{
    QList<core::MessageSummary> list;
    for (const MessageId id : ids) {
        if (const auto found = summary(id))
            list.append(*found);
    }
    return list;
}

std::optional<core::MessageTarget> Reader::target(MessageId id) const
{
    auto *q = query(*m_index, statement(u"message-target"_s), {id.value()});
    std::optional<core::MessageTarget> found;
    if (next(q))
        found = targetFrom(*q);
    q->finish();
    return found;
}

core::Uid Reader::highestUid(MailboxId mailbox) const
{
    auto *q = query(*m_index, statement(u"message-highest-uid"_s), {mailbox.value()});
    const core::Uid highest{next(q) ? q->value(0).toUInt() : 0};
    q->finish();
    return highest;
}

QList<core::MessageTarget> Reader::targetsFromElsewhere(MailboxId mailbox) const
{
    QList<core::MessageTarget> targets;
    auto *q = query(*m_index, statement(u"message-targets-from-elsewhere"_s), {mailbox.value()});
    while (next(q))
        targets.append(targetFrom(*q));
    return targets;
}

std::optional<core::MessageKey> Reader::key(MessageId id) const
{
    const auto found = target(id);
    return found ? std::optional(found->key) : std::nullopt;
}

std::optional<core::MessageSummary> Reader::find(const core::MessageKey &key) const
{
    auto *q = query(*m_index, statement(u"message-by-key"_s),
        {key.uid.value(), key.account.value(), key.mailbox, key.uidValidity.value()});
    std::optional<core::MessageSummary> found;
    if (next(q))
        found = summaryFrom(*q);
    q->finish();
    return found;
}

QList<std::pair<core::Uid, core::Flags>> Reader::uidsWithFlags(MailboxId mailbox) const
{
    QList<std::pair<core::Uid, core::Flags>> list;
    auto *q = query(*m_index, statement(u"message-uids-with-flags"_s), {mailbox.value()});
    while (next(q))
        list.append({core::Uid{q->value(0).toUInt()}, flagsFrom(q->value(1), q->value(2))});
    return list;
}

bool Reader::hasBody(const core::MessageKey &key) const
{
    auto *q = query(*m_bodies, statement(u"body-exists"_s),
        {key.account.value(), key.mailbox, key.uidValidity.value(), key.uid.value()});
    const bool found = next(q);
    q->finish();
    return found;
}

std::optional<QByteArray> Reader::body(const core::MessageKey &key) const
{
    auto *q = query(
        *m_bodies, statement(u"body"_s), {key.account.value(), key.mailbox, key.uidValidity.value(), key.uid.value()});
    if (!next(q))
        return std::nullopt;
    const auto raw = decompressed(q->value(0).toByteArray());
    const QByteArray hash = q->value(1).toByteArray();
    const core::MessageKey found{core::AccountId{q->value(2).toLongLong()}, q->value(3).toByteArray(),
        core::UidValidity{q->value(4).toUInt()}, core::Uid{q->value(5).toUInt()}};
    q->finish();
    if (found != key) {
        m_bodies->suspect();
        qCWarning(core::lcStore) << "another body stands in the place of" << key.toString();
        return std::nullopt;
    }
    if (!raw || QCryptographicHash::hash(*raw, QCryptographicHash::Sha256) != hash) {
        qCWarning(core::lcStore) << "damaged body of" << key.toString() << "will be fetched again";
        return std::nullopt;
    }
    return raw;
}

QList<Reader::Gone> Reader::gone() const
{
    QList<Gone> list;
    auto *q = query(*m_bodies, statement(u"bodies-gone"_s));
    while (next(q))
        list.append({{core::AccountId{q->value(0).toLongLong()}, q->value(1).toByteArray(),
                         core::UidValidity{q->value(2).toUInt()}, core::Uid{q->value(3).toUInt()}},
            QDateTime::fromSecsSinceEpoch(q->value(4).toLongLong(), QTimeZone::UTC)});
    return list;
}

QList<core::QueuedAction> Reader::actions(core::AccountId account) const
{
    return actionsBy(u"actions"_s, account);
}

QList<core::QueuedAction> Reader::allActions(core::AccountId account) const
{
    return actionsBy(u"actions-all"_s, account);
}

QList<core::QueuedAction> Reader::actionsBy(const QString &name, core::AccountId account) const
{
    QList<core::QueuedAction> list;
    auto *q = query(*m_journal, statement(name), {account.value()});
    while (next(q)) {
        if (auto action = valueFrom<core::QueuedAction>(q->value(1), "action")) {
            action->id = core::ActionId{q->value(0).toLongLong()};
            action->attempts = q->value(2).toInt();
            action->stage = q->value(3).toString();
            action->state = core::ActionState(q->value(4).toInt());
            list.append(*action);
        }
    }
    return list;
}

QList<core::Submission> Reader::submissions() const
{
    QList<core::Submission> list;
    auto *q = query(*m_journal, statement(u"submissions"_s));
    while (next(q)) {
        if (auto submission = valueFrom<core::Submission>(q->value(1), "submission")) {
            submission->id = core::SubmissionId{q->value(0).toLongLong()};
            list.append(*submission);
        }
    }
    return list;
}

std::optional<core::Submission> Reader::submission(core::SubmissionId id) const
{
    for (const core::Submission &submission : submissions()) {
        if (submission.id == id)
            return submission;
    }
    return std::nullopt;
}

std::optional<QByteArray> Reader::submissionBytes(core::SubmissionId id) const
{
    auto *q = query(*m_journal, statement(u"submission-bytes"_s), {id.value()});
    std::optional<QByteArray> bytes;
    if (next(q))
        bytes = decompressed(q->value(0).toByteArray());
    q->finish();
    return bytes;
}

QList<core::Draft> Reader::drafts() const
{
    QList<core::Draft> list;
    auto *q = query(*m_journal, statement(u"drafts"_s));
    while (next(q)) {
        if (auto draft = valueFrom<core::Draft>(q->value(1), "draft")) {
            draft->id = core::DraftId{q->value(0).toLongLong()};
            list.append(*draft);
        }
    }
    return list;
}

} // namespace store
