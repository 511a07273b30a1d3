// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "labels.h"

#include "icons.h"
#include "theme.h"

#include <QFrame>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::Normal:
        return {};
    case Tone::Secondary:
        return u"secondary"_s;
    case Tone::Good:
        return u"good"_s;
    case Tone::Warning:
        return u"warning"_s;
    case Tone::Danger:
        return u"danger"_s;
    }
    return {};
}

void repolish(QWidget *widget)
{
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}
} // namespace

QLabel *plainLabel(const QString &text, Tone tone, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    label->setProperty("tone", toneName(tone));
    return label;
}

QLabel *selectableLabel(const QString &text, Tone tone, QWidget *parent)
{
    auto *label = plainLabel(text, tone, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

void setTone(QLabel *label, Tone tone)
{
    if (label->property("tone").toString() == toneName(tone))
        return;
    label->setProperty("tone", toneName(tone));
    repolish(label);
}

QLabel *titleLabel(const QString &text, int steps)
{
    auto *label = plainLabel(text);
    label->setFont(uiFont(steps, QFont::DemiBold));
    return label;
}

QLabel *headingLabel(const QString &text, QWidget *parent)
{
    auto *label = plainLabel(text, Tone::Normal, parent);
    label->setFont(uiFont(0, QFont::DemiBold));
    return label;
}

QLabel *iconLabel(const char *name, int size, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFixedSize(size, size);
    setIcon(label, name, size);
    return label;
}

void setIcon(QLabel *label, const char *name, int size, const QColor &color)
{
    const QIcon drawn = color.isValid() ? icon(name, color) : icon(name);
    label->setPixmap(drawn.pixmap(QSize(size, size), label->devicePixelRatioF()));
}

QFrame *card(QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("card", true);
    return frame;
}

void setFlawed(QWidget *field, const QString &flaw)
{
    field->setAccessibleDescription(flaw);
    if (field->property("flawed").toBool() == !flaw.isEmpty())
        return;
    field->setProperty("flawed", !flaw.isEmpty());
    repolish(field);
}

} // namespace ui
