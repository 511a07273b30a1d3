// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace test
{

/** One file of a folder. */
struct Sample {
    QString path;
    QString name; ///< relative to the folder
    QByteArray bytes;
};

QString fixturesFolder();
QList<Sample> fixtures(); ///< every .eml below tests/mime/fixtures, sorted
/** The folder of collected mail beside the source tree; empty when it is not there. */
QString corpusFolder();
QByteArray readFile(const QString &path);

} // namespace test
