// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/workspace.h"

#include <QPointer>

class QDialog;
class QPushButton;

namespace ui
{

class MessageBar;

/**
 * Tells that background work waits for an answer; the question itself opens on a click, one at a time, and never by
 * itself. Closing its window answers nothing. Hidden when nothing is asked.
 */
class QuestionBar : public QWidget
{
    Q_OBJECT

public:
    /** `workspace` must outlive the bar. */
    explicit QuestionBar(models::Workspace &workspace, QWidget *parent = nullptr);

public Q_SLOTS:
    void openCurrent();

private:
    void refresh();
    void open(const core::Question &question, const core::TrustQuestion &trust);
    void open(const core::Question &question, const core::PasswordQuestion &password);
    void open(const core::Question &question, const core::SignInQuestion &signIn);
    QString accountName(core::AccountId account) const;
    static QString needWords(const core::PasswordQuestion &question);

    models::Workspace &m_workspace;
    MessageBar *m_bar;
    QPushButton *m_open;
    QPointer<QDialog> m_dialog;
    qint64 m_asked = 0; ///< what m_dialog is about
};

} // namespace ui
