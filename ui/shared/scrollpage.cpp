// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scrollpage.h"

#include <QScrollBar>
#include <QStyle>

namespace ui
{

ScrollPage::ScrollPage(QWidget *page, QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setWidget(page);
    // setWidget() turns it on.
    page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    // What is cut off below ends at a line (style.qss), not in the middle of nowhere.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int last) {
        if (property("overflows").toBool() == (last > 0))
            return;
        setProperty("overflows", last > 0);
        style()->unpolish(this);
        style()->polish(this);
    });
}

} // namespace ui
