// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"

#include <QWidget>

class QLabel;

namespace ui
{

/** What was found, and what this computer will keep. */
class ReadyPage : public QWidget
{
    Q_OBJECT

public:
    explicit ReadyPage(QWidget *parent = nullptr);
    void setAccount(const core::Account &account);

private:
    QLabel *m_receive, *m_send;
};

} // namespace ui
