// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "made.h"
#include "tests/models/profile.h"
#include "tests/models/scriptedengine.h"
#include "ui/compose/addresschip.h"
#include "ui/compose/addressedit.h"
#include "ui/compose/composewindow.h"
#include "ui/compose/texteditor.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using core::Errc;

class TestComposeWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void separatorsMakeChips_data();
    void separatorsMakeChips();
    void chipsByKeyboard();
    void pasteOfMany();
    void conversionIsNeverCut();
    void peopleOfTheDirectoryAreOffered();
    void typingOnIsNotInterrupted();
    void badAddressLooksBadAndIsNotSent();
    void sendTwiceSendsOnce();
    void enterThatConvertsNeverSends();
    void controlEnterSends();
    void forgottenAttachment_data();
    void forgottenAttachment();
    void emptySubjectIsAskedInPlace();
    void failureKeepsEverything();
    void droppedFileIsAttached();
    void replyBeginsAboveTheQuote();
    void untouchedReplyClosesWithoutAsking();
    void closingAsksOnlyWhenThereIsSomething();
    void throwAwayForgets();

private:
    QPushButton *button(const char *name) const { return m_window->findChild<QPushButton *>(QLatin1StringView(name)); }
    ui::AddressEdit *to() const { return m_window->findChild<ui::AddressEdit *>(u"to"_s); }
    ui::TextEditor *editor() const { return m_window->findChild<ui::TextEditor *>(u"text"_s); }
    QStringList chips() const;
    QAbstractItemView *offerPeople(const QString &typed);
    void open(const std::function<void(models::ComposeSession *)> &begin);
    void write(const QString &to, const QString &subject, const QString &text);
    ipc::Submit submitted();

    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ipc::Client> m_client;
    core::AccountId m_account;
    models::ComposeSession *m_session = nullptr;
    QPointer<ui::ComposeWindow> m_window;
};

void TestComposeWindow::init()
{
    m_profile = std::make_unique<Profile>();
    m_account = m_profile->addAccount(u"Work"_s);
    m_engine = std::make_unique<ScriptedEngine>(m_profile->socket());
    m_client = std::make_unique<ipc::Client>();
    m_engine->connect(*m_client);
    open([this](models::ComposeSession *session) { session->startNew(m_account); });
}

void TestComposeWindow::cleanup()
{
    delete m_window.data();
    m_client.reset();
    m_engine.reset();
    m_profile.reset();
}

void TestComposeWindow::open(const std::function<void(models::ComposeSession *)> &begin)
{
    delete m_window.data();
    m_session = new models::ComposeSession(m_profile->reader(), *m_client);
    begin(m_session);
    m_window = new ui::ComposeWindow(m_profile->reader().accounts(), m_session);
    QVERIFY(made::activate(*m_window));
}

QStringList TestComposeWindow::chips() const
{
    QStringList list;
    for (const core::Address &address : to()->addresses())
        list.append(address.address);
    return list;
}

void TestComposeWindow::write(const QString &recipient, const QString &subject, const QString &text)
{
    to()->setFocus();
    made::type(*m_window, recipient);
    m_window->findChild<QLineEdit *>(u"subject"_s)->setFocus();
    made::type(*m_window, subject);
    editor()->setFocus();
    made::type(*m_window, text);
}

/** Saving comes first: the draft's number tells later whether it got there. */
ipc::Submit TestComposeWindow::submitted()
{
    m_engine->next<ipc::SaveDraft>().succeed(core::DraftId(5));
    const auto call = m_engine->next<ipc::Submit>();
    call.succeed(core::SubmissionId(9));
    return call.request;
}

// --- addresses

void TestComposeWindow::separatorsMakeChips_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<QString>("left");
    QTest::newRow("comma") << u"a@b.example,"_s << QStringList{u"a@b.example"_s} << QString();
    QTest::newRow("semicolon") << u"a@b.example;c@d.example;"_s << QStringList{u"a@b.example"_s, u"c@d.example"_s}
                               << QString();
    QTest::newRow("full-width comma") << u"a@b.example，c@d"_s << QStringList{u"a@b.example"_s, u"c@d"_s} << u"c@d"_s;
    QTest::newRow("ideographic comma") << u"a@b.example、"_s << QStringList{u"a@b.example"_s} << QString();
    QTest::newRow("quoted comma") << u"\"Doe, Jane\" <j@d.example>,"_s << QStringList{u"j@d.example"_s} << QString();
    QTest::newRow("not yet") << u"a@b.example"_s << QStringList{u"a@b.example"_s} << u"a@b.example"_s;
}

