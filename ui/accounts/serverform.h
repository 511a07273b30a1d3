// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/accountsetup.h"

#include <QFrame>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace ui
{

class FormField;

/**
 * One server by hand: name, safety, port, user. The port follows the safety until the person changes it. Plain text is
 * not among the choices: this program never sends a password over it.
 */
class ServerForm : public QFrame
{
    Q_OBJECT

public:
    ServerForm(core::ServerPurpose purpose, const QString &heading, QWidget *parent = nullptr);

    void setServer(const core::ServerSettings &server);
    core::ServerSettings server() const;
    /** The field a flaw is about; nullptr when it is not one of this form. */
    FormField *fieldOf(models::AccountSetup::Flaw flaw) const;
    void clearFlaws();
    QLineEdit *userEdit() const { return m_user; }
    /** Adds to the end of the form. */
    void add(QWidget *widget);
    void setUserVisible(bool visible);

private:
    quint16 usualPort() const;

    core::ServerPurpose m_purpose;
    QLineEdit *m_host, *m_user;
    QComboBox *m_security;
    QSpinBox *m_port;
    FormField *m_hostField, *m_portField, *m_userField;
    QString m_auth = core::ServerSettings().auth; ///< has no field
    bool m_isPortUsual = true;
};

} // namespace ui
