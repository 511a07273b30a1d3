// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace core
{
struct Submission;
}

namespace ui
{

class ElidedLabel;

/** One message of the Outbox: to whom, its true state, and what can be done. */
class OutboxCard : public QFrame
{
    Q_OBJECT

public:
    explicit OutboxCard(QWidget *parent = nullptr);

    void setSubmission(const core::Submission &submission, bool canRetry, bool canDiscard, bool canConfirm);

Q_SIGNALS:
    void retryRequested(core::SubmissionId submission);
    void discardRequested(core::SubmissionId submission);
    void confirmRequested(core::SubmissionId submission); ///< it has arrived

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintState();
    void askBeforeRetry();
    void askBeforeDiscard();

    core::SubmissionId m_submission;
    int m_state = 0; ///< core::SubmissionState
    QLabel *m_icon;
    ElidedLabel *m_subject;
    ElidedLabel *m_recipients;
    QLabel *m_stateWords;
    QLabel *m_explanation;
    QLabel *m_story;
    QPushButton *m_showStory;
    QPushButton *m_confirm;
    QPushButton *m_retry;
    QPushButton *m_discard;
};

} // namespace ui