void TestComposeWindow::separatorsMakeChips()
{
    QFETCH(QString, typed);
    QVERIFY(to()->input()->hasFocus());
    made::type(*m_window, typed);
    QTEST(chips(), "addresses");
    QTEST(to()->input()->text(), "left");
}

void TestComposeWindow::chipsByKeyboard()
{
    made::type(*m_window, u"a@b.example,c@d.example"_s);
    made::press(*m_window, Qt::Key_Return);
    QCOMPARE(m_window->findChildren<ui::AddressChip *>().size(), 2);
    QVERIFY(to()->input()->hasFocus());
    made::press(*m_window, Qt::Key_Backspace); // takes the last one apart
    QCOMPARE(to()->input()->text(), u"c@d.example"_s);
    made::type(*m_window, u".test"_s);
    made::press(*m_window, Qt::Key_Tab);
    QCOMPARE(chips(), QStringList({u"a@b.example"_s, u"c@d.example.test"_s}));
    to()->setFocus();
    made::press(*m_window, Qt::Key_Left);
    made::press(*m_window, Qt::Key_Left);
    auto *first = qobject_cast<ui::AddressChip *>(QApplication::focusWidget());
    QVERIFY(first && first->address().address.address == "a@b.example"_L1);
    made::press(*m_window, Qt::Key_Delete);
    QCOMPARE(chips(), QStringList{u"c@d.example.test"_s});
    QCOMPARE(m_session->draft().to.size(), 1);
}

void TestComposeWindow::pasteOfMany()
{
    QGuiApplication::clipboard()->setText(u"a@b.example\nAoki <c@d.example>; e@f.example\r\n"_s);
    QTest::keySequence(to()->input(), QKeySequence::Paste);
    QCOMPARE(chips(), QStringList({u"a@b.example"_s, u"c@d.example"_s, u"e@f.example"_s}));
    QCOMPARE(to()->input()->text(), QString());
}

void TestComposeWindow::conversionIsNeverCut()
{
    made::type(*m_window, u"a@b.example"_s);
    // An input method commits a separator while it already holds the beginning of the next word.
    QInputMethodEvent both(u"やま"_s, {});
    both.setCommitString(u"、"_s);
    QCoreApplication::sendEvent(to()->input(), &both);
    QVERIFY(to()->input()->isComposing());
    QCOMPARE(m_window->findChildren<ui::AddressChip *>().size(), 0);
    made::press(*m_window, Qt::Key_Return); // confirms the conversion, makes no chip
    QCOMPARE(m_window->findChildren<ui::AddressChip *>().size(), 0);
    QInputMethodEvent rest(QString(), {});
    rest.setCommitString(u"山田 <y@b.example>"_s);
    QCoreApplication::sendEvent(to()->input(), &rest);
    QCOMPARE(chips(), QStringList({u"a@b.example"_s, u"y@b.example"_s}));
}

/** Types into To and has two people found; gives the list, which is open. */
QAbstractItemView *TestComposeWindow::offerPeople(const QString &typed)
{
    core::Account account = m_profile->reader().accounts().first();
    account.directory.server.host = u"ldap.example.test"_s;
    m_profile->write([&](store::Transaction &tx) { return tx.updateAccount(account); });
    to()->setFocus();
    made::type(*m_window, typed);
    m_engine->next<ipc::SearchDirectory>().succeed(
        {.people = {{{u"山田 太郎"_s, u"taro@example.test"_s}, u"株式会社例 営業部"_s},
             {{u"Hanako, Sales"_s, u"hanako@example.test"_s}, {}}}});
    QAbstractItemView *list = nullptr;
    const bool isOpen = QTest::qWaitFor([&] {
        list = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
        return list && list->isVisible();
    });
    return isOpen ? list : nullptr;
}

void TestComposeWindow::peopleOfTheDirectoryAreOffered()
{
    QAbstractItemView *list = offerPeople(u"yama"_s);
    QVERIFY(list && list->isVisible());
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(chips(), QStringList{u"taro@example.test"_s});
    QCOMPARE(to()->addresses().first().name, u"山田 太郎"_s);
    QVERIFY(to()->input()->text().isEmpty());
    QTRY_VERIFY(!list->isVisible());

    list = offerPeople(u"sales"_s);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(chips(), (QStringList{u"taro@example.test"_s, u"hanako@example.test"_s}));
    QCOMPARE(to()->addresses().last().name, u"Hanako, Sales"_s); // the comma separates nothing
}

