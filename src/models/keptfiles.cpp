// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "keptfiles.h"

#include <QFileInfo>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace models
{

QList<KeptFile> keptFiles(const store::ProfilePaths &paths)
{
    const std::pair<KeptFile::What, QString> all[] = {{KeptFile::What::Bodies, paths.bodies()},
        {KeptFile::What::Index, paths.index()}, {KeptFile::What::Journal, paths.journal()},
        {KeptFile::What::Log, paths.log()}, {KeptFile::What::Settings, QSettings().fileName()}};
    QList<KeptFile> found;
    for (const auto &[what, path] : all) {
        if (!QFileInfo::exists(path))
            continue;
        KeptFile file{.what = what, .path = path};
        for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s})
            file.bytes += QFileInfo(path + suffix).size();
        found.append(file);
    }
    return found;
}

} // namespace models
