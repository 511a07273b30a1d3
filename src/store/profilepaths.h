// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace store
{

/** What Database::open says (StoreFailed, as the context) when another engine has the profile: it may be just ending.
 */
constexpr QLatin1StringView kProfileInUse("profile in use");

/** Where a profile keeps its files. One folder, readable by its owner only. */
struct ProfilePaths {
    QString directory;

    QString index() const { return directory + QStringLiteral("/index.db"); }
    QString bodies() const { return directory + QStringLiteral("/bodies.db"); }
    QString journal() const { return directory + QStringLiteral("/journal.db"); }
    QString lock() const { return directory + QStringLiteral("/lock"); }
    QString socket() const { return directory + QStringLiteral("/engine.socket"); }
    QString drafts() const { return directory + QStringLiteral("/drafts"); } ///< those that the engine has not got
    QString underWay() const { return directory + QStringLiteral("/under-way"); } ///< what deaths were over
    QString passwords() const { return directory + QStringLiteral("/passwords"); } ///< encrypted, without a keyring
    QString log() const { return directory + QStringLiteral("/engine.log"); }
};

} // namespace store
