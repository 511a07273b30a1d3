// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// flag, move, copy, delete and undo: changes that are shown at once, queued, and replayed on the server.

#include "actioncommand.h"
#include "errorwords.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
/** What an action is about: messages, or one mailbox. */
qsizetype sizeOf(const core::MailAction &action)
{
    return std::visit(
        [](const auto &a) -> qsizetype {
            if constexpr (requires { a.messages; })
                return a.messages.size();
            else
                return 1;
        },
        action);
}
} // namespace

core::Result<QList<core::MessageTarget>> ActionCommand::targets(const QStringList &ids)
{
    QList<core::MessageTarget> list;
    for (const QString &id : ids) {
        const auto key = session().messageKey(id);
        if (!key)
            return std::unexpected(key.error());
        const auto row = session().reader().find(*key);
        const auto target = row ? session().reader().target(row->id) : std::nullopt;
        if (!target || target->key != *key) // the second: a damaged index that leads to another message
            return core::failure(Errc::NoSuchMessage, id);
        list.append(*target);
    }
    if (list.isEmpty())
        return core::failure(Errc::InvalidInput, tr("name at least one message"));
    return list;
}

async::Task<> ActionCommand::note(core::MailAction action, Concerned concerned)
{
    for (const core::AccountId account : concerned.keys())
        co_await session().offerPassword(account);
    listen();
    const QList<core::ActionId> ids = co_await session().call(ipc::Act{action});
    m_actions = QSet<core::ActionId>(ids.begin(), ids.end());
}

void ActionCommand::listen()
{
    QObject::connect(
        &session().client(), &ipc::Client::activityChanged, &m_listener, [this](const core::Activity &activity) {
            if (activity.kind == core::ActivityKind::ReplayingActions && activity.error)
                m_refusals.insert(activity.account, *activity.error);
        });
}

core::ActionId ActionCommand::lastAction()
{
    core::ActionId last;
    for (const core::QueuedAction &one : session().reader().allActions())
        last = std::max(last, one.id);
    return last;
}

QList<core::QueuedAction> ActionCommand::refused()
{
    QList<core::QueuedAction> list = session().reader().allActions();
    list.removeIf([this](const core::QueuedAction &one) {
        const bool isOurs = m_after ? one.id > *m_after : m_actions.contains(one.id);
        return !isOurs || one.state != core::ActionState::Refused;
    });
    return list;
}

async::Task<ExitCode> ActionCommand::carryOut(core::MailAction action, Concerned concerned, qsizetype count)
{
    co_await note(action, concerned);
    co_return co_await hear(concerned, count);
}

async::Task<ExitCode> ActionCommand::hear(Concerned concerned, qsizetype count)
{
    std::optional<core::Error> unreached;
    for (auto it = concerned.cbegin(); it != concerned.cend(); ++it) {
        const auto synced
            = co_await session().callSignedIn(it.key(), ipc::Sync{it.key(), it.value(), ipc::Bodies::None}).asResult();
        if (!synced)
            unreached = synced.error();
    }
    const QList<core::QueuedAction> refusals = refused();
    for (const core::QueuedAction &one : refusals)
        count -= sizeOf(one.action);
    told(std::max<qsizetype>(0, count), unreached.has_value(), !refusals.isEmpty(),
        !refusals.isEmpty() ? tr("The server refused it, or a part of it; what it did not do is taken back here.")
            : unreached     ? tr("Changed here; the server hears of it with the next sync.")
                            : tr("Changed."));
    if (!unreached && refusals.isEmpty())
        co_return ExitCode::Done;
    if (unreached)
        co_await session().tell(*unreached);
    if (!refusals.isEmpty()) {
        const core::Error why = m_refusals.value(refusals.last().account, core::Error{Errc::ServerRefused, {}, {}});
        co_await session().tell(why);
        co_return exitCodeFor(why);
    }
    const ExitCode why = exitCodeFor(*unreached);
    co_return why == ExitCode::NetworkFailed ? ExitCode::Queued : why;
}

void ActionCommand::told(qsizetype count, bool isQueued, bool isRefused, const QString &words) const
{
    output().result(
        QJsonDocument(QJsonObject{{u"changed"_s, count}, {u"queued"_s, isQueued}, {u"refused"_s, isRefused}}), words);
}

ActionCommand::Concerned ActionCommand::concernedBy(
    const QList<core::MessageTarget> &targets, const QByteArray &destination)
{
    Concerned concerned;
    for (const core::MessageTarget &target : targets) {
        QList<QByteArray> &names = concerned[target.key.account];
        for (const QByteArray &name : {target.key.mailbox, destination}) {
            if (!name.isEmpty() && !names.contains(name))
                names.append(name);
        }
    }
    return concerned;
}

namespace
{
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
    co_return co_await carryOut(change, concernedBy(change.messages), change.messages.size());
}

