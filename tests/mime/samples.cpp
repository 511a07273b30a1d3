// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samples.h"
#include "tests/support/places.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

using namespace Qt::StringLiterals;

namespace test
{

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString fixturesFolder()
{
    return test::sourcePath(QStringLiteral("tests/mime/fixtures"));
}

QList<Sample> fixtures()
{
    QList<Sample> samples;
    const QDir folder(fixturesFolder());
    QDirIterator files(folder.path(), {u"*.eml"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        samples.append({path, folder.relativeFilePath(path), readFile(path)});
    }
    std::sort(samples.begin(), samples.end(), [](const Sample &a, const Sample &b) { return a.name < b.name; });
    return samples;
}

QString corpusFolder()
{
    const QString path = test::sourcePath(QStringLiteral("../shared/corpus"));
    return QDir(path).exists() ? path : QString();
}

} // namespace test
