// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/localactions.h"
#include "engine/mailboxlist.h"
#include "engine/pendingactions.h"
#include "store/reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Flag;
using core::Uid;

namespace
{
/** A profile with an inbox of three messages, and an archive. */
struct Fixture {
    QTemporaryDir folder;
    store::ProfilePaths paths{folder.path() + u"/profile"_s};
    std::unique_ptr<store::Database> database = store::Database::open(paths).value();
    std::unique_ptr<store::Reader> reader = store::Reader::open(paths).value();
    const core::AccountId account{1};
    core::Mailbox inbox, archive;
    engine::Acknowledged acknowledged;

    Fixture()
    {
        inbox = mailbox("INBOX");
        archive = mailbox("Archive");
        serverSays({1, 2, 3}, {});
    }
    core::Mailbox mailbox(const QByteArray &name)
    {
        core::Mailbox made{.account = account, .rawName = name, .name = QString::fromUtf8(name), .delimiter = u'/'};
        store::Transaction tx(*database);
        made.id = tx.upsertMailbox(made).value();
        made.uidValidity = core::UidValidity{7};
        tx.setSyncState(made.id, made.uidValidity, Uid{1}, {}, Uid{1}).value();
        tx.commit().value();
        return made;
    }
    core::MessageTarget target(quint32 uid, quint32 validity = 7) const
    {
        return {{account, "INBOX", core::UidValidity{validity}, Uid{uid}}, u"m%1@x"_s.arg(uid), uid};
    }
    core::ActionId queue(const core::MailAction &action)
    {
        store::Transaction tx(*database);
        const auto id = engine::journalAction(tx, {.account = account, .action = action}).value();
        tx.commit().value();
        return id;
    }
    void finish(core::ActionId id)
    {
        store::Transaction tx(*database);
        tx.finishAction(id, core::ActionState::Done).value();
        tx.commit().value();
    }
    /** An answer arrives that may be older than what is queued. */
    void serverSays(const QList<quint32> &uids, core::SystemFlags flags)
    {
        QList<store::IndexedMessage> messages;
        QList<Uid> written;
        for (const quint32 uid : uids) {
            store::IndexedMessage message{.uid = Uid{uid}, .envelope = {}, .size = uid, .flags = {flags, {"work"}}};
            message.envelope.messageId = u"m%1@x"_s.arg(uid);
            messages.append(message);
            written.append(Uid{uid});
        }
        store::Transaction tx(*database);
        tx.upsertMessages(inbox.id, messages).value();
        engine::overlayPending(tx, inbox, written, acknowledged).value();
        tx.commit().value();
    }
    void listed(const QByteArrayList &names)
    {
        QList<imap::ListEntry> entries;
        for (const QByteArray &name : names)
            entries.append({.rawName = name, .name = QString::fromUtf8(name), .delimiter = u'/', .subscribed = true});
        store::Transaction tx(*database);
        engine::storeMailboxList(tx, account, entries, acknowledged).value();
        tx.commit().value();
    }
    QByteArrayList names() const
    {
        QByteArrayList names;
        for (const core::Mailbox &mailbox : reader->mailboxes(account))
            names.append(mailbox.rawName);
        std::ranges::sort(names);
        return names;
    }
    core::SystemFlags flags(quint32 uid) const { return reader->find(target(uid).key)->flags.system; }
    core::MailboxId shownIn(quint32 uid) const { return reader->find(target(uid).key)->mailbox; }
};
} // namespace

