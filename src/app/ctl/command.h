// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/exitcode.h"
#include "async/task.h"
#include "session.h"

#include <QCommandLineParser>
#include <QJsonArray>

namespace ctl
{

using app::ExitCode;
using app::exitCodeFor;

/** One command of the program: run() does it once. An error that leaves run() is told and becomes the exit code. */
class Command
{
public:
    explicit Command(Session &session)
        : m_session(session)
    {
    }
    virtual ~Command() = default;

    /** `words`: the positional arguments behind the command's name. */
    virtual async::Task<ExitCode> run(QStringList words) = 0;

protected:
    Session &session() { return m_session; }
    const Output &output() const { return m_session.output(); }

private:
    Session &m_session;
};

/** A row of the table that main() knows: what is told by --help, and how the command is made. */
struct CommandEntry {
    QString name;
    QString syntax; ///< what stands behind the name
    QString description;
    std::function<void(QCommandLineParser &)> addOptions;
    std::function<std::unique_ptr<Command>(Session &, const QCommandLineParser &)> make;
    bool needsProfile = true;
};

CommandEntry setupCommand();
CommandEntry accountCommand();
CommandEntry trustCommand();
CommandEntry syncCommand();
CommandEntry foldersCommand();
CommandEntry listCommand();
CommandEntry showCommand();
CommandEntry inspectCommand();
CommandEntry sendCommand();
CommandEntry outboxCommand();
CommandEntry flagCommand();
CommandEntry moveCommand();
CommandEntry copyCommand();
CommandEntry deleteCommand();
CommandEntry undoCommand();
CommandEntry folderCommand();
CommandEntry directoryCommand();
CommandEntry doctorCommand();
CommandEntry signInCommand();

QList<CommandEntry> allCommands();

} // namespace ctl
