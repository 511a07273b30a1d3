// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole program on a large mailbox: a window in this process and its engine for receiving, switching and memory;
// then the program itself, started again on the same profile. Prints rows for tests/bench/run.

#include "app/enginelauncher.h"
#include "place.h"
#include "ui/mailboxes/mailboxview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/messagelist/messagelistview.h"
#include "ui/shared/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace
{

double median(QList<double> values)
{
    std::ranges::sort(values);
    return values.isEmpty() ? 0 : values.at(values.size() / 2);
}

/** Receives into an empty profile with the window open, then switches between mailboxes. */
class Session : public QObject
{
public:
    Session(const bench::Place &place, const QString &profile)
        : m_place(place)
        , m_paths{profile}
        , m_engine(m_paths, {.caFiles = {place.caFile}, .connectTo = {}})
    {
        connect(&m_opener, &ipc::Client::lost, this, [](const core::Error &error) { bench::fail(error.context); });
        connect(&m_opener, &ipc::Client::ready, this, &Session::begin);
        m_engine.call(m_opener);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // Told after the paint event is through.
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(this, &Session::painted, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

private:
    void begin()
    {
        auto workspace = models::Workspace::open(m_paths, [this](ipc::Client &client) { m_engine.call(client); });
        if (!workspace)
            bench::fail(workspace.error().context);
        m_workspace = std::move(*workspace);
        m_window = std::make_unique<ui::MainWindow>(*m_workspace);
        m_window->resize(1440, 900);
        m_window->show();
        m_list = m_window->findChild<ui::MessageListView *>();
        m_folders = m_window->findChild<ui::MailboxView *>();
        if (!m_list || !m_folders)
            bench::fail(u"the window has no list"_s);
        m_list->viewport()->installEventFilter(this);
        connect(&m_workspace->client(), &ipc::Client::activityChanged, this, &Session::follow);
        connect(&m_workspace->client(), &ipc::Client::storeChanged, this, &Session::look);
        m_sampler.callOnTimeout(this, [this] { sample(); });
        m_sampler.start(100);
        m_workspace->client().call(
            ipc::AddAccount{m_place.account(), core::Secret(m_place.password.toUtf8()), {}, false}, this,
            [](const core::Result<core::AccountId> &added) {
                if (!added)
                    bench::fail(added.error().context);
            });
    }

    void sample()
    {
        m_peak = std::max(m_peak,
            bench::pssMegabytes(QCoreApplication::applicationPid()) + bench::pssMegabytes(bench::enginePid(m_paths)));
    }

    void follow(const core::Activity &activity)
    {
        if (activity.kind == core::ActivityKind::ListingMailboxes && !m_signedIn.isValid())
            m_signedIn.start();
    }

    void painted()
    {
        if (m_signedIn.isValid() && m_first < 0 && m_workspace->messages().rowCount() >= 100)
            m_first = m_signedIn.nsecsElapsed() / 1e9;
        if (m_switch.isValid() && m_workspace->messages().mailbox() == m_wanted
            && m_workspace->messages().rowCount() > 0) {
            m_switches.append(m_switch.nsecsElapsed() / 1e6);
            m_switch.invalidate();
            QTimer::singleShot(300, this, &Session::next);
        }
        const auto &list = m_workspace->messages();
        if (m_flag.isValid() && list.index(0).data(models::MessageListModel::FlaggedRole).toBool() == m_wantedFlag) {
            m_flags.append(m_flag.nsecsElapsed() / 1e6);
            m_flag.invalidate();
            if (m_workspace->reader().allActions().size() < std::min(m_flags.size(), qsizetype(100)))
                bench::fail(u"a flag was on the screen before it was in the journal"_s);
            QTimer::singleShot(50, this, &Session::flag);
        }
    }

    void flag()
    {
        if (m_flags.size() == 40) {
            bench::tell("a flag set in the window on the screen, median of 40", median(m_flags), "ms", {}, 16);
            bench::tell("a flag set in the window on the screen, most", std::ranges::max(m_flags), "ms");
            QCoreApplication::exit(0);
            return;
        }
        m_wantedFlag = !m_workspace->messages().index(0).data(models::MessageListModel::FlaggedRole).toBool();
        m_flag.start();
        m_workspace->actions().setFlagged({m_workspace->messages().messageAt(0)}, m_wantedFlag);
    }

    void look()
    {
        if (m_received)
            return;
        for (const core::Mailbox &mailbox : m_workspace->reader().mailboxes()) {
            const bool isLarge = m_workspace->reader().messageCount(mailbox.id) > 0;
            if (mailbox.backfilledTo.value() > 1 || (mailbox.role == core::MailboxRole::Inbox && !isLarge))
                return;
        }
        m_received = true;
        QTimer::singleShot(2000, this, [this] {
            for (const core::Mailbox &mailbox : m_workspace->reader().mailboxes()) {
                if (m_workspace->reader().messageCount(mailbox.id) > 0)
                    m_round.append(mailbox.id);
            }
            next();
        });
    }

    void next()
    {
        if (m_switches.size() == 15) {
            sample();
            if (m_first < 0)
                bench::fail(u"no 100 rows were painted"_s);
            bench::tell("first 100 rows on the screen after sign-in", m_first, "s", {}, 1);
            bench::tell("another mailbox on the screen, median of 15", median(m_switches), "ms", {}, 50);
            bench::tell("another mailbox on the screen, most", std::ranges::max(m_switches), "ms");
            bench::tell("window and engine, most", m_peak, "MB PSS", {}, 200);
            flag();
            return;
        }
        m_at = (m_at + 1) % m_round.size();
        m_wanted = m_round.at(m_at);
        m_switch.start();
        m_folders->choose(m_wanted);
        m_list->viewport()->update();
    }

    bench::Place m_place;
    store::ProfilePaths m_paths;
    app::EngineLauncher m_engine;
    ipc::Client m_opener;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::MessageListView *m_list = nullptr;
    ui::MailboxView *m_folders = nullptr;
    QElapsedTimer m_signedIn, m_switch, m_flag;
    QTimer m_sampler;
    QList<core::MailboxId> m_round;
    core::MailboxId m_wanted;
    QList<double> m_switches, m_flags;
    bool m_wantedFlag = false;
    qsizetype m_at = 0;
    double m_first = -1, m_peak = 0;
    bool m_received = false;
};

/** Milliseconds from starting the program until it says that a row is painted. */
double startProgram(const bench::Place &place, const QString &profile)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_LOGGING_RULES"_s, u"hikyaku.ui.debug=true"_s);
    environment.insert(u"HIKYAKU_ENGINE_IDLE"_s, u"0"_s);
    bench::waitForEngineEnd({profile});
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    QElapsedTimer clock;
    clock.start();
    program.start(QCoreApplication::applicationDirPath() + u"/hikyaku"_s,
        {u"--profile"_s, profile, u"--ca-file"_s, place.caFile});
    QByteArray told;
    while (!told.contains("first row painted")) {
        if (!program.waitForReadyRead(20000))
            bench::fail(u"the program painted no row: "_s + QString::fromUtf8(told));
        told += program.readAll();
    }
    const double seconds = clock.nsecsElapsed() / 1e9;
    program.terminate();
    if (!program.waitForFinished(5000))
        program.kill();
    program.waitForFinished(5000);
    return seconds;
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QCoreApplication::setQuitLockEnabled(false);
    QStandardPaths::setTestModeEnabled(true); // window state of its own
    ui::applyTheme(application, ui::ColorScheme::Light);
    const bench::Place place = bench::Place::fromArguments(application.arguments());
    const QString profile = place.folder + u"/window"_s;
    QTimer::singleShot(std::chrono::minutes(15), [] { bench::fail(u"not finished after 15 minutes"_s); });
    int status = 0;
    {
        const Session session(place, profile);
        status = application.exec();
    }
    startProgram(place, profile); // warms the disk cache
    QList<double> starts;
    for (int i = 0; i < 7; ++i)
        starts.append(startProgram(place, profile));
    bench::tell("start to first painted row, median of 7", median(starts), "s", {}, 0.5);
    return status;
}