void TestComposeWindow::typingOnIsNotInterrupted()
{
    QAbstractItemView *list = offerPeople(u"yama"_s);
    QVERIFY(list && list->isVisible());
    QTest::keyClick(list, Qt::Key_D);
    QCOMPARE(to()->input()->text(), u"yamad"_s);
    QTest::keyClick(list, Qt::Key_Escape);
    QTRY_VERIFY(!list->isVisible());
    QCOMPARE(to()->input()->text(), u"yamad"_s);
    QVERIFY(m_window->isVisible()); // Escape closed the list and nothing else
    made::type(*m_window, u"a@example.test,"_s);
    QCOMPARE(chips(), QStringList{u"yamada@example.test"_s});
}

void TestComposeWindow::badAddressLooksBadAndIsNotSent()
{
    write(u"hanako.example,"_s, u"Hello"_s, u"Text"_s);
    auto *chip = m_window->findChild<ui::AddressChip *>();
    QVERIFY(!chip->address().isPlausible);
    QVERIFY(chip->accessibleName().contains(u"not a complete"_s));
    button("send")->click();
    auto *flaw = m_window->findChild<QLabel *>(u"recipientFlaw"_s);
    QVERIFY(flaw->isVisible());
    QVERIFY(flaw->text().contains(u"hanako.example"_s));
    QCOMPARE(m_engine->countAfter<ipc::Submit>(*m_client), 0);
    QVERIFY(m_session->state() == models::ComposeSession::State::Editing);
}

// --- sending

void TestComposeWindow::sendTwiceSendsOnce()
{
    write(u"a@b.example"_s, u"Hello"_s, u"Text"_s);
    button("send")->click();
    button("send")->click();
    made::press(*m_window, Qt::Key_Return, Qt::ControlModifier);
    const ipc::Submit request = submitted();
    QCOMPARE(request.draft.to.value(0).address, u"a@b.example"_s);
    QCOMPARE(request.draft.text, u"Text"_s);
    QTRY_VERIFY(!m_window);
    QCOMPARE(m_engine->count<ipc::Submit>(), 0);
}

void TestComposeWindow::enterThatConvertsNeverSends()
{
    write(u"a@b.example"_s, u"Hello"_s, u"Text"_s);
    QInputMethodEvent preedit(u"てすと"_s, {});
    QCoreApplication::sendEvent(editor(), &preedit);
    made::press(*m_window, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_session->state() == models::ComposeSession::State::Editing);
    QInputMethodEvent done(QString(), {});
    done.setCommitString(u"テスト"_s);
    QCoreApplication::sendEvent(editor(), &done);
    made::press(*m_window, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(submitted().draft.text.contains(u"テスト"_s));
}

void TestComposeWindow::controlEnterSends()
{
    write(u"a@b.example"_s, u"Hello"_s, u"Text"_s);
    made::press(*m_window, Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
    submitted();
    QTRY_VERIFY(!m_window);
}

void TestComposeWindow::forgottenAttachment_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("asks");
    QTest::newRow("Japanese") << u"資料を添付します。"_s << true;
    QTest::newRow("English") << u"The plan is attached."_s << true;
    QTest::newRow("none") << u"See you tomorrow."_s << false;
}

void TestComposeWindow::forgottenAttachment()
{
    QFETCH(QString, text);
    QFETCH(bool, asks);
    write(u"a@b.example"_s, u"Hello"_s, text);
    button("send")->click();
    if (asks) {
        QVERIFY(button("attachNow"));
        QTRY_VERIFY(button("attachNow")->isVisible());
        QCOMPARE(m_engine->countAfter<ipc::SaveDraft>(*m_client), 0);
        button("sendAnyway")->click();
    }
    QCOMPARE(submitted().draft.text, text);
}

void TestComposeWindow::emptySubjectIsAskedInPlace()
{
    write(u"a@b.example"_s, QString(), u"Text"_s);
    button("send")->click();
    QVERIFY(button("sendAnyway"));
    QVERIFY(m_window->findChild<QLineEdit *>(u"subject"_s)->hasFocus());
    for (QWidget *other : QApplication::topLevelWidgets())
        QVERIFY2(other == m_window || !other->isVisible(), "asked in another window");
    made::type(*m_window, u"Now there is one"_s);
    button("send")->click();
    QCOMPARE(submitted().draft.subject, u"Now there is one"_s);
}

void TestComposeWindow::failureKeepsEverything()
{
    write(u"a@b.example"_s, u"Hello"_s, u"Text"_s);
    button("send")->click();
    m_engine->next<ipc::SaveDraft>().succeed(core::DraftId(5));
    m_engine->next<ipc::Submit>().fail(Errc::StoreFull, u"journal.db"_s);
    QTRY_VERIFY(button("send")->isEnabled());
    QVERIFY(m_window->isVisible());
    QCOMPARE(editor()->toPlainText(), u"Text"_s);
    QTRY_VERIFY(made::textOf(*m_window).contains(u"full"_s));
}

// --- attachments

void TestComposeWindow::droppedFileIsAttached()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"見積.pdf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("%PDF-1.4") > 0);
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file.fileName())});
    for (QWidget *target : {static_cast<QWidget *>(m_window.data()), editor()->viewport()}) {
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &drop);
    }
    QTRY_COMPARE(m_session->draft().attachments.size(), 2);
    QCOMPARE(m_session->draft().attachments.first().fileName, u"見積.pdf"_s);
    QCOMPARE(editor()->toPlainText(), QString()); // its path is not text
    QVERIFY(made::textOf(*m_window).contains(u"見積.pdf"_s));
}

