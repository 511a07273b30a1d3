// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mailboxtreemodel.h"
#include "profile.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::MailboxRole;
using models::MailboxTreeModel;

namespace
{
struct Fixture {
    Profile profile;
    core::AccountId account = profile.addAccount(u"自宅"_s);
    MailboxTreeModel model{profile.reader()};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};

    /** As lines, indented by depth. */
    QStringList lines(const QModelIndex &parent = {}, const QString &indent = {}) const
    {
        QStringList result;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            result.append(indent + index.data().toString());
            result += lines(index, indent + u"  "_s);
        }
        return result;
    }
    QModelIndex at(const QString &name) const
    {
        const auto found
            = model.match(model.index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0);
    }
    core::SubmissionId addSubmission(core::SubmissionState state)
    {
        core::SubmissionId id;
        profile.write([&](store::Transaction &tx) {
            return tx.queueSubmission({.account = account, .subject = u"s"_s, .state = state}, "x")
                .transform([&](core::SubmissionId given) { id = given; });
        });
        return id;
    }
};
} // namespace

class MailboxTreeModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::Japanese)); // in the C locale nothing is sorted for people
    }

    void specialMailboxesFirstThenByNameNested()
    {
        Fixture f;
        const auto add = [&](const QString &name, MailboxRole role = MailboxRole::None) {
            f.profile.addMailbox(f.account, name, role);
        };
        add(u"仕事/B社"_s);
        add(u"Archive 10"_s);
        add(u"archive 2"_s);
        add(u"[Gmail]/Deleted"_s, MailboxRole::Trash);
        add(u"仕事"_s);
        add(u"Lost/Child"_s); // Lost itself does not exist
        add(u"Sent Items"_s, MailboxRole::Sent);
        add(u"INBOX"_s, MailboxRole::Inbox);
        add(u"INBOX/list"_s);
        f.model.refresh();
        QCOMPARE(f.lines(),
            QStringList({u"自宅"_s, u"  Inbox"_s, u"    list"_s, u"  Sent"_s, u"  Trash"_s, u"  archive 2"_s,
                u"  Archive 10"_s, u"  Lost"_s, u"    Child"_s, u"  仕事"_s, u"    B社"_s}));
        QCOMPARE(f.resets.size(), 0);
        const QModelIndex lost = f.at(u"Lost"_s);
        QVERIFY(!lost.flags().testFlag(Qt::ItemIsSelectable));
        QVERIFY(!lost.data(MailboxTreeModel::MailboxIdRole).value<core::MailboxId>().isValid());
        QVERIFY(f.at(u"Child"_s).flags().testFlag(Qt::ItemIsSelectable));
    }

    void aServerThatKeepsAllBelowInbox()
    {
        Fixture f;
        for (const QString &name : {u"INBOX"_s, u"INBOX.Sent"_s, u"INBOX.work"_s, u"INBOX.work.A"_s}) {
            const MailboxRole role = name == u"INBOX"_s ? MailboxRole::Inbox
                : name.endsWith(u"Sent"_s)              ? MailboxRole::Sent
                                                        : MailboxRole::None;
            f.profile.addMailbox(f.account, name, role, u'.');
        }
        f.model.refresh();
        QCOMPARE(f.lines(), QStringList({u"自宅"_s, u"  Inbox"_s, u"  Sent"_s, u"  work"_s, u"    A"_s}));
    }

    void rolesTellCounts()
    {
        Fixture f;
        const auto inbox = f.profile.addMailbox(f.account, u"INBOX"_s, MailboxRole::Inbox);
        const auto drafts = f.profile.addMailbox(f.account, u"Drafts"_s, MailboxRole::Drafts);
        const auto sent = f.profile.addMailbox(f.account, u"Sent"_s, MailboxRole::Sent);
        for (const auto mailbox : {inbox, drafts, sent}) {
            f.profile.addMessages(mailbox, 1, 3);
            f.profile.addFlag(mailbox, 2, core::Flag::Seen);
            f.profile.write([&](store::Transaction &tx) { return tx.setTotal(mailbox, 3); });
        }
        f.model.refresh();
        const auto number = [&](const QString &name, int role) {
            return f.at(name).data(role).toInt();
        };
        QCOMPARE(number(u"Inbox"_s, MailboxTreeModel::UnreadRole), 2);
        QCOMPARE(number(u"Inbox"_s, MailboxTreeModel::BadgeRole), 2);
        QCOMPARE(number(u"Inbox"_s, MailboxTreeModel::TotalRole), 3);
        QCOMPARE(number(u"Drafts"_s, MailboxTreeModel::BadgeRole), 3); // all of them, read or not
        QCOMPARE(number(u"Sent"_s, MailboxTreeModel::BadgeRole), 0);
        QCOMPARE(number(u"自宅"_s, MailboxTreeModel::UnreadRole), 2);
        const QModelIndex index = f.model.indexOf(inbox);
        QCOMPARE(index.data(MailboxTreeModel::RoleRole).value<MailboxRole>(), MailboxRole::Inbox);
        QCOMPARE(index.data(MailboxTreeModel::RawNameRole).toByteArray(), "INBOX");
        QCOMPARE(index.data(MailboxTreeModel::AccountIdRole).value<core::AccountId>(), f.account);
        QCOMPARE(f.model.inbox(), inbox);
        QCOMPARE(f.model.mailboxWithRole(f.account, MailboxRole::Sent), sent);
        QVERIFY(!f.model.mailboxWithRole(f.account, MailboxRole::Trash).isValid());
        QVERIFY(!f.model.inbox(core::AccountId{999}).isValid());
    }

    void changesComeAsRowsAndNotEachAtOnce()
    {
        Fixture f;
        const auto inbox = f.profile.addMailbox(f.account, u"INBOX"_s, MailboxRole::Inbox);
        const auto old = f.profile.addMailbox(f.account, u"old"_s);
        f.model.refresh();
        const QPersistentModelIndex kept = f.model.indexOf(inbox);
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        for (quint32 uid = 1; uid <= 20; ++uid)
            f.model.apply(f.profile.addMessages(inbox, uid));
        f.model.apply(f.profile.write([&](store::Transaction &tx) { return tx.removeMailbox(old); }));
        QCOMPARE(changed.size(), 0);
        f.profile.addMailbox(f.account, u"new"_s);
        QTRY_COMPARE(kept.data(MailboxTreeModel::BadgeRole).toInt(), 20);
        QVERIFY(changed.size() <= 4);
        QCOMPARE(f.lines(), QStringList({u"自宅"_s, u"  Inbox"_s, u"  new"_s}));
        QCOMPARE(f.resets.size(), 0);
    }

    void theOutboxStandsThereWhileSomethingWaits()
    {
        Fixture f;
        QVERIFY(!f.lines().contains(u"Outbox"_s));
        const auto first = f.addSubmission(core::SubmissionState::Queued);
        f.addSubmission(core::SubmissionState::Sent);
        f.model.refresh();
        const QModelIndex outbox = f.model.index(1, 0);
        QCOMPARE(outbox.data().toString(), u"Outbox"_s);
        QCOMPARE(outbox.data(MailboxTreeModel::KindRole).value<MailboxTreeModel::NodeKind>(),
            MailboxTreeModel::NodeKind::Outbox);
        QCOMPARE(outbox.data(MailboxTreeModel::BadgeRole).toInt(), 1);
        QVERIFY(!outbox.data(MailboxTreeModel::NeedsAttentionRole).toBool());
        QVERIFY(outbox.flags().testFlag(Qt::ItemIsSelectable));
        const auto unknown = f.addSubmission(core::SubmissionState::Unknown);
        f.model.refresh();
        QVERIFY(outbox.data(MailboxTreeModel::NeedsAttentionRole).toBool());
        f.model.apply(f.profile.write([&](store::Transaction &tx) {
            return tx.removeSubmission(first).and_then([&] { return tx.removeSubmission(unknown); });
        }));
        QTRY_COMPARE(f.model.rowCount(), 1);
    }

    void accountsComeAndGo()
    {
        Profile profile;
        MailboxTreeModel model(profile.reader());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy accounts(&model, &MailboxTreeModel::accountsChanged);
        QVERIFY(!model.hasAccounts());
        const auto one = profile.addAccount(u"one"_s);
        const auto two = profile.addAccount(u"two"_s);
        const auto inbox = profile.addMailbox(two, u"INBOX"_s, MailboxRole::Inbox);
        model.refresh();
        QVERIFY(model.hasAccounts());
        QCOMPARE(accounts.size(), 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.inbox(), inbox); // the first account has none
        model.apply(profile.write([&](store::Transaction &tx) { return tx.removeAccount(one, true); }));
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(accounts.size(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), u"two"_s);
    }
};

QTEST_GUILESS_MAIN(MailboxTreeModelTest)
#include "tst_mailboxtreemodel.moc"
