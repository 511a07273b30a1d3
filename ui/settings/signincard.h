// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/signin.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QPushButton;

namespace models
{
class AccountEditor;
}

namespace ui
{

/**
 * How an account signs in, and how that has gone of late; where it is the browser, a new sign-in and the end of it;
 * where it is a password and could be the browser, the change to that.
 */
class SignInCard : public QFrame
{
    Q_OBJECT

public:
    /** `editor` must outlive the card. */
    explicit SignInCard(models::AccountEditor &editor, QWidget *parent = nullptr);

    void setAccount(const core::Account &account);

private:
    void show(core::AccountId account, const core::SignInHealth &health);
    void addLine(const QString &what, const QString &words, const char *name);
    QString issuerId() const; ///< with whom it signs in in the browser, or could; empty: with nobody
    void signInAgain();
    void signedIn();

    models::AccountEditor &m_editor;
    core::Account m_account;
    QGridLayout *m_lines;
    QLabel *m_refusal;
    QPushButton *m_again, *m_forget;
};

} // namespace ui
