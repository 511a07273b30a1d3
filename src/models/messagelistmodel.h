// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mailbox.h"
#include "core/storechanges.h"
#include "messageorder.h"
#include "store/reader.h"

#include <QAbstractListModel>
#include <QCache>
#include <QThreadPool>
#include <QTimer>

#include <atomic>

namespace models
{

/**
 * The messages of one mailbox, newest first. The first rows are there when showMailbox() returns; the complete order is
 * read on a pool thread and what a row shows only when it is asked for, so a million rows cost as much as a hundred.
 * Changes arrive as inserted, removed and changed rows; only showMailbox() resets. GUI thread.
 */
class MessageListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        SubjectRole = Qt::UserRole, ///< QString, plain text, may be empty; also Qt::DisplayRole
        FromRole, ///< QString: who to show in the row: the author; in Sent and Drafts the recipients
        FromAddressRole, ///< QString: the author's addr-spec
        ToRole, ///< QString: display names of To
        DateRole, ///< QDateTime, local time
        UnreadRole, ///< bool
        FlaggedRole, ///< bool
        AnsweredRole, ///< bool
        ForwardedRole, ///< bool
        AttachmentRole, ///< bool
        PreviewRole, ///< QString: first words, empty until known
        SizeRole, ///< qint64: bytes
        MessageIdRole, ///< core::MessageId
        KeyRole, ///< core::MessageKey; reads the store: not for painting
    };

    static constexpr int kFirstPage = 100;
    static constexpr int kCachedRows = 2000;

    /** `reader` is used on this thread and must outlive the model; `paths` is where the pool opens its own. */
    MessageListModel(const store::Reader &reader, const store::ProfilePaths &paths, QObject *parent = nullptr);
    ~MessageListModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override; ///< rows can be dragged
    QHash<int, QByteArray> roleNames() const override;

    /** Shows another mailbox; an invalid id shows none. Showing the same one again does nothing. */
    void showMailbox(core::MailboxId mailbox);
    core::MailboxId mailbox() const { return m_mailbox.id; }
    const core::Mailbox &shownMailbox() const { return m_mailbox; }
    /** False while only the first rows are there. */
    bool isComplete() const { return m_complete; }

    core::MessageId messageAt(int row) const; ///< invalid outside the list
    int rowForMessage(core::MessageId message) const; ///< -1 when it is not in the list (yet)
    QList<core::MessageId> messagesAt(const QModelIndexList &indexes) const; ///< each once, in list order

public Q_SLOTS:
    void apply(const core::StoreChanges &changes);
    void refresh(); ///< re-reads the order on the pool and shows the difference

Q_SIGNALS:
    void mailboxShown(core::MailboxId mailbox);
    /** The whole order is there; comes once after each showMailbox() of a mailbox. */
    void completed();
    /** The number of rows changed, after the rows did. */
    void countChanged(int count);

private:
    struct Reading {
        MessageOrder order;
        QList<MessageOrder::Step> steps;
        qint64 milliseconds = 0;
    };
    static std::optional<Reading> readAll(const store::ProfilePaths &paths, core::MailboxId mailbox,
        const MessageOrder &before, const std::atomic_bool &stopped);

    static QString spoken(const core::MessageSummary &summary, const QString &who);
    const core::MessageSummary *summaryAt(int row) const;
    std::optional<MessageOrder::Row> placeOf(core::MessageId message) const;
    bool isSmall(const core::StoreChanges::InMailbox &changes) const;
    void applySmall(const core::StoreChanges::InMailbox &changes);
    void forgetCached(const core::StoreChanges::InMailbox &changes);
    void insertRow(const MessageOrder::Row &row);
    void removeRow(core::MessageId message);
    void startReading();
    void takeOver(Reading reading);
    void applySteps();
    void finishReading();
    void tryAgainLater();

    const store::Reader &m_reader;
    store::ProfilePaths m_paths;
    core::Mailbox m_mailbox;
    MessageOrder m_rows;
    mutable QCache<core::MessageId, core::MessageSummary> m_cache{kCachedRows};
    bool m_complete = false;

    std::shared_ptr<std::atomic_bool> m_stopReading; ///< set while a reading is under way or being shown
    Reading m_reading; ///< being shown: its steps not taken yet
    bool m_stale = false; ///< the store changed since the reading under way began
    qint64 m_lastReading = 0; ///< ms
    QTimer m_rereadTimer, m_stepTimer;
    QThreadPool m_pool; ///< last: waits for its thread before anything else dies
};

} // namespace models
