// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scrollpage.h"

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
}

} // namespace ui
