// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace store
{

/** Where a profile keeps its files. One folder, readable by its owner only. */
struct ProfilePaths {
    QString directory;

    QString index() const { return directory + QStringLiteral("/index.db"); }
    QString bodies() const { return directory + QStringLiteral("/bodies.db"); }
    QString journal() const { return directory + QStringLiteral("/journal.db"); }
    QString lock() const { return directory + QStringLiteral("/lock"); }
    QString socket() const { return directory + QStringLiteral("/engine.socket"); }
};

} // namespace store
