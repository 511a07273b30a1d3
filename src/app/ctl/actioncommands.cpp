// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// flag, move and delete: changes that are shown at once, queued, and replayed on the server.

#include "command.h"
#include "errorwords.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
/** What the three have in common: finding the messages, acting, waiting for the server. */
class ActionCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::ActionCommand)

public:
    using Command::Command;

protected:
    core::Result<QList<core::MessageTarget>> targets(const QStringList &ids);
    async::Task<ExitCode> carryOut(core::MailAction action, QList<core::MessageTarget> targets, QByteArray destination);
};

core::Result<QList<core::MessageTarget>> ActionCommand::targets(const QStringList &ids)
{
    QList<core::MessageTarget> list;
    for (const QString &id : ids) {
        const auto key = session().messageKey(id);
        if (!key)
            return std::unexpected(key.error());
        const auto row = session().reader().find(*key);
        const auto target = row ? session().reader().target(row->id) : std::nullopt;
        if (!target)
            return core::failure(Errc::NoSuchMessage, id);
        list.append(*target);
    }
    if (list.isEmpty())
        return core::failure(Errc::InvalidInput, tr("name at least one message"));
    return list;
}

async::Task<ExitCode> ActionCommand::carryOut(
    core::MailAction action, QList<core::MessageTarget> targets, QByteArray destination)
{
    QMap<core::AccountId, QList<QByteArray>> concerned;
    for (const core::MessageTarget &target : targets) {
        QList<QByteArray> &names = concerned[target.key.account];
        for (const QByteArray &name : {target.key.mailbox, destination}) {
            if (!name.isEmpty() && !names.contains(name))
                names.append(name);
        }
    }
    for (const core::AccountId account : concerned.keys())
        co_await session().offerPassword(account);
    co_await session().call(ipc::Act{action});
    std::optional<core::Error> unreached;
    for (auto it = concerned.cbegin(); it != concerned.cend(); ++it) {
        const auto synced
            = co_await session().callSignedIn(it.key(), ipc::Sync{it.key(), it.value(), ipc::Bodies::None}).asResult();
        if (!synced)
            unreached = synced.error();
    }
    output().result(QJsonDocument(QJsonObject{{u"changed"_s, targets.size()}, {u"queued"_s, unreached.has_value()}}),
        unreached ? tr("Changed here; the server hears of it with the next sync.") : tr("Changed."));
    if (!unreached)
        co_return ExitCode::Done;
    co_await session().tell(*unreached);
    const ExitCode why = exitCodeFor(*unreached);
    co_return why == ExitCode::NetworkFailed ? ExitCode::Queued : why;
}

class FlagCommand : public ActionCommand
{
    Q_DECLARE_TR_FUNCTIONS(ctl::FlagCommand)

public:
    using ActionCommand::ActionCommand;
    async::Task<ExitCode> run(QStringList words) override;
};

async::Task<ExitCode> FlagCommand::run(QStringList words)
{
    core::SetFlags change;
    QStringList ids;
    for (const QString &word : words) {
        if (!word.startsWith(u'+') && !word.startsWith(u'-')) {
            ids.append(word);
            continue;
        }
        const core::SystemFlags flag = core::flagFromName(word.mid(1));
        if (!flag)
            co_await core::failure(Errc::InvalidInput, word);
        (word.startsWith(u'+') ? change.add : change.remove) |= flag;
    }
    if ((!change.add && !change.remove) || (change.add & change.remove))
        co_await core::failure(Errc::InvalidInput, tr("flag wants +FLAG or -FLAG: seen, flagged, answered"));
    change.messages = co_await targets(ids);
    co_return co_await carryOut(change, change.messages, {});
}

class MoveCommand : public ActionCommand
{
    Q_DECLARE_TR_FUNCTIONS(ctl::MoveCommand)

public:
    using ActionCommand::ActionCommand;
    async::Task<ExitCode> run(QStringList words) override;
};

async::Task<ExitCode> MoveCommand::run(QStringList words)
{
    if (words.size() < 2)
        co_await core::failure(Errc::InvalidInput, tr("move wants messages and a folder"));
    const QString folder = words.takeLast();
    core::MoveMessages move;
    move.messages = co_await targets(words);
    const core::AccountId account = move.messages.first().key.account;
    const core::Account owner = session().reader().account(account).value_or(core::Account{});
    const core::Mailbox destination = co_await session().mailbox(folder, owner.name);
    for (const core::MessageTarget &target : std::as_const(move.messages)) {
        if (target.key.account != account)
            co_await core::failure(Errc::InvalidInput, tr("messages are moved within one account"));
    }
    move.destination = destination.rawName;
    co_return co_await carryOut(move, move.messages, destination.rawName);
}

class DeleteCommand : public ActionCommand
{
    Q_DECLARE_TR_FUNCTIONS(ctl::DeleteCommand)

public:
    using ActionCommand::ActionCommand;
    async::Task<ExitCode> run(QStringList words) override;
};

async::Task<ExitCode> DeleteCommand::run(QStringList words)
{
    const QList<core::MessageTarget> all = co_await targets(words);
    const core::AccountId account = all.first().key.account;
    QByteArray trash;
    for (const core::Mailbox &mailbox : session().reader().mailboxes(account)) {
        if (mailbox.role == core::MailboxRole::Trash)
            trash = mailbox.rawName;
    }
    if (trash.isEmpty())
        co_await core::failure(Errc::NoSuchMailbox, tr("Trash"));
    for (const core::MessageTarget &target : all) {
        if (target.key.account != account || target.key.mailbox == trash)
            co_await core::failure(Errc::InvalidInput,
                target.key.mailbox == trash ? tr("what is in the Trash cannot be deleted for good yet")
                                            : tr("messages are deleted within one account"));
    }
    co_return co_await carryOut(core::MoveMessages{all, trash}, all, trash);
}
} // namespace

CommandEntry flagCommand()
{
    return {.name = u"flag"_s,
        .syntax = u"ID… +seen -flagged"_s,
        .description = QCoreApplication::translate("ctl::FlagCommand", "Set (+) or clear (-) seen, flagged, answered."),
        .addOptions = {},
        .make = [](Session &session, const QCommandLineParser &) -> std::unique_ptr<Command> {
            return std::make_unique<FlagCommand>(session);
        }};
}

CommandEntry moveCommand()
{
    return {.name = u"move"_s,
        .syntax = u"ID… FOLDER"_s,
        .description = QCoreApplication::translate("ctl::MoveCommand", "Move messages within their account."),
        .addOptions = {},
        .make = [](Session &session, const QCommandLineParser &) -> std::unique_ptr<Command> {
            return std::make_unique<MoveCommand>(session);
        }};
}

CommandEntry deleteCommand()
{
    return {.name = u"delete"_s,
        .syntax = u"ID…"_s,
        .description = QCoreApplication::translate("ctl::DeleteCommand", "Move messages to the Trash."),
        .addOptions = {},
        .make = [](Session &session, const QCommandLineParser &) -> std::unique_ptr<Command> {
            return std::make_unique<DeleteCommand>(session);
        }};
}

} // namespace ctl
