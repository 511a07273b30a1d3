// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// folders and list: what the store holds.

#include "command.h"
#include "errorwords.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
class FoldersCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::FoldersCommand)

public:
    FoldersCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_account(parser.value(u"account"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    QString m_account;
};

async::Task<ExitCode> FoldersCommand::run(QStringList words)
{
    if (!words.isEmpty())
        co_await core::failure(Errc::InvalidInput, words.first());
    core::AccountId only;
    if (!m_account.isEmpty()) {
        const core::Account account = co_await session().account(m_account);
        only = account.id;
    }
    QMap<core::AccountId, QString> names;
    for (const core::Account &account : session().reader().accounts())
        names.insert(account.id, account.name);
    QJsonArray array;
    QStringList lines;
    for (const core::Mailbox &mailbox : session().reader().mailboxes(only)) {
        array.append(QJsonObject{{u"account"_s, names.value(mailbox.account)}, {u"name"_s, mailbox.name},
            {u"role"_s, core::mailboxRoleName(mailbox.role)}, {u"selectable"_s, mailbox.selectable},
            {u"subscribed"_s, mailbox.subscribed}, {u"total"_s, qint64(mailbox.total)},
            {u"unread"_s, qint64(mailbox.unread)}});
        lines.append(u"%1  %2  %3/%4"_s.arg(printable(names.value(mailbox.account)), printable(mailbox.name),
            QString::number(mailbox.unread), QString::number(mailbox.total)));
    }
    output().result(QJsonDocument(array), lines.join(u'\n'));
    co_return ExitCode::Done;
}

class ListCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::ListCommand)

public:
    ListCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_account(parser.value(u"account"_s))
        , m_limit(parser.value(u"limit"_s))
        , m_offset(parser.value(u"offset"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    core::Result<int> number(const QString &option, const QString &text) const;

    QString m_account;
    QString m_limit;
    QString m_offset;
};

core::Result<int> ListCommand::number(const QString &option, const QString &text) const
{
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok || value < 0)
        return core::failure(Errc::InvalidInput, option + u' ' + text);
    return value;
}

QJsonObject rowJson(const core::MessageSummary &row, const QString &id)
{
    // The store keeps what is displayed; an address that stands in for a name is none.
    const QString name = row.fromName == row.fromAddress ? QString() : row.fromName;
    return {{u"id"_s, id}, {u"uid"_s, qint64(row.uid.value())}, {u"subject"_s, row.subject},
        {u"from"_s, QJsonObject{{u"name"_s, name}, {u"address"_s, row.fromAddress}}}, {u"to"_s, row.toNames},
        {u"date"_s, row.date.toString(Qt::ISODate)}, {u"size"_s, qint64(row.size)},
        {u"flags"_s, QJsonArray::fromStringList(core::flagNames(row.flags))}, {u"hasAttachment"_s, row.hasAttachment},
        {u"preview"_s, row.preview}};
}

async::Task<ExitCode> ListCommand::run(QStringList words)
{
    if (words.size() != 1)
        co_await core::failure(Errc::InvalidInput, tr("list wants one folder"));
    const int limit = co_await number(u"--limit"_s, m_limit);
    const int offset = co_await number(u"--offset"_s, m_offset);
    const core::Mailbox mailbox = co_await session().mailbox(words.first(), m_account);
    QJsonArray array;
    QStringList lines;
    for (const core::MessageSummary &row : session().reader().firstPage(mailbox.id, limit, offset)) {
        const auto key = session().reader().key(row.id);
        if (!key)
            continue; // removed in between
        array.append(rowJson(row, key->toString()));
        const QString marks = QString(row.flags.has(core::Flag::Seen) ? u' ' : u'*')
            + (row.flags.has(core::Flag::Flagged) ? u'!' : u' ') + (row.hasAttachment ? u'@' : u' ');
        lines.append(u"%1  %2  %3  %4  %5"_s.arg(key->toString(), marks,
            row.date.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s), printable(row.fromName), printable(row.subject)));
    }
    output().result(QJsonDocument(array), lines.join(u'\n'));
    co_return ExitCode::Done;
}

void addAccountOption(QCommandLineParser &parser)
{
    parser.addOption(
        {u"account"_s, QCoreApplication::translate("ctl::ListCommand", "Only in this <account>."), u"account"_s});
}
} // namespace

CommandEntry foldersCommand()
{
    return {.name = u"folders"_s,
        .syntax = u"[--account NAME]"_s,
        .description = QCoreApplication::translate("ctl::FoldersCommand", "The folders, with unread and all messages."),
        .addOptions = addAccountOption,
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<FoldersCommand>(session, parser);
        }};
}

CommandEntry listCommand()
{
    return {.name = u"list"_s,
        .syntax = u"FOLDER [--limit N] [--offset N]"_s,
        .description = QCoreApplication::translate("ctl::ListCommand", "The messages of a folder, newest first."),
        .addOptions =
            [](QCommandLineParser &parser) {
                addAccountOption(parser);
                parser.addOption({u"limit"_s, QCoreApplication::translate("ctl::ListCommand", "At most <n> messages."),
                    u"n"_s, u"50"_s});
                parser.addOption({u"offset"_s,
                    QCoreApplication::translate("ctl::ListCommand", "Leave out the first <n>."), u"n"_s, u"0"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<ListCommand>(session, parser);
        }};
}

} // namespace ctl
