// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// hikyaku-engine: protocols, MIME and stores of one profile, without a display. Started by the faces.

#include "app/enginelauncher.h"
#include "app/exitcode.h"
#include "app/options.h"
#include "app/process.h"
#include "check.h"
#include "core/log.h"
#include "engineserver.h"
#include "imap/initialize.h"
#include "link/framing.h"
#include "logfile.h"
#include "networkoptions.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

int signalPipe[2];

void onSignal(int)
{
    (void)!::write(signalPipe[1], "", 1);
}

/** SIGTERM and SIGINT end the program as if nobody needed it any more. */
void endOnSignals(QCoreApplication &application)
{
    if (::pipe2(signalPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    auto *notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

class Program
{
public:
    static int run(QCoreApplication &application);

private:
    static core::Result<std::unique_ptr<app::EngineServer>> open(const app::CommonOptions &options);
    static void report(int descriptor, const core::Result<> &outcome);
};

core::Result<std::unique_ptr<app::EngineServer>> Program::open(const app::CommonOptions &options)
{
    const store::ProfilePaths paths = options.profile();
    QDir().mkpath(paths.directory);
    app::logInto(paths.log());
    if (auto used = app::useNetwork(options.network()); !used)
        return std::unexpected(used.error());
    auto engine = engine::Engine::open(paths);
    if (!engine)
        return std::unexpected(engine.error());
    auto server = std::make_unique<app::EngineServer>(*std::move(engine));
    bool isNumber = false;
    if (const int idle = qEnvironmentVariableIntValue("HIKYAKU_ENGINE_IDLE", &isNumber); isNumber)
        server->setIdleTime(std::chrono::milliseconds(idle));
    if (auto listening = server->listen(app::socketOf(paths)); !listening)
        return std::unexpected(listening.error());
    return server;
}

/** To the face that started us, over the pipe it gave us: as on the link, a greeting and an answer. */
void Program::report(int descriptor, const core::Result<> &outcome)
{
    QFile pipe;
    if (descriptor < 0 || !pipe.open(descriptor, QIODevice::WriteOnly | QIODevice::Unbuffered, QFile::AutoCloseHandle))
        return;
    pipe.write(ipc::frame(ipc::Hello{}));
    pipe.write(ipc::frame(ipc::NumberedReply{0, outcome ? ipc::Reply(ipc::Nothing{}) : ipc::Reply(outcome.error())}));
}

int Program::run(QCoreApplication &application)
{
    QCommandLineParser parser;
    const app::CommonOptions common(parser);
    parser.setApplicationDescription(
        u"The part of Hikyaku that talks to servers. hikyaku and hikyakuctl start it; it ends by itself."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    QCommandLineOption reportTo(u"report-to"_s, {}, u"descriptor"_s, u"-1"_s);
    reportTo.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(reportTo);
    QCommandLineOption check(u"check"_s);
    check.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(check);
    parser.process(application);
    if (parser.isSet(check))
        return app::checkInstallation(application);
    auto server = open(common);
    report(parser.value(reportTo).toInt(), server ? core::Result<>() : std::unexpected(server.error()));
    if (!server) {
        qCWarning(core::lcEngine) << "not started:" << core::errcName(server.error().code) << server.error().context;
        return int(app::exitCodeFor(server.error()));
    }
    imap::initialize(); // faces may connect meanwhile
    QObject::connect(server->get(), &app::EngineServer::ended, &application, &QCoreApplication::quit);
    const int code = QCoreApplication::exec();
    server->reset();
    // Connections delete themselves later; after this there may be no later.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    app::forbidDumps();
    app::keepHeapSmall();
    ::umask(077); // whatever it makes is its owner's
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"hikyaku-engine"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HIKYAKU_VERSION));
    QLoggingCategory::setFilterRules(u"*.debug=false\n*.info=false"_s);
    endOnSignals(application);
    return Program::run(application);
}
