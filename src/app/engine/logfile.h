// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace app
{

/**
 * Everything that is logged from now on goes into the file, which only its owner may read, instead of standard error:
 * the terminal of hikyakuctl is not the engine's. At 1 MB it begins anew, the old one stays beside it as `.1`. With
 * HIKYAKU_ENGINE_LOG=stderr nothing changes. Lines that cannot be written are dropped.
 */
void logInto(const QString &path);

} // namespace app
