// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "made.h"
#include "models/workspace.h"
#include "tests/models/profile.h"
#include "tests/models/scriptedengine.h"
#include "ui/accounts/accountwizard.h"
#include "ui/accounts/clientiddialog.h"
#include "ui/accounts/signindialog.h"
#include "ui/questions/questionbar.h"
#include "ui/settings/settingswindow.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;

/** Stands in for the system's browser: what it was asked to open. */
class Browser : public QObject
{
    Q_OBJECT

public:
    Browser() { QDesktopServices::setUrlHandler(u"https"_s, this, "open"); }
    ~Browser() override { QDesktopServices::unsetUrlHandler(u"https"_s); }
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened.append(url); }
};

class BrowserSignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAClientIdItIsSaidAndOneCanBeEntered();
    void whereOnlyTheBrowserWillDoNoPasswordIsAsked();
    void whereBothWillDoThereIsAChoice();
    void whereSomebodyKeepsTheMailOfADomain();
    void whoStopsIsWhereHeWas();
    void aRefusedPasswordOffersTheBrowser();
    void aFailureSaysWhatToDo();
    void theBarAsksAndTheDialogSignsIn();
    void notNowIsAnAnswer();
    void theSettingsShowHowItGoes();
    void aPasswordAccountHasNothingToForget();
    void aPasswordAccountCanGoOverToTheBrowser();

private:
    void makeWizard(const QByteArray &clients);
    void makeWindow(const QString &issuer, const QString &address = made::account().address);
    QPushButton *button(const char *name, QWidget *in = nullptr) const
    {
        return (in ? in : m_wizard.get())->findChild<QPushButton *>(QLatin1StringView(name));
    }
    QLineEdit *edit(const char *name) const { return m_wizard->findChild<QLineEdit *>(QLatin1StringView(name)); }
    QString shown(const char *name) const
    {
        auto *label = m_settings->findChild<QLabel *>(QLatin1StringView(name));
        return label ? label->text() : QString();
    }

    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ipc::Client> m_client;
    std::unique_ptr<ui::AccountWizard> m_wizard;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ui::SettingsWindow> m_settings;
    std::unique_ptr<Browser> m_browser;
    core::AccountId m_account;
};

void BrowserSignInTest::init()
{
    m_profile = std::make_unique<Profile>();
    m_engine = std::make_unique<ScriptedEngine>(m_profile->socket());
    m_client = std::make_unique<ipc::Client>();
    m_engine->connect(*m_client);
    m_browser = std::make_unique<Browser>();
}

void BrowserSignInTest::cleanup()
{
    m_settings.reset();
    m_workspace.reset();
    m_wizard.reset();
    m_client.reset();
    m_engine.reset();
    m_profile.reset();
    m_browser.reset();
}

void BrowserSignInTest::makeWizard(const QByteArray &clients)
{
    m_wizard = std::make_unique<ui::AccountWizard>(new models::AccountSetup(*m_client, nullptr, [clients] {
        auto means = providers::SignInMeans::of({});
        if (!means.add(R"({"clients":{)" + clients + "}}"))
            qFatal("means");
        return means;
    }));
    QVERIFY(made::activate(*m_wizard));
}

void BrowserSignInTest::makeWindow(const QString &issuer, const QString &address)
{
    core::Account account = made::account();
    account.address = address;
    account.issuer = issuer;
    m_profile->write([&](store::Transaction &tx) {
        return tx.addAccount(account).transform([&](core::AccountId given) { m_account = given; });
    });
    m_workspace = std::move(models::Workspace::open(m_profile->paths(), m_profile->socket()).value());
    m_engine->next<ipc::GoOnline>().succeed();
    m_settings = std::make_unique<ui::SettingsWindow>(*m_workspace);
    m_settings->setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(made::activate(*m_settings));
}

void BrowserSignInTest::withoutAClientIdItIsSaidAndOneCanBeEntered()
{
    makeWizard({});
    edit("address")->setText(u"taro@outlook.jp"_s);
    QVERIFY2(made::textOf(*m_wizard).contains(u"none is set"_s), qPrintable(made::textOf(*m_wizard)));
    QVERIFY(!edit("password")->isVisible()); // it would only be refused
    QVERIFY(!button("browserSignIn")->isVisible());
    QTest::mouseClick(button("enterClientId"), Qt::LeftButton);
    auto *dialog = m_wizard->findChild<ui::ClientIdDialog *>();
    QVERIFY(dialog);
    QVERIFY(!button("useClientId", dialog)->isEnabled());
    dialog->findChild<QLineEdit *>(u"clientId"_s)->setText(u" mine "_s);
    button("useClientId", dialog)->click();
    const auto set = m_engine->next<ipc::SetSignInClient>();
    QCOMPARE(set.request.issuer, u"microsoft"_s);
    QCOMPARE(set.request.clientId, u"mine"_s);
    QVERIFY(set.request.secret.isEmpty());
    // Gmail has another way, and that is what is said first.
    edit("address")->setText(u"taro@gmail.com"_s);
    QVERIFY(made::textOf(*m_wizard).contains(u"Make an app password"_s));
    QVERIFY(edit("password")->isVisible());
}

