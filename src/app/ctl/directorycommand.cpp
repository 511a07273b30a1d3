// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// directory: people in the directories of the accounts.

#include "command.h"
#include "errorwords.h"

#include <QLocale>

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
class DirectoryCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::DirectoryCommand)

public:
    DirectoryCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_account(parser.value(u"account"_s))
        , m_limit(parser.value(u"limit"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    async::Task<QList<core::AccountId>> asked();

    QString m_account;
    QString m_limit;
};

/** The accounts that have a directory; NoSuchMailbox when none has. */
async::Task<QList<core::AccountId>> DirectoryCommand::asked()
{
    QList<core::AccountId> ids;
    QList<core::Account> accounts = session().reader().accounts();
    if (!m_account.isEmpty())
        accounts = {co_await session().account(m_account)};
    for (const core::Account &account : std::as_const(accounts)) {
        if (!account.directory.server.host.isEmpty())
            ids.append(account.id);
    }
    if (ids.isEmpty())
        co_await core::failure(Errc::NoSuchMailbox, tr("no account has a directory"));
    co_return ids;
}

async::Task<ExitCode> DirectoryCommand::run(QStringList words)
{
    const int limit = m_limit.isEmpty() ? 20 : m_limit.toInt();
    if (words.isEmpty() || limit < 1)
        co_await core::failure(Errc::InvalidInput, words.isEmpty() ? u"TEXT"_s : m_limit);
    ipc::SearchDirectory search{.text = words.join(u' '), .limit = limit, .language = QLocale().name().left(2)};
    QJsonArray array;
    QStringList lines;
    std::optional<core::Error> failed;
    const QList<core::AccountId> accounts = co_await asked();
    for (const core::AccountId account : accounts) {
        search.account = account;
        const auto found
            = co_await session().callSignedIn(account, search, core::PasswordPurpose::Directory).asResult();
        if (!found) {
            failed = found.error();
            output().failure(*failed);
            continue;
        }
        for (const core::Person &person : found->people) {
            array.append(QJsonObject{{u"name"_s, person.address.name}, {u"address"_s, person.address.address},
                {u"organization"_s, person.organization}});
            lines.append(u"%1 <%2>  %3"_s
                    .arg(printable(person.address.name), printable(person.address.address),
                        printable(person.organization))
                    .trimmed());
        }
        if (found->more)
            output().progress({{u"progress"_s, u"more"_s}}, tr("There are more; say more of the name."));
    }
    output().result(QJsonDocument(array), lines.join(u'\n'));
    if (failed)
        co_return exitCodeFor(*failed);
    co_return array.isEmpty() ? ExitCode::NoSuchThing : ExitCode::Done;
}
} // namespace

CommandEntry directoryCommand()
{
    return {.name = u"directory"_s,
        .syntax = u"TEXT"_s,
        .description
        = QCoreApplication::translate("ctl::DirectoryCommand", "People in the directories of the accounts."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"account"_s,
                    QCoreApplication::translate("ctl::DirectoryCommand", "Only the directory of the account <name>."),
                    u"name"_s});
                parser.addOption({u"limit"_s,
                    QCoreApplication::translate("ctl::DirectoryCommand", "At most <n> people of each; 20 without it."),
                    u"n"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<DirectoryCommand>(session, parser);
        }};
}

} // namespace ctl
