// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine alone: a new account's Inbox from sign-in to the last summary in the store, then the same mailbox again,
// unchanged. Prints rows for tests/bench/run.

#include "app/process.h"
#include "engine/engine.h"
#include "imap/initialize.h"
#include "net/tlsroots.h"
#include "place.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace
{

class Measurement : public QObject
{
public:
    explicit Measurement(const bench::Place &place)
        : m_place(place)
        , m_paths{place.folder + u"/sync"_s}
    {
        auto opened = engine::Engine::open(m_paths);
        auto reader = store::Reader::open(m_paths);
        if (!opened || !reader)
            bench::fail(u"the profile cannot be opened"_s);
        m_engine = std::move(*opened);
        m_reader = std::move(*reader);
        connect(m_engine.get(), &engine::Engine::activityChanged, this, &Measurement::follow);
        connect(m_engine.get(), &engine::Engine::storeChanged, this, &Measurement::look);
        m_sampler.callOnTimeout(
            this, [this] { m_peak = std::max(m_peak, bench::pssMegabytes(QCoreApplication::applicationPid())); });
        m_sampler.start(100);
        m_engine->goOnline();
        m_tasks.launch(add());
    }

private:
    async::Task<> add()
    {
        co_await m_engine->addAccount(m_place.account(), {core::Secret(m_place.password.toUtf8()), {}, {}, {}}, false);
    }

    void follow(const core::Activity &activity)
    {
        if (activity.error)
            bench::fail(u"%1: %2"_s.arg(core::errcName(activity.error->code), activity.error->context));
        if (activity.kind == core::ActivityKind::ListingMailboxes && !m_clock.isValid())
            m_clock.start(); // signed in
    }

    void look()
    {
        const auto mailboxes = m_reader->mailboxes();
        const auto inbox = std::ranges::find(mailboxes, core::MailboxRole::Inbox, &core::Mailbox::role);
        if (inbox == mailboxes.end() || m_done)
            return;
        const quint32 stored = m_reader->messageCount(inbox->id);
        if (stored >= 100 && m_first < 0)
            m_first = m_clock.nsecsElapsed() / 1e9;
        if (inbox->total == 0 || inbox->backfilledTo.value() > 1 || stored < inbox->total)
            return;
        m_done = true;
        const double seconds = m_clock.nsecsElapsed() / 1e9;
        bench::tell("first 100 rows in the store after sign-in", m_first, "s", {}, 1);
        bench::tell("all summaries in the store after sign-in", seconds, "s");
        bench::tell("all summaries in the store, of the raw reader", m_place.rawSeconds / seconds, "x", 0.15);
        bench::tell("summaries a second", stored / seconds, "1/s");
        bench::tell("engine's memory while receiving, most", m_peak, "MB PSS", {}, 150);
        QCoreApplication::exit(0);
    }

    bench::Place m_place;
    store::ProfilePaths m_paths;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<store::Reader> m_reader;
    QElapsedTimer m_clock;
    QTimer m_sampler;
    double m_first = -1, m_peak = 0;
    bool m_done = false;
    async::TaskScope m_tasks;
};

} // namespace

int main(int argc, char *argv[])
{
    app::keepHeapSmall(); // as hikyaku-engine
    QCoreApplication application(argc, argv);
    QCoreApplication::setQuitLockEnabled(false);
    imap::initialize();
    const bench::Place place = bench::Place::fromArguments(application.arguments());
    if (const auto added = net::TlsRoots::addFromFile(place.caFile); !added)
        bench::fail(added.error().context);
    Measurement measurement(place);
    QTimer::singleShot(std::chrono::minutes(10), [] { bench::fail(u"not finished after ten minutes"_s); });
    return application.exec();
}
