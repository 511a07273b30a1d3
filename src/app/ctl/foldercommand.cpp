// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "actioncommand.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
/** Makes, renames, deletes and subscribes folders; they are named as `folders` names them. */
class FolderCommand : public ActionCommand
{
    Q_DECLARE_TR_FUNCTIONS(ctl::FolderCommand)

public:
    FolderCommand(Session &session, const QString &account)
        : ActionCommand(session)
        , m_account(account)
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    /** A new name taken apart: the folder it lies in, if any, and the last part. */
    struct NewName {
        QByteArray parent;
        QString leaf;
    };
    core::Result<NewName> newName(const core::Account &account, const QString &name);
    async::Task<ExitCode> create(QString name);
    async::Task<ExitCode> remove(core::Mailbox mailbox);

    QString m_account;
};

core::Result<FolderCommand::NewName> FolderCommand::newName(const core::Account &account, const QString &name)
{
    NewName made{{}, name};
    for (const core::Mailbox &mailbox : session().reader().mailboxes(account.id)) {
        const qsizetype leaf = mailbox.delimiter.isNull() ? -1 : name.lastIndexOf(mailbox.delimiter);
        if (leaf < 0)
            continue;
        made.leaf = name.mid(leaf + 1);
        const auto parent = session().mailbox(name.first(leaf), account.name);
        if (!parent)
            return std::unexpected(parent.error());
        made.parent = parent->rawName;
        break;
    }
    return made;
}

async::Task<ExitCode> FolderCommand::create(QString name)
{
    const core::Account account = co_await session().account(m_account);
    const NewName made = co_await newName(account, name);
    const core::CreateMailbox action{.account = account.id, .parent = made.parent, .name = made.leaf, .rawName = {}};
    co_return co_await carryOut(action, {{account.id, {"INBOX"}}}, 1);
}

async::Task<ExitCode> FolderCommand::remove(core::Mailbox mailbox)
{
    if (mailbox.role == core::MailboxRole::Inbox)
        co_await core::failure(Errc::InvalidInput, mailbox.name);
    co_await note(core::DeleteMailbox{mailbox.account, mailbox.rawName}, {{mailbox.account, {}}});
    told(1, true, false,
        tr("Deleted here, with the messages in it. For 10 seconds \"hikyakuctl undo\" takes it back; then the server "
           "hears of it, or at once with \"hikyakuctl sync\"."));
    co_return ExitCode::Queued;
}

async::Task<ExitCode> FolderCommand::run(QStringList words)
{
    const QString what = words.value(0);
    const qsizetype wanted = what == "rename"_L1 ? 3 : 2;
    const QStringList known{u"create"_s, u"rename"_s, u"delete"_s, u"subscribe"_s, u"unsubscribe"_s};
    if (!known.contains(what) || words.size() != wanted)
        co_await core::failure(Errc::InvalidInput,
            tr("folder wants create NAME, rename FOLDER NAME, delete, subscribe or unsubscribe FOLDER"));
    if (what == "create"_L1)
        co_return co_await create(words[1]);
    const core::Mailbox mailbox = co_await session().mailbox(words[1], m_account);
    if (what == "delete"_L1)
        co_return co_await remove(mailbox);
    if (what == "rename"_L1) {
        const core::Account account = session().reader().account(mailbox.account).value_or(core::Account{});
        const NewName made = co_await newName(account, words[2]);
        const core::RenameMailbox rename{.account = mailbox.account,
            .mailbox = mailbox.rawName,
            .parent = made.parent,
            .name = made.leaf,
            .rawName = {}};
        co_return co_await carryOut(rename, {{mailbox.account, {"INBOX"}}}, 1);
    }
    const core::SetSubscribed subscription{mailbox.account, mailbox.rawName, what == "subscribe"_L1};
    co_return co_await carryOut(subscription, {{mailbox.account, {mailbox.rawName}}}, 1);
}
} // namespace

CommandEntry folderCommand()
{
    return {.name = u"folder"_s,
        .syntax = u"create NAME | rename FOLDER NAME | delete FOLDER | subscribe FOLDER | unsubscribe FOLDER"_s,
        .description = QCoreApplication::translate(
            "ctl::FolderCommand", "Make and change folders; a name with the folders it lies in, as folders shows it."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"account"_s,
                    QCoreApplication::translate("ctl::ListCommand", "Only in this <account>."), u"account"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<FolderCommand>(session, parser.value(u"account"_s));
        }};
}

} // namespace ctl
