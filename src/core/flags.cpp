// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "flags.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace core
{

namespace
{
struct Row {
    Flag flag;
    const char *imap;
    const char *name;
};
constexpr std::array kFlags{
    Row{Flag::Seen, "\\Seen", "seen"},
    Row{Flag::Answered, "\\Answered", "answered"},
    Row{Flag::Flagged, "\\Flagged", "flagged"},
    Row{Flag::Deleted, "\\Deleted", "deleted"},
    Row{Flag::Draft, "\\Draft", "draft"},
    Row{Flag::Forwarded, "$Forwarded", "forwarded"},
};
} // namespace

Flags flagsFromImap(const QByteArrayList &atoms)
{
    Flags flags;
    for (const QByteArray &atom : atoms) {
        const auto row = std::ranges::find_if(
            kFlags, [&](const Row &r) { return atom.compare(r.imap, Qt::CaseInsensitive) == 0; });
        if (row != kFlags.end())
            flags.system |= row->flag;
        else if (atom.compare("\\Recent", Qt::CaseInsensitive) != 0 && !flags.keywords.contains(atom))
            flags.keywords.append(atom);
    }
    std::ranges::sort(flags.keywords);
    return flags;
}

QByteArrayList flagsToImap(SystemFlags flags)
{
    QByteArrayList atoms;
    for (const Row &row : kFlags) {
        if (flags.testFlag(row.flag))
            atoms.append(row.imap);
    }
    return atoms;
}

QByteArrayList flagsToImap(const Flags &flags)
{
    return flagsToImap(flags.system) + flags.keywords;
}

QStringList flagNames(const Flags &flags)
{
    QStringList names;
    for (const Row &row : kFlags) {
        if (flags.has(row.flag))
            names.append(QString::fromLatin1(row.name));
    }
    for (const QByteArray &keyword : flags.keywords)
        names.append(QString::fromUtf8(keyword));
    return names;
}

SystemFlags flagFromName(const QString &name)
{
    for (const Row &row : kFlags) {
        if (name.compare(QLatin1StringView(row.name), Qt::CaseInsensitive) == 0)
            return row.flag;
    }
    return {};
}

} // namespace core
