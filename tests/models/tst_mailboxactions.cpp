// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mailboxactions.h"
#include "models/mailboxtreemodel.h"
#include "profile.h"
#include "scriptedengine.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::MailboxRole;
using models::MailboxActions;
using models::MailboxTreeModel;
using Flaw = MailboxActions::NameFlaw;

namespace
{
struct Fixture {
    Profile profile;
    core::AccountId account = profile.addAccount(u"自宅"_s);
    core::MailboxId inbox = profile.addMailbox(account, u"INBOX"_s, MailboxRole::Inbox);
    core::MailboxId work = profile.addMailbox(account, u"Work"_s);
    core::MailboxId plan = profile.addMailbox(account, u"Work/Plan"_s);
    ScriptedEngine engine{profile.socket()};
    ipc::Client client;
    models::MailActions mail{profile.reader(), client};
    MailboxActions actions{profile.reader(), mail};

    Fixture() { engine.connect(client); }
    template <class T>
    T next()
    {
        const auto call = engine.next<ipc::Act>();
        call.succeed();
        return std::get<T>(call.request.action);
    }
    core::MailboxId addTrash() { return profile.addMailbox(account, u"Trash"_s, MailboxRole::Trash); }
    bool asksNothing() { return engine.countAfter<ipc::Act>(client) == 0; }
};
} // namespace

class MailboxActionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("inWork");
        QTest::addColumn<Flaw>("flaw");
        QTest::newRow("good") << u"計画"_s << false << Flaw::None;
        QTest::newRow("blank") << u"  "_s << false << Flaw::Empty;
        QTest::newRow("delimiter") << u"a/b"_s << false << Flaw::HasDelimiter;
        QTest::newRow("control") << u"a\tb"_s << false << Flaw::HasControl;
        QTest::newRow("taken in another case") << u" work "_s << false << Flaw::Taken;
        QTest::newRow("inbox") << u"inbox"_s << false << Flaw::Taken;
        QTest::newRow("taken beside") << u"Plan"_s << true << Flaw::Taken;
        QTest::newRow("free elsewhere") << u"Plan"_s << false << Flaw::None;
        QTest::newRow("composed otherwise") << u"Wor\u006B\u0301"_s << false << Flaw::None;
    }
    void names()
    {
        Fixture f;
        QFETCH(QString, name);
        QFETCH(bool, inWork);
        QTEST(f.actions.flawOf(name, f.account, inWork ? f.work : core::MailboxId{}), "flaw");
    }

    void itsOwnNameIsNotTaken()
    {
        Fixture f;
        QCOMPARE(f.actions.flawOf(u"WORK"_s, f.account, {}, f.work), Flaw::None);
    }

    void newOnesGoWhereTheyWereAskedFor()
    {
        Fixture f;
        f.actions.create(u" 計画 "_s, f.account, f.work);
        QCOMPARE(f.next<core::CreateMailbox>(), (core::CreateMailbox{f.account, "Work", u"計画"_s, {}}));
        f.actions.create(u"x"_s, f.account, {});
        QCOMPARE(f.next<core::CreateMailbox>().parent, QByteArray());
        QVERIFY(!f.actions.rootOf(f.account).isValid());
    }

    void someServersKeepEverythingBeneathTheInbox()
    {
        Profile profile;
        const auto account = profile.addAccount(u"自宅"_s);
        const auto inbox = profile.addMailbox(account, u"INBOX"_s, MailboxRole::Inbox, u'.');
        profile.addMailbox(account, u"INBOX.Work"_s, MailboxRole::None, u'.');
        ipc::Client client;
        models::MailActions mail(profile.reader(), client);
        const MailboxActions actions(profile.reader(), mail);
        QCOMPARE(actions.rootOf(account), inbox);
        QCOMPARE(actions.flawOf(u"Work"_s, account, inbox), Flaw::Taken);
    }

    void specialOnesStayWhatTheyAre()
    {
        Fixture f;
        const auto trash = f.addTrash();
        for (const core::MailboxId id : {f.inbox, trash}) {
            QVERIFY(!f.actions.canChange(id));
            f.actions.rename(id, u"x"_s);
            f.actions.remove(id);
            f.actions.setShown(id, false);
        }
        QVERIFY(f.asksNothing());
        QVERIFY(f.actions.canChange(f.work));
    }

    void renamingKeepsItsPlace()
    {
        Fixture f;
        f.actions.rename(f.plan, u"予定"_s);
        QCOMPARE(f.next<core::RenameMailbox>(), (core::RenameMailbox{f.account, "Work/Plan", "Work", u"予定"_s, {}}));
        f.actions.rename(f.plan, u"Plan"_s);
        QVERIFY(f.asksNothing());
    }

    void removedOnesGoToTheTrashUnderAFreeName()
    {
        Fixture f;
        f.addTrash();
        f.profile.addMailbox(f.account, u"Trash/Work"_s);
        f.actions.remove(f.work);
        QCOMPARE(f.next<core::RenameMailbox>(), (core::RenameMailbox{f.account, "Work", "Trash", u"Work 2"_s, {}}));
    }

    void fromTheTrashTheyGoForGoodInnermostFirst()
    {
        Fixture f;
        f.addTrash();
        const auto old = f.profile.addMailbox(f.account, u"Trash/Old"_s);
        f.profile.addMailbox(f.account, u"Trash/Old/a"_s);
        f.profile.addMailbox(f.account, u"Trash/Old/a/b"_s);
        f.profile.addMailbox(f.account, u"Trash/Older"_s);
        f.actions.remove(old);
        for (const char *name : {"Trash/Old/a/b", "Trash/Old/a", "Trash/Old"})
            QCOMPARE(f.next<core::DeleteMailbox>().mailbox, QByteArray(name));
        QVERIFY(f.asksNothing());
    }

    void withoutATrashTheyGoForGood()
    {
        Fixture f;
        QVERIFY(!f.actions.goesToTrash(f.plan));
        f.actions.remove(f.plan);
        QCOMPARE(f.next<core::DeleteMailbox>().mailbox, "Work/Plan");
    }

    void emptyingReachesNoFurtherThanWhatWasSeen()
    {
        Fixture f;
        const auto trash = f.addTrash();
        f.profile.write([&](store::Transaction &tx) {
            return tx.setSyncState(trash, core::UidValidity{7}, core::Uid{42}, {}, core::Uid{1});
        });
        f.actions.empty(trash);
        QCOMPARE(f.next<core::EmptyMailbox>(),
            (core::EmptyMailbox{f.account, "Trash", core::UidValidity{7}, core::Uid{41}}));
    }

    /** Deleted a moment ago, offline: that lies in the trash, too. */
    void emptyingTakesAlongWhatIsOnItsWay()
    {
        Fixture f;
        const auto trash = f.addTrash();
        f.profile.addMessages(f.inbox, 1, 2);
        const auto target = *f.profile.reader().target(f.profile.idOf(f.inbox, 2));
        f.profile.write([&](store::Transaction &tx) {
            return tx.queueAction({.account = f.account, .action = core::MoveMessages{{target}, "Trash"}})
                .transform([](auto) { });
        });
        f.actions.empty(trash);
        QCOMPARE(f.next<core::DeleteMessages>().messages, QList{target});
        QVERIFY(f.asksNothing());
    }

    void hiddenOnesAreShownOnlyWithAll()
    {
        Fixture f;
        f.actions.setShown(f.plan, false);
        QCOMPARE(f.next<core::SetSubscribed>(), (core::SetSubscribed{f.account, "Work/Plan", false}));
        const auto changes
            = f.profile.write([&](store::Transaction &tx) { return tx.setSubscribed(f.account, "Work/Plan", false); });
        MailboxTreeModel tree(f.profile.reader());
        tree.apply(changes);
        QVERIFY(!tree.indexOf(f.plan).isValid());
        QVERIFY(tree.indexOf(f.work).isValid());
        tree.setShowsAll(true);
        QVERIFY(tree.indexOf(f.plan).isValid());
        QVERIFY(!tree.indexOf(f.plan).data(MailboxTreeModel::SubscribedRole).toBool());
    }

    /** Whoever looks at it goes on looking at it. */
    void aRenamedFolderStaysTheSameRow()
    {
        Fixture f;
        MailboxTreeModel tree(f.profile.reader());
        const QPersistentModelIndex row(tree.indexOf(f.work));
        const QPersistentModelIndex beneath(tree.indexOf(f.plan));
        QSignalSpy removed(&tree, &MailboxTreeModel::rowsRemoved);
        f.profile.write([&](store::Transaction &tx) {
            core::Mailbox from = *f.profile.reader().mailbox(f.work);
            core::Mailbox to = from;
            to.rawName = "Arbeit";
            to.name = u"Arbeit"_s;
            return tx.renameMailbox(f.account, from, to);
        });
        tree.refresh();
        QCOMPARE(removed.size(), 0);
        QCOMPARE(row.data().toString(), u"Arbeit"_s);
        QCOMPARE(row.data(MailboxTreeModel::RawNameRole).toByteArray(), "Arbeit");
        QCOMPARE(beneath.data(MailboxTreeModel::RawNameRole).toByteArray(), "Arbeit/Plan");
    }

    void withoutAnySubscriptionNothingIsHidden()
    {
        Fixture f;
        f.profile.write([&](store::Transaction &tx) -> core::Result<> {
            for (const char *name : {"INBOX", "Work", "Work/Plan"}) {
                if (auto done = tx.setSubscribed(f.account, name, false); !done)
                    return done;
            }
            return {};
        });
        const MailboxTreeModel tree(f.profile.reader());
        QVERIFY(tree.indexOf(f.plan).isValid());
    }
};

QTEST_GUILESS_MAIN(MailboxActionsTest)
#include "tst_mailboxactions.moc"
