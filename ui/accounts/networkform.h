// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/accountsetup.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace ui
{

class CertificateForm;
class FormField;
class PasswordEdit;

/** The way to the servers: proxy, certificates of a company, the person's own. */
class NetworkForm : public QFrame
{
    Q_OBJECT

public:
    /** `reader` must outlive the form. */
    explicit NetworkForm(models::CertificateReader &reader, QWidget *parent = nullptr);

    /** Network settings, and whether the certificate signs in. */
    void setAccount(const core::Account &account);
    /** Of an account that has its servers already. */
    void writeTo(core::Account &account) const;
    /** New ones; empty where nothing was typed. */
    core::Secret proxyPassword() const;
    core::Secret passphrase() const;
    FormField *fieldOf(models::AccountSetup::Flaw flaw) const;
    void clearFlaws();
    CertificateForm *certificates() const { return m_certificates; }

Q_SIGNALS:
    void changed();

private:
    core::ProxyKind kind() const;
    void showFields();
    void makeOldTls(QVBoxLayout *column);

    core::ProxySettings m_before;
    QComboBox *m_kind;
    QLineEdit *m_host, *m_user;
    QSpinBox *m_port;
    PasswordEdit *m_password;
    FormField *m_hostField, *m_portField, *m_userField, *m_passwordField;
    QWidget *m_proxy;
    CertificateForm *m_certificates;
    QCheckBox *m_oldReceiving, *m_oldSending;
    QLabel *m_oldWarning;
};

} // namespace ui
