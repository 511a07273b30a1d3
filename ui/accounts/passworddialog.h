// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"
#include "core/secret.h"

#include <QDialog>

class QCheckBox;

namespace ui
{

class PasswordEdit;

/** Asks for the password of a server or a proxy, or what opens a certificate: who wants it, and why. */
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PasswordDialog(const core::PasswordQuestion &question, QWidget *parent = nullptr);

    core::Secret password() const;
    bool keep() const;

Q_SIGNALS:
    void declined(); ///< "Not now"; closing the window is no answer

private:
    static QString titleOf(const core::PasswordQuestion &question);
    static QString reasonOf(const core::PasswordQuestion &question);
    QWidget *makeHead(const core::PasswordQuestion &question) const;
    QWidget *makeReason(const core::PasswordQuestion &question) const;
    QWidget *makeButtons();

    PasswordEdit *m_password;
    QCheckBox *m_keep;
};

} // namespace ui
