// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command.h"
#include "errorwords.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
/** Receives and replays queued changes until both sides agree. */
class SyncCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::SyncCommand)

public:
    SyncCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_folders(parser.values(u"folder"_s))
        , m_bodies(parser.value(u"bodies"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    async::Task<> sync(core::Account account, ipc::Bodies bodies);
    QList<QByteArray> rawNames(core::AccountId account) const;

    QStringList m_folders;
    QString m_bodies;
    QJsonArray m_accounts;
    QStringList m_lines;
};

std::optional<ipc::Bodies> bodiesFrom(const QString &name)
{
    const QStringList names{u"none"_s, u"recent"_s, u"all"_s};
    const qsizetype index = names.indexOf(name);
    return index < 0 ? std::nullopt : std::optional(ipc::Bodies(index));
}

QList<QByteArray> SyncCommand::rawNames(core::AccountId account) const
{
    QList<QByteArray> names;
    for (const QString &folder : m_folders) {
        QByteArray raw = folder.toUtf8();
        if (folder.compare("INBOX"_L1, Qt::CaseInsensitive) == 0)
            raw = "INBOX";
        for (const core::Mailbox &mailbox : const_cast<SyncCommand *>(this)->session().reader().mailboxes(account)) {
            if (mailbox.name == folder)
                raw = mailbox.rawName;
        }
        names.append(raw);
    }
    return names;
}

async::Task<> SyncCommand::sync(core::Account account, ipc::Bodies bodies)
{
    // A name that nobody has seen yet may be new on the server, or read differently: a look at the list tells.
    for (int i = 0; i < 2; ++i) {
        bool known = true;
        for (const QByteArray &raw : rawNames(account.id)) {
            bool found = false;
            for (const core::Mailbox &mailbox : session().reader().mailboxes(account.id))
                found = found || mailbox.rawName == raw;
            if (!found && i == 1)
                co_await core::failure(Errc::NoSuchMailbox, QString::fromUtf8(raw));
            known = known && found;
        }
        if (known && i == 1)
            break;
        co_await session().callSignedIn(account.id, ipc::Sync{account.id, rawNames(account.id), bodies});
        if (known)
            break;
    }
    QJsonArray folders;
    const QList<QByteArray> wanted = rawNames(account.id);
    for (const core::Mailbox &mailbox : session().reader().mailboxes(account.id)) {
        if (!mailbox.selectable || (!wanted.isEmpty() && !wanted.contains(mailbox.rawName)))
            continue;
        folders.append(QJsonObject{
            {u"name"_s, mailbox.name}, {u"total"_s, qint64(mailbox.total)}, {u"unread"_s, qint64(mailbox.unread)}});
        m_lines.append(tr("%1: %2: %3 messages, %4 unread")
                .arg(printable(account.name), printable(mailbox.name), QString::number(mailbox.total),
                    QString::number(mailbox.unread)));
    }
    m_accounts.append(QJsonObject{{u"account"_s, account.name}, {u"folders"_s, folders}});
}

async::Task<ExitCode> SyncCommand::run(QStringList words)
{
    const auto bodies = bodiesFrom(m_bodies);
    if (words.size() > 1 || !bodies)
        co_await core::failure(
            Errc::InvalidInput, bodies ? tr("sync wants at most one account") : u"--bodies "_s + m_bodies);
    QList<core::Account> accounts = session().reader().accounts();
    if (!words.isEmpty() || accounts.isEmpty()) {
        const core::Account only = co_await session().account(words.value(0));
        accounts = {only};
    }
    // One account that fails must not keep the others from their mail; the first failure is the exit code.
    std::optional<core::Error> first;
    for (const core::Account &account : accounts) {
        const auto done = co_await sync(account, *bodies).asResult();
        if (!done && first)
            co_await session().tell(done.error());
        else if (!done)
            first = done.error();
    }
    output().result(QJsonDocument(QJsonObject{{u"accounts"_s, m_accounts}}), m_lines.join(u'\n'));
    if (first)
        co_await std::unexpected(*first);
    co_return ExitCode::Done;
}
} // namespace

CommandEntry syncCommand()
{
    return {.name = u"sync"_s,
        .syntax = u"[ACCOUNT] [--folder F]… [--bodies none|recent|all]"_s,
        .description = QCoreApplication::translate("ctl::SyncCommand", "Receive mail and send queued changes."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"folder"_s,
                    QCoreApplication::translate("ctl::SyncCommand", "Only this <folder>; may be given more than once."),
                    u"folder"_s});
                parser.addOption({u"bodies"_s,
                    QCoreApplication::translate(
                        "ctl::SyncCommand", "Whole messages, too: none, those of the last 90 days (recent), or all."),
                    u"which"_s, u"none"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<SyncCommand>(session, parser);
        }};
}

} // namespace ctl
