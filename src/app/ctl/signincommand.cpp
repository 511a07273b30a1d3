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
QJsonValue timeJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

/** Signing in in the browser, and how signing in goes. */
class SignInCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::SignInCommand)

public:
    explicit SignInCommand(Session &session)
        : Command(session)
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    async::Task<> again(QString name);
    async::Task<> status(QString name);
    async::Task<> forget(QString name);
    async::Task<> setClient(QString issuer, QString clientId);
};

async::Task<> SignInCommand::again(QString name)
{
    const core::Account account = co_await session().account(name);
    if (account.issuer.isEmpty())
        co_await core::failure(Errc::InvalidInput, tr("%1 signs in with a password").arg(account.name));
    const qint64 signIn = co_await session().browse(account.issuer, account.receive.user, account.id);
    Q_UNUSED(signIn); // the account has taken it
    output().result(QJsonDocument(QJsonObject{{u"account"_s, account.name}, {u"issuer"_s, account.issuer}}),
        tr("The account %1 is signed in.").arg(printable(account.name)));
}

async::Task<> SignInCommand::status(QString name)
{
    const core::Account account = co_await session().account(name);
    const core::SignInHealth health = co_await session().call(ipc::AskSignInHealth{account.id});
    const bool isBrowser = !account.issuer.isEmpty();
    QStringList lines{isBrowser ? tr("in the browser, at %1").arg(printable(account.issuer)) : tr("with a password")};
    const auto line = [&](const QString &what, const QDateTime &time) {
        if (time.isValid())
            lines.append(u"%1  %2"_s.arg(what, time.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s)));
    };
    line(tr("signed in"), health.signedInAt);
    line(tr("renewed"), health.renewedAt);
    line(tr("to be renewed"), health.expiresAt);
    line(tr("sign in again by"), health.againBy);
    line(tr("receiving worked"), health.letInAt);
    line(tr("sending worked"), health.sentAt);
    line(tr("refused"), health.refusedAt);
    if (health.refusal)
        lines.append(printable(QString::fromUtf8(health.refusal->serverText)));
    if (isBrowser && !health.isSignedIn)
        lines.append(tr("No permission is at hand; sign in with: hikyakuctl sign-in %1").arg(printable(account.name)));
    output().result(QJsonDocument(QJsonObject{{u"account"_s, account.name}, {u"issuer"_s, account.issuer},
                        {u"signedIn"_s, isBrowser ? QJsonValue(health.isSignedIn) : QJsonValue()},
                        {u"signedInAt"_s, timeJson(health.signedInAt)}, {u"renewedAt"_s, timeJson(health.renewedAt)},
                        {u"expiresAt"_s, timeJson(health.expiresAt)}, {u"againBy"_s, timeJson(health.againBy)},
                        {u"receivedAt"_s, timeJson(health.letInAt)}, {u"sentAt"_s, timeJson(health.sentAt)},
                        {u"refusedAt"_s, timeJson(health.refusedAt)}, {u"refusal"_s, toJson(health.refusal)}}),
        lines.join(u'\n'));
}

async::Task<> SignInCommand::forget(QString name)
{
    const core::Account account = co_await session().account(name);
    co_await session().call(ipc::ForgetSignIn{account.id});
    output().result(QJsonDocument(QJsonObject{{u"account"_s, account.name}, {u"issuer"_s, account.issuer}}),
        tr("The sign-in of %1 is forgotten.").arg(printable(account.name)));
}

async::Task<> SignInCommand::setClient(QString issuer, QString clientId)
{
    core::Secret secret;
    if (session().passwords().hasFile())
        secret = co_await session().passwords().fromFile();
    co_await session().call(ipc::SetSignInClient{issuer, clientId, secret});
    output().result(QJsonDocument(QJsonObject{{u"issuer"_s, issuer}, {u"clientId"_s, clientId}}),
        clientId.isEmpty() ? tr("No client ID is set for %1 any more.").arg(printable(issuer))
                           : tr("The client ID for %1 is set.").arg(printable(issuer)));
}

async::Task<ExitCode> SignInCommand::run(QStringList words)
{
    const QString verb = words.value(0);
    if (verb == "status"_L1 && words.size() <= 2)
        co_await status(words.value(1));
    else if (verb == "forget"_L1 && words.size() == 2)
        co_await forget(words[1]);
    else if (verb == "client"_L1 && (words.size() == 2 || words.size() == 3))
        co_await setClient(words[1], words.value(2));
    else if (words.size() <= 1)
        co_await again(verb);
    else
        co_await core::failure(Errc::InvalidInput,
            tr("sign-in ACCOUNT, sign-in status ACCOUNT, sign-in forget ACCOUNT, or sign-in client ISSUER "
               "[CLIENT-ID]"));
    co_return ExitCode::Done;
}
} // namespace

CommandEntry signInCommand()
{
    return {.name = u"sign-in"_s,
        .syntax = u"ACCOUNT | status ACCOUNT | forget ACCOUNT | client ISSUER [CLIENT-ID]"_s,
        .description = QCoreApplication::translate("ctl::SignInCommand",
            "Sign in with the browser, and see how it goes; the client secret comes from --password-file."),
        .addOptions = {},
        .make = [](Session &session, const QCommandLineParser &) -> std::unique_ptr<Command> {
            return std::make_unique<SignInCommand>(session);
        }};
}

} // namespace ctl
