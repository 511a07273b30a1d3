// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "made.h"
#include "stage.h"
#include "ui/mailboxes/mailboxview.h"
#include "ui/messagelist/messagelistview.h"
#include "ui/messagelist/messagesdrag.h"
#include "ui/shared/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDropEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using models::MailboxTreeModel;
using test::Stage;

class MailboxCommandsTest : public QObject
{
    Q_OBJECT

    static ui::MailboxView *treeOf(Stage &stage) { return stage.find<ui::MailboxView>("mailboxes"); }
    static ui::MessageListView *listOf(Stage &stage) { return stage.find<ui::MessageListView>("messages"); }
    static QMenu *openMenu()
    {
        if (!QTest::qWaitFor([] { return QApplication::activePopupWidget() != nullptr; }))
            return nullptr;
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }
    /** The entry whose words begin so; nullptr when there is none. */
    static QAction *entry(const QMenu *menu, const QString &words)
    {
        for (QAction *action : menu->actions()) {
            if (action->text().startsWith(words))
                return action;
        }
        return nullptr;
    }
    static QMenu *menuOf(Stage &stage, core::MailboxId mailbox)
    {
        ui::MailboxView *tree = treeOf(stage);
        const QPoint place = tree->visualRect(stage.workspace().mailboxes().indexOf(mailbox)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, tree->viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(tree->viewport(), &event);
        return openMenu();
    }
    template <class A>
    static A lastAct(Stage &stage, qsizetype count)
    {
        if (!QTest::qWaitFor([&] { return stage.asked<ipc::Act>().size() == count; }))
            qFatal("no action came");
        return std::get<A>(stage.asked<ipc::Act>().last().action);
    }
    static bool drop(Stage &stage, core::MailboxId on, const QMimeData *data, Qt::KeyboardModifiers modifiers = {})
    {
        ui::MailboxView *tree = treeOf(stage);
        const QPoint place = tree->visualRect(stage.workspace().mailboxes().indexOf(on)).center();
        QDragEnterEvent enter(place, Qt::MoveAction | Qt::CopyAction, data, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(tree->viewport(), &enter);
        QDragMoveEvent move(place, Qt::MoveAction | Qt::CopyAction, data, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(tree->viewport(), &move);
        QDropEvent event(place, Qt::MoveAction | Qt::CopyAction, data, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(tree->viewport(), &event);
        return enter.isAccepted() && move.isAccepted() && event.isAccepted();
    }

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::ColorScheme::Light); }

    void theKeyboardOpensBothMenus()
    {
        Stage stage;
        stage.open();
        ui::MailboxView *tree = treeOf(stage);
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_F10, Qt::ShiftModifier);
        QMenu *menu = openMenu();
        QVERIFY(menu);
        QVERIFY(entry(menu, u"Rename"_s));
        menu->close();
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(1, 1), tree->mapToGlobal(QPoint(1, 1)));
        QCoreApplication::sendEvent(tree->viewport(), &byKey);
        menu = openMenu();
        QVERIFY(menu);
        menu->close();
        ui::MessageListView *list = listOf(stage);
        list->setFocus();
        list->selectRow(0);
        QTest::keyClick(list, Qt::Key_F10, Qt::ShiftModifier);
        menu = openMenu();
        QVERIFY(menu);
        QVERIFY(entry(menu, u"Reply"_s));
        menu->close();
    }

    void specialFoldersCannotBeChanged()
    {
        Stage stage;
        stage.open();
        for (const core::MailboxId special : {stage.inbox, stage.trash}) {
            QMenu *menu = menuOf(stage, special);
            QVERIFY(menu);
            for (const QString &words : {u"Rename"_s, u"Delete"_s, u"Hide"_s})
                QVERIFY(!entry(menu, words)->isEnabled());
            QVERIFY(entry(menu, u"New folder"_s)->isEnabled());
            QCOMPARE(entry(menu, u"Empty"_s) != nullptr, special == stage.trash);
            menu->close();
        }
        QMenu *menu = menuOf(stage, stage.projects);
        QVERIFY(entry(menu, u"Rename"_s)->isEnabled());
        QVERIFY(entry(menu, u"Delete"_s)->isEnabled());
        menu->close();
        QCOMPARE(treeOf(stage)->chosen(), stage.inbox); // a menu chooses nothing
    }

    void aNewFolderIsNamedAndChecked()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        entry(menuOf(stage, stage.projects), u"New folder in"_s)->trigger();
        auto *edit = window.findChild<QLineEdit *>(u"mailboxName"_s);
        QVERIFY(edit);
        auto *dialog = qobject_cast<QDialog *>(edit->window());
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        for (const QString &wrong : {u" "_s, u"a/b"_s, u"飛脚"_s}) {
            edit->setText(wrong);
            QTest::keyClick(edit, Qt::Key_Return);
            QVERIFY(dialog->isVisible());
            QVERIFY(!edit->accessibleDescription().isEmpty());
        }
        QVERIFY(stage.asked<ipc::Act>().isEmpty());
        edit->setText(u"計画"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        const auto made = lastAct<core::CreateMailbox>(stage, 1);
        QCOMPARE(made.parent, "Projects");
        QCOMPARE(made.name, u"計画"_s);
    }

