// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "stage.h"
#include "ui/mainwindow/undobar.h"
#include "ui/messagelist/messagelistview.h"
#include "ui/shared/theme.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using models::UndoHistory;
using test::Stage;

namespace
{
QStringList g_announced;

void hear(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::Announcement)
        g_announced.append(static_cast<QAccessibleAnnouncementEvent *>(event)->message());
}
} // namespace

class UndoBarTest : public QObject
{
    Q_OBJECT

    static ui::MessageListView *listOf(Stage &stage) { return stage.find<ui::MessageListView>("messages"); }
    static ui::UndoBar *barOf(Stage &stage) { return stage.find<ui::UndoBar>("undoBar"); }
    static QString wordsOf(Stage &stage) { return stage.find<QLabel>("undoWords")->text(); }
    static void choose(Stage &stage, int row)
    {
        listOf(stage)->selectRow(row);
        QSignalSpy settled(listOf(stage), &ui::MessageListView::selectionSettled);
        if (!settled.wait())
            qFatal("the selection does not settle");
    }
    static bool waitBar(Stage &stage)
    {
        return QTest::qWaitFor([&] { return barOf(stage)->isVisible(); });
    }

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::ColorScheme::Light); }

    void aMoveIsOfferedAndTakenBackWithKeys()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        QVERIFY(!barOf(stage)->isVisible());
        QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
        choose(stage, 0);
        QTest::keyClick(&window, Qt::Key_A);
        QVERIFY(waitBar(stage));
        QVERIFY(wordsOf(stage).contains(models::MailboxTreeModel::roleTitle(core::MailboxRole::Archive)));
        QCOMPARE(window.focusWidget(), listOf(stage)); // it took no focus
        QVERIFY(stage.asked<ipc::Undo>().isEmpty());
        QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stage.asked<ipc::Undo>().size(), 1);
        QCOMPARE(stage.asked<ipc::Undo>()[0].actions, QList{core::ActionId{1}});
        QTRY_VERIFY(!stage.find("undoButton")->isVisible());
        QVERIFY(barOf(stage)->isVisible()); // it says that it is done
    }

    void theButtonIsReachedWithTabAndANewerStepReplacesTheBar()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        choose(stage, 0);
        QTest::keyClick(&window, Qt::Key_S);
        QVERIFY(waitBar(stage));
        const QString first = wordsOf(stage);
        QTest::keyClick(&window, Qt::Key_Delete);
        QTRY_VERIFY(wordsOf(stage) != first);
        QTest::keyClick(listOf(stage), Qt::Key_Tab);
        QCOMPARE(window.focusWidget(), stage.find("undoButton"));
        QTest::keyClick(window.focusWidget(), Qt::Key_Space);
        QTRY_COMPARE(stage.asked<ipc::Undo>().size(), 1);
        QCOMPARE(stage.asked<ipc::Undo>()[0].actions, QList{core::ActionId{2}});
        listOf(stage)->setFocus();
    }

    void itLiesOverTheLowerEdgeOfTheListAndGoesAlong()
    {
        Stage stage;
        ui::MainWindow &window = stage.open({1024, 640});
        choose(stage, 0);
        QTest::keyClick(&window, Qt::Key_S);
        QVERIFY(waitBar(stage));
        const auto isInPlace = [&] {
            QWidget *pane = stage.find("messageListPane");
            const QRect list(pane->mapToGlobal(QPoint()), pane->size());
            const QRect bar(barOf(stage)->mapToGlobal(QPoint()), barOf(stage)->size());
            return list.contains(bar.bottomLeft()) && bar.bottom() > list.bottom() - 30
                && stage.find("undoButton")->visibleRegion().boundingRect() == stage.find("undoButton")->rect();
        };
        QVERIFY(isInPlace());
        window.resize(1300, 900);
        QTRY_VERIFY(isInPlace());
    }

    void screenReadersHearIt()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        choose(stage, 0);
        g_announced.clear();
        const auto before = QAccessible::installUpdateHandler(hear);
        QAccessible::setActive(true);
        QTest::keyClick(&window, Qt::Key_A);
        QVERIFY(waitBar(stage));
        QAccessible::installUpdateHandler(before);
        QVERIFY(!g_announced.isEmpty());
        QVERIFY(g_announced.last().contains(wordsOf(stage)));
    }

    void sendingCountsDownAndComesBackToTheCharacter()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        UndoHistory &history = stage.workspace().undoHistory();
        QSignalSpy returned(&history, &UndoHistory::draftReturned);
        stage.returned = {.id = core::DraftId{4}, .subject = u"件名"_s, .text = u"一\n\n  二 ＡＢ\t\n"_s};
        history.addSubmission(core::SubmissionId{3}, 10s);
        QVERIFY(waitBar(stage));
        const QString first = wordsOf(stage);
        QVERIFY(first.contains(u"10"_s));
        QTRY_VERIFY(wordsOf(stage) != first);
        QVERIFY(stage.find("undoButton")->isVisible());
        QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(returned.size(), 1);
        QCOMPARE(stage.asked<ipc::TakeBack>()[0].submission, core::SubmissionId{3});
        QCOMPARE(returned[0][0].value<core::Draft>(), stage.returned);
    }

    void whatHasSetOutIsToldAsTooLate()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        stage.refusal = core::Error{Errc::NoSuchMessage, {}, {}};
        stage.workspace().undoHistory().addSubmission(core::SubmissionId{3}, 10s);
        QVERIFY(waitBar(stage));
        QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(!wordsOf(stage).contains(u"10"_s));
        QVERIFY(barOf(stage)->isVisible());
        QVERIFY(!stage.find("undoButton")->isVisible());
    }

    void itGoesWhenTheHoldIsOver()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        stage.workspace().undoHistory().addSubmission(core::SubmissionId{3}, 300ms);
        QVERIFY(waitBar(stage));
        QTRY_VERIFY(!barOf(stage)->isVisible());
        QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
        QTest::qWait(50);
        QVERIFY(stage.asked<ipc::TakeBack>().isEmpty());
    }

    void inTheTrashDeleteIsForGoodAndUndoable()
    {
        Stage stage;
        stage.addMessages(stage.trash, Stage::realMail().mid(0, 2), QDateTime::currentDateTimeUtc());
        stage.write([&](store::Transaction &tx) {
            tx.setSyncState(stage.trash, core::UidValidity{7}, core::Uid{50}, {}, core::Uid{1}).value();
        });
        ui::MainWindow &window = stage.open();
        choose(stage, 1);
        QTest::keyClick(&window, Qt::Key_Delete, Qt::ShiftModifier);
        QTRY_COMPARE(stage.asked<ipc::Act>().size(), 1);
        QVERIFY(std::holds_alternative<core::DeleteMessages>(stage.asked<ipc::Act>()[0].action));
        stage.workspace().openMailbox(stage.trash);
        QTRY_COMPARE(stage.workspace().messages().rowCount(), 2);
        QVERIFY(stage.find("emptyButton")->isVisible());
        choose(stage, 0);
        QTest::keyClick(&window, Qt::Key_Delete);
        QTRY_COMPARE(stage.asked<ipc::Act>().size(), 2);
        const auto deletion = std::get<core::DeleteMessages>(stage.asked<ipc::Act>()[1].action);
        QCOMPARE(deletion.messages.size(), 1);
        QCOMPARE(deletion.messages[0].key.mailbox, "Trash");
        QTest::mouseClick(stage.find("emptyButton"), Qt::LeftButton);
        QTRY_COMPARE(stage.asked<ipc::Act>().size(), 3);
        QCOMPARE(std::get<core::EmptyMailbox>(stage.asked<ipc::Act>()[2].action).mailbox, "Trash");
        QVERIFY(waitBar(stage));
        stage.workspace().openMailbox(stage.inbox);
        QVERIFY(!stage.find("emptyButton")->isVisible());
    }
};

QTEST_MAIN(UndoBarTest)
#include "tst_undobar.moc"
