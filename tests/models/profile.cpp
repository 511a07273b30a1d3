// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile.h"

using namespace Qt::StringLiterals;

namespace
{
template <class T>
T orDie(core::Result<T> result)
{
    if (!result)
        qFatal(
            "profile: %s %s", qPrintable(core::errcName(result.error().code)), result.error().serverText.constData());
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}
} // namespace

Profile::Profile()
    : m_paths{m_folder.path() + u"/profile"_s}
    , m_database(orDie(store::Database::open(m_paths)))
    , m_reader(orDie(store::Reader::open(m_paths)))
{
}

core::StoreChanges Profile::write(const std::function<core::Result<>(store::Transaction &)> &work)
{
    store::Transaction transaction(*m_database);
    orDie(work(transaction));
    return orDie(transaction.commit());
}

core::AccountId Profile::addAccount(const QString &name, const QString &address)
{
    core::AccountId id;
    write([&](store::Transaction &tx) {
        return tx.addAccount({.name = name, .address = address, .fullName = u"山田 太郎"_s})
            .transform([&](core::AccountId given) { id = given; });
    });
    return id;
}

core::MailboxId Profile::addMailbox(
    core::AccountId account, const QString &name, core::MailboxRole role, QChar delimiter)
{
    core::MailboxId id;
    write([&](store::Transaction &tx) {
        return tx
            .upsertMailbox(
                {.account = account, .rawName = name.toUtf8(), .name = name, .delimiter = delimiter, .role = role})
            .and_then([&](core::MailboxId given) {
                id = given;
                return tx.setSyncState(id, core::UidValidity{7}, core::Uid{1}, {}, core::Uid{1});
            });
    });
    return id;
}

store::IndexedMessage Profile::message(quint32 uid)
{
    store::IndexedMessage message;
    message.uid = core::Uid{uid};
    message.envelope.subject = u"件名 %1"_s.arg(uid);
    message.envelope.from = {{u"佐藤 花子"_s, u"hanako@example.test"_s}};
    message.envelope.to = {{u"山田 太郎"_s, u"taro@example.test"_s}};
    message.envelope.messageId = u"m%1@example.test"_s.arg(uid);
    message.internalDate = QDateTime(QDate(2026, 1, 5), QTime(9, 0), QTimeZone::UTC).addSecs(60 * qint64(uid));
    message.size = 1000 + uid;
    return message;
}

core::StoreChanges Profile::addMessages(core::MailboxId mailbox, quint32 first, quint32 count)
{
    QList<store::IndexedMessage> messages;
    messages.reserve(count);
    for (quint32 uid = first; uid < first + count; ++uid)
        messages.append(message(uid));
    return write([&](store::Transaction &tx) { return tx.upsertMessages(mailbox, messages); });
}

core::StoreChanges Profile::addFlag(core::MailboxId mailbox, quint32 uid, core::Flag flag)
{
    return write([&](store::Transaction &tx) { return tx.changeFlags(mailbox, core::Uid{uid}, flag, {}); });
}

core::StoreChanges Profile::removeMessages(core::MailboxId mailbox, const QList<core::Uid> &uids)
{
    return write([&](store::Transaction &tx) { return tx.removeMessages(mailbox, uids); });
}

core::MessageId Profile::idOf(core::MailboxId mailbox, quint32 uid) const
{
    const auto box = m_reader->mailbox(mailbox);
    const auto found = m_reader->find({box->account, box->rawName, box->uidValidity, core::Uid{uid}});
    return found ? found->id : core::MessageId{};
}
