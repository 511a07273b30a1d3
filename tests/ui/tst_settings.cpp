// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "made.h"
#include "models/workspace.h"
#include "tests/models/profile.h"
#include "tests/models/scriptedengine.h"
#include "ui/accounts/certificateform.h"
#include "ui/settings/settingswindow.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/theme.h"
#include "ui/trust/certificatedialog.h"
#include "ui/trust/certificatefile.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTreeWidget>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;

namespace
{
struct Fixture {
    Profile profile;
    ScriptedEngine engine{profile.socket()};
    std::unique_ptr<models::Workspace> workspace;
    QPointer<ui::SettingsWindow> window;
    core::AccountId work, home;

    explicit Fixture(int accounts = 2)
    {
        if (accounts > 0)
            work = add(u"Work"_s);
        if (accounts > 1)
            home = add(u"自宅"_s);
        workspace = std::move(models::Workspace::open(profile.paths(), profile.socket()).value());
        engine.next<ipc::GoOnline>().succeed();
        window = new ui::SettingsWindow(*workspace);
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        if (!made::activate(*window))
            qFatal("no window");
    }
    ~Fixture() { delete window; }

    core::AccountId add(const QString &name)
    {
        core::Account account = made::account();
        account.name = name;
        account.receive.auth = u"scram-sha-256"_s;
        core::AccountId id;
        profile.write([&](store::Transaction &tx) {
            return tx.addAccount(account).transform([&](core::AccountId given) { id = given; });
        });
        return id;
    }
    template <class W = QWidget>
    W *find(const char *name) const
    {
        auto *found = window->findChild<W *>(QLatin1StringView(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    void press(const char *name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void trust(const QString &host, quint16 port)
    {
        engine.tell(profile.write([&](store::Transaction &tx) {
            return tx
                .putTrust({.host = host,
                    .port = port,
                    .spkiSha256 = QByteArray(32, 'k'),
                    .problems = {core::CertificateProblem::SelfSigned},
                    .leaf = made::certificate(u"mail.tsubame.example"_s, u"x"_s, 'c'),
                    .acceptedAt = QDateTime::currentDateTimeUtc()})
                .and_then([&] {
                    return tx.recordTrust({.at = QDateTime::currentDateTimeUtc(),
                        .host = host,
                        .port = port,
                        .what = core::TrustEvent::What::Renewed,
                        .spkiSha256 = QByteArray(32, 'k')});
                });
        }));
    }
};
} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        ui::applyTheme(*qApp, ui::ColorScheme::Light);
    }

    void anAccountIsChangedAndItsPasswordHandedOver()
    {
        Fixture f;
        QVERIFY(!f.find("saveAccount")->isEnabled());
        f.window->showAccount(f.home);
        QCOMPARE(f.find<QLineEdit>("accountName")->text(), u"自宅"_s);
        f.find<QLineEdit>("accountFullName")->setText(u"山田 花子"_s);
        f.find<QLineEdit>("receiveHost")->setText(u"mail.example.test"_s);
        f.find<QSpinBox>("receivePort")->setValue(1993);
        f.find<QLineEdit>("accountPassword")->setText(u"neu"_s);
        QVERIFY(f.find("saveAccount")->isEnabled());
        f.press("saveAccount");
        const auto update = f.engine.next<ipc::UpdateAccount>();
        QCOMPARE(update.request.account.id, f.home);
        QCOMPARE(update.request.account.fullName, u"山田 花子"_s);
        QCOMPARE(update.request.account.receive.host, u"mail.example.test"_s);
        QCOMPARE(update.request.account.receive.port, 1993);
        QCOMPARE(update.request.account.receive.auth, u"scram-sha-256"_s); // it has no field
        update.succeed();
        const auto password = f.engine.next<ipc::ProvidePassword>();
        QCOMPARE(password.request.account, f.home);
        QCOMPARE(password.request.password, core::Secret(u"neu"_s));
        QVERIFY(password.request.keep);
        password.succeed();
        QTRY_VERIFY(f.find<QLineEdit>("accountPassword")->text().isEmpty());
    }

    void sendingHasItsOwnPasswordWhereThatIsWanted()
    {
        Fixture f;
        auto *sending = f.find<QLineEdit>("accountSendPassword");
        QVERIFY(!sending->isVisible()); // most have one for both
        f.find<QCheckBox>("ownForSending")->click();
        QVERIFY(sending->isVisible() && !f.find("saveAccount")->isEnabled());
        f.find<QLineEdit>("accountPassword")->setText(u"receive"_s);
        f.press("testAccount");
        QVERIFY(!sending->accessibleDescription().isEmpty()); // needed for that
        sending->setText(u"send"_s);
        f.press("testAccount");
        const auto search = f.engine.next<ipc::Discover>();
        QCOMPARE(search.request.password, core::Secret(u"receive"_s));
        QCOMPARE(search.request.sendPassword, core::Secret(u"send"_s));
        search.succeed({.account = *search.request.manual, .receiveFound = true, .sendFound = true});
        QTRY_VERIFY(f.find("saveAccount")->isEnabled());
        f.press("saveAccount");
        f.engine.next<ipc::UpdateAccount>().succeed();
        const std::pair<core::PasswordPurpose, QString> all[]{
            {core::PasswordPurpose::Receive, u"receive"_s}, {core::PasswordPurpose::Send, u"send"_s}};
        for (const auto &[purpose, secret] : all) {
            const auto told = f.engine.next<ipc::ProvidePassword>();
            QCOMPARE(told.request.purpose, purpose);
            QCOMPARE(told.request.password, core::Secret(secret));
            told.succeed();
        }
        QTRY_VERIFY(sending->text().isEmpty());
    }

    /** What is typed for receiving must not be written over the password of another name. */
    void anotherNameForSendingHasAnotherPassword()
    {
        Fixture f;
        core::Account account = f.workspace->accountEditor().account(f.home).value();
        account.send.user = u"relay-user"_s;
        f.engine.tell(f.profile.write([&](store::Transaction &tx) { return tx.updateAccount(account); }));
        f.window->showAccount(f.home);
        QTRY_VERIFY(f.find<QCheckBox>("ownForSending")->isChecked());
        f.find<QLineEdit>("accountPassword")->setText(u"neu"_s);
        f.press("saveAccount");
        f.engine.next<ipc::UpdateAccount>().succeed();
        const auto told = f.engine.next<ipc::ProvidePassword>();
        QCOMPARE(told.request.purpose, core::PasswordPurpose::Receive);
        told.succeed();
        QCOMPARE(f.engine.countAfter<ipc::ProvidePassword>(f.workspace->client()), 0);
    }

    void aProxyAndItsPasswordAreSaved()
    {
        Fixture f;
        auto *kind = f.find<QComboBox>("proxyKind");
        auto *host = f.find<QLineEdit>("proxyHost");
        QVERIFY(!host->isVisible());
        kind->setCurrentIndex(kind->findData(int(core::ProxyKind::Socks5)));
        QVERIFY(host->isVisible());
        QCOMPARE(f.find<QSpinBox>("proxyPort")->value(), 1080);
        f.press("saveAccount");
        QVERIFY(!host->accessibleDescription().isEmpty()); // its name is missing
        QCOMPARE(f.engine.countAfter<ipc::UpdateAccount>(f.workspace->client()), 0);
        QTest::keyClicks(host, u"proxy.example.test"_s);
        f.find<QLineEdit>("proxyUser")->setText(u"office"_s);
        f.find<QLineEdit>("proxyPassword")->setText(u"geheim"_s);
        f.press("saveAccount");
        const auto update = f.engine.next<ipc::UpdateAccount>();
        const core::ProxySettings wanted{core::ProxyKind::Socks5, u"proxy.example.test"_s, 1080, u"office"_s};
        QCOMPARE(update.request.account.network.proxy, wanted);
        update.succeed();
        const auto password = f.engine.next<ipc::ProvidePassword>();
        QCOMPARE(password.request.purpose, core::PasswordPurpose::Proxy);
        QCOMPARE(password.request.password, core::Secret(u"geheim"_s));
        password.succeed(); // and no other password follows
        QCOMPARE(f.engine.countAfter<ipc::ProvidePassword>(f.workspace->client()), 0);
    }

    void oldTlsIsAllowedLoudlyListedAndEnded()
    {
        Fixture f;
        auto *box = f.find<QCheckBox>("oldTlsReceiving");
        box->setChecked(true);
        QVERIFY(made::textOf(*f.window).contains(u"whoever is on the way may read your password"_s));
        f.press("saveAccount");
        const auto update = f.engine.next<ipc::UpdateAccount>();
        QCOMPARE(update.request.account.network.oldTls, QStringList{u"imap.example.test:993"_s});
        f.engine.tell(
            f.profile.write([&](store::Transaction &tx) { return tx.updateAccount(update.request.account); }));
        update.succeed();
        f.window->showPage(ui::SettingsWindow::Page::Certificates);
        QTRY_VERIFY(made::textOf(*f.window).contains(u"imap.example.test:993 may use TLS 1.0 and 1.1"_s));
        f.press("forbidOldTls");
        const auto end = f.engine.next<ipc::UpdateAccount>();
        QVERIFY(end.request.account.network.oldTls.isEmpty());
        core::Account changed = end.request.account;
        f.engine.tell(f.profile.write([&](store::Transaction &tx) { return tx.updateAccount(changed); }));
        QTRY_VERIFY(!made::textOf(*f.window).contains(u"may use TLS 1.0"_s));
    }

    void withoutAKeyringPasswordsCanBeEncrypted()
    {
        Fixture f;
        f.window->showPage(ui::SettingsWindow::Page::Computer);
        f.engine.next<ipc::AskSecretStore>().succeed({.keyringError = u"no <b>service</b>"_s, .hasFile = false});
        QTRY_VERIFY(f.find("encryptPasswords")->isVisible());
        QVERIFY(made::textOf(*f.window).contains(u"no <b>service</b>"_s));
        QVERIFY(made::richLabels(*f.window).isEmpty());
        f.press("encryptPasswords");
        auto *first = f.find<QLineEdit>("newPassphrase");
        auto *second = f.find<QLineEdit>("newPassphraseAgain");
        first->setText(u"short"_s);
        second->setText(u"short"_s);
        f.press("reallyEncrypt");
        QVERIFY(!first->accessibleDescription().isEmpty());
        first->setText(u"several easy words"_s);
        f.press("reallyEncrypt");
        QVERIFY(!second->accessibleDescription().isEmpty());
        second->setText(u"several easy words"_s);
        f.press("reallyEncrypt");
        const auto made = f.engine.next<ipc::MakePasswordFile>();
        QCOMPARE(made.request.passphrase, core::Secret(u"several easy words"_s));
        made.succeed();
        f.engine.next<ipc::AskSecretStore>().succeed({.keyringError = u"none"_s, .hasFile = true});
        QTRY_VERIFY(f.find("removePasswordFile")->isVisible());
        QVERIFY(!first->isVisible());
        QVERIFY(first->text().isEmpty());
        f.press("removePasswordFile");
        f.engine.next<ipc::RemovePasswordFile>().succeed();
    }

    void certificatesComeOutOfFiles()
    {
        Fixture f;
        auto *form = f.window->findChild<ui::CertificateForm *>();
        QFile file(m_folder.filePath(u"work.p12"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("container");
        file.close();
        form->readFile(file.fileName());
        const auto first = f.engine.next<ipc::ReadCertificates>();
        QCOMPARE(first.request.file, "container"_ba);
        QVERIFY(first.request.passphrase.isEmpty());
        first.fail(Errc::PassphraseNeeded);
        auto *passphrase = f.find<QLineEdit>("filePassphrase");
        QTRY_VERIFY(passphrase->isVisible());
        QVERIFY(passphrase->accessibleDescription().isEmpty()); // nothing wrong was typed yet
        passphrase->setText(u"öffne"_s);
        f.press("openCertificate");
        const auto second = f.engine.next<ipc::ReadCertificates>();
        QCOMPARE(second.request.passphrase, core::Secret(u"öffne"_s));
        const core::ClientCertificate own{{.subject = u"<b>taro</b>"_s, .sha256 = QByteArray(32, 's')}, "kept"};
        second.succeed({.authorities = {}, .own = own});
        QTRY_VERIFY(f.find("saveAccount")->isEnabled());
        QVERIFY(made::textOf(*f.window).contains(u"<b>taro</b>"_s));
        QVERIFY(made::richLabels(*f.window).isEmpty());
        f.find<QCheckBox>("signsInWithCertificate")->setChecked(true);
        f.press("saveAccount");
        const auto update = f.engine.next<ipc::UpdateAccount>();
        QCOMPARE(update.request.account.network.certificate, own);
        QCOMPARE(update.request.account.receive.auth, u"external"_s);
        update.succeed();
        const auto told = f.engine.next<ipc::ProvidePassword>();
        QCOMPARE(told.request.purpose, core::PasswordPurpose::Certificate);
        QCOMPARE(told.request.password, core::Secret(u"öffne"_s));
    }

    void withoutANewPasswordTheKnownOneStays()
    {
        Fixture f;
        f.find<QLineEdit>("accountFullName")->setText(u"x"_s);
        f.press("saveAccount");
        f.engine.next<ipc::UpdateAccount>().succeed();
        QCOMPARE(f.engine.countAfter<ipc::ProvidePassword>(f.workspace->client()), 0);
    }

    void aDirectoryIsKeptAndAsked()
    {
        Fixture f;
        f.window->showAccount(f.work);
        QVERIFY(!f.find("saveDirectory")->isEnabled());
        f.find<QLineEdit>("directoryHost")->setText(u" ldap.example.test "_s);
        QCOMPARE(f.find<QSpinBox>("directoryPort")->value(), 636);
        f.find<QComboBox>("directorySecurity")->setCurrentIndex(1);
        QCOMPARE(f.find<QSpinBox>("directoryPort")->value(), 389);
        f.find<QLineEdit>("directoryBase")->setText(u"dc=example,dc=test"_s);
        f.find<QLineEdit>("directoryUser")->setText(u"uid=taro,dc=example,dc=test"_s);
        f.press("saveDirectory");
        const auto update = f.engine.next<ipc::UpdateAccount>();
        const core::DirectorySettings kept = update.request.account.directory;
        QCOMPARE(update.request.account.id, f.work);
        QCOMPARE(kept.server.host, u"ldap.example.test"_s);
        QCOMPARE(kept.server.port, 389);
        QCOMPARE(kept.server.security, core::Security::StartTls);
        QCOMPARE(kept.server.user, u"uid=taro,dc=example,dc=test"_s);
        QCOMPARE(kept.base, u"dc=example,dc=test"_s);
        f.profile.write([&](store::Transaction &tx) { return tx.updateAccount(update.request.account); });
        update.succeed();
        const auto search = f.engine.next<ipc::SearchDirectory>();
        QCOMPARE(search.request.text, update.request.account.address);
        QVERIFY(search.request.mayAsk); // now is the time for its password
        search.succeed({.people = {{{u"Taro"_s, update.request.account.address}, {}}}});
        QTRY_VERIFY(!f.workspace->accountEditor().isBusy());
        QVERIFY(f.find("directoryCard")->findChild<ui::MessageBar *>()->isVisible());
        // Saving the account's own fields keeps the directory that was stored meanwhile.
        f.find<QLineEdit>("accountFullName")->setText(u"x"_s);
        f.press("saveAccount");
        QCOMPARE(f.engine.next<ipc::UpdateAccount>().request.account.directory, kept);
    }

    void flawsAreSaidWhereTheyAre()
    {
        Fixture f;
        auto *name = f.find<QLineEdit>("accountName");
        auto *host = f.find<QLineEdit>("sendHost");
        name->setText(u"自宅"_s);
        host->clear();
        f.press("saveAccount");
        QVERIFY(!name->accessibleDescription().isEmpty());
        QVERIFY(!host->accessibleDescription().isEmpty());
        QCOMPARE(f.engine.countAfter<ipc::UpdateAccount>(f.workspace->client()), 0);
        f.press("revertAccount");
        QCOMPARE(name->text(), u"Work"_s);
        QVERIFY(name->accessibleDescription().isEmpty());
    }

    void aTestSignsInAndKeepsNothing()
    {
        Fixture f;
        auto *password = f.find<QLineEdit>("accountPassword");
        f.press("testAccount");
        QVERIFY(!password->accessibleDescription().isEmpty()); // needed for that
        password->setText(u"geheim"_s);
        f.press("testAccount");
        const auto search = f.engine.next<ipc::Discover>();
        QVERIFY(search.request.manual);
        QCOMPARE(search.request.manual->receive.host, u"imap.example.test"_s);
        QVERIFY(!f.find("testAccount")->isEnabled());
        search.succeed({.account = *search.request.manual,
            .receiveFound = true,
            .sendError = core::Error{Errc::AuthenticationFailed, u"smtp.example.test:465"_s, "535 <b>no</b>"}});
        QTRY_VERIFY(f.find("testAccount")->isEnabled());
        QVERIFY(made::textOf(*f.window).contains(u"Receiving works, sending does not."_s));
        QVERIFY(made::textOf(*f.window).contains(u"smtp.example.test"_s));
        QVERIFY(made::richLabels(*f.window).isEmpty());
        QCOMPARE(f.engine.countAfter<ipc::UpdateAccount>(f.workspace->client()), 0);
    }

    void removingTakesASecondPressAndSaysWhatGoes()
    {
        Fixture f;
        f.profile.write([&](store::Transaction &tx) {
            return tx.queueSubmission({.account = f.work, .subject = u"x"_s}, "x").transform([](auto) { });
        });
        f.press("removeAccount");
        QCOMPARE(f.engine.countAfter<ipc::RemoveAccount>(f.workspace->client()), 0);
        QVERIFY(!f.find("reallyRemoveAccount")->hasFocus());
        QVERIFY(made::textOf(*f.window).contains(u"The server keeps all its mail."_s));
        QVERIFY(made::textOf(*f.window).contains(u"Outbox"_s));
        f.find<QCheckBox>("eraseMail")->setChecked(false);
        f.press("reallyRemoveAccount");
        const auto removal = f.engine.next<ipc::RemoveAccount>();
        QCOMPARE(removal.request.account, f.work);
        QVERIFY(!removal.request.erase);
        removal.succeed();
        f.engine.tell(f.profile.write([&](store::Transaction &tx) { return tx.removeAccount(f.work, false); }));
        QTRY_COMPARE(f.find<QListWidget>("accounts")->count(), 1);
        QCOMPARE(f.find<QLineEdit>("accountName")->text(), u"自宅"_s);
    }

    void whatIsBeingTypedSurvivesChangesFromElsewhere()
    {
        Fixture f;
        f.press("removeAccount");
        f.find<QLineEdit>("accountFullName")->setText(u"half"_s);
        f.engine.tell(core::StoreChanges{.accounts = true});
        f.engine.countAfter<ipc::UpdateAccount>(f.workspace->client());
        QTest::qWait(50);
        QCOMPARE(f.find<QLineEdit>("accountFullName")->text(), u"half"_s);
        QVERIFY(f.find("reallyRemoveAccount")->isVisible()); // nor is the question gone
    }

    void trustedServersAreListedRecordedAndForgotten()
    {
        Fixture f(1);
        f.window->showPage(ui::SettingsWindow::Page::Certificates);
        QVERIFY(f.find("nothingTrusted")->isVisible());
        f.trust(u"imap.example.test"_s, 993);
        f.trust(u"smtp.example.test"_s, 465);
        auto *table = f.find<QTreeWidget>("trusted");
        QTRY_COMPARE(table->topLevelItemCount(), 2);
        QVERIFY(!f.find("nothingTrusted")->isVisible());
        QCOMPARE(table->topLevelItem(0)->text(0), u"imap.example.test:993"_s);
        QCOMPARE(f.find<QTreeWidget>("trustRecord")->topLevelItemCount(), 2);
        f.press("showCertificate");
        auto *dialog = f.window->findChild<ui::CertificateDialog *>();
        QVERIFY(dialog);
        dialog->close();
        table->setCurrentItem(table->topLevelItem(1));
        f.press("forgetCertificate");
        const auto forget = f.engine.next<ipc::ForgetTrust>();
        QCOMPARE(forget.request.host, u"smtp.example.test"_s);
        QCOMPARE(forget.request.port, 465);
    }

    void certificatesAreWrittenAsTheNameAsks()
    {
        const core::CertificateInfo certificate = made::certificate(u"a"_s, u"b"_s, 'd');
        const QString pem = m_folder.filePath(u"a.pem"_s);
        const QString der = m_folder.filePath(u"a.der"_s);
        QVERIFY(ui::writeCertificate(certificate, pem));
        QVERIFY(ui::writeCertificate(certificate, der));
        QFile text(pem), bytes(der);
        QVERIFY(text.open(QIODevice::ReadOnly) && bytes.open(QIODevice::ReadOnly));
        QCOMPARE(bytes.readAll(), certificate.der);
        const QByteArrayList lines = text.readAll().split('\n');
        QCOMPARE(lines.first(), "-----BEGIN CERTIFICATE-----");
        QCOMPARE(QByteArray::fromBase64(lines.mid(1, lines.size() - 3).join()), certificate.der);
        QVERIFY(std::ranges::all_of(lines, [](const QByteArray &line) { return line.size() <= 64; }));
        QCOMPARE(ui::writeCertificate(certificate, m_folder.filePath(u"none/a.pem"_s)).error().code, Errc::StoreFailed);
    }

    void nothingIsCutOffAtTheSmallestSize()
    {
        Fixture f;
        f.press("removeAccount");
        f.window->resize(f.window->minimumSize());
        QTest::qWait(50);
        for (const int page : {0, 1, 2}) {
            f.find<QListWidget>("settingsPages")->setCurrentRow(page);
            QTest::qWait(50);
            for (const QScrollArea *area : f.window->findChildren<QScrollArea *>()) {
                if (area->isVisible())
                    QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
            }
        }
    }

    void whatIsKeptIsNamedWithItsPlaceAndSize()
    {
        Fixture f(1);
        f.window->showPage(ui::SettingsWindow::Page::Computer);
        QTRY_VERIFY(made::textOf(*f.window).contains(f.profile.paths().index()));
        const QString text = made::textOf(*f.window);
        for (const QString &path : {f.profile.paths().index(), f.profile.paths().bodies(), f.profile.paths().journal(),
                 f.profile.paths().directory})
            QVERIFY2(text.contains(path), qPrintable(path));
        QVERIFY(!f.find<QLabel>("keptTotal")->text().contains(u" 0 "_s));
        QVERIFY(made::richLabels(*f.window).isEmpty());
    }

    void withoutAccountsThePageSaysSo()
    {
        Fixture f(0);
        QSignalSpy wanted(f.window.data(), &ui::SettingsWindow::addAccountRequested);
        QVERIFY(made::textOf(*f.window).contains(u"No account is set up"_s));
        f.press("addAccount");
        QCOMPARE(wanted.size(), 1);
        QTest::keyClick(f.window, Qt::Key_Escape);
        QVERIFY(!f.window->isVisible());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(SettingsTest)
#include "tst_settings.moc"
