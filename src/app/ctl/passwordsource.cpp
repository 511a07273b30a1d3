// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "passwordsource.h"

#include "errorwords.h"

#include <QFile>

#include <cstdio>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

using core::Errc;
using core::Secret;

namespace ctl
{

namespace
{
/** The terminal of this session, silent as long as it lives; what was typed is not in any history. */
class SilentTerminal
{
public:
    SilentTerminal()
        : m_file(std::fopen("/dev/tty", "r+"))
    {
        if (!m_file)
            return;
        m_silent = tcgetattr(fileno(m_file), &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        m_silent = m_silent && tcsetattr(fileno(m_file), TCSAFLUSH, &silent) == 0;
    }
    SilentTerminal(SilentTerminal &&) = delete;
    ~SilentTerminal()
    {
        if (m_silent)
            tcsetattr(fileno(m_file), TCSAFLUSH, &m_before);
        if (m_file)
            std::fclose(m_file);
    }
    bool isThere() const { return m_silent; }
    void write(const QByteArray &text)
    {
        std::fwrite(text.constData(), 1, size_t(text.size()), m_file);
        std::fflush(m_file);
    }
    QByteArray readLine()
    {
        QByteArray line;
        for (int c = std::fgetc(m_file); c != EOF && c != '\n'; c = std::fgetc(m_file))
            line += char(c);
        return line;
    }

private:
    std::FILE *m_file;
    termios m_before = {};
    bool m_silent = false;
};
} // namespace

core::Result<Secret> PasswordSource::fromFile() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(Errc::InvalidInput, m_file, file.errorString().toUtf8());
    QByteArray line = file.readLine();
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return core::failure(Errc::InvalidInput, m_file);
    return Secret(line);
}

core::Result<Secret> PasswordSource::fromTerminal(const QString &user, const QString &host) const
{
    SilentTerminal terminal;
    if (!terminal.isThere())
        return core::failure(Errc::AuthenticationFailed, host);
    terminal.write(tr("Password of %1 at %2: ").arg(printable(user), printable(host)).toUtf8());
    const QByteArray line = terminal.readLine();
    terminal.write("\n");
    if (line.isEmpty())
        return core::failure(Errc::AuthenticationFailed, host);
    return Secret(line);
}

} // namespace ctl
