// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace app
{

/**
 * Sets the language of this process: `--lang ja|en` among the program's arguments, else the first of the system's
 * languages that there is. Before anything calls tr(); main thread, after the QCoreApplication.
 */
void installLanguage(const QStringList &arguments);

} // namespace app
