// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "made.h"
#include "tests/models/scriptedengine.h"
#include "ui/accounts/accountwizard.h"
#include "ui/accounts/attemptlist.h"
#include "ui/accounts/providernotice.h"
#include "ui/shared/errorwords.h"
#include "ui/trust/certificatedialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using core::AttemptState;
using core::Errc;
using core::ServerPurpose;

class TestAccountWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void flawComesAfterLeaving();
    void whatTheProviderWantsStandsBeforeThePassword();
    void aProviderThatCannotBeUsedIsTold();
    void enterSearchesWithWhatWasTyped();
    void enterWithoutPasswordStays();
    void attemptsAreLive();
    void escapeStopsTheSearch();
    void failureSaysWhatToDo();
    void reportHoldsNoSecret();
    void aRefusalIsExplained();
    void theServersOwnReplyDecides();
    void enterAtTrustDoesNotConnect();
    void acceptedCertificateSearchesOn();
    void portFollowsSafetyUnlessEdited();
    void byHandTriesTheseServers();
    void noPlainTextByHand();
    void whatAProfileSaysStays();
    void nothingIsPromisedThatTheWizardDoesNotDo();
    void readyEndsAccepted();

private:
    QLineEdit *edit(const char *name) const { return m_wizard->findChild<QLineEdit *>(QLatin1StringView(name)); }
    QPushButton *button(const char *name) const { return m_wizard->findChild<QPushButton *>(QLatin1StringView(name)); }
    ScriptedEngine::Call<ipc::Discover> search();
    void failSearch(const core::Error &error, const std::optional<core::TrustQuestion> &trust = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ipc::Client> m_client;
    std::unique_ptr<ui::AccountWizard> m_wizard;
};

void TestAccountWizard::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<ScriptedEngine>(m_folder->filePath(u"socket"_s));
    m_client = std::make_unique<ipc::Client>();
    m_engine->connect(*m_client);
    m_wizard = std::make_unique<ui::AccountWizard>(new models::AccountSetup(*m_client));
    QVERIFY(made::activate(*m_wizard));
}

void TestAccountWizard::cleanup()
{
    m_wizard.reset();
    m_client.reset();
    m_engine.reset();
}

/** Types everything as a person does and goes on. */
ScriptedEngine::Call<ipc::Discover> TestAccountWizard::search()
{
    made::type(*m_wizard, u"山田 太郎"_s);
    made::press(*m_wizard, Qt::Key_Tab);
    made::type(*m_wizard, u"taro@example.test"_s);
    made::press(*m_wizard, Qt::Key_Tab);
    made::type(*m_wizard, u"s3cret-pw"_s);
    made::press(*m_wizard, Qt::Key_Return);
    return m_engine->next<ipc::Discover>();
}

void TestAccountWizard::failSearch(const core::Error &error, const std::optional<core::TrustQuestion> &trust)
{
    const auto call = search();
    auto attempt = made::attempt(1, ServerPurpose::Receive, u"imap.example.test"_s, 993);
    attempt.state = AttemptState::Failed;
    attempt.error = error;
    attempt.trust = trust;
    m_engine->tell(attempt);
    call.succeed({.account = made::account(), .sendFound = true, .receiveError = error});
}

void TestAccountWizard::flawComesAfterLeaving()
{
    made::press(*m_wizard, Qt::Key_Tab);
    QVERIFY(edit("address")->hasFocus());
    made::type(*m_wizard, u"taro@"_s);
    QVERIFY2(!edit("address")->property("flawed").toBool(), "nobody is told while typing");
    made::press(*m_wizard, Qt::Key_Tab);
    QVERIFY(edit("address")->property("flawed").toBool());
    QVERIFY2(!edit("password")->property("flawed").toBool(), "an empty field that was not left yet is not wrong");
    QVERIFY(made::textOf(*m_wizard).contains(u"not a complete mail address"_s));
    edit("address")->setFocus();
    made::press(*m_wizard, Qt::Key_End);
    made::type(*m_wizard, u"e"_s);
    QVERIFY(!edit("address")->property("flawed").toBool());
}

