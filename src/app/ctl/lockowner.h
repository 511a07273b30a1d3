// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/profilepaths.h"

namespace ctl
{

/** Who has the profile, by its lock file. */
struct LockOwner {
    qint64 pid = 0; ///< 0: nobody
    bool isAlive = false; ///< false with a pid: the last one did not end well
};

LockOwner lockOwnerOf(const store::ProfilePaths &paths);

} // namespace ctl
