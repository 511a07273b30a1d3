// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"
#include "models/browsersignin.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace ui
{

/** Signs an account in again in the browser: why, then the waiting for it. Closes by itself when that is done. */
class SignInDialog : public QDialog
{
    Q_OBJECT

public:
    /** `issuerName`: as the person knows it. Takes `signIn` over. */
    SignInDialog(const core::SignInQuestion &question, const QString &issuerName, models::BrowserSignIn *signIn,
        QWidget *parent = nullptr);

Q_SIGNALS:
    void declined(); ///< "Not now"; closing the window is no answer

private:
    QWidget *makeHead(const QString &issuerName) const;
    QWidget *makeButtons();
    void begin();
    void end(const core::Result<qint64> &outcome);

    core::SignInQuestion m_question;
    models::BrowserSignIn *m_signIn;
    QStackedWidget *m_middle;
    QLabel *m_failure;
    QPushButton *m_begin, *m_later;
};

} // namespace ui
