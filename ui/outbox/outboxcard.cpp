// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outboxcard.h"

#include "outboxwords.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStyle>

using namespace Qt::StringLiterals;
using core::SubmissionState;

namespace ui
{

namespace
{
QLabel *wrapped(QWidget *parent, const char *name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1StringView(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}
} // namespace

OutboxCard::OutboxCard(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_subject(new ElidedLabel(this))
    , m_recipients(new ElidedLabel(this))
    , m_stateWords(wrapped(this, "outboxState"))
    , m_explanation(wrapped(this, "outboxExplanation"))
    , m_story(wrapped(this, "outboxStory"))
    , m_showStory(new QPushButton(tr("What happened"), this))
    , m_confirm(new QPushButton(tr("It has arrived"), this))
    , m_retry(new QPushButton(this))
    , m_discard(new QPushButton(tr("Discard…"), this))
{
    setProperty("card", true);
    m_subject->setFont(uiFont(1, QFont::DemiBold));
    m_recipients->setProperty("tone", u"secondary"_s);
    m_stateWords->setFont(uiFont(0, QFont::DemiBold));
    m_story->setProperty("tone", u"secondary"_s);
    m_story->hide();
    setLook(m_showStory, ButtonLook::Plain);
    m_showStory->setCheckable(true);
    m_showStory->setObjectName(u"outboxShowStory"_s);
    m_confirm->setObjectName(u"outboxConfirm"_s);
    connect(m_showStory, &QPushButton::toggled, m_story, &QWidget::setVisible);
    connect(m_confirm, &QPushButton::clicked, this, [this] { Q_EMIT confirmRequested(m_submission); });
    connect(m_retry, &QPushButton::clicked, this, &OutboxCard::askBeforeRetry);
    connect(m_discard, &QPushButton::clicked, this, &OutboxCard::askBeforeDiscard);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_subject);
    words->addWidget(m_recipients);
    words->addSpacing(space::small);
    words->addWidget(m_stateWords);
    words->addWidget(m_explanation);
    words->addWidget(m_story);
    words->addSpacing(space::small);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_confirm);
    buttons->addWidget(m_retry);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_showStory);
    buttons->addStretch();
    words->addLayout(buttons);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::large, space::large, space::large, space::large);
    row->setSpacing(space::large);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
}

void OutboxCard::setSubmission(const core::Submission &submission, bool canRetry, bool canDiscard, bool canConfirm)
{
    // What went wrong is told unasked, once.
    const bool isStuck = submission.state == SubmissionState::Failed || submission.state == SubmissionState::Unknown;
    if (isStuck && (m_submission != submission.id || m_state != int(submission.state)))
        m_showStory->setChecked(true);
    m_submission = submission.id;
    m_state = int(submission.state);
    const OutboxWords words = outboxWords(submission, QDateTime::currentDateTime());
    m_subject->setText(submission.subject.isEmpty() ? tr("(no subject)") : submission.subject);
    m_recipients->setText(tr("To %1").arg(submission.recipients.join(u", "_s)));
    m_stateWords->setText(words.state);
    m_explanation->setText(words.explanation);
    m_explanation->setVisible(!words.explanation.isEmpty());
    m_story->setText(words.story.join(u'\n'));
    m_showStory->setVisible(!words.story.isEmpty());
    if (words.story.isEmpty())
        m_showStory->setChecked(false);
    m_confirm->setVisible(canConfirm);
    m_retry->setText(words.retry);
    m_retry->setVisible(canRetry && !words.retry.isEmpty());
    m_discard->setVisible(canDiscard);
    setAccessibleName(u"%1. %2. %3"_s.arg(m_subject->text(), words.state, words.explanation));
    paintState();
}

void OutboxCard::paintState()
{
    const Theme &theme = Theme::current();
    const char *name = "waiting";
    const char *tone = "secondary";
    QColor ink = theme.secondary;
    switch (SubmissionState(m_state)) {
    case SubmissionState::Queued:
        break;
    case SubmissionState::Sending:
        name = "send";
        ink = theme.accent;
        break;
    case SubmissionState::Sent:
        name = "success";
        ink = theme.good;
        break;
    case SubmissionState::Failed:
        name = "failure";
        tone = "danger";
        ink = theme.danger;
        break;
    case SubmissionState::Unknown:
        name = "warning";
        tone = "warning";
        ink = theme.warning;
        break;
    }
    m_icon->setPixmap(icon(name, ink).pixmap(QSize(24, 24), devicePixelRatioF()));
    const QString wanted = QLatin1StringView(tone);
    if (m_stateWords->property("tone").toString() != wanted) {
        m_stateWords->setProperty("tone", wanted);
        m_stateWords->style()->unpolish(m_stateWords);
        m_stateWords->style()->polish(m_stateWords);
    }
}

void OutboxCard::askBeforeRetry()
{
    if (SubmissionState(m_state) != SubmissionState::Unknown) {
        Q_EMIT retryRequested(m_submission);
        return;
    }
    auto *box = new QMessageBox(window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Warning);
    box->setText(tr("Send this message again?"));
    box->setInformativeText(tr("If the first one arrived, the recipients get it twice."));
    QPushButton *yes = box->addButton(tr("Send again"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this] { Q_EMIT retryRequested(m_submission); });
    box->open();
}

void OutboxCard::askBeforeDiscard()
{
    auto *box = new QMessageBox(window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Question);
    box->setText(tr("Discard this message?"));
    box->setInformativeText(tr("It is not sent and cannot be brought back."));
    QPushButton *yes = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    setLook(yes, ButtonLook::Danger);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this] { Q_EMIT discardRequested(m_submission); });
    box->open();
}

void OutboxCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintState();
}

} // namespace ui
