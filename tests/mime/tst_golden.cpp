// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/documentjson.h"
#include "mime/document.h"
#include "samples.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

/** Each fixture is read into the object of `inspect` and compared with the golden beside it. UPDATE_GOLDEN=1 rewrites.
 */
class GoldenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inspect_data();
    void inspect();
    void enough();
};

void GoldenTest::inspect_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("bytes");
    for (const test::Sample &sample : test::fixtures())
        QTest::newRow(qPrintable(sample.name)) << sample.path << sample.bytes;
}

void GoldenTest::inspect()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, bytes);
    const QByteArray actual = QJsonDocument(core::toJson(mime::parseDocument(bytes), false)).toJson();
    const QString goldenPath = path.chopped(4) + u".json"_s;
    if (qEnvironmentVariableIsSet("UPDATE_GOLDEN")) {
        QFile file(goldenPath);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(actual);
    }
    QCOMPARE(actual, test::readFile(goldenPath));
}

void GoldenTest::enough()
{
    QVERIFY(test::fixtures().size() >= 60);
}

QTEST_GUILESS_MAIN(GoldenTest)
#include "tst_golden.moc"
