// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/composesession.h"
#include "profile.h"
#include "scriptedengine.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using models::ComposeSession;
using Concern = ComposeSession::Concern;
using State = ComposeSession::State;

namespace
{
struct Fixture {
    Profile profile;
    core::AccountId account = profile.addAccount(u"自宅"_s);
    ScriptedEngine engine{profile.socket()};
    ipc::Client client;
    ComposeSession session{profile.reader(), client};
    QSignalSpy submitted{&session, &ComposeSession::submitted};
    QSignalSpy submitFailed{&session, &ComposeSession::submitFailed};
    QSignalSpy concerns{&session, &ComposeSession::concernsRaised};
    QSignalSpy saved{&session, &ComposeSession::saved};
    QSignalSpy attachmentFailed{&session, &ComposeSession::attachmentFailed};

    Fixture()
    {
        engine.connect(client);
        session.setAutosaveDelay(std::chrono::milliseconds(50));
    }
    void write()
    {
        session.startNew();
        session.setTo({{u"花子"_s, u"hanako@example.test"_s}});
        session.setSubject(u"こんにちは"_s);
        session.setText(u"お元気ですか。"_s);
    }
    /** As the engine does it. */
    core::DraftId save(const ScriptedEngine::Call<ipc::SaveDraft> &call)
    {
        core::DraftId id;
        profile.write([&](store::Transaction &tx) {
            return tx.saveDraft(call.request.draft).transform([&](core::DraftId given) { id = given; });
        });
        call.succeed(id);
        return id;
    }
    core::SubmissionId queue(const core::Draft &draft)
    {
        core::SubmissionId id;
        profile.write([&](store::Transaction &tx) {
            return tx
                .queueSubmission({.account = draft.account, .subject = draft.subject, .draftToken = draft.token}, "x")
                .and_then([&](core::SubmissionId given) {
                    id = given;
                    return tx.removeDraft(draft.id);
                });
        });
        return id;
    }
    bool isAt(State state)
    {
        return QTest::qWaitFor([&] { return session.state() == state; });
    }
    QString file(const QString &name, const QByteArray &bytes) const
    {
        QFile made(profile.paths().directory + u'/' + name);
        if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
            qFatal("cannot write");
        return made.fileName();
    }
};
} // namespace

class ComposeSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewMessageIsFromTheFirstAccount()
    {
        Fixture f;
        QSignalSpy loaded(&f.session, &ComposeSession::loaded);
        const auto second = f.profile.addAccount(u"会社"_s, u"yamada@company.test"_s);
        f.session.startNew();
        QCOMPARE(loaded.size(), 1);
        QCOMPARE(f.session.draft().account, f.account);
        QCOMPARE(f.session.draft().from, (core::Address{u"山田 太郎"_s, u"taro@example.test"_s}));
        QVERIFY(f.session.isEmpty());
        QVERIFY(!f.session.isDirty());
        f.session.setAccount(second);
        QCOMPARE(f.session.draft().from.address, u"yamada@company.test"_s);
        QVERIFY(f.session.isEmpty()); // another sender is nothing a person would miss
        f.session.setText(u"a\r\nb\u2029c"_s);
        QCOMPARE(f.session.draft().text, u"a\nb\nc"_s);
        f.session.setSubject(u"one\r\ntwo\nthree"_s);
        QCOMPARE(f.session.draft().subject, u"one two three"_s);
        QVERIFY(!f.session.isEmpty());
    }

    void pressedTwiceSentOnce()
    {
        Fixture f;
        f.write();
        f.session.submit();
        f.session.submit();
        f.session.setText(u"too late"_s);
        f.save(f.engine.next<ipc::SaveDraft>());
        const auto submit = f.engine.next<ipc::Submit>();
        f.session.submit();
        QCOMPARE(submit.request.draft.text, u"お元気ですか。"_s);
        QVERIFY(submit.request.draft.id.isValid());
        submit.succeed(core::SubmissionId{3});
        QVERIFY(f.isAt(State::Submitted));
        f.session.submit();
        QTest::qWait(80);
        QCOMPARE(f.engine.countAfter<ipc::Submit>(f.client), 0);
        QCOMPARE(f.engine.count<ipc::SaveDraft>(), 0); // or it would come back as unfinished
        QCOMPARE(f.submitted.size(), 1);
        QCOMPARE(f.submitted.first().at(0).value<core::SubmissionId>(), core::SubmissionId{3});
        QVERIFY(!f.session.isDirty());
    }

    void refusedThenSent()
    {
        Fixture f;
        f.write();
        f.session.submit();
        f.save(f.engine.next<ipc::SaveDraft>());
        f.engine.next<ipc::Submit>().fail(Errc::InvalidInput, u"To"_s);
        QVERIFY(f.isAt(State::Editing));
        QCOMPARE(f.submitFailed.size(), 1);
        QCOMPARE(f.session.error().code, Errc::InvalidInput);
        QCOMPARE(f.session.draft().text, u"お元気ですか。"_s);
        f.session.submit();
        f.engine.next<ipc::Submit>().succeed(core::SubmissionId{1});
        QVERIFY(f.isAt(State::Submitted));
    }

    void savedByItself()
    {
        Fixture f;
        f.write();
        QVERIFY(f.session.isDirty());
        const auto first = f.engine.next<ipc::SaveDraft>();
        QCOMPARE(first.request.draft.subject, u"こんにちは"_s);
        f.session.setText(u"newer"_s); // while it is being saved
        const auto id = f.save(first);
        QTRY_COMPARE(f.saved.size(), 1);
        QVERIFY(f.session.isDirty());
        const auto second = f.engine.next<ipc::SaveDraft>();
        QCOMPARE(second.request.draft.id, id);
        QCOMPARE(second.request.draft.text, u"newer"_s);
        f.save(second);
        QTRY_VERIFY(!f.session.isDirty());
        const auto unfinished = ComposeSession::unfinished(f.profile.reader());
        QCOMPARE(unfinished.size(), 1);
        QCOMPARE(unfinished.first().text, u"newer"_s);
        QTest::qWait(120);
        QCOMPARE(f.engine.countAfter<ipc::SaveDraft>(f.client), 0);
    }

    void whoWritesWithoutAPauseIsSavedToo()
    {
        Fixture f;
        f.session.startNew();
        for (int i = 0; i < 30 && f.engine.count<ipc::SaveDraft>() == 0; ++i) {
            f.session.setText(u"x"_s.repeated(i + 1));
            QTest::qWait(10);
        }
        QCOMPARE(f.engine.count<ipc::SaveDraft>(), 1);
    }

    void savingFailsAndIsTriedAgain()
    {
        Fixture f;
        QSignalSpy failures(&f.session, &ComposeSession::saveFailed);
        f.write();
        f.engine.next<ipc::SaveDraft>().fail(Errc::StoreFull);
        QTRY_COMPARE(failures.size(), 1);
        QVERIFY(f.session.isDirty());
        f.save(f.engine.next<ipc::SaveDraft>());
        QTRY_VERIFY(!f.session.isDirty());
    }

    void savedAgainWhenTheLinkIsBack()
    {
        Fixture f;
        f.write();
        f.engine.next<ipc::SaveDraft>();
        f.engine.stop();
        QTRY_VERIFY(!f.client.isReady());
        f.engine.start();
        f.engine.connect(f.client);
        f.save(f.engine.next<ipc::SaveDraft>());
        QTRY_VERIFY(!f.session.isDirty());
    }

    void theLinkBreaksDuringTheFirstSaveAndItGotThere()
    {
        Fixture f;
        f.write();
        const auto first = f.engine.next<ipc::SaveDraft>();
        f.profile.write([&](store::Transaction &tx) { // saved, and the answer is lost
            return tx.saveDraft(first.request.draft).transform([](core::DraftId) { });
        });
        f.engine.stop();
        QTRY_VERIFY(!f.client.isReady());
        f.session.setText(u"newer"_s);
        f.engine.start();
        f.engine.connect(f.client);
        f.save(f.engine.next<ipc::SaveDraft>());
        QTRY_VERIFY(!f.session.isDirty());
        const auto unfinished = ComposeSession::unfinished(f.profile.reader());
        QCOMPARE(unfinished.size(), 1);
        QCOMPARE(unfinished.first().text, u"newer"_s);
    }

    void sendingWhileASaveIsUnderWay()
    {
        Fixture f;
        f.write();
        const auto save = f.engine.next<ipc::SaveDraft>();
        f.session.submit();
        QCOMPARE(f.engine.countAfter<ipc::Submit>(f.client), 0);
        const auto id = f.save(save);
        const auto submit = f.engine.next<ipc::Submit>();
        QCOMPARE(submit.request.draft.id, id); // the engine takes this very draft away
        submit.fail(Errc::StoreFull);
        QVERIFY(f.isAt(State::Editing));
        f.session.setText(u"again"_s);
        const auto again = f.engine.next<ipc::SaveDraft>();
        f.session.submit();
        QCOMPARE(f.engine.countAfter<ipc::Submit>(f.client), 0);
        f.save(again);
        f.engine.next<ipc::Submit>();
        QCOMPARE(f.engine.countAfter<ipc::Submit>(f.client), 0); // not once before and once after the save
    }

    void discarded()
    {
        Fixture f;
        f.write();
        const auto save = f.engine.next<ipc::SaveDraft>();
        f.session.discard();
        const auto id = f.save(save); // it was on its way
        QCOMPARE(f.engine.next<ipc::DiscardDraft>().request.draft, id);
        f.session.setText(u"after all"_s);
        QTest::qWait(100);
        QCOMPARE(f.engine.countAfter<ipc::SaveDraft>(f.client), 0);
    }

    void theLinkBreaksWhileSubmittingAndItGotThere()
    {
        Fixture f;
        f.write();
        f.session.submit();
        f.save(f.engine.next<ipc::SaveDraft>());
        const auto submit = f.engine.next<ipc::Submit>();
        const auto queued = f.queue(submit.request.draft);
        f.engine.stop();
        QVERIFY(f.isAt(State::Editing));
        QCOMPARE(f.session.error().code, Errc::ConnectionLost);
        f.session.setText(u"still writing"_s);
        f.engine.start();
        f.client.connectTo(f.profile.socket());
        f.session.saveNow(); // would bring the draft back that the engine has taken away
        QVERIFY(f.isAt(State::Submitted));
        QCOMPARE(f.submitted.first().at(0).value<core::SubmissionId>(), queued);
        QTest::qWait(100);
        QCOMPARE(f.engine.countAfter<ipc::Submit>(f.client), 0);
        QCOMPARE(f.engine.count<ipc::SaveDraft>(), 0);
    }

    void theLinkBreaksWhileSubmittingAndItDidNot()
    {
        Fixture f;
        f.write();
        f.session.submit();
        f.save(f.engine.next<ipc::SaveDraft>());
        f.engine.next<ipc::Submit>();
        f.engine.stop();
        QVERIFY(f.isAt(State::Editing));
        f.engine.start();
        f.engine.connect(f.client);
        QCOMPARE(f.session.state(), State::Editing);
        f.session.submit();
        f.engine.next<ipc::Submit>().succeed(core::SubmissionId{1});
        QVERIFY(f.isAt(State::Submitted));
        QCOMPARE(f.submitted.size(), 1);
    }

    void theLinkBreaksWhileSubmittingAndItGetsThereLate()
    {
        for (const bool edited : {false, true}) {
            Fixture f;
            f.write();
            f.session.submit();
            f.save(f.engine.next<ipc::SaveDraft>());
            const auto submit = f.engine.next<ipc::Submit>();
            f.engine.stop();
            QVERIFY(f.isAt(State::Editing));
            f.engine.start();
            f.engine.connect(f.client);
            QCOMPARE(f.session.state(), State::Editing);
            if (edited)
                f.session.setText(u"other words"_s);
            f.session.submit();
            const auto second = f.engine.next<ipc::Submit>();
            const auto queued = f.queue(submit.request.draft); // the engine was still building it
            second.fail(Errc::NoSuchMessage);
            if (!edited) {
                QVERIFY(f.isAt(State::Submitted));
                QCOMPARE(f.submitted.first().at(0).value<core::SubmissionId>(), queued);
                continue;
            }
            // Something else than what is on its way: nothing is pretended, and nothing is lost.
            QVERIFY(f.isAt(State::Editing));
            QCOMPARE(f.submitFailed.size(), 2);
            const auto anew = f.engine.next<ipc::SaveDraft>();
            QVERIFY(!anew.request.draft.id.isValid());
            QVERIFY(anew.request.draft.token != submit.request.draft.token);
            QCOMPARE(anew.request.draft.text, u"other words"_s);
        }
    }

    void concernsForbidOrAsk()
    {
        Fixture f;
        f.session.startNew();
        f.session.setText(u"ファイルを添付します。"_s);
        f.session.setTo({{{}, u"not an address"_s}, {{}, u"taro..yamada.@docomo.ne.jp"_s}});
        QCOMPARE(f.session.badAddresses(), QStringList{u"not an address"_s});
        using List = QList<Concern>;
        QCOMPARE(
            f.session.concerns(), List({Concern::BadAddress, Concern::EmptySubject, Concern::AttachmentForgotten}));
        f.session.submit(true);
        QCOMPARE(f.concerns.takeLast().at(0).value<List>(), List{Concern::BadAddress});
        f.session.setTo({});
        f.session.setAccount(core::AccountId{99});
        f.session.submit();
        QCOMPARE(f.concerns.takeLast().at(0).value<List>(),
            List({Concern::NoAccount, Concern::NoRecipients, Concern::EmptySubject, Concern::AttachmentForgotten}));
        f.session.setAccount(f.account);
        f.session.setBcc({{{}, u"a@b.test"_s}});
        f.session.submit();
        QCOMPARE(
            f.concerns.takeLast().at(0).value<List>(), List({Concern::EmptySubject, Concern::AttachmentForgotten}));
        QCOMPARE(f.session.state(), State::Editing);
        QVERIFY(f.session.attachBytes(u"a.txt"_s, "x"));
        QCOMPARE(f.session.concerns(), List{Concern::EmptySubject});
        f.session.submit(true);
        QCOMPARE(f.session.state(), State::Submitting);
    }

    void attachmentWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("mentions");
        const auto row = [](const QString &text, bool mentions) {
            QTest::newRow(qPrintable(text.simplified())) << text << mentions;
        };
        row(u"資料を添付いたします。"_s, true);
        row(u"書類を同封しました"_s, true);
        row(u"See the Attached file"_s, true);
        row(u"my attachments:"_s, true);
        row(u"Enclosed you find"_s, true);
        row(u"Hello"_s, false);
        row(u"unattachedness"_s, false);
        row(u"> 資料を添付いたします。\nThanks!"_s, false);
        row(u"  > attached"_s, false);
        row(u"Thanks\n-- \nattached to nobody"_s, false);
        row(u"FYI\n-------- Forwarded message --------\nattached"_s, false);
        row(u"attached\n-------- Forwarded message --------\n"_s, true);
    }
    void attachmentWords()
    {
        QFETCH(const QString, text);
        QTEST(ComposeSession::mentionsAttachment(text), "mentions");
    }

    void filesInTheirOrder()
    {
        Fixture f;
        f.write();
        QSignalSpy added(&f.session, &ComposeSession::attachmentAdded);
        f.session.attachFile(f.file(u"資料.txt"_s, QByteArray(300'000, 'x')));
        f.session.attachFile(f.profile.paths().directory + u"/missing.pdf"_s);
        f.session.attachFile(f.profile.paths().directory); // a folder
        f.session.attachFile(f.file(u"b.png"_s, "\x89PNG\r\n\x1a\n"));
        QVERIFY(!f.session.isEmpty());
        f.session.submit(); // waits for them, and does not go out without the missing ones
        QCOMPARE(f.session.state(), State::Submitting);
        QTRY_COMPARE(added.size(), 2);
        QCOMPARE(f.attachmentFailed.size(), 2);
        QCOMPARE(f.attachmentFailed.first().at(0).value<core::Error>().code, Errc::StoreFailed);
        QCOMPARE(f.attachmentFailed.first().at(0).value<core::Error>().context, u"missing.pdf"_s);
        QCOMPARE(f.submitFailed.size(), 1);
        QCOMPARE(f.session.state(), State::Editing);
        const auto attachments = f.session.draft().attachments;
        QCOMPARE(attachments.at(0).fileName, u"資料.txt"_s);
        QCOMPARE(attachments.at(0).mimeType, u"text/plain"_s);
        QCOMPARE(attachments.at(0).bytes.size(), 300'000);
        QCOMPARE(attachments.at(1).mimeType, u"image/png"_s);
        f.session.removeAttachment(0);
        f.session.removeAttachment(7);
        QCOMPARE(f.session.draft().attachments.size(), 1);
    }

    void sendingWaitsForAFile()
    {
        Fixture f;
        f.write();
        f.save(f.engine.next<ipc::SaveDraft>());
        QTRY_VERIFY(!f.session.isDirty());
        f.session.attachFile(f.file(u"a.bin"_s, QByteArray(3'000'000, 'x')));
        f.session.submit();
        const auto submit = f.engine.next<ipc::Submit>();
        QCOMPARE(submit.request.draft.attachments.value(0).bytes.size(), 3'000'000);
    }

    void tooMuch()
    {
        Fixture f;
        f.session.startNew();
        QVERIFY(f.session.attachBytes(u"a"_s, QByteArray(ComposeSession::kAttachmentsLimit - 10, 'x')));
        QVERIFY(!f.session.attachBytes(u"b"_s, QByteArray(11, 'x')));
        QCOMPARE(f.attachmentFailed.first().at(0).value<core::Error>().code, Errc::MessageTooLarge);
        f.session.attachFile(f.file(u"c"_s, QByteArray(11, 'x')));
        QTRY_COMPARE(f.attachmentFailed.size(), 2);
        QCOMPARE(f.attachmentFailed.last().at(0).value<core::Error>().context, u"c"_s);
        QVERIFY(f.session.attachBytes(u"d"_s, QByteArray(10, 'x')));
        QCOMPARE(f.session.draft().attachments.size(), 2);
    }

    void repliesAndForwards()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        Fixture f;
        const auto inbox = f.profile.addMailbox(f.account, u"INBOX"_s, core::MailboxRole::Inbox);
        f.profile.addMessages(inbox, 1);
        const auto key = *f.profile.reader().key(f.profile.idOf(inbox, 1));
        f.session.startReply(key, ipc::ReplyKind::ReplyAll);
        QCOMPARE(f.session.state(), State::Loading);
        f.session.submit();
        f.session.setText(u"too early"_s);
        const auto build = f.engine.next<ipc::BuildReply>();
        QCOMPARE(build.request.key, key);
        QCOMPARE(build.request.kind, ipc::ReplyKind::ReplyAll);
        QCOMPARE(build.request.texts.size(), 1);
        QVERIFY2(build.request.texts.first().startsWith(u"On "_s)
                && build.request.texts.first().contains(u"January 2026"_s)
                && build.request.texts.first().endsWith(u", 佐藤 花子 wrote:"_s),
            qPrintable(build.request.texts.first()));
        build.succeed({.account = f.account,
            .to = {{{}, u"hanako@example.test"_s}},
            .subject = u"Re: x"_s,
            .text = u"> attached\n"_s,
            .answers = key});
        QVERIFY(f.isAt(State::Editing));
        QCOMPARE(f.session.draft().subject, u"Re: x"_s);
        QVERIFY(f.session.isEmpty() && !f.session.isDirty());
        QCOMPARE(f.session.concerns(), QList<Concern>{});
        f.session.setText(u"ok\n> attached\n"_s);
        QVERIFY(!f.session.isEmpty());

        ComposeSession forward(f.profile.reader(), f.client);
        forward.startReply(key, ipc::ReplyKind::Forward);
        const auto second = f.engine.next<ipc::BuildReply>();
        QCOMPARE(second.request.texts.size(), 7);
        QCOMPARE(second.request.texts.at(1), u"From"_s);
        QVERIFY(second.request.texts.at(6).contains(u"2026"_s));
        second.fail(Errc::Offline);
        QTRY_COMPARE(forward.state(), State::Failed);
        QCOMPARE(forward.error().code, Errc::Offline);
    }

    void anUnfinishedDraftIsNotEmpty()
    {
        Fixture f;
        const core::Draft draft{.id = core::DraftId{5}, .account = f.account, .text = u"unfinished"_s};
        f.session.openDraft(draft);
        QCOMPARE(f.session.draft(), draft);
        QVERIFY(!f.session.isEmpty());
        f.session.discard();
        QCOMPARE(f.engine.next<ipc::DiscardDraft>().request.draft, draft.id);
    }
};

QTEST_GUILESS_MAIN(ComposeSessionTest)
#include "tst_composesession.moc"