// --- beginning and closing

void TestComposeWindow::replyBeginsAboveTheQuote()
{
    open([this](models::ComposeSession *session) {
        session->startReply({m_account, "INBOX", core::UidValidity(7), core::Uid(1)}, ipc::ReplyKind::Reply);
    });
    m_engine->next<ipc::BuildReply>().succeed({.account = m_account,
        .to = {{{}, u"a@b.example"_s}},
        .subject = u"Re: x"_s,
        .text = u"A wrote:\n> Hello"_s,
        .answers = core::MessageKey{m_account, "INBOX", core::UidValidity(7), core::Uid(1)}});
    QTRY_VERIFY(!editor()->toPlainText().isEmpty());
    QVERIFY(editor()->hasFocus());
    made::type(*m_window, u"Mine"_s);
    QCOMPARE(editor()->toPlainText(), u"Mine\n\nA wrote:\n> Hello"_s);
}

void TestComposeWindow::untouchedReplyClosesWithoutAsking()
{
    open([this](models::ComposeSession *session) {
        session->startReply({m_account, "INBOX", core::UidValidity(7), core::Uid(1)}, ipc::ReplyKind::Reply);
    });
    m_engine->next<ipc::BuildReply>().succeed({.account = m_account,
        .to = {{{}, u"a@b.example"_s}},
        .text = u"A wrote:\n> Hello"_s,
        .answers = core::MessageKey{m_account, "INBOX", core::UidValidity(7), core::Uid(1)}});
    QTRY_VERIFY(!editor()->toPlainText().isEmpty());
    m_window->close();
    QTRY_VERIFY(!m_window);
}

void TestComposeWindow::closingAsksOnlyWhenThereIsSomething()
{
    m_window->close();
    QTRY_VERIFY(!m_window);
    open([this](models::ComposeSession *session) { session->startNew(m_account); });
    write(u"a@b.example"_s, u"Hello"_s, u"Text"_s);
    m_window->close();
    QVERIFY(m_window && m_window->isVisible());
    QVERIFY(button("keepDraft")->hasFocus());
    made::press(*m_window, Qt::Key_Space);
    const auto saved = m_engine->next<ipc::SaveDraft>();
    QCOMPARE(saved.request.draft.text, u"Text"_s);
    QVERIFY(m_window->isVisible()); // not before it is safe
    saved.succeed(core::DraftId(5));
    QTRY_VERIFY(!m_window);
}

void TestComposeWindow::throwAwayForgets()
{
    write(u"a@b.example"_s, u"Hello"_s, u"Text"_s);
    m_session->saveNow();
    m_engine->next<ipc::SaveDraft>().succeed(core::DraftId(5));
    QTRY_VERIFY(!m_session->isDirty());
    m_window->close();
    button("discardDraft")->click();
    QCOMPARE(m_engine->next<ipc::DiscardDraft>().request.draft, core::DraftId(5));
    QTRY_VERIFY(!m_window);
}

QTEST_MAIN(TestComposeWindow)
#include "tst_composewindow.moc"
