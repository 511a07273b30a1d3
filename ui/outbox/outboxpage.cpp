// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outboxpage.h"

#include "models/outboxmodel.h"
#include "outboxcard.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/quietpage.h"
#include "ui/shared/theme.h"

#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using models::OutboxModel;

namespace ui
{

namespace
{
constexpr int kWidest = 760; ///< of a card

QWidget *makeBar(QWidget *parent, ElidedLabel *count)
{
    auto *bar = new QWidget(parent);
    bar->setFixedHeight(kBarHeight);
    auto *title = new ElidedLabel(OutboxPage::tr("Outbox"), bar);
    title->setFont(uiFont(1, QFont::DemiBold));
    count->setFont(uiFont(-1));
    count->setProperty("tone", u"secondary"_s);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(space::huge, 0, space::huge, 0);
    column->setSpacing(0);
    column->addStretch();
    column->addWidget(title);
    column->addWidget(count);
    column->addStretch();
    return bar;
}
} // namespace

OutboxPage::OutboxPage(OutboxModel &outbox, QWidget *parent)
    : QWidget(parent)
    , m_outbox(outbox)
    , m_count(new ElidedLabel(this))
    , m_failure(new MessageBar(MessageBar::Tone::Warning, this))
    , m_stack(new QStackedWidget(this))
    , m_nothing(new QuietPage(this))
{
    setObjectName(u"outboxPage"_s);
    m_failure->hide();
    m_failure->setClosable(true);
    m_nothing->show("sent", tr("Everything has been sent"), tr("Messages wait here until a server has taken them."));
    auto *cards = new QWidget;
    cards->setMaximumWidth(kWidest);
    m_column = new QVBoxLayout(cards);
    m_column->setContentsMargins(space::huge, space::large, space::huge, space::large);
    m_column->setSpacing(space::medium);
    m_column->addWidget(m_failure);
    m_column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(cards);
    scroll->viewport()->setAutoFillBackground(false);
    cards->setAutoFillBackground(false);
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_nothing);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeBar(this, m_count));
    all->addWidget(m_stack, 1);

    connect(&outbox, &OutboxModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { insertCards(first, last); });
    connect(&outbox, &OutboxModel::rowsRemoved, this,
        [this](const QModelIndex &, int first, int last) { removeCards(first, last); });
    connect(&outbox, &OutboxModel::dataChanged, this, &OutboxPage::refreshCards);
    connect(&outbox, &OutboxModel::modelReset, this, [this] {
        removeCards(0, int(m_cards.size()) - 1);
        insertCards(0, m_outbox.rowCount() - 1);
    });
    connect(&outbox, &OutboxModel::failed, this, [this](core::SubmissionId, const core::Error &error) {
        const ErrorWords words = wordsFor(error);
        m_failure->setText(words.headline);
        m_failure->setDetails(words.advice);
        m_failure->show();
    });
    connect(&m_clock, &QTimer::timeout, this, &OutboxPage::refreshCards);
    m_clock.start(std::chrono::minutes(1));
    insertCards(0, outbox.rowCount() - 1);
}

void OutboxPage::insertCards(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        auto *card = new OutboxCard(this);
        connect(card, &OutboxCard::retryRequested, &m_outbox, &OutboxModel::retry);
        connect(card, &OutboxCard::discardRequested, &m_outbox, &OutboxModel::discard);
        connect(card, &OutboxCard::confirmRequested, &m_outbox, &OutboxModel::confirm);
        m_cards.insert(row, card);
        m_column->insertWidget(row + 1, card); // below the bar
    }
    refreshCards();
}

void OutboxPage::removeCards(int first, int last)
{
    for (int row = last; row >= first; --row)
        m_cards.takeAt(row)->deleteLater();
    refreshCards();
}

void OutboxPage::refreshCards()
{
    for (int row = 0; row < m_cards.size(); ++row) {
        const QModelIndex index = m_outbox.index(row);
        if (const core::Submission *submission = m_outbox.submissionAt(row))
            m_cards[row]->setSubmission(*submission, index.data(OutboxModel::CanRetryRole).toBool(),
                index.data(OutboxModel::CanDiscardRole).toBool(), index.data(OutboxModel::CanConfirmRole).toBool());
    }
    m_count->setText(tr("%Ln message(s) not sent yet", nullptr, int(m_cards.size())));
    m_stack->setCurrentIndex(m_cards.isEmpty() ? 1 : 0);
}

void OutboxPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().base);
    painter.setPen(Theme::current().hairline);
    painter.drawLine(0, kBarHeight - 1, width(), kBarHeight - 1);
}

} // namespace ui
