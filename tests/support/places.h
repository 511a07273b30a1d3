// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace test
{

/** `path` below the folder of the sources, absolute. */
QString sourcePath(const QString &path);
/** A program built beside the tests ("hikyakuctl"), absolute. */
QString program(const QString &name);

} // namespace test
