// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/messages.h"
#include "store/profilepaths.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace app
{

/**
 * The options every program of Hikyaku understands: --profile, --lang, --ca-file, --connect-to. Add them to a parser
 * and process it.
 */
class CommonOptions
{
    Q_DECLARE_TR_FUNCTIONS(app::CommonOptions)

public:
    explicit CommonOptions(QCommandLineParser &parser);

    /** --ca-file (as absolute paths) and --connect-to: the engine wants to know. */
    ipc::UseNetwork network() const;

    store::ProfilePaths profile() const; ///< --profile, else hikyaku in the user's data folder (XDG_DATA_HOME)
    QString language() const; ///< "ja", "en", or empty for the system's

private:
    QCommandLineParser &m_parser;
};

} // namespace app
