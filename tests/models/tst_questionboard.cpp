// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/questionboard.h"
#include "scriptedengine.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using models::QuestionBoard;

namespace
{
core::Question trust(qint64 id)
{
    return {.id = id, .body = core::TrustQuestion{.host = u"imap.example.jp"_s, .port = 993}};
}

core::Question password(qint64 id)
{
    return {.id = id, .account = core::AccountId{1}, .body = core::PasswordQuestion{.accountName = u"自宅"_s}};
}

struct Fixture {
    QTemporaryDir folder;
    ScriptedEngine engine{folder.path() + u"/s"_s};
    ipc::Client client;
    QuestionBoard board{client};
    QSignalSpy asked{&board, &QuestionBoard::asked};
    QSignalSpy gone{&board, &QuestionBoard::gone};
    QSignalSpy current{&board, &QuestionBoard::currentChanged};
    QSignalSpy failed{&board, &QuestionBoard::failed};

    explicit Fixture(const QList<core::Question> &pending = {})
    {
        engine.connect(client);
        engine.next<ipc::PendingQuestions>().succeed(pending);
    }
    QList<qint64> ids() const
    {
        QList<qint64> list;
        for (const core::Question &question : board.questions())
            list.append(question.id);
        return list;
    }
};
} // namespace

class QuestionBoardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsOpenIsAskedOnceOldestFirst()
    {
        Fixture f({trust(2), password(3)});
        QTRY_COMPARE(f.ids(), QList<qint64>({2, 3}));
        QCOMPARE(f.asked.size(), 2);
        QCOMPARE(f.board.current()->id, 2);
        f.engine.tell(password(5));
        f.engine.tell(trust(2)); // again
        f.engine.tell(trust(1));
        QTRY_COMPARE(f.ids(), QList<qint64>({1, 2, 3, 5}));
        QCOMPARE(f.asked.size(), 4);
        QCOMPARE(f.current.size(), 2);
        QCOMPARE(f.board.question(5), password(5));
        QVERIFY(!f.board.question(4));
    }

    void answersAndEndsOfQuestions()
    {
        Fixture f({trust(1), password(2), password(3)});
        QTRY_COMPARE(f.ids().size(), 3);
        f.board.answerTrust(1, core::TrustAnswer::Always);
        const auto answer = f.engine.next<ipc::AnswerTrust>();
        QCOMPARE(answer.request.question, 1);
        QCOMPARE(answer.request.answer, core::TrustAnswer::Always);
        QCOMPARE(f.ids().size(), 3); // not before the engine has it
        answer.succeed();
        QTRY_COMPARE(f.ids(), QList<qint64>({2, 3}));
        f.engine.tell(ipc::QuestionGone{1}); // told twice, gone once
        f.engine.tell(ipc::QuestionGone{3}); // another face answered
        QTRY_COMPARE(f.ids(), QList<qint64>{2});
        QCOMPARE(f.gone.size(), 2);
        f.board.answerPassword(2, core::Secret(QByteArray("geheim")), true);
        const auto given = f.engine.next<ipc::AnswerPassword>();
        QCOMPARE(given.request.password, core::Secret(QByteArray("geheim")));
        QVERIFY(given.request.keep);
        given.fail(Errc::StoreFull);
        QTRY_COMPARE(f.failed.size(), 1);
        QCOMPARE(f.ids(), QList<qint64>{2}); // it stands
        f.board.declinePassword(2);
        const auto declined = f.engine.next<ipc::AnswerPassword>();
        QVERIFY(declined.request.password.isEmpty());
        declined.fail(Errc::NoSuchMessage); // another face was quicker
        QTRY_COMPARE(f.ids().size(), 0);
        QCOMPARE(f.failed.size(), 1);
        QVERIFY(!f.board.current());
    }

    void theQuestionsDieWithTheEngine()
    {
        Fixture f({trust(1), trust(2)});
        QTRY_COMPARE(f.ids().size(), 2);
        f.engine.stop();
        QTRY_COMPARE(f.gone.size(), 2);
        f.engine.start();
        f.engine.connect(f.client);
        f.engine.next<ipc::PendingQuestions>().succeed({password(1)});
        QTRY_COMPARE(f.board.current(), password(1)); // the new engine's question 1 is another one
    }

    void refreshForgetsWhatIsOver()
    {
        Fixture f({trust(1), trust(2)});
        QTRY_COMPARE(f.ids().size(), 2);
        f.board.refresh();
        f.engine.next<ipc::PendingQuestions>().succeed({trust(2), trust(3)});
        QTRY_COMPARE(f.ids(), QList<qint64>({2, 3}));
        QCOMPARE(f.gone.size(), 1);
        QCOMPARE(f.asked.size(), 3);
    }
};

QTEST_GUILESS_MAIN(QuestionBoardTest)
#include "tst_questionboard.moc"