/** An answer of the server that is older than a decision of the person does not undo it, whenever it arrives. */
class PendingActionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flagsLieOverTheAnswerInTheirOrder()
    {
        Fixture f;
        f.queue(core::SetFlags{{f.target(1), f.target(2)}, Flag::Seen, Flag::Flagged});
        f.queue(core::SetFlags{{f.target(2)}, Flag::Flagged, Flag::Seen}); // the later decision wins
        f.queue(core::SetFlags{{f.target(3, 6)}, Flag::Seen, {}}); // another life of the UIDs
        f.serverSays({1, 2, 3}, Flag::Flagged | Flag::Answered);
        QCOMPARE(f.flags(1), Flag::Seen | Flag::Answered);
        QCOMPARE(f.flags(2), Flag::Flagged | Flag::Answered);
        QCOMPARE(f.flags(3), Flag::Flagged | Flag::Answered);
        QCOMPARE(f.reader->find(f.target(1).key)->flags.keywords, QByteArrayList{"work"});
    }

    void movedAndDeletedStayWhereTheyWerePut()
    {
        Fixture f;
        f.queue(core::MoveMessages{{f.target(1), f.target(2)}, "Archive"});
        f.queue(core::DeleteMessages{{f.target(2)}});
        {
            store::Transaction tx(*f.database); // the index was lost, and is fetched again
            tx.removeMessages(f.inbox.id, {Uid{1}, Uid{2}, Uid{3}}).value();
            tx.commit().value();
        }
        f.serverSays({1, 2, 3}, {});
        QCOMPARE(f.shownIn(1), f.archive.id);
        QCOMPARE(f.shownIn(2), core::MailboxId{});
        QCOMPARE(f.shownIn(3), f.inbox.id);
        QCOMPARE(f.reader->messageCount(f.inbox.id), 1U);
        QCOMPARE(f.reader->storedCount(f.inbox.id), 3U);
        QCOMPARE(f.reader->mailbox(f.archive.id)->unread, 1U);
    }

    void acknowledgedCountsWhileOlderAnswersAreUnderWay()
    {
        Fixture f;
        const core::ActionId id = f.queue(core::SetFlags{{f.target(1)}, Flag::Seen, {}});
        f.finish(id);
        f.acknowledged.actions.insert(id);
        f.serverSays({1}, {});
        QCOMPARE(f.flags(1), Flag::Seen);
        f.acknowledged = {}; // the next synchronisation: what the server says now is the truth
        f.serverSays({1}, {});
        QCOMPARE(f.flags(1), core::SystemFlags());
    }

    void emptiedStaysEmpty()
    {
        Fixture f;
        f.queue(core::EmptyMailbox{f.account, "INBOX", core::UidValidity{7}, Uid{2}});
        f.serverSays({1, 2, 3}, {});
        QCOMPARE(f.reader->messageCount(f.inbox.id), 1U);
        QCOMPARE(f.shownIn(3), f.inbox.id);
    }

    void theListOfMailboxesDoesNotUndoWhatIsQueued()
    {
        Fixture f;
        f.listed({"INBOX", "Archive", "Old", "Old/2025", "Gone"});
        f.queue(core::CreateMailbox{.account = f.account, .name = u"New"_s, .rawName = "New"});
        f.queue(core::RenameMailbox{.account = f.account, .mailbox = "Old", .name = u"Older"_s, .rawName = "Older"});
        f.queue(core::DeleteMailbox{.account = f.account, .mailbox = "Gone"});
        f.queue(core::SetSubscribed{f.account, "Archive", false});
        const QByteArrayList wanted{"Archive", "INBOX", "New", "Older", "Older/2025"};
        QCOMPARE(f.names(), wanted);
        f.listed({"INBOX", "Archive", "Old", "Old/2025", "Gone"}); // an answer from before
        QCOMPARE(f.names(), wanted);
        for (const core::Mailbox &mailbox : f.reader->mailboxes(f.account))
            QCOMPARE(mailbox.subscribed, mailbox.rawName != "Archive");
        f.listed({"INBOX", "Archive", "New", "Older", "Older/2025"});
        QCOMPARE(f.names(), wanted);
    }

    void aMailboxThatIsNotListedGoesAndItsBodiesStay()
    {
        Fixture f;
        {
            store::Transaction tx(*f.database);
            tx.putBody(f.target(1).key, "kept").value();
            tx.commit().value();
        }
        f.listed({"Archive"});
        QCOMPARE(f.names(), QByteArrayList{"Archive"});
        QCOMPARE(f.reader->body(f.target(1).key), "kept"_ba);
        QCOMPARE(f.reader->gone().size(), 1);
    }
};

QTEST_GUILESS_MAIN(PendingActionsTest)
#include "tst_pendingactions.moc"
