// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quietpage.h"

#include "icons.h"
#include "theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kPicture = 40;

QLabel *centred(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}
} // namespace

QuietPage::QuietPage(QWidget *parent)
    : QWidget(parent)
    , m_picture(centred(this))
    , m_headline(centred(this))
    , m_advice(centred(this))
    , m_column(new QVBoxLayout(this))
{
    m_picture->setWordWrap(false);
    m_headline->setFont(uiFont(1, QFont::Medium));
    m_headline->setProperty("tone", u"secondary"_s);
    m_advice->setProperty("tone", u"secondary"_s);
    m_column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    m_column->setSpacing(space::small);
    m_column->addStretch(2);
    m_column->addWidget(m_picture);
    m_column->addSpacing(space::tiny);
    m_column->addWidget(m_headline);
    m_column->addWidget(m_advice);
    m_column->addStretch(3);
}

void QuietPage::show(const char *iconName, const QString &headline, const QString &advice)
{
    m_iconName = iconName;
    m_headline->setText(headline);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    setAccessibleName(headline);
    paintIcon();
}

QPushButton *QuietPage::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    const int beforeStretch = m_column->count() - 1;
    m_column->insertSpacing(beforeStretch, space::small);
    m_column->insertWidget(beforeStretch + 1, button, 0, Qt::AlignHCenter);
    return button;
}

void QuietPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
}

void QuietPage::paintIcon()
{
    const Theme &theme = Theme::current();
    const QColor ink = theme.secondary;
    const QColor mixed = QColor::fromRgbF(ink.redF() * 0.55F + theme.base.redF() * 0.45F,
        ink.greenF() * 0.55F + theme.base.greenF() * 0.45F, ink.blueF() * 0.55F + theme.base.blueF() * 0.45F);
    m_picture->setPixmap(icon(m_iconName, mixed).pixmap(QSize(kPicture, kPicture), devicePixelRatioF()));
}

} // namespace ui
