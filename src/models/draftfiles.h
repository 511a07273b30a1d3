// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/draft.h"
#include "core/error.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>

namespace models
{

/**
 * Drafts that the engine could not take, because there is none just now: one file each in the profile, which only its
 * owner may read. Written and removed in order on a thread of its own. GUI thread.
 */
class DraftFiles : public QObject
{
    Q_OBJECT

public:
    explicit DraftFiles(const QString &folder, QObject *parent = nullptr);
    ~DraftFiles() override; ///< waits for what is to be written

    /** The draft must have a token. `done` is called on this thread, unless `context` dies first; StoreFailed,
     * StoreFull. */
    void write(const core::Draft &draft, QObject *context, std::function<void(core::Result<>)> done);
    void remove(const QString &token);
    /** What lies there; a file that cannot be read is left alone. Blocks: there is seldom one. */
    QList<core::Draft> all();

    /** While `writer` lives, the draft is being written there and nobody else's business. */
    void claim(const QString &token, QObject *writer);
    bool isClaimed(const QString &token) const;

private:
    QString path(const QString &token) const;

    QString m_folder;
    QHash<QString, QPointer<QObject>> m_writers;
    QThreadPool m_pool; ///< one thread
};

} // namespace models
