// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/browsersignin.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui
{

/** Opens the page of a sign-in in the system's browser and says that it is waited for. */
class BrowserWait : public QWidget
{
    Q_OBJECT

public:
    /** `signIn` must outlive it. */
    explicit BrowserWait(models::BrowserSignIn &signIn, QWidget *parent = nullptr);

private:
    void open(const QUrl &page);

    models::BrowserSignIn &m_signIn;
    QLabel *m_headline, *m_advice;
    QPushButton *m_again, *m_copy;
};

} // namespace ui
