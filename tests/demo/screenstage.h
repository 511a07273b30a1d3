// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/models/profile.h"
#include "tests/models/scriptedengine.h"
#include "ui/accounts/accountwizard.h"
#include "ui/compose/composewindow.h"
#include "ui/mainwindow/mainwindow.h"

#include <QCryptographicHash>
#include <QLineEdit>
#include <QPushButton>

#include <map>

/** What the screens of demo_screens are made of. */
namespace demo
{

using namespace Qt::StringLiterals;

inline core::CertificateInfo certificate(const QString &subject, const QString &issuer, char seed)
{
    return {.subject = subject,
        .issuer = issuer,
        .organization = u"Tsubame Lighting"_s,
        .names = {subject, u"www."_s + subject},
        .notBefore = QDateTime(QDate(2026, 3, 3), QTime(9, 0), QTimeZone::UTC),
        .notAfter = QDateTime(QDate(2027, 3, 3), QTime(9, 0), QTimeZone::UTC),
        .sha256 = QCryptographicHash::hash(QByteArray(3, seed), QCryptographicHash::Sha256),
        .spkiSha256 = QCryptographicHash::hash(QByteArray(5, seed), QCryptographicHash::Sha256),
        .der = QByteArray(900, seed)};
}

inline core::TrustQuestion unknownIssuer()
{
    return {.host = u"imap.example.test"_s,
        .port = 993,
        .problems = {core::CertificateProblem::UnknownIssuer, core::CertificateProblem::WrongName},
        .chain = {certificate(u"mail.tsubame.example"_s, u"Tsubame Internal CA"_s, 'a'),
            certificate(u"Tsubame Internal CA"_s, u"Tsubame Root"_s, 'b'),
            certificate(u"Tsubame Root"_s, u"Tsubame Root"_s, 'c')}};
}

inline core::Account account()
{
    return {.name = u"taro@example.test"_s,
        .address = u"taro@example.test"_s,
        .fullName = u"山田 太郎"_s,
        .receive = {.host = u"imap.example.test"_s, .port = 993, .user = u"taro@example.test"_s},
        .send = {.host = u"smtp.example.test"_s,
            .port = 587,
            .security = core::Security::StartTls,
            .user = u"taro@example.test"_s}};
}

/** What the screens stand on. */
struct Stage {
    Profile profile;
    ScriptedEngine engine{profile.socket()};
    ipc::Client client;
    std::unique_ptr<models::Workspace> workspace;

    Stage() { engine.connect(client); }

    ui::AccountWizard *wizard(bool filled = true)
    {
        auto *wizard = new ui::AccountWizard(
            new models::AccountSetup(client, nullptr, [] { return providers::SignInMeans::of({}); }));
        wizard->show();
        if (filled) {
            wizard->findChild<QLineEdit *>(u"fullName"_s)->setText(u"山田 太郎"_s);
            wizard->findChild<QLineEdit *>(u"address"_s)->setText(u"taro@example.test"_s);
            wizard->findChild<QLineEdit *>(u"password"_s)->setText(u"a password"_s);
        }
        return wizard;
    }
    ScriptedEngine::Call<ipc::Discover> searching(QWidget *wizard)
    {
        press(wizard, u"next"_s);
        return engine.next<ipc::Discover>();
    }
    void tell(const QList<core::DiscoveryAttempt> &list)
    {
        for (const core::DiscoveryAttempt &one : list)
            engine.tell(one);
    }
    ui::MainWindow *mainWindow()
    {
        workspace = std::move(models::Workspace::open(profile.paths(), profile.socket()).value());
        if (!QTest::qWaitFor([this] { return workspace->client().isReady(); }))
            qFatal("no link");
        engine.next<ipc::PendingQuestions>().succeed();
        return new ui::MainWindow(*workspace);
    }
    static void press(QWidget *window, const QString &button) { window->findChild<QPushButton *>(button)->click(); }

    core::AccountId addAccounts(int count)
    {
        core::AccountId first;
        for (int i = 0; i < count; ++i) {
            const auto id
                = profile.addAccount(i ? u"Private"_s : u"Work"_s, i ? u"taro@hana.example"_s : account().address);
            first = i ? first : id;
        }
        return first;
    }
    ui::ComposeWindow *compose(const core::Draft &draft, int accounts = 1)
    {
        const core::AccountId id = addAccounts(accounts);
        core::Draft filled = draft;
        filled.account = id;
        auto *session = new models::ComposeSession(profile.reader(), client);
        session->openDraft(filled);
        auto *window = new ui::ComposeWindow(profile.reader().accounts(), session);
        window->show();
        return window;
    }
};

using Screens = std::map<QString, std::function<QWidget *(Stage &)>>;

/** What is done to messages and folders, and the settings. */
Screens windowScreens();
/** Signing in in the browser. */
Screens browserScreens();
/** How getting in can fail. */
Screens failureScreens();
/** What servers and proxies ask: whether to trust them, for a password. */
Screens questionScreens();

} // namespace demo
