// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storewriter.h"

#include "core/log.h"

#include <future>

using core::Result;
using core::StoreChanges;

namespace engine
{

StoreWriter::StoreWriter()
    : m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("store-writer"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

Result<std::unique_ptr<StoreWriter>> StoreWriter::open(const store::ProfilePaths &paths)
{
    std::unique_ptr<StoreWriter> writer(new StoreWriter);
    Result<> opened;
    writer->onItsThread([&] {
        auto database = store::Database::open(paths);
        if (database) {
            writer->m_database = std::move(*database);
            writer->m_notices = writer->m_database->notices();
            writer->m_indexBehind = writer->m_database->isIndexBehind();
            writer->m_database->setIndexBehind({});
        } else {
            opened = std::unexpected(database.error());
        }
    });
    if (!opened)
        return std::unexpected(opened.error());
    return writer;
}

StoreWriter::~StoreWriter()
{
    // Queued after all work that was handed over; the database closes on the thread that opened it.
    onItsThread([this] { m_database.reset(); });
    m_thread.quit();
    m_thread.wait();
}

void StoreWriter::onItsThread(const std::function<void()> &work)
{
    std::promise<void> done; // not Qt's blocking call: ThreadSanitizer sees this, too
    const std::future<void> ended = done.get_future();
    QMetaObject::invokeMethod(
        m_context.get(),
        [&work, done = std::move(done)]() mutable {
            work();
            done.set_value();
        },
        Qt::QueuedConnection);
    ended.wait();
}

void StoreWriter::submit(Work work, std::function<void(Result<StoreChanges>)> done)
{
    ++m_backlog;
    QMetaObject::invokeMethod(
        m_context.get(),
        [this, work = std::move(work), done = std::move(done), post = m_bridge.poster()]() mutable {
            auto outcome = [&]() -> Result<StoreChanges> {
                store::Transaction transaction(*m_database);
                if (auto worked = work(transaction); !worked)
                    return std::unexpected(worked.error());
                return transaction.commit();
            }();
            const auto missed = m_database->whyIndexBehind();
            m_database->setIndexBehind({});
            // Freed here: on the engine's thread a large batch would cost it the time.
            work = nullptr;
            post([this, done = std::move(done), outcome = std::move(outcome), missed] {
                --m_backlog;
                done(outcome);
                if (missed)
                    Q_EMIT indexMissed(*missed);
            });
        },
        Qt::QueuedConnection);
}

async::Task<StoreChanges> StoreWriter::write(Work work)
{
    const async::Completion<StoreChanges> written;
    submit(std::move(work), [this, written](const Result<StoreChanges> &outcome) {
        if (outcome && !outcome->isEmpty())
            Q_EMIT changed(*outcome);
        written.set(outcome);
    });
    co_return co_await written.wait();
}

void StoreWriter::post(Work work, std::shared_ptr<PostOutcome> sum)
{
    submit(std::move(work), [this, sum](const Result<StoreChanges> &outcome) {
        if (!outcome) {
            qCWarning(core::lcEngine) << "store write failed:" << core::errcName(outcome.error().code)
                                      << outcome.error().context;
            if (sum && !*sum)
                *sum = outcome.error();
            Q_EMIT failed(outcome.error());
        } else if (!outcome->isEmpty()) {
            Q_EMIT changed(*outcome);
        }
    });
}

async::Task<> StoreWriter::settled(std::shared_ptr<const PostOutcome> outcome)
{
    co_await write([](store::Transaction &) { return Result<>(); });
    if (*outcome)
        co_await std::unexpected(**outcome);
}

} // namespace engine
