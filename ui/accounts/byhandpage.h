// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/accountsetup.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace ui
{

class FormField;
class NetworkForm;
class PasswordEdit;
class ServerForm;

/** Both servers by hand. */
class ByHandPage : public QWidget
{
    Q_OBJECT

public:
    /** `reader` must outlive the page. */
    explicit ByHandPage(models::CertificateReader &reader, QWidget *parent = nullptr);

    void setAccount(const core::Account &account, const core::Secret &password);
    core::Account account() const;
    core::Secret password() const;
    core::Secret sendPassword() const; ///< empty: the same
    core::Secret proxyPassword() const;
    core::Secret passphrase() const; ///< of the person's certificate
    /** Shows what is wrong and goes to the first such field; true when all is well. */
    bool check();
    void focusFirst();

private:
    void makeIdentity();
    void makeSending();
    void makeNetwork();
    QList<models::AccountSetup::Flaw> flaws() const;
    FormField *fieldOf(models::AccountSetup::Flaw flaw) const;

    QLineEdit *m_name, *m_address;
    PasswordEdit *m_password, *m_sendPassword;
    FormField *m_addressField, *m_passwordField, *m_sendPasswordField;
    QCheckBox *m_same;
    ServerForm *m_receive, *m_send;
    NetworkForm *m_network;
    QPushButton *m_showNetwork;
};

} // namespace ui
