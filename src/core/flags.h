// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>
#include <QFlags>

namespace core
{

/** System flags of RFC 3501 2.3.2 (\Recent aside, which says nothing lasting). The values are stored: never renumber.
 */
enum class Flag : quint32 {
    Seen = 1,
    Answered = 2,
    Flagged = 4,
    Deleted = 8,
    Draft = 16,
    Forwarded = 32, ///< the keyword $Forwarded (RFC 5788)
};
Q_DECLARE_FLAGS(SystemFlags, Flag)
Q_DECLARE_OPERATORS_FOR_FLAGS(SystemFlags)

/** All flags of one message: the known ones as bits, every other keyword by name. */
struct Flags {
    SystemFlags system;
    QByteArrayList keywords; ///< sorted, without the ones in `system`

    bool has(Flag flag) const { return system.testFlag(flag); }
    friend bool operator==(const Flags &, const Flags &) = default;
};

/** Reads flags as a server writes them (`\Seen`, `$Forwarded`, `work`); case-insensitive for the known ones. */
Flags flagsFromImap(const QByteArrayList &atoms);
/** Writes them back, known ones first. */
QByteArrayList flagsToImap(const Flags &flags);
QByteArrayList flagsToImap(SystemFlags flags);

/** Lower-case names for JSON ("seen", "flagged", keywords as they are). */
QStringList flagNames(const Flags &flags);
/** 0 when the name is not one of the known flags. */
SystemFlags flagFromName(const QString &name);

} // namespace core
