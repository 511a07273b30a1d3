// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/workspace.h"
#include "profile.h"
#include "scriptedengine.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using models::Workspace;

namespace
{
struct Fixture {
    Profile profile;
    core::AccountId account = profile.addAccount(u"自宅"_s);
    core::MailboxId inbox = profile.addMailbox(account, u"INBOX"_s, core::MailboxRole::Inbox);
    ScriptedEngine engine{profile.socket()};
    std::unique_ptr<Workspace> workspace;

    Fixture()
    {
        profile.addMessages(inbox, 1, 3);
        auto opened = Workspace::open(profile.paths(), profile.socket());
        if (!opened)
            qFatal("workspace: not open");
        workspace = *std::move(opened);
    }
};
} // namespace

class WorkspaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storesThatDoNotExist()
    {
        const QTemporaryDir folder;
        const auto opened = Workspace::open({folder.path() + u"/none"_s}, folder.path() + u"/s"_s);
        QVERIFY(!opened);
        QVERIFY(!QFile::exists(folder.path() + u"/none/index.db"_s)); // only the engine makes them
    }

    /** What is stored is there before the engine is. */
    void readsWithoutAnEngine()
    {
        Fixture f;
        f.engine.stop();
        QSignalSpy disconnected(f.workspace.get(), &Workspace::disconnected);
        QCOMPARE(f.workspace->mailboxes().inbox(), f.inbox);
        f.workspace->openMailbox(f.inbox);
        QCOMPARE(f.workspace->messages().rowCount(), 3);
        QTRY_VERIFY(!disconnected.isEmpty());
    }

    void everyModelHearsOfChanges()
    {
        Fixture f;
        QSignalSpy connected(f.workspace.get(), &Workspace::connected);
        f.workspace->openMailbox(f.inbox);
        f.engine.next<ipc::GoOnline>().succeed();
        QCOMPARE(f.engine.next<ipc::OpenMailbox>().request.mailbox, f.inbox);
        QTRY_COMPARE(connected.size(), 1);
        f.workspace->messageView().show(f.profile.idOf(f.inbox, 3));
        QSignalSpy flags(&f.workspace->messageView(), &models::MessageViewModel::flagsChanged);
        f.engine.tell(f.profile.addMessages(f.inbox, 4));
        f.engine.tell(f.profile.addFlag(f.inbox, 3, core::Flag::Seen));
        f.engine.tell(f.profile.write([&](store::Transaction &tx) {
            return tx.queueSubmission({.account = f.account}, "x").transform([](core::SubmissionId) { });
        }));
        f.engine.tell(core::Activity{.account = f.account, .kind = core::ActivityKind::Sending});
        f.engine.tell(core::Question{.id = 1, .body = core::TrustQuestion{}});
        QTRY_COMPARE(f.workspace->questions().questions().size(), 1);
        QCOMPARE(f.workspace->activity().rowCount(), 1);
        QCOMPARE(f.workspace->outbox().rowCount(), 1);
        QCOMPARE(f.workspace->messages().rowCount(), 4);
        QCOMPARE(flags.size(), 1);
        QTRY_COMPARE(f.workspace->mailboxes().rowCount(), 2); // with the Outbox
        f.engine.tell(f.profile.write([&](store::Transaction &tx) { return tx.removeAccount(f.account, true); }));
        QTRY_COMPARE(f.workspace->activity().rowCount(), 0);
    }

    void aBrokenLinkIsMendedAndWhatWasMissedIsShown()
    {
        Fixture f;
        f.workspace->openMailbox(f.inbox);
        f.engine.next<ipc::GoOnline>().succeed();
        f.engine.next<ipc::OpenMailbox>();
        QSignalSpy disconnected(f.workspace.get(), &Workspace::disconnected);
        f.engine.stop();
        QTRY_COMPARE(disconnected.size(), 1);
        f.profile.addMessages(f.inbox, 4, 2);
        f.profile.addFlag(f.inbox, 3, core::Flag::Seen);
        QTRY_VERIFY(disconnected.size() >= 2); // it tries
        f.engine.start();
        f.engine.next<ipc::GoOnline>().succeed();
        QCOMPARE(f.engine.next<ipc::OpenMailbox>().request.mailbox, f.inbox);
        QTRY_COMPARE(f.workspace->messages().rowCount(), 5);
        QCOMPARE(f.workspace->messages().index(2).data(models::MessageListModel::UnreadRole).toBool(), false);
        QTRY_COMPARE(f.workspace->mailboxes().index(0, 0).data(models::MailboxTreeModel::UnreadRole).toInt(), 4);
    }

    void pausesGrow()
    {
        Fixture f;
        f.engine.stop();
        QSignalSpy disconnected(f.workspace.get(), &Workspace::disconnected);
        QTest::qWait(2200); // after 250, 750 and 1750 ms
        QVERIFY2(
            disconnected.size() >= 2 && disconnected.size() <= 4, qPrintable(QString::number(disconnected.size())));
    }
};

QTEST_GUILESS_MAIN(WorkspaceTest)
#include "tst_workspace.moc"
