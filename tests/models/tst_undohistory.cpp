// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/undohistory.h"
#include "profile.h"
#include "scriptedengine.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::Errc;
using core::MailboxRole;
using models::MailActions;
using models::UndoHistory;

namespace
{
struct Fixture {
    Profile profile;
    core::AccountId account = profile.addAccount(u"自宅"_s);
    core::MailboxId inbox = profile.addMailbox(account, u"INBOX"_s, MailboxRole::Inbox);
    core::MailboxId archive = profile.addMailbox(account, u"Old"_s, MailboxRole::Archive);
    core::MailboxId work = profile.addMailbox(account, u"仕事/飛脚"_s);
    ScriptedEngine engine{profile.socket()};
    ipc::Client client;
    MailActions actions{profile.reader(), client};
    UndoHistory history{client, actions};
    QSignalSpy offered{&history, &UndoHistory::offered};
    QSignalSpy undone{&history, &UndoHistory::undone};
    QSignalSpy failed{&history, &UndoHistory::failed};
    QSignalSpy returned{&history, &UndoHistory::draftReturned};

    Fixture()
    {
        engine.connect(client);
        profile.addMessages(inbox, 1, 3);
    }
    core::MessageId id(quint32 uid) const { return profile.idOf(inbox, uid); }
    /** The engine takes the next action under this id, and the history hears of it. */
    void take(qint64 id)
    {
        const auto before = offered.size();
        engine.next<ipc::Act>().succeed({core::ActionId{id}});
        QVERIFY(QTest::qWaitFor([&] { return offered.size() > before; }));
    }
};
} // namespace

class UndoHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLastFirst()
    {
        Fixture f;
        QVERIFY(!f.history.last());
        f.actions.archive({f.id(1), f.id(2), f.id(3)});
        f.take(11);
        QVERIFY(f.history.last()->deed.words.contains(u"3"_s));
        f.actions.setFlagged({f.id(1)}, true);
        f.take(12);
        f.history.undo();
        const auto first = f.engine.next<ipc::Undo>();
        QCOMPARE(first.request.actions, QList{core::ActionId{12}});
        first.succeed();
        QTRY_COMPARE(f.undone.size(), 1);
        f.history.undo();
        QCOMPARE(f.engine.next<ipc::Undo>().request.actions, QList{core::ActionId{11}});
        QVERIFY(!f.history.last());
        f.history.undo();
        QCOMPARE(f.engine.countAfter<ipc::Undo>(f.client), 0);
    }

    void aRefusalIsToldAndTheStepIsGone()
    {
        Fixture f;
        f.actions.setRead({f.id(1)}, true);
        f.take(1);
        f.history.undo();
        f.engine.next<ipc::Undo>().fail(Errc::NoSuchMessage);
        QTRY_COMPARE(f.failed.size(), 1);
        QCOMPARE(f.undone.size(), 0);
        QVERIFY(!f.history.last());
    }

    void whatTheEngineDidNotTakeIsNotOffered()
    {
        Fixture f;
        QSignalSpy refused(&f.actions, &MailActions::failed);
        f.actions.setRead({f.id(1)}, true);
        f.engine.next<ipc::Act>().fail(Errc::StoreFailed);
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(f.offered.size(), 0);
    }

    void aSentMessageComesBackWhileItIsHeld()
    {
        Fixture f;
        f.history.addSubmission(core::SubmissionId{5}, 10s);
        QCOMPARE(f.offered.size(), 1);
        QCOMPARE(f.history.last()->submission, core::SubmissionId{5});
        f.history.undo();
        const auto back = f.engine.next<ipc::TakeBack>();
        QCOMPARE(back.request.submission, core::SubmissionId{5});
        back.succeed({.subject = u"件名"_s, .text = u"a\n\n b "_s});
        QTRY_COMPARE(f.returned.size(), 1);
        QCOMPARE(f.returned[0][0].value<core::Draft>().text, u"a\n\n b "_s);
    }

    /** An older step is never undone in the place of one that is over. */
    void whatIsGoneForGoodEndsTheHistory()
    {
        Fixture f;
        f.actions.setRead({f.id(1)}, true);
        f.take(1);
        f.history.addSubmission(core::SubmissionId{5}, 30ms);
        f.actions.setRead({f.id(2)}, true);
        f.take(2);
        QSignalSpy changed(&f.history, &UndoHistory::changed);
        QTRY_COMPARE(changed.size(), 1);
        f.history.undo();
        QCOMPARE(f.engine.next<ipc::Undo>().request.actions, QList{core::ActionId{2}});
        QVERIFY(!f.history.last());
    }

    void deletionsAreHeldOnly_data()
    {
        QTest::addColumn<core::MailAction>("action");
        QTest::addColumn<bool>("forGood");
        QTest::newRow("messages") << core::MailAction(core::DeleteMessages{}) << true;
        QTest::newRow("emptying") << core::MailAction(core::EmptyMailbox{}) << true;
        QTest::newRow("mailbox") << core::MailAction(core::DeleteMailbox{}) << true;
        QTest::newRow("move") << core::MailAction(core::MoveMessages{}) << false;
        QTest::newRow("rename") << core::MailAction(core::RenameMailbox{}) << false;
    }
    void deletionsAreHeldOnly()
    {
        QFETCH(core::MailAction, action);
        QFETCH(bool, forGood);
        QCOMPARE(models::isForGood(action), forGood);
    }

    void wordsNameTheFolderAsTheSidebarDoes()
    {
        Fixture f;
        const auto target = *f.profile.reader().target(f.id(1));
        const auto words = [&](const core::MailAction &action) {
            return models::deedWords({action}, f.profile.reader());
        };
        QVERIFY(words(core::MoveMessages{{target}, "Old"}).contains(u"Archive"_s));
        const QByteArray raw = f.profile.reader().mailbox(f.work)->rawName;
        QVERIFY(words(core::CopyMessages{{target}, raw}).contains(u"飛脚"_s));
        QVERIFY(!words(core::CopyMessages{{target}, raw}).contains(u"仕事"_s));
        QVERIFY(words(core::DeleteMailbox{f.account, raw}).contains(u"飛脚"_s));
        QCOMPARE(words(core::AppendSentCopy{}), QString());
    }
};

QTEST_GUILESS_MAIN(UndoHistoryTest)
#include "tst_undohistory.moc"
