// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "lockowner.h"

#include <QFile>

#include <cerrno>
#include <csignal>

namespace ctl
{

LockOwner lockOwnerOf(const store::ProfilePaths &paths)
{
    QFile lock(paths.lock());
    LockOwner owner;
    if (lock.open(QIODevice::ReadOnly))
        owner.pid = lock.readLine().trimmed().toLongLong();
    owner.isAlive = owner.pid > 0 && (::kill(pid_t(owner.pid), 0) == 0 || errno == EPERM);
    return owner;
}

} // namespace ctl
