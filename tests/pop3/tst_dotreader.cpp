// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pop3/dotreader.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using pop3::DotReader;

/** The end of a message, and its dots, however the bytes arrive. */
class DotReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contents_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << ".\r\n"_ba << ""_ba;
        QTest::newRow("one line") << "a\r\n.\r\n"_ba << "a\r\n"_ba;
        QTest::newRow("an empty line") << "\r\n.\r\n"_ba << "\r\n"_ba;
        QTest::newRow("dots") << "..\r\n...\r\na.\r\n..b\r\n.\r\n"_ba << ".\r\n..\r\na.\r\n.b\r\n"_ba;
        QTest::newRow("a dot that was not stuffed") << ".a\r\n.\r\n"_ba << "a\r\n"_ba;
        QTest::newRow("a lone LF stays") << "a\nb\r\n.\r\n"_ba << "a\nb\r\n"_ba;
        QTest::newRow("a lone CR stays") << "a\rb\r\r\n.\r\n"_ba << "a\rb\r\r\n"_ba;
        QTest::newRow("NUL and 8-bit stay") << QByteArray("\0\x80\xff\r\n.\r\n", 8) << QByteArray("\0\x80\xff\r\n", 5);
        QTest::newRow("a dot behind a lone LF is no end") << "a\n.\r\n+OK\r\n.\r\n"_ba << "a\n.\r\n+OK\r\n"_ba;
        QTest::newRow("a dot between lone LFs is no end") << "a\n.\n+OK\r\n.\r\n"_ba << "a\n.\n+OK\r\n"_ba;
        QTest::newRow("a dot behind a lone CR is no end") << "a\r.\r\n.\r\n"_ba << "a\r.\r\n"_ba;
        QTest::newRow("a dot and a lone LF is no end") << "a\r\n.\nb\r\n.\r\n"_ba << "a\r\n\nb\r\n"_ba;
        QTest::newRow("a dot and a lone CR is no end") << "a\r\n.\rb\r\n.\r\n"_ba << "a\r\n\rb\r\n"_ba;
        QTest::newRow("a dot and CR CR LF is no end") << "a\r\n.\r\r\n.\r\n"_ba << "a\r\n\r\r\n"_ba;
        QTest::newRow("a dot, CR, dot") << "a\r\n.\r.\r\n.\r\n"_ba << "a\r\n\r.\r\n"_ba;
        QTest::newRow("a line of a megabyte") << QByteArray(1024 * 1024, 'x') + "\r\n.\r\n"
                                              << QByteArray(1024 * 1024, 'x') + "\r\n";
    }
    void contents()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, content);
        const QByteArray behind = "+OK next\r\n";
        const QByteArray all = wire + behind;
        const qsizetype step = wire.size() > 1000 ? 99'991 : 1;
        for (qsizetype piece = 1; piece <= all.size(); piece += step) {
            DotReader reader(content.size());
            qsizetype taken = 0;
            for (qsizetype at = 0; at < all.size() && !reader.isComplete(); at += piece) {
                const QByteArrayView part = QByteArrayView(all).sliced(at, std::min(piece, all.size() - at));
                const qsizetype mine = reader.feed(part);
                QVERIFY(mine == part.size() || reader.isComplete());
                taken += mine;
            }
            QVERIFY(reader.isComplete());
            QCOMPARE(taken, wire.size());
            QCOMPARE(reader.size(), content.size());
            QCOMPARE(reader.take(), content);
            if (wire.size() > 1000 && piece == 1)
                piece = 1000;
        }
    }

    void theEndIsNotThereYet()
    {
        for (const QByteArray &part : {""_ba, "a\r\n"_ba, "a\r\n."_ba, "a\r\n.\r"_ba, "a\r\n.\n"_ba, "a\n.\r\n"_ba}) {
            DotReader reader(100);
            QCOMPARE(reader.feed(part), part.size());
            QVERIFY(!reader.isComplete());
        }
    }

    void whatIsTooMuchIsCountedAndDropped()
    {
        DotReader reader(4);
        QCOMPARE(reader.feed("abc\r\ndef\r\n.\r\nrest"), 13);
        QVERIFY(reader.isComplete());
        QCOMPARE(reader.size(), 10);
        QCOMPARE(reader.take(), "abc\r");
        QCOMPARE(reader.feed("more"), 0);
    }
};

QTEST_GUILESS_MAIN(DotReaderTest)
#include "tst_dotreader.moc"
