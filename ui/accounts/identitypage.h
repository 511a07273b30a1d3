// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/accountsetup.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace ui
{

class FormField;
class PasswordEdit;
class ProviderNotice;

/** What a flaw means, in a sentence to stand beneath the field. */
QString flawWords(models::AccountSetup::Flaw flaw);

/**
 * Name, address, password: all that the search needs. Where the provider of the address is known, what it wants first
 * stands here before the password, and the user name is asked for if it is one that was issued.
 */
class IdentityPage : public QWidget
{
    Q_OBJECT

public:
    /** `setup`: asked how one may sign in; must outlive the page. */
    explicit IdentityPage(models::AccountSetup *setup, QWidget *parent = nullptr);

    QString fullName() const;
    QString address() const;
    QString userName() const; ///< empty where it is not asked for
    core::Secret password() const;
    bool keepPassword() const;
    bool isBrowserOnly() const; ///< no password is asked for: going on means the browser
    /** The same for signing in in the browser: checks all but the password. */
    bool checkForBrowser();
    /** Shows what is wrong and goes to the first such field; true when all is well. */
    bool check();
    void focusFirst();

Q_SIGNALS:
    void browserWanted(); ///< in place of a password
    void changed(); ///< isBrowserOnly()

private:
    QWidget *makeBrowser();
    void askClientId();
    bool showFlaws(const QList<models::AccountSetup::Flaw> &flaws);
    void meetProvider();

    models::AccountSetup *m_setup;
    QLineEdit *m_name, *m_address, *m_userName;
    PasswordEdit *m_password;
    QCheckBox *m_keep;
    FormField *m_addressField, *m_userNameField, *m_passwordField;
    ProviderNotice *m_notice;
    QWidget *m_browser; ///< the other way, where both are open
};

} // namespace ui
