// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/completion.h"
#include "core/question.h"
#include "core/secret.h"

#include <QHash>
#include <QObject>

namespace engine
{

/**
 * Questions that only the person can answer. Asking the same thing twice (same server, same key; same account and
 * purpose) joins the first question. Lives on the engine's thread.
 */
class Questions : public QObject
{
    Q_OBJECT

public:
    struct PasswordAnswer {
        core::Secret password; ///< empty: the person declined
        bool keep = false; ///< store it in the keyring
    };

    async::Task<core::TrustAnswer> askTrust(core::AccountId account, core::TrustQuestion question);
    async::Task<PasswordAnswer> askPassword(core::PasswordQuestion question);
    /** True when the person has signed in; false: declined. */
    async::Task<bool> askSignIn(core::SignInQuestion question);

    /** NoSuchMessage when nothing with this id waits any more. */
    core::Result<> answerTrust(qint64 id, core::TrustAnswer answer);
    core::Result<> answerPassword(qint64 id, PasswordAnswer answer);
    core::Result<> answerSignIn(qint64 id, bool isSignedIn);
    void answerSignIns(core::AccountId account); ///< it has signed in: whatever asks for that
    void declineAll(); ///< nobody is there to answer
    QList<core::Question> pending() const;
    std::optional<core::Question> question(qint64 id) const;

Q_SIGNALS:
    void asked(const core::Question &question);
    void gone(qint64 id);

private:
    struct Entry {
        core::Question question;
        QList<async::Completion<core::TrustAnswer>> trustWaiters;
        QList<async::Completion<PasswordAnswer>> passwordWaiters;
        QList<async::Completion<bool>> signInWaiters;
    };
    Entry &entryFor(const core::Question &question);
    Entry take(qint64 id);

    QHash<qint64, Entry> m_entries;
    qint64 m_lastId = 0;
};

} // namespace engine
