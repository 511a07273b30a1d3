// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailbox.h"

#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace core
{

QString mailboxRoleName(MailboxRole role)
{
    constexpr std::array names{"none", "inbox", "sent", "drafts", "trash", "junk", "archive", "all", "flagged"};
    return QString::fromLatin1(names[size_t(role)]);
}

QString Mailbox::leafName() const
{
    return delimiter.isNull() ? name : name.section(delimiter, -1);
}

QString MessageKey::toString() const
{
    // One arg() call: the encoded mailbox contains %-sequences that a second call would replace.
    return u"%1:%2:%3:%4"_s.arg(QString::number(account.value()), QString::fromLatin1(mailbox.toPercentEncoding("/&")),
        QString::number(uidValidity.value()), QString::number(uid.value()));
}

std::optional<MessageKey> MessageKey::fromString(const QString &text)
{
    const QStringList parts = text.split(u':');
    if (parts.size() != 4)
        return std::nullopt;
    bool ok[3]{};
    MessageKey key{AccountId{parts[0].toLongLong(&ok[0])}, QByteArray::fromPercentEncoding(parts[1].toUtf8()),
        UidValidity{parts[2].toUInt(&ok[1])}, Uid{parts[3].toUInt(&ok[2])}};
    if (!ok[0] || !ok[1] || !ok[2] || key.mailbox.isEmpty() || !key.uid.isValid())
        return std::nullopt;
    return key;
}

} // namespace core
