// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/storewriter.h"
#include "tests/support/coroutine.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using engine::PostOutcome;
using engine::StoreWriter;

/** What the writer owes those who hand work over. */
class StoreWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyoneHearsOfTheirOwnFailure();
};

void StoreWriterTest::everyoneHearsOfTheirOwnFailure()
{
    QTemporaryDir folder;
    const auto writer = StoreWriter::open({folder.filePath(QStringLiteral("profile"))});
    QVERIFY(writer.has_value());
    QSignalSpy failed(writer->get(), &StoreWriter::failed);
    const auto mine = std::make_shared<PostOutcome>(), others = std::make_shared<PostOutcome>();
    // Two accounts are received at the same time; one list does not fit on the disk.
    (*writer)->post([](store::Transaction &) -> core::Result<> { return core::failure(core::Errc::StoreFull); }, mine);
    (*writer)->post([](store::Transaction &) { return core::Result<>(); }, others);
    QVERIFY(test::waitFor((*writer)->settled(others)));
    const auto settled = test::waitFor((*writer)->settled(mine));
    QVERIFY(!settled);
    QCOMPARE(settled.error().code, core::Errc::StoreFull);
    QCOMPARE(failed.size(), 1);
}

QTEST_GUILESS_MAIN(StoreWriterTest)
#include "tst_storewriter.moc"
