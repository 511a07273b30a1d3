// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "screenstage.h"
#include "ui/mailboxes/mailboxview.h"
#include "ui/messagelist/messagelistview.h"
#include "ui/settings/settingswindow.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace demo
{

namespace
{
using core::MailboxRole;

struct Mail {
    QString from, subject, preview;
    core::SystemFlags flags;
};

QList<Mail> someMail()
{
    using core::Flag;
    return {{u"鈴木 健一"_s, u"試作機の音の件、原因が分かりました"_s,
                u"鈴木です。お疲れさまです。試作3号機の「ジー」という音ですが…"_s, {}},
        {u"Emma Whitfield"_s, u"Lunch on Thursday?"_s, u"Are you free for lunch on Thursday? The new place by the…"_s,
            {}},
        {u"伊藤 真理"_s, u"会場の見取り図（改訂版）"_s, u"先日の打ち合わせを踏まえて直しました。ご確認ください。"_s,
            Flag::Seen | Flag::Flagged},
        {u"Debian Project"_s, u"Updated stable release"_s, u"The project is pleased to announce the update of its…"_s,
            Flag::Seen},
        {u"高橋 恵"_s, u"写真を送ります"_s, u"この間の写真です。"_s, Flag::Seen}};
}

struct Folders {
    core::AccountId account;
    core::MailboxId inbox, trash, work;
};

Folders fill(Stage &stage)
{
    Folders f;
    f.account = stage.addAccounts(2);
    f.inbox = stage.profile.addMailbox(f.account, u"INBOX"_s, MailboxRole::Inbox);
    for (const auto &[name, role] : {std::pair(u"Drafts"_s, MailboxRole::Drafts), {u"Sent"_s, MailboxRole::Sent},
             {u"Archive"_s, MailboxRole::Archive}, {u"Junk"_s, MailboxRole::Junk}})
        stage.profile.addMailbox(f.account, name, role);
    f.trash = stage.profile.addMailbox(f.account, u"Trash"_s, MailboxRole::Trash);
    f.work = stage.profile.addMailbox(f.account, u"企画"_s);
    for (const QString &name : {u"企画/春の展示会"_s, u"企画/照明"_s, u"Newsletters"_s})
        stage.profile.addMailbox(f.account, name);
    for (const core::MailboxId mailbox : {f.inbox, f.trash}) {
        QList<store::IndexedMessage> rows;
        quint32 uid = 1;
        const QList<Mail> mails = someMail();
        for (const Mail &mail : mails) {
            store::IndexedMessage row = Profile::message(uid++);
            row.envelope.subject = mail.subject;
            row.envelope.from = {{mail.from, u"someone@example.test"_s}};
            row.internalDate = QDateTime::currentDateTimeUtc().addSecs(-7200 * qint64(uid));
            row.flags.system = mail.flags;
            rows.prepend(row);
        }
        stage.profile.write([&](store::Transaction &tx) {
            return tx.upsertMessages(mailbox, rows)
                .and_then(
                    [&] { return tx.setSyncState(mailbox, core::UidValidity{7}, core::Uid{uid}, {}, core::Uid{1}); })
                .and_then([&]() -> core::Result<> {
                    for (quint32 i = 0; i < mails.size(); ++i) {
                        if (auto done = tx.setPreview(mailbox, core::Uid{i + 1}, mails[i].preview); !done)
                            return done;
                    }
                    return {};
                });
        });
    }
    return f;
}

ui::MainWindow *filledWindow(Stage &stage, Folders *folders = nullptr)
{
    const Folders f = fill(stage);
    if (folders)
        *folders = f;
    ui::MainWindow *window = stage.mainWindow();
    window->show();
    if (!QTest::qWaitFor([&] { return stage.workspace->messages().isComplete(); }))
        qFatal("no messages");
    return window;
}

QWidget *undo(Stage &stage)
{
    ui::MainWindow *window = filledWindow(stage);
    window->findChild<ui::MessageListView *>()->selectRow(1);
    QCoreApplication::processEvents();
    window->findChild<QAction *>(u"archive"_s)->trigger();
    stage.engine.next<ipc::Act>().succeed({core::ActionId{1}});
    QTest::qWait(300);
    return window;
}

QWidget *undoSend(Stage &stage)
{
    ui::MainWindow *window = filledWindow(stage);
    stage.workspace->undoHistory().addSubmission(core::SubmissionId{1}, std::chrono::seconds(60));
    return window;
}

QWidget *trash(Stage &stage)
{
    Folders folders;
    ui::MainWindow *window = filledWindow(stage, &folders);
    window->findChild<ui::MailboxView *>()->choose(folders.trash);
    return window;
}

QWidget *folderMenu(Stage &stage)
{
    Folders folders;
    ui::MainWindow *window = filledWindow(stage, &folders);
    auto *tree = window->findChild<ui::MailboxView *>();
    tree->choose(folders.work);
    QTest::qWait(300);
    const QPoint place = tree->visualRect(tree->currentIndex()).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, tree->viewport()->mapToGlobal(place));
    QCoreApplication::sendEvent(tree->viewport(), &event);
    return window;
}

QWidget *folderName(Stage &stage)
{
    Folders folders;
    ui::MainWindow *window = filledWindow(stage, &folders);
    window->findChild<QAction *>(u"newFolder"_s)->trigger();
    auto *name = window->findChild<QLineEdit *>(u"mailboxName"_s);
    name->setText(u"企画"_s);
    window->findChild<QPushButton *>(u"nameAccepted"_s)->click();
    return window;
}

QWidget *picker(Stage &stage)
{
    ui::MainWindow *window = filledWindow(stage);
    window->findChild<ui::MessageListView *>()->selectRow(0);
    QCoreApplication::processEvents();
    window->findChild<QAction *>(u"moveTo"_s)->trigger();
    return window;
}

ui::SettingsWindow *settings(Stage &stage, bool filled = true)
{
    if (filled) {
        fill(stage);
        for (core::Account one : stage.profile.reader().accounts()) {
            const core::Account servers = account();
            one.receive = servers.receive;
            one.send = servers.send;
            stage.profile.write([&](store::Transaction &tx) { return tx.updateAccount(one); });
        }
    }
    stage.workspace = std::move(models::Workspace::open(stage.profile.paths(), stage.profile.socket()).value());
    auto *window = new ui::SettingsWindow(*stage.workspace);
    window->show();
    return window;
}

QWidget *accountTested(Stage &stage)
{
    ui::SettingsWindow *window = settings(stage);
    window->findChild<QLineEdit *>(u"accountPassword"_s)->setText(u"a password"_s);
    Stage::press(window, u"testAccount"_s);
    stage.engine.next<ipc::Discover>().succeed({.account = account(),
        .receiveFound = true,
        .sendError = core::Error{core::Errc::ConnectionRefused, u"smtp.example.test:587"_s, {}}});
    QTest::qWait(200);
    return window;
}

QWidget *accountRemoved(Stage &stage)
{
    ui::SettingsWindow *window = settings(stage);
    Stage::press(window, u"removeAccount"_s);
    QTest::qWait(100);
    for (auto *bar : window->findChildren<QScrollBar *>())
        bar->setValue(bar->maximum());
    return window;
}

/** The account's directory, which does not know the person. */
QWidget *directory(Stage &stage)
{
    ui::SettingsWindow *window = settings(stage);
    window->findChild<QLineEdit *>(u"directoryHost"_s)->setText(u"ldap.example.test"_s);
    window->findChild<QLineEdit *>(u"directoryBase"_s)->setText(u"dc=example,dc=test"_s);
    Stage::press(window, u"saveDirectory"_s);
    stage.engine.next<ipc::UpdateAccount>().succeed();
    stage.engine.next<ipc::SearchDirectory>().succeed({});
    QTest::qWait(200);
    for (auto *bar : window->findChildren<QScrollBar *>())
        bar->setValue(bar->maximum());
    return window;
}

/** An account behind a company's proxy. */
QWidget *network(Stage &stage)
{
    ui::SettingsWindow *window = settings(stage);
    core::Account one = stage.profile.reader().accounts().first();
    one.network.proxy = {core::ProxyKind::HttpConnect, u"proxy.tsubame.example"_s, 3128, u"yamada"_s};
    one.network.authorities = {certificate(u"Tsubame Internal CA"_s, u"Tsubame Internal CA"_s, 'a')};
    one.network.certificate
        = core::ClientCertificate{certificate(u"山田 太郎"_s, u"Tsubame Internal CA"_s, 'b'), QByteArray("x")};
    stage.engine.tell(stage.profile.write([&](store::Transaction &tx) { return tx.updateAccount(one); }));
    QTest::qWait(200);
    for (auto *area : window->findChildren<QScrollArea *>()) {
        if (auto *field = window->findChild<QWidget *>(u"addCertificate"_s); field && area->isAncestorOf(field))
            area->ensureWidgetVisible(field, 0, 60);
    }
    return window;
}

QWidget *certificates(Stage &stage)
{
    using What = core::TrustEvent::What;
    const core::CertificateInfo leaf = certificate(u"mail.tsubame.example"_s, u"Tsubame Internal CA"_s, 'a');
    const QDateTime now = QDateTime::currentDateTimeUtc();
    stage.profile.write([&](store::Transaction &tx) -> core::Result<> {
        for (const auto &[host, port] : {std::pair(u"imap.tsubame.example"_s, 993), {u"smtp.tsubame.example"_s, 465}}) {
            if (auto put = tx.putTrust({.host = host,
                    .port = quint16(port),
                    .spkiSha256 = leaf.spkiSha256,
                    .problems = {core::CertificateProblem::UnknownIssuer, core::CertificateProblem::WrongName},
                    .leaf = leaf,
                    .acceptedAt = now.addDays(-40)});
                !put)
                return put;
            qint64 days = 40;
            for (const What what : {What::Accepted, What::Renewed, What::KeyChanged, What::Forgotten, What::Accepted}) {
                if (auto told = tx.recordTrust({.at = now.addDays(-days),
                        .host = host,
                        .port = quint16(port),
                        .what = what,
                        .spkiSha256 = leaf.spkiSha256});
                    !told)
                    return told;
                days -= 7;
            }
        }
        return {};
    });
    ui::SettingsWindow *window = settings(stage);
    core::Account old = stage.profile.reader().accounts().first();
    old.network.oldTls = {u"imap.tsubame.example:993"_s};
    stage.engine.tell(stage.profile.write([&](store::Transaction &tx) { return tx.updateAccount(old); }));
    window->showPage(ui::SettingsWindow::Page::Certificates);
    QTest::qWait(200);
    return window;
}

QWidget *computer(Stage &stage, const QString &keyringError)
{
    ui::SettingsWindow *window = settings(stage);
    window->showPage(ui::SettingsWindow::Page::Computer);
    stage.engine.next<ipc::AskSecretStore>().succeed({.keyringError = keyringError});
    QTest::qWait(100);
    if (keyringError.isEmpty())
        return window;
    Stage::press(window, u"encryptPasswords"_s);
    QTest::qWait(100);
    for (auto *bar : window->findChildren<QScrollBar *>())
        bar->setValue(bar->maximum() * 3 / 5);
    return window;
}

} // namespace

