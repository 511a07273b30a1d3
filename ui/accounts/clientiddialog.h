// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secret.h"

#include <QDialog>

class QLineEdit;

namespace ui
{

class PasswordEdit;

/** Asks for the client ID under which a person has registered this program with an issuer. */
class ClientIdDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ClientIdDialog(const QString &issuerName, QWidget *parent = nullptr);

    QString clientId() const;
    core::Secret secret() const;

private:
    QLineEdit *m_id;
    PasswordEdit *m_secret;
};

} // namespace ui