void TestAccountWizard::whatTheProviderWantsStandsBeforeThePassword()
{
    auto *notice = m_wizard->findChild<ui::ProviderNotice *>();
    QVERIFY(notice->isHidden());
    QVERIFY(edit("userName")->isHidden() || !edit("userName")->isVisible());
    made::press(*m_wizard, Qt::Key_Tab);
    made::type(*m_wizard, u"taro@docomo.ne.jp"_s);
    QVERIFY(notice->isVisible());
    QVERIFY(edit("userName")->isVisible());
    QVERIFY(made::textOf(*m_wizard).contains(u"password for mail programs only"_s));
    QVERIFY(made::textOf(*m_wizard).contains(u"d ACCOUNT ID"_s));
    edit("password")->setText(u"pw"_s);
    made::press(*m_wizard, Qt::Key_Return);
    QVERIFY(edit("userName")->property("flawed").toBool());
    QVERIFY(edit("userName")->hasFocus());
    made::type(*m_wizard, u"d-account"_s);
    made::press(*m_wizard, Qt::Key_Return);
    const auto call = m_engine->next<ipc::Discover>();
    QCOMPARE(call.request.userName, u"d-account"_s);
}

void TestAccountWizard::aProviderThatCannotBeUsedIsTold()
{
    edit("address")->setText(u"taro@ybb.ne.jp"_s);
    QVERIFY(made::textOf(*m_wizard).contains(u"offers POP3 only"_s));
    edit("address")->setText(u"taro@yahoo.co.jp"_s); // has both
    QVERIFY(!made::textOf(*m_wizard).contains(u"offers POP3 only"_s));
    edit("address")->setText(u"taro@ezweb.ne.jp"_s);
    QVERIFY(made::textOf(*m_wizard).contains(u"not known for certain"_s));
    QVERIFY(!edit("userName")->isVisible());
}

void TestAccountWizard::enterSearchesWithWhatWasTyped()
{
    const auto call = search();
    QCOMPARE(call.request.fullName, u"山田 太郎"_s);
    QCOMPARE(call.request.address, u"taro@example.test"_s);
    QCOMPARE(call.request.password.reveal(), "s3cret-pw"_ba);
    QVERIFY(!call.request.manual);
}

void TestAccountWizard::enterWithoutPasswordStays()
{
    made::press(*m_wizard, Qt::Key_Tab);
    made::type(*m_wizard, u"taro@example.test"_s);
    made::press(*m_wizard, Qt::Key_Return);
    QVERIFY(edit("password")->property("flawed").toBool());
    QVERIFY(edit("password")->hasFocus());
    QCOMPARE(m_engine->countAfter<ipc::Discover>(*m_client), 0);
}

void TestAccountWizard::attemptsAreLive()
{
    const auto call = search();
    auto attempt = made::attempt(2, ServerPurpose::Receive, u"mail.example.test"_s, 993);
    m_engine->tell(attempt);
    m_engine->tell(made::attempt(1, ServerPurpose::Receive, u"imap.example.test"_s, 993));
    m_engine->tell(made::attempt(3, ServerPurpose::Send, u"smtp.example.test"_s, 587));
    QTRY_COMPARE(m_wizard->findChildren<ui::AttemptRow *>().size(), 3);
    const auto rows = m_wizard->findChildren<ui::AttemptRow *>();
    const auto top = [&](const QString &host) {
        const auto row = std::ranges::find_if(rows, [&](auto *one) { return one->accessibleName().startsWith(host); });
        return (*row)->mapTo(m_wizard.get(), QPoint()).y();
    };
    QTRY_VERIFY(top(u"imap"_s) < top(u"mail"_s)); // by preference, whichever was told first
    QVERIFY(top(u"mail"_s) < top(u"smtp"_s));
    auto suggested = made::attempt(4, ServerPurpose::Send, u"smtp.elsewhere.example"_s, 465);
    suggested.source = u"suggestion"_s;
    suggested.state = AttemptState::Skipped;
    m_engine->tell(suggested);
    QTRY_VERIFY(made::textOf(*m_wizard).contains(u"only a suggestion, not tried"_s));
    attempt.state = AttemptState::Failed;
    attempt.error = core::Error{Errc::HostNotFound, u"mail.example.test"_s, {}};
    m_engine->tell(attempt);
    QTRY_VERIFY(made::textOf(*m_wizard).contains(u"not found"_s));
    QCOMPARE(m_wizard->findChildren<ui::AttemptRow *>().size(), 4);
    attempt.error->code = Errc::Cancelled;
    m_engine->tell(attempt);
    QTRY_VERIFY(made::textOf(*m_wizard).contains(u"not tried to the end"_s));
    QVERIFY(!made::textOf(*m_wizard).contains(u"no answer"_s));
    attempt.error->code = Errc::Timeout;
    m_engine->tell(attempt);
    QTRY_VERIFY(made::textOf(*m_wizard).contains(u"no answer · 12 ms"_s));
}

