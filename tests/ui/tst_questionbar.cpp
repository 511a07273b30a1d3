// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "made.h"
#include "tests/models/profile.h"
#include "tests/models/scriptedengine.h"
#include "ui/accounts/passworddialog.h"
#include "ui/questions/questionbar.h"
#include "ui/trust/trustdialog.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

class TestQuestionBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void nothingOpensByItself();
    void trustIsAnsweredFromTheDialog();
    void closingAnswersNothing();
    void oneDialogAtATime();
    void answeredElsewhereCloses();
    void passwordIsHandedOver();
    void aRefusedPasswordIsExplained();
    void notNowDeclines();

private:
    QPushButton *openButton() const { return m_window->findChild<QPushButton *>(u"openQuestion"_s); }
    template <class Dialog>
    Dialog *dialog() const
    {
        return m_window->findChild<Dialog *>();
    }
    core::Question trust(qint64 id) const { return {id, m_account, made::trustQuestion()}; }
    core::Question password(qint64 id) const
    {
        return {id, m_account,
            core::PasswordQuestion{.account = m_account,
                .accountName = u"Work"_s,
                .user = u"taro"_s,
                .host = u"imap.example.test"_s,
                .wasRefused = true,
                .serverText = "<b>no</b>"}};
    }
    void ask(const core::Question &question);

    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<QWidget> m_window;
    ui::QuestionBar *m_bar = nullptr;
    core::AccountId m_account;
};

void TestQuestionBar::init()
{
    m_profile = std::make_unique<Profile>();
    m_account = m_profile->addAccount(u"Work"_s);
    m_engine = std::make_unique<ScriptedEngine>(m_profile->socket());
    auto opened = models::Workspace::open(m_profile->paths(), m_profile->socket());
    QVERIFY(opened);
    m_workspace = std::move(*opened);
    QTRY_VERIFY(m_workspace->client().isReady());
    m_engine->next<ipc::PendingQuestions>().succeed();
    m_window = std::make_unique<QWidget>();
    m_bar = new ui::QuestionBar(*m_workspace, m_window.get());
    QVERIFY(made::activate(*m_window));
}

void TestQuestionBar::cleanup()
{
    m_window.reset();
    m_workspace.reset();
    m_engine.reset();
    m_profile.reset();
}

void TestQuestionBar::ask(const core::Question &question)
{
    m_engine->tell(question);
    QTRY_VERIFY(m_bar->isVisible());
}

void TestQuestionBar::nothingOpensByItself()
{
    QVERIFY(!m_bar->isVisible());
    ask(trust(1));
    QVERIFY(made::textOf(*m_window).contains(u"imap.example.test"_s));
    QVERIFY(made::textOf(*m_window).contains(u"Work waits"_s));
    QVERIFY(!dialog<ui::TrustDialog>());
}

void TestQuestionBar::trustIsAnsweredFromTheDialog()
{
    ask(trust(1));
    openButton()->click();
    dialog<ui::TrustDialog>()->findChild<QPushButton *>(u"trustOnce"_s)->click();
    const auto answer = m_engine->next<ipc::AnswerTrust>();
    QCOMPARE(answer.request.question, 1);
    QCOMPARE(answer.request.answer, core::TrustAnswer::Once);
}

void TestQuestionBar::closingAnswersNothing()
{
    ask(trust(1));
    openButton()->click();
    dialog<ui::TrustDialog>()->close();
    QTRY_VERIFY(!dialog<ui::TrustDialog>());
    QCOMPARE(m_engine->countAfter<ipc::AnswerTrust>(m_workspace->client()), 0);
    QVERIFY(m_bar->isVisible());
}

void TestQuestionBar::oneDialogAtATime()
{
    ask(trust(1));
    m_engine->tell(password(2));
    openButton()->click();
    openButton()->click();
    QCOMPARE(m_window->findChildren<QDialog *>().size(), 1);
    QVERIFY(dialog<ui::TrustDialog>());
}

void TestQuestionBar::answeredElsewhereCloses()
{
    ask(trust(1));
    openButton()->click();
    QVERIFY(dialog<ui::TrustDialog>()->isVisible());
    m_engine->tell(ipc::QuestionGone{1});
    QTRY_VERIFY(!dialog<ui::TrustDialog>());
    QTRY_VERIFY(!m_bar->isVisible());
    QCOMPARE(m_engine->countAfter<ipc::AnswerTrust>(m_workspace->client()), 0);
}

void TestQuestionBar::passwordIsHandedOver()
{
    ask(password(3));
    openButton()->click();
    auto *asked = dialog<ui::PasswordDialog>();
    QVERIFY(made::textOf(*asked).contains(u"<b>no</b>"_s));
    QCOMPARE(made::richLabels(*asked), QStringList());
    asked->findChild<QLineEdit *>(u"askedPassword"_s)->setText(u"pw"_s);
    asked->findChild<QCheckBox *>()->setChecked(false);
    asked->findChild<QPushButton *>(u"signIn"_s)->click();
    const auto answer = m_engine->next<ipc::AnswerPassword>();
    QCOMPARE(answer.request.password.reveal(), "pw"_ba);
    QVERIFY(!answer.request.keep);
}

void TestQuestionBar::aRefusedPasswordIsExplained()
{
    core::Question question = password(4);
    auto &body = std::get<core::PasswordQuestion>(question.body);
    body.host = u"imap.gmail.com"_s;
    body.serverText
        = "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833";
    ask(question);
    openButton()->click();
    auto *asked = dialog<ui::PasswordDialog>();
    const QString text = made::textOf(*asked);
    QVERIFY2(text.contains(u"imap.gmail.com wants an app password"_s), qPrintable(text));
    QVERIFY(asked->findChild<QWidget *>(u"passwordReason"_s)->isVisible());
}

void TestQuestionBar::notNowDeclines()
{
    ask(password(3));
    openButton()->click();
    dialog<ui::PasswordDialog>()->findChild<QPushButton *>(u"notNow"_s)->click();
    QVERIFY(m_engine->next<ipc::AnswerPassword>().request.password.isEmpty());
}

QTEST_MAIN(TestQuestionBar)
#include "tst_questionbar.moc"
