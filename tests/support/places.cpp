// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "places.h"

namespace test
{

// Only this file knows where it was built, so that ccache can serve all others to every clone.
QString sourcePath(const QString &path)
{
    return QStringLiteral(HIKYAKU_SOURCE_DIR "/") + path;
}

QString program(const QString &name)
{
    return QStringLiteral(HIKYAKU_BIN_DIR "/") + name;
}

} // namespace test
