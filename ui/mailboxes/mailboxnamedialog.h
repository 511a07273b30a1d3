// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mailboxactions.h"

#include <QDialog>

#include <functional>

class QLineEdit;

namespace ui
{

class FormField;

/** Asks for the name of a mailbox and says what is wrong with it, where it is typed. Deletes itself. */
class MailboxNameDialog : public QDialog
{
    Q_OBJECT

public:
    using Check = std::function<models::MailboxActions::NameFlaw(const QString &)>;

    /** `where`: a sentence above the field; may be empty. `doIt`: what the button says. */
    MailboxNameDialog(const QString &title, const QString &where, const QString &doIt, const QString &name, Check check,
        QWidget *parent = nullptr);

    void accept() override;

Q_SIGNALS:
    void named(const QString &name);

private:
    Check m_check;
    QLineEdit *m_edit;
    FormField *m_field;
};

} // namespace ui
