// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messagelistpane.h"

#include "messagelistview.h"
#include "models/messagelistmodel.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/quietpage.h"
#include "ui/shared/theme.h"

#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using List = models::MessageListModel;

namespace ui
{

MessageListPane::MessageListPane(List &messages, QWidget *parent)
    : QWidget(parent)
    , m_messages(messages)
    , m_title(new ElidedLabel(this))
    , m_count(new ElidedLabel(this))
    , m_empty(new QPushButton(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new MessageListView(messages, this))
    , m_nothing(new QuietPage(this))
{
    setObjectName(u"messageListPane"_s);
    m_title->setFont(uiFont(1, QFont::DemiBold));
    m_title->setObjectName(u"mailboxTitle"_s);
    m_count->setFont(uiFont(-1));
    m_count->setProperty("tone", u"secondary"_s);
    m_count->setObjectName(u"mailboxCount"_s);
    m_empty->setObjectName(u"emptyButton"_s);
    setLook(m_empty, ButtonLook::Plain);
    connect(m_empty, &QPushButton::clicked, this, [this] { Q_EMIT emptyRequested(m_messages.mailbox()); });
    auto *head = new QVBoxLayout;
    head->setSpacing(0);
    head->addStretch();
    head->addWidget(m_title);
    head->addWidget(m_count);
    head->addStretch();
    auto *bar = new QWidget(this);
    bar->setFixedHeight(kBarHeight);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::large, 0, space::small, 0);
    row->setSpacing(space::small);
    row->addLayout(head, 1);
    row->addWidget(m_empty);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_nothing);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(m_stack, 1);
    connect(&messages, &List::countChanged, this, &MessageListPane::refresh);
    connect(&messages, &List::mailboxShown, this, &MessageListPane::refresh);
    connect(&messages, &List::completed, this, &MessageListPane::refresh);
    connect(m_view, &MessageListView::selectionSettled, this, &MessageListPane::refresh);
    setFocusProxy(m_view);
    refresh();
}

void MessageListPane::setTitle(const QString &title)
{
    m_title->setText(title);
    m_view->setAccessibleName(title.isEmpty() ? tr("Messages") : tr("Messages in %1").arg(title));
}

QString MessageListPane::countWords() const
{
    const int selected = m_view->selectedCount();
    if (selected > 1)
        return tr("%Ln message(s) selected", nullptr, selected);
    if (!m_messages.mailbox().isValid())
        return {};
    // While only the first rows are there, the server's number is nearer to the truth.
    const int total = m_messages.isComplete() ? m_messages.rowCount() : int(m_messages.shownMailbox().total);
    return tr("%Ln message(s)", nullptr, std::max(total, m_messages.rowCount()));
}

void MessageListPane::refresh()
{
    m_count->setText(countWords());
    const bool isEmpty = m_messages.rowCount() == 0;
    const core::MailboxRole role = m_messages.shownMailbox().role;
    const bool isTrash = role == core::MailboxRole::Trash;
    m_empty->setText(isTrash ? tr("Empty Trash") : tr("Empty Junk"));
    m_empty->setVisible(!isEmpty && (isTrash || role == core::MailboxRole::Junk));
    if (isEmpty && !m_messages.mailbox().isValid())
        m_nothing->show("mail", tr("No mailbox is selected"), {});
    else if (isEmpty && m_messages.shownMailbox().total > 0)
        m_nothing->show("refresh", tr("Messages are on their way"), tr("They appear here, newest first."));
    else if (isEmpty)
        m_nothing->show("inbox", tr("No messages here"), {});
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_nothing) : m_view);
}

void MessageListPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().base);
    painter.setPen(Theme::current().hairline);
    painter.drawLine(0, kBarHeight - 1, width(), kBarHeight - 1);
}

} // namespace ui
