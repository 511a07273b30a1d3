// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// hikyakuctl: the command line.

#include "app/language.h"
#include "app/options.h"
#include "app/process.h"
#include "async/taskscope.h"
#include "command.h"
#include "errorwords.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
class Program
{
    Q_DECLARE_TR_FUNCTIONS(ctl::Program)

public:
    int run(QStringList arguments);

private:
    void addOptions(QCommandLineParser &parser) const;
    QString overview() const;
    int execute(const CommandEntry &entry, const QCommandLineParser &parser, const app::CommonOptions &common);
    async::Task<> carryOut(Session *session, const CommandEntry *entry, Command *command, QStringList words);
    static async::Task<ExitCode> openAndRun(
        Session *session, const CommandEntry *entry, Command *command, QStringList words);
    static int usage(const QString &text);

    ExitCode m_code = ExitCode::Done;
};

void Program::addOptions(QCommandLineParser &parser) const
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({u"json"_s, tr("Print one JSON document; progress and errors as JSON lines on standard error.")});
    parser.addOption({u"password-file"_s, tr("Take the password from the first line of <file>."), u"file"_s});
    parser.addOption(
        {u"proxy-password-file"_s, tr("Take the proxy's password from the first line of <file>."), u"file"_s});
    parser.addOption({u"passphrase-file"_s,
        tr("Take the passphrase of your own certificate from the first line of <file>."), u"file"_s});
}

QString Program::overview() const
{
    QStringList lines{tr("Commands:")};
    for (const CommandEntry &entry : allCommands())
        lines << u"  %1 %2"_s.arg(entry.name, entry.syntax).trimmed().prepend(u"  "_s)
              << u"      "_s + entry.description;
    lines << QString() << tr("hikyakuctl COMMAND --help tells more about a command.")
          << tr("Exit codes: 0 done, 1 usage, 2 no such thing, 3 sign-in refused, 4 certificate not trusted, "
                "5 network or server failed, 6 store failed, 7 queued.");
    return lines.join(u'\n');
}

int Program::usage(const QString &text)
{
    std::fprintf(stderr, "%s\n", qPrintable(text));
    return int(ExitCode::Usage);
}

/** `+seen` and `-flagged` are words, not options; behind `--` the parser leaves them alone. */
QStringList withFlagWordsLast(const QStringList &arguments)
{
    if (!arguments.contains("flag"_L1) || arguments.contains("--"_L1))
        return arguments;
    QStringList others, words;
    for (const QString &argument : arguments) {
        const bool isWord = argument.startsWith(u'-') && core::flagFromName(argument.mid(1)) != core::SystemFlags();
        (isWord ? words : others).append(argument);
    }
    return words.isEmpty() ? arguments : others + QStringList{u"--"_s} + words;
}

int Program::run(QStringList arguments)
{
    arguments = withFlagWordsLast(arguments);
    QCommandLineParser first;
    const app::CommonOptions firstCommon(first);
    addOptions(first);
    first.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    first.setApplicationDescription(
        tr("Mail on the command line, with the accounts and the store of Hikyaku.") + u"\n\n"_s + overview());
    first.addPositionalArgument(u"command"_s, tr("One of the commands above."));
    if (!first.parse(arguments))
        return usage(first.errorText());
    const QString name = first.positionalArguments().value(0);
    const QList<CommandEntry> commands = allCommands();
    const auto entry = std::ranges::find(commands, name, &CommandEntry::name);
    if (entry == commands.end()) {
        first.process(arguments); // --help and --version end here
        return usage(
            name.isEmpty() ? first.helpText() : tr("There is no command %1; see --help.").arg(printable(name)));
    }
    QCommandLineParser parser;
    const app::CommonOptions common(parser);
    addOptions(parser);
    parser.setApplicationDescription(entry->description);
    parser.addPositionalArgument(entry->name, QString());
    if (!entry->syntax.isEmpty())
        parser.addPositionalArgument(QString(), QString(), entry->syntax);
    if (entry->addOptions)
        entry->addOptions(parser);
    if (!parser.parse(arguments))
        return usage(parser.errorText());
    parser.process(arguments);
    return execute(*entry, parser, common);
}

int Program::execute(const CommandEntry &entry, const QCommandLineParser &parser, const app::CommonOptions &common)
{
    const Output output(parser.isSet(u"json"_s));
    if (output.isJson())
        logAsJson();
    Session session(common.profile(), common.network(), output,
        {PasswordSource(parser.value(u"password-file"_s)), PasswordSource(parser.value(u"proxy-password-file"_s)),
            PasswordSource(parser.value(u"passphrase-file"_s))});
    const std::unique_ptr<Command> command = entry.make(session, parser);
    async::TaskScope scope;
    QTimer::singleShot(0, &session, [&] {
        scope.launch(carryOut(&session, &entry, command.get(), parser.positionalArguments().mid(1)),
            [](const core::Result<> &) { QCoreApplication::quit(); });
    });
    QCoreApplication::exec();
    return int(m_code);
}

async::Task<ExitCode> Program::openAndRun(
    Session *session, const CommandEntry *entry, Command *command, QStringList words)
{
    if (entry->needsProfile)
        co_await session->open();
    co_return co_await command->run(words);
}

async::Task<> Program::carryOut(Session *session, const CommandEntry *entry, Command *command, QStringList words)
{
    auto outcome = co_await openAndRun(session, entry, command, words).asResult();
    m_code = outcome ? *outcome : exitCodeFor(outcome.error());
    if (!outcome)
        co_await session->tell(outcome.error());
}

} // namespace

QList<CommandEntry> allCommands()
{
    return {setupCommand(), accountCommand(), signInCommand(), trustCommand(), syncCommand(), foldersCommand(),
        listCommand(), showCommand(), sendCommand(), outboxCommand(), flagCommand(), moveCommand(), copyCommand(),
        deleteCommand(), undoCommand(), folderCommand(), directoryCommand(), inspectCommand(), doctorCommand()};
}

} // namespace ctl

int main(int argc, char **argv)
{
    app::forbidDumps();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"hikyakuctl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HIKYAKU_VERSION));
    // Notices of the libraries are not the program's words; QT_LOGGING_RULES brings them back.
    QLoggingCategory::setFilterRules(u"*.debug=false\n*.info=false"_s);
    app::installLanguage(QCoreApplication::arguments());
    return ctl::Program().run(QCoreApplication::arguments());
}
