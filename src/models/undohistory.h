// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/draft.h"
#include "mailactions.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace models
{

/**
 * What the person did in this window, the last first, as far as it can be taken back. What is gone for good once the
 * engine lets go of it (a deletion, a message sent) ends the history at that moment: nothing older is undone in its
 * place. GUI thread.
 */
class UndoHistory : public QObject
{
    Q_OBJECT

public:
    struct Step {
        Deed deed; ///< without actions: a message is about to be sent
        core::SubmissionId submission;
        QDeadlineTimer until; ///< the engine holds it so long, and so long it is offered
    };

    /** How long a step is offered, and how long the engine holds a deletion. */
    static constexpr std::chrono::seconds kOffered{10};
    static constexpr qsizetype kRemembered = 30; ///< steps

    /** Listens to `actions`. */
    UndoHistory(ipc::Client &client, MailActions &actions, QObject *parent = nullptr);

    /** The one that undo() takes back; nullptr when there is none. */
    const Step *last() const { return m_steps.isEmpty() ? nullptr : &m_steps.last(); }

public Q_SLOTS:
    void add(const models::Deed &deed);
    /** A message that sets out in `hold`. */
    void addSubmission(core::SubmissionId submission, std::chrono::milliseconds hold = kOffered);
    void undo();

Q_SIGNALS:
    /** A new last() that the person should hear of. */
    void offered();
    /** last() became another one, or none, without anything new. */
    void changed();
    void undone();
    /** An undone send: the very draft, saved. */
    void draftReturned(const core::Draft &draft);
    /** It was too late, or the engine refused; the step is forgotten. NoSuchMessage: it is under way already. */
    void failed(const core::Error &error);

private:
    void push(Step step);
    void expire();

    ipc::Client &m_client;
    QList<Step> m_steps;
    QTimer m_expiry; ///< of the last step that cannot be taken back later
};

} // namespace models
