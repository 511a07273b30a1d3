// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"
#include "core/error.h"
#include "core/storechanges.h"
#include "link/client.h"
#include "store/reader.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace models
{

/** What the reading pane shows: one message, on its way or there. GUI thread. */
class MessageViewModel : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Empty, ///< nothing selected
        Loading, ///< summary() may already be shown
        Ready, ///< document() is there
        Failed, ///< error() says why; retry() tries again
    };
    Q_ENUM(State)

    MessageViewModel(const store::Reader &reader, ipc::Client &client, QObject *parent = nullptr);

    State state() const { return m_state; }
    core::MessageId message() const { return m_message; }
    /** As the list knew it when it was selected, with flags as they are now. */
    const std::optional<core::MessageSummary> &summary() const { return m_summary; }
    const core::MessageKey &key() const { return m_key; }
    const core::Document &document() const { return m_document; } ///< empty unless Ready
    const core::Error &error() const { return m_error; } ///< meaningful when Failed

    /** When a shown message counts as read. Zero: at once; negative: never by itself. Default 1.5 s. */
    void setReadDelay(std::chrono::milliseconds delay);
    std::chrono::milliseconds readDelay() const { return m_readDelay; }

    /**
     * Fetches the decoded bytes of an attachment of the shown message. `done` is not called when `context` or this
     * model dies first. NoSuchMessage when nothing is shown.
     */
    void fetchPart(const QString &part, QObject *context, std::function<void(core::Result<QByteArray>)> done);
    /** The raw bytes of the shown message, for "view source". */
    void fetchRaw(QObject *context, std::function<void(core::Result<QByteArray>)> done);

public Q_SLOTS:
    void show(core::MessageId message); ///< an invalid id: clear(); the shown one again: nothing
    void clear();
    void retry(); ///< after Failed
    void apply(const core::StoreChanges &changes); ///< flags of the shown message; a removed one is cleared

Q_SIGNALS:
    void stateChanged(models::MessageViewModel::State state);
    /** The flags of the shown message are others now; see summary(). */
    void flagsChanged();

private:
    void setState(State state);
    void load();
    void markRead();

    const store::Reader &m_reader;
    ipc::Client &m_client;
    State m_state = State::Empty;
    core::MessageId m_message;
    core::MessageKey m_key;
    std::optional<core::MessageSummary> m_summary;
    core::Document m_document;
    core::Error m_error;
    quint64 m_request = 0; ///< counts load(): an answer to an older one is dropped
    std::chrono::milliseconds m_readDelay{1500};
    QTimer m_readTimer;
};

} // namespace models
