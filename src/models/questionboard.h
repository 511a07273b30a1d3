// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/question.h"
#include "core/secret.h"
#include "link/client.h"

#include <QObject>

#include <optional>

namespace models
{

/** What the engine asks and only the person can answer, oldest first. Another face may answer it first. GUI thread. */
class QuestionBoard : public QObject
{
    Q_OBJECT

public:
    explicit QuestionBoard(ipc::Client &client, QObject *parent = nullptr);

    const QList<core::Question> &questions() const { return m_questions; }
    /** The one to show now: the oldest. */
    std::optional<core::Question> current() const;
    std::optional<core::Question> question(qint64 id) const;

public Q_SLOTS:
    void refresh(); ///< asks the engine what is open; called by itself when the link is ready
    void answerTrust(qint64 question, core::TrustAnswer answer);
    void answerPassword(qint64 question, const core::Secret &password, bool keep);
    void declinePassword(qint64 question); ///< the account stays offline
    void declineSignIn(qint64 question); ///< likewise; who signs in answers by that

Q_SIGNALS:
    void asked(const core::Question &question);
    void gone(qint64 question); ///< answered here or elsewhere, or no longer of interest: close its dialog
    void currentChanged();
    /** An answer did not reach the engine; the question stands. */
    void failed(qint64 question, const core::Error &error);

private:
    void add(const core::Question &question);
    void remove(qint64 question);
    template <class R>
    void answer(R request);

    ipc::Client &m_client;
    QList<core::Question> m_questions;
};

} // namespace models