void TestAccountWizard::escapeStopsTheSearch()
{
    search();
    made::press(*m_wizard, Qt::Key_Escape);
    m_engine->next<ipc::CancelDiscovery>();
    QVERIFY(m_wizard->isVisible());
    QVERIFY(edit("address")->isVisible());
    QCOMPARE(edit("address")->text(), u"taro@example.test"_s);
}

void TestAccountWizard::failureSaysWhatToDo()
{
    failSearch(
        {Errc::AuthenticationFailed, u"taro @ imap.example.test:993"_s, "[AUTHENTICATIONFAILED] no\x1b[31m way"});
    auto *headline = m_wizard->findChild<QLabel *>(u"failureHeadline"_s);
    QTRY_VERIFY(headline->isVisible());
    QVERIFY2(headline->text().startsWith(u"imap.example.test "_s), "the server did it, not the user");
    QVERIFY(!button("showCertificate")->isVisible());
    QVERIFY2(!made::textOf(*m_wizard).contains(u"AUTHENTICATIONFAILED"_s), "the server's words wait behind Details");
    button("details")->click();
    QVERIFY(made::textOf(*m_wizard).contains(u"AUTHENTICATIONFAILED"_s));
    QVERIFY(!made::textOf(*m_wizard).contains(u'\x1b'));
    QCOMPARE(made::richLabels(*m_wizard), QStringList());
    QVERIFY(button("byHand")->isVisible());
    made::press(*m_wizard, Qt::Key_Return); // tries again
    QCOMPARE(m_engine->next<ipc::Discover>().request.address, u"taro@example.test"_s);
}

void TestAccountWizard::reportHoldsNoSecret()
{
    failSearch({Errc::AuthenticationFailed, u"imap.example.test:993"_s, "Sorry, TARO@example.test is unknown"});
    QTRY_VERIFY(button("copyReport")->isVisible());
    button("copyReport")->click();
    const QString report = QGuiApplication::clipboard()->text();
    QVERIFY2(
        report.contains(u"imap.example.test:993"_s) && report.contains(u"authentication-failed"_s), qPrintable(report));
    QVERIFY2(!report.contains(u"s3cret-pw"_s) && !report.contains(u"taro@"_s, Qt::CaseInsensitive), qPrintable(report));
}

void TestAccountWizard::aRefusalIsExplained()
{
    failSearch({Errc::AuthenticationFailed, u"taro@icloud.com @ imap.mail.me.com:993"_s,
        "[AUTHENTICATIONFAILED] Authentication failed"});
    QTRY_VERIFY(m_wizard->findChild<QLabel *>(u"providerNote"_s)->isVisible());
    QVERIFY(m_wizard->findChild<QLabel *>(u"providerNote"_s)->text().contains(u"app password"_s));
    QVERIFY(button("providerPage")->isVisible());
    QCOMPARE(made::richLabels(*m_wizard), QStringList());
}

