// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/draft.h"
#include "core/error.h"
#include "draftfiles.h"
#include "link/client.h"
#include "peoplemodel.h"
#include "store/reader.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace models
{

/**
 * One message being written, from the empty form to the Outbox. It is saved by itself a few seconds after a change;
 * once submit() succeeded it lies in the Outbox and may be forgotten. GUI thread.
 */
class ComposeSession : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Loading, ///< the reply or forward is being built
        Editing,
        Submitting, ///< nothing can be changed or sent again
        Submitted, ///< in the Outbox; close the window
        Failed, ///< the reply could not be built; see error()
    };
    Q_ENUM(State)
    /** What submit() found. The first three forbid sending, the others ask first. */
    enum class Concern {
        NoAccount,
        NoRecipients,
        BadAddress, ///< see badAddresses()
        EmptySubject,
        AttachmentForgotten, ///< the text speaks of one and there is none
    };
    Q_ENUM(Concern)
    static bool forbids(Concern concern) { return concern <= Concern::BadAddress; }

    static constexpr int kHoldSeconds = 10; ///< so long a submitted message waits, so that sending can be undone
    static constexpr qint64 kAttachmentsLimit = 50LL << 20; ///< bytes of all attachments together, decoded

    ComposeSession(const store::Reader &reader, ipc::Client &client, QObject *parent = nullptr);
    /** While the engine is away, the draft is kept there. Before it begins; `files` outlives us. */
    void setFiles(DraftFiles *files) { m_files = files; }

    /** For one address field, which owns it. */
    PeopleModel *people(QObject *parent) const { return new PeopleModel(m_reader, m_client, parent); }

    /** One of these, once. startNew: an invalid account means the first one. */
    void startNew(core::AccountId account = {}, const core::AddressList &to = {});
    void startReply(const core::MessageKey &message, ipc::ReplyKind kind);
    void openDraft(const core::Draft &draft, bool isInFile = false); ///< isInFile: and the engine may not have it
    /** Drafts that were saved on this computer and neither sent nor thrown away, e.g. after a crash. */
    static QList<core::Draft> unfinished(const store::Reader &reader) { return reader.drafts(); }

    State state() const { return m_state; }
    const core::Draft &draft() const { return m_draft; }
    const core::Error &error() const { return m_error; } ///< of the last submit, save or load that failed
    bool isDirty() const { return m_dirty; } ///< something is not saved yet
    bool isKept() const { return m_draft.id.isValid() || m_inFile; } ///< saved at least once
    bool isEmpty() const; ///< nothing a person would miss
    QStringList badAddresses() const;
    QList<Concern> concerns() const;
    /** Quoted lines, forwarded messages and signatures do not count. */
    static bool mentionsAttachment(const QString &text);

    /** How long after a change the draft is saved; 3 s unless set. */
    void setAutosaveDelay(std::chrono::milliseconds delay) { m_autosaveDelay = delay; }

public Q_SLOTS:
    void setAccount(core::AccountId account); ///< also sets From
    void setTo(const core::AddressList &to);
    void setCc(const core::AddressList &cc);
    void setBcc(const core::AddressList &bcc);
    void setSubject(const QString &subject); ///< line ends become blanks
    void setText(const QString &text);
    /** Reads the file on a pool thread; attachmentAdded() or attachmentFailed() follows. */
    void attachFile(const QString &path);
    /** False when it would pass kAttachmentsLimit; attachmentFailed() tells. An empty type is guessed. */
    bool attachBytes(const QString &fileName, const QByteArray &bytes, const QString &mimeType = {});
    void removeAttachment(int index);

    /**
     * Into the Outbox, unless concerns() has something: then concernsRaised() comes instead. With `despite`, only
     * concerns that forbid count. Does nothing outside Editing: pressing Send twice sends once.
     */
    void submit(bool despite = false);
    void saveNow(); ///< e.g. before the window closes
    void discard(); ///< throws the saved draft away

Q_SIGNALS:
    void stateChanged(models::ComposeSession::State state);
    /** The draft was replaced as a whole: show it anew. */
    void loaded();
    void concernsRaised(const QList<models::ComposeSession::Concern> &concerns);
    void submitted(core::SubmissionId submission);
    /** Nothing is lost: the text is still here. */
    void submitFailed(const core::Error &error);
    void saved();
    void saveFailed(const core::Error &error);
    void dirtyChanged(bool dirty);
    void attachmentsChanged();
    void attachmentAdded(int index);
    /** MessageTooLarge; StoreFailed: the file cannot be read. context: its name. */
    void attachmentFailed(const core::Error &error);

private:
    template <class T>
    void change(T core::Draft::*field, const T &value);
    QStringList replyTexts(const core::MessageKey &message, ipc::ReplyKind kind) const;
    static QString forwardHeading();
    core::Address selfOf(core::AccountId account) const;
    void load(const core::Draft &draft);
    void setState(State state);
    void setDirty(bool dirty);
    void startSaveTimer();
    void save();
    void keepInFile();
    void forgetFile();
    qint64 attachedBytes() const;
    void savedAs(quint64 revision, const core::Result<core::DraftId> &outcome);
    void readNextFile();
    void fileRead(const core::Result<core::DraftAttachment> &attachment);
    bool append(const core::DraftAttachment &attachment);
    void failSubmit(const core::Error &error);
    bool findOutOutcome();
    bool endIfInOutbox();
    bool endsAsSubmitted(const core::Error &error);
    void sendWhenReady();
    void submitEnded(quint64 revision, const core::Result<core::SubmissionId> &outcome);

    const store::Reader &m_reader;
    ipc::Client &m_client;
    DraftFiles *m_files = nullptr;
    State m_state = State::Editing;
    core::Draft m_draft;
    core::Error m_error;
    bool m_dirty = false;
    bool m_saving = false;
    bool m_inFile = false; ///< m_files has it, no older than the engine
    bool m_discarded = false;
    bool m_outcomeUnknown = false; ///< the link broke while submitting: the Outbox may have it
    quint64 m_revision = 0; ///< counts changes
    std::optional<quint64> m_unknownRevision; ///< what the Submit held whose answer was lost
    std::optional<core::Draft> m_pristine; ///< a new message or reply as it opened: nobody would miss that
    QStringList m_filesToRead; ///< the first one is being read
    std::chrono::milliseconds m_autosaveDelay{3000};
    QTimer m_saveTimer;
};

} // namespace models
