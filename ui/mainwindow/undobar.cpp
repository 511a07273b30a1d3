// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "undobar.h"

#include "models/undohistory.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::UndoHistory;

namespace ui
{

namespace
{
constexpr int kMoment = 4000; ///< ms: how long a mere word stays
constexpr int kLeastWide = 320; ///< may reach into the next pane when this one is narrow
constexpr QRgb kGround = 0xff33312e, kGroundInDark = 0xff494b53; ///< stands out from every pane
constexpr QRgb kInk = 0xffffffff, kLink = 0xffa9cdf7;
} // namespace

UndoBar::UndoBar(UndoHistory &history, QWidget *ground, const QList<QWidget *> &pages)
    : QFrame(ground)
    , m_history(history)
    , m_words(plainLabel({}, Tone::Normal, this))
    , m_undo(new QPushButton(tr("Undo"), this))
    , m_pages(pages)
{
    for (QWidget *page : pages)
        page->installEventFilter(this);
    setObjectName(u"undoBar"_s);
    m_words->setObjectName(u"undoWords"_s);
    m_undo->setObjectName(u"undoButton"_s);
    m_undo->setToolTip(tr("Undo (Ctrl+Z)"));
    m_undo->setAutoDefault(false);
    setStyleSheet(u"#undoWords { color: %1; } #undoButton { background: transparent; color: %2; border: 1px solid "
                  "transparent; padding: 3px 10px; font-weight: 600; } #undoButton:hover { background: rgba(255, 255, "
                  "255, 30); } #undoButton:focus { border: 1px solid %2; }"_s.arg(
                      QColor::fromRgb(kInk).name(), QColor::fromRgb(kLink).name()));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::large, space::small, space::small, space::small);
    row->setSpacing(space::medium);
    row->addWidget(m_words, 1);
    row->addWidget(m_undo, 0, Qt::AlignVCenter);
    m_clock.setInterval(250ms);
    m_end.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, &UndoBar::tick);
    connect(&m_end, &QTimer::timeout, this, &UndoBar::withdraw);
    connect(m_undo, &QPushButton::clicked, &history, &UndoHistory::undo);
    connect(&history, &UndoHistory::offered, this, &UndoBar::offer);
    connect(&history, &UndoHistory::changed, this, &UndoBar::withdraw);
    connect(&history, &UndoHistory::undone, this, [this] { tell(tr("Undone."), kMoment); });
    connect(&history, &UndoHistory::failed, this, [this](const core::Error &error) {
        tell(error.code == core::Errc::NoSuchMessage ? tr("Too late: this can no longer be undone.")
                                                     : wordsFor(error).headline,
            2 * kMoment);
    });
    hide();
}

QString UndoBar::words() const
{
    const UndoHistory::Step *step = m_history.last();
    if (!step)
        return {};
    if (!step->submission.isValid())
        return step->deed.words;
    const qint64 left = std::max<qint64>(0, step->until.remainingTime());
    return tr("Sending in %Ln second(s)…", nullptr, int((left + 999) / 1000));
}

void UndoBar::offer()
{
    const UndoHistory::Step *step = m_history.last();
    if (!step || words().isEmpty())
        return;
    m_end.start(int(step->until.remainingTime()));
    if (step->submission.isValid())
        m_clock.start();
    else
        m_clock.stop();
    show(words(), true);
    say(tr("%1 Press Ctrl+Z to undo.").arg(words()));
}

void UndoBar::tick()
{
    m_words->setText(words());
}

void UndoBar::tell(const QString &words, int milliseconds)
{
    m_clock.stop();
    m_end.start(milliseconds);
    show(words, false);
    say(words);
}

void UndoBar::withdraw()
{
    m_clock.stop();
    m_end.stop();
    if (m_undo->hasFocus() && parentWidget())
        focusNextChild();
    hide();
}

void UndoBar::say(const QString &words)
{
    QAccessibleAnnouncementEvent event(this, words);
    QAccessible::updateAccessibility(&event);
}

void UndoBar::show(const QString &words, bool canUndo)
{
    m_words->setText(words);
    setAccessibleName(words);
    m_undo->setVisible(canUndo);
    layout()->setContentsMargins(
        space::large, space::small, canUndo ? space::small : space::large, canUndo ? space::small : space::medium);
    setVisible(true);
    raise();
    place();
}

bool UndoBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move || event->type() == QEvent::Show)
        place();
    return QFrame::eventFilter(watched, event);
}

void UndoBar::place()
{
    const auto page = std::ranges::find_if(m_pages, [](const QWidget *one) { return one->isVisible(); });
    if (isHidden() || page == m_pages.end())
        return;
    const QPoint corner = (*page)->mapTo(parentWidget(), QPoint(space::medium, (*page)->height() - space::medium));
    const int widest = std::max((*page)->width() - 2 * space::medium, kLeastWide);
    // The words in one line where that fits: a wrapping label would ask for something square.
    const int around = layout()->contentsMargins().left() + layout()->contentsMargins().right();
    const int button = m_undo->isHidden() ? 0 : m_undo->sizeHint().width() + layout()->spacing();
    const QString longest = m_clock.isActive() ? m_words->text() + u"0"_s : m_words->text();
    const int text = m_words->fontMetrics().horizontalAdvance(longest) + space::small;
    const int wide = std::min(widest, text + around + button);
    const int high = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide) : sizeHint().height();
    setGeometry(corner.x(), corner.y() - high, wide, high);
}

void UndoBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromRgb(Theme::current().isDark ? kGroundInDark : kGround));
    painter.drawRoundedRect(rect(), 8, 8);
}

void UndoBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        withdraw();
    else
        QFrame::keyPressEvent(event);
}

} // namespace ui
