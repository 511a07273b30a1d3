// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "stage.h"

#include <QSettings>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Flag;
using core::MailboxRole;

namespace test
{

namespace
{
core::Mailbox mailbox(core::AccountId account, const char *raw, const QString &name, MailboxRole role)
{
    return {.account = account, .rawName = raw, .name = name, .delimiter = u'/', .role = role};
}

QString longThread()
{
    return u"田中様\n\nお世話になっております。山田です。\n資料を拝見しました。三ページ目の図だけ、数字が古いようです。"
           u"最新のものは "
           "https://files.example.jp/2026/q4/見積.pdf "
           "にあります。\n\n来週火曜の14時で問題ありません。よろしくお願いいたします。"
           "\n\n2026年11月20日(金) 9:12 田中 花子 <hanako@example.jp>:\n> 山田様\n> \n> "
           "資料をお送りします。ご確認ください。\n"
           "> > 先日はありがとうございました。\n> > 次回の打ち合わせの候補日をお知らせください。\n> "
           "火曜の14時はいかがでしょうか。\n"
           "> \n> 田中\n\n-- \n山田 太郎\n株式会社ひきゃく 開発部\nhttps://www.example.jp/  taro@example.jp\n"_s;
}
} // namespace

QList<Stage::Mail> Stage::realMail()
{
    return {{u"山田 太郎"_s, u"taro@example.jp"_s, u"Re: 次回の打ち合わせについて"_s, longThread(), {}, true},
        {u"Emma Whitfield"_s, u"emma@whitfield.example"_s, u"Lunch on Thursday?"_s,
            u"Hi,\n\nAre you free for lunch on Thursday? The new place by the station opens at eleven.\n\nEmma\n"_s},
        {u"<b>Support</b>"_s, u"billing@shop.example"_s, u"<b>Your invoice</b> &amp; receipt"_s,
            u"<h1>Not a heading</h1>\nSee https://xn--pple-43d.example/login\n"_s, {}, true},
        {u"鈴木 一郎"_s, u"ichiro@example.co.jp"_s,
            u"【重要】年末年始の営業日と配送スケジュールのお知らせ（必ずお読みください・再送）"_s,
            u"お客様各位\n\n年末年始の営業日をお知らせします。\n"_s, {Flag::Seen | Flag::Flagged, {}}},
        {u"Debian Project"_s, u"announce@lists.example.org"_s, u"[announce] Updated stable release"_s,
            u"The project is pleased to announce the update of its stable distribution.\n"_s, {Flag::Seen, {}}},
        {u"高橋 恵"_s, u"megumi@example.jp"_s, u"写真を送ります"_s, u"この間の写真です。\n"_s,
            {Flag::Seen | Flag::Answered, {}}, true},
        {u"Niklas Öberg"_s, u"niklas@example.se"_s, u"Fwd: conference talks"_s, u"See below.\n"_s,
            {Flag::Seen | Flag::Forwarded, {}}},
        {{}, u"noreply@service.example"_s, {}, u"\n"_s, {Flag::Seen, {}}}};
}

Stage::Stage(const QList<Mail> &inboxMail)
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    auto opened = store::Database::open(m_paths);
    if (!opened)
        qFatal("store: %s", opened.error().serverText.constData());
    m_database = std::move(*opened);
    makeMailboxes();
    addMessages(inbox, inboxMail, QDateTime::currentDateTimeUtc().addSecs(-600));
}

Stage::~Stage()
{
    m_window.reset();
    m_workspace.reset();
}

void Stage::makeMailboxes()
{
    store::Transaction tx(*m_database);
    account = tx.addAccount({.name = u"taro@example.jp"_s,
                                .address = u"taro@example.jp"_s,
                                .fullName = u"山田 太郎"_s,
                                .receive = {.host = u"imap.example.jp"_s},
                                .send = {.host = u"smtp.example.jp"_s}})
                  .value();
    const auto add = [&](const char *raw, const QString &name, MailboxRole role) {
        const core::MailboxId id = tx.upsertMailbox(mailbox(account, raw, name, role)).value();
        tx.setSyncState(id, core::UidValidity{7}, core::Uid{1}, {}, core::Uid{1}).value();
        return id;
    };
    inbox = add("INBOX", u"INBOX"_s, MailboxRole::Inbox);
    sent = add("Sent", u"Sent"_s, MailboxRole::Sent);
    add("Drafts", u"Drafts"_s, MailboxRole::Drafts);
    archive = add("Archive", u"Archive"_s, MailboxRole::Archive);
    junk = add("Junk", u"Junk"_s, MailboxRole::Junk);
    trash = add("Trash", u"Trash"_s, MailboxRole::Trash);
    projects = add("Projects", u"仕事"_s, MailboxRole::None);
    hikyaku = add("Projects/Hikyaku", u"仕事/飛脚"_s, MailboxRole::None);
    tx.commit().value();
}

