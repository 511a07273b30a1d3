// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"
#include "core/secret.h"
#include "models/providerwords.h"

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
    /** `browser`: what could stand in for the password. */
    explicit PasswordDialog(const core::PasswordQuestion &question, QWidget *parent = nullptr,
        models::BrowserWay browser = models::BrowserWay::NotKnown);

    core::Secret password() const;
    bool keep() const;

Q_SIGNALS:
    void declined(); ///< "Not now"; closing the window is no answer

private:
    static QString titleOf(const core::PasswordQuestion &question);
    QString reasonOf(const core::PasswordQuestion &question) const;
    QWidget *makeHead(const core::PasswordQuestion &question) const;
    QWidget *makeReason(const core::PasswordQuestion &question) const;
    QWidget *makeButtons(const QString &go);

    models::BrowserWay m_browser;
    PasswordEdit *m_password;
    QCheckBox *m_keep;
};

} // namespace ui
