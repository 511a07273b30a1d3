// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "core/storechanges.h"
#include "store/database.h"
#include "store/profilepaths.h"
#include "store/transaction.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace engine
{

/** The first error of work posted together; empty while there is none. */
using PostOutcome = std::optional<core::Error>;

/**
 * The one writer: a thread that owns the writing connection. Work is done in the order it was handed over, each in
 * a transaction of its own. Lives on the engine's thread; its destructor waits for what was handed over.
 */
class StoreWriter : public QObject
{
    Q_OBJECT

public:
    using Work = std::function<core::Result<>(store::Transaction &)>;

    /** Blocks until the stores are open (migrations included). */
    static core::Result<std::unique_ptr<StoreWriter>> open(const store::ProfilePaths &paths);
    ~StoreWriter() override;

    /**
     * Runs `work` on the writer thread and commits. The work captures values only. On an error nothing of it is in
     * the store. changed() is emitted before the task resumes. When the awaiting frame dies the work is still done.
     */
    async::Task<core::StoreChanges> write(Work work);

    /** Hands `work` over without waiting; a failure is logged, reported by failed() and kept in `outcome`. */
    void post(Work work, std::shared_ptr<PostOutcome> outcome = {});

    /** Pieces of work handed over and not yet done. */
    int backlog() const { return m_backlog; }

    /** Resumes when everything posted so far is done; ends with the error in `outcome`, and with nobody else's. */
    async::Task<> settled(std::shared_ptr<const PostOutcome> outcome);

    /** What was noticed on opening: an index that had to be rebuilt and the like. */
    QList<store::StoreNotice> notices() const { return m_notices; }
    bool isIndexBehind() const { return m_indexBehind; } ///< since it was opened

Q_SIGNALS:
    void changed(const core::StoreChanges &changes);
    void failed(const core::Error &error);
    /** Something is in the journal that the index could not take for this reason; see store::Transaction::catchUp(). */
    void indexMissed(const core::Error &why);

private:
    StoreWriter();
    void onItsThread(const std::function<void()> &work); ///< and waits
    void submit(Work work, std::function<void(core::Result<core::StoreChanges>)> done);

    QThread m_thread;
    std::unique_ptr<QObject> m_context; ///< lives on m_thread
    std::shared_ptr<store::Database> m_database; ///< used on m_thread only
    async::ThreadBridge m_bridge;
    QList<store::StoreNotice> m_notices;
    bool m_indexBehind = false;
    int m_backlog = 0;
};

} // namespace engine
