// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountfile.h"
#include "command.h"
#include "errorwords.h"

#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
/** Accounts by hand. */
class AccountCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::AccountCommand)

public:
    AccountCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_erase(parser.isSet(u"erase"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    async::Task<> add(QString file);
    async::Task<> edit(QString name, QString file);
    async::Task<> remove(QString name);
    void list();
    void print(const core::Account &account, const QString &text) const;
    core::Result<core::Account> read(const QString &file) const;
    async::Task<core::Account> completed(core::Account account, core::Account before);

    bool m_erase;
};

core::Result<core::Account> AccountCommand::read(const QString &file) const
{
    QFile source(file);
    const bool opened = file == "-"_L1 ? source.open(stdin, QIODevice::ReadOnly) : source.open(QIODevice::ReadOnly);
    if (!opened)
        return core::failure(Errc::InvalidInput, file, source.errorString().toUtf8());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(source.read(1 << 20), &error);
    if (!document.isObject())
        return core::failure(Errc::InvalidInput, file, error.errorString().toUtf8());
    return accountFromJson(document.object());
}

void AccountCommand::print(const core::Account &account, const QString &text) const
{
    output().result(QJsonDocument(toJson(account)), text);
}

/** The account's own certificate is opened once: under another passphrase it would be found out only at sign-in. */
async::Task<core::Account> AccountCommand::completed(core::Account account, core::Account before)
{
    auto &own = account.network.certificate;
    if (!own)
        co_return account;
    const auto &known = before.network.certificate;
    if (own->pkcs12.isEmpty() && (!known || known->certificate.sha256 != own->certificate.sha256))
        co_await core::failure(Errc::InvalidInput, u"certificate"_s);
    if (own->pkcs12.isEmpty()) {
        own = known;
        co_return account;
    }
    auto given = session().secrets().passphrase.hasFile()
        ? session().secrets().passphrase.fromFile()
        : session().secrets().passphrase.fromTerminal(account.name, tr("the certificate"));
    const core::Secret passphrase = co_await std::move(given);
    own = (co_await session().call(ipc::ReadCertificates{own->pkcs12, passphrase})).own;
    if (!own)
        co_await core::failure(Errc::InvalidInput, u"certificate"_s);
    co_return account;
}

async::Task<> AccountCommand::add(QString file)
{
    core::Account account = co_await read(file);
    account = co_await completed(account, {});
    core::Secret password;
    if (session().passwords().hasFile())
        password = co_await session().passwords().fromFile();
    core::Secret proxyPassword, passphrase;
    if (session().secrets().proxy.hasFile())
        proxyPassword = co_await session().secrets().proxy.fromFile();
    if (session().secrets().passphrase.hasFile())
        passphrase = co_await session().secrets().passphrase.fromFile();
    account.id = co_await session().call(ipc::AddAccount{account, password, {}, false, proxyPassword, passphrase});
    print(account, tr("The account %1 is added.").arg(printable(account.name)));
}

async::Task<> AccountCommand::edit(QString name, QString file)
{
    const core::Account before = co_await session().account(name);
    core::Account account = co_await read(file);
    account = co_await completed(account, before);
    account.id = before.id;
    co_await session().call(ipc::UpdateAccount{account});
    print(account, tr("The account %1 is changed.").arg(printable(account.name)));
}

async::Task<> AccountCommand::remove(QString name)
{
    const core::Account account = co_await session().account(name);
    co_await session().call(ipc::RemoveAccount{account.id, m_erase});
    output().result(QJsonDocument(QJsonObject{{u"removed"_s, account.name}, {u"erased"_s, m_erase}}),
        tr("The account %1 is removed.").arg(printable(account.name)));
}

void AccountCommand::list()
{
    QJsonArray array;
    QStringList lines;
    for (const core::Account &account : session().reader().accounts()) {
        array.append(toJson(account));
        lines.append(
            u"%1  %2  %3:%4  %5:%6"_s.arg(printable(account.name), printable(account.address), account.receive.host,
                QString::number(account.receive.port), account.send.host, QString::number(account.send.port)));
    }
    output().result(QJsonDocument(array), lines.join(u'\n'));
}

async::Task<ExitCode> AccountCommand::run(QStringList words)
{
    const QString verb = words.value(0);
    if (verb == "list"_L1 && words.size() == 1)
        list();
    else if (verb == "add"_L1 && words.size() == 2)
        co_await add(words[1]);
    else if (verb == "edit"_L1 && words.size() == 3)
        co_await edit(words[1], words[2]);
    else if (verb == "remove"_L1 && words.size() == 2)
        co_await remove(words[1]);
    else
        co_await core::failure(Errc::InvalidInput, tr("account add FILE, list, edit NAME FILE, or remove NAME"));
    co_return ExitCode::Done;
}
} // namespace

CommandEntry accountCommand()
{
    return {.name = u"account"_s,
        .syntax = u"add FILE | list | edit NAME FILE | remove NAME"_s,
        .description = QCoreApplication::translate("ctl::AccountCommand", "Accounts by hand; - reads standard input."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"erase"_s,
                    QCoreApplication::translate(
                        "ctl::AccountCommand", "With remove: erase its mail from this computer, too.")});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<AccountCommand>(session, parser);
        }};
}

} // namespace ctl
