// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QString>

namespace core
{

/**
 * A durable write or a socket write at which a test may have the process killed (docs/invariants.md). One stands on
 * the stack around each COMMIT and each write to a socket; without HIKYAKU_DIE_AT it costs one branch. Thread-safe.
 *
 * HIKYAKU_DIE_AT=n: SIGKILL at the n-th of them; nothing is flushed, no destructor runs. 0: none, but the number of
 * them is printed on standard error at the end. HIKYAKU_DIE_HOW: "before", "half" (of the bytes of a socket write have
 * left; a COMMIT: before), "after"; else before a COMMIT and after a socket write. HIKYAKU_DIE_REPORT: a file that
 * gets what n was, or the number of them; while it is there no other process dies.
 */
class DieAt
{
public:
    enum class Kind { Commit, Socket };

    /** Counts, and dies when it is to be before this write. `what`: the file, the connection. */
    DieAt(Kind kind, const QString &what)
    {
        if (isSet())
            reach(kind, what);
    }

    bool half() const { return m_half; } ///< the caller sends half of it and calls die()
    bool after() const { return m_after; } ///< the caller finishes this write and calls die()
    [[noreturn]] void die() const;

private:
    static bool isSet();
    void reach(Kind kind, const QString &what);

    bool m_half = false;
    bool m_after = false;
};

} // namespace core
