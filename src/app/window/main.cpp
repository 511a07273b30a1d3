// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// hikyaku: the window.

#include "app/exitcode.h"
#include "app/language.h"
#include "app/options.h"
#include "app/process.h"
#include "ui/shared/fatalnotice.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"
#include "windowsession.h"

#include <QApplication>
#include <QLoggingCategory>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

class Program
{
    Q_DECLARE_TR_FUNCTIONS(app::Program)

public:
    static int run(QApplication &application);

private:
    static void tell(const core::Error &error);
};

void Program::tell(const core::Error &error)
{
    auto *notice = new ui::FatalNotice(error);
    notice->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(
        notice, &QObject::destroyed, qApp, [code = int(app::exitCodeFor(error))] { QCoreApplication::exit(code); });
    notice->show();
}

int Program::run(QApplication &application)
{
    QCommandLineParser parser;
    const app::CommonOptions common(parser);
    parser.setApplicationDescription(tr("Reads and writes mail."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption theme(
        u"theme"_s, tr("Colours: light, dark or system (the default)."), u"theme"_s, u"system"_s);
    parser.addOption(theme);
    parser.process(application);
    const QString scheme = parser.value(theme);
    if (!QStringList{u"system"_s, u"light"_s, u"dark"_s}.contains(scheme)) {
        std::fprintf(stderr, "%s\n", qPrintable(tr("--theme is light, dark or system, not %1.").arg(scheme)));
        return int(app::ExitCode::Usage);
    }
    ui::applyTheme(application,
        scheme == "dark"_L1        ? ui::ColorScheme::Dark
            : scheme == "light"_L1 ? ui::ColorScheme::Light
                                   : ui::ColorScheme::System);
    app::WindowSession session(common.profile(), common.network());
    QObject::connect(&session, &app::WindowSession::failed, &application, &Program::tell);
    session.begin();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    app::forbidDumps();
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(u"hikyaku"_s); // settings: hikyaku/hikyaku.conf
    QCoreApplication::setApplicationName(u"hikyaku"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HIKYAKU_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Hikyaku"_s);
    QGuiApplication::setDesktopFileName(u"hikyaku"_s);
    // KDE's jobs hold locks while they work; the program ends when its windows are closed, whatever they do.
    QCoreApplication::setQuitLockEnabled(false);
    QLoggingCategory::setFilterRules(u"*.debug=false\n*.info=false"_s);
    app::installLanguage(QCoreApplication::arguments());
    QApplication::setWindowIcon(ui::appIcon());
    return Program::run(application);
}
