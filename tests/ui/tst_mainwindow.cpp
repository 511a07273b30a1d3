// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "stage.h"
#include "ui/messagelist/messagelistview.h"
#include "ui/messageview/messagebody.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Flag;
using models::MailboxTreeModel;
using test::Stage;
using ViewState = models::MessageViewModel::State;

class MainWindowTest : public QObject
{
    Q_OBJECT

    static ui::MessageListView *listOf(Stage &stage) { return stage.find<ui::MessageListView>("messages"); }
    static ui::MessageBody *bodyOf(Stage &stage) { return stage.find<ui::MessageBody>("messageBody"); }
    static bool waitReady(Stage &stage)
    {
        return QTest::qWaitFor([&] { return stage.workspace().messageView().state() == ViewState::Ready; });
    }
    /** The rows in reading order are the fixtures' in the order they are written. */
    static bool choose(Stage &stage, int row)
    {
        listOf(stage)->selectRow(row);
        const core::MessageId wanted = stage.workspace().messages().messageAt(row);
        return QTest::qWaitFor([&] { return stage.workspace().messageView().message() == wanted; }) && waitReady(stage);
    }

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::ColorScheme::Light); }

    void startsInTheInboxWithNothingChosenAndNothingRead()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        stage.workspace().messageView().setReadDelay(std::chrono::milliseconds(0));
        QCOMPARE(stage.workspace().messages().mailbox(), stage.inbox);
        QVERIFY(window.windowTitle().startsWith(MailboxTreeModel::roleTitle(core::MailboxRole::Inbox)));
        QCOMPARE(window.focusWidget(), listOf(stage));
        QTest::qWait(100);
        QCOMPARE(listOf(stage)->selectedCount(), 0);
        QVERIFY(stage.asked<ipc::Act>().isEmpty());
        QVERIFY(stage.asked<ipc::FetchDocument>().isEmpty());
    }

    void keysWalkThroughTheWindow()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        ui::MessageListView *list = listOf(stage);
        QTest::keyClick(&window, Qt::Key_J); // the first key chooses the first row
        QCOMPARE(list->currentIndex().row(), 0);
        QTest::keyClick(&window, Qt::Key_J);
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), 2);
        QTest::keyClick(&window, Qt::Key_K);
        QCOMPARE(list->currentIndex().row(), 1);
        QVERIFY(waitReady(stage));
        QCOMPARE(stage.find<QLabel>("headerSubject")->text(), u"Lunch on Thursday?"_s);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(window.focusWidget(), bodyOf(stage));
        QTest::keyClick(&window, Qt::Key_F6);
        QCOMPARE(window.focusWidget(), stage.find("mailboxes"));
        QTest::keyClick(&window, Qt::Key_F6);
        QCOMPARE(window.focusWidget(), list);
        QTest::keyClick(&window, Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(window.focusWidget(), stage.find("mailboxes"));
        QTest::keyClick(stage.find("mailboxes"), Qt::Key_Down);
        QCOMPARE(stage.workspace().messages().shownMailbox().role, core::MailboxRole::Drafts);
    }

    void aChosenMessageIsReadAfterTheDelay()
    {
        Stage stage;
        stage.open();
        stage.workspace().messageView().setReadDelay(std::chrono::milliseconds(150));
        QVERIFY(choose(stage, 0));
        QVERIFY(stage.asked<ipc::Act>().isEmpty());
        QVERIFY(QTest::qWaitFor([&] { return stage.asked<ipc::Act>().size() == 1; }));
        const auto flags = std::get<core::SetFlags>(stage.asked<ipc::Act>()[0].action);
        QCOMPARE(flags.add, core::SystemFlags(Flag::Seen));
        const QModelIndex row = stage.workspace().messages().index(0);
        QVERIFY(QTest::qWaitFor([&] { return !row.data(models::MessageListModel::UnreadRole).toBool(); }));
    }

    void answersAreAskedForWithTheShownMessage()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        QSignalSpy replies(&window, &ui::MainWindow::replyRequested);
        QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(replies.size(), 0); // nothing is chosen
        QVERIFY(choose(stage, 1));
        QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
        QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier);
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        const QList kinds{
            ipc::ReplyKind::Reply, ipc::ReplyKind::ReplyAll, ipc::ReplyKind::Forward, ipc::ReplyKind::Forward};
        QCOMPARE(replies.size(), 4);
        for (qsizetype at = 0; at < kinds.size(); ++at) {
            QCOMPARE(replies[at][0].value<core::MessageKey>().uid, core::Uid{2});
            QCOMPARE(replies[at][1].value<ipc::ReplyKind>(), kinds[at]);
        }
        QSignalSpy compose(&window, &ui::MainWindow::composeRequested);
        QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
        QTest::mouseClick(stage.find("composeButton"), Qt::LeftButton);
        QCOMPARE(compose.size(), 2);
        QCOMPARE(compose[0][0].value<core::AccountId>(), stage.account);
    }

    void lettersAreCommandsButNotInFields()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        QVERIFY(choose(stage, 1));
        QLineEdit field(&window);
        field.show();
        field.setFocus();
        QTest::keyClicks(&field, u"sujk"_s);
        QTest::keyClick(&field, Qt::Key_Delete);
        QCOMPARE(field.text(), u"sujk"_s);
        QVERIFY(stage.asked<ipc::Act>().isEmpty());
        QCOMPARE(listOf(stage)->currentIndex().row(), 1);
        listOf(stage)->setFocus();
        QTest::keyClick(&window, Qt::Key_S);
        QVERIFY(QTest::qWaitFor([&] { return stage.asked<ipc::Act>().size() == 1; }));
        QCOMPARE(std::get<core::SetFlags>(stage.asked<ipc::Act>()[0].action).add, core::SystemFlags(Flag::Flagged));
    }

    void deletingGoesOnToTheNextMessage()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        QVERIFY(choose(stage, 1));
        const core::MessageId next = stage.workspace().messages().messageAt(2);
        QTest::keyClick(&window, Qt::Key_Delete);
        QVERIFY(QTest::qWaitFor([&] { return stage.workspace().messages().rowCount() == 7; }));
        const auto move = std::get<core::MoveMessages>(stage.asked<ipc::Act>().last().action);
        QCOMPARE(move.destination, "Trash"_ba);
        QCOMPARE(move.messages.size(), 1);
        QCOMPARE(move.messages[0].key.uid, core::Uid{2});
        QVERIFY(QTest::qWaitFor([&] { return stage.workspace().messageView().message() == next; }));
    }

    void theMenuMovesToAMailboxOfTheAccount()
    {
        Stage stage;
        stage.open();
        QVERIFY(choose(stage, 0));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(listOf(stage)->viewport(), &event);
        QAction *target = nullptr;
        for (const QMenu *menu : stage.window().findChildren<QMenu *>(u"moveMenu"_s)) {
            for (QAction *action : menu->actions())
                target = action->text().trimmed() == u"飛脚"_s ? action : target;
        }
        QVERIFY(target);
        target->trigger();
        QVERIFY(QTest::qWaitFor([&] { return stage.asked<ipc::Act>().size() == 1; }));
        const auto move = std::get<core::MoveMessages>(stage.asked<ipc::Act>()[0].action);
        QCOMPARE(move.destination, "Projects/Hikyaku"_ba);
    }

    void spaceReadsOnThenGoesToTheNextUnread()
    {
        QList<Stage::Mail> mails = Stage::realMail();
        mails[0].text = u"A long line of text.\n"_s.repeated(300);
        Stage stage(mails);
        stage.open({1024, 640});
        QVERIFY(choose(stage, 0));
        QScrollBar *bar = bodyOf(stage)->verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        QTest::keyClick(listOf(stage), Qt::Key_Space);
        QVERIFY(bar->value() > 0);
        QCOMPARE(listOf(stage)->currentIndex().row(), 0);
        QTest::keyClick(listOf(stage), Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(bar->value(), 0);
        bar->setValue(bar->maximum());
        QTest::keyClick(bodyOf(stage), Qt::Key_Space);
        QCOMPARE(listOf(stage)->currentIndex().row(), 1);
    }

    void whatAMessageSaysIsPlainText()
    {
        Stage stage;
        stage.open();
        QVERIFY(choose(stage, 2));
        QCOMPARE(stage.find<QLabel>("headerSubject")->text(), u"<b>Your invoice</b> &amp; receipt"_s);
        QCOMPARE(stage.find<QLabel>("headerAuthor")->text(), u"<b>Support</b>"_s);
        QCOMPARE(stage.find<QLabel>("headerAddress")->text(), u"billing@shop.example"_s);
        for (const QLabel *label : stage.window().findChildren<QLabel *>())
            QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(), qPrintable(label->text()));
        QVERIFY(bodyOf(stage)->toPlainText().startsWith(u"<h1>Not a heading</h1>"_s));
        QCOMPARE(stage.workspace().messages().index(2).data().toString(), u"<b>Your invoice</b> &amp; receipt"_s);
    }

    void aLinkTellsItsTargetAndADoubtfulOneAsks()
    {
        Stage stage;
        stage.open();
        QVERIFY(choose(stage, 2));
        ui::MessageBody *body = bodyOf(stage);
        QTextCursor cursor = body->document()->find(u"xn--"_s);
        QVERIFY(!cursor.isNull());
        const QPoint place = body->cursorRect(cursor).center();
        QTest::mouseMove(body->viewport(), place);
        const auto *target = stage.find<QLabel>("linkTarget");
        QVERIFY(QTest::qWaitFor([&] { return target->text().contains(u"https://xn--pple-43d.example/login"_s); }));
        QTest::mouseClick(body->viewport(), Qt::LeftButton, {}, place);
        auto *question = stage.window().findChild<QMessageBox *>();
        QVERIFY(question);
        QVERIFY(question->informativeText().contains(u"xn--pple-43d.example"_s));
        QCOMPARE(question->textFormat(), Qt::PlainText);
        question->reject();
    }

    void quotesFoldAndOpen()
    {
        Stage stage;
        stage.open();
        QVERIFY(choose(stage, 0));
        ui::MessageBody *body = bodyOf(stage);
        QVERIFY(body->toPlainText().contains(u"来週火曜の14時"_s));
        QVERIFY(!body->toPlainText().contains(u"資料をお送りします"_s));
        QTest::keyClick(&stage.window(), Qt::Key_Q);
        QVERIFY(body->toPlainText().contains(u"資料をお送りします"_s));
        body->selectAll();
        body->copy();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u">> 先日はありがとうございました。"_s));
        QTest::keyClick(&stage.window(), Qt::Key_Q);
        QVERIFY(!body->toPlainText().contains(u"資料をお送りします"_s));
    }

    void aVeryLongTextIsShownInParts()
    {
        QList<Stage::Mail> mails = Stage::realMail();
        mails[0].text = u"日本語の長い本文です。\n"_s.repeated(200'000);
        mails[1].text = u"\n"_s.repeated(2'000'000) + u"end"_s;
        Stage stage(mails);
        stage.open();
        ui::MessageBody *body = bodyOf(stage);
        QVERIFY(choose(stage, 1));
        QVERIFY(body->document()->blockCount() < 5000);
        QVERIFY(choose(stage, 0));
        const int shown = body->document()->blockCount();
        QVERIFY(shown < 5000);
        QTextCursor more = body->document()->find(u"Show more"_s);
        QVERIFY(!more.isNull());
        body->setTextCursor(more);
        body->ensureCursorVisible();
        QTest::mouseClick(body->viewport(), Qt::LeftButton, {}, body->cursorRect(more).center() - QPoint(5, 0));
        QVERIFY(body->document()->blockCount() > shown + 1000);
    }

    void aSpoofIsToldInABar()
    {
        Stage stage;
        stage.documents[core::Uid{2}].warnings = {{u"from-spoof"_s, u"x"_s}};
        stage.open();
        QVERIFY(choose(stage, 1));
        const auto bars = stage.find("messagePane")->findChildren<ui::MessageBar *>();
        QCOMPARE(bars.size(), 1);
        QTRY_VERIFY(bars[0]->isVisible());
        QVERIFY(bars[0]->findChildren<QLabel *>().size() >= 2);
        QVERIFY(choose(stage, 3));
        QTest::qWait(10);
        QVERIFY(stage.find("messagePane")->findChildren<ui::MessageBar *>().isEmpty());
    }

    void aFailedMessageCanBeTriedAgain()
    {
        Stage stage;
        const core::Document kept = stage.documents.take(core::Uid{2});
        stage.open();
        listOf(stage)->selectRow(1);
        QVERIFY(QTest::qWaitFor([&] { return stage.workspace().messageView().state() == ViewState::Failed; }));
        QCOMPARE(stage.find<QLabel>("headerSubject")->text(), u"Lunch on Thursday?"_s);
        stage.documents.insert(core::Uid{2}, kept);
        auto *bar = stage.find("messagePane")->findChild<ui::MessageBar *>();
        QVERIFY(bar);
        const auto buttons = bar->findChildren<QPushButton *>();
        const auto again = std::ranges::find_if(buttons, [](const QPushButton *one) { return !one->text().isEmpty(); });
        QVERIFY(again != buttons.end());
        QTest::mouseClick(*again, Qt::LeftButton);
        QVERIFY(waitReady(stage));
        QVERIFY(bodyOf(stage)->toPlainText().contains(u"lunch on Thursday"_s));
    }

    void severalChosenMessagesAreCountedAndChangedTogether()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        listOf(stage)->selectRow(0);
        QTest::keyClick(listOf(stage), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(listOf(stage), Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(QTest::qWaitFor([&] { return stage.workspace().messageView().state() == ViewState::Empty; }));
        QTRY_VERIFY(stage.find<QLabel>("mailboxCount")->text().contains(u"3"_s));
        QTest::keyClick(&window, Qt::Key_U);
        QVERIFY(QTest::qWaitFor([&] { return stage.asked<ipc::Act>().size() == 1; }));
        const auto flags = std::get<core::SetFlags>(stage.asked<ipc::Act>()[0].action);
        QCOMPARE(flags.messages.size(), 3);
        QCOMPARE(flags.add, core::SystemFlags(Flag::Seen));
    }

    void longFieldsLeaveRoomForTheText()
    {
        QList<Stage::Mail> mails = Stage::realMail();
        mails[0].subject = u"とても長い件名"_s.repeated(150);
        Stage stage(mails);
        core::Document &document = stage.documents[core::Uid{1}];
        for (int number = 0; number < 500; ++number) {
            document.envelope.to.append({u"受取人 %1"_s.arg(number), u"someone%1@example.jp"_s.arg(number)});
            document.envelope.from.append({u"差出人 %1"_s.arg(number), u"author%1@example.jp"_s.arg(number)});
        }
        ui::MainWindow &window = stage.open({1024, 640});
        QVERIFY(choose(stage, 0));
        QVERIFY(!stage.find("headerRecipients")->isVisible());
        for (QToolButton *button : stage.find("messageHeader")->findChildren<QToolButton *>())
            QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(stage.find("headerRecipients")->isVisible());
        QVERIFY(stage.find<QLabel>("headerRecipients")->text().contains(u"<someone42@example.jp>"_s));
        QTest::qWait(50);
        QCOMPARE(window.size(), QSize(1024, 640));
        QVERIFY(bodyOf(stage)->height() >= 64);
        const auto *subject = stage.find<QLabel>("headerSubject");
        QVERIFY(subject->height() > 2 * subject->fontMetrics().height());
    }

    void theOutboxTellsEachState()
    {
        Stage stage;
        stage.open();
        const auto queue = [&](const QString &subject, core::SubmissionState state, const core::Error &error) {
            stage.write([&](store::Transaction &tx) {
                tx.queueSubmission({.account = stage.account,
                                       .messageId = subject,
                                       .reversePath = u"taro@example.jp"_s,
                                       .recipients = {u"hanako@example.jp"_s},
                                       .subject = subject,
                                       .queuedAt = QDateTime::currentDateTimeUtc(),
                                       .notBefore = QDateTime::currentDateTimeUtc(),
                                       .state = state,
                                       .attempts = 1,
                                       .lastError = error},
                      "bytes")
                    .value();
            });
        };
        queue(u"<i>refused</i>"_s, core::SubmissionState::Failed,
            {core::Errc::ServerRefused, u"smtp.example.jp"_s, "554 5.7.1 spam"});
        queue(u"lost"_s, core::SubmissionState::Unknown, {core::Errc::DeliveryUnknown, u"smtp.example.jp"_s, {}});
        MailboxTreeModel &tree = stage.workspace().mailboxes();
        QVERIFY(QTest::qWaitFor([&] { return tree.rowCount() == 2; }));
        const QModelIndex outbox = tree.index(1, 0);
        QVERIFY(outbox.data(MailboxTreeModel::NeedsAttentionRole).toBool());
        stage.find<QTreeView>("mailboxes")->setCurrentIndex(outbox);
        QVERIFY(stage.find("outboxPage")->isVisible());
        const auto states = stage.window().findChildren<QLabel *>(u"outboxState"_s);
        QCOMPARE(states.size(), 2);
        const auto stories = stage.window().findChildren<QLabel *>(u"outboxStory"_s);
        QVERIFY(stories[0]->text().contains(u"554 5.7.1 spam"_s));
        QVERIFY(states[0]->text() != states[1]->text());
        QVERIFY(stories[0]->isVisible());
        const auto confirms = stage.window().findChildren<QPushButton *>(u"outboxConfirm"_s);
        QVERIFY(!confirms[0]->isVisible()); // refused is not unknown
        QTest::mouseClick(confirms[1], Qt::LeftButton);
        QTRY_COMPARE(stage.asked<ipc::ConfirmSent>().size(), 1);
        QCOMPARE(stage.asked<ipc::ConfirmSent>()[0].submission, core::SubmissionId{2});

        // Sending again what may have arrived asks first.
        const auto buttons = states[1]->parentWidget()->findChildren<QPushButton *>();
        const auto again
            = std::ranges::find_if(buttons, [](const QPushButton *one) { return one->text().contains(u"again"_s); });
        QVERIFY(again != buttons.end());
        QTest::mouseClick(*again, Qt::LeftButton);
        QVERIFY(stage.asked<ipc::RetrySubmission>().isEmpty());
        auto *question = stage.window().findChild<QMessageBox *>();
        QVERIFY(question);
        for (QAbstractButton *one : question->buttons()) {
            if (question->buttonRole(one) == QMessageBox::AcceptRole)
                QTest::mouseClick(one, Qt::LeftButton);
        }
        QVERIFY(QTest::qWaitFor([&] { return stage.asked<ipc::RetrySubmission>().size() == 1; }));
    }

    void anEmptiedOutboxGoesBackToTheMailbox()
    {
        Stage stage;
        stage.open();
        core::SubmissionId id;
        stage.write([&](store::Transaction &tx) {
            id = tx.queueSubmission({.account = stage.account, .messageId = u"x"_s, .subject = u"x"_s}, "x").value();
        });
        MailboxTreeModel &tree = stage.workspace().mailboxes();
        QVERIFY(QTest::qWaitFor([&] { return tree.rowCount() == 2; }));
        stage.find<QTreeView>("mailboxes")->setCurrentIndex(tree.index(1, 0));
        QVERIFY(stage.find("outboxPage")->isVisible());
        stage.write([&](store::Transaction &tx) { tx.removeSubmission(id).value(); });
        QVERIFY(QTest::qWaitFor([&] { return tree.rowCount() == 1; }));
        QVERIFY(!stage.find("outboxPage")->isVisible());
        QCOMPARE(stage.find<QTreeView>("mailboxes")->currentIndex(), tree.indexOf(stage.inbox));
    }

    void aGoneEngineIsToldAndTheMailStays()
    {
        Stage stage;
        stage.open();
        QVERIFY(!stage.find("stateBanner")->isVisible());
        stage.stopEngine();
        QVERIFY(QTest::qWaitFor([&] { return stage.find("stateBanner")->isVisible(); }));
        QCOMPARE(stage.workspace().messages().rowCount(), 8);
    }

    void anErrorIsToldOnceClosedAndGoesWithItsCause()
    {
        Stage stage;
        stage.open();
        core::Activity waiting{.account = stage.account,
            .kind = core::ActivityKind::Waiting,
            .subject = u"imap.example.jp"_s,
            .error = core::Error{core::Errc::Timeout, u"imap.example.jp"_s, {}}};
        stage.broadcast(waiting);
        auto *banner = stage.find("stateBanner");
        QVERIFY(QTest::qWaitFor([&] { return banner->isVisible(); }));
        stage.broadcast(core::Activity{.account = stage.account, .kind = core::ActivityKind::Idle});
        QVERIFY(QTest::qWaitFor([&] { return !banner->isVisible(); }));
        waiting.error->code = core::Errc::Offline; // a state, not an error
        stage.broadcast(waiting);
        QTest::qWait(100);
        QVERIFY(!banner->isVisible());
    }

    void withoutAnAccountThereIsAWelcome()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        stage.write([&](store::Transaction &tx) { tx.removeAccount(stage.account, true).value(); });
        QVERIFY(QTest::qWaitFor([&] { return !stage.workspace().mailboxes().hasAccounts(); }));
        QVERIFY(!stage.find("messages")->isVisible());
        QSignalSpy asked(&window, &ui::MainWindow::addAccountRequested);
        for (QPushButton *button : window.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->property("look") == u"primary"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(asked.size(), 1);
    }

    void everythingHasANameForScreenReaders()
    {
        Stage stage;
        ui::MainWindow &window = stage.open();
        QVERIFY(choose(stage, 0));
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->inherits("QScrollBar")
                || widget->inherits("QSplitterHandle"))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())
                    || qobject_cast<const QLabel *>(widget),
                qPrintable(u"%1 %2"_s.arg(QLatin1StringView(widget->metaObject()->className()), widget->objectName())));
        }
        const QString row = stage.workspace().messages().index(0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(row.contains(u"山田 太郎"_s) && row.contains(u"次回の打ち合わせについて"_s));
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
