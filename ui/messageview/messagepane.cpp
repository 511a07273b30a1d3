// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messagepane.h"

#include "attachmentstrip.h"
#include "messagebody.h"
#include "messageheader.h"
#include "models/messageviewmodel.h"
#include "notices.h"
#include "savedparts.h"
#include "sourcewindow.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/quietpage.h"
#include "ui/shared/theme.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using State = models::MessageViewModel::State;

namespace ui
{

namespace
{
constexpr int kLeastText = 64;
constexpr auto kPatience = std::chrono::milliseconds(300); ///< before "is being fetched" shows: a flicker otherwise
} // namespace

MessagePane::MessagePane(models::MessageViewModel &message, QWidget *parent)
    : QWidget(parent)
    , m_message(message)
    , m_parts(new SavedParts(message, this))
    , m_stack(new QStackedWidget(this))
    , m_nothing(new QuietPage(this))
    , m_reading(makeReadingPage())
{
    setObjectName(u"messagePane"_s);
    setAccessibleName(tr("Message"));
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_reading);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    m_slow.setSingleShot(true);
    m_slow.setInterval(kPatience);
    connect(&m_slow, &QTimer::timeout, this, [this] { m_content->setCurrentWidget(m_waiting); });
    connect(&message, &models::MessageViewModel::stateChanged, this, &MessagePane::refresh);
    connect(&message, &models::MessageViewModel::flagsChanged, this, [this] {
        if (m_message.summary())
            m_header->setFlagged(m_message.summary()->flags.has(core::Flag::Flagged));
    });
    connect(m_header, &MessageHeader::starToggled, this, &MessagePane::starToggled);
    connect(m_body, &MessageBody::targetHovered, this, &MessagePane::showTarget);
    connect(m_body, &MessageBody::linkFollowed, this, &MessagePane::follow);
    connect(m_parts, &SavedParts::saved, this, &MessagePane::tellSaved);
    connect(m_parts, &SavedParts::failed, this, &MessagePane::tellFailed);
    setFocusProxy(m_body);
    refresh();
}

