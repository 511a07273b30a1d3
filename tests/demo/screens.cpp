// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Shows one screen in one state, made up, for shots: demo_screens NAME [--lang ja|en] [--theme light|dark].
// Says "ready" when it stands, and ends with its standard input. Without a name: lists the names.

#include "app/language.h"
#include "screenstage.h"
#include "tests/support/places.h"
#include "ui/compose/draftsbar.h"
#include "ui/mailboxes/mailboxview.h"
#include "ui/messageview/sourcewindow.h"
#include "ui/questions/questionbar.h"
#include "ui/shared/fatalnotice.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSocketNotifier>
#include <QTranslator>

#include <cstdio>
#include <map>

using namespace demo;
using core::AttemptState;
using core::Errc;
using core::Security;
using core::ServerPurpose;

namespace
{

core::DiscoveryAttempt attempt(
    int id, ServerPurpose purpose, const QString &host, quint16 port, Security security, AttemptState state)
{
    return {.id = id,
        .purpose = purpose,
        .source = u"guess"_s,
        .server = {.host = host, .port = port, .security = security, .user = u"taro@example.test"_s},
        .state = state,
        .milliseconds = 40 + id * 17};
}

QList<core::DiscoveryAttempt> attempts()
{
    using enum ServerPurpose;
    QList<core::DiscoveryAttempt> list{
        attempt(1, Receive, u"imap.example.test"_s, 993, Security::Tls, AttemptState::Running),
        attempt(2, Receive, u"mail.example.test"_s, 993, Security::Tls, AttemptState::Failed),
        attempt(3, Receive, u"imap.example.test"_s, 143, Security::StartTls, AttemptState::Waiting),
        attempt(4, Send, u"smtp.example.test"_s, 587, Security::StartTls, AttemptState::Succeeded),
        attempt(5, Send, u"smtp.example.test"_s, 465, Security::Tls, AttemptState::Skipped),
        attempt(6, Send, u"mail.example.test"_s, 587, Security::StartTls, AttemptState::Failed)};
    list[1].error = core::Error{Errc::HostNotFound, u"mail.example.test"_s, {}};
    list[5].error = core::Error{Errc::ConnectionRefused, u"mail.example.test:587"_s, {}};
    return list;
}

core::Submission submission(core::AccountId account, const QString &subject, core::SubmissionState state)
{
    core::Submission one{.account = account,
        .recipients = {u"suzuki@example.test"_s, u"ito@example.test"_s},
        .subject = subject,
        .queuedAt = QDateTime::currentDateTimeUtc().addSecs(-900),
        .state = state,
        .attempts = 1};
    return one;
}

/** The Outbox with a message in each state. */
QWidget *outbox(Stage &stage)
{
    using enum core::SubmissionState;
    const core::AccountId account = stage.addAccounts(1);
    stage.profile.addMailbox(account, u"INBOX"_s, core::MailboxRole::Inbox);
    const std::pair<QString, core::SubmissionState> all[]
        = {{u"Re: 試作機の音の件、原因が分かりました"_s, Sending}, {u"会場の見取り図（改訂版）"_s, Queued},
            {u"お見積書をお送りします"_s, Failed}, {u"The plan for spring"_s, Unknown}};
    stage.profile.write([&](store::Transaction &tx) -> core::Result<> {
        for (const auto &[subject, state] : all) {
            core::Submission one = submission(account, subject, Queued);
            const auto id = tx.queueSubmission(one, "x");
            if (!id)
                return std::unexpected(id.error());
            one.id = *id;
            for (const core::SubmissionState step : {Queued, Sending}) { // as it goes in truth
                one.state = step;
                one.lastError = step == Queued && state != Sending
                    ? std::optional(
                          core::Error{Errc::ServerBusy, u"smtp.example.test"_s, "451 4.7.1 greylisted, try again"})
                    : std::nullopt;
                if (auto done = tx.updateSubmission(one); !done)
                    return done;
            }
            one.state = state;
            if (state == Unknown)
                one.lastError = core::Error{Errc::DeliveryUnknown, u"smtp.example.test"_s, {}};
            if (state == Failed)
                one.lastError = core::Error{Errc::RecipientRefused, u"ito@example.test"_s, "550 5.1.1 no such user"};
            if (auto done = tx.updateSubmission(one); !done)
                return done;
        }
        return {};
    });
    auto *window = stage.mainWindow();
    auto *tree = window->findChild<ui::MailboxView *>();
    tree->setCurrentIndex(tree->model()->index(1, 0));
    return window;
}

/** What a start may have to tell: a question that waits, and drafts that were kept. */
QWidget *notices(Stage &stage)
{
    const core::AccountId account = stage.addAccounts(1);
    stage.profile.addMailbox(account, u"INBOX"_s, core::MailboxRole::Inbox);
    stage.profile.write([&](store::Transaction &tx) {
        return tx.saveDraft({.account = account, .subject = u"会場の見取り図（改訂版）"_s, .text = u"…"_s})
            .transform([](core::DraftId) { });
    });
    auto *window = stage.mainWindow();
    auto *drafts = new ui::DraftsBar(*stage.workspace);
    window->addNotice(new ui::QuestionBar(*stage.workspace));
    window->addNotice(drafts);
    drafts->refresh({});
    stage.engine.tell(core::Question{1, account, unknownIssuer()});
    return window;
}

QWidget *source()
{
    auto *window = new ui::SourceWindow(u"試作機の音の件、原因が分かりました"_s);
    window->setSource("Return-Path: <suzuki@example.test>\r\nFrom: =?UTF-8?B?6Yi05pyoIOWBpeS4gA==?= "
                      "<suzuki@example.test>\r\nTo: taro@example.test\r\nSubject: =?UTF-8?B?6Kmm5L2c5qmf?=\r\n"
                      "Content-Type: text/plain; charset=UTF-8\r\n\r\n鈴木です。お疲れさまです。\r\n");
    return window;
}

core::Draft reply()
{
    const QString above = QLocale().language() == QLocale::Japanese ? u"2026年11月25日(水) 8:41、鈴木 健一のメール:"_s
                                                                    : u"On 25 November 2026, 8:41, 鈴木 健一 wrote:"_s;
    return {.to = {{u"鈴木 健一"_s, u"suzuki@example.test"_s}},
        .cc = {{u"伊藤 真理"_s, u"ito@example.test"_s}, {{}, u"kikaku@example.test"_s}},
        .subject = u"Re: 試作機の音の件、原因が分かりました"_s,
        .text = u"鈴木さん\n\n早速の対応ありがとうございます。明日の午後に確認します。\n\n"_s + above
            + u"\n> 鈴木です。お疲れさまです。\n>\n"
              "> 試作3号機の「ジー」という音ですが、電源ではなく、シェードの留め金が\n> 共振していました。\n>\n"
              ">> 音の件、その後いかがでしょうか。\n>> 山田\n"_s,
        .inReplyTo = u"a@example.test"_s};
}

core::Draft withAttachments()
{
    core::Draft draft = reply();
    draft.cc = {};
    draft.attachments = {{u"会場の見取り図（改訂版）.png"_s, u"image/png"_s, QByteArray(348'211, 'x')},
        {u"お見積書.pdf"_s, u"application/pdf"_s, QByteArray(1'204'110, 'x')},
        {u"a very long file name that somebody gave to a table of measurements, final (2).csv"_s, u"text/csv"_s,
            QByteArray(2'043, 'x')}};
    return draft;
}

QWidget *failedWizard(Stage &stage)
{
    auto *wizard = stage.wizard();
    const auto search = stage.searching(wizard);
    auto list = attempts();
    list[0].state = AttemptState::Failed;
    list[0].error = core::Error{
        Errc::AuthenticationFailed, u"imap.example.test:993"_s, "[AUTHENTICATIONFAILED] Authentication failed."};
    list[2].state = AttemptState::Skipped;
    stage.tell(list);
    search.succeed({.account = account(), .sendFound = true, .receiveError = list[0].error});
    return wizard;
}

QWidget *trustWizard(Stage &stage)
{
    auto *wizard = stage.wizard();
    const auto search = stage.searching(wizard);
    auto list = attempts();
    list[0].state = AttemptState::Failed;
    list[0].error = core::Error{Errc::CertificateUntrusted, u"imap.example.test:993"_s, {}};
    list[0].trust = unknownIssuer();
    stage.tell(list);
    search.succeed({.account = account(), .sendFound = true, .receiveError = list[0].error});
    return wizard;
}

QWidget *readyWizard(Stage &stage)
{
    auto *wizard = stage.wizard();
    const auto search = stage.searching(wizard);
    search.succeed({.account = account(), .receiveFound = true, .sendFound = true});
    stage.engine.next<ipc::AddAccount>().succeed(core::AccountId(1));
    return wizard;
}

/** The first page with this address typed. */
auto wizardFor(const QString &address)
{
    return [address](Stage &s) -> QWidget * {
        auto *wizard = s.wizard(false);
        wizard->findChild<QLineEdit *>(u"address"_s)->setText(address);
        return wizard;
    };
}

/** People of the directory, while one types. */
QWidget *people(Stage &stage)
{
    auto *window = stage.compose({.to = reply().to});
    core::Account account = stage.profile.reader().accounts().first();
    account.directory.server.host = u"ldap.example.test"_s;
    stage.profile.write([&](store::Transaction &tx) { return tx.updateAccount(account); });
    window->activateWindow();
    auto *to = window->findChild<QWidget *>(u"to"_s)->focusProxy();
    to->setFocus();
    QTest::qWait(200);
    QTest::keyClicks(to, u"yama"_s);
    stage.engine.next<ipc::SearchDirectory>().succeed(
        {.people = {{{u"山田 太郎"_s, u"taro.yamada@tsubame.example"_s}, u"つばめ商会 営業部"_s},
             {{u"Yamamoto Keiko"_s, u"keiko@tsubame.example"_s}, u"Tsubame Trading, Accounts"_s},
             {{u"山口 花子"_s, u"h.yamaguchi@tsubame.example"_s}, {}}}});
    QTest::qWait(300);
    return window;
}

Screens dialogScreens()
{
    return {
        {u"wizard-1-welcome"_s,
            [](Stage &s) {
                return s.wizard(false);
            }},
        {u"wizard-2-flaws"_s,
            [](Stage &s) {
                auto *wizard = s.wizard(false);
                wizard->findChild<QLineEdit *>(u"address"_s)->setText(u"taro@"_s);
                Stage::press(wizard, u"next"_s);
                return wizard;
            }},
        {u"wizard-2-provider-docomo"_s, wizardFor(u"taro@docomo.ne.jp"_s)},
        {u"wizard-2-provider-app-password"_s, wizardFor(u"taro@icloud.com"_s)},
        {u"wizard-2-provider-browser"_s, wizardFor(u"taro@outlook.jp"_s)},
        {u"wizard-2-provider-pop3"_s, wizardFor(u"taro@ybb.ne.jp"_s)},
        {u"wizard-2-provider-uncertain"_s, wizardFor(u"taro@ezweb.ne.jp"_s)},
        {u"wizard-3-search"_s,
            [](Stage &s) {
                auto *wizard = s.wizard();
                s.searching(wizard);
                s.tell(attempts());
                return wizard;
            }},
        {u"wizard-4-failed"_s, failedWizard},
        {u"wizard-5-trust"_s, trustWizard},
        {u"wizard-6-by-hand"_s,
            [](Stage &s) {
                auto *wizard = s.wizard();
                Stage::press(wizard, u"byHand"_s);
                return wizard;
            }},
        {u"wizard-6-network"_s,
            [](Stage &s) {
                auto *wizard = s.wizard();
                Stage::press(wizard, u"byHand"_s);
                Stage::press(wizard, u"showNetwork"_s);
                auto *kind = wizard->findChild<QComboBox *>(u"proxyKind"_s);
                kind->setCurrentIndex(kind->findData(int(core::ProxyKind::Socks5)));
                QTest::qWait(100);
                for (auto *bar : wizard->findChildren<QScrollBar *>())
                    bar->setValue(bar->maximum());
                return wizard;
            }},
        {u"wizard-7-ready"_s, readyWizard},
        {u"compose-1-new"_s,
            [](Stage &s) {
                return s.compose({}, 2);
            }},
        {u"compose-2-reply"_s,
            [](Stage &s) {
                return s.compose(reply());
            }},
        {u"compose-3-attachments"_s,
            [](Stage &s) {
                return s.compose(withAttachments());
            }},
        {u"compose-4-concerns"_s,
            [](Stage &s) {
                core::Draft draft{.to = reply().to, .text = u"資料を添付します。\nThe plan is attached.\n"_s};
                auto *window = s.compose(draft);
                Stage::press(window, u"send"_s);
                return window;
            }},
        {u"compose-5-bad-address"_s,
            [](Stage &s) {
                core::Draft draft = reply();
                draft.to.append(core::Address{{}, u"hanako.example"_s});
                auto *window = s.compose(draft);
                Stage::press(window, u"send"_s);
                return window;
            }},
        {u"compose-6-close"_s,
            [](Stage &s) {
                auto *window = s.compose(reply());
                window->findChild<QPlainTextEdit *>(u"text"_s)->insertPlainText(u"…"_s);
                window->close();
                return window;
            }},
        {u"compose-7-people"_s, people},
        {u"window-1-outbox"_s, outbox},
        {u"window-2-notices"_s, notices},
        {u"window-3-source"_s,
            [](Stage &) {
                return source();
            }},
        {u"fatal"_s,
            [](Stage &) {
                return new ui::FatalNotice({Errc::StoreCorrupt, u"/home/taro/.local/share/hikyaku/journal.db"_s, {}});
            }},
    };
}

const Screens &screens()
{
    static const Screens all = [] {
        Screens list = dialogScreens();
        list.merge(windowScreens());
        list.merge(browserScreens());
        list.merge(failureScreens());
        list.merge(questionScreens());
        return list;
    }();
    return all;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const auto screen = screens().find(arguments.value(1));
    if (screen == screens().end()) {
        for (const auto &[name, make] : screens())
            std::puts(qPrintable(name));
        return arguments.size() > 1 ? 1 : 0;
    }
    QGuiApplication::setApplicationDisplayName(u"Hikyaku"_s);
    QGuiApplication::setWindowIcon(ui::appIcon());
    app::installLanguage(arguments);
    QTranslator words;
    const QString language = arguments.contains(u"ja"_s) ? u"ja"_s : u"en"_s;
    if (words.load(test::program(u"../src/app/hikyaku_%1.qm"_s.arg(language))))
        QCoreApplication::installTranslator(&words);
    ui::applyTheme(application, arguments.contains(u"dark"_s) ? ui::ColorScheme::Dark : ui::ColorScheme::Light);
    Stage stage;
    QWidget *window = screen->second(stage);
    window->show();
    QTest::qWait(600);
    std::puts("ready");
    std::fflush(stdout);
    QSocketNotifier end(0, QSocketNotifier::Read);
    QObject::connect(&end, &QSocketNotifier::activated, [] { std::_Exit(0); });
    return QApplication::exec();
}
