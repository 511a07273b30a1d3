// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// How a message being written is kept, and how it leaves.

#include "composesession.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Errc;

namespace models
{

namespace
{
constexpr qint64 kSlowSave = 4LL << 20; ///< bytes of attachments that double the autosave delay
}

// --- saving

void ComposeSession::startSaveTimer()
{
    // Not restarted by each key: who writes without a pause is saved, too. Large ones are not copied all the time.
    if (m_discarded || m_saveTimer.isActive())
        return;
    m_saveTimer.start(m_autosaveDelay * (1 + attachedBytes() / kSlowSave));
}

void ComposeSession::saveNow()
{
    if (m_dirty)
        save();
}

void ComposeSession::save()
{
    m_saveTimer.stop();
    const bool isOpen = m_state == State::Editing || m_state == State::Submitting;
    if (m_saving || m_discarded || !isOpen)
        return;
    if (m_draft.token.isEmpty())
        m_draft.token = QUuid::createUuid().toString(QUuid::WithoutBraces); // it is one draft though the answer is lost
    if (m_files)
        m_files->claim(m_draft.token, this);
    const bool isAway = m_files && !m_client.isReady() && m_state == State::Editing;
    if (isAway || m_inFile) // what lies there is never older than what the engine has
        keepInFile();
    if (isAway || m_outcomeUnknown)
        return;
    m_saving = true;
    m_client.call(ipc::SaveDraft{m_draft}, this,
        [this, revision = m_revision](const core::Result<core::DraftId> &outcome) { savedAs(revision, outcome); });
}

/** Until the engine is back. */
void ComposeSession::keepInFile()
{
    m_inFile = true;
    m_files->write(m_draft, this, [this, revision = m_revision](const core::Result<> &outcome) {
        if (m_discarded || !m_inFile)
            return;
        if (!outcome) {
            m_inFile = false;
            m_error = outcome.error();
            Q_EMIT saveFailed(m_error);
            startSaveTimer();
            return;
        }
        if (revision == m_revision)
            setDirty(false);
        else if (m_state == State::Editing)
            startSaveTimer();
        Q_EMIT saved();
    });
}

void ComposeSession::forgetFile()
{
    if (std::exchange(m_inFile, false))
        m_files->remove(m_draft.token);
}

void ComposeSession::savedAs(quint64 revision, const core::Result<core::DraftId> &outcome)
{
    m_saving = false;
    if (outcome)
        m_draft.id = *outcome;
    if (m_discarded) {
        if (outcome)
            m_client.post(ipc::DiscardDraft{*outcome});
        return;
    }
    if (!outcome) {
        m_error = outcome.error();
        if (endsAsSubmitted(m_error))
            return;
        const bool isLost = m_error.code == Errc::ConnectionLost;
        if (m_state == State::Submitting)
            failSubmit(m_error);
        else if (!isLost) // else when the link is there again
            startSaveTimer();
        if (isLost && m_files)
            keepInFile();
        else
            Q_EMIT saveFailed(m_error);
        return;
    }
    if (revision == m_revision) {
        setDirty(false);
        forgetFile();
    } else if (m_state == State::Editing) {
        startSaveTimer();
    }
    Q_EMIT saved();
    if (m_state == State::Submitting)
        sendWhenReady();
}

void ComposeSession::discard()
{
    m_saveTimer.stop();
    if (m_state == State::Submitting || m_state == State::Submitted || std::exchange(m_discarded, true))
        return;
    setDirty(false);
    forgetFile();
    if (m_draft.id.isValid() && !m_saving)
        m_client.post(ipc::DiscardDraft{m_draft.id});
}

// --- sending

void ComposeSession::submit(bool despite)
{
    if (m_state != State::Editing || findOutOutcome())
        return;
    QList<Concern> found = concerns();
    if (despite)
        found.removeIf([](Concern concern) { return !forbids(concern); });
    if (!found.isEmpty()) {
        Q_EMIT concernsRaised(found);
        return;
    }
    m_saveTimer.stop();
    setState(State::Submitting);
    sendWhenReady();
}

void ComposeSession::sendWhenReady()
{
    if (!m_filesToRead.isEmpty() || m_saving)
        return; // their end comes back here
    // Saved first, it has a token: the engine takes it only once, and the Outbox tells after a broken link.
    if (!m_draft.id.isValid())
        return save();
    m_client.call(ipc::Submit{m_draft, kHoldSeconds}, this,
        [this, revision = m_revision](const core::Result<core::SubmissionId> &o) { submitEnded(revision, o); });
}

void ComposeSession::submitEnded(quint64 revision, const core::Result<core::SubmissionId> &outcome)
{
    if (!outcome) {
        if (endsAsSubmitted(outcome.error()))
            return;
        m_outcomeUnknown = outcome.error().code == Errc::ConnectionLost;
        if (m_outcomeUnknown && !m_unknownRevision)
            m_unknownRevision = revision;
        return failSubmit(outcome.error());
    }
    setDirty(false);
    forgetFile();
    setState(State::Submitted);
    Q_EMIT submitted(*outcome);
}

void ComposeSession::failSubmit(const core::Error &error)
{
    m_error = error;
    setState(State::Editing);
    if (m_dirty && (m_files || !m_outcomeUnknown))
        startSaveTimer();
    Q_EMIT submitFailed(error);
}

bool ComposeSession::findOutOutcome()
{
    // Not in the Outbox: it did not get there, or not yet. The engine takes one draft only once.
    return m_client.isReady() && std::exchange(m_outcomeUnknown, false) && endIfInOutbox();
}

bool ComposeSession::endIfInOutbox()
{
    const QList<core::Submission> all = m_reader.submissions();
    const auto found = std::ranges::find(all, m_draft.token, &core::Submission::draftToken);
    if (m_draft.token.isEmpty() || found == all.end())
        return false;
    setDirty(false);
    forgetFile();
    setState(State::Submitted);
    Q_EMIT submitted(found->id);
    return true;
}

/** The engine says that this draft is submitted: by us before the link broke, or else by somebody else. */
bool ComposeSession::endsAsSubmitted(const core::Error &error)
{
    if (error.code != Errc::NoSuchMessage)
        return false;
    if (m_unknownRevision == m_revision && endIfInOutbox())
        return true;
    forgetFile();
    m_draft.id = {}; // other words than those that went: a draft of its own from now on
    m_draft.token.clear();
    m_unknownRevision.reset();
    setDirty(true);
    return false;
}

} // namespace models
