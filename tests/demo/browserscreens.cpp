// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "screenstage.h"
#include "ui/accounts/clientiddialog.h"
#include "ui/accounts/signindialog.h"
#include "ui/settings/settingswindow.h"

#include <QDesktopServices>
#include <QScrollBar>

namespace demo
{

namespace
{
/** Stands in for the system's browser. */
class Nothing : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void open(const QUrl &) { }
};

core::SignInQuestion question(core::AccountId account = {})
{
    return {.account = account,
        .accountName = u"taro@gmail.com"_s,
        .user = u"taro@gmail.com"_s,
        .issuer = u"google"_s,
        .wasRefused = true,
        .serverText = "invalid_grant: Token has been expired or revoked."};
}

ui::AccountWizard *registeredWizard(Stage &stage, const QString &address)
{
    auto *setup = new models::AccountSetup(stage.client, nullptr, [] {
        auto means = providers::SignInMeans::of({});
        (void)means.add(R"({"clients":{"microsoft":{"id":"m"},"google":{"id":"g"}}})");
        return means;
    });
    auto *wizard = new ui::AccountWizard(setup);
    wizard->show();
    wizard->findChild<QLineEdit *>(u"fullName"_s)->setText(u"山田 太郎"_s);
    wizard->findChild<QLineEdit *>(u"address"_s)->setText(address);
    return wizard;
}

auto registered(const QString &address)
{
    return [address](Stage &stage) -> QWidget * {
        return registeredWizard(stage, address);
    };
}

QWidget *waiting(Stage &stage)
{
    static Nothing nothing;
    QDesktopServices::setUrlHandler(u"https"_s, &nothing, "open");
    auto *wizard = registeredWizard(stage, u"taro@outlook.jp"_s);
    Stage::press(wizard, u"next"_s);
    stage.engine.next<ipc::BeginSignIn>().succeed({1, u"https://login.microsoftonline.com/common/oauth2/v2.0"_s});
    QTest::qWait(200);
    return wizard;
}

QWidget *refused(Stage &stage)
{
    auto *wizard = registeredWizard(stage, u"taro@outlook.jp"_s);
    Stage::press(wizard, u"next"_s);
    stage.engine.next<ipc::BeginSignIn>().succeed({1, {}});
    stage.engine.next<ipc::FinishSignIn>().fail(core::Errc::AuthenticationFailed, u"login.microsoftonline.com"_s);
    QTest::qWait(200);
    return wizard;
}

QWidget *health(Stage &stage)
{
    core::Account one = account();
    one.name = one.address = one.receive.user = one.send.user = u"taro@gmail.com"_s;
    one.issuer = u"google"_s;
    stage.profile.write([&](store::Transaction &tx) { return tx.addAccount(one).transform([](core::AccountId) { }); });
    stage.workspace = std::move(models::Workspace::open(stage.profile.paths(), stage.profile.socket()).value());
    auto *window = new ui::SettingsWindow(*stage.workspace);
    window->show();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    stage.engine.next<ipc::AskSignInHealth>().succeed({.issuer = u"google"_s,
        .isSignedIn = true,
        .signedInAt = now.addDays(-12),
        .renewedAt = now.addSecs(-600),
        .expiresAt = now.addSecs(3000),
        .letInAt = now.addSecs(-500),
        .sentAt = now.addSecs(-90000),
        .refusedAt = now.addSecs(-400),
        .refusal = core::Error{core::Errc::AuthenticationUnavailable, u"oauth2.googleapis.com"_s, "HTTP 503"}});
    QTest::qWait(200);
    for (auto *bar : window->findChildren<QScrollBar *>())
        bar->setValue(bar->maximum());
    return window;
}
} // namespace

Screens browserScreens()
{
    return {{u"browser-1-only"_s, registered(u"taro@outlook.jp"_s)},
        {u"browser-2-either"_s, registered(u"taro@gmail.com"_s)}, {u"browser-3-waiting"_s, waiting},
        {u"browser-4-refused"_s, refused},
        {u"browser-5-client-id"_s,
            [](Stage &) {
                return new ui::ClientIdDialog(u"Microsoft"_s);
            }},
        {u"browser-6-again"_s,
            [](Stage &stage) {
                return new ui::SignInDialog(question(), u"Google"_s, new models::BrowserSignIn(stage.client));
            }},
        {u"browser-7-health"_s, health}};
}

} // namespace demo

#include "browserscreens.moc"