void Stage::addMessages(core::MailboxId mailbox, const QList<Mail> &mails, const QDateTime &newest)
{
    QList<store::IndexedMessage> rows;
    QDateTime date = newest;
    for (const Mail &mail : mails) {
        store::IndexedMessage row;
        row.uid = core::Uid{m_nextUid++};
        row.envelope.subject = mail.subject;
        row.envelope.from = {{mail.from, mail.address}};
        row.envelope.to = {{u"山田 太郎"_s, u"taro@example.jp"_s}};
        row.envelope.date = row.internalDate = date;
        row.envelope.messageId = u"m%1@example.jp"_s.arg(row.uid.value());
        row.size = 2000;
        row.flags = mail.flags;
        row.hasAttachment = mail.hasAttachment;
        core::Document document{.envelope = row.envelope, .text = mail.text};
        if (mail.hasAttachment)
            document.attachments = {{.part = u"2"_s,
                                        .fileName = u"打ち合わせ資料_最終版.pdf"_s,
                                        .mimeType = u"application/pdf"_s,
                                        .size = 482'113},
                {.part = u"3"_s, .fileName = u"invoice.pdf.exe"_s, .mimeType = u"application/pdf"_s, .size = 12'000}};
        documents.insert(row.uid, document);
        rows.append(row);
        date = date.addSecs(-9 * 3600);
    }
    write([&](store::Transaction &tx) {
        tx.upsertMessages(mailbox, rows).value();
        for (qsizetype at = 0; at < rows.size(); ++at)
            tx.setPreview(mailbox, rows[at].uid, mails[at].text.simplified().left(120)).value();
    });
}

void Stage::write(const std::function<void(store::Transaction &)> &change)
{
    store::Transaction tx(*m_database);
    change(tx);
    const auto changes = tx.commit();
    if (!changes)
        qFatal("commit: %s", changes.error().serverText.constData());
    if (m_server)
        m_server->broadcast(*changes);
}

ui::MainWindow &Stage::open(QSize size)
{
    m_server = std::make_unique<ipc::Server>([this](const ipc::Request &request, const ipc::Server::Answer &reply) {
        m_requests.append(request);
        answer(request, reply);
    });
    if (!m_server->listen(m_paths.socket()))
        qFatal("no socket");
    m_workspace = std::move(models::Workspace::open(m_paths, m_paths.socket()).value());
    m_workspace->messageView().setReadDelay(std::chrono::milliseconds(-1));
    m_window = std::make_unique<ui::MainWindow>(*m_workspace);
    m_window->resize(size);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get())
        || !QTest::qWaitFor([this] { return m_workspace->client().isReady() && m_workspace->messages().isComplete(); }))
        qFatal("the window does not come up");
    return *m_window;
}

void Stage::answer(const ipc::Request &request, const ipc::Server::Answer &reply)
{
    if (const auto *fetch = std::get_if<ipc::FetchDocument>(&request)) {
        if (documents.contains(fetch->key.uid)) {
            core::Document document = documents.value(fetch->key.uid);
            document.key = fetch->key;
            reply(document);
        } else {
            reply(core::failure(core::Errc::NoSuchMessage, u"INBOX"_s));
        }
    } else if (std::get_if<ipc::FetchRaw>(&request)) {
        reply(QByteArray("Subject: raw\r\n\r\n\x1b$B$\"\x1b(B <b>x</b>\r\n"));
    } else if (std::get_if<ipc::FetchPart>(&request)) {
        reply(QByteArray("the bytes of a part"));
    } else if (std::get_if<ipc::PendingQuestions>(&request)) {
        reply(QList<core::Question>{});
    } else if (const auto *act = std::get_if<ipc::Act>(&request)) {
        reply(QList{core::ActionId{qint64(asked<ipc::Act>().size())}});
        apply(act->action);
    } else if (std::get_if<ipc::TakeBack>(&request)) {
        if (refusal)
            reply(std::unexpected(*refusal));
        else
            reply(returned);
    } else if (std::get_if<ipc::Undo>(&request) && refusal) {
        reply(std::unexpected(*refusal));
    } else {
        reply(ipc::Nothing{});
    }
}

void Stage::apply(const core::MailAction &action)
{
    write([&](store::Transaction &tx) {
        if (const auto *flags = std::get_if<core::SetFlags>(&action)) {
            for (const core::MessageTarget &target : flags->messages)
                tx.changeFlags(tx.mailboxOf(target.key).value(), target.key.uid, flags->add, flags->remove).value();
        } else if (const auto *move = std::get_if<core::MoveMessages>(&action)) {
            for (const core::MessageTarget &target : move->messages)
                tx.removeMessages(tx.mailboxOf(target.key).value(), {target.key.uid}).value();
        } else if (const auto *deletion = std::get_if<core::DeleteMessages>(&action)) {
            for (const core::MessageTarget &target : deletion->messages)
                tx.removeMessages(tx.mailboxOf(target.key).value(), {target.key.uid}).value();
        } else if (const auto *set = std::get_if<core::SetSubscribed>(&action)) {
            tx.setSubscribed(set->account, set->mailbox, set->subscribed).value();
        }
    });
}

} // namespace test