QWidget *MessagePane::makeReadingPage()
{
    auto *page = new QWidget(this);
    m_header = new MessageHeader(page);
    m_bars = new QVBoxLayout;
    m_bars->setContentsMargins(space::huge, 0, space::huge, 0);
    m_bars->setSpacing(space::small);
    m_note = new QLabel(page);
    m_note->setObjectName(u"quietNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setFont(uiFont(-1));
    m_note->setProperty("tone", u"secondary"_s);
    m_note->setContentsMargins(space::huge, space::small, space::huge, 0);
    m_content = new QStackedWidget(page);
    m_body = new MessageBody(m_content);
    m_waiting = new QuietPage(m_content);
    m_waiting->show("mail", tr("The message is being fetched"), {});
    m_content->addWidget(m_body);
    m_content->addWidget(m_waiting);
    m_content->setMinimumHeight(kLeastText); // not the waiting page's, which would squeeze the bars
    m_attachments = new AttachmentStrip(*m_parts, page);
    m_target = new ElidedLabel(page);
    m_target->setObjectName(u"linkTarget"_s);
    m_target->setElideMode(Qt::ElideMiddle);
    m_target->setContentsMargins(space::huge, 2, space::huge, space::tiny);
    m_target->setFont(uiFont(-1));
    m_target->setProperty("tone", u"secondary"_s);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addLayout(m_bars);
    column->addWidget(m_note);
    column->addWidget(m_content, 1);
    column->addWidget(m_attachments);
    column->addWidget(m_target);
    return page;
}

void MessagePane::setSelectedCount(int count)
{
    const bool showedCount = m_selected > 1;
    m_selected = count;
    if (count > 1 || showedCount)
        refresh();
}

void MessagePane::refresh()
{
    const State state = m_message.state();
    m_slow.stop();
    if (m_selected > 1 || state == State::Empty) {
        if (m_selected > 1)
            m_nothing->show("all", tr("%Ln message(s) selected", nullptr, m_selected),
                tr("What you choose now happens to all of them."));
        else
            m_nothing->show("mail-open", tr("No message is selected"), tr("Choose one in the list to read it here."));
        m_stack->setCurrentWidget(m_nothing);
        return;
    }
    clearBars();
    showTarget({});
    if (m_message.summary())
        m_header->showSummary(*m_message.summary());
    if (state == State::Ready) {
        showReady();
    } else {
        m_body->setMessageText({});
        m_attachments->setAttachments({});
        m_content->setCurrentWidget(m_body);
        if (state == State::Failed)
            showFailed();
        else
            m_slow.start();
    }
    m_stack->setCurrentWidget(m_reading);
}

void MessagePane::showReady()
{
    const core::Document &document = m_message.document();
    m_header->showDocument(document);
    showNotices();
    m_body->setMessageText(document.text);
    m_attachments->setAttachments(document.attachments);
    m_content->setCurrentWidget(m_body);
}

/** The gravest as a bar, other warnings as its second line, the rest as a quiet line. */
void MessagePane::showNotices()
{
    QStringList warnings, quiet;
    MessageBar::Tone tone = MessageBar::Tone::Warning;
    for (const Notice &notice : noticesFor(m_message.document())) {
        if (notice.weight == Notice::Weight::Danger)
            tone = MessageBar::Tone::Danger;
        QStringList &words = notice.weight == Notice::Weight::Quiet ? quiet : warnings;
        words.append(notice.text);
        if (!notice.details.isEmpty())
            words.append(notice.details);
    }
    if (!warnings.isEmpty()) {
        auto *bar = new MessageBar(tone, m_reading);
        bar->setText(warnings.takeFirst());
        bar->setDetails(warnings.join(u'\n'));
        m_bars->addWidget(bar);
        m_bars->setContentsMargins(space::huge, space::medium, space::huge, 0);
    }
    m_note->setText(quiet.join(u' '));
    m_note->setVisible(!quiet.isEmpty());
}

void MessagePane::showFailed()
{
    const ErrorWords words = wordsFor(m_message.error());
    auto *bar = new MessageBar(MessageBar::Tone::Warning, m_reading);
    bar->setText(words.headline);
    bar->setDetails(words.advice);
    connect(bar->addButton(tr("Try again")), &QPushButton::clicked, &m_message, &models::MessageViewModel::retry);
    m_bars->addWidget(bar);
    m_bars->setContentsMargins(space::huge, space::medium, space::huge, 0);
}

void MessagePane::clearBars()
{
    while (QLayoutItem *item = m_bars->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_bars->setContentsMargins(0, 0, 0, 0);
    m_note->hide();
}

void MessagePane::tellSaved(const QStringList &paths)
{
    auto *bar = new MessageBar(MessageBar::Tone::Info, m_reading);
    const QString folder = QFileInfo(paths.value(0)).absolutePath();
    bar->setText(paths.size() == 1 ? tr("“%1” was saved.").arg(QFileInfo(paths[0]).fileName())
                                   : tr("%Ln file(s) were saved.", nullptr, int(paths.size())));
    bar->setClosable(true);
    connect(bar->addButton(tr("Show folder")), &QPushButton::clicked, this,
        [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    m_bars->setContentsMargins(space::huge, space::medium, space::huge, 0);
    m_bars->addWidget(bar);
}

void MessagePane::tellFailed(const QString &fileName, const core::Error &error)
{
    const ErrorWords words = wordsFor(error);
    auto *bar = new MessageBar(MessageBar::Tone::Warning, m_reading);
    bar->setText(tr("“%1” was not saved. %2").arg(fileName, words.headline));
    bar->setDetails(words.advice.isEmpty() ? words.details : words.advice);
    bar->setClosable(true);
    m_bars->setContentsMargins(space::huge, space::medium, space::huge, 0);
    m_bars->addWidget(bar);
}

void MessagePane::showTarget(const QUrl &target)
{
    m_target->setText(target.isEmpty() ? QString() : tr("Leads to %1").arg(targetWords(target)));
}

void MessagePane::follow(const QUrl &target)
{
    if (target.scheme() == "mailto"_L1) {
        Q_EMIT mailtoFollowed(target.path());
        return;
    }
    if (!isDoubtful(target)) {
        QDesktopServices::openUrl(target);
        return;
    }
    auto *box = new QMessageBox(window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Warning);
    box->setText(tr("This link hides where it leads."));
    box->setInformativeText(
        tr("It leads to %1\n\nFull address: %2").arg(target.host(QUrl::FullyEncoded), targetWords(target)));
    QPushButton *yes = box->addButton(tr("Open it anyway"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [target] { QDesktopServices::openUrl(target); });
    box->open();
}

void MessagePane::showSource()
{
    if (!m_message.message().isValid())
        return;
    auto *source = new SourceWindow(m_message.summary() ? m_message.summary()->subject : QString(), window());
    m_message.fetchRaw(source, [source](const core::Result<QByteArray> &raw) { source->setSource(raw); });
    source->show();
}

void MessagePane::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::current().base);
}

} // namespace ui
