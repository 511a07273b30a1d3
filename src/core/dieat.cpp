// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dieat.h"

#include <QByteArray>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

namespace core
{

namespace
{
struct Wish {
    bool isSet = qEnvironmentVariableIsSet("HIKYAKU_DIE_AT");
    int at = qEnvironmentVariableIntValue("HIKYAKU_DIE_AT");
    QByteArray how = qgetenv("HIKYAKU_DIE_HOW");
    QByteArray report = qgetenv("HIKYAKU_DIE_REPORT");
};

const Wish &wish()
{
    static const Wish given;
    return given;
}

std::atomic<int> reached = 0;

/** False when another process has written it before us. */
bool writeReport(const QByteArray &text)
{
    if (wish().report.isEmpty())
        return true;
    const int file = ::open(wish().report.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    const bool written = ::write(file, text.constData(), size_t(text.size())) == text.size();
    ::close(file);
    return written;
}

void tellCount()
{
    const QByteArray text = "writes: " + QByteArray::number(reached.load()) + '\n';
    std::fputs(text.constData(), stderr);
    (void)writeReport(text);
}
} // namespace

bool DieAt::isSet()
{
    return wish().isSet;
}

void DieAt::reach(Kind kind, const QString &what)
{
    const int count = ++reached;
    if (wish().at == 0) {
        static const int asked = std::atexit(tellCount);
        Q_UNUSED(asked);
        return;
    }
    if (count != wish().at)
        return;
    const bool isSocket = kind == Kind::Socket;
    m_half = isSocket && wish().how == "half";
    m_after = !m_half && (wish().how.isEmpty() ? isSocket : wish().how == "after");
    const QByteArray when = m_half ? "half of " : m_after ? "after " : "before ";
    if (!writeReport(when + (isSocket ? "write to " : "commit of ") + what.toUtf8() + '\n')) {
        m_half = m_after = false;
        return;
    }
    if (!m_half && !m_after)
        die();
}

void DieAt::die() const
{
    ::kill(::getpid(), SIGKILL);
    ::_exit(137); // not reached
}

} // namespace core
