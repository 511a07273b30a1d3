// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "command.h"

namespace ctl
{

/** One thing that was looked at. */
struct Finding {
    enum class Result { Ok, Note, Problem };
    QString area; ///< stable, for JSON: "installation", "profile", "keyring", "store", "network", "server",
                  ///< "directory", "queue", "kept"
    QString subject; ///< what: a file, an account and a server
    Result result = Result::Ok;
    QString text; ///< in words
    QString advice; ///< what to do; empty: nothing
    ExitCode code = ExitCode::Done; ///< of a problem
};

using Findings = QList<Finding>;

/** Programs and plug-ins, and the keyring: asks `hikyaku-engine --check`, which is what it takes. Blocks. */
Findings lookAtInstallation();
/** Folder, rights, room, sizes, the engine's lock. */
Findings lookAtProfile(const store::ProfilePaths &paths);
/** Every page, body and copy. */
Findings lookClosely(const store::ProfilePaths &paths);
/** Marks of damage, what was set aside, the copy of the journal. */
Findings lookAtCopies(const store::ProfilePaths &paths);
/** What waits for a server, and what servers have lost. */
Findings lookAtQueue(const store::Reader &reader);

/** Makes a damaged journal anew. */
Finding recoverJournal(const store::ProfilePaths &paths);
/** Writes what servers have lost into a folder, as files. */
Findings rescueGone(const store::Reader &reader, const QString &folder);

} // namespace ctl
