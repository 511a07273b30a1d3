// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/accounteditor.h"
#include "models/accountsetup.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui
{

class DirectoryCard;
class FormField;
class MessageBar;
class NetworkForm;
class PasswordEdit;
class RemovalCard;
class ServerForm;
class SignInCard;

/** One account: who, both servers, the password; tried before it is kept. At its end, the way to be rid of it. */
class AccountForm : public QWidget
{
    Q_OBJECT

public:
    /** `editor` must outlive the form. */
    explicit AccountForm(models::AccountEditor &editor, QWidget *parent = nullptr);

    using QWidget::show;
    void show(core::AccountId account);
    /** The stored account changed: shown anew unless the person is changing it. */
    void refresh(core::AccountId account);

private:
    using Flaw = models::AccountSetup::Flaw;

    QWidget *makeIdentity();
    QWidget *makePassword();
    QWidget *makeButtons();
    core::Account account() const;
    models::NewSecrets secrets() const;
    bool isChanged() const;
    bool check(bool needsPassword);
    void setFlaw(Flaw flaw);
    void tell(int tone, const QString &text, const QString &details = {});
    void tellTested(const core::DiscoveryResult &result);
    void updateButtons();

    models::AccountEditor &m_editor;
    core::Account m_stored;
    QLineEdit *m_name, *m_fullName, *m_address;
    FormField *m_nameField, *m_addressField, *m_passwordField, *m_sendPasswordField;
    ServerForm *m_receive, *m_send;
    NetworkForm *m_network;
    PasswordEdit *m_password, *m_sendPassword;
    QCheckBox *m_keep, *m_ownForSending;
    QPushButton *m_test, *m_save, *m_revert;
    MessageBar *m_bar;
    DirectoryCard *m_directory;
    SignInCard *m_signIn;
    RemovalCard *m_removal;
    QWidget *m_passwordBox; ///< hidden where the browser signs in
};

} // namespace ui
