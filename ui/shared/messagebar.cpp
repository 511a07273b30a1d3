// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messagebar.h"

#include "icons.h"
#include "theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
QLabel *wrappedLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}
} // namespace

MessageBar::MessageBar(Tone tone, QWidget *parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_icon(new QLabel(this))
    , m_text(wrappedLabel(this))
    , m_details(wrappedLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_close(new QPushButton(this))
{
    setObjectName(u"messageBar"_s);
    m_details->setProperty("tone", u"secondary"_s);
    m_details->hide();
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close"));
    setLook(m_close, ButtonLook::Plain);
    m_close->hide();
    connect(m_close, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_text);
    words->addWidget(m_details);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::medium, space::small, space::small, space::small);
    row->setSpacing(space::medium);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
    m_buttons->setSpacing(space::small);
    row->addLayout(m_buttons);
    row->addWidget(m_close, 0, Qt::AlignVCenter);
    paintTone();
}

void MessageBar::setTone(Tone tone)
{
    m_tone = tone;
    paintTone();
}

void MessageBar::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

void MessageBar::setDetails(const QString &details)
{
    m_details->setText(details);
    m_details->setVisible(!details.isEmpty());
}

QPushButton *MessageBar::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    m_buttons->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

void MessageBar::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void MessageBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        paintTone();
    QFrame::changeEvent(event);
}

void MessageBar::paintTone()
{
    const Theme &theme = Theme::current();
    const QColor ground = m_tone == Tone::Info ? theme.accentSoft
        : m_tone == Tone::Warning              ? theme.warningSoft
                                               : theme.dangerSoft;
    const QColor ink = m_tone == Tone::Info ? theme.link : m_tone == Tone::Warning ? theme.warning : theme.danger;
    const char *name = m_tone == Tone::Info ? "info" : m_tone == Tone::Warning ? "warning" : "danger";
    const QString sheet
        = u"ui--MessageBar { background: %1; border: 0; border-radius: %2px; } ui--MessageBar QLabel { color: %3; }"_s
              .arg(ground.name(), QString::number(space::radius), theme.text.name());
    if (styleSheet() != sheet) // setting one sends PaletteChange again
        setStyleSheet(sheet);
    m_icon->setPixmap(icon(name, ink).pixmap(QSize(20, 20), devicePixelRatioF()));
    m_close->setIcon(icon("close"));
}

} // namespace ui
