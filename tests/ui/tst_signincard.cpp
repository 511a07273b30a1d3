// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "made.h"
#include "models/workspace.h"
#include "tests/models/profile.h"
#include "tests/models/scriptedengine.h"
#include "ui/accounts/signindialog.h"
#include "ui/settings/settingswindow.h"

#include <QDesktopServices>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;

/** What the settings say of an account that signs in in the browser, and the dialog that they open. */
class SignInCardTest : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void open(const QUrl &) { } ///< the system's browser

private Q_SLOTS:
    void init()
    {
        QDesktopServices::setUrlHandler(u"https"_s, this, "open");
        m_profile = std::make_unique<Profile>();
        m_engine = std::make_unique<ScriptedEngine>(m_profile->socket());
        core::Account account = made::account();
        account.issuer = u"google"_s;
        m_profile->write([&](store::Transaction &tx) {
            return tx.addAccount(account).transform([&](core::AccountId given) { m_account = given; });
        });
        m_workspace = std::move(models::Workspace::open(m_profile->paths(), m_profile->socket()).value());
        m_engine->next<ipc::GoOnline>().succeed();
        m_settings = std::make_unique<ui::SettingsWindow>(*m_workspace);
        m_settings->setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(made::activate(*m_settings));
    }
    void cleanup()
    {
        m_settings.reset();
        m_workspace.reset();
        m_engine.reset();
        m_profile.reset();
        QDesktopServices::unsetUrlHandler(u"https"_s);
    }

    void anotherAccountsHealthIsNotShown()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        m_engine->next<ipc::AskSignInHealth>().succeed({.issuer = u"google"_s, .isSignedIn = true, .againBy = now});
        QTRY_VERIFY(shown("againBy").startsWith(u"By "_s)); // the day, where the issuer says it
        const core::SignInHealth other{.issuer = u"google"_s, .sentAt = now};
        Q_EMIT m_workspace->accountEditor().healthChanged(core::AccountId{m_account.value() + 1}, other);
        QVERIFY(shown("sentAt").isEmpty());
        Q_EMIT m_workspace->accountEditor().healthChanged(m_account, other);
        QVERIFY(!shown("sentAt").isEmpty());
    }

    void theLastFailureIsSeenUntilItIsOver()
    {
        auto *refusal = m_settings->findChild<QLabel *>(u"signInRefusal"_s);
        m_engine->next<ipc::AskSignInHealth>().succeed({.issuer = u"google"_s,
            .refusedAt = QDateTime::currentDateTimeUtc(),
            .refusal = core::Error{Errc::AuthenticationFailed, u"g"_s, "revoked"}});
        QTRY_VERIFY(refusal->isVisible());
        Q_EMIT m_workspace->accountEditor().healthChanged(m_account, {.issuer = u"google"_s});
        QVERIFY(!refusal->isVisible());
    }

    void whoStopsMayBeginAgain()
    {
        ui::SignInDialog *dialog = begin();
        auto *begin = button(dialog, "browserSignIn"), *later = button(dialog, "notNow");
        m_engine->next<ipc::BeginSignIn>().succeed({7, u"https://login.example/"_s});
        const auto finish = m_engine->next<ipc::FinishSignIn>();
        QVERIFY(!begin->isVisible()); // once is enough
        QSignalSpy declined(dialog, &ui::SignInDialog::declined), rejected(dialog, &QDialog::rejected);
        later->click();
        QCOMPARE(m_engine->next<ipc::CancelSignIn>().request.signIn, 7);
        finish.fail(Errc::Cancelled);
        QVERIFY(begin->isVisible());
        QCOMPARE(declined.size() + rejected.size(), 0); // stopping is no "not now"
        QVERIFY(!dialog->findChild<QLabel *>(u"signInFailure"_s)->isVisible()); // nor a failure
        begin->click();
        m_engine->next<ipc::BeginSignIn>();
        QVERIFY(!begin->isVisible());
    }

    void aBrowserThatDoesNotOpenIsSaid()
    {
        QDesktopServices::unsetUrlHandler(u"https"_s);
        ui::SignInDialog *dialog = begin();
        m_engine->next<ipc::BeginSignIn>().succeed({7, u"https://login.example/"_s});
        QTRY_VERIFY(made::textOf(*dialog).contains(u"No browser could be opened."_s));
        QVERIFY(button(dialog, "copyLink")->isEnabled());
    }

    void theIssuersOwnWordsAreShown()
    {
        ui::SignInDialog *dialog = begin();
        m_engine->next<ipc::BeginSignIn>().succeed({7, u"https://login.example/"_s});
        const core::Error no{Errc::AuthenticationFailed, u"login.example"_s, "access_denied: not <b>today</b>"};
        m_engine->next<ipc::FinishSignIn>().answer(std::unexpected(no));
        QTRY_VERIFY(made::textOf(*dialog).contains(u"access_denied: not <b>today</b>"_s));
        QVERIFY(made::richLabels(*dialog).isEmpty());
    }

    void whoHasSignedInSeesIt()
    {
        m_engine->next<ipc::AskSignInHealth>();
        ui::SignInDialog *dialog = begin();
        QSignalSpy accepted(dialog, &QDialog::accepted);
        m_engine->next<ipc::BeginSignIn>().succeed({7, u"https://login.example/"_s});
        m_engine->next<ipc::FinishSignIn>().succeed();
        QTRY_COMPARE(accepted.size(), 1);
        QCOMPARE(m_engine->next<ipc::AskSignInHealth>().request.account, m_account);
    }

private:
    QString shown(const char *name) const
    {
        auto *label = m_settings->findChild<QLabel *>(QLatin1StringView(name));
        return label ? label->text() : QString();
    }
    static QPushButton *button(QWidget *in, const char *name)
    {
        return in->findChild<QPushButton *>(QLatin1StringView(name));
    }
    /** The dialog, with the browser asked for. */
    ui::SignInDialog *begin()
    {
        button(m_settings.get(), "signInAgain")->click();
        auto *dialog = m_settings->findChild<ui::SignInDialog *>();
        if (!dialog)
            qFatal("no dialog");
        button(dialog, "browserSignIn")->click();
        return dialog;
    }

    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ui::SettingsWindow> m_settings;
    core::AccountId m_account;
};

QTEST_MAIN(SignInCardTest)
#include "tst_signincard.moc"
