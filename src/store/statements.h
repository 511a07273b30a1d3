// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace store
{

/**
 * The text of a statement of the queries folder by its name. Thread-safe. An unknown name is a bug: it asserts, and in
 * a release reads as an empty statement, which SQLite refuses.
 */
const QString &statement(const QString &name);
/** The names in one file: "index", "bodies", "journal". */
QStringList statementNames(const QString &file);

} // namespace store
