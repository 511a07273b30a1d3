// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/profilepaths.h"

#include <QList>
#include <QString>

namespace models
{

/** A group of files that the program keeps on this computer. */
struct KeptFile {
    enum class What {
        Bodies, ///< messages as the servers sent them
        Index, ///< lists, flags, first words
        Journal, ///< accounts, drafts, Outbox, what is not on a server yet
        Log,
        Settings, ///< places of windows
    };
    What what = What::Bodies;
    QString path;
    qint64 bytes = 0; ///< with what SQLite keeps beside it
};

/** What is there now, in the order of the kinds; files that do not exist are left out. */
QList<KeptFile> keptFiles(const store::ProfilePaths &paths);

} // namespace models
