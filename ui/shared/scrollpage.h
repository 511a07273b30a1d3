// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

namespace ui
{

/** Lets a page of a dialog be higher than the dialog: scrolls up and down, no frame, no background of its own. */
class ScrollPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit ScrollPage(QWidget *page, QWidget *parent = nullptr);
};

} // namespace ui