Screens windowScreens()
{
    return {{u"window-4-undo"_s, undo}, {u"window-5-undo-send"_s, undoSend}, {u"window-6-trash"_s, trash},
        {u"window-7-folder-menu"_s, folderMenu}, {u"window-8-folder-name"_s, folderName},
        {u"window-9-picker"_s, picker},
        {u"settings-1-accounts"_s,
            [](Stage &stage) {
                return settings(stage);
            }},
        {u"settings-2-tested"_s, accountTested}, {u"settings-3-remove"_s, accountRemoved},
        {u"settings-8-network"_s, network}, {u"settings-4-certificates"_s, certificates},
        {u"settings-directory"_s, directory},
        {u"settings-5-nothing-trusted"_s,
            [](Stage &stage) {
                ui::SettingsWindow *window = settings(stage);
                window->showPage(ui::SettingsWindow::Page::Certificates);
                return window;
            }},
        {u"settings-6-computer"_s,
            [](Stage &stage) {
                return computer(stage, {});
            }},
        {u"settings-9-no-keyring"_s,
            [](Stage &stage) {
                return computer(stage, u"org.freedesktop.secrets was not provided"_s);
            }},
        {u"settings-7-no-account"_s, [](Stage &stage) {
             return settings(stage, false);
         }}};
}

} // namespace demo
