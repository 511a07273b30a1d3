// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "stage.h"
#include "ui/shared/messagebar.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using test::Stage;

/** What is told above the columns. */
class StateBannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** What a server insists on is a stranger's text: plain, named as the server's, and there until it is closed. */
    void wordsOfAServerStayUntilTheyAreClosed()
    {
        Stage stage;
        stage.open();
        QWidget *banner = stage.find("stateBanner");
        const auto words = [banner] {
            return banner->isVisible() ? banner->findChild<ui::MessageBar *>()->accessibleName() : QString();
        };
        const auto close = [banner] {
            for (auto *button : banner->findChildren<QPushButton *>()) {
                if (button->accessibleName() == "Close"_L1)
                    button->click();
            }
        };
        const auto say = [&](const QString &text) {
            stage.broadcast(
                core::Activity{.account = stage.account, .kind = core::ActivityKind::ServerNotice, .subject = text});
        };
        say(u"<img src=x>\u202e pay\nnow"_s);
        say(u"second"_s);
        QVERIFY(QTest::qWaitFor([&] { return words().endsWith(u" says: <img src=x> pay now"_s); }));
        for (const QLabel *label : banner->findChildren<QLabel *>())
            QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
        // Work goes on, and the words stay.
        stage.broadcast(core::Activity{.account = stage.account, .kind = core::ActivityKind::Sending});
        stage.broadcast(core::Activity{.account = stage.account, .kind = core::ActivityKind::Idle});
        QTest::qWait(50);
        QVERIFY(words().contains(u"pay now"_s));
        close();
        QVERIFY(QTest::qWaitFor([&] { return words().endsWith(u"second"_s); }));
        close();
        QVERIFY(QTest::qWaitFor([&] { return !banner->isVisible(); }));
    }
};

QTEST_MAIN(StateBannerTest)
#include "tst_statebanner.moc"
