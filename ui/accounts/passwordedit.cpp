// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "passwordedit.h"

#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui
{

PasswordEdit::PasswordEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_eye(new QToolButton(this))
{
    m_eye->setCheckable(true);
    m_eye->setFocusPolicy(Qt::TabFocus);
    m_eye->setCursor(Qt::ArrowCursor);
    m_eye->setIconSize({18, 18});
    m_eye->setAutoRaise(true);
    // Lit, the style would fill it: the picture tells enough.
    m_eye->setStyleSheet(u"QToolButton { padding: 2px; } QToolButton:checked { background: transparent; }"_s);
    connect(m_eye, &QToolButton::toggled, this, &PasswordEdit::setShown);
    setShown(false);
    const int room = m_eye->sizeHint().width() + space::tiny;
    setTextMargins(
        layoutDirection() == Qt::LeftToRight ? 0 : room, 0, layoutDirection() == Qt::LeftToRight ? room : 0, 0);
}

void PasswordEdit::setShown(bool shown)
{
    setEchoMode(shown ? Normal : Password);
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase
        | (shown ? Qt::InputMethodHints() : Qt::ImhHiddenText));
    m_eye->setIcon(icon(shown ? "eye-off" : "eye"));
    const QString words = shown ? tr("Hide the password") : tr("Show the password");
    m_eye->setToolTip(words);
    m_eye->setAccessibleName(words);
}

void PasswordEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    const QSize size = m_eye->sizeHint();
    const int x = layoutDirection() == Qt::LeftToRight ? width() - size.width() - space::tiny : space::tiny;
    m_eye->setGeometry(x, (height() - size.height()) / 2, size.width(), size.height());
}

} // namespace ui
