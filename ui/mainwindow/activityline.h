// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QProgressBar;

namespace models
{
class ActivityModel;
}

namespace ui
{

class ElidedLabel;

/** At the foot of the sidebar: what the program is doing, in one quiet line. */
class ActivityLine : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityLine(models::ActivityModel &activity, QWidget *parent = nullptr);

private:
    void refresh();

    models::ActivityModel &m_activity;
    ElidedLabel *m_text;
    QProgressBar *m_progress;
};

} // namespace ui
