// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/workspace.h"
#include "profile.h"
#include "scriptedengine.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using models::ComposeSession;
using models::Workspace;

namespace
{
const QString kText = u"前略。\n　全角の空白、結合文字 e\u0301、絵文字 🏃\u200d♀️、タブ\tと末尾の空白  \n\n"_s;

struct Fixture {
    Profile profile;
    core::AccountId account = profile.addAccount(u"自宅"_s);
    std::optional<ScriptedEngine> engine{profile.socket()};
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<ComposeSession> session;

    Fixture() { open(); }
    void open()
    {
        auto opened = Workspace::open(profile.paths(), profile.socket());
        if (!opened)
            qFatal("workspace: not open");
        workspace = *std::move(opened);
    }
    bool isLinked()
    {
        return QTest::qWaitFor([this] { return workspace->client().isReady(); });
    }
    bool isLost()
    {
        return QTest::qWaitFor([this] { return !workspace->client().isReady(); });
    }
    void write(const QString &text)
    {
        session.reset(workspace->compose(nullptr));
        session->setAutosaveDelay(std::chrono::milliseconds(30));
        session->startNew();
        session->setTo({{u"花子"_s, u"hanako@example.test"_s}});
        session->setText(text);
    }
    bool isKept()
    {
        return QTest::qWaitFor([this] { return session->isKept() && !session->isDirty(); });
    }
    QStringList files() const { return QDir(profile.paths().drafts()).entryList(QDir::Files | QDir::Hidden); }
    bool noFileIsLeft()
    {
        return QTest::qWaitFor([this] { return files().isEmpty(); });
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
};
} // namespace

/** While there is no engine, what is written is kept all the same. */
class DraftFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptWithoutAnEngineAndHandedOver()
    {
        Fixture f;
        QVERIFY(f.isLinked());
        f.engine->stop();
        QVERIFY(f.isLost());
        f.write(kText);
        QSignalSpy failed(f.session.get(), &ComposeSession::saveFailed);
        QVERIFY(f.isKept());
        QCOMPARE(failed.size(), 0);
        QCOMPARE(f.files().size(), 1);
        const QString path = f.profile.paths().drafts() + u'/' + f.files().first();
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(path) & others));
        QVERIFY(!(QFile::permissions(f.profile.paths().drafts()) & others));
        f.engine->start();
        const auto call = f.engine->next<ipc::SaveDraft>();
        QCOMPARE(call.request.draft.text, kText);
        f.save(call);
        QVERIFY(f.noFileIsLeft());
        QCOMPARE(f.profile.reader().drafts().size(), 1);
    }

    void whatTheBrokenLinkSwallowedIsKept()
    {
        Fixture f;
        QVERIFY(f.isLinked());
        f.write(kText);
        f.engine->next<ipc::SaveDraft>(); // never answered
        f.engine->stop();
        QVERIFY(f.isKept());
        QCOMPARE(f.files().size(), 1);
    }

    void restoredToTheCharacterAfterBothDied()
    {
        Fixture f;
        QVERIFY(f.isLinked());
        f.engine->stop();
        QVERIFY(f.isLost());
        f.write(kText);
        f.session->attachBytes(u"図.bin"_s, QByteArray("\0\xff\r\n", 4));
        QVERIFY(f.isKept());
        const core::Draft written = f.session->draft();
        f.session.reset();
        f.workspace.reset();
        f.open(); // and no engine yet
        QCOMPARE(f.workspace->unfinishedDrafts(), QList{written});
        QSignalSpy taken(f.workspace.get(), &Workspace::draftsTaken);
        f.engine->start();
        const auto call = f.engine->next<ipc::SaveDraft>();
        QCOMPARE(call.request.draft, written);
        f.save(call);
        QTRY_COMPARE(taken.size(), 1);
        QVERIFY(f.noFileIsLeft());
        const auto unfinished = f.workspace->unfinishedDrafts();
        QCOMPARE(unfinished.size(), 1);
        QCOMPARE(unfinished.first().text, kText);
    }

    void openedFromItsFileItIsNoSecondOne()
    {
        Fixture f;
        QVERIFY(f.isLinked());
        f.engine->stop();
        QVERIFY(f.isLost());
        f.write(kText);
        QVERIFY(f.isKept());
        f.session.reset();
        f.session.reset(f.workspace->compose(nullptr));
        const auto unfinished = f.workspace->unfinishedDrafts();
        QCOMPARE(unfinished.size(), 1);
        f.workspace->openDraft(*f.session, unfinished.first());
        QCOMPARE(f.workspace->unfinishedDrafts().size(), 0); // it is being written
        QVERIFY(f.isKept());
        f.engine->start();
        f.save(f.engine->next<ipc::SaveDraft>());
        QVERIFY(f.noFileIsLeft());
        QCOMPARE(f.engine->countAfter<ipc::SaveDraft>(f.workspace->client()), 0);
        QCOMPARE(f.profile.reader().drafts().size(), 1);
    }

    void newerThanWhatTheEngineHasItWins()
    {
        Fixture f;
        QVERIFY(f.isLinked());
        f.write(u"first"_s);
        f.save(f.engine->next<ipc::SaveDraft>());
        QVERIFY(f.isKept());
        f.engine->stop();
        QVERIFY(f.isLost());
        f.session->setText(u"second"_s);
        QTRY_COMPARE(f.files().size(), 1);
        f.session.reset();
        const auto unfinished = f.workspace->unfinishedDrafts();
        QCOMPARE(unfinished.size(), 1);
        QCOMPARE(unfinished.first().text, u"second"_s);
        f.engine->start();
        f.save(f.engine->next<ipc::SaveDraft>());
        QVERIFY(f.noFileIsLeft());
        QCOMPARE(f.profile.reader().drafts().size(), 1);
        QCOMPARE(f.profile.reader().drafts().first().text, u"second"_s);
    }

    void submittedMeanwhileItIsADraftOfItsOwn()
    {
        Fixture f;
        QVERIFY(f.isLinked());
        f.engine->stop();
        QVERIFY(f.isLost());
        f.write(kText);
        QVERIFY(f.isKept());
        const QString token = f.session->draft().token;
        f.session.reset();
        f.engine->start();
        const auto first = f.engine->next<ipc::SaveDraft>();
        QCOMPARE(first.request.draft.token, token);
        first.fail(Errc::NoSuchMessage);
        const auto second = f.engine->next<ipc::SaveDraft>();
        QVERIFY(second.request.draft.token != token);
        QCOMPARE(second.request.draft.text, kText);
        QCOMPARE(f.files().size(), 1); // until it is taken
        f.save(second);
        QVERIFY(f.noFileIsLeft());
    }

    void discardedItGoes()
    {
        Fixture f;
        QVERIFY(f.isLinked());
        f.engine->stop();
        QVERIFY(f.isLost());
        f.write(kText);
        QVERIFY(f.isKept());
        f.session->discard();
        QVERIFY(f.noFileIsLeft());
        QCOMPARE(f.workspace->unfinishedDrafts().size(), 0);
    }

    void whatCannotBeKeptIsTold()
    {
        Fixture f;
        QVERIFY(f.isLinked());
        f.engine->stop();
        QVERIFY(f.isLost());
        QFile inTheWay(f.profile.paths().drafts());
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        f.write(kText);
        QSignalSpy failed(f.session.get(), &ComposeSession::saveFailed);
        QTRY_VERIFY(!failed.isEmpty());
        QCOMPARE(failed.first().first().value<core::Error>().code, Errc::StoreFailed);
        QVERIFY(f.session->isDirty());
    }

    void aStrangeFileIsLeftAlone()
    {
        Fixture f;
        QVERIFY(QDir().mkpath(f.profile.paths().drafts()));
        QFile strange(f.profile.paths().drafts() + u"/x.draft"_s);
        QVERIFY(strange.open(QIODevice::WriteOnly));
        strange.write("nonsense");
        strange.close();
        QCOMPARE(f.workspace->unfinishedDrafts().size(), 0);
        QVERIFY(strange.exists());
    }
};

QTEST_GUILESS_MAIN(DraftFilesTest)
#include "tst_draftfiles.moc"
