// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxroles.h"

#include "mailboxname.h"
#include "tokenizer.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;
using Role = core::MailboxRole;

namespace imap
{

namespace
{
struct KnownName {
    Role role;
    QStringView name; ///< compared without regard to case
};
// Best known first within a role. From the names that Outlook, Exchange, Becky!, Thunderbird, Gmail, Yahoo! JAPAN and
// iCloud give their mailboxes.
constexpr KnownName kNames[] = {
    {Role::Sent, u"Sent"},
    {Role::Sent, u"送信済み"},
    {Role::Sent, u"Sent Messages"},
    {Role::Sent, u"Sent Items"},
    {Role::Sent, u"送信済みアイテム"},
    {Role::Sent, u"送信済みトレイ"},
    {Role::Sent, u"送信済みメール"},
    {Role::Sent, u"送信済みメッセージ"},
    {Role::Sent, u"送信控え"},
    {Role::Sent, u"Sent Mail"},
    {Role::Drafts, u"Drafts"},
    {Role::Drafts, u"下書き"},
    {Role::Drafts, u"Draft"},
    {Role::Drafts, u"下書きトレイ"},
    {Role::Drafts, u"草稿"},
    {Role::Trash, u"Trash"},
    {Role::Trash, u"ごみ箱"},
    {Role::Trash, u"ゴミ箱"},
    {Role::Trash, u"Deleted Items"},
    {Role::Trash, u"削除済みアイテム"},
    {Role::Trash, u"Deleted Messages"},
    {Role::Trash, u"削除済みトレイ"},
    {Role::Trash, u"削除済み"},
    {Role::Trash, u"Deleted"},
    {Role::Trash, u"Bin"},
    {Role::Junk, u"Junk"},
    {Role::Junk, u"迷惑メール"},
    {Role::Junk, u"Spam"},
    {Role::Junk, u"Junk E-mail"},
    {Role::Junk, u"Junk Email"},
    {Role::Junk, u"迷惑メールフォルダ"},
    {Role::Junk, u"迷惑メールフォルダー"},
    {Role::Junk, u"Bulk Mail"},
    {Role::Archive, u"Archive"},
    {Role::Archive, u"アーカイブ"},
    {Role::Archive, u"Archives"},
};

int rank(QStringView leaf)
{
    for (size_t i = 0; i < std::size(kNames); ++i) {
        if (leaf.compare(kNames[i].name, Qt::CaseInsensitive) == 0)
            return int(i);
    }
    return -1;
}

qsizetype depth(const ListEntry &entry)
{
    return entry.delimiter.isNull() ? 0 : entry.name.count(entry.delimiter);
}
} // namespace

Role roleByAttributes(const QByteArrayList &attributes)
{
    static constexpr std::pair<const char *, Role> kAttributes[] = {
        {"\\Sent", Role::Sent},
        {"\\Drafts", Role::Drafts},
        {"\\Trash", Role::Trash},
        {"\\Junk", Role::Junk},
        {"\\Archive", Role::Archive},
        {"\\All", Role::All},
        {"\\Flagged", Role::Flagged},
    };
    for (const auto &[name, role] : kAttributes) {
        for (const QByteArray &attribute : attributes) {
            if (equalsIgnoreCase(attribute, name))
                return role;
        }
    }
    return Role::None;
}

ListEntry listEntry(const QByteArray &rawName, QChar delimiter, const QByteArrayList &attributes)
{
    const auto has = [&](QByteArrayView name) {
        return std::ranges::any_of(attributes, [&](const QByteArray &a) { return equalsIgnoreCase(a, name); });
    };
    return {.rawName = rawName,
        .name = MailboxName::forDisplay(rawName),
        .delimiter = delimiter,
        .role = roleByAttributes(attributes),
        .selectable = !has("\\Noselect") && !has("\\NonExistent")};
}

void assignRolesByName(QList<ListEntry> &entries)
{
    QList<Role> taken;
    for (ListEntry &entry : entries) {
        if (equalsIgnoreCase(entry.rawName, "INBOX"))
            entry.role = Role::Inbox;
        if (entry.role != Role::None)
            taken.append(entry.role);
    }
    using Candidate = std::tuple<int, qsizetype, qsizetype>; // rank, depth, index
    QList<Candidate> candidates;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const ListEntry &entry = entries[i];
        const qsizetype cut = entry.delimiter.isNull() ? -1 : entry.name.lastIndexOf(entry.delimiter);
        const int known = rank(QStringView(entry.name).sliced(cut + 1));
        if (known >= 0 && entry.role == Role::None && entry.selectable)
            candidates.append({known, depth(entry), i});
    }
    std::ranges::sort(candidates);
    for (const auto &[known, level, index] : std::as_const(candidates)) {
        const Role role = kNames[size_t(known)].role;
        if (taken.contains(role))
            continue;
        taken.append(role);
        entries[index].role = role;
    }
}

} // namespace imap
