// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mailactions.h"
#include "models/messageviewmodel.h"
#include "profile.h"
#include "scriptedengine.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::MailboxRole;
using models::MailActions;
using models::MessageViewModel;
using State = MessageViewModel::State;

namespace
{
struct Fixture {
    Profile profile;
    core::AccountId one = profile.addAccount(u"自宅"_s), two = profile.addAccount(u"会社"_s);
    core::MailboxId inbox = profile.addMailbox(one, u"INBOX"_s, MailboxRole::Inbox);
    core::MailboxId trash = profile.addMailbox(one, u"Gelöscht"_s, MailboxRole::Trash);
    core::MailboxId work = profile.addMailbox(two, u"INBOX"_s, MailboxRole::Inbox);
    ScriptedEngine engine{profile.socket()};
    ipc::Client client;
    MailActions actions{profile.reader(), client};
    MessageViewModel view{profile.reader(), client};
    QSignalSpy done{&actions, &MailActions::done};
    QSignalSpy failed{&actions, &MailActions::failed};
    QSignalSpy states{&view, &MessageViewModel::stateChanged};
    QSignalSpy flags{&view, &MessageViewModel::flagsChanged};

    Fixture()
    {
        engine.connect(client);
        profile.addMessages(inbox, 1, 3);
        profile.addMessages(trash, 1, 2);
        profile.addMessages(work, 1, 2);
        view.setReadDelay(std::chrono::milliseconds(50));
    }
    core::MessageId id(core::MailboxId mailbox, quint32 uid) const { return profile.idOf(mailbox, uid); }
    core::MessageTarget target(core::MailboxId mailbox, quint32 uid) const
    {
        return *profile.reader().target(id(mailbox, uid));
    }
    template <class T>
    T nextAction()
    {
        const auto call = engine.next<ipc::Act>();
        call.succeed();
        return std::get<T>(call.request.action);
    }
    void showInbox(quint32 uid)
    {
        view.show(id(inbox, uid));
        engine.next<ipc::FetchDocument>().succeed({.key = view.key(), .text = u"text %1"_s.arg(uid)});
        if (!QTest::qWaitFor([&] { return view.state() == State::Ready; }))
            qFatal("not ready");
    }
};
} // namespace

class MailActionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flagsOfMessagesThatAreStillThere()
    {
        Fixture f;
        const auto gone = f.id(f.inbox, 3);
        f.profile.removeMessages(f.inbox, {core::Uid{3}});
        f.actions.setRead({f.id(f.inbox, 1), gone, f.id(f.work, 2)}, true);
        const auto read = f.nextAction<core::SetFlags>();
        QCOMPARE(read.messages, QList({f.target(f.inbox, 1), f.target(f.work, 2)}));
        QCOMPARE(read.messages.first().messageId, u"m1@example.test"_s);
        QCOMPARE(read.add, core::SystemFlags(core::Flag::Seen));
        QVERIFY(!read.remove);
        f.actions.setFlagged({f.id(f.inbox, 1)}, false);
        const auto unflagged = f.nextAction<core::SetFlags>();
        QCOMPARE(unflagged.remove, core::SystemFlags(core::Flag::Flagged));
        QVERIFY(!unflagged.add);
        QTRY_COMPARE(f.done.size(), 2);
        f.actions.setRead({gone}, true);
        f.actions.setRead({}, true);
        QCOMPARE(f.engine.countAfter<ipc::Act>(f.client), 0);
    }

    void toTheTrashOfEachAccount()
    {
        Fixture f;
        f.actions.moveToTrash({f.id(f.inbox, 1), f.id(f.trash, 1), f.id(f.work, 1), f.id(f.inbox, 2)});
        const auto move = f.nextAction<core::MoveMessages>();
        QCOMPARE(move.messages, QList({f.target(f.inbox, 1), f.target(f.inbox, 2)}));
        QCOMPARE(move.destination, u"Gelöscht"_s.toUtf8());
        QCOMPARE(f.failed.size(), 1); // the other account has none
        QCOMPARE(f.failed.first().at(0).value<core::Error>().code, Errc::NoSuchMailbox);
        const auto trash = f.profile.addMailbox(f.two, u"Trash"_s, MailboxRole::Trash);
        f.actions.moveToTrash({f.id(f.work, 1)});
        QCOMPARE(f.nextAction<core::MoveMessages>().destination, "Trash");
        QVERIFY(trash.isValid());
        f.actions.moveToTrash({f.id(f.trash, 1)});
        QCOMPARE(f.engine.countAfter<ipc::Act>(f.client), 0);
    }

    void whatMakesSense()
    {
        Fixture f;
        QVERIFY(!f.actions.canMoveToTrash({}));
        QVERIFY(!f.actions.canMoveToTrash({f.id(f.trash, 1), f.id(f.trash, 2)}));
        QVERIFY(f.actions.canMoveToTrash({f.id(f.trash, 1), f.id(f.inbox, 1)}));
        QVERIFY(!f.actions.canArchive({f.id(f.inbox, 1)}));
        const auto archive = f.profile.addMailbox(f.one, u"Archive"_s, MailboxRole::Archive);
        f.profile.addMessages(archive, 1);
        QVERIFY(f.actions.canArchive({f.id(f.inbox, 1)}));
        QVERIFY(!f.actions.canArchive({f.id(f.work, 1)}));
        QVERIFY(!f.actions.canArchive({f.id(archive, 1)}));
        f.actions.archive({f.id(f.inbox, 1)});
        QCOMPARE(f.nextAction<core::MoveMessages>().destination, "Archive");
        f.actions.markJunk({f.id(f.inbox, 1)});
        QCOMPARE(f.failed.size(), 1);
    }

    void toAMailboxOfTheSameAccount()
    {
        Fixture f;
        f.actions.moveTo({f.id(f.inbox, 1), f.id(f.trash, 1)}, f.trash);
        QCOMPARE(f.nextAction<core::MoveMessages>().messages, QList{f.target(f.inbox, 1)});
        f.actions.moveTo({f.id(f.inbox, 1), f.id(f.work, 1)}, f.trash);
        QCOMPARE(f.failed.takeLast().at(0).value<core::Error>().code, Errc::InvalidInput);
        f.actions.moveTo({f.id(f.inbox, 1)}, core::MailboxId{999});
        QCOMPARE(f.failed.takeLast().at(0).value<core::Error>().code, Errc::NoSuchMailbox);
        QCOMPARE(f.engine.countAfter<ipc::Act>(f.client), 0);
    }

    void aRefusalIsTold()
    {
        Fixture f;
        f.actions.setRead({f.id(f.inbox, 1)}, true);
        f.engine.next<ipc::Act>().fail(Errc::StoreFull);
        QTRY_COMPARE(f.failed.size(), 1);
        QCOMPARE(f.done.size(), 0);
        f.engine.stop();
        QTRY_VERIFY(!f.client.isReady());
        f.actions.setRead({f.id(f.inbox, 1)}, true);
        QTRY_COMPARE(f.failed.size(), 2);
    }

    // --- the reading pane

    void showsOneMessage()
    {
        Fixture f;
        f.view.show(f.id(f.inbox, 1));
        QCOMPARE(f.view.state(), State::Loading);
        QCOMPARE(f.view.summary()->subject, u"件名 1"_s);
        const auto slow = f.engine.next<ipc::FetchDocument>();
        QCOMPARE(slow.request.key.uid, core::Uid{1});
        f.showInbox(2);
        slow.succeed({.text = u"of the one before"_s});
        QCOMPARE(f.engine.countAfter<ipc::FetchDocument>(f.client), 0);
        QCOMPARE(f.view.document().text, u"text 2"_s);
        const auto before = f.states.size();
        f.view.show(f.id(f.inbox, 2));
        QCOMPARE(f.states.size(), before);
        f.view.show({});
        QCOMPARE(f.view.state(), State::Empty);
        QVERIFY(f.view.document().text.isEmpty() && !f.view.summary());
    }

    void countsAsReadAfterAWhile()
    {
        Fixture f;
        f.showInbox(1);
        QCOMPARE(f.engine.countAfter<ipc::Act>(f.client), 0);
        const auto read = f.nextAction<core::SetFlags>();
        QCOMPARE(read.messages, QList{f.target(f.inbox, 1)});
        QCOMPARE(read.add, core::SystemFlags(core::Flag::Seen));
        f.view.apply(f.profile.addFlag(f.inbox, 1, core::Flag::Seen));
        QCOMPARE(f.flags.size(), 1);
        QVERIFY(f.view.summary()->flags.has(core::Flag::Seen));
        // Not one that is passed over, nor one that was read and is marked unread, nor when the person does not want
        // it.
        QTest::failOnWarning();
        f.showInbox(2);
        f.showInbox(1);
        f.view.apply(f.profile.write(
            [&](store::Transaction &tx) { return tx.changeFlags(f.inbox, core::Uid{1}, {}, core::Flag::Seen); }));
        QCOMPARE(f.flags.size(), 2);
        QTest::qWait(100);
        f.view.setReadDelay(std::chrono::milliseconds(-1));
        f.showInbox(3);
        QTest::qWait(100);
        QCOMPARE(f.engine.countAfter<ipc::Act>(f.client), 0);
    }

    void aMessageThatGoes()
    {
        Fixture f;
        f.showInbox(1);
        f.view.apply(f.profile.removeMessages(f.inbox, {core::Uid{2}}));
        QCOMPARE(f.view.state(), State::Ready);
        f.view.apply(f.profile.addFlag(f.inbox, 3, core::Flag::Flagged));
        QCOMPARE(f.flags.size(), 0);
        f.view.apply(f.profile.removeMessages(f.inbox, {core::Uid{1}}));
        QCOMPARE(f.view.state(), State::Empty);
        f.showInbox(3);
        f.view.apply(f.profile.write([&](store::Transaction &tx) { return tx.removeMailbox(f.inbox); }));
        QCOMPARE(f.view.state(), State::Empty);
    }

    void failuresCanBeTriedAgain()
    {
        Fixture f;
        f.view.show(f.id(f.inbox, 1));
        f.engine.next<ipc::FetchDocument>().fail(Errc::Offline);
        QTRY_COMPARE(f.view.state(), State::Failed);
        QCOMPARE(f.view.error().code, Errc::Offline);
        f.view.retry();
        QCOMPARE(f.view.state(), State::Loading);
        f.engine.next<ipc::FetchDocument>();
        f.engine.stop();
        QTRY_COMPARE(f.view.state(), State::Failed);
        f.engine.start();
        f.engine.connect(f.client); // then by itself
        f.engine.next<ipc::FetchDocument>().succeed({.text = u"here"_s});
        QTRY_COMPARE(f.view.state(), State::Ready);
        f.view.show(core::MessageId{424242});
        QCOMPARE(f.view.state(), State::Failed);
        QCOMPARE(f.view.error().code, Errc::NoSuchMessage);
    }

    void partsAndSource()
    {
        Fixture f;
        QList<core::Result<QByteArray>> got;
        const auto take = [&](const core::Result<QByteArray> &bytes) {
            got.append(bytes);
        };
        f.view.fetchPart(u"2"_s, this, take);
        f.view.fetchRaw(this, take);
        QVERIFY(got.isEmpty()); // never from within
        QTRY_COMPARE(got.size(), 2);
        QCOMPARE(got.takeFirst().error().code, Errc::NoSuchMessage);
        f.showInbox(1);
        f.view.fetchPart(u"2"_s, this, take);
        const auto part = f.engine.next<ipc::FetchPart>();
        QCOMPARE(part.request.part, u"2"_s);
        QCOMPARE(part.request.key, f.view.key());
        part.succeed("bytes");
        QTRY_COMPARE(got.size(), 2);
        QCOMPARE(*got.last(), "bytes");
        f.view.fetchRaw(this, take);
        f.engine.next<ipc::FetchRaw>().succeed("raw");
        QTRY_COMPARE(got.size(), 3);
    }
};

QTEST_GUILESS_MAIN(MailActionsTest)
#include "tst_mailactions.moc"