void TestAccountWizard::theServersOwnReplyDecides()
{
    failSearch({Errc::AuthenticationFailed, u"taro @ imap.example.test:993"_s,
        "[ALERT] Your account is not enabled for IMAP use. Please visit your settings page"});
    auto *headline = m_wizard->findChild<QLabel *>(u"failureHeadline"_s);
    QTRY_VERIFY(headline->isVisible());
    QVERIFY2(headline->text().contains(u"access is switched off"_s), qPrintable(headline->text()));
    QVERIFY(!m_wizard->findChild<QLabel *>(u"providerNote"_s)->isVisible());
    QVERIFY(!button("providerPage")->isVisible());
    QVERIFY(!made::textOf(*m_wizard).contains(u"Please visit your settings"_s) || button("details")->isChecked());
}

void TestAccountWizard::enterAtTrustDoesNotConnect()
{
    failSearch({Errc::CertificateUntrusted, u"imap.example.test:993"_s, {}}, made::trustQuestion());
    QTRY_VERIFY(button("doNotConnect"));
    QTRY_VERIFY(button("doNotConnect")->hasFocus());
    QVERIFY(button("byHand")->isVisible());
    made::press(*m_wizard, Qt::Key_Return);
    QTRY_VERIFY(m_wizard->findChild<QLabel *>(u"failureHeadline"_s)->isVisible());
    QCOMPARE(m_engine->countAfter<ipc::AcceptTrust>(*m_client), 0);
    button("showCertificate")->click(); // and can still be looked at
    QVERIFY(m_wizard->findChild<ui::CertificateDialog *>());
}

void TestAccountWizard::acceptedCertificateSearchesOn()
{
    failSearch({Errc::CertificateUntrusted, u"imap.example.test:993"_s, {}}, made::trustQuestion());
    QTRY_VERIFY(button("trustOnce"));
    button("trustOnce")->click();
    const auto accepted = m_engine->next<ipc::AcceptTrust>();
    QCOMPARE(accepted.request.answer, core::TrustAnswer::Once);
    accepted.succeed();
    m_engine->next<ipc::Discover>();
    QTRY_VERIFY(!button("doNotConnect"));
}

void TestAccountWizard::portFollowsSafetyUnlessEdited()
{
    button("byHand")->click();
    auto *port = m_wizard->findChild<QSpinBox *>(u"receivePort"_s);
    auto *safety = m_wizard->findChild<QComboBox *>(u"receiveSecurity"_s);
    QVERIFY(port->isVisible());
    QCOMPARE(port->value(), 993);
    safety->setCurrentIndex(1);
    QCOMPARE(port->value(), 143);
    port->setValue(1143);
    safety->setCurrentIndex(0);
    QCOMPARE(port->value(), 1143);
    auto *sending = m_wizard->findChild<QSpinBox *>(u"sendPort"_s);
    QCOMPARE(sending->value(), 587);
    m_wizard->findChild<QComboBox *>(u"sendSecurity"_s)->setCurrentIndex(0);
    QCOMPARE(sending->value(), 465);
}

void TestAccountWizard::byHandTriesTheseServers()
{
    button("byHand")->click();
    edit("byHandAddress")->setText(u"taro@example.test"_s);
    edit("byHandPassword")->setText(u"pw"_s);
    edit("receiveHost")->setText(u"mx.example.test"_s);
    edit("receiveUser")->setText(u"taro"_s);
    button("next")->click();
    QVERIFY2(edit("sendHost")->property("flawed").toBool(), "no server for sending");
    QVERIFY(edit("sendHost")->hasFocus());
    edit("sendHost")->setText(u"out.example.test"_s);
    made::press(*m_wizard, Qt::Key_Return);
    const auto call = m_engine->next<ipc::Discover>();
    QVERIFY(call.request.manual);
    QCOMPARE(call.request.manual->receive.host, u"mx.example.test"_s);
    QCOMPARE(call.request.manual->send.host, u"out.example.test"_s);
    QCOMPARE(call.request.manual->send.user, u"taro"_s); // the same sign-in
    QCOMPARE(call.request.password.reveal(), "pw"_ba);
}

