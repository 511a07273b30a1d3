// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace ui
{

class WindowActions;

/** The buttons above the reading pane. */
class ReadingBar : public QWidget
{
    Q_OBJECT

public:
    explicit ReadingBar(WindowActions &actions, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace ui