/** move and copy: messages and a folder of their account. */
template <class Action>
class MoveCommand : public ActionCommand
{
public:
    using ActionCommand::ActionCommand;
    async::Task<ExitCode> run(QStringList words) override
    {
        if (words.size() < 2)
            co_await core::failure(
                Errc::InvalidInput, QCoreApplication::translate("ctl::MoveCommand", "name messages and a folder"));
        const QString folder = words.takeLast();
        Action action;
        action.messages = co_await targets(words);
        const core::AccountId account = action.messages.first().key.account;
        const core::Account owner = session().reader().account(account).value_or(core::Account{});
        const core::Mailbox destination = co_await session().mailbox(folder, owner.name);
        for (const core::MessageTarget &target : std::as_const(action.messages)) {
            if (target.key.account != account)
                co_await core::failure(Errc::InvalidInput,
                    QCoreApplication::translate(
                        "ctl::MoveCommand", "messages are moved and copied within one account"));
        }
        action.destination = destination.rawName;
        const Concerned concerned = concernedBy(action.messages, action.destination);
        co_return co_await carryOut(action, concerned, action.messages.size());
    }
};

class DeleteCommand : public ActionCommand
{
    Q_DECLARE_TR_FUNCTIONS(ctl::DeleteCommand)

public:
    DeleteCommand(Session &session, bool forGood)
        : ActionCommand(session)
        , m_forGood(forGood)
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    async::Task<ExitCode> deleteForGood(QList<core::MessageTarget> all);

    bool m_forGood;
};

/** Not even the person can bring them back: the engine waits a while before it does it. */
async::Task<ExitCode> DeleteCommand::deleteForGood(QList<core::MessageTarget> all)
{
    co_await note(core::DeleteMessages{all}, concernedBy(all));
    told(all.size(), true, false,
        tr("Deleted here. For 10 seconds \"hikyakuctl undo\" takes it back; then the server hears of it, or at once "
           "with \"hikyakuctl sync\"."));
    co_return ExitCode::Queued;
}

async::Task<ExitCode> DeleteCommand::run(QStringList words)
{
    const QList<core::MessageTarget> all = co_await targets(words);
    if (m_forGood)
        co_return co_await deleteForGood(all);
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
                target.key.mailbox == trash ? tr("what is in the Trash is only deleted with --for-good")
                                            : tr("messages are deleted within one account"));
    }
    co_return co_await carryOut(core::MoveMessages{all, trash}, concernedBy(all, trash), all.size());
}

class UndoCommand : public ActionCommand
{
public:
    using ActionCommand::ActionCommand;
    async::Task<ExitCode> run(QStringList words) override;
};

async::Task<ExitCode> UndoCommand::run(QStringList words)
{
    if (!words.isEmpty())
        co_await core::failure(Errc::InvalidInput, words.first());
    for (const core::Account &account : session().reader().accounts())
        co_await session().offerPassword(account.id);
    listen();
    expectActionsAfter(lastAction());
    co_await session().call(ipc::Undo{});
    // What the server knew of already is a change of its own now. What is still held back must stay so.
    Concerned concerned;
    for (const core::Account &account : session().reader().accounts()) {
        const QList<core::QueuedAction> queue = session().reader().actions(account.id);
        if (!queue.isEmpty() && std::ranges::none_of(queue, [](const auto &one) { return one.notBefore.isValid(); }))
            concerned.insert(account.id, {});
    }
    co_return co_await hear(concerned, 1);
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
            return std::make_unique<MoveCommand<core::MoveMessages>>(session);
        }};
}

CommandEntry copyCommand()
{
    return {.name = u"copy"_s,
        .syntax = u"ID… FOLDER"_s,
        .description = QCoreApplication::translate("ctl::MoveCommand", "Copy messages within their account."),
        .addOptions = {},
        .make = [](Session &session, const QCommandLineParser &) -> std::unique_ptr<Command> {
            return std::make_unique<MoveCommand<core::CopyMessages>>(session);
        }};
}

CommandEntry deleteCommand()
{
    return {.name = u"delete"_s,
        .syntax = u"ID… [--for-good]"_s,
        .description = QCoreApplication::translate("ctl::DeleteCommand", "Move messages to the Trash."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"for-good"_s,
                    QCoreApplication::translate(
                        "ctl::DeleteCommand", "Delete them from the server instead; held back for 10 seconds.")});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<DeleteCommand>(session, parser.isSet(u"for-good"_s));
        }};
}

CommandEntry undoCommand()
{
    return {.name = u"undo"_s,
        .syntax = {},
        .description = QCoreApplication::translate("ctl::UndoCommand", "Take back the last change that can be."),
        .addOptions = {},
        .make = [](Session &session, const QCommandLineParser &) -> std::unique_ptr<Command> {
            return std::make_unique<UndoCommand>(session);
        }};
}

} // namespace ctl