void TestAccountWizard::noPlainTextByHand()
{
    for (const char *name : {"receiveSecurity", "sendSecurity"}) {
        auto *box = m_wizard->findChild<QComboBox *>(QLatin1StringView(name));
        QVERIFY(box->count() > 1);
        QCOMPARE(box->findData(int(core::Security::None)), -1);
    }
}

void TestAccountWizard::whatAProfileSaysStays()
{
    const QByteArray profile = R"(<?xml version="1.0"?><plist version="1.0"><dict><key>PayloadContent</key><array><dict>
        <key>PayloadType</key><string>com.apple.mail.managed</string>
        <key>EmailAccountType</key><string>EmailTypeIMAP</string>
        <key>EmailAddress</key><string>taro@example.test</string>
        <key>IncomingMailServerHostName</key><string>imap.example.test</string>
        <key>IncomingMailServerUsername</key><string>taro</string>
        <key>IncomingMailServerAuthentication</key><string>EmailAuthCRAMMD5</string>
        <key>IncomingMailServerUseSSL</key><true/>
        <key>OutgoingMailServerHostName</key><string>smtp.example.test</string>
        <key>OutgoingMailServerAuthentication</key><string>EmailAuthNTLM</string>
        </dict></array></dict></plist>)";
    QVERIFY(m_wizard->findChild<models::AccountSetup *>()->openProfile(profile));
    QVERIFY(edit("receiveHost")->isVisible());
    edit("byHandPassword")->setText(u"pw"_s);
    button("next")->click();
    const auto call = m_engine->next<ipc::Discover>();
    QCOMPARE(call.request.manual->receive.auth, u"cram-md5"_s);
    QCOMPARE(call.request.manual->send.auth, u"ntlm"_s);
}

/** In the wizard nothing is tried again by itself, and the account has no settings yet. */
void TestAccountWizard::nothingIsPromisedThatTheWizardDoesNotDo()
{
    const QList attempts{made::attempt(1, ServerPurpose::Receive, u"imap.example.test"_s, 993)};
    for (int code = int(Errc::HostNotFound); code < int(Errc::Cancelled); ++code) {
        const core::Error error{Errc(code), u"imap.example.test:993"_s, {}};
        const bool isOfMail = error.code >= Errc::NoSuchMailbox && error.code <= Errc::DeliveryUnknown;
        if (isOfMail || error.code == Errc::SetAside)
            continue;
        const QString advice = ui::wordsFor(error, {.attempts = attempts}).advice;
        QVERIFY2(!advice.contains(u"by itself"_s) && !advice.contains(u"settings of the account"_s),
            qPrintable(core::errcName(error.code) + u": "_s + advice));
    }
    QVERIFY(ui::wordsFor({Errc::Timeout, u"imap.example.test:993"_s, {}}).advice.contains(u"by itself"_s));
    // The same password that was just good for receiving is not to be checked once more.
    const core::Error refused{Errc::AuthenticationFailed, u"smtp.example.test:587"_s, "535 5.7.8 no"};
    providers::Circumstances around{.purpose = ServerPurpose::Send, .attempts = attempts};
    QVERIFY(ui::wordsFor(refused, around).advice.startsWith(u"Check both"_s));
    around.attempts[0].state = AttemptState::Succeeded;
    QVERIFY(ui::wordsFor(refused, around).advice.startsWith(u"Receiving works"_s));
}

void TestAccountWizard::readyEndsAccepted()
{
    const auto call = search();
    call.succeed({.account = made::account(), .receiveFound = true, .sendFound = true});
    const auto added = m_engine->next<ipc::AddAccount>();
    QVERIFY(added.request.keepPassword);
    added.succeed(core::AccountId(7));
    QTRY_VERIFY(made::textOf(*m_wizard).contains(u"imap.example.test:993"_s));
    QSignalSpy accepted(m_wizard.get(), &QDialog::accepted);
    made::press(*m_wizard, Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
}

QTEST_MAIN(TestAccountWizard)
#include "tst_accountwizard.moc"