void BrowserSignInTest::whereOnlyTheBrowserWillDoNoPasswordIsAsked()
{
    makeWizard(R"("microsoft":{"id":"m"})");
    edit("address")->setText(u"taro@outlook.jp"_s);
    QVERIFY(!edit("password")->isVisible());
    QCOMPARE(button("next")->text(), u"Sign in with the browser"_s);
    QTest::mouseClick(button("next"), Qt::LeftButton);
    m_engine->next<ipc::BeginSignIn>().succeed({7, u"https://login.example/a?state=%20x"_s});
    const auto finish = m_engine->next<ipc::FinishSignIn>();
    QTRY_COMPARE(m_browser->opened.size(), 1);
    QCOMPARE(m_browser->opened.first(), QUrl(u"https://login.example/a?state=%20x"_s));
    QVERIFY(made::textOf(*m_wizard).contains(u"on the page of login.example"_s));
    QTest::mouseClick(button("openAgain"), Qt::LeftButton);
    QCOMPARE(m_browser->opened.size(), 2);
    QTest::mouseClick(button("copyLink"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://login.example/a?state=%20x"_s);
    finish.succeed();
    QCOMPARE(m_engine->next<ipc::Discover>().request.signIn, 7);
    QVERIFY(!made::textOf(*m_wizard).contains(u"The password leaves"_s));
    QVERIFY(made::richLabels(*m_wizard).isEmpty());
}

void BrowserSignInTest::whereBothWillDoThereIsAChoice()
{
    makeWizard(R"("google":{"id":"g"})");
    edit("address")->setText(u"taro@gmail.com"_s);
    QVERIFY(edit("password")->isVisible());
    QVERIFY(button("browserSignIn")->isVisible());
    QCOMPARE(button("next")->text(), u"Continue"_s);
    QTest::mouseClick(button("browserSignIn"), Qt::LeftButton);
    QCOMPARE(m_engine->next<ipc::BeginSignIn>().request.issuer, u"google"_s);
    edit("address")->setText(u"taro@example.jp"_s);
    QVERIFY(!button("browserSignIn")->isVisible());
}

void BrowserSignInTest::whereSomebodyKeepsTheMailOfADomain()
{
    makeWizard(R"("google":{"id":"g"})");
    edit("address")->setText(u"taro@hosted.example"_s);
    QVERIFY(!button("browserSignIn")->isVisible());
    edit("address")->setFocus();
    edit("password")->setFocus();
    edit("password")->setText(u"wo"_s);
    m_engine->next<ipc::FindIssuer>().succeed(u"google"_s);
    QTRY_VERIFY(button("browserSignIn")->isVisible());
    QVERIFY2(made::textOf(*m_wizard).contains(u"kept by Google"_s), qPrintable(made::textOf(*m_wizard)));
    QVERIFY(edit("password")->isVisible() && edit("password")->hasFocus()); // who types is not disturbed
    QTest::mouseClick(button("browserSignIn"), Qt::LeftButton);
    QCOMPARE(m_engine->next<ipc::BeginSignIn>().request.issuer, u"google"_s);
}

void BrowserSignInTest::whoStopsIsWhereHeWas()
{
    makeWizard(R"("microsoft":{"id":"m"})");
    edit("address")->setText(u"taro@outlook.jp"_s);
    made::press(*m_wizard, Qt::Key_Return);
    m_engine->next<ipc::BeginSignIn>().succeed({7, u"https://login.example/"_s});
    m_engine->next<ipc::FinishSignIn>();
    QTRY_COMPARE(m_browser->opened.size(), 1);
    made::press(*m_wizard, Qt::Key_Escape);
    QCOMPARE(m_engine->next<ipc::CancelSignIn>().request.signIn, 7);
    QVERIFY(edit("address")->isVisible());
    QCOMPARE(edit("address")->text(), u"taro@outlook.jp"_s);
}

void BrowserSignInTest::aRefusedPasswordOffersTheBrowser()
{
    const auto refuse = [this](const QByteArray &words) {
        const core::Error refused{Errc::AuthenticationFailed, u"taro @ imap.gmail.com:993"_s, words};
        m_engine->next<ipc::Discover>().succeed(
            {.account = made::account(), .sendFound = true, .receiveError = refused});
        QTRY_VERIFY(m_wizard->findChild<QLabel *>(u"failureHeadline"_s)->isVisible());
    };
    makeWizard(R"("google":{"id":"g"})");
    edit("address")->setText(u"taro@gmail.com"_s);
    edit("password")->setText(u"pw"_s);
    button("next")->click();
    refuse("[ALERT] IMAP access is disabled for your domain.");
    QVERIFY2(!button("browserInstead")->isVisible(), "the browser would not help");
    button("next")->click();
    refuse("[ALERT] Application-specific password required: https://support.google.com/");
    QVERIFY(button("browserInstead")->isVisible());
    button("browserInstead")->click();
    const auto begun = m_engine->next<ipc::BeginSignIn>();
    QCOMPARE(begun.request.issuer, u"google"_s);
    begun.succeed({7, u"https://login.example/"_s});
    m_engine->next<ipc::FinishSignIn>().succeed();
    QVERIFY(m_engine->next<ipc::Discover>().request.password.isEmpty());

    makeWizard({}); // nobody has registered it
    edit("address")->setText(u"taro@gmail.com"_s);
    edit("password")->setText(u"pw"_s);
    button("next")->click();
    refuse("[ALERT] Application-specific password required: https://support.google.com/");
    QVERIFY(!button("browserInstead")->isVisible());
}

void BrowserSignInTest::aFailureSaysWhatToDo()
{
    makeWindow(u"google"_s);
    auto *again = m_settings->findChild<QPushButton *>(u"signInAgain"_s);
    again->click();
    auto *dialog = m_settings->findChild<ui::SignInDialog *>();
    QVERIFY(dialog);
    button("browserSignIn", dialog)->click();
    m_engine->next<ipc::BeginSignIn>().fail(Errc::InvalidInput, u"client id for google"_s);
    QTRY_VERIFY(made::textOf(*dialog).contains(u"No client ID is set"_s));
    QVERIFY(button("browserSignIn", dialog)->isVisible());
    button("browserSignIn", dialog)->click();
    m_engine->next<ipc::BeginSignIn>().succeed({8, u"https://login.example/"_s});
    m_engine->next<ipc::FinishSignIn>().fail(Errc::Timeout, u"login.example"_s);
    QTRY_VERIFY(made::textOf(*dialog).contains(u"in time"_s));
}

void BrowserSignInTest::theBarAsksAndTheDialogSignsIn()
{
    makeWindow(u"google"_s);
    ui::QuestionBar bar(*m_workspace);
    QVERIFY(!bar.isVisibleTo(nullptr));
    m_engine->tell(core::Question{.id = 3,
        .account = m_account,
        .body = core::SignInQuestion{.account = m_account,
            .accountName = u"Work"_s,
            .user = u"taro@gmail.com"_s,
            .issuer = u"google"_s,
            .wasRefused = true,
            .serverText = "invalid_grant: Token has been expired or revoked."}});
    QTRY_VERIFY(bar.isVisibleTo(nullptr));
    bar.openCurrent();
    auto *dialog = bar.window()->findChild<ui::SignInDialog *>();
    QVERIFY(dialog);
    const QString words = made::textOf(*dialog);
    QVERIFY2(
        words.contains(u"Google no longer accepts"_s) && words.contains(u"expired or revoked"_s), qPrintable(words));
    QVERIFY(m_browser->opened.isEmpty()); // nothing before the person asks for it
    button("browserSignIn", dialog)->click();
    const auto begin = m_engine->next<ipc::BeginSignIn>();
    QCOMPARE(begin.request.user, u"taro@gmail.com"_s);
    begin.succeed({9, u"https://accounts.example/"_s});
    const auto finish = m_engine->next<ipc::FinishSignIn>();
    QCOMPARE(finish.request.account, m_account);
    QVERIFY(finish.request.keep);
    QTRY_COMPARE(m_browser->opened.size(), 1);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    finish.succeed();
    QTRY_COMPARE(accepted.size(), 1);
    m_engine->tell(ipc::QuestionGone{3});
    QTRY_VERIFY(!bar.isVisibleTo(nullptr));
}

void BrowserSignInTest::notNowIsAnAnswer()
{
    makeWindow(u"google"_s);
    ui::QuestionBar bar(*m_workspace);
    m_engine->tell(core::Question{
        .id = 4, .account = m_account, .body = core::SignInQuestion{.account = m_account, .issuer = u"google"_s}});
    QTRY_VERIFY(bar.isVisibleTo(nullptr));
    bar.openCurrent();
    auto *dialog = bar.window()->findChild<ui::SignInDialog *>();
    button("notNow", dialog)->click();
    const auto decline = m_engine->next<ipc::DeclineSignIn>();
    QCOMPARE(decline.request.question, 4);
    decline.succeed();
    QTRY_VERIFY(!bar.isVisibleTo(nullptr));
}

void BrowserSignInTest::theSettingsShowHowItGoes()
{
    makeWindow(u"google"_s);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_engine->next<ipc::AskSignInHealth>().succeed({.issuer = u"google"_s,
        .isSignedIn = true,
        .signedInAt = now.addDays(-12),
        .renewedAt = now.addSecs(-60),
        .expiresAt = now.addSecs(3000),
        .letInAt = now.addSecs(-50),
        .refusedAt = now.addSecs(-40),
        .refusal = core::Error{Errc::AuthenticationUnavailable, u"oauth2.example"_s, "HTTP <b>503</b>"}});
    QTRY_VERIFY(shown("signedInAt").contains(u"12"_s));
    QVERIFY(shown("signInHow").contains(u"Google"_s));
    QVERIFY(!shown("expiresAt").isEmpty() && !shown("renewedAt").isEmpty() && !shown("letInAt").isEmpty());
    QVERIFY(shown("sentAt").isEmpty()); // not known
    QVERIFY(shown("againBy").contains(u"does not say"_s));
    QVERIFY(shown("signInRefusal").contains(u"HTTP <b>503</b>"_s));
    QVERIFY(made::richLabels(*m_settings).isEmpty());
    QVERIFY(!m_settings->findChild<QLineEdit *>(u"accountPassword"_s)->isVisible());
    auto *forget = m_settings->findChild<QPushButton *>(u"forgetSignIn"_s);
    forget->click();
    const auto call = m_engine->next<ipc::ForgetSignIn>();
    QCOMPARE(call.request.account, m_account);
    call.succeed();
    m_engine->next<ipc::AskSignInHealth>().succeed({.issuer = u"google"_s});
    QTRY_VERIFY(shown("againBy").contains(u"Now"_s));
    QVERIFY(!forget->isVisible());
}

void BrowserSignInTest::aPasswordAccountHasNothingToForget()
{
    makeWindow({});
    m_engine->next<ipc::AskSignInHealth>().succeed({.letInAt = QDateTime::currentDateTimeUtc()});
    QTRY_VERIFY(!shown("letInAt").isEmpty());
    QVERIFY(shown("signInHow").contains(u"password"_s));
    for (const char *name : {"signInAgain", "forgetSignIn"})
        QVERIFY(!m_settings->findChild<QPushButton *>(QLatin1StringView(name))->isVisible());
    QVERIFY(m_settings->findChild<QLineEdit *>(u"accountPassword"_s)->isVisibleTo(m_settings.get()));
}

/** As it has to when its provider takes no passwords any more. */
void BrowserSignInTest::aPasswordAccountCanGoOverToTheBrowser()
{
    QFile file(providers::SignInMeans::personsFile(m_profile->paths().directory));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(R"({"clients":{"google":{"id":"g"}}})") > 0);
    file.close();
    makeWindow({}, u"taro@gmail.com"_s);
    auto *change = m_settings->findChild<QPushButton *>(u"signInAgain"_s);
    QTRY_VERIFY(change->isVisibleTo(m_settings.get()));
    QVERIFY(change->text().contains(u"with the browser"_s));
    change->click();
    button("browserSignIn", m_settings->findChild<ui::SignInDialog *>())->click();
    const auto begun = m_engine->next<ipc::BeginSignIn>();
    QCOMPARE(begun.request.issuer, u"google"_s);
    begun.succeed({7, u"https://login.example/"_s});
    m_engine->next<ipc::FinishSignIn>().succeed();
    const core::Account saved = m_engine->next<ipc::UpdateAccount>().request.account;
    QCOMPARE(saved.id, m_account);
    QCOMPARE(saved.issuer, u"google"_s);
    QCOMPARE(saved.receive.auth, u"auto"_s);
}

QTEST_MAIN(BrowserSignInTest)
#include "tst_browsersignin.moc"
