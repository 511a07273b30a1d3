// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxactions.h"

using namespace Qt::StringLiterals;
using core::MailboxRole;

namespace models
{

namespace
{
/** The raw name of what `raw` lies in; empty: top level. A delimiter is ASCII (RFC 3501 9, mailbox-list). */
QByteArray parentName(const QByteArray &raw, QChar delimiter)
{
    const qsizetype cut = delimiter.isNull() ? -1 : raw.lastIndexOf(char(delimiter.unicode()));
    return cut < 0 ? QByteArray() : raw.left(cut);
}

bool liesIn(const core::Mailbox &mailbox, const core::Mailbox &above)
{
    return !above.delimiter.isNull() && mailbox.rawName.startsWith(above.rawName + char(above.delimiter.unicode()));
}

/** INBOX is the same in any case (RFC 3501 5.1); for the others a name in other case would only confuse. */
bool isSameName(const QString &one, const QString &other)
{
    return one.normalized(QString::NormalizationForm_C)
               .compare(other.normalized(QString::NormalizationForm_C), Qt::CaseInsensitive)
        == 0;
}
} // namespace

MailboxActions::MailboxActions(const store::Reader &reader, MailActions &mail)
    : m_reader(reader)
    , m_mail(mail)
{
}

MailboxActions::NameFlaw MailboxActions::flawOf(
    const QString &name, core::AccountId account, core::MailboxId parent, core::MailboxId renamed) const
{
    const QString wanted = name.trimmed();
    if (wanted.isEmpty())
        return NameFlaw::Empty;
    if (std::ranges::any_of(wanted, [](QChar c) { return c.category() == QChar::Other_Control || c == QChar(0x2028); }))
        return NameFlaw::HasControl;
    const auto above = m_reader.mailbox(parent);
    const QByteArray aboveName = above ? above->rawName : QByteArray();
    for (const core::Mailbox &mailbox : m_reader.mailboxes(account)) {
        if (!mailbox.delimiter.isNull() && wanted.contains(mailbox.delimiter))
            return NameFlaw::HasDelimiter;
        const bool isSibling = parentName(mailbox.rawName, mailbox.delimiter) == aboveName;
        if (isSibling && mailbox.id != renamed && isSameName(mailbox.leafName(), wanted))
            return NameFlaw::Taken;
    }
    return NameFlaw::None;
}

bool MailboxActions::canHoldMailboxes(core::MailboxId mailbox) const
{
    const auto box = m_reader.mailbox(mailbox);
    return box && !box->delimiter.isNull();
}

bool MailboxActions::canChange(core::MailboxId mailbox) const
{
    const auto box = m_reader.mailbox(mailbox);
    return box && box->role == MailboxRole::None && box->rawName.toUpper() != "INBOX";
}

std::optional<core::Mailbox> MailboxActions::trashFor(const core::Mailbox &mailbox) const
{
    for (const core::Mailbox &other : m_reader.mailboxes(mailbox.account)) {
        if (other.role == MailboxRole::Trash && other.selectable && !other.delimiter.isNull())
            return other;
    }
    return std::nullopt;
}

bool MailboxActions::goesToTrash(core::MailboxId mailbox) const
{
    const auto box = m_reader.mailbox(mailbox);
    const auto trash = box ? trashFor(*box) : std::nullopt;
    return trash && !liesIn(*box, *trash);
}

core::MailboxId MailboxActions::parentOf(core::MailboxId mailbox) const
{
    const auto box = m_reader.mailbox(mailbox);
    const QByteArray above = box ? parentName(box->rawName, box->delimiter) : QByteArray();
    if (above.isEmpty())
        return {};
    for (const core::Mailbox &other : m_reader.mailboxes(box->account)) {
        if (other.rawName == above)
            return other.id;
    }
    return {};
}

core::MailboxId MailboxActions::rootOf(core::AccountId account) const
{
    const QList<core::Mailbox> all = m_reader.mailboxes(account);
    const auto isInbox = [](const core::Mailbox &mailbox) {
        return mailbox.rawName.toUpper() == "INBOX";
    };
    const auto inbox = std::ranges::find_if(all, isInbox);
    if (inbox == all.end() || all.size() < 2)
        return {};
    const bool allBeneath = std::ranges::all_of(
        all, [&](const core::Mailbox &mailbox) { return isInbox(mailbox) || liesIn(mailbox, *inbox); });
    return allBeneath ? inbox->id : core::MailboxId{};
}

QList<core::Mailbox> MailboxActions::beneath(const core::Mailbox &mailbox) const
{
    QList<core::Mailbox> found = m_reader.mailboxes(mailbox.account);
    found.removeIf([&](const core::Mailbox &other) { return !liesIn(other, mailbox); });
    std::ranges::sort(found, std::ranges::greater(), &core::Mailbox::rawName);
    return found;
}

/** Its own, or with a number when the trash holds one of that name. */
QString MailboxActions::freeName(const core::Mailbox &mailbox, core::MailboxId parent) const
{
    const QString own = mailbox.leafName();
    QString name = own;
    for (int number = 2; flawOf(name, mailbox.account, parent, mailbox.id) == NameFlaw::Taken; ++number)
        name = u"%1 %2"_s.arg(own).arg(number);
    return name;
}

void MailboxActions::create(const QString &name, core::AccountId account, core::MailboxId parent)
{
    const auto above = m_reader.mailbox(parent);
    m_mail.act({core::CreateMailbox{
        .account = account, .parent = above ? above->rawName : QByteArray(), .name = name.trimmed(), .rawName = {}}});
}

void MailboxActions::rename(core::MailboxId mailbox, const QString &name)
{
    const auto box = m_reader.mailbox(mailbox);
    if (!box || !canChange(mailbox) || box->leafName() == name.trimmed())
        return;
    m_mail.act({core::RenameMailbox{.account = box->account,
        .mailbox = box->rawName,
        .parent = parentName(box->rawName, box->delimiter),
        .name = name.trimmed(),
        .rawName = {}}});
}

void MailboxActions::remove(core::MailboxId mailbox)
{
    const auto box = m_reader.mailbox(mailbox);
    if (!box || !canChange(mailbox))
        return;
    if (goesToTrash(mailbox)) {
        const core::Mailbox trash = *trashFor(*box);
        m_mail.act({core::RenameMailbox{.account = box->account,
            .mailbox = box->rawName,
            .parent = trash.rawName,
            .name = freeName(*box, trash.id),
            .rawName = {}}});
        return;
    }
    QList<core::MailAction> deletions;
    for (const core::Mailbox &one : beneath(*box)) // RFC 3501 6.3.4: they would stay
        deletions.append(core::DeleteMailbox{.account = one.account, .mailbox = one.rawName});
    deletions.append(core::DeleteMailbox{.account = box->account, .mailbox = box->rawName});
    m_mail.act(deletions);
}

void MailboxActions::setShown(core::MailboxId mailbox, bool shown)
{
    const auto box = m_reader.mailbox(mailbox);
    if (box && canChange(mailbox) && box->subscribed != shown)
        m_mail.act({core::SetSubscribed{.account = box->account, .mailbox = box->rawName, .subscribed = shown}});
}

} // namespace models
