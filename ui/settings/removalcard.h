// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QPushButton;

namespace models
{
class AccountEditor;
}

namespace ui
{

/** Removing an account: what goes and what stays is said first, and it takes a second press: nothing undoes it. */
class RemovalCard : public QFrame
{
    Q_OBJECT

public:
    explicit RemovalCard(models::AccountEditor &editor, QWidget *parent = nullptr);

    void setAccount(const core::Account &account);

private:
    void ask(bool asks);

    models::AccountEditor &m_editor;
    core::Account m_account;
    QPushButton *m_begin, *m_remove, *m_keep;
    QWidget *m_question;
    QLabel *m_headline, *m_words, *m_waiting;
    QCheckBox *m_erase;
};

} // namespace ui
