// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/passwordkeeping.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui
{

class FormField;
class PasswordEdit;

/** Where passwords are kept, and where there is no keyring, the offer to encrypt them under a passphrase. */
class PasswordCard : public QWidget
{
    Q_OBJECT

public:
    explicit PasswordCard(ipc::Client &client, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTyping();
    void refresh();
    void encrypt();

    models::PasswordKeeping m_keeping;
    QLabel *m_words, *m_failure;
    QPushButton *m_offer, *m_remove;
    QWidget *m_typing;
    PasswordEdit *m_first, *m_second;
    FormField *m_firstField, *m_secondField;
};

} // namespace ui