    void keysRenameAndRemoveAndNeverTouchMessages()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        listOf(stage)->selectRow(0);
        ui::MailboxView *tree = treeOf(stage);
        tree->choose(stage.projects);
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_F2);
        auto *edit = window.findChild<QLineEdit *>(u"mailboxName"_s);
        QVERIFY(edit);
        QCOMPARE(edit->text(), u"仕事"_s);
        edit->setText(u"会社"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(lastAct<core::RenameMailbox>(stage, 1).name, u"会社"_s);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Delete);
        const auto removed = lastAct<core::RenameMailbox>(stage, 2);
        QCOMPARE(removed.mailbox, "Projects");
        QCOMPARE(removed.parent, "Trash");
        QTRY_VERIFY(stage.find("undoBar")->isVisible());
        tree->choose(stage.inbox);
        QTRY_VERIFY(stage.workspace().messages().rowCount() > 0);
        listOf(stage)->selectRow(0);
        QTRY_VERIFY(window.findChild<QAction *>(u"trash"_s)->isEnabled());
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Delete);
        QTest::qWait(50);
        QCOMPARE(stage.asked<ipc::Act>().size(), 2);
    }

    void hiddenFoldersComeWithAll()
    {
        Stage stage;
        stage.open();
        MailboxTreeModel &model = stage.workspace().mailboxes();
        entry(menuOf(stage, stage.hikyaku), u"Hide"_s)->trigger();
        QVERIFY(!lastAct<core::SetSubscribed>(stage, 1).subscribed);
        QTRY_VERIFY(!model.indexOf(stage.hikyaku).isValid());
        QMenu *menu = menuOf(stage, stage.inbox);
        entry(menu, u"Show all"_s)->trigger();
        menu->close();
        QVERIFY(model.indexOf(stage.hikyaku).isValid());
        menu = menuOf(stage, stage.hikyaku);
        entry(menu, u"Show"_s)->trigger();
        menu->close();
        QVERIFY(lastAct<core::SetSubscribed>(stage, 2).subscribed);
        menu = menuOf(stage, stage.inbox);
        QVERIFY(entry(menu, u"Show all"_s)->isChecked());
        entry(menu, u"Show all"_s)->trigger();
        menu->close();
    }

    void droppedMessagesMoveOrAreCopied()
    {
        Stage stage;
        stage.open();
        ui::MessageListView *list = listOf(stage);
        QVERIFY(list->dragEnabled());
        QVERIFY(stage.workspace().messages().index(0).flags().testFlag(Qt::ItemIsDragEnabled));
        list->selectRow(0);
        const std::unique_ptr<QMimeData> data(ui::messagesAsMime(list->selectedMessages()));
        QVERIFY(drop(stage, stage.hikyaku, data.get()));
        QCOMPARE(lastAct<core::MoveMessages>(stage, 1).destination, "Projects/Hikyaku");
        QTRY_COMPARE(list->selectedCount(), 1); // the next one took over
        const std::unique_ptr<QMimeData> next(ui::messagesAsMime(list->selectedMessages()));
        QVERIFY(drop(stage, stage.projects, next.get(), Qt::ControlModifier));
        QCOMPARE(lastAct<core::CopyMessages>(stage, 2).destination, "Projects");
        QVERIFY(!drop(stage, stage.inbox, next.get())); // where they lie
        QMimeData text;
        text.setText(u"1 2 3"_s);
        QVERIFY(!drop(stage, stage.projects, &text));
        QCOMPARE(stage.asked<ipc::Act>().size(), 2);
    }

    void aFewLettersFindAFolder()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        listOf(stage)->selectRow(0);
        QSignalSpy settled(listOf(stage), &ui::MessageListView::selectionSettled);
        QVERIFY(settled.wait());
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        auto *field = window.findChild<QLineEdit *>(u"mailboxFilter"_s);
        QVERIFY(field);
        QVERIFY(QTest::qWaitForWindowActive(field->window()));
        auto *choices = window.findChild<QListWidget *>(u"mailboxChoices"_s);
        QVERIFY(!choices->item(0)->flags().testFlag(Qt::ItemIsEnabled)); // the Inbox, where it lies
        field->setText(u"飛"_s);
        QCOMPARE(choices->currentItem()->text(), u"仕事 › 飛脚"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(lastAct<core::MoveMessages>(stage, 1).destination, "Projects/Hikyaku");
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::qWait(50); // the next message is chosen
        QTest::keyClick(&window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(window.findChild<QLineEdit *>(u"mailboxFilter"_s));
        field = window.findChild<QLineEdit *>(u"mailboxFilter"_s);
        QVERIFY(QTest::qWaitForWindowActive(field->window()));
        field->setText(u"ＡＲＣＨＩＶＥ"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(lastAct<core::CopyMessages>(stage, 2).destination, "Archive");
    }
};

QTEST_MAIN(MailboxCommandsTest)
#include "tst_mailboxcommands.moc"
