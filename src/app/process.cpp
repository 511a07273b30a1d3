// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "process.h"

#include <QtSystemDetection>

#include <cstdlib> // defines __GLIBC__

#include <sys/resource.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace app
{

void forbidDumps()
{
    const rlimit none = {};
    ::setrlimit(RLIMIT_CORE, &none);
// A leak is looked for by tracing oneself, which a process without dumps cannot.
#if defined(Q_OS_LINUX) && !defined(__SANITIZE_ADDRESS__)
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); // the limit alone does not hold for a crash reporter behind a pipe
#endif
}

void keepHeapSmall()
{
#ifdef __GLIBC__
    ::mallopt(M_ARENA_MAX, 2);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 20); // given once, it also keeps glibc from raising it and the one for mmap
#endif
}

} // namespace app
