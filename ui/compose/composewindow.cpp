// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "composewindow.h"

#include "addressedit.h"
#include "composeheader.h"
#include "draftattachments.h"
#include "texteditor.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/theme.h"

#include <QAction>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFrame>
#include <QInputMethodEvent>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = models::ComposeSession::State;
using Concern = models::ComposeSession::Concern;

namespace ui
{

namespace
{
QFrame *hairline()
{
    auto *line = new QFrame;
    line->setProperty("line", true);
    return line;
}
} // namespace

ComposeWindow::ComposeWindow(const QList<core::Account> &accounts, models::ComposeSession *session, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_session(session)
    , m_header(new ComposeHeader(accounts))
    , m_editor(new TextEditor)
    , m_attachments(new DraftAttachments)
    , m_layout(new QVBoxLayout(this))
    , m_barRow(new QHBoxLayout)
{
    session->setParent(this);
    setObjectName(u"composeWindow"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setAcceptDrops(true);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addWidget(makeBar());
    m_layout->addWidget(hairline());
    m_layout->addWidget(m_header);
    m_barRow->setContentsMargins(0, 0, 0, 0);
    m_layout->addLayout(m_barRow);
    m_layout->addWidget(m_editor, 1);
    m_layout->addWidget(m_attachments);
    m_textTimer.setSingleShot(true);
    m_textTimer.setInterval(400ms);
    makeActions();
    connectFields();
    connectSession();
    resize(760, 640);
    setMinimumSize(480, 360);
    showState(session->state());
    if (session->state() == State::Editing)
        showDraft();
}

QWidget *ComposeWindow::makeBar()
{
    auto *bar = new QWidget;
    bar->setBackgroundRole(QPalette::Window);
    bar->setAutoFillBackground(true);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::huge, space::small, space::huge, space::small);
    row->setSpacing(space::small);
    m_sendButton = new QPushButton(icon("send", Theme::current().onAccent), tr("Send"));
    m_sendButton->setObjectName(u"send"_s);
    m_sendButton->setToolTip(
        tr("Send (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    setLook(m_sendButton, ButtonLook::Primary);
    m_attachButton = new QPushButton(icon("attachment", Theme::current().link), tr("Attach…"));
    m_attachButton->setObjectName(u"attach"_s);
    setLook(m_attachButton, ButtonLook::Plain);
    m_savedLabel = plainLabel({}, Tone::Secondary);
    m_savedLabel->setObjectName(u"savedState"_s);
    m_savedLabel->setWordWrap(false);
    row->addWidget(m_sendButton);
    row->addWidget(m_attachButton);
    row->addStretch();
    row->addWidget(m_savedLabel);
    connect(m_sendButton, &QPushButton::clicked, this, &ComposeWindow::send);
    connect(m_attachButton, &QPushButton::clicked, this, &ComposeWindow::chooseFiles);
    return bar;
}

void ComposeWindow::makeActions()
{
    const auto add = [this](const QList<QKeySequence> &keys, auto slot) {
        auto *action = new QAction(this);
        action->setShortcuts(keys);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add({Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}, &ComposeWindow::send);
    add({Qt::CTRL | Qt::SHIFT | Qt::Key_A}, &ComposeWindow::chooseFiles);
    add({QKeySequence::Close}, &QWidget::close);
    add({QKeySequence::Save}, [this] {
        flush();
        m_session->saveNow();
    });
}

void ComposeWindow::connectFields()
{
    for (AddressEdit *field : {m_header->to(), m_header->cc(), m_header->bcc()})
        field->completeFrom(m_session->people(field));
    for (QWidget *field : {static_cast<QWidget *>(m_editor), static_cast<QWidget *>(m_header->subject()),
             static_cast<QWidget *>(m_header->to()->input()), static_cast<QWidget *>(m_header->cc()->input()),
             static_cast<QWidget *>(m_header->bcc()->input())})
        field->installEventFilter(this);
    connect(m_header, &ComposeHeader::accountChosen, m_session, &Session::setAccount);
    connect(m_header, &ComposeHeader::recipientsChanged, this, [this] {
        m_touched = true;
        m_header->setRecipientFlaw({});
        m_session->setTo(m_header->to()->addresses());
        m_session->setCc(m_header->cc()->addresses());
        m_session->setBcc(m_header->bcc()->addresses());
    });
    connect(m_header, &ComposeHeader::subjectEdited, this, [this](const QString &subject) {
        m_touched = true;
        m_session->setSubject(subject);
        showTitle();
    });
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        m_textTouched = m_touched = true;
        if (!m_textTimer.isActive())
            m_textTimer.start();
    });
    connect(&m_textTimer, &QTimer::timeout, this, &ComposeWindow::flush);
    connect(m_editor, &TextEditor::filesGiven, this, &ComposeWindow::attach);
    connect(m_editor, &TextEditor::pictureGiven, this, [this](const QByteArray &png) {
        m_session->attachBytes(tr("Picture.png", "file name of a pasted picture"), png, u"image/png"_s);
    });
    connect(m_attachments, &DraftAttachments::removeRequested, this, [this](int index) {
        m_touched = true;
        m_session->removeAttachment(index);
    });
}

void ComposeWindow::connectSession()
{
    connect(m_session, &Session::loaded, this, &ComposeWindow::showDraft);
    connect(m_session, &Session::stateChanged, this, &ComposeWindow::showState);
    connect(m_session, &Session::concernsRaised, this, &ComposeWindow::raise);
    connect(m_session, &Session::submitFailed, this, &ComposeWindow::showFailure);
    connect(m_session, &Session::attachmentFailed, this, &ComposeWindow::showFailure);
    connect(m_session, &Session::dirtyChanged, this, &ComposeWindow::showSaved);
    connect(m_session, &Session::attachmentsChanged, this,
        [this] { m_attachments->setAttachments(m_session->draft().attachments); });
    connect(m_session, &Session::attachmentAdded, this, [this] { m_touched = true; });
    connect(m_session, &Session::submitted, this, [this](core::SubmissionId submission) {
        Q_EMIT submitted(submission);
        m_mayClose = true;
        close();
    });
    connect(m_session, &Session::saved, this, [this] {
        showSaved();
        if (m_closeWhenSaved)
            keepAndClose();
    });
    connect(m_session, &Session::saveFailed, this, [this](const core::Error &error) {
        m_closeWhenSaved = false;
        showFailure(error);
    });
}

// --- showing

void ComposeWindow::showDraft()
{
    const core::Draft &draft = m_session->draft();
    m_header->setDraft(draft);
    m_attachments->setAttachments(draft.attachments);
    const bool isAnswer = draft.answers.has_value() || draft.forwards.has_value();
    // Room for the answer above the quote; it counts as text only when something is written.
    const bool needsRoom = isAnswer && !draft.id.isValid() && !draft.text.startsWith(u'\n');
    {
        const QSignalBlocker quiet(m_editor);
        m_editor->setPlainText((needsRoom ? u"\n\n"_s : QString()) + draft.text);
    }
    m_editor->document()->setModified(false);
    m_touched = false;
    showTitle();
    showSaved();
    if (draft.to.isEmpty())
        m_header->to()->setFocus(Qt::OtherFocusReason);
    else if (draft.subject.isEmpty())
        m_header->subject()->setFocus(Qt::OtherFocusReason);
    else
        m_editor->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::showState(State state)
{
    const bool isEditing = state == State::Editing;
    m_header->setEnabled(isEditing);
    m_editor->setReadOnly(!isEditing);
    m_attachments->setEnabled(isEditing);
    m_sendButton->setEnabled(isEditing);
    m_attachButton->setEnabled(isEditing);
    m_sendButton->setText(state == State::Submitting ? tr("Sending…") : tr("Send"));
    m_editor->setPlaceholderText(state == State::Loading ? tr("The message is being fetched…") : QString());
    if (state == State::Failed)
        showFailure(m_session->error());
}

void ComposeWindow::showTitle()
{
    const QString subject = m_session->draft().subject.simplified();
    setWindowTitle(subject.isEmpty() ? tr("New message") : subject);
}

void ComposeWindow::showSaved()
{
    if (m_session->isDirty())
        m_savedLabel->setText(tr("Not saved yet"));
    else if (m_session->isKept())
        m_savedLabel->setText(
            tr("Draft kept on this computer, %1").arg(QLocale().toString(QTime::currentTime(), QLocale::ShortFormat)));
    else
        m_savedLabel->clear();
}

MessageBar *ComposeWindow::showBar(int tone, const QString &text, const QString &details)
{
    clearBar();
    m_bar = new MessageBar(MessageBar::Tone(tone));
    m_bar->setText(text);
    m_bar->setDetails(details);
    // What the bar says begins where the text does.
    m_barRow->setContentsMargins(space::huge - space::medium, space::small, space::huge - space::medium, 0);
    m_barRow->addWidget(m_bar);
    return m_bar;
}

void ComposeWindow::clearBar()
{
    m_isAskingToClose = false;
    if (m_bar) {
        m_bar->hide();
        m_bar->deleteLater();
        m_barRow->setContentsMargins(0, 0, 0, 0);
        m_bar = nullptr;
    }
}

void ComposeWindow::showFailure(const core::Error &error)
{
    const ErrorWords words = wordsFor(error, core::ServerPurpose::Send);
    MessageBar *bar = showBar(int(MessageBar::Tone::Danger), words.headline, words.advice);
    bar->setToolTip(words.details);
    bar->setClosable(true);
}

// --- sending

void ComposeWindow::flush()
{
    m_textTimer.stop();
    if (std::exchange(m_textTouched, false))
        m_session->setText(m_editor->toPlainText());
}

void ComposeWindow::send()
{
    // Ctrl+Enter that an input method lets through while it converts is meant for the conversion.
    if (m_isComposing || m_session->state() != State::Editing)
        return;
    m_header->commitAddresses();
    flush();
    clearBar();
    m_session->submit();
}

void ComposeWindow::raise(const QList<Concern> &concerns)
{
    if (std::ranges::any_of(concerns, [](Concern concern) { return Session::forbids(concern); })) {
        raiseForbidden(concerns);
        return;
    }
    const bool noSubject = concerns.contains(Concern::EmptySubject);
    const bool noAttachment = concerns.contains(Concern::AttachmentForgotten);
    const QString text = noSubject && noAttachment
        ? tr("There is no subject, and the text speaks of an attachment but there is none.")
        : noSubject ? tr("There is no subject.")
                    : tr("The text speaks of an attachment, but there is none.");
    MessageBar *bar = showBar(int(MessageBar::Tone::Warning), text);
    if (noAttachment) {
        QPushButton *add = bar->addButton(tr("Attach…"));
        add->setObjectName(u"attachNow"_s);
        connect(add, &QPushButton::clicked, this, [this] {
            clearBar();
            chooseFiles();
        });
    }
    if (noSubject) {
        QPushButton *write = bar->addButton(tr("Write a subject"));
        connect(write, &QPushButton::clicked, this, [this] {
            clearBar();
            m_header->subject()->setFocus(Qt::OtherFocusReason);
        });
    }
    QPushButton *anyway = bar->addButton(tr("Send anyway"));
    anyway->setObjectName(u"sendAnyway"_s);
    connect(anyway, &QPushButton::clicked, this, [this] {
        flush();
        clearBar();
        m_session->submit(true);
    });
    if (noSubject)
        m_header->subject()->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::raiseForbidden(const QList<Concern> &concerns)
{
    if (concerns.contains(Concern::NoAccount)) {
        showBar(int(MessageBar::Tone::Danger), tr("There is no account to send from."),
            tr("Add one in the main window; this message stays here."));
        return;
    }
    m_header->setRecipientFlaw(concerns.contains(Concern::BadAddress)
            ? tr("%1 is not a complete mail address.").arg(m_session->badAddresses().value(0))
            : tr("Who should get this message?"));
    m_header->to()->setFocus(Qt::OtherFocusReason);
}

// --- attachments

void ComposeWindow::chooseFiles()
{
    if (m_session->state() != State::Editing)
        return;
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setWindowModality(Qt::WindowModal);
    connect(dialog, &QFileDialog::filesSelected, this, &ComposeWindow::attach);
    dialog->show();
}

void ComposeWindow::attach(const QStringList &paths)
{
    for (const QString &path : paths)
        m_session->attachFile(path);
}

void ComposeWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ComposeWindow::dropEvent(QDropEvent *event)
{
    attach(localFiles(event->mimeData()));
    event->acceptProposedAction();
}

bool ComposeWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::InputMethod)
        m_isComposing = !static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty();
    else if (event->type() == QEvent::FocusOut)
        m_isComposing = false;
    return QWidget::eventFilter(watched, event);
}

void ComposeWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ActivationChange && !isActiveWindow()) {
        flush();
        m_session->saveNow();
    }
    QWidget::changeEvent(event);
}

// --- closing

void ComposeWindow::closeEvent(QCloseEvent *event)
{
    const State state = m_session->state();
    if (m_mayClose || state == State::Submitted || state == State::Failed || state == State::Loading)
        return event->accept();
    if (state == State::Submitting)
        return event->ignore(); // a moment later it is in the Outbox and the window goes by itself
    m_header->commitAddresses();
    flush();
    if (m_session->isEmpty()) {
        m_session->discard();
        return event->accept();
    }
    if (!m_touched)
        return event->accept();
    event->ignore();
    if (m_isAskingToClose)
        keepAndClose();
    else
        askBeforeClosing();
}

void ComposeWindow::askBeforeClosing()
{
    MessageBar *bar = showBar(int(MessageBar::Tone::Info), tr("Keep this message as a draft?"),
        tr("Kept on this computer; the main window reopens it."));
    m_isAskingToClose = true;
    QPushButton *discard = bar->addButton(tr("Discard"));
    discard->setObjectName(u"discardDraft"_s);
    setLook(discard, ButtonLook::Danger);
    QPushButton *back = bar->addButton(tr("Go on writing"));
    QPushButton *keep = bar->addButton(tr("Keep draft"));
    keep->setObjectName(u"keepDraft"_s);
    setLook(keep, ButtonLook::Primary);
    connect(discard, &QPushButton::clicked, this, [this] {
        m_session->discard();
        m_mayClose = true;
        close();
    });
    connect(back, &QPushButton::clicked, this, [this] {
        clearBar();
        m_editor->setFocus(Qt::OtherFocusReason);
    });
    connect(keep, &QPushButton::clicked, this, &ComposeWindow::keepAndClose);
    keep->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::keepAndClose()
{
    flush();
    if (!m_session->isDirty()) {
        m_mayClose = true;
        close();
        return;
    }
    m_closeWhenSaved = true;
    m_session->saveNow();
}

} // namespace ui
