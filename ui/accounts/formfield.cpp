// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "formfield.h"

#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QFocusEvent>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ui
{

FormField::FormField(const QString &caption, QWidget *field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_caption(plainLabel())
    , m_flaw(plainLabel({}, Tone::Danger))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tiny);
    m_caption->setWordWrap(false);
    m_caption->setBuddy(field);
    setCaption(caption);
    m_flaw->hide();
    layout->addWidget(m_caption);
    layout->addWidget(field);
    layout->addWidget(m_flaw);
    field->installEventFilter(this);
    if (auto *edit = qobject_cast<QLineEdit *>(field))
        connect(edit, &QLineEdit::textEdited, this, [this] { setFlaw({}); });
    else if (auto *number = qobject_cast<QSpinBox *>(field))
        connect(number, &QSpinBox::valueChanged, this, [this] { setFlaw({}); });
}

void FormField::setCaption(const QString &caption)
{
    m_caption->setText(caption);
    m_field->setAccessibleName(caption);
}

void FormField::setFlaw(const QString &flaw)
{
    m_flaw->setText(flaw);
    m_flaw->setVisible(!flaw.isEmpty());
    setFlawed(m_field, flaw);
}

bool FormField::eventFilter(QObject *watched, QEvent *event)
{
    // Another window in front, or a menu: the person has not left.
    if (event->type() == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
            Q_EMIT left();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
